from functools import lru_cache
from html import escape

from django import template
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ..describe import describe_how_it_was
from ..pain_zones import zone_of

register = template.Library()


@register.filter
def how_it_was(run):
    """``felt 6 left, 7 right, pain 2`` of a run."""
    return describe_how_it_was(run)


@register.filter
def number(value: float | None) -> str:
    """As the reader writes it, rounded to one decimal; a dash where nothing was given."""
    if value is None:
        return "–"
    value = round(value, 1)  # Django cuts further decimals off: 7.67 became 7.6
    is_whole = value == int(value)
    if is_whole and abs(value) < 1000:
        return str(int(value))  # the same in every language, and many times quicker
    return _formatted(value, 0 if is_whole else 1, get_language())


@lru_cache(maxsize=1000)
def _formatted(value, decimals, language):
    """Returns what ``number_format`` does; pages have hundreds of numbers, most of them alike."""
    return str(number_format(value, decimals, force_grouping=True))


@register.filter
def pain_word(pain):
    return _("not given") if pain is None else zone_of(pain).word


@register.filter
def pain_class(pain):
    return "" if pain is None else f"p-{zone_of(pain).key}"


@register.simple_tag
def pain(value):
    """The shape of the zone, the number, and the zone's word, in the zone's colour."""
    if value is None:
        return "–"
    zone = zone_of(value)
    shape = f'<svg viewBox="0 0 14 14" fill="currentColor" aria-hidden="true">{zone.shape}</svg>'
    word = f'<span class="zone-word">, {escape(zone.word)}</span>'
    return SafeString(f'<span class="zone p-{zone.key}">{shape}<span>{value}{word}</span></span>')
