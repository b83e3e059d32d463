from datetime import date

import pytest

from exercises.content import loader as exercises
from plans import draft, ladder_loader, programs
from plans.models import Step
from tests.library import copy_of_the_files, rewrite

pytestmark = pytest.mark.django_db

# RULES: the ladder as it ships, in words.
LADDER = """
prone-squeeze        2–3 × 10, hold 5, starts 3 × 10 × 5; daily; 3 in a row of 2 × 10 × 5, felt 7
standing-squeeze     2–3 × 10, hold 5, starts 3 × 10 × 5; daily; 3 in a row of 2 × 10 × 5, felt 7
wall-march-hold      2–3 × 6–8, hold 1–3; daily; 2 in a row of 2 × 8 × 3, felt 7, form
wall-march-quick     2–3 × 10–20; 4 of 7; 2 in a row of 3 × 20, felt 7, form
glute-bridge         2–4 × 8–12, hold 1–3; daily; 2 in a row of 3 × 12 × 3, felt 7, effort 8
single-leg-bridge    2–4 × 6–8, hold 1–3; daily; 2 in a row of 3 × 8, felt 7
band-walk            2–4 × 15–20; daily; 2 in a row of 3 × 15, felt 7
deadlift             2–4 × 4–8; hinge; 4 in a row of 2 × 4 at load, effort 8, form
single-leg-deadlift  2–4 × 6–10; hinge; no bar
""".strip()


def told(step):
    def span(of):
        return f"{of.low}" if of.low == of.high else f"{of.low}–{of.high}"

    dose = f"{span(step.sets)} × {span(step.amount)}"
    if step.hold.high:
        dose += f", hold {span(step.hold)}"
    if step.start() != step.bottom(None):
        dose += f", starts {step.sets.start} × {step.amount.start} × {step.hold.start}"
    often = "hinge" if step.hinge else f"{step.days_of_7} of 7" if step.days_of_7 else "daily"
    if not (bar := step.bar):
        return f"{step.exercise:20} {dose}; {often}; no bar"
    asked = f"{bar.sets} × {bar.amount}" + (f" × {bar.hold_s}" if bar.hold_s else "")
    asked += " at load" if bar.at_load else ""
    asked += f", felt {bar.felt}" if bar.felt else ""
    asked += f", effort {bar.effort}" if bar.effort else ""
    asked += ", form" if bar.form else ""
    return f"{step.exercise:20} {dose}; {often}; {bar.row} in a row of {asked}"


def steps(program):
    return programs.draft_rules(program).by_exercise


def edit(program, exercise, **changes):
    step = Step.objects.get(stage__program=program, exercise__slug=exercise)
    for name, value in changes.items():
        setattr(step, name, value)
    step.save()


def ship(monkeypatch, change):
    """Let an update ship a file that differs by ``change``."""
    ladder = ladder_loader.shipped()[0]
    change(ladder)
    monkeypatch.setattr(ladder_loader, "shipped", lambda: [ladder])


def test_the_ladder_ships_with_the_doses_and_bars_of_the_rules(program):
    assert "\n".join(map(told, programs.draft_rules(program).steps)) == LADDER


def test_each_step_waits_for_what_the_rules_say(program):
    squeezes = ("prone-squeeze", "standing-squeeze")
    before_lifts = ("wall-march-hold", "single-leg-bridge", "band-walk")
    assert {name: step.requires for name, step in steps(program).items()} == {
        "prone-squeeze": (),
        "standing-squeeze": (),
        "wall-march-hold": squeezes,
        "wall-march-quick": ("wall-march-hold",),
        "glute-bridge": squeezes,
        "single-leg-bridge": ("glute-bridge",),
        "band-walk": squeezes,
        "deadlift": before_lifts,
        "single-leg-deadlift": before_lifts,
    }


def test_a_set_takes_as_long_as_the_rules_say(program):
    seconds = {name: step.set_seconds(step.start()) for name, step in steps(program).items()}
    assert seconds == {
        "prone-squeeze": 10 * 8 + 20,
        "standing-squeeze": 10 * 8 + 20,
        "wall-march-hold": 6 * 2 * 2 + 20,
        "wall-march-quick": 10 + 20,
        "glute-bridge": 8 * 4.5 + 60,
        "single-leg-bridge": 6 * 4.5 * 2 + 60,
        "band-walk": 15 * 2 + 60,
        "deadlift": 4 * 3.5 + 120,
        "single-leg-deadlift": 6 * 3.5 * 2 + 90,
    }


def test_a_deadlift_takes_a_trap_bar_or_a_barbell_and_one_leg_waits_for_its_load(program):
    deadlift, single = steps(program)["deadlift"], steps(program)["single-leg-deadlift"]
    assert deadlift.equipment == (("trap-bar",), ("barbell-rack",))
    assert (deadlift.load_step, deadlift.load_after) == (2.5, None)
    assert (single.load_step, single.load_after) == (1, "deadlift")


def test_harder_forms_and_activation_are_named(program):
    assert programs.draft_rules(program).easier == {
        "wall-march-quick": "wall-march-hold",
        "single-leg-bridge": "glute-bridge",
    }
    assert [step.exercise for step in programs.draft_rules(program).activation] == [
        "prone-squeeze",
        "standing-squeeze",
    ]


def test_every_number_says_whose_it_is(program):
    sources = {name: dict(step.sources) for name, step in steps(program).items()}
    assert sources["wall-march-hold"] == {
        "dose": "ours", "hold": "article", "start": "ours", "frequency": "article", "bar": "ours",
    }  # fmt: skip
    assert {name for name, whose in sources.items() if whose["dose"] == "article"} == {
        "glute-bridge", "single-leg-bridge", "band-walk", "deadlift", "single-leg-deadlift",
    }  # fmt: skip
    assert {name for name, whose in sources.items() if whose["frequency"] == "ours"} == {
        "wall-march-quick",
        "single-leg-bridge",
    }


def test_the_first_revision_is_in_force_before_anyone_trained(program):
    revision = program.revisions.get()
    assert (revision.number, revision.in_force_from) == (1, date(2000, 1, 1))


def test_the_files_alone_give_the_same_ladder(program):
    assert ladder_loader.shipped_rules(ladder_loader.shipped()[0]) == programs.draft_rules(program)


def test_loading_again_changes_nothing(program):
    report = ladder_loader.load()
    assert (report.added, report.updated, report.left_alone) == ([], [], [])
    assert program.revisions.count() == 1


def test_a_ladder_that_a_coach_changed_is_left_alone(program, monkeypatch):
    edit(program, "glute-bridge", amount_high=15)
    ship(monkeypatch, lambda ladder: ladder["stages"][2]["steps"][2].update(rest_s=90))
    assert ladder_loader.load().left_alone == ["glutes-that-fire: its draft was edited"]
    assert steps(program)["glute-bridge"].amount.high == 15
    assert steps(program)["band-walk"].rest_s == 60


def test_an_untouched_ladder_follows_an_update_from_today_on(program, monkeypatch, clock):
    pinned = Step.objects.get(exercise__slug="band-walk").pk
    ship(monkeypatch, lambda ladder: ladder["stages"][2]["steps"][2].update(rest_s=90))
    assert ladder_loader.load().updated == ["glutes-that-fire"]
    timeline = programs.timeline_of(program)
    assert timeline.on(date(2026, 3, 1)).by_exercise["band-walk"].rest_s == 60
    assert timeline.on(date(2026, 3, 2)).by_exercise["band-walk"].rest_s == 90
    assert Step.objects.get(exercise__slug="band-walk").pk == pinned


def test_an_update_may_take_a_step_off_the_ladder(program, monkeypatch):
    ship(monkeypatch, lambda ladder: ladder["stages"][3]["steps"].pop())
    ladder_loader.load()
    assert "single-leg-deadlift" not in steps(program)


def test_a_coach_who_made_the_same_change_as_the_update_is_followed_again(program, monkeypatch):
    edit(program, "band-walk", rest_s=90)
    ship(monkeypatch, lambda ladder: ladder["stages"][2]["steps"][2].update(rest_s=90))
    assert ladder_loader.load().left_alone == []
    program.refresh_from_db()
    assert program.shipped == ladder_loader.shipped()[0]


def test_an_update_of_an_exercise_is_published_too(program, tmp_path):
    files = copy_of_the_files(tmp_path)
    rewrite(files / "deadlift.toml", 'sides = "both"', 'sides = "each"')
    exercises.load(files)
    assert ladder_loader.load().updated == ["glutes-that-fire"]
    assert program.revisions.last().shipped


def test_an_exercise_that_a_coach_changed_is_not_published_by_an_update(program, monkeypatch):
    exercise = Step.objects.get(exercise__slug="deadlift").exercise
    exercise.any_equipment = False
    exercise.save()
    ship(monkeypatch, lambda ladder: ladder["stages"][2]["steps"][2].update(rest_s=90))
    assert ladder_loader.load().left_alone == ["glutes-that-fire: deadlift was edited"]
    assert program.revisions.count() == 1
    assert steps(program)["band-walk"].rest_s == 60


def test_what_a_coach_published_is_left_alone_though_the_draft_is_as_shipped(program, monkeypatch):
    edit(program, "glute-bridge", amount_high=15)
    programs.publish(program, on=date(2026, 3, 9))
    draft.bring_back(program, program.revisions.first().rules)
    ship(monkeypatch, lambda ladder: ladder["stages"][2]["steps"][2].update(rest_s=90))
    left = ladder_loader.load().left_alone
    assert left == ["glutes-that-fire: revision 2 was published by a coach"]
    assert steps(program)["band-walk"].rest_s == 60


def test_a_coach_who_went_back_to_the_shipped_ladder_is_followed_again(program, monkeypatch):
    for top in (15, 12):
        edit(program, "glute-bridge", amount_high=top)
        programs.publish(program, on=date(2026, 3, 9))
    ship(monkeypatch, lambda ladder: ladder["stages"][2]["steps"][2].update(rest_s=90))
    assert ladder_loader.load().updated == ["glutes-that-fire"]
    assert program.revisions.count() == 4
