"""Accounts whose owner never proved their address.

A stranger can sign up with anybody's address. Until a code of the mail was typed, nobody has ever
been in such an account, and it must not keep the owner of the address out.
"""

from datetime import timedelta

from allauth.account import app_settings
from django.utils import timezone

from .models import User


def is_abandoned(email: str) -> bool:
    """Whether there is such an account whose code has expired.

    Until then it may be its owner who looks for the mail, so no sign-up takes its place.
    """
    expires = timedelta(seconds=app_settings.EMAIL_VERIFICATION_BY_CODE_TIMEOUT)
    return unconfirmed_accounts(email).filter(date_joined__lt=timezone.now() - expires).exists()


def unconfirmed_accounts(email: str):
    """The account that was made by a sign-up with this address and was never confirmed, if any.

    One that staff made, or that somebody used before there was a mail server, is none.
    """
    signed_up = User.objects.filter(email=email.lower(), emailaddress__email=email.lower())
    never_in = signed_up.filter(last_login=None, is_active=True, is_staff=False, is_superuser=False)
    return never_in.exclude(emailaddress__verified=True)


def forget_unconfirmed(email: str, *, but=None) -> None:
    """Deletes that account, unless it is that of the user ``but``."""
    found = unconfirmed_accounts(email).exclude(pk=but and but.pk).values_list("pk", flat=True)
    User.objects.filter(pk__in=list(found)).delete()
