"""Made-up runners: the same rules, the same answer for the same seed, and no dead ends."""

import io
import json
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest
from django.core.management import CommandError, call_command

from plans.management.commands import simulate as command
from plans.programs import DEFAULT
from plans.rules import Dose, Program, Reason, Runner, Setup
from plans.rules.state import loadable
from plans.simulation.drawing import picture
from plans.simulation.people import PERFECT, Episode, Person, draw_person
from plans.simulation.report import facts, percent, table
from plans.simulation.result import StepResult, by_share, compare, summarize
from plans.simulation.simulate import simulate
from plans.simulation.summary import PersonSummary, is_at_top, simulate_person
from plans.simulation.training import simulate_days
from plans.simulation.watching import DeadEndWatch, StuckWatch
from tests.rules.ladder import GLUTES_THAT_FIRE

NAMES = {"deadlift": "Dead <lift> & more"}


def days_of(person, *, days=60, program=GLUTES_THAT_FIRE, seed=1, equipment=None):
    runner = Runner(equipment=equipment)
    return list(simulate_days(program, person, days=days, chance=Random(seed), runner=runner))


def changed(exercise, program=GLUTES_THAT_FIRE, **change):
    """Return the ladder with another bar for one step."""
    return Program(
        program.slug,
        tuple(
            replace(step, bar=replace(step.bar, **change)) if step.exercise == exercise else step
            for step in program.steps
        ),
    )


@pytest.fixture(scope="module")
def result():
    return simulate(GLUTES_THAT_FIRE, runners=12, weeks=10, seed=3)


def test_the_same_seed_plays_the_same_runners(result):
    assert simulate(GLUTES_THAT_FIRE, runners=12, weeks=10, seed=3) == result


def test_another_seed_plays_others(result):
    assert simulate(GLUTES_THAT_FIRE, runners=12, weeks=10, seed=4).rows != result.rows


def test_how_many_processes_play_changes_nothing():
    alone = simulate(GLUTES_THAT_FIRE, runners=24, weeks=2)
    assert simulate(GLUTES_THAT_FIRE, runners=24, weeks=2, processes=2) == alone


def test_more_runners_are_the_same_runners_and_some_more():
    few = simulate(GLUTES_THAT_FIRE, runners=1, weeks=4)
    both = simulate(GLUTES_THAT_FIRE, runners=2, weeks=4)
    assert few.done_days <= both.done_days <= few.done_days + 28
    assert both.done_days != 2 * few.done_days


def test_a_perfect_runner_reaches_the_deadlift_within_four_weeks():
    days = days_of(PERFECT, days=28)
    assert days[-1].answer.step("deadlift").status == "open"


def test_a_perfect_runner_trains_every_day_as_asked():
    for day in days_of(PERFECT):
        assert [one.exercise for one in day.sessions] == [i.exercise for i in day.answer.today]


def test_the_perfect_runner_is_loaded_once_the_deadlift_is_proficient():
    last = days_of(replace(PERFECT, takes_loads=True), days=90)[-1].answer
    assert last.step("deadlift").status == "proficient"
    assert last.step("single-leg-deadlift").target.load_kg > 0


@pytest.mark.parametrize("number", range(3))
def test_nobody_lifts_on_two_days_in_a_row(number):
    chance = Random(f"1:{number}")
    person = replace(draw_person(chance, 182), felt=8, behind=0)
    hinges = GLUTES_THAT_FIRE.hinges
    days = simulate_days(GLUTES_THAT_FIRE, person, days=182, chance=chance, runner=Runner())
    lifts = [day.number for day in days if {one.exercise for one in day.sessions} & hinges]
    assert lifts
    assert all(later - earlier > 1 for earlier, later in pairwise(lifts))


def test_a_lay_off_is_a_time_without_training():
    person = replace(PERFECT, layoffs=((5, 10),))
    trained = {day.number for day in days_of(person, days=20) if day.sessions}
    assert trained == {*range(1, 5), *range(15, 21)}


def test_the_weaker_side_feels_less_until_it_has_caught_up():
    person = Person(1, 6, 0.1, 9, weaker="left", behind=2, catches_up=4)
    assert person.feels(0) == (4, 6)
    assert person.feels(8) == pytest.approx((6.8, 6.8))
    assert replace(person, weaker="right").feels(0) == (6, 4)


def test_an_episode_of_pain_closes_a_step_and_counts_as_a_closing():
    hurts = replace(PERFECT, episodes=(Episode(10, 10, 9, place=0.5),))
    closed = [d for d in days_of(hurts) if d.state.steps["glute-bridge"].closed]
    assert closed[0].number < 15
    life = simulate_person(GLUTES_THAT_FIRE, hurts, weeks=4, chance=Random(1), runner=Runner())
    assert life.closings == len({d.state.steps["glute-bridge"].closed.on for d in closed})


def test_what_is_missing_and_waited_for_is_waived():
    without_band = frozenset({"mat", "wall", "trap-bar", "dumbbells"})
    days = days_of(PERFECT, equipment=without_band, days=28)
    assert days[0].answer.step("band-walk").waived
    assert days[-1].answer.step("band-walk").waived
    assert days[-1].answer.step("deadlift").status != "locked"
    assert "band-walk" not in {one.exercise for day in days for one in day.sessions}


def test_the_days_off_of_a_runner_do_not_depend_on_the_program():
    shy = replace(PERFECT, adherence=0.6, wobble=1, silent=0.1)
    longer = changed("prone-squeeze", row=9)
    off = [[d.number for d in days_of(shy, program=p) if not d.sessions] for p in
           (GLUTES_THAT_FIRE, longer)]  # fmt: skip
    assert off[0] == off[1] != []


# Shares and days


def test_shares_fall_up_the_ladder_and_days_rise(result):
    rows = {row.exercise: row for row in result.rows}
    assert rows["prone-squeeze"].open_share == 1
    assert rows["prone-squeeze"].open_days == (1, 1, 1)
    assert rows["glute-bridge"].open_share >= rows["single-leg-bridge"].open_share > 0
    for row in result.rows:
        assert row.proficient_share is None or row.proficient_share <= row.open_share
        if row.open_days:
            assert list(row.open_days) == sorted(row.open_days)
        assert len(row.open_weeks) == len(row.proficient_weeks) == result.weeks + 1


def test_the_last_step_has_no_proficiency(result):
    last = result.row("single-leg-deadlift")
    assert (last.proficient_share, last.proficient_days) == (None, None)


def test_what_nobody_reaches_has_no_days():
    early = simulate(GLUTES_THAT_FIRE, runners=3, weeks=1)
    assert (early.row("deadlift").open_share, early.row("deadlift").open_days) == (0, None)
    assert (early.lifts_a_week, early.lift_minutes) == (0, 0)


def test_half_of_four_are_there_on_the_second_day():
    assert by_share([9, 4, 2, 3]) == (2, 3, 9)
    assert by_share([]) is None


def test_planned_days_are_all_and_done_days_fewer(result):
    assert result.done_days < result.planned_days <= 12 * 70
    assert 5 < result.minutes_a_day <= 15


def test_nobody_lifts_more_than_three_times_a_week():
    assert 1 < simulate(GLUTES_THAT_FIRE, runners=10, weeks=15).lifts_a_week <= 3


# Dead ends


@pytest.mark.parametrize("runners", [20, pytest.param(100, marks=pytest.mark.thorough)])
def test_the_ladder_that_ships_has_no_dead_ends(runners):
    played = simulate(GLUTES_THAT_FIRE, runners=runners, weeks=20)
    assert (played.dead_ends, played.stuck) == (0, ())


@pytest.mark.parametrize("others", [{"minutes": 10}, {"minutes": 20}, {"equipment": frozenset()}])
def test_nor_has_it_any_at_other_minutes_or_without_equipment(others):
    assert simulate(GLUTES_THAT_FIRE, runners=6, weeks=20, **others).dead_ends == 0


@pytest.mark.parametrize(
    ("exercise", "change"),
    [
        ("band-walk", {"sets": 4}),
        ("prone-squeeze", {"hold_s": 8}),
        ("glute-bridge", {"amount": 13}),
    ],
)
def test_a_bar_that_the_dose_never_reaches_is_a_dead_end(exercise, change):
    played = simulate(changed(exercise, **change), runners=10, weeks=26)
    assert played.dead_ends > 0
    assert [one.exercise for one in played.stuck] == [exercise]
    assert played.stuck[0].runners == played.dead_ends
    assert played.stuck[0].day > 60


def test_a_bar_that_nothing_waits_for_is_no_dead_end():
    assert simulate(changed("wall-march-quick", amount=30), runners=4, weeks=26).dead_ends == 0


def test_who_never_feels_it_is_not_in_a_dead_end():
    numb = replace(PERFECT, felt=5, most=5)
    life = simulate_person(GLUTES_THAT_FIRE, numb, weeks=20, chance=Random(1), runner=Runner())
    assert "wall-march-hold" not in life.opened
    assert life.stuck == {}


def test_an_empty_day_is_a_dead_end_unless_something_says_why():
    day = days_of(PERFECT, days=1)[0]
    rests = Reason("lift-rests", {"next": None})
    told = [
        list(DeadEndWatch(GLUTES_THAT_FIRE).stuck(replace(day, answer=answer, sessions=())))
        for answer in (
            day.answer,
            replace(day.answer, today=(), notes=()),
            replace(day.answer, today=(), notes=(rests,)),
        )
    ]
    assert told == [[], [""], []]


def test_who_never_feels_it_is_stuck_and_offered_a_way_on():
    numb = replace(PERFECT, felt=5, most=5)
    life = simulate_person(GLUTES_THAT_FIRE, numb, weeks=20, chance=Random(1), runner=Runner())
    assert life.at_step == {"prone-squeeze": True, "standing-squeeze": True}
    assert life.stops == ("prone-squeeze", "felt")


def test_who_is_offered_none_is_stuck_alone():
    days = days_of(replace(PERFECT, felt=5, most=5), days=90)
    watch, seen = StuckWatch(GLUTES_THAT_FIRE), {}
    for day in days:
        bare = [replace(view, reasons=()) for view in day.answer.steps]
        seen |= dict(watch.look(replace(day, answer=replace(day.answer, steps=tuple(bare)))))
    assert seen == {"prone-squeeze": False, "standing-squeeze": False}


@pytest.mark.parametrize(
    ("person", "stops"),
    [
        (replace(PERFECT, adherence=0.0), ("prone-squeeze", "days")),
        (replace(PERFECT, felt=6, most=6), ("prone-squeeze", "felt")),
        (replace(PERFECT, silent=1), ("prone-squeeze", "answers")),
        (replace(PERFECT, misses=1), ("prone-squeeze", "amount")),
        (replace(PERFECT, effort=9.5), ("wall-march-hold", "effort")),
        (replace(PERFECT, sloppy=1), ("wall-march-hold", "form")),
        (PERFECT, None),
    ],
)
def test_where_somebody_stops_and_why(person, stops):
    life = simulate_person(GLUTES_THAT_FIRE, person, weeks=10, chance=Random(1), runner=Runner())
    assert life.stops == stops


def test_a_closed_step_stops_by_pain():
    hurts = replace(PERFECT, episodes=(Episode(60, 40, 9, place=0.05),))
    life = simulate_person(GLUTES_THAT_FIRE, hurts, weeks=10, chance=Random(1), runner=Runner())
    assert life.stops == ("prone-squeeze", "pain")


def test_who_takes_what_is_offered_goes_on_and_rests():
    takes = replace(PERFECT, felt=4, most=4, goes_on=True, rests=True)
    life = simulate_person(GLUTES_THAT_FIRE, takes, weeks=20, chance=Random(1), runner=Runner())
    assert life.went_on >= 2
    assert life.easy_weeks >= 1
    assert "deadlift" in life.opened


def test_the_loads_at_the_end_are_those_that_were_taken_up():
    bare = simulate_person(
        GLUTES_THAT_FIRE, PERFECT, weeks=26, chance=Random(1), runner=Runner()
    ).loads
    loaded = simulate_person(
        GLUTES_THAT_FIRE,
        replace(PERFECT, takes_loads=True, bands=3, heaviest={"bar": 32}),
        weeks=26,
        chance=Random(1),
        runner=Runner(),
    ).loads
    assert bare["glute-bridge"] == bare["band-walk"] == 0
    assert bare["deadlift"] > 32
    assert loaded["glute-bridge"] > 0
    assert loaded["band-walk"] in (2, 3)
    assert loaded["deadlift"] == 30


def test_nothing_can_rise_at_the_ceiling_with_no_more_load_to_be_had():
    step, walk = (GLUTES_THAT_FIRE.by_exercise[name] for name in ("deadlift", "band-walk"))
    top, light = Dose(3, 8, 0, 250), Dose(3, 8, 0, 40)
    assert is_at_top(loadable(step, Setup()), top)
    assert not is_at_top(loadable(step, Setup()), light)
    assert is_at_top(loadable(step, Setup(heaviest_bar=41)), light)
    assert not is_at_top(loadable(step, Setup()), replace(top, amount=7))
    assert is_at_top(loadable(walk, Setup(bands=2)), Dose(3, 20, 0, None, 2))
    assert not is_at_top(loadable(walk, Setup(bands=3)), Dose(3, 20, 0, None, 2))


# Side by side


def test_two_results_are_compared_step_by_step(result):
    harder = changed("prone-squeeze", row=8)
    pairs = compare(result, simulate(harder, runners=12, weeks=10, seed=3))
    assert [exercise for exercise, _, _ in pairs] == [row.exercise for row in result.rows]
    _, easy, hard = next(pair for pair in pairs if pair[0] == "prone-squeeze")
    assert easy.proficient_share >= hard.proficient_share
    assert easy.proficient_days[1] < hard.proficient_days[1]


def test_a_step_that_only_one_program_has_stands_alone(result):
    shorter = Program("short", GLUTES_THAT_FIRE.steps[:2])
    less = simulate(shorter, runners=2, weeks=1)
    name = "single-leg-deadlift"
    assert compare(result, less)[-1] == (name, result.row(name), None)
    assert compare(less, result)[-1] == (name, None, result.row(name))


# Shown


def test_the_table_is_aligned_and_ends_with_the_dead_ends(result):
    lines = table(result, NAMES).splitlines()
    head = lines[2]
    deadlift = next(line for line in lines if line.startswith("Dead <lift> & more"))
    assert "%" in deadlift[: head.index("open") + 4]
    assert head.rstrip().endswith("90 %")
    assert lines[-1].split() == ["Dead", "ends", "none"]


def test_two_revisions_stand_beside_each_other(result):
    other = replace(result, revision=2, minutes_a_day=9.9)
    lines = table(result, NAMES, other).splitlines()
    assert sum(line.startswith("glute-bridge") for line in lines) == 2
    (heading,) = (line for line in lines if line.split()[:2] == ["revision", "1"])
    assert heading.split() == ["revision", "1", "revision", "2"]
    (minutes,) = (line for line in lines if line.startswith("Minutes a day"))
    assert minutes.index("9.9") == heading.index("revision 2")


def test_the_table_says_where_runners_get_stuck():
    stuck = simulate(changed("band-walk", sets=4), runners=10, weeks=26)
    last = table(stuck, {"band-walk": "Band walk"}).splitlines()[-1]
    assert f"{stuck.dead_ends} runners (Band walk: {stuck.dead_ends}, first on day" in last


def test_nearly_everybody_is_not_everybody():
    assert [percent(s) for s in (0, 0.001, 0.5, 0.999, 1)] == [
        "0 %", "1 %", "50 %", "99 %", "100 %",
    ]  # fmt: skip


def test_the_picture_is_valid_and_carries_no_style(result):
    root = ElementTree.fromstring(picture(result, NAMES))
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert not [one for one in root.iter() if "style" in one.attrib or one.tag.endswith("style")]
    words = [one.text for one in root.iter() if one.tag.endswith("text")]
    assert "Dead <lift> & more" in words
    assert "glute-bridge" in words


def test_the_picture_takes_the_page_s_colours_and_has_its_own(result):
    fills = {one.get("fill") for one in ElementTree.fromstring(picture(result, NAMES)).iter()}
    assert "var(--lit, #e94a1f)" in fills
    assert all(fill.startswith("var(--") for fill in fills - {None, "none"})


def test_the_picture_draws_every_week_within_its_frame(result):
    root = ElementTree.fromstring(picture(result, NAMES))
    _left, _top, wide, high = map(float, root.get("viewBox").split())
    lines = [one for one in root.iter() if one.tag.endswith("polyline")]
    assert len(lines) == len(result.rows)
    for one in lines:
        points = [tuple(map(float, pair.split(","))) for pair in one.get("points").split()]
        assert len(points) == result.weeks + 1
        assert all(0 <= x <= wide and 0 <= y <= high for x, y in points)


def test_in_the_picture_a_name_has_a_line_of_its_own_and_long_lines_break(result):
    long = replace(result, program="Glutes that fire in the run, and " * 3)
    root = ElementTree.fromstring(picture(long, NAMES))
    lines = {}
    for one in root.iter():
        if one.tag.endswith("text"):
            lines.setdefault(one.get("y"), []).append(one.text)
    assert [NAMES["deadlift"]] in lines.values()
    assert [""] not in lines.values()
    assert max(len(line[0]) for line in lines.values()) <= 60
    assert sum(len(line) > 1 for line in lines.values()) == 2  # the legend and the weeks


def test_the_loads_at_the_end_are_told_in_words_a_line_for_each_step():
    row = StepResult("bridge", 1, None, None, None, (), ())
    result = replace(simulate(GLUTES_THAT_FIRE, runners=1, weeks=1, seed=1), rows=[
        replace(row, loaded_share=0.53, loads=(5, 20, 42.5), load_kind="hips"),
        replace(row, exercise="walk", loaded_share=0.28, loads=(2, 2, 3), load_kind="band"),
        replace(row, exercise="lift", load_kind="bar"),
    ])  # fmt: skip
    told = dict(facts(result, {"walk": "Band walk"}))
    assert told["Load at the end, bridge"] == (
        "53 % of the runners have one: half of them 20 kg on the hips or more, "
        "eight of ten 5 to 42.5"
    )
    assert told["Load at the end, Band walk"] == (
        "28 % of the runners have one: half of them band 2 or more, eight of ten 2 to 3"
    )
    assert told["Load at the end, lift"] == "nobody has one"
    beside = table(result, {}, replace(result, rows=[]))  # a revision without these steps
    assert "Load at the end, bridge" in beside


def test_what_a_short_trial_cannot_tell_is_not_told_as_a_number():
    """Two lifts in the last two days are no seven a week, and day 60 never came."""
    lately = replace(PersonSummary(), lift_days=2, first_lift=41)
    result = summarize(GLUTES_THAT_FIRE, [lately], weeks=6, seed=1, minutes=15)
    assert result.lifts_a_week == 0
    told = dict(facts(result, {}))
    assert told["Lifts a week"] == told["Different daily blocks"] == "too few weeks to tell"
    settled = replace(lately, first_lift=1, lift_days=12, blocks=7)
    result = summarize(GLUTES_THAT_FIRE, [settled, lately], weeks=26, seed=1, minutes=15)
    assert result.lifts_a_week == pytest.approx(14 / (52 - 40 / 7), abs=1e-3)
    told = dict(facts(result, {}))
    assert told["Different daily blocks"] == "3.5 a runner from day 60 on"


# The command


@pytest.fixture
def run(capsys):
    def run(**options):
        call_command("simulate", **{"runners": 3, "weeks": 2} | options)
        return capsys.readouterr()

    return run


@pytest.mark.django_db
def test_the_command_prints_the_table_of_the_shipped_files_where_nothing_is_loaded(run):
    out, err = run()
    assert out.startswith(f"{DEFAULT}, revision 1: 3 runners, 2 weeks, 15 minutes a day, seed 1")
    assert "Face-down squeeze" in out
    assert err == ""


@pytest.mark.django_db
def test_the_command_plays_the_revision_that_is_in_force(run):
    call_command("load_library", stdout=io.StringIO())
    assert "Face-down squeeze" in run().out


@pytest.mark.django_db
def test_the_command_prints_json(run):
    told = json.loads(run(json=True, seed=5, minutes=10).out)
    assert (told["program"], told["seed"], told["minutes"]) == (DEFAULT, 5, 10)
    assert told["rows"][0]["open_days"] == [1, 1, 1]
    assert told["dead_ends"] == 0


@pytest.mark.django_db
def test_the_command_draws_into_a_file(run, tmp_path):
    file = tmp_path / "shares.svg"
    run(svg=str(file))
    assert ElementTree.parse(file).getroot().get("role") == "img"


@pytest.mark.django_db
def test_the_command_plays_runners_with_what_they_have(run):
    told = json.loads(run(json=True, equipment="mat, wall").out)
    assert told["rows"][0]["open_share"] == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"runners": 0}, "--runners: 1 to"),
        ({"weeks": 0}, "--weeks: 1 to"),
        ({"minutes": 45}, "--minutes: 10 to 20"),
        ({"program": "none"}, "--program: there is none"),
        ({"equipment": "sofa"}, "--equipment: slugs of band"),
        ({"svg": "/nowhere/at/all.svg"}, "--svg: No such file"),
    ],
)
def test_the_command_refuses_what_it_cannot_play(run, options, said):
    with pytest.raises(CommandError, match=said):
        run(**options)


@pytest.mark.django_db
def test_a_log_gets_a_line_now_and_then(run, monkeypatch):
    monkeypatch.setattr(command, "LINE_EVERY", 0)
    assert run(runners=45, weeks=1).err.splitlines() == ["20/45", "40/45"]


@pytest.mark.django_db
def test_the_command_plays_the_same_runners_under_an_older_revision(run):
    call_command("load_library", stdout=io.StringIO())
    told = json.loads(run(json=True, against=1).out)
    assert told["against"]["revision"] == 1
    assert told["against"]["rows"] == told["rows"]
    with pytest.raises(CommandError, match="--against: the number"):
        run(against=99)


@pytest.mark.django_db
def test_a_terminal_sees_how_far_it_is(capsys):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    terminal = Terminal()
    call_command("simulate", runners=45, weeks=1, stderr=terminal, stdout=io.StringIO())
    steps = terminal.getvalue().split("\r")
    assert f"[{'#' * 14}{'-' * (command.BAR - 14)}] 20/45" in steps
    assert steps[-1] == ""
