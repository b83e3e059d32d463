"""A runner leaves: every row of theirs is deleted, in whatever table, all of them or none.

Rows with a foreign key to the runner go with the runner's row (models.CASCADE). Here is what knows
a runner without one: sessions, the admin's log, the counters of tries in the cache. What an editor
published stays, without the name (models.SET_NULL).
"""

from allauth.account.adapter import get_adapter
from allauth.account.app_settings import RATE_LIMITS
from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.core.internal.ratelimit import get_cache_key, get_rates
from allauth.usersessions.models import UserSession
from django import forms
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import models, transaction
from django.db.models import Count, Max, Min, Q
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from ..models import AccessToken, Device, Import, SetEntry, ShareLink, Workout

RESET_KEY = "_password_reset_key"  # of allauth's in a session; its name for it is private


class LastAdministrator(Exception):
    """Without this runner nobody would be left who may do everything in the admin."""


class LeaveForm(forms.Form):
    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, data=None, *, request):
        super().__init__(data)
        self.request = request

    def clean_password(self):
        """Checks the password. Tries are counted together with those of the login."""
        user, adapter = self.request.user, get_adapter(self.request)
        password = self.cleaned_data["password"]
        if adapter.authenticate(self.request, email=user.email, password=password) != user:
            raise adapter.validation_error("incorrect_password")
        return password


def count_what_goes(user) -> dict:
    """How much there is of what the runner would miss."""
    days = Workout.objects.for_user(user).aggregate(
        days=Count("pk"), first=Min("date"), last=Max("date")
    )
    return days | {
        "sets": SetEntry.objects.for_user(user).live().count(),
        "imports": Import.objects.for_user(user).count(),
        "keys": sum(model.objects.for_user(user).count() for model in (ShareLink, AccessToken)),
        "devices": Device.objects.for_user(user).count(),
    }


def erase(*, user, request) -> None:
    """Deletes the runner and every trace of the runner. Raises ``LastAdministrator``."""
    # Before anything is locked, since those of all visitors are read.
    sessions = _sessions_about(user, _addresses_of(user))
    with transaction.atomic():
        _erase(user, sessions, request)


def _erase(user, sessions, request):
    # While the row is locked, sets from another device wait; then they find no runner.
    locked = get_user_model().objects.select_for_update().order_by("pk")
    admins = Q(is_superuser=True, is_active=True)
    others = [one for one in locked.filter(Q(pk=user.pk) | admins) if one != user]
    if user.is_superuser and not others:
        raise LastAdministrator
    addresses = _addresses_of(user)
    own = UserSession.objects.filter(user=user).values("session_key")
    Session.objects.filter(Q(pk__in=sessions) | Q(pk__in=own)).delete()
    _forget_log(user, addresses)
    _forget_counters(user, addresses, request)
    SetEntry.objects.for_user(user).delete()  # in one statement: nothing hangs on a set
    user.delete()


def _addresses_of(user):
    return {user.email, *EmailAddress.objects.filter(user=user).values_list("email", flat=True)}


def _sessions_about(user, addresses) -> list[str]:
    """The sessions of the runner's devices, and those in which a login was begun."""
    of_others = UserSession.objects.exclude(user=user).values("session_key")
    about = []
    for session in Session.objects.exclude(pk__in=of_others).iterator():
        data = session.get_decoded()
        whose = data.get("_auth_user_id")
        if whose == str(user.pk) or (whose is None and _has_begun_login(data, user, addresses)):
            about.append(session.pk)
    return about


def _has_begun_login(data, user, addresses):
    """A login is known by the address in it; a new password by its token, which names nobody."""
    token = data.get(RESET_KEY, "")
    text = str(data).lower()
    is_named = any(address.lower() in text for address in addresses)
    return is_named or default_token_generator.check_token(user, token)


def _forget_log(user, addresses):
    """Deletes what others did to the runner in the admin. What the runner did goes by CASCADE."""
    about = Q(content_type=ContentType.objects.get_for_model(user), object_id=str(user.pk))
    for address in addresses:
        about |= Q(object_repr__iexact=address)
    kinds = ContentType.objects.get_for_models(*(field.model for field in _owner_fields()))
    for field in _owner_fields():
        rows = field.model._base_manager.filter(**{field.name: user})
        of_them = rows.annotate(text=Cast("pk", models.CharField())).values("text")
        about |= Q(content_type=kinds[field.model], object_id__in=of_them)
    LogEntry.objects.filter(about).delete()


def _owner_fields():
    """The foreign keys by which rows are deleted with their runner, but for many-to-many tables."""
    for relation in get_user_model()._meta.get_fields(include_hidden=True):
        goes = getattr(relation, "on_delete", None) is models.CASCADE and relation.auto_created
        if goes and not relation.related_model._meta.auto_created:
            yield relation.field


def _forget_counters(user, addresses, request):
    """Deletes the counters of tries by the runner's addresses.

    Counters of an IP address stay: leaving must not be a way to more tries. So do those of others
    who tried, by digests that are gone within the hour.
    """
    get_adapter(request).forget_tries(request, user, addresses)
    keys = set()
    for action in RATE_LIMITS:
        for rate in get_rates(app="allauth.account", action=action):
            if rate.per == "ip":
                continue
            for address in addresses:
                about = {"action": action, "rate": rate, "key": address.lower(), "user": user}
                keys.add(get_cache_key(request, app="allauth.account", **about))
    cache.delete_many(keys)
