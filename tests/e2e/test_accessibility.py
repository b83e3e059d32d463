"""Every page, phone or desk, light or dark, at any size of text: axe finds nothing wrong, nothing
is too wide, cut or moves while it loads, and a finger hits every control."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from accounts.models import User
from tests.library import EXERCISES

from .conftest import DESK, too_wide

OPEN = [
    "/",
    "/exercises/",
    "/exercises/?q=nothing-like-it",
    "/exercises/compare/",
    "/muscles/",
    "/muscles/gluteus-minimus/",
    "/offline/",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    *(f"/exercises/{slug}/" for slug in EXERCISES),
]
SIGNED_IN = [
    "/today/",
    "/today/go/",
    "/today/done/",
    "/plan/",
    "/weeks/",
    "/weeks/records/",
    "/logbook/",
    "/logbook/?pain=0",
    "/logbook/export/",
    "/logbook/report/",
    "/logbook/import/",
    "/logbook/exercises/glute-bridge/",
    "/runs/",
    "/runs/import/",
    "/settings/",
    "/settings/reminders/",
    "/settings/logins/",
    "/settings/leave/",
    "/start/",
    "/start/training/",
    "/accounts/logout/",
    "/accounts/factors/",
    "/accounts/password/change/",
]
# 320 by 256 px is what is left of 1280 by 1024 at 400 %.
SIZES = {
    "large text": {"width": 360, "height": 740},
    "zoomed to 400 %": {"width": 320, "height": 256},
    "narrow": {"width": 320, "height": 568},
    "spaced": {"width": 360, "height": 740},
}


@pytest.fixture
def demo(transactional_db, library):
    call_command("demo", "--weeks", "2", stdout=StringIO())
    return User.objects.get()


def test_the_main_pages_on_a_phone(page, axe, demo, sign_in):
    sign_in(page, demo)
    for path in ("/today/", "/plan/", "/weeks/", "/logbook/", "/exercises/glute-bridge/"):
        assert page.goto(path).status == 200, path
        axe(page)
        assert too_wide(page) <= 0, path


@pytest.fixture
def sized(new_context, request):
    """``sized(paths)``: what the pages get wrong on a phone of one of the sizes, a line each."""
    size = request.param
    context = new_context(viewport=SIZES[size])
    context.add_init_script(path=Path(__file__).with_name("page_checks.js"))
    page = context.new_page()
    if size == "large text":
        fonts = {"fontSizes": {"standard": 32, "fixed": 26}}
        context.new_cdp_session(page).send("Page.setFontSizes", fonts)

    def faults(path):
        assert page.goto(path).status == 200, path
        if (moved := page.evaluate("pageChecks.moved")) > 0.02:
            yield f"moved by {moved:.3f} while it loaded"
        if size == "spaced":
            page.evaluate("pageChecks.space()")
        yield from page.evaluate("pageChecks.misfits()")
        if size == "narrow":
            yield from page.evaluate("pageChecks.tooSmall()")

    def check(*paths):
        found = [f"{path}: {fault}" for path in paths for fault in faults(path)]
        assert not found, "\n".join(found)

    check.page = page
    return check


@pytest.mark.parametrize("sized", ["large text", "narrow"], indirect=True)
def test_today_fits_also_while_a_rest_runs(sized, demo, sign_in):
    page = sized.page
    sign_in(page, demo)
    sized("/today/")
    page.locator(".lamp[aria-pressed=false]").last.click()
    expect(page.locator("#toast .btn")).to_be_visible()
    assert page.evaluate("pageChecks.misfits()") == []


@pytest.mark.parametrize("sized", ["large text"], indirect=True)
def test_settings_fit_with_the_long_words_of_german(sized, demo, sign_in):
    demo.language = "de"
    demo.save()
    sign_in(sized.page, demo)
    sized("/settings/")


every_size = pytest.mark.parametrize("sized", SIZES, indirect=True)


@every_size
@pytest.mark.thorough
def test_open_pages_fit_at_every_size(sized, library):
    sized(*OPEN)


@every_size
@pytest.mark.thorough
def test_pages_of_a_runner_fit_at_every_size(sized, demo, sign_in):
    sign_in(sized.page, demo)
    day = demo.workouts.order_by("date")[3].date
    year, week, _ = day.isocalendar()
    sized(*SIGNED_IN, f"/logbook/{day}/", f"/weeks/{year}-W{week:02}/")


def test_no_style_moves_for_who_prefers_less_motion(new_context, demo, sign_in):
    page = new_context(reduced_motion="reduce").new_page()
    for path in ("/", "/exercises/", "/exercises/glute-bridge/", "/today/", "/today/go/"):
        if path == "/today/":
            sign_in(page, demo)
        page.goto(path)
        assert page.evaluate("document.getAnimations().length") == 0, path


def look(page, sound, path):
    assert page.goto(path).status == 200, path
    sound(page)


@pytest.fixture(params=["phone", "desk"])
def looker(request, new_context):
    return new_context(**DESK if request.param == "desk" else {}).new_page()


@pytest.mark.thorough
def test_pages_that_are_open_to_everyone(looker, sound, library):
    for path in OPEN:
        look(looker, sound, path)


@pytest.mark.thorough
def test_pages_of_a_new_runner(looker, sound, library, sign_in):
    call_command("demo", "--weeks", "0", stdout=StringIO())
    sign_in(looker, User.objects.get())
    for path in SIGNED_IN:
        look(looker, sound, path)


@pytest.mark.thorough
def test_pages_of_a_runner_with_twelve_weeks(looker, sound, library, sign_in):
    call_command("demo", stdout=StringIO())
    user = User.objects.get()
    sign_in(looker, user)
    workouts = user.workouts.order_by("-date")
    day = workouts[3].date
    year, week, _ = day.isocalendar()
    for path in [*SIGNED_IN, f"/logbook/{day}/", f"/weeks/{year}-W{week:02}/"]:
        look(looker, sound, path)
