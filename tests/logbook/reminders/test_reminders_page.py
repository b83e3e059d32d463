"""The settings of the reminders: off by default, each runner's own, without JavaScript too."""

from datetime import time

import pytest

from logbook.models import Device, Reminders
from tests.factories import UserFactory
from tests.logbook.form_pages import Page
from tests.logbook.reminders.push_service import Phone

PAGE = "/settings/reminders/"
WANTED = {
    "training": "on", "training_at": "19:15", "morning_at": "08:00", "squeeze": "on",
    "squeeze_hours": "3", "squeeze_from": "09:00", "squeeze_until": "16:00",
    "quiet_from": "22:00", "quiet_until": "06:30",
}  # fmt: skip


@pytest.fixture
def runner(client, db):
    runner = UserFactory(time_zone="Europe/Lisbon")
    client.force_login(runner)
    return runner


@pytest.fixture
def stranger(db):
    return UserFactory()


def page(client, status=200):
    response = client.get(PAGE)
    assert response.status_code == status
    return Page(response)


def test_a_runner_says_what_to_be_reminded_of(client, runner, keys):
    answer = client.post(PAGE, WANTED, follow=True)
    assert "Saved." in answer.content.decode()
    wanted = Reminders.objects.get(user=runner)
    assert (wanted.training, wanted.morning, wanted.squeeze) == (True, False, True)
    assert (wanted.training_at, wanted.squeeze_hours) == (time(19, 15), 3)
    assert (wanted.quiet_from, wanted.quiet_until) == (time(22), time(6, 30))


def test_what_was_said_is_shown_again(client, runner, keys):
    client.post(PAGE, WANTED)
    [form] = [form for form in page(client).forms if form.action == PAGE]
    shown = {name: form.values[name] for name in ("training_at", "squeeze_hours", "quiet_from")}
    assert shown == {"training_at": "19:15", "squeeze_hours": "3", "quiet_from": "22:00"}


def test_saving_touches_no_calendar(client, runner, keys):
    client.post(f"{PAGE}calendar/", {"train_at": "07:00"})
    key = Reminders.objects.get().calendar_key
    client.post(PAGE, WANTED)
    wanted = Reminders.objects.get()
    assert (wanted.calendar_key, wanted.train_at) == (key, time(7))


WRONG = [
    ({"training_at": ""}, "A time, such as 18:30."),
    ({"training_at": "25:00"}, "A time, such as 18:30."),
    ({"squeeze_hours": "0"}, "1 to 12 hours."),
    ({"squeeze_hours": "13"}, "1 to 12 hours."),
    ({"squeeze_hours": "x"}, "1 to 12 hours."),
    ({"squeeze_until": "08:59"}, "Later than the first one."),
    ({"training_at": "23:00"}, "This lies in your quiet hours."),
    ({"morning": "on", "morning_at": "06:00"}, "This lies in your quiet hours."),
]


def test_what_makes_no_sense_is_said_at_its_field(client, runner, keys, subtests):
    for changes, said in WRONG:
        with subtests.test(said, changes=changes):
            answer = client.post(PAGE, WANTED | changes)
            assert answer.status_code == 422
            assert answer.content.decode().count(said) == 1
            [form] = [form for form in Page(answer).forms if form.action == PAGE]
            typed = {name: value for name, value in changes.items() if value != "on"}
            assert form.values | typed == form.values
    assert not Reminders.objects.exists()


def test_a_host_without_keys_says_so_and_offers_the_calendar(client, runner):
    said = page(client).said()
    assert "sends no notifications" in said
    assert "Make the address" in said
    assert "Add this device" not in said


def test_a_host_without_keys_takes_no_device(client, runner):
    assert client.post(f"{PAGE}devices/", Phone().said).status_code == 404


def test_whoever_is_not_signed_in_is_asked_to(client, db):
    for path in ("", "calendar/", "devices/", "devices/1/"):
        assert client.post(PAGE + path).url.startswith("/accounts/login/")


# Devices


def test_a_browser_is_taken_once_however_often_it_comes(client, runner, keys):
    agent = "Mozilla/5.0 (Android 16; Mobile; rv:150.0) Gecko/150.0 Firefox/150.0"
    for _ in range(2):
        sent = client.post(f"{PAGE}devices/", Phone().said, headers={"user-agent": agent})
        assert sent.status_code == 302
    device = Device.objects.get()
    assert (device.user, device.name) == (runner, "Firefox, Android")
    assert "Firefox, Android" in page(client).said()


def test_a_phone_that_changes_hands_is_its_new_owner_s(client, runner, stranger, keys):
    phone = Phone()
    client.post(f"{PAGE}devices/", phone.said)
    client.force_login(stranger)
    client.post(f"{PAGE}devices/", phone.said)
    assert Device.objects.get().user == stranger


def test_a_browser_tells_until_when_it_can_be_reached(client, runner, keys):
    client.post(f"{PAGE}devices/", Phone().said | {"expires": "1772000000000"})
    assert Device.objects.get().expires_at.year == 2026


def test_a_runner_has_twenty_devices_and_the_oldest_makes_room(client, runner, stranger, keys):
    client.force_login(stranger)
    client.post(f"{PAGE}devices/", Phone("strange").said)
    client.force_login(runner)
    for number in range(22):
        client.post(f"{PAGE}devices/", Phone(str(number)).said)
    client.post(f"{PAGE}devices/", Phone("5").said)  # that one again
    assert Device.objects.for_user(stranger).count() == 1
    ends = [one.endpoint.rsplit("/")[-1] for one in Device.objects.for_user(runner)]
    assert ends == ["5", *(str(number) for number in range(21, 5, -1)), "4", "3", "2"]


NO_BROWSER = [
    {"endpoint": "http://push.example.org/a"},
    {"endpoint": "https://127.0.0.1/a"},
    {"endpoint": "https://push.example.org/" + "a" * 1000},
    {"p256dh": "x"},
    {"p256dh": "B" + "A" * 86},
    {"auth": "A" * 10},
    {"auth": "%%%"},
    {"expires": "x"},
    {"expires": "9" * 30},
]


def test_what_is_no_browser_is_not_taken(client, runner, keys, subtests):
    for changes in NO_BROWSER:
        with subtests.test(changes=changes):
            answer = client.post(f"{PAGE}devices/", Phone().said | changes)
            assert answer.status_code == 422
            assert "push service cannot be used" in answer.content.decode()
    assert not Device.objects.exists()


def test_a_device_is_removed_by_its_runner_alone(client, runner, stranger, keys):
    client.post(f"{PAGE}devices/", Phone().said)
    address = f"{PAGE}devices/{Device.objects.get().pk}/"
    client.force_login(stranger)
    assert client.post(address).status_code == 404
    assert "push.example.org" not in client.get(PAGE).content.decode()
    client.force_login(runner)
    assert client.post(address).status_code == 302
    assert not Device.objects.exists()


def test_a_device_is_named_so_that_one_knows_it(client, runner, keys):
    for agent, name in (
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140 Safari/537 Edg/140", "Edge, Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19 Safari/604",
            "Safari, iPhone",
        ),
        ("Mozilla/5.0 (Linux; Android 16) AppleWebKit Chrome/140 Mobile Safari", "Chrome, Android"),
        ("curl/8", ""),
    ):
        client.post(f"{PAGE}devices/", Phone().said, headers={"user-agent": agent})
        assert Device.objects.get().name == name
        assert (name or "A browser") in page(client).said()
