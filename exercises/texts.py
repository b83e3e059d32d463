"""Text that exists in several languages: stored keyed by language, read in the reader's."""

from django import forms
from django.conf import settings
from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.template.loader import render_to_string
from django.utils.text import capfirst
from django.utils.translation import get_language


class Texts(dict):
    """``{"en": …}``; as a string, or as ``.here``, the text in the active language."""

    @property
    def here(self):
        language = get_language() or settings.LANGUAGE_CODE
        for code in (language, language.split("-")[0], settings.LANGUAGE_CODE):
            if code in self:
                return self[code]
        return next(iter(self.values()), "")

    def __str__(self):
        here = self.here
        return here if isinstance(here, str) else "\n".join(here)

    def __bool__(self):
        return any(self.values())


def lines_of(text):
    return [line.strip() for line in text.splitlines() if line.strip()]


def rows_for(text, columns=80):
    """A box tall enough for the text, with room for one line more in a list."""
    lines = text.splitlines()
    return sum(len(line) // columns + 1 for line in lines) + (len(lines) != 1)


class TextsWidget(forms.MultiWidget):
    """One labelled box a language; a list shows as one entry a line."""

    template_name = "exercises/texts_widget.html"

    def __init__(self, attrs=None):
        self.codes = [code for code, _ in settings.LANGUAGES]
        boxes = {code: forms.Textarea({"cols": 80, "lang": code}) for code in self.codes}
        super().__init__(boxes, attrs)

    @property
    def use_fieldset(self):
        """With one language its box has the field's own label."""
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
        # The project's templates, not those of the form renderer.
        return render_to_string(template_name, context)


class TextsFormField(forms.MultiValueField):
    """Parses into ``{"en": …}``, without the languages left empty."""

    def __init__(self, *, lines=False, required=True, **kwargs):
        self.lines = lines
        fields = [
            forms.CharField(required=required and code == settings.LANGUAGE_CODE)
            for code, _ in settings.LANGUAGES
        ]
        super().__init__(
            fields, required=required, require_all_fields=False, widget=TextsWidget(), **kwargs
        )

    def compress(self, values):
        parsed = [
            lines_of(text) if self.lines else " ".join(text.split())
            for text in (value or "" for value in values)
        ]
        return {
            code: text for (code, _), text in zip(settings.LANGUAGES, parsed, strict=False) if text
        }

    def has_changed(self, initial, data):
        shown = {code: (initial or {}).get(code) for code, _ in settings.LANGUAGES}
        return not self.disabled and self.compress(data or []) != {
            code: text for code, text in shown.items() if text
        }


class TextsAttribute(DeferredAttribute):
    """Makes a ``Texts`` of whatever is assigned, so that a new row reads like a stored one."""

    def __set__(self, instance, value):
        instance.__dict__[self.field.attname] = Texts(value) if isinstance(value, dict) else value


class TextsField(models.JSONField):
    """A JSON column whose value is a ``Texts``: each text a string, or with ``lines`` a list."""

    descriptor_class = TextsAttribute

    def __init__(self, *args, lines=False, **kwargs):
        self.lines = lines
        kwargs.setdefault("default", dict)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | ({"lines": True} if self.lines else {})

    def from_db_value(self, value, expression, connection):
        return Texts(super().from_db_value(value, expression, connection) or {})

    def formfield(self, **kwargs):
        return TextsFormField(
            lines=self.lines,
            required=not self.blank,
            label=capfirst(self.verbose_name),
            help_text=self.help_text,
        )

    def save_form_data(self, instance, data):
        """Keeps a language that the form does not show."""
        shown = dict(settings.LANGUAGES)
        kept = {k: v for k, v in (getattr(instance, self.name) or {}).items() if k not in shown}
        setattr(instance, self.name, Texts(kept | data))
