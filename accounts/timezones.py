from datetime import timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.utils import timezone
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


def clocks_differ(one, other):
    """Return whether the clocks of two zones differ, now or in a month of the coming year."""
    if one == other:
        return False
    months = (timezone.now() + timedelta(days=30 * n) for n in range(12))
    zones = ZoneInfo(one), ZoneInfo(other)
    return any(len({month.astimezone(zone).utcoffset() for zone in zones}) > 1 for month in months)


def name_of_zone(name):
    """Return ``America/New York`` for ``America/New_York``."""
    return name.replace("_", " ")


def validate_time_zone(name):
    if name not in known_zones():
        raise ValidationError(_("“%(name)s” is not a known time zone."), params={"name": name})
