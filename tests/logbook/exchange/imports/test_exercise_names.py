"""The exercise that a name in another app means: right, or not offered."""

import pytest

from exercises.models import Exercise
from logbook.exchange.imports.exercise_names import ExerciseNames, _table

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library")]

CHOSEN = {
    "deadlift": (
        "Deadlift (Barbell)", "deadlift (trap bar)", "Barbell Deadlift", "Kreuzheben (Langhantel)",
        "Soulevé de terre (barre)", "Peso Muerto (Barra)", "Stacco da terra (Bilanciere)",
        "Levantamento Terra (Barra)", "Становая тяга (Штанга)", "デッドリフト（バーベル）", "硬拉",
        "데드리프트 (바벨)", "Martwy ciąg", "Deadlift, Barbell",
    ),
    "single-leg-deadlift": (
        "Single Leg Romanian Deadlift (Dumbbell)", "Single-Leg Deadlift", "Single Leg RDL",
        "Einbeiniges rumänisches Kreuzheben (Kurzhantel)", "Peso muerto rumano a una pierna",
        "Soulevé de Terre Roumain à Une Jambe", "Румынская тяга на одной ноге",
    ),
    "glute-bridge": (
        "Glute Bridge", "Glute bridge (Bodyweight)", "Gesäßbrücke", "Pont fessier",
        "Puente de Glúteos", "Ponte de Glúteos", "Ponte per glutei", "Ягодичный мостик", "臀桥",
    ),
    "single-leg-bridge": ("Single Leg Glute Bridge", "Glute Bridge (Single Leg)"),
    "band-walk": ("Lateral Band Walk", "Lateral Walk (Resistance Band)", "Banded Side Steps"),
    "kettlebell-deadlift": ("Deadlift (Kettlebell)", "Kreuzheben (Kettlebell)"),
}  # fmt: skip
SUGGESTED = {
    "glute-bridge": (
        "Glute Bridge Hold", "Glute Bridge (Banded)", "Bridge", "Hip Raise", "Glute Brigde",
        "Isometric Glute Bridge", "Gesäßbrücke (Langhantel)",
    ),
    "deadlift": ("Deadlift (Dumbbell)", "Paused Deadlift (Barbell)", "Deadlfit (Smith Machine)"),
    "single-leg-deadlift": ("Single Leg Romanian Deadlift (Barbell)",),
    "single-leg-bridge": ("Weighted Single Leg Glute Bridge",),
}  # fmt: skip
NOT_OFFERED = (
    "Romanian Deadlift (Barbell)", "Romanian Deadlift (Dumbbell)", "Romanian Deadlift (Smith)",
    "RDL", "Stiff Leg Deadlift (Barbell)", "Sumo Deadlift (Kettlebell)", "Deficit Deadlift",
    "Side Flye", "Side Plank", "Side Bend (Dumbbell)", "Side Lying Clam", "Lateral Raise (Band)",
    "Hip Thrust (Barbell)", "Hip Thrust (Machine)", "Single Leg Hip Thrust (Dumbbell)",
    "Hip Abduction (Machine)", "Good Morning (Barbell)", "Walk", "Walking", "Farmers Walk",
    "Band Pullaparts", "Leg Press", "Single Leg Press", "Single Arm Deadlift (Kettlebell)",
    "Wall Sit", "Wall Ball", "Glute Kickback (Machine)", "Squat (Barbell)", "Bench Press",
    "Crab Walk", "Band", "Barbell", "Hold", "-", "",
    "Rumänisches Kreuzheben (Langhantel)", "Soulevé de terre roumain (barre)", "Stacco rumeno",
    "Peso muerto rumano (barra)", "Levantamento Terra Romeno", "Elevação Pélvica (Barra)",
    "Румынская тяга (Штанга)", "ルーマニアンデッドリフト", "罗马尼亚硬拉",
)  # fmt: skip


@pytest.fixture
def names():
    return ExerciseNames(Exercise.objects.all())


def test_what_is_surely_ours_is_chosen(names, subtests):
    for slug, written in CHOSEN.items():
        for name in written:
            with subtests.test(name):
                assert names.match(name) == (slug, "")


def test_ours_with_something_beside_it_is_suggested(names, subtests):
    for slug, written in SUGGESTED.items():
        for name in written:
            with subtests.test(name):
                assert names.match(name) == ("", slug)


def test_another_exercise_is_not_offered(names, subtests):
    for name in NOT_OFFERED:
        with subtests.test(name):
            assert names.match(name) == ("", "")


def test_every_listed_name_is_of_the_library(names):
    listed = {slug.strip("?") for slug in _table()["names"].values()} - {""}
    assert listed <= {exercise.slug for exercise in Exercise.objects.all()}
    for name, slug in _table()["names"].items():
        assert names.match(name) == (("", slug[1:]) if slug[:1] == "?" else (slug, "")), name
