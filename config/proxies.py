"""Believe headers about a request only when they come from a trusted proxy."""

import ipaddress

from django.http.request import split_domain_port


class Proxies:
    """The addresses and networks of TRUSTED_PROXIES."""

    def __init__(self, names):
        self.networks = [ipaddress.ip_network(name, strict=False) for name in names]

    def __contains__(self, address) -> bool:
        try:
            ip = ipaddress.ip_address(address)
        except ValueError:
            return False
        # A socket of both kinds writes 10.0.0.7 as ::ffff:10.0.0.7.
        ip = getattr(ip, "ipv4_mapped", None) or ip
        return any(ip in network for network in self.networks)

    def visitor_among(self, forwarded_for) -> str:
        """Return the last address that no proxy of ours has, since that one was seen by ours.

        Where something else stands there, return ``""``: no database stores it as an address.
        """
        addresses = [_address_in(part.strip()) for part in forwarded_for.split(",")]
        strangers = (address for address in reversed(addresses) if address not in self)
        return next(strangers, addresses[0])


def _address_in(text) -> str:
    """Return the address, without the port that some write beside it, or ``""`` for nonsense."""
    host, port = split_domain_port(text)
    text = host.strip("[]") if port else text
    try:
        return "" if getattr(ipaddress.ip_address(text), "scope_id", None) else text
    except ValueError:
        return ""


def trust_proxies(application, names):
    """Take the visitor's address, the scheme and X-Request-ID from the headers of proxies only."""
    proxies = Proxies(names)

    def wrapped(environ, start_response):
        sender, forwarded_for = environ.get("REMOTE_ADDR", ""), environ.get("HTTP_X_FORWARDED_FOR")
        if forwarded_for and sender in proxies:
            environ["REMOTE_ADDR"] = proxies.visitor_among(forwarded_for) or sender
            if (scheme := environ.get("HTTP_X_FORWARDED_PROTO")) in ("http", "https"):
                environ["wsgi.url_scheme"] = scheme
        else:
            environ.pop("HTTP_X_REQUEST_ID", None)
        return application(environ, start_response)

    return wrapped
