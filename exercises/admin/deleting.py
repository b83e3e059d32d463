"""What a page says that asks before it deletes."""

from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import ngettext


class NamesOurs:
    """An admin that names what staff know, in their language, before it is deleted.

    Rows that only join two others are left out, and what runners logged is counted.
    """

    def get_deleted_objects(self, objs, request):
        found, counts, refused, protected = super().get_deleted_objects(objs, request)
        models = [model._meta for model in apps.get_models(include_auto_created=True)]
        unnamed = [one for one in models if one.auto_created or one.app_label == "logbook"]
        heads = tuple(f"{capfirst(one.verbose_name)}: " for one in unnamed)
        names = {one.verbose_name_plural for one in unnamed}
        counts = {name: count for name, count in counts.items() if name not in names}
        kept = _without(protected, heads)
        if logged := len(protected) - len(kept):
            entries = ngettext("%(n)d entry in logs", "%(n)d entries in logs", logged)
            kept.append(entries % {"n": logged})
        return _without(found, heads), counts, refused, kept


def _without(found, heads):
    """Return a nested list of texts without those that begin with one of ``heads``."""
    kept = [
        _without(one, heads) if isinstance(one, list) else one
        for one in found
        if isinstance(one, list) or not one.startswith(heads)
    ]
    return [one for one in kept if one != []]
