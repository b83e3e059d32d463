"""The admin site: it uses everybody's login and, where the host wants it, a second factor."""

from functools import wraps
from http import HTTPStatus

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import NotSupportedError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from exercises.http_cache import library_changed

from .own_addresses import own_address
from .second_factor import has_recent_second_factor, second_factor_types_of


class AdminSite(admin.AdminSite):
    def has_permission(self, request):
        if not super().has_permission(request):
            return False
        return not settings.ADMIN_NEEDS_SECOND_FACTOR or has_recent_second_factor(request)

    def admin_view(self, view, cacheable=False):
        """Mark all pages as changed after a form of the admin was saved."""

        @wraps(view)
        def wrapped(request, *args, **kwargs):
            try:
                response = view(request, *args, **kwargs)
            except (NotSupportedError, OverflowError) as error:
                # A chosen row whose number has 30 digits, for one.
                raise BadRequest("No column can have this value.") from error
            # A refused form comes back as a page, without a redirect.
            was_saved = response.status_code == HTTPStatus.FOUND or "_popup" in request.POST
            if request.method == "POST" and was_saved:
                library_changed()
            return response

        return super().admin_view(wrapped, cacheable)

    def login(self, request, extra_context=None):
        """Redirect to the page that asks for what is missing, since those pages limit tries."""
        target = _target_of(request)
        if not request.user.is_authenticated:
            return redirect_to_login(target)
        if self.has_permission(request):
            return redirect(target)
        if not super().has_permission(request):
            raise PermissionDenied
        types = second_factor_types_of(request.user)
        if not types:
            messages.warning(request, _("The admin asks for a second factor: set one up here."))
            return redirect("mfa_index")
        has_app = Authenticator.Type.TOTP in types
        page = "mfa_reauthenticate" if has_app else "mfa_reauthenticate_webauthn"
        return redirect_to_login(target, reverse(page))

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")


def _target_of(request):
    return own_address(request, request.GET.get(REDIRECT_FIELD_NAME, ""), reverse("admin:index"))
