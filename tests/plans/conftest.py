"""The shipped program, one of its steps, and a coach who is signed in."""

import pytest

from accounts.models import User
from plans.models import Program, Step


@pytest.fixture
def program(library):
    return Program.objects.get()


@pytest.fixture
def bridge(program):
    return Step.objects.get(exercise__slug="glute-bridge")


@pytest.fixture
def coach(client):
    coach = User.objects.create_superuser("coach@example.org", "secret-pass-7")
    client.force_login(coach)
    return coach
