"""What our own files carry beside sets: mornings, bands, runs, choices and settings."""

import json
import re
from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from logbook.exchange.imports import imported_runs, staging, store
from logbook.history import history_of
from logbook.models import Derived, Import, Reminders, Run, SetEntry, Workout
from logbook.training_state import plan_on
from logbook.uploads.open_previews import discard
from plans import rules
from plans.models import Choice
from tests.factories import UserFactory, WorkoutFactory
from tests.logbook.exchange.imports.import_steps import bring, confirm, reading, upload
from tests.logbook.exchange.imports.import_steps import store as store_all
from tests.logbook.long_logs import start

MONDAY = date(2026, 3, 2)  # the day of the clock
DAY = timedelta(days=1)
PAST = MONDAY - 20 * DAY


@pytest.fixture
def runner(client, library, clock):
    user = start(UserFactory(), MONDAY - 25 * DAY)
    client.force_login(user)
    return user


def file(**members):
    whole = {"format": "hipdrive", "version": 1, "days": [], "choices": [], "runs": []}
    return json.dumps(whole | members).encode()


def a_day(**members):
    return {"date": PAST.isoformat(), **members}


def a_set(**members):
    return {"exercise": "band-walk", "side": "left", "amount": 15, **members}


def bring_json(client, **members):
    return bring(client, file(**members), name="hipdrive.json")


MORNING = {"morning_pain": 6, "morning_place": "knee", "morning_from_training": False}


def said_of_the_morning():
    workout = Workout.objects.get(date=PAST)
    return [getattr(workout, name) for name in MORNING]


def test_a_morning_comes_with_its_place_and_goes_with_the_undo(client, runner):
    address = bring_json(client, days=[a_day(**MORNING, sets=[a_set(band=2)])])
    assert said_of_the_morning() == list(MORNING.values())
    assert SetEntry.objects.get().band == 2
    client.post(f"{address}undo/")
    assert not Workout.objects.exists()


def test_a_morning_that_the_runner_gave_keeps_its_own_place(client, runner):
    WorkoutFactory(user=runner, date=PAST, morning_pain=1)
    bring_json(client, days=[a_day(**MORNING, sets=[a_set()])])
    assert said_of_the_morning() == [1, "", True]


def test_the_undo_leaves_a_morning_that_was_changed_meanwhile(client, runner):
    WorkoutFactory(user=runner, date=PAST)
    address = bring_json(client, days=[a_day(**MORNING, sets=[a_set()])])
    Workout.objects.update(morning_place="hip")
    client.post(f"{address}undo/")
    assert said_of_the_morning() == [6, "hip", False]


def test_below_3_no_place_is_taken(client, runner):
    bring_json(client, days=[a_day(**(MORNING | {"morning_pain": 2}), sets=[a_set()])])
    assert said_of_the_morning() == [2, "", True]


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({"band": 6}, "band"),
        ({"band": "red"}, "band"),
        ({"primer": "yes"}, "word"),
        ({"primer": True, "any_time": True}, "word"),
    ],
)
def test_a_set_that_does_not_fit_is_listed(members, reason, library):
    result = reading(file(days=[a_day(sets=[a_set(**members)])]))
    assert [one[1] for one in result.unfit] == [reason]


@pytest.mark.parametrize(
    "members",
    [{"morning_place": "head"}, {"morning_from_training": "no"}],
)
def test_a_morning_that_does_not_fit_is_listed(members, library):
    result = reading(file(days=[a_day(**(MORNING | members), sets=[a_set()])]))
    assert [one[1] for one in result.unfit] == ["word"]


def test_easy_weeks_and_going_on_come_once_and_go_with_the_undo(client, runner):
    choices = [{"on": PAST.isoformat(), "exercise": "prone-squeeze", "kind": "going-on"}]
    week = [{"on": PAST.isoformat()}]
    members = {"choices": choices, "easy_weeks": week}
    members |= {"easy_weeks_put_off": week, "easy_weeks_ended": week}
    address = bring_json(client, **members)
    bring_json(client, **members)
    history = history_of(runner)
    assert history.going_on == (rules.Choice(PAST, "prone-squeeze"),)
    assert history.easy_weeks == history.easy_weeks_put_off == history.easy_weeks_ended == (PAST,)
    client.post(f"{address}undo/")
    assert not Choice.objects.exists()


REMINDERS = {
    "train_at": "18:00", "training": True, "training_at": "19:30", "morning": False,
    "morning_at": "08:00", "run": True, "run_at": "20:00", "squeeze": True, "squeeze_hours": 3,
    "squeeze_from": "09:00", "squeeze_until": "17:00", "quiet_from": "21:00",
    "quiet_until": "07:00",
}  # fmt: skip


def test_reminders_come_with_the_settings_and_go_with_the_undo(client, runner):
    Reminders.objects.create(user=runner, squeeze_hours=5)
    address = bring(client, file(reminders=REMINDERS), name="hipdrive.json", settings=True)
    reminders = Reminders.objects.get()
    assert (reminders.training, reminders.squeeze_hours) == (True, 3)
    assert reminders.training_at == time(19, 30)
    client.post(f"{address}undo/")
    reminders = Reminders.objects.get()
    assert (reminders.training, reminders.squeeze_hours) == (False, 5)


def test_reminders_that_were_changed_since_stay(client, runner):
    address = bring(client, file(reminders=REMINDERS), name="hipdrive.json", settings=True)
    Reminders.objects.update(squeeze_hours=4)
    client.post(f"{address}undo/")
    assert Reminders.objects.get().training


@pytest.mark.parametrize(
    "wrong",
    [
        {"squeeze_hours": 13},
        {"squeeze_from": "18:00"},
        {"morning_at": "29:00"},
        {"training": "yes"},
        {"quiet_from": None},
    ],
)
def test_reminders_that_do_not_fit_are_passed_over(library, wrong):
    read = reading(file(reminders=REMINDERS | wrong, settings={"minutes": 20}))
    assert "reminders" not in read.settings


ZONE = {"until": "2026-01-05T10:00:00Z", "time_zone": "Asia/Tokyo"}


def test_earlier_zones_come_beside_the_runner_s_own(client, runner):
    own = ["2026-03-01T09:00:00+00:00", "Pacific/Auckland"]
    runner.earlier_zones = [own]
    runner.save()
    zones = file(settings={"earlier_zones": [ZONE]})
    address = bring(client, zones, name="hipdrive.json", settings=True)
    runner.refresh_from_db()
    assert runner.earlier_zones == [["2026-01-05T10:00:00+00:00", "Asia/Tokyo"], own]
    client.post(f"{address}undo/")
    runner.refresh_from_db()
    assert runner.earlier_zones == [own]


@pytest.mark.parametrize(
    "wrong",
    [
        {"time_zone": "Mars/Olympus"},
        {"until": "2030-01-05T10:00:00Z"},
        {"until": "2026-01-05T10:00:00"},
        {"until": "0001-01-01T00:00:00+14:00"},
        {"until": None},
    ],
)
def test_an_earlier_zone_that_cannot_be_is_passed_over(client, runner, wrong):
    settings = {"minutes": 20, "earlier_zones": [ZONE | wrong]}
    bring(client, file(settings=settings), name="hipdrive.json", settings=True)
    runner.refresh_from_db()
    assert (runner.minutes, runner.earlier_zones) == (20, [])


def a_change(**members):
    change = {"on": PAST.isoformat(), "exercise": "single-leg-bridge", "kind": "swap"}
    return change | {"instead": "glute-bridge"} | members


def test_changes_of_a_days_plan_come_once_in_their_order_and_go_with_the_undo(client, runner):
    later = a_change(kind="later", instead=None, exercise="band-walk")
    again = a_change(instead="band-walk")  # the first one of a kind stays
    address = bring_json(client, day_changes=[later, a_change()])
    bring_json(client, day_changes=[later, again])
    rows = Choice.objects.order_by("pk").values_list("kind", "exercise__slug", "instead__slug")
    assert list(rows) == [
        ("later", "band-walk", None),
        ("swap", "single-leg-bridge", "glute-bridge"),
    ]
    client.post(f"{address}undo/")
    assert not Choice.objects.exists()


@pytest.mark.parametrize(
    "members",
    [{"on": "2027-01-01"}, {"kind": "x"}, {"instead": None}, {"kind": "later"}, {"exercise": ""}],
)
def test_a_change_of_a_days_plan_that_does_not_fit_is_listed(members, library):
    result = reading(file(day_changes=[a_change(**members)]))
    assert len(result.unfit) == 1
    assert result.day_changes == []


@pytest.mark.parametrize("wrong", [{"plates": "0 kg"}, {"bar_weight": "0 kg"}, {"plates": "x"}])
def test_a_bar_that_does_not_fit_is_passed_over(wrong, library):
    read = reading(file(settings=wrong, days=[a_day(sets=[a_set()])]))
    assert not read.settings.keys() & wrong.keys()


@pytest.mark.parametrize("wrong", ["soon", "2027-01-01", None])
def test_an_easy_week_that_does_not_fit_is_listed(wrong, library):
    result = reading(file(easy_weeks=[{"on": wrong}], choices=[{}]))
    assert len(result.unfit) == 2
    assert result.easy_weeks == []


def run_row(**members):
    return {"date": PAST.isoformat(), "kind": "race", "minutes": 50, **members}


def test_runs_come_with_how_they_were(client, runner):
    rows = [run_row(felt_left=6, felt_right=0, pain=8), run_row(), run_row()]
    address = bring_json(client, runs=rows)
    bring_json(client, runs=rows)
    found = Run.objects.order_by("pain", "pk").values_list("kind", "felt_left", "pain")
    assert sorted(found, key=str) == [("race", 6, 8), ("race", None, None), ("race", None, None)]
    client.post(f"{address}undo/")
    assert not Run.objects.exists()


@pytest.mark.parametrize("members", [{"pain": 11}, {"felt_left": "6"}, {"kind": "fast"}])
def test_a_run_that_does_not_fit_is_listed(members, library):
    result = reading(file(runs=[run_row(**members)]))
    assert len(result.unfit) == 1
    assert result.runs == []


def test_a_day_takes_so_many_runs_from_one_file_and_from_several(client, runner):
    """Each run is shown on its day, so thousands of a day would make a page cost minutes."""
    result = reading(file(runs=[run_row(minutes=n) for n in range(1, 23)]))
    assert [(line, why) for line, why, _found in result.unfit] == [
        (21, "crowded-runs"),
        (22, "crowded-runs"),
    ]
    bring_json(client, runs=[run_row(minutes=n) for n in range(1, 13)])
    bring_json(client, runs=[run_row(minutes=n) for n in range(13, 25)])
    assert Run.objects.filter(date=PAST).count() == 20


def test_a_preview_of_an_earlier_version_still_brings_its_runs(runner):
    waiting = Import.objects.create(
        user=runner, file_name="x", source="x", preview={"runs": [[str(PAST), "key", 40]]}
    )
    added = imported_runs.add_runs(waiting)
    waiting.added = {"runs": [values[:4] for values in added]}
    assert Run.objects.get().kind == "key"
    assert imported_runs.add_runs(waiting) == []
    imported_runs.remove_runs(waiting)
    assert not Run.objects.exists()


@pytest.mark.parametrize(
    "members", [{"runs": [run_row(pain=8)]}, {"days": [{"date": PAST.isoformat(), **MORNING}]}]
)
def test_what_came_without_a_set_makes_the_plan_anew_and_so_does_the_undo(client, runner, members):
    def is_anew():
        """Whether the plan from what is cached is the one from nothing."""
        fresh = type(runner).objects.get(pk=runner.pk)
        cached = plan_on(fresh, MONDAY)
        Derived.objects.all().delete()
        return cached == plan_on(fresh, MONDAY)

    plan_on(runner, MONDAY)
    address = bring_json(client, **members)
    assert is_anew()
    client.post(f"{address}undo/")
    assert is_anew()


def test_earlier_settings_come_and_go_back_with_the_others(client, runner):
    earlier = {"until": "2026-02-01", "equipment": ["band", "sofa"], "heaviest_bar_kg": 100.5}
    settings = {"lifts": 3, "bands": 2, "heaviest_hand_kg": 12, "earlier": [earlier]}
    whole = file(settings=settings, days=[a_day(sets=[a_set()])])
    address = bring(client, whole, name="hipdrive.json", settings=True)
    runner.refresh_from_db()
    assert (runner.lifts, runner.bands, runner.heaviest_hand_kg) == (3, 2, 12)
    [[until, before]] = runner.earlier_settings
    assert (until, before["equipment"], before["heaviest_bar_kg"]) == (
        "2026-02-01", ["band"], "100.5",
    )  # fmt: skip
    assert (before["lifts"], before["bands"], before["heaviest_hips_kg"]) == (2, 1, None)
    client.post(f"{address}undo/")
    runner.refresh_from_db()
    assert (runner.lifts, runner.bands, runner.heaviest_hand_kg) == (2, 1, None)
    assert runner.earlier_settings == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"lifts": 4},
        {"bands": 0},
        {"heaviest_bar_kg": -1},
        {"heaviest_hand_kg": 1000},
        {"earlier": [{"until": "2026-02-30"}]},
        {"earlier": [{"until": "2026-02-01", "bands": 9}]},
        {"earlier": "none"},
    ],
)
def test_a_setting_that_does_not_fit_is_passed_over(client, runner, wrong):
    whole = file(settings={"minutes": 20} | wrong, days=[a_day(sets=[a_set()])])
    bring(client, whole, name="hipdrive.json", settings=True)
    runner.refresh_from_db()
    assert runner.minutes == 20
    assert runner.training_settings == UserFactory.build().training_settings
    assert runner.earlier_settings == []


def test_choices_of_several_files_have_an_end(client, runner, monkeypatch):
    monkeypatch.setattr(store, "MOST_CHOICES", 5)
    for month in (1, 2):
        weeks = [{"on": f"2026-0{month}-{day:02}"} for day in range(1, 5)]
        bring_json(client, easy_weeks=weeks, days=[a_day(sets=[a_set()])])
    assert Choice.objects.count() == 5


def test_several_files_bring_no_more_sets_of_a_day_than_one_may(client, runner, monkeypatch):
    monkeypatch.setattr(staging, "MOST_A_DAY", 5)
    for _file in range(2):
        sets = [a_set(key=str(uuid4())) for _set in range(3)]
        bring_json(client, days=[a_day(sets=sets)])
    assert SetEntry.objects.count() == 5


def test_the_list_of_imports_reads_no_preview_which_may_have_ten_megabytes(client, runner):
    bring_json(client, days=[a_day(sets=[a_set()])])
    page = client.get("/logbook/import/")
    [listed] = page.context["imports"]
    assert {"preview", "added", "chosen", "csv_text"} <= listed.get_deferred_fields()
    assert "· Hipdrive" in page.text


def test_previews_are_thrown_away_unread(client, runner):
    upload(client, file(days=[a_day(sets=[a_set()])]), name="hipdrive.json")
    with CaptureQueriesContext(connection) as asked:
        discard(Import.objects.all())
    assert not Import.objects.exists()
    assert not [one for one in asked if '"preview"' in one["sql"]]


@pytest.mark.parametrize(
    ("members", "head", "came", "listed"),
    [
        ({"days": [a_day(sets=[a_set()])]}, "1 set, 1 day,", "1 set added", "1 set added"),
        ({"runs": [run_row(), run_row()]}, "2 runs", "2 runs added", "Runs added"),
        (
            {"days": [a_day(sets=[a_set()])], "runs": [run_row()]},
            "1 set, 1 day,",
            "1 set added And 1 run.",
            "1 set added",
        ),
        ({"easy_weeks": [{"on": PAST.isoformat()}]}, "0 sets", "0 sets added", "0 sets added"),
    ],
)
def test_the_head_of_an_import_reads_well_whatever_it_holds(
    client, runner, members, head, came, listed
):
    def text(address):
        html = re.sub(r"<[^>]+>", " ", client.get(address).content.decode())
        return " ".join(html.split())

    address = upload(client, file(**members), name="hipdrive.json").url
    said = text(address).partition("Hipdrive: ")[2]
    assert said.startswith(head)
    assert ("· 1 run" in said) is ({"days", "runs"} <= members.keys())
    confirm(client, address)
    store_all(client, address)
    assert came in text(address)
    assert listed in text("/logbook/import/")
