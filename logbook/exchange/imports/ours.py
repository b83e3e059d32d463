"""Our own exports: CSV, a row a set, and JSON, everything. Values are checked as if typed in."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ...models import MOST_NOTE, MOST_RUN_MIN, Feedback, Run, SetEntry
from ...runs.forms import DAYS
from ..exports.cells import unescaped
from . import gathering, preferences, values
from .faults import Refused, Unfit
from .foreign import Source

CSV, JSON = "hipdrive-csv", "hipdrive-json"
VERSION = 1
MOST_LISTS, MOST_VALUES = 500_000, 3_000_000  # of a JSON file, so that its memory is bounded
AHEAD = timedelta(DAYS)  # so far may a run be told
RATINGS = ("felt_left", "felt_right", "pain", "effort")
SOURCE = Source(CSV, "Hipdrive", frozenset({"date", "exercise", "side", "amount", "key"}), None)


def csv_source(names):
    return SOURCE if SOURCE.needs <= {*names} else None


def add_row(row, settings, reading):
    """One row of our CSV: a set, and beside it what was said of its session and its day."""
    on = _day(row["date"], settings)
    one = _set(row.cells, row.line, on, settings, reading)
    said = _said(row.cells)
    morning_pain = values.rating(row["morning_pain"])
    reading.add(on, one)
    day = reading.day(on)
    if any(value not in (None, "") for value in said.values()):
        day.said.setdefault(one.name, said)
    if morning_pain is not None:
        day.morning_pain = morning_pain
    _note(day, unescaped(row["note"]))


def read_json(text, settings, reading):
    """``{"format": "hipdrive", "version": 1, "days": […], "choices": […]}``: docs/export.md."""
    whole = _loaded(text)
    if not isinstance(whole, dict) or whole.get("format") != "hipdrive":
        raise Refused(_('This JSON file is not from Hipdrive: "format" is not "hipdrive".'))
    if whole.get("version") != str(VERSION):
        raise Refused(_("This file is of another version than this app reads."))
    place = 0
    days, choices, runs = (_list(whole.get(name)) for name in ("days", "choices", "runs"))
    for day in days:
        place = _read_day(day, place, settings, reading)
    reading.lines = reading.lines or len(days) or len(choices)
    for choice in choices:
        _try(reading, place, _choice, choice, settings, reading)
    for run in runs:
        place = reading.next_line(place + 1)
        _try(reading, place, _run, run, settings, reading)
    reading.settings = preferences.read(whole.get("settings"), whole.get("program"))
    reading.revisions = preferences.revisions_of(whole.get("program"))


def _read_day(day, place, settings, reading):
    on = _try(reading, place, lambda: _day(_object(day).get("date"), settings))
    if on is None:
        return place
    for one in _list(day.get("sets")):
        place = reading.next_line(place + 1)
        _try(reading, place, _add_set, one, place, on, settings, reading)
    for said in _list(day.get("feedback")):
        _try(reading, place, _add_said, said, reading.day(on))
    _try(reading, place, _add_day, day, reading.day(on))
    return place


def _add_set(one, place, on, settings, reading):
    one = _object(one)
    asked = _object(one.get("target") or {})
    cue = _object(one.get("cue") or {})
    cells = one | {f"target_{name}": value for name, value in asked.items()}
    cells |= {f"cue_{name}": value for name, value in cue.items()}
    reading.add(on, _set(cells, place, on, settings, reading))


def _add_said(said, day):
    said = _object(said)
    name = _name(said)
    day.said[name] = _said(said) | {"skipped": bool(said.get("skipped"))}


def _add_day(cells, day):
    day.morning_pain = values.rating(_text(cells, "morning_pain"))
    day.morning_skipped = bool(cells.get("morning_skipped"))
    _note(day, _text(cells, "note"))


def _choice(choice, settings, reading):
    choice = _object(choice)
    on = _day(choice.get("on"), settings)
    kind = _text(choice, "kind")
    if kind not in ("override", "waiver"):
        raise Unfit("word", kind)
    reading.choices.append((on.isoformat(), _name(choice), kind))


def _run(run, settings, reading):
    run = _object(run)
    on = _day(run.get("date"), settings, AHEAD)
    kind = _text(run, "kind")
    if kind not in Run.Kind.values:
        raise Unfit("word", kind)
    minutes = values.whole(_text(run, "minutes"), "minutes", 1, MOST_RUN_MIN)
    if minutes is None:
        raise Unfit("minutes")
    reading.runs.append((on.isoformat(), kind, minutes))


def _set(cells, line, on, settings, reading):
    name, side = _name(cells), _text(cells, "side").casefold() or "both"
    if side not in SetEntry.Side.values:
        raise Unfit("side", side)
    amount, hold_s = values.amount(_text(cells, "amount")), _hold(cells, "hold_s")
    load_kg = _load(cells, "load_kg")
    if not amount:
        raise Unfit("amount", _text(cells, "amount"))
    any_time = bool(values.yes_or_no(_text(cells, "any_time")))
    at = _at(cells, settings)
    key = _key(_text(cells, "key")) or reading.key_for(on, name, side, amount, hold_s, load_kg)
    return gathering.SetRead(
        line=line,
        key=key,
        name=name,
        side=side,
        amount=amount,
        hold_s=hold_s,
        load_kg=_string(load_kg),
        at=at,
        any_time=any_time,
        asked=_asked(cells),
        effort=None,
        marks=gathering.odd(amount, load_kg),
    )


def _asked(cells):
    asked = [
        values.whole(_text(cells, "target_sets"), "amount", 0, 99),
        values.whole(_text(cells, "target_amount"), "amount", 0, 999),
        _hold(cells, "target_hold_s"),
        _string(_load(cells, "target_load_kg")),
        values.plain(_text(cells, "cue_key"), 50) or None,
        values.whole(_text(cells, "cue_version"), "amount", 0, 9999),
        values.whole(_text(cells, "target_revision"), "amount", 0, 32767),
    ]
    return asked if any(value is not None for value in asked) else []


def _said(cells):
    said = {name: values.rating(_text(cells, name)) for name in RATINGS}
    took_over = _text(cells, "took_over").casefold()
    if took_over and took_over not in Feedback.TookOver.values:
        raise Unfit("word", took_over)
    return said | {"form": values.yes_or_no(_text(cells, "form")), "took_over": took_over}


def _hold(cells, name):
    """0 is said, and not the same as nothing."""
    return values.whole(_text(cells, name), "hold", 0, values.MOST_HOLD_S)


def _load(cells, name):
    text = _text(cells, name)
    return (values.load(text) or values.number(text, "load")) if text else None


def _string(value):
    return None if value is None else str(value)


def _at(cells, settings):
    text = _text(cells, "logged_at")
    if not text:
        return None
    _date, at, _said = values.moment(text, settings.zone)
    return (at or datetime.combine(_date, datetime.min.time(), UTC)).isoformat()


def _key(text):
    try:
        return str(UUID(text)) if text else ""
    except ValueError:
        raise Unfit("key", text) from None


def _day(text, settings, ahead=timedelta(0)):
    on, _at, _said = values.moment(text, settings.zone)
    return values.in_range(on, settings.today + ahead)


def _name(cells):
    name = values.plain(_text(cells, "exercise"), 100)
    if not name:
        raise Unfit("exercise")
    return name


def _note(day, text):
    text = values.plain(text, MOST_NOTE)
    if text and ["", text] not in day.notes:
        day.notes.append(["", text])


def _text(cells: Mapping, name) -> str:
    """A cell of CSV or a value of JSON, as text; a list or an object is neither."""
    value = cells.get(name)
    if value is None:
        return ""
    if isinstance(value, dict | list):
        raise Unfit("shape", name)
    return str(value).strip()


def _object(value):
    if not isinstance(value, dict):
        raise Unfit("shape", value)
    return value


def _list(value):
    if value is None:
        return []
    if not isinstance(value, list):
        raise Refused(_("This file is not as Hipdrive writes it: a list is missing."))
    return value


def _try(reading, place, read, *args):
    try:
        return read(*args)
    except Unfit as unfit:
        reading.refuse(place, unfit)


def _loaded(text):
    lists, commas = text.count("[") + text.count("{"), text.count(",")
    if lists > MOST_LISTS or commas > MOST_VALUES:
        raise Refused(_("There is more in this JSON file than any logbook holds."))
    try:
        return json.loads(text, parse_float=str, parse_int=str, parse_constant=str)
    except json.JSONDecodeError as fault:
        raise Refused(
            _("This JSON file is broken in line %(line)d, column %(column)d."),
            line=fault.lineno,
            column=fault.colno,
        ) from None
    except RecursionError:
        raise Refused(_("This JSON file is nested too deeply to be a logbook.")) from None
