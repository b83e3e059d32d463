"""What a runner's tap writes. Each is stored once, whole, and touches only what it names.

Without an ``edit`` it is done now. What is older than what stands raises ``Outdated`` and changes
nothing.
"""

import logging
from dataclasses import replace
from datetime import timedelta
from functools import cache, partial, wraps

from django.db import connection, transaction
from django.utils import timezone

from exercises.models import Exercise

from .checkpoints import forget
from .last_write_wins import edit_now
from .models import Feedback, SetEntry, Workout

events = logging.getLogger("hipdrive.events")

SQUEEZE = "standing-squeeze"
SQUEEZE_S = 10  # article: ten seconds, any time


class Outdated(Exception):
    """Something later was done to it already, on another device."""


class SaidTwice(Exception):
    """Both days say how the exercise was; one answer would be lost."""


class NotDone(Exception):
    """What was said would stand on a day that has no set of the exercise."""


def atomic_action(action):
    """A transaction of its own; inside another one it needs no savepoint.

    An action that found something later than itself, and so did nothing, returns ``None``.
    """

    @wraps(action)
    def run(**values):
        with transaction.atomic(savepoint=False):
            done = action(**values)
        if done is None:
            raise Outdated
        return done

    return run


@atomic_action
def log_set(
    *, user, on, exercise_id, key, side="both", amount, hold_s=None, load_kg=None, asked=None,
    any_time=False, edit=None,
) -> SetEntry:  # fmt: skip
    """Store a set once, however often it is sent: a known key leaves its row as it stands.

    Also where that row was changed or deleted since; the pk returned is that row's then.
    ``asked`` is what the page asked for, an ``asked.Asked``.
    """
    edit = edit or edit_now()
    if events.isEnabledFor(logging.INFO):
        _tell_of_set(user, key)
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
        logged_at=edit.at,
        **edit.columns(),
        **(asked.columns() if asked else {}),
    )
    _upsert(entry, by=["user", "key"])
    forget(user, on)
    return entry


def _tell_of_set(user, key):
    """Asks for what only the figures want to know, so only where somebody wants figures."""
    is_known = SetEntry.objects.for_user(user).filter(key=key).exists()
    transaction.on_commit(partial(events.info, "set_sent_again" if is_known else "set_logged"))


def note_asked(*, entry, asked) -> None:
    """For a set that came from no page of ours: what was asked of it; never rewritten.

    Without the cue, which nobody saw.
    """
    unseen = replace(asked, cue=None, cue_version=None)
    SetEntry.objects.filter(pk=entry.pk, target_sets=None).update(**unseen.columns())


@atomic_action
def change_set(*, entry, edit=None, **values) -> SetEntry:
    """Only the named columns are written, so two corrections at once both hold."""
    edit = edit or edit_now()
    rows = SetEntry.objects.filter(edit.is_last, pk=entry.pk)
    if not rows.update(**values, **edit.changes(), changed_at=timezone.now()):
        return None
    for name, value in values.items():
        setattr(entry, name, value)
    forget(entry.user, entry.workout.date)
    return entry


def delete_set(*, entry, edit=None) -> SetEntry:
    return change_set(entry=entry, edit=edit, deleted_at=timezone.now())


def restore_set(*, entry, edit=None) -> SetEntry:
    return change_set(entry=entry, edit=edit, deleted_at=None)


@transaction.atomic  # with a savepoint, since it may find out late
def move_sets(*, user, on, to, exercise_id, keys, along, edit=None) -> int:
    """These sets of one exercise and day to another day; ``along``: with what was said about it.

    No keys: what was said goes alone. Raises ``SaidTwice`` where that day says something too, and
    ``NotDone`` where nothing would be there to say it of.
    """
    edit = edit or edit_now()
    here, there = _workout(user, on), _workout(user, to)
    done = SetEntry.objects.for_user(user).live()
    moved = done.filter(edit.is_last, workout=here, exercise_id=exercise_id, key__in=keys).update(
        workout=there, changed_at=timezone.now(), **edit.changes()
    )
    if moved != len(keys):
        raise Outdated
    if along:
        if not done.filter(workout=there, exercise_id=exercise_id, any_time=False).exists():
            raise NotDone
        _take_along(user, here, there, exercise_id, edit)
    forget(user, on)
    forget(user, to)
    return moved


def _take_along(user, here, there, exercise_id, edit):
    said = Feedback.objects.for_user(user).filter(exercise_id=exercise_id)
    mine, theirs = said.filter(workout=here).first(), said.filter(workout=there).first()
    if mine is None or mine.is_empty:
        return
    if theirs and not theirs.is_empty:
        raise SaidTwice
    if not edit.beats(mine):
        raise Outdated
    said.filter(workout=there).delete()
    said.filter(pk=mine.pk).update(workout=there, changed_at=timezone.now(), **edit.changes())


@atomic_action
def write_note(*, user, on, note, edit=None) -> Workout:
    edit = edit or edit_now()
    workout = _workout(user, on)
    rows = Workout.objects.filter(edit.is_last, pk=workout.pk)
    return workout if rows.update(note=note, **edit.changes()) else None


@atomic_action
def give_feedback(*, user, on, exercise_id, edit=None, **values) -> Feedback:
    """Only the named values are written; what another page said beside them stays.

    ``was`` of what is returned is the row as it stood, or ``None``.
    """
    said = _say(user, on, exercise_id, edit, [*values, "skipped"], **values)
    if said:
        forget(user, on)
    return said


@atomic_action
def put_feedback_back(*, user, on, exercise_id, edit=None, skipped=False, **values) -> Feedback:
    """As it was before: what is not among the values had not been said."""
    unsaid = dict.fromkeys(("felt_left", "felt_right", "pain", "effort", "form")) | {
        "took_over": ""
    }
    values = unsaid | values | {"skipped": skipped}
    said = _say(user, on, exercise_id, edit, list(values), **values)
    if said:
        forget(user, on)
    return said


@atomic_action
def skip_feedback(*, user, on, exercise_id, edit=None) -> Feedback:
    """Not asked again; what was given already stays."""
    return _say(user, on, exercise_id, edit, ["skipped"], skipped=True)


def _say(user, on, exercise_id, edit, set_to, **values):
    edit = edit or edit_now()
    # Held until the end: nobody else writes on this day meanwhile.
    about = {"workout": _workout(user, on), "exercise_id": exercise_id}
    stands = Feedback.objects.for_user(user).filter(**about).first()
    if stands and not edit.beats(stands):
        return None
    said = Feedback(user=user, **about, **values, **edit.columns())
    set_to = [*set_to, "changed_at", "edited_ms", "edited_by"]
    _upsert(said, by=["workout", "exercise"], set_to=set_to)
    said.was = stands
    return said


@atomic_action
def give_morning_pain(*, user, on, pain, edit=None) -> Workout:
    """Pain on the morning of ``on``; kept with the day before, which it judges."""
    workout = _say_of_morning(user, on, edit, morning_pain=pain, morning_skipped=False)
    if workout:
        forget(user, workout.date)
    return workout


@atomic_action
def skip_morning(*, user, on, edit=None) -> Workout:
    return _say_of_morning(user, on, edit, morning_skipped=True)


def _say_of_morning(user, on, edit, **values):
    edit = edit or edit_now()
    workout = _workout(user, on - timedelta(days=1))
    if not Workout.objects.filter(edit.is_last, pk=workout.pk).update(**values, **edit.changes()):
        return None
    return workout


@atomic_action
def put_morning_back(*, user, on, pain=None, skipped=False, edit=None) -> Workout:
    workout = _say_of_morning(user, on, edit, morning_pain=pain, morning_skipped=skipped)
    if workout:
        forget(user, workout.date)
    return workout


@atomic_action
def log_pair(*, sides, **values) -> list[SetEntry]:
    """Left and right alike; ``sides``: the key of each. Both or neither."""
    return [log_set(side=side, key=key, **values) for side, key in sides.items()]


def squeeze(*, user, on, key, edit=None) -> SetEntry:
    """One any-time squeeze; counted for the day, no session."""
    exercise_id = Exercise.objects.values_list("pk", flat=True).get(slug=SQUEEZE)
    return log_set(
        user=user, on=on, exercise_id=exercise_id, key=key, amount=1, hold_s=SQUEEZE_S,
        any_time=True, edit=edit,
    )  # fmt: skip


def _workout(user, on) -> Workout:
    workout = Workout(user=user, date=on)
    _upsert(workout, by=["user", "date"])
    return workout


def _upsert(row, *, by, set_to=()):
    """Insert, or set ``set_to`` on the row that is there: one statement, so no race.

    With nothing to set, what is there stays as it is, and is named all the same.
    What ``bulk_create(update_conflicts=True)`` would send; its text is made once, not for each tap.
    """
    fields = [field for field in row._meta.local_concrete_fields if not field.primary_key]
    values = [f.get_db_prep_save(f.pre_save(row, add=True), connection) for f in fields]
    with connection.cursor() as cursor:
        cursor.execute(_upsert_text(type(row), tuple(by), tuple(set_to)), values)
        [row.pk] = cursor.fetchone()


@cache
def _upsert_text(model, by, set_to):
    quote, meta = connection.ops.quote_name, model._meta

    def columns(fields):
        return ", ".join(quote(field.column) for field in fields)

    def named(names):
        return [meta.get_field(name) for name in names]

    fields = [field for field in meta.local_concrete_fields if not field.primary_key]
    changes = ", ".join(f"{columns([f])} = excluded.{columns([f])}" for f in named(set_to))
    same = columns(named(["edited_ms"]))  # in no index, so it costs the least
    changes = changes or f"{same} = {quote(meta.db_table)}.{same}"
    return (  # names are those of our models, values are parameters
        f"INSERT INTO {quote(meta.db_table)} ({columns(fields)}) "  # noqa: S608
        f"VALUES ({', '.join(['%s'] * len(fields))}) "
        f"ON CONFLICT ({columns(named(by))}) DO UPDATE SET {changes} "
        f"RETURNING {columns([meta.pk])}"
    )
