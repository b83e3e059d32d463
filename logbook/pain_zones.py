"""The three zones of pain from 0 to 10.

Each has a word and a shape beside its colour, for readers who cannot tell the colours apart.
"""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import pgettext_lazy

from plans.rules.bars import AMBER, RED


@dataclass(frozen=True)
class PainZone:
    key: str  # in the names of CSS classes
    name: str
    word: str  # the name inside a sentence
    shape: SafeString  # SVG in a box of 14 x 14
    numbers: range


CIRCLE = SafeString('<circle cx="7" cy="7" r="6"/>')
TRIANGLE = SafeString('<path d="M7 1 13.500 13H.5z"/>')
SQUARE = SafeString('<rect x="1" y="1" width="12" height="12" rx="2"/>')
ZONES = (
    PainZone(
        "ok",
        pgettext_lazy("pain zone", "Fine"),
        pgettext_lazy("pain zone", "fine"),
        CIRCLE,
        range(AMBER),
    ),
    PainZone(
        "care",
        pgettext_lazy("pain zone", "Some"),
        pgettext_lazy("pain zone", "some"),
        TRIANGLE,
        range(AMBER, RED),
    ),
    PainZone(
        "stop",
        pgettext_lazy("pain zone", "Bad"),
        pgettext_lazy("pain zone", "bad"),
        SQUARE,
        range(RED, 11),
    ),
)


def zone_of(pain: float) -> PainZone:
    return next(zone for zone in ZONES if pain < zone.numbers.stop)
