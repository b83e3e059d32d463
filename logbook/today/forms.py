from urllib.parse import parse_qsl
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..models import MOST_AMOUNT, Feedback, SetEntry
from ..prescription import read_prescription
from ..set_forms import NOTHING_CHOSEN, ChangeForm, HeldForm, MorningFields, OnDay, rating

AS_LAST = ("felt_left", "felt_right", "pain", "effort", "held")


def unpack_set(posted):
    """The posted fields, with those that a lamp packs into its one value, ``set=side=left&…``."""
    fields = posted.copy()
    for name, value in parse_qsl(posted.get("set", "")):
        fields[name] = value
    return fields


class SetForm(OnDay, ChangeForm):
    """One set from a page: what, which side, how, and the key that the page gave it.

    ``cleaned_data["exercise"]`` is a ``Guide``, ``["asked"]`` a ``Prescription``. ``["number"]``
    says which set of the day and side it is, ``["shown_ms"]`` when the page was made; pages of
    earlier versions send neither.
    """

    exercise = forms.CharField(label=_("Exercise"), max_length=50)
    side = forms.ChoiceField(label=_("Side"), choices=SetEntry.Side, required=False)
    key = forms.UUIDField(label=pgettext_lazy("of a row", "Key"))
    asked = forms.CharField(required=False, max_length=500)
    pair = forms.UUIDField(required=False)  # the other side's key, if both were logged at once
    number = forms.IntegerField(required=False, min_value=1, max_value=MOST_AMOUNT)
    shown_ms = forms.IntegerField(required=False, min_value=0)

    field_order = ("exercise", "side", "key", "date", "asked")

    def __init__(self, posted, *, guides, **kwargs):
        super().__init__(unpack_set(posted), **kwargs)
        self.fields["amount"].required = True
        self.fields["load"].required = "load_wanted" in self.data  # the first load of a lift
        self.guides = guides

    def clean_exercise(self):
        guide = self.guides.get(self.cleaned_data["exercise"])
        if guide is None:
            raise ValidationError(_("There is no such exercise."))
        return guide

    def clean_side(self):
        side = self.cleaned_data["side"] or SetEntry.Side.BOTH.value
        guide = self.cleaned_data.get("exercise")
        if guide and side != SetEntry.Side.BOTH and not guide.each_side:
            raise ValidationError(_("This one works both sides at once."))
        return side

    def clean_asked(self):
        guide = self.cleaned_data.get("exercise")
        asked = guide and read_prescription(self.cleaned_data["asked"], guide.slug)
        if not asked or asked.cue not in {None, *(cue.pk for cue in guide.cues)}:
            return None  # from no page of ours, or its cue is deleted
        self.fields["load"].asked_kg = asked.load_kg
        return asked


class ShownForm(forms.Form):
    """What the address of a logged lamp says of it."""

    showed = forms.IntegerField(required=False, min_value=1, max_value=MOST_AMOUNT)

    @property
    def amount(self) -> int | None:
        """The amount that the lamp showed; ``None`` where the edit is of no lamp."""
        return self.cleaned_data["showed"] if self.is_valid() else None


class PairForm(SetForm):
    """Left and right alike: ``key`` is the left one's, ``pair`` the right one's.

    ``number`` and ``pair_number`` say which sets of their sides they are.
    """

    pair_number = forms.IntegerField(required=False, min_value=1, max_value=MOST_AMOUNT)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["pair"].required = True

    def clean_exercise(self):
        guide = super().clean_exercise()
        if not guide.each_side:
            raise ValidationError(_("This one works both sides at once."))
        return guide

    def clean_pair(self):
        pair = self.cleaned_data["pair"]
        if pair == self.cleaned_data.get("key"):
            raise ValidationError(_("Each side needs a key of its own."))
        return pair


def unpack_last(posted):
    """The posted fields; what they leave open is as last time, where the button says so."""
    fields = posted.copy()
    for name, value in parse_qsl(posted.get("last", "")):
        if name in AS_LAST and not fields.get(name):
            fields[name] = value
    return fields


class FeedbackForm(HeldForm, OnDay):
    """Answers to what a card asks; ``last`` packs those of last time into a button's value."""

    def __init__(self, posted, *, may_be_empty=False, **kwargs):
        super().__init__(unpack_last(posted), **kwargs)
        self.may_be_empty = may_be_empty

    felt_left = rating(_("Felt left"))
    felt_right = rating(_("Felt right"))
    pain = rating(_("Pain"))
    effort = rating(_("Effort"))
    form = forms.TypedChoiceField(
        label=_("Did your form hold?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
        required=False,
        empty_value=None,
    )
    took_over = forms.ChoiceField(
        label=_("What took over?"), choices=Feedback.TookOver, required=False
    )

    def clean(self):
        values = super().clean()
        if not (self.errors or self.may_be_empty or any(name != "date" for name in values)):
            raise ValidationError(NOTHING_CHOSEN)
        return values


class MorningForm(MorningFields, OnDay):
    """``pain`` comes from a button, ``worse`` from a number beside which the place is asked.

    A button counts, even where a number was ticked before.
    """

    pain = rating(_("Pain"))
    worse = rating(_("Pain"))

    def __init__(self, *args, may_be_empty=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.may_be_empty = may_be_empty

    def clean(self):
        values = super().clean()
        worse = values.pop("worse", None)
        pain = values.setdefault("pain", worse)
        if pain is None and not (self.errors or self.may_be_empty):
            self.add_error("pain", self.fields["pain"].error_messages["required"])
        return values


class SqueezeForm(forms.Form):
    """A squeeze sent without a key gets one, so it counts as one of its own."""

    key = forms.UUIDField(label=pgettext_lazy("of a row", "Key"), required=False)

    def clean_key(self):
        return self.cleaned_data["key"] or uuid4()
