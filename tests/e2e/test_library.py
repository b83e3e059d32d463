"""The library in a browser: filters at once, the way back, no JavaScript, the admin's policy."""

import re

import pytest
from django.contrib.auth.models import Group
from playwright.sync_api import expect

from exercises.editors import EDITORS
from exercises.models import Cue, Exercise
from tests.factories import FeedbackFactory, SetEntryFactory, UserFactory
from tests.library import load_library

from .conftest import too_wide

BRIDGES = ("Glute bridge", "Single-leg bridge", "Band walk")


@pytest.fixture(autouse=True)
def _library(transactional_db):
    load_library()


def shows(page, *names, forms=0):
    """These cards, and with them so many easier and harder forms."""
    expect(page.locator(".ex-card h3")).to_have_text(names)
    expect(page.locator(".ex-forms li")).to_have_count(forms)
    many = len(names) + forms
    many = f"{many} exercise{'' if many == 1 else 's'}"
    expect(page.get_by_role("status").filter(has_text="exercise")).to_have_text(many)


@pytest.mark.firefox
def test_filters_work_at_once_and_live_in_the_address(page, live_server):
    page.goto("/exercises/")
    expect(page.get_by_role("button", name="Show")).to_have_count(0)
    page.get_by_label("Stage").select_option("Bridge and walk")
    shows(page, *BRIDGES, forms=2)
    expect(page).to_have_url(f"{live_server.url}/exercises/?stage=bridge")
    page.get_by_label("Equipment").select_option("Loop band")
    shows(page, "Band walk")
    page.get_by_label("Equipment").select_option("Any equipment")
    page.get_by_role("searchbox").press_sequentially("band", delay=30)
    shows(page, "Band walk")
    expect(page).to_have_url(f"{live_server.url}/exercises/?q=band&stage=bridge")


FIRST_OPTIONS = """(selects) => selects.map((select) => {
  const words = document.createElement("span");
  words.textContent = select.options[0].text;
  const { font, paddingLeft, paddingRight } = getComputedStyle(select);
  words.style.cssText = `position: absolute; white-space: nowrap; font: ${font}`;
  document.body.append(words);
  const { width } = words.getBoundingClientRect();
  words.remove();
  return select.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight) - width;
})"""


def test_what_no_filter_says_is_not_cut_on_a_phone(page):
    page.goto("/exercises/")
    room = page.locator(".picks select").evaluate_all(FIRST_OPTIONS)
    assert len(room) == 4
    assert min(room) >= 0, room


@pytest.mark.thorough
def test_the_way_back_brings_back_what_was_asked(page, live_server):
    page.goto("/exercises/")
    page.get_by_label("Stage").select_option("Bridge and walk")
    shows(page, *BRIDGES, forms=2)
    page.get_by_role("searchbox").fill("band")
    shows(page, "Band walk")
    page.get_by_role("searchbox").press("Enter")  # the same again is no step of its own
    page.get_by_role("link", name="Band walk").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Band walk")
    page.go_back()
    shows(page, "Band walk")
    expect(page.get_by_role("searchbox")).to_have_value("band")
    page.go_back()
    shows(page, *BRIDGES, forms=2)
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


@pytest.mark.firefox
def test_a_slip_is_forgiven_while_it_is_typed(page):
    page.goto("/exercises/")
    page.get_by_role("searchbox").press_sequentially("sl brige", delay=30)
    expect(page.get_by_text("Read as “single leg bridge”.")).to_be_visible()
    expect(page.locator(".ex-card h3").first).to_have_text("Single-leg bridge")


def test_the_keyboard_alone_searches_and_opens(desk, axe):
    desk.goto("/exercises/")
    desk.get_by_role("searchbox").focus()
    desk.keyboard.type("zumba bridge")
    near = desk.get_by_text("Nothing is called “zumba bridge”. Near it:")
    expect(near).to_be_visible()
    axe(desk)
    near.get_by_role("link").first.focus()
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Glute bridge")


def test_the_search_needs_no_javascript(plain):
    plain.goto("/exercises/")
    plain.get_by_role("searchbox").fill("rdl")
    plain.get_by_role("button", name="Show").click()
    expect(plain.locator(".ex-card h3").first).to_have_text("Single-leg deadlift")


@pytest.mark.thorough
@pytest.mark.parametrize("kind", ["page", "dark", "desk"])
def test_the_pages_of_the_library_are_open_to_everyone(request, kind, axe):
    page = request.getfixturevalue(kind)
    for path in (
        "/exercises/",
        "/exercises/deadlift/",
        "/exercises/marching-bridge/",
        "/exercises/compare/?a=glute-bridge&b=single-leg-bridge",
    ):
        page.goto(path)
        axe(page)
        assert too_wide(page) <= 0, path


def test_the_first_look_shows_the_name_the_figure_and_one_sentence(page):
    page.goto("/exercises/single-leg-deadlift/")
    for part in (page.locator("h1"), page.locator(".lede"), page.locator(".movement .fig")):
        expect(part).to_be_in_viewport(ratio=1)


@pytest.mark.thorough
def test_two_are_compared_without_javascript(plain):
    plain.goto("/exercises/glute-bridge/")
    plain.get_by_role("link", name="Compare with another").click()
    expect(plain.get_by_label("One", exact=True)).to_have_value("glute-bridge")
    plain.get_by_label("The other").select_option("Band walk")
    plain.get_by_role("button", name="Compare").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Glute bridge and Band walk")
    expect(plain.get_by_role("img")).to_have_count(2)


@pytest.mark.thorough
@pytest.mark.answers(422)
def test_a_wrong_comparison_is_said_at_its_field(page, axe):
    page.goto("/exercises/compare/?a=burpee&b=deadlift")
    expect(page.get_by_text("There is no exercise “burpee”.")).to_be_visible()
    expect(page.get_by_label("The other")).to_have_value("deadlift")
    axe(page)


def test_my_history_comes_into_the_page(page, plain, sign_in, axe):
    user = UserFactory()
    for date in ("2026-03-01", "2026-03-02"):
        SetEntryFactory.create_batch(3, user=user, date=date, amount=12, hold_s=3)
        FeedbackFactory(user=user, date=date, felt_left=6, felt_right=8)
    sign_in(page, user)
    page.goto("/exercises/glute-bridge/")
    mine = page.locator(".my-history")
    expect(mine.get_by_text("Left stayed at 6, right stayed at 8.")).to_be_visible()
    expect(mine.get_by_role("cell", name="3 × 12 × 3 s")).to_have_count(2)
    axe(page)
    sign_in(plain, user)
    plain.goto("/exercises/glute-bridge/")
    plain.get_by_role("link", name="What I have done of this").click()
    expect(plain.get_by_role("cell", name="3 × 12 × 3 s")).to_have_count(2)


@pytest.mark.thorough
def test_every_exercise_prints_on_one_sheet(desk):
    margin = dict.fromkeys(("top", "right", "bottom", "left"), "10mm")
    for exercise in Exercise.objects.all():
        desk.goto(exercise.get_absolute_url())
        sheet = desk.pdf(format="A4", margin=margin)
        assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1, exercise.slug


@pytest.mark.thorough
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
