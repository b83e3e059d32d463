from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from exercises import figures

register = template.Library()


@register.simple_tag
def moving(exercise, label=None, **attributes):
    """``{% moving exercise label="" %}``: the same, and figure.js moves it."""
    return mark_safe(
        figures.moving(
            slug_of(exercise),
            label=label,
            language=language(),
            classes=attributes.get("class", ""),
        )
    )


@register.inclusion_tag("exercises/movement.html")
def movement(exercise, pose=None):
    """``{% movement exercise pose=request.GET.pose %}``: the figure, a pause, its key poses.

    A pose that it does not have is nobody's: the one that tells most is shown.
    """
    steps = figures.steps(slug_of(exercise), language())
    pose = pose if pose in {key for key, *_ in steps} else None
    drawn = figures.moving(slug_of(exercise), pose, language=language())
    return {"steps": steps, "pose": pose, "figure": mark_safe(drawn)}


@register.simple_tag
def figure(exercise, pose=None, label=None, cut=False, **attributes):
    """``{% figure exercise pose="top" class="fig" %}``: the drawing of an exercise or a slug.

    ``cut=True`` leaves out the ground, all to one scale. An empty label hides it from
    screen readers, where the words beside it say it all.
    """
    return mark_safe(
        figures.svg(
            slug_of(exercise),
            pose or None,
            label,
            language=language(),
            classes=attributes.get("class", ""),
            cut=cut,
        )
    )


def slug_of(exercise):
    return getattr(exercise, "slug", exercise)


def language():
    return get_language() or "en"
