from django.urls import path

from . import views

urlpatterns = [
    path("settings/reminders/", views.reminders, name="reminders"),
    path("settings/reminders/calendar/", views.calendar, name="reminders_calendar"),
    path("settings/reminders/devices/", views.add_device, name="add_device"),
    path("settings/reminders/devices/<int:pk>/", views.remove_device, name="remove_device"),
    path("calendar/<str:token>.ics", views.calendar_feed, name="calendar_feed"),
]
