from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from exercises.models import Exercise
from logbook import actions
from logbook.last_write_wins import edit_now
from logbook.models import Feedback, Run, SetEntry, Workout
from logbook.prescription import Prescription
from plans.models import Revision
from tests.factories import SetEntryFactory, UserFactory

pytestmark = pytest.mark.postgres
UserModel = get_user_model()

MONDAY = date(2026, 3, 2)
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def runner(library):
    return UserFactory()


@pytest.fixture
def bridge(library):
    return Exercise.objects.get(slug="glute-bridge")


def log(user, exercise, key=None, **done):
    values = {"on": MONDAY, "amount": 10, "hold_s": 3} | done
    return actions.log_set(user=user, exercise_id=exercise.pk, key=key or uuid4(), **values)


def at_once(*jobs):
    """All of them from threads of their own, begun together."""
    gate = Barrier(len(jobs))

    def run(job):
        gate.wait(10)
        try:
            return job()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return [future.result(20) for future in [pool.submit(run, job) for job in jobs]]


def test_a_set_sent_five_times_is_stored_once(runner, bridge):
    key = uuid4()
    stored = {log(runner, bridge, key).pk for _ in range(5)}
    assert len(stored) == SetEntry.objects.count() == Workout.objects.count() == 1


def test_sent_again_with_another_number_a_set_stays_as_it_was(runner, bridge):
    key = uuid4()
    entry = log(runner, bridge, key, amount=10)
    log(runner, bridge, key, amount=3, on=TUESDAY)
    entry.refresh_from_db()
    assert (entry.amount, entry.workout.date) == (10, MONDAY)


def test_two_runners_may_have_the_same_key(runner, bridge):
    key = uuid4()
    log(runner, bridge, key)
    log(UserFactory(), bridge, key)
    assert SetEntry.objects.count() == 2


def test_a_deleted_set_does_not_come_back_with_its_key(runner, bridge):
    key = uuid4()
    actions.delete_set(entry=log(runner, bridge, key))
    log(runner, bridge, key)
    assert not SetEntry.objects.live().exists()


def test_a_deleted_set_can_be_restored(runner, bridge):
    entry = actions.delete_set(entry=log(runner, bridge))
    actions.restore_set(entry=entry)
    assert SetEntry.objects.live().get() == entry


def test_what_was_asked_is_stored_beside_what_was_done(runner, bridge):
    revision, cue = Revision.objects.get(), bridge.cues.first()
    asked = Prescription("glute-bridge", 2, 8, 1, 20.5, revision.pk, cue.pk, cue.version)
    entry = log(runner, bridge, amount=7, asked=asked)
    entry.refresh_from_db()
    assert (entry.target_sets, entry.target_amount, entry.target_hold_s) == (2, 8, 1)
    assert float(entry.target_load_kg) == 20.5
    assert (entry.revision, entry.cue, entry.cue_version) == (revision, cue, cue.version)


def test_a_set_that_cannot_be_stored_leaves_no_empty_day(runner, bridge, transactional_db):
    with pytest.raises(IntegrityError):
        log(runner, bridge, amount=0)
    assert not Workout.objects.exists()


def test_two_corrections_at_once_both_hold(runner):
    entry = SetEntryFactory(user=runner, amount=10, hold_s=1)
    one, other = SetEntry.objects.get(), SetEntry.objects.get()
    actions.change_set(entry=one, amount=8)
    actions.change_set(entry=other, hold_s=3)
    entry.refresh_from_db()
    assert (entry.amount, entry.hold_s) == (8, 3)


def test_feedback_from_two_pages_adds_up(runner, bridge):
    about = {"user": runner, "on": MONDAY, "exercise_id": bridge.pk}
    actions.give_feedback(**about, felt_left=7, pain=0)
    actions.give_feedback(**about, felt_right=8, pain=2)
    said = Feedback.objects.get()
    assert (said.felt_left, said.felt_right, said.pain, said.skipped) == (7, 8, 2, False)


def test_skipping_keeps_what_was_said(runner, bridge):
    about = {"user": runner, "on": MONDAY, "exercise_id": bridge.pk}
    actions.give_feedback(**about, pain=4)
    actions.skip_feedback(**about)
    said = Feedback.objects.get()
    assert (said.pain, said.skipped) == (4, True)


def test_the_pain_of_a_morning_is_kept_with_the_day_before(runner, bridge):
    log(runner, bridge)
    actions.give_morning_pain(user=runner, on=TUESDAY, pain=3)
    workout = Workout.objects.get()
    assert (workout.date, workout.morning_pain) == (MONDAY, 3)


def said_that_morning():
    workout = Workout.objects.get()
    return workout.morning_pain, workout.morning_place, workout.morning_from_training


def test_where_and_why_it_hurt_is_kept_from_3_on(runner):
    about = {"user": runner, "on": TUESDAY, "place": "knee", "from_training": False}
    actions.give_morning_pain(**about, pain=3)
    assert said_that_morning() == (3, "knee", False)
    actions.give_morning_pain(**about, pain=2)
    assert said_that_morning() == (2, "", True)
    actions.put_morning_back(**about, pain=7)
    assert said_that_morning() == (7, "knee", False)
    actions.put_morning_back(**about)
    assert said_that_morning() == (None, "", True)


def test_a_band_and_a_primer_are_stored(runner, bridge):
    entry = log(runner, bridge, band=2, primer=True)
    entry.refresh_from_db()
    assert (entry.band, entry.primer, entry.any_time) == (2, True, False)


def a_run(user, **values):
    return actions.log_run(**{"user": user, "on": MONDAY, "kind": "easy", "minutes": 30} | values)


def test_a_run_that_cannot_be_stored_leaves_nothing(runner, transactional_db):
    stamp = runner.stamp
    with pytest.raises(IntegrityError):
        a_run(runner, pain=11)
    runner.refresh_from_db()
    assert not Run.objects.exists()
    assert runner.stamp == stamp


def test_a_change_of_a_run_that_cannot_be_leaves_it_as_it_was(runner, transactional_db):
    run = a_run(runner, pain=2)
    with pytest.raises(IntegrityError):
        actions.change_run(run=run, date=TUESDAY, minutes=0)
    stored = Run.objects.get()
    assert (stored.date, stored.minutes, stored.pain) == (MONDAY, 30, 2)


def test_two_changes_of_a_run_both_hold(runner):
    a_run(runner)
    one, other = Run.objects.get(), Run.objects.get()
    actions.change_run(run=one, minutes=40)
    actions.change_run(run=other, felt_left=6)
    run = Run.objects.get()
    assert (run.minutes, run.felt_left) == (40, 6)


def test_a_run_that_was_deleted_meanwhile_is_not_changed(runner):
    run = a_run(runner)
    actions.delete_run(run=Run.objects.get())
    with pytest.raises(Run.DoesNotExist):
        actions.change_run(run=run, minutes=40)
    assert not Run.objects.exists()


def test_a_run_of_the_past_raises_the_version_and_one_of_today_does_not(runner):
    long_ago = runner.today() - timedelta(days=9)
    versions = []
    run = a_run(runner, on=runner.today())
    for change in ({"minutes": 40}, {"date": long_ago}, {"date": runner.today()}):
        actions.change_run(run=run, **change)
        versions.append(UserModel.objects.get(pk=runner.pk).past_version)
    assert versions == [0, 1, 2]
    actions.delete_run(run=a_run(runner, on=long_ago))
    assert UserModel.objects.get(pk=runner.pk).past_version == 4


def test_a_skipped_morning_can_still_be_told(runner, bridge):
    log(runner, bridge)
    actions.skip_morning(user=runner, on=TUESDAY)
    actions.give_morning_pain(user=runner, on=TUESDAY, pain=1)
    workout = Workout.objects.get()
    assert (workout.morning_pain, workout.morning_skipped) == (1, False)


def test_a_squeeze_in_between_is_ten_seconds_standing(runner):
    key = uuid4()
    for _ in range(3):
        actions.squeeze(user=runner, on=MONDAY, key=key)
    entry = SetEntry.objects.get()
    assert (entry.exercise.slug, entry.amount, entry.hold_s) == ("standing-squeeze", 1, 10)
    assert entry.any_time


@pytest.fixture
def two_at_once(transactional_db, library):
    return UserFactory(), Exercise.objects.get(slug="glute-bridge")


def test_the_same_set_sent_five_times_at_once_is_stored_once(two_at_once):
    (user, exercise), key = two_at_once, uuid4()
    stored = at_once(*[lambda: log(user, exercise, key).pk] * 5)
    assert len(set(stored)) == SetEntry.objects.count() == Workout.objects.count() == 1


def test_two_tabs_that_log_at_once_lose_nothing(two_at_once):
    user, exercise = two_at_once
    at_once(*[lambda: log(user, exercise)] * 4)
    assert SetEntry.objects.count() == 4
    assert Workout.objects.count() == 1


def test_what_is_done_as_it_arrives_is_later_than_all_that_is_stored(runner, bridge):
    """Who waited for the row got it last, whenever the waiting began."""
    entry = log(runner, bridge)
    about = {"user": runner, "on": MONDAY, "exercise_id": bridge.pk}
    actions.give_feedback(**about, pain=1)
    for model in (SetEntry, Feedback, Workout):
        model.objects.update(edited_ms=edit_now().at_ms + 5)
    assert actions.change_set(entry=entry, amount=8)
    assert actions.give_feedback(**about, felt_left=7)
    assert actions.write_note(user=runner, on=MONDAY, note="Cold hall")
    assert actions.move_sets(
        user=runner, on=MONDAY, to=TUESDAY, exercise_id=bridge.pk, keys=[entry.key], along=True
    )


def test_two_tabs_that_say_how_it_was_at_once_lose_nothing(two_at_once):
    user, exercise = two_at_once
    about = {"user": user, "on": MONDAY, "exercise_id": exercise.pk}
    at_once(
        lambda: actions.give_feedback(**about, felt_left=7),
        lambda: actions.give_feedback(**about, felt_right=8),
        lambda: actions.give_feedback(**about, pain=1),
    )
    said = Feedback.objects.get()
    assert (said.felt_left, said.felt_right, said.pain) == (7, 8, 1)


def is_lock(query):
    return query["sql"].startswith(("INSERT", "UPDATE", "DELETE")) or "FOR UPDATE" in query["sql"]


@pytest.mark.parametrize(
    ("of", "action", "values"),
    [
        ("day", "log_set", {"exercise_id": "bridge", "key": uuid4(), "amount": 9}),
        ("set", "change_set", {"amount": 9}),
        ("set", "delete_set", {}),
        ("set", "restore_set", {}),
        ("keys", "move_sets", {"exercise_id": "bridge", "to": TUESDAY, "along": True}),
        ("keys", "move_day", {"to": TUESDAY}),
        ("day", "write_note", {"note": "Warm."}),
        ("day", "give_feedback", {"exercise_id": "bridge", "pain": 1}),
        ("day", "put_feedback_back", {"exercise_id": "bridge"}),
        ("day", "skip_feedback", {"exercise_id": "bridge"}),
        ("day", "give_morning_pain", {"pain": 1}),
        ("day", "skip_morning", {}),
        ("day", "put_morning_back", {}),
        ("day", "squeeze", {"key": uuid4()}),
        ("day", "log_run", {"kind": "easy", "minutes": 30}),
        ("run", "change_run", {"minutes": 31}),
        ("run", "change_run", {"date": TUESDAY}),
        ("run", "answer_run", {"pain": 1}),
        ("run", "delete_run", {}),
    ],
)
def test_each_action_locks_the_runners_row_before_another(runner, bridge, of, action, values):
    """Where one locks a set or a run first, it and the deletion of the account wait in a circle."""
    entry, day = log(runner, bridge), {"user": runner, "on": MONDAY}
    about = {
        "day": day,
        "keys": {**day, "keys": [entry.key]},
        "set": {"entry": entry},
        "run": {"run": actions.log_run(**day, kind="easy", minutes=30)},
    }[of]
    values = {name: bridge.pk if value == "bridge" else value for name, value in values.items()}
    with CaptureQueriesContext(connection) as seen:
        getattr(actions, action)(**about, **values)
    first = next(query["sql"] for query in seen.captured_queries if is_lock(query))
    assert first.startswith('UPDATE "accounts_user"')
