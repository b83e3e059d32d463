"""The history of the ladder, cached and made anew."""

from datetime import date, timedelta

import pytest

from exercises.models import Exercise
from logbook import derived
from logbook.models import Derived, SetEntry
from logbook.runner_ladder import timeline_for
from logbook.weeks import ladder_history
from logbook.weeks.ladder_history import ladder_history_for
from plans import rules
from plans.models import Choice
from tests.factories import UserFactory
from tests.logbook.long_logs import start, train

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)


@pytest.fixture
def runner(client, library, clock):
    user = start(UserFactory(), MONDAY)
    client.force_login(user)
    return user


def history_of(user, today=MONDAY):
    return ladder_history_for(user, timeline_for(user), today)


def squeezes(user, first, count, felt=8):
    """What makes the first step proficient, if it is felt."""
    train(user, first, count, ["prone-squeeze"], 3, felt_left=felt, felt_right=felt, effort=3)
    SetEntry.objects.for_user(user).update(amount=12, hold_s=10)


def test_the_first_step_is_open_from_the_start(runner):
    found = history_of(runner)
    assert found.on("prone-squeeze", MONDAY - 1000 * DAY) == ladder_history.OPEN
    assert found.on("deadlift", MONDAY) == ladder_history.LOCKED


def test_the_day_on_which_a_step_became_proficient_is_known(runner):
    squeezes(runner, MONDAY - 30 * DAY, 6)
    found = history_of(runner)
    [*_, (day, status)] = found.of("prone-squeeze")
    assert status == ladder_history.PROFICIENT
    assert MONDAY - 30 * DAY < day < MONDAY - 24 * DAY
    assert found.on("prone-squeeze", day - DAY) == ladder_history.OPEN


def test_a_step_opens_on_the_day_on_which_today_says_so(client, runner):
    both = ["prone-squeeze", "standing-squeeze"]
    train(runner, MONDAY - 3 * DAY, 3, both, 3, felt_left=8, felt_right=8, pain=0)
    SetEntry.objects.for_user(runner).update(amount=12, hold_s=10)
    opened = [slug for one in client.get("/today/").context["page"].opened for slug, _ in one.steps]
    assert "glute-bridge" in opened
    found = history_of(runner)
    assert found.of("glute-bridge") == [(MONDAY, ladder_history.OPEN)]
    assert found.on("prone-squeeze", MONDAY - DAY) == ladder_history.PROFICIENT


def test_what_a_runner_opens_is_open_at_once(runner):
    deadlift = Exercise.objects.get(slug="deadlift")
    Choice.objects.create(user=runner, exercise=deadlift, kind="override", on=MONDAY)
    assert history_of(runner).of("deadlift") == [(MONDAY, ladder_history.OPEN)]


def test_the_cached_history_changes_no_answer(runner):
    squeezes(runner, MONDAY - 60 * DAY, 40)
    fresh = history_of(runner)
    for later in range(0, 40, 3):
        on = MONDAY + later * DAY
        cached = history_of(runner, on)
        Derived.objects.all().delete()
        assert history_of(runner, on) == cached
    assert fresh.changes == history_of(runner).changes


def test_the_cached_history_is_used(runner, monkeypatch):
    squeezes(runner, MONDAY - 60 * DAY, 40)
    history_of(runner)
    monkeypatch.setattr(rules, "initial", None)
    history_of(runner)


def test_a_correction_of_the_past_is_seen(runner):
    squeezes(runner, MONDAY - 60 * DAY, 6)
    assert history_of(runner).on("prone-squeeze", MONDAY) == ladder_history.PROFICIENT
    SetEntry.objects.for_user(runner).delete()
    derived.day_changed(runner, MONDAY - 60 * DAY)
    assert history_of(runner).on("prone-squeeze", MONDAY) == ladder_history.OPEN


def test_a_correction_of_yesterday_is_seen(runner):
    squeezes(runner, MONDAY - 6 * DAY, 6)
    before = history_of(runner)
    SetEntry.objects.for_user(runner).filter(workout__date__gte=MONDAY - DAY).delete()
    derived.day_changed(runner, MONDAY - DAY)
    after = history_of(runner)
    Derived.objects.all().delete()
    assert history_of(runner) == after
    assert before.changes


def test_the_history_is_the_runners_own(runner):
    squeezes(UserFactory(), MONDAY - 60 * DAY, 6)
    assert history_of(runner).on("prone-squeeze", MONDAY) == ladder_history.OPEN


def test_only_the_last_days_are_read_again(runner, django_assert_num_queries):
    squeezes(runner, MONDAY - 400 * DAY, 400)
    timeline = timeline_for(runner)
    ladder_history_for(runner, timeline, MONDAY)
    with django_assert_num_queries(4):
        ladder_history_for(runner, timeline, MONDAY)


def test_the_picture_says_where_the_ladder_stands(client, runner):
    squeezes(runner, MONDAY - 14 * DAY, 14)
    [ladder] = [p for p in client.get("/weeks/").context["pictures"] if p.key == "ladder"]
    assert ladder.answer.startswith("1 proficient, ")
    assert "Face-down squeeze: proficient, " in ladder.svg
    [row] = [cells for (name, _), cells in ladder.table.rows if name == "Face-down squeeze"]
    assert row[:2] == ("proficient", "the start")
