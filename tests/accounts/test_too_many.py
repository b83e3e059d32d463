"""All web processes together count the tries."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from allauth.core.internal.ratelimit import consume
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from tests.factories import UserFactory

SHARED = {
    "BACKEND": "django.core.cache.backends.db.DatabaseCache",
    "LOCATION": "django_cache",
    "OPTIONS": {"MAX_ENTRIES": 100_000},
}


@pytest.fixture
def shared_cache(transactional_db, settings):
    settings.CACHES = settings.CACHES | {"default": SHARED}
    call_command("createcachetable", verbosity=0)
    cache.clear()
    yield
    cache.clear()


@pytest.mark.postgres
@pytest.mark.usefixtures("shared_cache")
def test_of_many_tries_at_once_only_as_many_count_as_may(rf):
    """Six threads have a connection each, as web processes do."""
    start = Barrier(6)

    def tries(number):
        request = rf.post("/")
        start.wait()
        try:
            rates = {"login": "5/m/ip"}
            return sum(bool(consume(request, app="t", action="login", config=rates)) for _ in "123")
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        let_in = sum(pool.map(tries, range(6)))
    assert let_in == 5


@pytest.mark.postgres
@pytest.mark.usefixtures("shared_cache")
def test_who_tries_many_addresses_does_not_push_out_what_was_counted(settings):
    cache.set("counted", 1, 300)
    for number in range(400):  # more than Django's 300
        cache.add(f"a{number}", 1, 300)
    assert cache.get("counted") == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "sent", "most"),
    [
        ("account_signup", {"email": "ana", "password1": ""}, 5),
        ("mfa_login_webauthn", {"credential": "{}"}, 60),
    ],
)
def test_whoever_asks_too_often_waits_and_is_told(client, name, sent, most):
    answers = [client.post(reverse(name), sent) for _ in range(most + 1)]
    assert answers[-2].status_code in (302, 422)
    assert answers[-1].status_code == 429
    assert int(answers[-1]["Retry-After"]) > 0
    assert "Too many tries" in answers[-1].content.decode()


@pytest.mark.django_db
def test_a_neighbour_is_not_held_up(client):
    for _ in range(7):
        client.post(reverse("account_signup"), {"email": "ana"})
    answer = client.post(reverse("account_signup"), {"email": "bo"}, REMOTE_ADDR="192.0.2.9")
    assert answer.status_code == 422


@pytest.mark.django_db
def test_the_upload_that_is_too_many_is_refused_before_it_is_read(client):
    client.force_login(UserFactory())
    answers = [client.post(reverse("imports")).status_code for _ in range(21)]
    assert answers[-2:] == [200, 429]
