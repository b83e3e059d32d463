"""What took over in a runner's last sessions, so that a cue can answer it."""

from collections.abc import Iterable
from datetime import date, timedelta

from .history import Entry

REMEMBERED = timedelta(7)  # ours: what took over longer ago says little about today


def took_over(entries: Iterable[Entry], on: date) -> dict[str, str]:
    """Returns {exercise: what took over in its last session with feedback}; entries are by date."""
    return {
        entry.exercise: entry.took_over or ""
        for entry in entries
        if on - REMEMBERED <= entry.date < on and _has_feedback(entry)
    }


def _has_feedback(entry: Entry) -> bool:
    """Tells feedback from a row that stands empty because what it held was taken back."""
    given = (entry.felt_left, entry.felt_right, entry.pain, entry.effort, entry.form)
    return bool(entry.took_over) or (not entry.feedback_skipped and given != (None,) * 5)
