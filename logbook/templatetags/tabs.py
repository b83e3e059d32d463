from django import template
from django.utils.safestring import mark_safe

register = template.Library()

SECTIONS = {  # by the first part of an address
    **{name: name for name in ("today", "plan", "weeks", "logbook", "exercises", "settings")},
    "runs": "logbook",
    "muscles": "exercises",
    "accounts": "settings",
}


@register.simple_tag(takes_context=True)
def section(context):
    """Which tab a page belongs to: ``logbook`` for ``/runs/12/``; empty for an unknown address."""
    return SECTIONS.get(context["request"].path.split("/")[1], "")


@register.simple_tag
def current_tab(name, here, section):
    """The attribute of a tab on its own page, and on the pages beneath it."""
    if here == name:
        return mark_safe(' aria-current="page"')
    return mark_safe(' aria-current="true"') if section == name else ""
