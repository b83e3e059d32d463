from django.urls import path

from . import views

urlpatterns = [
    path("export/", views.exports, name="exports"),
    path("export/csv", views.csv_file, name="export_csv"),
    path("export/runs", views.runs_csv_file, name="export_runs_csv"),
    path("export/json", views.json_file, name="export_json"),
    path("export/schema.json", views.schema, name="export_schema"),
    path("export/links/", views.add_link, name="add_link"),
    path("export/links/<int:pk>/", views.withdraw_link, name="withdraw_link"),
    path("export/calendar/", views.add_calendar, name="add_calendar"),
    path("export/tokens/", views.add_token, name="add_token"),
    path("export/tokens/<int:pk>/", views.withdraw_token, name="withdraw_token"),
    path("report/", views.report, name="report"),
]
