import re

from django import template

from exercises.models import Source

register = template.Library()

LINE = re.compile(r"(?:([^:\[]+): )?(.*?)(?: \[(article|ours)\])?")


@register.filter
def figures_of(lines):
    """``Sets: 2 to 4 [article]`` as ("Sets", "2 to 4", Source.ARTICLE), for each line of a dose."""
    return [
        (what or "", figure, Source(source) if source else None)
        for what, figure, source in (LINE.fullmatch(line).groups() for line in lines)
    ]
