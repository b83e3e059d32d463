"""What the address of a list in the admin may ask the database, and what comes of nonsense."""

import pytest
from django.contrib import admin
from django.urls import reverse

from exercises.admin.lookups import OwnLookups
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
RUNNERS = "/admin/accounts/user/"


@pytest.fixture
def host(client):
    user = UserFactory(is_staff=True, is_superuser=True)
    client.force_login(user)
    return user


def lists():
    return [
        (one, reverse(f"admin:{one.opts.app_label}_{one.opts.model_name}_changelist"))
        for one in admin.site._registry.values()
    ]


def test_every_list_is_filtered_by_what_it_offers_alone(client, host, subtests):
    for one, address in lists():
        with subtests.test(address):
            assert isinstance(one, OwnLookups)
            names = [field.name for field in one.opts.fields]
            for name in [*names, "pk", *(f"{name}__en" for name in names)]:
                for end in ("regex", "iregex", "range", "year", "contains", "gt"):
                    asked = {f"{name}__{end}": "("}
                    assert client.get(address, asked).status_code == 400


def test_the_filters_that_a_list_offers_work(client, host, subtests):
    for one, address in lists():
        with subtests.test(address):
            page = client.get(address)
            assert page.status_code == 200
            for spec in page.context["cl"].filter_specs:
                for choice in spec.choices(page.context["cl"]):
                    found = client.get(address + choice["query_string"])
                    assert (found.status_code, one.opts.label) == (200, one.opts.label)


@pytest.mark.parametrize(
    "asked",
    [
        {"q": "word " * 5_000},
        {"q": "a b " * 49},
        {"o": "9" * 5_000},
        {"p": "9" * 5_000},
        {"is_staff__exact": "x" * 5_000},
        {"groups__id__exact": "9" * 30},
        {"groups__id__exact": "9" * 5_000},
    ],
)
def test_nonsense_in_an_address_breaks_no_list(client, host, asked):
    assert client.get(RUNNERS, asked).status_code in (200, 302)


@pytest.mark.parametrize(
    "asked",
    [
        {"action_time__gte": "9999-12-31 23:59:59+00:00"},
        {"action_time__gte": "0001-01-01 00:00:00+14:00"},
        {"content_type__id__exact": "9" * 30},
    ],
)
def test_nonsense_breaks_no_list_of_what_staff_did(client, host, asked):
    assert client.get("/admin/admin/logentry/", asked).status_code in (200, 302)


def test_many_words_break_no_choice_of_runners(client, host):
    of = {"app_label": "account", "model_name": "emailaddress", "field_name": "user"}
    for term in ("word " * 5_000, "a\0b"):
        answer = client.get("/admin/autocomplete/", of | {"term": term})
        assert answer.json()["results"] == []


def test_a_chosen_row_that_cannot_be_is_a_bad_request_at_most(client, host):
    sent = {"action": "delete_selected", "_selected_action": "9" * 30}
    assert client.post(RUNNERS, sent).status_code in (200, 302, 400)
