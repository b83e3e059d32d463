"""The draft of a ladder: its rows as plain values, and rows from plain values.

A ladder as plain values is ``{"slug", "name", "stages": [{"key", "name", "steps": [row]}]}``; a
row holds a step's columns, and its links by the exercise's slug.
"""

from decimal import Decimal

from django.db import transaction

from exercises.models import Exercise

from . import programs, rules
from .models import Program, Stage, Step

LINKS = ("exercise", "harder", "load_after")  # given by the exercise's slug
COLUMNS = [
    column
    for column in Step._meta.concrete_fields
    if column.name not in ("id", "stage", "order", *LINKS)
]


def draft_as_dict(program) -> dict:
    """Return the draft as plain values, without stages that have no steps."""
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
            {"key": stage.key, "name": dict(stage.name), "steps": steps}
            for stage in stages
            if (steps := [*map(_row, stage.steps.all())])
        ],
    }


def _row(step):
    return {
        **{column.name: plain(getattr(step, column.name)) for column in COLUMNS},
        "exercise": step.exercise.slug,
        "harder": step.harder and step.harder.exercise.slug,
        "load_after": step.load_after and step.load_after.exercise.slug,
        "requires": sorted(other.exercise.slug for other in step.requires.all()),
    }


def plain(value):
    return float(value) if isinstance(value, Decimal) else value


def write(program, ladder):
    """Write a ladder into the rows of a program, and delete its other steps.

    Stages without steps stay, with their names.
    """
    exercises = {exercise.slug: exercise for exercise in Exercise.objects.all()}
    stages = {stage.key: stage for stage in program.stages.all()}
    stored = {
        step.exercise.slug: step
        for step in Step.objects.filter(stage__program=program).select_related("exercise")
    }
    steps, rows = {}, []
    for order, wanted in enumerate(ladder["stages"]):
        stage = stages.get(wanted["key"]) or Stage(program=program, key=wanted["key"])
        stage.order, stage.name = order, wanted["name"]
        stage.save()
        for number, row in enumerate(wanted["steps"]):
            slug = row["exercise"]
            step = stored.pop(slug, None) or Step(exercise=exercises[slug])
            step.stage, step.order, step.harder, step.load_after = stage, number, None, None
            for column in COLUMNS:
                setattr(step, column.name, row[column.name])
            step.save()
            steps[slug] = step
            rows.append((step, row))
    for dropped in stored.values():
        dropped.delete()
    for step, row in rows:
        step.harder = steps.get(row["harder"])
        step.load_after = steps.get(row["load_after"])
        step.save(update_fields=["harder", "load_after"])
    links = Step.requires.through
    links.objects.filter(from_step__stage__program=program).delete()
    links.objects.bulk_create(
        links(from_step=step, to_step=steps[slug]) for step, row in rows for slug in row["requires"]
    )


@transaction.atomic
def bring_back(program, spec: rules.Program):
    """Set the draft back to a revision; what the exercises themselves say stays as it is.

    Raises ``ValueError`` with the exercises that the library no longer has.
    """
    Program.objects.select_for_update().get(pk=program.pk)
    known = set(Exercise.objects.values_list("slug", flat=True))
    if missing := [step.exercise for step in spec.steps if step.exercise not in known]:
        raise ValueError(", ".join(missing))
    write(program, _ladder(program, spec))


def _ladder(program, spec):
    names = dict(program.stages.values_list("key", "name"))
    any_time = dict(
        Step.objects.filter(stage__program=program).values_list("exercise__slug", "any_time")
    )
    stages = {step.stage: [] for step in spec.steps}
    for step in spec.steps:
        row = {column.name: column.get_default() for column in COLUMNS}
        row |= programs.step_columns(step) | {"any_time": any_time.get(step.exercise, False)}
        stages[step.stage].append(row)
    return {
        "stages": [
            {
                "key": key,
                "name": dict(names.get(key) or {"en": key.replace("-", " ").capitalize()}),
                "steps": steps,
            }
            for key, steps in stages.items()
        ]
    }
