import io
import json
import subprocess
import sys
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.core.management import call_command

from plans import programs
from plans.models import Program, Step

SQUEEZES = ("prone-squeeze", "standing-squeeze")


def three_good_days(exercises=SQUEEZES):
    return [
        {
            "date": f"2026-03-0{day}",
            "exercise": exercise,
            "sets": [{"side": "both", "amount": 10, "hold_s": 5}] * 2,
            "felt_left": 8,
            "felt_right": 7,
            "pain": 0,
        }
        for day in (1, 2, 3)
        for exercise in exercises
    ]


@pytest.fixture
def ask(tmp_path, capsys):
    def run(history, on="2026-03-04", **options):
        path = tmp_path / "history.json"
        path.write_text(history if isinstance(history, str) else json.dumps(history))
        call_command("plan", history=str(path), on=on, **options)
        return json.loads(capsys.readouterr().out)

    return run


@pytest.fixture
def refusal(ask, capsys):
    """Return the one line on standard error."""

    def run(history=None, **options):
        with pytest.raises(SystemExit) as stopped:
            ask({} if history is None else history, **options)
        out, err = capsys.readouterr()
        assert (stopped.value.code, out, err.count("\n")) == (2, "", 1)
        return err.strip()

    return run


def step(answer, exercise):
    return next(one for one in answer["steps"] if one["exercise"] == exercise)


def names(answer):
    return [one["exercise"] for one in answer["today"]]


pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("library")
def test_the_answer_has_the_names_of_the_rules_in_their_order(ask):
    answer = ask({"sessions": three_good_days()})
    assert list(answer) == [
        "on", "program", "steps", "today", "primer", "notes", "clinician", "rest_day", "minutes",
        "hinge",
    ]  # fmt: skip
    assert list(answer["steps"][0]) == [
        "exercise", "status", "row", "row_needed", "target", "last", "reasons",
    ]  # fmt: skip
    assert list(answer["steps"][0]["target"]) == ["sets", "amount", "hold_s", "load_kg", "band"]
    assert list(answer["today"][0]) == [
        "exercise", "block", "sets", "amount", "hold_s", "load_kg", "band", "minutes", "reasons",
    ]  # fmt: skip
    assert (answer["on"], answer["program"]) == ("2026-03-04", "glutes-that-fire")
    assert list(answer["minutes"]) == ["daily", "lift"]
    assert answer["hinge"] == {"due": False, "next": None}
    assert (answer["primer"], answer["clinician"], answer["rest_day"]) == ([], False, False)
    assert all(type(note) is str for note in answer["notes"])


@pytest.mark.usefixtures("library")
def test_three_good_days_of_squeezes_open_the_next_steps(ask):
    answer = ask({"sessions": three_good_days()})
    assert {one["exercise"]: one["status"] for one in answer["steps"]} == {
        "prone-squeeze": "proficient",
        "standing-squeeze": "proficient",
        "wall-march-hold": "open",
        "wall-march-quick": "locked",
        "glute-bridge": "open",
        "single-leg-bridge": "locked",
        "band-walk": "open",
        "deadlift": "locked",
        "single-leg-deadlift": "locked",
    }
    assert step(answer, "single-leg-deadlift")["row_needed"] is None
    assert (
        "Waits for: Glute bridge. 0 of 2 sessions at 3 × 12 × 3 s."
        in (step(answer, "single-leg-bridge")["reasons"])
    )


@pytest.mark.usefixtures("library")
def test_every_line_of_today_has_its_minutes_and_reasons(ask):
    answer = ask({"sessions": three_good_days()})
    assert sum(one["minutes"] for one in answer["today"]) == pytest.approx(
        answer["minutes"]["daily"], abs=0.1 * len(answer["today"])
    )
    assert all(one["reasons"] and one["block"] == "daily" for one in answer["today"])


@pytest.mark.usefixtures("library")
def test_sessions_of_the_day_itself_are_progress_and_change_nothing(ask):
    history = {"sessions": three_good_days()}
    today = dict(history["sessions"][0], date="2026-03-04", exercise="glute-bridge")
    assert ask({"sessions": [*history["sessions"], today]}) == ask(history)


@pytest.mark.usefixtures("library")
def test_any_time_squeezes_open_nothing(ask):
    sessions = [one | {"anytime": True} for one in three_good_days()]
    assert ask({"sessions": sessions}) == ask({})


@pytest.mark.usefixtures("library")
def test_equipment_minutes_and_screen_reach_the_rules(ask):
    history = {"sessions": three_good_days()}
    assert "band-walk" in names(ask(history, minutes="20"))
    assert "band-walk" not in names(ask(history, minutes="20", equipment="mat,wall"))
    assert names(ask({}, equipment="")) == ["prone-squeeze", "standing-squeeze"]  # on a rug
    assert ask(history, minutes="10")["minutes"]["daily"] <= 10
    assert ask(history, screen="stop")["today"] == []


@pytest.mark.usefixtures("library")
def test_what_is_missing_is_said_with_what_else_to_do(ask):
    answer = ask({"sessions": three_good_days()}, equipment="mat,wall")
    reasons = " ".join(step(answer, "band-walk")["reasons"])
    assert "Band walk is left out. Missing: Loop band." in reasons
    assert "without a band" in reasons


@pytest.mark.usefixtures("library")
def test_each_day_is_judged_by_the_revision_in_force_on_it(ask):
    bridge = Step.objects.get(exercise__slug="glute-bridge")
    bridge.amount_low = bridge.amount_start = 10
    bridge.save()
    programs.publish(Program.objects.get(), on=date(2026, 3, 9))
    assert step(ask({}, on="2026-03-08"), "glute-bridge")["target"]["amount"] == 8
    assert step(ask({}, on="2026-03-09"), "glute-bridge")["target"]["amount"] == 10


def test_where_nothing_is_loaded_the_files_answer_and_nothing_is_written(ask):
    answer = ask({"sessions": three_good_days()})
    assert step(answer, "glute-bridge")["status"] == "open"
    assert not Program.objects.exists()


@pytest.mark.usefixtures("library")
def test_asking_writes_nothing(ask, django_assert_max_num_queries):
    with django_assert_max_num_queries(6) as queries:
        ask({"sessions": three_good_days()})
    verbs = {query["sql"].split()[0] for query in queries.captured_queries}
    assert not verbs & {"INSERT", "UPDATE", "DELETE"}


@pytest.mark.usefixtures("library")
def test_standard_input_is_read_for_a_dash(monkeypatch, capsys):
    text = json.dumps({"sessions": three_good_days()}).encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text)))
    call_command("plan", history="-", on="2026-03-04")
    assert step(json.loads(capsys.readouterr().out), "glute-bridge")["status"] == "open"


@pytest.mark.usefixtures("library")
def test_bad_input_is_one_line_that_names_the_place(refusal, tmp_path):
    late = {"sessions": [three_good_days()[0] | {"date": "2026-03-05"}]}
    assert refusal(late) == "sessions[0].date: later than 2026-03-04"
    assert refusal("{").startswith("history: not JSON: ")
    assert refusal({"a\nb": 1}) == "a b: unknown"
    assert refusal(on="4 March").startswith("--on: ")
    assert refusal(minutes="9").startswith("--minutes: ")
    assert refusal(minutes="soon").startswith("--minutes: ")
    assert refusal(equipment="mat,rope").startswith("--equipment: ")
    assert refusal(equipment="mat,").startswith("--equipment: ")
    assert refusal(program="other").startswith("--program: ")
    assert refusal(lifts="4") == "--lifts: a whole number from 2 to 3 is wanted"
    assert refusal(lifts="2.5").startswith("--lifts: ")
    assert refusal(bands="0").startswith("--bands: ")
    assert refusal(bands="nan").startswith("--bands: ")
    for heaviest in (
        "bar",
        "bar=",
        "bar=-5",
        "bar=1e3",
        "bar=1000",
        "foot=5",
        "bar=5,bar=6",
        "bar=5,",
    ):
        assert refusal(heaviest=heaviest).startswith("--heaviest: ")


@pytest.mark.usefixtures("library")
def test_numbers_on_the_command_line_may_have_a_point(ask):
    heaviest = "bar=100, hand=12.5,hips=0"
    ask({}, minutes="15.0", lifts="3.0", bands="5", heaviest=heaviest, equipment="mat,wall")


@pytest.mark.usefixtures("library")
def test_a_run_may_be_later_and_bands_and_primers_are_read(ask):
    history = {
        "sessions": [one | {"primer": True} for one in three_good_days()],
        "runs": [{"date": "2026-03-20", "kind": "race", "minutes": 90}],
        "settings": [{"date": "2026-03-02", "bands": 3, "heaviest": {"hand": 12}}],
    }
    answer = ask(history)
    assert {one["status"] for one in answer["steps"][:2]} == {"open"}
    assert step(answer, "prone-squeeze")["last"] is None


@pytest.mark.usefixtures("library")
def test_a_file_that_is_not_there_is_one_line_too(capsys):
    with pytest.raises(SystemExit) as stopped:
        call_command("plan", history="/nowhere/history.json", on="2026-03-04")
    assert stopped.value.code == 2
    assert capsys.readouterr().err == "--history: No such file or directory\n"


def test_on_the_command_line_bad_arguments_are_one_line_too(tmp_path):
    def run(*arguments):
        return subprocess.run(
            [sys.executable, "manage.py", "plan", *arguments],
            cwd=settings.BASE_DIR,
            env={"DATA_DIR": str(tmp_path), "PATH": ""},
            capture_output=True,
            text=True,
            check=False,
        )

    wrong = run("--history", "-")
    assert (wrong.returncode, wrong.stdout, wrong.stderr.count("\n")) == (2, "", 1)
    assert "--on" in wrong.stderr


@pytest.mark.usefixtures("library")
def test_years_of_history_are_answered(ask):
    start = date(2020, 1, 1)
    day = three_good_days()[0]
    sessions = [day | {"date": str(start + timedelta(n))} for n in range(1500)]
    assert step(ask({"sessions": sessions}, on="2026-03-04"), "prone-squeeze")["status"] == (
        "proficient"
    )
