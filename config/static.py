from django.contrib.staticfiles.storage import ManifestStaticFilesStorage


class Storage(ManifestStaticFilesStorage):
    """Names with a hash of their content, also where one JavaScript module imports another."""

    support_js_module_import_aggregation = True
