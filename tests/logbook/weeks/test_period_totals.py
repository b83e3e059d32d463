"""The totals of periods, cached and added up anew."""

from datetime import date, timedelta
from random import Random

import pytest
from django.urls import reverse

from logbook import derived
from logbook.models import Derived, SetEntry, Workout
from logbook.runner_ladder import timeline_for
from logbook.weeks import day_queries
from logbook.weeks.period_totals import NAMES, TrainingDay, period_totals_for
from logbook.weeks.periods import Month, Quarter, Week, Year
from logbook.weeks.totals import BestSession, Mean, Totals, add_totals
from plans.models import Revision
from tests.factories import FeedbackFactory, RunFactory, SetEntryFactory, UserFactory
from tests.logbook.long_logs import start, train

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)
SLUGS = ["prone-squeeze", "glute-bridge", "single-leg-bridge", "deadlift", "single-leg-deadlift"]


@pytest.fixture
def runner(client, library, clock):
    user = start(UserFactory(), MONDAY)
    client.force_login(user)
    return user


def added_up(user, today=MONDAY, kinds=tuple(NAMES)):
    return period_totals_for(user, timeline_for(user), today, *kinds)


def all_anew(user, today=MONDAY):
    Derived.objects.all().delete()
    return added_up(user, today)


def seen(totals):
    """What pages show of the totals: the days of a year, the weeks of a quarter."""
    return totals.training_days, {
        Week: totals.periods(Week, MONDAY - timedelta(weeks=11), MONDAY),
        Month: totals.periods(Month, MONDAY - timedelta(days=330), MONDAY),
        Quarter: totals.periods(Quarter, MONDAY - timedelta(days=800), MONDAY),
        Year: totals.periods(Year, MONDAY - timedelta(days=800), MONDAY),
    }


def live(user, first, count, luck):
    """Days of all kinds: with sets of one or two sides, loads, squeezes, and what was said."""
    for n in range(count):
        on = first + n * DAY
        for slug in luck.sample(SLUGS, luck.choice([0, 1, 2, 3])):
            for side in luck.choice([["both"], ["left", "right"], ["left"]]):
                SetEntryFactory(
                    user=user,
                    slug=slug,
                    date=on,
                    side=side,
                    amount=luck.randint(1, 12),
                    hold_s=luck.choice([None, 3]),
                    load_kg=luck.choice([20, 42.5]) if "deadlift" in slug else None,
                    target_sets=luck.choice([None, 3]),
                    target_amount=10,
                    any_time=luck.random() < 0.1,
                )
            if luck.random() < 0.7:
                felt = {
                    name: luck.choice([None, luck.randint(0, 10)])
                    for name in ("felt_left", "felt_right", "pain", "effort")
                }
                FeedbackFactory(user=user, slug=slug, date=on, **felt)
        if luck.random() < 0.2:
            RunFactory(user=user, date=on, pain=luck.choice([None, 0, 6]))
    Workout.objects.filter(user=user, date__day=3).update(morning_pain=4)


@pytest.mark.parametrize("seed", range(3))
def test_the_cached_totals_change_no_answer(runner, seed):
    luck = Random(seed)
    live(runner, MONDAY - 45 * DAY, 46, luck)
    for on in sorted(luck.sample(range(-40, 1), 6)):
        today = MONDAY + on * DAY
        cached, again = added_up(runner, today), added_up(runner, today)
        assert cached == again == all_anew(runner, today)


def test_a_correction_of_any_day_is_seen(runner):
    luck = Random(4)
    live(runner, MONDAY - 30 * DAY, 31, luck)
    added_up(runner)
    for entry in luck.sample(list(runner.sets.select_related("workout")), 8):
        entry.delete()
        derived.day_changed(runner, entry.workout.date)
        cached = seen(added_up(runner))
        assert cached == seen(all_anew(runner))


def test_years_are_not_added_up_again(runner, django_assert_num_queries):
    train(runner, MONDAY - 900 * DAY, 900)
    timeline = timeline_for(runner)
    first = period_totals_for(runner, timeline, MONDAY, Year)
    with django_assert_num_queries(4) as asked:
        again = period_totals_for(runner, timeline, MONDAY, Year)
    assert again.by_kind == {Year: first.by_kind[Year]}
    of_sets = [q["sql"] for q in asked.captured_queries if "logbook_setentry" in q["sql"]]
    assert all("2026-03-01" in sql for sql in of_sets)
    assert of_sets


def test_each_kind_has_all_the_days(runner):
    train(runner, MONDAY - 900 * DAY, 901, slugs=["glute-bridge"], sets=2)
    added_up(runner, MONDAY - 30 * DAY)
    totals = added_up(runner)
    for kind in (Quarter, Year):
        columns = totals.periods(kind, MONDAY - 900 * DAY, MONDAY)
        assert sum(column.sets for column in columns) == 901 * 2
    assert all(month.trained == month.length for month in totals.periods(
        Month, MONDAY - 330 * DAY, MONDAY - 31 * DAY))  # fmt: skip
    assert all(week.trained == 7 for week in totals.weeks(MONDAY - 77 * DAY, MONDAY - 7 * DAY))
    assert totals.training_days[MONDAY - 370 * DAY] == TrainingDay(MONDAY - 370 * DAY, 2, False)


def test_of_weeks_months_and_days_only_the_recent_are_cached(runner):
    train(runner, MONDAY - 900 * DAY, 901)
    added_up(runner)
    lengths = {name: len(those) for name, those in Derived.objects.get().value.items()}
    assert lengths == {"weeks": 13, "months": 13, "days": 400, "quarters": 11, "years": 4}


def test_another_ladder_adds_up_anew(runner):
    """Minutes and lifts are of the program in force."""
    train(runner, MONDAY - 40 * DAY, 40)
    before = added_up(runner).periods(Year, MONDAY, MONDAY)
    revision = Revision.objects.get()
    for step in revision.spec["steps"]:
        step["rest_s"] = 300
    Revision.objects.update(spec=revision.spec)
    after = added_up(runner).periods(Year, MONDAY, MONDAY)
    assert after[0].minutes > before[0].minutes


def test_totals_of_an_earlier_meaning_are_made_anew(runner, monkeypatch):
    """As they were stored before the pain of runs was in them."""
    train(runner, MONDAY - 40 * DAY, 40, pain=0)
    RunFactory(user=runner, date=MONDAY - 20 * DAY, pain=4)
    earlier = ((date.min, "pain of a morning counts on its own day"),)
    monkeypatch.setattr("logbook.weeks.period_totals.MEANING", earlier)
    monkeypatch.setattr("logbook.weeks.day_queries._pain_of_runs", lambda *about: [])
    assert added_up(runner).periods(Year, MONDAY, MONDAY)[0].pain == 0
    monkeypatch.undo()
    assert added_up(runner).periods(Year, MONDAY, MONDAY)[0].pain == 4


def test_totals_of_a_past_that_changed_while_it_was_read_are_not_used_later(runner, monkeypatch):
    train(runner, MONDAY - 40 * DAY, 40, slugs=["glute-bridge"], sets=1)
    real = day_queries.days

    def meanwhile(*values):
        found = real(*values)
        SetEntry.objects.filter(workout__date=MONDAY - 30 * DAY).delete()
        derived.day_changed(runner, MONDAY - 30 * DAY)
        return found

    monkeypatch.setattr("logbook.weeks.period_totals.days", meanwhile)
    assert MONDAY - 30 * DAY in added_up(runner).training_days
    monkeypatch.undo()
    assert MONDAY - 30 * DAY not in added_up(runner).training_days


def test_a_runner_who_flew_west_has_trained_tomorrow(runner):
    SetEntryFactory(user=runner, date=MONDAY + DAY)
    assert added_up(runner).weeks(MONDAY, MONDAY)[0].sets == 1
    assert added_up(runner, MONDAY + DAY).weeks(MONDAY, MONDAY + DAY)[0].sets == 1


def test_nobody_adds_up_another_s(runner):
    train(UserFactory(), MONDAY - 40 * DAY, 40)
    assert added_up(runner).training_days == {}


def test_a_correction_on_a_day_s_page_is_in_the_pictures(client, runner):
    train(runner, MONDAY - 60 * DAY, 61, slugs=["glute-bridge"], sets=1)

    def sets():
        pictures = client.get("/weeks/?span=all").context["pictures"]
        [amount] = [one for one in pictures if one.key == "sets"]
        return sum(int(cells[0]) for _, cells in amount.table.rows)

    assert sets() == 61
    entry = runner.sets.get(workout__date=MONDAY - 50 * DAY)
    client.post(reverse("logbook_delete", args=[entry.key]))
    assert sets() == 60


def test_more_quarters_than_a_finger_finds_are_drawn_by_year(client, runner):
    for years, columns, said in ((5, 21, "by quarter"), (9, 10, "by year")):
        SetEntryFactory(user=runner, date=MONDAY - timedelta(days=years * 365.25))
        derived.day_changed(runner, MONDAY - 3 * DAY)
        page = client.get("/weeks/?span=all")
        [amount] = [one for one in page.context["pictures"] if one.key == "sets"]
        assert len(amount.table.rows) == columns
        assert f"All of it {said}" in page.text


# Adding up


def some_totals(luck, count):
    """As made of ``count`` days, some without anything."""
    found = []
    for n in range(count):
        lift = 1000 + n if luck.random() < 0.5 else None
        mean = Mean(luck.randint(0, 10), luck.randint(0, 3))
        found.append(
            Totals(
                trained=1,
                sets=luck.randint(0, 9),
                seconds=luck.randint(0, 99) / 2,
                felt_left=mean,
                pain=luck.choice([None, luck.randint(0, 10)]),
                lifts=int(lift is not None),
                first_lift=lift,
                last_lift=lift,
            )
            if luck.random() < 0.9
            else Totals()
        )
    return found


def test_totals_add_up_however_the_days_are_split():
    for seed in range(20):
        luck = Random(seed)
        some = some_totals(luck, 12)
        cuts = sorted(luck.sample(range(13), 3))
        parts = [some[a:b] for a, b in zip((0, *cuts), (*cuts, 12), strict=True)]
        whole = add_totals(some)
        assert add_totals(add_totals(part) for part in parts) == whole
        lifts = {one.first_lift for one in some if one.lifts}
        assert whole.close == sum(day - 1 in lifts for day in lifts)
        assert Totals.from_json([*whole[:-1], {}]) == whole


def test_of_two_equally_good_sessions_the_first_is_the_best():
    first, second, best = (BestSession(work, sets=n) for n, work in enumerate((60, 60, 70)))
    two = add_totals(Totals(best={"deadlift": one}) for one in (first, second))
    assert two.best == {"deadlift": first}
    assert add_totals([two, Totals(best={"deadlift": best})]).best == {"deadlift": best}
