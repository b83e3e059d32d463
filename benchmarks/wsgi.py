"""The project's own application with two bare views beside it, to measure its pages against."""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"

from config.wsgi import application  # noqa: F401
