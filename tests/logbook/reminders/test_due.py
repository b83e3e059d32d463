"""Who is reminded of what, when, and that it comes once."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta
from io import StringIO
from itertools import pairwise
from threading import Event
from time import monotonic
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.db import connection

from accounts.models import User
from logbook.models import Device, Reminder, Reminders, Workout
from logbook.reminders import due, push
from logbook.reminders.due import remind, slot_at
from plans.models import Screening
from tests.factories import RunFactory, UserFactory
from tests.logbook.conftest import MONDAY
from tests.logbook.long_logs import start, train
from tests.logbook.reminders.push_service import Phone

pytestmark = pytest.mark.postgres

DAY = timedelta(days=1)
BERLIN = ZoneInfo("Europe/Berlin")


def at(hour, minute=0, day=MONDAY, zone=UTC):
    return datetime.combine(day, time(hour, minute), zone)


def plain(zone="UTC", **wanted):
    """Reminders that are in no database."""
    return Reminders(user=UserFactory.build(time_zone=zone), **wanted)


# The slot of a moment


def test_a_reminder_comes_at_its_time_or_a_little_later():
    wanted = plain(training_at=time(19))
    for moment in (at(19), at(19, 44)):
        assert slot_at(wanted, "training", moment) == "2026-03-02"
    for moment in (at(18, 59), at(19, 45)):
        assert slot_at(wanted, "training", moment) is None


def test_a_time_just_before_midnight_still_comes_after_it():
    wanted = plain(training_at=time(23, 50), quiet_from=time(3), quiet_until=time(4))
    assert slot_at(wanted, "training", at(0, 10, MONDAY + DAY)) == "2026-03-02"


def test_the_time_is_the_runner_s_own():
    for zone, hour, slot in (
        ("Europe/Berlin", 18, "2026-03-02"),
        ("America/Los_Angeles", 3, "2026-03-01"),
        ("Pacific/Auckland", 6, "2026-03-02"),
        ("Asia/Kolkata", 19, None),
    ):
        assert slot_at(plain(zone, training_at=time(19)), "training", at(hour)) == slot


def test_squeezes_come_every_so_many_hours():
    wanted = plain(squeeze_hours=3, squeeze_from=time(9), squeeze_until=time(17))
    found = [slot_at(wanted, "squeeze", at(hour, 10)) for hour in range(24)]
    assert list(filter(None, found)) == [f"2026-03-02 {hour:02}:00" for hour in (9, 12, 15)]
    assert not slot_at(wanted, "squeeze", at(8, 59))
    assert not slot_at(wanted, "squeeze", at(9, 50))


def quiet_hours(begins, ends):
    wanted = plain(quiet_from=time(begins), quiet_until=time(ends))
    return [hour for hour in range(24) if wanted.is_quiet(time(hour))]


def test_quiet_hours_also_over_midnight():
    assert quiet_hours(21, 7) == [0, 1, 2, 3, 4, 5, 6, 21, 22, 23]
    assert quiet_hours(1, 5) == [1, 2, 3, 4]
    assert quiet_hours(8, 8) == []


def test_what_would_come_late_into_the_quiet_hours_does_not_come():
    wanted = plain(training_at=time(20, 50))
    assert slot_at(wanted, "training", at(20, 55))
    assert not slot_at(wanted, "training", at(21, 5))


def test_a_squeeze_of_the_quiet_hours_does_not_come_after_them():
    wanted = plain(squeeze_hours=1, squeeze_from=time(6, 30), squeeze_until=time(9))
    assert not slot_at(wanted, "squeeze", at(7, 5))
    assert slot_at(wanted, "squeeze", at(7, 30)) == "2026-03-02 07:30"


# The clocks change in Berlin on 29 March, 2 to 3, and on 25 October, 3 to 2, both at 01:00 UTC

SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
ALL_DAY = {"quiet_from": time(0), "quiet_until": time(0)}


def slots_of(day, wanted, kind):
    """Each five minutes of 48 hours around that day."""
    moments = [at(12, 0, day - DAY) + n * timedelta(minutes=5) for n in range(576)]
    found = (slot_at(wanted, kind, moment) for moment in moments)
    return {slot for slot in found if slot and slot.startswith(str(day))}


def test_a_day_on_which_the_clocks_change_has_its_reminder():
    for day in (SPRING, AUTUMN):
        for hour in (1, 2, 3, 23):
            wanted = plain("Europe/Berlin", training_at=time(hour, 30), **ALL_DAY)
            assert slots_of(day, wanted, "training") == {str(day)}


def test_each_squeeze_of_such_a_day_is_one_slot():
    wanted = plain(
        "Europe/Berlin", squeeze_hours=1, squeeze_from=time(0), squeeze_until=time(5), **ALL_DAY
    )
    for day in (SPRING, AUTUMN):
        expected = {f"{day} {hour:02}:00" for hour in range(6)}
        found = slots_of(day, wanted, "squeeze")
        assert found <= expected
        # In spring there is no 02:00; where 03:00 is the same moment, one of both is enough.
        assert expected - found <= {f"{day} 02:00"}


def test_quiet_hours_are_those_on_the_wall_when_the_clocks_change():
    wanted = plain("Europe/Berlin", training_at=time(7))
    assert slot_at(wanted, "training", at(7, 0, SPRING, BERLIN)) == str(SPRING)
    assert at(7, 0, SPRING, BERLIN).astimezone(UTC).hour == 5
    assert not slot_at(wanted, "training", at(4, 30, SPRING))  # 06:30 on the wall


# What is sent


@pytest.fixture
def runner(library, clock, service):
    """Wants everything; in the evening of Monday, with nothing done."""
    user = start(UserFactory(equipment=["mat", "wall"]), MONDAY - 9 * DAY)
    Reminders.objects.create(user=user, training=True, morning=True, squeeze=True)
    add(user, Phone())
    clock.go(MONDAY, hour=19)
    return user


def add(user, phone, **more):
    values = {"endpoint": phone.endpoint, "p256dh": phone.p256dh, "auth": phone.auth}
    return Device.objects.create(user=user, **values, **more)


def sent(service):
    return [headers["Topic"] for _path, headers, _body in service.got]


def test_training_that_is_not_done_is_reminded_of(runner, service):
    phone = Phone("own")
    add(runner, phone)
    assert remind() == {"training": 1, "sent": 2}
    [body] = [body for path, _headers, body in service.got if path == "/own"]
    message = phone.open(body)
    assert message["title"] == "Today's training"
    assert "exercises are left" in message["body"]
    assert (message["url"], message["tag"]) == ("/today/", "training")
    assert message["icon"].endswith(".png")


@pytest.mark.usefixtures("all_languages")
@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("de", "Das Training von heute"),
        ("es", "El entrenamiento de hoy"),
        ("fr", "L’entraînement du jour"),
    ],
)
def test_it_comes_in_the_runner_s_own_language(runner, service, language, title):
    User.objects.update(language=language)
    phone = Phone("own")
    add(runner, phone)
    remind()
    [body] = [body for path, _headers, body in service.got if path == "/own"]
    assert phone.open(body)["title"] == title


def test_it_comes_once_however_often_the_timer_runs(runner, service, clock):
    for _ in range(3):
        remind()
    assert sent(service) == ["training"]
    clock.go(MONDAY + DAY, hour=19)
    remind()
    assert sent(service) == ["training", "training"]


def test_another_time_on_the_same_day_is_no_second_reminder(runner, service, clock):
    remind()
    Reminders.objects.update(training_at=time(20))
    clock.go(MONDAY, hour=20)
    assert remind() == {}


def do_all(user, on):
    page = due.Page(user, on)
    train(user, on, slugs=[card.slug for card in page.cards], sets=4)


def test_training_that_is_done_is_not(runner, service):
    do_all(runner, MONDAY)
    assert remind() == {}
    assert remind() == {}
    assert not service.got


def test_training_half_done_is(runner, service):
    train(runner, MONDAY, slugs=("glute-bridge",))
    assert remind() == {"training": 1, "sent": 1}


def test_who_has_no_plan_is_not_reminded_of_it(runner, service):
    Screening.objects.all().delete()
    assert remind() == {}
    Screening.objects.create(user=runner, on=MONDAY, answers={}, outcome="stop")
    Reminder.objects.all().delete()
    assert remind() == {}


def test_the_morning_after_training_is_asked_about(runner, service, clock):
    train(runner, MONDAY)
    Workout.objects.update(morning_pain=None)
    clock.go(MONDAY + DAY, hour=8)
    assert remind() == {"morning": 1, "sent": 1}


def test_a_morning_that_was_answered_is_not(runner, service, clock):
    train(runner, MONDAY)
    clock.go(MONDAY + DAY, hour=8)
    for answer in ({"morning_pain": 0}, {"morning_pain": None, "morning_skipped": True}):
        Workout.objects.update(**answer)
        assert remind() == {}
        Reminder.objects.all().delete()


def test_a_run_of_today_is_asked_about_at_its_row(runner, service):
    Reminders.objects.update(run=True, run_at=time(19), training=False, squeeze=False)
    RunFactory(user=runner, date=MONDAY)
    run = RunFactory(user=runner, date=MONDAY, kind="key", minutes=50)
    [one] = due.due_reminders(at(19))
    message = due.message_for(one)
    assert (message["url"], message["tag"]) == (f"/today/?run={run.pk}#after-run", "run")
    assert message["body"] == "Key run, 50 minutes"
    assert remind() == {"run": 1, "sent": 1}
    assert remind() == {}


@pytest.mark.parametrize(
    "values",
    [
        {"date": MONDAY - DAY},
        {"date": MONDAY + DAY},
        {"skipped": True},
        {"felt_left": 5, "felt_right": 5, "pain": 0},
    ],
)
def test_a_run_that_is_said_or_of_another_day_is_not_asked_about(runner, service, values):
    Reminders.objects.update(run=True, run_at=time(19), training=False, squeeze=False)
    RunFactory(user=runner, **{"date": MONDAY} | values)
    assert remind() == {}


def test_after_a_day_off_no_morning_is_asked_about(runner, service, clock):
    train(runner, MONDAY - DAY)
    Workout.objects.update(morning_pain=None)
    clock.go(MONDAY + DAY, hour=8)
    assert remind() == {}


def test_after_a_day_of_rest_for_a_red_morning_the_next_one_is_asked_about(runner, service, clock):
    train(runner, MONDAY - DAY)
    Workout.objects.update(morning_pain=7)
    clock.go(MONDAY + DAY, hour=8)
    assert remind() == {"morning": 1, "sent": 1}
    Reminder.objects.all().delete()
    Workout.objects.create(user=runner, date=MONDAY, morning_pain=1)
    assert remind() == {}


def test_squeezes_all_through_the_day(runner, service, clock):
    for hour in range(24):
        clock.go(MONDAY, hour=hour)
        remind()
        remind()
    assert sent(service) == ["squeeze"] * 5 + ["training"]


def test_nothing_comes_to_whom_does_not_want_it(runner, service):
    Reminders.objects.update(training=False)
    assert remind() == {}
    Reminders.objects.update(training=True)
    runner.is_active = False
    runner.save()
    assert remind() == {}
    runner.is_active = True
    runner.save()
    Device.objects.all().delete()
    assert remind() == {}


def test_a_stranger_s_phone_is_left_alone(runner, service):
    add(UserFactory(), Phone("stranger"))
    remind()
    assert [path for path, *_ in service.got] == ["/a"]


def test_a_browser_that_wants_no_more_is_forgotten(runner, service):
    add(runner, Phone("b"))
    service.answers |= {"/a": 404, "/b": 410}
    assert remind() == {"training": 1, "gone": 2}
    assert not Device.objects.exists()


def test_a_service_that_fails_is_noted_and_forgiven(runner, service, clock):
    service.answers["/a"] = 500
    assert remind() == {"training": 1, "failed": 1}
    since = Device.objects.get().failing_since
    clock.go(MONDAY + DAY, hour=19)
    remind()
    assert since == Device.objects.get().failing_since
    service.answers.clear()
    clock.go(MONDAY + 2 * DAY, hour=19)
    assert remind()["sent"] == 1
    assert Device.objects.get().failing_since is None


def test_an_address_that_fails_rests_longer_each_time(runner, service, clock, settings):
    service.answers["/a"] = 500
    Reminders.objects.update(training=False, squeeze_hours=1, **ALL_DAY)
    Reminders.objects.update(squeeze_from=time(0), squeeze_until=time(23))
    clock.go(MONDAY, hour=0)
    asked = []
    for quarter in range(8 * 24 * 4):
        now = at(0) + quarter * timedelta(minutes=15)
        if remind(now):
            asked.append(now)
    hours = [(later - now) / timedelta(hours=1) for now, later in pairwise(asked)]
    assert hours[:4] == [1, 1, 2, 4]
    assert sorted(hours) == hours
    assert max(hours) <= 25


def test_a_resting_device_is_left_alone_and_its_runner_s_others_are_not(runner, service, clock):
    add(runner, Phone("b"), failing_since=at(18), rests_until=at(20))
    assert remind() == {"training": 1, "sent": 1}
    assert [path for path, *_ in service.got] == ["/a"]
    Device.objects.filter(rests_until=None).delete()
    clock.go(MONDAY + DAY, hour=8)
    Device.objects.update(rests_until=at(20, day=MONDAY + DAY))
    clock.go(MONDAY + DAY, hour=19)
    assert remind() == {}
    assert not Reminder.objects.filter(slot=str(MONDAY + DAY)).exists()


def many(number, prefix=""):
    for count in range(number):
        user = UserFactory()
        Reminders.objects.create(user=user, squeeze=True)
        add(user, Phone(f"{prefix}{count}"))


def test_some_dead_addresses_hold_up_nobody(service, db, monkeypatch):
    monkeypatch.setattr(push, "EXCHANGE_S", 4)
    many(12, "dead")
    many(60)
    service.drips |= {f"/dead{count}" for count in range(12)}
    begun = monotonic()
    assert remind(at(11, 5)) == {"squeeze": 72, "sent": 60, "failed": 12}
    assert monotonic() - begun < 9  # one after the other it were 48 seconds


def test_a_run_that_has_no_time_left_leaves_the_rest_to_the_next_one(service, db, monkeypatch):
    many(3)
    with monkeypatch.context() as patch:
        patch.setattr(due, "RUN_S", -1)
        assert remind(at(11, 5)) == {"left": 3}
    assert not Reminder.objects.exists()
    assert remind(at(11, 10)) == {"squeeze": 3, "sent": 3}


def test_a_look_up_that_hangs_is_not_waited_for(service, db, monkeypatch):
    monkeypatch.setattr(push, "EXCHANGE_S", 1)
    go = Event()
    monkeypatch.setattr(push, "public_address", lambda host: go.wait(20) and "127.0.0.1")
    many(2)
    begun = monotonic()
    assert remind(at(11, 5)) == {"squeeze": 2, "failed": 2}
    assert monotonic() - begun < 8
    go.set()


def test_a_runner_has_at_most_so_many_messages(runner, service):
    Device.objects.all().delete()
    for number in range(23):
        add(runner, Phone(str(number)))
    assert remind() == {"training": 1, "sent": 20}


def test_of_a_dry_run_nothing_remains(runner, service):
    out = StringIO()
    call_command("housekeep", "--dry-run", stdout=out)
    assert "1 training" in out.getvalue()
    assert not service.got
    assert not Reminder.objects.exists()


def test_the_command_tells_what_it_did(runner, service):
    out = StringIO()
    call_command("housekeep", stdout=out)
    assert "Reminders: 1 training, 0 morning after, 0 squeeze" in out.getvalue()
    assert "Devices: 1 handed over, 0 device gone, 0 failed" in out.getvalue()


def test_a_host_without_keys_says_that_it_sends_nothing(runner, service, settings):
    settings.SENDS_PUSH = False
    out = StringIO()
    call_command("housekeep", stdout=out)
    assert "no VAPID keys" in out.getvalue()
    assert not service.got


# Two at once

RUN = """
import ssl, sys
import django
django.setup()
from datetime import datetime, UTC
from logbook.reminders import due, push
certificate, port, moment = sys.argv[1:]
trusting = ssl.create_default_context(cafile=certificate)
ssl.create_default_context = lambda: trusting
push.public_address = lambda host: "127.0.0.1"
push.PORT = int(port)
print("ready", flush=True)
sys.stdin.readline()
now = datetime.fromtimestamp(float(moment), UTC)
print(due.remind(now).total())
"""


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_send_each_reminder_once(service, settings):
    users = UserFactory.create_batch(20)
    for number, user in enumerate(users):
        Reminders.objects.create(user=user, squeeze=True)
        add(user, Phone(str(number)))
    outputs = run_two(service, settings)
    assert sorted(path for path, *_ in service.got) == sorted(f"/{n}" for n in range(20))
    assert sum(int(one) for one in outputs) == 40  # twenty reminders, twenty devices
    assert Reminder.objects.count() == 20


def run_two(service, settings):
    """Two processes of their own on the database of the test, let go at the same time."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": address_of_the_database(),
        "VAPID_PUBLIC_KEY": settings.VAPID_PUBLIC_KEY,
        "VAPID_PRIVATE_KEY": settings.VAPID_PRIVATE_KEY,
        "VAPID_SUBJECT": settings.VAPID_SUBJECT,
    }
    moment = str(at(11, 5).timestamp())
    arguments = [sys.executable, "-c", RUN, str(service.certificate), str(service.port), moment]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    runs = [subprocess.Popen(arguments, env=environment, text=True, **pipes) for _ in range(2)]
    for run in runs:
        assert run.stdout.readline() == "ready\n", run.stderr.read()
    for run in runs:
        run.stdin.write("\n")
        run.stdin.flush()
    answers = [run.communicate(timeout=60) for run in runs]
    assert [run.returncode for run in runs] == [0, 0], answers
    return [out for out, _ in answers]


def address_of_the_database():
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{known['NAME']}"
    return f"postgresql://{known['USER']}@/{known['NAME']}?host={known['HOST'] or host_of(known)}"


def host_of(known):
    return known["OPTIONS"].get("host", "")
