"""The progression rules: history in, today's plan out. Standard library only, no clock."""

from .history import Choice, Feedback, History, Morning, Session, SetDone
from .plan import Answer, Item, Runner, StepView, plan, plan_from
from .program import Bar, Dose, Program, Step
from .reasons import Reason
from .state import State

__all__ = [
    "Answer", "Bar", "Choice", "Dose", "Feedback", "History", "Item", "Morning", "Program",
    "Reason", "Runner", "Session", "SetDone", "State", "Step", "StepView", "plan", "plan_from",
]
