"""Every page in a made-up language of wide letters: a common letter is a text nobody can translate.

What stands in common letters all the same is in ``tests/words_of_no_language.txt``: names, units of
files, what a runner typed.
"""

import re
import tomllib
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings as project
from django.core.cache import caches
from django.utils import translation
from zeal import zeal_ignore

from exercises.http_cache import library_changed
from tests.access.test_who_may_what import ADDRESSES
from tests.access.world import make_world
from tests.pseudo_language import CODE, write_catalogue, write_library

NO_TEXT = {"script", "style", "code", "pre"}
ATTRIBUTES = {"alt", "aria-label", "placeholder", "title"}
WORD = re.compile(r"[A-Za-z][A-Za-z’'-]+")
TYPED = re.compile(r"\S+@\S+|https?://\S+|/\S*/|\w+\.(csv|fit|zip|ics|json|xml)\b|\[[^]]*\]|{\w+}")
NAMES = Path(__file__).with_name("words_of_no_language.txt").read_text("utf-8").splitlines()
NAME = re.compile(rf"\b(?:{'|'.join(map(re.escape, NAMES))})\b")


class Reader(HTMLParser):
    """Collects what people read or hear of a page."""

    def __init__(self, page):
        super().__init__()
        self.texts, self.hidden = [], 0
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.hidden += tag in NO_TEXT
        self.texts += [value or "" for name, value in attributes if name in ATTRIBUTES]

    def handle_endtag(self, tag):
        self.hidden -= tag in NO_TEXT

    def handle_data(self, text):
        if not self.hidden:
            self.texts.append(text)


def texts_of_poses() -> set[str]:
    """What figures show is no catalogue's and not in the database; check_languages looks there."""
    found = set()
    for path in (project.BASE_DIR / "exercises/figures/poses").glob("*.toml"):
        found |= set(_english(tomllib.loads(path.read_text("utf-8"))))
    return found


def _english(table):
    for key, value in table.items():
        if key == "en":
            yield value
        elif isinstance(value, dict):
            yield from _english(value)
        elif isinstance(value, list):
            yield from (text for one in value if isinstance(one, dict) for text in _english(one))


def bare(text: str) -> set[str]:
    """The words of a text that no translator wrote."""
    return {*WORD.findall(NAME.sub(" ", TYPED.sub(" ", text)))}


@pytest.fixture
def in_wide_letters(library, clock, settings, tmp_path, caplog):
    caplog.set_level("CRITICAL", "django.request")
    write_catalogue(tmp_path)
    settings.LOCALE_PATHS = [tmp_path]
    settings.LANGUAGES = [("en", "English"), (CODE, "Tlh")]
    settings.SENDS_PUSH, settings.VAPID_PUBLIC_KEY = True, "a key"
    write_library()
    library_changed()
    for cache in caches.all():
        cache.clear()
    with zeal_ignore():
        yield
    translation.trans_real._translations.pop(CODE, None)


@pytest.mark.thorough
@pytest.mark.usefixtures("in_wide_letters")
def test_every_text_of_every_page_can_be_translated():
    world = make_world()
    for user in world.people.values():
        user.language = CODE
        user.save()
    poses, found = texts_of_poses(), set()
    for address in ADDRESSES:
        for role in ("anonymous", "owner", "staff"):
            path = address.format(**world.places["owner"])
            page = world.browser(role).get(path, headers={"Accept-Language": CODE})
            if page.status_code == 200 and page["Content-Type"].startswith("text/html"):
                texts = [text.strip() for text in Reader(page.text).texts]
                found |= {
                    f"{address}: {text}" for text in texts if text not in poses and bare(text)
                }
    assert "\n".join(sorted(found)) == ""
