from pathlib import Path

from django.core.files.base import ContentFile
from rjsmin import jsmin
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage


class Storage(CompressedManifestStaticFilesStorage):
    """Names with a hash of their content, also where one JavaScript module imports another.

    Under these names our own modules are served lean; what runs without them, such as
    development and most tests, has the files as they are written.
    """

    support_js_module_import_aggregation = True

    def post_process(self, paths, dry_run=False, **options):
        for name, (files, path) in paths.items():
            if _is_ours(name):
                paths[name] = _Lean(files), path
        yield from super().post_process(paths, dry_run, **options)

    def create_compressor(self, **options):
        """Brotli would take twenty seconds at every start, for a few kilobytes."""
        return Compressor(**{**options, "use_brotli": False})


def _is_ours(name):
    """Packages keep their files in folders named after themselves."""
    return Path(name).parent == Path("js") and Path(name).suffix == ".js"


class _Lean:
    """Opens each script of a storage without its comments and white space."""

    def __init__(self, storage):
        self.storage = storage

    def open(self, path):
        with self.storage.open(path) as script:
            return ContentFile(jsmin(script.read()))
