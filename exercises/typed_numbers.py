"""Numbers as people type them and as files write them: with a decimal comma or a decimal point."""

import re
import unicodedata
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

NUMBER = re.compile(r"[+-]?\d{1,9}(?:\.\d{0,18})?|[+-]?\.\d{1,18}", re.ASCII)
# What stands between thousands and nowhere else, and what people type for a minus.
GROUPING = dict.fromkeys(map(ord, " \u00a0\u202f\u2009'’٬"))
SIGNS = {ord("−"): "-", ord("٫"): ",", ord("，"): ",", ord("．"): "."}


def with_plain_digits(text: str) -> str:
    """Return the text with the digits of other scripts, as Arabic keypads have them, as 0 to 9."""
    return text if text.isascii() else "".join(str(unicodedata.decimal(c, c)) for c in text)


def parse_number(text: str) -> Decimal | None:
    """Return the number of ``42.5``, ``42,5`` or ``1.042,5``; ``None`` where the text is none.

    A single comma or point is a decimal one, whatever the language of the page: a phone's keypad
    has the one of the phone's language.
    """
    text = with_plain_digits(text.strip()).translate(GROUPING).translate(SIGNS)
    if "," in text and "." in text:
        thousands = "," if text.rfind(",") < text.rfind(".") else "."
        text = text.replace(thousands, "")
    text = text.replace(",", ".")
    return Decimal(text) if NUMBER.fullmatch(text) else None


class TypedDecimalField(forms.DecimalField):
    """Takes a decimal comma or point in every language, and shows the one of the page's.

    It is a text field: a number field refuses the comma in pages of some languages.
    """

    widget = forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})

    def __init__(self, **kwargs):
        super().__init__(localize=True, **kwargs)

    def to_python(self, value):
        return super().to_python(_parsed(self, value))


class TypedIntegerField(forms.IntegerField):
    """Takes a whole number, also with nothing but zeros after a decimal comma or point."""

    def to_python(self, value):
        number = _parsed(self, value)
        if isinstance(number, Decimal):
            if number != number.to_integral_value():
                raise ValidationError(self.error_messages["invalid"], code="invalid")
            number = int(number)
        return super().to_python(number)


def _parsed(field, value):
    if not isinstance(value, str) or not value.strip():
        return value
    number = parse_number(value)
    if number is None:
        raise ValidationError(field.error_messages["invalid"], code="invalid")
    return number
