"""A page of some days reads the rows of those days, however many years there are beside them."""

import re
from datetime import date

import pytest
from django.db import connection

from tests.factories import RunFactory
from tests.logbook.long_logs import train

pytestmark = pytest.mark.postgres

MONDAY = date(2026, 3, 2)
# Sets or feedback found by their runner alone: all there are.
ALL_ROWS = re.compile(r"logbook_(setentry|feedback)\b.*\(user_id=\?\)")


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL plans by what it counted")
@pytest.mark.parametrize(
    "path",
    [
        *("/today/", "/today/go/", "/today/go/primer/", "/plan/", "/runs/"),
        *("/weeks/", "/weeks/2026-W10/", "/logbook/2026-03-02/"),
    ],
)
def test_no_query_goes_through_all_years(client, mat_runner, path):
    train(mat_runner, MONDAY, 3)
    RunFactory(user=mat_runner, date=MONDAY)
    client.get("/today/")  # puts down what is kept of the past
    plans = []

    def look(execute, sql, params, many, context):
        if sql.startswith("SELECT"):
            explain = f"EXPLAIN QUERY PLAN {sql}".replace("%s", "?")
            plans.append((sql, [row[3] for row in connection.connection.execute(explain, params)]))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        assert client.get(path).status_code == 200
    assert plans
    for sql, steps in plans:
        assert not any(map(ALL_ROWS.search, steps)), (sql, steps)
        if "EXISTS" in sql and "primer" in sql:
            assert any("primers_of_a_day" in step for step in steps), (sql, steps)
