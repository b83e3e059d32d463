from django.urls import path

from .views import reminders

urlpatterns = [
    path("settings/reminders/", reminders.reminders, name="reminders"),
    path("settings/reminders/calendar/", reminders.calendar, name="reminders_calendar"),
    path("settings/reminders/devices/", reminders.add_device, name="add_device"),
    path("settings/reminders/devices/<int:pk>/", reminders.remove_device, name="remove_device"),
    path("calendar/<str:token>.ics", reminders.feed, name="calendar_feed"),
]
