from allauth.account.adapter import DefaultAccountAdapter
from django.utils.translation import gettext_lazy as _

from . import guessing


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "duplicate_email": _("This is your address already."),
        "email_password_mismatch": _("This address and this password do not go together."),
        "email_taken": _("Somebody already uses this address. Is it you? Then log in."),
        "enter_current_password": _("This is not your password now."),
        "incorrect_password": _("This is not your password."),
        "too_many_login_attempts": guessing.MESSAGES["wrong_here"],
    }

    def is_safe_url(self, url):
        try:
            return super().is_safe_url(url)
        except ValueError:  # raised for a malformed URL
            return False

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
