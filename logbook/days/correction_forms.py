"""The forms of a day in the logbook, to enter or correct what was done on it."""

import uuid

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from exercises.day_names import name_of_day
from exercises.models import Exercise
from exercises.typed_numbers import TypedIntegerField
from exercises.units import from_kg

from ..converters import EARLIEST
from ..describe import labelled
from ..models import MOST_NOTE, Feedback, Place, SetEntry
from ..set_forms import ChangeForm, HeldForm, MorningFields, band_choices


class DayForm(forms.Form):
    """A date from the earliest that can be logged to the last."""

    date = forms.DateField(label=_("Date"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))

    def __init__(self, *args, last, **kwargs):
        super().__init__(*args, **kwargs)
        self.last = last
        self.fields["date"].widget.attrs["max"] = last.isoformat()

    def clean_date(self):
        date = self.cleaned_data["date"]
        if date > self.last:
            raise forms.ValidationError(_("That day is still to come."), code="future")
        if date < EARLIEST:
            raise forms.ValidationError(_("That is too long ago."), code="past")
        return date


class MoveForm(DayForm):
    """The day to which something of the day ``on`` is moved.

    Which feedback counts there is asked once both days turn out to have some.
    """

    keep = forms.ChoiceField(
        label=_("Both days say how it was. Which one counts?"),
        choices=[("this", ""), ("other", "")],
        required=False,
        widget=forms.RadioSelect,
    )
    asks_what_to_keep = False

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, auto_id="move-%s", **kwargs)
        self.on = on
        self.fields["date"].label = _("Move to")

    def clean_date(self):
        date = super().clean_date()
        if date == self.on:
            raise forms.ValidationError(_("It is on that day already."), code="same")
        return date

    def ask_what_to_keep(self, here, there):
        """Ask it, with what was said on each of the days in words."""
        self.asks_what_to_keep = True
        day = name_of_day(self.cleaned_data["date"], "MONTH_DAY_FORMAT")
        words = {"here": name_of_day(self.on, "MONTH_DAY_FORMAT"), "day": day}
        labels = [
            ("this", _("What you said on %(here)s") % words, here),
            ("other", _("What you said on %(day)s") % words, there),
        ]
        self.fields["keep"].choices = [
            (value, labelled(label, said) if said else label) for value, label, said in labels
        ]
        self.add_error("keep", _("Choose one, then move again. Undo brings both back."))


class NoteForm(forms.Form):
    note = forms.CharField(
        label=pgettext_lazy("of a day", "Note"),
        required=False,
        max_length=MOST_NOTE,
        widget=forms.Textarea({"rows": 3}),
    )


def _load_label(kind, units):
    if kind == "hips":
        return _("Load on the hips, lb") if units == "lb" else _("Load on the hips, kg")
    if kind == "hand":
        return _("Load in each hand, lb") if units == "lb" else _("Load in each hand, kg")
    return _("Load, lb") if units == "lb" else _("Load, kg")


class CorrectionForm(ChangeForm):
    """A set on a day's page. A hold, a load or a band that is left empty is removed from the set.

    It asks only for what the exercise has: with ``step``, the exercise on the runner's ladder of
    that day, for a hold and a load only where the step has them or ``entry``, the set as it is. A
    band is asked where it is the step's load.
    """

    side = forms.ChoiceField(
        label=_("Side"), choices=SetEntry.Side, initial=SetEntry.Side.BOTH, widget=forms.RadioSelect
    )

    field_order = ("side", "amount", "hold_s", "load", "band")

    def __init__(self, *args, user, exercise, step=None, entry=None, **kwargs):
        if entry:
            kwargs["initial"] = {
                "side": entry.side,
                "amount": entry.amount,
                "hold_s": entry.hold_s,
                "load": from_kg(entry.load_kg, user.units),
                "band": entry.band,
            }
            kwargs["asked_kg"] = entry.load_kg
        super().__init__(*args, user=user, auto_id="set-%s", **kwargs)
        self.exercise, self.entry = exercise, entry
        self.fields["amount"].required = True
        self.fields["amount"].label = capfirst(exercise.get_unit_display())
        self.fields["hold_s"].label = _("Hold, seconds")
        kind = step.load_kind if step else None
        self.fields["load"].label = _load_label(kind, user.units)
        most = max(user.bands, (entry and entry.band) or 1)
        self.fields["band"].choices = band_choices(most)
        if step and not step.hold.high and not (entry and entry.hold_s):
            del self.fields["hold_s"]
        if step and kind in (None, "band") and not (entry and entry.load_kg):
            del self.fields["load"]
        if kind != "band" and not (entry and entry.band):
            del self.fields["band"]
        if not self.has_sides:
            self.fields["side"].widget = forms.HiddenInput()
            self.fields["side"].required = False

    @property
    def has_sides(self):
        """A set that was stored with a side keeps it, though the exercise has none any more."""
        is_one_side = self.entry is not None and self.entry.side != SetEntry.Side.BOTH
        return self.exercise.sides == Exercise.Sides.EACH or is_one_side

    def clean_side(self):
        side = self.cleaned_data["side"] or SetEntry.Side.BOTH
        if side != SetEntry.Side.BOTH and not self.has_sides:
            raise forms.ValidationError(_("This one works both sides at once."), code="side")
        return side

    def clean(self):
        emptied = {
            column: None
            for field, column in (("hold_s", "hold_s"), ("load", "load_kg"), ("band", "band"))
            if field in self.fields
        }
        return emptied | super().clean()


class NewSetForm(CorrectionForm):
    """A set that was not logged on the day. Its key lets it be stored once, however often sent."""

    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, initial={"key": uuid.uuid4()}, **kwargs)


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


class MorningForm(MorningFields):
    pain = TypedIntegerField(label=_("Pain, 0 to 10"), min_value=0, max_value=10, required=False)

    field_order = ("pain", "place", "not_training")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="morning-%s", **kwargs)
        self.fields["place"].choices = [("", _("not said")), *Place.choices]
