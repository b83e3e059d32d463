"""A runner's rows can move to one machine of many: each names its runner, or docs/scaling.md says
what has to change before."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist
from django.db.models import UniqueConstraint

ROOT = Path(__file__).parent.parent
SCALING = (ROOT / "docs/scaling.md").read_text()
MODELS = {model._meta.db_table: model._meta for model in apps.get_models(include_auto_created=True)}
USER = get_user_model()._meta.db_table


def rows_of(heading):
    """[cells of each row] of the first table under a heading."""
    section = SCALING.split(f"# {heading}\n")[1].split("\n#")[0]
    rows = re.findall(r"^\| (.*) \|$", section, re.MULTILINE)[1:]
    return [row.split(" | ") for row in rows]


def tables_in(cell):
    return re.findall(r"`(\w+)`", re.sub(r"by `\w+`", "", cell))


PLACES = {place: tables_in(cell) for place, cell in rows_of("Where each table goes")}
BY_RUNNER = PLACES["by runner"]


def names_its_runner(table):
    try:
        field = MODELS[table].get_field("user")
    except FieldDoesNotExist:
        return False
    return field.remote_field.model is get_user_model() and not field.null


def unique(table):
    """The sets of fields that no two rows share, but for the primary key."""
    meta = MODELS[table]
    yield from (
        {field.name} for field in meta.local_fields if field.unique and not field.primary_key
    )
    yield from (set(fields) for fields in meta.unique_together)
    for one in meta.constraints:
        if isinstance(one, UniqueConstraint):
            yield set(one.fields) or {str(e.name) for e in one.expressions}


def test_each_table_has_one_place():
    placed = sorted(table for tables in PLACES.values() for table in tables)
    assert placed == sorted([*MODELS, "django_cache"])


@pytest.mark.parametrize("table", [table for table in BY_RUNNER if table != USER])
def test_each_row_of_a_runner_names_the_runner(table):
    to_change = tables_in(" ".join(cells[0] for cells in rows_of("What has to change first")))
    assert names_its_runner(table) or table in to_change


def test_nothing_of_a_runner_is_kept_elsewhere():
    """But for what staff did, which is not theirs."""
    named = {table for table in MODELS if names_its_runner(table)}
    assert named - {*BY_RUNNER} == {"django_admin_log"}


def test_what_is_unique_beyond_one_runner_is_known():
    beyond = {
        (table, ", ".join(sorted(fields)))
        for table in BY_RUNNER
        for fields in unique(table)
        if "user" not in fields
    }
    told = {
        (table, ", ".join(sorted(fields.split(", "))))
        for what, fields, *_ in rows_of("What has to change first")
        for table in tables_in(what)
    }
    assert beyond == told
