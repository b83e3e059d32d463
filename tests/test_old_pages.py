"""Pages of an earlier version, open or kept on a phone, work with the new one.

What is here is what those pages send, word for word. It is never changed to fit a new version:
the new version has to take it, as long as a phone may hold it.
"""

import uuid
from dataclasses import astuple
from datetime import date

import pytest
from django.core import signing
from django.core.management import call_command
from django.test import Client
from django.test.utils import override_settings
from zeal import zeal_ignore

from logbook.models import Feedback, SetEntry
from logbook.prescription import SALT, Prescription
from plans.models import Revision
from tests.factories import UserFactory
from tests.logbook.long_logs import start

MONDAY = date(2026, 3, 2)
pytestmark = [pytest.mark.usefixtures("clock", "library"), pytest.mark.django_db]
KEY, OTHER = str(uuid.UUID(int=1)), str(uuid.UUID(int=2))
# The forms of 0.1, one after the other on the same day: (address, fields).
FORMS_OF_0_1 = [
    ("/today/sets/", {
        "exercise": "prone-squeeze", "side": "both", "key": KEY, "date": "2026-03-02",
        "asked": "", "amount": "10", "hold_s": "3"}),
    ("/today/sets/both/", {
        "exercise": "band-walk", "key": OTHER, "pair": str(uuid.UUID(int=3)),
        "date": "2026-03-02", "asked": "", "amount": "10"}),
    (f"/sets/{KEY}/", {"amount": "9", "hold_s": "2"}),
    (f"/sets/{KEY}/delete", {}),
    (f"/sets/{KEY}/restore", {}),
    ("/today/feedback/prone-squeeze/", {
        "date": "2026-03-02", "felt_left": "7", "felt_right": "8", "pain": "0",
        "took_over": "nothing"}),
    ("/today/feedback/prone-squeeze/undo?date=2026-03-02", {}),
    ("/today/morning/", {"date": "2026-03-02", "pain": "1"}),
    ("/today/morning/undo?date=2026-03-02", {}),
    ("/squeeze/", {"key": str(uuid.UUID(int=4))}),
    ("/plan/deadlift/open/", {}),
    ("/logbook/2026-03-01/note/", {"note": "slept badly"}),
    ("/logbook/runs/", {"date": "2026-03-03", "kind": "key", "minutes": "40"}),
    ("/settings/", {
        "minutes": "15", "equipment": ["mat"], "units": "kg", "time_zone": "UTC",
        "bar_step": "", "hand_step": ""}),
]  # fmt: skip


MOVED = {"/logbook/runs/"}  # a browser posts again to where it leads


@pytest.fixture
def runner():
    return start(UserFactory(equipment=["mat", "wall", "band"]), MONDAY)


@pytest.fixture
def phone(runner):
    client = Client()
    client.force_login(runner)
    return client


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["plain", "htmx"])
def test_forms_of_0_1_are_taken(phone, runner, headers):
    for address, fields in FORMS_OF_0_1:
        answer = phone.post(address, fields, headers=headers, follow=address in MOVED)
        assert answer.status_code in (200, 302, 303), f"{address}: {answer.status_code}"
    kept = runner.sets.get(key=KEY)
    assert (kept.amount, kept.hold_s, kept.deleted_at) == (9, 2, None)
    assert runner.sets.count() == 4
    assert Feedback.objects.filter(user=runner).exists()


def test_what_the_outbox_of_0_1_sends_is_taken(phone, runner):
    headers = {
        "HX-Request": "true", "X-Acted-At": "1772442000000", "X-Clock": "1772442000000",
        "X-Device": "some-phone", "X-Runner": str(runner.pk),
    }  # fmt: skip
    answer = phone.post(*FORMS_OF_0_1[0], headers=headers)
    assert (answer.status_code, answer["X-Runner"]) == (200, str(runner.pk))
    assert runner.sets.filter(key=KEY).exists()


def asked():
    return Prescription("prone-squeeze", 3, 10, 3, None, Revision.objects.get().pk, None, None)


def tap(phone, signed):
    address, fields = FORMS_OF_0_1[0]
    phone.post(address, fields | {"asked": signed})
    return SetEntry.objects.get(key=KEY)


def test_a_lamp_signed_with_an_older_key_keeps_its_target(phone, settings):
    signed = asked().signed()
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new one"
    with zeal_ignore():  # Django gives the session a new key
        assert tap(phone, signed).target_sets == 3


@pytest.mark.parametrize("change", [lambda old: old[:-1], lambda old: (*old, "more")])
def test_a_lamp_of_another_shape_is_stored_without_its_target(phone, change):
    """It gets the target of today's plan, like a tap that names none."""
    entry = tap(phone, signing.dumps(change(astuple(asked())), salt=SALT))
    assert (entry.amount, entry.cue) == (10, None)


def test_a_new_key_signs_nobody_out_while_the_old_one_is_a_fallback(phone, settings):
    old = settings.SECRET_KEY
    with override_settings(SECRET_KEY="a new one"):
        assert Client(headers={"Cookie": cookie_of(phone)}).get("/today/").status_code == 302
    with (
        override_settings(SECRET_KEY="a new one", SECRET_KEY_FALLBACKS=[old]),
        zeal_ignore(),  # Django gives the session a new key
    ):
        assert phone.get("/today/").status_code == 200


def cookie_of(phone):
    return f"sessionid={phone.cookies['sessionid'].value}"


def test_the_static_files_of_the_last_version_stay(settings, tmp_path):
    """Open pages name them, and the service worker fetches them."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "config.static.Storage"}}
    old = tmp_path / "css/app.0123456789ab.css"
    old.parent.mkdir()
    old.write_text("/* of the last version */")
    call_command("collectstatic", interactive=False, verbosity=0)
    assert old.exists()
