from allauth.account.admin import EmailAddressAdmin
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import (
    AdminPasswordChangeForm,
    AdminUserCreationForm,
    UserChangeForm,
)
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.forms import ModelMultipleChoiceField
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from exercises.admin.deleting import NamesOurs
from exercises.admin.lookups import OwnLookups
from exercises.http_cache import runner_changed

from .forms import EquipmentField
from .models import SETTINGS, User

VIEWED = 4  # besides Django's 1 to 3
ACTIONS = {
    ADDITION: _("added"),
    CHANGE: _("changed"),
    DELETION: pgettext_lazy("a deed of somebody", "deleted"),
    VIEWED: _("looked at"),
}


RIGHTS = ("is_staff", "is_superuser", "groups", "user_permissions")
VERBS = {
    "add": pgettext_lazy("a right", "%(names)s: add"),
    "change": pgettext_lazy("a right", "%(names)s: change"),
    "delete": pgettext_lazy("a right", "%(names)s: delete"),
    "view": pgettext_lazy("a right", "%(names)s: look at"),
}


class PermissionsField(ModelMultipleChoiceField):
    """Names the permissions in the language of who gives them; Django stores English names."""

    def label_from_instance(self, permission):
        verb, _model = permission.codename.split("_", 1)
        names = permission.content_type.model_class()._meta.verbose_name_plural
        return VERBS[verb] % {"names": capfirst(names)}


class GivesPermissions:
    """Offers the permissions for what the admin has; any others would change nothing."""

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.related_model is Permission:
            admins = self.admin_site._registry.values()
            models = {one.model for each in admins for one in (each, *each.inlines)}
            types = ContentType.objects.get_for_models(*models).values()
            offered = Permission.objects.filter(content_type__in=types)
            kwargs |= {
                "form_class": PermissionsField,
                "queryset": offered.select_related("content_type"),
            }
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class RunnerPasswordForm(AdminPasswordChangeForm):
    """Says in the language of the page what Django says in English alone."""

    usable_password_help_text = format_lazy(
        '{}<ul id="id_unusable_warning" class="messagelist"><li class="warning">{}</li></ul>',
        AdminUserCreationForm.usable_password_help_text,
        _("Switched off, it loses the password that it has."),
    )


class RunnerForm(UserChangeForm):
    equipment = EquipmentField(label=_("Equipment"), required=False)


class GroupFilter(admin.RelatedFieldListFilter):
    """Says in words what Django's filter offers as a dash: the runners in no group."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.empty_value_display = _("in no group")


class RunnerCreationForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ["email"]


@admin.register(User)
class RunnerAdmin(OwnLookups, GivesPermissions, UserAdmin):
    form = RunnerForm
    add_form = RunnerCreationForm
    change_password_form = RunnerPasswordForm
    ordering = ["email"]
    list_display = ["email", "date_joined", "last_login", "is_staff", "is_active"]
    list_filter = ["is_staff", "is_superuser", "is_active", ("groups", GroupFilter)]
    search_fields = ["email"]
    fieldsets = [
        (None, {"fields": ["email", "password"]}),
        (_("Training"), {"fields": ["language", "units", "time_zone", "minutes", *SETTINGS]}),
        (
            _("Rights"),
            {"fields": ["is_active", *RIGHTS]},
        ),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["email", "usable_password", "password1", "password2"]}),
    ]

    def get_readonly_fields(self, request, obj=None):
        """Let superusers alone give rights: who may change runners could take all of them.

        When somebody joined or came last is what happened, so nobody writes it.
        """
        fields = [*super().get_readonly_fields(request, obj), "last_login", "date_joined"]
        return fields if request.user.is_superuser else [*fields, *RIGHTS]

    def has_change_permission(self, request, obj=None):
        """Ask it for the password page too. Nobody gets into the account of staff that way."""
        return super().has_change_permission(request, obj) and _may_touch(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and _may_touch(request, obj)

    def get_deleted_objects(self, objs, request):
        """Names the runners, and not each line of their logs: those are only counted."""
        _all, counts, *refused = super().get_deleted_objects(objs, request)
        runners = [str(one) for one in objs]
        rest = sum(counts.values()) - len(runners)
        counts = {
            self.opts.verbose_name_plural: len(runners),
            gettext("entries of their logs and accounts"): rest,
        }
        return runners, counts, *refused

    def save_model(self, request, obj, form, change):
        """Note what the settings were until today, as the runner's own page does."""
        stored = User.objects.filter(pk=obj.pk).first()
        super().save_model(request, obj, form, change)
        if stored:
            obj.remember_settings(stored.training_settings)
            obj.remember_zone(stored.time_zone)
            runner_changed(obj)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Log who looks at a runner, as Django logs who changes one."""
        viewed = request.method == "GET" and self.get_object(request, object_id)
        if viewed and self.has_view_permission(request, viewed):
            LogEntry.objects.log_actions(request.user.pk, [viewed], VIEWED, single_object=True)
        return super().change_view(request, object_id, form_url, extra_context)


def _may_touch(request, user):
    return request.user.is_superuser or not (user and (user.is_staff or user.is_superuser))


class ReadOnlyAdmin(OwnLookups, admin.ModelAdmin):
    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(LogEntry)
class LogEntryAdmin(ReadOnlyAdmin):
    """What staff did: a host can read it and nobody can change it."""

    list_display = ["action_time", "user", "action", "content_type", "object_repr", "change"]
    list_filter = [("content_type", admin.RelatedOnlyFieldListFilter), "action_time"]
    list_select_related = ["user", "content_type"]
    search_fields = ["user__email", "object_repr"]
    fields = ["action_time", "user", "action", "content_type", "object_repr", "change"]
    list_display_links = None

    @admin.display(description=_("what"))
    def action(self, entry):
        return ACTIONS.get(entry.action_flag, entry.action_flag)

    @admin.display(description=_("in detail"))
    def change(self, entry):
        return entry.get_change_message()


# allauth registers these with all their fields. A host may delete a lost second factor, but sees
# neither its secret nor its name, and must not see where runners are logged in.
admin.site.unregister([Authenticator, EmailAddress, UserSession, Group])
# allauth gives it no names that could be translated. These are not in the model's migrations.
Authenticator._meta.verbose_name = _("second factor")
Authenticator._meta.verbose_name_plural = _("second factors")
for name, label in (
    ("type", pgettext_lazy("of a second factor", "kind")),
    ("created_at", _("set up")),
    ("last_used_at", _("last used")),
):
    Authenticator._meta.get_field(name).verbose_name = label


@admin.register(Group)
class RightsGroupAdmin(OwnLookups, NamesOurs, GivesPermissions, GroupAdmin):
    pass


@admin.register(EmailAddress)
class AddressAdmin(OwnLookups, EmailAddressAdmin):
    """Links for a new password go to each of these, so superusers alone write them."""

    actions = None  # who may only look could mark addresses as confirmed

    def has_add_permission(self, request):
        return request.user.is_superuser

    def has_change_permission(self, request, obj=None):
        return request.user.is_superuser

    def has_delete_permission(self, request, obj=None):
        return request.user.is_superuser


@admin.register(Authenticator)
class SecondFactorAdmin(ReadOnlyAdmin):
    list_display = ["user", "type", "created_at", "last_used_at"]
    list_filter = ["type"]
    list_select_related = ["user"]
    search_fields = ["user__email"]
    fields = ["user", "type", "created_at", "last_used_at"]

    def has_delete_permission(self, request, obj=None):
        may_delete = admin.ModelAdmin.has_delete_permission(self, request, obj)
        return may_delete and _may_touch(request, obj and obj.user)

    def get_queryset(self, request):
        """Hide the second factors of staff from all but superusers, in the list too."""
        rows = super().get_queryset(request)
        if request.user.is_superuser:
            return rows
        return rows.filter(user__is_staff=False, user__is_superuser=False)
