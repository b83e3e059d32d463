"""Lengths of time in the calendar, and the first day of a week."""

from datetime import date, timedelta

DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)


def monday_of(day: date) -> date:
    """The first day of the ISO week that holds ``day``."""
    return day - day.weekday() * DAY
