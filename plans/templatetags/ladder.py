from dataclasses import dataclass

from django import template

from exercises.models import Exercise
from plans import programs
from plans.wording import describe_bar

register = template.Library()


@dataclass(frozen=True)
class Bar:
    """What an exercise must show before the next one opens."""

    exercise: Exercise
    words: str
    source: str  # "article" or "ours"


@dataclass(frozen=True)
class Place:
    """Where an exercise stands on the ladder that everybody starts on."""

    before: list[Bar]  # what opens it
    after: list[Exercise]  # what it opens
    bar: Bar | None  # what it must show for that


@register.simple_tag
def place(exercise, library):
    """``{% place exercise library as place %}``; None for what is no step of the ladder.

    ``library`` holds the exercises to name. One query.
    """
    program = programs.in_force(programs.today())
    step = program and program.by_exercise.get(exercise.slug)
    if not step:
        return None
    named = {row.slug: row for row in library}
    bars = {
        one.exercise: Bar(named[one.exercise], describe_bar(one.bar, one), one.source("bar"))
        for one in program.steps
        if one.bar and one.exercise in named
    }
    return Place(
        before=[bars[slug] for slug in step.requires if slug in bars],
        after=[
            named[one.exercise]
            for one in program.steps
            if exercise.slug in one.requires and one.exercise in named
        ],
        bar=bars.get(exercise.slug),
    )
