"""What addresses of the admin may ask the database."""

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import get_fields_from_path
from django.contrib.admin.views.main import ChangeList
from django.db.utils import DataError, NotSupportedError

LONGEST_SEARCH = 200  # characters; each word becomes a condition of the query
# What a filter of Django appends to the path of its field, and a hierarchy of dates to its own.
OF_FILTERS = ("", "__exact", "__in", "__isnull", "__gte", "__lt")
OF_DATES = ("__year", "__month", "__day", "__gte", "__lt")


class CheckedChangeList(ChangeList):
    """Answers values that no column can have as Django does those that it knows: with ``?e=1``."""

    def get_results(self, request):
        try:
            super().get_results(request)
        except (DataError, NotSupportedError, OverflowError, ValueError) as error:
            raise IncorrectLookupParameters(error) from error


class OwnLookups:
    """An admin whose lists are filtered by what they offer, and by nothing else.

    Django lets an address filter by every field of the model, also by a regular expression, which
    on SQLite may keep a web process busy without an end.
    """

    def lookup_allowed(self, lookup, value, request=None):
        return lookup in self._own_lookups(request)

    def _own_lookups(self, request):
        found = set()
        for one in self.get_list_filter(request):
            one = one[0] if isinstance(one, list | tuple) else one
            if isinstance(one, str):
                found |= {f"{one}{end}" for end in OF_FILTERS} | self._of_relation(one)
            elif issubclass(one, admin.SimpleListFilter):
                found.add(one.parameter_name)
        if self.date_hierarchy:
            found |= {f"{self.date_hierarchy}{end}" for end in OF_DATES}
        return found

    def _of_relation(self, path):
        field = get_fields_from_path(self.model, path)[-1]
        return {f"{path}__{field.target_field.name}__exact"} if field.is_relation else set()

    def get_changelist(self, request, **options):
        return CheckedChangeList

    def get_search_results(self, request, queryset, search_term):
        if len(search_term) > LONGEST_SEARCH or "\0" in search_term:  # nothing is called so
            return queryset.none(), False
        return super().get_search_results(request, queryset, search_term)
