from django.urls import path

from . import change_views, feedback_views, set_views, views

urlpatterns = [
    path("today/", views.today, name="today"),
    path("today/sets/", views.log, name="log_set"),
    path("today/sets/both/", views.log_pair, name="log_pair"),
    path("today/feedback/<slug:slug>/", feedback_views.feedback, name="feedback"),
    path("today/feedback/<slug:slug>/undo", feedback_views.undo_feedback, name="undo_feedback"),
    path("today/morning/", feedback_views.morning, name="morning"),
    path("today/morning/undo", feedback_views.undo_morning, name="undo_morning"),
    path("today/change/", change_views.change_day, name="change_day"),
    path("today/change/undo", change_views.take_back, name="take_day_change_back"),
    path("sets/<uuid:key>/", set_views.change, name="change_set"),
    path("sets/<uuid:key>/delete", set_views.delete, name="delete_set"),
    path("sets/<uuid:key>/restore", set_views.restore, name="restore_set"),
    path("squeeze/", views.squeeze, name="squeeze"),
]
