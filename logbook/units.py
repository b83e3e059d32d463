"""Loads are stored in kg; a runner reads and types them in kilograms or pounds."""

from decimal import ROUND_CEILING, Decimal

KG_A_POUND = Decimal("0.45359237")
CENT, TENTH = Decimal("0.01"), Decimal("0.1")
EXACT = Decimal("0.000000001")  # kg; with nine places a tenth of a pound is exact


def from_kg(kg, units: str) -> Decimal | None:
    """The load in the runner's units, without trailing zeros.

    Pounds are rounded up to a tenth, so that the number typed back reaches the target in kg.
    """
    if kg is None:
        return None
    kg = Decimal(str(kg))
    in_lb = units == "lb"
    load = (kg / KG_A_POUND).quantize(TENTH, ROUND_CEILING) if in_lb else kg.quantize(CENT)
    return load.quantize(Decimal(1)) if load == load.to_integral() else load.normalize()


def to_kg(load: Decimal | None, units: str, asked_kg=None) -> Decimal | None:
    """What was typed, in kg. A number that reads like the target is exactly the target."""
    if load is None:
        return None
    if asked_kg is not None and from_kg(asked_kg, units) == load:
        return Decimal(str(asked_kg)).quantize(EXACT)
    return (load * KG_A_POUND).quantize(EXACT) if units == "lb" else load.quantize(CENT)
