"""Accounts whose owner never proved their address.

A stranger can sign up with anybody's address. Until a code of the mail was typed, nobody has ever
been in such an account, and it must not keep the owner of the address out.
"""

from .models import User


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
