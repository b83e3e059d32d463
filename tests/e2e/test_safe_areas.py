"""A phone with a notch, on its side: nothing to read or to press lies beneath the notch."""

from datetime import date

import pytest
from playwright.sync_api import expect

from tests.factories import UserFactory
from tests.logbook.long_logs import start

pytestmark = pytest.mark.usefixtures("clock", "library")
NOTCH = 47  # px, as on an iPhone
INSETS = {"left": NOTCH, "right": NOTCH, "bottom": 21}
# What stands in the notch: each text and each thing to press, where it can be seen.
BENEATH = """(notch) => {
  const beneath = ({ width, left, right }) =>
    width > 1 && (left < notch - 1 || right > innerWidth - notch + 1);
  const isSeen = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    && !one.closest(".vh, .skip, template");
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    const range = document.createRange();
    range.selectNodeContents(text);
    const stands = text.data.trim() && isSeen(text.parentElement);
    if (stands && [...range.getClientRects()].some(beneath)) found.push(text.data.trim());
  }
  const pressed = "a, button, input:not([type=hidden]), select, summary, .fig";
  for (const one of document.querySelectorAll(pressed)) {
    if (isSeen(one) && beneath(one.getBoundingClientRect())) found.push(one.outerHTML);
  }
  return found;
}"""


@pytest.fixture
def aside(new_context, sign_in, transactional_db):
    """A page of such a phone."""
    page = new_context(viewport={"width": 740, "height": 360}).new_page()
    devtools = page.context.new_cdp_session(page)
    devtools.send("Emulation.setSafeAreaInsetsOverride", {"insets": INSETS})
    sign_in(page, start(UserFactory(equipment=["mat", "wall", "band"]), date(2026, 3, 2)))
    return page


@pytest.mark.parametrize(
    "path",
    ["/", "/exercises/", "/exercises/glute-bridge/", "/today/go/", "/plan/", "/weeks/", "/logbook/",
     "/settings/"],
)  # fmt: skip
def test_a_page_keeps_clear_of_the_notch(aside, path):
    aside.goto(path)
    assert aside.evaluate(BENEATH, NOTCH) == []


def test_so_do_the_rest_and_what_waits(aside):
    aside.route("**/today/sets/", lambda route: route.abort())
    aside.goto("/today/")
    aside.locator("#prone-squeeze .lamp").first.click()
    for part in (".rest-bar", ".toast", "#sync"):
        expect(aside.locator(part)).to_be_visible()
    assert aside.evaluate(BENEATH, NOTCH) == []
