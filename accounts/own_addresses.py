"""Addresses of this site among those that a visitor may have made up."""

from django.utils.http import url_has_allowed_host_and_scheme


def own_address(request, sent: str, otherwise: str) -> str:
    """Return what was sent where it is an address of ours, to be redirected to."""
    is_ours = url_has_allowed_host_and_scheme(sent, {request.get_host()}, request.is_secure())
    # redirect() would take a word without a slash for the name of a URL pattern.
    return sent if is_ours and sent.startswith("/") else otherwise
