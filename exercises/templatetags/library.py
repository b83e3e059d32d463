import re

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe

from exercises.lists_in_words import apart, list_of
from exercises.models import Source
from exercises.units import with_inches

register = template.Library()

CITED = re.compile(r"(.*?)(?: \[([^\[\]]+)\])?")
LINE = re.compile(r"(?:([^:\[]+): )?(.*?)(?: \[(article|ours)\])?")


@register.filter
def figures_of(lines):
    """Splits each line of a dose: ``Sets: 2 to 4 [article]`` → (Sets, 2 to 4, Source.ARTICLE)."""
    return [
        (what or "", figure, Source(source) if source else None)
        for what, figure, source in (LINE.fullmatch(line).groups() for line in lines)
    ]


@register.filter
def cited(lines):
    """Splits each line into statement and study: ``Feeling is a skill. [Lewis & Sahrmann 2009]``.

    The study of a claim by the article is ``Source.ARTICLE``.
    """
    pairs = (CITED.fullmatch(line).groups() for line in lines)
    return [
        (statement, Source.ARTICLE if study == Source.ARTICLE else apart((study or "").split("; ")))
        for statement, study in pairs
    ]


@register.filter
def distances_for(line, user):
    """A line of the library, with inches beside the cm for a runner who counts in pounds."""
    return with_inches(line) if getattr(user, "units", "") == "lb" else line


@register.simple_tag
def options(field):
    """The ``<option>`` elements of a choice field.

    The field's widget would render a template for each of them, which took half of a page's time.
    """
    chosen = field.value()
    marks = {True: mark_safe(" selected"), False: ""}
    rows = ((value, marks[value == chosen], label) for value, label in field.field.choices)
    return format_html_join("\n", '<option value="{}"{}>{}</option>', rows)


@register.filter
def equipment_names(exercise):
    """``Mat``, ``Trap bar or Barbell and rack``; empty for an exercise without equipment."""
    items = [str(item) for item in exercise.equipment.all()]
    return list_of(items, "or") if exercise.any_equipment else ", ".join(items)


@register.simple_tag
def both(one, other):
    """``Glute bridge and Band walk``"""
    return list_of([one, other])
