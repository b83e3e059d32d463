"""Passkeys, codes of an app, recovery codes: what allauth.mfa leaves to its host."""

import base64
import time

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .forms import Plain

LASTS = 12 * 3600  # seconds for which a second factor opens the admin; a session lasts a year
KINDS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def kinds_of(user) -> list[str]:
    """The second factors that a runner set up; recovery codes are none of their own."""
    rows = Authenticator.objects.filter(user=user, type__in=KINDS).order_by("type")
    return [*rows.values_list("type", flat=True).distinct()]


def was_shown_lately(request) -> bool:
    shown = (
        record["at"]
        for record in get_authentication_records(request, request.user)
        if record["method"] == "mfa"
    )
    return time.time() - max(shown, default=0) < LASTS


class MFAAdapter(DefaultMFAAdapter):
    """Keeps the secrets sealed, so that a copy of the database alone makes no codes."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is not right. Codes change every half minute."),
        "unverified_email": _("Confirm your e-mail address first."),
    }

    def encrypt(self, text):
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        """Under a SECRET_KEY that is not known any more no code is right, and none is known."""
        try:
            return _seal().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return generate_totp_secret()

    def generate_authenticator_name(self, user, type):
        count = Authenticator.objects.filter(user=user, type=type).count()
        return (
            gettext("Passkey %(number)d") % {"number": count + 1} if count else gettext("Passkey")
        )


def _seal():
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    made = (salted_hmac(__name__, "", secret=key, algorithm="sha256").digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in made])


class CodeForm(Plain, AuthenticateForm):
    pass


class CodeAgainForm(Plain, ReauthenticateForm):
    pass


class FirstCodeForm(Plain, ActivateTOTPForm):
    pass


class PasskeyForm(Plain, AddWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = _("Tells it from your others.")
        alone = self.fields["passwordless"]
        alone.label = _("Log in with it alone, without the password")
        alone.help_text = _("Not for an old security key that knows no PIN.")
        alone.initial = True


class PasskeyNameForm(Plain, EditWebAuthnForm):
    pass
