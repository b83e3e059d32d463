"""Each answer says whose it is, so that a phone knows when its stored pages are another's."""

import pytest
from django.db import OperationalError
from django.test import Client

from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


def owner_of(client, path="/exercises/", **headers):
    return client.get(path, headers=headers).get("X-Owner")


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def test_a_runner_has_the_same_name_in_every_session_and_no_other_has_it(client, library):
    runner, other = UserFactory(), UserFactory()
    names = [owner_of(signed_in(one)) for one in (runner, runner, other)]
    assert names[0] == names[1] != names[2]
    assert owner_of(client) == "nobody"


def test_the_name_tells_nothing_of_the_runner_without_the_secret_key(library, settings):
    runner = UserFactory()
    name = owner_of(signed_in(runner))
    settings.SECRET_KEY = "another"
    assert owner_of(signed_in(runner)) != name
    assert name.isalnum()
    assert len(name) == 24


def test_the_page_carries_the_name_that_its_answer_says(mat_runner, client):
    answer = client.get("/today/")
    assert f'data-owner="{answer["X-Owner"]}"' in answer.text


def test_what_was_not_changed_says_it_too(mat_runner, client):
    tag = client.get("/today/")["ETag"]
    answer = client.get("/today/", headers={"if-none-match": tag})
    assert (answer.status_code, len(answer["X-Owner"])) == (304, 24)


def test_after_the_login_it_is_the_runner_and_after_the_log_out_nobody(client):
    runner = UserFactory()
    came = client.post("/accounts/login/", {"login": runner.email, "password": PASSWORD})
    assert len(came["X-Owner"]) == 24
    assert client.post("/accounts/logout/")["X-Owner"] == "nobody"


def test_an_act_of_the_outbox_that_is_refused_says_who_is_signed_in(client):
    assert owner_of(client, **{"x-runner": "1"}) == "nobody"


@pytest.mark.parametrize("path", ["/figures/1/glute-bridge.svg", "/manifest.webmanifest"])
def test_what_a_browser_shows_again_without_asking_says_nothing(client, library, path):
    assert client.get(path).status_code == 200
    assert owner_of(client, path) is None


def test_while_the_database_is_out_of_reach_nobody_is_said_to_be_signed_out(
    client, library, monkeypatch
):
    def fail(request):
        raise OperationalError

    runner = UserFactory()
    client.force_login(runner)
    client.raise_request_exception = False
    monkeypatch.setattr("exercises.views.render", fail)
    answer = client.get("/exercises/")
    assert answer.status_code >= 500
    assert "X-Owner" not in answer
