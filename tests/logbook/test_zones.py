"""A runner flies: the profile's zone changes, and every set stays on the day the runner saw."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from logbook.exchange.access_keys import hand_out
from logbook.models import Derived, Run, SetEntry, ShareLink, Workout
from logbook.training_state import plan_on
from tests.factories import UserFactory
from tests.logbook.exchange.imports.import_steps import bring
from tests.logbook.form_pages import Page
from tests.logbook.long_logs import start

AUCKLAND, ANGELES = "Pacific/Auckland", "America/Los_Angeles"
SUNDAY, MONDAY = date(2026, 3, 8), date(2026, 3, 9)
DAY = timedelta(days=1)
MORNING = datetime(2026, 3, 8, 20, tzinfo=UTC)  # Monday 9:00 in Auckland, Sunday 13:00 in LA
SLUG = "prone-squeeze"

pytestmark = pytest.mark.usefixtures("library")


@pytest.fixture
def now():
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def runner(client, now):
    user = start(UserFactory(time_zone=AUCKLAND, equipment=["mat"]), MONDAY - 5 * DAY)
    client.force_login(user)
    return user


def fly(client, zone):
    """Changes the zone on the page of the settings."""
    form = next(f for f in Page(client.get("/settings/")).forms if "time_zone" in f.values)
    response = form.send(client, time_zone=zone, equipment=["mat"], units="kg", lifts="2")
    assert response.status_code == 302


def lamp(client):
    return Page(client.get("/today/")).lamps(SLUG)[0]


def test_a_day_ahead_opens_and_is_corrected(client, runner):
    lamp(client).send(client)
    fly(client, ANGELES)
    entry = SetEntry.objects.get()
    assert entry.workout.date == MONDAY
    assert f"/logbook/{MONDAY}/" in client.get("/logbook/").text
    assert client.get(f"/logbook/{SUNDAY}/").context["after"] == MONDAY
    assert "10" in client.get(f"/logbook/{MONDAY}/").text
    address = f"/logbook/sets/{entry.key}/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"amount": "7", "hold_s": "5"}).status_code == 302
    entry.refresh_from_db()
    assert entry.amount == 7
    said = {"felt_left": "6", "felt_right": "7", "pain": "0"}
    assert client.post(f"/logbook/{MONDAY}/{SLUG}/feedback/", said).status_code == 302
    more = {"key": uuid4(), "amount": "9", "hold_s": "5", "side": "both"}
    assert client.post(f"/logbook/{MONDAY}/{SLUG}/", more).status_code == 302
    assert client.post(f"/logbook/{MONDAY}/note/", {"note": "On the plane."}).status_code == 302
    assert runner.sets.filter(workout__date=MONDAY).count() == 2


def test_a_day_ahead_is_in_the_weeks_and_in_all_that_goes_out(client, runner):
    lamp(client).send(client)
    fly(client, ANGELES)
    assert client.get("/weeks/").context["week"].sets == 1
    assert client.get("/weeks/2026-W11/").status_code == 200
    assert MONDAY.isoformat() in b"".join(client.get("/logbook/export/csv")).decode()
    assert client.get(f"/logbook/report/?from={SUNDAY}&to={MONDAY}").context["report"].days_trained
    for kind, name, words in (
        (ShareLink.Kind.PAGE, "shared", "Monday 9 March"),
        (ShareLink.Kind.CALENDAR, "done_feed", "20260309"),
    ):
        key = hand_out(ShareLink(user=runner, kind=kind, name="For Jo", weeks=4))
        assert words in client.get(reverse(name, args=[key])).text


def test_a_day_ahead_of_a_zone_that_was_changed_elsewhere_opens(client, runner):
    """By a host in the database, say: nothing was remembered."""
    lamp(client).send(client)
    type(runner).objects.update(time_zone=ANGELES)
    assert client.get(f"/logbook/{MONDAY}/").status_code == 200
    assert client.get(f"/logbook/sets/{SetEntry.objects.get().key}/").status_code == 200
    assert f"/logbook/{MONDAY}/" in client.get("/logbook/").text


def test_a_day_that_the_runner_never_saw_is_still_to_come(client, runner):
    fly(client, ANGELES)
    assert client.get(f"/logbook/{MONDAY + DAY}/").status_code == 404
    assert lamp(client).send(client, date=MONDAY + DAY).status_code == 422


def test_a_day_is_to_come_again_26_hours_after_leaving(runner, now):
    runner.time_zone = ANGELES
    runner.save()
    runner.remember_zone(AUCKLAND)
    assert (runner.today(), runner.latest_day()) == (SUNDAY, MONDAY)
    now.move_to(MORNING + timedelta(hours=27))
    assert (runner.today(), runner.latest_day()) == (MONDAY, MONDAY)


def test_a_set_of_the_page_from_before_the_flight_keeps_its_day(client, runner):
    stale = lamp(client)
    fly(client, ANGELES)
    assert stale.send(client).status_code == 303
    assert SetEntry.objects.get().workout.date == MONDAY


def test_what_the_outbox_sends_from_another_zone_keeps_its_day(client, runner, now):
    """A set and a squeeze of Monday 9:00 in Auckland are sent from Los Angeles six hours later."""
    done = lamp(client)
    squeeze = {"key": uuid4()}
    fly(client, ANGELES)
    now.move_to(MORNING + timedelta(hours=6))
    headers = {
        "X-Acted-At": f"{int((MORNING - timedelta(minutes=1)).timestamp() * 1000)}",
        "X-Clock": f"{int((MORNING + timedelta(hours=6)).timestamp() * 1000)}",
        "X-Device": "phone",
    }
    assert client.post(done.action, done.values, headers=headers).status_code == 303
    assert client.post("/squeeze/", squeeze, headers=headers).status_code == 303
    assert {one.workout.date for one in SetEntry.objects.all()} == {MONDAY}


def test_a_run_of_a_day_ahead_can_still_be_told(client, runner):
    run = Run.objects.create(user=runner, date=MONDAY, kind="easy", minutes=30)
    fly(client, ANGELES)
    told = {"date": MONDAY, "kind": "easy", "minutes": "30", "felt_left": "6"}
    assert client.post(f"/runs/{run.pk}/", told).status_code == 302


def test_a_file_of_before_the_flight_comes_back_whole(client, runner):
    lamp(client).send(client)
    fly(client, ANGELES)
    data = b"".join(client.get("/logbook/export/json"))
    Workout.objects.all().delete()
    bring(client, data, name="hipdrive.json")
    assert SetEntry.objects.get().workout.date == MONDAY


def test_settings_changed_on_the_same_day_twice_stay_in_order(client, runner):
    runner.date_joined = MORNING - 30 * DAY
    runner.save()
    fly(client, AUCKLAND)
    before = runner.training_settings
    runner.bands = 2
    runner.save()
    runner.remember_settings(before)
    runner.time_zone, runner.bands = ANGELES, 3
    runner.save()
    runner.remember_settings(before | {"bands": 2})
    assert [day for day, _ in runner.earlier_settings] == [MONDAY.isoformat()]


# Around the world

ZONES = (
    "UTC", "Europe/Vienna", AUCKLAND, ANGELES, "Pacific/Kiritimati", "Pacific/Niue", "Asia/Kolkata",
)  # fmt: skip
STEPS = st.one_of(
    st.tuples(st.just("fly"), st.sampled_from(ZONES)),
    st.tuples(st.just("wait"), st.integers(1, 30)),  # hours
    st.tuples(
        st.sampled_from(["tap", "open", "squeeze", "correct", "delete", "answer", "morning"])
    ),
    st.tuples(st.just("send"), st.booleans()),  # what waits in the outbox or on an open page
)


class Journey:
    """What a runner does on the pages, and on which day each set was seen."""

    def __init__(self, traveller):
        self.traveller, self.now, self.client = traveller, MORNING, Client()
        self.runner = start(UserFactory(equipment=["mat"]), MONDAY - 5 * DAY)
        self.client.force_login(self.runner)
        self.seen = {}  # the day of each set by its key
        self.waiting = []  # (key, address, values, moment) of what is done and not sent

    def do(self, step, *values):
        getattr(self, step)(*values)

    def fly(self, zone):
        fly(self.client, zone)

    def wait(self, hours):
        self.now += timedelta(hours=hours)
        self.traveller.move_to(self.now)

    def open(self):
        """A tap on today's page that is not sent yet."""
        lamps = Page(self.client.get("/today/")).lamps()
        if lamps:
            key, day = lamps[0].values["key"], date.fromisoformat(lamps[0].values["date"])
            self.waiting.append((key, day, lamps[0].action, lamps[0].values, self.now))

    def tap(self):
        self.open()
        self.send(by_outbox=False)

    def send(self, by_outbox):
        for key, day, action, values, at in self.waiting:
            clocks = {"x-acted-at": at, "x-clock": self.now} if by_outbox else {}
            headers = {name: f"{int(one.timestamp() * 1000)}" for name, one in clocks.items()}
            assert self.client.post(action, values, headers=headers).status_code == 303
            self.seen[key] = day
        self.waiting = []

    def squeeze(self):
        key = str(uuid4())
        self.runner.refresh_from_db()
        assert self.client.post("/squeeze/", {"key": key}).status_code == 303
        self.seen[key] = self.runner.today()

    def correct(self):
        for key in self._last_set():
            changed = {"amount": "7", "hold_s": "4"}
            assert self.client.post(f"/logbook/sets/{key}/", changed).status_code == 302

    def delete(self):
        for key in self._last_set():
            self.client.post(f"/logbook/sets/{key}/delete/")
            self.client.post(f"/logbook/sets/{key}/restore/")

    def answer(self):
        for key in self._last_set():
            entry = SetEntry.objects.for_user(self.runner).get(key=key)
            address = f"/logbook/{entry.workout.date}/{entry.exercise.slug}/feedback/"
            said = {"felt_left": "7", "felt_right": "7", "pain": "0"}
            assert self.client.post(address, said).status_code == 302

    def morning(self):
        self.runner.refresh_from_db()
        sent = {"pain": "1", "date": self.runner.today()}
        assert self.client.post("/today/morning/", sent).status_code == 303

    def _last_set(self):
        rows = SetEntry.objects.for_user(self.runner).filter(any_time=False)
        return [str(key) for key in rows.order_by("-pk").values_list("key", flat=True)[:1]]

    def look(self):
        """Nothing is lost, each set is on its day, and every page answers."""
        rows = SetEntry.objects.for_user(self.runner).live()
        assert {str(key): day for key, day in rows.values_list("key", "workout__date")} == self.seen
        days = set(self.seen.values())
        pages = ["/today/", "/plan/", "/weeks/", "/logbook/", "/runs/", "/settings/"]
        pages += [f"/logbook/{day}/" for day in days]
        pages += [f"/weeks/{day:%G-W%V}/" for day in days]
        pages += [f"/logbook/sets/{key}/" for key in self._last_set()]
        for address in pages:
            assert self.client.get(address).status_code == 200, address
        listed = "".join(
            self.client.get(f"/logbook/?month={month}").text
            for month in {f"{day:%Y-%m}" for day in days}
        )
        for day in days:
            assert f"/logbook/{day}/" in listed
        csv = b"".join(self.client.get("/logbook/export/csv")).decode()
        assert all(key in csv for key in self.seen)
        # What is worked out from the log is the same as worked out anew.
        self.runner.refresh_from_db()
        on = self.runner.today()
        before = plan_on(self.runner, on)
        Derived.objects.filter(user=self.runner).delete()
        assert plan_on(self.runner, on) == before


@pytest.mark.django_db
@given(steps=st.lists(STEPS, min_size=2, max_size=10))
@settings(max_examples=10, suppress_health_check=list(HealthCheck))
def test_a_journey_around_the_world_loses_nothing(steps):
    with time_machine.travel(MORNING, tick=False) as traveller:
        journey = Journey(traveller)
        for step in steps:
            journey.do(*step)
        journey.send(by_outbox=True)
        journey.look()
