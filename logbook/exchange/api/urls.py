from django.urls import path, re_path

from . import guard, views

urlpatterns = [
    path("api/v1/openapi.json", views.openapi, name="openapi"),
    path("api/v1/sets", views.sets_endpoint, name="api_sets"),
    path("api/v1/runs", views.runs_endpoint, name="api_runs"),
    path("api/v1/today", views.today_endpoint, name="api_today"),
    path("api/v1/weeks", views.weeks_endpoint, name="api_weeks"),
    re_path(r"^api/v1(?:/.*)?$", guard.missing),
]
