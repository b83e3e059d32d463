"""The smallest steps of load in a runner's gym, as the runner chooses them: ``2.5 kg``, ``5 lb``.

A bar's step is a pair of the smallest plates. A dumbbell's step is that of one hand.
"""

from decimal import Decimal
from typing import NamedTuple

from django.utils.formats import number_format
from django.utils.translation import gettext as _

BAR_STEPS = (
    *("0.5 kg", "1 kg", "2 kg", "2.5 kg", "5 kg", "10 kg"),
    *("1 lb", "2.5 lb", "5 lb", "10 lb", "20 lb"),
)
HAND_STEPS = (
    *("0.5 kg", "1 kg", "1.25 kg", "2 kg", "2.5 kg", "5 kg"),
    *("1 lb", "2.5 lb", "3 lb", "5 lb", "10 lb"),
)
DEFAULTS = {"kg": ("2.5 kg", "1 kg"), "lb": ("5 lb", "5 lb")}  # bar and hand, as in most gyms


class LoadSteps(NamedTuple):
    since: str  # ISO date, or empty for the first day
    bar: str
    hand: str


def bar_choices():
    return _grouped(BAR_STEPS, _plates_label)


def hand_choices():
    return _grouped(HAND_STEPS, _load_label)


def _grouped(steps, label):
    return [
        (name, [(step, label(*step.split())) for step in steps if step.endswith(units)])
        for units, name in (("kg", _("Kilograms")), ("lb", _("Pounds")))
    ]


def _load_label(load, units):
    return f"{number_format(load)} {units}"


def _plates_label(load, units):
    plate = (Decimal(load) / 2).normalize()
    return _("%(load)s: two plates of %(plate)s") % {
        "load": _load_label(load, units),
        "plate": _load_label(f"{plate:f}", units),
    }
