"""The guards of the browser tests themselves, on made-up pages."""

from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import expect

from .runner import eventually


@pytest.fixture
def mistakes(wrong):
    """Returns the errors found so far and forgets them, so that the test does not fail."""

    def taken():
        found = wrong.copy()
        wrong.clear()
        return found

    return taken


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("console.error('lamp broken')", "console: lamp broken"),
        ("setTimeout(() => { throw new Error('no lamp') })", "script: no lamp"),
        ("fetch('/no-such-page')", "404 for GET"),
    ],
)
def test_what_goes_wrong_unseen_is_seen(page, mistakes, script, said):
    page.goto("/healthz")
    page.evaluate(f"() => {{ {script} }}")
    found = eventually(page, mistakes)
    assert len(found) == 1
    assert said in found[0]


@pytest.mark.answers(404)
def test_an_http_error_that_the_test_means_to_get_is_let_be(page):
    assert page.goto("/no-such-page").status == 404
    expect(page.get_by_role("heading", name="No such page")).to_be_visible()


@pytest.mark.answers(404)
def test_error_pages_are_open_to_everyone(page, dark, axe):
    for one in (page, dark):
        one.goto("/no-such-page")
        axe(one)


def test_axe_finds_what_is_wrong(page, axe):
    page.goto("/healthz")
    with pytest.raises(AssertionError, match="lang"):
        axe(page)


PALE = """<html lang="en"><title>Pale</title><meta name="viewport" content="width=device-width">
<style>
  html { background: white; transition: color 0.3s }
  @media (prefers-color-scheme: %s) { html { color: #ddd } }
  p { width: %s }
</style><main><h1>Pale</h1><p>Hardly to be read</p></main>"""


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("scheme", "width", "fault"),
    [("light", "9em", "contrast"), ("dark", "9em", "contrast"), ("none", "99em", "too wide")],
)
def test_what_is_wrong_in_one_light_or_too_wide_is_found(page, sound, scheme, width, fault):
    page.set_content(PALE % (scheme, width))
    with pytest.raises(AssertionError, match=fault):
        sound(page)
    page.set_content(PALE % ("none", "9em"))
    sound(page)


def test_the_clock_moves_server_and_page(page, clock):
    clock.follow(page)
    clock.go(date(2026, 5, 1), 7)
    page.goto("/healthz")
    assert datetime.now(UTC).date() == date(2026, 5, 1)
    assert page.evaluate("() => new Date().toISOString()").startswith("2026-05-01T07:00")
    clock.go(date(2026, 5, 2), 20)
    assert page.evaluate("() => new Date().toISOString()").startswith("2026-05-02T20:00")


def test_each_page_is_of_the_kind_that_its_name_says(page, desk, dark, plain):
    for one in (page, desk, dark, plain):
        one.goto("/healthz")
    is_dark = "() => matchMedia('(prefers-color-scheme: dark)').matches"
    assert [one.evaluate("() => screen.width") for one in (page, desk)] == [360, 1280]
    assert [one.evaluate(is_dark) for one in (page, dark)] == [False, True]
    plain.goto("data:text/html,<p>quiet</p><script>document.write('loud')</script>")
    expect(plain.locator("body")).to_have_text("quiet")
