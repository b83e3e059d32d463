from django.urls import path

from . import exercise_history_views, move_views, views

urlpatterns = [
    path("logbook/", views.logbook, name="logbook"),
    path("logbook/exercises/<slug:slug>/", exercise_history_views.history, name="exercise_history"),
    path("logbook/<day:day>/", views.day, name="logbook_day"),
    path("logbook/<day:day>/morning/", views.morning, name="logbook_morning"),
    path("logbook/<day:day>/note/", views.note, name="logbook_note"),
    path("logbook/<day:day>/move/", move_views.move_day, name="logbook_move_day"),
    path("logbook/<day:day>/<slug:slug>/move/", move_views.move, name="logbook_move"),
    path("logbook/<day:day>/<slug:slug>/", views.add_set, name="logbook_add"),
    path("logbook/<day:day>/<slug:slug>/feedback/", views.feedback, name="logbook_feedback"),
    path("logbook/sets/<uuid:key>/", views.correct_set, name="logbook_set"),
    path("logbook/sets/<uuid:key>/delete/", views.delete_set, name="logbook_delete"),
    path("logbook/sets/<uuid:key>/restore/", views.restore_set, name="logbook_restore"),
]
