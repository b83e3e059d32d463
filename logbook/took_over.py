"""What took over in a runner's last sessions, so that a cue can answer it."""

from datetime import date, timedelta

REMEMBERED = timedelta(7)  # ours: what took over longer ago says little about today


def took_over(entries, on: date) -> dict[str, str]:
    """By exercise, what took over in the last session that was told of; from ``Entry``s by date."""
    return {
        entry.exercise: entry.took_over
        for entry in entries
        if on - REMEMBERED <= entry.date < on and _is_told(entry)
    }


def _is_told(entry):
    """Whether anything was said; a row may stand empty, once that was taken back."""
    said = (entry.felt_left, entry.felt_right, entry.pain, entry.effort, entry.form)
    return bool(entry.took_over) or (not entry.feedback_skipped and said != (None,) * 5)
