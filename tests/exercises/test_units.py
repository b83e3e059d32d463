from decimal import Decimal

import pytest

from exercises.units import from_kg, to_kg, with_inches
from plans.wording import describe_load


@pytest.mark.parametrize(
    ("kg", "units", "shown"),
    [
        (None, "kg", None),
        (40, "kg", "40"),
        (22.5, "kg", "22.5"),
        (100, "kg", "100"),
        (20, "lb", "44.1"),
        (27.5, "lb", "60.7"),  # 60.6 would be 27.49 kg: a miss
        (45.359237, "lb", "100"),
        (20.41165665, "lb", "45"),
        (20.41165665, "kg", "20.41"),
    ],
)
def test_a_load_is_read_in_the_runner_s_units(kg, units, shown):
    assert from_kg(kg, units) == (shown and Decimal(shown))


def test_pounds_read_the_same_everywhere_and_reach_the_target():
    for tenths in range(10, 1500, 7):
        kg = tenths / 10
        pounds = from_kg(kg, "lb")
        assert describe_load(kg, "lb") == f"{pounds:f} lb"
        assert to_kg(pounds, "lb") >= Decimal(str(kg))
        assert to_kg(pounds, "lb", kg) == Decimal(str(kg))


def test_pounds_typed_come_back_as_typed():
    for pounds in range(5, 500, 5):
        assert from_kg(to_kg(Decimal(pounds), "lb"), "lb") == pounds


@pytest.mark.parametrize(
    ("line", "beside"),
    [
        ("Heels 10 to 15 cm from you.", "Heels 10 to 15 cm (4–6 in) from you."),
        ("entre 10 et 15\u00a0cm des fesses", "entre 10 et 15\u00a0cm (4–6 in) des fesses"),
        ("a box of 30 cm", "a box of 30 cm (12 in)"),
        ("3 to 4 feet (90 to 120 cm)", "3 to 4 feet (90 to 120 cm)"),
        ("30 degrees, 40 kg", "30 degrees, 40 kg"),
    ],
)
def test_inches_stand_beside_centimetres(line, beside):
    assert with_inches(line) == beside
