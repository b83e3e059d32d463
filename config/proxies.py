"""Believe headers about a request only when they come from a trusted proxy."""

from granian.utils.proxies import wrap_wsgi_with_proxy_headers


def trust_proxies(application, proxies):
    """Take the visitor's address, the scheme and X-Request-ID from the headers of ``proxies`` only.

    Granian changes REMOTE_ADDR when the sender is one of them and names a visitor.
    """

    def inner(environ, start_response):
        if environ["REMOTE_ADDR"] == environ["hipdrive.sender"]:
            environ.pop("HTTP_X_REQUEST_ID", None)
        return application(environ, start_response)

    wrapped = wrap_wsgi_with_proxy_headers(inner, proxies)

    def outer(environ, start_response):
        environ["hipdrive.sender"] = environ.get("REMOTE_ADDR")
        return wrapped(environ, start_response)

    return outer
