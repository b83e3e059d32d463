"""Five thousand activities in one zip, as twenty years of a runner's exports have them."""

import gzip
import io
import tracemalloc
import zipfile
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from logbook.models import Run, RunImport
from logbook.runs.files import previews, store
from logbook.runs.files.found import ReadSettings
from logbook.runs.files.limits import Budget
from logbook.runs.files.read_files import read_files
from tests.factories import UserFactory

from .case_files import CASES, NOW
from .test_more_kinds import A_RUN, fit, seconds, session

MANY = 5000
FIRST = datetime(2012, 1, 1, 6, tzinfo=UTC)
MOST_BYTES = 200_000_000
HEAD = (CASES / "strava/activities.en.csv").read_text().splitlines()[0]
ROW = '{n},"{day}","Run",Run,"",2700,8.50,,,false,"",,activities/{n}.fit.gz,,,2700,2640,8500,4.1'
SETTINGS = ReadSettings(ZoneInfo("Europe/Berlin"), NOW)


def starts():
    return [FIRST + timedelta(hours=20 * n) for n in range(MANY)]


def export_of_strava():
    rows = [
        ROW.format(n=n, day=f"{at:%b} {at.day}, {at:%Y, %I:%M:%S %p}")
        for n, at in enumerate(starts())
    ]
    files = {"activities.csv": "\n".join([HEAD, *rows])}
    packed = gzip.compress((CASES / "fit/berlin-run.fit").read_bytes())
    return files | {f"activities/{n}.fit.gz": packed for n in range(MANY)}


def files_of_a_watch():
    return {f"{n}.fit": fit(session(start=seconds(at))) for n, at in enumerate(starts())}


def zipped(files):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    packed.seek(0)
    return packed


@pytest.mark.thorough
@pytest.mark.django_db
@pytest.mark.parametrize("files", [export_of_strava, files_of_a_watch])
def test_five_thousand_activities_come_in_and_are_taken_back(files):
    user, file = UserFactory(time_zone="Europe/Berlin"), zipped(files())
    tracemalloc.start()
    found = read_files([("export.zip", file)], SETTINGS)  # within the budget of CPU time
    made = previews.store_preview(user=user, names=["export.zip"], found=found, settings=SETTINGS)
    store.confirm(run_import=made, runs=made.preview["runs"], coming=[])
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < MOST_BYTES
    assert Run.objects.for_user(user).count() == MANY
    store.undo(run_import=RunImport.objects.get())
    assert Run.objects.count() == 0


def test_the_files_beside_a_list_are_not_opened(monkeypatch):
    monkeypatch.setattr(Budget.__init__, "__defaults__", (50, 10**6, 100))
    files = {"activities.csv": f"{HEAD}\n" + ROW.format(n=1, day="May 3, 2026, 7:15:00 AM")}
    files |= {f"activities/{n}.fit.gz": gzip.compress(b"x" * 10_000) for n in range(500)}
    [one] = read_files([("export.zip", zipped(files))], SETTINGS).activities
    assert (one.sport, f"{one.start:%Y-%m-%d %H:%M}") == A_RUN[:2]
    assert one.seconds == 2640
