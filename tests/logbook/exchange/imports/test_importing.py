"""From the file to the logbook and back."""

import json
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.utils import timezone
from django.utils.html import strip_tags

from logbook import actions
from logbook.exchange.exports.csv_file import csv_export
from logbook.exchange.exports.json_file import json_export
from logbook.exchange.imports import previews
from logbook.exchange.imports import store as store_module
from logbook.history import history_of
from logbook.housekeeping import PURGES
from logbook.models import Feedback, Import, ImportPart, SetEntry, Workout
from logbook.training_state import plan_on
from plans.models import Choice
from tests.factories import FeedbackFactory, SetEntryFactory, UserFactory
from tests.logbook.exchange.imports.import_steps import (
    bring,
    bytes_of,
    confirm,
    names_in,
    sets_of,
    store,
    strong,
    upload,
)
from tests.logbook.form_pages import Page
from tests.logbook.long_logs import start, train

MONDAY = date(2026, 3, 2)
pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("library", "clock")]


@pytest.fixture
def runner(client):
    user = start(UserFactory(equipment=["mat", "wall", "band"]), MONDAY - timedelta(days=60))
    client.force_login(user)
    return user


def said(client, address):
    return " ".join(strip_tags(client.get(address).content.decode()).split())


# The preview


def test_nothing_is_stored_before_the_runner_confirms(client, runner):
    address = upload(client, bytes_of("strong-comma.csv")).url
    assert client.get(address).status_code == 200
    assert not SetEntry.objects.exists()
    assert not Workout.objects.exists()


def test_only_names_that_are_surely_ours_are_chosen(client, runner):
    address = upload(client, bytes_of("hevy.csv")).url
    chosen = {name: slug for name, (_field, slug) in names_in(client.get(address)).items()}
    assert chosen == {
        "Deadlift (Trap bar)": "deadlift",
        "Single Leg Romanian Deadlift (Dumbbell)": "single-leg-deadlift",
        "Hip Thrust (Barbell)": "",
        "Glute Bridge Hold": "",
    }
    assert "perhaps Glute bridge" in said(client, address)
    assert "perhaps Leave out" not in said(client, address)


def test_the_preview_says_what_will_happen(client, runner):
    SetEntryFactory(user=runner, date=date(2026, 2, 4))
    words = said(client, upload(client, bytes_of("strong-comma.csv"), name="mine.csv").url)
    for expected in (
        "mine.csv",
        "Strong: 6 sets, 2 days, 2 February – 4 February 2026",
        "Warm-up sets: 1 (line 2)",
        "On 1 of these days you logged other sets here",
        "No faults, but no sets either: 1 rest or note, 1 distance without repetitions.",
        "Line 10: repetitions are a whole number from 1 to 999",
        "5 × 60 kg",
    ):
        assert expected in words


def test_a_name_is_shown_as_text_whatever_it_says(client, runner):
    data = bytes_of("fitnotes.csv").replace(b"Deadlift", b"<script>alert(1)</script>")
    page = client.get(upload(client, data).url).content
    assert b"<script>alert" not in page


def test_every_line_that_does_not_fit_can_be_read(client, runner):
    address = upload(client, bytes_of("strong-comma.csv")).url
    lines = client.get(f"{address}left-out/").context["lines"]
    reason = "repetitions are a whole number from 1 to 999"
    assert lines == [(10, reason, "many", "Put it right in the file.")]


def test_hundreds_of_lines_that_do_not_fit_are_several_pages(client, runner):
    head = bytes_of("fitnotes.csv").splitlines(keepends=True)[0]
    address = upload(client, head + b"never,Deadlift\n" * 1200).url
    pages = [client.get(f"{address}left-out/?page={n}") for n in range(4)]
    assert [page.status_code for page in pages] == [200, 200, 200, 404]
    assert [page.context["lines"][0][0] for page in pages[:3]] == [2, 502, 1002]
    assert client.get(f"{address}left-out/?page=x").status_code == 200


def test_of_a_stored_import_the_first_thousand_lines_that_do_not_fit_are_kept(client, runner):
    """A file of 100,000 would take a hundred megabytes, for good."""
    head, good = bytes_of("fitnotes.csv").splitlines(keepends=True)[:2]
    bad = b"never,Deadlift\n"
    address = upload(client, head + good + bad * 1200).url
    told = "the first 1,000 of these lines stay here"
    assert told in client.get(f"{address}left-out/").text
    confirm(client, address)
    pages = [client.get(f"{address}left-out/?page={n}") for n in range(3)]
    assert [len(page.context["lines"]) for page in pages] == [500, 500, 0]
    assert told in pages[0].text
    assert sum(len(part.unfit) for part in ImportPart.objects.all()) == 1000


def test_a_stored_import_forgets_the_lists_of_its_preview(client, runner):
    """20,000 changes of days that name no exercise would else be kept for good."""
    day = {"date": "2026-02-10", "sets": [{"exercise": "glute-bridge", "amount": 5}]}
    change = {"on": "2026-02-10", "kind": "swap", "exercise": "x" * 90, "instead": "y" * 90}
    whole = {"format": "hipdrive", "version": 1, "days": [day], "day_changes": [change] * 500}
    address = bring(client, json.dumps(whole).encode(), "mine.json")
    assert "Hipdrive: 1 set" in " ".join(strip_tags(client.get(address).text).split())
    assert len(json.dumps(Import.objects.get().preview)) < 1_000
    client.post(f"{address}undo/")
    assert client.get(address).status_code == 200


def test_a_preview_is_discarded(client, runner):
    address = upload(client, bytes_of("hevy.csv")).url
    assert client.post(f"{address}discard/").url == "/logbook/import/"
    assert client.get(address).status_code == 404
    assert not ImportPart.objects.exists()


def test_an_import_is_not_discarded(client, runner):
    address = bring(client, bytes_of("hevy.csv"))
    client.post(f"{address}discard/")
    assert client.get(address).status_code == 200


def test_a_preview_waits_a_week_and_three_at_most(client, runner):
    first = upload(client, bytes_of("hevy.csv")).url
    Import.objects.update(uploaded_at=timezone.now() - timedelta(days=8))
    others = [upload(client, bytes_of("hevy.csv") + b"\n" * number).url for number in range(1, 5)]
    assert client.get(first).status_code == 404
    assert [client.get(one).status_code for one in others] == [404, 200, 200, 200]


def test_housekeeping_throws_previews_away_after_a_week_and_nothing_else(client, runner):
    bring(client, bytes_of("fitnotes.csv"))
    upload(client, bytes_of("hevy.csv"))
    soon, late = (timezone.now() + timedelta(days=days) for days in (6, 8))
    assert PURGES["imports never confirmed"](soon, True) == 0
    assert PURGES["imports never confirmed"](late, False)
    PURGES["imports never confirmed"](late, True)
    assert [one.source for one in Import.objects.all()] == ["fitnotes"]


def test_a_wrong_choice_comes_back_at_its_field(client, runner):
    address = upload(client, bytes_of("hevy.csv")).url
    page = client.post(address, {"name-0": "burpee", "take": ["everything"]})
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"name-0", "take"}
    assert Import.objects.get().state == "open"


def test_uploads_are_bounded_per_runner_and_hour(client, runner):
    answers = [upload(client, b"x").status_code for _ in range(21)]
    assert answers == [422] * 20 + [429]


# Stored


def test_what_was_chosen_is_in_the_logbook(client, runner):
    bring(client, bytes_of("hevy.csv"), Glute_Bridge_Hold="glute-bridge")
    assert sets_of(runner) == [
        ("2026-02-02", "deadlift", 5, None, 70),
        ("2026-02-02", "deadlift", 4, None, 70),
        ("2026-02-02", "single-leg-deadlift", 8, None, 10),
        ("2026-02-02", "glute-bridge", 1, 30, None),
    ]


def test_what_is_odd_comes_in_when_it_is_ticked(client, runner):
    bring(client, bytes_of("hevy.csv"), take=["warmup"], Hip_Thrust_Barbell="")
    assert sets_of(runner)[0] == ("2026-02-02", "deadlift", 5, None, 40)


def test_effort_per_set_becomes_that_of_the_hardest_set(client, runner):
    bring(client, bytes_of("hevy.csv"))
    given = Feedback.objects.get()
    assert (given.exercise.slug, given.effort, given.pain) == ("deadlift", 10, None)  # 9.5


def test_notes_of_what_was_taken_go_to_the_day(client, runner):
    bring(client, bytes_of("strong-comma.csv"))
    assert Workout.objects.first().note == "Slept well\nDeadlift (Barbell): Bar close"


def test_the_same_file_twice_adds_nothing(client, runner):
    data = bytes_of("strong-comma.csv")
    bring(client, data)
    before = list(SetEntry.objects.values()), list(Feedback.objects.values())
    address = upload(client, data).url
    assert "3 of these sets are in your logbook already" in said(client, address)
    confirm(client, address)
    store(client, address)
    assert (list(SetEntry.objects.values()), list(Feedback.objects.values())) == before
    assert "0 sets added" in said(client, address)


def test_a_later_export_adds_only_what_is_new(client, runner):
    data = bytes_of("fitnotes.csv")
    bring(client, data)
    more = data + b"2026-02-09,Deadlift,Back,62.5,kgs,5,,,,\n"
    bring(client, more)
    assert len(sets_of(runner)) == 5
    assert sets_of(runner)[-1] == ("2026-02-09", "deadlift", 5, None, 62.5)


def test_a_set_that_was_deleted_here_does_not_come_back(client, runner):
    data = bytes_of("fitnotes.csv")
    bring(client, data)
    actions.delete_set(entry=SetEntry.objects.first())
    bring(client, data)
    assert len(sets_of(runner)) == 3


def test_what_the_runner_said_is_not_overwritten(client, runner):
    entry = SetEntryFactory(user=runner, date=date(2026, 2, 2))
    Workout.objects.update(morning_pain=4, note="Mine")
    FeedbackFactory(user=runner, date=date(2026, 2, 2), felt_left=3)
    bring(client, bytes_of("hipdrive.csv"))
    given = Feedback.objects.get(exercise=entry.exercise)
    assert (given.felt_left, given.felt_right) == (3, None)
    workout = Workout.objects.get(date=date(2026, 2, 2))
    assert (workout.morning_pain, workout.note) == (4, "Mine")


def test_what_nobody_said_yet_comes_from_our_own_file(client, runner):
    SetEntryFactory(user=runner, date=date(2026, 2, 2))
    bring(client, bytes_of("hipdrive.csv"))
    given = Feedback.objects.get(exercise__slug="glute-bridge")
    assert (given.felt_left, given.felt_right, given.form, given.took_over) == (
        7, 8, True, "hamstrings",
    )  # fmt: skip
    workout = Workout.objects.get(date=date(2026, 2, 2))
    assert (workout.morning_pain, workout.note) == (1, "=slept badly")


def test_our_sets_keep_their_keys_targets_and_sides(client, runner):
    bring(client, bytes_of("hipdrive.csv"))
    entry = SetEntry.objects.get(key=UUID("6f0c1d2e-3b4a-4c5d-8e9f-0a1b2c3d4e01"))
    assert (entry.target_sets, entry.target_amount, entry.target_hold_s) == (3, 12, 3)
    assert entry.logged_at.isoformat() == "2026-02-02T07:30:00+00:00"
    assert SetEntry.objects.get(exercise__slug="single-leg-bridge").side == "left"
    assert SetEntry.objects.get(any_time=True).hold_s == 10


def test_a_step_may_be_sent_twice_or_too_often(client, runner):
    address = bring(client, bytes_of("fitnotes.csv"))
    for _ in range(3):
        client.post(f"{address}next/")
    assert len(sets_of(runner)) == 4


def test_before_it_is_confirmed_no_step_stores_anything(client, runner):
    address = upload(client, bytes_of("fitnotes.csv")).url
    client.post(f"{address}next/")
    assert not SetEntry.objects.exists()


def test_confirming_twice_keeps_the_first_word(client, runner):
    address = upload(client, bytes_of("fitnotes.csv")).url
    shown = names_in(client.get(address))
    values = dict(shown.values())
    client.post(address, values)
    client.post(address, dict.fromkeys(values, ""))
    store(client, address)
    assert len(sets_of(runner)) == 4


def test_it_goes_on_where_it_stopped(client, runner, monkeypatch):
    monkeypatch.setattr(previews, "SETS_A_PART", 1)
    monkeypatch.setattr(store_module, "STORE_FOR_S", 0)
    address = upload(client, bytes_of("fitnotes.csv")).url
    confirm(client, address)
    client.post(f"{address}next/")
    assert "1 of 2 parts" in said(client, address)
    store(client, address)
    assert len(sets_of(runner)) == 4


def test_with_htmx_the_progress_alone_comes_back(client, runner, monkeypatch):
    monkeypatch.setattr(previews, "SETS_A_PART", 1)
    monkeypatch.setattr(store_module, "STORE_FOR_S", 0)
    address = upload(client, bytes_of("fitnotes.csv")).url
    confirm(client, address)
    steps = [client.post(f"{address}next/", headers={"hx-request": "true"}) for _ in range(3)]
    assert all(b"<html" not in step.content for step in steps)
    assert [b"hx-trigger" in step.content for step in steps] == [True, True, False]
    assert b"4 sets added" in steps[-1].content


def test_the_plan_follows(client, runner):
    train(runner, MONDAY - timedelta(days=5), 4)
    before = plan_on(runner, MONDAY)
    version = runner.past_version
    old, red = "2026-02-24,band-walk,both,12,,", "2026-03-01,glute-bridge,both,12,8,"
    address = bring(client, f"date,exercise,side,amount,pain,key\n{old}\n{red}\n".encode())
    runner.refresh_from_db()
    assert runner.past_version > version
    assert plan_on(runner, MONDAY) != before
    client.post(f"{address}undo/")
    assert plan_on(runner, MONDAY) == before


def test_many_sets_take_few_statements(client, runner, django_assert_max_num_queries):
    with django_assert_max_num_queries(150):  # on a slow machine progress is written more often
        bring(client, strong(1_000))
    assert SetEntry.objects.count() == 1_000


# Taken back


def everything(user):
    return [
        list(model.objects.for_user(user).values())
        for model in (SetEntry, Feedback, Workout, Choice)
    ]


def test_undo_leaves_exactly_what_was_there_before(client, runner):
    train(runner, date(2026, 2, 2), 2)
    Workout.objects.filter(date=date(2026, 2, 2)).update(morning_pain=None)
    before = everything(runner)
    for name in ("hevy.csv", "strong-comma.csv", "hipdrive.csv"):
        address = bring(client, bytes_of(name))
        assert everything(runner) != before
        assert client.post(f"{address}undo/").url == address
        assert everything(runner) == before
        assert "Taken back" in said(client, address)


def test_after_an_undo_the_same_file_can_be_imported_again(client, runner):
    data = bytes_of("fitnotes.csv")
    client.post(f"{bring(client, data)}undo/")
    bring(client, data)
    assert len(sets_of(runner)) == 4


def test_undo_keeps_what_the_runner_changed_since_and_says_so(client, runner):
    address = bring(client, bytes_of("hipdrive.csv"))
    changed = SetEntry.objects.get(exercise__slug="deadlift")
    actions.change_set(entry=changed, amount=6)
    Workout.objects.filter(date=date(2026, 2, 2)).update(note="My own words")
    client.post(f"{address}undo/")
    assert sets_of(runner) == [("2026-02-03", "deadlift", 6, None, 45.36)]
    assert [w.note for w in Workout.objects.order_by("date")] == ["My own words", ""]
    assert "but for 1 set that you changed afterwards" in said(client, address)


def test_undo_takes_back_nothing_of_another_import(client, runner):
    first = bring(client, bytes_of("fitnotes.csv"))
    bring(client, bytes_of("hevy.csv"))
    client.post(f"{first}undo/")
    assert {amount for _on, _slug, amount, *_rest in sets_of(runner)} == {5, 4, 8}
    assert len(sets_of(runner)) == 3


def test_a_running_import_can_be_taken_back(client, runner, monkeypatch):
    monkeypatch.setattr(previews, "SETS_A_PART", 1)
    monkeypatch.setattr(store_module, "STORE_FOR_S", 0)
    address = upload(client, bytes_of("fitnotes.csv")).url
    confirm(client, address)
    client.post(f"{address}next/")
    client.post(f"{address}undo/")
    client.post(f"{address}next/")
    assert not SetEntry.objects.exists()


def test_imports_are_listed_with_what_came_of_them(client, runner):
    bring(client, bytes_of("fitnotes.csv"), name="fit.csv")
    client.post(f"{bring(client, bytes_of('hevy.csv'), name='hevy.csv')}undo/")
    upload(client, bytes_of("strong-older.csv"), name="old.csv")
    words = said(client, "/logbook/import/")
    for expected in ("fit.csv", "FitNotes 4 sets added", "Hevy taken back", "Strong waits for you"):
        assert expected in words


# Our own exports elsewhere


@pytest.fixture
def elsewhere(client, runner):
    """A year here, and another account to which it goes."""
    train(runner, MONDAY - timedelta(days=40), 36, pain=1)
    train(runner, MONDAY - timedelta(days=3), 1, slugs=["deadlift"], effort=7)
    SetEntryFactory(user=runner, slug="standing-squeeze", any_time=True, date=MONDAY)
    Choice.objects.create(
        user=runner, exercise_id=SetEntry.objects.last().exercise_id, kind="override",
        on=MONDAY - timedelta(days=20),
    )  # fmt: skip
    return start(UserFactory(), MONDAY)


def history(user):
    found = history_of(user)
    sessions = sorted(found.sessions, key=lambda one: (one.date, one.exercise))
    mornings = sorted(found.mornings, key=lambda one: one.date)
    return sessions, mornings, found.overrides, found.waived


def test_our_json_imported_elsewhere_is_the_same_history_and_plan(client, runner, elsewhere):
    data = "".join(json_export(runner)).encode()
    client.force_login(elsewhere)
    bring(client, data, name="hipdrive.json", settings=True)
    elsewhere.refresh_from_db()
    assert history(elsewhere) == history(runner)
    assert plan_on(elsewhere, MONDAY) == plan_on(runner, MONDAY)
    assert "".join(json_export(elsewhere)).split('"days"')[1] == data.decode().split('"days"')[1]


def test_our_csv_imported_elsewhere_is_the_same_history(client, runner, elsewhere):
    data = "".join(csv_export(runner))
    client.force_login(elsewhere)
    bring(client, data.encode())
    assert history(elsewhere)[:2] == history(runner)[:2]
    assert "".join(csv_export(elsewhere)) == data


def test_our_export_imported_where_it_comes_from_adds_nothing(client, runner, elsewhere):
    before = everything(runner)
    for export in (csv_export, json_export):
        bring(client, "".join(export(runner)).encode())
        assert everything(runner) == before


def test_settings_are_taken_over_only_when_ticked_and_given_back(client, runner, elsewhere):
    runner.minutes = 20
    runner.save()
    data = "".join(json_export(runner)).encode()
    client.force_login(elsewhere)
    bring(client, data)
    elsewhere.refresh_from_db()
    assert (elsewhere.minutes, elsewhere.equipment) == (15, [])
    address = bring(client, data, settings=True)
    elsewhere.refresh_from_db()
    assert (elsewhere.minutes, elsewhere.equipment) == (20, ["mat", "wall", "band"])
    client.post(f"{address}undo/")
    elsewhere.refresh_from_db()
    assert (elsewhere.minutes, elsewhere.equipment) == (15, [])
    assert SetEntry.objects.for_user(elsewhere).exists()  # of the first


# Whose it is


def test_nobody_else_reaches_an_import(client, runner):
    address = bring(client, bytes_of("fitnotes.csv"))
    pages = [("get", ""), ("post", ""), ("post", "next/"), ("post", "undo/"), ("get", "left-out/")]
    for other in (UserFactory(), UserFactory(is_staff=True), UserFactory(is_superuser=True)):
        client.force_login(other)
        for method, path in pages:
            assert getattr(client, method)(f"{address}{path}").status_code == 404
    client.logout()
    for method, path in pages:
        assert "/accounts/login/" in getattr(client, method)(f"{address}{path}").url
    assert len(sets_of(runner)) == 4


def test_nobody_else_discards_a_preview(client, runner):
    address = upload(client, bytes_of("fitnotes.csv")).url
    client.force_login(UserFactory())
    client.post(f"{address}discard/")
    assert Import.objects.count() == 1


def test_the_same_file_of_two_runners_is_two_histories(client, runner):
    bring(client, bytes_of("fitnotes.csv"))
    other = start(UserFactory(), MONDAY)
    client.force_login(other)
    bring(client, bytes_of("fitnotes.csv"))
    assert sets_of(other) == sets_of(runner)


def test_a_left_and_a_right_are_one_set_before_and_after(client, runner):
    for day in range(3):
        for side in ("left", "right"):
            SetEntryFactory(
                user=runner, slug="band-walk", date=MONDAY - timedelta(days=day), side=side
            )
    about = {"user": runner, "slug": "standing-squeeze", "date": MONDAY}
    SetEntryFactory(**about)
    SetEntryFactory(**about, any_time=True)
    data = b"".join(client.get("/logbook/export/csv").streaming_content)
    page = Page(client.get(upload(client, data).url)).said()
    assert "5 sets, 1 of them through the day or before a run, 3 days" in page
    assert "5 of these sets are in your logbook already." in page
    assert "Band walk" in page
    assert "3 sets, 28 February – 2 March 2026" in page
    assert "band-walk" not in page
    SetEntry.objects.all().delete()
    address = bring(client, data)
    assert "5 sets added" in Page(client.get(address)).said()
    assert "5 sets added" in Page(client.get("/logbook/import/")).said()
    client.post(f"{address}undo/")
    assert not SetEntry.objects.exists()


@pytest.mark.postgres
@pytest.mark.parametrize("odd", ["\0", "\ud800"], ids=["nul", "half a pair"])
@pytest.mark.parametrize(
    "said",
    [
        {"program": {"slug": "glutes-that-fire", "pinned": "ODD"}},
        {"program": {"slug": "ODD", "revisions": [{"number": 1, "since": "2026-01-01"}]}},
        {"settings": {"time_zone": "ODD", "equipment": ["ODD"]}},
        {"settings": {"earlier_zones": [{"until": "2026-01-01T00:00:00Z", "time_zone": "ODD"}]}},
        {"ODD": [["ODD", {"ODD": "ODD"}]]},
    ],
    ids=lambda said: next(iter(said)),
)
def test_an_escaped_character_that_no_database_takes_is_left_out(client, runner, said, odd):
    day = {"date": "2026-02-10", "sets": [{"exercise": "glute-bridge", "amount": 5}]}
    whole = {"format": "hipdrive", "version": 1, "days": [day]} | said
    data = json.dumps(whole).replace("ODD", json.dumps(odd)[1:-1]).encode()
    address = bring(client, data, "mine.json", settings="settings" in said)
    assert client.get(address).status_code == 200
    assert SetEntry.objects.for_user(runner).count() == 1
