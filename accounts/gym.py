"""The smallest steps of load in a runner's gym, as the runner says them: ``2.5 kg``, ``5 lb``.

Of a bar it is the whole bar's step: a pair of the smallest plates. Of dumbbells it is one hand's.
"""

from decimal import Decimal
from typing import NamedTuple

from django.utils.formats import number_format
from django.utils.translation import gettext as _

BAR = (
    *("0.5 kg", "1 kg", "2 kg", "2.5 kg", "5 kg", "10 kg"),
    *("1 lb", "2.5 lb", "5 lb", "10 lb", "20 lb"),
)
HAND = (
    *("0.5 kg", "1 kg", "1.25 kg", "2 kg", "2.5 kg", "5 kg"),
    *("1 lb", "2.5 lb", "3 lb", "5 lb", "10 lb"),
)
USUAL = {"kg": ("2.5 kg", "1 kg"), "lb": ("5 lb", "5 lb")}  # bar and hand, in most gyms


class Steps(NamedTuple):
    since: str  # ISO date; empty: from the first day
    bar: str
    hand: str


def bar_choices():
    return _grouped(BAR, _plates)


def hand_choices():
    return _grouped(HAND, _load)


def _grouped(steps, label):
    return [
        (name, [(step, label(*step.split())) for step in steps if step.endswith(units)])
        for units, name in (("kg", _("Kilograms")), ("lb", _("Pounds")))
    ]


def _load(load, units):
    return f"{number_format(load)} {units}"


def _plates(load, units):
    plate = (Decimal(load) / 2).normalize()
    return _("%(load)s: two plates of %(plate)s") % {
        "load": _load(load, units),
        "plate": _load(f"{plate:f}", units),
    }
