from django.urls import path

from . import views

urlpatterns = [
    path("start/", views.start, name="start"),
    path("start/ask/", views.start_ask, name="start_ask"),
    path("start/stop/", views.start_stop, name="start_stop"),
]
