from django.urls import path

from . import views

urlpatterns = [
    path("settings/leave/", views.leave, name="leave"),
    path("settings/keys/", views.end_keys, name="end_keys"),
    path("settings/logins/", views.logins, name="logins"),
]
