from django.urls import path

from . import views

urlpatterns = [
    path("today/", views.today, name="today"),
    path("today/sets/", views.log, name="log_set"),
    path("today/sets/both/", views.log_pair, name="log_pair"),
    path("today/feedback/<slug:slug>/", views.feedback, name="feedback"),
    path("today/feedback/<slug:slug>/undo", views.put_feedback_back, name="put_feedback_back"),
    path("today/morning/", views.morning, name="morning"),
    path("today/morning/undo", views.put_morning_back, name="put_morning_back"),
    path("sets/<uuid:key>/", views.change, name="change_set"),
    path("sets/<uuid:key>/delete", views.delete, name="delete_set"),
    path("sets/<uuid:key>/restore", views.restore, name="restore_set"),
    path("squeeze/", views.squeeze, name="squeeze"),
]
