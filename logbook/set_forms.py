from datetime import timedelta
from functools import partial

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from exercises.load_field import LoadField
from exercises.typed_numbers import TypedIntegerField

from .converters import EARLIEST
from .describe import name_of_band
from .models import MOST_AMOUNT, MOST_BANDS, MOST_HOLD_S, MOST_LOAD_KG, Place

NOTHING_CHOSEN = _("Nothing is chosen yet: choose an answer, or skip the question.")


def number(label, least, most, error, required=False):
    return TypedIntegerField(
        label=label,
        min_value=least,
        max_value=most,
        required=required,
        error_messages={"min_value": error, "max_value": error, "invalid": error},
    )


def rating(label, required=False):
    return number(label, 0, 10, _("A whole number from 0 to 10."), required)


def band_choices(most):
    """The runner's bands, 1 the lightest, after the choice of none."""
    return [("", "–"), *((number, name_of_band(number)) for number in range(1, most + 1))]


class Named(forms.Form):
    """``cleaned_data`` holds only what was named and not left empty; the rest stays as it is."""

    def __init__(self, *args, user, days_off=0, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.days_off = user, days_off

    def clean(self):
        return {
            name: value
            for name, value in super().clean().items()
            if value not in self.fields[name].empty_values
        }


class OnDay(Named):
    """The day of the page that sends; without one, today.

    ``days_off``: by how many days the phone's calendar was wrong when it opened that page.
    """

    date = forms.DateField(label=_("Date"), required=False)

    def clean_date(self):
        today = self.user.today()
        date = self.cleaned_data["date"]
        try:
            date = date + timedelta(days=self.days_off) if date else today
        except OverflowError:
            raise ValidationError(_("This is too long ago.")) from None
        if date > self.user.latest_day():
            raise ValidationError(_("This day is still to come."))
        if date < EARLIEST:
            raise ValidationError(_("This is too long ago."))
        return date


class ChangeForm(Named):
    """How a set was done: amount, hold, and the load in the runner's units or as a band."""

    amount = number(_("Amount"), 1, MOST_AMOUNT, _("A whole number from 1 to 999."))
    hold_s = number(_("Hold"), 0, MOST_HOLD_S, _("Whole seconds, 0 to 600."))
    load = LoadField(
        label=_("Load"),
        required=False,
        most_kg=MOST_LOAD_KG,
        error_messages={"required": _("Enter a load first.")},
    )
    band = forms.TypedChoiceField(
        label=_("Band"),
        choices=partial(band_choices, MOST_BANDS),
        coerce=int,
        required=False,
        empty_value=None,
        error_messages={"invalid_choice": _("A band from 1 to 5.")},
    )

    def __init__(self, *args, asked_kg=None, **kwargs):
        super().__init__(*args, **kwargs)
        load = self.fields["load"]
        load.units, load.asked_kg = self.user.units, asked_kg

    def clean(self):
        values = super().clean()
        if "load" in values:
            values["load_kg"] = values.pop("load")
        if not values and not self.errors:
            self.add_error("amount", self.fields["amount"].error_messages["required"])
        return values


class MorningFields(forms.Form):
    """Where it hurt on the morning after, and whether from training; asked from 3 on."""

    place = forms.ChoiceField(
        label=_("Where?"), choices=Place, required=False, widget=forms.RadioSelect
    )
    not_training = forms.BooleanField(label=_("Not from training"), required=False)

    def clean(self):
        values = super().clean()
        return values | {"from_training": not values.pop("not_training", False)}


class HeldForm:
    """The field ``form`` is sent as ``held``: a control named "form" hides a form's own ``form``
    from scripts, htmx among them."""

    def add_prefix(self, field_name):
        return super().add_prefix("held" if field_name == "form" else field_name)
