"""The files of an import are read, each as what its content shows it to be.

What is wrong with one file of several is noted and stops no other; ``TooMuch`` ends the import.
"""

import io
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from ...uploads.errors import FileError
from . import (
    account_json,
    apple_health,
    calendar,
    fit,
    garmin_csv,
    gpx,
    packed,
    runkeeper_csv,
    strava_csv,
    tcx,
)
from .csv_tables import UNKNOWN_FILE, Table, text_of
from .found import Activity, ComingRun, Found, LeftOut, ReadSettings
from .limits import (
    MOST_CALENDAR,
    MOST_FILE,
    MOST_HEALTH,
    MOST_JSON,
    MOST_TEXT,
    PIECE,
    Budget,
    TooMuch,
    pieces,
)

TABLES = (("Strava", strava_csv), ("Runkeeper", runkeeper_csv), ("Garmin", garmin_csv))
STRAVA_LIST, GARMIN_LIST = "activities.csv", "_summarizedactivities.json"
WORTH_A_FAULT = (".fit", ".gpx", ".tcx", ".ics", ".fit.gz", ".gpx.gz", ".tcx.gz")
# What exports hold beside the runs: pictures, and the positions of Apple's workouts.
PASSED_OVER = (".jpg", ".jpeg", ".png", ".heic", ".mp4", ".mov", ".pdf", ".html", ".xlsx")
ROUTES = "workout-routes/"
OWN_FILE = _("This is a file of Hipdrive. Bring it under Logbook, Import: it brings runs too.")
OWN_JSON = re.compile(r'"format"\s*:\s*"hipdrive"')
OWN_COLUMNS = ({"date", "kind", "minutes"}, {"date", "exercise", "side", "amount"})


def read_files(files: Iterable[tuple[str, BinaryIO]], settings: ReadSettings) -> Found:
    """The files are pairs of a name and a stream that can be sought in."""
    reader = _Reader(settings)
    for name, stream in files:
        reader.read_noting_faults(name, stream)
    return reader.found


def read_contents(files: Iterable[tuple[str, bytes]], settings: ReadSettings) -> Found:
    """The files are pairs of a name and what is in them."""
    return read_files(((name, io.BytesIO(content)) for name, content in files), settings)


class _Reader:
    def __init__(self, settings):
        self.settings, self.budget, self.found = settings, Budget(), Found()

    def read_noting_faults(self, name, stream, *, of_zip=False):
        try:
            with packed.damage_in_words():
                self._read(name, stream, of_zip)
        except TooMuch:
            raise
        except FileError as error:
            # A zip holds other things too; they are no faults.
            if not of_zip or name.casefold().endswith(WORTH_A_FAULT):
                self.found.faults.append((name[-100:], str(error)))

    def _read(self, name, stream, of_zip=False):
        source = _Source(stream, self.budget)
        if packed.is_zip(source.head):
            if of_zip:
                stream = io.BytesIO(source.whole(MOST_FILE))
            self._read_zip(packed.unzipped(stream), of_zip)
        elif source.head.startswith(packed.GZIP):
            unpacked = packed.gunzipped(io.BytesIO(source.whole(MOST_FILE)))
            self._read_plain(_Source(unpacked, self.budget))
        else:
            self._read_plain(source)

    def _read_zip(self, archive, of_zip):
        files = [info for info in packed.members(archive) if self._is_wanted(info.filename)]
        listed = [info for info in files if _is_list(info.filename)]
        before = len(self.found.activities) + len(self.found.left_out)
        for info in listed:
            self._read_member(archive, info)
        # The list of an export tells of each activity what its file does, and at once.
        if listed and len(self.found.activities) + len(self.found.left_out) > before:
            files = [info for info in files if not _is_beside_list(info.filename)]
        seen = len(self.found.faults)
        for info in files:
            if info not in listed and not (of_zip and _is_zip_name(info.filename)):
                self._read_member(archive, info)
        found = self.found
        if not (found.activities or found.coming or found.left_out or len(found.faults) > seen):
            raise FileError(_("No run is in this zip: it holds no file that can be read here."))

    def _read_member(self, archive, info):
        self.budget.spend(0)
        with packed.damage_in_words():
            member = None
            try:
                member = archive.open(info)
                self.read_noting_faults(info.filename, member, of_zip=True)
            finally:
                if member:
                    member.close()

    @staticmethod
    def _is_wanted(name):
        return not name.casefold().endswith(PASSED_OVER) and ROUTES not in name

    def _read_plain(self, source):
        head = source.head
        if not head.strip():
            raise FileError(_("This file is empty."))
        if fit.is_fit(head):
            self._take("FIT", fit.read(source.whole(MOST_FILE), self.budget))
        elif root := _root_of(head):
            self._read_xml(root, source)
        elif calendar.is_calendar(head):
            text = text_of(source.whole(MOST_CALENDAR))
            self._take(_("calendar"), calendar.read(text, self.settings, self.budget))
        elif head.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in (b"{", b"["):
            text = text_of(source.whole(MOST_JSON))
            if OWN_JSON.search(text[:1000]):
                raise FileError(OWN_FILE)
            self._take(*account_json.read(text, self.settings, self.budget))
        else:
            self._read_table(Table(text_of(source.whole(MOST_TEXT))))

    def _read_xml(self, root, source):
        name, module, most = ROOTS[root]
        self._take(name, module.read(source.pieces(most), self.settings.zone, self.budget))

    def _read_table(self, table):
        for name, module in TABLES:
            if module.is_export(table):
                self._take(name, module.read(table, self.settings, self.budget))
                return
        is_ours = any(columns <= {*table.header} for columns in OWN_COLUMNS)
        raise FileError(OWN_FILE if is_ours else UNKNOWN_FILE)

    def _take(self, name, found):
        """Takes over all of a file or, where it is damaged, nothing."""
        found = list(found)
        if not found:
            raise FileError(_("There is a header in this file and nothing under it."))
        self.found.formats[str(name)] += 1
        self.found.activities += (one for one in found if isinstance(one, Activity))
        self.found.coming += (one for one in found if isinstance(one, ComingRun))
        self.found.left_out += (one for one in found if isinstance(one, LeftOut))


ROOTS = {
    b"<gpx": ("GPX", gpx, MOST_FILE),
    b"<TrainingCenterDatabase": ("TCX", tcx, MOST_FILE),
    b"<HealthData": ("Apple Health", apple_health, MOST_HEALTH),
}
# Perhaps with the prefix of its namespace.
ROOT = re.compile(rb"<(?:[\w.-]+:)?(" + b"|".join(root[1:] for root in ROOTS) + rb")(?![\w.-])")
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class _Source:
    """A stream whose first bytes are known."""

    def __init__(self, stream: BinaryIO, budget: Budget):
        self.stream, self.budget = stream, budget
        self.head = stream.read(PIECE)
        budget.spend(len(self.head))

    def pieces(self, most: int) -> Iterator[bytes]:
        # Strava puts blanks before the XML declaration, where none may be.
        rest = pieces(self.stream, self.budget, most)
        return chain([self.head.lstrip(b" \r\n\t")], rest)

    def whole(self, most: int) -> bytes:
        return b"".join(chain([self.head], pieces(self.stream, self.budget, most)))


def _root_of(head: bytes) -> bytes | None:
    """The beginning of the root element of an XML file; that of Apple stands behind its DTD."""
    if head.startswith(UTF_16):
        head = head.decode("utf-16", "ignore").encode()
    head = head.lstrip(b"\xef\xbb\xbf \r\n\t")
    if not head.startswith(b"<"):
        return None
    if b"<!DOCTYPE HealthData" in head[:2000]:
        return b"<HealthData"
    root = ROOT.search(head)
    if not root:
        raise FileError(UNKNOWN_FILE)
    return b"<" + root[1]


def _is_list(name):
    name = name.casefold()
    return name.rsplit("/", 1)[-1] == STRAVA_LIST or name.endswith(GARMIN_LIST)


def _is_beside_list(name):
    return name.casefold().removesuffix(".gz").endswith((".fit", ".gpx", ".tcx", ".zip"))


def _is_zip_name(name):
    return name.casefold().endswith(".zip")
