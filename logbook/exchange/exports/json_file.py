"""The JSON file of everything of one runner, as hipdrive_file.py describes it."""

import json
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from django.db.models import F
from django.utils import timezone

from plans.models import Choice, Enrollment, Revision, Screening

from ...models import Feedback, Reminders, Run, Workout
from ..hipdrive_file import VERSION
from ..hipdrive_file import Feedback as FeedbackPart
from ..hipdrive_file import Reminders as RemindersPart
from ..hipdrive_file import Run as RunPart
from ..hipdrive_file import Screening as ScreeningPart
from ..json_values import JsonEncoder
from .history_rows import batches_of_workouts, by_workout, sets_in

FEEDBACK = tuple(name for name in FeedbackPart.model_fields if name != "exercise")
SET = ("side", "amount", "hold_s", "any_time", "primer", "load_kg", "band", "logged_at")
TARGET = ("sets", "amount", "hold_s", "load_kg", "band")
DAY = (
    *("date", "note", "morning_pain", "morning_skipped"),
    *("morning_place", "morning_from_training"),
)


def json_export(user) -> Iterator[str]:
    """The file in pieces, a day a line."""
    head = {"format": "hipdrive", "version": VERSION, "exported_at": timezone.now()}
    yield _dump(head | _of_runner(user))[:-1] + ', "days": ['
    between = "\n"
    for workouts in batches_of_workouts(user):
        for day in _days(user, workouts):
            yield between + _dump(day)
            between = ",\n"
    yield "\n]}\n"


def _dump(value):
    return json.dumps(value, cls=JsonEncoder, ensure_ascii=False)


def _of_runner(user):
    steps = [dict(zip(("since", "bar", "hand"), one, strict=True)) for one in user.gym]
    reminders = Reminders.objects.for_user(user)
    screenings = Screening.objects.for_user(user).order_by("on", "pk")
    choices = Choice.objects.for_user(user).order_by("on", "pk")
    choices = list(choices.values_list("on", "exercise__slug", "kind", "instead__slug"))
    runs = Run.objects.for_user(user).order_by("date", "pk")
    return {
        "settings": {
            "units": user.units,
            "time_zone": user.time_zone,
            "earlier_zones": [
                {"until": datetime.fromisoformat(until), "time_zone": name}
                for until, name in user.earlier_zones
            ],
            "minutes": user.minutes,
            **_numbers(user.training_settings),
            "counts_squeezes": user.counts_squeezes,
            "bar_weight": user.bar_weight,
            "plates": user.plates,
            "load_steps": steps,
            "earlier": [
                {"until": until, **_numbers(before)} for until, before in user.earlier_settings
            ],
        },
        "reminders": reminders.values(*RemindersPart.model_fields).first(),
        "program": _program(user),
        "screenings": list(screenings.values(*ScreeningPart.model_fields)),
        "choices": [
            {"on": on, "exercise": exercise, "kind": kind}
            for on, exercise, kind, _ in choices
            if exercise and kind not in Choice.OF_A_DAY
        ],
        "easy_weeks": _dates(choices, Choice.Kind.EASY_WEEK),
        "easy_weeks_put_off": _dates(choices, Choice.Kind.NOT_NOW),
        "easy_weeks_ended": _dates(choices, Choice.Kind.EASY_END),
        "day_changes": [
            {"on": on, "exercise": exercise, "kind": kind, "instead": instead}
            for on, exercise, kind, instead in choices
            if kind in Choice.OF_A_DAY
        ],
        "runs": list(runs.values(*RunPart.model_fields)),
    }


def _dates(choices, wanted):
    return [{"on": on} for on, _exercise, kind, _instead in choices if kind == wanted]


def _numbers(settings):
    """The settings of a runner with their loads as numbers."""
    return {
        name: Decimal(value) if name.endswith("_kg") and value is not None else value
        for name, value in settings.items()
    }


def _program(user):
    rows = Enrollment.objects.for_user(user).values_list("program__slug", "since", "pinned__slug")
    for slug, since, pinned in rows:
        revisions = Revision.objects.filter(program__slug=slug).order_by("number")
        return {
            "slug": slug,
            "since": since,
            "pinned": pinned,
            "revisions": list(revisions.values("number", since=F("in_force_from"))),
        }
    return None


def _days(user, workouts):
    sets = by_workout(_sets(user, workouts))
    feedback = by_workout(_feedback(user, workouts))
    rows = Workout.objects.for_user(user).filter(pk__in=workouts).order_by("date")
    for row in rows.values("pk", *DAY):
        pk = row.pop("pk")
        yield row | {"sets": [_set(one) for one in sets[pk]], "feedback": feedback[pk]}


def _sets(user, workouts):
    columns = (
        *SET, *(f"target_{name}" for name in TARGET),
        "workout_id", "exercise__slug", "key", "revision__number", "cue__key", "cue_version",
    )  # fmt: skip
    return sets_in(user, workouts, columns)


def _set(row):
    target = {name: row[f"target_{name}"] for name in TARGET} | {
        "revision": row["revision__number"]
    }
    has_target = any(value is not None for value in target.values())
    return {
        "key": row["key"],
        "exercise": row["exercise__slug"],
        **{name: row[name] for name in SET},
        "target": target if has_target else None,
        "cue": {"key": row["cue__key"], "version": row["cue_version"]} if row["cue__key"] else None,
    }


def _feedback(user, workouts):
    rows = Feedback.objects.for_user(user).filter(workout__in=workouts)
    rows = rows.order_by("workout__date", "exercise__order", "pk")
    for row in rows.values("workout_id", "exercise__slug", *FEEDBACK).iterator():
        yield {"exercise": row.pop("exercise__slug"), **row}
