from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser

import pytest
from django.utils import timezone

from logbook.dates import WEEK
from logbook.models import SetEntry, Workout
from logbook.runner_ladder import timeline_for
from logbook.weeks import day_queries
from logbook.weeks.totals import Mean, Totals
from tests.factories import (
    FeedbackFactory,
    RunFactory,
    SetEntryFactory,
    UserFactory,
    WorkoutFactory,
)
from tests.logbook.long_logs import start, train

MONDAY = date(2026, 3, 2)
pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("library", "clock")]


@pytest.fixture
def runner(client):
    user = start(UserFactory(), MONDAY)
    client.force_login(user)
    return user


def week_of(user, monday=MONDAY):
    [week] = day_queries.weeks(user, timeline_for(user), monday, monday, user.today())
    return week


# The numbers


def test_a_left_and_a_right_are_one_set(runner):
    for side in ("left", "right", "left"):
        SetEntryFactory(user=runner, slug="single-leg-bridge", side=side)
    assert week_of(runner).sets == 2


def test_a_set_of_both_sides_counts_beside_pairs(runner):
    for side in ("both", "left", "right"):
        SetEntryFactory(user=runner, slug="single-leg-bridge", side=side)
    assert week_of(runner).sets == 2


def test_minutes_are_of_what_was_done(runner):
    # 10 × (1.5 + 1 + 2) s and a minute of rest
    SetEntryFactory.create_batch(2, user=runner)
    assert week_of(runner).days[0].seconds == 2 * (10 * 4.5 + 60)


def test_one_side_takes_half_of_a_pair(runner):
    SetEntryFactory(user=runner, slug="single-leg-bridge", side="left")
    assert week_of(runner).days[0].seconds == 10 * 4.5 + 30


def test_any_time_squeezes_are_counted_beside_the_sets(runner):
    SetEntryFactory(user=runner, slug="standing-squeeze", any_time=True)
    week = week_of(runner)
    assert (week.squeezes, week.sets, week.trained, week.minutes) == (1, 0, 0, 0)


def test_deleted_sets_and_what_was_said_of_them_count_no_more(runner):
    SetEntryFactory(user=runner, deleted_at=timezone.now())
    FeedbackFactory(user=runner, felt_left=2, pain=9)
    week = week_of(runner)
    assert (week.sets, week.felt_left, week.pain) == (0, None, None)


def test_lifts_are_days_and_not_sets(runner):
    for day, slug in ((0, "deadlift"), (0, "single-leg-deadlift"), (2, "deadlift")):
        SetEntryFactory(user=runner, slug=slug, date=MONDAY + timedelta(days=day))
    assert week_of(runner).lifts == 2


def test_the_worst_pain_is_of_the_day_or_of_its_morning(runner):
    SetEntryFactory(user=runner)
    FeedbackFactory(user=runner, pain=1)
    assert week_of(runner).pain == 1
    WorkoutFactory(user=runner).__class__.objects.update(morning_pain=4)
    assert week_of(runner).pain == 4


def test_the_worst_pain_is_of_the_exercises_or_of_a_run(client, runner):
    SetEntryFactory(user=runner)
    FeedbackFactory(user=runner, pain=0)
    for pain in (1, 4, None):
        RunFactory(user=runner, pain=pain)
    RunFactory(user=UserFactory(), pain=9)
    addresses = ("/weeks/", "/weeks/2026-W10/")
    assert [client.get(one).context["week"].pain for one in addresses] == [4, 4]
    assert client.get(f"/logbook/{MONDAY}/").context["day"].pain == 4
    assert "<span>4<span" in client.get("/logbook/").text


def test_a_run_hurts_on_a_day_without_sets_too(client, runner, clock):
    """Also before the first set of all, in the same week."""
    RunFactory(user=runner, pain=5)
    SetEntryFactory(user=runner, date=MONDAY + timedelta(days=2))
    clock.go(MONDAY + WEEK)
    for address in ("/weeks/", "/weeks/?to=2026-W10", "/weeks/?span=year", "/weeks/?span=all"):
        assert client.get(address).context["run"][0].pain == 5
        [picture] = [one for one in client.get(address).context["pictures"] if one.key == "pain"]
        assert picture.table.rows[0][1][0] == "5"
    assert client.get("/weeks/2026-W10/").context["week"].days[0].pain == 5


def test_felt_is_the_mean_of_what_was_given(runner):
    for slug, left, right in (("glute-bridge", 6, 8), ("band-walk", 7, None)):
        SetEntryFactory(user=runner, slug=slug)
        FeedbackFactory(user=runner, slug=slug, felt_left=left, felt_right=right)
    week = week_of(runner)
    assert (week.felt_left, week.felt_right, week.gap) == (6.5, 8, 2)


def test_the_sides_differ_by_as_much_as_the_means_that_stand_beside_it():
    """6.54 and 7.76 are shown as 6.5 and 7.8, so 1.3 lies between them, not the 1.22 in truth."""
    totals = Totals(felt_left=Mean(327, 50), felt_right=Mean(388, 50), gap=Mean(61, 50))
    assert (totals.felt_left.value, totals.felt_right.value, totals.felt_gap) == (6.5, 7.8, 1.3)


def test_what_was_asked_counts_once_an_exercise_and_day(runner):
    SetEntryFactory.create_batch(2, user=runner, target_sets=3)
    SetEntryFactory(user=runner, slug="band-walk", side="left", target_sets=2)
    assert week_of(runner).asked == 5


def test_another_runners_log_is_not_counted(runner):
    train(UserFactory(), MONDAY)
    assert week_of(runner).sets == 0


# The pages


def test_a_weeks_page_has_its_numbers_at_the_top(client, runner):
    train(runner, MONDAY)
    page = " ".join(client.get("/weeks/2026-W10/").text.split())
    for words in ("Week 10", "2 to 8 March 2026", "<dt>sets</dt> <dd><b>6</b>", "of 1 so far"):
        assert words in page


def test_only_weeks_that_have_begun_have_a_page(client, runner):
    for address, status in (
        ("/weeks/2026-W10/", 200),
        ("/weeks/2026-W01/", 200),
        ("/weeks/2020-W53/", 200),
        ("/weeks/2026-W11/", 404),  # not yet
        ("/weeks/2025-W53/", 404),  # that year has 52
        ("/weeks/2026-W00/", 404),
        ("/weeks/1066-W01/", 404),
        ("/weeks/2026-W1/", 404),
        ("/weeks/tomorrow/", 404),
        ("/weeks/?to=2026-W10", 200),
        ("/weeks/?to=2025-W40", 200),
        ("/weeks/?to=2026-W11", 404),
        ("/weeks/?to=2026-W54", 404),
        ("/weeks/?to=2026-W10%00", 404),
        ("/weeks/?to=", 404),
    ):
        assert client.get(address).status_code == status, address


def test_a_stranger_sees_no_weeks(client):
    for address in ("/weeks/", "/weeks/2026-W10/"):
        assert client.get(address).url == f"/accounts/login/?next={address}"


def test_a_week_shows_its_owner_alone(client, runner):
    train(UserFactory(is_staff=True), MONDAY)
    assert "Nothing logged in this week." in client.get("/weeks/2026-W10/").content.decode()


def test_an_empty_log_says_so(client, runner):
    page = client.get("/weeks/").content.decode()
    assert "Nothing logged yet" in page
    assert "chart" not in page.split("<main", 1)[1].split("</main", 1)[0]


def test_the_first_week_is_drawn_alone(client, runner):
    train(runner, MONDAY)
    page = client.get("/weeks/")
    assert len(page.context["run"]) == 1
    answers = {picture.key: picture.answer for picture in page.context["pictures"]}
    assert answers["training-days"] == "Yes: 1 of 1 day so far this week."
    assert answers["sets"] == "6 sets in 12 minutes so far this week."
    assert answers["felt"] == "So far: left 7, right 8. The next week shows where it goes."
    assert answers["sides"] == "Nearly: the right is ahead by 1. Both sides did the same."


def test_a_long_log_is_reached_twelve_weeks_at_a_time(client, runner, clock):
    train(runner, MONDAY, 100)
    clock.go(MONDAY + timedelta(days=99))
    run = client.get("/weeks/").context["run"]
    assert len(run) == 12
    earlier = client.get("/weeks/").context["earlier"]
    page = client.get(f"/weeks/?to={earlier}")
    assert page.context["run"][0].monday == MONDAY
    assert page.context["run"][-1].monday + WEEK == run[0].monday
    assert page.context["earlier"] is None
    assert page.context["later"] == run[-1].address


def test_felt_rising_and_falling_is_told_honestly(client, runner, clock):
    train(runner, MONDAY, felt_left=4, felt_right=8)
    train(runner, MONDAY + WEEK, felt_left=7, felt_right=6)
    clock.go(MONDAY + WEEK)
    answers = {p.key: p.answer for p in client.get("/weeks/").context["pictures"]}
    assert answers["felt"] == (
        "One side more, one less: left went from 4 to 7, right went from 8 to 6."
    )
    assert answers["sides"].startswith(
        "Nearly: the left is ahead by 1. At first it was the right, by 4."
    )


def test_what_went_past_its_best_is_named(client, runner, clock):
    train(runner, MONDAY, slugs=["glute-bridge", "band-walk"])
    train(runner, MONDAY + WEEK, slugs=["glute-bridge", "band-walk"])
    SetEntry.objects.filter(exercise__slug="glute-bridge", workout__date__gt=MONDAY).update(
        amount=11
    )
    clock.go(MONDAY + WEEK)
    [best] = [p for p in client.get("/weeks/").context["pictures"] if p.key == "best-sessions"]
    assert best.answer == "Yes: Glute bridge went past its best this week."
    assert best.table.rows[1][1] == ("66 of 60", "120 of 120")
    assert "2 × 11 × 3 s" in best.svg


def test_without_feedback_the_pictures_say_so(client, runner):
    SetEntryFactory(user=runner)
    answers = {p.key: p.answer for p in client.get("/weeks/").context["pictures"]}
    assert answers["felt"].startswith("Nothing said yet.")
    assert answers["sides"] == "Nothing said yet about both sides."


class Drawings(HTMLParser):
    """Attributes of every element, and the labels of the pictures."""

    def __init__(self, page):
        super().__init__()
        self.attributes, self.labels = set(), []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.attributes |= set(attrs)
        if tag == "svg" and attrs.get("role") == "img":
            self.labels.append(attrs.get("aria-label"))


def test_every_picture_has_a_label_a_table_and_no_style(client, runner):
    train(runner, MONDAY)
    page = client.get("/weeks/")
    drawings = Drawings(page.content.decode())
    pictures = [one for one in page.context["pictures"] if one.svg]
    assert len(drawings.labels) == len(pictures) >= 4
    assert all(drawings.labels)
    assert "style" not in drawings.attributes
    for picture in pictures:
        assert len(picture.table.rows) >= 1
        assert all(len(cells) + 1 == len(picture.table.head) for _, cells in picture.table.rows)


def test_the_table_of_days_leaves_the_future_blank(client, runner):
    train(runner, MONDAY)
    [days] = [p for p in client.get("/weeks/").context["pictures"] if p.key == "training-days"]
    assert days.table.rows[0][1] == ("6", "", "", "", "", "", "")


@pytest.mark.usefixtures("pages_are_cached")
@pytest.mark.parametrize("address", ["/weeks/", "/weeks/2026-W10/"])
def test_a_page_of_weeks_costs_the_same_after_500_days(
    client, runner, pages_are_cached, django_assert_max_num_queries, address
):
    train(runner, MONDAY - timedelta(days=500), 501)
    client.get(address)  # adds up the past and loads the library
    with django_assert_max_num_queries(14) as after_years:
        client.get(address)
    monday = Workout.objects.get(date=MONDAY)
    SetEntry.objects.exclude(workout=monday).delete()
    with django_assert_max_num_queries(14) as after_a_day:
        client.get(address)
    assert len(after_years) == len(after_a_day)


def test_the_week_is_of_the_runners_own_calendar(client, runner, clock):
    runner.time_zone = "Pacific/Auckland"
    runner.save()
    clock.traveller.move_to(datetime(2026, 3, 8, 20, tzinfo=UTC))  # Monday morning there
    assert client.get("/weeks/").context["week"].number == 11
