from dataclasses import dataclass

from django import template

from exercises.http_cache import per_library_stamp
from exercises.library import library
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
def place(exercise):
    """``{% place exercise as place %}``; None for an exercise that is no step of the ladder."""
    return places_on(programs.today()).get(exercise.slug)


@per_library_stamp
def places_on(day) -> dict[str, Place]:
    """Every step of the ladder that is in force on a day, by the slug of its exercise."""
    program, rows = programs.in_force(day), library().by_slug
    steps = [step for step in program.steps if step.exercise in rows] if program else []
    bars = {
        step.exercise: Bar(rows[step.exercise], describe_bar(step.bar, step), step.source("bar"))
        for step in steps
        if step.bar
    }
    return {
        step.exercise: Place(
            before=[bars[slug] for slug in step.requires if slug in bars],
            after=[rows[other.exercise] for other in steps if step.exercise in other.requires],
            bar=bars.get(step.exercise),
        )
        for step in steps
    }
