"""A lamp is one set, whichever page, tab or phone shows it, and however late it is pressed."""

from datetime import date, timedelta
from http import HTTPStatus
from uuid import UUID, uuid4

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exercises.models import Exercise
from logbook import actions
from logbook.models import SetEntry
from tests.factories import UserFactory
from tests.logbook.form_pages import Page
from tests.logbook.long_logs import start

MONDAY = date(2026, 3, 2)
SLUG = "prone-squeeze"


@pytest.fixture
def runner(mat_runner):
    return mat_runner


def today(client):
    return Page(client.get("/today/"))


def amounts():
    return list(SetEntry.objects.live().order_by("pk").values_list("amount", flat=True))


def log_by_api(runner, amount=7):
    exercise_id = Exercise.objects.get(slug=SLUG).pk
    values = {"user": runner, "on": MONDAY, "exercise_id": exercise_id, "key": uuid4()}
    return actions.log_set(**values, amount=amount, hold_s=5)


def test_two_pages_give_a_lamp_one_key(client, runner):
    one, other = (today(client).lamps(SLUG) for _ in range(2))
    assert [lamp.values["key"] for lamp in one] == [lamp.values["key"] for lamp in other]
    assert len({lamp.values["key"] for lamp in one}) == 3


def test_the_same_lamp_of_two_pages_is_one_set(client, runner, tap):
    one, other = (today(client).lamps(SLUG) for _ in range(2))
    tap(one[0])
    said = Page(tap(other[0])).said()
    assert amounts() == [10]
    assert "Set 1 was logged before: 10" in said
    assert "1 of 6 sets" in said
    tap(other[1])
    assert amounts() == [10, 10]


def test_a_page_out_of_date_takes_no_repetition_off(client, runner, tap):
    tap(today(client).lamps(SLUG)[0])
    [lit], [same] = (today(client).lamps(SLUG, lit=True) for _ in range(2))
    tap(lit)
    assert "Changed later on another device" in Page(tap(same)).said()
    assert amounts() == [9]


def test_a_page_out_of_date_brings_no_deleted_set_back(client, runner, tap):
    tap(today(client).lamps(SLUG)[0])
    [lit] = today(client).lamps(SLUG, lit=True)
    client.post(f"/sets/{SetEntry.objects.get().key}/delete")
    tap(lit)
    assert amounts() == []


def test_a_lamp_that_went_out_logs_its_set_anew(client, runner, tap):
    tap(today(client).lamps(SLUG)[0])
    client.post(f"/sets/{SetEntry.objects.get().key}/delete")
    page = Page(tap(today(client).lamps(SLUG)[0]))
    assert "Set 1: 10 logged" in page.said()
    assert amounts() == [10]
    assert SetEntry.objects.count() == 1


def test_the_lamp_of_a_set_that_the_api_logged_logs_no_other(client, runner, tap):
    page = today(client)
    log_by_api(runner, amount=7)
    assert "Set 1 was logged before: 7" in Page(tap(page.lamps(SLUG)[0])).said()
    assert amounts() == [7]
    tap(page.lamps(SLUG)[2])
    assert amounts() == [7, 10]


def test_another_number_for_a_set_that_is_logged_is_no_set_more(client, runner, tap):
    page, other = today(client), today(client)
    tap(page.lamps(SLUG)[0])
    said = Page(tap(other.form_of(f"pick-{SLUG}"), amount="6")).said()
    assert "Set 1 was logged before: 10" in said
    assert amounts() == [10]


def test_both_sides_from_two_pages_are_one_pair(client, runner):
    for slug in ("prone-squeeze", "standing-squeeze"):
        exercise = Exercise.objects.get(slug=slug)
        runner.choices.create(exercise=exercise, kind="going-on", on=MONDAY)
    one, other = today(client), today(client)
    one.pair().send(client)
    other.pair().send(client)
    assert amounts() == [6, 6]


def test_what_a_page_does_with_a_set_that_another_logged_first_is_no_fault(client, runner, tap):
    lamp = today(client).lamps(SLUG)[0]
    log_by_api(runner, amount=7)
    key = lamp.values["key"]
    for address in (f"/sets/{key}/", f"/sets/{key}/delete", f"/sets/{key}/restore"):
        values = {"amount": "9"}
        about = f"{address}?exercise={SLUG}&showed=10"
        answer = client.post(about, values, headers={"hx-request": "true"})
        assert answer.status_code == HTTPStatus.OK
        assert client.post(address, values).status_code == HTTPStatus.NOT_FOUND
    assert amounts() == [7]


def test_a_moved_set_leaves_its_lamp_free(client, runner, tap):
    page = today(client)
    tap(page.lamps(SLUG)[0])
    entry = SetEntry.objects.get()
    yesterday = MONDAY - timedelta(days=1)
    actions.move_sets(
        user=runner, on=MONDAY, to=yesterday, exercise_id=entry.exercise_id, keys=[entry.key],
        along=False,
    )  # fmt: skip
    tap(page.lamps(SLUG)[0])
    tap(page.lamps(SLUG)[0])
    assert SetEntry.objects.filter(workout__date=MONDAY).count() == 1
    [lamp, _] = today(client).lamps(SLUG)
    assert UUID(lamp.values["key"]) != entry.key


def by_outbox(acted_ms, device):
    return {
        "hx-request": "true", "X-Acted-At": str(acted_ms), "X-Clock": str(acted_ms),
        "X-Device": device,
    }  # fmt: skip


STEPS = st.tuples(
    st.sampled_from(["look", "tap", "tap", "tap", "take back", "api"]),
    st.integers(0, 2),  # which page
    st.integers(0, 2),  # which lamp
)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(STEPS, max_size=12))
def test_three_pages_in_any_order_store_what_their_lamps_say(library, clock, steps):
    """The model: a lamp is a set, which is logged once, and changed only by whoever saw it."""
    runner = start(UserFactory(equipment=[]), MONDAY)
    client = Client()
    client.force_login(runner)
    pages = [today(client)] * 3
    sets, deleted = {}, {}  # of each set: the amount, and the step that deleted it
    shown = [({}, 1)] * 3  # of each page: {number: (set, amount)}, and the step that made it
    for step, (does, which, place) in enumerate(steps, 2):
        seen, made = shown[which]
        if does == "look":
            pages[which], shown[which] = today(client), (by_number(sets), step)
        elif does == "api":
            log_by_api(runner, amount=7)
            sets[f"api {step}"] = 7
        elif place in seen:
            pressed, amount = seen[place]
            lit = pages[which].lamps(SLUG, lit=True)[sorted(seen).index(place)]
            if does == "tap":
                lit.send(client)
                if sets.get(pressed) == amount:
                    sets[pressed] -= 1
            elif pressed in sets:
                client.post(f"{lit.action.split('?')[0]}delete")
                del sets[pressed]
                deleted[pressed] = step
        elif does == "tap":
            free = [number for number in range(3) if number not in seen]
            pages[which].lamps(SLUG)[free.index(place)].send(client)
            if place not in by_number(sets) and deleted.get(place, 0) < made:
                sets[place] = 10
        stored = SetEntry.objects.for_user(runner).live().values_list("amount", flat=True)
        assert sorted(stored) == sorted(sets.values())


def by_number(sets):
    """A set that a lamp logged has its lamp's number, one of the API the lowest that is free."""
    found = {one: (one, amount) for one, amount in sets.items() if isinstance(one, int)}
    for one, amount in sets.items():
        if one not in found:
            number = next(number for number in range(20) if number not in found)
            found[number] = (one, amount)
    return found
