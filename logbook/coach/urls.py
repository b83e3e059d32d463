"""Pages that the logbook adds to the admin's pages of cues."""

from django.urls import path

from . import views

urlpatterns = [
    path("preview/", views.preview, name="cue_preview"),
    path("felt/", views.felt, name="all_cues_felt"),
    path("felt/<slug:slug>/", views.felt, name="cues_felt"),
]
