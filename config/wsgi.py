import gc
import multiprocessing
import os
import signal

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

from django.conf import settings  # noqa: E402
from django.db import connections  # noqa: E402
from granian.utils.proxies import wrap_wsgi_with_proxy_headers  # noqa: E402

from .checks import refuse_when_unsafe  # noqa: E402
from .sqlite3.base import require_existing_file  # noqa: E402


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


refuse_when_unsafe()
require_existing_file(connections.settings["default"])
application = trust_proxies(application, settings.TRUSTED_PROXIES)

# The garbage collector need not look through what stays loaded: that held up a request for a tenth
# of a second now and then.
gc.collect()
gc.freeze()

if multiprocessing.parent_process():
    # Ctrl-C reaches granian's workers too, and its main process stops them once more. A worker that
    # gets both signals hangs, so it listens to the main process alone.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
