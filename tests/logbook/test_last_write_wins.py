"""What was done earlier arrives later, from a phone whose clock may be wrong, or from two."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from logbook import actions
from logbook.models import Feedback, SetEntry, Workout
from tests.factories import UserFactory
from tests.logbook.long_logs import start

pytestmark = pytest.mark.postgres

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def runner(mat_runner, clock):
    clock.go(MONDAY, hour=12)
    return mat_runner


def ms(moment):
    return str(int(moment.timestamp() * 1000))


def from_phone(acted, clock=None, device="phone", **more):
    """Headers of what an outbox sends: when it was done, and the phone's time of sending."""
    headers = {"X-Acted-At": ms(acted), "X-Clock": ms(clock or datetime.now(UTC))}
    return headers | {"X-Device": device} | more


def log(client, key=None, on=MONDAY, headers=None, **done):
    values = {"exercise": "prone-squeeze", "amount": "10", "hold_s": "5", "date": on.isoformat()}
    values |= done | {"key": str(key or uuid4())}
    return client.post("/today/sets/", values, headers=headers)


def change(client, entry, amount, acted, device):
    headers = from_phone(acted, device=device)
    return client.post(f"/sets/{entry.key}/", {"amount": str(amount)}, headers=headers, follow=True)


def delete(client, entry, acted, device):
    headers = from_phone(acted, device=device)
    return client.post(f"/sets/{entry.key}/delete", headers=headers, follow=True)


@pytest.fixture
def entry(client, runner):
    log(client, headers=from_phone(NOON - timedelta(hours=2)))
    return SetEntry.objects.get()


def stands(entry):
    entry.refresh_from_db()
    return None if entry.deleted_at else entry.amount


STAYS = "Changed later on another device"


def test_a_set_from_the_outbox_keeps_its_own_time(entry):
    assert abs(entry.logged_at - (NOON - timedelta(hours=2))) < timedelta(seconds=1)


def test_of_two_devices_the_later_edit_of_a_set_wins(client, entry):
    change(client, entry, 8, NOON - timedelta(minutes=10), "phone")
    answer = change(client, entry, 7, NOON - timedelta(minutes=30), "watch")
    assert stands(entry) == 8
    assert STAYS in answer.content.decode()


def test_a_device_s_own_edits_hold_in_the_order_of_sending(client, entry):
    change(client, entry, 8, NOON - timedelta(minutes=10), "phone")
    change(client, entry, 7, NOON - timedelta(minutes=11), "phone")
    assert stands(entry) == 7


def test_going_back_in_time_on_one_device_does_not_let_another_s_older_edit_in(client, entry):
    change(client, entry, 8, NOON - timedelta(minutes=10), "phone")
    change(client, entry, 7, NOON - timedelta(minutes=40), "phone")
    change(client, entry, 6, NOON - timedelta(minutes=20), "watch")
    assert stands(entry) == 7


def test_deleting_wins_over_an_older_edit(client, entry):
    delete(client, entry, NOON - timedelta(minutes=10), "phone")
    change(client, entry, 7, NOON - timedelta(minutes=30), "watch")
    assert stands(entry) is None


def test_an_older_deletion_does_not_win_over_an_edit(client, entry):
    change(client, entry, 7, NOON - timedelta(minutes=10), "watch")
    answer = delete(client, entry, NOON - timedelta(minutes=30), "phone")
    assert stands(entry) == 7
    assert STAYS in answer.content.decode()


def test_an_edit_after_a_deletion_brings_the_set_back(client, entry):
    delete(client, entry, NOON - timedelta(minutes=30), "phone")
    change(client, entry, 7, NOON - timedelta(minutes=10), "watch")
    assert stands(entry) == 7


def test_a_page_that_sends_by_itself_is_the_last(client, entry):
    change(client, entry, 7, NOON - timedelta(minutes=1), "watch")
    client.post(f"/sets/{entry.key}/", {"amount": "6"})
    assert stands(entry) == 6


# A clock that is wrong


@pytest.mark.parametrize("wrong", [-DAY, -timedelta(hours=1), timedelta(hours=1), DAY])
def test_a_wrong_clock_is_set_right_by_the_phone_s_present_time(client, entry, wrong):
    change(client, entry, 8, NOON - timedelta(minutes=30), "watch")
    acted = NOON - timedelta(minutes=10) + wrong
    headers = from_phone(acted, clock=datetime.now(UTC) + wrong)
    client.post(f"/sets/{entry.key}/", {"amount": "7"}, headers=headers)
    assert stands(entry) == 7


def test_a_clock_that_is_a_little_wrong_is_believed(client, entry):
    acted = NOON - timedelta(minutes=10)
    headers = from_phone(acted, clock=datetime.now(UTC) - timedelta(seconds=100))
    client.post(f"/sets/{entry.key}/", {"amount": "7"}, headers=headers)
    assert SetEntry.objects.get().edited_ms == int(ms(acted))


def test_nothing_was_done_later_than_now(client, entry):
    change(client, entry, 7, NOON + timedelta(minutes=1), "phone")
    assert SetEntry.objects.get().edited_ms <= int(ms(datetime.now(UTC)))


@pytest.mark.parametrize("wrong", [-DAY, DAY])
def test_a_day_begun_offline_by_a_wrong_calendar_is_moved_to_its_own(client, runner, wrong):
    """The phone opened the page of a wrong day."""
    acted = NOON - timedelta(minutes=10) + wrong
    log(client, on=acted.date(), headers=from_phone(acted, clock=datetime.now(UTC) + wrong))
    assert Workout.objects.get().date == MONDAY


@pytest.mark.parametrize("wrong", [-DAY, DAY])
def test_the_page_of_the_right_day_keeps_it_when_the_clock_goes_wrong(client, runner, wrong):
    acted = NOON - timedelta(minutes=10) + wrong
    log(client, on=MONDAY, headers=from_phone(acted, clock=datetime.now(UTC) + wrong))
    assert Workout.objects.get().date == MONDAY


def test_the_evening_s_page_keeps_its_day_after_midnight(client, runner, clock):
    clock.go(MONDAY + DAY, hour=0)
    log(client, on=MONDAY, headers=from_phone(datetime.now(UTC)))
    assert Workout.objects.get().date == MONDAY


def test_a_squeeze_counts_for_the_day_on_which_it_was_done(client, runner):
    headers = from_phone(NOON - DAY)
    client.post("/squeeze/", {"key": str(uuid4())}, headers=headers)
    assert SetEntry.objects.get().workout.date == MONDAY - DAY


@pytest.mark.parametrize(
    ("acted", "sent"),
    [("0000000000000", "1772442000000"), ("0000000000000", "9999999999999")],
    ids=["the clock was put right since", "the clock jumped"],
)
def test_a_squeeze_by_a_clock_that_was_lost_counts_today(client, runner, acted, sent):
    """Nothing is logged before 2000: no page would ever show it."""
    headers = {"X-Acted-At": acted, "X-Clock": sent}
    client.post("/squeeze/", {"key": str(uuid4())}, headers=headers)
    assert SetEntry.objects.get().workout.date == MONDAY


@pytest.mark.parametrize("said", ["", "x", "-5", "9" * 15, "1", "١" * 13, "NaN"])
def test_what_is_no_time_is_passed_over(client, runner, said):
    response = log(client, headers={"X-Acted-At": said, "X-Clock": said, "X-Device": "d" * 500})
    assert response.status_code == 303
    assert SetEntry.objects.get().edited_by == ""


@pytest.mark.parametrize("acted", ["1000000000000", "9999999999999"])
def test_a_time_far_away_does_no_harm(client, runner, acted):
    headers = {"X-Acted-At": acted, "X-Clock": ms(datetime.now(UTC)), "X-Device": "d" * 500}
    assert log(client, headers=headers).status_code == 303


@pytest.mark.parametrize(
    ("acted", "sent"),
    [
        (ms(NOON), "0000000000000"),
        (ms(NOON), "1000000000000"),
        (ms(NOON), "9999999999999"),
        ("0000000000000", ms(NOON)),
        ("0946684799999", ms(NOON)),  # a millisecond before the year 2000
        ("9999999999999", "0000000000000"),
    ],
)
def test_times_that_do_not_fit_together_do_no_harm(client, runner, acted, sent):
    """As after a clock that was set far off between a tap and its sending."""
    headers = {"X-Acted-At": acted, "X-Clock": sent, "X-Device": "d" * 500}
    assert log(client, headers=headers).status_code == 303
    entry = SetEntry.objects.get()
    assert entry.workout.date == MONDAY
    assert entry.logged_at.year in range(2000, 2027)
    assert entry.edited_ms == int(ms(entry.logged_at))


# What is not a set


def test_the_later_answer_about_an_exercise_stands(client, runner):
    log(client)
    about = {"user": runner, "on": MONDAY, "exercise_id": SetEntry.objects.get().exercise_id}
    for pain, minutes in (("2", 10), ("5", 30)):
        headers = from_phone(NOON - timedelta(minutes=minutes), device=pain)
        values = {"pain": pain, "date": MONDAY.isoformat()}
        answer = client.post("/today/feedback/prone-squeeze/", values, headers=headers, follow=True)
    assert Feedback.objects.get().pain == 2
    assert STAYS in answer.content.decode()
    actions.give_feedback(**about, pain=1)
    assert Feedback.objects.get().pain == 1


def test_skipping_earlier_takes_no_answer_away(client, runner):
    log(client)
    headers = from_phone(NOON - timedelta(minutes=10))
    client.post("/today/feedback/prone-squeeze/", {"pain": "2"}, headers=headers)
    headers = from_phone(NOON - timedelta(minutes=30), device="watch")
    client.post("/today/feedback/prone-squeeze/", {"skip": "1"}, headers=headers)
    said = Feedback.objects.get()
    assert (said.pain, said.skipped) == (2, False)


def test_the_later_word_about_a_morning_stands(client, runner):
    for pain, minutes in (("2", 10), ("5", 30)):
        headers = from_phone(NOON - timedelta(minutes=minutes), device=pain)
        answer = client.post("/today/morning/", {"pain": pain}, headers=headers, follow=True)
    assert Workout.objects.get().morning_pain == 2
    assert STAYS in answer.content.decode()


# Whose outbox it is


def test_what_waits_for_one_runner_is_not_stored_for_another(client, runner):
    stranger = UserFactory()
    start(stranger, MONDAY)
    headers = from_phone(NOON, **{"X-Runner": str(runner.pk)})
    client.force_login(stranger)
    assert log(client, headers=headers).status_code == 409
    assert not SetEntry.objects.exists()
    client.force_login(runner)
    assert log(client, headers=headers).status_code == 303
    assert SetEntry.objects.get().user == runner


def test_signed_out_it_is_told_so_and_not_led_elsewhere(client, runner):
    client.logout()
    headers = from_phone(NOON, **{"X-Runner": str(runner.pk)})
    assert log(client, headers=headers).status_code == 401
    assert not SetEntry.objects.exists()


def test_an_answer_says_that_it_is_ours(client, runner):
    """The page of a network's own login, with a 200, is no answer to a set."""
    headers = from_phone(NOON, **{"X-Runner": str(runner.pk)})
    assert log(client, headers=headers)["X-Runner"] == str(runner.pk)
    assert "X-Runner" not in log(client)


# The logbook's corrections


def test_a_correction_that_waited_is_older_than_what_was_done_since(client, entry):
    change(client, entry, 8, NOON - timedelta(minutes=10), "phone")
    headers = from_phone(NOON - timedelta(minutes=30), device="watch")
    address = f"/logbook/sets/{entry.key}/"
    answer = client.post(address, {"amount": "6"}, headers=headers, follow=True)
    assert stands(entry) == 8
    assert STAYS in answer.content.decode()
    client.post(f"{address}delete/", headers=headers)
    assert stands(entry) == 8
