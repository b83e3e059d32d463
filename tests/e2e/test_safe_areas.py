"""A phone with a notch, on its side: nothing to read or to press lies beneath the notch."""

from datetime import date

import pytest
from playwright.sync_api import expect

from tests.factories import UserFactory
from tests.logbook.long_logs import start

pytestmark = pytest.mark.usefixtures("clock", "library")
NOTCH = 47  # px, as on an iPhone
INSETS = {"left": NOTCH, "right": NOTCH, "bottom": 21}
# What stands in the notch, by its words: each text and each thing to press, where it can be seen.
BENEATH = """(notch) => {
  const beneath = (box) => box.width > 1 && (box.left < notch - 1 || box.right > innerWidth - notch + 1);
  const seen = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(texts.currentNode);
    const hides = texts.currentNode.parentElement.closest(".vh, .skip, template");
    if (texts.currentNode.data.trim() && !hides && seen(texts.currentNode.parentElement)
      && [...range.getClientRects()].some(beneath)) found.push(texts.currentNode.data.trim());
  }
  for (const one of document.querySelectorAll("a, button, input:not([type=hidden]), select, summary, .fig")) {
    const isHidden = one.closest(".vh, .skip") || !seen(one);
    if (!isHidden && beneath(one.getBoundingClientRect())) found.push(one.outerHTML.slice(0, 80));
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
