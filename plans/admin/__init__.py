"""The ladder as a coach edits it: what is saved here is the draft, and runners see none of it.

``draft_views`` publishes it.
"""

from .programs import ProgramAdmin
from .revisions import RevisionAdmin
from .steps import StepAdmin

__all__ = ["ProgramAdmin", "RevisionAdmin", "StepAdmin"]
