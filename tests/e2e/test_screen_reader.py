"""What a screen reader gets of the main pages: their accessibility tree as text.

Chromium and Firefox give the same one.

After a change that is meant, ``NEW_TREES=1 pytest tests/e2e/test_screen_reader.py`` writes the
files of ``screen_reader/`` anew; read the difference.
"""

import os
import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.factories import UserFactory
from tests.logbook.long_logs import start, train

HERE = Path(__file__).parent / "screen_reader"
MONDAY = date(2026, 3, 2)
PAGES = {
    "exercises": "/exercises/?stage=march",
    "today": "/today/",
    "guided": "/today/go/",
    "plan": "/plan/",
    "weeks": "/weeks/",
    "logbook": "/logbook/",
    "runs": "/runs/",
}
pytestmark = pytest.mark.usefixtures("library", "clock")
ADDRESSES = re.compile(r":?\n *- /url: [^\n]*")


@pytest.fixture
def runner(transactional_db):
    # The same cues whatever ran before: their turn goes by the runner's number.
    user = start(UserFactory(pk=1_001, equipment=["mat"]), MONDAY - timedelta(days=3))
    train(user, MONDAY - timedelta(days=3), count=3, slugs=("prone-squeeze", "standing-squeeze"))
    return user


@pytest.mark.firefox
def test_a_screen_reader_gets_the_main_pages_as_they_were(page, clock, runner, sign_in):
    clock.go(MONDAY)
    clock.follow(page)
    sign_in(page, runner)
    changed = []
    for name, path in PAGES.items():
        page.goto(path)
        page.wait_for_load_state("networkidle")
        tree = ADDRESSES.sub("", page.locator("main").aria_snapshot()) + "\n"
        file = HERE / f"{name}.txt"
        if os.environ.get("NEW_TREES"):
            file.write_text(tree)
        elif tree != file.read_text():
            changed.append((name, tree))
    for name, tree in changed[:1]:
        assert tree == (HERE / f"{name}.txt").read_text(), name
