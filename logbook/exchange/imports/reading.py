"""A whole file of any of the known forms, read but not yet stored."""

from django.utils.translation import gettext_lazy as _

from . import foreign, ours
from .faults import Refused, Unfit
from .foreign import Settings
from .gathering import Reading, SetRead, odd
from .opening import text_of
from .tables import rows_of


def read(data: bytes, settings: Settings, most: int) -> Reading:
    """``most``: bytes. ``Refused`` where the file as a whole is of no use."""
    text = text_of(data, most)
    if text.lstrip()[:1] in ("{", "["):
        reading = Reading(ours.JSON, "Hipdrive")
        ours.read_json(text, settings, reading)
    else:
        source, rows = rows_of(text, _known)
        reading = Reading(source.slug, source.name)
        _read_rows(rows, source, settings, reading)
    if not reading.lines:
        raise Refused(_("There is a header in this file and nothing under it."))
    return reading


def _known(names):
    return ours.csv_source(names) or foreign.source_of(names)


def _read_rows(rows, source, settings, reading):
    seen = set()
    for row in rows:
        reading.next_line(row.line)
        try:
            if row.has_more:
                raise Unfit("columns")
            if source.slug == ours.CSV:
                ours.add_row(row, settings, reading)
            else:
                _add(source, source.read(row, settings), row, seen, reading)
        except Unfit as unfit:
            reading.refuse(row.line, unfit)


def _add(source, found, row, seen, reading):
    raw = tuple(row.cells.values())
    is_copy = source.numbers_sets and raw in seen
    seen.add(raw)
    written_at, written_load = found.written
    content = (written_at, found.name.casefold(), found.amount, found.hold_s, written_load)
    one = SetRead(
        line=row.line,
        key=reading.key_for(*content),
        name=found.name,
        side="both",
        amount=found.amount,
        hold_s=found.hold_s,
        load_kg=None if found.load_kg is None else str(found.load_kg),
        at=found.at and found.at.isoformat(),
        any_time=False,
        asked=[],
        effort=None if found.effort is None else str(found.effort),
        marks=found.marks + odd(found.amount, found.load_kg) + ["copy"] * is_copy,
    )
    reading.add(found.date, one)
    day = reading.day(found.date)
    for note in map(list, found.notes):
        if note not in day.notes:
            day.notes.append(note)
