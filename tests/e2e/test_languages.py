"""A first day in each language; no page is too wide in any, nor in one of longer words."""

from datetime import date
from io import StringIO

import pytest
from django.conf import settings as project
from django.core.management import call_command
from playwright.sync_api import expect

from accounts.models import User
from exercises.http_cache import library_changed
from tests import pseudo_language
from tests.library import EXERCISES

from . import runner
from .conftest import too_wide

MONDAY = date(2026, 3, 2)
CODES = sorted(path.name for path in (project.BASE_DIR / "locale").iterdir())
PUBLIC = [
    *("/", "/exercises/", "/muscles/", "/muscles/hamstrings/", "/offline/"),
    "/exercises/compare/?a=glute-bridge&b=deadlift",
    *("/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"),
    *(f"/exercises/{slug}/" for slug in EXERCISES),
]
OWN = [
    *("/today/", "/today/go/", "/plan/", "/plan/forecast/", "/weeks/", "/logbook/", "/runs/"),
    *("/runs/import/", "/logbook/import/", "/logbook/export/", "/logbook/report/"),
    *("/settings/", "/settings/reminders/", "/settings/logins/", "/settings/leave/"),
    *("/start/", "/start/training/", "/accounts/email/", "/accounts/password/change/"),
    *("/accounts/factors/", "/logbook/exercises/glute-bridge/"),
]


@pytest.mark.parametrize("code", CODES)
def test_a_first_day(code, new_context, axe, clock, library, all_languages):
    clock.go(MONDAY)
    page = new_context(locale=code).new_page()
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("lang", code)
    assert page.locator(f"link[hreflang={code}]").get_attribute("href").endswith(f"/?lang={code}")
    manifest = page.locator("link[rel=manifest]").get_attribute("href")
    assert page.request.get(manifest).json()["lang"] == code
    assert f"/exercises/deadlift/?lang={code}" in page.request.get("/sitemap.xml").text()
    page.goto("/accounts/signup/")
    page.locator("[name=email]").fill("runner@example.org")
    page.locator("[name=password1]").fill("crush-a-walnut-7")
    page.locator("main .btn-do").click()
    page.wait_for_url("**/start/")
    for answer in page.locator("[type=radio][value=no]").all():
        answer.check()
    page.locator("main .btn-do").click()
    page.wait_for_url("**/start/training/")
    axe(page)
    page.locator("main .btn-do").click()
    page.wait_for_url("**/today/")
    assert User.objects.get().language == code
    assert runner.tap_all(page, "prone-squeeze") == 3
    axe(page)
    assert too_wide(page) <= 0
    page.goto(f"/logbook/{MONDAY}/")
    expect(page.locator("html")).to_have_attribute("lang", code)
    axe(page)


@pytest.fixture(params=[*CODES, pseudo_language.CODE])
def language(request, library, all_languages, settings, tmp_path):
    """Each language, and a made-up one whose words are longer by two fifths."""
    if request.param == pseudo_language.CODE:
        pseudo_language.write_catalogue(tmp_path, pseudo_language.lengthen)
        settings.LOCALE_PATHS = [tmp_path]
        settings.LANGUAGES = [("en", "English"), (pseudo_language.CODE, "Tlh")]
        pseudo_language.write_library(pseudo_language.lengthen)
        library_changed()
    return request.param


BROKEN_WORDS = """() => {
  const found = [];
  for (const one of document.querySelectorAll("main :is(h1, h2, h3, .option)")) {
    const nodes = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
    for (let node; (node = nodes.nextNode()); )
      for (const { 0: word, index } of node.data.matchAll(/[^\\s\\u00ad]+/g)) {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        const lines = new Set([...range.getClientRects()].map(({ bottom }) => Math.round(bottom)));
        const isHyphenated = node.data[index - 1] === "\\u00ad" || word.length > 12;
        if (lines.size > 1 && !isHyphenated) found.push(word);
      }
  }
  return found;
}"""


def broken_words(page):
    """The short words of headings and options that begin on one line and end on the next.

    A long one is hyphenated, which is right.
    """
    return page.evaluate(BROKEN_WORDS)


@pytest.mark.thorough
def test_no_page_is_too_wide(language, new_context, sign_in):
    page = new_context(locale=language).new_page()
    wide = [path for path in PUBLIC if page.goto(path) and too_wide(page) > 0]
    call_command("demo", stdout=StringIO())
    user = User.objects.get()
    user.language = language
    user.save()
    sign_in(page, user)
    day = user.workouts.order_by("-date")[3].date
    own = [*OWN, f"/logbook/{day}/"]
    wide += [path for path in own if page.goto(path) and too_wide(page) > 0]
    assert page.locator("html").get_attribute("lang") == language
    assert wide == []
    user.workouts.update(morning_pain=None)
    page.goto("/today/?morning=1")
    page.locator("#morning").get_by_role("radio", name="7", exact=True).check()
    assert too_wide(page) <= 0
    page.goto("/today/")
    assert page.locator(".primer").count()
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    assert broken_words(page) == []
