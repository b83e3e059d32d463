"""A history as JSON, checked to the last value, becomes the values of the rules.

What does not fit is refused by its place: ``sessions[3].sets[0].amount: …``.
"""

import json
from dataclasses import dataclass
from datetime import date

from .rules import Choice, Feedback, History, Morning, Session, SetDone

RATINGS = ("felt_left", "felt_right", "pain", "effort")


class Refused(ValueError):
    """One line: the place, and what is wanted there."""


def parse_history(text, *, on, exercises) -> History:
    """Any-time squeezes are checked like the rest and then left out: they are no session."""
    top = _At("history", _parsed(text))
    parts = top.fields(optional=("sessions", "mornings", "overrides", "waived"))
    sessions = [_session(one, on, exercises) for one in _list(parts, "sessions")]
    return History(
        sessions=tuple(session for session in sessions if session),
        mornings=_mornings(_list(parts, "mornings"), on),
        overrides=tuple(_choice(one, on, exercises) for one in _list(parts, "overrides")),
        waived=tuple(_choice(one, on, exercises) for one in _list(parts, "waived")),
    )


def parse_date(text, place):
    return _At(place, text).day()


def parse_number(text, place, low, high):
    """A whole number given as text."""
    value = int(text) if isinstance(text, str) and text.strip().isdecimal() else text
    return _At(place, value).whole(low, high)


def _parsed(text):
    def refuse(constant):
        raise ValueError(f"{constant} is no number")

    try:
        return json.loads(text, parse_constant=refuse)
    except (ValueError, RecursionError) as error:
        raise Refused(f"history: not JSON: {error}") from error


def _list(parts, name):
    return parts[name].items() if name in parts else []


def _session(at, on, exercises):
    of = at.fields(("date", "exercise", "sets"), ("anytime", *RATINGS, "form"))
    session = Session(
        of["date"].day(latest=on),
        of["exercise"].one_of(exercises, "an exercise of the program"),
        tuple(_set(one) for one in of["sets"].items(least=1)),
        Feedback(
            **{name: of[name].whole(0, 10) for name in RATINGS if _given(of, name)},
            form=of["form"].flag() if _given(of, "form") else None,
        ),
    )
    is_any_time = "anytime" in of and of["anytime"].flag()
    return None if is_any_time else session


def _set(at):
    of = at.fields(("side", "amount"), ("hold_s", "load_kg"))
    return SetDone(
        of["side"].one_of(("both", "left", "right"), "both, left or right"),
        of["amount"].whole(1, 999),
        of["hold_s"].whole(0, 600) if _given(of, "hold_s") else None,
        of["load_kg"].number(0, 999) if _given(of, "load_kg") else None,
    )


def _mornings(places, on):
    mornings = {}
    for at in places:
        of = at.fields(("date", "pain"))
        day = of["date"].day(latest=on)
        if day in mornings:
            of["date"].refuse("this morning was given before")
        mornings[day] = Morning(day, of["pain"].whole(0, 10))
    return tuple(mornings.values())


def _choice(at, on, exercises):
    of = at.fields(("date", "exercise"))
    return Choice(
        of["date"].day(latest=on),
        of["exercise"].one_of(exercises, "an exercise of the program"),
    )


def _given(of, name):
    """``null`` is as good as left out."""
    return name in of and of[name].value is not None


@dataclass
class _At:
    """A value that knows its place."""

    place: str
    value: object

    def refuse(self, why):
        raise Refused(f"{self.place}: {why}")

    def fields(self, needed=(), optional=()):
        if not isinstance(self.value, dict):
            self.refuse("an object is wanted")
        inside = "" if self.place == "history" else f"{self.place}."
        found = {name: _At(f"{inside}{name}", value) for name, value in self.value.items()}
        for name, at in found.items():
            if name not in (*needed, *optional):
                at.refuse("unknown")
        for name in needed:
            if name not in found:
                _At(f"{inside}{name}", None).refuse("missing")
        return found

    def items(self, least=0):
        if not isinstance(self.value, list) or len(self.value) < least:
            self.refuse("a list of at least one is wanted" if least else "a list is wanted")
        return [_At(f"{self.place}[{number}]", one) for number, one in enumerate(self.value)]

    def whole(self, low, high):
        if type(self.value) is not int or not low <= self.value <= high:
            self.refuse(f"a whole number from {low} to {high} is wanted")
        return self.value

    def number(self, low, high):
        if type(self.value) not in (int, float) or not low <= self.value <= high:
            self.refuse(f"a number from {low} to {high} is wanted")
        return float(self.value)

    def flag(self):
        if type(self.value) is not bool:
            self.refuse("true or false is wanted")
        return self.value

    def one_of(self, known, wanted):
        if not isinstance(self.value, str) or self.value not in known:
            self.refuse(f"{wanted} is wanted")
        return self.value

    def day(self, latest=None):
        try:
            day = date.fromisoformat(self.value)
        except (TypeError, ValueError):
            day = None
        # The years keep every sum of days inside the calendar.
        if day is None or day.isoformat() != self.value or not 1900 <= day.year <= 2999:
            self.refuse("a date like 2026-03-02 is wanted")
        if latest and day > latest:
            self.refuse(f"later than {latest}")
        return day
