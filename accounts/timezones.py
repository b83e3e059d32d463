from functools import cache
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


@cache
def known_zones():
    return frozenset(available_timezones())


@cache
def offered_zones():
    """The zones that people look for: places, and UTC; not old names as in US/Eastern."""
    continents = (
        "Africa", "America", "Antarctica", "Arctic", "Asia",
        "Atlantic", "Australia", "Europe", "Indian", "Pacific",
    )  # fmt: skip
    places = (name for name in known_zones() if name.split("/")[0] in continents)
    return [*sorted(places), "UTC"]


@cache
def _by_typing():
    return {name.casefold(): name for name in known_zones()}


def zone_named(typed):
    """The zone that was meant, whatever its capitals and spaces; None if there is none."""
    return _by_typing().get(typed.strip().replace(" ", "_").casefold())


def validate_time_zone(name):
    if name not in known_zones():
        raise ValidationError(_("“%(name)s” is not a known time zone."), params={"name": name})
