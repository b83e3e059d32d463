"""Loads are stored in kg; a runner reads and types them in kilograms or in pounds."""

from decimal import ROUND_CEILING, Decimal

KG_A_POUND = Decimal("0.45359237")
CENT, TENTH = Decimal("0.01"), Decimal("0.1")


def load_in_units(kg: Decimal | float, units: str) -> Decimal:
    """Return a load as the runner reads it, without trailing zeros.

    Pounds are rounded up to a tenth: typed back, the load reaches the target in kg.
    """
    kg = Decimal(str(kg))
    in_lb = units == "lb"
    load = (kg / KG_A_POUND).quantize(TENTH, ROUND_CEILING) if in_lb else kg.quantize(CENT)
    return load.quantize(Decimal(1)) if load == load.to_integral() else load.normalize()
