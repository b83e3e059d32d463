"""The ladder in the admin. What a coach saves is the draft; ``draft_views`` publishes it."""

from .programs import ProgramAdmin
from .revisions import RevisionAdmin
from .steps import StepAdmin

__all__ = ["ProgramAdmin", "RevisionAdmin", "StepAdmin"]
