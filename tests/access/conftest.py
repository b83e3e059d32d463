import pytest
from zeal import zeal_ignore

from .world import make_world


@pytest.fixture
def world(library, clock, settings, caplog):
    caplog.set_level("CRITICAL", "django.request")  # refusals are what is wanted here
    settings.SENDS_PUSH, settings.VAPID_PUBLIC_KEY = True, "a key"
    with zeal_ignore():  # the admin's own forms ask line by line
        yield make_world()
