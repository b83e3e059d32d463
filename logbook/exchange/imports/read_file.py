"""A whole file of any known form is read; nothing of it is stored yet."""

from django.utils.translation import gettext_lazy as _

from . import hipdrive_files, other_apps
from .csv_rows import rows_of
from .file_errors import FileError, LineError
from .file_text import text_of
from .read_result import ReadResult


def read_file(data: bytes, settings: other_apps.ReadSettings, most: int) -> ReadResult:
    """``most`` is a number of bytes. Raises ``FileError`` where the whole file is of no use."""
    text = text_of(data, most)
    if text.lstrip()[:1] in ("{", "["):
        result = ReadResult(hipdrive_files.JSON, "Hipdrive")
        hipdrive_files.read_json(text, settings, result)
    else:
        app, rows = rows_of(text, _app_for)
        result = ReadResult(app.slug, app.name)
        _read_rows(rows, app, settings, result)
    if not result.lines:
        raise FileError(_("There is a header in this file and nothing under it."))
    return result


def _app_for(columns):
    apps = (hipdrive_files.APP, *other_apps.APPS)
    return next((app for app in apps if app.known_by <= {*columns}), None)


def _read_rows(rows, app, settings, result):
    for row in rows:
        result.count_line(row.line)
        with result.listing_unfit(row.line):
            if row.has_more:
                raise LineError("columns")
            app.read_row(row, settings, result)
