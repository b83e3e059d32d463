import time

from django import template

from exercises import kept

register = template.Library()


@register.simple_tag
def now_ms():
    """The server's time: what a phone did later is not in this page yet."""
    return int(time.time() * 1000)


@register.simple_tag
def new_key():
    """A key for one set: sent however often, the set is stored once."""
    return kept.new_key()


@register.filter
def at(values, key):
    """What stands there in a dict; empty where nothing does."""
    return values.get(key, "")
