"""Lines of numbers from 0 to 10: what was felt, pain in its three zones, effort.

Put together as strings, since a form of feedback has dozens of cells. Words are escaped here; the
rest are numbers and names of fields.
"""

from functools import lru_cache
from html import escape

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from exercises.figures import steps
from exercises.templatetags.figures import figure

from ..pain_zones import AMBER, ZONES

register = template.Library()


@register.simple_tag
def scale(row, name):
    """The eleven cells of ``felt_left``, ``felt_right`` or ``effort`` of a ``FeedbackRow``."""
    one = row.scale(name)
    cells = "".join(
        _cell(name, number, number == one.chosen, number == one.last, one.counts(number))
        for number in range(11)
    )
    return _group("strip", one, cells)


@register.simple_tag
def pain_scale(row):
    """Pain, in a strip for each zone with its shape and its word."""
    one = row.scale("pain")
    cells = {n: _cell("pain", n, n == one.chosen, n == one.last) for n in range(11)}
    return _group("zones", one, _zones(cells, get_language()))


@register.simple_tag
def morning_scale(pain):
    """Pain this morning: buttons that send 0, 1 or 2; from 3 on radio buttons.

    Two names, since a number that is ticked is sent along with whichever button is pressed.
    """
    cells = {n: _morning_cell(n, n == pain) for n in range(11)}
    return SafeString(_zones(cells, get_language(), is_named=True))


def _group(look, one, cells):
    wrong = f' aria-describedby="{one.error_id}"' if one.errors else ""
    return SafeString(
        f'<div class="{look}" role="radiogroup" aria-label="{escape(one.label)}"'
        f' data-scale="{one.name}" data-lacks="{escape(one.pattern)}"{wrong}>{cells}</div>'
    )


@lru_cache(maxsize=500)
def _cell(name, number, is_chosen, was_last, counts=False):
    look = "cell" + " was" * was_last + " counts" * counts
    checked = " checked" if is_chosen else ""
    return (
        f'<label class="{look}"><input type="radio" name="{name}" value="{number}"{checked}>'
        f"{number}</label>"
    )


def _morning_cell(number, is_chosen):
    if number >= AMBER:
        return _cell("worse", number, is_chosen, False)
    pressed = ' aria-pressed="true"' if is_chosen else ""
    return f'<button class="cell" name="pain" value="{number}"{pressed}>{number}</button>'


def _zones(cells, language, *, is_named=False):
    """The strips of the zones; outside of a group of radio buttons each is a group with a name."""
    return "".join(
        f'<div class="p-{zone.key}"><div class="strip"'
        f"{_named(zone) if is_named else ''}>{''.join(cells[n] for n in zone.numbers)}"
        f"</div>{_zone_said(zone.key, language)}</div>"
        for zone in ZONES
    )


def _named(zone):
    return f' role="group" aria-label="{escape(zone.name)}"'


@lru_cache(maxsize=50)
def _zone_said(key, _language):
    zone = next(zone for zone in ZONES if zone.key == key)
    return (
        '<p class="zone-say"><svg viewBox="0 0 14 14" fill="currentColor" aria-hidden="true">'
        f"{zone.shape}</svg>{escape(zone.name)}</p>"
    )


@register.simple_tag
def key_poses(slug):
    """How an exercise goes: its key poses side by side, each with its words."""
    return _key_poses(slug, get_language() or "en")


@lru_cache(maxsize=100)
def _key_poses(slug, language):
    poses = "".join(
        f'<li><div class="fig">{figure(slug, pose, "")}</div><span>{escape(caption)}</span></li>'
        for pose, caption, *_times in steps(slug, language)
    )
    return SafeString(f'<ol class="poses">{poses}</ol>')
