"""The progression rules: history in, today's plan out. Standard library only, and no clock."""

from .day_changes import DayChange
from .fold import advance, fold, replay
from .history import (
    Choice,
    Day,
    Feedback,
    History,
    Morning,
    Run,
    Session,
    SetDone,
    Settings,
)
from .plan import Answer, may_waive, plan, plan_from
from .program import Bar, Dose, Program, Range, Step, Timeline
from .reasons import Reason
from .state import Setup, State, initial
from .today import Item, Runner
from .views import LastSession, Need, StepView

__all__ = [
    "Answer",
    "Bar",
    "Choice",
    "Day",
    "DayChange",
    "Dose",
    "Feedback",
    "History",
    "Item",
    "LastSession",
    "Morning",
    "Need",
    "Program",
    "Range",
    "Reason",
    "Run",
    "Runner",
    "Session",
    "SetDone",
    "Settings",
    "Setup",
    "State",
    "Step",
    "StepView",
    "Timeline",
    "advance",
    "fold",
    "initial",
    "may_waive",
    "plan",
    "plan_from",
    "replay",
]
