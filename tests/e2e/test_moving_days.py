"""A whole day moves at once, and the runner chooses which answer counts."""

import pytest
from playwright.sync_api import expect

from logbook.models import Feedback, SetEntry
from tests.factories import UserFactory
from tests.logbook.long_logs import start

from .conftest import DESK
from .test_today_at_a_glance import DAY, MONDAY, did

FRIDAY, THURSDAY = MONDAY - 3 * DAY, MONDAY - 4 * DAY
pytestmark = [
    pytest.mark.usefixtures("library", "clock", "transactional_db"),
    pytest.mark.answers(422),
]


def answers(day):
    sets = SetEntry.objects.filter(workout__date=day)
    return list(Feedback.objects.filter(workout__in=sets.values("workout")).values_list("pain"))


@pytest.mark.parametrize(
    "options", [{}, pytest.param(DESK, marks=pytest.mark.thorough)], ids=["phone", "desk"]
)
def test_a_day_moves_onto_one_with_an_answer_and_back(new_context, clock, sign_in, sound, options):
    clock.go(MONDAY)
    user = start(UserFactory(), MONDAY - 20 * DAY)
    did(user, FRIDAY, "prone-squeeze", pain=3)
    did(user, THURSDAY, "prone-squeeze", pain=0)
    page = new_context(**options).new_page()
    sign_in(page, user)
    page.goto(f"/logbook/{FRIDAY}/")
    page.get_by_role("link", name="Move this day").click()
    page.get_by_label("Move to").fill(f"{THURSDAY}")
    page.locator(".mover").get_by_role("button", name="Move").click()
    expect(page.get_by_text("Which one counts?")).to_be_visible()
    sound(page)
    page.get_by_text("What you said on 27 February: felt 8 left, 8 right, pain 3").click()
    page.locator(".mover").get_by_role("button", name="Move").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thursday 26")
    assert (answers(FRIDAY), answers(THURSDAY)) == ([], [(3,)])
    page.locator("#toast").get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Friday 27")
    assert (answers(FRIDAY), answers(THURSDAY)) == ([(3,)], [(0,)])
