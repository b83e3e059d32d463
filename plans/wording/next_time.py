"""The reasons of the rules on the evening of a day."""

from django.utils.translation import gettext_lazy, ngettext_lazy

from .reasons import Wording
from .sentences import SENTENCES


class NextTimeWording(Wording):
    """Reasons of tomorrow's plan on the evening of a day, when "last time" is today."""

    sentences = SENTENCES | {
        "raise-amount": ngettext_lazy(
            "All done, so one more: %(to)d.", "All done, so %(by)d more: %(to)d.", "by"
        ),
        "raise-hold": gettext_lazy("All done, so one second more is asked: %(to)d s."),
        "raise-sets": gettext_lazy("All done, so one set more is asked: %(to)d."),
        "again-lighter": gettext_lazy(
            "Lighter than asked: the same again. Twice, and it follows you."
        ),
        "again-short-of": gettext_lazy(
            "It was %(done)d of %(sets)d sets: the whole dose stays as it was."
        ),
        "again-miss": gettext_lazy("A set fell short: the same again."),
        "again-form": gettext_lazy("Form did not hold: the same again."),
        "easy-week-kept": gettext_lazy("It is an easy week: the same again."),
        "easy-week-back": gettext_lazy("It is an easy week: still the dose of the first day back."),
        "lift-before-run": gettext_lazy(
            "A key run is on the day after tomorrow: the lift moves to %(next)s."
        ),
        "other-lift": gettext_lazy("%(other)s has its turn tomorrow. Next: %(name)s."),
        "weekly-most": ngettext_lazy(
            "%(name)s rests tomorrow: %(days)d day of seven is the most.",
            "%(name)s rests tomorrow: %(days)d days of seven are the most.",
            "days",
        ),
    }
