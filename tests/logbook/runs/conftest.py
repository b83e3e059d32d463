from datetime import date, timedelta

import pytest

from exercises.models import Exercise
from plans import runner_choices
from tests.factories import SetEntryFactory, UserFactory
from tests.logbook.long_logs import start

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)


@pytest.fixture
def runner(client, library, clock):
    """On Monday, with the deadlift open."""
    gear = ["mat", "wall", "band", "trap-bar", "plates"]
    user = start(UserFactory(equipment=gear), MONDAY - 20 * DAY)
    SetEntryFactory(user=user, date=MONDAY - DAY)
    deadlift = Exercise.objects.get(slug="deadlift")
    runner_choices.override(user=user, exercise=deadlift, on=MONDAY - DAY)
    client.force_login(user)
    return user
