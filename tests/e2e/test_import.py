"""A file of another logger in a real browser: looked at, stored while one watches, taken back."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from logbook.models import SetEntry
from tests.factories import UserFactory
from tests.logbook.exchange.imports.import_steps import FILES
from tests.logbook.long_logs import start

from .conftest import DESK


@pytest.fixture
def runner(library):
    return start(UserFactory(), date.today() - timedelta(days=9))


def look_at(page, name):
    page.goto("/logbook/import/")
    page.locator("[name=file]").set_input_files(FILES / name)
    page.get_by_role("button", name="Look at the file").click()


def test_sets_are_stored_while_one_watches_and_taken_back(new_context, sign_in, runner):
    page = new_context().new_page()
    sign_in(page, runner)
    look_at(page, "hevy.csv")
    page.get_by_label("Glute Bridge Hold").select_option(label="Glute bridge")
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("heading", name="4 sets added")).to_be_visible()
    assert SetEntry.objects.count() == 4
    page.get_by_role("button", name="Undo the import").click()
    expect(page.get_by_role("heading", name="Taken back")).to_be_visible()
    assert not SetEntry.objects.exists()


def test_it_works_without_javascript(plain, sign_in, runner):
    sign_in(plain, runner)
    look_at(plain, "hevy.csv")
    plain.get_by_role("button", name="Import", exact=True).click()
    plain.get_by_role("button", name="Continue").click()
    expect(plain.get_by_role("heading", name="3 sets added")).to_be_visible()


@pytest.mark.thorough
@pytest.mark.answers(422)
@pytest.mark.parametrize("options", [{}, DESK], ids=["phone", "desk"])
def test_its_pages_are_for_everyone(new_context, sign_in, runner, sound, options):
    page = new_context(**options).new_page()
    sign_in(page, runner)
    page.goto("/logbook/import/")
    page.locator("[name=file]").set_input_files(__file__)
    page.get_by_role("button", name="Look at the file").click()
    expect(page.get_by_text("none of the files that can be read")).to_be_visible()
    sound(page)
    look_at(page, "strong-comma.csv")
    expect(page.get_by_role("heading", name="strong-comma.csv")).to_be_visible()
    sound(page)
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("heading", name=re.compile("sets added"))).to_be_visible()
    sound(page)
    page.get_by_role("link", name="Every line").click()
    sound(page)
