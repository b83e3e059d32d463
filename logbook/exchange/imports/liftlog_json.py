"""LiftLog's export in JSON: sessions, their exercises, and the sets that were possible."""

from ...uploads import moments
from . import cell_values
from .done_sets import DoneSet, add_done_set
from .file_errors import LineError
from .read_result import ReadResult

slug, name = "liftlog", "LiftLog"
UNITS = {"kilograms": "kg", "pounds": "lb"}


def sessions_of(whole) -> list | None:
    """The sessions, if the JSON is LiftLog's."""
    lists = [whole] if isinstance(whole, list) else []
    if isinstance(whole, dict):
        lists = [value for value in whole.values() if isinstance(value, list)]
    for one in lists:
        if any(isinstance(session, dict) and "recordedExercises" in session for session in one):
            return one
    return None


def read(sessions: list, settings, result: ReadResult):
    """The lines are counted by the sets."""
    line = 0
    for session in sessions:
        session = session if isinstance(session, dict) else {}
        for exercise in _list(session, "recordedExercises"):
            # Once, however many sets it has: a file may have a name of millions of characters.
            name = cell_values.plain(_text(exercise, "blueprint", "name"), 100)
            for possible in _list(exercise, "potentialSets"):
                line = result.count_line(line + 1)
                with result.listing_unfit(line):
                    _add(line, name, possible, session, settings, result)
            _add_note(exercise, name, session, settings, result)


def _add(line, name, possible, session, settings, result):
    if not name:
        raise LineError("exercise")
    amount = cell_values.amount(_text(possible, "set", "repsCompleted"))
    if not amount:
        result.passed_over["planned"] += 1
        return
    # The moment of a set is UTC; the day is that of the session.
    at, when = None, _text(session, "date")
    if done_at := _text(possible, "set", "completionDateTime"):
        at, when = moments.moment(done_at, settings.zone)[1:]
    on = moments.moment(_text(session, "date") or done_at, settings.zone)[0]
    units = UNITS.get(_text(possible, "weight", "unit").casefold(), settings.units)
    load = cell_values.load(_text(possible, "weight", "value"), units)
    on = cell_values.in_range(on, settings.today)
    add_done_set(result, DoneSet(line, name, on, at, when, amount, None, load))


def _add_note(exercise, name, session, settings, result):
    note = cell_values.plain(_text(exercise, "notes"), 1000)
    if note and name:
        with result.listing_unfit(result.lines):
            on = moments.moment(_text(session, "date"), settings.zone)[0]
            day = result.day(cell_values.in_range(on, settings.today))
            day.add_note(name, note)


def _list(value, member):
    found = value.get(member) if isinstance(value, dict) else None
    return found if isinstance(found, list) else []


def _member(value, *members):
    for member in members:
        value = value.get(member) if isinstance(value, dict) else None
    return value


def _text(value, *members):
    found = _member(value, *members)
    return "" if found is None or isinstance(found, dict | list) else str(found)
