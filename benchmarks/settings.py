"""The project's settings with the bare views and a middleware that counts queries."""

from config.settings import *  # noqa: F403
from config.settings import MIDDLEWARE

ROOT_URLCONF = "benchmarks.urls"
MIDDLEWARE = ["benchmarks.urls.count_queries", *MIDDLEWARE]
