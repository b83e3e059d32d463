"""The library in a browser: filters at once, the way back, no JavaScript, the admin's policy."""

import pytest
from django.contrib.auth.models import Group
from playwright.sync_api import expect

from exercises.library import EDITORS
from exercises.models import Cue
from tests.factories import UserFactory
from tests.library import load_exercises


@pytest.fixture(autouse=True)
def _exercises(transactional_db):
    load_exercises()


def shows(page, *names):
    expect(page.locator(".ex-card h3")).to_have_text(names)
    many = f"{len(names)} exercise{'' if len(names) == 1 else 's'}"
    expect(page.get_by_role("status").filter(has_text="exercise")).to_have_text(many)


def test_filters_work_at_once_and_live_in_the_address(page, live_server):
    page.goto("/exercises/")
    expect(page.get_by_role("button", name="Show")).to_have_count(0)
    page.get_by_label("Stage").select_option("Bridge and walk")
    shows(page, "Glute bridge", "Single-leg bridge", "Band walk")
    expect(page).to_have_url(f"{live_server.url}/exercises/?stage=bridge")
    page.get_by_label("Sides").select_option("each side")
    shows(page, "Single-leg bridge", "Band walk")
    page.get_by_role("searchbox").press_sequentially("band", delay=30)
    shows(page, "Band walk")
    expect(page).to_have_url(f"{live_server.url}/exercises/?q=band&stage=bridge&sides=each")


def test_the_way_back_brings_back_what_was_asked(page, live_server):
    page.goto("/exercises/")
    page.get_by_label("Stage").select_option("Bridge and walk")
    shows(page, "Glute bridge", "Single-leg bridge", "Band walk")
    page.get_by_role("searchbox").fill("band")
    shows(page, "Band walk")
    page.get_by_role("searchbox").press("Enter")  # the same again is no step of its own
    page.get_by_role("link", name="Band walk").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Band walk")
    page.go_back()
    shows(page, "Band walk")
    expect(page.get_by_role("searchbox")).to_have_value("band")
    page.go_back()
    shows(page, "Glute bridge", "Single-leg bridge", "Band walk")
    expect(page.get_by_role("searchbox")).to_have_value("")
    page.get_by_label("Muscle").select_option("Tensor fasciae latae")
    shows(page, "Band walk")


def test_the_library_needs_no_javascript(plain):
    plain.goto("/exercises/")
    plain.get_by_label("Equipment").select_option("No equipment")
    plain.get_by_role("button", name="Show").click()
    shows(plain, "Standing squeeze")
    plain.get_by_role("link", name="Standing squeeze").click()
    expect(plain.get_by_role("heading", name="Cues")).to_be_visible()


@pytest.mark.parametrize("of", ["exercise", "cue"])
def test_the_admin_keeps_to_our_policy(desk, sign_in, of):
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name=EDITORS))
    sign_in(desk, user)
    cue = Cue.objects.get(key="one-line")
    cue.text = {"en": "One line."}
    cue.save()
    row = cue if of == "cue" else cue.exercise
    for page in ("change/", "history/", f"history/{row.history.first().pk}/"):
        desk.goto(f"/admin/exercises/{of}/{row.pk}/{page}")
        expect(desk.get_by_role("heading", level=1)).to_be_visible()
