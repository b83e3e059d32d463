"""A confirmed import is stored part by part; each part is stored whole or not at all.

A set is stored under its key once for ever, so the same file again adds nothing. Feedback and
notes that the runner gave here are never overwritten.
"""

from collections import defaultdict
from datetime import UTC, date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from time import monotonic
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from exercises.models import Cue, Exercise
from plans.models import Choice, Revision

from ...derived import day_changed
from ...models import MOST_NOTE, Feedback, Import, SetEntry, Workout
from . import hipdrive_files, imported_runs, runner_settings, set_keys
from .read_result import ReadSet

STORE_FOR_S = 1.5  # in one request; then the page shows how far it is
# What an import may fill in on a day, and the value by which it is empty.
EMPTY_MORNING = {"morning_pain": None, "morning_place": "", "morning_from_training": True}
EMPTY_DAY = {**EMPTY_MORNING, "morning_skipped": False, "note": ""}


def confirm(*, file_import, names, take, settings) -> None:
    """Notes the runner's choices: ``names`` is {name in the file: slug, or "" to leave it out}."""
    chosen = {"names": names, "take": take, "settings": settings}
    Import.objects.filter(pk=file_import.pk, confirmed_at=None).update(
        chosen=chosen, confirmed_at=timezone.now(), csv_text=""
    )


def store_some(file_import) -> Import:
    """Stores as many parts as fit into a moment. It may be called as often as one likes."""
    until = monotonic() + STORE_FOR_S
    file_import = store_next(file_import)
    while file_import.state == "running" and monotonic() < until:
        file_import = store_next(file_import)
    return file_import


@transaction.atomic
def store_next(file_import) -> Import:
    """Stores one part, or ends the import where no part is left. Returns the import anew."""
    file_import = locked(file_import) or file_import
    if file_import.state != "running":
        return file_import
    part = file_import.parts.filter(stored_at=None).first()
    if part is None:
        _finish(file_import)
        return file_import
    if part.days:
        _PartStorage(file_import, part).store()
        day_changed(file_import.user, date.fromisoformat(part.days[0]["on"]))
    part.days, part.stored_at = [], timezone.now()
    part.save(update_fields=["days", "filled", "stored_at"])
    return file_import


def locked(file_import) -> Import | None:
    """The import as it stands now. Nobody else stores or undoes it during this transaction.

    The runner's row is locked before it, as in all that writes the runner's rows.
    """
    runner = get_user_model().objects.select_for_update().filter(pk=file_import.user_id)
    if not runner.values_list("pk", flat=True):
        return None
    rows = Import.objects.select_for_update(of=("self",)).select_related("user")
    return rows.filter(pk=file_import.pk).first()


def _finish(file_import):
    user = file_import.user
    file_import.added = {
        "choices": _add_choices(file_import),
        "runs": imported_runs.add_runs(file_import),
    }
    if file_import.added["runs"]:
        _pk, first, *_said = min(file_import.added["runs"], key=lambda run: run[1])
        day_changed(user, date.fromisoformat(first))
    if file_import.chosen["settings"]:
        taken = runner_settings.take_over(user, file_import.preview["settings"])
        file_import.added["settings"] = taken
    added = SetEntry.objects.for_user(user).filter(edited_by=file_import.mark)
    file_import.sets_added = added.count()
    file_import.finished_at = timezone.now()
    file_import.save(update_fields=["added", "sets_added", "finished_at"])


def _add_choices(file_import):
    """Adds the choices that do not stand there yet, and returns their pks."""
    user, exercises = file_import.user, _exercise_pks(file_import)
    in_logbook = set(Choice.objects.for_user(user).values_list("on", "exercise_id", "kind"))
    in_file = {
        (date.fromisoformat(on), exercises[name], kind)
        for on, name, kind in file_import.preview["choices"]
        if name in exercises
    }
    in_file |= {
        (date.fromisoformat(on), None, Choice.Kind.EASY_WEEK)
        for on in file_import.preview.get("easy_weeks", ())
    }
    made = Choice.objects.bulk_create(
        Choice(user=user, on=on, exercise_id=exercise_id, kind=kind)
        for on, exercise_id, kind in sorted(in_file - in_logbook, key=str)
    )
    return [choice.pk for choice in made]


def _exercise_pks(file_import):
    """{name in the file: pk of our exercise}"""
    pks = dict(Exercise.objects.values_list("slug", "pk"))
    slugs = {slug: slug for slug in pks} | file_import.chosen["names"]
    return {name: pks[slug] for name, slug in slugs.items() if slug in pks}


def _revision_pks(file_import):
    """{number in the file: pk of our revision}, if ours came into force on the same day."""
    in_file = {tuple(one) for one in file_import.preview.get("revisions", ())}
    rows = Revision.objects.filter(program__slug__in={slug for slug, _, _ in in_file})
    rows = rows.values_list("program__slug", "number", "in_force_from", "pk")
    return {n: pk for slug, n, since, pk in rows if (slug, n, since.isoformat()) in in_file}


class _PartStorage:
    """Stores the days of one part: their sets, feedback, morning answers and notes."""

    def __init__(self, file_import, part):
        self.part, self.user = part, file_import.user
        self.exercises = _exercise_pks(file_import)
        self.revisions = _revision_pks(file_import)
        cues = Cue.everything.exclude(key="").values_list("exercise_id", "key", "pk")
        self.cues = {(exercise, key): pk for exercise, key, pk in cues}
        self.stamp = {
            "edited_ms": int(file_import.confirmed_at.timestamp() * 1000),
            "edited_by": file_import.mark,
        }
        self.days = self._days_to_store(file_import)

    def _days_to_store(self, file_import):
        """{date: the day, with only the sets and the feedback that the runner takes}"""
        taken_marks = {*file_import.chosen["take"]}
        is_our_json = file_import.source == hipdrive_files.JSON
        days = {}
        for day in self.part.days:
            sets = [
                one
                for one in (ReadSet(*values) for values in day["sets"])
                if one.name in self.exercises and taken_marks.issuperset(one.marks)
            ]
            feedback = {name: one for name, one in day["said"].items() if name in self.exercises}
            has_only_notes = is_our_json and not day["sets"]
            if sets or feedback or has_only_notes:
                days[date.fromisoformat(day["on"])] = day | {"sets": sets, "said": feedback}
        return days

    def store(self):
        workouts = self._store_workouts()
        self._store_sets(workouts)
        self._store_feedback(workouts)
        self._fill_days(workouts)

    def _store_workouts(self):
        Workout.objects.bulk_create(
            (Workout(user=self.user, date=on, **self.stamp) for on in self.days),
            ignore_conflicts=True,
        )
        rows = Workout.objects.for_user(self.user).select_for_update().filter(date__in=self.days)
        return {workout.date: workout for workout in rows}

    def _store_sets(self, workouts):
        keys = [key for day in self.days.values() for key in set_keys.keys_of(day["sets"])]
        known = SetEntry.objects.for_user(self.user).filter(key__in=keys)
        known = set(known.values_list("key", flat=True))
        SetEntry.objects.bulk_create(
            (
                self._entry(workouts[on], on, one)
                for on, day in self.days.items()
                for one in day["sets"]
                if not set_keys.is_stored(one, known)
            ),
            batch_size=500,
            ignore_conflicts=True,
        )

    def _entry(self, workout, on, one):
        target = [*one.target, *(None,) * (8 - len(one.target))]
        sets, amount, hold_s, load_kg, cue, version, revision, band = target
        exercise_id = self.exercises[one.name]
        cue_id = self.cues.get((exercise_id, cue))
        return SetEntry(
            user=self.user,
            workout=workout,
            exercise_id=exercise_id,
            key=UUID(one.key),
            side=one.side,
            amount=one.amount,
            hold_s=one.hold_s,
            load_kg=_decimal(one.load_kg),
            band=one.band,
            any_time=one.any_time,
            primer=one.primer,
            target_sets=sets,
            target_amount=amount,
            target_hold_s=hold_s,
            target_load_kg=_decimal(load_kg),
            target_band=band,
            revision_id=self.revisions.get(revision),
            cue_id=cue_id,
            cue_version=cue_id and version,
            logged_at=datetime.fromisoformat(one.at) if one.at else self._noon(on),
            **self.stamp,
        )

    def _noon(self, on):
        return datetime.combine(on, time(12), self.user.zone).astimezone(UTC)

    def _store_feedback(self, workouts):
        by_session = {}
        for on, day in self.days.items():
            for name, values in (_efforts(day["sets"]) | day["said"]).items():
                session = workouts[on], self.exercises[name]
                by_session[session] = _harder(by_session.get(session), values)
        known = Feedback.objects.for_user(self.user).filter(workout__in=workouts.values())
        known = set(known.values_list("workout_id", "exercise_id"))
        Feedback.objects.bulk_create(
            (
                Feedback(
                    user=self.user, workout=workout, exercise_id=exercise, **values, **self.stamp
                )
                for (workout, exercise), values in by_session.items()
                if (workout.pk, exercise) not in known
            ),
            batch_size=500,
            ignore_conflicts=True,
        )

    def _fill_days(self, workouts):
        """Fills in the morning and the note where the runner said nothing, and notes it."""
        changed = []
        for on, day in self.days.items():
            workout = workouts[on]
            given = {name: day.get(name, empty) for name, empty in EMPTY_DAY.items()}
            given["note"] = self._note(day)
            has_morning = workout.morning_pain is not None
            new = {
                name: value
                for name, value in given.items()
                if value != EMPTY_DAY[name]
                and getattr(workout, name) == EMPTY_DAY[name]
                and not (has_morning and name in EMPTY_MORNING)  # where and why go with the pain
            }
            for name, value in new.items():
                setattr(workout, name, value)
            if new:
                self.part.filled[str(workout.pk)] = new
                changed.append(workout)
        Workout.objects.bulk_update(changed, list(EMPTY_DAY), batch_size=200)

    def _note(self, day):
        """The notes on the whole day and on the exercises that are taken, a line each."""
        taken = {"", *(one.name for one in day["sets"])}
        notes = [(about, text) for about, text in day["notes"] if about in taken]
        lines = [f"{about}: {text}" if about else text for about, text in notes]
        return "\n".join(lines)[:MOST_NOTE]


def _efforts(sets):
    """The effort of each exercise is that of its hardest set, a half rounded up (ours)."""
    efforts = defaultdict(Decimal)
    for one in sets:
        if one.effort:
            efforts[one.name] = max(efforts[one.name], Decimal(one.effort))
    return {
        name: {"effort": int(effort.quantize(Decimal(1), ROUND_HALF_UP))}
        for name, effort in efforts.items()
    }


def _harder(before, values):
    """Two names of a file may be one exercise here; the feedback with more effort counts."""
    if before is None or (before.get("effort") or 0) < (values.get("effort") or 0):
        return values
    return before


def _decimal(text):
    return None if text is None else Decimal(text)
