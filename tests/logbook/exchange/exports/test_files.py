"""What is in the two files, read as others read them."""

import csv
import json
import tracemalloc
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import StringIO
from pathlib import Path
from uuid import UUID

import pytest
from django.utils import timezone
from jsonschema import Draft202012Validator, FormatChecker

from exercises.models import Cue, Exercise
from logbook.exchange.exports.csv_file import csv_export, runs_csv_export
from logbook.exchange.exports.json_file import json_export
from logbook.exchange.hipdrive_file import json_schema
from logbook.models import Reminders, Workout
from plans.models import Choice, Revision
from plans.screening import QUESTIONS, answer
from tests.factories import (
    FeedbackFactory,
    RunFactory,
    SetEntryFactory,
    UserFactory,
    WorkoutFactory,
)
from tests.logbook.long_logs import DAILY, start, train

pytestmark = pytest.mark.postgres

MONDAY = date(2026, 3, 2)
DOCS = Path(__file__).parents[4] / "docs" / "export.md"
EARLIER = {
    "equipment": ["mat", "band"], "lifts": 2, "bands": 1, "heaviest_bar_kg": "100.5",
    "heaviest_hand_kg": None, "heaviest_hips_kg": None,
}  # fmt: skip
KEY = UUID("6f0c1d2e-3b4a-4c5d-8e9f-0a1b2c3d4e5f")


def table(user, export=csv_export):
    text = "".join(export(user))
    assert text.startswith("\ufeff")
    return list(csv.DictReader(StringIO(text[1:], newline="")))


def whole(user):
    found = json.loads("".join(json_export(user)))
    validator().validate(found)
    return found


def validator():
    Draft202012Validator.check_schema(json_schema())
    return Draft202012Validator(json_schema(), format_checker=FormatChecker())


@pytest.fixture
def runner(library):
    return UserFactory()


def test_a_row_says_all_of_a_set(runner):
    workout = WorkoutFactory(
        user=runner, date=MONDAY, morning_pain=4, morning_place="knee",
        morning_from_training=False, note="Slept badly.",
    )  # fmt: skip
    SetEntryFactory(
        user=runner, workout=workout, slug="single-leg-bridge", side="left", key=KEY, amount=8,
        hold_s=3, load_kg=Decimal("20.411656650"), target_sets=3, target_amount=8, target_hold_s=2,
        logged_at=datetime(2026, 3, 2, 7, 30, tzinfo=UTC), band=2, target_band=3,
    )  # fmt: skip
    FeedbackFactory(
        user=runner, workout=workout, slug="single-leg-bridge", felt_left=6, felt_right=8, pain=0,
        effort=7, form=False, took_over="back",
    )  # fmt: skip
    assert table(runner) == [
        {
            "date": "2026-03-02", "exercise": "single-leg-bridge", "side": "left", "amount": "8",
            "unit": "repetitions", "hold_s": "3", "load_kg": "20.41165665",
            "felt_left": "6", "felt_right": "8", "pain": "0", "morning_pain": "4", "effort": "7",
            "form": "no", "took_over": "back", "any_time": "no",
            "target_sets": "3", "target_amount": "8", "target_hold_s": "2", "target_load_kg": "",
            "key": str(KEY), "logged_at": "2026-03-02T07:30:00Z", "note": "Slept badly.",
            "band": "2", "target_band": "3", "primer": "no",
            "morning_place": "knee", "morning_from_training": "no",
        }
    ]  # fmt: skip


def test_a_deleted_set_is_in_neither_file(runner):
    SetEntryFactory(user=runner, deleted_at=timezone.now())
    assert table(runner) == []
    assert [day["sets"] for day in whole(runner)["days"]] == [[]]


def test_an_any_time_squeeze_carries_nothing_of_a_session(runner):
    SetEntryFactory(user=runner, slug="standing-squeeze", any_time=True)
    FeedbackFactory(user=runner, slug="standing-squeeze", felt_left=9)
    [row] = table(runner)
    assert (row["any_time"], row["felt_left"], row["form"]) == ("yes", "", "")


def test_a_primer_carries_nothing_of_a_session(runner):
    workout = WorkoutFactory(user=runner, date=MONDAY, morning_pain=1)
    SetEntryFactory(user=runner, workout=workout, primer=True)
    FeedbackFactory(user=runner, workout=workout, felt_left=9)
    [row] = table(runner)
    assert (row["primer"], row["felt_left"], row["morning_from_training"]) == ("yes", "", "")


def test_a_note_stands_on_the_first_set_of_its_day_alone(runner):
    """A file in which each set repeats it may be a thousand times as long as the log."""
    for day in (MONDAY, MONDAY + timedelta(days=1)):
        workout = WorkoutFactory(user=runner, date=day, note=f"Note of {day}")
        SetEntryFactory.create_batch(3, user=runner, workout=workout)
    notes = [row["note"] for row in table(runner)]
    assert notes == ["Note of 2026-03-02", "", "", "Note of 2026-03-03", "", ""]


def test_a_note_comes_through_whatever_is_in_it(runner):
    note = '=HYPERLINK("x")\r\nfelt, "good"; ütz 日本 \u202e'
    SetEntryFactory(user=runner, workout=WorkoutFactory(user=runner, date=MONDAY, note=note))
    [row] = table(runner)
    assert row["note"] == f"'{note}"
    assert whole(runner)["days"][0]["note"] == note


def test_nothing_of_another_runner_is_in_it(runner):
    train(UserFactory(), MONDAY)
    assert table(runner) == []
    assert whole(runner)["days"] == []


def test_rows_are_in_the_order_of_dates(runner):
    for day in (3, 1, 2):
        SetEntryFactory(user=runner, date=date(2026, 3, day))
    assert [row["date"][-1] for row in table(runner)] == ["1", "2", "3"]


def test_the_whole_has_everything_of_a_runner(library):
    runner = UserFactory(
        units="lb", time_zone="Europe/Vienna", minutes=20, equipment=["mat"],
        gym=[["2026-03-02", "5 lb", "2.5 lb"]], lifts=3, bands=2,
        heaviest_hand_kg=Decimal("20.411656650"),
        earlier_settings=[["2026-02-02", EARLIER]], plates="25 20 kg",
        earlier_zones=[["2026-01-05T10:00:00+00:00", "Asia/Tokyo"]],
    )  # fmt: skip
    start(runner, MONDAY)
    answer(runner, MONDAY + timedelta(1), {key: False for key, _ in QUESTIONS})
    entry = SetEntryFactory(
        user=runner, date=MONDAY, key=KEY, load_kg=Decimal("0.1"), target_sets=3,
        revision=Revision.objects.get(), cue=Cue.objects.filter(exercise__slug="glute-bridge")[0],
        cue_version=1,
    )  # fmt: skip
    FeedbackFactory(user=runner, date=MONDAY, pain=2, skipped=True)
    Workout.objects.update(morning_skipped=True, morning_pain=6, morning_place="hip")
    Choice.objects.create(user=runner, exercise=entry.exercise, kind="override", on=MONDAY)
    Choice.objects.create(user=runner, kind="easy-week", on=MONDAY)
    Choice.objects.create(user=runner, kind="easy-end", on=MONDAY + timedelta(1))
    swap = {"exercise": entry.exercise, "instead": Exercise.objects.get(slug="band-walk")}
    Choice.objects.create(user=runner, kind="swap", on=MONDAY, **swap)
    Reminders.objects.create(user=runner, squeeze=True)
    RunFactory(
        user=runner, date=MONDAY + timedelta(1), kind="race", minutes=50, felt_left=6, skipped=True,
        distance_m=10_000,
    )  # fmt: skip
    RunFactory(date=MONDAY)  # another runner's
    found = whole(runner)
    assert found["settings"] == {
        "units": "lb", "time_zone": "Europe/Vienna", "minutes": 20, "equipment": ["mat"],
        "earlier_zones": [{"until": "2026-01-05T10:00:00Z", "time_zone": "Asia/Tokyo"}],
        "load_steps": [{"since": "2026-03-02", "bar": "5 lb", "hand": "2.5 lb"}],
        "counts_squeezes": False, "bar_weight": "", "plates": "25 20 kg",
        "lifts": 3, "bands": 2, "heaviest_bar_kg": None, "heaviest_hand_kg": 20.41165665,
        "heaviest_hips_kg": None,
        "earlier": [{"until": "2026-02-02"} | EARLIER | {"heaviest_bar_kg": 100.5}],
    }  # fmt: skip
    assert found["program"]["slug"] == "glutes-that-fire"
    begun = Revision.objects.get().in_force_from
    assert found["program"]["revisions"] == [{"number": 1, "since": begun.isoformat()}]
    assert [one["outcome"] for one in found["screenings"]] == ["clear", "clear"]
    assert found["choices"] == [
        {"on": "2026-03-02", "exercise": "glute-bridge", "kind": "override"}
    ]
    assert found["easy_weeks"] == [{"on": "2026-03-02"}]
    assert found["easy_weeks_ended"] == [{"on": "2026-03-03"}]
    assert found["day_changes"] == [
        {"on": "2026-03-02", "exercise": "glute-bridge", "kind": "swap", "instead": "band-walk"}
    ]
    assert found["runs"] == [
        {"key": None, "date": "2026-03-03", "kind": "race", "minutes": 50, "distance_m": 10_000,
         "started_at": None, "felt_left": 6, "felt_right": None, "pain": None, "pain_place": "",
         "skipped": True},
    ]  # fmt: skip
    assert found["reminders"]["squeeze_from"] == "09:00"
    [day] = found["days"]
    assert day["morning_skipped"]
    assert (day["morning_place"], day["morning_from_training"]) == ("hip", True)
    assert day["feedback"][0]["skipped"]
    [one] = day["sets"]
    assert one["load_kg"] == 0.1
    assert one["target"]["revision"] == 1
    assert one["cue"]["key"] == entry.cue.key
    assert runner.email not in json.dumps(found)


def test_a_row_says_all_of_a_run(runner):
    RunFactory(
        user=runner, date=MONDAY, kind="long", minutes=95, distance_m=16_512, key=KEY, pain=4,
        started_at=datetime(2026, 3, 2, 6, 30, tzinfo=UTC), felt_left=6, felt_right=7,
        pain_place="knee", skipped=True,
    )  # fmt: skip
    assert table(runner, runs_csv_export) == [
        {
            "date": "2026-03-02", "kind": "long", "minutes": "95", "distance_km": "16.512",
            "started_at": "2026-03-02T06:30:00Z", "felt_left": "6", "felt_right": "7", "pain": "4",
            "pain_place": "knee", "skipped": "yes", "key": str(KEY),
        }
    ]  # fmt: skip


def test_a_runner_who_did_nothing_has_files_too(runner):
    assert table(runner) == []
    assert whole(runner)["program"] is None


def test_the_example_of_the_docs_is_as_the_schema_says():
    example = DOCS.read_text().split("```json\n")[1].split("```")[0]
    validator().validate(json.loads(example))


def test_queries_do_not_grow_with_the_days(runner, django_assert_max_num_queries):
    train(runner, MONDAY - timedelta(99), 100, DAILY)
    with django_assert_max_num_queries(3):
        assert len(table(runner)) == 100 * 8
    with django_assert_max_num_queries(9):
        assert len(whole(runner)["days"]) == 100


@pytest.mark.thorough
def test_memory_does_not_grow_with_the_years(runner):
    def most(pieces_of):
        tracemalloc.start()
        size = sum(map(len, pieces_of(runner)))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size, peak

    train(runner, MONDAY - timedelta(199), 200, DAILY)
    before = most(csv_export), most(json_export)
    train(runner, MONDAY - timedelta(1200), 1000, DAILY)
    after = most(csv_export), most(json_export)
    for (small, little), (big, much) in zip(before, after, strict=True):
        assert big > 4 * small
        assert much < 2 * little
