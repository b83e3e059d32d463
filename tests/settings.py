"""The real settings, on data of their own, with the few things that tests want otherwise."""

import os
import tempfile

_ours = tempfile.TemporaryDirectory(prefix="hipdrive-tests-", ignore_cleanup_errors=True)
# Whatever the caller's shell sets for a server of its own must not reach the tests.
for name in (
    "ACCESS_LOG", "ADMIN_NEEDS_SECOND_FACTOR", "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "DEBUG",
    "EMAIL_URL", "ERROR_HOOK", "HOST", "LOG_FORMAT", "METRICS_TOKEN", "SECRET_KEY", "TIME_ZONE",
    "TRUSTED_PROXIES", "VAPID_PRIVATE_KEY", "VAPID_PUBLIC_KEY", "VAPID_SUBJECT",
):  # fmt: skip
    os.environ.pop(name, None)
os.environ["DATA_DIR"] = _ours.name
# The plugin tests.plugins.postgres says otherwise.
os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL", "")
# Playwright runs an event loop in the thread of the test.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

from config.settings import *  # noqa: E402, F403
from config.settings import (  # noqa: E402
    DATABASES,
    INSTALLED_APPS,
    MIDDLEWARE,
    STATIC_ROOT,
    STORAGES,
)

STATIC_ROOT.mkdir()  # whitenoise warns where it is missing

INSTALLED_APPS = [*INSTALLED_APPS, "zeal"]
MIDDLEWARE = ["zeal.middleware.zeal_middleware", *MIDDLEWARE]  # N+1 queries raise
ZEAL_SHOW_ALL_CALLERS = True
# allauth looks some single rows up twice: a passkey to remove it, an address to confirm it.
ZEAL_ALLOWLIST = [
    {"model": "account.EmailAddress", "field": "get()"},
    {"model": "mfa.Authenticator", "field": "get()"},
]

READ_FILES_APART = False  # tests of it say otherwise; the others patch what reads

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CACHES = {
    alias: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": alias}
    for alias in ("default", "pages", "template_fragments")
}

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, since a live server's threads share no memory database; nothing to keep after a crash.
    DATABASES["default"]["TEST"] = {"NAME": f"{_ours.name}/test.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
