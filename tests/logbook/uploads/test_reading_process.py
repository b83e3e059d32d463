"""A file is read in a process of its own, which ends whatever the file makes of it."""

import os

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from logbook.models import Import, RunImport
from logbook.uploads import reading_process
from logbook.uploads.errors import FileError
from logbook.uploads.reading_process import TOO_MUCH, read_apart
from tests.logbook.runs.files.case_files import CASES, NOW

SETS = b"Date,Exercise,Reps\n2026-02-27,Glute bridge,12\n"


@pytest.fixture(autouse=True)
def _apart(settings):
    settings.READ_FILES_APART = True


def swallow_memory():
    return bytearray(2 * reading_process.MEMORY)


def go_on_for_ever():
    while True:
        pass


def crash():
    os.abort()


def refuse(word):
    raise FileError("No %(word)s", word=word)


def current_language():
    print("This is no part of the answer.")
    return translation.get_language()


def test_what_a_reader_returns_comes_back_in_the_language_of_the_page():
    with translation.override("de"):
        assert read_apart(current_language) == "de"


def test_what_a_reader_raises_comes_back():
    with pytest.raises(FileError, match="No dates"):
        read_apart(refuse, "dates")


@pytest.mark.parametrize("reader", [swallow_memory, crash])
def test_a_file_that_takes_its_process_down_is_refused(reader):
    with pytest.raises(FileError) as refused:
        read_apart(reader)
    assert refused.value.message == TOO_MUCH


@pytest.mark.parametrize(("limit", "value"), [("CPU_S", 2), ("WAIT_S", 0.5)])
def test_a_file_without_an_end_is_refused(limit, value, monkeypatch):
    monkeypatch.setattr(reading_process, limit, value)
    with pytest.raises(FileError) as refused:
        read_apart(go_on_for_ever)
    assert refused.value.message == TOO_MUCH


def test_a_refusal_stands_at_the_file(client, runner):
    file = SimpleUploadedFile("a.csv", b"nothing that is known")
    page = client.post(reverse("imports"), {"file": file, "units": "kg"})
    assert page.status_code == 422
    assert "Its first line is: nothing that is known" in page.context["form"].errors["file"][0]


def test_sets_and_columns_are_read(client, runner):
    file = SimpleUploadedFile("a.csv", SETS)
    client.post(reverse("imports"), {"file": file, "units": "kg"})
    made = Import.objects.get()
    assert made.preview["ask"]["names"] == ["Date", "Exercise", "Reps"]
    chosen = {"column-0": "when", "column-1": "name", "column-2": "reps", "units": "kg"}
    client.post(reverse("import_columns", args=[made.pk]), chosen)
    made.refresh_from_db()
    assert made.preview["sets"] == 1


def test_runs_are_read(client, runner):
    file = SimpleUploadedFile("a.tcx", (CASES / "tcx/berlin-run.tcx").read_bytes())
    with time_machine.travel(NOW, tick=False):
        client.post(reverse("run_imports"), {"files": file, "units": "km"})
    assert RunImport.objects.get().preview["runs"]
