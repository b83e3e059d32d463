"""The pictures of a year and of all, the streak, the records."""

import re
from datetime import date, timedelta
from itertools import groupby

import pytest
from django.utils import formats

from exercises.library import library
from logbook.models import Run
from logbook.weeks.charts.calendar import first_shown
from logbook.weeks.charts.picture import Plot
from logbook.weeks.periods import Quarter, months_later
from logbook.weeks.streak import describe_streak, streak
from logbook.weeks.totals import EMPTY
from tests.factories import FeedbackFactory, SetEntryFactory, UserFactory
from tests.logbook.long_logs import start, train

MONDAY = date(2026, 3, 2)
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)


@pytest.fixture
def runner(client, library, clock):
    user = start(UserFactory(), MONDAY)
    client.force_login(user)
    return user


def picture(client, key, address="/weeks/"):
    [found] = [one for one in client.get(address).context["pictures"] if one.key == key]
    return found


def days(*weeks):
    """So many days of training in each week, the last one now."""
    first = MONDAY - (len(weeks) - 1) * WEEK
    return [first + n * WEEK + d * DAY for n, count in enumerate(weeks) for d in range(count)]


@pytest.mark.parametrize(
    ("weeks", "count"),
    [
        ((), 0),
        ((2,), 0),
        ((3,), 1),
        ((3, 4, 3), 3),
        ((3, 4, 1), 2),  # this week is not over
        ((3, 0, 4, 3), 3),  # one quiet week only pauses
        ((3, 0, 1, 4, 3), 2),  # two end it
        ((3, 0, 1), 1),
        ((3, 0, 0, 0), 0),
    ],
)
def test_a_streak_forgives_rest_and_one_quiet_week(weeks, count):
    assert streak(days(*weeks), MONDAY + 2 * DAY) == count


def test_the_words_of_a_streak_are_kind():
    for count in (0, 1, 7, 52):
        assert "rest days" in describe_streak(count).lower()


@pytest.mark.parametrize(("begins", "first"), [(1, 0), (0, 6), (6, 5)])
def test_a_calendars_weeks_begin_as_the_locale_has_it(monkeypatch, begins, first):
    monkeypatch.setattr("logbook.weeks.charts.calendar.get_format", lambda name: begins)
    for day in range(7):
        shown = first_shown(MONDAY + day * DAY)
        assert shown.weekday() == first
        assert 0 <= (MONDAY + day * DAY - shown).days - 52 * 7 < 7


def test_our_english_begins_on_monday():
    assert formats.get_format("FIRST_DAY_OF_WEEK", lang="en") == 1


def test_the_calendar_shows_the_days_trained_of_a_year(client, runner):
    train(runner, MONDAY - 400 * DAY)
    train(runner, MONDAY - 300 * DAY, 2)
    SetEntryFactory(user=runner, slug="deadlift", date=MONDAY)
    SetEntryFactory(user=runner, slug="standing-squeeze", date=MONDAY - DAY, any_time=True)
    found = picture(client, "calendar")
    assert found.svg.count("<title>") == 3
    assert "Mon 2 March 2026: 1 set, lift" in found.svg
    assert found.answer.startswith("3 days trained in this year")


def test_what_was_asked_stands_beside_what_was_done(client, runner):
    train(runner, MONDAY, slugs=["band-walk"], sets=2)
    found = picture(client, "best-sessions")
    assert found.table.rows[0][1] == ("120 of 120",)
    assert found.svg.count("c-inkline") == 1


def test_without_a_target_only_what_was_done_stands_there(client, runner):
    SetEntryFactory(user=runner, amount=10, hold_s=1, target_sets=None)
    found = picture(client, "best-sessions")
    assert found.table.rows[0][1] == ("10",)
    assert "c-litline" not in found.svg


def test_a_first_load_is_not_measured_by_a_plan_without_one(client, runner):
    SetEntryFactory(
        user=runner,
        slug="deadlift",
        amount=8,
        hold_s=None,
        load_kg=40,
        target_sets=1,
        target_amount=8,
    )
    assert picture(client, "best-sessions").table.rows[0][1] == ("320",)


def test_the_sides_are_compared_in_percent_and_by_what_was_felt(client, runner):
    for side, amount in (("left", 8), ("right", 10)):
        SetEntryFactory(user=runner, slug="single-leg-bridge", side=side, amount=amount, hold_s=1)
    found = picture(client, "sides")
    assert "The right did 20 % more: the usual is within 10 %." in found.answer
    assert found.table.rows[0][1][-1] == "right 20 % more"


def test_pain_and_effort_are_in_the_sentence(client, runner):
    SetEntryFactory(user=runner)
    FeedbackFactory(user=runner, pain=4, effort=7)
    assert picture(client, "pain").answer == "Worst pain 4 (some), this week. Effort 7."


def test_of_equal_pain_the_latest_is_named(client, runner, clock):
    for n in range(2):
        train(runner, MONDAY + n * WEEK, pain=4)
    clock.go(MONDAY + WEEK)
    assert "Worst pain 4 (some), this week." in picture(client, "pain").answer


def test_no_pain_is_drawn_and_is_not_the_same_as_none_given(client, runner):
    SetEntryFactory(user=runner)
    assert "c-mid" not in picture(client, "pain").svg
    FeedbackFactory(user=runner, pain=0, effort=None)
    assert picture(client, "pain").answer == "No pain."
    assert "c-mid" in picture(client, "pain").svg


def test_minutes_are_compared_with_ten_to_twenty(client, runner):
    train(runner, MONDAY)
    assert picture(client, "minutes").answer == "Yes: 12 minutes on a day of training this week."


@pytest.mark.parametrize(("second", "missing"), [(1, 1), (2, 0)])
def test_a_missing_day_off_between_lifts_is_marked(client, runner, clock, second, missing):
    """Also over the edge of a week."""
    for n in (0, second):
        SetEntryFactory(user=runner, slug="deadlift", date=MONDAY + 6 * DAY + n * DAY)
    clock.go(MONDAY + 8 * DAY)
    found = picture(client, "lifts")
    assert [cells[1] for _, cells in found.table.rows] == ["0", str(missing)]
    assert found.svg.count(">!</text>") == missing
    assert ("missing" in found.answer) is bool(missing)


@pytest.mark.parametrize(("span", "columns"), [("weeks", 12), ("year", 12), ("all", 6)])
def test_a_range_is_chosen(client, runner, span, columns):
    train(runner, MONDAY - timedelta(days=450), 451)
    page = client.get(f"/weeks/?span={span}")
    rows = {p.key: len(p.table.rows) for p in page.context["pictures"] if p.svg}
    assert set(rows) >= {
        "calendar",
        "training-days",
        "sets",
        "best-sessions",
        "felt",
        "sides",
        "pain",
    }
    assert rows["sets"] == rows["training-days"] == columns


@pytest.mark.parametrize(
    ("days_ago", "labels"),
    [(150, ["Apr", "Jul"]), (450, ["Apr", "Jul", "Oct", "’26", "Apr", "Jul"])],
)
def test_each_quarter_of_a_short_log_is_named(client, runner, clock, days_ago, labels):
    clock.go(date(2026, 9, 7))
    train(runner, date(2026, 9, 7) - timedelta(days=days_ago), 2)
    page = client.get("/weeks/?span=all")
    for one in page.context["pictures"]:
        if one.key in ("sets", "sides"):
            assert re.findall(r">([A-Z’][\w]+)</text>", one.svg) == labels, one.key


def test_of_many_quarters_only_those_that_begin_a_year_are_named():
    quarters = [
        Quarter(months_later(date(2023, 4, 1), 3 * n), date.max, date.max, EMPTY) for n in range(16)
    ]
    labels = re.findall(r">(.+?)</text>", "".join(Plot(quarters).labels()))
    assert labels == ["’24", "’25", "’26", "’27"]


def test_a_few_columns_take_the_whole_width():
    quarter = Quarter(MONDAY, MONDAY, MONDAY, EMPTY)
    assert Plot([quarter, quarter], left=0, right=200).middles == [50, 150]


def test_a_range_that_is_none_is_not_found(client, runner):
    assert client.get("/weeks/?span=decade").status_code == 404


def test_a_young_log_offers_no_longer_range(client, runner):
    train(runner, MONDAY)
    assert "span=year" not in client.get("/weeks/").text


@pytest.mark.parametrize("span", ["weeks", "year", "all"])
def test_an_empty_log_is_no_fault_in_any_range(client, runner, span):
    assert client.get(f"/weeks/?span={span}").status_code == 200


def test_every_column_of_every_picture_has_a_name(client, runner):
    train(runner, MONDAY, slugs=["glute-bridge", "band-walk", "deadlift"], effort=5)
    Run.objects.create(user=runner, date=MONDAY, minutes=40, felt_left=7, felt_right=8)
    for one in client.get("/weeks/").context["pictures"]:
        assert "<title>" in one.svg, one.key


# A newcomer's pictures begin with the newcomer


def test_a_picture_of_nothing_is_one_sentence(client, runner):
    SetEntryFactory(user=runner)
    page = client.get("/weeks/")
    empty = {one.key for one in page.context["pictures"] if not one.svg}
    assert empty == {"felt", "sides", "carry", "pain", "lifts"}
    assert page.text.count('class="chart"') == len(page.context["pictures"]) - len(empty)
    assert "No lift was logged in this time." in page.text


def test_the_calendar_comes_with_the_thirteenth_week(client, runner, clock):
    train(runner, MONDAY)
    for weeks, is_shown in ((11, False), (12, True)):
        clock.go(MONDAY + weeks * WEEK)
        keys = [one.key for one in client.get("/weeks/").context["pictures"]]
        assert ("calendar" in keys) is is_shown


def test_a_calendar_begins_with_the_week_of_the_first_day(client, runner, clock):
    train(runner, MONDAY + 3 * DAY)
    clock.go(MONDAY + 12 * WEEK)
    found = picture(client, "calendar")
    assert [head for (head, _), _ in found.table.rows] == ["March 2026", "April 2026", "May 2026"]
    assert found.svg.count("h0") == 12 * 7


def test_a_year_has_no_months_before_the_first_day(client, runner, clock):
    train(runner, MONDAY + 3 * DAY)
    clock.go(MONDAY + 14 * WEEK)
    found = picture(client, "sets", "/weeks/?span=year")
    assert [head for (head, _), _ in found.table.rows] == [
        "March 2026",
        "April 2026",
        "May 2026",
        "June 2026",
    ]


def test_the_days_before_the_first_one_are_no_days_off(client, runner, clock):
    train(runner, MONDAY + 5 * DAY, 3)
    clock.go(MONDAY + WEEK)
    found = picture(client, "training-days")
    assert found.answer == "Yes: 1 of 1 day so far this week, 2 of 2 the week before."
    assert found.table.rows[0][1] == ("", "", "", "", "", "6", "6")
    assert "no exercises logged" not in found.svg


@pytest.mark.parametrize("slugs", [["glute-bridge"], ["glute-bridge", "deadlift"]])
def test_no_picture_stands_alone_in_half_a_row_of_a_desk(client, runner, slugs):
    train(runner, MONDAY, slugs=slugs, effort=5)
    drawn = [one for one in client.get("/weeks/").context["pictures"] if one.svg]
    for is_wide, row in groupby(drawn, key=lambda one: one.is_wide):
        assert is_wide or len(list(row)) % 2 == 0


# Records


def test_records_are_the_firsts_of_the_highest(client, runner):
    for n, (amount, hold_s, load_kg) in enumerate([(5, None, 40), (8, 3, 50), (8, 3, 50)]):
        SetEntryFactory(
            user=runner,
            slug="deadlift",
            amount=amount,
            hold_s=hold_s,
            load_kg=load_kg,
            date=MONDAY - (9 - n) * DAY,
        )
    [(exercise, found)] = client.get("/weeks/records/").context["exercises"]
    assert exercise.slug == "deadlift"
    second = MONDAY - 8 * DAY
    assert found == [
        ("First", "", MONDAY - 9 * DAY),
        ("Most in a set", "8", second),
        ("Longest hold", "3 s", second),
        ("Heaviest", "50 kg", second),
    ]


def test_what_was_never_held_or_loaded_sets_no_record(client, runner):
    SetEntryFactory(user=runner, hold_s=None)
    SetEntryFactory(user=runner, slug="standing-squeeze", any_time=True)
    [(_, found)] = client.get("/weeks/records/").context["exercises"]
    assert [name for name, *_ in found] == ["First", "Most in a set"]


def test_nobody_sees_the_records_of_another(client, runner):
    train(UserFactory(), MONDAY)
    assert "Nothing logged yet" in client.get("/weeks/records/").text


@pytest.mark.usefixtures("pages_are_cached")
def test_records_cost_the_same_after_years(client, runner, django_assert_max_num_queries):
    train(runner, MONDAY - 300 * DAY, 300)
    library()
    with django_assert_max_num_queries(6):
        client.get("/weeks/records/")


def test_each_picture_is_one_image_to_a_screen_reader(client, runner):
    for day in days(3, 3):
        train(runner, day)
    page = client.get("/weeks/").content.decode()
    charts = re.findall(r'<svg class="chart"[^>]*>(.*?)</svg>', page, re.DOTALL)
    assert len(charts) > 5
    for shapes in charts:
        assert re.fullmatch(r'<g aria-hidden="true">.*</g>', shapes, re.DOTALL)
