"""Sessions: a runner's lasts a year, a visitor's an hour."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

VISITOR_S = 3600  # whoever asks for the login has a session, and need never come back


class SessionStore(DatabaseStore):
    """Rows in the database, as Django's own, which it reads too."""

    def get_session_cookie_age(self):
        return super().get_session_cookie_age() if SESSION_KEY in self else VISITOR_S

    def set_expiry(self, value):
        """Nothing: the login form asks for a year before the second factor was given."""
