"""From the rows that a coach edits to the revisions that the rules read, and who follows them."""

import json
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from django.db import transaction
from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils import timezone

from . import rules
from .models import Enrollment, Program, Revision, Step

DEFAULT = "glutes-that-fire"
BEFORE_ANYONE = date(2000, 1, 1)  # of the first revision of a shipped ladder
DAY = timedelta(days=1)
SOURCES = ("dose", "hold", "start", "frequency", "bar")


class DraftChanged(ValueError):
    """What is to be published is not what the coach was shown."""


def today() -> date:
    """In the server's time zone, so that a date of publishing is the same for every coach."""
    return timezone.localdate(timezone=timezone.get_default_timezone())


def draft_rules(program, draft=None) -> rules.Program:
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
            rules_step(
                row,
                requires=[step.exercise.slug for step in requires],
                harder=row.harder and row.harder.exercise.slug,
                load_after=row.load_after and row.load_after.exercise.slug,
                equipment=[item.slug for item in row.exercise.equipment.all()],
            )
            for row, requires in pairs
        ),
    )


def rules_step(row, *, requires, harder, load_after, equipment) -> rules.Step:
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
            (what, source) for what in SOURCES if (source := getattr(row, f"{what}_source"))
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


def find_cycle(step, to, links) -> list:
    """The way from a step that would be linked ``to`` others back to itself; [] where none is."""
    onward = links(step.stage.program_id)
    ways = [[step.pk, row.pk] for row in to]
    seen = set()
    while ways:
        way = ways.pop()
        if way[-1] == step.pk:
            names = Step.objects.select_related("exercise").in_bulk(way)
            return [str(names[pk]) for pk in way]
        if way[-1] not in seen:
            seen.add(way[-1])
            ways += [[*way, pk] for pk in onward.get(way[-1], ())]
    return []


def required_steps(program) -> dict:
    """The pk of each step → those that it requires."""
    through = Step.requires.through.objects.filter(from_step__stage__program=program)
    return _gathered(through.values_list("from_step", "to_step"))


def harder_forms(program) -> dict:
    """The pk of each step → that of its harder form."""
    steps = Step.objects.filter(stage__program=program, harder__isnull=False)
    return _gathered(steps.values_list("pk", "harder"))


def _gathered(pairs):
    found = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def step_columns(step: rules.Step) -> dict:
    """``rules_step`` backwards: the row of a step, what it is linked with told by slug."""
    frequency = Step.Frequency.SOME_DAYS if step.days_of_7 else Step.Frequency.DAILY
    bar, sources = step.bar, dict(step.sources)
    return {
        "exercise": step.exercise,
        "requires": sorted(step.requires),
        "harder": step.harder,
        "load_after": step.load_after,
        "is_activation": step.activation,
        "frequency": Step.Frequency.HINGE if step.hinge else frequency,
        "days_of_7": step.days_of_7,
        "load_step": step.load_step,
        "up_s": step.up_s,
        "down_s": step.down_s,
        "rest_s": step.rest_s,
        **{
            f"{name}_{end}": getattr(getattr(step, name), end)
            for name in ("sets", "amount", "hold")
            for end in ("low", "high", "start")
        },
        **{f"{what}_source": sources.get(what, "") for what in SOURCES},
        **(_bar_columns(bar) if bar else {}),
    }


def _bar_columns(bar):
    asked = ("row", "sets", "amount", "felt", "effort", "form", "at_load")
    return {"bar_hold": bar.hold_s or None, **{f"bar_{it}": getattr(bar, it) for it in asked}}


def seal(spec, last) -> str:
    """What a page showed, in short: the draft, and the revision that it was compared with."""
    return sha256(repr((spec.steps, last and last.number)).encode()).hexdigest()


@transaction.atomic
def publish(program, *, on, by=None, seen=None, shipped=False) -> Revision:
    """From ``on`` on, plans follow the rows as they are now; the last revision, if they do already.

    What was to come later than ``on`` is superseded on its own date by a revision of its own:
    none is changed or taken back. Raises ``ValueError`` where the ladder cannot be climbed, or for
    a date before that of the revision in force, which would rewrite how past days were judged;
    ``DraftChanged`` where ``seen``, the seal of what a coach was shown, no longer fits.
    """
    Program.objects.select_for_update().get(pk=program.pk)  # one publisher at a time
    spec, last = draft_rules(program), latest(program)
    if seen is not None and seen != seal(spec, last):
        raise DraftChanged(program.slug)
    begun = program.revisions.filter(in_force_from__lte=today(), in_force_from__gt=on).last()
    if begun:
        raise ValueError(f"revision {begun.number} is in force from {begun.in_force_from} already")
    later = program.revisions.filter(in_force_from__gt=on)
    for day in sorted({on, *later.values_list("in_force_from", flat=True)}):
        if last and revision_on(program, day).rules.steps == spec.steps:
            continue
        number = last.number + 1 if last else 1
        last = program.revisions.create(
            number=number,
            in_force_from=day,
            spec=replace(spec, revision=number).as_dict(),
            published_by=by,
            shipped=shipped,
        )
    return last


def latest(program) -> Revision | None:
    """The last one published, in force or still to come. A draft is compared with it."""
    return program.revisions.order_by("number").last()


class Span(NamedTuple):
    """The days of a revision, first to last; ``last`` is None where none follows."""

    revision: Revision
    last: date | None

    @property
    def is_empty(self):
        """Another one took its place on its first day."""
        return self.last is not None and self.last < self.revision.in_force_from


def revision_spans(program) -> list[Span]:
    """Every revision with its days, the newest first."""
    rows = program.revisions.select_related("published_by").order_by("in_force_from", "number")
    rows = list(rows)
    ends = [row.in_force_from - DAY for row in rows[1:]] + [None]
    spans = map(Span, rows, ends)
    return sorted(spans, key=lambda span: span.revision.number, reverse=True)


def timeline_of(program) -> rules.Timeline:
    """All revisions, in one query; ``Revision.DoesNotExist`` where nothing is published."""
    rows = program.revisions.order_by("in_force_from", "number").values_list(
        "in_force_from", Cast("spec", TextField())
    )
    revisions = tuple((since, parse_spec(spec)) for since, spec in rows)
    if not revisions:
        raise Revision.DoesNotExist(f"{program.slug} has no revision yet")
    return rules.Timeline(revisions)


@lru_cache(maxsize=64)
def parse_spec(spec: str) -> rules.Program:
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


def in_force(on, slug=DEFAULT) -> rules.Program | None:
    """A program as its steps stand on a date; None where nothing is published. One query."""
    specs = (
        Revision.objects.filter(program__slug=slug, in_force_from__lte=on)
        .order_by("-in_force_from", "-number")
        .values_list(Cast("spec", TextField()), flat=True)
    )
    spec = specs.first()
    return parse_spec(spec) if spec else None
