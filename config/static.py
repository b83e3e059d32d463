from pathlib import Path

from django.core.files.base import ContentFile
from rjsmin import jsmin
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage


class Storage(CompressedManifestStaticFilesStorage):
    """Hashes file names by content, those in JavaScript imports too, and minifies our modules.

    Development and most tests use Django's plain storage, and so the files as they are written.
    """

    support_js_module_import_aggregation = True

    def post_process(self, paths, dry_run=False, **options):
        for name, (files, path) in paths.items():
            if _is_ours(name):
                paths[name] = _MinifyingStorage(files), path
        yield from super().post_process(paths, dry_run, **options)

    def create_compressor(self, **options):
        """Leave Brotli out: it takes twenty seconds at every start and saves a few kilobytes."""
        return Compressor(**{**options, "use_brotli": False})


def _is_ours(name):
    """Return whether a script is ours; a package's is in a folder named after the package."""
    return Path(name).parent == Path("js") and Path(name).suffix == ".js"


class _MinifyingStorage:
    """Opens each script of a storage without its comments and white space."""

    def __init__(self, storage):
        self.storage = storage

    def open(self, path):
        with self.storage.open(path) as script:
            return ContentFile(jsmin(script.read()))
