"""What leads out of the logbook: made, seen by others and withdrawn, on a phone without scripts."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.factories import UserFactory
from tests.logbook.long_logs import start, train

from .conftest import DESK, too_wide

pytestmark = pytest.mark.usefixtures("library")
TRAINED = 20


@pytest.fixture
def runner(library):
    today = timezone.localdate()
    user = start(UserFactory(equipment=["mat", "wall", "band"]), today - timedelta(TRAINED))
    train(user, today - timedelta(TRAINED - 1), TRAINED, effort=6)
    return user


def fits(page):
    assert too_wide(page) <= 0


def link_made_on(page):
    page.goto("/logbook/export/")
    page.get_by_text("Make a link").click()
    page.get_by_label("Heading of the page").fill("Training of Jo")
    page.get_by_role("button", name="Make the link").click()
    return page.get_by_label("copy it now").input_value()


@pytest.mark.answers(404)
def test_a_link_is_made_read_and_withdrawn(plain, new_context, sign_in, runner):
    sign_in(plain, runner)
    address = link_made_on(plain)
    coach = new_context(java_script_enabled=False).new_page()
    coach.goto(address)
    expect(coach.get_by_role("heading", level=1)).to_have_text("Training of Jo")
    expect(coach.get_by_text("felt 7 left, 8 right").first).to_be_visible()
    plain.goto("/logbook/export/")
    plain.get_by_role("button", name="Withdraw Training of Jo").click()
    expect(plain.get_by_text("The address leads nowhere now.")).to_be_visible()
    assert coach.goto(address).status == 404


def test_the_table_comes_as_a_file(plain, sign_in, runner):
    sign_in(plain, runner)
    plain.goto("/logbook/export/")
    with plain.expect_download() as coming:
        plain.get_by_role("link", name="Table (CSV)").click()
    lines = coming.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 1 + TRAINED * 8


@pytest.mark.thorough
@pytest.mark.answers(422)
@pytest.mark.parametrize("how", [{}, {"color_scheme": "dark"}, DESK], ids=["phone", "dark", "desk"])
def test_each_page_reads_well(new_context, sign_in, runner, axe, how):
    page = new_context(**how).new_page()
    sign_in(page, runner)
    address = link_made_on(page)
    for seen in (
        None,
        "/logbook/export/",
        "/logbook/report/",
        "/logbook/report/?from=2020-01-01&to=2019-01-01",
        address,
    ):
        if seen:
            page.goto(seen)
        axe(page)
        fits(page)


def test_the_printed_report_is_nothing_but_the_report(desk, sign_in, runner):
    sign_in(desk, runner)
    desk.goto("/logbook/report/")
    desk.emulate_media(media="print")
    expect(desk.get_by_text("Training record,")).to_be_visible()
    for name in ("Show these days", "Squeeze", "Export", "Exercises"):
        expect(desk.get_by_text(name, exact=True).first).to_be_hidden()
