"""Buttons and inputs of which today's page has dozens, each written with one look-up."""

from functools import lru_cache

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from exercises.templatetags.icons import icon

from ..pain_zones import ZONES

register = template.Library()

OPEN_LAMP = (
    '<button id="{}" class="lamp{}" aria-pressed="false" aria-label="{}" data-name="{}"{} '
    'data-key="{}" name="set" value="{}&amp;key={}"{}>{}</button>'
)
LOGGED_LAMP = (
    '<button id="{}" class="lamp{}" aria-pressed="true" aria-label="{}" data-name="{}"{} '
    'data-key="{}" data-amount="{}" data-hold_s="{}" data-load="{}" data-band="{}" form="edit-set" '
    'formaction="{}"{}{}>{}</button>'
)
STEPPER = (
    '<div class="stepper"><button type="button" data-step="stepDown" aria-label="{}">{}</button>{}'
    '<button type="button" data-step="stepUp" aria-label="{}">{}</button></div>'
)
NUMBER = (
    '<input type="number" inputmode="{}" id="{}" name="{}" value="{}" min="{}" max="{}" step="{}" '
    'data-from="{}" {}="{}"{}{}>'
)


@register.simple_tag
def lamp(one):
    """A ``set_buttons.Lamp``. Logged it takes one off; with one left it deletes the set."""
    number = format_html(' data-number="{}"', one.number) if one.is_asked else ""
    if one.entry is None:
        look = " is-next" if one.is_next else "" if one.is_asked else " is-more"
        form = format_html(' form="{}"', one.form) if one.form else ""
        return format_html(
            OPEN_LAMP, one.id, look, one.label, one.name, number, one.key, one.sends, one.key, form,
            f"{one.amount}" if one.is_asked else f"+{one.amount}",
        )  # fmt: skip
    less = one.amount - 1
    return format_html(
        LOGGED_LAMP, one.id, " is-short" if one.short else "", one.label, one.name, number, one.key,
        one.amount, _or_nothing(one.entry.hold_s), _or_nothing(one.load), _or_nothing(one.band),
        reverse("change_set" if less else "delete_set", args=[one.key]),
        format_html(' name="amount" value="{}"', less) if less else "",
        format_html(' data-of="{}"', one.short) if one.short else "",
        one.amount,
    )  # fmt: skip


@register.simple_tag
def stepper(field):
    """A ``NumberField`` with buttons for less and more; without a unit, a label is before it."""
    entry = _number_input(field)
    if field.unit:
        labelled = '<label for="{}">{}<small aria-hidden="true">{}</small></label>'
        entry = format_html(labelled, field.id, entry, field.unit)
    return format_html(STEPPER, field.less, icon("minus"), entry, field.more, icon("plus"))


def _number_input(field):
    named = ("aria-label", field.label) if field.unit else ("placeholder", "–")
    wrong = ' aria-invalid="true" aria-describedby="{}-error"'
    return format_html(
        NUMBER, "decimal" if field.name == "load" else "numeric", field.id, field.name,
        _or_nothing(field.value), field.least, field.most, field.step, field.starts_at, *named,
        format_html(wrong, field.id) if field.errors else "",
        SafeString(" required") if field.is_required else "",
    )  # fmt: skip


@register.simple_tag
@lru_cache(maxsize=200)
def pain_numbers(slug, ticked):
    """The numbers from 0 to 10 as radio buttons, zone by zone; the first of a zone has an id."""
    return format_html_join(
        "",
        '<div class="nums nums-{}">{}</div>',
        ((zone.key, _pain_radios(zone, slug, ticked)) for zone in ZONES),
    )


@register.simple_tag
def pain_buttons(zone):
    """The numbers of one zone as buttons that send them."""
    buttons = [
        f'<button class="num" name="pain" value="{number}">{number}</button>'
        for number in zone.numbers
    ]
    return SafeString("".join(buttons))


def _pain_radios(zone, slug, ticked):
    first = format_html(' id="pain-{}-{}"', slug, zone.key)
    return SafeString(
        "".join(
            f'<label class="num"><input type="radio" name="pain" value="{number}"'
            f"{first if number == zone.numbers[0] else ''}{' checked' if number == ticked else ''}>"
            f"{number}</label>"
            for number in zone.numbers
        )
    )


def _or_nothing(value):
    return "" if value is None else str(value)
