from django.urls import path

from .views import leaving

urlpatterns = [path("settings/leave/", leaving.leave, name="leave")]
