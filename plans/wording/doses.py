"""Words for loads, doses and bars."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from exercises.units import load_in_units

from ..rules import Bar, Dose, Range, Step


def describe_load(load_kg: float, units: str = "kg") -> str:
    load = {"load": number_format(load_in_units(load_kg, units))}
    return _("%(load)s kg") % load if units == "kg" else _("%(load)s lb") % load


def describe_band(number: int) -> str:
    """``band 2``; the runner's bands are numbered from the lightest."""
    return _("band %(band)d") % {"band": number}


def describe_load_of(kind: str | None, load_kg: float, units: str = "kg") -> str:
    """``40 kg``, ``12 kg in each hand``, ``10 kg on the hips``."""
    load = describe_load(load_kg, units)
    pattern = {"hand": _("%(load)s in each hand"), "hips": _("%(load)s on the hips")}
    return pattern.get(kind or "", "%(load)s") % {"load": load}


def describe_dose(step: Step, dose: Dose, units: str = "kg") -> str:
    """``3 × 8 each side, hold 3 s``, ``2 × 6 each side, 12 kg in each hand``."""
    words = _counted(step, _times(dose.sets, dose.amount))
    if dose.hold_s:
        words = _("%(dose)s, hold %(hold)d s") % {"dose": words, "hold": dose.hold_s}
    parts = [words]
    if dose.load_kg is not None:
        parts.append(describe_load_of(step.load_kind, dose.load_kg, units))
    if dose.band is not None:
        parts.append(describe_band(dose.band))
    return ", ".join(parts)


def describe_step(step: Step) -> list[tuple[str, str]]:
    """Return a step's dose, hold and frequency as (words, ``"article"`` or ``"ours"``)."""
    words = [(_counted(step, _times(_range(step.sets), _range(step.amount))), step.source("dose"))]
    if step.hold.high:
        words.append((_("hold %(hold)s s") % {"hold": _range(step.hold)}, step.source("hold")))
    return [*words, (describe_frequency(step), step.source("frequency"))]


def describe_bar(bar: Bar, step: Step | None = None) -> str:
    """``2 sessions at 3 × 12 × 3 s, felt 7 or more, pain 2 or less``."""
    return ngettext("%(row)d session at %(bar)s", "%(row)d sessions at %(bar)s", bar.row) % {
        "row": bar.row,
        "bar": describe_bar_session(bar, step),
    }


def describe_bar_session(bar: Bar, step: Step | None = None) -> str:
    """Describe all that one session must show."""
    words = [describe_bar_dose(bar, step)]
    if bar.at_load:
        words = [_("%(dose)s at the target load or more") % {"dose": words[0]}]
    if bar.felt is not None:
        words.append(_("felt %(felt)d or more") % {"felt": bar.felt})
    if bar.form:
        words.append(_("form held"))
    if bar.effort is not None:
        words.append(_("effort %(effort)d or less") % {"effort": bar.effort})
    return ", ".join([*words, _("pain 2 or less")])


def describe_bar_dose(bar: Bar, step: Step | None = None) -> str:
    hold = [_("%(hold)d s") % {"hold": bar.hold_s}] if bar.hold_s else []
    return _counted(step, _times(bar.sets, bar.amount, *hold))


COUNTED = {  # by unit and whether each side is trained alone
    ("steps", False): gettext_lazy("%(dose)s steps"),
    ("steps", True): gettext_lazy("%(dose)s steps each way"),
    ("switches", False): gettext_lazy("%(dose)s switches"),
    ("switches", True): gettext_lazy("%(dose)s switches each side"),
    ("repetitions", True): gettext_lazy("%(dose)s each side"),
}


def _counted(step: Step | None, numbers: str) -> str:
    """Add what is counted and on which side; repetitions on both sides need no word."""
    pattern = COUNTED.get((step.unit, step.each_side)) if step else None
    return str(pattern) % {"dose": numbers} if pattern else numbers


def _times(*numbers: object) -> str:
    return " × ".join(map(str, numbers))


def _range(ends: Range) -> str:
    return str(ends.low) if ends.low == ends.high else f"{ends.low}–{ends.high}"


def describe_frequency(step: Step) -> str:
    if step.hinge:
        return _("2–3 days a week, a full day off between")
    if step.days_of_7 is None:
        return _("every day")
    return ngettext("%(days)d day of 7 at most", "%(days)d days of 7 at most", step.days_of_7) % {
        "days": step.days_of_7
    }
