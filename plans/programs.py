"""Rows that a coach edits become revisions that the rules read, and runners follow them."""

from dataclasses import asdict, replace
from datetime import date, timedelta
from hashlib import sha256
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from . import rules
from .models import Enrollment, Program, Revision, Step

DEFAULT = "glutes-that-fire"
BEFORE_ANYONE = date(2000, 1, 1)  # the first revision of a shipped ladder is in force from here
DAY = timedelta(days=1)
SOURCES = ("dose", "hold", "start", "frequency", "bar")


class DraftChanged(ValueError):
    """The draft is no longer the one that the coach was shown."""


def today() -> date:
    """Return the date in the server's time zone, so that all coaches publish by one calendar."""
    return timezone.localdate(timezone=timezone.get_default_timezone())


def draft_rules(program, draft=None) -> rules.Program:
    """Return the draft as the rules read it; ``ValueError`` where it is not a possible ladder.

    ``draft``, a pair of an unsaved step and the steps that it requires, replaces the stored step.
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
    """Return a row as the rules read it; the other arguments are slugs."""
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
        load_step=_load_step(row),
        load_after=load_after,
        bar=_bar(row),
        sources=tuple(
            (what, source) for what in SOURCES if (source := getattr(row, f"{what}_source"))
        ),
        load_kind=row.load_kind or None,
        load_most=None if row.load_most is None else float(row.load_most),
        primer=row.primer,
    )


def _load_step(row):
    if row.load_kind == Step.LoadKind.BAND:
        return 1.0
    return None if row.load_step is None else float(row.load_step)


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


def step_columns(step: rules.Step) -> dict:
    """Return the columns for a step, and its links by slug; the reverse of ``rules_step``."""
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
        "load_kind": step.load_kind or "",
        "load_step": None if step.load_kind == "band" else step.load_step,
        "load_most": step.load_most,
        "primer": step.primer,
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
    names = ("row", "sets", "amount", "felt", "effort", "form", "at_load")
    columns = {f"bar_{name}": getattr(bar, name) for name in names}
    return columns | {"bar_hold": bar.hold_s or None}


def draft_digest(spec, last) -> str:
    """Hash the draft and the number of the revision that a page compared it with."""
    return sha256(repr((spec.steps, last and last.number)).encode()).hexdigest()


@transaction.atomic
def publish(program, *, on, by=None, seen=None, shipped=False) -> Revision:
    """Let plans follow the draft from ``on`` on; returns the last revision, new or not.

    A revision that was to come later is superseded on its own date by another one: none is changed
    or taken back. Raises ``ValueError`` where the draft is not a possible ladder, and for a date
    before that of the revision in force, which would change how past days were judged;
    ``DraftChanged`` where ``seen``, the digest that the coach was shown, no longer fits.
    """
    Program.objects.select_for_update().get(pk=program.pk)  # one publisher at a time
    spec, last = draft_rules(program), latest_revision(program)
    if seen is not None and seen != draft_digest(spec, last):
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
            spec=asdict(replace(spec, revision=number)),
            published_by=by,
            shipped=shipped,
        )
    return last


def latest_revision(program) -> Revision | None:
    """Return the one published last, in force or still to come."""
    return program.revisions.order_by("number").last()


class Span(NamedTuple):
    """A revision with the last day on which it is in force; ``None`` where none follows."""

    revision: Revision
    last: date | None

    @property
    def is_empty(self):
        """Whether another revision took its place on its first day."""
        return self.last is not None and self.last < self.revision.in_force_from


def revision_spans(program) -> list[Span]:
    """Return every revision with its last day, by the date from which it is in force."""
    rows = list(program.revisions.order_by("in_force_from", "number"))
    ends = [row.in_force_from - DAY for row in rows[1:]] + [None]
    return list(map(Span, rows, ends))


def timeline_of(program) -> rules.Timeline:
    """Return all revisions, in one query; ``Revision.DoesNotExist`` where nothing is published."""
    rows = program.revisions.order_by("in_force_from", "number")
    revisions = tuple((row.in_force_from, row.rules) for row in rows)
    if not revisions:
        raise Revision.DoesNotExist(f"{program.slug} has no revision yet")
    return rules.Timeline(revisions)


def revision_on(program, day) -> Revision:
    """Return the revision in force on a day; the first also counts for the days before it."""
    revisions = program.revisions.order_by("-in_force_from", "-number")
    revision = revisions.filter(in_force_from__lte=day).first() or revisions.last()
    if revision is None:
        raise Revision.DoesNotExist(f"{program.slug} has no revision yet")
    return revision


def enroll(user, *, on, program=None) -> Enrollment:
    """Put a runner on a program, unless the runner follows one already."""
    enrollment, _ = Enrollment.objects.get_or_create(
        user=user,
        defaults={"program": lambda: program or Program.objects.get(slug=DEFAULT), "since": on},
    )
    return enrollment


def in_force(on, slug=DEFAULT) -> rules.Program | None:
    """Return the program in force on a date, in one query; ``None`` where nothing is published."""
    revisions = Revision.objects.filter(program__slug=slug, in_force_from__lte=on)
    revision = revisions.order_by("in_force_from", "number").last()
    return revision and revision.rules
