"""Ladders of the first edition get the kinds of their loads, and lose them on the way back."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

pytestmark = pytest.mark.thorough
BEFORE, AFTER = ("plans", "0004_going_on_and_easy_weeks"), ("plans", "0005_kinds_of_load")
STEPS = {"deadlift": "both", "single-leg-deadlift": "each", "wall-march-hold": "each"}
LOADS = {"deadlift": 2.5, "single-leg-deadlift": 1.0, "wall-march-hold": None}


def migrate(target):
    loader = MigrationExecutor(connection).loader
    library = max(node for node in loader.graph.leaf_nodes() if node[0] == "exercises")
    MigrationExecutor(connection).migrate([target])
    return MigrationExecutor(connection).loader.project_state([target, library]).apps


def first_edition():
    apps = migrate(BEFORE)
    rows = [{"exercise": slug, "load_step": step} for slug, step in LOADS.items()]
    shipped = {"stages": [{"key": "lift", "steps": rows}]}
    program = apps.get_model("plans", "Program").objects.create(slug="first", shipped=shipped)
    stage = apps.get_model("plans", "Stage").objects.create(program=program, key="lift")
    for slug, sides in STEPS.items():
        exercise = apps.get_model("exercises", "Exercise").objects.create(
            slug=slug, sides=sides, unit="repetitions", stage="lift", dose_source="ours"
        )
        ranges = dict.fromkeys(
            f"{name}_{end}" for name in ("sets", "amount") for end in ("low", "high", "start")
        )
        apps.get_model("plans", "Step").objects.create(
            stage=stage, exercise=exercise, load_step=LOADS[slug], up_s=1, down_s=1, rest_s=60,
            frequency="daily", **dict.fromkeys(ranges, 3),
        )  # fmt: skip


def shipped_rows(apps):
    return apps.get_model("plans", "Program").objects.get().shipped["stages"][0]["steps"]


def test_a_load_is_named_and_forgotten_again(migrated):
    first_edition()
    apps = migrate(AFTER)
    kinds = apps.get_model("plans", "Step").objects.values_list(
        "exercise__slug", "load_kind", "load_most"
    )
    wanted = {
        ("deadlift", "bar", 250),
        ("single-leg-deadlift", "hand", 60),
        ("wall-march-hold", "", None),
    }
    assert set(kinds) == wanted
    rows = shipped_rows(apps)  # what an update compares with the draft
    assert {(row["exercise"], row["load_kind"], row["load_most"]) for row in rows} == wanted
    assert not any(row["primer"] for row in rows)
    assert shipped_rows(migrate(BEFORE)) == [
        {"exercise": slug, "load_step": step} for slug, step in LOADS.items()
    ]


def test_weight_on_the_hips_and_bands_are_unknown_before(migrated):
    first_edition()
    apps = migrate(AFTER)
    steps = apps.get_model("plans", "Step").objects
    steps.filter(exercise__slug="deadlift").update(load_kind="hips")
    program = apps.get_model("plans", "Program").objects.get()
    for row in program.shipped["stages"][0]["steps"]:
        row["load_kind"] = row["load_kind"] and "hips"
    program.save()
    apps = migrate(BEFORE)
    step = apps.get_model("plans", "Step").objects.get(exercise__slug="deadlift")
    assert step.load_step is None
    assert all(row["load_step"] is None for row in shipped_rows(apps))
