"""Loads the shipped ladders, content/*.toml, as rows and a revision, unless a coach changed them.

A ladder is compared as a whole: its numbers depend on one another, so a mix of a coach's ladder
and an update would be wrong.
"""

import tomllib
from pathlib import Path

from django.db import transaction

from exercises.content import reader
from exercises.content.loader import LoadReport, stored_value
from exercises.models import Exercise

from . import programs, rules
from .draft import COLUMNS, draft_as_dict, plain, write
from .models import Program, Stage, Step
from .programs import BEFORE_ANYONE, latest_revision, publish, rules_step, today

CONTENT = Path(__file__).parent / "content"
# What a ladder takes from an exercise.
EXERCISE_FACTS = ("unit", "sides", "equipment", "any_equipment")


def load() -> LoadReport:
    report = LoadReport()
    for ladder in shipped():
        _load(ladder, report)
    return report


def shipped() -> list[dict]:
    """Return the ladders of the files, in the shape of ``draft_as_dict``."""
    return [_read(path) for path in sorted(CONTENT.glob("*.toml"))]


def shipped_rules(ladder) -> rules.Program:
    """Return a shipped ladder as the rules read it, for a database that has none yet."""
    content = reader.read_valid()
    exercises = {row.key: row.fields for row in content.exercises}
    items = [row.key for row in content.equipment]
    order = [row["exercise"] for stage in ladder["stages"] for row in stage["steps"]]
    steps = []
    for stage in ladder["stages"]:
        for row in stage["steps"]:
            fields = exercises[row["exercise"]]
            facts = {name: fields[name] for name in ("unit", "sides", "any_equipment")}
            step = Step(
                stage=Stage(key=stage["key"]),
                exercise=Exercise(slug=row["exercise"], **facts),
                **{column.name: row[column.name] for column in COLUMNS},
            )
            steps.append(
                rules_step(
                    step,
                    requires=sorted(row["requires"], key=order.index),
                    harder=row["harder"],
                    load_after=row["load_after"],
                    equipment=sorted(fields["equipment"], key=items.index),
                )
            )
    return rules.Program(ladder["slug"], tuple(steps))


def _read(path):
    ladder = tomllib.loads(path.read_text(encoding="utf-8"))
    for stage in ladder["stages"]:
        stage["steps"] = [_columns(step) for step in stage["steps"]]
    return ladder


def _columns(step):
    """Return one step of a file by column; the model gives the values that the file leaves out."""
    row = {column.name: plain(column.get_default()) for column in COLUMNS}
    load, bar = step.get("load", {}), step.get("bar", {})
    frequency = step["frequency"]
    if isinstance(frequency, dict):
        row["days_of_7"] = frequency["days_of_7"]
        frequency = Step.Frequency.SOME_DAYS.value
    for name in ("sets", "amount", "hold"):
        if name in step:
            ends = step[name]
            row[f"{name}_low"], row[f"{name}_high"] = ends["least"], ends["most"]
            row[f"{name}_start"] = ends.get("start", ends["least"])
    return {
        **row,
        **{f"bar_{name}": value for name, value in bar.items()},
        **{f"{what}_source": source for what, source in step["from"].items()},
        "exercise": step["exercise"],
        "requires": sorted(step.get("requires", [])),
        "harder": step.get("harder"),
        "load_after": load.get("body_weight_until"),
        "is_activation": step.get("activation", False),
        "any_time": step.get("any_time", False),
        "frequency": frequency,
        "load_kind": load.get("kind", ""),
        "load_step": _kg(load, "step_kg"),
        "load_most": _kg(load, "most_kg"),
        "primer": step.get("primer", False),
        "up_s": float(step["seconds"]["up"]),
        "down_s": float(step["seconds"]["down"]),
        "rest_s": step["seconds"]["rest"],
    }


def _kg(load, name):
    return float(load[name]) if name in load else None


@transaction.atomic
def _load(ladder, report):
    program = Program.objects.filter(slug=ladder["slug"]).first()
    if program and (edited := _edited(program, ladder)):
        report.left_alone.append(f"{program.slug}: {edited}")
        return
    program = program or Program(slug=ladder["slug"])
    is_new = program.pk is None
    is_changed = program.shipped != ladder
    if is_changed:
        program.name, program.shipped = ladder["name"], ladder
        program.save()
        write(program, ladder)
    last = latest_revision(program)
    revision = publish(program, on=today() if last else BEFORE_ANYONE, shipped=True)
    if is_new:
        report.added.append(program.slug)
    elif is_changed or revision != last:
        report.updated.append(program.slug)


def _edited(program, ladder):
    """Say what a coach has changed in a shipped ladder, its draft or its revision, if anything."""
    if draft_as_dict(program) not in (program.shipped, ladder):
        return "its draft was edited"
    for exercise in Exercise.objects.filter(steps__stage__program=program):
        if any(
            stored_value(exercise, fact) != exercise.shipped.get(fact) for fact in EXERCISE_FACTS
        ):
            return f"{exercise.slug} was edited"
    last, own = latest_revision(program), program.revisions.filter(shipped=True).last()
    ours = [own.rules.steps] if own else []
    if last and last.rules.steps not in (*ours, programs.draft_rules(program).steps):
        return f"revision {last.number} was published by a coach"
    return None
