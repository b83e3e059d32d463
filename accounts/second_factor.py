"""Passkeys, codes of an app and recovery codes: our forms and adapter for allauth.mfa."""

import base64
import logging
import time

from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from allauth.mfa.webauthn.internal.auth import parse_registration_response
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import Error as DatabaseTrouble
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from fido2.cose import UnsupportedKey

from . import guessing
from .forms import PlainLabels, with_plain_labels

LASTS_S = 12 * 3600  # a second factor opens the admin for so long; a session lasts a year
SALT = "accounts.second_factor"  # changing it would make all stored secrets unreadable
MOST_PASSKEYS = 20  # of a runner
LONGEST_PASSKEY = 20_000  # characters; with an attestation some have 8,000
TYPES = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)

logger = logging.getLogger(__name__)


def second_factor_types_of(user) -> list[str]:
    """Return the types that a runner set up, without recovery codes, which only replace them."""
    rows = Authenticator.objects.filter(user=user, type__in=TYPES).order_by("type")
    return [*rows.values_list("type", flat=True).distinct()]


def has_recent_second_factor(request) -> bool:
    times = (
        record["at"]
        for record in get_authentication_records(request, request.user)
        if record["method"] == "mfa"
    )
    return time.time() - max(times, default=0) < LASTS_S


class MFAAdapter(DefaultMFAAdapter):
    """Encrypts the secrets, so that a copy of the database alone makes no codes."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is not right. Codes change every half minute."),
        "incorrect_passkey": _("This passkey could not be read. Try again."),
        "unverified_email": _("Confirm your e-mail address first."),
    }

    def encrypt(self, text):
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        """Return a random secret, so that no code is right, when the SECRET_KEY has been lost."""
        try:
            return _fernet().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return generate_totp_secret()

    def generate_authenticator_name(self, user, type):
        count = Authenticator.objects.filter(user=user, type=type).count()
        return (
            gettext("Passkey %(number)d") % {"number": count + 1} if count else gettext("Passkey")
        )


def _fernet():
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    digests = (salted_hmac(SALT, "", secret=key, algorithm="sha256").digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


class CountedTries:
    """A form with a code that may be tried a few times; allauth's own limit is off (settings)."""

    def clean_code(self):
        """Counts the try, and undoes that where the code is right and nothing is raised."""
        account = guessing.code_account(self.user)
        counted = guessing.count_try(context.request, account, {self.user.pk})
        code = super().clean_code()
        counted.rollback()
        return code


class CodeForm(CountedTries, PlainLabels, AuthenticateForm):
    pass


class CodeAgainForm(CountedTries, PlainLabels, ReauthenticateForm):
    pass


FirstCodeForm = with_plain_labels(ActivateTOTPForm)
PasskeyNameForm = with_plain_labels(EditWebAuthnForm)


class RefusesNonsense:
    """A form with what a browser says of a passkey; nothing in there makes an error of ours.

    allauth and fido2 take it apart as if it were as it should be, also before anybody is logged
    in, and raise what they do not name where it is not.
    """

    def full_clean(self):
        try:
            super().full_clean()
        except DatabaseTrouble:
            raise
        except Exception as error:
            logger.info("A passkey could not be read: %s", type(error).__name__)
            self.add_error("credential", MFAAdapter.error_messages["incorrect_passkey"])
        if self.errors:
            self.data = self.data.copy()
            self.data["credential"] = ""  # the page would read it again, and may fail to write it


class PasskeyLoginForm(RefusesNonsense, LoginWebAuthnForm):
    pass


class PasskeySecondForm(RefusesNonsense, AuthenticateWebAuthnForm):
    pass


class PasskeyAgainForm(RefusesNonsense, ReauthenticateWebAuthnForm):
    pass


class PasskeyForm(RefusesNonsense, PlainLabels, AddWebAuthnForm):
    def clean(self):
        """Refuses what could not be used to log in, and what would only fill the database."""
        mine = Authenticator.objects.filter(user=self.user, type=Authenticator.Type.WEBAUTHN)
        if mine.count() >= MOST_PASSKEYS:
            full = _("You have %(most)d passkeys. Remove one that you no longer need first.")
            raise ValidationError(full, params={"most": MOST_PASSKEYS})
        sent = self.data.get("credential", "")
        # Browsers write words and base64; other characters may be such that no database stores.
        if len(sent) > LONGEST_PASSKEY or not sent.isascii() or "\\" in sent:
            raise ValidationError(MFAAdapter.error_messages["incorrect_passkey"])
        values = super().clean()
        if credential := values.get("credential"):
            made = parse_registration_response(credential).response.attestation_object.auth_data
            if isinstance(made.credential_data.public_key, UnsupportedKey):
                raise ValidationError(MFAAdapter.error_messages["incorrect_passkey"])
        return values

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = _("Tells it from your others.")
        passwordless = self.fields["passwordless"]
        passwordless.label = _("Log in with it alone, without the password")
        passwordless.help_text = _("Not for an old security key that knows no PIN.")
        passwordless.initial = True
