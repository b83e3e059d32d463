"""The files of ``cases/``, made by a script, and what a right reader finds in each."""

import json
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from logbook.runs.files.found import ReadSettings
from logbook.runs.files.read_files import read_files

CASES = Path(__file__).parent / "cases"
EXPECTED = json.loads((CASES / "EXPECTED.json").read_text())
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
NAMES = [name for name in EXPECTED if not name.startswith("_")]
DONE = [name for name in NAMES if EXPECTED[name].get("activities")]
NOTHING = [
    name for name in NAMES if not EXPECTED[name].get("activities", EXPECTED[name].get("events"))
]
CALENDARS = ["ics/calendar.ics", "ics/runna.ics", "ics/trainingpeaks.ics"]


def zone_of(name):
    return EXPECTED[name].get("runner_zone", "Europe/Berlin")


def read(*names, zone="Europe/Berlin", now=NOW, **settings):
    """What is found in files of ``cases/``."""
    files = [(name, (CASES / name).open("rb")) for name in names]
    try:
        return read_files(files, ReadSettings(ZoneInfo(zone), now, **settings))
    finally:
        for _name, file in files:
            file.close()
