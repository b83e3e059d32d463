"""A load as people type it, with a decimal comma or a decimal point, in kilograms or pounds."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from . import units
from .typed_numbers import TypedDecimalField


class LoadField(TypedDecimalField):
    """Takes a load in ``units`` and gives it in kg; ``asked_kg`` is what the page showed."""

    units = "kg"
    asked_kg: Decimal | float | None = None

    def __init__(self, *, most_kg, **kwargs):
        super().__init__(min_value=0, decimal_places=2, **kwargs)
        self.most_kg = most_kg

    def clean(self, value):
        load = super().clean(value)
        if load is None:
            return None
        most = units.from_kg(self.most_kg, self.units)
        if load > most:
            values = {"most": most, "units": self.units}
            raise ValidationError(_("0 to %(most)s %(units)s."), params=values)
        return min(units.to_kg(load, self.units, self.asked_kg), Decimal(self.most_kg))
