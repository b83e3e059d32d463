from django.urls import path

from . import views

urlpatterns = [
    path("logbook/runs/", views.runs, name="runs"),
    path("logbook/runs/<int:pk>/", views.run, name="run"),
    path("logbook/runs/<int:pk>/delete/", views.delete_run, name="delete_run"),
]
