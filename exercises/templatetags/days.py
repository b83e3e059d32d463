from django import template

from ..day_names import name_of_day

register = template.Library()


@register.filter(expects_localtime=True)
def day(value, pattern):
    """``{{ date|day:"weekday" }}``: Sunday 29 November. ``day_names.py`` has the patterns."""
    return name_of_day(value, pattern) if value else ""
