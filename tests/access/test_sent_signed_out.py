"""What is sent signed out is not stored: that is said, and the login leads to a page."""

import pytest
from django.http import QueryDict

from tests.factories import PASSWORD, UserFactory

from .posted_data import send_of
from .test_who_may_what import LINES

WHY = "What you sent was not stored"
LOGIN = "/admin/login/"  # passes on to the login itself
SENT_TO_LOGIN = [line.split()[0] for line in LINES if line.partition("|")[2].startswith(" login")]


def test_every_login_after_something_was_sent_leads_to_a_page(world):
    places, wrong = world.places["owner"], {}
    assert len(SENT_TO_LOGIN) > 100
    for address in {*SENT_TO_LOGIN} - {LOGIN}:
        visitor = world.browser("anonymous")
        body = send_of(address, places, world.browser("staff"))
        answer = visitor.post(address.format(**places), body)
        then = QueryDict(answer["Location"].partition("?")[2]).get("next", "/today/")
        role = "staff" if address.startswith("/admin/") else "owner"
        came = world.browser(role).get(then, follow=True)
        told = WHY in visitor.get(answer["Location"], follow=True).text
        if came.status_code != 200 or (not told and "next=" in answer["Location"]):
            wrong[address] = (then, came.status_code, told)
    assert wrong == {}


@pytest.mark.django_db
@pytest.mark.usefixtures("library")
def test_it_is_said_once_and_then_one_trains(client):
    runner = UserFactory()
    at_login = client.post("/squeeze/", follow=True)
    assert WHY in at_login.text
    sent = {"login": runner.email, "password": PASSWORD}
    sent["next"] = at_login.context["redirect_field_value"]
    came = client.post("/accounts/login/", sent, follow=True)
    assert (came.status_code, came.redirect_chain[0][0]) == (200, "/today/")
    assert WHY not in came.text


@pytest.mark.django_db
def test_who_only_looks_comes_back_to_what_they_wanted_to_see(client):
    assert client.get("/weeks/?by=month")["Location"].endswith("?next=/weeks/%3Fby%3Dmonth")
