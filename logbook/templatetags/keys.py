import time
from uuid import uuid4

from django import template

register = template.Library()


@register.simple_tag
def now_ms():
    """The server's time: what a phone did later is not in this page yet."""
    return int(time.time() * 1000)


@register.simple_tag
def new_key():
    """A key for one set: sent however often, the set is stored once."""
    return uuid4()


@register.filter
def at(values, key):
    """What stands there in a dict; empty where nothing does."""
    return values.get(key, "")
