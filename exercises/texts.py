"""Text that exists in several languages: stored keyed by language, read in the reader's."""

from django.conf import settings
from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.utils.translation import get_language

from .forms import TextsFormField


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
            label=self.verbose_name,
            help_text=self.help_text,
        )

    def save_form_data(self, instance, data):
        """Keeps a language that the form does not show."""
        shown = dict(settings.LANGUAGES)
        kept = {k: v for k, v in (getattr(instance, self.name) or {}).items() if k not in shown}
        setattr(instance, self.name, Texts(kept | data))
