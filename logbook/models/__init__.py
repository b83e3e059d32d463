from .access_keys import MOST_WEEKS, AccessToken, Secret, ShareLink
from .base import LAST_MS, DayQuerySet, Edited, RunnerQuerySet
from .derived import Derived
from .imports import Import, ImportPart
from .reminders import MOST_DEVICES, MOST_HOURS, Device, Reminder, Reminders
from .runs import MOST_RUN_MIN, Run
from .training import (
    MOST_AMOUNT,
    MOST_HOLD_S,
    MOST_LOAD_KG,
    MOST_NOTE,
    Feedback,
    SetEntry,
    SetQuerySet,
    Workout,
)

__all__ = [
    "LAST_MS",
    "MOST_AMOUNT",
    "MOST_DEVICES",
    "MOST_HOLD_S",
    "MOST_HOURS",
    "MOST_LOAD_KG",
    "MOST_NOTE",
    "MOST_RUN_MIN",
    "MOST_WEEKS",
    "AccessToken",
    "DayQuerySet",
    "Derived",
    "Device",
    "Edited",
    "Feedback",
    "Import",
    "ImportPart",
    "Reminder",
    "Reminders",
    "Run",
    "RunnerQuerySet",
    "Secret",
    "SetEntry",
    "SetQuerySet",
    "ShareLink",
    "Workout",
]
