"""System checks: what must be set before others than this machine can reach Hipdrive."""

import ipaddress

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register, run_checks
from django.core.management.base import SystemCheckError

from logbook.reminders.push import is_pair

from .private_data import can_be_entered_by_others
from .proxies import Proxies


def is_loopback(host):
    host = host.strip("[]")
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@register(Tags.security)
def check_exposure(app_configs, **kwargs):
    """Refuse to be reached from other machines with settings that are safe on one only."""
    exposed = [h for h in (settings.HOST, *settings.ALLOWED_HOSTS) if not is_loopback(h)]
    if not exposed:
        return []
    reached = f"Hipdrive is to be reached as {exposed[0]}, with"
    checks = [
        (
            settings.SECRET_KEY_WAS_SET,
            Error(
                f"{reached} no SECRET_KEY set.",
                hint="Set SECRET_KEY to fifty random characters and keep them to yourself.",
                id="hipdrive.E001",
            ),
        ),
        (
            settings.CSRF_TRUSTED_ORIGINS,
            Error(
                f"{reached} no CSRF_TRUSTED_ORIGINS set.",
                hint="Set CSRF_TRUSTED_ORIGINS to the address in the browser, "
                "such as https://hipdrive.example.org.",
                id="hipdrive.E002",
            ),
        ),
        (
            not all(map(is_loopback, settings.ALLOWED_HOSTS)),
            Warning(
                f"HOST is {settings.HOST}, but ALLOWED_HOSTS lets nobody in from outside.",
                hint="Set ALLOWED_HOSTS to the names by which it is reached.",
                id="hipdrive.W001",
            ),
        ),
        (
            not settings.DEBUG,
            Error(
                f"{reached} DEBUG on.",
                hint="Leave DEBUG out: its error pages show the settings to everyone.",
                id="hipdrive.E003",
            ),
        ),
    ]
    return [message for is_fine, message in checks if not is_fine]


@register(Tags.security)
def check_data_folder(app_configs, **kwargs):
    """Warn of a DATA_DIR that could not be closed to others (settings.py tries at each start)."""
    if not can_be_entered_by_others(settings.DATA_DIR):
        return []
    hint = "Give it a folder of its own, which belongs to the user that it runs as."
    words = "Other users of this machine can look into DATA_DIR."
    return [Warning(words, hint=hint, id="hipdrive.W006")]


@register(Tags.security, deploy=True)
def check_deployment(app_configs, **kwargs):
    """Warn, in ``manage.py check --deploy``, of what works better when it is set."""
    checks = [
        (
            settings.SENDS_MAIL,
            "Without EMAIL_URL nobody proves an address: the sign-up says which ones are taken.",
            "Set EMAIL_URL to your mail server.",
            "hipdrive.W002",
        ),
        (
            settings.TRUSTED_PROXIES,
            "Without TRUSTED_PROXIES all visitors count as one: your proxy.",
            "Set TRUSTED_PROXIES to its address, so that tries are counted by visitor.",
            "hipdrive.W003",
        ),
        (
            settings.ADMIN_NEEDS_SECOND_FACTOR,
            "A password alone opens the admin.",
            "Set ADMIN_NEEDS_SECOND_FACTOR=1.",
            "hipdrive.W004",
        ),
        (
            settings.SESSION_COOKIE_SECURE,
            "Not every address in CSRF_TRUSTED_ORIGINS is HTTPS: whoever listens reads the logins.",
            "Serve it over HTTPS alone.",
            "hipdrive.W005",
        ),
    ]
    return [Warning(text, hint=hint, id=id) for is_set, text, hint, id in checks if not is_set]


@register(Tags.security)
def check_trusted_proxies(app_configs, **kwargs):
    messages = []
    for name in settings.TRUSTED_PROXIES:
        try:
            Proxies([name])
        except ValueError:
            text = f"TRUSTED_PROXIES names {name}, which is neither an address nor a network."
            hint = "Such as 127.0.0.1 or 10.0.0.0/8."
            messages.append(Error(text, hint=hint, id="hipdrive.E007"))
    return messages


@register()
def check_web_push_keys(app_configs, **kwargs):
    keys = {
        name: getattr(settings, name)
        for name in ("VAPID_PUBLIC_KEY", "VAPID_PRIVATE_KEY", "VAPID_SUBJECT")
    }
    if not any(keys.values()):
        return []
    if missing := [name for name, value in keys.items() if not value]:
        hint = "Web push needs all three: manage.py vapid makes the keys."
        return [Error(f"Not set: {', '.join(missing)}.", hint=hint, id="hipdrive.E004")]
    if not is_pair(settings.VAPID_PUBLIC_KEY, settings.VAPID_PRIVATE_KEY):
        hint = "Take both from one run of manage.py vapid."
        return [Error("The two VAPID keys are no pair.", hint=hint, id="hipdrive.E005")]
    if not settings.VAPID_SUBJECT.startswith(("mailto:", "https://")):
        hint = "Such as mailto:you@example.org, where a push service may write to you."
        return [Error("VAPID_SUBJECT is no address.", hint=hint, id="hipdrive.E006")]
    return []


def refuse_when_unsafe():
    """Run the security checks in the web process, where no management command runs them."""
    if errors := [m for m in run_checks(tags=[Tags.security]) if m.is_serious()]:
        raise SystemCheckError("\n".join(map(str, errors)))
