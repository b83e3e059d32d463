"""The sentence of each reason of the rules, and what stands in its place in some cases."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

# The sentence of each code. Its placeholders are the values of the reason and what ``Wording`` in
# ``reasons.py`` adds.
SENTENCES = {
    # Why this dose
    "start": _("Everyone starts at this dose."),
    "raise-amount": ngettext_lazy(
        "All done last time, so one more: %(to)d.",
        "All done last time, so %(by)d more: %(to)d.",
        "by",
    ),
    # Not "longer": the runner may have held longer, or done more sets, than was asked.
    "raise-hold": _("All done last time, so one second more is asked: %(to)d s."),
    "raise-sets": _("All done last time, so one set more is asked: %(to)d."),
    "fourth-set": _("You did more than three sets, so four it is: the most."),
    "raise-load": _("All done at the top twice: up to %(load)s, back down to %(amount)d."),
    "entry": _("The load you chose: %(load)s."),
    "ask-load": ngettext_lazy(
        "Choose a first load: one you could move ten times with ease.",
        "Choose a first load, the same for %(sets)d sets: one you could move ten times with ease.",
        "sets",
    ),
    "back-amount": _("On the way back: all done, so nearer to the bar again."),
    "back-sets": ngettext_lazy(
        "All done after the break, so the sets come back first: %(to)d.",
        "All done after the break, so the sets come back first: %(to)d.",
        "to",
    ),
    "back-load": _("On the way back: all done, so up to %(load)s."),
    "back-shut": _("It was shut for a while: easier again, from the bottom of the range."),
    "back-shut-locked": _("Once it opens: easier than before, from the bottom of the range."),
    "load-dropped": _("Twice without the load, so none is asked for now."),
    "heaviest": _("That is the most there is for it: the same again."),
    "at-top": _("The dose is at its top and stays."),
    "hit-once-at-top": _("All done at the top. Once more like this and the load goes up."),
    "pain-not-given": _("The load waits: it goes up once you say how the pain was."),
    "calm-first": ngettext_lazy(
        "Once more without pain, and it goes up.",
        "After %(sessions)d more sessions in a row without pain it goes up.",
        "sessions",
    ),
    "calm-not-given": _("Pain was not answered: after pain nothing goes up without it."),
    "again-miss": _("A set fell short last time: the same again."),
    "again-lighter": _("Lighter than asked last time: the same again. Twice, and it follows you."),
    "again-short": _("Fewer sets than the whole dose: the same again."),
    "again-short-of": _(
        "It was %(done)d of %(sets)d sets last time: the whole dose stays as it was."
    ),
    "again-hold-not-given": _("The hold was not given: the same again."),
    "again-load-not-given": _("The load was not given: the same again."),
    "again-neither-given": _("Neither the hold nor the load was given: the same again."),
    "again-effort": _("Effort was %(effort)d: the same again until it is 8 or less."),
    "again-form": _("Form did not hold last time: the same again."),
    "again-pain": _("Pain was %(pain)d: the same again, no more."),
    "again-pain-morning": _(
        "Pain was %(morning)d on the morning after a lift, which counts as %(pain)d here: "
        "the same again, no more."
    ),
    "again-pain-on-morning": _("Pain was %(pain)d on the morning after: the same again, no more."),
    "down-load": _("Short of the range twice: one step lighter, %(load)s."),
    "down-sets": ngettext_lazy(
        "Short of the range twice: %(sets)d set for now.",
        "Short of the range twice: %(sets)d sets for now.",
        "sets",
    ),
    "down-pain": _("Pain was %(pain)d: easier now, %(dose)s."),
    "down-pain-on-morning": _("Pain was %(pain)d on the morning after: easier now, %(dose)s."),
    "down-pain-morning": _(
        "Pain was %(morning)d on the morning after a lift, which counts as %(pain)d here: "
        "easier now, %(dose)s."
    ),
    "down-hurt": _("You said that it hurt: easier now, %(dose)s."),
    "down-amber": _("Pain of 3 or more three times in a row: easier now, %(dose)s."),
    "down-amber-on-morning": _(
        "Pain of 3 or more three times in a row, the morning after counted: easier now, %(dose)s."
    ),
    "down-sore": _("Pain of 3 or more in %(sessions)d sessions of late: easier now, %(dose)s."),
    "down-lighter": _("Lighter than asked twice, so it follows you: %(load)s."),
    "down-effort": _("Effort of 9 or 10 three times in a row: easier now, %(dose)s."),
    "closed-pain": _("Pain was %(pain)d, too much to go on like that: back to the bottom."),
    "closed-pain-on-morning": _(
        "Pain was %(pain)d on the morning after, too much to go on like that: back to the bottom."
    ),
    "closed-hurt": _("It hurt again, too much to go on like that: back to the bottom."),
    "away-fewer": ngettext_lazy(
        "After %(days)d day off: one set fewer this time.",
        "After %(days)d days off in a row: one set fewer this time.",
        "days",
    ),
    "away-bottom": ngettext_lazy(
        "After %(days)d day off: easier again, from the bottom of the range.",
        "After %(days)d days off in a row: easier again, from the bottom of the range.",
        "days",
    ),
    "away-low": ngettext_lazy(
        "After %(days)d day off: from the bottom again, and nothing is lost.",
        "After %(days)d days off in a row: from the bottom again, and nothing is lost.",
        "days",
    ),
    "away-restart": ngettext_lazy(
        "After %(days)d day off: you start again at the bottom.",
        "After %(days)d days off in a row: you start again at the bottom.",
        "days",
    ),
    "learn-again": ngettext_lazy(
        "%(sets)d set, since it has to be learnt again: stop where it hurts.",
        "%(sets)d sets, since it has to be learnt again: stop where it hurts.",
        "sets",
    ),
    "fitted": _("The program or your settings changed: this is what fits them now."),
    "stalled": ngettext_lazy(
        "%(sessions)d session without a step up.",
        "%(sessions)d sessions without a step up.",
        "sessions",
    ),
    "easy-week-kept": _("The last session was in an easy week: the same again."),
    "easy-week-back": _("It was done in an easy week: still the dose of the first day back."),
    "easy-week-as-it-was": _("No load goes up in an easy week: the dose stays as it was."),
    "sore": _("Pain of 3 or more three times in a row."),
    "sore-often": _("Pain of 3 or more in %(sessions)d sessions of late."),
    "less-leads-on": _("Less of it without pain leads further than all of it with pain."),
    # Why the last session did not count towards the bar
    "lacked-sets": ngettext_lazy(
        "%(value)d set; %(wanted)d count.", "%(value)d sets; %(wanted)d count.", "value"
    ),
    "lacked-amount": _("%(value)d in a set; %(wanted)d count."),
    "lacked-hold": _("Held %(value)d s; %(wanted)d s count."),
    "lacked-load": _("%(value)s; %(wanted)s counts."),
    "lacked-felt-left": _("Left felt %(value)d; %(wanted)d counts."),
    "lacked-felt-right": _("Right felt %(value)d; %(wanted)d counts."),
    "lacked-effort": _("Effort %(value)d; %(wanted)d or less counts."),
    "lacked-form": _("Form did not hold."),
    "lacked-pain": _("Pain %(value)d; %(wanted)d or less counts."),
    "lacked-pain-on-morning": _("Pain %(value)d on the morning after; %(wanted)d or less counts."),
    "lacked-pain-morning": _(
        "Pain %(morning)d on the morning after a lift, which counts as %(value)d here; "
        "%(wanted)d or less counts."
    ),
    "lacked-climbing": _("On the way to the bar: %(dose)s is asked so far, %(bar)s counts."),
    "lacked-hold-not-given": _("The hold was not given."),
    "lacked-load-not-given": _("The load was not given."),
    "lacked-felt-left-not-given": _("How the left side felt was not answered."),
    "lacked-felt-right-not-given": _("How the right side felt was not answered."),
    "lacked-felt-not-given": _("How either side felt was not answered."),  # for both at once
    "lacked-effort-not-given": _("Effort was not answered."),
    "lacked-form-not-given": _("Form was not answered."),
    "lacked-pain-not-given": _("Pain was not answered."),
    "row-lost": _("The row starts again; it was at %(row)d."),
    "row-taken-back": _(
        "But for the pain on the morning after that session had counted: the row starts again."
    ),
    "row-stays": _("The row stays at %(row)d."),
    "row-easy-week": _("A session of an easy week neither adds to the row nor breaks it."),
    # What the runner may take up
    "offer-position": _("Another position may suit you better."),
    "offer-sets": ngettext_lazy(
        "Do %(more)d set more: that is all that is missing.",
        "Do %(more)d sets more: that is all that is missing.",
        "more",
    ),
    "offer-one-side": _("One side at a time may help you feel it."),
    "offer-easier": _("An easier form helps for a while: %(easier)s."),
    "offer-going-on": _("Feeling it takes some people longer. Go on, and keep the squeezes."),
    "offer-hips": _(
        "If you like, lay a weight on your hips: one you could move ten times with ease."
    ),
    "offer-hand": _(
        "If you like, take a weight in each hand: one you could move ten times with ease."
    ),
    "offer-band": _("If you like, take your next band: band %(band)d."),
    "load-kept": _("The load does not go up for now, because of the pain."),
    "raise-waits": _("Nothing more than last time, since what it builds on hurt."),
    "load-waits": _("No load is offered for now, because of the pain."),
    "load-after-clinician": _("No load is offered until you have asked a clinician."),
    "load-comes-after": _("A weight is offered once you are proficient in: %(other)s."),
    "offer-easy-week": _("Six weeks of training in a row: an easy week would do you good."),
    "easy-week-put-off": _("You put an easy week off. It is offered again on %(until)s."),
    # Why today
    "activation": _("Squeezes first: they wake the muscle."),
    "activation-turn": _(
        "You have both squeezes now: one of them at a time, in turn, and one set is enough."
    ),
    "activation-going-on": _("One squeeze in turn, until you feel both."),
    "activation-alone": _("Fewer sets of it while the other squeeze is closed for pain."),
    "activation-sore": _("One set is enough until the other squeeze, which hurt, is proficient."),
    "activation-too": _("Your minutes have room for this squeeze too."),
    "room": _("Your minutes have room for it."),
    "more-sets": _("Your minutes have room for more sets of it."),
    "stands-in": _("Today it stands in for: %(harder)s."),
    "swapped-in": _("As you chose, it takes the place of: %(other)s."),
    "set-fewer": _("One set fewer, as you chose: it counts neither for you nor against you."),
    "easy-week": _("Half the sets: it is an easy week."),
    "primer": _("Before the run, to wake the muscle. It counts for no session."),
    "turn": ngettext_lazy(
        "Its turn: last done yesterday.", "Its turn: last done %(days)d days ago.", "days"
    ),
    "lift-due": ngettext_lazy(
        "%(days)d day since your last lift; this is number %(number)d of at most %(most)d "
        "in a week.",
        "%(days)d days since your last lift; this is number %(number)d of at most %(most)d "
        "in a week.",
        "days",
    ),
    "pinned": _("You chose to do this lift alone."),
    "trimmed": ngettext_lazy(
        "Cut from %(sets)d set to fit your %(minutes)d minutes.",
        "Cut from %(sets)d sets to fit your %(minutes)d minutes.",
        "sets",
    ),
    # The bar and locks
    "next": ngettext_lazy(
        "%(row)d of %(needed)d session at %(bar)s.",
        "%(row)d of %(needed)d sessions at %(bar)s.",
        "needed",
    ),
    "next-again": _("Proficient again after one session at %(bar)s."),
    "next-opens": _("Helps to open: %(names)s."),
    "proficient": _("Proficient: you have shown that you can."),
    "needs": _("Waits for: %(name)s. %(row)s"),
    "needs-again": _("Waits for: %(name)s. One session at %(bar)s."),
    "closed": _("Closed on %(on)s for too much pain in: %(name)s."),
    "shut": _("Shut until %(until)s, since this was closed for pain: %(name)s."),
    "reopens-on": _("It opens again on %(on)s at the earliest."),
    "reopens-after": ngettext_lazy(
        "It opens again after %(days)d more day with pain 2 or less in this or what builds on it: "
        "%(names)s.",
        "It opens again after %(days)d more days with pain 2 or less in this or what builds on "
        "it: %(names)s.",
        "days",
    ),
    "reopens-after-each": ngettext_lazy(
        "It opens again after %(days)d more day with pain 2 or less in each of these or what "
        "builds on it: %(names)s.",
        "It opens again after %(days)d more days with pain 2 or less in each of these or what "
        "builds on it: %(names)s.",
        "days",
    ),
    "reopens-not-before": _("Not before %(on)s."),
    "screen-ask": _("Locked until you say that you have asked a clinician."),
    "screen-stop": _("Locked: your safety answers say to get medical help first."),
    "overridden": _("Opened by you on %(on)s, before the log did."),
    "waived": _("Waived by you on %(on)s; it counts as met."),
    "waived-shut": _("Waived by you on %(on)s; it counts once this is open again."),
    "waived-waits": _("Waived by you on %(on)s; it counts once what it waits for is met."),
    "going-on": _("On %(on)s you went on without feeling it."),
    # Of a session that was done while its step was locked
    "done-locked": _("Done while it was locked: it counts towards its bar all the same."),
    "done-shut": _("Done while it was closed: it counts towards its bar, but opens it no sooner."),
    # The day, and what is left out of it
    "no-equipment": _("%(name)s is left out. Missing: %(missing)s."),
    "rest-day": _("Pain was 6 or more this morning: today is for rest."),
    "empty-day": _("Nothing is planned today."),
    "all-rests": _("What was planned for today rests."),
    "comes-back": _("On %(on)s come back: %(names)s."),
    "clinician": _("Have a clinician look at the pain of %(on)s."),
    "in-easy-week": _("An easy week until %(until)s: half the sets, half the minutes."),
    "red-yesterday": _("%(name)s rests through %(until)s: its pain was 6 or more."),
    "hurt-yesterday": _("%(name)s rests through %(until)s: you said that it hurt."),
    "red-below-yesterday": _(
        "%(name)s rests through %(until)s too, since it builds on what hurt: %(hurt)s."
    ),
    "red-today": _("%(name)s rests today. Pain was 6 or more in: %(hurt)s."),
    "hurts": _("%(name)s rests today: you said that it hurts."),
    "hurts-below": _("%(name)s rests today, since it builds on what hurts: %(hurt)s."),
    "not-today": _("%(name)s is left out today, as you chose."),
    "swapped-out": _("%(name)s has given its place today, as you chose, to: %(other)s."),
    "lift-rests": _("A full day off comes between two lifts. The next one can be on %(next)s."),
    "lift-weekly": _("The lifts of these seven days are done. The next one can be on %(next)s."),
    "lift-before-run": _("Tomorrow is a key run: the lift moves to %(next)s."),
    "lift-before-race": _(
        "No lift on the day of a race, nor on the three before it. The next one can be on %(next)s."
    ),
    "lift-red": _(
        "No lift for four days after pain of 6 or more in one or on the morning after. "
        "The next one can be on %(next)s."
    ),
    "lift-red-morning": _(
        "No lift after a morning with pain of 6 or more. The next one can be on %(next)s."
    ),
    "lift-red-elsewhere": _(
        "Pain was 6 or more this morning: no lift today. The next one can be on %(next)s."
    ),
    "lift-red-day": _(
        "No lift on the day of pain of 6 or more, nor on the next. The next one can be on %(next)s."
    ),
    "no-lift-equipment": _("No lift can be done with the equipment that you have."),
    "comes-after": _("%(name)s comes back after a day with: %(other)s."),
    "lift-comes-after": _(
        "The lifts come back after a day with: %(names)s. The next one can be on %(next)s."
    ),
    "learn-first": _("%(name)s comes once you are proficient in: %(other)s."),
    "other-lift": _("%(other)s has its turn today. Next: %(name)s."),
    "pinned-other": _("You chose one lift alone: %(other)s."),
    "weekly-most": ngettext_lazy(
        "%(name)s rests today: %(days)d day of seven is the most.",
        "%(name)s rests today: %(days)d days of seven are the most.",
        "days",
    ),
    "steps-back": _("%(name)s steps back: %(harder)s has taken over."),
    # Not "no room": what the runner leaves out of a day makes room, and calls nothing in.
    "no-time": _("Next in turn, on another day: %(names)s."),
    "squeeze-in-turn": _("No room for two sets of both squeezes: %(name)s is next."),
    "stop": _("No plan today. Your safety answers can mean an emergency: get medical help now."),
    "no-hinge-yet": _("The lifts are locked: the daily exercises come first."),
    "steps-closed": _("Closed after too much pain: %(names)s. Your plan page says until when."),
    "lifts-shut": _("The lifts are shut after too much pain: your plan page says until when."),
    "lifts-ask": _("The lifts are locked until you say that you have asked a clinician."),
    "lifts-stop": _("The lifts are locked: your safety answers say to get medical help first."),
}
NEVER_DONE = {
    "turn": _("Not done yet."),
    "turn-first": _("Not done yet, so it goes first."),
    "lift-due": _("Your first lift is due."),
}
# Time away that is over for other exercises, and not for this one.
SINCE = {
    "away-fewer": _("Not done since your %(days)d days off in a row: one set fewer this time."),
    "away-bottom": _(
        "Not done since your %(days)d days off in a row: easier again, from the bottom of the "
        "range."
    ),
    "away-low": _(
        "Not done since your %(days)d days off in a row: from the bottom again, and nothing is "
        "lost."
    ),
    "away-restart": _(
        "Not done since your %(days)d days off in a row: you start again at the bottom."
    ),
}
SINCE_UNCHANGED = _(
    "Not done since your %(days)d days off in a row. It is at its fewest sets already, so go "
    "gently."
)
# Time away of a lift: any lift ends it, and the other one may have been done since.
OF_A_LIFT = {
    "away-fewer": ngettext_lazy(
        "%(days)d day without a lift since this one: one set fewer this time.",
        "%(days)d days in a row without a lift since this one: one set fewer this time.",
        "days",
    ),
    "away-bottom": ngettext_lazy(
        "%(days)d day without a lift since this one: easier again, from the bottom of the range.",
        "%(days)d days in a row without a lift since this one: easier again, from the bottom of "
        "the range.",
        "days",
    ),
    "away-low": ngettext_lazy(
        "%(days)d day without a lift since this one: from the bottom again, and nothing is lost.",
        "%(days)d days in a row without a lift since this one: from the bottom again, and nothing "
        "is lost.",
        "days",
    ),
    "away-restart": ngettext_lazy(
        "%(days)d day without a lift since this one: you start again at the bottom.",
        "%(days)d days in a row without a lift since this one: you start again at the bottom.",
        "days",
    ),
}
LIFT_UNCHANGED = _(
    "%(days)d days in a row without a lift since this one. It is at its fewest sets already, so "
    "go gently."
)
# A target that could not be lowered further.
UNCHANGED = {
    "away-fewer": _(
        "After %(days)d days off in a row. It is at its fewest sets already, so go gently."
    ),
    "again-pain": _("Pain was %(pain)d: the least there is of it, so go gently."),
    "again-pain-morning": _(
        "Pain was %(morning)d on the morning after a lift, which counts as %(pain)d here: "
        "the least there is of it, so go gently."
    ),
    "again-pain-on-morning": _(
        "Pain was %(pain)d on the morning after: the least there is of it, so go gently."
    ),
    # Nothing came down, so it is at the bottom of every range.
    "down-pain": _("Pain was %(pain)d. The plan asks no less of it than this, so go gently."),
    "down-pain-on-morning": _(
        "Pain was %(pain)d on the morning after. The plan asks no less of it than this, so go "
        "gently."
    ),
    "down-hurt": _("You said that it hurt. The plan asks no less of it than this, so go gently."),
    "down-amber-on-morning": _(
        "Pain of 3 or more three times in a row, the morning after counted. The plan asks no less "
        "of it than this, so go gently."
    ),
    "down-sore": _(
        "Pain of 3 or more in %(sessions)d sessions of late. The plan asks no less of it than "
        "this, so go gently."
    ),
    "down-amber": _(
        "Pain of 3 or more three times in a row. The plan asks no less of it than this, so go "
        "gently."
    ),
}
GO_GENTLY = _("The plan asks no less of it than this, so go gently.")
# Of what is asked for more than was done, and of a squeeze in turn or a card that is cut, which
# asks fewer sets than the target has.
GENTLY = {
    "again-pain": _("Pain was %(pain)d: go gently."),
    "again-pain-on-morning": _("Pain was %(pain)d on the morning after: go gently."),
    "again-pain-morning": _(
        "Pain was %(morning)d on the morning after a lift, which counts as %(pain)d here: "
        "go gently."
    ),
    "down-pain": _("Pain was %(pain)d: go gently."),
    "down-pain-morning": _(
        "Pain was %(morning)d on the morning after a lift, which counts as %(pain)d here: "
        "go gently."
    ),
    "down-pain-on-morning": _("Pain was %(pain)d on the morning after: go gently."),
    "down-hurt": _("You said that it hurt: go gently."),
    "down-amber": _("Pain of 3 or more three times in a row: go gently."),
    "down-sore": _("Pain of 3 or more in %(sessions)d sessions of late: go gently."),
    "down-amber-on-morning": _("Pain of 3 or more three times in a row: go gently."),
}
EASY_WEEK_ENDED = _("You ended an easy week. It is offered again on %(until)s.")
IN_STEPS = _("You took %(taken)s; in your smallest steps that makes %(load)s.")
# Nothing else keeps the lift, so the next date is that of the run.
AFTER_KEY_RUN = _("Tomorrow is a key run: the lift moves to %(next)s, after the run.")
RED_TODAY_ITSELF = _("%(name)s rests today: its pain was 6 or more.")
TOGETHER = {  # of several exercises
    "red-today": _("Pain was 6 or more in: %(hurt)s. What rests today: %(names)s."),
    "hurts-below": _("It hurts: %(hurt)s. What builds on it rests too: %(names)s."),
    "red-below-yesterday": _(
        "It hurt: %(hurt)s. What builds on it rests through %(until)s too: %(names)s."
    ),
    "comes-after": _("First a day with: %(other)s. What comes back after it: %(names)s."),
}
# Of a step that pain shut before it was ever open.
NEVER_OPEN = {
    "reopens-on": _("It can open on %(on)s at the earliest."),
    "reopens-after": ngettext_lazy(
        "It can open after %(days)d more day with pain 2 or less in this or what builds on it: "
        "%(names)s.",
        "It can open after %(days)d more days with pain 2 or less in this or what builds on it: "
        "%(names)s.",
        "days",
    ),
    "reopens-after-each": ngettext_lazy(
        "It can open after %(days)d more day with pain 2 or less in each of these or what builds "
        "on it: %(names)s.",
        "It can open after %(days)d more days with pain 2 or less in each of these or what builds "
        "on it: %(names)s.",
        "days",
    ),
}
# What keeps a lift until its next date, where that is not what is against it today.
THEN = {
    "lift-weekly": _("Until then the lifts of these seven days are done."),
    "lift-rests": _("Until then a full day off comes between two lifts."),
    "lift-before-race": _("Until then a race is too near."),
    "lift-before-run": _(
        "The day before a key run has no lift; on its own day the run comes first."
    ),
    "lift-red": _("Until then it is too soon after pain of 6 or more in a lift."),
    "lift-red-morning": _("Until then it is too soon after a morning with pain of 6 or more."),
    "lift-red-day": _("Until then it is too soon after pain of 6 or more."),
}
STEPS_AND_LIFTS_SHUT = _(
    "Closed after too much pain: %(names)s. The lifts are shut too. Your plan page says until when."
)
EFFORT_ROSE = _("Effort rose from %(before)s to %(effort)s: an easy week would do you good.")
ONE_SET = _("One set keeps the row; %(wanted)d count towards it.")  # in the place of "lacked-sets"
LOWERED = _("%(dose)s was asked; %(bar)s counts.")  # in the place of "lacked-climbing"
LIGHTER = ngettext_lazy(
    "Choose a first load, lighter than last time: one you could move ten times with ease.",
    "Choose a first load, lighter than last time and the same for %(sets)d sets: one you could "
    "move ten times with ease.",
    "sets",
)
LIGHTEST = ngettext_lazy(
    "Choose a first load: the empty bar or the lightest there is, as long as a clinician is "
    "advised.",
    "Choose a first load, the same for %(sets)d sets: the empty bar or the lightest there is, as "
    "long as a clinician is advised.",
    "sets",
)
GO_ON_WITHOUT = _("Or go on without it: open its step on your plan page.")
SETS = ngettext_lazy("%(sets)d set", "%(sets)d sets", "sets")
SETS_AT_LOAD = ngettext_lazy("%(sets)d set at %(load)s", "%(sets)d sets at %(load)s", "sets")
# Of a card that has fewer sets than the whole dose.
OF_THE_WHOLE = {
    "hit-once-at-top": _(
        "All done at the top. With all %(whole)d sets once more the load goes up."
    ),
    "raise-sets": _("All done last time, so the whole dose has one set more now: %(to)d."),
}
EASY_WEEK_CUT = _("Fewer sets: it is an easy week, with half the minutes.")
# Before what lowered a dose after a session that hurt as well.
SORE = _("Pain was %(sore)d.")
SORE_ON_MORNING = _("Pain was %(sore)d on the morning after.")
SORE_AFTER_LIFT = _(
    "Pain was %(morning)d on the morning after a lift, which counts as %(sore)d here."
)
# Pain alone, where a break has made the dose what it is.
PAIN_ALONE = {
    "down-hurt": _("You said that it hurt."),
    "down-amber": SENTENCES["sore"],
    "down-sore": SENTENCES["sore-often"],
}
# After pain, effort or a set that fell short, of a load that was offered and taken.
LOAD_LEFT_OUT = _("Without the load for now.")
# Of a raise that was not done yet, on the first day back.
RAISE_WAITS = _("The step up waits.")
CAME_DOWN = _("It came down for pain.")
# Of a squeeze in turn on a page that is not about one day.
WITH_ROOM = {
    "activation-turn": _(
        "You have both squeezes now: in turn, and one set is enough; more where your minutes have "
        "room."
    ),
}
LOAD_AFTER_OR_WITHOUT = _(
    "A weight is offered once you are proficient in: %(other)s. Or once you go on without it."
)
