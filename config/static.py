from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage


class Storage(CompressedManifestStaticFilesStorage):
    """Names with a hash of their content, also where one JavaScript module imports another."""

    support_js_module_import_aggregation = True

    def create_compressor(self, **options):
        """Brotli would take twenty seconds at every start, for a few kilobytes."""
        return Compressor(**{**options, "use_brotli": False})
