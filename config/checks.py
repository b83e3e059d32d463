"""Refuse to be served beyond this machine with what is safe only on it."""

import ipaddress

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register, run_checks
from django.core.management.base import SystemCheckError

from logbook.reminders.push import is_pair


def is_loopback(host):
    host = host.strip("[]")
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@register(Tags.security)
def served_beyond_loopback(app_configs, **kwargs):
    beyond = [h for h in (settings.HOST, *settings.ALLOWED_HOSTS) if not is_loopback(h)]
    if not beyond:
        return []
    found = []
    if not settings.SECRET_KEY_WAS_SET:
        found.append(
            Error(
                f"Hipdrive is to be reached as {beyond[0]}, with no SECRET_KEY set.",
                hint="Set SECRET_KEY to fifty random characters and keep them to yourself.",
                id="hipdrive.E001",
            )
        )
    if not settings.CSRF_TRUSTED_ORIGINS:
        found.append(
            Error(
                f"Hipdrive is to be reached as {beyond[0]}, with no CSRF_TRUSTED_ORIGINS set.",
                hint="Set CSRF_TRUSTED_ORIGINS to the address in the browser, "
                "such as https://hipdrive.example.org.",
                id="hipdrive.E002",
            )
        )
    if all(is_loopback(host) for host in settings.ALLOWED_HOSTS):
        found.append(
            Warning(
                f"HOST is {settings.HOST}, but ALLOWED_HOSTS lets nobody in from outside.",
                hint="Set ALLOWED_HOSTS to the names by which it is reached.",
                id="hipdrive.W001",
            )
        )
    if settings.DEBUG:
        found.append(
            Error(
                f"Hipdrive is to be reached as {beyond[0]}, with DEBUG on.",
                hint="Leave DEBUG out: its error pages show the settings to everyone.",
                id="hipdrive.E003",
            )
        )
    return found


@register(Tags.security, deploy=True)
def what_a_host_should_set(app_configs, **kwargs):
    """Works without, but not as well: told by ``manage.py check --deploy``."""
    missing = [
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
    return [Warning(said, hint=hint, id=id) for is_set, said, hint, id in missing if not is_set]


@register()
def keys_of_web_push(app_configs, **kwargs):
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
    """For the web process itself, which runs no management command."""
    if errors := [m for m in run_checks(tags=[Tags.security]) if m.is_serious()]:
        raise SystemCheckError("\n".join(map(str, errors)))
