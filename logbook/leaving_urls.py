from django.urls import path

from .views import leaving, logins

urlpatterns = [
    path("settings/leave/", leaving.leave, name="leave"),
    path("settings/logins/", logins.logins, name="logins"),
]
