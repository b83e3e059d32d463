from django.contrib import admin
from django.db.models import OuterRef, Q, Subquery
from django.template.loader import render_to_string
from django.urls import path
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from exercises.admin.lookups import OwnLookups
from exercises.day_names import name_of_day

from .. import programs
from ..models import Revision
from ..rules_json import PROGRAM
from ..wording import Wording
from ..wording.changes import Changes
from . import draft_views
from .describe import describe_days, publisher, render_ladder


@admin.register(Revision)
class RevisionAdmin(OwnLookups, admin.ModelAdmin):
    """Shows which revision was in force when. Nobody edits one."""

    list_filter = ["program"]
    list_display_links = ["__str__"]
    list_select_related = ["program", "published_by"]
    ordering = ["program", "-number"]
    fields = ["program", "number", "days", "published", "changes", "ladder"]
    list_per_page = 50

    class Media:
        css = {"all": ["css/ladder-admin.css"]}

    def get_urls(self):
        back = path(
            "<int:pk>/bring-back/", draft_views.bring_back, name="plans_revision_bring_back"
        )
        return [back, *super().get_urls()]

    def get_queryset(self, request):
        same = Revision.objects.filter(program=OuterRef("program"))
        before = same.filter(number__lt=OuterRef("number")).order_by("-number")
        after = same.filter(
            Q(in_force_from__gt=OuterRef("in_force_from"))
            | Q(in_force_from=OuterRef("in_force_from"), number__gt=OuterRef("number"))
        ).order_by("in_force_from", "number")
        return (
            super()
            .get_queryset(request)
            .annotate(
                before=Subquery(before.values("spec")[:1]),
                next_from=Subquery(after.values("in_force_from")[:1]),
            )
        )

    def get_list_display(self, request):
        words = Changes()

        @admin.display(description=_("changes to the one before"))
        def changes(revision):
            return changes_of(revision, words)

        return ["__str__", "days", "published", changes]

    @admin.display(description=_("in force"))
    def days(self, revision):
        after = revision.next_from
        return describe_days(revision.in_force_from, after and after - programs.DAY)

    @admin.display(description=_("published"))
    def published(self, revision):
        at = timezone.localtime(revision.published_at)
        return gettext("%(day)s, %(time)s, by %(who)s") % {
            "day": name_of_day(at),
            "time": time_format(at, "H:i"),
            "who": publisher(revision),
        }

    @admin.display(description=_("changes to the one before"))
    def changes(self, revision):
        return changes_of(revision, Changes())

    @admin.display(description=pgettext_lazy("of a ladder", "steps"))
    def ladder(self, revision):
        name = Wording().name
        return render_ladder(
            {
                "name": name(step.exercise),
                "requires": [name(slug) for slug in step.requires],
                "rules": step,
            }
            for step in revision.rules.steps
        )

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


def changes_of(revision, words):
    if revision.before is None:
        return gettext("the first one")
    changes = words(PROGRAM.validate_python(revision.before), revision.rules)
    return render_to_string("admin/plans/changes.html", {"changes": changes})
