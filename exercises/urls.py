from django.contrib.sitemaps.views import sitemap
from django.urls import path

from . import views
from .sitemaps import SITEMAPS

urlpatterns = [
    path("", views.home, name="home"),
    path("card.png", views.card, name="card"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("exercises/", views.exercises, name="exercises"),
    path("exercises/compare/", views.compare, name="compare"),
    path("exercises/<slug:slug>/", views.exercise, name="exercise"),
    path("exercises/<slug:name>/card.png", views.card, name="exercise_card"),
    path("figures/<slug:version>/<slug:slug>.svg", views.figure, name="figure"),
    path("figures/<slug:version>/<slug:slug>/<slug:pose>.svg", views.figure, name="figure_pose"),
    path("muscles/", views.muscles, name="muscles"),
    path("muscles/<slug:slug>/", views.muscle, name="muscle"),
]
