from django.urls import include, path

from . import shared_views

urlpatterns = [
    path("logbook/import/", include("logbook.exchange.imports.urls")),
    path("logbook/", include("logbook.exchange.exports.urls")),
    path("shared/<str:key>/", shared_views.shared, name="shared"),
    path("shared/<str:key>/done.ics", shared_views.done_feed, name="done_feed"),
    path("", include("logbook.exchange.api.urls")),
]
