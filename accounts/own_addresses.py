"""Addresses of this site, and those that a visitor may have made up."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.http import url_has_allowed_host_and_scheme


def own_address(request, sent: str, otherwise: str) -> str:
    """Return what was sent where it is an address of ours, to be redirected to."""
    is_ours = url_has_allowed_host_and_scheme(sent, {request.get_host()}, request.is_secure())
    # redirect() would take a word without a slash for the name of a URL pattern.
    return sent if is_ours and sent.startswith("/") else otherwise


def public_origin(request) -> str:
    """Return where people reach this site, as in ``https://hipdrive.example.org``.

    The host's settings say it. The request alone does not: its name is checked, its port is not.
    """
    asked = f"{request.scheme}://{request.get_host()}"
    known = [origin for origin in settings.CSRF_TRUSTED_ORIGINS if "*" not in origin]
    of_this_name = [one for one in known if urlsplit(one).hostname == urlsplit(asked).hostname]
    return asked if asked in known else next(iter(of_this_name or known), asked)
