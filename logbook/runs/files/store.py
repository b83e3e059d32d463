"""A confirmed preview is written into the logbook in one transaction, and taken back as a whole."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from exercises.http_cache import runner_changed

from ... import actions
from ...derived import day_changed
from ...models import Run, RunImport
from ...uploads.turns import short_write
from ..room_on_days import CrowdedDay, RoomOnDays
from . import previews
from .found import RUN, Activity


def confirm(*, run_import: RunImport, runs: list[dict], coming: list[dict]) -> None:
    """Adds the rows of the preview that the runner takes, and forgets the preview.

    What came into the logbook since the preview was made is looked up again, so that the same run
    is never there twice. Nothing happens to an import that was confirmed meanwhile.
    """
    with short_write(run_import.user_id):
        locked = _locked(run_import)
        if locked is None or locked.state != "open":
            return
        locked.confirmed_at = timezone.now()
        days = {date.fromisoformat(row["on"]) for row in (*runs, *coming)}
        room = RoomOnDays(locked.user, days)  # there may be less than when the preview was made
        made = _new_runs(locked, runs, room) + _new_coming(locked, coming, room)
        Run.objects.bulk_create(made, batch_size=500)
        days = {run.date for run in made} | {date.fromisoformat(d) for d in _days(locked.filled)}
        if days:
            day_changed(locked.user, min(days))
        locked.added = len(made)
        locked.preview = {name: locked.preview[name] for name in ("reasons", "formats")}
        locked.save(update_fields=["confirmed_at", "added", "preview", "filled"])


@transaction.atomic
def log_once(*, user, key, on, kind, minutes, started_at=None, **values) -> tuple[Run, bool]:
    """Stores a run that a program sent, and says whether it is new.

    It is not, where its key is known, or where a run began at about the same time and lasted about
    as long. One that was entered or planned gets the start and the distance. Raises ``CrowdedDay``.
    """
    runner_changed(user)  # locks the runner's row, so that two requests take turns
    known = Run.objects.for_user(user).filter(key=key).first()
    if known is None and started_at is not None:
        one = Activity(RUN, started_at, minutes * 60, values.get("distance_m"), on=on)
        known = previews.stored_runs(user, [on]).same(one)
        if known is not None and known.started_at is None:
            told = {"minutes": minutes, "started_at": started_at} | values
            Run.objects.filter(pk=known.pk).update(**told)
            day_changed(user, on)
            known.refresh_from_db()
    if known is not None:
        return known, False
    if not RoomOnDays(user, [on]).take(on):
        raise CrowdedDay
    run = actions.log_run(
        user=user, on=on, kind=kind, minutes=minutes, key=key, started_at=started_at, **values
    )
    return run, True


def undo(*, run_import: RunImport) -> None:
    """Removes the runs that the import added, but for those that the runner changed since."""
    with short_write(run_import.user_id):
        locked = _locked(run_import)
        if locked is None or locked.state != "done":
            return
        mine = Run.objects.for_user(locked.user).filter(run_import=locked)
        days = set(mine.values_list("date", flat=True)) | _give_back(locked)
        mine.filter(changed_at=None).delete()
        locked.kept = mine.count()
        locked.undone_at, locked.filled = timezone.now(), {}
        if days:
            day_changed(locked.user, min(days))
        locked.save(update_fields=["undone_at", "kept", "filled"])


def _locked(run_import) -> RunImport | None:
    rows = RunImport.objects.select_for_update().select_related("user")
    return rows.filter(pk=run_import.pk).first()


def _new_runs(run_import, rows, room) -> list[Run]:
    """The runs to add; one that was entered or planned gets its start and distance instead."""
    activities = [previews.activity_of(row) for row in rows]
    stored = previews.stored_runs(run_import.user, [one.on for one in activities])
    made = []
    for row, one in zip(rows, activities, strict=True):
        values = {
            "minutes": max(1, round(one.seconds / 60)),
            "distance_m": row["m"],
            "started_at": one.start,
        }
        known = stored.same(one)
        if known is None and room.take(one.on):
            made.append(_run(run_import, date=one.on, kind=row["kind"], **values))
        elif known and known.started_at is None and one.start is not None:
            if row["m"] is None:
                del values["distance_m"]
            _fill(run_import, known, values)
    return made


def _new_coming(run_import, rows, room) -> list[Run]:
    user = run_import.user
    known = Run.objects.for_user(user).filter(key__in=[row["key"] for row in rows])
    by_key = {str(run.key): run for run in known}
    made = []
    for row in rows:
        values = {
            "date": date.fromisoformat(row["on"]),
            "kind": row["kind"],
            "minutes": row["minutes"],
            "distance_m": row["m"],
        }
        run = by_key.get(row["key"])
        if not room.take(values["date"]):
            continue
        if run is None:
            made.append(_run(run_import, key=UUID(row["key"]), **values))
        elif run.changed_at is None and run.date != values["date"]:
            _fill(run_import, run, values)
    return made


def _run(run_import, **values):
    return Run(user=run_import.user, run_import=run_import, **values)


def _fill(run_import, run, values) -> None:
    """Writes values into a run that was there, and notes what they were and became."""
    before = {name: _as_json(getattr(run, name)) for name in ("date", *values)}
    Run.objects.filter(pk=run.pk).update(**values)
    after = before | {name: _as_json(value) for name, value in values.items()}
    run_import.filled[str(run.pk)] = {name: [before[name], after[name]] for name in before}


def _give_back(run_import) -> set[date]:
    """Gives filled values back where they are still the same. Returns the days that changed."""
    runs = Run.objects.for_user(run_import.user).in_bulk([*map(int, run_import.filled)])
    days = set()
    for pk, values in run_import.filled.items():
        run = runs.get(int(pk))
        if run is None or run.changed_at:
            continue
        if all(_as_json(getattr(run, name)) == new for name, (_old, new) in values.items()):
            old = {name: _from_json(name, before) for name, (before, _after) in values.items()}
            Run.objects.filter(pk=run.pk).update(**old)
            days |= {run.date, old["date"]}
    return days


def _days(filled) -> set[str]:
    return {day for values in filled.values() for day in values["date"]}


def _as_json(value):
    return value.isoformat() if isinstance(value, date) else value


def _from_json(name, value):
    if value is None:
        return None
    read = {"date": date.fromisoformat, "started_at": datetime.fromisoformat}.get(name)
    return read(value) if read else value
