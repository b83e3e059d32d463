"""Migrations run back and forwards on a row of each model and lose no value both ends have."""

import uuid
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

OURS = ("accounts", "exercises", "plans", "logbook")
# No page ever set it (see plans.0003), so migrations drop it.
LEFT = {"plans.enrollment.pinned"}
# Values for fields for which any value of the type will not do.
FITTING = {
    "accounts.user.minutes": 15,
    "accounts.user.lifts": 3,
    "exercises.exercise.form": "",
    "exercises.historicalexercise.form": "",
    "plans.choice.instead": None,
    "logbook.setentry.primer": False,
    "logbook.device.endpoint": "https://push.example.org/1",
}


def graph():
    return MigrationLoader(None).graph


def test_each_migration_can_be_taken_back(migrations):
    for app, name in graph().nodes:
        if app in OURS:
            migration = graph().nodes[app, name]
            faults = [one for one in migration.operations if not one.reversible]
            assert not faults, f"{app} {name}: {faults}"


def lasts():
    return [node for node in graph().leaf_nodes() if node[0] in OURS]


def firsts():
    return [(app, min(name for of, name in graph().nodes if of == app)) for app in OURS]


def go_to(targets):
    """Migrate, and return the models of that state."""
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return MigrationExecutor(connection).loader.project_state(targets).apps


def of_ours(state):
    """Return our models, parents before children as far as there is an order."""
    return [model for app in OURS for model in state.get_app_config(app).get_models()]


def fill(state):
    made = {}
    for model in of_ours(state):
        row_of(model, made)
    return made


def row_of(model, made):
    label = model._meta.label_lower
    if label not in made:
        values = {}
        for field in model._meta.concrete_fields:
            if field.primary_key and not field.remote_field:
                continue
            values[field.name] = FITTING.get(f"{label}.{field.name}", value_of(field, made))
        made[label] = model._base_manager.create(**values)
    return made[label]


def value_of(field, made):
    if field.remote_field:
        other = field.remote_field.model
        if other is field.model or (field.null and other._meta.app_label not in OURS):
            return None
        return row_of(other, made)
    if field.choices:
        return field.choices[0][0]
    for kind, value in VALUES:
        if isinstance(field, kind):
            return value(field) if callable(value) else value
    raise AssertionError(f"no value for {field}")


VALUES = [
    (models.BooleanField, True),
    (models.BinaryField, b"bytes"),
    (models.UUIDField, lambda _: uuid.UUID(int=7)),
    (models.DateTimeField, datetime(2026, 3, 2, 9, tzinfo=UTC)),
    (models.DateField, date(2026, 3, 2)),
    (models.TimeField, time(9)),
    (models.DecimalField, Decimal("2.5")),
    (models.FloatField, 2.5),
    (models.IntegerField, 5),
    (models.JSONField, lambda field: field.default() if field.has_default() else {"a": [1]}),
    (models.EmailField, "runner@example.org"),
    (models.CharField, lambda field: "words"[: field.max_length]),
    (models.TextField, "more words"),
]


def rows_of(state):
    """Return {table.column: values of all rows}."""
    found = {}
    for model in of_ours(state):
        for field in model._meta.concrete_fields:
            rows = model._base_manager.order_by("pk").values_list(field.attname, flat=True)
            found[f"{model._meta.label_lower}.{field.name}"] = list(rows)
    return found


@pytest.mark.thorough
@pytest.mark.postgres
def test_rows_go_back_to_the_first_migrations_and_forwards_again(migrated):
    models_now = go_to(lasts())
    fill(models_now)
    now = rows_of(models_now)
    assert all(now.values())
    then = rows_of(go_to(firsts()))
    again = rows_of(go_to(lasts()))
    kept = then.keys() & now.keys() - LEFT
    assert len(kept) > 150  # columns
    for name in sorted(kept):
        assert then[name] == now[name], f"{name} on the way back"
        assert again[name] == now[name], f"{name} on the way forwards"
