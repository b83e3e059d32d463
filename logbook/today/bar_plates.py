"""What to put on the bar for a lift, in words: the plates on each side, and two warm-up sets."""

from typing import NamedTuple

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from exercises.plates import Barbell, LoadedBar, load_bar, warm_up


class OnTheBar(NamedTuple):
    words: str  # the plates on each side, or why there are none
    note: str  # where the plates make less than is asked
    warm_up: list[str]


def on_the_bar(barbell: Barbell, load_kg: float, asked: str) -> OnTheBar:
    """``asked`` is the load in words."""
    loaded = load_bar(barbell, load_kg)
    bar = _weight(barbell.bar, barbell)
    if loaded is None:
        words = _("Lighter than the empty bar of %(bar)s: take a lighter bar or dumbbells.")
        return OnTheBar(words % {"bar": bar}, "", [])
    note = ""
    if not loaded.is_exact:
        values = {"load": asked, "total": _weight(loaded.total, barbell)}
        note = _("Your plates do not make %(load)s. This is %(total)s, the nearest below.") % values
    sets = [
        _("%(amount)d × %(load)s: %(plates)s")
        % {
            "amount": one.amount,
            "load": _weight(one.loaded.total, barbell),
            "plates": _plates(one.loaded, barbell),
        }
        for one in warm_up(barbell, load_kg)
    ]
    values = {"plates": _plates(loaded, barbell), "bar": bar}
    words = _("%(plates)s, on a bar of %(bar)s") if loaded.side else _("%(plates)s: %(bar)s")
    return OnTheBar(words % values, note, sets)


def _plates(loaded: LoadedBar, barbell: Barbell) -> str:
    if not loaded.side:
        return _("the empty bar")
    plates = " + ".join(number_format(plate.normalize()) for plate in loaded.side)
    return _("%(plates)s on each side") % {"plates": f"{plates} {barbell.units}"}


def _weight(load, barbell: Barbell) -> str:
    return f"{number_format(load.normalize())} {barbell.units}"
