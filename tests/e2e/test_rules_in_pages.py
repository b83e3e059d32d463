"""What the rules decide, as a runner meets it: closing, time away, own choices, loads, safety."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from exercises.models import Exercise
from logbook.models import SetEntry
from plans import runner_choices
from plans.models import Screening
from plans.programs import enroll
from tests.factories import FeedbackFactory, SetEntryFactory, UserFactory

from . import runner

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)
SQUEEZES = ("prone-squeeze", "standing-squeeze")
EVERYTHING = ["mat", "wall", "band", "trap-bar", "barbell-rack", "dumbbells"]


@pytest.fixture
def someone(library, clock, page, sign_in):
    """``someone(**fields)``: screened three weeks ago, and signed in on the phone."""

    def make(screened=MONDAY - 20 * DAY, **fields):
        user = UserFactory(**{"equipment": EVERYTHING, **fields})
        Screening.objects.create(user=user, on=screened, answers={}, outcome="clear")
        enroll(user, on=screened)
        sign_in(page, user)
        clock.go(MONDAY)
        return user

    return make


def did(user, day, slug, sets=2, amount=10, hold_s=5, load_kg=None, **said):
    """One session of the past."""
    exercise = {"user": user, "date": day, "slug": slug}
    each = slug in ("single-leg-bridge", "band-walk", "wall-march-hold", "single-leg-deadlift")
    for side in ("left", "right") if each else ("both",):
        for _ in range(sets):
            SetEntryFactory(side=side, amount=amount, hold_s=hold_s, load_kg=load_kg, **exercise)
    FeedbackFactory(**exercise, **{"felt_left": 8, "felt_right": 8, "pain": 0} | said)


def squeezed(user, until):
    """Both squeezes proficient by a date."""
    for day in (until - 3 * DAY, until - 2 * DAY, until - DAY):
        for slug in SQUEEZES:
            did(user, day, slug)


def choose(user, slug, on=MONDAY):
    runner_choices.override(user=user, exercise=Exercise.objects.get(slug=slug), on=on)


def rung(page, slug):
    return page.locator(f"li.step#{slug}")


def unfold(page, slug):
    """The step on the plan, unfolded."""
    page.goto("/plan/")
    rung(page, slug).locator("summary").first.click()
    return rung(page, slug)


def test_pain_closes_a_step_and_painless_days_reopen_it(page, clock, someone):
    user = someone()
    squeezed(user, MONDAY - 2 * DAY)
    for day in (MONDAY - 2 * DAY, MONDAY - DAY):
        did(user, day, "glute-bridge", amount=8, hold_s=1, pain=7)
    page.goto("/plan/")
    bridge = rung(page, "glute-bridge")
    expect(bridge.locator(".state")).to_have_text("Closed")
    expect(bridge).to_contain_text("too much pain in: Glute bridge")
    expect(bridge).to_contain_text("after 2 more days with pain 2 or less")
    for day in (MONDAY, MONDAY + DAY):
        clock.go(day)
        page.goto("/today/")
        runner.say_this_morning(page)
        assert "glute-bridge" not in runner.exercises_of(page)
        runner.tap_all(page, "band-walk")
        runner.say(page, "band-walk")
    clock.go(MONDAY + 2 * DAY)
    page.goto("/plan/")
    expect(bridge.locator(".state")).to_have_text("Open")
    page.goto("/today/")
    runner.say_this_morning(page)
    too_much = "too much to go on like that: back to the bottom"
    expect(page.locator("#glute-bridge")).to_contain_text(too_much)


def test_a_card_says_what_time_away_did_and_the_questions_come_again(page, clock, someone):
    user = someone(screened=MONDAY - 40 * DAY, equipment=["mat"])
    squeezed(user, MONDAY - 22 * DAY)
    did(user, MONDAY - 21 * DAY, "glute-bridge", amount=12, hold_s=1)
    page.goto("/today/")
    card = page.locator("#glute-bridge")
    expect(card).to_contain_text("20 days off in a row: easier again, from the bottom")
    expect(card.locator(".target")).to_have_text("2 × 8, hold 1 s")
    clock.go(MONDAY + 10 * DAY)
    page.goto("/today/")
    expect(page.get_by_role("heading", name="Before you train")).to_be_visible()
    runner.answer_no(page)
    expect(card).to_contain_text("30 days off in a row: from the bottom again, and nothing")
    page.goto("/plan/")
    expect(rung(page, "glute-bridge").locator(".state")).to_have_text("Open")


@pytest.mark.thorough
def test_after_twelve_weeks_the_questions_come_again(page, clock, someone):
    user = someone(screened=MONDAY - 84 * DAY)
    squeezed(user, MONDAY)
    page.goto("/today/")
    expect(page.get_by_role("heading", name=runner.HOW_MUCH, level=1)).to_be_visible()
    clock.go(MONDAY + DAY)
    page.goto("/today/")
    expect(page.get_by_role("heading", name="Before you train")).to_be_visible()


def test_an_emergency_pattern_shows_its_text_and_no_plan(page, someone):
    choose(someone(), "deadlift")
    page.goto("/start/")
    page.get_by_role("group", name=re.compile("numb between the legs")).get_by_text("Yes").click()
    runner.answer_no(page)
    expect(page.get_by_role("alert")).to_contain_text("Go to an emergency department now")
    page.goto("/today/")
    expect(page.get_by_role("alert")).to_contain_text("get medical help now")
    assert not runner.exercises_of(page)
    page.goto("/plan/")
    expect(rung(page, "deadlift").locator(".state")).to_have_text("Locked")
    expect(rung(page, "deadlift").get_by_text("Open it anyway")).to_have_count(0)


def test_the_lifts_wait_until_a_clinician_was_asked(page, someone):
    choose(someone(), "deadlift")
    page.goto("/start/")
    page.get_by_role("group", name=re.compile("illness of your heart")).get_by_text("Yes").click()
    runner.answer_no(page)
    page.goto("/plan/")
    expect(rung(page, "deadlift")).to_contain_text("until you say that you have asked a clinician")
    page.goto("/start/ask/")
    page.get_by_role("button", name="I have asked, and may lift").click()
    page.goto("/today/")
    expect(page.locator("#deadlift")).to_contain_text("Your first lift is due.")


def test_a_step_is_opened_past_a_warning_and_closed_again(page, someone):
    someone()
    bridge = unfold(page, "glute-bridge")
    bridge.get_by_text("Open it anyway").click()
    expect(bridge).to_contain_text("The log does not show yet that you are ready")
    bridge.get_by_role("button", name="Open it, I have read this").click()
    expect(bridge.locator(".state")).to_have_text("Open")
    page.goto("/today/")
    expect(page.locator("#glute-bridge")).to_contain_text("Opened by you on 2 March")
    unfold(page, "glute-bridge")
    bridge.get_by_role("button", name="Close it again").click()
    expect(bridge.locator(".state")).to_have_text("Locked")


def test_the_plan_tells_when_a_step_may_open_once_it_is_asked(page, someone, axe):
    user = someone(screened=MONDAY - 12 * DAY)
    for days in range(1, 12):
        for slug in ("prone-squeeze", "standing-squeeze"):
            did(user, MONDAY - days * DAY, slug, sets=1, amount=10, hold_s=5)
    page.goto("/plan/")
    page.get_by_role("link", name="When may the locked steps open?").click()
    expect(page.locator("#forecast")).to_contain_text("How it is guessed")
    expect(page.locator("#forecast")).to_contain_text("about")
    axe(page)


@pytest.mark.thorough
def test_without_the_band_the_page_says_what_else_to_do(page, someone):
    user = someone(equipment=["mat", "wall"])
    squeezed(user, MONDAY)
    page.goto("/today/")
    expect(page.get_by_role("main")).to_contain_text("Band walk is left out. ")
    walk = unfold(page, "band-walk")
    expect(walk).to_contain_text("Missing: ")
    walk.get_by_text("Go on without it", exact=True).click()
    walk.get_by_role("button", name="Go on without it, I have read this").click()
    expect(walk).to_contain_text("it counts as met")
    walk.get_by_role("button", name="Take that back").click()
    expect(walk).not_to_contain_text("it counts as met")


@pytest.mark.thorough
def test_pounds_stay_whole_from_the_first_load_on(page, clock, someone):
    choose(someone(units="lb"), "deadlift")
    page.goto("/today/")
    page.get_by_role("link", name="My smallest step is another").click()
    page.get_by_label("Smallest step of the bar").select_option("10 lb")
    page.get_by_role("button", name="Save").click()
    page.goto("/today/")
    expect(page.locator("#deadlift")).to_contain_text("It goes up by 10 lb.")
    page.locator("#deadlift [name=load]:visible").fill("95")
    runner.tap_all(page, "deadlift")
    runner.say(page, "deadlift")
    expect(page.locator("#deadlift .target")).to_have_text("2 × 4, 95 lb")
    clock.go(MONDAY + 2 * DAY)
    page.goto("/today/")
    expect(page.locator("#deadlift .target")).to_have_text("2 × 4, 90 lb")
    expect(page.locator("#deadlift")).to_contain_text(
        "You took 95 lb; in your smallest steps that makes 90 lb."
    )


@pytest.mark.thorough
def test_one_lift_alone_or_both_in_turn(page, someone, axe):
    user = someone()
    for slug in ("deadlift", "single-leg-deadlift"):
        choose(user, slug)
    page.goto("/plan/")
    which = page.locator("#which-lift")
    which.locator("summary").click()
    which.get_by_role("button", name="Single-leg deadlift").click()
    expect(which.locator("[aria-pressed=true]")).to_have_text("Single-leg deadlift")
    axe(page)
    page.goto("/today/")
    expect(page.locator("#single-leg-deadlift")).to_contain_text("You chose to do this lift alone.")
    page.goto("/plan/")
    which.locator("summary").click()
    which.get_by_role("button", name="Both in turn").click()
    expect(which.locator("[aria-pressed=true]")).to_have_text("Both in turn")
    page.goto("/today/")
    assert runner.exercises_of(page)[-1] == "deadlift"


@pytest.mark.thorough
def test_a_fourth_set_is_offered_and_then_asked_for(page, clock, someone, axe):
    user = someone(equipment=["mat"])
    squeezed(user, MONDAY - 4 * DAY)
    for days, hold_s, sets in ((4, 1, 2), (3, 1, 2), (2, 2, 2), (1, 3, 2)):
        did(user, MONDAY - days * DAY, "glute-bridge", sets, 12, hold_s, felt_left=5, effort=7)
    page.goto("/today/")
    runner.say_this_morning(page)
    card = page.locator("#glute-bridge")
    expect(card.locator(".target")).to_have_text("3 × 12, hold 3 s")
    for number in range(3):
        card.locator(".lamp[aria-pressed=false]").first.click()
        expect(card.locator(".lamp[aria-pressed=true]")).to_have_count(number + 1)
    expect(card).to_contain_text("One more set, if you like")
    axe(page)
    card.locator(".lamp.is-more").click()
    expect(card.locator(".lamp[aria-pressed=true]")).to_have_count(4)
    runner.say(page, "glute-bridge", felt=5)
    clock.go(MONDAY + DAY)
    page.goto("/today/")
    runner.say_this_morning(page)
    expect(card.locator(".target")).to_have_text("4 × 12, hold 3 s")
    expect(card).to_contain_text("You did more than three sets, so four it is: the most.")


def test_after_six_sessions_without_a_raise_the_easier_form_is_offered(page, someone):
    user = someone()
    squeezed(user, MONDAY - 6 * DAY)
    for days in range(6, 0, -1):
        did(user, MONDAY - days * DAY, "glute-bridge", 2, 8, 1, effort=9)
    page.goto("/today/")
    runner.say_this_morning(page)
    card = page.locator("#glute-bridge")
    expect(card).to_contain_text("6 sessions without a step up.")
    offer = card.locator(".offer")
    expect(offer).to_contain_text("Another position may suit you better.")
    expect(offer.get_by_role("link", name="See it")).to_be_visible()
    page.goto("/plan/")
    expect(rung(page, "glute-bridge")).to_contain_text("Easier: ")


def test_a_load_is_typed_with_a_comma_and_goes_up_and_down_from_there(page, someone):
    """A phone's keypad in German has only the comma."""
    choose(someone(), "deadlift")
    page.goto("/today/")
    load = page.locator("#deadlift [name=load]:visible")
    load.press_sequentially("42,5")
    stepper = page.locator("#deadlift .stepper:visible", has=page.locator("[name=load]"))
    stepper.get_by_role("button", name="more").click()
    expect(load).to_have_value("45")
    stepper.get_by_role("button", name="less").click()
    expect(load).to_have_value("42.5")
    load.fill("42,5")
    runner.tap_all(page, "deadlift")
    runner.settled(page)
    assert {entry.load_kg for entry in SetEntry.objects.all()} == {Decimal("42.5")}


def test_red_pain_changes_the_whole_page_at_once(page, someone):
    """No lift is asked any more, though the answer to a tap renews its own card alone."""
    user = someone()
    squeezed(user, MONDAY)
    choose(user, "deadlift")
    page.goto("/today/")
    expect(page.locator("#deadlift")).to_be_visible()
    runner.tap_all(page, "glute-bridge")
    runner.say(page, "glute-bridge", pain=8)
    expect(page.get_by_text("Have a clinician look at the pain of 2 March.")).to_be_visible()
    expect(page.locator("#deadlift")).to_have_count(0)
    expect(page.locator("#glute-bridge")).to_contain_text("back to the bottom")
