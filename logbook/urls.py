from django.urls import include, path, register_converter

from .converters import DayConverter, WeekConverter
from .views import exercise, go, imports, logbook, offline, plan, today, weeks

register_converter(DayConverter, "day")
register_converter(WeekConverter, "week")

urlpatterns = [
    path("sw.js", offline.worker, name="worker"),
    path("manifest.webmanifest", offline.manifest, name="manifest"),
    path("offline/", offline.offline, name="offline"),
    path("today/", today.today, name="today"),
    path("today/ahead/<day:day>/", offline.ahead, name="today_ahead"),
    path("today/go/", go.go, name="go"),
    path("today/ahead/<day:day>/go/", go.ahead, name="go_ahead"),
    path("today/done/", go.done, name="done"),
    path("today/sets/", today.log, name="log_set"),
    path("today/sets/both/", today.log_pair, name="log_pair"),
    path("today/feedback/<slug:slug>/", today.feedback, name="feedback"),
    path("today/feedback/<slug:slug>/undo", today.put_feedback_back, name="put_feedback_back"),
    path("today/morning/", today.morning, name="morning"),
    path("today/morning/undo", today.put_morning_back, name="put_morning_back"),
    path("sets/<uuid:key>/", today.change, name="change_set"),
    path("sets/<uuid:key>/delete", today.delete, name="delete_set"),
    path("sets/<uuid:key>/restore", today.restore, name="restore_set"),
    path("squeeze/", today.squeeze, name="squeeze"),
    path("plan/", plan.plan, name="plan"),
    path("plan/<slug:slug>/open/", plan.override, name="plan_override"),
    path("plan/<slug:slug>/waive/", plan.waive, name="plan_waive"),
    path("plan/<slug:slug>/take-back/<slug:kind>/", plan.take_back, name="plan_take_back"),
    path("plan/pin/", plan.pin, name="plan_pin"),
    path("weeks/", weeks.weeks, name="weeks"),
    path("weeks/<week:monday>/", weeks.week, name="week"),
    path("weeks/records/", weeks.records, name="records"),
    path("logbook/", logbook.logbook, name="logbook"),
    path("", include("logbook.out_urls")),
    path("logbook/exercises/<slug:slug>/", exercise.history, name="exercise_history"),
    path("logbook/import/", imports.imports, name="imports"),
    path("logbook/import/<int:pk>/", imports.one, name="import"),
    path("logbook/import/<int:pk>/next/", imports.go_on, name="import_next"),
    path("logbook/import/<int:pk>/undo/", imports.undo, name="import_undo"),
    path("logbook/import/<int:pk>/discard/", imports.discard, name="import_discard"),
    path("logbook/import/<int:pk>/left-out/", imports.left_out, name="import_left_out"),
    path("logbook/<day:day>/", logbook.day, name="logbook_day"),
    path("logbook/<day:day>/morning/", logbook.morning, name="logbook_morning"),
    path("logbook/<day:day>/<slug:slug>/", logbook.add_set, name="logbook_add"),
    path("logbook/<day:day>/<slug:slug>/feedback/", logbook.feedback, name="logbook_feedback"),
    path("logbook/sets/<uuid:key>/", logbook.correct_set, name="logbook_set"),
    path("logbook/sets/<uuid:key>/delete/", logbook.delete_set, name="logbook_delete"),
    path("logbook/sets/<uuid:key>/restore/", logbook.restore_set, name="logbook_restore"),
]
