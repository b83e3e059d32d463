"""Every address of the project, asked for by everybody, against the table of who may what."""

import json
import re
from collections import Counter
from pathlib import Path

from django.core.cache import cache
from django.db import connection, transaction
from django.urls import URLResolver, get_resolver, resolve

from .posted_data import send_of
from .world import ROLES, rows_of

TABLE = Path(__file__).with_name("who_may_what.txt").read_text()
LINES = [line for line in TABLE.splitlines() if line.startswith("/")]
ADDRESSES = [line.split()[0] for line in LINES]
KEYS = re.compile(r"{(confirmation|reset)}")  # whoever has it may use it
OWN = re.compile(
    r"{(set|gone|run|import|run_import|device|link|token)}"
)  # an owner's row in an address


def routes(resolver, before=""):
    for one in resolver.url_patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from routes(one, route)
        else:
            yield route


def test_every_address_of_the_project_is_in_the_table_once(world):
    places = world.places["owner"]
    in_table = [plain(resolve(address.format(**places)).route) for address in ADDRESSES]
    in_project = {*map(plain, routes(get_resolver()))}
    assert in_project - {*in_table} == set()
    assert [route for route, times in Counter(in_table).items() if times > 1] == []


def plain(route):
    """Some are written as expressions within expressions."""
    return route.replace("^", "").replace("$", "")


def test_everybody_may_do_what_the_table_says_and_no_more(world):
    before = rows_of(world.people["owner"])
    found = [answers(world, line.split()[0], before) for line in LINES]
    assert "\n".join(found) == "\n".join(LINES)


def answers(world, address, before):
    """The line of the table for this address as the project answers now."""
    places = world.places["owner"]
    path = address.format(**places)
    body = send_of(address, places, world.browser("staff"))
    columns = []
    for method in ("GET", "POST"):
        kept = method == "GET" or not KEYS.search(address)
        columns.append([ask(world, role, method, path, body, kept and before) for role in ROLES])
    shown = " | ".join(" ".join(f"{one:<6}" for one in column) for column in columns)
    return f"{address:<65} {shown}".rstrip()


def ask(world, role, method, path, body, before):
    """Returns the status, or "login" for a redirect there, and rolls back what was written.

    Fails if somebody but the owner changed or saw rows of the owner's.
    """
    cache.clear()
    at = transaction.savepoint_create()
    writes = TablesWritten()
    with connection.execute_wrapper(writes):
        response = send(world, role, method, path, body)
        seen = response.getvalue()  # to the end, so that a file is closed
    if before and role != "owner" and not (role == "staff" and path.startswith("/admin/")):
        after = rows_of(world.people["owner"], writes.tables)
        changed = [table for table, rows in after.items() if rows != before[table]]
        assert not changed, f"{role} changed the owner's {path}"
        if not path.startswith("/admin/login/"):
            assert b"of owner" not in seen, f"{role} saw the owner's {path}"
    transaction.savepoint_rollback(at)
    if response.status_code == 302 and re.match("/(accounts|admin)/login/", response["Location"]):
        return "login"
    return str(response.status_code)


class TablesWritten:
    """Comparing every table after each request would take most of the time."""

    READS = ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK", "SET CONSTRAINTS")
    WRITES = re.compile(r'\s*(?:INSERT(?: OR IGNORE)? INTO|UPDATE|DELETE FROM)\s+"?(\w+)')

    def __init__(self):
        self.tables = set()  # None, for all of them, after a statement of another kind

    def __call__(self, execute, sql, params, many, context):
        if self.tables is not None and not sql.startswith(self.READS):
            found = self.WRITES.match(sql)
            self.tables = {*self.tables, found[1]} if found else None
        return execute(sql, params, many, context)


def send(world, role, method, path, body):
    client = world.browser(role)
    if not path.startswith("/api/"):
        return client.generic(method, path) if method == "GET" else client.post(path, body)
    headers = {}
    if role != "anonymous":
        headers["authorization"] = f"Bearer {world.places[role]['log_key']}"
    sent = {"data": json.dumps(body), "content_type": "application/json"}
    return client.generic(method, path, headers=headers, **(sent if method != "GET" else {}))


def test_the_api_takes_no_other_method(world):
    for address in ADDRESSES:
        if address.startswith("/api/"):
            for method in ("PUT", "PATCH", "DELETE"):
                response = send(world, "owner", method, address, {})
                assert response.status_code == (404 if address == "/api/v1/nothing" else 405)


def test_a_row_of_the_owner_is_out_of_everybody_elses_reach():
    for line in LINES:
        address, *answers = line.replace("|", "").split()
        if OWN.search(address):
            anonymous, owner, *others = answers[-5:]
            assert owner == "405" or (anonymous, {*others}) == ("login", {"404"}), line
