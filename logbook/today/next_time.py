"""The reasons of the rules on the evening of a day."""

from django.utils.translation import gettext_lazy, ngettext_lazy

from plans.wording import SENTENCES, Wording


class NextTimeWording(Wording):
    """Reasons on the evening of a day, when "last time" is today."""

    sentences = SENTENCES | {
        "raise-amount": ngettext_lazy(
            "All done, so one more: %(to)d.", "All done, so %(by)d more: %(to)d.", "by"
        ),
        "raise-hold": gettext_lazy("All done, so one second more is asked: %(to)d s."),
        "raise-sets": gettext_lazy("All done, so one set more is asked: %(to)d."),
        "again-lighter": gettext_lazy(
            "Lighter than asked: the same again. Twice, and it follows you."
        ),
        "again-miss": gettext_lazy("A set fell short: the same again."),
        "again-form": gettext_lazy("Form did not hold: the same again."),
        "easy-week-kept": gettext_lazy("It is an easy week: the same again."),
    }
