"""The history of a row in the admin: who changed which words, and when."""

import re
from datetime import datetime
from difflib import SequenceMatcher

from django.conf import settings
from django.http import Http404
from django.utils import timezone
from django.utils.text import capfirst
from simple_history.admin import SimpleHistoryAdmin
from simple_history.template_utils import HistoricalRecordContextHelper

from ..day_names import name_of_day
from ..translated_text import TranslatedText, TranslatedTextField
from .lookups import OwnLookups

MOST_WORDS = 300  # of a text that is compared word by word, which takes their number squared


class HistoryAdmin(OwnLookups, SimpleHistoryAdmin):
    """Shows changes word by word, in a template without inline style, which our policy refuses."""

    object_history_list_template = "exercises/history_list.html"

    def history_view(self, request, object_id, extra_context=None):
        require_numbers(object_id)
        return super().history_view(request, object_id, extra_context)

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        require_numbers(object_id, version_id)
        return super().history_form_view(request, object_id, version_id, extra_context)

    def get_history_queryset(self, request, history_manager, pk_name, object_id):
        # The same as in simple-history, whose query is deprecated for a model without relations.
        related = [field.name for field in self.model._meta.fields if field.many_to_one]
        past = history_manager.filter(**{pk_name: object_id})
        return past.select_related("history_user", *related)

    def get_historical_record_context_helper(self, request, historical_record):
        return Differences(self.model, historical_record)


def require_numbers(*ids):
    """Answers 404 to an id that is no number; simple-history would hand it to the database."""
    if not all(one.isascii() and one.isdigit() and len(one) < 19 for one in ids):
        raise Http404


class Differences(HistoricalRecordContextHelper):
    def context_for_delta_changes(self, delta):
        fields = [(self.model._meta.get_field(change.field), change) for change in delta.changes]
        return [
            {"field": capfirst(field.verbose_name), "texts": differences(field, c.old, c.new)}
            for field, c in fields
        ]


def differences(field, old, new):
    """``[(language, [(kind, words), …]), …]`` for a field that changed.

    ``kind`` is "same", "gone" or "new". The language is empty where there is only one, or none.
    """
    if not isinstance(field, TranslatedTextField):
        shown = [("gone", describe_value(field, old)), ("new", describe_value(field, new))]
        return [("", [(kind, words) for kind, words in shown if words])]
    names = dict(settings.LANGUAGES)
    old, new = old or {}, new or {}
    codes = [code for code in {**old, **new} if old.get(code) != new.get(code)]
    is_alone = {*names, *old, *new} == {settings.LANGUAGE_CODE}
    return [
        (
            "" if is_alone else names.get(code, code),
            word_differences(as_string(old.get(code)), as_string(new.get(code))),
        )
        for code in codes
    ]


def as_string(text):
    return str(TranslatedText({"": text})) if text else ""


def describe_value(field, value):
    if isinstance(value, datetime):
        return name_of_day(timezone.localtime(value), "DATETIME_FORMAT")
    if value in field.empty_values:
        return ""
    return str(dict(field.flatchoices).get(value, value))


def word_differences(old, new):
    """``[(kind, words), …]`` from one text to the next. Line breaks are kept."""
    before, after = (re.findall(r"[^\s]+|\n", text) for text in (old, new))
    if max(len(before), len(after)) > MOST_WORDS:
        return [(kind, text) for kind, text in (("gone", old), ("new", new)) if text]
    parts = []
    for _, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if before[i:j] == after[k:m]:
            parts.append(("same", before[i:j]))
        else:
            parts += [("gone", before[i:j]), ("new", after[k:m])]
    return [(kind, " ".join(words)) for kind, words in parts if words]
