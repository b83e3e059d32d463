from http import HTTPStatus

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from ..leaving import LastAdministrator, LeaveForm, erase, what_goes


@sensitive_post_parameters("password")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def leave(request):
    """The goodbye is the answer itself: no address but this one may empty a phone (app.js)."""
    form = LeaveForm(request.POST if request.method == "POST" else None, request=request)
    if form.is_valid():
        user, pk = request.user, request.user.pk
        try:
            erase(user=user, request=request)
        except LastAdministrator:
            form.add_error(None, _("Nobody else here may do everything in the admin. Name one."))
        else:
            logout(request)
            return render(request, "logbook/gone.html", {"runner": pk})
    context = {"form": form, "goes": what_goes(request.user)}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "logbook/leave.html", context, status=status)
