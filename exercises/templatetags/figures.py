from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from exercises import figures

register = template.Library()


@register.simple_tag
def figure(exercise, pose=None, label=None, cut=False, **attributes):
    """``{% figure exercise pose="top" class="fig" %}``: the drawing of an exercise or a slug.

    ``cut=True`` leaves out the ground, all to one scale. An empty label hides it from
    screen readers, where the words beside it say it all.
    """
    slug = getattr(exercise, "slug", exercise)
    return mark_safe(
        figures.svg(
            slug,
            pose or None,
            label,
            language=get_language() or "en",
            classes=attributes.get("class", ""),
            cut=cut,
        )
    )
