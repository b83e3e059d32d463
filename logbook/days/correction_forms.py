"""Forms of the logbook: what was done on any day, typed in or put right afterwards."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from exercises.models import Exercise

from ..converters import EARLIEST
from ..models import MOST_AMOUNT, MOST_HOLD_S, MOST_LOAD_KG, MOST_NOTE, Feedback, SetEntry
from ..set_forms import HeldForm
from ..units import from_kg, to_kg


class DayForm(forms.Form):
    """A date on which something may have been done."""

    date = forms.DateField(label=_("Date"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["date"].widget.attrs["max"] = today.isoformat()

    def clean_date(self):
        date = self.cleaned_data["date"]
        if date > self.today:
            raise forms.ValidationError(_("That day is still to come."), code="future")
        if date < EARLIEST:
            raise forms.ValidationError(_("That is too long ago."), code="past")
        return date


class MoveForm(DayForm):
    """The day to which something of the day ``on`` goes."""

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, auto_id="move-%s", **kwargs)
        self.on = on
        self.fields["date"].label = _("Move to")

    def clean_date(self):
        date = super().clean_date()
        if date == self.on:
            raise forms.ValidationError(_("It is on that day already."), code="same")
        return date


class NoteForm(forms.Form):
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=MOST_NOTE,
        widget=forms.Textarea({"rows": 3}),
    )


class SetForm(forms.Form):
    """One set as done. ``values`` are the columns of a ``SetEntry``."""

    side = forms.ChoiceField(
        label=_("Side"), choices=SetEntry.Side, initial=SetEntry.Side.BOTH, widget=forms.RadioSelect
    )
    amount = forms.IntegerField(label=_("Amount"), min_value=1, max_value=MOST_AMOUNT)
    hold_s = forms.IntegerField(
        label=_("Hold, seconds"), min_value=0, max_value=MOST_HOLD_S, required=False
    )
    load = forms.DecimalField(
        label=_("Load"),
        min_value=0,
        decimal_places=2,
        required=False,
        widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off"}),
    )

    def __init__(self, *args, exercise, units, step=None, entry=None, **kwargs):
        if entry:
            kwargs["initial"] = {
                "side": entry.side,
                "amount": entry.amount,
                "hold_s": entry.hold_s,
                "load": from_kg(entry.load_kg, units),
            }
        super().__init__(*args, auto_id="set-%s", **kwargs)
        self.exercise, self.units, self.entry = exercise, units, entry
        self._fit(exercise, step)

    @property
    def has_sides(self):
        """So has a set that was stored with a side before the exercise lost them."""
        is_alone = self.entry is not None and self.entry.side != SetEntry.Side.BOTH
        return self.exercise.sides == Exercise.Sides.EACH or is_alone

    def _fit(self, exercise, step):
        """Ask only what this exercise has: of a step on the ladder, its hold and its load."""
        if step and not step.hold.high and not (self.entry and self.entry.hold_s):
            del self.fields["hold_s"]
        if step and step.load_step is None and not (self.entry and self.entry.load_kg):
            del self.fields["load"]
        else:
            pounds = self.units == "lb"
            self.fields["load"].label = _("Load, lb") if pounds else _("Load, kg")
        self.fields["amount"].label = exercise.get_unit_display().capitalize()
        if not self.has_sides:
            self.fields["side"].widget = forms.HiddenInput()
            self.fields["side"].required = False

    def clean_side(self):
        side = self.cleaned_data["side"] or SetEntry.Side.BOTH
        if side != SetEntry.Side.BOTH and not self.has_sides:
            raise forms.ValidationError(_("This one works both sides at once."), code="side")
        return side

    def clean_load(self):
        asked = self.entry and self.entry.load_kg
        load_kg = to_kg(self.cleaned_data["load"], self.units, asked)
        if load_kg is not None and load_kg > MOST_LOAD_KG:
            raise forms.ValidationError(_("That is more than anyone lifts."), code="max")
        return load_kg

    @property
    def values(self):
        values = dict(self.cleaned_data)
        if "load" in values:
            values["load_kg"] = values.pop("load")
        return values


class NewSetForm(SetForm):
    """A set that was not logged on the day. Its key lets a second sending store nothing."""

    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("initial", {})["key"] = uuid.uuid4()
        super().__init__(*args, **kwargs)


class FeedbackForm(HeldForm, forms.ModelForm):
    class Meta:
        model = Feedback
        fields = ["felt_left", "felt_right", "pain", "effort", "form", "took_over"]
        labels = {
            "felt_left": _("Felt left, 0 to 10"),
            "felt_right": _("Felt right, 0 to 10"),
            "pain": _("Pain, 0 to 10"),
            "effort": _("Effort, 0 to 10"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="said-%s", **kwargs)
        self.fields["form"].widget.choices = [
            ("unknown", "–"),
            ("true", _("Yes")),
            ("false", _("No")),
        ]
        self.fields["took_over"].choices = [("", "–"), *Feedback.TookOver.choices]


class MorningForm(forms.Form):
    pain = forms.IntegerField(label=_("Pain, 0 to 10"), min_value=0, max_value=10, required=False)
