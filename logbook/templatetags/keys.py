import time
from uuid import uuid4

from django import template

register = template.Library()


@register.simple_tag
def now_ms():
    """The server's time; what a phone did after it is not in this page yet."""
    return int(time.time() * 1000)


@register.simple_tag
def new_key():
    """A key for one set, which is stored once however often it is sent."""
    return uuid4()


@register.filter
def at(values, key):
    """The value of a key in a dict, or an empty string."""
    return values.get(key, "")
