"""What can be wrong with a file or one of its lines, and what is odd about a set; each in words."""

from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from ...uploads.errors import FileError, LineError

__all__ = [
    "ADVICE",
    "HEAVY_KG",
    "MANY",
    "MARKS",
    "PASSED_OVER",
    "REASONS",
    "USUAL_ADVICE",
    "FileError",
    "LineError",
    "describe_passed_over",
]

# What is wrong with a line. The last two are of previews that an earlier version made.
REASONS = {
    "date": _("the date cannot be read"),
    "early": _("a day before the year 2000"),
    "future": _("a day that is still to come"),
    "exercise": _("no exercise is named"),
    "unknown": _("an exercise that is not in the library"),
    "amount": _("repetitions are a whole number from 1 to 999"),
    "hold": _("seconds are a whole number from 0 to 600"),
    "load": _("a load is a number from 0 to 999 kg"),
    "effort": _("an effort is a number from 1 to 10"),
    "band": _("a band is a whole number from 1 to 5"),
    "side": _("a side is both, left or right"),
    "minutes": _("minutes are a whole number from 1 to 999"),
    "distance": _("metres are a whole number"),
    "rating": _("ratings are whole numbers from 0 to 10"),
    "word": _("a word that is not known here"),
    "key": _("not a key of ours"),
    "twice": _("the same key stands twice in the file"),
    "crowded": _("more than 500 sets on one day"),
    "crowded-runs": _("more than 20 runs on one day"),
    "columns": _("more cells than the header has"),
    "shape": _("something else stands here than there should"),
    "nothing": _("neither repetitions nor seconds"),
    "rest": _("a rest timer, no set"),
}

# What to do about it; about the others: put the line right in the file.
ADVICE = {
    "date": _(
        "Write dates as in 2026-05-04. 03/04/2026 can be read once another date of the file is "
        "past the 12th."
    ),
    "early": _("Put the year right."),
    "future": _("Put the date right, or your time zone in the settings."),
    "exercise": _("Write its name into the line."),
    "hold": _("Longer than ten minutes it is no hold. Put the time right, or leave it out."),
    "load": _("Put the load right, or choose the other unit when you bring the file."),
    "effort": _("The set comes in without its effort. You can rate it on its day."),
    "twice": _("The first one comes in. Delete the key of the other if it is another set."),
    "crowded": _("The first 500 come in. Look whether the dates are right."),
    "crowded-runs": _("The first 20 come in. Look whether the dates are right."),
    "columns": _("A comma in a name? Put the name in quotation marks."),
    "nothing": _("Nothing: no set was done."),
    "rest": _("Nothing: no set was done."),
}
USUAL_ADVICE = _("Put it right in the file.")

# Why a set is odd; odd sets are left out unless the runner takes them.
MARKS = {
    "warmup": _("Warm-up sets"),
    "kind": _("Sets of a kind that is not known here"),
    "heavy": _("Loads over 300 kg"),
    "many": _("More than 100 repetitions"),
    "copy": _("Lines that stand in the file twice, word for word"),
}
HEAVY_KG, MANY = 300, 100  # ours: more is a slip of the pen, nearly always


PASSED_OVER = {
    "rest": ngettext_lazy("%(n)d rest or note", "%(n)d rests and notes", "n"),
    "planned": ngettext_lazy(
        "%(n)d set planned and not done", "%(n)d sets planned and not done", "n"
    ),
    "distance": ngettext_lazy(
        "%(n)d distance without repetitions", "%(n)d distances without repetitions", "n"
    ),
}


def describe_passed_over(counts: dict[str, int]) -> str:
    """One sentence on the lines that are no sets done, and no faults."""
    parts = [words % {"n": counts[kind]} for kind, words in PASSED_OVER.items() if counts.get(kind)]
    if not parts:
        return ""
    return gettext("No faults, but no sets either: %(list)s.") % {"list": ", ".join(parts)}
