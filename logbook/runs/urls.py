from django.urls import path

from . import views

urlpatterns = [
    path("runs/", views.runs, name="runs"),
    path("runs/<int:pk>/", views.run, name="run"),
    path("runs/<int:pk>/delete/", views.delete_run, name="delete_run"),
    path("runs/<int:pk>/felt/", views.answer_run, name="answer_run"),
    path("runs/<int:pk>/felt/undo", views.undo_answer_run, name="undo_answer_run"),
    # Addresses of earlier versions, in bookmarks and in pages that a phone still shows.
    path("logbook/runs/", views.moved),
    path("logbook/runs/<path:rest>", views.moved),
]
