"""All web processes together count the tries."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest
import time_machine
from allauth.account import app_settings as account
from allauth.core.exceptions import RateLimited
from allauth.core.internal import ratelimit
from allauth.core.internal.ratelimit import consume
from allauth.mfa import app_settings as mfa
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from accounts import guessing
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
    assert 0 < int(answers[-1]["Retry-After"]) <= 60
    assert "Wait a minute" in answers[-1].text
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


APPS = {
    "allauth.account": account.RATE_LIMITS,
    "allauth.mfa": mfa.RATE_LIMITS,
    guessing.APP: guessing.RATES,
}
LIMITS = [
    (app, action, rate)
    for app, rates in APPS.items()
    for action in rates
    for rate in ratelimit.get_rates(app=app, action=action, config=rates)
]


@pytest.fixture
def post(rf, db):
    request = rf.post("/")
    request.user = UserFactory()
    return request


@pytest.fixture
def still():
    """The clock stands."""
    with time_machine.travel(datetime(2026, 3, 2, 9, tzinfo=UTC), tick=False) as clock:
        yield clock


@pytest.mark.parametrize(("app", "action", "rate"), LIMITS, ids=str)
def test_each_limit_says_itself_how_long_to_wait(app, action, rate, post, still):
    limits = {action: f"{rate.amount}/{rate.duration}s/{rate.per}"}
    limit = {"app": app, "action": action, "key": "ana", "config": limits}
    used = [bool(consume(post, **limit)) for _ in range(rate.amount + 1)]
    assert used == [True] * rate.amount + [False]
    assert wait_of(post) == rate.duration
    still.shift(rate.duration - 1)
    assert not consume(post, **limit)
    assert wait_of(post) == 1
    still.shift(1)
    assert consume(post, **limit)


def wait_of(request):
    return int(ratelimit.respond_429(request)["Retry-After"])


def test_the_longest_of_the_limits_that_are_used_up_counts(post, still):
    limit = {"app": "t", "action": "sign_up", "config": {"sign_up": "3/m/ip,2/d/ip,9/h/ip"}}
    for _ in range(2):
        assert consume(post, **limit)
    still.shift(3600)
    with pytest.raises(RateLimited):
        consume(post, **limit, raise_exception=True)
    assert wait_of(post) == 23 * 3600
    assert "Wait 23 hours, then try again." in ratelimit.respond_429(post).text


@pytest.mark.parametrize(
    ("rate", "said"),
    [
        ("1/10s/ip", "Wait a minute,"), ("1/m/ip", "Wait a minute,"), ("1/3m/ip", "3 minutes,"),
        ("1/h/ip", "60 minutes,"), ("1/d/ip", "24 hours,"),
    ],
)  # fmt: skip
def test_a_person_reads_the_wait_in_minutes_or_hours(rate, said, post, still):
    for _ in range(2):
        consume(post, app="t", action="a", config={"a": rate})
    assert said in ratelimit.respond_429(post).text


def test_a_limit_that_notes_no_wait_is_answered_too(rf):
    assert ratelimit.respond_429(rf.post("/"))["Retry-After"] == "300"
