from functools import cache
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


@cache
def known_zones():
    return frozenset(available_timezones())


def validate_time_zone(name):
    if name not in known_zones():
        raise ValidationError(_("“%(name)s” is not a known time zone."), params={"name": name})
