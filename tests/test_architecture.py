"""Imports go one way: logbook → plans → exercises, and inside logbook from rooms to the ground.

docs/architecture.md explains the map; here it is held.
"""

import ast
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# What an app may import of ours. accounts is reached through settings.AUTH_USER_MODEL alone.
MAY_IMPORT = {
    "exercises": {"exercises"},
    "plans": {"plans", "exercises"},
    "logbook": {"logbook", "plans", "exercises"},
    "accounts": {"accounts", "exercises"},  # for the choice of equipment
    "config": {"config", "accounts", "exercises", "plans", "logbook"},  # the wiring
}
# Modules of the standard library whose second call would not give the same answer.
IMPURE = {"asyncio", "os", "random", "secrets", "subprocess", "time", "uuid"}
CLOCKS = ("date.today", "datetime.now", "datetime.today", "datetime.utcnow")

ROOMS = {
    "account", "coach", "days", "exchange", "guided", "ladder", "offline", "reminders", "runs",
    "today", "weeks",
}  # fmt: skip
# The arrows between rooms: which room imports from which neighbours.
ARROWS = {
    "coach": {"today"},
    "days": {"runs", "weeks"},
    "exchange": {"days", "runs", "weeks"},
    "guided": {"runs", "today"},
    "ladder": {"runs"},
    "offline": {"today"},
    "reminders": {"runs", "today"},
    "today": {"runs"},
    "weeks": {"runs"},
}
# What starts the rooms' work may know them all; everything else outside a room is ground floor.
ENTRANCES = {"urls", "housekeeping", "demo", "management"}


def imported_names(tree, module):
    """The full names of what a module imports; ``module`` is its own dotted path as a list."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = module[: -node.level] if node.level else []
            base = [*base, *([node.module] if node.module else [])]
            yield from (".".join([*base, alias.name]) for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            yield ast.literal_eval(node.args[0])


def room_arrow(module, name):
    """(room, neighbour) of an import inside logbook; the ground floor is ``None``."""
    here, there = module[1] if len(module) > 1 else "", name.split(".")
    if there[0] != "logbook" or len(there) < 2 or there[1] not in ROOMS or here in ENTRANCES:
        return None
    room = here if here in ROOMS else "the ground floor"
    return (room, there[1]) if room != there[1] else None


def faults(path, source):
    """What is wrong with the imports of a file, in words."""
    tree = ast.parse(source)
    module = [*Path(path).parent.parts, Path(path).stem]
    is_pure = path.startswith("plans/rules/")
    for name in imported_names(tree, module):
        top = name.split(".")[0]
        if top in MAY_IMPORT and top not in MAY_IMPORT[module[0]]:
            yield f"{path} imports {name}"
        elif (
            is_pure
            and not name.startswith("plans.rules")
            and (top in IMPURE or top not in sys.stdlib_module_names)
        ):
            yield f"{path} imports {name}: the rules are pure"
        arrow = room_arrow(module, name) if module[0] == "logbook" else None
        if arrow and arrow[1] not in ARROWS.get(arrow[0], ()):
            yield f"{path} imports {name}: no arrow goes from {arrow[0]} to {arrow[1]}"
    for node in ast.walk(tree) if is_pure else ():
        if isinstance(node, ast.Attribute) and ast.unparse(node).endswith(CLOCKS):
            yield f"{path} reads the clock"


def files_of(app):
    for file in sorted((ROOT / app).rglob("*.py")):
        yield str(file.relative_to(ROOT)), file.read_text()


def test_imports_go_one_way():
    found = [fault for app in MAY_IMPORT for file in files_of(app) for fault in faults(*file)]
    assert not found, "\n".join(found)


def test_no_arrow_between_rooms_is_listed_that_is_not_there():
    there = set()
    for path, source in files_of("logbook"):
        module = [*Path(path).parent.parts, Path(path).stem]
        there |= {room_arrow(module, name) for name in imported_names(ast.parse(source), module)}
    assert {(room, to) for room, others in ARROWS.items() for to in others} == there - {None}


def test_the_arrows_between_rooms_lead_in_no_circle():
    TopologicalSorter(ARROWS).prepare()


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("exercises/views.py", "from plans.models import Step"),
        ("exercises/views.py", "import logbook"),
        ("plans/views.py", "def view():\n    from logbook.models import Workout"),
        ("plans/views.py", "from accounts.models import User"),
        ("plans/admin.py", "from importlib import import_module\nimport_module('logbook.models')"),
        ("logbook/today/views.py", "import config.settings"),
        ("logbook/today/views.py", "from accounts.models import User"),
        ("logbook/today/views.py", "from ..weeks import totals"),
        ("logbook/weeks/charts/svg.py", "from ...days.views import day"),
        ("logbook/history.py", "from .today import page"),
        ("logbook/models/training.py", "from ..today.page import Page"),
        ("accounts/views.py", "from plans import rules"),
        ("plans/rules/fold.py", "from django.db import models"),
        ("plans/rules/fold.py", "from ..models import Step"),
        ("plans/rules/fold.py", "from plans.models import Step"),
        ("plans/rules/fold.py", "from random import choice"),
        ("plans/rules/fold.py", "import os.path"),
        ("plans/rules/fold.py", "from datetime import date\ndate.today()"),
        ("plans/rules/fold.py", "import datetime\ndatetime.datetime.now()"),
    ],
)
def test_an_import_against_the_design_is_found(path, source):
    assert len(list(faults(path, source))) == 1


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("exercises/views.py", "from .models import Exercise\nfrom django.conf import settings"),
        ("plans/models.py", "from exercises.models import Exercise\nfrom . import rules"),
        ("logbook/today/views.py", "from plans.rules import plan\nfrom ..models import Workout"),
        ("logbook/days/views.py", "from ..runs.forms import RunForm\nfrom . import day_page"),
        ("logbook/housekeeping.py", "from .exchange.imports import previews"),
        ("logbook/management/commands/demo.py", "from logbook.reminders import due"),
        ("accounts/forms.py", "from exercises.models import Equipment"),
        ("plans/rules/plan.py", "from datetime import date\nfrom .history import History"),
        ("plans/rules/plan.py", "import plans.rules.history\nanswer.today"),
    ],
)
def test_an_import_that_fits_the_design_is_let_be(path, source):
    assert not list(faults(path, source))
