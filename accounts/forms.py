from allauth.account import forms as allauth
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.email_verification import (
    consume_email_verification_rate_limit,
)
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.ratelimit import respond_429
from django import forms
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.db import transaction
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from exercises.load_field import LoadField
from exercises.models import Equipment
from exercises.plates import HEAVIEST_BAR, MOST_SIZES, parse_plates, plates_as_text
from exercises.querysets import ALWAYS_THERE
from exercises.typed_numbers import TypedDecimalField, TypedIntegerField
from exercises.units import from_kg

from . import guessing
from .gym_steps import DEFAULTS, bar_choices, hand_choices
from .models import BANDS, HEAVIEST, MINUTES, MOST_KG, SETTINGS, User
from .timezones import find_zone
from .unconfirmed import forget_unconfirmed, is_abandoned


def check_mailable(email: str) -> None:
    """Refuses letters before the @ that no mail server takes; Django takes ı and ſ for i and s."""
    if not email.rpartition("@")[0].isascii():
        raise forms.ValidationError(EmailValidator.message, code="invalid")


class PlainLabels:
    """An allauth form with our labels, short help and no placeholder that repeats the label."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        for name, label in (
            ("email", _("E-mail")),
            ("login", _("E-mail")),
            ("oldpassword", _("Password now")),
            ("password1", _("New password") if "password2" in self.fields else _("Password")),
            ("password2", _("The new password once more")),
            ("code", _("Code")),
            ("name", _("Name")),
        ):
            if name in self.fields:
                self.fields[name].label = label
        for field in self.fields.values():
            if isinstance(field, forms.EmailField):
                field.validators.append(check_mailable)
        if "password1" in self.fields:
            self.fields["password1"].help_text = _(
                "At least 8 characters, and not one that many people use."
            )


def with_plain_labels(form):
    return type(form.__name__, (PlainLabels, form), {"__module__": __name__})


ChangePasswordForm = with_plain_labels(allauth.ChangePasswordForm)
LoginForm = with_plain_labels(allauth.LoginForm)
ReauthenticateForm = with_plain_labels(allauth.ReauthenticateForm)
ResetPasswordKeyForm = with_plain_labels(allauth.ResetPasswordKeyForm)
SetPasswordForm = with_plain_labels(allauth.SetPasswordForm)


class AddEmailForm(PlainLabels, allauth.AddEmailForm):
    """The new e-mail address of a runner."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("New e-mail address")

    def clean_email(self):
        """Checks the address. Without mail nobody can prove it, so the form says if it is taken."""
        email = super().clean_email()
        if not settings.SENDS_MAIL and guessing.runners_by_email(email):
            raise get_adapter().validation_error("email_taken")
        return email

    @transaction.atomic
    def save(self, request):
        """Sends a code to the new address; without mail, which sends none, makes it the address."""
        if settings.SENDS_MAIL:
            return super().save(request)
        EmailAddress.objects.filter(user=self.user).delete()
        email = self.cleaned_data["email"]
        self.user.email = email
        self.user.save(update_fields=["email"])
        return EmailAddress.objects.create(user=self.user, email=email, primary=True)


class MailedCodeForm(PlainLabels, allauth.ConfirmEmailVerificationCodeForm):
    """The code that proves an address. It is nobody else's who once signed up with it."""

    def clean_code(self):
        is_right = allauth.BaseConfirmCodeForm.clean_code(self)
        if is_right and self.email and self.user:
            forget_unconfirmed(self.email, but=self.user)
        return super().clean_code()


class ResetPasswordForm(PlainLabels, allauth.ResetPasswordForm):
    sends_mail = settings.SENDS_MAIL

    def clean(self):
        if not self.sends_mail:
            raise ValidationError(_("This Hipdrive sends no e-mail."))
        return super().clean()

    def clean_email(self):
        """Checks the address, and that not more links than a few are sent to it."""
        email = super().clean_email()
        if self.sends_mail:
            runners = guessing.runners_by_email(email)
            guessing.count_try(context.request, email.lower(), runners, guessing.OF_LINKS)
        return email


class SignupForm(PlainLabels, allauth.SignupForm):
    # app.js fills it in and nobody sees it, so a wrong value is not reported as an error.
    time_zone = forms.CharField(
        required=False, widget=forms.HiddenInput(attrs={"data-time-zone": True})
    )

    def clean_time_zone(self):
        return find_zone(self.cleaned_data["time_zone"]) or settings.TIME_ZONE

    def try_save(self, request):
        """Makes the account; where the address has one, a mail says so to its owner alone.

        One whose code expired unused makes way, since a stranger may have made it. Where no mail
        may be sent now, nothing is made. Hashing a password takes a second, and without it the
        answer would say who is known.
        """
        email = self.cleaned_data["email"]
        if settings.SENDS_MAIL and not consume_email_verification_rate_limit(
            request, email, dry_run=True
        ):
            raise ImmediateHttpResponse(respond_429(request))
        if self.account_already_exists and is_abandoned(email):
            self.account_already_exists = False
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        return super().try_save(request)

    @transaction.atomic
    def save(self, request):
        """Stores the runner whole or not at all."""
        if settings.SENDS_MAIL:
            forget_unconfirmed(self.cleaned_data["email"])
        return super().save(request)

    def signup(self, request, user):
        user.time_zone = self.cleaned_data["time_zone"]
        user.language = get_language()
        user.save(update_fields=["time_zone", "language"])


class EquipmentField(forms.ModelMultipleChoiceField):
    """Takes and returns a list of slugs of equipment."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        super().__init__(Equipment.objects.of_the_ladder(), to_field_name="slug", **kwargs)

    def label_from_instance(self, equipment):
        if not equipment.instead:
            return equipment.name.localized
        return format_html(
            "{}<small>{}</small>",
            equipment.name.localized,
            _("Without it: %(instead)s") % {"instead": equipment.instead},
        )

    def clean(self, value):
        """Pages that were open before the mat and the wall were left out still send them."""
        asked = [slug for slug in value or () if slug not in ALWAYS_THERE]
        return [equipment.slug for equipment in super().clean(asked)]


class TrainingForm(forms.ModelForm):
    """The minutes and the equipment that a day's plan has to fit."""

    minutes = TypedIntegerField(
        label=_("Minutes a day"),
        min_value=MINUTES[0],
        max_value=MINUTES[1],
        help_text=_("10 to 20. Lifts come on top, two or three days a week."),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), _("A whole number, 10 to 20.")
        ),
    )
    equipment = EquipmentField(
        label=_("What you have"),
        required=False,
        help_text=_("The plan asks for nothing that you do not tick."),
    )

    class Meta:
        model = User
        fields = ["minutes", "equipment"]

    @transaction.atomic
    def save(self, commit=True):
        """Save these fields alone, since another tab may have saved others, and note what was."""
        stored = User.objects.select_for_update().get(pk=self.instance.pk)
        before, zone = stored.training_settings, stored.time_zone
        for name in self._meta.fields:
            setattr(stored, name, getattr(self.instance, name))
        stored.save(update_fields=self._meta.fields)
        stored.remember_settings(before)
        stored.remember_zone(zone)
        self.instance.earlier_settings = stored.earlier_settings
        self.instance.earlier_zones = stored.earlier_zones
        return self.instance


def heaviest(label, help_text):
    return LoadField(label=label, help_text=help_text, required=False, most_kg=MOST_KG)


def languages():
    return [("", _("What my browser asks for")), *settings.LANGUAGES]


class SettingsForm(TrainingForm):
    lifts = forms.TypedChoiceField(
        label=_("Lifts a week"),
        choices=[(2, _("Two")), (3, _("Three"))],
        coerce=int,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("The most that the plan asks for in seven days."),
    )
    bands = TypedIntegerField(
        label=_("Number of bands"),
        min_value=BANDS[0],
        max_value=BANDS[1],
        required=False,
        help_text=_("1 to 5, of different strength. The lightest is band 1."),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), _("A whole number, 1 to 5.")
        ),
    )
    heaviest_bar_kg = heaviest(_("Heaviest bar"), _("With all its plates. Empty: no limit."))
    heaviest_hand_kg = heaviest(
        _("Heaviest dumbbell"), _("In one hand, of a pair that you have. Empty: no limit.")
    )
    heaviest_hips_kg = heaviest(
        _("Heaviest weight for the hips"),
        _("What you would lay on your hips in a bridge. Empty: no limit, 0: none."),
    )
    bar_step = forms.ChoiceField(
        label=_("Smallest step of the bar"),
        choices=bar_choices,
        required=False,
        help_text=_("What the smallest pair of plates adds. Deadlift targets keep to it."),
    )
    hand_step = forms.ChoiceField(
        label=_("Smallest step of the dumbbells"),
        choices=hand_choices,
        required=False,
        help_text=_("From one dumbbell to the next, in one hand."),
    )
    bar = TypedDecimalField(
        label=_("Weight of the empty bar"),
        min_value=1,
        max_value=HEAVIEST_BAR,
        decimal_places=2,
        required=False,
        help_text=_("Often 20 kg or 45 lb; a trap bar may weigh more. Empty: what is usual."),
    )
    plates = forms.CharField(
        label=_("Plates"),
        max_length=90,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("What one plate weighs, each size once, a space between them."),
    )
    squeeze = forms.ChoiceField(
        label=_("Squeeze, on every page"),
        choices=[
            ("log", _("Logs ten seconds at once")),
            ("count", _("Counts ten seconds, then logs")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(label=_("Language"), choices=languages, required=False)
    time_zone = forms.CharField(
        label=_("Time zone"),
        max_length=64,
        widget=forms.TextInput(
            attrs={"list": "zones", "autocomplete": "off", "spellcheck": "false"}
        ),
        help_text=_("It says when your day begins. Type a city, as in Europe/Lisbon."),
    )

    class Meta(TrainingForm.Meta):
        fields = ["language", "units", "time_zone", "minutes", *SETTINGS]
        labels = {"units": _("Loads in")}
        widgets = {"units": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if len(settings.LANGUAGES) == 1:
            del self.fields["language"]
        steps = self.instance.load_steps
        for name in HEAVIEST:
            self._show_in_units(name, self.instance.units)
        self.initial |= {"bar_step": steps.bar, "hand_step": steps.hand}
        self.initial["squeeze"] = "count" if self.instance.counts_squeezes else "log"
        barbell = self.instance.barbell
        self.barbell_units = barbell.units
        # As the runner's language writes numbers; `parse_plates` reads each way.
        sizes = plates_as_text(barbell.plates).split()
        self.initial |= {"bar": barbell.bar, "plates": " ".join(map(number_format, sizes))}
        for name in ("bar", "plates"):
            self.fields[name].label = format_lazy("{}, {}", self.fields[name].label, barbell.units)

    def clean(self):
        """What a page that was open before these fields came does not send stays as it is."""
        values = super().clean()
        for name in ("language", "lifts", "bands", *HEAVIEST):
            if name not in self.fields:  # the language, where there is one
                continue
            if self.add_prefix(name) not in self.data:
                values[name] = getattr(self.instance, name)
            elif name in ("lifts", "bands") and values.get(name, "0") in ("", None):
                self.add_error(name, self.fields[name].error_messages["required"])
        return values

    def _show_in_units(self, name, units):
        """Show a load in the units of this page, in which it is also typed and read."""
        field, stored = self.fields[name], self.initial[name]
        field.units, field.asked_kg = units, stored
        field.label = format_lazy("{}, {}", field.label, units)
        self.initial[name] = from_kg(stored, units)

    def save(self, commit=True):
        user = super().save(commit)
        user.use_load_steps(*self._load_steps(), since=user.new_steps_count_from())
        self._set_barbell(user)
        if squeeze := self.cleaned_data["squeeze"]:
            user.counts_squeezes = squeeze == "count"
        user.save(update_fields=["gym", "bar_weight", "plates", "counts_squeezes"])
        return user

    def _set_barbell(self, user):
        """Store what was typed, in the units in which it was shown."""
        bar, plates = self.cleaned_data["bar"], self.cleaned_data["plates"]
        if "bar" in self.changed_data and self.add_prefix("bar") in self.data:
            user.bar_weight = f"{plates_as_text([bar])} {self.barbell_units}" if bar else ""
        if "plates" in self.changed_data and self.add_prefix("plates") in self.data:
            user.plates = f"{plates_as_text(plates)} {self.barbell_units}" if plates else ""

    def clean_plates(self):
        typed = self.cleaned_data["plates"].strip()
        sizes = parse_plates(typed) if typed else ()
        if sizes is None:
            raise ValidationError(
                _("Numbers from 0.1 to 100, at most %(most)d, with a space between them."),
                params={"most": MOST_SIZES},
            )
        return sizes

    def _load_steps(self):
        """Return the chosen steps; for one left unchanged, the old step or the new units' usual."""
        has_new_units = "units" in self.changed_data
        usual = DEFAULTS[self.instance.units] if has_new_units else self.instance.load_steps[1:]
        return [
            (name in self.changed_data and self.cleaned_data[name]) or step
            for name, step in zip(("bar_step", "hand_step"), usual, strict=True)
        ]

    def clean_time_zone(self):
        typed = self.cleaned_data["time_zone"]
        zone = find_zone(typed)
        if zone is None:
            raise ValidationError(
                _("“%(typed)s” is not a time zone we know."), params={"typed": typed}
            )
        return zone
