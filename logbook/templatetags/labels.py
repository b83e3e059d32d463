from django import template

from .. import describe

register = template.Library()


@register.simple_tag
def labelled(name, words):
    """``{% labelled "Week 9" "6 sets" %}``: Week 9: 6 sets, with the colon of the language."""
    return describe.labelled(name, words)
