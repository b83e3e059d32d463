from .access_keys import MOST_WEEKS, AccessToken, Secret, ShareLink
from .base import LAST_MS, DayQuerySet, Edited, RunnerQuerySet
from .derived import Derived
from .imports import (
    ColumnChoice,
    Import,
    ImportPart,
    StagedFeedback,
    StagedSet,
    WaitingFile,
)
from .reminders import MOST_DEVICES, MOST_HOURS, Device, Reminder, Reminders
from .runs import FARTHEST_RUN, MOST_RUN_MIN, MOST_RUNS_A_DAY, Run, RunImport
from .training import (
    MOST_AMOUNT,
    MOST_BANDS,
    MOST_HOLD_S,
    MOST_LOAD_KG,
    MOST_NOTE,
    Feedback,
    Place,
    SetEntry,
    SetQuerySet,
    Workout,
)

__all__ = [
    "FARTHEST_RUN",
    "LAST_MS",
    "MOST_AMOUNT",
    "MOST_BANDS",
    "MOST_DEVICES",
    "MOST_HOLD_S",
    "MOST_HOURS",
    "MOST_LOAD_KG",
    "MOST_NOTE",
    "MOST_RUNS_A_DAY",
    "MOST_RUN_MIN",
    "MOST_WEEKS",
    "AccessToken",
    "ColumnChoice",
    "DayQuerySet",
    "Derived",
    "Device",
    "Edited",
    "Feedback",
    "Import",
    "ImportPart",
    "Place",
    "Reminder",
    "Reminders",
    "Run",
    "RunImport",
    "RunnerQuerySet",
    "Secret",
    "SetEntry",
    "SetQuerySet",
    "ShareLink",
    "StagedFeedback",
    "StagedSet",
    "WaitingFile",
    "Workout",
]
