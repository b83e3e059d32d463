"""What the database holds of a set and of a morning, whatever writes it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from exercises.models import Exercise
from logbook.models import Place
from tests.factories import SetEntryFactory, UserFactory, WorkoutFactory

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("library")]

MONDAY = date(2026, 3, 2)


@pytest.fixture
def runner():
    return UserFactory()


@pytest.mark.parametrize(
    "values",
    [
        *({"band": band} for band in (None, 1, 5)),
        *({"any_time": True}, {"primer": True}, {"target_band": 5}),
    ],
)
def test_a_set_is_taken(runner, values):
    assert SetEntryFactory(user=runner, **values).pk


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"band": 0}, "Bands are 1 to 5."),
        ({"band": 6}, "Bands are 1 to 5."),
        ({"any_time": True, "primer": True}, "An any-time squeeze is no primer."),
    ],
)
def test_a_set_that_cannot_be_is_refused(runner, values, message):
    with pytest.raises(IntegrityError), transaction.atomic():
        SetEntryFactory(user=runner, **values)
    workout = WorkoutFactory(user=runner)
    exercise = Exercise.objects.get(slug="glute-bridge")
    entry = SetEntryFactory.build(user=runner, workout=workout, exercise=exercise, **values)
    with pytest.raises(ValidationError, match=message):
        entry.validate_constraints()


@pytest.mark.parametrize(
    "values",
    [
        {"pain": None},
        {"pain": 2},
        {"pain": 3, "from_training": False},
        *({"pain": 10, "place": place} for place in Place.values),
    ],
)
def test_a_morning_is_taken(runner, values):
    assert WorkoutFactory(user=runner, **{f"morning_{n}": v for n, v in values.items()}).pk


FROM_3_ON = "Where it hurt is asked from 3 on."


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"pain": 11}, "Pain is 0 to 10."),
        ({"pain": 6, "place": "head"}, "This is no place that we know."),
        ({"pain": 2, "place": "knee"}, FROM_3_ON),
        ({"pain": None, "place": "knee"}, FROM_3_ON),
        ({"pain": 2, "from_training": False}, FROM_3_ON),
        ({"pain": None, "from_training": False}, FROM_3_ON),
    ],
)
def test_a_morning_that_cannot_be_is_refused(runner, values, message):
    values = {f"morning_{name}": value for name, value in values.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkoutFactory(user=runner, **values)
    with pytest.raises(ValidationError, match=message):
        WorkoutFactory.build(user=runner, **values).validate_constraints()
