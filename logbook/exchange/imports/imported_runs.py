"""The runs of a file: those that are not there yet are added, and an undo removes them again."""

from collections import defaultdict
from datetime import UTC, date, datetime
from typing import NamedTuple
from uuid import UUID

from ...models import Run
from ...runs.room_on_days import RoomOnDays


class RunRow(NamedTuple):
    """A run as previews and the undo store it in JSON, as a list in this order.

    A file that was read by an earlier version has the first values alone.
    """

    date: str
    kind: str
    minutes: int
    felt_left: int | None = None
    felt_right: int | None = None
    pain: int | None = None
    pain_place: str = ""
    skipped: bool = False
    distance_m: int | None = None
    started_at: str | None = None  # UTC
    key: str | None = None


def _key(row):
    return row.key


def _start(row):
    return row.started_at


def _said(row):
    """What the runner says of a run, which every file has."""
    return row[: RunRow._fields.index("skipped")]


def _said_without_start(row):
    return None if row.started_at else _said(row)


# What a run of the file and one of the logbook have in common if they are the same, surest first.
# Two that began at different moments are two, however alike they are.
IN_COMMON = (
    (_key, _key),
    (_start, _start),
    (_said, _said_without_start),
    (_said_without_start, _said),
)


def add_runs(file_import) -> list[list]:
    """Adds the runs that do not stand there yet, and returns [pk, *RunRow] of each.

    Two equal runs of a file are two runs. What a day has no room for is left out.
    """
    user = file_import.user
    in_file = [RunRow(*values) for values in file_import.preview.get("runs", ())]
    new = _not_in_logbook(in_file, list(Run.objects.for_user(user)))
    runs = [Run(user=user, **_columns(row)) for row in sorted(new, key=str)]
    room = RoomOnDays(user, {run.date for run in runs})
    made = Run.objects.bulk_create((run for run in runs if room.take(run.date)), batch_size=500)
    return [[run.pk, *row_of(run)] for run in made]


def remove_runs(file_import) -> None:
    """Removes what ``add_runs`` added, but for runs that the runner corrected since."""
    added = {pk: RunRow(*values) for pk, *values in file_import.added.get("runs", ())}
    runs = Run.objects.for_user(file_import.user)
    same = [pk for pk, run in runs.in_bulk(added).items() if row_of(run) == added[pk]]
    runs.filter(pk__in=same).delete()


def row_of(run) -> RunRow:
    """The values of a stored run, or of one of our JSON file."""
    values = {name: getattr(run, name) for name in RunRow._fields}
    values["date"] = run.date.isoformat()
    values["started_at"] = run.started_at and run.started_at.astimezone(UTC).isoformat()
    values["key"] = run.key and str(run.key)
    return RunRow(**values)


def _not_in_logbook(rows, runs):
    """The rows without those that are there; each run of the logbook stands for one of them."""
    in_logbook = {run.pk: row_of(run) for run in runs}
    for of_file, of_logbook in IN_COMMON:
        same = defaultdict(list)
        for pk, row in in_logbook.items():
            same[of_logbook(row)].append(pk)
        same.pop(None, None)
        new = []
        for row in rows:
            if found := same.get(of_file(row)):
                del in_logbook[found.pop()]
            else:
                new.append(row)
        rows = new
    return rows


def _columns(row):
    columns = row._asdict() | {"date": date.fromisoformat(row.date)}
    columns["started_at"] = row.started_at and datetime.fromisoformat(row.started_at)
    return columns | {"key": row.key and UUID(row.key)}
