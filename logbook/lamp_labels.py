"""What a lamp is called and where it sends, for the cards and for the tags that draw them."""

from functools import cache

from django.urls import reverse
from django.utils.translation import gettext as _

PATTERN_KEY = "00000000-0000-4000-8000-000000000000"  # the key in addresses that are filled in


@cache
def set_addresses() -> dict[str, str]:
    """Returns the addresses that log and edit a set, with ``{key}`` for its key."""
    addresses = {
        name: reverse(f"{name}_set", args=[PATTERN_KEY]) for name in ("change", "delete", "restore")
    }
    return {"log": reverse("log_set")} | {
        name: address.replace(PATTERN_KEY, "{key}") for name, address in addresses.items()
    }


def open_label(name: str, amount: object) -> str:
    return _("%(set)s: log %(amount)s") % {"set": name, "amount": amount}


def logged_label(name: str, amount: object) -> str:
    pattern = _("%(set)s: %(amount)s logged. Press to take one off.")
    return pattern % {"set": name, "amount": amount}
