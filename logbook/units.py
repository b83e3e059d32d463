"""Loads are stored in kg; a runner reads and types them in kilograms or pounds."""

from decimal import Decimal

from plans.units import CENT, KG_A_POUND, load_in_units

EXACT = Decimal("0.000000001")  # kg; with nine places a tenth of a pound is exact


def from_kg(kg: Decimal | float | None, units: str) -> Decimal | None:
    return None if kg is None else load_in_units(kg, units)


def to_kg(
    load: Decimal | None, units: str, asked_kg: Decimal | float | None = None
) -> Decimal | None:
    """What was typed, in kg. A number that reads like the target is exactly the target."""
    if load is None:
        return None
    if asked_kg is not None and from_kg(asked_kg, units) == load:
        return Decimal(str(asked_kg)).quantize(EXACT)
    return (load * KG_A_POUND).quantize(EXACT) if units == "lb" else load.quantize(CENT)
