from dataclasses import dataclass

from django import template

from exercises.models import Exercise
from plans import programs
from plans.wording import describe_bar

register = template.Library()


@dataclass(frozen=True)
class Bar:
    """What a runner must show in an exercise before the next one opens."""

    exercise: Exercise
    words: str
    source: str  # "article" or "ours"


@dataclass(frozen=True)
class Place:
    """The place of an exercise on the ladder that everybody starts on."""

    before: list[Bar]  # the bars that open it
    after: list[Exercise]  # the exercises that it opens
    bar: Bar | None  # None: the last step


@register.simple_tag
def place(exercise, library):
    """``{% place exercise library as place %}``; ``None`` for an exercise that is not a step.

    ``library`` holds the exercises to name. It takes one query.
    """
    program = programs.in_force(programs.today())
    step = program and program.by_exercise.get(exercise.slug)
    if not step:
        return None
    named = {row.slug: row for row in library}
    bars = {
        other.exercise: Bar(
            named[other.exercise], describe_bar(other.bar, other), other.source("bar")
        )
        for other in program.steps
        if other.bar and other.exercise in named
    }
    return Place(
        before=[bars[slug] for slug in step.requires if slug in bars],
        after=[
            named[other.exercise]
            for other in program.steps
            if exercise.slug in other.requires and other.exercise in named
        ],
        bar=bars.get(exercise.slug),
    )
