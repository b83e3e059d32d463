"""Whether the last session counted: on the card, after the answer, at the end of the day."""

import re
from datetime import date, timedelta

import pytest
from django.utils.html import strip_tags

from exercises.models import Exercise
from logbook.models import Feedback
from logbook.today.day_summary import day_summary_of
from plans import runner_choices
from plans.models import Choice
from tests.factories import FeedbackFactory, SetEntryFactory

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)
SLUG = "prone-squeeze"


@pytest.fixture
def runner(mat_runner):
    return mat_runner


def did(runner, day, sets=3, slug=SLUG, **said):
    for _ in range(sets):
        SetEntryFactory(user=runner, slug=slug, date=day, amount=10, hold_s=5)
    if said:
        FeedbackFactory(user=runner, slug=slug, date=day, **said)


@pytest.fixture
def card(client, runner):
    return lambda slug=SLUG: client.get("/today/").context["page"].card(slug)


FELT = {"felt_left": 8, "felt_right": 7, "pain": 0}


@pytest.mark.parametrize(
    ("said", "words", "note", "is_counted"),
    [
        (FELT, "Last: 3 × 10, counted", "1 of 3 in a row", True),
        (
            FELT | {"felt_left": 6},
            "Last time did not count. Left felt 6; 7 counts.",
            "0 of 3 in a row",
            False,
        ),
        (
            {"felt_left": 8, "felt_right": 7, "pain": None},
            "Last time has not counted yet. Pain was not answered.",
            "0 of 3 in a row",
            False,
        ),
    ],
)
def test_a_card_says_whether_the_last_session_counted(runner, card, said, words, note, is_counted):
    did(runner, MONDAY - DAY, **said)
    last = card().last
    assert (last.words, last.note, last.is_counted) == (words, note, is_counted)


def test_what_was_lacking_stands_on_the_card_once(client, runner):
    did(runner, MONDAY - DAY, **FELT | {"felt_left": 6})
    words = " ".join(strip_tags(client.get("/today/").content.decode()).split())
    assert words.count("Left felt 6; 7 counts.") == 1


def test_pain_that_the_dose_goes_by_is_among_what_was_lacking(runner, card):
    did(runner, MONDAY - DAY, **FELT | {"pain": 4, "felt_right": 5})
    assert "Pain was 4" in card().last.words
    assert "Right felt 5; 7 counts." in card().last.words


def test_a_row_that_is_lost_says_so(runner, card):
    did(runner, MONDAY - 2 * DAY, **FELT)
    did(runner, MONDAY - DAY, **FELT | {"felt_left": 5})
    assert card().last.note == "The row starts again; it was at 1."


def test_an_easier_dose_says_why_at_once(runner, card):
    did(runner, MONDAY - 20 * DAY, **FELT)
    words = "After 19 days off in a row: easier again, from the bottom of the range."
    assert card().last.note == words


def test_an_unanswered_session_leads_to_where_it_is_answered(client, runner, card):
    did(runner, MONDAY - DAY, felt_left=8, felt_right=7, pain=None)
    assert card().may_answer == "/logbook/2026-03-01/"
    assert "Answer it" in client.get("/today/").content.decode()


def test_a_new_exercise_shows_how_it_goes_until_it_is_done(client, runner, card):
    assert card().is_new
    html = client.get("/today/").content.decode()
    assert html.count("How it goes") == 2
    assert "Face down, forehead on your hands" in html
    did(runner, MONDAY, sets=1)
    assert client.get("/today/").text.count("How it goes") == 2
    did(runner, MONDAY, sets=2)
    assert client.get("/today/").text.count("How it goes") == 1


def test_what_was_done_before_is_not_new(runner, card):
    did(runner, MONDAY - 40 * DAY)
    assert not card().is_new


def test_both_sides_not_answered_are_one_sentence(runner, card):
    did(runner, MONDAY - DAY, pain=0)
    assert (
        card().last.words == "Last time has not counted yet. How either side felt was not answered."
    )


def bridge(runner, day, sets=2, **said):
    for _ in range(sets):
        SetEntryFactory(user=runner, slug="glute-bridge", date=day, amount=8, hold_s=1)
    FeedbackFactory(user=runner, slug="glute-bridge", date=day, **FELT | {"effort": 7} | said)


CLIMBING = "On the way to the bar: 2 × 8 × 1 s is asked so far, 3 × 12 × 3 s counts."


def test_who_did_as_asked_is_told_how_far_the_dose_is_without_blame(client, runner, card):
    squeezed(runner, MONDAY - DAY)
    bridge(runner, MONDAY - DAY)
    last = card("glute-bridge").last
    assert (last.words, last.note) == (CLIMBING, "0 of 2 in a row")
    assert CLIMBING in " ".join(strip_tags(client.get("/plan/").content.decode()).split())
    one = day_summary_of(runner, MONDAY - DAY).exercises[0].verdict
    assert (one.kind, one.why) == ("climbs", CLIMBING)


def test_what_was_not_felt_is_said_while_the_dose_climbs(runner, card):
    squeezed(runner, MONDAY - DAY)
    bridge(runner, MONDAY - DAY, felt_left=5)
    assert card("glute-bridge").last.words == (
        f"Last time did not count. Left felt 5; 7 counts. {CLIMBING}"
    )


def test_what_the_day_cut_is_a_part_of_it_without_blame(client, runner, card):
    """Two of three sets leave the row as it is; one alone does not."""
    squeezed(runner, MONDAY - 4 * DAY)
    walk(runner, MONDAY - 3 * DAY, sets=3)
    walk(runner, MONDAY - DAY, sets=2, pain=None)
    assert card("band-walk").last.words == (
        "Last time counted in part. 2 sets; 3 count. Pain was not answered."
    )
    assert card("band-walk").may_answer == ""  # which would not make it count
    one = day_summary_of(runner, MONDAY - DAY).exercises[0].verdict
    assert (one.kind, one.icon) == ("part", "circle-dashed")
    page = client.get(f"/logbook/{MONDAY - DAY}/").content.decode()
    assert "did not count" not in page
    walk(runner, MONDAY - 2 * DAY, sets=1)
    assert day_summary_of(runner, MONDAY - 2 * DAY).exercises[0].verdict.kind == "failed"


def test_nothing_is_no_part(runner, card):
    """With no session of the row done, sets that were missing leave nothing that counted."""
    squeezed(runner, MONDAY - 4 * DAY)
    walk(runner, MONDAY - 3 * DAY, sets=3, felt_left=4)
    walk(runner, MONDAY - DAY, sets=2)
    last = card("band-walk").last
    assert (last.words, last.note) == (
        "Last time did not count. 2 sets; 3 count.",
        "0 of 2 in a row",
    )


def walk(runner, day, sets, **said):
    for side in ("left", "right"):
        for _ in range(sets):
            SetEntryFactory(
                user=runner, slug="band-walk", date=day, side=side, amount=15, hold_s=None
            )
    FeedbackFactory(user=runner, slug="band-walk", date=day, **FELT | said)


@pytest.mark.parametrize("pain", [4, 8])
def test_why_the_dose_is_as_it_is_stands_on_the_card_once(client, runner, card, pain):
    """In the line of the last session, beside it, or in what it opens to."""
    squeezed(runner, MONDAY - 3 * DAY)
    bridge(runner, MONDAY - 6 * DAY, pain=pain)
    for back in (2, 1):
        for slug in (SLUG, "standing-squeeze"):
            did(runner, MONDAY - back * DAY, slug=slug, **FELT)
    html = client.get("/today/").content.decode()
    found = card("glute-bridge")
    text = " ".join(
        strip_tags(html[html.index('id="glute-bridge"') :].split("</article>")[0]).split()
    )
    assert text.count(found.wording(found.item.reasons[0])) == 1


# Where no bar is asked


def test_a_waived_or_closed_exercise_shows_no_row(runner, card):
    exercise = Exercise.objects.get(slug="glute-bridge")
    squeezed(runner, MONDAY - 2 * DAY)
    bridge(runner, MONDAY - 2 * DAY, pain=8)
    bridge(runner, MONDAY)  # shut, and done all the same
    assert (card("glute-bridge").last.note, card("glute-bridge").last.pips) == ("", [])
    runner_choices.waive(user=runner, exercise=exercise, on=MONDAY)
    assert (card("glute-bridge").last.note, card("glute-bridge").last.pips) == ("", [])
    assert card("glute-bridge").next == ""


# The verdict on today's session


def verdict_after(runner, card, sets=3, **said):
    did(runner, MONDAY, sets, **said)
    return card().verdict


def test_the_answer_says_that_it_counted(runner, card):
    verdict = verdict_after(runner, card, **FELT)
    assert (verdict.kind, verdict.row, verdict.pips) == (
        "counted", "1 of 3 in a row", [True, False, False],
    )  # fmt: skip


def test_the_answer_says_what_did_not_count(client, runner, card):
    verdict = verdict_after(runner, card, **FELT | {"felt_left": 6})
    assert (verdict.kind, verdict.why) == ("failed", "Left felt 6; 7 counts.")
    assert "It did not count. Left felt 6; 7 counts." in " ".join(
        client.get("/today/").content.decode().split()
    )


def test_an_answer_that_is_missing_can_still_be_given(runner, card):
    assert verdict_after(runner, card, **FELT | {"pain": None}).kind == "waits"


@pytest.mark.parametrize(
    ("felt", "row"), [(6, "The row starts again; it was at 1."), (7, "2 of 3 in a row.")]
)
def test_what_became_of_the_row_ends_with_one_full_stop(client, runner, card, felt, row):
    did(runner, MONDAY - DAY, **FELT)
    verdict_after(runner, card, **FELT | {"felt_left": felt})
    page = " ".join(client.get("/today/").text.split())
    assert f"{row} You said" in page


def test_there_is_no_verdict_before_the_last_set(runner, card):
    assert verdict_after(runner, card, sets=1, **FELT) is None


def test_the_third_in_a_row_is_said_to_be_it(runner, card):
    for back in (2, 1):
        did(runner, MONDAY - back * DAY, **FELT)
    verdict = verdict_after(runner, card, **FELT)
    assert (verdict.kind, verdict.row, verdict.pips) == ("counted", "You have it", [True] * 3)


def test_once_proficient_no_session_is_judged(runner, card):
    for back in (3, 2, 1):
        for slug in (SLUG, "standing-squeeze"):
            did(runner, MONDAY - back * DAY, slug=slug, **FELT)
    slug = next(s for s in (SLUG, "standing-squeeze") if card(s))
    did(runner, MONDAY, slug=slug, pain=0)
    assert card(slug).verdict is None
    assert card(slug).last.note == "You have it"


def test_the_end_of_the_day_says_of_each_session_whether_it_counted(runner):
    did(runner, MONDAY, **FELT)
    did(runner, MONDAY, slug="standing-squeeze", **FELT | {"felt_right": 4})
    found = {one.slug: one.verdict for one in day_summary_of(runner, MONDAY).exercises}
    assert found[SLUG].kind == "counted"
    assert found["standing-squeeze"].why == "Right felt 4; 7 counts."


def test_the_end_of_the_day_says_nothing_twice(runner):
    did(runner, MONDAY, **FELT | {"pain": 4})
    [one] = day_summary_of(runner, MONDAY).exercises
    assert "Pain was 4" in one.verdict.why
    assert one.why == ""


# What opened today


def squeezed(runner, until):
    for back in (3, 2, 1):
        for slug in (SLUG, "standing-squeeze"):
            did(runner, until - back * DAY, slug=slug, **FELT)


def test_what_opened_today_is_said_on_that_day_alone(client, runner, clock):
    squeezed(runner, MONDAY)

    def opened():
        found = client.get("/today/").context["page"].opened
        return [slug for one in found for slug, name in one.steps]

    assert "glute-bridge" in opened()
    clock.go(MONDAY + DAY)
    assert opened() == []


def test_what_the_same_steps_opened_stands_in_one_panel(client, runner):
    squeezed(runner, MONDAY)
    [opened] = client.get("/today/").context["page"].opened
    assert len(opened.steps) > 1
    assert client.get("/today/").content.decode().count("That opened them.") == 1


def test_who_went_on_is_not_told_of_having_what_was_not_felt(client, runner):
    squeezed(runner, MONDAY)
    assert opened_words(client) == (
        "You have it now: Face-down squeeze · Standing squeeze. That opened them."
    )
    Feedback.objects.filter(exercise__slug=SLUG).update(felt_left=4)
    squeeze = Exercise.objects.get(slug=SLUG)
    runner_choices.go_on(user=runner, exercise=squeeze, on=MONDAY)
    assert opened_words(client) == (
        "You have it now: Standing squeeze. Counts as met, as you chose: Face-down squeeze. "
        "That opened them."
    )


def opened_words(client):
    page = client.get("/today/").content.decode()
    section = re.search(r'<section class="opened.*?</section>', page, re.DOTALL)[0]
    return " ".join(strip_tags(section.split("</ul>")[1]).split())


def test_nothing_opened_on_the_first_day(client, runner):
    assert client.get("/today/").context["page"].opened == []


# Offers


def test_going_on_is_offered_on_the_card_and_taken_on_the_plan_page(client, runner, card):
    for back in range(16, 0, -1):
        did(runner, MONDAY - back * DAY, **FELT | {"felt_left": 5, "felt_right": 5})
    offers = {offer.action: offer for offer in card().offers}
    assert offers["Go on"].address == "/plan/?step=prone-squeeze#prone-squeeze"
    assert "Another position may suit you better." in offers["See it"].words
    runner_choices.go_on(user=runner, exercise=Exercise.objects.get(slug=SLUG), on=MONDAY)
    assert "Go on" not in {offer.action for offer in card().offers}


def test_an_easy_week_is_one_card_after_the_first(client, runner):
    for back in range(44, 0, -1):
        did(runner, MONDAY - back * DAY, **FELT)
    html = client.get("/today/").content.decode()
    assert html.count('id="easy-week"') == 1
    assert html.index("</article>") < html.index('id="easy-week"')


def test_an_easy_week_is_taken_and_taken_back_on_todays_page(client, runner):
    for back in range(44, 0, -1):
        did(runner, MONDAY - back * DAY, **FELT)

    def press(words):
        button = client.get("/today/").content.decode().split(f">{words}</button>")[0]
        name, value = re.findall(r'name="([a-z-]+)" value="(\w+)"', button)[-1]
        page = client.post("/plan/easy-week/", {name: value}, follow=True)
        assert page.request["PATH_INFO"] == "/today/"
        return page.content.decode()

    html = press("Take an easy week")
    assert "An easy week until" in html
    assert "Take an easy week" not in html
    assert "Take an easy week" in press("Take it back")


@pytest.mark.parametrize("path", ["/today/", "/plan/"])
def test_from_its_second_day_on_an_easy_week_is_ended_and_not_taken_back(client, runner, path):
    runner_choices.take_easy_week(user=runner, on=MONDAY)
    assert "Take it back</button>" in client.get(path).content.decode()
    Choice.objects.update(on=MONDAY - DAY)
    html = client.get(path).content.decode()
    assert "End it</button>" in html
    assert "Take it back</button>" not in html


# The day on which a step becomes proficient


def becomes_proficient(runner, *slugs):
    for slug in slugs:
        for back in (2, 1, 0):
            did(runner, MONDAY - back * DAY, slug=slug, **FELT)


def test_what_it_still_waits_for_is_said_on_the_card(client, runner, card):
    becomes_proficient(runner, SLUG)
    assert card().earned == "Wall march, hold still waits for: Standing squeeze."
    assert client.get("/today/").content.decode().count("still waits for: Standing squeeze.") == 1


def test_what_it_opens_is_said_with_its_day_and_once_the_day_is_done_by_its_summary(
    client, runner, card
):
    becomes_proficient(runner, SLUG, "standing-squeeze")
    assert card("standing-squeeze").earned == (
        "It opens tomorrow: Wall march, hold · Glute bridge · Band walk."
    )
    assert card().earned == ""  # said once, by what was done last
    page = client.get("/today/").content.decode()
    assert "It opens tomorrow" not in page
    assert "Open from tomorrow on: Wall march, hold · Glute bridge · Band walk." in page


def test_an_answer_asks_for_the_page_anew_where_another_card_says_what_waits(client, runner):
    def key_of(html):
        return re.search(r'id="lead" data-plan="([^"]*)"', html)[1]

    becomes_proficient(runner, SLUG)
    for back in (2, 1):
        did(runner, MONDAY - back * DAY, slug="standing-squeeze", **FELT)
    before = key_of(client.get("/today/").content.decode())
    assert f"earned {SLUG}" in before
    did(runner, MONDAY, slug="standing-squeeze", **FELT)
    assert key_of(client.get("/today/").content.decode()) != before


def test_an_answer_asks_for_the_page_anew_where_a_note_of_the_day_changes(client, runner):
    """Pain of 6 in the middle of an exercise leaves its card, and rests lifts."""

    def key_of(html):
        return re.search(r'id="lead" data-plan="([^"]*)"', html)[1]

    did(runner, MONDAY, sets=1)
    before = key_of(client.get("/today/").content.decode())
    FeedbackFactory(user=runner, date=MONDAY, slug=SLUG, pain=7, felt_left=7, felt_right=7)
    after = key_of(client.get("/today/").content.decode())
    assert "red-today" in after
    assert "red-today" not in before


def test_on_other_days_nothing_is_earned(runner, card):
    did(runner, MONDAY, **FELT)
    assert card().earned == ""


# An easy week, and squeezes in turn


def test_an_easy_week_is_not_said_twice_of_its_sessions(client, runner, card):
    runner_choices.take_easy_week(user=runner, on=MONDAY - DAY)
    did(runner, MONDAY - DAY, sets=1, **FELT | {"felt_left": 5})
    last = card().last
    assert last.words == (
        "Last time did not count. A session of an easy week neither adds to the row nor breaks it."
    )
    assert last.note == "0 of 3 in a row"
    one = day_summary_of(runner, MONDAY - DAY).exercises[0]
    assert one.verdict.why == "A session of an easy week neither adds to the row nor breaks it."
    assert one.why == "It is an easy week: the same again."


def test_the_evening_names_no_number_for_squeezes_that_come_in_turn_until_they_are_felt(runner):
    for slug in (SLUG, "standing-squeeze"):
        for back in range(16, 0, -1):
            did(runner, MONDAY - back * DAY, slug=slug, **FELT | {"felt_left": 5, "felt_right": 5})
        exercise = Exercise.objects.get(slug=slug)
        runner_choices.go_on(user=runner, exercise=exercise, on=MONDAY)
    did(runner, MONDAY, sets=2, **FELT | {"felt_left": 5, "felt_right": 5})
    [one] = day_summary_of(runner, MONDAY).exercises
    assert (one.target, one.why) == ("", "One squeeze in turn, until you feel both.")
    assert one.verdict.kind == "failed"


def test_after_long_time_away_one_session_is_no_row(runner, card):
    """Over 56 days away take what was learnt, and one session at the bar brings it back."""
    march = "wall-march-hold"
    squeezed(runner, MONDAY - 72 * DAY)
    for back in (72, 71):
        did(runner, MONDAY - back * DAY, slug=march, **FELT | {"form": True})
    did(runner, MONDAY, slug=march, **FELT | {"felt_left": 5, "form": True})
    verdict = card(march).verdict
    assert verdict.row_sentence == "One session at the bar brings it back."
    assert verdict.pips == [False]
