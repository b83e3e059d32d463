"""axe finds nothing wrong with any page, phone or desk, light or dark, and none is too wide."""

from io import StringIO

import pytest
from django.core.management import call_command

from accounts.models import User
from tests.library import EXERCISES

from .conftest import DESK, too_wide

OPEN = [
    "/",
    "/exercises/",
    "/exercises/?q=nothing-like-it",
    "/muscles/",
    "/muscles/gluteus-minimus/",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    *(f"/exercises/{slug}/" for slug in EXERCISES),
]
SIGNED_IN = [
    "/today/",
    "/plan/",
    "/weeks/",
    "/logbook/",
    "/logbook/?pain=0",
    "/runs/",
    "/settings/",
    "/start/",
    "/start/training/",
    "/accounts/logout/",
    "/accounts/password/change/",
]


def test_the_main_pages_on_a_phone(page, axe, library, sign_in):
    call_command("demo", "--weeks", "2", stdout=StringIO())
    sign_in(page, User.objects.get())
    for path in ("/today/", "/plan/", "/weeks/", "/logbook/", "/exercises/glute-bridge/"):
        assert page.goto(path).status == 200, path
        axe(page)
        assert too_wide(page) <= 0, path


def look(page, sound, path):
    assert page.goto(path).status == 200, path
    sound(page)


@pytest.fixture(params=["phone", "desk"])
def looker(request, new_context):
    return new_context(**DESK if request.param == "desk" else {}).new_page()


@pytest.mark.thorough
def test_pages_that_are_open_to_everyone(looker, sound, library):
    for path in OPEN:
        look(looker, sound, path)


@pytest.mark.thorough
def test_pages_of_a_new_runner(looker, sound, library, sign_in):
    call_command("demo", "--weeks", "0", stdout=StringIO())
    sign_in(looker, User.objects.get())
    for path in SIGNED_IN:
        look(looker, sound, path)


@pytest.mark.thorough
def test_pages_of_a_runner_with_twelve_weeks(looker, sound, library, sign_in):
    call_command("demo", stdout=StringIO())
    user = User.objects.get()
    sign_in(looker, user)
    workouts = user.workouts.order_by("-date")
    day = workouts[3].date
    year, week, _ = day.isocalendar()
    for path in [*SIGNED_IN, f"/logbook/{day}/", f"/weeks/{year}-W{week:02}/"]:
        look(looker, sound, path)
