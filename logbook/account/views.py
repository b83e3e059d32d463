"""A runner's account: where it is logged in, and how it is deleted."""

from http import HTTPStatus

from allauth.usersessions.internal.flows.sessions import end_sessions
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.contrib.sessions.models import Session
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from ..device_name import device_name
from .account_deletion import LastAdministrator, LeaveForm, count_what_goes, erase
from .handed_out import EndKeysForm


@sensitive_post_parameters("password")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def leave(request):
    """Deletes the account. The page after it has no address of its own, since it makes app.js empty
    what the phone stores."""
    form = LeaveForm(request.POST if request.method == "POST" else None, request=request)
    if form.is_valid():
        user, pk = request.user, request.user.pk
        try:
            erase(user=user, request=request)
        except LastAdministrator:
            form.add_error(None, _("Nobody else here may do everything in the admin. Name one."))
        else:
            logout(request)
            return render(request, "logbook/account/gone.html", {"runner": pk})
    context = {"form": form, "goes": count_what_goes(request.user)}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "logbook/account/leave.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def logins(request):
    rows = _open_sessions(request.user)
    if request.method == "POST":
        one = request.POST.get("one")
        ended = [row for row in rows if (str(row.pk) == one if one else not row.is_current())]
        end_sessions(request, ended)
        messages.success(request, _("Logged out there."))
        return redirect("logins")
    shown = [(row, device_name(row.user_agent), row.is_current()) for row in rows]
    return render(request, "logbook/account/logins.html", {"logins": shown})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def end_keys(request):
    """Offers to end what the runner handed out. A new password leads here (accounts/adapter.py)."""
    form = EndKeysForm(request.POST if request.method == "POST" else None, user=request.user)
    if not form.has_keys:
        return redirect("today")
    if form.is_valid():
        if ended := form.save():
            text = ngettext("%(n)d ended.", "%(n)d ended.", ended) % {"n": ended}
            messages.success(request, text)
        return redirect("today")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "logbook/account/end_keys.html", {"form": form}, status=status)


def _open_sessions(user):
    """The sessions that are still logged in: not expired, and not from before a new password."""
    rows = UserSession.objects.filter(user=user).order_by("-last_seen_at", "-pk")
    keys = rows.values("session_key")
    sessions = Session.objects.filter(pk__in=keys, expire_date__gt=timezone.now())
    hashed = user.get_session_auth_hash()
    live = {one.pk for one in sessions if one.get_decoded().get("_auth_user_hash") == hashed}
    return [row for row in rows if row.session_key in live]
