"""Whatever is sent: no error of ours, and nothing changed that is not the sender's to change."""

import traceback

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.access.posted_data import send_of
from tests.access.test_who_may_what import ADDRESSES
from tests.access.world import CACHES, make_world, published, rows_of

from .bad import requests
from .conftest import ANSWERS, CHANGES, DEFAULTS, FOUND

SECRET = "c" * 32  # of CSRF: the cookie's and the header's
SENDERS = ["owner"] * 6 + ["anonymous", "editor", "staff", "staff"]
READ = [
    "/today/", "/today/go/", "/plan/", "/weeks/", "/weeks/records/", "/logbook/", "/runs/",
    "/logbook/2026-02-25/", "/logbook/2026-03-02/", "/logbook/exercises/glute-bridge/",
    "/logbook/report/", "/logbook/export/json", "/logbook/export/csv", "/logbook/export/",
    "/logbook/import/", "/settings/", "/settings/reminders/", "/start/", "/exercises/glute-bridge/",
]  # fmt: skip
OURS = [
    model
    for app in ("plans", "logbook")
    for model in apps.get_app_config(app).get_models()
    if model not in CACHES and "user" in {one.name for one in model._meta.fields}
]


@pytest.fixture
def world(library, clock, settings, monkeypatch, caplog, mailoutbox):
    caplog.set_level("CRITICAL", "django")  # refusals are what is wanted here
    settings.SENDS_PUSH, settings.VAPID_PUBLIC_KEY = True, "a key"
    monkeypatch.setattr("accounts.forms.ResetPasswordForm.sends_mail", True)
    # What costs a query too many is looked at elsewhere, and looking slows a request down.
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if "zeal" not in one]
    return make_world()


@pytest.mark.thorough
def test_no_bad_request_breaks_anything(world, pytestconfig):
    wanted, number = (pytestconfig.getoption(*one) for one in DEFAULTS.items())
    ANSWERS.clear()
    CHANGES.clear()
    FOUND.clear()
    before = rows_of(world.people["stranger"]), published()
    staff, places = world.browser("staff"), world.places["owner"]
    forms = {at: send_of(at, places, staff) for at in ADDRESSES if at.endswith("/change/")}
    while ANSWERS.total() < wanted:
        send_some(world, before, forms, wanted - ANSWERS.total(), number)
        number += 1
    assert FOUND == {}


def send_some(world, before, forms, count, number):
    places = {"anonymous": world.places["owner"] | {"log_key": "none"}} | world.places
    # Who has one of these two may use it.
    handed = {name: places["owner"][name] for name in ("confirmation", "reset")}
    others = places["stranger"] | handed

    @seed(number)
    @settings(
        max_examples=max(5, min(100, count // 16)),
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def some(data):
        role = data.draw(st.sampled_from(SENDERS))
        one = requests(
            places[role],
            others,
            of_admin=role in ("editor", "staff"),
            forms=forms,
        )
        bad = data.draw(st.lists(one, min_size=8, max_size=24))
        pages = data.draw(st.lists(st.sampled_from(READ), min_size=4, max_size=4, unique=True))
        cache.clear()  # the limits of how often
        at = transaction.savepoint_create()
        try:
            in_turn(world, role, bad, before, pages)
        finally:
            transaction.savepoint_rollback(at)

    some()


def in_turn(world, role, bad, before, pages):
    client, written = browser(world, role), []

    def note(execute, sql, params, many, context):
        written.extend([sql] if sql.startswith(("INSERT", "UPDATE", "DELETE")) else [])
        return execute(sql, params, many, context)

    own = rows_of(world.people[role]) if role != "anonymous" else None
    with connection.execute_wrapper(note):
        for one in bad:
            response = send(client, one)
            ANSWERS[response.status_code] += 1
            if response.status_code >= 500:
                FOUND.setdefault(told(response), (role, one))
                return  # PostgreSQL would refuse what follows
    if written:
        nothing_of_others(world, role, before, bad)
        if role != "anonymous" and rows_of(world.people[role]) != own:
            holds(world, role, pages, bad)


def nothing_of_others(world, role, before, bad):
    if role != "staff":
        assert rows_of(world.people["stranger"]) == before[0], bad
    if role not in ("staff", "editor"):
        assert published() == before[1], bad


def browser(world, role):
    client = world.browser(role, enforce_csrf_checks=True, raise_request_exception=False)
    client.cookies["csrftoken"] = SECRET
    return client


def send(client, bad):
    headers = bad.headers | ({"X-CSRFToken": SECRET} if bad.with_csrf else {})
    if "Cookie" in headers:
        headers["Cookie"] = f"{client.cookies.output(header='', sep=';')}; {headers['Cookie']}"
    length = headers.pop("Content-Length", None)
    more = {"CONTENT_LENGTH": length} if length else {}
    response = client.generic(
        bad.method,
        bad.path,
        bad.body,
        bad.kind,
        headers=headers,
        QUERY_STRING=bad.query,
        **more,
    )
    response.getvalue()
    return response


def told(response):
    """The error, and the line of ours, or else of another's, that it comes from."""
    if not response.exc_info:
        return str(response.status_code)
    error = response.exc_info[1]
    error = error.__context__ or error  # a template tells of another one than it met
    lines = traceback.extract_tb(error.__traceback__)
    ours = [line for line in lines if ".venv" not in line.filename] or lines
    return f"{error!r:.300} in {ours[-1].filename}:{ours[-1].lineno}"


def holds(world, role, pages, bad):
    """Every row of the sender's is one that forms would take, and the pages still show them."""
    CHANGES[role] += 1
    connection.check_constraints()
    user = get_user_model().objects.filter(pk=world.people[role].pk).first()
    if user is None:
        return
    user.clean_fields()
    for model in OURS:
        for row in model._base_manager.filter(user=user.pk):
            row.clean_fields(exclude=empty(row))
    client = world.browser(role)
    client.force_login(user)
    for address in pages:
        response = client.get(address)
        response.getvalue()
        assert response.status_code < 400, (address, bad)


def empty(row):
    return [one.name for one in row._meta.fields if getattr(row, one.attname) in one.empty_values]
