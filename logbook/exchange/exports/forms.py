"""Forms of the export page: the range of a report, a link to share, a token."""

from datetime import timedelta
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from exercises.http_cache import runner_changed

from ...converters import EARLIEST
from ...models import AccessToken, ShareLink
from ..access_keys import MOST, hand_out

MOST_DAYS = 366  # of a report
USUAL_RANGE = timedelta(weeks=12)
WEEKS = [(4, _("4 weeks")), (12, _("12 weeks")), (26, _("26 weeks")), (52, _("52 weeks"))]
NAME_IT = {"required": _("Give it a name, so that you can tell it from others.")}


def date_field(label, **options):
    no_date = _("A date, such as 2026-03-02.")
    return forms.DateField(
        label=label,
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
        error_messages={"required": no_date, "invalid": no_date},
        **options,
    )


class PeriodForm(forms.Form):
    """The days of a report, ``from`` and ``to`` in its address, and the name at its head."""

    name = forms.CharField(
        label=_("Name on the report"),
        max_length=80,
        required=False,
        help_text=_("Whose training it is, for whoever reads the sheet. It is not stored."),
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    first = date_field(_("From"))
    last = date_field(_("To"))

    def __init__(self, *args, last, **kwargs):
        super().__init__(*args, auto_id="report-%s", **kwargs)
        self.initial = {"first": last - USUAL_RANGE + timedelta(days=1), "last": last}
        for field in (self.fields["first"], self.fields["last"]):
            field.widget.attrs |= {"min": EARLIEST.isoformat(), "max": last.isoformat()}
            field.validators += [
                MinValueValidator(EARLIEST, _("That is too long ago.")),
                MaxValueValidator(last, _("That day is still to come.")),
            ]

    def add_prefix(self, field_name):
        return {"first": "from", "last": "to"}.get(field_name, field_name)

    def clean_last(self):
        first, last = self.cleaned_data.get("first"), self.cleaned_data["last"]
        if first and last < first:
            raise ValidationError(_("This is before the first day."))
        if first and (last - first).days >= MOST_DAYS:
            raise ValidationError(_("A report covers a year at most."))
        return last


class SecretForm(forms.ModelForm):
    """A secret that ``user`` hands out; a runner has a limited number of each kind.

    A form that is sent twice makes one: its key is that of the answer that came last, since that
    is the one on the screen.
    """

    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    def __init__(self, *args, user, **kwargs):
        model = self._meta.model
        super().__init__(
            *args, instance=model(user=user), auto_id=f"{model._meta.model_name}-%s", **kwargs
        )

    def clean_form_key(self):
        return self.cleaned_data["form_key"] or uuid4()

    def clean(self):
        values = super().clean()
        self.instance.form_key = values.get("form_key")
        self.sent_before = self._all().filter(form_key=self.instance.form_key)
        if self._all().count() - self.sent_before.count() >= MOST:
            full = _("You have %(most)d of these. Withdraw one that you no longer need first.")
            raise ValidationError(full, params={"most": MOST})
        return values

    def _all(self):
        return type(self.instance).objects.for_user(self.instance.user)

    @transaction.atomic
    def hand_out(self, prefix="") -> str | None:
        """Return the key, or nothing where the form is not valid.

        The runner's row is locked while the others are counted, so that two requests at once make
        no more than there may be.
        """
        runner_changed(self.instance.user)
        if not self.is_valid():
            return None
        return hand_out(self.instance, prefix, instead_of=self.sent_before)


class LinkForm(SecretForm):
    weeks = forms.TypedChoiceField(label=_("Shows the last"), choices=WEEKS, coerce=int, initial=12)
    ends_on = date_field(_("Last day, if it is to end by itself"), required=False)

    class Meta:
        model = ShareLink
        fields = ["name", "weeks", "ends_on", "with_notes"]
        labels = {"name": _("Heading of the page"), "with_notes": _("Show my notes too")}
        help_texts = {"name": _("Whoever has the link reads it, for example “Training of Jo”.")}
        error_messages = {"name": NAME_IT}

    def clean_ends_on(self):
        ends_on = self.cleaned_data["ends_on"]
        if ends_on and ends_on < self.instance.user.today():
            raise ValidationError(_("That day is over."))
        return ends_on


class TokenForm(SecretForm):
    may_log = forms.TypedChoiceField(
        label=pgettext_lazy("permission", "May"),
        choices=[
            ("read", pgettext_lazy("permission", "read")),
            ("log", pgettext_lazy("permission", "read and log sets")),
        ],
        coerce=lambda value: value == "log",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = AccessToken
        fields = ["name", "may_log"]
        labels = {"name": _("What is it for?")}
        help_texts = {"name": _("For example “Watch”.")}
        error_messages = {"name": NAME_IT}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, initial={"may_log": "read"}, **kwargs)
