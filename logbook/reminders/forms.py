"""Forms of the reminders: what a runner wants, and the browser that a reminder is sent to."""

from datetime import UTC, datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from exercises.typed_numbers import TypedIntegerField

from ..models import MOST_HOURS, Device, Reminders
from . import push

NO_TIME = dict.fromkeys(("required", "invalid"), _("A time, such as 18:30."))


class TimeField(forms.TimeField):
    """``spoken`` is the full name for a screen reader where several fields have the same label."""

    widget = forms.TimeInput({"type": "time"}, "%H:%M")

    def __init__(self, spoken=None, **kwargs):
        super().__init__(error_messages=NO_TIME, **kwargs)
        if spoken is not None:
            self.widget.attrs["aria-label"] = spoken


class CalendarForm(forms.ModelForm):
    train_at = TimeField(label=_("When you train"))

    class Meta:
        model = Reminders
        fields = ["train_at"]


class RemindersForm(forms.ModelForm):
    training = forms.BooleanField(label=_("Training not yet done"), required=False)
    training_at = TimeField(label=_("At"), spoken=_("Remind of training at"))
    morning = forms.BooleanField(label=_("Pain on the morning after"), required=False)
    morning_at = TimeField(label=_("At"), spoken=_("Ask about the morning at"))
    run = forms.BooleanField(label=_("How a run was"), required=False)
    run_at = TimeField(label=_("At"), spoken=_("Ask about the run at"))
    squeeze = forms.BooleanField(label=_("A squeeze through the day"), required=False)
    squeeze_hours = TypedIntegerField(
        label=_("Hours in between"),
        min_value=1,
        max_value=MOST_HOURS,
    )
    squeeze_from = TimeField(label=pgettext_lazy("time of day", "From"), spoken=_("Squeezes from"))
    squeeze_until = TimeField(label=_("Until"), spoken=_("Squeezes until"))
    quiet_from = TimeField(label=pgettext_lazy("time of day", "From"), spoken=_("Quiet from"))
    quiet_until = TimeField(label=_("Until"), spoken=_("Quiet until"))

    class Meta:
        model = Reminders
        fields = [
            *("training", "training_at", "morning", "morning_at", "run", "run_at"),
            *("squeeze", "squeeze_hours", "squeeze_from", "squeeze_until"),
            *("quiet_from", "quiet_until"),
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Put together here, in the runner's language: `%` translates at once.
        which_hours = _("1 to %(most)d hours.") % {"most": MOST_HOURS}
        self.fields["squeeze_hours"].error_messages |= dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), which_hours
        )
        if self.is_bound and "run_at" not in self.data:  # from a page of before this was asked
            del self.fields["run"], self.fields["run_at"]

    def clean(self):
        values = super().clean()
        begins, ends = values.get("squeeze_from"), values.get("squeeze_until")
        if begins and ends and begins > ends:
            self.add_error("squeeze_until", _("Later than the first one."))
        if not self.errors:
            self._check_quiet_hours(values)
        return values

    def _check_quiet_hours(self, values):
        """Refuses a reminder that the quiet hours would always hold back."""
        wanted = Reminders(quiet_from=values["quiet_from"], quiet_until=values["quiet_until"])
        for kind in ("training", "morning", "run"):
            if values.get(kind) and wanted.is_quiet(values[f"{kind}_at"]):
                self.add_error(f"{kind}_at", _("This lies in your quiet hours."))


class DeviceForm(forms.Form):
    """The subscription that a browser got from its push service."""

    endpoint = forms.CharField(max_length=Device._meta.get_field("endpoint").max_length)
    p256dh = forms.CharField(max_length=88)
    auth = forms.CharField(max_length=24)
    expires = forms.IntegerField(required=False, min_value=0, max_value=10**13)  # ms since 1970

    def clean_endpoint(self):
        try:
            push.host_and_path(self.cleaned_data["endpoint"])
        except push.Unreachable:
            raise ValidationError(_("This is no push service.")) from None
        return self.cleaned_data["endpoint"]

    def clean_p256dh(self):
        return self._key("p256dh", lambda raw: len(raw) == 65 and push.public_key(raw))

    def clean_auth(self):
        return self._key("auth", lambda raw: len(raw) == 16)

    def clean_expires(self):
        ms = self.cleaned_data["expires"]
        return ms and datetime.fromtimestamp(ms / 1000, UTC)

    def _key(self, name, is_sound):
        try:
            sound = is_sound(push.from_base64url(self.cleaned_data[name]))
        except ValueError:
            sound = False
        if not sound:
            raise ValidationError(_("This is no key of a browser."))
        return self.cleaned_data[name]
