"""The CSV files of a runner's sets and runs, one a row: as programs read it, or as spreadsheets do
where a number has a decimal comma (German, French and most of Europe)."""

import csv
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from io import StringIO
from itertools import batched
from typing import NamedTuple

from django.db.models import F, FilteredRelation, Q

from ...models import Run, Workout
from ...pain_zones import AMBER
from ..json_values import utc_text
from .formula_escaping import escaped
from .history_rows import batches_of_workouts, sets_in

RUNS_A_BATCH = 500
BOM = "\ufeff"  # without it Excel takes UTF-8 for an older encoding
NOTE = "workout__note"
# Each column, and where its value stands as seen from a set.
COLUMNS = {
    "date": "workout__date", "exercise": "exercise__slug",
    "side": "side", "amount": "amount", "unit": "exercise__unit",
    "hold_s": "hold_s", "load_kg": "load_kg",
    "felt_left": "session__felt_left", "felt_right": "session__felt_right",
    "pain": "session__pain", "morning_pain": "workout__morning_pain",
    "effort": "session__effort", "form": "session__form", "took_over": "session__took_over",
    "any_time": "any_time", "target_sets": "target_sets", "target_amount": "target_amount",
    "target_hold_s": "target_hold_s", "target_load_kg": "target_load_kg",
    "key": "key", "logged_at": "logged_at", "note": NOTE,
    "band": "band", "target_band": "target_band", "primer": "primer",
    "morning_place": "workout__morning_place",
    "morning_from_training": "workout__morning_from_training",
}  # fmt: skip


RUN_COLUMNS = (
    *("date", "kind", "minutes", "distance_km", "started_at", "felt_left", "felt_right"),
    *("pain", "pain_place", "skipped", "key"),
)


class Style(NamedTuple):
    delimiter: str
    point: str


PLAIN, WITH_COMMAS = Style(",", "."), Style(";", ",")


def csv_export(user, style=PLAIN) -> Iterator[str]:
    """The file in pieces, each a batch of days."""
    yield BOM + _lines([COLUMNS], style)
    session = FilteredRelation(
        "workout__feedback", condition=Q(workout__feedback__exercise=F("exercise"))
    )
    lookups = [lookup for lookup in COLUMNS.values() if lookup != NOTE]
    for workouts in batches_of_workouts(user):
        # On the first set of its day alone: five hundred sets that repeat a long note are 5 MB.
        noted = Workout.objects.filter(pk__in=workouts).exclude(note="")
        notes = dict(noted.values_list("date", "note"))
        rows = sets_in(user, workouts, lookups, session=session)
        with_notes = (row | {NOTE: notes.pop(row["workout__date"], "")} for row in rows)
        yield _lines((_row(row, style.point) for row in with_notes), style)


def runs_csv_export(user, style=PLAIN) -> Iterator[str]:
    yield BOM + _lines([RUN_COLUMNS], style)
    runs = Run.objects.for_user(user).order_by("date", "pk")
    for some in batched(runs.iterator(), RUNS_A_BATCH):
        yield _lines((_run_row(run, style.point) for run in some), style)


def _run_row(run, point):
    values = {name: getattr(run, name, None) for name in RUN_COLUMNS}
    if run.distance_m is not None:
        values["distance_km"] = Decimal(run.distance_m) / 1000
    return [_cell(value, point) for value in values.values()]


def _lines(rows, style):
    out = StringIO()
    csv.writer(out, delimiter=style.delimiter).writerows(rows)
    return out.getvalue()


def _row(values, point):
    """Feedback stands only on sets of a session, and what a morning's pain was from only from 3."""
    if (values["workout__morning_pain"] or 0) < AMBER:
        values["workout__morning_from_training"] = None
    if values["any_time"] or values["primer"]:
        values = {
            name: None if name.startswith("session__") else value for name, value in values.items()
        }
    return [_cell(values[lookup], point) for lookup in COLUMNS.values()]


def _cell(value, point):
    match value:
        case bool():
            return "yes" if value else "no"
        case Decimal():  # without trailing noughts and without an exponent
            return f"{value.normalize():f}".replace(".", point)
        case datetime():
            return utc_text(value)
        case str():
            return escaped(value)
    return value
