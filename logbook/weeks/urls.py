from django.urls import path

from . import views

urlpatterns = [
    path("weeks/", views.weeks, name="weeks"),
    path("weeks/<week:monday>/", views.week, name="week"),
    path("weeks/records/", views.records, name="records"),
]
