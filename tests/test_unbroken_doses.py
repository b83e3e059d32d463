"""No page breaks ``3 × 12`` over two lines."""

import re
from html.parser import HTMLParser

import pytest
from zeal import zeal_ignore

from tests.access.test_who_may_what import ADDRESSES
from tests.access.world import make_world

BREAKS = re.compile(r"\d+ ×|× \d+")
ON_ONE_LINE = {"script", "style", "title", "option", "textarea", "svg"}


class Sentences(HTMLParser):
    """Collects the text nodes that a browser may break."""

    def __init__(self, page):
        super().__init__()
        self.texts, self.hidden = [], 0
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.hidden += tag in ON_ONE_LINE

    def handle_endtag(self, tag):
        self.hidden -= tag in ON_ONE_LINE

    def handle_data(self, text):
        if not self.hidden:
            self.texts.append(" ".join(text.split(" ")))


@pytest.mark.thorough
@pytest.mark.usefixtures("library", "clock")
def test_no_page_breaks_a_dose_over_two_lines(caplog):
    caplog.set_level("CRITICAL", "django.request")
    world, found = make_world(), set()
    for address in ADDRESSES:
        for role in ("anonymous", "owner", "staff"):
            with zeal_ignore():
                page = world.browser(role).get(address.format(**world.places["owner"]))
            if page.status_code == 200 and page["Content-Type"].startswith("text/html"):
                texts = Sentences(page.text).texts
                found |= {f"{address}: {text.strip()}" for text in texts if BREAKS.search(text)}
    assert "\n".join(sorted(found)) == ""
