"""The guided session in a browser: it counts by stored ends, logs by itself, loses nothing."""

import re
from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import expect

from logbook.models import Feedback
from tests.e2e.conftest import DESK
from tests.e2e.test_offline import visit
from tests.factories import UserFactory
from tests.logbook.guided.test_guided import did, opened
from tests.logbook.long_logs import start, train

from .runner import choose, eventually, log

MONDAY = date(2026, 3, 2)
SET_S = 3 + 10 * 8  # of a squeeze: three, two, one, then ten times 1 + 5 + 2 s
REST_S = 20
HALF_PAST = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("clock", "library")


@pytest.fixture
def runner(transactional_db):
    return start(UserFactory(equipment=["mat", "wall", "band"]), MONDAY)


@pytest.fixture
def guided(page, runner, sign_in):
    """The page of the session, whose time stands still until it is told."""
    sign_in(page, runner)
    return opened_page(page)


def opened_page(page, still=True):
    page.clock.install(time=datetime.now(UTC))
    page.goto("/today/go/")
    if still:
        page.clock.pause_at(HALF_PAST)
    expect(page.locator("#guided .guided-foot .btn-do:visible")).to_be_visible()
    return page


def go(page):
    page.get_by_role("button", name="Go", exact=True).click()


def passes(page, seconds):
    page.clock.run_for(int(seconds * 1000))


def freezes(page, seconds):
    """The phone is locked: its time goes on, its scripts do not."""
    page.clock.fast_forward(int(seconds * 1000))


def mode(page, name):
    expect(page.locator("#guided")).to_have_attribute("data-mode", name)


def count(page, text):
    expect(page.get_by_role("timer").locator("b")).to_have_text(str(text))


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()
    passes(page, 0.2)


def is_sent(page, runner, *amounts):
    """The server has these sets."""
    stored = runner.sets.live().order_by("pk").values_list("amount", flat=True)
    eventually(page, lambda: list(stored.all()) == [*amounts])
    assert list(stored.all()) == [*amounts]


def test_it_counts_down_then_squeezes_and_relaxes_without_a_hand(guided, runner):
    go(guided)
    count(guided, 3)
    passes(guided, 2.2)
    count(guided, 1)
    passes(guided, 1)
    count(guided, "Squeeze")
    passes(guided, 1)
    count(guided, 5)
    passes(guided, 4)
    count(guided, 1)
    passes(guided, 1)
    count(guided, "Relax")
    passes(guided, 2)
    expect(guided.get_by_text("2 of 10 reps, set 1 of 3")).to_be_visible()


@pytest.mark.firefox
def test_a_set_logs_itself_once_and_the_next_begins_by_itself(guided, runner):
    go(guided)
    passes(guided, SET_S + 1)
    mode(guided, "rest")
    is_sent(guided, runner, 10)
    expect(guided.get_by_text("Face-down squeeze: 10 logged")).to_be_visible()
    passes(guided, REST_S)
    mode(guided, "work")
    passes(guided, SET_S)
    is_sent(guided, runner, 10, 10)
    entry = runner.sets.first()
    assert (entry.hold_s, entry.target_amount, entry.side) == (5, 10, "both")


@pytest.mark.firefox
@pytest.mark.thorough
def test_the_rest_is_right_after_ten_minutes_frozen_and_after_a_reload(guided, runner):
    go(guided)
    passes(guided, SET_S + 5)
    count(guided, 15)
    guided.reload()
    passes(guided, 0.2)
    count(guided, 15)
    freezes(guided, 600)
    passes(guided, 0.2)
    mode(guided, "over")
    expect(guided.get_by_text("Rest is over", exact=True)).to_be_visible()
    is_sent(guided, runner, 10)


def test_a_locked_phone_in_a_set_shows_where_it_is_now(guided):
    go(guided)
    passes(guided, 5)
    freezes(guided, 3 * 8)
    passes(guided, 0.2)
    expect(guided.get_by_text("4 of 10 reps, set 1 of 3")).to_be_visible()


@pytest.mark.thorough
def test_a_set_that_nobody_saw_end_is_asked_about(guided, runner):
    go(guided)
    passes(guided, 5)
    freezes(guided, 600)
    passes(guided, 0.2)
    mode(guided, "late")
    expect(guided.get_by_text("Welcome back", exact=True)).to_be_visible()
    press(guided, "One less")
    press(guided, "Log 9, go on")
    mode(guided, "rest")
    is_sent(guided, runner, 9)


def test_a_pause_holds_all_and_a_rest_can_be_longer_shorter_and_skipped(guided):
    go(guided)
    passes(guided, 5.5)
    count(guided, 4)
    press(guided, "Pause")
    freezes(guided, 600)
    guided.reload()
    passes(guided, 0.2)
    mode(guided, "halt")
    count(guided, 4)
    press(guided, "Go on")
    passes(guided, SET_S - 5)
    count(guided, 20)
    press(guided, "+15 s")
    count(guided, 35)
    press(guided, "−15 s")
    press(guided, "Pause")
    freezes(guided, 600)
    passes(guided, 0.2)
    mode(guided, "still")
    count(guided, 19)
    press(guided, "Go on")
    press(guided, "Skip rest")
    mode(guided, "work")


def test_sides_are_called_and_switched_without_a_tap(page, runner, sign_in):
    train(runner, MONDAY.replace(day=1), 1, ["band-walk"])
    opened(runner, "band-walk")
    sign_in(page, runner)
    opened_page(page)
    for slug in ("prone-squeeze", "standing-squeeze"):
        for _ in range(3):
            did(runner, slug)
    page.reload()
    go(page)
    lamps = page.locator(".guided-lamps")
    expect(lamps).to_have_attribute("aria-label", re.compile("^6 of"))
    sets = re.search(r"of (\d+)", lamps.get_attribute("aria-label"))[1]
    expect(lamps.locator(".dot")).to_have_count(int(sets))  # a left and a right are one
    expect(page.get_by_text("Left", exact=True)).to_be_visible()
    passes(page, 3.2)
    count(page, 1)
    passes(page, 1)
    count(page, 2)
    passes(page, 15)
    expect(page.get_by_text("Switch sides", exact=True)).to_be_visible()
    count(page, 4)
    passes(page, 4)
    expect(page.get_by_text("Right", exact=True)).to_be_visible()
    mode(page, "work")


def test_stopping_early_asks_and_logs_what_was_done(guided, runner):
    go(guided)
    passes(guided, 3 + 5 * 8 + 1)
    press(guided, "Stop here")
    expect(guided.get_by_role("heading", level=1)).to_have_text("Face-down squeeze")
    guided.get_by_role("button", name="Log 5 and stop").click()
    guided.wait_for_url("**/today/")
    expect(guided.locator("#lamp-prone-squeeze-both-1")).to_have_text("5")
    is_sent(guided, runner, 5)


@pytest.mark.thorough
def test_a_stop_can_be_taken_back_or_log_nothing(guided, runner):
    go(guided)
    passes(guided, 3 + 2 * 8 + 1.5)
    press(guided, "Stop here")
    freezes(guided, 60)
    press(guided, "Go on with the set")
    expect(guided.get_by_text("3 of 10 reps, set 1 of 3")).to_be_visible()
    press(guided, "Stop here")
    guided.get_by_role("link", name="Log nothing").click()
    guided.wait_for_url("**/today/")
    assert not runner.sets.exists()


@pytest.mark.thorough
def test_a_logged_set_is_corrected_or_taken_back_in_the_rest(guided, runner):
    go(guided)
    passes(guided, SET_S + 1)
    is_sent(guided, runner, 10)
    guided.locator("[data-act=minus]").click()
    is_sent(guided, runner, 9)
    press(guided, "Undo")
    is_sent(guided, runner)
    press(guided, "Skip rest")
    expect(guided.get_by_text("10 reps, set 1 of 3", exact=True)).to_be_visible()
    passes(guided, SET_S + 1)
    is_sent(guided, runner, 10)
    passes(guided, 10)
    expect(guided.get_by_role("button", name="Undo")).to_be_hidden()


@pytest.mark.thorough
def test_a_second_tab_shows_the_same_and_logs_nothing_twice(guided, runner):
    go(guided)
    passes(guided, 5.5)
    other = guided.context.new_page()
    other.goto("/today/go/")  # its clock is the first one's
    mode(other, "work")
    press(guided, "Pause")
    mode(other, "halt")
    press(guided, "Go on")
    passes(guided, SET_S)
    mode(guided, "rest")
    mode(other, "rest")
    is_sent(guided, runner, 10)


def test_how_it_was_is_asked_in_the_rest_after_the_last_set(guided, runner):
    row = asked_at_the_end_of_an_exercise(guided, runner)
    for name, value in (("felt_left", 8), ("felt_right", 7), ("pain", 0)):
        choose(row, name, value)
    log(row)
    expect(row).to_be_hidden()
    is_sent(guided, runner, 10, 10, 10)
    passes(guided, REST_S)
    mode(guided, "over")
    said = eventually(guided, Feedback.objects.filter(user=runner).first)
    assert (said.felt_left, said.felt_right, said.pain) == (8, 7, 0)


def asked_at_the_end_of_an_exercise(page, runner):
    did(runner, "prone-squeeze")
    did(runner, "prone-squeeze")
    page.reload()
    go(page)
    passes(page, SET_S + 1)
    return page.locator("[data-feedback=prone-squeeze]")


@pytest.mark.parametrize("width", [320, 360])
def test_the_question_stands_below_the_name_of_the_exercise_in_one_line_with_it(
    guided, runner, width
):
    guided.set_viewport_size({"width": width, "height": 740})
    row = asked_at_the_end_of_an_exercise(guided, runner)
    name, question = (row.locator(one).bounding_box() for one in ("h3", "h4"))
    assert name["x"] == question["x"]
    assert question["y"] - (name["y"] + name["height"]) >= 8


def test_to_log_with_nothing_chosen_says_so_at_the_question_and_sends_nothing(guided, runner):
    row = asked_at_the_end_of_an_exercise(guided, runner)
    is_sent(guided, runner, 10, 10, 10)
    log(row)
    expect(row.get_by_role("status")).to_contain_text("Nothing is chosen yet")
    choose(row, "pain", 0)
    expect(row.get_by_role("status")).not_to_contain_text("Nothing is chosen yet")
    assert not Feedback.objects.exists()
    log(row)
    said = eventually(guided, Feedback.objects.filter(user=runner).first)
    assert (said.pain, said.skipped) == (0, False)


def test_its_head_stays_and_nothing_jumps_while_somebody_answers(guided, runner):
    did(runner, "prone-squeeze")
    guided.reload()
    go(guided)
    passes(guided, SET_S + 1)
    press(guided, "Skip rest")  # which has the focus that the next main button takes over
    passes(guided, SET_S)
    row = guided.locator("[data-feedback=prone-squeeze]")
    expect(row).to_be_visible()
    assert guided.evaluate("() => scrollY") == 0
    row.get_by_role("button", name="Log", exact=True).scroll_into_view_if_needed()
    guided.evaluate("() => scrollTo(0, document.body.scrollHeight)")
    scrolled = guided.evaluate("() => scrollY")
    assert scrolled > 0
    assert guided.locator(".guided-top").bounding_box()["y"] == 0
    passes(guided, REST_S)
    mode(guided, "over")
    assert guided.evaluate("() => scrollY") > 0


def test_a_phone_on_its_side_shows_the_question_beside_the_rest(guided, runner):
    guided.set_viewport_size({"width": 740, "height": 360})
    did(runner, "prone-squeeze")
    did(runner, "prone-squeeze")
    guided.reload()
    go(guided)
    passes(guided, SET_S + 1)
    question = guided.locator("[data-feedback=prone-squeeze] h4").bounding_box()
    foot = guided.locator(".guided-foot").bounding_box()
    assert question["y"] + question["height"] < foot["y"]


def test_the_ring_is_closed_in_one_part_and_full_when_a_rest_begins(guided):
    go(guided)
    ring = guided.locator(".ring > g > circle")
    expect(ring).to_have_attribute("stroke-dasharray", "1 0")
    passes(guided, SET_S)
    mode(guided, "rest")
    filled, parts = guided.locator(".ring [mask] circle").get_attribute("stroke-dasharray").split()
    assert float(filled) > 0.95 * float(parts)


def test_an_answer_that_was_begun_is_logged_by_who_goes_on(guided, runner):
    did(runner, "prone-squeeze")
    did(runner, "prone-squeeze")
    guided.reload()
    go(guided)
    passes(guided, SET_S + 1)
    longer = guided.get_by_role("button", name="+15 s").bounding_box()
    assert longer["x"] + longer["width"] <= 360 - 16  # the edge of all else
    choose(guided.locator("[data-feedback=prone-squeeze]"), "pain", 7)
    passes(guided, REST_S)
    mode(guided, "over")
    go(guided)
    said = eventually(guided, Feedback.objects.filter(user=runner).first)
    assert (said.felt_left, said.pain) == (None, 7)


def test_after_the_last_set_the_button_says_that_it_ends(guided, runner):
    for slug, sets in (("prone-squeeze", 3), ("standing-squeeze", 2)):
        for _ in range(sets):
            did(runner, slug, pain=0, felt_left=8, felt_right=8)
    Feedback.objects.filter(exercise__slug="standing-squeeze").delete()
    guided.reload()
    go(guided)
    passes(guided, SET_S + 1)
    press(guided, "Done")
    mode(guided, "end")
    expect(guided.get_by_role("heading", name="Done for today", level=2)).to_be_focused()


def test_a_first_load_is_asked_for_and_a_lift_waits_for_its_tap(page, runner, sign_in):
    opened(runner, "deadlift")
    for slug in ("prone-squeeze", "standing-squeeze"):
        for _ in range(3):
            did(runner, slug, pain=0)
    sign_in(page, runner)
    opened_page(page)
    go(page)
    page.get_by_label("Load on the bar", exact=True).fill("40")
    press(page, "Take it")
    mode(page, "free")
    press(page, "One more")
    press(page, "Done")
    mode(page, "rest")
    count(page, 120)
    lifts = runner.sets.filter(exercise__slug="deadlift").values_list("amount", "load_kg")
    assert eventually(page, lambda: list(lifts.all())) == [(5, 40)]


def test_a_whole_session_without_reception_is_sent_once(guided, runner):
    guided.context.set_offline(True)
    for number in range(6):
        go(guided) if number in (0, 3) else None
        passes(guided, SET_S + 0.5)
        if number in (2, 5):
            guided.locator(".guided-feedback:visible").get_by_role("button", name="Skip").click()
            guided.wait_for_timeout(200)
        passes(guided, REST_S)
    mode(guided, "end")
    expect(guided.get_by_text("What it changes comes with reception.")).to_be_visible()
    assert not runner.sets.exists()
    guided.context.set_offline(False)
    guided.clock.resume()
    is_sent(guided, runner, *[10] * 6)
    expect(guided.locator("#ended")).to_contain_text("Next to open")


@pytest.mark.usefixtures("service_worker")
def test_it_opens_without_reception_once_today_was_seen(page, runner, sign_in, clock):
    sign_in(page, runner)
    visit(page, clock)
    page.context.set_offline(True)
    page.goto("/today/go/")
    go(page)
    count(page, 3)
    page.context.set_offline(False)


def test_keys_do_what_buttons_do(guided, runner):
    guided.keyboard.press("Enter")
    passes(guided, 5)
    guided.keyboard.press(" ")
    passes(guided, 0.2)
    mode(guided, "halt")
    guided.keyboard.press(" ")
    passes(guided, SET_S - 5)
    mode(guided, "rest")
    count(guided, 20)
    guided.keyboard.press("ArrowRight")
    count(guided, 35)
    guided.keyboard.press("Enter")
    passes(guided, 0.2)
    mode(guided, "work")


@pytest.mark.thorough
def test_tone_buzz_and_voice_are_remembered(guided):
    guided.locator(".guided-sound summary").click()
    expect(guided.get_by_role("checkbox", name="Tone")).to_be_checked()
    expect(guided.get_by_role("checkbox", name="Voice")).not_to_be_checked()
    guided.get_by_role("checkbox", name="Voice").check()
    guided.get_by_role("checkbox", name="Tone").uncheck()
    guided.reload()
    guided.locator(".guided-sound summary").click()
    expect(guided.get_by_role("checkbox", name="Voice")).to_be_checked()
    expect(guided.get_by_role("checkbox", name="Tone")).not_to_be_checked()


@pytest.mark.thorough
def test_phases_are_said_politely_and_seconds_are_not(guided):
    go(guided)
    said = guided.get_by_role("status").and_(guided.locator("[data-say=status]"))
    expect(said).to_contain_text(re.compile("Face-down squeeze.*10 reps.*set 1 of 3"))
    passes(guided, 5.5)
    expect(said).to_have_text("Hold")
    passes(guided, 3)
    expect(said).to_have_text("Hold")


@pytest.mark.thorough
@pytest.mark.parametrize("looks", [{}, DESK, {"viewport": {"width": 740, "height": 360}}])
def test_axe_finds_nothing_in_any_phase(new_context, runner, sign_in, sound, looks):
    page = new_context(**looks).new_page()
    did(runner, "prone-squeeze")
    did(runner, "prone-squeeze")
    sign_in(page, runner)
    opened_page(page, still=False)
    sound(page)
    go(page)
    freezes(page, 15)
    sound(page)
    page.get_by_role("button", name="Stop here").click()
    page.get_by_text("Log nothing").wait_for()
    sound(page)
    page.get_by_role("button", name="Go on with the set").click()
    freezes(page, SET_S)
    mode(page, "rest")
    sound(page)
