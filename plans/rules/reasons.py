"""Why a line of the plan is as it is: a code and its values. ``plans.wording`` has the words.

Codes about the dose of a step (the first of ``StepView.reasons`` and ``Item.reasons``):

``start``             the first time, at the start of its ranges
``raise-amount``      last time hit: the amount goes up (by, to)
``raise-hold``        last time hit, amount at the top: 1 s more (to)
``raise-sets``        amount and hold at the top: one set more (to)
``fourth-set``        the runner did four sets: four are asked now
``raise-load``        two hits at the top: more load, amount back down (load_kg, amount)
``entry``             the load is the runner's own entry (load_kg)
``ask-load``          the runner is to enter a first load (sets)
``at-top``            hit, everything at its ceiling, nothing to raise
``hit-once-at-top``   everything at the top once; once more and the load goes up
``pain-not-given``    the load would go up, but pain was not given
``again-miss``        a set fell short: the same again
``again-short``       fewer sets than asked, all good: the same again
``again-effort``      effort above 8: the same again (effort)
``again-form``        form did not hold: the same again
``again-pain``        amber pain: the same again (pain)
``down-load``         two misses below the range: one load step down (load_kg)
``down-sets``         two misses below the range: one set fewer (sets)
``down-pain``         red pain: one set fewer, 15 % less load (pain, sets, load_kg)
``closed-pain``       red after red: closed, back to the bottom, half the load (pain)
``away-fewer``        11–14 days away: one set fewer this time (days)
``away-bottom``       15–28 days away: bottom of the ranges, 15 % less load (days)
``away-restart``      over 28 days away: starts again at the bottom, half the load (days)
``fitted``            the program's ranges or the gym's steps changed: what fits them now
``stalled``           six sessions without a raise (sessions, easier: exercise or None)

Codes about why today:

``activation``        activation comes first
``activation-turn``   both squeezes are proficient: one of them, one set, in turn
``turn``              it was done longest ago (days, or None: never done)
``lift-due``          a full day off since the last lift, fewer than 3 in 7 days (days, lifts)
``pinned``            the lift that the runner chose
``trimmed``           fewer sets than the target, to fit the minutes (sets, minutes)

Codes about the bar and locks:

``next``              sessions in a row at the bar (exercise, row, sessions_in_a_row_needed, bar)
``next-opens``        what its bar helps to open (exercises)
``proficient``        the bar is met
``needs``             waits for another step (exercise, row, sessions_in_a_row_needed, bar)
``closed``            closed by pain (on, exercise); what reopens it follows as one of:
``reopens-on``        on this date (on)
``reopens-after``     painless days of what it requires (exercises, days: still needed)
``screen-ask``        locked until a clinician was asked
``screen-stop``       emergency pattern
``overridden``        opened by the runner's own choice (on)
``waived``            waived by the runner (on)

Codes about the day (``Answer.notes``, and ``StepView.reasons`` of what is left out):

``no-equipment``      left out: this is missing (exercise, missing)
``red-yesterday``     left out: red pain (exercise, until)
``lift-rests``        a lift comes later (next)
``lift-before-run``   due but for tomorrow's key run: the lift moves (next)
``weekly-most``       left out: done on so many of seven days (exercise, days)
``steps-back``        proficient, its harder form has taken over (exercise, harder)
``no-time``           left out today: no time, it comes in turn (exercise)
``stop``              the safety answers: no plan, emergency text
``no-hinge-yet``      the lifts are still locked
"""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Reason:
    code: str
    values: dict[str, Any] = field(default_factory=dict)
