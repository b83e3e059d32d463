"""What belongs together stands together: heads at one height, words in cards, buttons apart."""

from datetime import date

import pytest
from django.contrib.auth.models import Group

from exercises.editors import EDITORS
from exercises.models import Exercise
from plans.models import Program
from tests.factories import RunFactory, UserFactory
from tests.logbook.long_logs import start

from . import runner
from .conftest import DESK

MONDAY = date(2026, 3, 2)
WITH_A_WAY_BACK = [
    "/runs/", "/runs/import/", "/logbook/import/", "/logbook/export/", "/logbook/report/",
    "/weeks/records/", "/exercises/glute-bridge/", "/exercises/compare/", "/muscles/",
    "/muscles/gluteus-maximus/", "/settings/leave/", "/accounts/factors/webauthn/",
]  # fmt: skip
WITHOUT = ["/settings/", "/logbook/", "/exercises/", "/start/", "/accounts/logout/"]
TOPS = """() => ["main .crumb", "main h1"].map((one) => document.querySelector(one))
  .map((one) => one && Math.round(one.getBoundingClientRect().top))"""
OVERLAPS = """() => {
  const boxes = [...document.querySelectorAll(".edit-btns > *")]
    .map((one) => one.getBoundingClientRect());
  return boxes.some((a, i) => boxes.slice(i + 1).some((b) =>
    a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom));
}"""


@pytest.fixture
def someone(library):
    return start(UserFactory(equipment=["mat"]), MONDAY)


@pytest.mark.parametrize("options", [{}, DESK], ids=["phone", "desk"])
def test_pages_begin_at_one_height(new_context, sign_in, someone, options):
    page = new_context(**options).new_page()
    sign_in(page, someone)
    for addresses in (WITH_A_WAY_BACK, WITHOUT):
        found = {}
        for address in addresses:
            page.goto(address)
            found[address] = page.evaluate(TOPS)
        assert len({tuple(tops) for tops in found.values()}) == 1, found


def test_skipping_the_questions_stays_in_the_card(page, sign_in, someone, clock):
    clock.go(MONDAY)
    sign_in(page, someone)
    page.goto("/today/")
    slug = runner.exercises_of(page)[0]
    runner.tap_all(page, slug)
    card = page.locator(f"#{slug}").bounding_box()
    skip = page.locator(f"#{slug} [name=skip]").bounding_box()
    assert skip["x"] + skip["width"] < card["x"] + card["width"]


@pytest.mark.parametrize("options", [{}, DESK], ids=["phone", "desk"])
def test_the_buttons_of_a_run_stand_apart(new_context, sign_in, someone, options):
    page = new_context(**options).new_page()
    sign_in(page, someone)
    page.goto(f"/runs/{RunFactory(user=someone, date=MONDAY).pk}/")
    assert not page.evaluate(OVERLAPS)


def test_an_editors_pages_keep_to_their_edge_on_a_phone(page, sign_in, library):
    editor = UserFactory(is_staff=True, is_superuser=True)
    editor.groups.add(Group.objects.get(name=EDITORS))
    sign_in(page, editor)
    page.goto(f"/admin/exercises/exercise/{Exercise.objects.first().pk}/change/")
    way, head = page.locator(".breadcrumbs a").first, page.locator("#content h1")
    assert way.bounding_box()["x"] == head.bounding_box()["x"]
    page.goto(f"/admin/plans/program/{Program.objects.first().pk}/change/")
    stage = page.locator(".inline-related").first
    key = stage.locator("[name$=-key]").bounding_box()
    box = stage.bounding_box()
    assert key["x"] + key["width"] < box["x"] + box["width"]
