"""What the rules make of people: figures that a change of the rules must not lose.

Three figures beside each other are those for 10, 15 and 20 minutes a day.
"""

from dataclasses import replace
from datetime import timedelta
from functools import cache
from random import Random

import pytest

from plans.rules import Runner
from plans.simulation.people import PERFECT
from plans.simulation.simulate import simulate
from plans.simulation.summary import SETTLED, block_of
from plans.simulation.training import START, simulate_days
from tests.rules.ladder import EACH, GLUTES_THAT_FIRE, LIFT

LIFTS = GLUTES_THAT_FIRE.hinges
TUESDAY, THURSDAY, SATURDAY = 1, 3, 5
FULLY = replace(PERFECT, takes_loads=True, bands=3, first_load=2, strength=99)


def lived(person, days, minutes=15):
    return list(
        simulate_days(GLUTES_THAT_FIRE, person, days=days, chance=Random(1), runner=Runner(minutes))
    )


def first(days, holds):
    return next((day.number for day in days if holds(day)), None)


def has_lift(day):
    return bool(LIFTS & {item.exercise for item in day.answer.today})


@pytest.mark.parametrize(
    ("minutes", "opens", "proficient"), [(10, 28, 38), (15, 19, 30), (20, 18, 29)]
)
def test_a_perfect_runner_opens_the_deadlift_and_is_proficient_in_it(minutes, opens, proficient):
    days = lived(PERFECT, 60, minutes)
    assert first(days, lambda day: day.answer.step(LIFT).status != "locked") <= opens
    assert first(days, lambda day: day.answer.step(LIFT).status == "proficient") <= proficient


@cache
def many(minutes):
    return simulate(GLUTES_THAT_FIRE, runners=120, weeks=26, minutes=minutes, processes=2)


@pytest.mark.thorough
@pytest.mark.parametrize(("minutes", "day"), [(10, 84), (15, 67), (20, 67)])
def test_half_of_the_made_up_people_open_the_deadlift(minutes, day):
    row = many(minutes).row(LIFT)
    assert row.open_share > 0.5
    assert row.open_days[1] <= day


@pytest.mark.thorough
@pytest.mark.parametrize("minutes", [10, 15, 20])
def test_nearly_nine_of_ten_are_proficient_in_it_by_week_26(minutes):
    assert many(minutes).row(LIFT).proficient_share >= 0.88


@pytest.mark.thorough
@pytest.mark.parametrize("minutes", [10, 15, 20])
def test_nobody_is_in_a_dead_end_or_stuck_without_a_way_on(minutes):
    result = many(minutes)
    assert (result.dead_ends, result.stuck_alone) == (0, 0)


def lifts_a_week(days):
    """Return the lifts of each full week after the first lift."""
    numbers = [day.number for day in days if LIFTS & {one.exercise for one in day.sessions}]
    weeks = range(numbers[0] // 7 + 1, days[-1].number // 7)
    return [sum(number // 7 == week for number in numbers) for week in weeks]


def test_who_trains_on_tuesdays_and_thursdays_lifts_twice_a_week():
    days = lived(replace(PERFECT, weekdays=(TUESDAY, THURSDAY)), 200)
    assert set(lifts_a_week(days)) == {2}


def test_a_parkrun_each_saturday_leaves_two_lifts_a_week_and_none_on_the_day():
    days = lived(replace(PERFECT, runs=((SATURDAY, "race"),)), 120)
    assert min(lifts_a_week(days)) >= 2
    for day in days:
        if (START + timedelta(day.number - 1)).weekday() == SATURDAY:
            assert not has_lift(day)


@pytest.mark.parametrize("minutes", [10, 15, 20])
def test_four_fifths_of_the_minutes_are_filled_once_there_is_more_than_squeezes(minutes):
    for day in lived(FULLY, 120, minutes)[4:]:
        assert day.answer.seconds("daily") >= 0.8 * minutes * 60


def back_after(days_off, load):
    """Live until the deadlift stands at a load, stay away, and return the days after it."""
    heavy = replace(PERFECT, first_load=31, strength=99)  # steps of 2.5 kg
    number = first(lived(heavy, 60), lambda day: (target(day) or 0) >= load)
    days = lived(replace(heavy, layoffs=((number + 1, days_off),)), number + days_off + 120)
    return target(days[number]), days[number + days_off :]


def target(day):
    return day.answer.step(LIFT).target.load_kg


def test_thirty_days_off_close_no_lift_and_cost_five_weeks():
    was, back = back_after(30, 77.5)
    assert back[0].answer.step(LIFT).status != "locked"
    assert back[0].answer.step(EACH).status != "locked"
    assert first(back, lambda day: target(day) >= 0.9 * was) - back[0].number <= 35


@pytest.mark.parametrize("days_off", [60, 65, 70])
def test_after_two_months_off_the_lifts_open_within_a_week_and_come_back_in_75_days(days_off):
    was, back = back_after(days_off, 77.5)
    opened = first(back, lambda day: day.answer.step(LIFT).status != "locked")
    assert opened - back[0].number < 7
    assert first(back, lambda day: target(day) >= 0.9 * was) - back[0].number <= 75


@pytest.mark.parametrize(("minutes", "day"), [(10, 90), (15, 80), (20, 65)])
def test_who_feels_4_and_goes_on_when_it_is_offered_reaches_the_deadlift(minutes, day):
    days = lived(replace(PERFECT, felt=4, most=4, goes_on=True), day, minutes)
    assert first(days, lambda day: day.answer.step(LIFT).status != "locked")


@pytest.mark.parametrize(("minutes", "blocks"), [(10, 20), (15, 80), (20, 140)])
def test_a_perfect_runners_daily_blocks_do_not_repeat_themselves(minutes, blocks):
    days = lived(FULLY, 240, minutes)
    assert len({block_of(day.answer) for day in days if day.number >= SETTLED}) >= blocks
