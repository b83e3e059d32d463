"""Sets, with what was said of them, to another date; and the note of a day."""

from datetime import date, timedelta

import pytest

from logbook import actions
from logbook.last_write_wins import ClientEdit, edit_now
from logbook.models import Feedback, SetEntry, Workout
from logbook.training_state import plan_on
from tests.factories import FeedbackFactory, SetEntryFactory, UserFactory, WorkoutFactory
from tests.logbook.form_pages import Page
from tests.logbook.long_logs import train

MONDAY = date(2026, 3, 2)
SUNDAY = date(2026, 3, 1)
DAY = "/logbook/2026-03-02/"
MOVE = f"{DAY}glute-bridge/move/"
pytestmark = pytest.mark.usefixtures("library", "clock")


@pytest.fixture
def sets(runner):
    """Two sets of bridges on Monday, with what was said."""
    FeedbackFactory(user=runner, pain=3)
    return [SetEntryFactory(user=runner, amount=amount) for amount in (8, 9)]


def amounts(on):
    return sorted(SetEntry.objects.filter(workout__date=on).values_list("amount", flat=True))


def pain(on):
    return list(Feedback.objects.filter(workout__date=on).values_list("pain", flat=True))


def undo(client, address):
    page = Page(client.get(address))
    return next(form for form in page.forms if form.label == "Undo").send(client)


def test_a_whole_session_moves_with_what_was_said_and_back(client, sets):
    assert 'action="/logbook/2026-03-02/glute-bridge/move/"' in client.get(MOVE).content.decode()
    assert client.post(MOVE, {"date": SUNDAY}).url == "/logbook/2026-03-01/"
    assert (amounts(SUNDAY), pain(SUNDAY)) == ([8, 9], [3])
    assert (amounts(MONDAY), pain(MONDAY)) == ([], [])
    undo(client, "/logbook/2026-03-01/")
    assert (amounts(MONDAY), pain(MONDAY)) == ([8, 9], [3])
    assert (amounts(SUNDAY), pain(SUNDAY)) == ([], [])


def test_one_set_moves_alone_and_back(client, sets):
    form = next(
        form
        for form in Page(client.get(f"/logbook/sets/{sets[0].key}/")).forms
        if "/move/?key=" in form.action
    )
    form.send(client, date=SUNDAY)
    assert (amounts(SUNDAY), amounts(MONDAY)) == ([8], [9])
    assert (pain(SUNDAY), pain(MONDAY)) == ([], [3])
    undo(client, "/logbook/2026-03-01/")
    assert (amounts(MONDAY), pain(MONDAY)) == ([8, 9], [3])


def test_the_undo_takes_back_no_more_than_was_moved(client, runner, sets):
    SetEntryFactory(user=runner, date=SUNDAY, amount=5)
    client.post(MOVE, {"date": SUNDAY})
    assert (amounts(SUNDAY), pain(SUNDAY)) == ([5, 8, 9], [3])
    undo(client, "/logbook/2026-03-01/")
    assert (amounts(SUNDAY), pain(SUNDAY)) == ([5], [])
    assert (amounts(MONDAY), pain(MONDAY)) == ([8, 9], [3])


@pytest.fixture
def both(runner, sets):
    """Sunday has sets and an answer too."""
    SetEntryFactory(user=runner, date=SUNDAY, amount=5)
    FeedbackFactory(user=runner, date=SUNDAY, pain=7)


def test_where_both_days_have_an_answer_it_asks_which_one_counts(client, both):
    page = client.post(MOVE, {"date": SUNDAY})
    assert page.status_code == 422
    assert list(page.context["moving"].errors) == ["keep"]
    said = page.content.decode()
    assert "Both days say how it was. Which one counts?" in said
    assert "What you said on 2 March: " in said
    assert "pain 7" in said
    assert (amounts(MONDAY), amounts(SUNDAY)) == ([8, 9], [5])
    assert (pain(MONDAY), pain(SUNDAY)) == ([3], [7])


@pytest.mark.parametrize(("keep", "counts"), [("this", 3), ("other", 7)])
def test_the_answer_that_was_chosen_counts_and_undo_brings_back_both(client, both, keep, counts):
    page = Page(client.post(MOVE, {"date": SUNDAY}))
    form = next(form for form in page.forms if form.action == MOVE)
    form.send(client, date=SUNDAY, keep=keep)
    assert (amounts(MONDAY), amounts(SUNDAY)) == ([], [5, 8, 9])
    assert pain(SUNDAY) == [counts]
    undo(client, "/logbook/2026-03-01/")
    assert (amounts(MONDAY), amounts(SUNDAY)) == ([8, 9], [5])
    assert (pain(MONDAY), pain(SUNDAY)) == ([3], [7])


def test_a_choice_that_is_none_is_refused(client, both):
    page = client.post(MOVE, {"date": SUNDAY, "keep": "neither"})
    assert page.status_code == 422
    assert page.context["moving"].errors["keep"]
    assert amounts(SUNDAY) == [5]


def test_two_answers_are_a_conflict_where_the_answer_moves_alone(client, both):
    page = client.post(f"{MOVE}?said=alone", {"date": SUNDAY, "keep": "this"})
    assert page.status_code == 422
    assert "Both days say how it was." in page.content.decode()
    assert (pain(MONDAY), pain(SUNDAY)) == ([3], [7])


def test_an_answer_that_says_nothing_is_no_conflict(client, runner, sets):
    empty = dict.fromkeys(("felt_left", "felt_right", "pain", "effort", "form"))
    FeedbackFactory(user=runner, date=SUNDAY, **empty, took_over="")
    client.post(MOVE, {"date": SUNDAY})
    assert (pain(SUNDAY), pain(MONDAY)) == ([3], [])


@pytest.mark.parametrize("alone", [True, False])
def test_a_day_that_cannot_be_comes_back_with_what_was_typed(client, sets, alone):
    address = f"{MOVE}?key={sets[0].key}" if alone else MOVE
    for typed in ("2026-03-03", "2026-03-02", "1999-12-31", "soon", ""):
        page = client.post(address, {"date": typed})
        assert page.status_code == 422, typed
        assert list(page.context["moving"].errors) == ["date"]
        assert page.context["moving"]["date"].value() == typed
    assert amounts(MONDAY) == [8, 9]


@pytest.mark.parametrize("key", ["x", "00000000-0000-0000-0000-000000000000"])
def test_a_set_that_is_not_there_is_not_found(client, sets, key):
    assert client.post(f"{MOVE}?key={key}", {"date": SUNDAY}).status_code == 404


def test_an_older_edit_moves_nothing(runner, sets):
    older = ClientEdit(edit_now().at - timedelta(hours=1))
    sets[1].edited_ms = edit_now().at_ms
    sets[1].save()
    with pytest.raises(actions.Outdated):
        actions.move_sets(
            user=runner,
            on=MONDAY,
            to=SUNDAY,
            exercise_id=sets[0].exercise_id,
            keys=[one.key for one in sets],
            along=True,
            edit=older,
        )
    assert (amounts(MONDAY), pain(MONDAY)) == ([8, 9], [3])


def test_the_plan_and_what_is_kept_of_the_past_follow(client, runner):
    train(runner, MONDAY - timedelta(days=10), 1, slugs=["glute-bridge"])
    plan_on(runner, MONDAY)
    before = runner.past_version
    client.post("/logbook/2026-02-20/glute-bridge/move/", {"date": "2026-02-25"})
    runner.refresh_from_db()
    assert runner.past_version > before


@pytest.mark.parametrize("rights", [{}, {"is_staff": True}, {"is_superuser": True}])
def test_nobody_else_moves_a_runners_sets(client, sets, rights):
    client.force_login(UserFactory(**rights))
    assert client.get(MOVE).status_code == 404
    for address in (MOVE, f"{MOVE}?key={sets[0].key}"):
        assert client.post(address, {"date": SUNDAY}).status_code == 404
    assert amounts(MONDAY) == [8, 9]


def test_a_stranger_is_asked_to_log_in(client, sets):
    client.logout()
    for address in (MOVE, f"{DAY}note/"):
        assert client.post(address).url.startswith("/accounts/login/")


# What was said, alone


ALONE = f"{MOVE}?said=alone"


def test_what_was_said_moves_alone_to_a_day_with_a_set_and_back(client, runner, sets):
    SetEntryFactory(user=runner, date=SUNDAY, amount=5)
    forms = Page(client.get(f"{DAY}glute-bridge/feedback/")).forms
    next(form for form in forms if form.action == ALONE).send(client, date=SUNDAY)
    assert (pain(SUNDAY), pain(MONDAY)) == ([3], [])
    assert (amounts(SUNDAY), amounts(MONDAY)) == ([5], [8, 9])
    undo(client, "/logbook/2026-03-01/")
    assert (pain(SUNDAY), pain(MONDAY)) == ([], [3])


def test_what_was_said_goes_to_no_day_without_a_set(client, sets):
    page = client.post(ALONE, {"date": SUNDAY})
    assert page.status_code == 422
    assert "You did none of it on that day." in page.content.decode()
    assert (pain(SUNDAY), pain(MONDAY)) == ([], [3])


def test_where_nothing_was_said_there_is_nothing_to_move(client, runner):
    SetEntryFactory(user=runner)
    assert ALONE not in client.get(f"{DAY}glute-bridge/feedback/").content.decode()


# A whole day

MOVE_DAY = f"{DAY}move/"


@pytest.fixture
def whole_day(runner, sets):
    FeedbackFactory(user=runner, slug="band-walk", pain=1)
    SetEntryFactory(user=runner, slug="band-walk", side="left", amount=15)
    SetEntryFactory(user=runner, any_time=True, slug="standing-squeeze", amount=1)
    Workout.objects.filter(date=MONDAY).update(note="Hip stiff", morning_pain=2)


def test_a_whole_day_moves_at_once_and_back(client, whole_day):
    form = next(f for f in Page(client.get(MOVE_DAY)).forms if f.action == MOVE_DAY)
    assert form.send(client, date=SUNDAY).url == "/logbook/2026-03-01/"
    assert (amounts(SUNDAY), sorted(pain(SUNDAY))) == ([1, 8, 9, 15], [1, 3])
    assert (amounts(MONDAY), pain(MONDAY)) == ([], [])
    undo(client, "/logbook/2026-03-01/")
    assert (amounts(MONDAY), sorted(pain(MONDAY))) == ([1, 8, 9, 15], [1, 3])
    assert amounts(SUNDAY) == []


def test_the_note_and_the_morning_stay_with_the_date(client, whole_day):
    client.post(MOVE_DAY, {"date": SUNDAY})
    monday = Workout.objects.get(date=MONDAY)
    assert (monday.note, monday.morning_pain) == ("Hip stiff", 2)


@pytest.mark.parametrize(("keep", "counts"), [("this", 3), ("other", 7)])
def test_a_whole_day_asks_which_answers_count(client, whole_day, both, keep, counts):
    page = client.post(MOVE_DAY, {"date": SUNDAY})
    assert page.status_code == 422
    assert (amounts(MONDAY), amounts(SUNDAY)) == ([1, 8, 9, 15], [5])  # all of it or nothing
    client.post(MOVE_DAY, {"date": SUNDAY, "keep": keep})
    assert sorted(pain(SUNDAY)) == [1, counts]
    undo(client, "/logbook/2026-03-01/")
    assert (sorted(pain(MONDAY)), pain(SUNDAY)) == ([1, 3], [7])
    assert amounts(SUNDAY) == [5]


def test_an_empty_day_has_nothing_to_move(client, runner):
    assert client.get(MOVE_DAY).status_code == 404
    assert "Move this day" not in client.get(DAY).content.decode()


@pytest.mark.parametrize("typed", ["2026-03-03", "2026-03-02", "soon", ""])
def test_a_whole_day_goes_to_no_day_that_cannot_be(client, whole_day, typed):
    page = client.post(MOVE_DAY, {"date": typed})
    assert page.status_code == 422
    assert page.context["moving"]["date"].value() == typed
    assert amounts(MONDAY) == [1, 8, 9, 15]


@pytest.mark.parametrize("rights", [{}, {"is_staff": True}, {"is_superuser": True}])
def test_nobody_else_moves_a_runners_day(client, whole_day, rights):
    client.force_login(UserFactory(**rights))
    assert client.get(MOVE_DAY).status_code == 404
    assert client.post(MOVE_DAY, {"date": SUNDAY}).status_code == 404
    assert amounts(MONDAY) == [1, 8, 9, 15]


# Squeezes of any time


@pytest.fixture
def squeezes(runner):
    return [SetEntryFactory(user=runner, any_time=True, hold_s=hold) for hold in (5, 6)]


def holds(on):
    rows = SetEntry.objects.filter(workout__date=on, any_time=True)
    return list(rows.values_list("hold_s", flat=True))


@pytest.mark.parametrize("with_a_session", [True, False])
def test_a_squeeze_of_any_time_moves_and_back(client, runner, squeezes, with_a_session):
    if with_a_session:
        SetEntryFactory(user=runner)
        FeedbackFactory(user=runner, pain=3)
    address = f"{MOVE}?key={squeezes[0].key}"
    assert f'href="{address}"' in client.get(DAY).content.decode()
    forms = Page(client.get(address)).forms
    next(form for form in forms if form.action == address).send(client, date=SUNDAY)
    assert (holds(SUNDAY), holds(MONDAY)) == ([5], [6])
    assert pain(SUNDAY) == []
    undo(client, "/logbook/2026-03-01/")
    assert (holds(SUNDAY), holds(MONDAY)) == ([], [5, 6])


def test_all_sets_are_those_of_the_session(client, runner, sets, squeezes):
    client.post(MOVE, {"date": SUNDAY})
    assert (holds(SUNDAY), holds(MONDAY)) == ([], [5, 6])


@pytest.mark.parametrize("query", ["", "?said=alone"])
def test_a_day_of_squeezes_alone_has_no_session_to_move(client, squeezes, query):
    assert client.post(f"{MOVE}{query}", {"date": SUNDAY}).status_code == 404


def test_a_squeeze_takes_along_nothing_that_was_said(client, squeezes):
    address = f"{MOVE}?key={squeezes[0].key}&said=1"
    assert client.post(address, {"date": SUNDAY}).status_code == 404


# Notes


def test_a_note_is_written_shown_and_emptied(client, runner):
    assert client.post(f"{DAY}note/", {"note": " Hip stiff \n"}).url == DAY
    assert Workout.objects.get().note == "Hip stiff"
    for address in (DAY, "/logbook/"):
        assert "Hip stiff" in client.get(address).content.decode()
    client.post(f"{DAY}note/", {"note": ""})
    assert Workout.objects.get().note == ""


def test_a_note_leaves_the_morning_as_it_is(client, runner):
    WorkoutFactory(user=runner, morning_pain=4)
    client.post(f"{DAY}note/", {"note": "Fine"})
    assert Workout.objects.get().morning_pain == 4


@pytest.mark.parametrize("typed", ["x" * 10_001, "\0"])
def test_a_note_that_cannot_be_comes_back(client, runner, typed):
    page = client.post(f"{DAY}note/", {"note": typed})
    assert page.status_code == 422
    assert page.context["noting"].errors
    assert not Workout.objects.exists()


def test_a_note_of_a_day_to_come_is_not_found(client, runner):
    assert client.post("/logbook/2026-03-03/note/", {"note": "x"}).status_code == 404


def test_a_note_is_the_runners_own(client, runner):
    client.post(f"{DAY}note/", {"note": "Mine"})
    client.force_login(UserFactory())
    client.post(f"{DAY}note/", {"note": "Theirs"})
    assert Workout.objects.get(user=runner).note == "Mine"
