"""Lucide's icons. Each is rendered once, since a page shows dozens."""

from functools import cache

from django import template
from lucide.templatetags.lucide import lucide

register = template.Library()


@register.simple_tag
@cache
def icon(name, more=""):
    """An icon, hidden from screen readers since words stand beside it. ``more`` adds classes."""
    return lucide(name, size=None, aria_hidden="true", **{"class": f"icon {more}".rstrip()})
