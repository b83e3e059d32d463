"""The settings as they are, with the bare views and a count of queries for who asks for it."""

from config.settings import *  # noqa: F403
from config.settings import MIDDLEWARE

ROOT_URLCONF = "benchmarks.urls"
MIDDLEWARE = ["benchmarks.urls.count_queries", *MIDDLEWARE]
