"""Words for sets, sessions, feedback and days, as every page, file and calendar writes them."""

import re
from collections.abc import Callable, Collection, Iterable
from datetime import date
from decimal import Decimal

from django.forms import Form
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from exercises.day_names import name_of_day
from plans import rules
from plans.wording import describe_band, describe_load

from .dates import DAY, WEEK
from .models import MOST_SETS_A_DAY, Place, Run

SECONDS = re.compile(r"(?<!\d)(\d{1,9}+)\s+s\b")
SIDES: dict[str, Callable[[], str]] = {
    "left": lambda: pgettext("side", "Left"),
    "right": lambda: pgettext("side", "Right"),
    "both": lambda: "",
}
# Whole names, since a translated side fits into no frame. Counted by the sets of its side.
SETS: dict[str, Callable[[], str]] = {
    "left": lambda: _("Left, set %(number)d"),
    "right": lambda: _("Right, set %(number)d"),
    "both": lambda: _("Set %(number)d"),
}
EXTRA_SETS: dict[str, Callable[[], str]] = {
    "left": lambda: _("Left, one more"),
    "right": lambda: _("Right, one more"),
    "both": lambda: _("One more set"),
}
RUNS: dict[str, Callable[[], str]] = {
    Run.Kind.EASY: lambda: _("Easy run"),
    Run.Kind.KEY: lambda: _("Key run"),
    Run.Kind.LONG: lambda: _("Long run"),
    Run.Kind.RACE: lambda: _("Race"),
}

UNITS = {
    "repetitions": lambda: _("reps"),
    "steps": lambda: _("steps"),
    "switches": lambda: _("switches"),
}

LOADS = {
    "bar": lambda: _("Load on the bar"),
    "hand": lambda: _("Load in each hand"),
    "hips": lambda: _("Load on the hips"),
    "band": lambda: _("Load"),  # in kg, as another app or a program logged it
}


def name_of_side(side: str) -> str:
    return SIDES[side]()


def name_of_set(side: str, number: int) -> str:
    """``Left, set 2`` or ``Set 2``."""
    return SETS[side]() % {"number": number}


def describe_logged(name: str, amount: object) -> str:
    """``Left, set 2: 8 logged``; ``name`` is that of a set or of a pair of sets."""
    return _("%(set)s: %(amount)s logged") % {"set": name, "amount": amount}


def name_of_pair(number: object) -> str:
    return _("Both sides: set %(number)s") % {"number": number}


def name_of_extra_set(side: str) -> str:
    return EXTRA_SETS[side]()


def name_of_unit(unit: str) -> str:
    return UNITS[unit]()


def name_of_load_unit(kind: str, units: str) -> str:
    """``kg``, ``kg in each hand``, ``lb on the hips``."""
    if kind == "hand":
        return _("kg in each hand") if units == "kg" else _("lb in each hand")
    if kind == "hips":
        return _("kg on the hips") if units == "kg" else _("lb on the hips")
    return units


def name_of_load(kind: str) -> str:
    return LOADS[kind]()


def name_of_band(number: int) -> str:
    if number == 1:
        return _("1, the lightest")
    return str(number)


def describe_rest(seconds: int) -> str:
    if seconds % 60 == 0:
        return _("Rest %(minutes)d min between sets") % {"minutes": seconds // 60}
    return _("Rest %(seconds)d s between sets") % {"seconds": seconds}


def with_spoken_seconds(text: str) -> str:
    """Write ``3 s`` out as ``3 seconds``: a voice reads the letter."""
    return SECONDS.sub(
        lambda found: (
            ngettext("%(n)d second", "%(n)d seconds", int(found[1])) % {"n": int(found[1])}
        ),
        text,
    )


def describe_day(day: date, on: date) -> str:
    """``Yesterday``, ``Tuesday``, ``3 March``, as it begins a line."""
    return capfirst(describe_past_day(day, on))


def describe_past_day(day: date, on: date) -> str:
    """``yesterday``, ``Tuesday``, ``3 March``: the further from ``on``, the more is said."""
    if day == on:
        return _("today")
    if day == on - DAY:
        return _("yesterday")
    if on - WEEK < day < on:
        return date_format(day, "l")
    return name_of_day(day, "MONTH_DAY_FORMAT" if day.year == on.year else "DATE_FORMAT")


def describe_session(session: rules.Session, each_side: bool, units: str, on: date) -> str:
    """``Tuesday, 3 × 8, hold 3 s, felt 7 left, 8 right``."""
    done = describe_sets(session.sets, each_side, units)
    return ", ".join([describe_day(session.date, on), done, *describe_feedback(session.feedback)])


def describe_sets(sets: Iterable[rules.SetDone], each_side: bool, units: str) -> str:
    """``3 × 8, hold 3 s, 20 kg`` or ``left 2 × 5, right 3 sets of 5, 5 and 4, up to 6 kg``."""
    sets = list(sets)
    parts = [describe_amounts(sets, each_side)]
    holds = {one.hold_s for one in sets if one.hold_s}
    if len(holds) == 1:
        parts.append(_("hold %(hold)d s") % {"hold": holds.pop()})
    loads = {one.load_kg or 0 for one in sets}
    if any(loads):
        parts.append(_up_to(describe_load(max(loads), units), loads))
    bands = {one.band or 0 for one in sets}
    if any(bands):
        parts.append(_up_to(describe_band(max(bands)), bands))
    return ", ".join(parts)


def _up_to(most: str, values: Collection[float]) -> str:
    """``40 kg``, or ``up to 40 kg`` where the sets differ."""
    return most if len(values) == 1 else _("up to %(most)s") % {"most": most}


def describe_amounts(sets: Iterable[rules.SetDone], each_side: bool) -> str:
    """``3 × 8`` or ``left 3 × 5, right 3 sets of 5, 5 and 4``."""
    sets = list(sets)
    if not each_side:
        return _same([one.amount for one in sets])
    left, right = (
        sorted((one.amount for one in sets if one.side in (side, "both")), reverse=True)
        for side in ("left", "right")
    )
    if left == right:
        return _same(left)
    return _("left %(left)s, right %(right)s") % {
        "left": _same(left) or "–",
        "right": _same(right) or "–",
    }


def _same(amounts: list[int]) -> str:
    """``3 × 8`` where all amounts are the same, else ``4 sets of 8, 8, 7 and 7``; empty for none.

    What follows, such as a load, cannot be taken for one more amount.
    """
    if not amounts:
        return ""
    if len(set(amounts)) == 1:
        return f"{len(amounts)} × {amounts[0]}"
    *some, last = map(str, amounts)
    values = {"n": len(amounts), "some": ", ".join(some), "last": last}
    return _("%(n)d sets of %(some)s and %(last)s") % values


def describe_feedback(said: rules.Feedback) -> list[str]:
    """The values that were given: ``felt 7 left, 8 right``, ``pain 2``, ``form held``."""
    words = []
    if (said.felt_left, said.felt_right) != (None, None):
        words.append(describe_felt(said.felt_left, said.felt_right))
    if said.pain is not None:
        words.append(_("pain %(pain)d") % {"pain": said.pain})
    if said.effort is not None:
        words.append(_("effort %(effort)d") % {"effort": said.effort})
    if said.form is not None:
        words.append(_("form held") if said.form else _("form did not hold"))
    return words


def describe_felt(left: object, right: object) -> str:
    """``felt 7 left, 8 right``; ``felt 7 left`` where the right was not given."""
    if right is None:
        return _("felt %(left)s left") % {"left": left}
    if left is None:
        return _("felt %(right)s right") % {"right": right}
    return _("felt %(left)s left, %(right)s right") % {"left": left, "right": right}


def describe_morning(pain: int, place: str, from_training: bool) -> str:
    """``pain 4, knee, not from training``."""
    return ", ".join([_("pain %(pain)d") % {"pain": pain}, *describe_where(place, from_training)])


def describe_where(place: str, from_training: bool) -> list[str]:
    """Where it hurt on a morning, and whether from something else than training."""
    words = [str(Place(place).label)] if place else []
    return words if from_training else [*words, _("not from training")]


def describe_how_it_was(run: Run) -> str:
    """``felt 6 left, 7 right, pain 2``; empty where nothing was said."""
    said = rules.Feedback(run.felt_left, run.felt_right, run.pain)
    return ", ".join([*describe_feedback(said), *describe_where(run.pain_place, True)])


def describe_run(run: Run) -> str:
    """``Easy run, 40 minutes, felt 6 left, 7 right, pain 2``."""
    minutes = ngettext("%(n)d minute", "%(n)d minutes", run.minutes) % {"n": run.minutes}
    return ", ".join(filter(None, [name_of_run(run), minutes, describe_how_it_was(run)]))


def name_of_run(run: Run) -> str:
    """``Easy run`` or ``Race``."""
    return RUNS[run.kind]()


def labelled(name: object, words: object) -> str:
    """``Week 9: 6 sets``; the colon is the translator's, since French has a space before it."""
    return _("%(name)s: %(words)s") % {"name": name, "words": words}


def describe_full_day() -> str:
    return _("%(most)d sets were logged on this day already: it takes no more.") % {
        "most": MOST_SETS_A_DAY
    }


def describe_errors(form: Form, shown: Collection[str] = ()) -> list[str]:
    """The errors of fields that the page does not show, each with its label and what was sent."""
    return [
        labelled(form.fields[name].label or name, f"{form[name].value()!s:.60} – {error}")
        for name, errors in form.errors.items()
        if name not in shown and name in form.fields
        for error in errors
    ]


def describe_set(
    amount: int,
    hold_s: int | None,
    load_kg: Decimal | float | None,
    units: str,
    band: int | None = None,
) -> str:
    """``8 × 3 s``, ``5 × 40 kg``, ``15 × band 2``, ``12``."""
    parts = [str(amount)]
    if hold_s:
        parts.append(_("%(hold)d s") % {"hold": hold_s})
    if load_kg is not None:
        parts.append(describe_load(float(load_kg), units))
    if band is not None:
        parts.append(describe_band(band))
    return " × ".join(parts)
