"""Who changed what and when, word by word."""

import re
from datetime import datetime
from difflib import SequenceMatcher

from django.conf import settings
from django.http import Http404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from simple_history.admin import SimpleHistoryAdmin
from simple_history.template_utils import HistoricalRecordContextHelper

from ..translated_text import TranslatedText, TranslatedTextField


class WithHistory(SimpleHistoryAdmin):
    """A history in words, without the inline style that our policy refuses."""

    object_history_list_template = "exercises/history_list.html"

    def history_view(self, request, object_id, extra_context=None):
        only_numbers(object_id)
        return super().history_view(request, object_id, extra_context)

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        only_numbers(object_id, version_id)
        return super().history_form_view(request, object_id, version_id, extra_context)

    def get_history_queryset(self, request, history_manager, pk_name, object_id):
        # As simple-history does, which for a model without relations asks for what Django drops.
        related = [field.name for field in self.model._meta.fields if field.many_to_one]
        past = history_manager.filter(**{pk_name: object_id})
        return past.select_related("history_user", *related)

    def get_historical_record_context_helper(self, request, historical_record):
        return Differences(self.model, historical_record)


def only_numbers(*ids):
    """Nothing else names a row; simple-history would hand it to the database."""
    if not all(one.isascii() and one.isdigit() and len(one) < 19 for one in ids):
        raise Http404


class Differences(HistoricalRecordContextHelper):
    def context_for_delta_changes(self, delta):
        return [self._difference(change) for change in delta.changes]

    def _difference(self, change):
        field = self.model._meta.get_field(change.field)
        texts = texts_of(field, change.old, change.new)
        return {"field": capfirst(field.verbose_name), "texts": texts}


def texts_of(field, old, new):
    """``[(language, [(kind, words), …])]`` of a field that changed; of most, without a language."""
    if not isinstance(field, TranslatedTextField):
        shown = [("gone", in_words(field, old)), ("new", in_words(field, new))]
        return [("", [(kind, words) for kind, words in shown if words])]
    names = dict(settings.LANGUAGES)
    old, new = old or {}, new or {}
    codes = [code for code in {**old, **new} if old.get(code) != new.get(code)]
    is_alone = {*names, *old, *new} == {settings.LANGUAGE_CODE}
    return [
        (
            "" if is_alone else names.get(code, code),
            words_changed(as_text(old.get(code)), as_text(new.get(code))),
        )
        for code in codes
    ]


def as_text(text):
    return str(TranslatedText({"": text})) if text else ""


def in_words(field, value):
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if value in field.empty_values:
        return ""
    return str(dict(field.flatchoices).get(value, value))


def words_changed(old, new):
    """``[(kind, words), …]`` from one text to the next; kind is "same", "gone" or "new".

    Lines stay lines.
    """
    before, after = (re.findall(r"[^\s]+|\n", text) for text in (old, new))
    parts = []
    for _, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if before[i:j] == after[k:m]:
            parts.append(("same", before[i:j]))
        else:
            parts += [("gone", before[i:j]), ("new", after[k:m])]
    return [(kind, " ".join(words)) for kind, words in parts if words]
