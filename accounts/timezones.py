from functools import cache
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


@cache
def known_zones():
    return frozenset(available_timezones())


@cache
def offered_zones():
    """Return UTC and the zones named after places, without old names such as US/Eastern."""
    continents = (
        "Africa", "America", "Antarctica", "Arctic", "Asia",
        "Atlantic", "Australia", "Europe", "Indian", "Pacific",
    )  # fmt: skip
    places = (name for name in known_zones() if name.split("/")[0] in continents)
    return [*sorted(places), "UTC"]


@cache
def _zones_by_folded_name():
    return {name.casefold(): name for name in known_zones()}


def find_zone(typed):
    """Return the zone's name, whatever the capitals and spaces as typed, or None."""
    return _zones_by_folded_name().get(typed.strip().replace(" ", "_").casefold())


def validate_time_zone(name):
    if name not in known_zones():
        raise ValidationError(_("“%(name)s” is not a known time zone."), params={"name": name})
