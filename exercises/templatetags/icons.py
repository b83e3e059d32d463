"""Lucide's icons, each drawn once: a page has dozens."""

from functools import cache

from django import template
from lucide.templatetags.lucide import lucide

register = template.Library()


@register.simple_tag
@cache
def icon(name, more=""):
    """Beside words that say it, so hidden from who hears the page. ``more``: another class."""
    return lucide(name, size=None, aria_hidden="true", **{"class": f"icon {more}".rstrip()})
