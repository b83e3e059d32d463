"""What leads out of the logbook: files, the report, links and calendars of others, the API."""

from django.urls import path, re_path

from .views import api, exports, shared

urlpatterns = [
    path("logbook/export/", exports.exports, name="exports"),
    path("logbook/export/csv", exports.csv_file, name="export_csv"),
    path("logbook/export/json", exports.json_file, name="export_json"),
    path("logbook/export/schema.json", exports.schema, name="export_schema"),
    path("logbook/export/links/", exports.add_link, name="add_link"),
    path("logbook/export/links/<int:pk>/", exports.withdraw_link, name="withdraw_link"),
    path("logbook/export/calendar/", exports.add_calendar, name="add_calendar"),
    path("logbook/export/tokens/", exports.add_token, name="add_token"),
    path("logbook/export/tokens/<int:pk>/", exports.withdraw_token, name="withdraw_token"),
    path("logbook/report/", exports.report, name="report"),
    path("shared/<str:key>/", shared.shared, name="shared"),
    path("shared/<str:key>/done.ics", shared.done_feed, name="done_feed"),
    path("api/v1/openapi.json", api.openapi, name="openapi"),
    path("api/v1/sets", api.sets, name="api_sets"),
    path("api/v1/today", api.today, name="api_today"),
    path("api/v1/weeks", api.weeks, name="api_weeks"),
    re_path(r"^api/v1(?:/.*)?$", api.missing),
]
