"""All that a runner's tap writes. An action is stored whole or not at all, and writes only the
columns that it names.

Each begins with ``day_changed`` or ``runner_changed``, which locks the runner's row: whoever locks
other rows of a runner holds that lock already, so no two devices wait for one another in a circle.

``edit`` (a ``ClientEdit``) says when and where it was done; without it, it is done now. An action
that is older than what is stored raises ``Outdated`` and changes nothing.
"""

import logging
from collections import defaultdict
from copy import copy
from dataclasses import replace
from datetime import timedelta
from functools import partial, wraps

from django.db import transaction
from django.utils import timezone

from exercises.http_cache import runner_changed
from exercises.models import Exercise

from .derived import day_changed
from .last_write_wins import edit_now
from .models import Feedback, Run, SetEntry, Workout
from .pain_zones import AMBER

events = logging.getLogger("hipdrive.events")

SQUEEZE = "standing-squeeze"
SQUEEZE_S = 10  # article: ten seconds, any time


SAID = ("felt_left", "felt_right", "pain", "effort", "form", "took_over", "skipped")


class Outdated(Exception):
    """A later edit, from another device, is stored already."""


class FeedbackOnBothDays(Exception):
    """Both days have feedback on the exercise, and one of them would be lost."""


class NoSetThatDay(Exception):
    """The feedback would stand on a day that has no set of the exercise."""


def atomic_action(action):
    """Runs an action in a transaction; where it returns ``None``, raises ``Outdated``."""

    @wraps(action)
    def run(**values):
        with transaction.atomic(savepoint=False):
            done = action(**values)
        if done is None:
            raise Outdated
        return done

    return run


@atomic_action
def log_sets(
    *, user, on, exercise_id, keys, amount, hold_s=None, load_kg=None, band=None, asked=None,
    any_time=False, primer=False, edit=None,
) -> list[SetEntry]:  # fmt: skip
    """Stores a set of each side, ``keys`` being {side: key}, all of them or none.

    A set is stored once, however often it is sent: the row of a known key stays as it is, even
    changed or deleted, and only its pk is returned. ``asked`` is an ``asked.Asked``.
    """
    edit = edit or edit_now()
    if events.isEnabledFor(logging.INFO):
        _count_sets(user, keys)
    day_changed(user, on)
    common = {
        "user": user,
        "workout": _workout(user, on),
        "exercise_id": exercise_id,
        "amount": amount,
        "hold_s": hold_s,
        "load_kg": load_kg,
        "band": band,
        "any_time": any_time,
        "primer": primer,
        "logged_at": edit.at,
        **edit.columns(),
        **(asked.columns() if asked else {}),
    }
    entries = SetEntry.objects.bulk_create(
        [SetEntry(side=side, key=key, **common) for side, key in keys.items()],
        update_conflicts=True,
        unique_fields=["user", "key"],
        update_fields=["key"],  # to what it is: so the database returns the row's pk
    )
    return entries


def log_set(*, key, side="both", **values) -> SetEntry:
    return log_sets(keys={side: key}, **values)[0]


def _count_sets(user, keys):
    """Tells the metrics which sets are new. It costs a query, so only where somebody counts."""
    known = set(SetEntry.objects.for_user(user).filter(key__in=keys.values()).values_list("key"))
    for key in keys.values():
        event = "set_sent_again" if (key,) in known else "set_logged"
        transaction.on_commit(partial(events.info, event))


def note_asked(*, entry, asked) -> None:
    """Stores what was asked for beside a set that came through the API, once.

    The cue is left out, since nobody saw it.
    """
    unseen = replace(asked, cue=None, cue_version=None)
    SetEntry.objects.filter(pk=entry.pk, target_sets=None).update(**unseen.columns())


@atomic_action
def change_set(*, entry, edit=None, **values) -> SetEntry:
    """Writes only the named columns, so that of two corrections at once both are stored."""
    edit = edit or edit_now()
    day_changed(entry.user, entry.workout.date)
    rows = SetEntry.objects.filter(edit.is_last, pk=entry.pk)
    changed = values | edit.changes() | {"changed_at": timezone.now()}
    if not rows.filter(workout=entry.workout_id).update(**changed):
        moved = rows.exclude(workout=entry.workout_id).select_related("workout").first()
        if moved is None:
            return None
        entry.workout = moved.workout  # by another device, since the set was looked up
        day_changed(entry.user, entry.workout.date)
        rows.update(**changed)
    for name, value in values.items():
        setattr(entry, name, value)
    return entry


def delete_set(*, entry, edit=None) -> SetEntry:
    return change_set(entry=entry, edit=edit, deleted_at=timezone.now())


def restore_set(*, entry, edit=None) -> SetEntry:
    return change_set(entry=entry, edit=edit, deleted_at=None)


@transaction.atomic  # with a savepoint, since it may find out late
def move_day(*, user, on, to, keys, along=None, keep="", edit=None) -> list[int]:
    """Moves sets of any exercises to another day, all of them or none.

    ``along`` names the exercises whose feedback goes too; without it, those of which no set stays.
    Returns their pks. Raises ``FeedbackOnBothDays`` as ``move_sets`` does.
    """
    edit = edit or edit_now()
    sets = SetEntry.objects.on_days(user, on, on).live()
    by_exercise = defaultdict(list)
    for exercise_id, key in sets.filter(key__in=keys).values_list("exercise_id", "key"):
        by_exercise[exercise_id].append(key)
    if along is None:
        done = sets.in_sessions()
        stay = set(done.exclude(key__in=keys).values_list("exercise_id", flat=True))
        along = set(done.values_list("exercise_id", flat=True)) - stay
    about = {"user": user, "on": on, "to": to, "keep": keep, "edit": edit}
    moved = 0
    for exercise_id, own in sorted(by_exercise.items()):
        goes = exercise_id in along
        moved += move_sets(exercise_id=exercise_id, keys=own, along=goes, **about)
    if moved != len(keys):
        raise Outdated
    return sorted(along)


@transaction.atomic  # with a savepoint, since it may find out late
def move_sets(*, user, on, to, exercise_id, keys, along, keep="", edit=None) -> int:
    """Moves sets of one exercise to another day; with ``along`` their feedback goes too.

    Without keys the feedback goes alone. ``keep`` says which feedback counts on the other day where
    both have some: ``"this"``, that which comes along, or ``"other"``, that which is there; without
    it ``FeedbackOnBothDays`` is raised. Raises ``NoSetThatDay`` where the other day has no set of
    the exercise.
    """
    edit = edit or edit_now()
    day_changed(user, on)
    day_changed(user, to)
    here, there = _workout(user, on), _workout(user, to)
    done = SetEntry.objects.for_user(user).live()
    moved = done.filter(edit.is_last, workout=here, exercise_id=exercise_id, key__in=keys).update(
        workout=there, changed_at=timezone.now(), **edit.changes()
    )
    if moved != len(keys):
        raise Outdated
    if along:
        if not done.in_sessions().filter(workout=there, exercise_id=exercise_id).exists():
            raise NoSetThatDay
        _take_along(user, here, there, exercise_id, edit, keep)
    return moved


def _take_along(user, here, there, exercise_id, edit, keep):
    said = Feedback.objects.for_user(user).filter(exercise_id=exercise_id)
    mine, theirs = said.filter(workout=here).first(), said.filter(workout=there).first()
    if mine is None or mine.is_empty:
        return
    if theirs and not theirs.is_empty:
        if keep not in ("this", "other"):
            raise FeedbackOnBothDays
        if keep == "this":
            _exchange(mine, theirs, edit)
        return
    if not edit.beats(mine):
        raise Outdated
    said.filter(workout=there).delete()
    said.filter(pk=mine.pk).update(workout=there, changed_at=timezone.now(), **edit.changes())


def _exchange(one, other, edit):
    """Exchanges two days' feedback, so that moving back brings back both.

    Where a day has no set left, what stands there counts for nothing.
    """
    if not (edit.beats(one) and edit.beats(other)):
        raise Outdated
    for row, said in ((one, other), (other, one)):
        values = {name: getattr(said, name) for name in SAID} | edit.changes()
        Feedback.objects.filter(pk=row.pk).update(**values, changed_at=timezone.now())


@atomic_action
def write_note(*, user, on, note, edit=None) -> Workout:
    edit = edit or edit_now()
    runner_changed(user)
    workout = _workout(user, on)
    rows = Workout.objects.filter(edit.is_last, pk=workout.pk)
    return workout if rows.update(note=note, **edit.changes()) else None


@atomic_action
def give_feedback(*, user, on, exercise_id, edit=None, **values) -> Feedback:
    """Writes only the named values, so that what another page stored beside them stays.

    ``was`` of the feedback returned is the row before, or ``None``.
    """
    return _write_feedback(user, on, exercise_id, edit, values | {"skipped": False})


@atomic_action
def put_feedback_back(*, user, on, exercise_id, edit=None, skipped=False, **values) -> Feedback:
    """Restores feedback as it was before; a value that is not named is emptied."""
    empty = dict.fromkeys(("felt_left", "felt_right", "pain", "effort", "form")) | {"took_over": ""}
    return _write_feedback(user, on, exercise_id, edit, empty | values | {"skipped": skipped})


@atomic_action
def skip_feedback(*, user, on, exercise_id, edit=None) -> Feedback:
    """Stops asking for feedback; what was given already stays."""
    return _write_feedback(user, on, exercise_id, edit, {"skipped": True})


def _write_feedback(user, on, exercise_id, edit, values) -> Feedback | None:
    edit = edit or edit_now()
    day_changed(user, on)
    about = {"user": user, "workout": _workout(user, on), "exercise_id": exercise_id}
    before = Feedback.objects.filter(**about).first()
    if before is None:
        feedback = Feedback.objects.create(**about, **values, **edit.columns())
    elif edit.beats(before):
        feedback = copy(before)
        for name, value in values.items():
            setattr(feedback, name, value)
        changed = values | edit.changes() | {"changed_at": timezone.now()}
        Feedback.objects.filter(pk=before.pk).update(**changed)
    else:
        return None
    feedback.was = before
    return feedback


@atomic_action
def give_morning_pain(
    *, user, on, pain, place="", from_training=True, edit=None
) -> Workout:  # fmt: skip
    """Stores the pain on the morning of ``on`` with the day before, whose sessions it judges.

    Below 3 nobody asks where it hurt and why, so neither is stored.
    """
    about = _where_it_hurt(pain, place, from_training)
    return _write_morning(user, on, edit, morning_pain=pain, morning_skipped=False, **about)


@atomic_action
def skip_morning(*, user, on, edit=None) -> Workout:
    return _write_morning(user, on, edit, morning_skipped=True)


@atomic_action
def put_morning_back(
    *, user, on, pain=None, place="", from_training=True, skipped=False, edit=None
) -> Workout:  # fmt: skip
    about = _where_it_hurt(pain, place, from_training)
    return _write_morning(user, on, edit, morning_pain=pain, morning_skipped=skipped, **about)


def _where_it_hurt(pain, place, from_training):
    is_asked = pain is not None and pain >= AMBER
    return {
        "morning_place": place if is_asked else "",
        "morning_from_training": from_training or not is_asked,
    }


def _write_morning(user, on, edit, **values) -> Workout | None:
    edit = edit or edit_now()
    day_changed(user, on - timedelta(days=1))
    workout = _workout(user, on - timedelta(days=1))
    if not Workout.objects.filter(edit.is_last, pk=workout.pk).update(**values, **edit.changes()):
        return None
    return workout


def squeeze(*, user, on, key, edit=None) -> SetEntry:
    """Stores an any-time squeeze, which counts for the day but makes no session."""
    exercise_id = Exercise.objects.values_list("pk", flat=True).get(slug=SQUEEZE)
    return log_set(
        user=user, on=on, exercise_id=exercise_id, key=key, amount=1, hold_s=SQUEEZE_S,
        any_time=True, edit=edit,
    )  # fmt: skip


@transaction.atomic
def log_run(*, user, on, kind, minutes, felt_left=None, felt_right=None, pain=None) -> Run:
    """Stores a run, done or to come."""
    run = Run.objects.create(
        user=user, date=on, kind=kind, minutes=minutes,
        felt_left=felt_left, felt_right=felt_right, pain=pain,
    )  # fmt: skip
    day_changed(user, on)
    return run


@transaction.atomic
def change_run(*, run, **values) -> Run:
    """Writes only the named columns; the run may move to another day.

    Raises ``Run.DoesNotExist`` where it was deleted meanwhile.
    """
    stored = Run.objects.select_for_update().get(pk=run.pk)
    days = {stored.date, values.get("date", stored.date)}
    for name, value in values.items():
        setattr(stored, name, value)
    stored.save(update_fields=list(values))
    for day in days:
        day_changed(run.user, day)
    return stored


@transaction.atomic
def delete_run(*, run) -> int:
    """Returns how many runs were deleted: none, where another device was first."""
    deleted, _by_model = run.delete()
    day_changed(run.user, run.date)
    return deleted


def _workout(user, on) -> Workout:
    """Returns the row of a day, with its pk alone, and locks it until the end of the transaction.

    One statement, so two taps that begin a day at once do not hinder each other.
    """
    [workout] = Workout.objects.bulk_create(
        [Workout(user=user, date=on)],
        update_conflicts=True,
        unique_fields=["user", "date"],
        update_fields=["date"],
    )
    return workout
