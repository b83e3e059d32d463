"""Text that exists in several languages: stored keyed by language, read in the reader's."""

from django.conf import settings
from django.db import models
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


class TextsField(models.JSONField):
    """A JSON column whose value is a ``Texts``; each text is a string or a list of strings."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("default", dict)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value, expression, connection):
        return Texts(super().from_db_value(value, expression, connection) or {})
