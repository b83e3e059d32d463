"""Settings, read from environment variables; with none at all Hipdrive is safe on one machine.

The names of the variables are a contract and are explained in docs/hosting.md.
"""

import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import dj_database_url
import dj_email_url
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key
from django.utils.csp import CSP

from . import languages
from .private_data import make_private_folder

BASE_DIR = Path(__file__).resolve().parent.parent


def flag(name, default=False):
    return os.environ.get(name, str(default)).strip().lower() in ("1", "true", "yes", "on")


def comma_separated(name):
    return [w.strip() for w in os.environ.get(name, "").split(",") if w.strip()]


DATA_DIR = Path(os.environ.get("DATA_DIR") or BASE_DIR / "data").resolve()
make_private_folder(DATA_DIR)
DEBUG = flag("DEBUG")
HOST = os.environ.get("HOST") or "127.0.0.1"


def own_secret_key():
    """Return the key made on the first start, in a file that only its owner can read."""
    path = DATA_DIR / "secret_key"
    if not path.exists():
        with tempfile.NamedTemporaryFile("w", dir=DATA_DIR) as made:
            made.write(get_random_secret_key())
            made.flush()
            with suppress(FileExistsError):  # another process was first: its key counts
                os.link(made.name, path)
    return path.read_text().strip()


SECRET_KEY_WAS_SET = bool(os.environ.get("SECRET_KEY"))
SECRET_KEY = os.environ.get("SECRET_KEY") or own_secret_key()
SECRET_KEY_FALLBACKS = comma_separated("SECRET_KEY_FALLBACKS")  # older keys that still verify
ALLOWED_HOSTS = comma_separated("ALLOWED_HOSTS") or ["127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = comma_separated("CSRF_TRUSTED_ORIGINS")
TRUSTED_PROXIES = comma_separated("TRUSTED_PROXIES")  # addresses or networks

ADMIN_NEEDS_SECOND_FACTOR = flag("ADMIN_NEEDS_SECOND_FACTOR")

# A phone on the gym floor stays signed in.
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_AGE = 365 * 24 * 3600
_only_https = bool(CSRF_TRUSTED_ORIGINS) and all(
    origin.startswith("https://") for origin in CSRF_TRUSTED_ORIGINS
)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _only_https
if _only_https:  # browsers take a __Host- cookie from this very host only, not from a subdomain
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _only_https else 0
SECURE_CROSS_ORIGIN_OPENER_POLICY = None  # set by config.headers, over HTTPS only
SILENCED_SYSTEM_CHECKS = [
    # The whole domain is not ours to promise; the host can do so in the proxy.
    "security.W005",  # HSTS for all subdomains
    "security.W021",  # the browsers' preload lists
    "security.W008",  # the proxy that ends TLS redirects http to https
]

INSTALLED_APPS = [
    "accounts.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "simple_history",
    "accounts",
    "exercises",
    "plans",
    "logbook",
    "config",
]

MIDDLEWARE = [
    "config.logs.with_request_id",
    "django.middleware.security.SecurityMiddleware",
    "config.headers.permissions_policy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "exercises.http_cache.StampMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "config.signed_out.lead_on_after_sending",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "accounts.middleware.runner_language",
    "logbook.fair_share.FairShareMiddleware",
    "accounts.middleware.runner_timezone",
    "accounts.middleware.record_visit",
    "accounts.middleware.remember_browser",
    "accounts.middleware.store_no_account_page",
    "accounts.middleware.InvalidFormMiddleware",
    "logbook.offline.page_owner.PageOwnerMiddleware",
    "logbook.last_write_wins.SameRunnerMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": [
                "django_htmx.templatetags.django_htmx",
                "exercises.templatetags.icons",
                "exercises.templatetags.unbroken",
            ],
        },
    }
]

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or f"sqlite:///{quote(str(DATA_DIR))}/hipdrive.sqlite3",
        conn_health_checks=True,
        # PgBouncer lends a connection for one transaction, so no cursor may outlive it.
        disable_server_side_cursors=flag("PGBOUNCER"),
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # The connection stays open and is checked once a request (config/sqlite3).
    DATABASES["default"] |= {"ENGINE": "config.sqlite3", "CONN_MAX_AGE": None}
    # With WAL and immediate transactions writers wait for one another instead of failing.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=134217728; "
            "PRAGMA cache_size=-20000; PRAGMA temp_store=MEMORY;"
        ),
    }
else:
    from .postgres import OPTIONS

    DATABASES["default"]["OPTIONS"] = OPTIONS | DATABASES["default"].get("OPTIONS", {})

# It counts the tries for the rate limits, so all web processes must share it.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "django_cache",
        # With Django's 300, trying 300 addresses would push out the counters of earlier tries.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # Packed public pages (exercises/http_cache.py), of each web process; some 10 kB each.
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "TIMEOUT": 24 * 3600,
        "OPTIONS": {"MAX_ENTRIES": 1_000},  # each in every language
    },
    # What is the same on every page (base.html), of each web process; for the tag {% cache %}.
    "template_fragments": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "template_fragments",
    },
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/today/"
LOGOUT_REDIRECT_URL = "/"  # the admin's logout too
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {
    "add_email": "accounts.forms.AddEmailForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "confirm_email_verification_code": "accounts.forms.MailedCodeForm",
    "login": "accounts.forms.LoginForm",
    "reauthenticate": "accounts.forms.ReauthenticateForm",
    "reset_password": "accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.ResetPasswordKeyForm",
    "set_password": "accounts.forms.SetPasswordForm",
    "signup": "accounts.forms.SignupForm",
}
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
# With a mail server only a mail reveals whether an address is known. Without one the sign-up form
# itself has to say which addresses are taken, so it allows fewer tries.
SENDS_MAIL = bool(os.environ.get("EMAIL_URL"))
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if SENDS_MAIL else "none"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = SENDS_MAIL
# A runner has one address. It is changed after the password was typed again, and the old one is
# told of it, as it is of a new password, passkey or code.
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = SENDS_MAIL
ACCOUNT_EMAIL_CONFIRMATION_AUTHENTICATED_REDIRECT_URL = "/settings/"
# These come on top of allauth's own. "ip" counts by visitor, "user" by runner.
ACCOUNT_RATE_LIMITS = {
    "signup": "20/m/ip,100/d/ip" if SENDS_MAIL else "5/m/ip,20/d/ip",
    "import": "20/h/user",
    "import_runs": "120/h/user",
    # accounts/guessing.py counts these, by visitor and account together.
    "login": None,
    "login_failed": None,
    "reset_password": "20/m/ip",
}
# Nobody guesses a passkey, and many may log in from behind one address.
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip", "webauthn_challenge": "60/m/ip"}
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_SIGNUP_REDIRECT_URL = "/start/"
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
# Not by a mailed code too: whoever sits at somebody's open mail would then need nothing else.
ACCOUNT_REAUTHENTICATION_METHODS = ["password", "mfa"]

MFA_ADAPTER = "accounts.second_factor.MFAAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Hipdrive"
MFA_TOTP_TOLERANCE = 1  # half minutes that a phone's clock may be off
MFA_ALLOW_UNVERIFIED_EMAIL = not SENDS_MAIL  # without mail no address is ever confirmed
MFA_FORMS = {
    "activate_totp": "accounts.second_factor.FirstCodeForm",
    "add_webauthn": "accounts.second_factor.PasskeyForm",
    "authenticate": "accounts.second_factor.CodeForm",
    "authenticate_webauthn": "accounts.second_factor.PasskeySecondForm",
    "edit_webauthn": "accounts.second_factor.PasskeyNameForm",
    "login_webauthn": "accounts.second_factor.PasskeyLoginForm",
    "reauthenticate": "accounts.second_factor.CodeAgainForm",
    "reauthenticate_webauthn": "accounts.second_factor.PasskeyAgainForm",
}

_mail = dj_email_url.parse(os.environ.get("EMAIL_URL") or "dummy:")
if "EMAIL_BACKEND" not in _mail:
    raise ImproperlyConfigured("EMAIL_URL is none: submission://user:password@mail.example.org")
DEFAULT_FROM_EMAIL = _mail.get("DEFAULT_FROM_EMAIL", "hipdrive@localhost")
MAILERS = {"default": {"BACKEND": _mail["EMAIL_BACKEND"]}}
if "smtp" in _mail["EMAIL_BACKEND"]:
    MAILERS["default"]["OPTIONS"] = {
        "host": _mail["EMAIL_HOST"],
        "port": _mail["EMAIL_PORT"],
        "username": _mail["EMAIL_HOST_USER"],
        "password": _mail["EMAIL_HOST_PASSWORD"],
        "use_tls": _mail["EMAIL_USE_TLS"],
        "use_ssl": _mail["EMAIL_USE_SSL"],
        # A thread waits for the mail server, so one that falls silent would hold all of them.
        "timeout": _mail["EMAIL_TIMEOUT"] or 10,
    }
elif "filebased" in _mail["EMAIL_BACKEND"]:
    # file:///var/mail is a folder of the machine, wherever the program was started
    MAILERS["default"]["OPTIONS"] = {"file_path": Path("/", _mail["EMAIL_FILE_PATH"])}

# Bytes; the upload of a longer file is stopped. Ten years of a logbook are 18 MB.
LARGEST_UPLOAD = 32_000_000
READ_FILES_APART = True  # in a process of their own, which has an end
LARGEST_REQUEST = 33_000_000  # with the form around the file; the server reads no further
DATA_UPLOAD_MAX_NUMBER_FILES = 100  # all of them together are no longer than LARGEST_UPLOAD
# Bytes without files; the longest form is a cue in its languages. The admin's lists send one field
# for each row.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
FILE_UPLOAD_HANDLERS = [
    "logbook.uploads.upload_limit.LimitedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Web push works when all three are set; `manage.py vapid` makes the keys.
VAPID_PUBLIC_KEY, VAPID_PRIVATE_KEY, VAPID_SUBJECT = (
    os.environ.get(f"VAPID_{name}", "").strip() for name in ("PUBLIC_KEY", "PRIVATE_KEY", "SUBJECT")
)
SENDS_PUSH = bool(VAPID_PUBLIC_KEY and VAPID_PRIVATE_KEY and VAPID_SUBJECT)

LANGUAGE_CODE = "en"
LANGUAGES = languages.found(BASE_DIR / "locale")
LOCALE_PATHS = [DATA_DIR / "locale"]  # compiled from locale/ by `manage.py prepare`
TIME_ZONE = os.environ.get("TIME_ZONE", "UTC")
FORMAT_MODULE_PATH = ["config.formats"]

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.static.Storage"},
}

SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "form-action": [CSP.SELF],
}

LOG_FORMAT = os.environ.get("LOG_FORMAT") or (
    "line" if sys.stderr and sys.stderr.isatty() else "json"
)
ACCESS_LOG = flag("ACCESS_LOG")  # one line for each response
ERROR_HOOK = os.environ.get("ERROR_HOOK", "")  # dotted name of a function (HookHandler)
METRICS_TOKEN = os.environ.get("METRICS_TOKEN", "")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "config.logs.TextFormatter"},
        "json": {"()": "config.logs.JsonFormatter"},
    },
    "filters": {
        "visitors_fault": {"()": "config.logs.VisitorsFault"},
        "without_path": {"()": "config.logs.WithoutPath"},
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "root": {"handlers": ["stderr"], "level": "INFO" if DEBUG else "WARNING"},
    "loggers": {
        # Django's own handlers would log it twice, and mail it to nobody.
        "django": {"handlers": []},
        "hipdrive.access": {"level": "INFO"},
        "hipdrive.events": {"level": "WARNING"},
        # A filter of "django.security" would not see the records of these.
        **{
            f"django.security.{name}": {"filters": ["visitors_fault"]}
            for name in (
                "DisallowedHost",
                "RequestDataTooBig",
                "SuspiciousMultipartForm",
                "TooManyFieldsSent",
                "TooManyFilesSent",
            )
        },
        "waitress": {"filters": ["without_path"]},
        "waitress.queue": {"level": "ERROR"},  # that a request waited for a thread is no news
    },
}
if ERROR_HOOK:
    LOGGING["handlers"]["hook"] = {
        "class": "config.logs.HookHandler",
        "hook": ERROR_HOOK,
        "level": "ERROR",
    }
    LOGGING["root"]["handlers"].append("hook")
if METRICS_TOKEN:
    MIDDLEWARE.insert(1, "config.metrics.count_responses")
    LOGGING["handlers"]["metrics"] = {"class": "config.metrics.EventCounter"}
    LOGGING["loggers"]["hipdrive.events"] = {
        "handlers": ["metrics"],
        "level": "INFO",
        "propagate": False,
    }
