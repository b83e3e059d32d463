from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from exercises import bodymap as maps
from exercises.models import ExerciseMuscle

register = template.Library()


@register.simple_tag
def bodymap(roles):
    """``{% bodymap exercise.roles.all %}`` draws the map with an exercise's muscles lit, as links.

    Their numbers follow the order of the roles, as the list beside the map does.
    """
    return drawn([spot(role.muscle, spoken(role), role.role) for role in roles])


@register.simple_tag
def bodymap_of_all(muscles):
    """Draws the map with every muscle as a link and the glutes lit."""
    return drawn([spot(row, str(row), maps.PRIMARY if row.is_glute else "") for row in muscles])


@register.simple_tag
def bodymap_of_one(muscle):
    """Draws where one muscle is, for its own page."""
    alone = maps.Spot(muscle.slug, str(muscle), lit=maps.PRIMARY)
    return drawn([alone], _("%(muscle)s on the body") % {"muscle": muscle})


def spot(muscle, name, lit):
    return maps.Spot(muscle.slug, name, muscle.get_absolute_url(), lit)


def spoken(role):
    if role.role == ExerciseMuscle.Role.PRIMARY:
        return _("%(muscle)s: does the work") % {"muscle": role.muscle}
    return _("%(muscle)s: helps") % {"muscle": role.muscle}


def drawn(spots, label=""):
    label = label or _("Body map, from behind and from the side")
    captions = maps.Captions(
        _("from behind"), _("from the side"), _("dashed: under another muscle")
    )
    return mark_safe(maps.svg(spots, label, captions))
