"""Slows down whoever guesses passwords and codes, and never the runner whose they are.

A wrong try counts for the browser or address that made it and the account it was made at, so a
stranger uses up no try of the runner's. Against guessing from many addresses there is a ceiling for
each account over all strangers. A browser in which the runner was logged in before, or is now,
counts by itself alone: neither the ceiling nor the neighbours behind its address slow it down.

All limits are sliding windows, in which only what was let through counts: who waits may go on.
"""

from allauth.account.internal.userkit import filter_users_by_email
from allauth.core.internal import ratelimit
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from . import known_browsers

APP = "accounts"
RATES = {
    # Of one visitor, right or wrong: each try costs a hash.
    "tries_by_browser": "30/m/key",
    "tries_by_address": "30/m/ip",
    # Wrong passwords or codes: of one visitor at one account, of one address at any, of all
    # strangers together at one account. A try that was right does not count.
    "wrong_here": "5/5m/key",
    "wrong_by_address": "10/m/ip",
    "wrong_by_strangers": "30/h/key",
    # Links for a new password, whether the address has an account or not.
    "links_here": "5/h/key",
    "links_by_strangers": "10/h/key",
}
OF_PASSWORDS = ("wrong_here", "wrong_by_address", "wrong_by_strangers")
OF_LINKS = ("links_here", "links_by_strangers")
WAIT_A_MINUTE = _("Too many tries. Wait a minute, then try again.")
LOOK_INTO_YOUR_MAIL = _(
    "Enough links for now. Look into your mail, also among the spam: those that you find work."
)
MESSAGES = {
    "tries_by_browser": WAIT_A_MINUTE,
    "tries_by_address": WAIT_A_MINUTE,
    "wrong_here": _("Too many tries. Wait five minutes, then try again."),
    "wrong_by_address": _("Too many tries from your network. Wait a minute, then try again."),
    "wrong_by_strangers": _(
        "Somebody tries many passwords for this address. Log in with a browser that you logged in "
        "with before, get a new password, or try again in a while."
    ),
    "links_here": LOOK_INTO_YOUR_MAIL,
    "links_by_strangers": LOOK_INTO_YOUR_MAIL,
}


def count_try(request, account: str, runners, actions=OF_PASSWORDS) -> ratelimit.RateLimitUsage:
    """Count a try at an account before it is made; call ``rollback()`` if it was right.

    ``account`` is what was typed, or who is asked; ``runners`` are the keys of those whom it means,
    of whom there may be none. Raises ``ValidationError`` where the visitor has to wait.
    """
    browser = _name_of_browser(request, runners)
    visitor = browser or ratelimit.get_ip(request)
    here, *more = actions
    _consume(request, f"tries_by_{'browser' if browser else 'address'}", visitor)
    counted = _consume(request, here, f"{visitor} {account}")
    for action in () if browser else more:
        try:
            counted.usage += _consume(request, action, account).usage
        except ValidationError:
            counted.rollback()  # what is not tried is not wrong
            raise
    return counted


def _consume(request, action, key):
    usage = ratelimit.consume(request, app=APP, action=action, config=RATES, key=key)
    if usage is None:
        raise ValidationError(MESSAGES[action], code="too_many_tries")
    return usage


def runners_by_email(email: str) -> set[int]:
    return {user.pk for user in filter_users_by_email(email)}


def code_account(user) -> str:
    """The account under which tries at a runner's codes are counted."""
    return f"codes of {user.pk}"


def forget_tries(request, account: str, runners) -> None:
    """Delete the counters of an account: all strangers' together and this visitor's.

    The counters of a network address stay: this must be no way to more tries.
    """
    browser = _name_of_browser(request, runners)
    here = [f"{visitor} {account}" for visitor in {browser, ratelimit.get_ip(request)}]
    for action, keys in {
        "tries_by_browser": [browser],
        "wrong_here": here,
        "links_here": here,
        "wrong_by_strangers": [account],
        "links_by_strangers": [account],
    }.items():
        for key in keys:
            ratelimit.clear(request, app=APP, action=action, config=RATES, key=key)


def _name_of_browser(request, runners) -> str:
    if name := known_browsers.name_if_known(request, runners):
        return name
    if request.user.is_authenticated and request.user.pk in runners:
        return known_browsers.name_of_session(request)
    return ""
