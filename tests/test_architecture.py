"""Imports go one way: logbook → plans → exercises. The rest is in docs and in MAY below."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# What an app may import of ours. accounts is reached through settings.AUTH_USER_MODEL alone.
MAY = {
    "exercises": {"exercises"},
    "plans": {"plans", "exercises"},
    "logbook": {"logbook", "plans", "exercises"},
    "accounts": {"accounts", "exercises"},  # for the choice of equipment
    "config": {"config", "accounts", "exercises", "plans", "logbook"},  # the wiring
}
# Standard, but a second run would not give the same answer.
UNSURE = {"asyncio", "os", "random", "secrets", "subprocess", "time", "uuid"}
CLOCKS = ("date.today", "datetime.now", "datetime.today", "datetime.utcnow")


def imported(tree, module):
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


def faults(path, source):
    """What is wrong with the imports of a file, in words."""
    tree = ast.parse(source)
    module = [*Path(path).parent.parts, Path(path).stem]
    pure = path.startswith("plans/rules/")
    for name in imported(tree, module):
        top = name.split(".")[0]
        if top in MAY and top not in MAY[module[0]]:
            yield f"{path} imports {name}"
        elif (
            pure
            and not name.startswith("plans.rules")
            and (top in UNSURE or top not in sys.stdlib_module_names)
        ):
            yield f"{path} imports {name}: the rules are pure"
    for node in ast.walk(tree) if pure else ():
        if isinstance(node, ast.Attribute) and ast.unparse(node).endswith(CLOCKS):
            yield f"{path} reads the clock"


def test_imports_go_one_way():
    found = []
    for app in MAY:
        for file in sorted((ROOT / app).rglob("*.py")):
            found += faults(str(file.relative_to(ROOT)), file.read_text())
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("exercises/views.py", "from plans.models import Step"),
        ("exercises/views.py", "import logbook"),
        ("plans/views.py", "def view():\n    from logbook.models import Workout"),
        ("plans/views.py", "from accounts.models import User"),
        ("plans/admin.py", "from importlib import import_module\nimport_module('logbook.models')"),
        ("logbook/views/today.py", "import config.settings"),
        ("logbook/views/today.py", "from accounts.models import User"),
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
        ("logbook/views/today.py", "from plans.rules import plan\nfrom ..models import Workout"),
        ("accounts/forms.py", "from exercises.models import Equipment"),
        ("plans/rules/plan.py", "from datetime import date\nfrom .history import History"),
        ("plans/rules/plan.py", "import plans.rules.history\nanswer.today"),
    ],
)
def test_an_import_that_fits_the_design_is_let_be(path, source):
    assert not list(faults(path, source))
