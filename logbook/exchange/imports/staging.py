"""The sets and feedback of a part of an import are staged: they wait in tables of their own."""

from collections import Counter, defaultdict
from datetime import UTC, date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from exercises.models import Cue, Exercise
from plans.models import Revision

from ...models import MOST_NOTE, SetEntry, StagedFeedback
from . import hipdrive_files, set_keys
from .read_result import MOST_A_DAY, ReadSet

# What an import may fill in on a day, and the value by which it is empty.
EMPTY_MORNING = {"morning_pain": None, "morning_place": "", "morning_from_training": True}
EMPTY_DAY = {**EMPTY_MORNING, "morning_skipped": False, "note": ""}


def exercise_pks(file_import) -> dict[str, int]:
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


class StagedPart:
    """What one part stages: ``sets`` (their columns), ``feedback`` and ``said_of_days``."""

    def __init__(self, file_import, part):
        self.part, self.user, self.of = part, file_import.user, file_import
        self.exercises = exercise_pks(file_import)
        self.revisions = _revision_pks(file_import)
        cues = Cue.everything.exclude(key="").values_list("exercise_id", "key", "pk")
        self.cues = {(exercise, key): pk for exercise, key, pk in cues}
        self.stamp = {
            "edited_ms": int(file_import.confirmed_at.timestamp() * 1000),
            "edited_by": file_import.mark,
        }
        self.days = self._days_to_store(file_import)
        self.sets, self.feedback = self._sets(), self._feedback()

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

    @property
    def said_of_days(self) -> list[dict]:
        """Returns what each day is filled with; a day that has only sets is named, too."""
        return [
            {"on": on.isoformat()}
            | {name: day.get(name, empty) for name, empty in EMPTY_DAY.items()}
            | {"note": self._note(day)}
            for on, day in self.days.items()
        ]

    def _sets(self):
        keys = [key for day in self.days.values() for key in set_keys.keys_of(day["sets"])]
        known = SetEntry.objects.for_user(self.user).filter(key__in=keys)
        known = set(known.values_list("key", flat=True))
        room = self._room_on_days()
        return [
            self._entry(on, one)
            for on, day in self.days.items()
            for one in [one for one in day["sets"] if not set_keys.is_stored(one, known)][
                : room[on]
            ]
        ]

    def _room_on_days(self) -> dict[date, int]:
        """How many more sets each day takes: several files bring no more than one file may.

        Pages show each set of a day.
        """
        sets = SetEntry.objects.for_user(self.user).filter(deleted_at=None)
        there = Counter(
            sets.filter(workout__date__in=[*self.days]).values_list("workout__date", flat=True)
        )
        return {on: max(0, MOST_A_DAY - there[on]) for on in self.days}

    def _entry(self, on, one) -> dict:
        """The columns of a ``StagedSet``."""
        target = [*one.target, *(None,) * (8 - len(one.target))]
        sets, amount, hold_s, load_kg, cue, version, revision, band = target
        exercise_id = self.exercises[one.name]
        cue_id = self.cues.get((exercise_id, cue))
        return dict(
            user_id=self.user.pk,
            of_id=self.of.pk,
            date=on,
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

    def _feedback(self):
        by_session = {}
        for on, day in self.days.items():
            for name, values in (_efforts(day["sets"]) | day["said"]).items():
                session = on, self.exercises[name]
                by_session[session] = _harder(by_session.get(session), values)
        return [
            StagedFeedback(
                user=self.user, of=self.of, date=on, exercise_id=exercise, **values, **self.stamp
            )
            for (on, exercise), values in by_session.items()
        ]

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
