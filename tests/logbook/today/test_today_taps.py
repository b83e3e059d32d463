"""What a tap does, with htmx and without."""

from datetime import date, timedelta
from decimal import Decimal
from http import HTTPStatus
from uuid import uuid4

import pytest
from django.db import connection

from exercises.models import Cue
from logbook.models import SetEntry
from logbook.prescription import Prescription
from plans.models import Revision
from tests.factories import SetEntryFactory, UserFactory
from tests.logbook.form_pages import Page
from tests.logbook.long_logs import start

MONDAY = date(2026, 3, 2)
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def runner(mat_runner):
    return mat_runner


def today(client):
    return Page(client.get("/today/"))


def first_lamp(client, slug="prone-squeeze"):
    return today(client).lamps(slug)[0]


def logged(client, slug="prone-squeeze"):
    first_lamp(client, slug).send(client)
    return SetEntry.objects.latest("pk")


def test_a_tap_of_a_page_whose_revision_is_gone_is_stored(client, runner, db):
    """A backup that was put back may be older than the page on a phone."""
    asked = Prescription("prone-squeeze", 2, 10, 5, None, 99_999, None, None).signed()
    form = {"exercise": "prone-squeeze", "amount": 10, "key": uuid4(), "asked": asked}
    assert client.post("/today/sets/", form).status_code == 303
    entry = SetEntry.objects.get()
    assert (entry.target_sets, entry.revision_id) == (2, None)
    connection.check_constraints()


# One tap, one set


def test_one_tap_logs_a_set_as_asked(client, runner):
    entry = logged(client)
    assert (entry.user, entry.workout.date, entry.exercise.slug) == (
        runner,
        MONDAY,
        "prone-squeeze",
    )
    assert (entry.side, entry.amount, entry.hold_s, entry.load_kg) == ("both", 10, 5, None)


def test_without_a_script_a_lamp_sends_its_set_packed_into_one_value(client, runner):
    button, form, _ = today(client).lamps_found[0]
    client.post(form.action, form.values | {button.name: button.value})
    entry = SetEntry.objects.get()
    assert (entry.side, entry.amount, entry.hold_s) == ("both", 10, 5)
    assert str(entry.key) == button.sends["key"]


def test_what_was_asked_and_the_cue_that_was_shown_are_stored(client, runner):
    cue = client.get("/today/").context["page"].card("prone-squeeze").cue
    entry = logged(client)
    assert (entry.target_sets, entry.target_amount, entry.target_hold_s) == (3, 10, 5)
    assert entry.revision == Revision.objects.get()
    assert (entry.cue_id, entry.cue_version) == (cue.pk, cue.version)


def test_the_cue_that_was_shown_is_stored_though_an_editor_has_changed_it_since(client, runner):
    lamp = first_lamp(client)
    cue = client.get("/today/").context["page"].card("prone-squeeze").cue
    Cue.objects.filter(pk=cue.pk).update(version=cue.version + 1)
    lamp.send(client)
    assert SetEntry.objects.get().cue_version == cue.version


def test_a_cue_that_is_gone_since_does_no_harm(client, runner):
    lamp = first_lamp(client)
    Cue.objects.filter(exercise__slug="prone-squeeze").delete()
    lamp.send(client)
    entry = SetEntry.objects.get()
    assert (entry.cue, entry.target_amount) == (None, 10)


def test_a_target_that_no_page_of_ours_asked_for_is_not_believed(client, runner):
    first_lamp(client).send(client, asked="ninety-nine sets")
    assert SetEntry.objects.get().target_sets == 3


def test_the_same_tap_sent_five_times_is_one_set(client, runner):
    lamp = first_lamp(client)
    answers = {lamp.send(client).status_code for _ in range(5)}
    assert answers == {HTTPStatus.SEE_OTHER}
    assert SetEntry.objects.count() == 1


def test_two_lamps_of_one_page_are_two_sets(client, runner):
    for lamp in today(client).lamps("prone-squeeze")[:2]:
        lamp.send(client)
    assert SetEntry.objects.count() == 2


def test_without_a_script_a_tap_leads_back_to_its_card(client, runner):
    answer = first_lamp(client).send(client)
    assert answer.status_code == HTTPStatus.SEE_OTHER
    assert answer["Location"] == "/today/#prone-squeeze"
    assert "Set 1: 10 logged" in today(client).said()


def test_with_htmx_a_tap_is_answered_by_its_card(client, runner, tap):
    answer = tap(first_lamp(client))
    page = Page(answer)
    assert answer.status_code == HTTPStatus.OK
    assert "<html" not in answer.content.decode()
    assert "Set 1: 10 logged" in page.said()
    assert "1 of 6 sets" in page.said()
    assert len(page.lamps("prone-squeeze")) == 2
    assert not page.lamps("standing-squeeze")


def test_a_tap_shows_what_another_tab_has_logged(client, runner, tap):
    lamp = today(client).lamps("prone-squeeze")[1]
    logged(client)
    assert "2 of 6 sets" in Page(tap(lamp)).said()


def test_sides_are_logged_apart(client, runner):
    SetEntryFactory(user=runner, slug="single-leg-bridge", date=MONDAY, side="right", amount=8)
    form = today(client).form_of("pick-single-leg-bridge")
    form.send(client)
    assert list(runner.sets.values_list("side", flat=True)) == ["right", "left"]


# Another number, corrections, undo


def test_another_number_is_logged(client, runner):
    today(client).form_of("pick-prone-squeeze").send(client, amount="7", hold_s="4")
    entry = SetEntry.objects.get()
    assert (entry.amount, entry.hold_s, entry.target_amount) == (7, 4, 10)
    assert 'data-of="of 10"' in client.get("/today/").content.decode()


def test_more_sets_than_asked_can_be_logged(client, runner):
    for _ in range(3):
        logged(client)
    form = today(client).form_of("pick-prone-squeeze")
    assert "One more set" in client.get("/today/").content.decode()
    form.send(client)
    assert SetEntry.objects.count() == 4
    assert "3 of 6 sets" in today(client).said()


def test_a_tap_on_a_lit_lamp_takes_one_repetition_off(client, runner):
    entry = logged(client)
    [lit] = today(client).lamps("prone-squeeze", lit=True)
    lit.send(client)
    lit.send(client)
    entry.refresh_from_db()
    assert (entry.amount, entry.target_amount) == (9, 10)


def test_a_lamp_at_one_goes_out(client, runner):
    SetEntryFactory(user=runner, slug="prone-squeeze", date=MONDAY, amount=1)
    [lit] = today(client).lamps("prone-squeeze", lit=True)
    lit.send(client)
    assert not SetEntry.objects.live().exists()


def test_a_set_can_be_taken_back_and_brought_back(client, runner, tap):
    entry = logged(client)
    undo = today(client).forms
    back = next(form for form in undo if form.action == f"/sets/{entry.key}/delete")
    page = Page(tap(back))
    assert "0 of 6 sets" in page.said()
    again = next(form for form in page.forms if form.action == f"/sets/{entry.key}/restore")
    assert "1 of 6 sets" in Page(tap(again)).said()


def test_a_correction_can_be_taken_back(client, runner, tap):
    entry = logged(client)
    [lit] = today(client).lamps("prone-squeeze", lit=True)
    page = Page(tap(lit))
    assert "Set 1: now 9" in page.said()
    undo = next(form for form in page.forms if form.label == "Undo")
    tap(undo)
    entry.refresh_from_db()
    assert entry.amount == 10


def test_a_deleted_set_sent_again_stays_deleted_and_says_so(client, runner, tap):
    lamp = first_lamp(client)
    lamp.send(client)
    client.post(f"/sets/{SetEntry.objects.get().key}/delete")
    assert "This set was deleted" in Page(tap(lamp)).said()
    assert not SetEntry.objects.live().exists()


def test_a_card_beyond_the_plan_goes_with_its_last_set(client, runner, tap):
    SetEntryFactory(user=runner, slug="band-walk", date=MONDAY, side="left")
    [form] = today(client).lamps("band-walk", lit=True)
    form.action = f"{form.action.split('?')[0]}delete"
    answer = tap(form)
    assert "<article" not in answer.content.decode()


# Feedback


def test_feedback_is_logged_with_one_tap(client, runner, tap):
    for _ in range(3):
        logged(client)
    tap(today(client).form_of("fb-prone-squeeze"), felt_left="7", felt_right="8", pain="0")
    said = runner.feedback.get()
    assert (said.felt_left, said.felt_right, said.pain, said.effort) == (7, 8, 0, None)


def test_feedback_can_be_skipped(client, runner, tap):
    for _ in range(3):
        logged(client)
    page = Page(tap(today(client).form_of("fb-prone-squeeze"), "Skip"))
    assert "Feedback skipped" in page.said()
    said = runner.feedback.get()
    assert (said.pain, said.skipped) == (None, True)


def test_where_nothing_is_chosen_nothing_is_stored_and_the_question_says_so(client, runner, tap):
    for _ in range(3):
        logged(client)
    answer = tap(today(client).form_of("fb-prone-squeeze"), "Log")
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    html = answer.content.decode()
    problem = '<p class="errorlist" role="alert">Nothing is chosen yet'
    assert html.index('id="fb-prone-squeeze"') < html.index(problem)
    assert not runner.feedback.exists()
    assert "Skip" in [one.label for one in Page(answer).form_of("fb-prone-squeeze").buttons]


def test_two_tabs_do_not_erase_what_the_other_said(client, runner):
    logged(client)
    client.post("/today/feedback/prone-squeeze/", {"felt_left": "7", "pain": "2"})
    client.post("/today/feedback/prone-squeeze/", {"felt_right": "8", "took_over": "back"})
    said = runner.feedback.get()
    assert (said.felt_left, said.felt_right, said.pain) == (7, 8, 2)
    assert said.took_over == "back"


def test_there_is_no_feedback_on_an_unknown_exercise(client, runner):
    assert client.post("/today/feedback/burpee/", {"pain": "1"}).status_code == 404


# Squeeze now


def test_squeezes_are_counted_for_the_day(client, runner, tap):
    for count in (1, 2, 3):
        [form] = [form for form in today(client).forms if form.action == "/squeeze/"]
        page = Page(tap(form))
        assert f"Squeezed: {count} today" in page.said()
    assert "0 of 6 sets" in today(client).said()


def test_a_squeeze_sent_twice_is_one(client, runner):
    [form] = [form for form in today(client).forms if form.action == "/squeeze/"]
    form.send(client)
    form.send(client)
    assert SetEntry.objects.count() == 1


def test_a_squeeze_without_a_key_is_one_of_its_own(client, runner):
    client.post("/squeeze/")
    client.post("/squeeze/")
    assert SetEntry.objects.filter(any_time=True).count() == 2


def test_a_squeeze_can_be_taken_back(client, runner, tap):
    [form] = [form for form in today(client).forms if form.action == "/squeeze/"]
    [undo] = [form for form in Page(tap(form)).forms if form.label == "Undo"]
    page = Page(tap(undo))
    assert "Squeezed: 0 today" in page.said()


def test_a_squeeze_needs_no_safety_questions(client, library, clock):
    client.force_login(UserFactory())
    assert client.post("/squeeze/")["Location"] == "/today/"
    assert SetEntry.objects.count() == 1


# Whose is it


@pytest.fixture
def everybody(client, runner):
    """The owner's set, and clients of the owner, of an editor and of a stranger."""
    entry = SetEntryFactory(user=runner, slug="prone-squeeze", date=MONDAY)
    editor = start(UserFactory(is_staff=True, is_superuser=True), MONDAY)
    stranger = start(UserFactory(equipment=["mat"]), MONDAY)
    return entry, {"owner": runner, "editor": editor, "stranger": stranger}


@pytest.mark.parametrize("address", ["", "delete", "restore"])
def test_a_set_is_its_runner_s_alone(client, everybody, address):
    entry, people = everybody
    for who, status in ((None, 302), ("editor", 404), ("stranger", 404), ("owner", 303)):
        client.logout()
        if who:
            client.force_login(people[who])
        answer = client.post(f"/sets/{entry.key}/{address}", {"amount": "3"})
        assert answer.status_code == status, who
        if status != 303:
            entry.refresh_from_db()
            assert (entry.amount, entry.deleted_at) == (10, None)


def test_logging_goes_into_one_s_own_log(client, everybody):
    _, people = everybody
    client.force_login(people["stranger"])
    logged(client)
    assert people["stranger"].sets.count() == people["owner"].sets.count() == 1


@pytest.mark.parametrize(
    "address",
    [
        "/today/sets/",
        "/today/morning/",
        "/today/feedback/band-walk/",
        "/squeeze/",
        "/sets/11111111-1111-4111-8111-111111111111/",
    ],
)
def test_nothing_is_changed_by_looking(client, runner, address):
    assert client.get(address).status_code == HTTPStatus.METHOD_NOT_ALLOWED


# Wrong values

GOOD = {"exercise": "prone-squeeze", "side": "both", "amount": "10", "hold_s": "5"}


@pytest.mark.parametrize("typed", ["42.5", "42,5"])
def test_a_load_takes_a_comma_and_a_point(client, runner, typed):
    """A phone's keypad in German has only the comma."""
    sent = GOOD | {"key": str(uuid4()), "exercise": "deadlift", "hold_s": "", "load": typed}
    client.post("/today/sets/", sent)
    assert SetEntry.objects.get().load_kg == Decimal("42.5")


WRONG_SETS = [
    ("amount", "ten"),
    ("amount", "-1"),
    ("amount", "0"),
    ("amount", "10000"),
    ("amount", ""),
    ("amount", "1.5"),
    ("amount", "9" * 5000),
    ("hold_s", "long"),
    ("hold_s", "-1"),
    ("hold_s", "601"),
    ("load", "heavy"),
    ("load", "-5"),
    ("load", "1000"),
    ("load", "NaN"),
    ("load", "1e999"),
    ("side", "middle"),
    ("side", "left"),  # it works both at once
    ("exercise", "burpee"),
    ("exercise", ""),
    ("exercise", "\0"),
    ("key", "12"),
    ("key", ""),
    ("date", "2026-03-03"),
    ("date", "soon"),
    ("date", "0001-01-01"),
]


@pytest.mark.parametrize("headers", [{}, {"hx-request": "true"}], ids=["page", "htmx"])
def test_a_wrong_value_comes_back_at_its_field(client, runner, headers, subtests):
    for name, value in WRONG_SETS:
        with subtests.test(name=name, value=value[:50]):
            sent = GOOD | {"key": str(uuid4())} | {name: value}
            answer = client.post("/today/sets/", sent, headers=headers)
            assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
            page = answer.content.decode()
            assert value[:50].replace("\0", "") in page
            assert "errorlist" in page or 'role="alert"' in page
            assert not SetEntry.objects.exists()


@pytest.mark.parametrize("value", ["ten", "-1", "0", "10000", ""])
def test_a_wrong_correction_comes_back_with_its_set(client, runner, value):
    entry = logged(client)
    answer = client.post(f"/sets/{entry.key}/", {"amount": value})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    form = Page(answer).form_of("pick-prone-squeeze")
    assert (form.action, form.values["amount"]) == (f"/sets/{entry.key}/", value)
    entry.refresh_from_db()
    assert entry.amount == 10


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("felt_left", "much"),
        ("felt_right", "11"),
        ("pain", "-1"),
        ("effort", "10000"),
        ("held", "maybe"),
        ("took_over", "the cat"),
        ("date", "2026-03-03"),
    ],
)
@pytest.mark.parametrize("is_htmx", [True, False])
def test_wrong_feedback_comes_back_at_its_field(client, runner, name, value, is_htmx):
    SetEntryFactory(user=runner, slug="glute-bridge", date=MONDAY)
    headers = {"hx-request": "true"} if is_htmx else {}
    sent = {"felt_left": "7", name: value}
    answer = client.post("/today/feedback/glute-bridge/", sent, headers=headers)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert value in answer.content.decode()
    assert not runner.feedback.exists()


@pytest.mark.parametrize("is_htmx", [True, False])
def test_a_squeeze_with_a_wrong_key_is_refused(client, runner, is_htmx):
    headers = {"hx-request": "true"} if is_htmx else {}
    answer = client.post("/squeeze/", {"key": "12"}, headers=headers)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "12" in answer.content.decode()


def test_a_set_number_beyond_all_is_not_found(client, runner):
    assert client.post(f"/sets/{2**63}/delete").status_code == HTTPStatus.NOT_FOUND
