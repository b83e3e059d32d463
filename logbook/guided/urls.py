from django.urls import path

from . import views

urlpatterns = [
    path("today/go/", views.go, name="go"),
    path("today/ahead/<day:day>/go/", views.ahead, name="go_ahead"),
    path("today/done/", views.done, name="done"),
]
