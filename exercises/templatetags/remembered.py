from django import template
from django.conf import settings
from django.template.loader import render_to_string

from .. import remembered

register = template.Library()


@register.simple_tag(name="remembered")
def part(name, **values):
    """``{% remembered "page.html#part" one=… other=… %}``: a part of a page that shows these values
    and knows nothing else, so it is made once for each. What cannot be hashed is made each time.
    """
    items = tuple(values.items())
    try:
        hash(items)
    except TypeError:
        return _made(name, items)
    return _kept(name, items) if settings.KEEPS_PAGES else _made(name, items)


def _made(name, items):
    return render_to_string(name, dict(items))


_kept = remembered.remembered(_made, many=500)  # of some kilobytes each
