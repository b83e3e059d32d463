"""The calendar feed: what another program reads of it."""

from datetime import UTC, date, timedelta
from itertools import pairwise

import icalendar
import pytest

from accounts.models import User
from exercises.models import Exercise
from logbook.models import Reminders
from plans.models import Screening
from plans.runner_choices import override
from tests.factories import UserFactory
from tests.logbook.conftest import MONDAY
from tests.logbook.long_logs import start, train

PAGE = "/settings/reminders/"
DAY = timedelta(days=1)


def make(client, at="18:30", **more):
    client.post(f"{PAGE}calendar/", {"train_at": at, **more})
    wanted = Reminders.objects.get()
    if not wanted.calendar_key:
        return None
    text = client.get(PAGE).content.decode()
    return text.split('id="address" value="')[1].split('"')[0]


def events(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return icalendar.Calendar.from_ical(answer.content).events


@pytest.fixture
def runner(client, library, clock):
    user = UserFactory(time_zone="Europe/Berlin", minutes=15)
    start(user, MONDAY)
    client.force_login(user)
    return user


def test_two_weeks_of_training_each_with_its_alarm(client, runner):
    found = events(client, make(client))
    assert [one.start.astimezone(runner.zone).date() for one in found] == [
        MONDAY + n * DAY for n in range(14)
    ]
    for one in found:
        assert one.duration == timedelta(minutes=15)
        [alarm] = one.alarms.times
        assert alarm.trigger == one.start
    assert len({one["uid"] for one in found}) == 14


def test_it_tells_what_is_sure_and_where_the_rest_is(client, runner):
    said = events(client, make(client))[0]["description"]
    assert "15 minutes" in said
    assert "http://testserver/today/" in said


@pytest.mark.usefixtures("all_languages")
@pytest.mark.parametrize(
    ("language", "said"), [("de", "Gesäßtraining"), ("es", "Glúteos"), ("fr", "Fessiers")]
)
def test_it_is_in_the_runner_s_language_whatever_the_program_asks_for(
    client, runner, language, said
):
    address = make(client)
    User.objects.update(language=language)
    client.logout()
    answer = client.get(address, headers={"Accept-Language": "en"})
    event = icalendar.Calendar.from_ical(answer.content).events[0]
    assert event["summary"] == said


ZONES = [
    ("Europe/Berlin", date(2026, 3, 23), {17, 16}),  # summer time from the 29th on
    ("Europe/Berlin", date(2026, 10, 19), {16, 17}),
    ("Asia/Kolkata", date(2026, 3, 23), {13}),
    ("Pacific/Auckland", date(2026, 3, 30), {5, 6}),
]


def test_the_hour_stays_the_runner_s_own_when_the_clocks_change(client, runner, clock):
    for zone, day, hours in ZONES:
        runner.time_zone = zone
        runner.save()
        Screening.objects.update(on=day)
        clock.go(day, hour=8)
        client.force_login(runner)
        found = events(client, make(client))
        assert {one.start.utcoffset() for one in found} == {timedelta(0)}
        assert {one.start.astimezone(UTC).hour for one in found} == hours
        assert {f"{one.start.astimezone(runner.zone):%H:%M}" for one in found} == {"18:30"}


def lifts(found, zone):
    return [one.start.astimezone(zone).date() for one in found if "lift" in one["summary"]]


def test_without_an_open_lift_none_is_told(client, runner):
    assert lifts(events(client, make(client)), runner.zone) == []


@pytest.mark.parametrize("most", [2, 3])
def test_lift_days_keep_the_day_off_and_the_runners_number_a_week(client, runner, clock, most):
    runner.equipment, runner.lifts = ["trap-bar"], most
    runner.save()
    train(runner, MONDAY - DAY, 1, slugs=("deadlift",))
    Screening.objects.filter(user=runner).update(on=MONDAY - 2 * DAY)
    address = make(client)
    override(user=runner, exercise=Exercise.objects.get(slug="deadlift"), on=MONDAY)
    found = events(client, address)
    days = lifts(found, runner.zone)
    assert days[0] == MONDAY + DAY
    assert len(days) >= 2 * most - 1
    all_days = [MONDAY - DAY, *days]
    assert all((b - a).days >= 2 for a, b in pairwise(all_days))
    assert all(sum(0 <= (b - a).days < 7 for b in all_days) <= most for a in all_days)
    said = {one.start.astimezone(runner.zone).date(): one["description"] for one in found}
    assert "From this day on a lift can come" in said[days[0]]
    assert "if you do the ones before it" in said[days[1]]


def test_before_the_safety_questions_there_is_nothing(client, runner):
    address = make(client)
    Screening.objects.all().delete()
    assert events(client, address) == []


def test_after_a_stop_there_is_nothing(client, runner):
    address = make(client)
    Screening.objects.update(outcome="stop")
    assert events(client, address) == []


# The address


def test_it_needs_no_login_and_asks_to_stay_private(client, runner):
    address = make(client)
    client.logout()
    answer = client.get(address)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "private" in answer.headers["Cache-Control"]
    assert "Set-Cookie" not in answer.headers
    assert not answer.cookies
    assert runner.email not in answer.content.decode()


def test_calendars_are_told_to_ask_again_during_the_day(client, runner):
    lines = client.get(make(client)).content.decode().split("\r\n")
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT4H" in lines
    assert "X-PUBLISHED-TTL:PT4H" in lines


def test_what_did_not_change_is_not_sent_again(client, runner, clock):
    address = make(client)
    etag = client.get(address).headers["ETag"]
    clock.go(MONDAY, hour=15)
    assert client.get(address, headers={"if-none-match": etag}).status_code == 304
    clock.go(MONDAY + DAY)
    assert client.get(address, headers={"if-none-match": etag}).status_code == 200


def test_a_new_address_ends_the_old_one(client, runner):
    old = make(client)
    assert make(client) == old
    new = make(client, renew="1")
    assert new != old
    assert client.get(old).status_code == 404
    assert client.get(new).status_code == 200


def test_switched_off_it_leads_nowhere(client, runner):
    address = make(client)
    assert make(client, at="", end="1") is None
    assert client.get(address).status_code == 404


def test_who_is_no_longer_active_has_none(client, runner):
    address = make(client)
    runner.is_active = False
    runner.save()
    assert client.get(address).status_code == 404


def test_nobody_guesses_an_address(client, runner):
    start_of, token = make(client).rsplit("/", 1)
    token = token.removesuffix(".ics")
    for guess in (
        "x" + token[1:],
        token[:-1] + ("A" if token[-1] != "A" else "B"),
        token.split(".")[0],
        "0" * 32 + token[32:],
        "x",
        "٣" * 32 + token[32:],
    ):
        assert client.get(f"{start_of}/{guess}.ics").status_code == 404


def test_the_address_is_not_in_the_database(client, runner):
    token = make(client).rsplit("/", 1)[1]
    assert Reminders.objects.get().calendar_key.hex in token
    assert len(token.removesuffix(".ics")) >= 70


def test_a_time_that_is_none_is_said_at_its_field(client, runner):
    answer = client.post(f"{PAGE}calendar/", {"train_at": "late"})
    assert answer.status_code == 422
    assert "A time, such as 18:30." in answer.content.decode()
    assert not Reminders.objects.exists()


def test_reading_it_costs_the_same_however_long_the_log(
    client, runner, django_assert_max_num_queries
):
    address = make(client)
    train(runner, MONDAY - 60 * DAY, 60)
    client.get(address)
    with django_assert_max_num_queries(10):
        client.get(address)
