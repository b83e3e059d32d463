"""Our own exports: CSV with a row a set or a run, and JSON with everything.

Both become the models of our JSON file, which check the values; a cell of CSV is parsed before.
"""

import json
import re
from datetime import UTC, datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError

from exercises.units import EXACT

from ...models import FARTHEST_RUN, MOST_NOTE
from ...pain_zones import AMBER
from ...uploads import moments
from ...uploads.json_size import is_too_much
from .. import hipdrive_file
from ..exports.formula_escaping import unescaped
from . import cell_values, runner_settings
from .file_errors import FileError, LineError
from .imported_runs import row_of
from .other_apps import App
from .read_result import ReadSet

ODD_ESCAPE = re.compile(r"\\u(00[01]|007f|d[89a-f])", re.I)
CSV, RUNS_CSV, JSON = "hipdrive-csv", "hipdrive-runs", "hipdrive-json"
# Every page reads what the runner chose and how the settings were, so a list of them has an end:
# one entry a day for ten years, and of what is changed of a day's plan some a day.
MOST_CHANGES, MOST_DAY_CHANGES = 4_000, 20_000
EASY_WEEKS = ("easy_weeks", "easy_weeks_put_off", "easy_weeks_ended")
TOO_MUCH = _("There is more in this JSON file than any logbook holds.")
RATINGS_OF_A_RUN = ("felt_left", "felt_right", "pain")
RATINGS = (*RATINGS_OF_A_RUN, "effort")
# Why a line does not fit, by the member that is wrong.
REASON_OF = {
    "date": "date", "on": "date", "logged_at": "date", "exercise": "exercise", "side": "side",
    "amount": "amount", "sets": "amount", "version": "amount", "revision": "amount",
    "hold_s": "hold", "load_kg": "load", "key": "key", "kind": "word", "form": "word",
    "took_over": "word", "any_time": "word", "primer": "word", "band": "band",
    "morning_place": "word", "morning_from_training": "word", "morning_pain": "rating",
    "minutes": "minutes", "started_at": "date", "distance_m": "distance", "skipped": "word",
    "pain_place": "word",
    **dict.fromkeys(RATINGS, "rating"),
}  # fmt: skip


def _read_row(row, settings, result):
    """Reads a set, and beside it the feedback on its session and its day."""
    on = moments.moment(row["date"], settings.zone)[0]
    on = cell_values.in_range(on, settings.today)
    one = _checked(hipdrive_file.Set, _set_cells(row, settings))
    feedback = _checked(hipdrive_file.Feedback, _feedback_cells(row))
    morning = _checked(hipdrive_file.Day, {"date": on} | _morning_cells(row))
    _add_set(one, row.line, on, settings, result)
    day = result.day(on)
    values = feedback.model_dump(exclude={"exercise", "skipped"})
    if any(value not in (None, "") for value in values.values()):
        day.feedback.setdefault(_name(feedback), values)
    if morning.morning_pain is not None:
        _set_morning(day, morning)
    day.add_note("", cell_values.plain(unescaped(row["note"]), MOST_NOTE))


class RowReader:
    repair = None

    def __init__(self, settings):
        self.settings = settings

    def read(self, row, result):
        _read_row(row, self.settings, result)


# Known by the names of its columns.
APP = App(CSV, "Hipdrive", frozenset({"date", "exercise", "side", "amount", "key"}))


class RunRowReader(RowReader):
    def read(self, row, result):
        _add_run(_checked(hipdrive_file.Run, _run_cells(row, self.settings)), self.settings, result)


RUNS_APP = App(RUNS_CSV, "Hipdrive", frozenset({"date", "kind", "minutes", "started_at"}))


def _run_cells(row, settings):
    kilometres = cell_values.number(row["distance_km"], "distance")
    started_at = row["started_at"].strip()
    return {
        "key": row["key"].strip() or None,
        "date": moments.moment(row["date"], settings.zone)[0],
        "kind": row["kind"].strip().casefold(),
        "minutes": cell_values.number(row["minutes"], "minutes"),
        "distance_m": kilometres and kilometres * 1000,
        "started_at": moments.moment(started_at, settings.zone)[1] if started_at else None,
        **{name: cell_values.number(row[name], "rating") for name in RATINGS_OF_A_RUN},
        "pain_place": row["pain_place"].strip().casefold(),
        "skipped": cell_values.yes_or_no(row["skipped"]),
    }


def _set_cells(row, settings):
    logged_at = row["logged_at"].strip()
    cells = {
        "key": row["key"].strip() or None,
        "exercise": row["exercise"],
        "side": row["side"].strip().casefold() or None,
        **_dose_cells(row, ""),
        "any_time": cell_values.yes_or_no(row["any_time"]),
        "primer": cell_values.yes_or_no(row["primer"]),
        "logged_at": moments.moment(logged_at, settings.zone)[1] if logged_at else None,
    }
    sets = {"sets": cell_values.number(row["target_sets"], "amount")}
    return cells | {"target": sets | _dose_cells(row, "target_")}


def _dose_cells(row, prefix):
    return {
        name: cell_values.number(row[prefix + name], REASON_OF[name])
        for name in ("amount", "hold_s", "load_kg", "band")
    }


def _morning_cells(row):
    return {
        "morning_pain": cell_values.number(row["morning_pain"], "rating"),
        "morning_place": row["morning_place"].strip().casefold() or None,
        "morning_from_training": cell_values.yes_or_no(row["morning_from_training"]),
    }


def _feedback_cells(row):
    return {
        "exercise": row["exercise"],
        **{name: cell_values.number(row[name], "rating") for name in RATINGS},
        "form": cell_values.yes_or_no(row["form"]),
        "took_over": row["took_over"].strip().casefold(),
    }


def read_json(whole, settings, result):
    """The lines of a JSON file are counted by its sets and runs."""
    if not isinstance(whole, dict) or whole.get("format") != "hipdrive":
        raise FileError(_('This JSON file is not from Hipdrive: "format" is not "hipdrive".'))
    if whole.get("version") != hipdrive_file.VERSION:
        raise FileError(_("This file is of another version than this app reads."))
    _check_lengths(whole)
    line = 0
    days, choices, day_changes, runs = (
        _list(whole.get(name)) for name in ("days", "choices", "day_changes", "runs")
    )
    easy_weeks = {name: _list(whole.get(name)) for name in EASY_WEEKS}
    for day in days:
        line = _read_day(day, line, settings, result)
    counts = map(len, (days, choices, easy_weeks["easy_weeks"], day_changes))
    result.lines = result.lines or next(filter(None, counts), 0)
    for raw in choices:
        with result.listing_unfit(line):
            choice = _checked(hipdrive_file.Choice, raw)
            on = cell_values.in_range(choice.on, settings.today)
            result.choices.append((on.isoformat(), _name(choice), choice.kind))
    for raw in day_changes:
        with result.listing_unfit(line):
            change = _checked(hipdrive_file.DayChange, raw)
            on = cell_values.in_range(change.on, settings.today)
            instead = cell_values.plain(change.instead or "", 100)
            if bool(instead) != (change.kind == "swap"):
                raise LineError("exercise")
            result.day_changes.append((on.isoformat(), _name(change), change.kind, instead))
    for name, found in easy_weeks.items():
        dates = getattr(result, name)
        for raw in found:
            with result.listing_unfit(line):
                on = cell_values.in_range(_checked(hipdrive_file.EasyWeek, raw).on, settings.today)
                dates.append(on.isoformat())
    for raw in runs:
        line = result.count_line(line + 1)
        with result.listing_unfit(line):
            _add_run(_checked(hipdrive_file.Run, raw), settings, result)
    result.settings = runner_settings.read_settings(whole)
    result.revisions = runner_settings.read_revisions(whole.get("program"))


def _check_lengths(whole):
    settings, program = (_object(whole.get(name)) for name in ("settings", "program"))
    lists = [whole.get(name) for name in ("choices", *EASY_WEEKS)]
    lists += [settings.get(name) for name in ("earlier", "earlier_zones", "load_steps")]
    lists += [settings.get("equipment"), program.get("revisions")]
    lists = [one for one in lists if isinstance(one, list)]
    if any(len(one) > MOST_CHANGES for one in lists) or (
        len(_list(whole.get("day_changes"))) > MOST_DAY_CHANGES
    ):
        raise FileError(TOO_MUCH)


def _read_day(raw, line, settings, result):
    """Reads the day and each of its parts by itself, so that one that is wrong spoils no other."""
    on = None
    with result.listing_unfit(line):
        only_date = {"date": raw.get("date")} if isinstance(raw, dict) else raw
        on = cell_values.in_range(_checked(hipdrive_file.Day, only_date).date, settings.today)
    if on is None:
        return line
    parts = {**raw}
    for one in _list(parts.pop("sets", None)):
        line = result.count_line(line + 1)
        with result.listing_unfit(line):
            _add_set(_checked(hipdrive_file.Set, one), line, on, settings, result)
    day = result.day(on)
    for one in _list(parts.pop("feedback", None)):
        with result.listing_unfit(line):
            feedback = _checked(hipdrive_file.Feedback, one)
            day.feedback[_name(feedback)] = feedback.model_dump(exclude={"exercise"})
    with result.listing_unfit(line):
        read = _checked(hipdrive_file.Day, parts)
        day.morning_skipped = read.morning_skipped
        _set_morning(day, read)
        day.add_note("", cell_values.plain(read.note, MOST_NOTE))
    return line


def _set_morning(day, read):
    """Where and why it hurt belong to pain of 3 or more."""
    day.morning_pain = read.morning_pain
    if read.morning_pain is not None and read.morning_pain >= AMBER:
        day.morning_place = read.morning_place
        day.morning_from_training = read.morning_from_training


def _add_set(one, line, on, settings, result):
    name, load_kg = _name(one), _load(one.load_kg)
    if one.any_time and one.primer:
        raise LineError("word", "primer")
    key = str(one.key) if one.key else None
    result.add_set(
        on,
        ReadSet(
            line=line,
            key=key or result.key_for(on, name, one.side, one.amount, one.hold_s, load_kg),
            name=name,
            side=one.side,
            amount=one.amount,
            hold_s=one.hold_s,
            load_kg=load_kg,
            at=_utc(one.logged_at, settings.zone),
            any_time=one.any_time,
            target=_target(one),
            effort=None,
            marks=[],  # it was in a logbook before, however much it is
            band=one.band,
            primer=one.primer,
        ),
    )


def _add_run(run, settings, result):
    cell_values.in_range(run.date, settings.today + FARTHEST_RUN)
    if (run.pain or 0) < AMBER:  # where it hurts is asked from there on
        run.pain_place = ""
    if started_at := _utc(run.started_at, settings.zone):
        run.started_at = datetime.fromisoformat(started_at)
    row = row_of(run)
    if row.key in result.run_keys:
        raise LineError("twice", row.key)
    result.count_run(run.date)
    if row.key:
        result.run_keys.add(row.key)
    result.runs.append(row)


def _target(one):
    target, cue = one.target or hipdrive_file.Target(), one.cue
    values = [
        target.sets,
        target.amount,
        target.hold_s,
        _load(target.load_kg),
        cue and (cell_values.plain(cue.key, 50) or None),
        cue and cue.version,
        target.revision,
        target.band,
    ]
    return values if any(value is not None for value in values) else []


def _checked(model, raw):
    """The model; a member that is null counts as not there."""
    if isinstance(raw, dict):
        raw = {name: value for name, value in raw.items() if value is not None}
    try:
        return model.model_validate(raw)
    except ValidationError as fault:
        error = fault.errors()[0]
    found = "" if error["type"] == "missing" else error["input"]
    member = next((name for name in reversed(error["loc"]) if name in REASON_OF), None)
    raise LineError(
        REASON_OF[member] if member and not isinstance(found, dict | list) else "shape", found
    )


def _name(of_exercise):
    name = cell_values.plain(of_exercise.exercise, 100)
    if not name:
        raise LineError("exercise")
    return name


def _load(load: Decimal | None) -> str | None:
    """0 is a load too, and not the same as none."""
    return None if load is None else str(load.quantize(EXACT) or load)


def _utc(at, zone):
    """A moment without a time zone is the runner's own."""
    if at is None:
        return None
    try:
        return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC).isoformat()
    except OverflowError:
        raise LineError("date", at) from None


def _list(value):
    if value is None:
        return []
    if not isinstance(value, list):
        raise FileError(_("This file is not as Hipdrive writes it: a list is missing."))
    return value


def _object(value):
    return value if isinstance(value, dict) else {}


def parse_json(text):
    if is_too_much(text):
        raise FileError(TOO_MUCH)
    hook = _plain_members if ODD_ESCAPE.search(text) else None
    try:
        return json.loads(
            text,
            parse_float=Decimal,
            parse_int=_number,
            parse_constant=str,
            object_pairs_hook=hook,
        )
    except json.JSONDecodeError as fault:
        raise FileError(
            _("This JSON file is broken in line %(line)d, column %(column)d."),
            line=fault.lineno,
            column=fault.colno,
        ) from None
    except RecursionError:
        raise FileError(_("This JSON file is nested too deeply to be a logbook.")) from None


def _plain_members(members):
    return {_plain(name): _plain(value) for name, value in members}


def _plain(value):
    """Leaves out characters that no database takes, which only an escape can bring."""
    if isinstance(value, str):
        return cell_values.NOT_PLAIN.sub("", value)
    return [_plain(one) for one in value] if isinstance(value, list) else value


def _number(digits):
    """Python refuses to make an int of thousands of digits."""
    return int(digits) if len(digits) < 20 else Decimal(digits)
