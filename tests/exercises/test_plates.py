"""What to put on each side of a bar."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.plates import Barbell, barbell_from, load_bar, parse_plates, plates_as_text, warm_up
from exercises.units import KG_A_POUND

KG, LB = barbell_from("", "", "kg"), barbell_from("", "", "lb")


def sides(barbell, kg):
    loaded = load_bar(barbell, kg)
    return loaded and (plates_as_text(loaded.side), loaded.is_exact)


@pytest.mark.parametrize(
    ("kg", "side"),
    [
        (20, ""),
        (22.5, "1.25"),
        (60, "20"),
        (62.5, "20 1.25"),
        (100, "25 15"),
        (245, "25 25 25 25 10 2.5"),
    ],
)
def test_a_bar_in_kg(kg, side):
    assert sides(KG, kg) == (side, True)


@pytest.mark.parametrize(("lb", "side"), [(45, ""), (135, "45"), (140, "45 2.5"), (225, "45 45")])
def test_a_bar_in_pounds(lb, side):
    assert sides(LB, lb * KG_A_POUND) == (side, True)
    assert sides(LB, float(lb * KG_A_POUND)) == (side, True)


def test_what_the_plates_cannot_make_is_the_nearest_below():
    assert sides(KG, 61) == ("20", False)
    assert load_bar(KG, 61).total == 60
    assert sides(LB, 60) == ("35 5 2.5", False)  # 132.3 lb


def test_lighter_than_the_bar_is_no_bar():
    assert load_bar(KG, 17.5) is None
    assert warm_up(KG, 17.5) == []


def test_the_heaviest_plate_first_is_not_always_the_way():
    odd = barbell_from("20 kg", "20 15 kg", "kg")
    assert sides(odd, 80) == ("15 15", True)
    assert sides(odd, 90) == ("20 15", True)
    assert sides(odd, 40) == ("", False)


def test_a_bar_of_its_own_and_few_plates():
    trap = barbell_from("28.5 kg", "20 10 kg", "kg")
    assert (trap.bar, trap.plates) == (Decimal("28.5"), (20, 10))
    assert sides(trap, 90) == ("20 10", False)
    assert load_bar(trap, 90).total == Decimal("88.5")


def test_who_reads_pounds_may_have_plates_in_kg():
    assert barbell_from("", "25 20 kg", "lb").units == "kg"
    assert barbell_from("20 kg", "", "lb").units == "kg"
    assert barbell_from("45 lb", "25 kg", "kg").bar == Decimal("20.41")
    assert barbell_from("20 kg", "45 lb", "kg").bar == Decimal("44.09")


def words(barbell, kg):
    return [(one.amount, float(one.loaded.total)) for one in warm_up(barbell, kg)]


@pytest.mark.parametrize(
    ("kg", "said"),
    [
        (100, [(8, 40), (4, 70)]),
        (62.5, [(8, 25), (4, 42.5)]),  # 25 and 43.75, the nearest below
        (40, [(8, 20), (4, 27.5)]),
        (25, [(8, 20)]),  # both are the empty bar: once
        (20, []),
    ],
)
def test_the_sets_to_warm_up_are_lighter_and_rise(kg, said):
    assert words(KG, kg) == said


def test_the_sets_to_warm_up_in_pounds():
    assert words(LB, 135 * KG_A_POUND) == [(8, 50), (4, 90)]


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("25 20 15", (25, 20, 15)),
        ("1,25 2.5", (Decimal("2.5"), Decimal("1.25"))),
        ("25, 20; 2,5+5", (25, 20, 5, Decimal("2.5"))),
        ("5 5 5", (5,)),
        ("", None), ("x", None), ("0", None), ("-5", None), ("101", None), ("1.255", None),
        ("0.09", None), ("25,20,15", None), (" ".join(map(str, range(1, 14))), None),
    ],
)  # fmt: skip
def test_plates_as_they_are_typed(text, sizes):
    assert parse_plates(text) == sizes


SIZES = st.lists(st.integers(1, 100), min_size=1, max_size=7, unique=True)


@given(st.integers(1, 100), SIZES, st.integers(0, 1200))
def test_it_is_never_above_what_is_wanted_and_never_without_reason_below(bar, sizes, quarters):
    plates = tuple(sorted((Decimal(size) / 4 for size in sizes), reverse=True))
    barbell, wanted = Barbell(Decimal(bar), plates, "kg"), Decimal(quarters) / 4
    loaded = load_bar(barbell, wanted)
    if loaded is None:
        assert wanted < bar
        return
    assert loaded.total == bar + 2 * sum(loaded.side)
    assert {*loaded.side} <= {*plates}
    assert loaded.total <= wanted
    assert loaded.is_exact == (loaded.total == wanted)
    reached, new = {Decimal(0)}, {Decimal(0)}
    while new:
        heavier = {one + plate for one in new for plate in plates}
        new = {one for one in heavier - reached if bar + 2 * one <= wanted}
        reached |= new
    assert loaded.total == bar + 2 * max(reached)
