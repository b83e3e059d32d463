from django import template
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

register = template.Library()

AMBER, RED = 3, 6
SHAPES = {
    "p-ok": SafeString('<circle cx="7" cy="7" r="6"/>'),
    "p-care": SafeString('<path d="M7 1 13.500 13H.5z"/>'),
    "p-stop": SafeString('<rect x="1" y="1" width="12" height="12" rx="2"/>'),
}


@register.filter
def number(value: float | None) -> str:
    """As the reader writes it, at most one decimal; a dash where nothing was given."""
    if value is None:
        return "–"
    is_whole = value == int(value)
    if is_whole and abs(value) < 1000:
        return str(int(value))  # the same in every language, and many times quicker
    return str(number_format(value, 0 if is_whole else 1))


@register.filter
def pain_word(pain):
    """Pain is never a colour alone."""
    if pain is None:
        return _("not given")
    return _("fine") if pain < AMBER else _("some") if pain < RED else _("bad")


@register.filter
def pain_class(pain):
    if pain is None:
        return ""
    return "p-ok" if pain < AMBER else "p-care" if pain < RED else "p-stop"


@register.simple_tag
def pain(value):
    """A shape, a colour and a word."""
    if value is None:
        return "–"
    kind = pain_class(value)
    return format_html(
        '<span class="zone {}"><svg viewBox="0 0 14 14" fill="currentColor" aria-hidden="true">{}'
        '</svg>{}<span class="zone-word">, {}</span></span>',
        kind,
        SHAPES[kind],
        value,
        pain_word(value),
    )
