from contextlib import suppress
from http import HTTPStatus

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import DatabaseError
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers
from django.utils.deprecation import MiddlewareMixin

from . import known_browsers


def runner_language(get_response):
    """Speak the runner's language, or the one that a public address asks for (``?lang=de``).

    Otherwise it stays what LocaleMiddleware found: the cookie's, or the browser's. What an address
    asked for is remembered in that cookie.
    """

    def middleware(request):
        own = request.user.language if request.user.is_authenticated else ""
        asked = "" if own else request.GET.get("lang", "")
        language = own or asked
        if language not in dict(settings.LANGUAGES):
            return get_response(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = get_response(request)
        if (
            asked
            and not is_public(response)
            and request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) != asked
        ):
            remember_language(response, asked)
        return response

    return middleware


def remember_language(response, language):
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def runner_timezone(get_response):
    """Activate the runner's time zone."""

    def middleware(request):
        if not request.user.is_authenticated:
            return get_response(request)
        with timezone.override(request.user.zone):
            return get_response(request)

    return middleware


def record_visit(get_response):
    """Store a session's browser and address once a day, for the runner's list of logins."""

    def middleware(request):
        response = get_response(request)
        today = timezone.now().date().isoformat()
        # What anybody's cache may keep bears no cookie of a session.
        if (
            request.user.is_authenticated
            and not is_public(response)
            and request.session.get("seen") != today
        ):
            # Pages are still shown while the database cannot write.
            with suppress(DatabaseError):
                UserSession.objects.create_from_request(request)
                request.session["seen"] = today
        return response

    return middleware


def is_public(response) -> bool:
    """Whether caches may keep it for others, or will for want of another word."""
    allowed = response.get("Cache-Control", "")
    return "public" in allowed or ("max-age" in allowed and "private" not in allowed)


def store_no_account_page(get_response):
    """Forbid to store the pages of the account: they show codes, secrets and typed passwords."""

    def middleware(request):
        response = get_response(request)
        name = request.resolver_match and request.resolver_match.url_name
        if (name or "").startswith(("account_", "mfa_")):
            add_never_cache_headers(response)
        return response

    return middleware


def remember_browser(get_response):
    """Note in a cookie which runners were logged in here, until they delete their account."""

    def middleware(request):
        before = request.user.pk
        response = get_response(request)
        is_page = response.get("Content-Type", "").startswith("text/html")
        if not is_page or response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return response
        if request.user.is_authenticated:
            known_browsers.remember(request, response, request.user.pk)
        elif before and not get_user_model().objects.filter(pk=before).exists():
            known_browsers.forget(request, response, before)
        return response

    return middleware


class InvalidFormMiddleware(MiddlewareMixin):
    """Turns the 200 of a TemplateResponse into 422 where its form comes back with errors."""

    def process_template_response(self, request, response):
        context = response.context_data or {}
        # The admin puts the errors of a form and its inlines into "errors".
        forms = (context.get("form"), context.get("webauthn_form"))
        has_errors = context.get("errors") or any(
            form.errors for form in forms if hasattr(form, "errors")
        )
        if request.method == "POST" and has_errors:
            response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response
