"""A whole file of any known form is read; nothing of it is stored yet."""

from django.utils.translation import gettext_lazy as _

from ...uploads.content import digest_of
from . import (
    garmin_fit,
    hipdrive_files,
    jefit,
    liftlog_json,
    strengthlog,
    stronglifts,
    unknown_columns,
)
from .column_names import columns_by_name
from .column_order import columns_by_order
from .csv_rows import first_line_of, tables_of
from .file_errors import FileError, LineError
from .file_text import text_of, unpacked
from .other_apps import APPS, ReadSettings, RowReader
from .read_result import ReadResult
from .row_limit import check_rows, pieces


def read_upload(data: bytes, settings: ReadSettings, most: int) -> tuple[str, ReadResult]:
    """The digest of a file, and what was read of it: only its table, where the runner has to say
    first which column is what."""
    check_rows(pieces(data))
    # A file that waited was packed meanwhile.
    digest = digest_of([[unpacked(data, most)]], settings.units)
    try:
        return digest, read_file(data, settings, most)
    except unknown_columns.UnknownColumns as question:
        app = unknown_columns.APP
        return digest, ReadResult(app.slug, app.name, table=question.table)


def read_file(data: bytes, settings: ReadSettings, most: int) -> ReadResult:
    """``most`` is a number of bytes. Raises ``FileError`` where the whole file is of no use."""
    data = unpacked(data, most)
    if data.startswith(b"SQLite format 3"):
        raise FileError(
            _("Only its own app can read this backup. Let that app export a CSV or JSON file.")
        )
    check_rows(pieces(data))
    if garmin_fit.is_fit(data):
        result = ReadResult(garmin_fit.slug, garmin_fit.name)
        garmin_fit.read(data, settings, result)
        return _checked(result)
    return read_text(text_of(data), settings)


def read_text(text: str, settings: ReadSettings) -> ReadResult:
    is_json = text.lstrip()[:1] in ("{", "[")
    return _checked(_read_json(text, settings) if is_json else _read_csv(text, settings))


def _checked(result):
    brings = result.days or result.choices or result.easy_weeks or result.settings
    if not (result.lines or brings):
        raise FileError(_("There is a header in this file and nothing under it."))
    result.forget_keys_of_others()
    return result


def _read_json(text, settings):
    whole = hipdrive_files.parse_json(text)
    sessions = liftlog_json.sessions_of(whole)
    if sessions is not None:
        result = ReadResult(liftlog_json.slug, liftlog_json.name)
        liftlog_json.read(sessions, settings, result)
    else:
        result = ReadResult(hipdrive_files.JSON, "Hipdrive")
        hipdrive_files.read_json(whole, settings, result)
    return result


def _read_csv(text, settings):
    if strengthlog.is_export(text):
        result = ReadResult(strengthlog.slug, strengthlog.name)
        strengthlog.read(text, settings, result)
        return result
    app, reader, table = _app_of(text, settings)
    result = ReadResult(app.slug, app.name)
    if app is unknown_columns.APP:
        header = unknown_columns.signature(table.names)
        result.table, result.parts = table, settings.columns[header]
    for row in table.rows(reader.repair):
        result.count_line(row.line)
        with result.listing_unfit(row.line):
            if row.has_more:
                raise LineError("columns")
            reader.read(row, result)
    return result


def _app_of(text, settings):
    """The app that wrote the file, a reader of its rows, and the table in which they stand."""
    if found := jefit.logs_of(text):
        return jefit, jefit.RowReader(*found, settings), found[0]
    tables = tables_of(text)
    for table in tables:
        if hipdrive_files.APP.known_by <= table.places.keys():
            return hipdrive_files.APP, hipdrive_files.RowReader(settings), table
        if hipdrive_files.RUNS_APP.known_by <= table.places.keys():
            return hipdrive_files.RUNS_APP, hipdrive_files.RunRowReader(settings), table
        if columns := stronglifts.columns_of(table):
            return stronglifts, stronglifts.RowReader(columns, table, settings), table
        for app in APPS:
            columns = columns_by_name(app.slug, table.names)
            if all(part in columns for part in app.known_by):
                return app, RowReader(app, columns, table, settings), table
    for table in tables:
        if found := columns_by_order(table.names, table.first_rows):
            app = next(one for one in APPS if one.slug == found[0])
            return app, RowReader(app, found[1], table, settings), table
    if table := unknown_columns.table_with_dates(tables):
        parts = settings.columns.get(unknown_columns.signature(table.names))
        if parts is None or len(parts) != len(table.names):
            raise unknown_columns.UnknownColumns(table)
        columns = unknown_columns.chosen_columns(parts, table.names)
        reader = RowReader(unknown_columns.APP, columns, table, settings)
        return unknown_columns.APP, reader, table
    raise FileError(
        _("This is none of the files that can be read here. Its first line is: %(line)s"),
        line=first_line_of(text)[:120],
    )
