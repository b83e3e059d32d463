"""Loads, doses and bars in words."""

from dataclasses import asdict, is_dataclass
from math import ceil

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

LB = 0.45359237  # kg


def describe_load(load_kg, units="kg"):
    if units == "kg":
        return _("%(load)s kg") % {"load": number_format(f"{round(float(load_kg), 2):g}")}
    # To a tenth, upwards: typed back, it reaches the target.
    pounds = ceil(round(float(load_kg) / LB * 10, 6)) / 10
    return _("%(load)s lb") % {"load": number_format(f"{pounds:g}")}


def describe_dose(step, dose, units="kg"):
    """``3 × 8 each side, hold 3 s``; the load of a one-sided lift is per hand."""
    words = _counted(step) % {"dose": _times(dose.sets, dose.amount)}
    if dose.hold_s:
        words = _("%(dose)s, hold %(hold)d s") % {"dose": words, "hold": dose.hold_s}
    if dose.load_kg is not None:
        pattern = _("%(dose)s, %(load)s in each hand") if step.each_side else "%(dose)s, %(load)s"
        words = pattern % {"dose": words, "load": describe_load(dose.load_kg, units)}
    return words


def describe_step(step):
    """What a step asks and how often, each with whose figure it is: ``[(words, source), …]``."""
    dose = {"dose": _times(_range(step.sets), _range(step.amount))}
    asks = [(_counted(step) % dose, step.source("dose"))]
    if step.hold.high:
        hold = {"hold": _range(step.hold)}
        asks.append((_("hold %(hold)s s") % hold, step.source("hold")))
    return [*asks, (_often(step), step.source("frequency"))]


def _range(of):
    return str(of.low) if of.low == of.high else f"{of.low}–{of.high}"


def _often(step):
    if step.hinge:
        return _("2–3 days a week, a full day off between")
    if step.days_of_7 is None:
        return _("every day")
    return ngettext("%(days)d day of 7 at most", "%(days)d days of 7 at most", step.days_of_7) % {
        "days": step.days_of_7
    }


def describe_bar(bar, step=None):
    """``2 sessions at 3 × 12 × 3 s, felt 7 or more, pain 2 or less``."""
    row = _as_dict(bar)["row"]
    return ngettext("%(row)d session at %(bar)s", "%(row)d sessions at %(bar)s", row) % {
        "row": row,
        "bar": describe_bar_session(bar, step),
    }


def _as_dict(bar):
    return asdict(bar) if is_dataclass(bar) else bar


def _times(*numbers):
    return " × ".join(map(str, numbers))


def _counted(step):
    each = step.each_side if step else False
    return {
        ("steps", False): _("%(dose)s steps"),
        ("steps", True): _("%(dose)s steps each way"),
        ("switches", False): _("%(dose)s switches"),
        ("switches", True): _("%(dose)s switches each side"),
        ("repetitions", True): _("%(dose)s each side"),
    }.get((step.unit if step else "repetitions", each), "%(dose)s")


def describe_bar_dose(bar, step=None):
    bar = _as_dict(bar)
    hold = [_("%(hold)d s") % {"hold": bar["hold_s"]}] if bar["hold_s"] else []
    return _counted(step) % {"dose": _times(bar["sets"], bar["amount"], *hold)}


def describe_bar_session(bar, step=None):
    """All that one session must show."""
    values = _as_dict(bar)
    asked = [describe_bar_dose(bar, step)]
    if values["at_load"]:
        asked[0] = _("%(dose)s at the target load or more") % {"dose": asked[0]}
    if values["felt"] is not None:
        asked.append(_("felt %(felt)d or more") % values)
    if values["form"]:
        asked.append(_("form held"))
    if values["effort"] is not None:
        asked.append(_("effort %(effort)d or less") % values)
    asked.append(_("pain 2 or less"))
    return ", ".join(asked)
