from django.urls import path

from . import views

urlpatterns = [
    path("sw.js", views.worker, name="worker"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("offline/", views.offline, name="offline"),
    path("today/ahead/<day:day>/", views.ahead, name="today_ahead"),
]
