"""Short words for histories: ``did(1, "glute-bridge", "3x12x3", felt=8)``. Days count from 1."""

import re
from dataclasses import replace
from datetime import date, timedelta

from plans.rules import (
    Choice,
    Feedback,
    History,
    Morning,
    Run,
    Runner,
    Session,
    SetDone,
    Settings,
    plan,
    replay,
)

from .ladder import BRIDGE, GLUTES_THAT_FIRE, LIFT

START = date(2026, 3, 2)  # a Monday


def day(number):
    return START + timedelta(number - 1)


def sets(dose, sides=("both",)):
    """Read ``"3x12x3@40"``, three sets of 12, held 3 s, at 40 kg; or amounts: ``"12,12,9x3"``."""
    text, _, load = dose.partition("@")
    first, *rest = text.split("x")
    if "," in first or len(rest) == 0:
        amounts, hold = [int(n) for n in first.split(",")], rest[0] if rest else None
    else:
        amounts, hold = [int(rest[0])] * int(first), rest[1] if len(rest) > 1 else None
    return tuple(
        SetDone(side, amount, int(hold) if hold else None, float(load) if load else None)
        for amount in amounts
        for side in sides
    )


def did(number, exercise, dose, *, left=None, right=None, felt=8, **feedback):
    """Return a session on day ``number``, without pain and well felt unless given otherwise."""
    each = GLUTES_THAT_FIRE.by_exercise[exercise].each_side
    values = {"felt_left": felt, "felt_right": felt, "pain": 0, "effort": 7, "form": True}
    if left or right:
        done = (*sets(left, ("left",)), *sets(right, ("right",)))
    else:
        done = sets(dose, ("left", "right") if each else ("both",))
    return Session(day(number), exercise, done, Feedback(**(values | feedback)))


def history(
    *sessions,
    mornings=None,
    elsewhere=None,
    runs=(),
    overrides=(),
    waived=(),
    going_on=(),
    easy_weeks=(),
    easy_weeks_ended=(),
    settings=(),
    hurts=(),
):
    """Return a history in which days are numbers.

    ``mornings``: {day: pain}, ``elsewhere`` those from something else than training; ``runs``:
    (day, kind, pain or nothing); ``overrides``, ``waived``, ``going_on``, ``hurts``:
    (day, exercise);
    ``easy_weeks``, ``easy_weeks_ended``: days; ``settings``: (day, {name: value}).
    """
    from_training = [Morning(day(n), pain) for n, pain in (mornings or {}).items()]
    others = [
        Morning(day(n), pain, "elsewhere", from_training=False)
        for n, pain in (elsewhere or {}).items()
    ]
    return History(
        sessions=tuple(sessions),
        mornings=(*from_training, *others),
        runs=tuple(Run(day(n), kind, 40, pain=(*pain, None)[0]) for n, kind, *pain in runs),
        overrides=_choices(overrides),
        waived=_choices(waived),
        going_on=_choices(going_on),
        easy_weeks=tuple(map(day, easy_weeks)),
        easy_weeks_ended=tuple(map(day, easy_weeks_ended)),
        settings=tuple(Settings(day(n), **changes) for n, changes in settings),
        hurts=_choices(hurts),
    )


def _choices(pairs):
    return tuple(Choice(day(n), exercise) for n, exercise in pairs)


def answer(log, number, program=GLUTES_THAT_FIRE, **runner):
    return plan(program, log, day(number), Runner(**runner))


def state(log, number, program=GLUTES_THAT_FIRE):
    return replay(program, log, day(number))


def target(log, number, exercise, **runner):
    """Return the target as text, ``"3x12x3@40"``."""
    dose = answer(log, number, **runner).step(exercise).target
    return (
        f"{dose.sets}x{dose.amount}"
        + (f"x{dose.hold_s}" if dose.hold_s else "")
        + (f"@{dose.load_kg:g}" if dose.load_kg is not None else "")
    )


def status(log, number, exercise, **runner):
    return answer(log, number, **runner).step(exercise).status


def today(log, number, **runner):
    """Return today's plan as text, ``["prone-squeeze 1x10x5", …]``."""
    return [
        re.sub(
            r"x0$", "", f"{item.exercise} {item.dose.sets}x{item.dose.amount}x{item.dose.hold_s}"
        )
        for item in answer(log, number, **runner).today
    ]


def codes(reasons):
    return [reason.code for reason in reasons]


def felt_squeezes(first=1):
    """Return three days of both squeezes at their bar."""
    return [
        did(n, exercise, "3x10x5")
        for n in range(first, first + 3)
        for exercise in ("prone-squeeze", "standing-squeeze")
    ]


def climbed(first=1):
    """Return seven days that make every step below the lifts proficient."""
    bars = {
        "wall-march-hold": "2x8x3",
        "glute-bridge": "3x12x3",
        "band-walk": "3x15",
    }
    done = felt_squeezes(first)
    for n in range(first + 3, first + 5):
        done += [did(n, exercise, dose) for exercise, dose in bars.items()]
    for n in range(first + 5, first + 7):
        done.append(did(n, "single-leg-bridge", "3x8x1"))
    return done


def statuses(log, number, **runner):
    """Return a letter for each step: ``-`` locked, ``o`` open, ``P`` proficient."""
    short = {"locked": "-", "open": "o", "proficient": "P"}
    return "".join(short[view.status] for view in answer(log, number, **runner).steps)


def red_twice(exercise, dose, first):
    """Return two red sessions, two days apart, which close a step."""
    return [did(n, exercise, dose, pain=7) for n in (first, first + 2)]


def practised(*doses):
    """Return deadlifts on every other day, with no step below them proficient."""
    return [did(1 + 2 * n, LIFT, dose) for n, dose in enumerate(doses)]


def bridge_days(*doses, **feedback):
    """Return a history of bridges, one dose a day."""
    return history(*(did(n, BRIDGE, dose, **feedback) for n, dose in enumerate(doses, 1)))


def at_bridge_top(*more):
    """Return a history after which day 5 asks 3 × 12 × 3 s, and further doses from that day on."""
    return bridge_days("2x12x1", "2x12x1", "2x12x2", "2x12x3", *more)


# After these doses the lift was once at the top of everything.
AT_TOP = ["2x4@40", "2x8@40", "2x8@40", "3x8@40"]


def after_bridge(dose, **feedback):
    """Return a history in which 3 × 12 × 3 s was asked on day 5 and this was done."""
    return history(*at_bridge_top().sessions, did(5, BRIDGE, dose, **feedback))


def lifts(*doses, first=8, every=2, **feedback):
    """Return a history with everything below proficient and then lifts, and the day after them."""
    done = [did(first + every * n, LIFT, dose, **feedback) for n, dose in enumerate(doses)]
    return history(*climbed(), *done), first + every * len(doses)


def replace_easy_weeks(log, number, *sessions):
    """Return a history with an easy week from a day on, and with further sessions."""
    return replace(log, sessions=(*log.sessions, *sessions), easy_weeks=(day(number),))


def why(log, number, exercise):
    """Return the reason of the dose."""
    return answer(log, number).step(exercise).reasons[0]
