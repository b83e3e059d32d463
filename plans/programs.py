"""From the rows that a coach edits to the revisions that the rules read, and who follows them."""

import json
from dataclasses import replace
from functools import lru_cache

from django.db import transaction
from django.db.models import TextField
from django.db.models.functions import Cast

from . import rules
from .models import Enrollment, Program, Revision, Step

DEFAULT = "glutes-that-fire"


def spec_of(program, draft=None) -> rules.Program:
    """The program as its rows stand now. Raises ``ValueError`` where it cannot be climbed.

    ``draft``, a pair of an unsaved step and what it requires, stands in for the stored step.
    """
    rows = (
        Step.objects.filter(stage__program=program)
        .select_related("stage", "exercise", "harder__exercise", "load_after__exercise")
        .prefetch_related("requires__exercise", "exercise__equipment")
    )
    pairs = [(row, row.requires.all()) for row in rows]
    if draft:
        pairs = [pair for pair in pairs if pair[0].pk != draft[0].pk] + [draft]
        pairs.sort(key=lambda pair: (pair[0].stage.order, pair[0].order))
    return rules.Program(
        program.slug,
        tuple(
            step_of(
                row,
                requires=[step.exercise.slug for step in requires],
                harder=row.harder and row.harder.exercise.slug,
                load_after=row.load_after and row.load_after.exercise.slug,
                equipment=[item.slug for item in row.exercise.equipment.all()],
            )
            for row, requires in pairs
        ),
    )


def step_of(row, *, requires, harder, load_after, equipment) -> rules.Step:
    """A row and, told by slug, what it is linked with."""
    ways = [(slug,) for slug in equipment] if row.exercise.any_equipment else [tuple(equipment)]
    return rules.Step(
        exercise=row.exercise.slug,
        stage=row.stage.key,
        unit=row.exercise.unit,
        each_side=row.exercise.sides == row.exercise.Sides.EACH,
        sets=rules.Range(row.sets_low, row.sets_high, row.sets_start),
        amount=rules.Range(row.amount_low, row.amount_high, row.amount_start),
        hold=rules.Range(row.hold_low, row.hold_high, row.hold_start),
        up_s=float(row.up_s),
        down_s=float(row.down_s),
        rest_s=row.rest_s,
        requires=tuple(requires),
        activation=row.is_activation,
        hinge=row.frequency == Step.Frequency.HINGE,
        days_of_7=row.days_of_7 if row.frequency == Step.Frequency.SOME_DAYS else None,
        harder=harder,
        equipment=tuple(way for way in ways if way),
        load_step=None if row.load_step is None else float(row.load_step),
        load_after=load_after,
        bar=_bar(row),
        sources=tuple(
            (what, source)
            for what in ("dose", "hold", "start", "frequency", "bar")
            if (source := getattr(row, f"{what}_source"))
        ),
    )


def _bar(row):
    if row.bar_row is None:
        return None
    return rules.Bar(
        row=row.bar_row,
        sets=row.bar_sets,
        amount=row.bar_amount,
        hold_s=row.bar_hold or 0,
        felt=row.bar_felt,
        effort=row.bar_effort,
        form=row.bar_form,
        at_load=row.bar_at_load,
    )


@transaction.atomic
def publish(program, *, on, by=None) -> Revision:
    """Freeze the rows as the revision in force from ``on``; the last one, if nothing changed.

    Raises ``ValueError`` where the ladder cannot be climbed, or for a date before the last
    revision's, which would rewrite how past days were judged.
    """
    Program.objects.select_for_update().get(pk=program.pk)  # one publisher at a time
    spec = spec_of(program)
    last = program.revisions.order_by("number").last()
    if last and last.rules.steps == spec.steps:
        return last
    if last and on < last.in_force_from:
        raise ValueError(f"revision {last.number} is in force from {last.in_force_from} already")
    number = last.number + 1 if last else 1
    return program.revisions.create(
        number=number,
        in_force_from=on,
        spec=replace(spec, revision=number).as_dict(),
        published_by=by,
    )


def timeline_of(program) -> rules.Timeline:
    """All revisions, in one query; ``Revision.DoesNotExist`` where nothing is published."""
    rows = program.revisions.order_by("in_force_from", "number").values_list(
        "in_force_from", Cast("spec", TextField())
    )
    revisions = tuple((since, parsed(spec)) for since, spec in rows)
    if not revisions:
        raise Revision.DoesNotExist(f"{program.slug} has no revision yet")
    return rules.Timeline(revisions)


@lru_cache(maxsize=64)
def parsed(spec: str) -> rules.Program:
    # Keyed by the text itself: it never goes stale, and a tap parses no JSON.
    return rules.Program.from_dict(json.loads(spec))


def revision_on(program, day) -> Revision:
    """The one in force on a day; days before the first are judged by the first."""
    revisions = program.revisions.order_by("-in_force_from", "-number")
    revision = revisions.filter(in_force_from__lte=day).first() or revisions.last()
    if revision is None:
        raise Revision.DoesNotExist(f"{program.slug} has no revision yet")
    return revision


def enroll(user, *, on, program=None) -> Enrollment:
    """Put a runner on a program; one who follows a program already stays on it."""
    enrollment = Enrollment.objects.for_user(user).first()
    if enrollment is None:
        program = program or Program.objects.get(slug=DEFAULT)
        enrollment, _ = Enrollment.objects.get_or_create(
            user=user, defaults={"program": program, "since": on}
        )
    return enrollment
