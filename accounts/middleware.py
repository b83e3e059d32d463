from contextlib import suppress
from http import HTTPStatus

from allauth.usersessions.models import UserSession
from django.db import DatabaseError
from django.utils import timezone


class RunnerTimezoneMiddleware:
    """Shows every time of day as the runner's clock has it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.user.is_authenticated:
            return self.get_response(request)
        with timezone.override(request.user.zone):
            return self.get_response(request)


class SeenMiddleware:
    """Notes on the first visit of a day from where a runner came; the other visits cost nothing."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        today = timezone.now().date().isoformat()
        if request.user.is_authenticated and request.session.get("seen") != today:
            # A database that takes nothing right now still shows pages.
            with suppress(DatabaseError):
                UserSession.objects.create_from_request(request)
                request.session["seen"] = today
        return self.get_response(request)


class InvalidFormMiddleware:
    """Answers 422 where a form comes back with errors; allauth and the admin say 200."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_template_response(self, request, response):
        shown = response.context_data or {}
        # The admin gathers the errors of a form and its inlines in "errors".
        forms = (shown.get("form"), shown.get("webauthn_form"))
        wrong = shown.get("errors") or any(form.errors for form in forms if hasattr(form, "errors"))
        if request.method == "POST" and wrong:
            response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response
