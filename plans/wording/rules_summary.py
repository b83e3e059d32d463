"""The rules in short sentences for the plan page, each with whose choice it is."""

from django.utils.translation import gettext_lazy as _

_ARTICLE = [
    _("You feel the muscle before you load it: squeezes first, deadlifts last."),
    _("The light exercises are for every day, ten to twenty minutes."),
    _("Two or three lifts a week, with a full day off between."),
]
_OURS = [
    _("A step is proficient after a row of sessions at its bar. Then it helps to open the next."),
    _("You start at the bottom. One thing goes up at a time, what the bar still lacks first."),
    _("Sets go up to three by themselves. The fourth is yours: log one more."),
    _(
        "Load goes up after two sessions with everything at the top: at most a tenth, or one step "
        "where that is more."
    ),
    _("Load on the hips and the next band are offered at the top, and never owed."),
    _(
        "Load in the hands is offered from the bottom on, once you are proficient in the deadlift "
        "or go on without it, and never owed."
    ),
    _("None is offered on a day that has fewer sets than the dose: it would not count."),
    _("None of these is offered while a clinician is advised; a load that is there stays."),
    _("A first load in a lift is the empty bar, or the lightest there is, on those days."),
    _(
        "Nor while pain of 6 or more or a race keeps lifts away, nor after such pain until a "
        "session with pain 2 or less."
    ),
    _("No target passes the heaviest that you have, nor the most that a step takes."),
    _("A set that falls short: the same again. Twice below the range: a step down."),
    _("Lighter than asked twice running: the target follows you down."),
    _("Effort of 9 or 10 three times running: a step down."),
    _(
        "Pain 3 to 5: no more than you did, in an easy week too, and easier after three times "
        "running."
    ),
    _(
        "Pain of 3 or more with less than the bottom of the range: a step of load less, or the "
        "shortest hold."
    ),
    _("Pain of 6 or more: less than you did, and a day off it, four after a lift."),
    _("What builds on it rests with it, on the day itself and on the next."),
    _("A lift asks no more than before the first time after such pain in what it builds on."),
    _(
        "Less is a set fewer and 15 % off the load; where neither can be, 15 % fewer repetitions, "
        "or else a shorter hold. The bottom of the range stays: go gently there."
    ),
    _(
        "After pain of 3 or more nothing goes up before a session with pain 2 or less, after a "
        "dose that came down for pain before two in a row; and with pain of 3 or more in six "
        "sessions, before six in a row."
    ),
    _("After pain a day that has fewer sets than the dose asks you to go gently."),
    _("What you left out because it hurt counts as pain of 6, and is easier next time."),
    _(
        "A load that you took lighter for pain comes back by a tenth with each session without. "
        "What the rules took off it is climbed again."
    ),
    _(
        "No load goes past what it was while a clinician is advised, nor in the lifts after pain "
        "of 6 or more in one until a lift with pain 2 or less."
    ),
    _(
        "Pain of 6 or more on a morning: a day for rest, and no lift on the next. From something "
        "else than training: no lift that day."
    ),
    _("Otherwise pain on the morning after counts for the day before."),
    _(
        "Pain of 6 or more twice running, or of 8 at once, closes a step and what builds on it. "
        "Days with pain 2 or less reopen it; a lift waits 7 days, and 14 if it closed itself."
    ),
    _("Where several closings hold a step, it opens when the last of them ends."),
    _("What builds on a step that was closed comes back after a day with that step, no sooner."),
    _("11 to 14 days away: a set fewer. 15 to 28: the bottom of the range, with less load."),
    _(
        "On the first day after 11 to 14 days nothing goes up. A set that was taken comes back "
        "first."
    ),
    _("The first day back takes no longer than those before: minutes that it frees stay free."),
    _(
        "On the first day back the pain of the last session, or a closing, is said before the "
        "break."
    ),
    _("29 to 56 days away: the bottom of everything, with 70 % of the load, and nothing is lost."),
    _(
        "More than 56 days away: the bottom, with half the load, and one session at the bar makes "
        "you proficient again."
    ),
    _("On the way back load goes up by a tenth with each session, until it is what it was."),
    _(
        "Two lifts a week, or three if you say so. The deadlift comes first until you have "
        "learnt it."
    ),
    _("No lift on the day before a key run, nor on the day of a race and the three before it."),
    _("A run and a lift on one day: run first, three hours between at least. Six are better."),
    _("Where the minutes do not hold everything, what you did longest ago comes first."),
    _(
        "Minutes that pain of 6 or more frees stay free, until you have done again what hurt; "
        "those of a closed step on the next day of training."
    ),
    _("While a squeeze that hurt is closed or not proficient again, the other keeps to one set."),
    _("A squeeze that was closed has to be learnt again, with two sets: stop where it hurts."),
    _(
        "Pain of 3 or more in six sessions of a step, never with six of 2 or less in a row "
        "between: easier, another form or position, and have a clinician look."
    ),
    _("Pain of 6 or more in a step twice within 14 days: have a clinician look."),
    _("What hurts again, with no session with pain 2 or less between: have a clinician look."),
    _("A session whose pain was not answered never renews that advice."),
    _(
        "Six times not felt: another position is offered. Ten times, and half felt: you may go on, "
        "and keep the squeezes."
    ),
    _(
        "After six weeks in a row an easy week is offered: half the sets, half the minutes. Put "
        "off, it is offered again after seven days."
    ),
    _("The first day back may lie in an easy week: its dose stays until the week is over."),
    _("No load goes up in an easy week. One that was earned comes after it, if all went well."),
    _("Other units or plates count from the next day, where a load was lifted on this one."),
    _("You may open a locked step past a plain warning, or waive one for want of equipment."),
    _("A step that you opened, or went on from, needs that choice anew after it was closed."),
    _("The safety questions come at the start, every 12 weeks and after 28 days away."),
]
RULES_SUMMARY = [
    *((sentence, "article") for sentence in _ARTICLE),
    *((sentence, "ours") for sentence in _OURS),
]
