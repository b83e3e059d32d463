"""A day as planned: at most one tap a set and two an exercise, and no keyboard."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from exercises.models import Exercise
from logbook import actions
from logbook.models import Feedback, SetEntry
from plans.models import Choice
from tests.factories import SetEntryFactory, UserFactory
from tests.logbook.long_logs import start, train

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)
SQUEEZES = ("prone-squeeze", "standing-squeeze")
DAILY = ("wall-march-hold", "glute-bridge", "single-leg-bridge", "band-walk")
LIFTS = {"deadlift": 40, "single-leg-deadlift": 6}
pytestmark = pytest.mark.usefixtures("library")

# What a thumb does is counted in the browser, over all pages of a day.
COUNT = """
addEventListener("click", (event) => {
  if (event.isTrusted) localStorage.taps = Number(localStorage.taps ?? 0) + 1;
}, true);
for (const typing of ["keydown", "beforeinput"]) {
  addEventListener(typing, (event) => { if (event.isTrusted) localStorage.typed = "yes"; }, true);
}
addEventListener("focusin", ({ target }) => {
  if (target.matches("input[type=number]")) localStorage.typed = "yes";
}, true);
"""


@pytest.fixture
def runner(transactional_db, clock):
    """Has done all of the ladder, felt alike, with a known load for both lifts."""
    clock.go(MONDAY)
    runner = UserFactory(
        equipment=["mat", "wall", "band", "barbell", "trap-bar", "dumbbells"], minutes=20
    )
    start(runner, MONDAY - 14 * DAY)
    for slug in (*SQUEEZES, *DAILY, *LIFTS):
        exercise = Exercise.objects.get(slug=slug)
        kind = "going-on" if slug in SQUEEZES else "waiver"
        Choice.objects.create(user=runner, exercise=exercise, kind=kind, on=MONDAY - 14 * DAY)
    train(runner, MONDAY - 4 * DAY, 1, (*SQUEEZES, *DAILY), felt_left=8, felt_right=7, form=True)
    for slug, load_kg in LIFTS.items():
        for side in ("left", "right") if slug == "single-leg-deadlift" else ("both",):
            for _ in range(2):
                SetEntryFactory(
                    user=runner, slug=slug, date=MONDAY - 4 * DAY, side=side, amount=5,
                    hold_s=None, load_kg=load_kg,
                )  # fmt: skip
        exercise_id = Exercise.objects.get(slug=slug).pk
        said = {"pain": 0, "effort": 6, "felt_left": 8, "felt_right": 7}
        actions.give_feedback(user=runner, on=MONDAY - 4 * DAY, exercise_id=exercise_id, **said)
    return runner


@pytest.fixture
def thumb(page, clock, runner, sign_in):
    clock.follow(page)
    page.add_init_script(COUNT)
    sign_in(page, runner)
    return page


def begin(page, clock, day):
    """The number of sets and of exercises that are asked."""
    clock.go(day)
    page.goto("/today/")
    page.evaluate("() => { localStorage.taps = 0; localStorage.typed = ''; }")
    sets = page.locator(".lamp[aria-pressed=false]").count()
    return sets, page.locator("article.card").count()


def end(page):
    expect(page.get_by_text("All done for today").first).to_be_visible()
    expect(page.locator(".lamp.is-wait")).to_have_count(0)
    expect(page.locator("#sync")).to_be_hidden()
    assert page.evaluate("() => localStorage.typed") == "", "a keyboard came up"
    return int(page.evaluate("() => localStorage.taps"))


def answer(page, card):
    """The answers of last time are taken with one tap; the first time, no pain takes two."""
    form = card.locator("form.fb.is-open")
    expect(form).to_be_visible()
    as_last = form.get_by_role("button", name="Log as last time")
    taps = 1
    if as_last.count():
        as_last.tap()
    else:
        form.locator("label", has=page.locator("[name=pain][value='0']")).tap()
        form.get_by_role("button", name="Log", exact=True).tap()
        taps = 2
    expect(card.get_by_text("You said")).to_be_visible()
    return taps


def in_the_morning(page):
    if page.locator("#morning").count():
        page.locator("#morning").get_by_role("button", name="0", exact=True).tap()
        expect(page.locator("#morning")).to_have_count(0)


def test_three_days_as_planned_take_a_tap_a_set_and_two_an_exercise(thumb, clock, runner):
    met = set()
    for day in (MONDAY + n * DAY for n in range(3)):
        sets, exercises = begin(thumb, clock, day)
        in_the_morning(thumb)
        for card in thumb.locator("article.card").all():
            lamps = card.locator(".lamp[aria-pressed=false]")
            while left := lamps.count():
                lamps.first.tap()
                expect(lamps).to_have_count(left - 1)
            answer(thumb, card)
        taps = end(thumb)
        assert taps <= sets + 2 * exercises
        assert taps >= sets + exercises, "the count is wrong"
        done = SetEntry.objects.live().filter(user=runner, workout__date=day)
        met |= set(done.values_list("exercise__slug", flat=True))
        assert done.count() == sets
        for one in done:
            assert (one.amount, one.load_kg) == (one.target_amount, one.target_load_kg)
        said = Feedback.objects.filter(user=runner, workout__date=day)
        assert [one.pain for one in said] == [0] * exercises
    assert {"deadlift", "single-leg-deadlift"} & met
    assert {"band-walk", "wall-march-hold", "single-leg-bridge"} & met


def test_left_and_right_with_one_tap_halve_the_taps(thumb, clock, runner):
    sets, exercises = begin(thumb, clock, MONDAY)
    pairs = answers = 0
    for card in thumb.locator("article.card").all():
        both = card.get_by_role("button", name="Both sides")
        lamps = card.locator(".lamp[aria-pressed=false]")
        while left := lamps.count():
            if both.count() and both.is_visible():
                both.tap()
                pairs += 1
                expect(lamps).to_have_count(left - 2)
                clock_on(thumb)
            else:
                lamps.first.tap()
                expect(lamps).to_have_count(left - 1)
        answers += answer(thumb, card)
    assert pairs > 2
    assert answers <= exercises + 1  # one of them is new
    assert end(thumb) == sets - pairs + answers
    done = SetEntry.objects.live().filter(user=runner, workout__date=MONDAY)
    assert done.count() == sets
    assert done.filter(side="left").count() == done.filter(side="right").count() == pairs


def clock_on(page):
    """Nobody does two sets within 700 ms."""
    page.clock.run_for(1_000)
    page.wait_for_timeout(750)
