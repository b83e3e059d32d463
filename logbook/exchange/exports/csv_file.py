import csv
from collections.abc import Iterator
from io import StringIO

from django.db.models import F, FilteredRelation, Q

from .cells import escaped
from .reading import moment, plain, sets_in, stretches_of

BOM = "\ufeff"  # without it Excel takes UTF-8 for something older
SAID = ("felt_left", "felt_right", "pain", "effort", "form", "took_over")
COLUMNS = (
    "date", "exercise", "side", "amount", "unit", "hold_s", "load_kg",
    "felt_left", "felt_right", "pain", "morning_pain", "effort", "form", "took_over",
    "any_time", "target_sets", "target_amount", "target_hold_s", "target_load_kg",
    "key", "logged_at", "note",
)  # fmt: skip
OWN = ("side", "amount", "hold_s", "any_time", "target_sets", "target_amount", "target_hold_s")


def csv_of(user) -> Iterator[str]:
    """A row a set, in the order of COLUMNS; one piece a stretch of days."""
    yield BOM + _lines([COLUMNS])
    for workouts in stretches_of(user):
        rows = map(_row, _sets(user, workouts))
        yield _lines([row[name] for name in COLUMNS] for row in rows)


def _lines(rows):
    out = StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


def _sets(user, workouts):
    said = FilteredRelation(
        "workout__feedback", condition=Q(workout__feedback__exercise=F("exercise"))
    )
    columns = (
        *OWN, "load_kg", "target_load_kg", "key", "logged_at",
        "exercise__slug", "exercise__unit",
        "workout__date", "workout__morning_pain", "workout__note",
        *(f"said__{name}" for name in SAID),
    )  # fmt: skip
    return sets_in(user, workouts, columns, said=said)


def _row(values):
    said = {name: None if values["any_time"] else values[f"said__{name}"] for name in SAID}
    return {
        **{name: values[name] for name in OWN},
        **said,
        "date": values["workout__date"],
        "exercise": escaped(values["exercise__slug"]),
        "unit": values["exercise__unit"],
        "load_kg": plain(values["load_kg"]),
        "target_load_kg": plain(values["target_load_kg"]),
        "morning_pain": values["workout__morning_pain"],
        "form": None if said["form"] is None else _yes_or_no(said["form"]),
        "any_time": _yes_or_no(values["any_time"]),
        "key": values["key"],
        "logged_at": moment(values["logged_at"]),
        "note": escaped(values["workout__note"]),
    }


def _yes_or_no(value):
    return "yes" if value else "no"
