import logging
import time
from contextlib import nullcontext
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from . import guessing
from .own_addresses import public_origin

logger = logging.getLogger(__name__)

RIGHT_AFTER_S = 600  # a second factor may come between a new password and the first page


class MailNotSent(Exception):
    """The mail server is not there, falls silent, or refuses (config/outage.py answers 503)."""


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "duplicate_email": _("This is your address already."),
        "email_password_mismatch": _("This address and this password do not go together."),
        "email_taken": _("Somebody already uses this address. Is it you? Then log in."),
        "enter_current_password": _("This is not your password now."),
        "incorrect_password": _("This is not your password."),
        "too_many_login_attempts": guessing.MESSAGES["wrong_here"],
    }

    def send_mail(self, template_prefix, email, context):
        """Sends it in the runner's own language, whatever that of the page is that asked for it.

        Its links lead to the site that the host's settings name, whatever port the request named.
        """
        runner = context.get("user")
        origin, asked = public_origin(self.request), self.request.build_absolute_uri("/")
        context = {name: _on_site(value, asked, origin) for name, value in context.items()}
        context["current_site"] = {"domain": urlsplit(origin).netloc}
        with runner.in_own_language() if runner and runner.language else nullcontext():
            try:
                super().send_mail(template_prefix, email, context)
            except OSError as error:  # what smtplib raises is one of these, too
                raise MailNotSent from error

    def format_email_subject(self, subject):
        return f"[{urlsplit(public_origin(self.request)).netloc}] {subject}"

    def send_notification_mail(self, *args, **kwargs):
        """Tells what was done. Done it is, also where the mail cannot be sent."""
        try:
            super().send_notification_mail(*args, **kwargs)
        except MailNotSent as error:
            logger.error("A notification was not sent: %s", error.__cause__)

    def is_safe_url(self, url):
        try:
            return super().is_safe_url(url)
        except ValueError:  # raised for a malformed URL
            return False

    def get_password_change_redirect_url(self, request):
        return reverse("end_keys")

    def get_login_redirect_url(self, request):
        """Leads to what works without the password, right after a new one was set by a link."""
        records = get_authentication_records(request, request.user)
        resets = [one["at"] for one in records if one["method"] == "password_reset"]
        if time.time() - max(resets, default=0) < RIGHT_AFTER_S:
            return reverse("end_keys")
        return super().get_login_redirect_url(request)

    def pre_authenticate(self, request, **credentials):
        """Counts the try. The base class undoes that through this attribute if it was right."""
        account = credentials["email"].lower()
        runners = guessing.runners_by_email(account)
        self._login_failed_rl_usage = guessing.count_try(request, account, runners)

    def forget_tries(self, request, user, addresses):
        """Deletes the counters of wrong passwords and codes of a runner."""
        for account in (*addresses, guessing.code_account(user)):
            guessing.forget_tries(request, account.lower(), {user.pk})

    def _delete_login_attempts_cached_email(self, request, **credentials):
        """allauth calls it after a new password by mail."""
        account = credentials["email"].lower()
        guessing.forget_tries(request, account, guessing.runners_by_email(account))


def _on_site(value, asked, origin):
    if isinstance(value, str) and value.startswith(asked):
        return f"{origin}/{value.removeprefix(asked)}"
    return value
