"""The example in docs/library.md of how to add an exercise is loaded and looked at."""

import re
import shutil
from pathlib import Path

import pytest
from django.urls import reverse

from exercises import figures
from exercises.content import checks, loader
from exercises.figures import pose_files
from exercises.models import Exercise

DOC = Path(__file__).parents[2] / "docs" / "library.md"
TEXT = DOC.read_text("utf-8")
SHOWN = dict(re.findall(r"`exercises/([\w/-]+\.toml)`:\n\n```toml\n(.*?)```", TEXT, re.DOTALL))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The shipped library with the example of the page, in a place of its own."""
    for part in ("content", "figures/poses"):
        shutil.copytree(checks.FOLDER / part, tmp_path / part)
    for path, text in SHOWN.items():
        (tmp_path / path).write_text(text)
    monkeypatch.setattr(pose_files, "FOLDER", tmp_path / "figures" / "poses")
    pose_files.figures.cache_clear()
    yield tmp_path
    pose_files.figures.cache_clear()


def test_the_example_is_right(folder):
    assert len(SHOWN) == 2
    assert checks.check(folder).lines == []


@pytest.mark.django_db
def test_the_example_has_a_page_a_place_in_the_list_and_a_figure(folder, client):
    loader.load(folder / "content")
    bridge = Exercise.objects.get(slug="glute-bridge")
    assert "banded-bridge" in [form.slug for form in bridge.forms.all()]
    page = client.get(reverse("exercise", args=["banded-bridge"])).content.decode()
    assert "Spread the band, then lift." in page
    assert "a bridge with a loop band above the knees" in page
    assert "Banded bridge" in client.get(reverse("exercises")).content.decode()
    assert figures.svg("banded-bridge") != figures.svg("no-such-exercise")
