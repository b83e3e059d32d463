"""The admin's door: the login that everybody uses, and where set a second factor."""

from functools import wraps
from http import HTTPStatus

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from exercises.http_cache import library_changed

from .second_factor import kinds_of, was_shown_lately


class Site(admin.AdminSite):
    def has_permission(self, request):
        if not super().has_permission(request):
            return False
        return not settings.ADMIN_NEEDS_SECOND_FACTOR or was_shown_lately(request)

    def admin_view(self, view, cacheable=False):
        """Pages are made anew after each change, be it of the library, a ladder or a runner."""

        @wraps(view)
        def wrapped(request, *args, **kwargs):
            response = view(request, *args, **kwargs)
            # What was refused or only looked at comes back as a page.
            was_saved = response.status_code == HTTPStatus.FOUND or "_popup" in request.POST
            if request.method == "POST" and was_saved:
                library_changed()
            return response

        return super().admin_view(wrapped, cacheable)

    def login(self, request, extra_context=None):
        """Leads to where a missing proof is given: there tries are counted, here they are not."""
        asked = _asked_for(request)
        if not request.user.is_authenticated:
            return redirect_to_login(asked)
        if self.has_permission(request):
            return redirect(asked)
        if not super().has_permission(request):
            raise PermissionDenied
        kinds = kinds_of(request.user)
        if not kinds:
            messages.warning(request, _("The admin asks for a second factor: set one up here."))
            return redirect("mfa_index")
        has_app = Authenticator.Type.TOTP in kinds
        page = "mfa_reauthenticate" if has_app else "mfa_reauthenticate_webauthn"
        return redirect_to_login(asked, reverse(page))

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")


def _asked_for(request):
    asked = request.GET.get(REDIRECT_FIELD_NAME, "")
    is_ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, request.is_secure())
    # A name alone would be looked up among the addresses.
    return asked if is_ours and asked.startswith("/") else reverse("admin:index")
