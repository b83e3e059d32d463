"""The head of today's page."""

from datetime import date, timedelta

import pytest

from exercises.models import Exercise
from plans.models import Choice
from tests.factories import FeedbackFactory, RunFactory, SetEntryFactory
from tests.logbook.long_logs import train

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)


@pytest.fixture
def runner(mat_runner):
    return mat_runner


@pytest.fixture
def lead(client):
    return lambda: client.get("/today/").context["page"].lead


def log(runner, slug, count):
    for _ in range(count):
        SetEntryFactory(user=runner, slug=slug, date=MONDAY, amount=10, hold_s=5)


def test_the_heading_is_what_the_day_asks(runner, lead):
    assert lead().title == "2\xa0exercises, 10\xa0minutes"


def test_its_minutes_are_the_sum_of_those_of_the_blocks(client, runner):
    page = client.get("/today/").context["page"]
    assert f"{sum(block.minutes for block in page.blocks)}\xa0minutes" in page.lead.title


def test_each_set_has_a_dot_and_the_next_one_is_ringed(runner, lead):
    assert [group.dots for group in lead().groups] == [["next", "", ""], ["", "", ""]]
    log(runner, "prone-squeeze", 2)
    assert [group.dots for group in lead().groups] == [["on", "on", "next"], ["", "", ""]]
    assert (lead().done, lead().sets) == (2, 6)


def test_a_set_more_than_asked_has_no_dot(runner, lead):
    log(runner, "prone-squeeze", 4)
    assert lead().groups[0].dots == ["on"] * 3
    assert lead().done == 3


def test_after_all_of_it_the_day_is_done(client, runner, lead):
    for slug in ("prone-squeeze", "standing-squeeze"):
        log(runner, slug, 3)
    assert lead().title == "Done for today"
    assert "Guide me" not in client.get("/today/").content.decode()


def test_what_was_logged_beyond_the_plan_is_not_counted(runner, lead):
    SetEntryFactory(user=runner, slug="band-walk", date=MONDAY, side="left", amount=15)
    assert (lead().done, lead().sets) == (0, 6)
    assert lead().title.startswith("2\xa0exercises")


@pytest.mark.parametrize("ended_by", ["pain", "choice"])
def test_sets_done_before_an_exercise_was_ended_stay_counted(client, runner, lead, ended_by):
    log(runner, "prone-squeeze", 2)
    if ended_by == "pain":
        FeedbackFactory(user=runner, slug="prone-squeeze", date=MONDAY, pain=7)
    else:
        values = {"change": "not-today prone-squeeze", "date": MONDAY}
        client.post("/today/change/", values)
    card = client.get("/today/").context["page"].card("prone-squeeze")
    assert card.target == "No more of it today"
    assert [group.dots for group in lead().groups] == [["next", "", ""], ["on", "on"]]
    assert (lead().done, lead().sets) == (2, 5)
    assert lead().title.startswith("1\xa0exercise")


def test_where_pain_ends_all_of_it_the_day_is_not_called_done(client, runner, lead):
    """The phone takes the title from the page, so it must be there before the next page comes."""
    for slug in ("prone-squeeze", "standing-squeeze"):
        log(runner, slug, 1)
        FeedbackFactory(user=runner, slug=slug, date=MONDAY, pain=6)
    assert lead().title == lead().ended == "Nothing more today"
    assert 'data-ended="Nothing more today"' in client.get("/today/").text


def test_lifts_that_are_locked_come_later(runner, lead):
    assert lead().next_lift == "Lifts come later"


def test_who_has_lifted_is_not_told_that_lifts_come_later(runner, lead):
    lifted = {"hold_s": None, "load_kg": 40}
    SetEntryFactory(user=runner, slug="deadlift", date=MONDAY - 3 * DAY, **lifted)
    assert lead().next_lift == "No lift planned"


def test_where_no_lift_can_be_done_none_is_promised(runner, lead, override):
    runner.equipment = ["mat"]
    runner.save()
    assert lead().next_lift == "No lift planned"


@pytest.mark.parametrize(("days_ago", "said"), [(None, "Lift today"), (1, "Next lift tomorrow")])
def test_the_next_lift_has_its_day(runner, lead, override, days_ago, said):
    if days_ago:
        SetEntryFactory(
            user=runner, slug="deadlift", date=MONDAY - days_ago * DAY, hold_s=None, load_kg=40
        )
    assert lead().next_lift == said


def test_after_the_lift_of_the_day_its_head_names_the_next_one(client, runner, lead, override):
    lift = {"slug": "deadlift", "date": MONDAY, "hold_s": None, "load_kg": 40, "amount": 5}
    sets = client.get("/today/").context["page"].card("deadlift").dose.sets
    for _ in range(sets - 1):
        SetEntryFactory(user=runner, **lift)
    assert lead().next_lift == "Lift today"
    SetEntryFactory(user=runner, **lift)
    assert lead().next_lift == "Next lift Wednesday"


@pytest.fixture
def override(runner):
    runner.equipment = ["trap-bar", "dumbbells"]
    runner.save()
    deadlift = Exercise.objects.get(slug="deadlift")
    Choice.objects.create(user=runner, exercise=deadlift, kind="override", on=MONDAY - 2 * DAY)


def test_a_red_morning_is_a_day_of_rest_and_says_what_comes_back(client, runner, lead):
    train(runner, MONDAY - DAY, slugs=("prone-squeeze", "standing-squeeze"))
    runner.workouts.update(morning_pain=7, morning_place="knee")
    page = client.get("/today/").context["page"]
    assert page.lead.title == "Rest today"
    assert [(one.day, one.is_today) for one in page.coming_days] == [
        ("Today", True), ("Tomorrow", False),
    ]  # fmt: skip
    assert "Face-down squeeze" in page.coming_days[1].words
    assert page.coming_days[1].on_condition == "if the pain of that morning is 5 or less"
    html = client.get("/today/").content.decode()
    assert html.index("today is for rest") < html.index("When it comes back")
    assert "This morning: pain 7, knee" in html


@pytest.mark.parametrize("pain_of", ["the morning", "a run", "an exercise", "nothing"])
def test_where_pain_speaks_against_a_run_no_primer_is_offered(client, runner, pain_of):
    train(runner, MONDAY - DAY, slugs=("prone-squeeze",))
    if pain_of == "the morning":
        runner.workouts.update(morning_pain=7)
    elif pain_of == "a run":
        RunFactory(user=runner, date=MONDAY, pain=7)
    elif pain_of == "an exercise":
        SetEntryFactory(user=runner, slug="prone-squeeze", date=MONDAY)
        FeedbackFactory(user=runner, slug="prone-squeeze", date=MONDAY, pain=7)
    assert ("/today/go/primer/" in runs_of(client)) is (pain_of == "nothing")


def runs_of(client):
    """The part of the page about runs."""
    return client.get("/today/").content.decode().partition('id="runs"')[2]


def test_the_line_on_a_clinician_stands_once(client, runner):
    train(runner, MONDAY - DAY, slugs=("prone-squeeze",))
    runner.workouts.update(morning_pain=9)
    assert client.get("/today/").content.decode().count("Have a clinician look") == 1


def test_a_lift_that_is_left_out_leaves_the_day_of_the_next_one(client, runner, lead, override):
    client.post("/today/change/", {"change": "not-today deadlift", "date": MONDAY})
    assert lead().next_lift == "Next lift tomorrow"
