"""What the log adds to the admin's pages of cues."""

from django.urls import path

from .views import cues

urlpatterns = [
    path("preview/", cues.preview, name="cue_preview"),
    path("felt/", cues.felt, name="all_cues_felt"),
    path("felt/<slug:slug>/", cues.felt, name="cues_felt"),
]
