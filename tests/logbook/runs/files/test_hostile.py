"""Files that are made to do harm, or that never end, are refused in words and cost little."""

import gzip
import io
import struct
import tracemalloc
import zipfile
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import count
from time import thread_time
from zoneinfo import ZoneInfo

import pytest

from logbook.runs.files import calendar, limits, packed, same_runs
from logbook.runs.files.found import RUN, Activity, ReadSettings
from logbook.runs.files.read_files import read_files
from logbook.uploads.errors import FileError
from tests.kept_objects import kept_objects

from .case_files import CASES, NOW

FIT = (CASES / "fit/berlin-run.fit").read_bytes()
GPX = (CASES / "gpx/pause-gap.gpx").read_bytes()
SETTINGS = ReadSettings(ZoneInfo("Europe/Berlin"), NOW)
PEAK = 120_000_000  # bytes that reading any of these may take


def read(data, name="mine"):
    return read_files([(name, io.BytesIO(data))], SETTINGS)


@contextmanager
def little_memory():
    tracemalloc.start()
    try:
        yield
    finally:
        _now, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < PEAK


def refusal(data):
    """The words with which a single file is refused; it may not take much memory."""
    with little_memory():
        try:
            found = read(data)
        except FileError as error:
            return str(error)
    assert [*found.activities, *found.coming, *found.left_out] == []
    [(_name, why)] = found.faults
    return why


def zipped(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def xml(body, head=b'<?xml version="1.0"?>'):
    return head + b'<gpx version="1.1">' + body + b"</gpx>"


def event(*lines):
    return b"\r\n".join(
        [
            b"BEGIN:VCALENDAR",
            b"VERSION:2.0",
            b"BEGIN:VEVENT",
            *lines,
            b"END:VEVENT",
            b"END:VCALENDAR",
        ]
    )


EVENT = (b"UID:1", b"DTSTAMP:20261101T000000Z", b"SUMMARY:Run")
EXTERNAL = b'<!DOCTYPE gpx [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
PARAMETER = b'<!DOCTYPE gpx [<!ENTITY % x SYSTEM "http://127.0.0.1/x"> %x;]>'

SEGMENT = b'<trkseg><trkpt lat="1" lon="1"><time>2026-11-01T07:00:00Z</time></trkpt></trkseg>'

STRAVA = (
    b"Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,"
    b"Elapsed Time,Distance\n"
)

HOSTILE = {
    "an entity of a file": xml(b"<trk><name>&x;</name></trk>", EXTERNAL),
    "an entity of the network": xml(b"", PARAMETER),
    "elements in one another": xml(b"<a>" * 200_000 + b"</a>" * 200_000),
    "elements that never close": b"<gpx>" + b"<trk>" * 500_000,
    "an attribute without end": b'<gpx><trk name="' + b"x" * 5_000_000 + b'"/></gpx>',
    "a comment without end": b"<gpx><!--" + b"x" * 5_000_000 + b"--></gpx>",
    "a gzip of blanks": gzip.compress(b"<gpx>" + b" " * 80_000_000),
    "a gzip in a gzip": gzip.compress(gzip.compress(GPX)),
    "a gzip that is cut": gzip.compress(GPX)[:-200],
    "a zip of blanks": zipped(**{"a.gpx": b"<gpx>" + b" " * 80_000_000}),
    "a zip that is cut": zipped(**{"a.gpx": GPX})[:-30],
    "a zip of nothing": zipped(),
    "a zip of pictures": zipped(**{"a.jpg": b"\xff\xd8" * 999}),
    "a fit of an endless size": FIT[:4] + struct.pack("<I", 2**32 - 1) + FIT[8:],
    "a fit of noise": FIT[:14] + b"\xff" * (len(FIT) - 14),
    "json in one another": b"[" * 100_000 + b"]" * 100_000,
    "json of empty objects": b'[{"activities": [' + b"{}," * 2_000_000 + b"{}]}]",
    "json of lists beside an emoji": '["\U0001f600",'.encode() + b"[1]," * 2_000_000 + b"1]",
    "a track of segments without points": gzip.compress(xml(b"<trk>" + b"<trkseg/>" * 700_000)),
    "a track of a point a segment": xml(b"<trk>" + SEGMENT * 30_000 + b"</trk>"),
    "json of another app": b'{"workouts": []}',
    "json of numbers without end": b'[{"summarizedActivitiesExport": [' + b"9" * 5000 + b"]}]",
    "a quotation mark without end": b'Activity ID,"' + b"x" * 500_000,
    "a cell without end": b"a,b\n" + b"x" * 300_000 + b",1",
    "columns without end": b"," * 3_000_000,
    "elements of ever new names": xml(b"".join(b"<a%d/>" % n for n in range(400_000))),
    "elements of long names": xml(b"".join(b"<%b%d/>" % (b"a" * 9_000, n) for n in range(4_000))),
    "attributes of ever new names": xml(b"".join(b"<a b%d=''/>" % n for n in range(400_000))),
    "a row without end": STRAVA + b"ab," * 3_000_000,
    "a row of many lines without end": STRAVA + b'"\n",' * 1_000_000,
    "bytes": bytes(range(256)) * 50,
    "blanks": b" \r\n" * 9999,
    "a calendar of nothing": b"BEGIN:VCALENDAR\r\nEND:VCALENDAR",
    "a calendar of noise": b"BEGIN:VCALENDAR\r\n" + b"\x80\xff\r\n" * 99 + b"END:VCALENDAR",
    "a web page": b"<!doctype html><html><body>Log in</body></html>",
    "utf-16 that is cut": "<gpx>".encode("utf-16")[:-1],
}


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_in_words(name):
    why = refusal(HOSTILE[name])
    assert why.endswith((".", "…", ")")), why


def test_a_line_of_a_calendar_that_is_far_too_long_is_passed_over():
    """icalendar makes an object of each word in a line."""
    long = b"CATEGORIES:" + b"ab," * 1_000_000
    with little_memory():
        found = read(event(*EVENT, b"DTSTART;VALUE=DATE:20261202", long))
    assert len(found.coming) == 1


@pytest.mark.parametrize("odd", [b"A:1", b"BEGIN:VALARM\r\nUID:2\r\nEND:VALARM", b"\r\n"])
def test_lines_of_an_entry_that_say_nothing_of_a_run_cost_no_time(odd):
    started = thread_time()
    found = read(event(*EVENT, *[odd] * 100_000, b"DTSTART;VALUE=DATE:20261202"))
    assert len(found.coming) == 1
    assert thread_time() - started < 1  # it was half a minute for 6 MB


def test_a_calendar_is_read_entry_by_entry_within_the_budget_of_cpu(monkeypatch):
    parsed = []
    monkeypatch.setattr(calendar.Event, "from_ical", parsed.append)
    monkeypatch.setattr(limits.Budget.__init__, "__defaults__", (0.05, 10**9, 10**9))
    with pytest.raises(FileError, match="takes too long"):
        read(event(*EVENT, *[b"END:VEVENT", b"BEGIN:VEVENT", *EVENT] * 30_000))
    assert len(parsed) < 30_000


def test_more_entries_than_a_calendar_has_are_not_even_parsed(monkeypatch):
    monkeypatch.setattr(limits.Budget.__init__, "__defaults__", (50, 10**9, 3))
    monkeypatch.setattr(calendar, "_event", lambda entry: None)
    with pytest.raises(FileError, match="More than"):
        read(event(*EVENT, *[b"END:VEVENT", b"BEGIN:VEVENT", *EVENT] * 3))


@pytest.mark.parametrize("line", [b"UID:1", b"EXDATE:20261203"])
def test_an_entry_of_lines_without_end_is_refused(line):
    assert "than anybody runs" in refusal(event(*EVENT, *[line] * 2_000))


@pytest.mark.parametrize("line", [b"CATEGORIES:", b"EXDATE:20261203", b"RRULE:FREQ=DAILY;BYDAY=MO"])
def test_a_list_without_end_is_refused(line):
    assert "than anybody runs" in refusal(event(*EVENT, line + b"," * 2_000))


def test_an_alarm_says_nothing_of_the_run_that_it_reminds_of():
    alarm = (b"BEGIN:VALARM", b"SUMMARY:Swim", b"DURATION:PT9H", b"END:VALARM")
    found = read(event(*alarm, *EVENT, b"DTSTART;VALUE=DATE:20261202", *alarm))
    assert [run.title for run in found.coming] == ["Run"]


def test_xml_whose_elements_have_attributes_by_default_is_refused():
    """Each element of four bytes would come with thousands."""
    defaults = b'<!DOCTYPE gpx [<!ATTLIST b a0 CDATA "" a1 CDATA "">]>'
    assert "more kinds of elements" in refusal(xml(b"<b/>", defaults))


def test_what_exercises_of_a_file_share_is_not_copied_for_each():
    shared = ",".join(f'"{n}":1' for n in range(100_000))
    begun = thread_time()
    read(f'{{"exercises":[{"{}," * 3_000}{{}}],{shared}}}'.encode())
    assert thread_time() - begun < 5  # it was six minutes


def test_a_billion_laughs_in_a_zip_stop_no_other_file():
    laughs = (CASES / "hostile/billion-laughs.gpx").read_bytes()
    found = read(zipped(**{"a.gpx": laughs, "b.fit": FIT}))
    assert len(found.activities) == 1
    assert [name for name, _why in found.faults] == ["a.gpx"]


def test_a_zip_in_a_zip_in_a_zip_is_left_alone():
    inner = zipped(**{"a.fit": FIT})
    assert len(read(zipped(**{"b.zip": inner})).activities) == 1
    assert read(zipped(**{"c.zip": zipped(**{"b.zip": inner})})).activities == []


def test_a_zip_of_too_many_files_is_refused():
    many = zipped(**{f"{n}.txt": b"" for n in range(limits.MOST_MEMBERS + 1)})
    assert refusal(many) == "There are too many files in this zip."


def test_a_zip_with_a_password_is_refused():
    data = bytearray(zipped(**{"a.fit": FIT}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    assert "locked" in refusal(bytes(data))


@pytest.mark.parametrize(
    "rule",
    [
        b"RRULE:FREQ=SECONDLY", b"RRULE:FREQ=MINUTELY;COUNT=999999999", b"RRULE:FREQ=DAILY",
        b"RRULE:FREQ=DAILY;BYHOUR=0,1,2,3,4,5;BYMINUTE=1,2,3,4;BYSECOND=1,2,3,4,5,6",
        b"RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", b"RRULE:FREQ=DAILY;INTERVAL=0",
        b"RRULE:FREQ=WEEKLY;BYDAY=XX", b"RRULE:FREQ=NEVER", b"RRULE:", b"RRULE:FREQ=DAILY;UNTIL=9",
        b"RRULE:FREQ=DAILY;COUNT=99999999999999999999", b"RRULE:FREQ=MONTHLY;BYDAY=53MO",
        b"RRULE:FREQ=YEARLY;BYEASTER=400", b"RRULE:FREQ=DAILY;INTERVAL=-1;BYMONTH=2",
        b"RRULE:FREQ=DAILY;INTERVAL=0;BYMONTH=2;BYMONTHDAY=31",
        b"RRULE:FREQ=DAILY;BYMONTHDAY=" + b",".join(b"%d" % n for n in range(100, 20_100)),
    ],
)  # fmt: skip
def test_a_rule_without_end_has_one(rule):
    budget = limits.Budget()
    started = budget.cpu_time.until
    found = read(event(*EVENT, b"DTSTART;VALUE=DATE:19710101", rule))
    assert len(found.coming) + len(found.left_out) <= 500
    assert limits.Budget().cpu_time.until - started < 20  # seconds of CPU


def of_a_zone(shift, rule="FREQ=YEARLY;BYMONTH=3", begin="BEGIN:VTIMEZONE"):
    """A run that was done, in a zone that the calendar defines."""
    times = [
        f"BEGIN:{kind}\r\nDTSTART:19700101T000000\r\nRRULE:{rule}\r\nTZOFFSETFROM:{shift}\r\n"
        f"TZOFFSETTO:{shift}\r\nEND:{kind}\r\n"
        for kind in ("STANDARD", "DAYLIGHT")
    ]
    zone = f"{begin}\r\nTZID:Mine\r\n{''.join(times)}END:VTIMEZONE\r\n"
    run = b"DTSTART;TZID=Mine:20260301T080000", b"DESCRIPTION:Actual time: 0:40"
    return event(*EVENT, *run).replace(b"BEGIN:VEVENT", zone.encode() + b"BEGIN:VEVENT", 1)


@pytest.mark.parametrize("rule", ["FREQ=SECONDLY", "FREQ=DAILY;INTERVAL=0;BYMONTH=2;BYMONTHDAY=31"])
@pytest.mark.parametrize(
    "begin",
    ["BEGIN:VTIMEZONE", "begin;x=y:vtimezone", "BEGIN:VTIME\r\n ZONE", "\n\r\n BEGIN:VTIMEZONE"],
)
def test_a_zone_without_end_has_one(rule, begin):
    found = read(of_a_zone("+0100", rule, begin))
    assert len(found.activities) + len(found.faults) == 1


def test_a_zone_that_a_calendar_defines_is_the_runners_own_and_unknown_to_the_next_calendar():
    for shift in ("+0300", "-0800"):
        (run,) = read(of_a_zone(shift)).activities
        assert run.start == datetime(2026, 3, 1, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    "start",
    [
        b"DTSTART:00010101T000000Z", b"DTSTART:99991231T235959Z", b"DTSTART:20260230", b"DTSTART:",
        b"DTSTART;TZID=Nowhere/Here:20261201T080000", b"DTSTART;VALUE=DATE:20261201T08",
        b"DTSTART;TZID=" + b"x" * 9999 + b":20261201T080000", b"DTSTART:\xff\xfe",
    ],
)  # fmt: skip
def test_a_start_that_is_none_is_no_error(start):
    found = read(event(*EVENT, start))
    assert len(found.coming) + len(found.left_out) + len(found.faults) == 1


@pytest.mark.parametrize(
    "point",
    [
        'lat="1e308" lon="1e308"', 'lat="NaN" lon="inf"', 'lat="" lon=""', 'lat="91" lon="181"',
        f'lat="{"9" * 4000}" lon="1"', "",
    ],
)  # fmt: skip
def test_a_place_that_is_none_counts_for_nothing(point):
    points = "".join(
        f"<trkpt {point}><time>2026-03-01T08:0{n}:00Z</time></trkpt>" for n in range(3)
    )
    found = read(xml(f"<trk><trkseg>{points}</trkseg></trk>".encode()))
    assert found.activities == []


TWO_POINTS = "".join(
    f'<trkpt lat="1" lon="1.00{n}"><time>2026-03-01T08:0{n}:00Z</time></trkpt>' for n in range(2)
)


@pytest.mark.parametrize(
    "body",
    [
        f"<trkseg>{TWO_POINTS}</trkseg>", f"<trk/><trkseg>{TWO_POINTS}</trkseg>",
        f"<trk><trkseg><trk>{TWO_POINTS}</trk></trkseg></trk>",
        TWO_POINTS.replace("<time>", "<trk><trkseg/></trk><time>"),
    ],
)  # fmt: skip
def test_points_outside_of_a_track_are_none(body):
    assert refusal(xml(body.encode()))


def test_what_stands_inside_a_point_does_not_end_its_track():
    points = TWO_POINTS.replace("<time>", "<trk><trkseg/></trk><time>")
    (run,) = read(xml(f"<trk><trkseg>{points}</trkseg></trk>".encode())).activities
    assert run.seconds == 60


def test_an_activity_that_is_the_root_itself_is_no_error():
    (run,) = read(b"<!-- <TrainingCenterDatabase> --><Activity><Id>1</Id></Activity>").activities
    assert run.start is None


@pytest.mark.parametrize("time", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00", "x" * 9999])
def test_a_time_that_is_none_is_no_error(time):
    points = f'<trkpt lat="1" lon="1"><time>{time}</time></trkpt>' * 2
    read(xml(f"<trk><trkseg>{points}</trkseg></trk>".encode()))


@pytest.mark.parametrize("at", range(0, len(FIT), 97))
def test_a_damaged_fit_is_read_or_refused(at):
    read(FIT[:at] + bytes([FIT[at] ^ 0xFF]) + FIT[at + 1 :])
    read(FIT[:at])


def fit_of(message, count, fields=b""):
    """A FIT file with so many messages of a kind; fields: number, size, type, of one byte each."""
    definition = struct.pack("<BBBHB", 0x40, 0, 0, message, len(fields) // 3) + fields
    data = definition + bytes(1 + len(fields) // 3) * count
    return struct.pack("<BBHI4sH", 14, 0x20, 2100, len(data), b".FIT", 0) + data + b"\0\0"


def test_more_sessions_than_anybody_has_are_refused_in_a_fit_too():
    with pytest.raises(FileError, match="More than"):
        read(fit_of(18, 30_000))
    with pytest.raises(FileError, match="More than"):
        read(fit_of(18, 3_000) * 10)


@pytest.mark.parametrize("message", [18, 20])
def test_the_budget_of_cpu_ends_a_fit_of_messages_of_one_byte(monkeypatch, message):
    monkeypatch.setattr(limits.Budget.__init__, "__defaults__", (1, 10**9, 10**9))
    started = thread_time()
    with pytest.raises(FileError, match="takes too long"):
        read(fit_of(message, 190_000) * (100 if message == 18 else 1) + fit_of(message, 20_000_000))
    assert thread_time() - started < 4


def test_the_budget_of_cpu_ends_an_import(monkeypatch):
    monkeypatch.setattr(limits.Budget.__init__, "__defaults__", (-1, 10**9, 10))
    with pytest.raises(FileError, match="takes too long"):
        read(GPX)


def test_more_activities_than_anybody_has_are_refused(monkeypatch):
    monkeypatch.setattr(limits.Budget.__init__, "__defaults__", (50, 10**9, 3))
    row = '<Activity Sport="Running"><Lap StartTime="2026-01-0{}T08:00:00Z"/></Activity>'
    rows = "".join(row.format(n) for n in range(1, 6))
    whole = f"<TrainingCenterDatabase><Activities>{rows}</Activities></TrainingCenterDatabase>"
    with pytest.raises(FileError, match="More than"):
        read(whole.encode())


def test_a_day_of_thousands_of_runs_is_not_compared_run_by_run(monkeypatch):
    """No two of them are the same run, so that each would be compared with all others."""
    compared = count()
    monkeypatch.setattr(same_runs, "are_same", lambda *_runs: next(compared) < 0)
    day = date(2026, 11, 1)
    runs = [Activity(RUN, None, 600 + n, on=day) for n in range(1000)]
    kept, doubles = same_runs.without_doubles(runs)
    assert (len(kept), doubles) == (1000, [])
    assert next(compared) <= 1000 * same_runs.MOST_COMPARED


def of_zip64(data):
    """The zip with a record that Python believes before the usual one, which says little."""
    at = data.rindex(b"PK\x05\x06")
    *_numbers, count, listed, offset, _comment = struct.unpack_from("<4s4H2LH", data, at)
    record = struct.pack(
        "<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, listed, offset
    )
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, at, 1)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, 100, 0, 0)
    return data[:at] + record + locator + end


def test_a_zip_with_two_records_of_its_size_is_refused():
    data = of_zip64(zipped(**{f"{n}.txt": b"" for n in range(3)}))
    assert len(zipfile.ZipFile(io.BytesIO(data)).filelist) == 3
    assert refusal(data) == "This zip is packed unusually. Unpack it first."


def test_a_zip_that_lists_more_files_than_it_says_is_refused(monkeypatch):
    monkeypatch.setattr(packed, "MOST_MEMBERS", 3)
    data = bytearray(zipped(**{f"{n}.txt": b"" for n in range(4)}))
    struct.pack_into("<2H", data, data.rindex(b"PK\x05\x06") + 8, 1, 1)
    assert refusal(bytes(data)) == "There are too many files in this zip."


def test_a_list_in_place_of_a_text_is_no_text_for_each_exercise():
    texts = ",".join(['"2026-11-01T08:00:00"'] * 50_000)
    for name in ("startTime", "sport", "duration", "durationMillis", "distance"):
        for value in (f"[{texts}]", f'"{"1" * 1_000_000}"'):
            begun = thread_time()
            read(f'{{"{name}":{value},"exercises":[{"{}," * 300}{{}}]}}'.encode())
            assert thread_time() - begun < 2, name


def test_the_budget_of_cpu_ends_lists_too(monkeypatch):
    monkeypatch.setattr(limits.Budget, "spend", lambda self, size: None if size else 1 / 0)
    rows = b"2026-11-01 08:00:00,Running,30:00,5\n"
    for data in (b"Date,Type,Duration,Distance (km)\n" + rows, b'{"exercises":[{}]}'):
        with pytest.raises(ZeroDivisionError):
            read(data)


def test_damage_in_a_zip_keeps_nothing_in_memory():
    data = bytearray(zipped(**{"a.gpx": GPX, "b.gpx": GPX}))
    data[data.index(b"PK\x03\x04", 9) + 60] ^= 255
    assert not kept_objects(lambda: read(bytes(data)), zipfile.ZipFile)
