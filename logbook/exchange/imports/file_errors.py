"""What can be wrong with a file or one of its lines, and what is odd about a set; each in words."""

from django.utils.translation import gettext_lazy as _


class FileError(Exception):
    """The whole file cannot be read. Its text says why, to the runner."""

    def __init__(self, message, **values):
        super().__init__(message)
        self.message, self.values = message, values

    def __str__(self):
        return str(self.message) % self.values if self.values else str(self.message)


class LineError(Exception):
    """One line cannot be stored: a key of ``REASONS``, and what stands there."""

    def __init__(self, reason, found=""):
        super().__init__(reason)
        self.reason, self.found = reason, str(found)[:60]


REASONS = {
    "date": _("the date cannot be read"),
    "early": _("a day before the year 2000"),
    "future": _("a day that is still to come"),
    "exercise": _("no exercise is named"),
    "unknown": _("an exercise that is not in the library"),
    "nothing": _("neither repetitions nor seconds"),
    "amount": _("repetitions are a whole number from 1 to 999"),
    "hold": _("seconds are a whole number from 0 to 600"),
    "load": _("a load is a number from 0 to 999 kg"),
    "band": _("a band is a whole number from 1 to 5"),
    "side": _("a side is both, left or right"),
    "minutes": _("minutes are a whole number from 1 to 999"),
    "rating": _("ratings are whole numbers from 0 to 10"),
    "word": _("a word that is not known here"),
    "key": _("not a key of ours"),
    "twice": _("the same key stands twice in the file"),
    "crowded": _("more than 500 sets on one day"),
    "columns": _("more cells than the header has"),
    "shape": _("something else stands here than there should"),
    "rest": _("a rest timer, no set"),
}

# Why a set is odd; odd sets are left out unless the runner takes them.
MARKS = {
    "warmup": _("Warm-up sets"),
    "heavy": _("Loads over 300 kg"),
    "many": _("More than 100 repetitions"),
    "copy": _("Lines that stand in the file twice, word for word"),
}
HEAVY_KG, MANY = 300, 100  # ours: more is a slip of the pen, nearly always
