"""The page that hands things out: who may, what is shown once, what is withdrawn."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from logbook.exchange.access_keys import MOST, digest_of, hand_out
from logbook.models import AccessToken, ShareLink
from tests.factories import SetEntryFactory, UserFactory
from tests.logbook.form_pages import Page

MONDAY = date(2026, 3, 2)
LINK = {"name": "Training of Jo", "weeks": "4"}
TOKEN = {"name": "Watch", "may_log": "log"}
POSTS = [("add_link", LINK), ("add_calendar", {}), ("add_token", TOKEN)]
PAGES = ["exports", "export_csv", "export_json", "report"]


def secret_on(response):
    return re.search(r'id="secret" value="([^"]+)"', response.content.decode())[1]


@pytest.fixture
def editor(library):
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name="Editors"))
    return user


def test_nobody_sees_it_without_logging_in(client, db, subtests):
    for name in PAGES:
        with subtests.test(name):
            assert client.get(reverse(name)).status_code == 302
    for name, values in POSTS:
        with subtests.test(name):
            assert client.post(reverse(name), values).status_code == 302
    assert not ShareLink.objects.exists()
    assert not AccessToken.objects.exists()


def test_a_runner_sees_it(client, mat_runner, subtests):
    for name in PAGES:
        with subtests.test(name):
            response = client.get(reverse(name))
            assert response.status_code == 200
            assert b"".join(response)


def test_files_of_a_runner_are_made_one_after_the_other(client, mat_runner):
    """Thirty at once would hold all threads of the server, for seconds each."""
    other = Client()
    other.force_login(UserFactory())
    first = client.get(reverse("export_json"))
    for name in ("export_csv", "export_json", "export_runs_csv"):
        page = client.get(reverse(name), follow=True)
        assert page.redirect_chain == [(reverse("exports"), 302)]
        assert "A file of yours is being made." in page.content.decode()
    assert other.get(reverse("export_csv")).status_code == 200
    assert b"".join(first)
    assert client.get(reverse("export_csv")).status_code == 200


def test_a_file_is_named_by_the_day_and_kept_by_nobody(client, mat_runner):
    SetEntryFactory(user=mat_runner)
    for name, ending in (("export_csv", "csv"), ("export_json", "json")):
        response = client.get(reverse(name))
        assert response["Content-Disposition"] == (
            f'attachment; filename="hipdrive-2026-03-02.{ending}"'
        )
        assert response["Cache-Control"] == "private, no-store"
        assert b"glute-bridge" in b"".join(response)


def test_the_files_of_an_editor_hold_nothing_of_a_runner(client, mat_runner, editor):
    SetEntryFactory(user=mat_runner)
    client.force_login(editor)
    for name in ("export_csv", "export_json"):
        assert b"glute-bridge" not in b"".join(client.get(reverse(name)))


def test_the_schema_is_served_to_everyone(client, db):
    response = client.get("/logbook/export/schema.json")
    assert response["Content-Type"] == "application/schema+json"
    assert response.json()["properties"]["format"] == {"const": "hipdrive", "type": "string"}


def test_a_key_is_shown_once_and_kept_as_its_hash(client, mat_runner):
    for name, values in POSTS:
        response = client.post(reverse(name), values)
        key = secret_on(response).removesuffix("/done.ics").rstrip("/").rpartition("/")[2]
        rows = AccessToken if name == "add_token" else ShareLink
        assert rows.objects.filter(user=mat_runner, digest=digest_of(key)).count() == 1
        assert "no-store" in response["Cache-Control"]
        assert key not in client.get(reverse("exports")).content.decode()


def test_a_link_and_a_token_are_as_asked(client, mat_runner):
    client.post(reverse("add_link"), LINK | {"with_notes": "on", "ends_on": "2026-03-02"})
    link = ShareLink.objects.get()
    assert (link.name, link.weeks, link.with_notes) == ("Training of Jo", 4, True)
    assert (link.ends_on, link.kind) == (MONDAY, "page")
    client.post(reverse("add_token"), TOKEN)
    client.post(reverse("add_token"), TOKEN | {"may_log": "read"})
    assert list(AccessToken.objects.values_list("may_log", flat=True)) == [True, False]


def test_a_name_is_all_that_must_be_said(client, mat_runner):
    for name in ("add_link", "add_token"):
        forms = Page(client.get(reverse("exports"))).forms
        form = next(one for one in forms if one.action.startswith(reverse(name)))
        assert form.send(client, name="Jo", **({"weeks": "12"} if name == "add_link" else {}))
    assert (ShareLink.objects.count(), AccessToken.objects.get().may_log) == (1, False)


WRONG = [
    ("add_link", {"name": ""}, "Give it a name"),
    ("add_link", {"name": "  "}, "Give it a name"),
    ("add_link", {"name": "x" * 61}, "60 characters"),
    ("add_link", {"name": "a\x00b"}, "Null characters"),
    ("add_link", {"weeks": "0"}, "not one of the available"),
    ("add_link", {"weeks": "many"}, "not one of the available"),
    ("add_link", {"weeks": ""}, "required"),
    ("add_link", {"ends_on": "2026-03-01"}, "That day is over."),
    ("add_link", {"ends_on": "soon"}, "A date, such as"),
    ("add_link", {"ends_on": "99999-01-01"}, "A date, such as"),
    ("add_token", {"name": ""}, "Give it a name"),
    ("add_token", {"name": "x" * 61}, "60 characters"),
    ("add_token", {"may_log": "everything"}, "not one of the available"),
    ("add_token", {"may_log": ""}, "required"),
]


def test_what_does_not_fit_is_said_at_the_field(client, mat_runner, subtests):
    for name, wrong, said in WRONG:
        with subtests.test(name, wrong=wrong):
            usual = LINK if name == "add_link" else TOKEN
            response = client.post(reverse(name), usual | wrong)
            assert response.status_code == 422
            assert said in response.content.decode()
    assert not ShareLink.objects.exists()
    assert not AccessToken.objects.exists()


def test_what_was_typed_stays(client, mat_runner):
    response = client.post(reverse("add_link"), LINK | {"ends_on": "2026-03-01"})
    assert "Training of Jo" in response.content.decode()


def test_nobody_has_more_than_twenty(client, mat_runner):
    for _ in range(MOST):
        hand_out(AccessToken(user=mat_runner, name="Watch"))
    response = client.post(reverse("add_token"), TOKEN)
    assert response.status_code == 422
    assert "Withdraw one" in response.content.decode()


def test_a_new_calendar_ends_the_one_before(client, mat_runner):
    before = secret_on(client.post(reverse("add_calendar")))
    now = secret_on(client.post(reverse("add_calendar")))
    assert client.get(before).status_code == 404
    assert client.get(now).status_code == 200


@pytest.mark.parametrize("name", ["add_link", "add_token"])
def test_a_form_that_is_sent_twice_makes_one_and_the_last_answer_counts(client, mat_runner, name):
    form = client.get(reverse("exports")).context[name.replace("add_", "") + "_form"]
    values = (LINK if name == "add_link" else TOKEN) | {"form_key": str(form["form_key"].value())}
    first, second = (secret_on(client.post(reverse(name), values)) for _ in range(2))
    model = ShareLink if name == "add_link" else AccessToken
    assert model.objects.get().digest == digest_of(second.rstrip("/").split("/")[-1])
    assert first != second
    client.post(reverse(name), values | {"form_key": str(uuid4())})
    assert model.objects.count() == 2
    assert client.post(reverse(name), values | {"form_key": "no key"}).status_code == 422
    assert model.objects.count() == 2


def test_a_form_that_is_sent_twice_is_not_one_too_many(client, mat_runner):
    for _ in range(MOST - 1):
        hand_out(AccessToken(user=mat_runner, name="Watch"))
    values = TOKEN | {"form_key": str(uuid4())}
    assert [client.post(reverse("add_token"), values).status_code for _ in range(2)] == [200, 200]
    assert AccessToken.objects.count() == MOST


def test_only_their_runner_withdraws(client, mat_runner, editor, subtests):
    link, token = ShareLink(user=mat_runner, name="Jo"), AccessToken(user=mat_runner, name="Watch")
    hand_out(link)
    hand_out(token)
    withdrawals = [
        reverse("withdraw_link", args=[link.pk]),
        reverse("withdraw_token", args=[token.pk]),
    ]
    for stranger in (UserFactory(), editor):
        client.force_login(stranger)
        for address in withdrawals:
            with subtests.test(address):
                assert client.post(address).status_code == 404
                assert client.get(address).status_code == 405
    client.logout()
    for address in withdrawals:
        assert client.post(address).status_code == 302
    assert ShareLink.objects.count() + AccessToken.objects.count() == 2
    client.force_login(mat_runner)
    for address in withdrawals:
        client.post(address)
    assert ShareLink.objects.count() + AccessToken.objects.count() == 0


def test_the_page_lists_what_is_out_there(client, mat_runner):
    hand_out(ShareLink(user=mat_runner, name="For Anna", weeks=26, ends_on=date(2026, 3, 1)))
    hand_out(AccessToken(user=mat_runner, name="Watch", may_log=True))
    said = Page(client.get(reverse("exports"))).said()
    assert "For Anna" in said
    assert "The last 26 weeks, until 1 March 2026 (over)" in said
    assert "Reads and logs. Not used yet" in said


def test_the_logbook_and_the_settings_lead_there(client, mat_runner):
    for name in ("logbook", "settings"):
        assert reverse("exports") in client.get(reverse(name)).content.decode()
