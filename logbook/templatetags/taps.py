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

from ..lamp_labels import logged_label, open_label, set_addresses

register = template.Library()

# A number from 0 to 9999.99, with a comma or a point.
LOAD_PATTERN = r"\s*\d{1,4}([.,]\d{1,2})?\s*"


@register.simple_tag
def lamp(one):
    """A ``set_buttons.Lamp``, in the look of a set that is to be done or of one that is logged."""
    place = f' data-number="{one.place}"' if one.is_asked else ""
    if one.entry:
        look = _logged(
            one.label, one.key, one.amount, one.amount - 1, _or_nothing(one.entry.hold_s),
            _or_nothing(localize_input(one.load)), _or_nothing(one.entry.band), one.slug,
            escape(one.sends), escape(one.short),
        )  # fmt: skip
    else:
        kind = " is-next" if one.is_next else "" if one.is_asked else " is-more"
        more = "" if one.is_asked else "+"
        look = _open(one.label, one.key, one.amount, escape(one.sends), one.form, kind, more)
    return SafeString(f'<button id="{one.id}" data-name="{escape(one.name)}"{place}{look}</button>')


@register.simple_tag
def open_look(row):
    """How a lamp of a ``set_buttons.SetRow`` looks that is to be done, for today.js to fill in."""
    label = open_label("{name}", row.amount)
    return SafeString(f"<button{_open(label, '{key}', row.amount, '{open}', row.form)}</button>")


@register.simple_tag
def logged_look():
    """How a logged lamp looks whose set is still to be sent, for today.js to fill in."""
    numbers = ("{hold_s}", "{load}", "{band}")
    label = logged_label("{name}", "{n}")
    look = _logged(
        label, "{key}", "{n}", "{less}", *numbers, "{exercise}", "{open}", kind=" is-wait"
    )
    return SafeString(f'<button aria-describedby="lamp-waits"{look}</button>')


def _open(label, key, amount, sends, form, kind="", more=""):
    form = f' form="{form}"' if form else ""
    return (
        f' class="lamp{kind}" aria-label="{escape(label)}" aria-pressed="false" data-key="{key}"'
        f' name="set" value="{sends}"{form}>{more}{amount}'
    )


def _logged(label, key, amount, less, hold_s, load, band, slug, sends, short="", kind=""):
    """It says which amount it shows: a set of another amount by then is left alone."""
    address = set_addresses()["change"].replace("{key}", str(key))
    short = f' data-of="{short}"' if short else ""
    return (
        f' class="lamp{" is-short" if short else kind}" aria-label="{escape(label)}"'
        f' aria-pressed="true" data-key="{key}" data-amount="{amount}" data-hold_s="{hold_s}"'
        f' data-load="{load}" data-band="{band}" data-open="{sends}" form="edit-set"'
        f' formaction="{address}?showed={amount}&amp;exercise={slug}" name="amount"'
        f' value="{less}"{short}>{amount}'
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
        title = _("A number, 42.5 or 42,5")
        kind = (
            f'type="text" inputmode="decimal" autocomplete="off" pattern="{LOAD_PATTERN}"'
            f' title="{escape(title)}" data-point="{get_format("DECIMAL_SEPARATOR")}"'
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
