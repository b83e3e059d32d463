"""The end of a day in words."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.template.loader import render_to_string
from django.utils.html import strip_tags

from exercises.models import Exercise
from logbook import actions
from logbook.models import SetEntry
from logbook.today.day_summary import day_summary_of
from plans import runner_choices
from plans.models import Screening
from plans.rules import Reason
from tests.logbook.long_logs import train

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)


@pytest.fixture
def runner(mat_runner):
    return mat_runner


SQUEEZES = ("prone-squeeze", "standing-squeeze")


def did(runner, slug, amounts, hold_s=5, side="both", on=MONDAY, **said):
    exercise_id = Exercise.objects.get(slug=slug).pk
    about = {"user": runner, "on": on, "exercise_id": exercise_id}
    for amount in amounts:
        actions.log_set(**about, key=uuid4(), side=side, amount=amount, hold_s=hold_s)
    if said:
        actions.give_feedback(**about, **said)


def can_squeeze(runner, days):
    """So many days before Monday at the bar of both squeezes, which is three in a row."""
    for back in range(1, days + 1):
        for slug in SQUEEZES:
            did(runner, slug, [10] * 3, on=MONDAY - back * DAY, felt_left=8, felt_right=8, pain=0)


def test_a_day_without_sets_has_nothing_to_tell(runner):
    summary = day_summary_of(runner, MONDAY)
    assert (summary.exercises, summary.sets, summary.news) == ([], 0, [])


def test_what_was_done_is_beside_what_it_changes_and_why(runner):
    can_squeeze(runner, 3)
    did(runner, "glute-bridge", [8, 8], 1, felt_left=6, felt_right=7, pain=0)
    [line] = day_summary_of(runner, MONDAY).exercises
    assert (line.done, line.felt) == ("2 × 8, hold 1 s", "felt 6 left, 7 right, pain 0")
    assert (line.is_changed, line.target) == (True, "2 × 9, hold 1 s")
    assert line.why == "All done, so one more: 9."


def test_a_set_that_fell_short_changes_nothing(runner):
    did(runner, "prone-squeeze", [10, 10, 6], pain=0)
    [line] = day_summary_of(runner, MONDAY).exercises
    assert (line.is_changed, line.target) == (False, "3 × 10, hold 5 s")
    assert line.why == "A set fell short: the same again."


def test_how_far_the_bar_is_counts_today_in(runner):
    can_squeeze(runner, 1)
    did(runner, "prone-squeeze", [10] * 3, felt_left=8, felt_right=8, pain=0)
    [line] = day_summary_of(runner, MONDAY).exercises
    assert line.progress.segments == [True, True, False]
    assert line.progress.words.startswith("2 of 3 sessions at 2 × 10 × 5 s")


def test_a_left_and_a_right_are_one_set_and_told_apart(runner):
    did(runner, "band-walk", [10, 10], None, "left")
    did(runner, "band-walk", [10, 8], None, "right")
    summary = day_summary_of(runner, MONDAY)
    assert summary.sets == 2
    assert summary.exercises[0].done == "left 2 × 10, right 2 sets of 10 and 8"


def test_felt_is_the_mean_of_what_was_said(runner):
    did(runner, "prone-squeeze", [10], felt_left=6, felt_right=8)
    did(runner, "standing-squeeze", [10], felt_left=7)
    assert day_summary_of(runner, MONDAY).felt == {"left": 6.5, "right": 8}


def test_the_next_step_says_what_it_waits_for(runner):
    ahead = day_summary_of(runner, MONDAY).next_step
    assert ahead.name == "Wall march, hold"
    assert [far.words[:34] for far in ahead.needs] == [
        "Waits for: Face-down squeeze. 0 of",
        "Waits for: Standing squeeze. 0 of ",
    ]


def test_what_this_day_earned_is_news(runner):
    can_squeeze(runner, 2)
    for slug in SQUEEZES:
        did(runner, slug, [10] * 3, felt_left=8, felt_right=8, pain=0)
    summary = day_summary_of(runner, MONDAY)
    assert {line.why for line in summary.exercises} == {
        "You have both squeezes now: in turn, and one set is enough; more where your minutes have "
        "room."
    }
    assert summary.news == [
        "Proficient: Face-down squeeze · Standing squeeze.",
        "Open from tomorrow on: Wall march, hold · Glute bridge · Band walk.",
    ]


def test_a_locked_step_that_was_done_has_no_next_time_and_says_what_it_counts_for(runner):
    did(runner, "glute-bridge", [8, 8], 1, pain=0)
    [line] = day_summary_of(runner, MONDAY).exercises
    assert (line.target, line.progress) == ("", None)
    assert line.why == "Done while it was locked: it counts towards its bar all the same."


def test_what_pain_had_shut_is_no_news_but_that_it_opens_again_and_when(runner):
    """The squeeze reopens on the fourth day after; what builds on it waits for a day with it."""
    for back in range(10, 7, -1):
        for slug in SQUEEZES:
            did(runner, slug, [10] * 3, on=MONDAY - back * DAY, felt_left=8, felt_right=8, pain=0)
    for back in (7, 6):
        did(runner, "band-walk", [15] * 3, 0, on=MONDAY - back * DAY, felt_left=8, felt_right=8,
            pain=0)  # fmt: skip
    did(runner, SQUEEZES[0], [10], on=MONDAY - 3 * DAY, pain=8)
    did(runner, SQUEEZES[1], [10], pain=0)
    summary = day_summary_of(runner, MONDAY)
    assert summary.after.step("band-walk").status == "proficient"
    assert summary.news == [
        "Open again from tomorrow on: Face-down squeeze.",
        "First a day with: Face-down squeeze. What comes back after it: Wall march, hold · "
        "Glute bridge · Band walk.",
    ]


def close_the_bridge(runner):
    can_squeeze(runner, 3)
    did(runner, "glute-bridge", [8, 8], 1, on=MONDAY, felt_left=8, felt_right=8, pain=8)
    return MONDAY + DAY


def test_a_closed_step_that_was_done_says_what_that_means_and_when_it_opens(runner):
    on = close_the_bridge(runner)
    did(runner, "glute-bridge", [8, 8], 1, on=on, pain=0)
    [line] = day_summary_of(runner, on).exercises
    assert line.why == (
        "Done while it was closed: it counts towards its bar, but opens it no sooner. "
        "Closed on 2 March for too much pain in: Glute bridge. It opens again after 2 more days "
        "with pain 2 or less in each of these or what builds on it: Face-down squeeze · Standing "
        "squeeze."
    )


def test_pain_in_a_closed_step_is_said_too(runner):
    on = close_the_bridge(runner)
    did(runner, "glute-bridge", [8, 8], 1, on=on, pain=7)
    [line] = day_summary_of(runner, on).exercises
    assert "Pain was 7, too much to go on like that: back to the bottom. Closed on" in line.why


def test_the_day_that_closes_a_step_says_why(runner):
    close_the_bridge(runner)
    [line] = day_summary_of(runner, MONDAY).exercises
    assert line.why == (
        "Pain was 8, too much to go on like that: back to the bottom. It opens again after 2 more "
        "days with pain 2 or less in each of these or what builds on it: Face-down squeeze · "
        "Standing squeeze."
    )


def test_its_card_says_so_at_once_though_others_are_to_be_done(client, runner):
    close_the_bridge(runner)
    page = client.get("/today/").context["page"]
    assert not page.is_done
    [line] = day_summary_of(runner, MONDAY).exercises
    assert page.card("glute-bridge").closed == line.why
    assert line.why in strip_tags(client.get("/today/").content.decode())


def test_red_pain_that_closes_nothing_yet_is_judged_at_once_too(client, runner):
    can_squeeze(runner, 3)
    did(runner, "glute-bridge", [8, 8], 1, on=MONDAY, felt_left=8, felt_right=8, pain=6)
    card = client.get("/today/").context["page"].card("glute-bridge")
    assert not card.item
    assert not card.closed
    assert "Pain was 6" in card.verdict.why


def test_what_another_closing_shuts_says_why_it_has_no_next_time(runner):
    can_squeeze(runner, 3)
    about = {"user": runner, "on": MONDAY}
    single = Exercise.objects.get(slug="single-leg-bridge")
    runner_choices.override(exercise=single, **about)
    did(runner, "single-leg-bridge", [6, 6], 1, side="left", pain=0)
    did(runner, "glute-bridge", [8, 8], 1, felt_left=8, felt_right=8, pain=8)
    why = {one.slug: one.why for one in day_summary_of(runner, MONDAY).exercises}
    assert "Closed on 2 March for too much pain in: Glute bridge." in why["single-leg-bridge"]
    assert "It can open after 2 more days" in why["single-leg-bridge"]  # it was opened early


def test_a_lift_done_while_the_safety_answers_lock_it_says_so(runner):
    Screening.objects.update(outcome="ask")
    did(runner, "deadlift", [5, 5], None, pain=0)
    [line] = day_summary_of(runner, MONDAY).exercises
    assert line.why.endswith("Locked until you say that you have asked a clinician.")


def test_it_costs_no_more_than_the_page(runner, django_assert_max_num_queries):
    train(runner, MONDAY - 5 * DAY, 5)
    did(runner, "prone-squeeze", [10] * 3, pain=0)
    with django_assert_max_num_queries(10):
        summary = day_summary_of(runner, MONDAY)
        render_to_string("logbook/today/day_summary.html", {"summary": summary})


def test_a_day_on_which_all_rests_for_pain_has_nothing_more(client, runner):
    did(runner, SQUEEZES[0], [10], pain=6)
    did(runner, SQUEEZES[1], [10], pain=6)
    page = client.get("/today/")
    assert page.context["page"].lead.title == "Nothing more today"
    assert "What was planned for today rests." in page.content.decode()


def test_a_step_that_pain_closed_is_not_the_next_to_open(runner):
    can_squeeze(runner, 3)
    assert day_summary_of(runner, MONDAY).next_step.name == "Wall march, quick"
    did(runner, "wall-march-quick", [10, 10], None, pain=8)
    assert day_summary_of(runner, MONDAY).next_step.name == "Single-leg bridge"


def test_pain_in_a_squeeze_that_comes_in_turn_is_said(runner):
    can_squeeze(runner, 4)
    did(runner, SQUEEZES[0], [10], felt_left=8, felt_right=8, pain=7)
    [line] = day_summary_of(runner, MONDAY).exercises
    assert line.why == (
        "Pain was 7: go gently. You have both squeezes now: in turn, and one set is enough; more "
        "where your minutes have room."
    )


@pytest.mark.parametrize(
    ("sets", "pain", "why"),
    [
        (1, 4, "Pain was 4: go gently."),
        (2, 4, "Pain was 4: go gently."),
        (1, 7, "Pain was 7: go gently."),
        (2, 0, "One set is enough until the other squeeze, which hurt, is proficient."),
    ],
)
def test_the_evening_asks_of_a_squeeze_in_turn_what_the_next_card_asks(runner, sets, pain, why):
    """The other squeeze, which hurt, is learnt anew, so this one keeps to one set."""
    for back in (12, 11, 10):
        for slug in SQUEEZES:
            did(runner, slug, [10] * 3, on=MONDAY - back * DAY, felt_left=8, felt_right=8, pain=0)
    did(runner, SQUEEZES[1], [10], on=MONDAY - 6 * DAY, pain=8)
    did(runner, SQUEEZES[0], [10] * sets, felt_left=8, felt_right=8, pain=pain)
    summary = day_summary_of(runner, MONDAY)
    [line] = summary.exercises
    card = next((one for one in summary.after.today if one.exercise == SQUEEZES[0]), None)
    assert (card is None) is (pain == 7)
    assert line.target == ("" if pain == 7 else "1 × 10, hold 5 s")
    assert line.why == why
    assert card is None or card.dose.sets == 1
    assert not line.is_changed or pain == 7


def test_who_lifts_on_two_days_running_is_told_of_the_day_between(runner):
    between = "You lifted the day before, too: a full day off belongs between lifts."
    for back in (1, 0):
        for slug in ("deadlift", "single-leg-deadlift"):
            side = "both" if slug == "deadlift" else "left"
            did(runner, slug, [6], None, side, on=MONDAY - back * DAY, pain=0)
    lines = day_summary_of(runner, MONDAY).exercises
    assert [between in line.why for line in lines] == [True, False]
    assert not any(between in one.why for one in day_summary_of(runner, MONDAY - DAY).exercises)


def test_a_load_that_was_taken_and_is_asked_no_more_for_pain_says_so(runner, monkeypatch):
    can_squeeze(runner, 3)
    did(runner, "glute-bridge", [12] * 3, 3, felt_left=8, felt_right=8, pain=0)
    SetEntry.objects.filter(exercise__slug="glute-bridge").update(load_kg=10)
    summary = day_summary_of(runner, MONDAY)
    view = summary.after.step("glute-bridge")
    waits = replace(view, reasons=(*view.reasons, Reason("load-waits")))
    monkeypatch.setattr(type(summary.after), "step", lambda *_: waits)
    [line] = summary.exercises
    assert line.why.endswith("No load is offered for now, because of the pain.")


def test_a_lift_that_comes_once_the_other_is_learnt_is_not_said_to_be_open_tomorrow(runner):
    runner.equipment = ["mat", "wall", "band", "trap-bar"]
    runner.save()
    first = MONDAY - 6 * DAY
    said = {"felt_left": 8, "felt_right": 8, "pain": 0, "effort": 7, "form": True}
    for n in range(3):
        for slug in SQUEEZES:
            did(runner, slug, [10] * 3, on=first + n * DAY, **said)
    for n in (3, 4):
        on = first + n * DAY
        did(runner, "glute-bridge", [12] * 3, 3, on=on, **said)
        for side in ("left", "right"):
            did(runner, "wall-march-hold", [8] * 2, 3, side, on=on, **said)
            did(runner, "band-walk", [15] * 3, None, side, on=on, **said)
    for n in (5, 6):
        for side in ("left", "right"):
            did(runner, "single-leg-bridge", [8] * 3, 1, side, on=first + n * DAY, **said)
    assert day_summary_of(runner, MONDAY).news == [
        "Proficient: Single-leg bridge.",
        "Open from tomorrow on: Deadlift.",
        "Single-leg deadlift comes once you are proficient in: Deadlift.",
    ]


# What hurt and was left out


def hurts(runner, slug, on=MONDAY):
    exercise = Exercise.objects.get(slug=slug)
    runner_choices.change_day(user=runner, on=on, exercise=exercise, kind="hurts")


def test_what_hurt_is_said_with_what_it_changes(runner):
    did(runner, "standing-squeeze", [10] * 3, felt_left=8, felt_right=8, pain=0)
    hurts(runner, "prone-squeeze")
    summary = day_summary_of(runner, MONDAY)
    _squeeze, line = summary.exercises
    assert (line.slug, line.is_changed, line.target) == ("prone-squeeze", True, "2 × 10, hold 5 s")
    assert line.why == "You said that it hurt: easier now, 2 sets."
    assert summary.shut == []


def test_what_hurt_again_is_closed_and_what_is_shut_with_it_is_said(runner):
    can_squeeze(runner, 3)
    for day in (MONDAY - DAY, MONDAY):
        did(runner, "glute-bridge", [8, 8], 1, on=day, felt_left=8, felt_right=8, pain=0)
    hurts(runner, "glute-bridge", MONDAY + DAY)
    hurts(runner, "glute-bridge", MONDAY + 3 * DAY)
    did(runner, "standing-squeeze", [10], on=MONDAY + 3 * DAY, pain=0)
    summary = day_summary_of(runner, MONDAY + 3 * DAY)
    line = summary.exercises[-1]
    assert line.why.startswith("It hurt again, too much to go on like that: back to the bottom.")
    assert summary.shut == [
        "Closed after too much pain: Glute bridge. Your plan page says until when."
    ]
    page = render_to_string("logbook/today/day_summary.html", {"summary": summary})
    assert summary.shut[0] in page
