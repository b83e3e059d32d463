"""The shipped ladders: content/*.toml becomes rows, unless a coach has changed them.

A ladder is compared as a whole. Its numbers lean on one another, so half a coach's ladder and
half an update would be nobody's.
"""

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from exercises import files
from exercises.library import Report
from exercises.models import Exercise

from . import rules
from .models import Program, Stage, Step
from .programs import publish, step_of

CONTENT = Path(__file__).parent / "content"
BEFORE_ANYONE = date(2000, 1, 1)
LINKS = ("exercise", "harder", "load_after")  # told by the exercise's slug
COLUMNS = [
    column
    for column in Step._meta.concrete_fields
    if column.name not in ("id", "stage", "order", *LINKS)
]


def load() -> Report:
    report = Report()
    for ladder in shipped():
        _load(ladder, report)
    return report


def shipped() -> list[dict]:
    """The ladders of the files, in the shape of ``rows_of``."""
    return [_read(path) for path in sorted(CONTENT.glob("*.toml"))]


def spec_of(ladder) -> rules.Program:
    """A shipped ladder straight from the files, for a database that holds none."""
    exercises = {row.key: row.fields for row in files.exercises()}
    items = [row.key for row in files.equipment()]
    order = [row["exercise"] for stage in ladder["stages"] for row in stage["steps"]]
    steps = []
    for stage in ladder["stages"]:
        for row in stage["steps"]:
            of = exercises[row["exercise"]]
            facts = {name: of[name] for name in ("unit", "sides", "any_equipment")}
            step = Step(
                stage=Stage(key=stage["key"]),
                exercise=Exercise(slug=row["exercise"], **facts),
                **{column.name: row[column.name] for column in COLUMNS},
            )
            steps.append(
                step_of(
                    step,
                    requires=sorted(row["requires"], key=order.index),
                    harder=row["harder"],
                    load_after=row["load_after"],
                    equipment=sorted(of["equipment"], key=items.index),
                )
            )
    return rules.Program(ladder["slug"], tuple(steps))


def rows_of(program) -> dict:
    """A program's rows as plain values, to compare with what was shipped."""
    stages = program.stages.prefetch_related(
        "steps__exercise",
        "steps__requires__exercise",
        "steps__harder__exercise",
        "steps__load_after__exercise",
    )
    return {
        "slug": program.slug,
        "name": dict(program.name),
        "stages": [
            {"key": stage.key, "name": dict(stage.name), "steps": [*map(_row, stage.steps.all())]}
            for stage in stages
        ],
    }


def _row(step):
    row = {column.name: _plain(getattr(step, column.name)) for column in COLUMNS}
    for link in LINKS:
        to = step.exercise if link == "exercise" else getattr(step, link)
        row[link] = to and (to.slug if link == "exercise" else to.exercise.slug)
    row["requires"] = sorted(other.exercise.slug for other in step.requires.all())
    return row


def _plain(value):
    return float(value) if isinstance(value, Decimal) else value


def _read(path):
    ladder = tomllib.loads(path.read_text(encoding="utf-8"))
    for stage in ladder["stages"]:
        stage["steps"] = [_columns(step) for step in stage["steps"]]
    return ladder


def _columns(step):
    """One step of a file, by column. What the file does not name is as the model has it."""
    row = {column.name: _plain(column.get_default()) for column in COLUMNS}
    load, bar = step.get("load", {}), step.get("bar", {})
    frequency = step["frequency"]
    if isinstance(frequency, dict):
        row["days_of_7"] = frequency["days_of_7"]
        frequency = Step.Frequency.SOME_DAYS.value
    for name in ("sets", "amount", "hold"):
        if name in step:
            of = step[name]
            row[f"{name}_low"], row[f"{name}_high"] = of["least"], of["most"]
            row[f"{name}_start"] = of.get("start", of["least"])
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
        "load_step": float(load["step_kg"]) if load else None,
        "up_s": float(step["seconds"]["up"]),
        "down_s": float(step["seconds"]["down"]),
        "rest_s": step["seconds"]["rest"],
    }


@transaction.atomic
def _load(ladder, report):
    program = Program.objects.filter(slug=ladder["slug"]).first()
    if program and rows_of(program) not in (program.shipped, ladder):
        report.left_alone.append(program.slug)
        return
    program = program or Program(slug=ladder["slug"])
    is_new = program.pk is None
    is_changed = program.shipped != ladder
    if is_changed:
        _write(program, ladder)
    last = program.revisions.last()
    revision = publish(program, on=timezone.localdate() if last else BEFORE_ANYONE)
    if is_new:
        report.added.append(program.slug)
    elif is_changed or revision != last:
        report.updated.append(program.slug)


def _write(program, ladder):
    program.name, program.shipped = ladder["name"], ladder
    program.save()
    exercises = {exercise.slug: exercise for exercise in Exercise.objects.all()}
    stored = {
        step.exercise.slug: step
        for step in Step.objects.filter(stage__program=program).select_related("exercise")
    }
    steps, rows = {}, []
    for order, wanted in enumerate(ladder["stages"]):
        stage, _ = Stage.objects.update_or_create(
            program=program,
            key=wanted["key"],
            defaults={"order": order, "name": wanted["name"]},
        )
        for number, row in enumerate(wanted["steps"]):
            slug = row["exercise"]
            step = stored.pop(slug, None) or Step(exercise=exercises[slug])
            step.stage, step.order, step.harder, step.load_after = stage, number, None, None
            for column in COLUMNS:
                setattr(step, column.name, row[column.name])
            step.save()
            steps[slug] = step
            rows.append((step, row))
    for gone in stored.values():
        gone.delete()
    program.stages.exclude(key__in=[stage["key"] for stage in ladder["stages"]]).delete()
    for step, row in rows:
        step.harder = steps.get(row["harder"])
        step.load_after = steps.get(row["load_after"])
        step.save(update_fields=["harder", "load_after"])
        step.requires.set(steps[slug] for slug in row["requires"])
