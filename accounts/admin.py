from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.utils.translation import gettext_lazy as _

from .models import User

LOOKED = 4  # beside Django's 1 to 3: added, changed, deleted
DEEDS = {1: _("added"), 2: _("changed"), 3: _("deleted"), LOOKED: _("looked at")}


class RunnerCreationForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ["email"]


@admin.register(User)
class RunnerAdmin(UserAdmin):
    add_form = RunnerCreationForm
    ordering = ["email"]
    list_display = ["email", "date_joined", "last_login", "is_staff", "is_active"]
    search_fields = ["email"]
    fieldsets = [
        (None, {"fields": ["email", "password"]}),
        (_("Training"), {"fields": ["units", "time_zone", "minutes", "equipment"]}),
        (
            _("Rights"),
            {"fields": ["is_active", "is_staff", "is_superuser", "groups", "user_permissions"]},
        ),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["email", "usable_password", "password1", "password2"]}),
    ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Who looks at a runner leaves a trace, as who changes one does."""
        found = request.method == "GET" and self.get_object(request, object_id)
        if found and self.has_view_permission(request, found):
            LogEntry.objects.log_actions(request.user.pk, [found], LOOKED, single_object=True)
        return super().change_view(request, object_id, form_url, extra_context)


class ReadOnly(admin.ModelAdmin):
    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(LogEntry)
class DeedAdmin(ReadOnly):
    """What staff did, for whoever runs the place to read, and for nobody to rewrite."""

    list_display = ["action_time", "user", "deed", "content_type", "object_repr", "said"]
    list_filter = ["content_type", "action_time"]
    list_select_related = ["user", "content_type"]
    search_fields = ["user__email", "object_repr"]
    fields = ["action_time", "user", "deed", "content_type", "object_repr", "said"]
    list_display_links = None

    @admin.display(description=_("what"))
    def deed(self, entry):
        return DEEDS.get(entry.action_flag, entry.action_flag)

    @admin.display(description=_("in detail"))
    def said(self, entry):
        return entry.get_change_message()


# Registered by allauth with all they hold. A host may take a lost second factor away, and sees of
# it neither secret nor name; where runners are logged in is theirs alone.
admin.site.unregister([Authenticator, UserSession])


@admin.register(Authenticator)
class SecondFactorAdmin(ReadOnly):
    list_display = ["user", "type", "created_at", "last_used_at"]
    list_filter = ["type"]
    list_select_related = ["user"]
    search_fields = ["user__email"]
    fields = ["user", "type", "created_at", "last_used_at"]

    def has_delete_permission(self, request, obj=None):
        return admin.ModelAdmin.has_delete_permission(self, request, obj)
