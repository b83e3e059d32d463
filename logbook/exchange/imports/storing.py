"""An import is stored part by part, each whole or not at all, and taken back as a whole.

A set is stored under its key once for ever: the same file again adds nothing. What the runner
said here is never overwritten.
"""

from collections import defaultdict
from datetime import UTC, date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from time import monotonic
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from exercises.models import Cue, Exercise
from plans.models import Choice, Revision

from ...checkpoints import forget
from ...models import MOST_NOTE, Feedback, Import, SetEntry, Workout
from . import brought_runs, ours, preferences
from .gathering import SetRead

SECONDS = 1.5  # of storing an answer; then the page is told how far it is
FILLED = {"morning_pain": None, "morning_skipped": False, "note": ""}  # when empty


def confirm(*, of, names, take, settings) -> None:
    """The runner's word: ``names`` foreign name → slug, or empty for those to be left out."""
    chosen = {"names": names, "take": take, "settings": settings}
    Import.objects.filter(pk=of.pk, confirmed_at=None).update(
        chosen=chosen, confirmed_at=timezone.now()
    )


def store_some(of) -> Import:
    """As many parts as fit into a moment. May be called as often as one likes."""
    until = monotonic() + SECONDS
    of = store_next(of)
    while of.state == "running" and monotonic() < until:
        of = store_next(of)
    return of


@transaction.atomic
def store_next(of) -> Import:
    """One part, or the end where there is no other; the import as it then stands."""
    of = _locked(of) or of
    if of.state != "running":
        return of
    part = of.parts.filter(stored_at=None).first()
    if part is None:
        _finish(of)
        return of
    if part.days:
        _Part(of, part).store()
        forget(of.user, date.fromisoformat(part.days[0]["on"]))
    part.days, part.stored_at = [], timezone.now()
    part.save(update_fields=["days", "filled", "stored_at"])
    return of


def _locked(of):
    """As it stands now; nobody else stores of it, or takes it back, at the same time."""
    rows = Import.objects.select_for_update(of=("self",)).select_related("user")
    return rows.filter(pk=of.pk).first()


def _finish(of):
    exercises = _exercises(of)
    had = set(Choice.objects.for_user(of.user).values_list("on", "exercise_id", "kind"))
    wanted = {
        (date.fromisoformat(on), exercises[name], kind)
        for on, name, kind in of.preview["choices"]
        if name in exercises
    }
    made = Choice.objects.bulk_create(
        Choice(user=of.user, on=on, exercise_id=exercise_id, kind=kind)
        for on, exercise_id, kind in sorted(wanted - had)
    )
    of.added = {"choices": [choice.pk for choice in made], "runs": brought_runs.add(of)}
    if of.chosen["settings"]:
        of.added["settings"] = preferences.take_over(of.user, of.preview["settings"])
    of.sets_added = SetEntry.objects.for_user(of.user).filter(edited_by=of.mark).count()
    of.finished_at = timezone.now()
    of.save(update_fields=["added", "sets_added", "finished_at"])


def _exercises(of):
    """Name in the file → pk of ours."""
    pks = dict(Exercise.objects.values_list("slug", "pk"))
    slugs = {slug: slug for slug in pks} | of.chosen["names"]
    return {name: pks[slug] for name, slug in slugs.items() if slug in pks}


def _revisions(of):
    """Number in the file → pk of ours, if that one came into force on the same day."""
    named = {tuple(one) for one in of.preview.get("revisions", ())}
    rows = Revision.objects.filter(program__slug__in={slug for slug, _, _ in named})
    rows = rows.values_list("program__slug", "number", "in_force_from", "pk")
    return {n: pk for slug, n, since, pk in rows if (slug, n, since.isoformat()) in named}


class _Part:
    """Some whole days."""

    def __init__(self, of, part):
        self.of, self.part, self.user = of, part, of.user
        self.exercises, self.take = _exercises(of), {*of.chosen["take"]}
        cues = Cue.everything.exclude(key="").values_list("exercise_id", "key", "pk")
        self.cues = {(exercise, key): pk for exercise, key, pk in cues}
        self.revisions = _revisions(of)
        is_ours = of.source == ours.JSON
        self.days = {}  # date → the day, with the sets that are taken
        for day in part.days:
            sets = [one for one in (SetRead(*values) for values in day["sets"]) if self._is_in(one)]
            said = {n: said for n, said in day["said"].items() if n in self.exercises}
            if sets or said or (is_ours and not day["sets"]):  # a day with a note alone
                self.days[date.fromisoformat(day["on"])] = day | {"sets": sets, "said": said}
        self.stamp = {"edited_ms": int(of.confirmed_at.timestamp() * 1000), "edited_by": of.mark}

    def _is_in(self, one):
        return one.name in self.exercises and self.take.issuperset(one.marks)

    def store(self):
        workouts = self._workouts()
        self._store_sets(workouts)
        self._store_feedback(workouts)
        self._fill(workouts)

    def _workouts(self):
        Workout.objects.bulk_create(
            (Workout(user=self.user, date=on, **self.stamp) for on in self.days),
            ignore_conflicts=True,
        )
        rows = Workout.objects.for_user(self.user).select_for_update().filter(date__in=self.days)
        return {workout.date: workout for workout in rows}

    def _store_sets(self, workouts):
        keys = [one.key for day in self.days.values() for one in day["sets"]]
        stand = SetEntry.objects.for_user(self.user).filter(key__in=keys)
        stand = set(stand.values_list("key", flat=True))
        SetEntry.objects.bulk_create(
            (
                self._entry(workouts[on], on, one)
                for on, day in self.days.items()
                for one in day["sets"]
                if UUID(one.key) not in stand
            ),
            batch_size=500,
            ignore_conflicts=True,
        )

    def _entry(self, workout, on, one):
        sets, amount, hold_s, load_kg, cue, version, revision = one.asked or (None,) * 7
        cue_id = self.cues.get((self.exercises[one.name], cue))
        return SetEntry(
            user=self.user,
            workout=workout,
            exercise_id=self.exercises[one.name],
            key=UUID(one.key),
            side=one.side,
            amount=one.amount,
            hold_s=one.hold_s,
            load_kg=_decimal(one.load_kg),
            any_time=one.any_time,
            target_sets=sets,
            target_amount=amount,
            target_hold_s=hold_s,
            target_load_kg=_decimal(load_kg),
            revision_id=self.revisions.get(revision),
            cue_id=cue_id,
            cue_version=cue_id and version,
            logged_at=datetime.fromisoformat(one.at) if one.at else self._noon(on),
            **self.stamp,
        )

    def _noon(self, on):
        return datetime.combine(on, time(12), self.user.zone).astimezone(UTC)

    def _store_feedback(self, workouts):
        said = {}
        for on, day in self.days.items():
            for name, values in (_efforts(day["sets"]) | day["said"]).items():
                about = workouts[on], self.exercises[name]
                said[about] = _hardest(said.get(about), values)
        stand = Feedback.objects.for_user(self.user).filter(workout__in=workouts.values())
        stand = set(stand.values_list("workout_id", "exercise_id"))
        Feedback.objects.bulk_create(
            (
                Feedback(
                    user=self.user, workout=workout, exercise_id=exercise, **values, **self.stamp
                )
                for (workout, exercise), values in said.items()
                if (workout.pk, exercise) not in stand
            ),
            batch_size=500,
            ignore_conflicts=True,
        )

    def _fill(self, workouts):
        """What is said of a whole day goes where nothing is said yet."""
        changed = []
        for on, day in self.days.items():
            workout = workouts[on]
            given = {name: day[name] for name in ("morning_pain", "morning_skipped")}
            given["note"] = self._note(day)
            new = {
                name: value
                for name, value in given.items()
                if value != FILLED[name] and getattr(workout, name) == FILLED[name]
            }
            for name, value in new.items():
                setattr(workout, name, value)
            if new:
                self.part.filled[str(workout.pk)] = new
                changed.append(workout)
        Workout.objects.bulk_update(changed, list(FILLED), batch_size=200)

    def _note(self, day):
        taken = {"", *(one.name for one in day["sets"])}
        lines = [f"{of}: {text}" if of else text for of, text in day["notes"] if of in taken]
        return "\n".join(lines)[:MOST_NOTE]


def _efforts(sets):
    """Of each exercise that of its hardest set, a half rounded up (ours)."""
    efforts = defaultdict(Decimal)
    for one in sets:
        if one.effort:
            efforts[one.name] = max(efforts[one.name], Decimal(one.effort))
    return {
        name: {"effort": int(effort.quantize(Decimal(1), ROUND_HALF_UP))}
        for name, effort in efforts.items()
    }


def _hardest(stands, values):
    """Two foreign names may be one exercise here."""
    if stands is None or (stands.get("effort") or 0) < (values.get("effort") or 0):
        return values
    return stands


def _decimal(text):
    return None if text is None else Decimal(text)


@transaction.atomic
def undo(*, of) -> None:
    """Takes back all that the import wrote; what the runner changed since stays, and is counted."""
    of = _locked(of)
    if of is None or of.state not in ("done", "running"):
        return
    ours = {"user": of.user, "edited_by": of.mark}
    removed, _by_model = SetEntry.objects.filter(**ours).delete()
    if of.state == "running":
        of.sets_added = removed
    Feedback.objects.filter(**ours).delete()
    _empty_again(of)
    Workout.objects.filter(_is_empty(), **ours).delete()
    Choice.objects.for_user(of.user).filter(pk__in=of.added.get("choices", ())).delete()
    brought_runs.take_back(of)
    preferences.give_back(of.user, of.added.get("settings"))
    if of.preview["first_day"]:
        forget(of.user, date.fromisoformat(of.preview["first_day"]))
    of.kept = max(0, of.sets_added - removed)
    of.undone_at = timezone.now()
    of.save(update_fields=["sets_added", "kept", "undone_at"])
    of.parts.update(days=[], filled={})


def _empty_again(of):
    filled = {int(pk): values for part in of.parts.all() for pk, values in part.filled.items()}
    rows = Workout.objects.for_user(of.user).select_for_update().filter(pk__in=filled)
    for workout in rows:
        for name, value in filled[workout.pk].items():
            if getattr(workout, name) == value:
                setattr(workout, name, FILLED[name])
    Workout.objects.bulk_update(rows, list(FILLED), batch_size=200)


def _is_empty():
    """Days on which nothing stands any more, of whatever kind."""
    empty = Q(**FILLED)
    for relation in Workout._meta.related_objects:
        on_it = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
        empty &= ~Q(Exists(on_it))
    return empty
