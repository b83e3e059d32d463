"""Figures in pages.

A page refers to a figure instead of holding its shapes: ``{% figure %}`` and ``{% moving %}`` write
an ``<svg>`` with one ``<use>`` of a file (views.figure) that a browser fetches once and keeps. The
colours still follow the page, since its custom properties are inherited by what ``<use>`` shows;
selectors of the page's stylesheets do not reach in there. What the tags write is kept, so a tag
costs a look-up.
"""

from functools import lru_cache

from django import template
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from exercises import figures

register = template.Library()


@register.simple_tag
def figure(exercise, pose="", label=None, **attributes):
    """``{% figure exercise pose="top" class="fig" %}`` draws an exercise, given as row or slug.

    Without a pose it shows the one that tells most. The text alternative is what the pose file
    says, or ``label``; an empty label hides the figure from screen readers.
    """
    return _reference(slug_of(exercise), pose, label, language(), attributes.get("class", ""))


@register.simple_tag
def moving(exercise, label=None, **attributes):
    """As ``{% figure %}``, for a page with figure.js, which moves it."""
    css = attributes.get("class", "")
    return _reference(slug_of(exercise), "", label, language(), css, moves=True)


@register.simple_tag
def cut_out_figure(exercise):
    """Draws an exercise without ground, to one scale, its shapes in the page for stylesheets."""
    return mark_safe(figures.svg(slug_of(exercise), label="", cut=True))


@register.inclusion_tag("exercises/movement.html")
def movement(exercise, pose=""):
    """A figure that moves, the buttons for it and its key poses. An unknown pose is ignored."""
    slug = slug_of(exercise)
    steps = _steps(slug, language())
    pose = pose if pose in {key for key, *_ in steps} else ""
    shown = _reference(slug, pose, None, language(), "", moves=True)
    return {"steps": steps, "pose": pose, "figure": shown}


@lru_cache(maxsize=500)
def _reference(slug, pose, label, language, css, moves=False):
    found = figures.find(slug)
    moves = moves and len(found.poses) > 1
    if found.slug != slug:  # the person who stands has no other pose
        pose = ""
    if label is None:
        label = figures.text_alternative(found, "" if moves else pose, language)
    pose = pose or found.still
    return mark_safe(
        figures.svg_reference(
            found.slug,
            pose,
            label,
            classes=css,
            href=address(found.slug, pose),
            movement_href=address(found.slug) if moves else "",
        )
    )


_steps = lru_cache(maxsize=100)(figures.steps)


def address(slug, pose=None):
    """The address of a figure's file: in a pose, or without one the whole movement."""
    place = [figures.version(), slug]
    return reverse("figure_pose", args=[*place, pose]) if pose else reverse("figure", args=place)


def slug_of(exercise):
    return getattr(exercise, "slug", exercise)


def language():
    return get_language() or "en"
