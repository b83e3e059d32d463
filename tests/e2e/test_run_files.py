"""Run files in a real browser: dropped, looked at, stored, taken back; shared without reception."""

import re

import pytest
from playwright.sync_api import expect

from logbook.models import Run
from tests.factories import UserFactory
from tests.logbook.runs.files.case_files import CASES

DROP = """names => {
  const dropped = new DataTransfer();
  for (const [name, text] of names) dropped.items.add(new File([text], name));
  for (const type of ["dragover", "drop"])
    document.body.dispatchEvent(
      new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: dropped }));
}"""
SHARE = """() => {
  const form = document.createElement("form");
  Object.assign(form, { method: "post", action: "/runs/import/share/" });
  document.body.append(form);
  form.submit();
}"""


@pytest.fixture
def runner(library):
    return UserFactory(time_zone="Europe/Berlin")


def test_files_dropped_anywhere_come_in_and_are_taken_back(new_context, sign_in, runner):
    page = new_context().new_page()
    sign_in(page, runner)
    page.goto("/runs/import/")
    names = ["tcx/berlin-run.tcx", "gpx/two-tracks.gpx"]
    page.evaluate(DROP, [[name, (CASES / name).read_text()] for name in names])
    page.get_by_role("button", name="Look at the files").click()
    expect(page.get_by_text("3 runs to add")).to_be_visible()
    page.get_by_role("button", name="Add these runs").click()
    expect(page.get_by_role("heading", name="3 runs added")).to_be_visible()
    assert Run.objects.count() == 3
    page.get_by_role("button", name="Undo the import").click()
    expect(page.get_by_role("heading", name="Taken back")).to_be_visible()
    assert not Run.objects.exists()


@pytest.mark.parametrize("address", ["/runs/import/", "/logbook/import/"])
def test_what_is_too_big_is_said_before_it_is_sent(new_context, sign_in, runner, settings, address):
    settings.LARGEST_UPLOAD = 1_000_000
    page = new_context().new_page()
    sign_in(page, runner)
    page.goto(address)
    field = page.locator("input[type=file]")
    said = "field => field.validationMessage"
    field.set_input_files({"name": "x.csv", "mimeType": "text/csv", "buffer": b"x" * 1_000_001})
    assert "at most 1 MB" in field.evaluate(said)
    page.get_by_role("button", name="Look at the file").click()
    expect(page).to_have_url(re.compile(f"{address}$"))
    expect(page.locator(".errorlist")).to_have_count(0)  # nothing was sent
    field.set_input_files({"name": "x.csv", "mimeType": "text/csv", "buffer": b"x"})
    assert not field.evaluate(said)


def test_a_calendar_is_corrected_without_javascript(plain, sign_in, runner):
    sign_in(plain, runner)
    plain.goto("/runs/import/")
    plain.locator("[name=files]").set_input_files(CASES / "ics/trainingpeaks.ics")
    plain.get_by_role("button", name="Look at the files").click()
    race = plain.locator(".run-row", has_text="Hamburg Marathon")
    race.get_by_label("Kind").select_option("easy")
    plain.get_by_role("button", name="Add these runs").click()
    expect(plain.get_by_role("heading", name="runs added")).to_be_visible()
    assert not Run.objects.filter(kind="race").exists()


@pytest.mark.usefixtures("service_worker", "whole_browser")
def test_a_file_that_is_shared_without_reception_is_said_not_to_have_arrived(
    new_context, sign_in, runner
):
    context = new_context()
    page = context.new_page()
    sign_in(page, runner)
    page.goto("/runs/import/")
    page.wait_for_function("() => navigator.serviceWorker.controller")
    context.set_offline(True)
    page.evaluate(SHARE)
    expect(page.get_by_role("heading", name="No reception")).to_be_visible()
    expect(page.get_by_text("has not arrived: share it again")).to_be_visible()
