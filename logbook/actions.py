"""What a runner's tap writes. Each is stored once, whole, and touches only what it names."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from exercises.models import Exercise

from .checkpoints import forget
from .models import Feedback, SetEntry, Workout

SQUEEZE = "standing-squeeze"
SQUEEZE_S = 10  # article: ten seconds, any time

# Each action is a transaction of its own; inside another one it needs no savepoint.
whole = transaction.atomic(savepoint=False)


@whole
def log_set(
    *, user, on, exercise_id, key, side="both", amount, hold_s=None, load_kg=None, asked=None,
    any_time=False,
) -> SetEntry:  # fmt: skip
    """Store a set once, however often it is sent: a known key leaves its row as it stands.

    Also where that row was changed or deleted since; the pk returned is that row's then.
    ``asked`` is what the page asked for, an ``asked.Asked``.
    """
    entry = SetEntry(
        user=user,
        workout=_workout(user, on),
        exercise_id=exercise_id,
        key=key,
        side=side,
        amount=amount,
        hold_s=hold_s,
        load_kg=load_kg,
        any_time=any_time,
        **(asked.columns() if asked else {}),
    )
    # A conflict sets the key to itself: the database then names the row that stood already.
    _upsert(entry, by=["user", "key"], set_to=["key"])
    forget(user, on)
    return entry


def note_asked(*, entry, asked) -> None:
    """For a set that came from no page of ours: what was asked of it; never rewritten."""
    SetEntry.objects.filter(pk=entry.pk, target_sets=None).update(**asked.columns())


@whole
def change_set(*, entry, **values) -> SetEntry:
    """Only the named columns are written, so two corrections at once both hold."""
    for name, value in values.items():
        setattr(entry, name, value)
    entry.save(update_fields=[*values, "changed_at"])
    forget(entry.user, entry.workout.date)
    return entry


@whole
def delete_set(*, entry) -> SetEntry:
    return change_set(entry=entry, deleted_at=timezone.now())


@whole
def restore_set(*, entry) -> SetEntry:
    return change_set(entry=entry, deleted_at=None)


@whole
def give_feedback(*, user, on, exercise_id, **values) -> Feedback:
    """Only the named values are written; what another page said beside them stays."""
    said = Feedback(user=user, workout=_workout(user, on), exercise_id=exercise_id, **values)
    _upsert(said, by=["workout", "exercise"], set_to=[*values, "skipped", "changed_at"])
    forget(user, on)
    return said


@whole
def skip_feedback(*, user, on, exercise_id) -> Feedback:
    """Not asked again; what was given already stays."""
    said = Feedback(user=user, workout=_workout(user, on), exercise_id=exercise_id, skipped=True)
    _upsert(said, by=["workout", "exercise"], set_to=["skipped", "changed_at"])
    return said


@whole
def give_morning_pain(*, user, on, pain) -> Workout:
    """Pain on the morning of ``on``; kept with the day before, which it judges."""
    workout = Workout(user=user, date=on - timedelta(days=1), morning_pain=pain)
    _upsert(workout, by=["user", "date"], set_to=["morning_pain", "morning_skipped"])
    forget(user, workout.date)
    return workout


@whole
def skip_morning(*, user, on) -> Workout:
    workout = Workout(user=user, date=on - timedelta(days=1), morning_skipped=True)
    _upsert(workout, by=["user", "date"], set_to=["morning_skipped"])
    return workout


@whole
def squeeze(*, user, on, key) -> SetEntry:
    """One any-time squeeze; counted for the day, no session."""
    exercise_id = Exercise.objects.values_list("pk", flat=True).get(slug=SQUEEZE)
    return log_set(
        user=user, on=on, exercise_id=exercise_id, key=key, amount=1, hold_s=SQUEEZE_S,
        any_time=True,
    )  # fmt: skip


def _workout(user, on) -> Workout:
    workout = Workout(user=user, date=on)
    _upsert(workout, by=["user", "date"], set_to=["date"])
    return workout


def _upsert(row, *, by, set_to):
    """Insert, or set ``set_to`` on the row that is there: one statement, so no race."""
    type(row).objects.bulk_create(
        [row], update_conflicts=True, unique_fields=by, update_fields=set_to
    )
