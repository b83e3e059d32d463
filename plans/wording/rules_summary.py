"""The rules in short sentences for the plan page, each with whose choice it is."""

from django.utils.translation import gettext_lazy as _

_ARTICLE = [
    _("You feel the muscle before you load it: squeezes first, deadlifts last."),
    _("The light exercises are for every day, ten to twenty minutes."),
    _("Two or three lifts a week, with a full day off between."),
]
_OURS = [
    _("A step is proficient after a row of sessions at its bar. Then it helps to open the next."),
    _("You start at the bottom. One thing goes up at a time: amount, hold, sets, then load."),
    _("Sets go up to three by themselves. The fourth is yours: log one more."),
    _("Load goes up after two sessions with everything at the top: a small step, at most a tenth."),
    _("A set that falls short: the same again. Twice below the range: a step down."),
    _("Pain 3 to 5: the same again. 6 or more: easier, and a day off it, four after a lift."),
    _("Pain on the morning after counts for the day before."),
    _(
        "Pain of 6 or more twice running closes a step and what builds on it. Days with pain 2 or "
        "less reopen it."
    ),
    _("11 to 14 days away: a set fewer. 15 to 28: the bottom of the range, with less load."),
    _("More than 28 days away: you start again at the bottom, with half the load."),
    _("No lift on the day before a key run: it moves to the next day that can have one."),
    _("A run and a lift on one day: run first, three hours between at least. Six are better."),
    _("Where the minutes do not hold everything, what you did longest ago comes first."),
    _("You may open a locked step past a plain warning, or waive one for want of equipment."),
    _("The safety questions come at the start, every 12 weeks and after 28 days away."),
]
RULES_SUMMARY = [
    *((sentence, "article") for sentence in _ARTICLE),
    *((sentence, "ours") for sentence in _OURS),
]
