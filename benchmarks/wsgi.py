"""The project's application with the settings and bare views of the benchmarks."""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"

from config.wsgi import application  # noqa: F401
