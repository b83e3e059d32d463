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
from uuid import uuid4

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from exercises.http_cache import runner_changed
from exercises.models import Exercise

from .derived import day_changed
from .last_write_wins import edit_now
from .models import MOST_SETS_A_DAY, Feedback, Run, SetEntry, Workout
from .pain_zones import AMBER
from .set_numbers import numbers_of

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


class FullDay(Exception):
    """The day has as many sets as it takes; those that were deleted count too."""


def atomic_action(action, otherwise=Outdated):
    """Runs an action in a transaction; where it returns ``None``, raises ``Outdated``, or what
    ``otherwise`` names. By then nothing of the log was changed."""

    @wraps(action)
    def run(**values):
        with transaction.atomic(savepoint=False):
            done = action(**values)
        if done is None:
            raise otherwise
        return done

    return run


@partial(atomic_action, otherwise=FullDay)
def log_sets(
    *, user, on, exercise_id, keys, amount, hold_s=None, load_kg=None, band=None, asked=None,
    any_time=False, primer=False, numbers=None, shown_ms=0, edit=None,
) -> list[SetEntry]:  # fmt: skip
    """Stores a set of each side, ``keys`` being {side: key}, all of them or none.

    A set is stored once, however often it is sent: the row of a known key stays as it is, even
    changed or deleted, and only its pk is returned. ``asked`` is a ``Prescription``.

    ``numbers``, {side: number}, says which sets of the day they are: one that is logged already is
    returned as it is. One that was deleted before the page was made (``shown_ms``), or before the
    edit, is logged anew. ``is_new`` of each set returned says whether it was stored now.
    Raises ``FullDay`` where the day takes no more.
    """
    edit = edit or edit_now()
    if events.isEnabledFor(logging.INFO):
        _count_sets(user, keys)
    day_changed(user, on)
    found = _sets_there(user, on, exercise_id, keys) if numbers else []
    here = [one for one in found if one.on == on and one.exercise_id == exercise_id]
    common = {
        "user": user,
        "workout_id": here[0].workout_id if here else _workout(user, on).pk,
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
    sets = [SetEntry(side=side, key=key, **common) for side, key in keys.items()]
    if not _is_room_for(sets):
        return None
    if not numbers:
        return _insert(sets)
    elsewhere = {one.key for one in found if one not in here}
    for one in sets:
        if one.key in elsewhere:  # it was moved to another day meanwhile
            one.key = uuid4()
    knows_ms = shown_ms if edit.is_fresh else edit.at_ms
    return [_log_number(one, numbers[one.side], on, here, knows_ms) for one in sets]


def _insert(sets):
    return SetEntry.objects.bulk_create(
        sets,
        update_conflicts=True,
        unique_fields=["user", "key"],
        update_fields=["key"],  # to what it is: so the database returns the row's pk
    )


def _is_room_for(sets):
    """A set of a known key takes no room, since it is there already."""
    day = SetEntry.objects.filter(workout=sets[0].workout_id)
    if day.count() + len(sets) <= MOST_SETS_A_DAY:
        return True
    known = SetEntry.objects.for_user(sets[0].user).filter(key__in=[one.key for one in sets])
    return known.count() == len(sets)


def _sets_there(user, on, exercise_id, keys):
    """The sets of an exercise on a day, deleted ones too, and those of these keys on any day.

    One query of two parts, each of which a database answers from an index.
    """
    rows = SetEntry.objects.for_user(user).order_by().annotate(on=F("workout__date"))
    of_day = rows.in_sessions().filter(
        workout__user=user, workout__date=on, exercise_id=exercise_id
    )
    found = of_day.union(rows.filter(key__in=keys.values()))
    return sorted(found, key=lambda one: one.pk)


def _log_number(entry, number, on, here, knows_ms):
    """Stores a set, unless the set of this number is logged; returns whichever stands.

    ``knows_ms``: the runner saw what had been deleted until then.
    """
    of_side = {one.key: one for one in here if one.side in (entry.side, "both")}
    live = {key: one for key, one in of_side.items() if one.deleted_at is None}
    keys = numbers_of((on, entry.exercise_id, entry.side), live)
    stands = live.get(entry.key) or live.get(keys.get(number))
    if stands:
        # Sent again by the outbox that logged it.
        is_again = (stands.key, stands.edited_ms) == (entry.key, entry.edited_ms)
        stands.is_new = is_again and stands.edited_by == entry.edited_by != ""
        return stands
    deleted = of_side.get(entry.key)
    if deleted is None:
        [entry] = _insert([entry])
    elif deleted.edited_ms > knows_ms:
        entry.is_new = False
    else:
        entry.pk = deleted.pk
        entry.save(force_update=True)
    return entry


def log_set(*, key, side="both", number=None, **values) -> SetEntry:
    numbers = {side: number} if number else None
    return log_sets(keys={side: key}, numbers=numbers, **values)[0]


@transaction.atomic
def log_primer(*, user, sets, edit=None) -> list[SetEntry]:
    """Stores sets that were done before a run, all of them or none; they belong to no session.

    Each is given as ``SetForm`` cleans it: its guide is ``exercise``, its day ``date``. A set whose
    key is known is stored once; one that was deleted before is there again.
    """
    edit = edit or edit_now()
    done = [
        log_set(
            user=user, on=one["date"], exercise_id=one["exercise"].pk, key=one["key"],
            side=one["side"], amount=one["amount"], hold_s=one.get("hold_s"),
            asked=one.get("asked"), primer=True, edit=edit,
        )
        for one in sets
    ]  # fmt: skip
    stored = SetEntry.objects.filter(edit.is_last, pk__in=[one.pk for one in done], primer=True)
    stored.exclude(deleted_at=None).update(deleted_at=None, **edit.changes())
    return done


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
def change_set(*, entry, edit=None, showed=None, **values) -> SetEntry:
    """Writes only the named columns, so that of two corrections at once both are stored.

    ``showed``: changes a set of this very amount alone. One that was deleted meanwhile stays so,
    unless the edit waited on a phone that could not know: then the later of the two holds.
    """
    edit = edit or edit_now()
    day_changed(entry.user, entry.workout.date)
    rows = SetEntry.objects.filter(edit.is_last, pk=entry.pk)
    if showed is not None:
        rows = rows.filter(amount=showed)
        if edit.is_fresh:
            rows = rows.filter(deleted_at=None)
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


def delete_set(*, entry, edit=None, showed=None) -> SetEntry:
    return change_set(entry=entry, edit=edit, showed=showed, deleted_at=timezone.now())


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
    the exercise, and ``FullDay`` where it takes no more.
    """
    edit = edit or edit_now()
    day_changed(user, on)
    day_changed(user, to)
    here, there = _workout(user, on), _workout(user, to)
    if SetEntry.objects.filter(workout=there).count() + len(keys) > MOST_SETS_A_DAY:
        raise FullDay
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
def log_run(*, user, on, kind, minutes, key=None, **values) -> Run:
    """Stores a run, done or to come. A known key's run stays as it is, however often it is sent."""
    day_changed(user, on)
    known = key and Run.objects.for_user(user).filter(key=key).first()
    if known:
        return known
    values |= _where_a_run_hurt(values)
    return Run.objects.create(
        user=user, date=on, kind=kind, minutes=minutes, key=key, **values, **edit_now().columns()
    )


@transaction.atomic
def change_run(*, run, **values) -> Run:
    """Writes only the named columns; the run may move to another day.

    Raises ``Run.DoesNotExist`` where it was deleted meanwhile.
    """
    day_changed(run.user, run.date)
    stored = Run.objects.select_for_update().get(pk=run.pk)
    days = {stored.date, values.get("date", stored.date)} - {run.date}
    changed = values | _where_a_run_hurt(values) | edit_now().columns()
    changed["changed_at"] = timezone.now()
    for name, value in changed.items():
        setattr(stored, name, value)
    stored.save(update_fields=list(changed))
    for day in days:
        day_changed(run.user, day)
    return stored


@atomic_action
def answer_run(*, run, edit=None, skipped=False, **values) -> Run:
    """Writes how a run was; a value that is not named stays as it is."""
    edit = edit or edit_now()
    day_changed(run.user, run.date)
    changed = values | _where_a_run_hurt(values) | {"skipped": skipped}
    rows = Run.objects.filter(edit.is_last, pk=run.pk)
    if not rows.update(**changed, **edit.changes(), changed_at=timezone.now()):
        return None
    for name, value in changed.items():
        setattr(run, name, value)
    return run


def _where_a_run_hurt(values):
    """The place, which is asked of pain of 3 or more alone."""
    if "pain" not in values:
        return {}
    is_asked = values["pain"] is not None and values["pain"] >= AMBER
    return {"pain_place": values.get("pain_place", "") if is_asked else ""}


@transaction.atomic
def delete_run(*, run) -> int:
    """Returns how many runs were deleted: none, where another device was first."""
    day_changed(run.user, run.date)
    deleted, _by_model = run.delete()
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
