"""Converters for dates and ISO weeks in addresses; one that does not exist is answered with 404."""

import re
from datetime import date

EARLIEST = date(2000, 1, 1)  # nothing is logged before
ISO_WEEK = re.compile(r"(\d{4})-W(\d{2})", re.ASCII)


def week_from(text: str) -> date:
    """The Monday of ``2026-W10``; ``ValueError`` for anything else."""
    found = ISO_WEEK.fullmatch(text)
    if not found:
        raise ValueError(f"{text} is no ISO week")
    return since_earliest(date.fromisocalendar(*map(int, found.groups()), 1))


def week_to(monday: date) -> str:
    year, week, _day = monday.isocalendar()
    return f"{year:04}-W{week:02}"


def since_earliest(day: date) -> date:
    if day < EARLIEST:
        raise ValueError(f"{day} is too long ago")
    return day


class DayConverter:
    regex = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        return since_earliest(date.fromisoformat(value))

    def to_url(self, value: date | str) -> str:
        return str(value)


class WeekConverter:
    regex = r"[0-9]{4}-W[0-9]{2}"

    def to_python(self, value: str) -> date:
        return week_from(value)

    def to_url(self, value: date | str) -> str:
        return value if isinstance(value, str) else week_to(value)
