"""Loads are stored in kg; a runner reads and types them in kilograms or in pounds."""

import re
from decimal import ROUND_CEILING, Decimal

from django.utils.translation import gettext as _

KG_A_POUND = Decimal("0.45359237")
CM_AN_INCH = 2.54
# "10 to 15 cm" in any language; not where the text has its own measure before the bracket.
CENTIMETRES = re.compile(r"(?<!\d)(\d{1,9}+)(?:\D{1,5}(\d{1,9}+))?\scm\b(?!\))")
CENT, TENTH = Decimal("0.01"), Decimal("0.1")
EXACT = Decimal("0.000000001")  # kg; with nine places a tenth of a pound is exact


def load_in_units(kg: Decimal | float, units: str) -> Decimal:
    """Return a load as the runner reads it, without trailing zeros.

    Pounds are rounded up to a tenth: typed back, the load reaches the target in kg.
    """
    kg = Decimal(str(kg))
    in_lb = units == "lb"
    load = (kg / KG_A_POUND).quantize(TENTH, ROUND_CEILING) if in_lb else kg.quantize(CENT)
    return load.quantize(Decimal(1)) if load == load.to_integral() else load.normalize()


def from_kg(kg: Decimal | float | None, units: str) -> Decimal | None:
    """Return the same for a load that may be missing."""
    return None if kg is None else load_in_units(kg, units)


def to_kg(load: Decimal, units: str, asked_kg: Decimal | float | None = None) -> Decimal:
    """Return what was typed in kg. A number that reads like the target is exactly the target."""
    if asked_kg is not None and from_kg(asked_kg, units) == load:
        return Decimal(str(asked_kg)).quantize(EXACT)
    return (load * KG_A_POUND).quantize(EXACT) if units == "lb" else load.quantize(CENT)


def with_inches(text: str) -> str:
    """Put inches behind each distance in cm, for who counts in pounds."""
    return CENTIMETRES.sub(_with_inches, text)


def _with_inches(found: re.Match[str]) -> str:
    least, most = (number and round(int(number) / CM_AN_INCH) for number in found.groups())
    if most is None:
        return _("%(cm)s (%(inches)s in)") % {"cm": found[0], "inches": least}
    return _("%(cm)s (%(least)s–%(most)s in)") % {"cm": found[0], "least": least, "most": most}
