"""A file of another logger in a real browser: looked at, stored while one watches, taken back."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from logbook.models import SetEntry
from logbook.uploads.turns import turn
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


@pytest.mark.thorough
def test_a_file_waits_its_turn_and_is_then_read_by_itself(new_context, sign_in, runner):
    page = new_context().new_page()
    sign_in(page, runner)
    with turn(runner):  # somebody else imports
        look_at(page, "hevy.csv")
        expect(page.get_by_role("heading", name="Waits its turn")).to_be_visible()
    expect(page.get_by_role("heading", name="Which exercise is which")).to_be_visible()


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


SHEET = """Jour;Mouvement;Charge;Nombre
2026-02-02;Deadlift (Barbell);42,5;5
02.02.2026;Pont fessier;;12
"""


def bring_sheet(page):
    file = {"name": "carnet.csv", "mimeType": "text/csv", "buffer": SHEET.encode()}
    page.goto("/logbook/import/")
    page.locator("[name=file]").set_input_files(file)
    page.get_by_role("button", name="Look at the file").click()


def test_a_table_of_ones_own_is_brought_by_saying_which_column_is_what(
    new_context, sign_in, runner, sound
):
    page = new_context().new_page()
    sign_in(page, runner)
    bring_sheet(page)
    expect(page.get_by_text("Say which column is what")).to_be_visible()
    expect(page.get_by_label("Jour")).to_have_value("when")
    page.get_by_label("Mouvement").select_option(label="Exercise")
    page.get_by_label("Charge").select_option(label="Load in kilograms")
    page.get_by_label("Nombre").select_option(label="Repetitions")
    sound(page)
    page.get_by_role("button", name="Read it so").click()
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("heading", name="2 sets added")).to_be_visible()
    bring_sheet(page)  # it is not asked again
    expect(page.get_by_text("2 of these sets are in your logbook already")).to_be_visible()
    sound(page)
    assert sorted(SetEntry.objects.values_list("exercise__slug", "load_kg", "amount")) == [
        ("deadlift", Decimal("42.5"), 5), ("glute-bridge", None, 12),
    ]  # fmt: skip


def test_a_french_file_comes_in_whole_and_the_second_export_in_pounds_adds_nothing(
    page, sign_in, runner
):
    sign_in(page, runner)
    for name in ("strong-fr.csv", "unit-change-1-kg.csv"):
        look_at(page, name)
        page.get_by_role("button", name="Import", exact=True).click()
        expect(page.get_by_role("heading", name=re.compile("[23] sets added"))).to_be_visible()
    look_at(page, "unit-change-2-lb.csv")
    expect(page.get_by_text("3 of these sets are in your logbook already")).to_be_visible()
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("heading", name="0 sets added")).to_be_visible()
    assert SetEntry.objects.count() == 5
