"""The progression rules: history in, today's plan out. Standard library only, and no clock."""

from .fold import advance, fold, replay
from .history import Choice, Day, Feedback, History, Morning, Session, SetDone
from .plan import Answer, Need, StepView, may_waive, plan, plan_from
from .program import Bar, Dose, Program, Range, Step, Timeline
from .reasons import Reason
from .state import State, initial
from .today import Item, Runner

__all__ = [
    "Answer",
    "Bar",
    "Choice",
    "Day",
    "Dose",
    "Feedback",
    "History",
    "Item",
    "Morning",
    "Need",
    "Program",
    "Range",
    "Reason",
    "Runner",
    "Session",
    "SetDone",
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
