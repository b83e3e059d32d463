from django.urls import include, path, register_converter

from .converters import DayConverter, WeekConverter

register_converter(DayConverter, "day")
register_converter(WeekConverter, "week")

urlpatterns = [
    path("", include("logbook.today.urls")),
    path("", include("logbook.guided.urls")),
    path("", include("logbook.offline.urls")),
    path("", include("logbook.ladder.urls")),
    path("", include("logbook.weeks.urls")),
    path("", include("logbook.runs.urls")),
    path("", include("logbook.runs.files.urls")),
    path("", include("logbook.exchange.urls")),
    path("", include("logbook.days.urls")),
    path("", include("logbook.reminders.urls")),
    path("", include("logbook.account.urls")),
]
