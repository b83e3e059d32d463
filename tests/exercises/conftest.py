import pytest
import zeal
from django.contrib.auth.models import Group

from exercises.editors import EDITORS
from exercises.models import Exercise
from tests.factories import UserFactory
from tests.library import copy_of_the_files, load_exercises


@pytest.fixture
def exercises(db):
    """The nine shipped exercises."""
    load_exercises()


@pytest.fixture
def files(tmp_path):
    """A copy of the shipped files that a test may change."""
    return copy_of_the_files(tmp_path)


@pytest.fixture
def formsets_ask_line_by_line():
    """Allows the N+1 queries that Django's own formsets make when they are saved."""
    with zeal.zeal_ignore():
        yield


@pytest.fixture
def bridge(exercises):
    return Exercise.objects.get(slug="glute-bridge")


@pytest.fixture
def editor(client, exercises):
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name=EDITORS))
    client.force_login(user)
    return user


@pytest.fixture
def coach(client):
    user = UserFactory(is_staff=True, is_superuser=True)
    client.force_login(user)
    return user
