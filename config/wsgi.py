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
from .logs import from_proxies_only  # noqa: E402
from .outage import never_make_a_database  # noqa: E402

refuse_when_unsafe()
never_make_a_database(connections.settings["default"])
# From a trusted proxy, the visitor's own address and scheme; from anyone else, no header counts.
application = from_proxies_only(wrap_wsgi_with_proxy_headers, application, settings.TRUSTED_PROXIES)

# What was loaded stays. To look through all of it for what can go held up, now and then, a request
# for a tenth of a second.
gc.collect()
gc.freeze()

if multiprocessing.parent_process():
    # Ctrl-C reaches granian's workers too, and its main process stops them once more; a worker
    # that hears both hangs. So it listens to the main process alone.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
