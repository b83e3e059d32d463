from uuid import uuid4

from django import template

register = template.Library()


@register.simple_tag
def new_key():
    """A key for one set: sent however often, the set is stored once."""
    return uuid4()
