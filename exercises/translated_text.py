"""Text stored in several languages in one JSON column and read in the active language."""

import re

from django import forms
from django.conf import settings
from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.template.loader import render_to_string
from django.utils.text import capfirst
from django.utils.translation import get_language

SPACES = re.compile(r"[ \t]+")
MOST_CHARACTERS = 5_000  # of a text in one language; the longest that is shipped has 715


class TranslatedText(dict):
    """``{"en": …}``. ``str()`` and ``.localized`` give the text in the active language."""

    @property
    def localized(self):
        """A string, or a list of strings where the field was declared with ``lines``."""
        language = get_language() or settings.LANGUAGE_CODE
        for code in (language, language.split("-")[0], settings.LANGUAGE_CODE):
            if code in self:
                return self[code]
        return next(iter(self.values()), "")

    def __str__(self):
        text = self.localized
        return text if isinstance(text, str) else "\n".join(text)

    def __bool__(self):
        return any(self.values())


class TranslatedTextWidget(forms.MultiWidget):
    """A labelled text box for each language; a list is shown with one entry on each line."""

    template_name = "exercises/translated_text_widget.html"

    def __init__(self, attrs=None):
        self.codes = [code for code, _ in settings.LANGUAGES]
        boxes = {code: forms.Textarea({"cols": 80, "lang": code}) for code in self.codes}
        super().__init__(boxes, attrs)

    @property
    def use_fieldset(self):
        """A single box uses the field's own label, so it needs no fieldset."""
        return len(self.codes) > 1

    def id_for_label(self, id_):
        return f"{id_}_0" if id_ else ""

    def decompress(self, value):
        texts = [(value or {}).get(code, "") for code in self.codes]
        return [text if isinstance(text, str) else "\n".join(text) for text in texts]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        boxes = context["widget"]["subwidgets"]
        for box, (_, language) in zip(boxes, settings.LANGUAGES, strict=True):
            box["language"] = language if len(boxes) > 1 else ""
            box["attrs"]["rows"] = rows_for(box["value"] or "")
        return context

    def _render(self, template_name, context, renderer=None):
        # The form renderer does not look into the project's templates.
        return render_to_string(template_name, context)


def rows_for(text, columns=80):
    """The height of a text box that shows the whole text, and one more line for a list."""
    lines = text.splitlines()
    return sum(len(line) // columns + 1 for line in lines) + (len(lines) != 1)


def _without_spare_spaces(line: str) -> str:
    """Leave a no-break space as it is, unlike ``str.split``: it belongs to the text."""
    return SPACES.sub(" ", line).strip(" ")


class TranslatedTextFormField(forms.MultiValueField):
    """Parses the text boxes into ``{"en": …}`` and leaves out languages without text."""

    def __init__(self, *, lines=False, required=True, **kwargs):
        self.lines = lines
        fields = [
            forms.CharField(
                required=required and code == settings.LANGUAGE_CODE, max_length=MOST_CHARACTERS
            )
            for code, _ in settings.LANGUAGES
        ]
        widget = TranslatedTextWidget()
        super().__init__(
            fields, required=required, require_all_fields=False, widget=widget, **kwargs
        )

    def compress(self, values):
        texts = {}
        for (code, _), text in zip(settings.LANGUAGES, values, strict=False):
            lines = [_without_spare_spaces(line) for line in (text or "").splitlines()]
            lines = [line for line in lines if line]
            if lines:
                texts[code] = lines if self.lines else " ".join(lines)
        return texts

    def has_changed(self, initial, data):
        before = {code: (initial or {}).get(code) for code, _ in settings.LANGUAGES}
        before = {code: text for code, text in before.items() if text}
        return not self.disabled and self.compress(data or []) != before


class TranslatedTextAttribute(DeferredAttribute):
    """Converts an assigned dict, so that an unsaved row reads like one from the database."""

    def __set__(self, instance, value):
        if isinstance(value, dict):
            value = TranslatedText(value)
        instance.__dict__[self.field.attname] = value


class TranslatedTextField(models.JSONField):
    """A JSON column that holds a ``TranslatedText``: strings, or with ``lines`` lists of them."""

    descriptor_class = TranslatedTextAttribute

    def __init__(self, *args, lines=False, **kwargs):
        self.lines = lines
        kwargs.setdefault("default", dict)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | ({"lines": True} if self.lines else {})

    def from_db_value(self, value, expression, connection):
        return TranslatedText(super().from_db_value(value, expression, connection) or {})

    def formfield(self, **kwargs):
        return TranslatedTextFormField(
            lines=self.lines,
            required=not self.blank,
            label=capfirst(self.verbose_name),
            help_text=self.help_text,
        )

    def save_form_data(self, instance, data):
        """Keeps the languages that the form does not show."""
        shown = dict(settings.LANGUAGES)
        stored = getattr(instance, self.name) or {}
        others = {code: text for code, text in stored.items() if code not in shown}
        setattr(instance, self.name, TranslatedText(others | data))
