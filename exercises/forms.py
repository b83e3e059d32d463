"""Form fields for texts in several languages, and the filters of the library."""

from django import forms
from django.conf import settings
from django.template.loader import render_to_string


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
            code: text for (code, _), text in zip(settings.LANGUAGES, parsed, strict=True) if text
        }

    def has_changed(self, initial, data):
        shown = {code: (initial or {}).get(code) for code, _ in settings.LANGUAGES}
        return not self.disabled and self.compress(data or []) != {
            code: text for code, text in shown.items() if text
        }
