"""The addresses that are the same on every page of today, looked up once."""

from functools import cache

from django.urls import reverse

from ..converters import EARLIEST


@cache
def addresses() -> dict[str, str]:
    """Returns the addresses that are the same on every page; those of a day with ``{day}``."""
    names = (
        *(
            "today",
            "log_set",
            "log_pair",
            "guided",
            "primer",
            "log_primer",
            "plan",
            "easy_week",
            "exercises",
        ),
        *("change_day", "take_day_change_back", "zone"),
    )
    found = {name: reverse(name) for name in names}
    for name in ("today_ahead", "guided_ahead", "primer_ahead"):
        found[name] = reverse(name, args=[EARLIEST]).replace(str(EARLIEST), "{day}")
    return found
