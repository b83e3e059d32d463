"""Buttons and inputs of which today's page has dozens.

They are put together as strings: with ``format_html`` a lamp took three times as long. Words and
what was typed are escaped here; the rest are numbers, keys and slugs.
"""

from html import escape

from django import template
from django.utils.formats import get_format, localize_input
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from exercises.templatetags.icons import icon

register = template.Library()

# A number from 0 to 9999.99, with a comma or a point.
LOAD_PATTERN = r"\s*\d{1,4}([.,]\d{1,2})?\s*"


@register.simple_tag
def lamp(one):
    """A ``set_buttons.Lamp``. Logged it takes one off; with one left it deletes the set."""
    number = f' data-number="{one.number}"' if one.is_asked else ""
    more = (_logged if one.entry else _open)(one)
    return SafeString(
        f'<button id="{one.id}" aria-label="{escape(one.label)}" data-name="{escape(one.name)}"'
        f'{number} data-key="{one.key}"{more}</button>'
    )


def _open(one):
    look = " is-next" if one.is_next else "" if one.is_asked else " is-more"
    form = f' form="{one.form}"' if one.form else ""
    return (
        f' class="lamp{look}" aria-pressed="false" name="set"'
        f' value="{escape(one.sends)}&amp;key={one.key}"{form}>'
        f"{'' if one.is_asked else '+'}{one.amount}"
    )


def _logged(one):
    less = one.amount - 1
    sends = f' name="amount" value="{less}"' if less else ""
    short = f' data-of="{escape(one.short)}"' if one.short else ""
    return (
        f' class="lamp{" is-short" if short else ""}" aria-pressed="true"'
        f' data-amount="{one.amount}" data-hold_s="{_or_nothing(one.entry.hold_s)}"'
        f' data-load="{_or_nothing(localize_input(one.load))}" data-band="{_or_nothing(one.band)}"'
        f' form="edit-set" formaction="{one.address}"'
        f"{sends}{short}>{one.amount}"
    )


@register.simple_tag
def stepper(field):
    """A ``NumberField`` with buttons for less and more; without a unit, a label is before it."""
    entry = _number_input(field)
    if field.unit:
        unit = f'<small aria-hidden="true">{escape(field.unit)}</small>'
        entry = f'<label for="{field.id}">{entry}{unit}</label>'
    return SafeString(
        f'<div class="stepper">{_step("stepDown", field.less, "minus")}{entry}'
        f"{_step('stepUp', field.more, 'plus')}</div>"
    )


def _step(does, label, name):
    return (
        f'<button type="button" data-step="{does}" aria-label="{escape(label)}">'
        f"{icon(name)}</button>"
    )


def _number_input(field):
    """A load is text: a number field refuses the comma in pages of some languages."""
    named = f'aria-label="{escape(field.label)}"' if field.unit else 'placeholder="–"'
    wrong = f' aria-invalid="true" aria-describedby="{field.id}-error"' if field.errors else ""
    if field.name == "load":
        kind = (
            f'type="text" inputmode="decimal" autocomplete="off" pattern="{LOAD_PATTERN}"'
            f' title="{_("A number, 42.5 or 42,5")}" data-point="{get_format("DECIMAL_SEPARATOR")}"'
        )
    else:
        kind = 'type="number" inputmode="numeric"'
    return (
        f'<input {kind} id="{field.id}" name="{field.name}"'
        f' value="{escape(_or_nothing(localize_input(field.value)))}"'
        f' min="{field.least}" max="{field.most}" step="{field.step}"'
        f' data-from="{field.starts_at}" {named}{wrong}'
        f"{' required' if field.is_required else ''}>"
    )


def _or_nothing(value):
    return "" if value is None else str(value)
