import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.umask(0o077)  # whatever a web process writes is for its own user
application = get_wsgi_application()

from django.conf import settings  # noqa: E402
from django.db import connections  # noqa: E402
from django.urls import get_resolver  # noqa: E402

from .checks import refuse_when_unsafe  # noqa: E402
from .errors import refuse_unreadable  # noqa: E402
from .proxies import trust_proxies  # noqa: E402
from .sqlite3.base import require_existing_file  # noqa: E402
from .stack import with_large_stack  # noqa: E402

refuse_when_unsafe()
require_existing_file(connections.settings["default"])
application = trust_proxies(refuse_unreadable(application), settings.TRUSTED_PROXIES)
application = with_large_stack(application)

# Imports all views, for which otherwise the first runner of each web process waits.
get_resolver().url_patterns  # noqa: B018

# The garbage collector need not look through what stays loaded: that held up a request for a tenth
# of a second now and then. The web processes, forked from this one, then share it. Nor need it look
# two hundred times while one page is made, nearly all of which is given back without it: that was
# an eighth of a page's time.
gc.collect()
gc.freeze()
gc.set_threshold(20_000)
