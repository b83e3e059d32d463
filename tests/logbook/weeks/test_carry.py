"""Does it carry into the run? The comparison of runs with and without a primer, and its picture."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from logbook.weeks.charts.carry import describe_effect
from logbook.weeks.primer_effect import FEWEST, MOST, FeltRun, primer_effect
from tests.factories import FeedbackFactory, RunFactory, SetEntryFactory

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)


def runs(after, without):
    kinds = [(felt, True) for felt in after] + [(felt, False) for felt in without]
    return [FeltRun(MONDAY + n * DAY, 40, felt, felt, kind) for n, (felt, kind) in enumerate(kinds)]


SEVENS, FIVES, MIXED = [7] * 6 + [6, 8] * 3, [5] * 6 + [4, 6] * 3, [3, 5, 7, 9, 4, 6] * 2


@pytest.mark.parametrize(
    ("after", "without", "says"),
    [
        ([], [], ""),
        (SEVENS[:9], FIVES, "So few can differ by chance: from 10 of each on, this says more."),
        (SEVENS, FIVES[:9], "So few can differ by chance: from 10 of each on, this says more."),
        ([7], [], "How they felt was said of 1 run after a primer, 0 without."),
        (SEVENS, FIVES, "12 runs after a primer, 12 without: felt 2 more after one."),
        (FIVES, SEVENS, "12 runs after a primer, 12 without: felt 2 less after one."),
        (MIXED, MIXED[::-1], "12 runs after a primer, 12 without: 0 apart."),
        (MIXED, [*MIXED, 6], "it may be chance."),
    ],
)
def test_it_claims_no_more_than_so_few_runs_can_tell(after, without, says):
    assert says in describe_effect(primer_effect(runs(after, without)))


def test_only_a_clear_difference_is_told_as_one_and_other_causes_are_named():
    clear = describe_effect(primer_effect(runs(SEVENS, FIVES)))
    assert "hardly chance" in clear
    assert "The primer need not be the reason" in clear
    for unclear in (primer_effect(runs(MIXED, MIXED)), primer_effect(runs(SEVENS[:9], FIVES))):
        assert not unclear.is_clear
        assert "hardly" not in describe_effect(unclear)


def test_the_interval_holds_the_difference_and_is_the_same_each_time():
    effect = primer_effect(runs(SEVENS, FIVES))
    low, high = effect.interval
    assert 1 < low < effect.difference < high < 3
    assert primer_effect(runs(SEVENS, FIVES)).interval == (low, high)
    few, many = primer_effect(runs(MIXED, FIVES)), primer_effect(runs(MIXED * 4, FIVES * 4))
    assert many.interval[1] - many.interval[0] < few.interval[1] - few.interval[0]


def test_equal_runs_have_an_interval_of_no_width():
    assert primer_effect(runs([6] * FEWEST, [6] * FEWEST)).interval == (0, 0)


def test_one_side_is_enough_and_a_run_without_felt_does_not_count():
    given = [
        FeltRun(MONDAY, 40, 6, None, True),
        FeltRun(MONDAY, 40, 5, 8, True),
        FeltRun(MONDAY, 40, None, None, True),
    ]
    assert primer_effect(given).after == (6, 6.5)


def test_the_latest_runs_count_alone():
    effect = primer_effect(runs([0] * 20 + [9] * MOST, [5] * FEWEST))
    assert (len(effect.after), effect.difference) == (MOST, 4)


# The picture


@pytest.fixture
def picture(client, mat_runner):
    SetEntryFactory(user=mat_runner, date=MONDAY - DAY)
    FeedbackFactory(user=mat_runner, date=MONDAY - DAY, felt_left=8, felt_right=9)

    def show(address="/weeks/"):
        pictures = client.get(address).context["pictures"]
        return next(one for one in pictures if one.key == "carry")

    return show


def test_without_a_run_it_says_so_and_draws_nothing(picture):
    assert picture().answer.startswith("No run yet.")
    assert not picture().svg


def test_both_sides_are_set_beside_those_of_the_exercises(mat_runner, picture):
    RunFactory(user=mat_runner, date=MONDAY - DAY, felt_left=6, felt_right=8, minutes=45)
    SetEntryFactory(user=mat_runner, date=MONDAY - DAY, slug="prone-squeeze", primer=True)
    found = picture()
    assert found.answer.startswith(
        "Left: 8 in the exercises, 6 in the run in week 9. "
        "Right: 9 in the exercises, 8 in the run in week 9."
    )
    assert "Week 9: 6 in a run after a primer" in found.svg
    assert found.table.rows[0][1][1:5] == ("6 / 8", "1", "1", "45")


def test_a_run_without_felt_shows_its_minutes_alone(mat_runner, picture):
    RunFactory(user=mat_runner, date=MONDAY - DAY, minutes=45)
    assert "45 min run" in picture().svg
    assert "in a run" not in picture().svg


def test_a_run_to_come_is_not_in_it(mat_runner, picture):
    RunFactory(user=mat_runner, date=MONDAY + DAY, minutes=45)
    assert not picture().svg


def test_another_runners_runs_are_not_in_it(mat_runner, picture):
    RunFactory(date=MONDAY - DAY, minutes=45, felt_left=3)
    assert not picture().svg


def test_hundreds_of_runs_are_drawn_as_means_of_their_months(mat_runner, picture):
    for n in range(100):
        RunFactory(user=mat_runner, date=MONDAY - (n + 1) * DAY, felt_left=5, felt_right=6)
    assert picture("/weeks/?span=year").svg.count('class="c-open"') < 40


def test_the_report_says_it_in_words(client, mat_runner, picture):
    RunFactory(user=mat_runner, date=MONDAY - DAY, felt_left=6, felt_right=8)
    SetEntryFactory(user=mat_runner, date=MONDAY - DAY, slug="prone-squeeze", primer=True)
    page = client.get(reverse("report")).content.decode()
    assert "So few can differ by chance" in page
