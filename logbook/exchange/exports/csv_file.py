"""The CSV file of a runner's sets, one a row."""

import csv
from collections.abc import Iterator
from decimal import Decimal
from io import StringIO

from django.db.models import F, FilteredRelation, Q

from ..json_values import utc_text
from .formula_escaping import escaped
from .history_rows import batches_of_workouts, sets_in

BOM = "\ufeff"  # without it Excel takes UTF-8 for an older encoding
FEEDBACK = ("felt_left", "felt_right", "pain", "effort", "form", "took_over")
COLUMNS = (
    "date", "exercise", "side", "amount", "unit", "hold_s", "load_kg",
    "felt_left", "felt_right", "pain", "morning_pain", "effort", "form", "took_over",
    "any_time", "target_sets", "target_amount", "target_hold_s", "target_load_kg",
    "key", "logged_at", "note",
)  # fmt: skip
SET = ("side", "amount", "hold_s", "any_time", "target_sets", "target_amount", "target_hold_s")


def csv_export(user) -> Iterator[str]:
    """The file in pieces, each a batch of days."""
    yield BOM + _lines([COLUMNS])
    for workouts in batches_of_workouts(user):
        rows = map(_row, _sets(user, workouts))
        yield _lines([row[name] for name in COLUMNS] for row in rows)


def _lines(rows):
    out = StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


def _sets(user, workouts):
    feedback = FilteredRelation(
        "workout__feedback", condition=Q(workout__feedback__exercise=F("exercise"))
    )
    columns = (
        *SET, "load_kg", "target_load_kg", "key", "logged_at",
        "exercise__slug", "exercise__unit",
        "workout__date", "workout__morning_pain", "workout__note",
        *(f"session__{name}" for name in FEEDBACK),
    )  # fmt: skip
    return sets_in(user, workouts, columns, session=feedback)


def _row(values):
    """An any-time squeeze belongs to no session, so it carries no feedback."""
    feedback = {
        name: None if values["any_time"] else values[f"session__{name}"] for name in FEEDBACK
    }
    return {
        **{name: values[name] for name in SET},
        **feedback,
        "date": values["workout__date"],
        "exercise": escaped(values["exercise__slug"]),
        "unit": values["exercise__unit"],
        "load_kg": _decimal_text(values["load_kg"]),
        "target_load_kg": _decimal_text(values["target_load_kg"]),
        "morning_pain": values["workout__morning_pain"],
        "form": None if feedback["form"] is None else _yes_or_no(feedback["form"]),
        "any_time": _yes_or_no(values["any_time"]),
        "key": values["key"],
        "logged_at": utc_text(values["logged_at"]),
        "note": escaped(values["workout__note"]),
    }


def _decimal_text(load: Decimal | None) -> str | None:
    """The number without trailing noughts and without an exponent."""
    return None if load is None else f"{load.normalize():f}"


def _yes_or_no(value):
    return "yes" if value else "no"
