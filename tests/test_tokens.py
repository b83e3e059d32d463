"""Browsers without light-dark() get the same colours."""

import re

from django.conf import settings

PAIR = re.compile(r"--([\w-]+): light-dark\((#\w+), (#\w+)\)")
VALUE = re.compile(r"--([\w-]+): (#\w+);")


def test_the_fallback_holds_the_light_colours_and_dusk_panels_the_dark_ones():
    css = (settings.BASE_DIR / "static/css/tokens.css").read_text()
    known, _, fallback = css.partition("@supports not")
    light, _, dusk = fallback.partition(".hero")
    pairs = PAIR.findall(known)
    assert dict(VALUE.findall(light)) == {name: light for name, light, _ in pairs}
    assert dict(VALUE.findall(dusk)) == {name: dark for name, _, dark in pairs}
