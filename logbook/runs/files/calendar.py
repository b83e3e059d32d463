"""Runs and races to come, and runs that were done, in calendar files (.ics).

An entry is a run where its words say so: in ordinary calendars dentists stand beside races. Whether
it is a key run or a race is a guess from the words too, which the preview lets the runner correct.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from uuid import NAMESPACE_URL, uuid5

from dateutil.rrule import rrulestr
from django.utils.translation import gettext_lazy as _
from icalendar import Event, use_zoneinfo

from ...models import FARTHEST_RUN, Run
from ...uploads.errors import FileError
from . import run_kinds, sport_words
from .found import RUN, UNKNOWN, Activity, ComingRun, LeftOut
from .limits import TOO_MUCH, TooMuch
from .values import clock_seconds, number

NAMESPACE = uuid5(NAMESPACE_URL, "https://hipdrive.example/calendar")
BEGIN, END = "BEGIN:VCALENDAR", "END:VCALENDAR"
FREQUENCIES = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
# A rule with these may name a thousand moments of one day, or none until the year 9999.
NOT_FOLLOWED = {"BYHOUR", "BYMINUTE", "BYSECOND", "BYSETPOS", "BYWEEKNO", "BYYEARDAY"}
AHEAD = timedelta(days=400)  # so far a repeated entry is followed (ours)
MOST_REPEATS = 400
SHORTEST, LONGEST = timedelta(minutes=10), timedelta(hours=6)  # of an entry that is a run (ours)
MOST_NAMED = 62  # days that a rule names: each of a month, counted from either end
MOST_SEEN = 20_000  # repeats that are counted from the first on: 50 years of days
LONGEST_LINE = 100_000  # characters; what is longer, such as a picture, says nothing of a run
MOST_LINES = 300_000  # that are read: thirty of each entry, if there are ten thousand
MOST_LINES_OF_ENTRY = 1000  # a repeated one may name each day that it leaves out
LISTS = {"CATEGORIES", "EXDATE", "RRULE"}  # each value becomes an object, as a line does
MOST_STAGES = 7  # of a race, a day each (ours)

TYPE = re.compile(r"workout type: *(?P<type>[^\n]*)", re.I)
PLANNED_TIME = re.compile(r"(?:planned time|time planned): *(\d{1,2}:\d{2})", re.I)
PLANNED_FAR = re.compile(r"(?:distance planned|planned distance): *([\d.,]+ *\w+)", re.I)
ACTUAL_TIME = re.compile(r"(?:actual time|time actual): *(\d{1,2}:\d{2})", re.I)
ACTUAL_FAR = re.compile(r"(?:actual distance|distance actual): *([\d.,]+ *\w+)", re.I)
DONE_UID = "COMPLETED"  # how Runna's begin
ESTIMATE = "X-WORKOUT-ESTIMATED-DURATION"  # seconds, of Runna

FOLD = re.compile(r"(?<!\n)\n++[ \t]")  # where a line goes on; blank lines are gone through once
LINE = re.compile(r"[^\n]+")
NAME = re.compile(r"[\w-]+", re.ASCII)
OF_ENTRY = re.compile(r"BEGIN\b.*:\s*VEVENT", re.I)
# The lines of an entry that are read.
NAMES_READ = frozenset(
    {"BEGIN", "UID", "SUMMARY", "DESCRIPTION", "CATEGORIES", "STATUS", "DTSTART", "DTEND"}
    | {"DURATION", "RRULE", "EXDATE", "RECURRENCE-ID", ESTIMATE}
)
DAMAGED = _("This calendar is damaged. Download it again.")


def is_calendar(head: bytes) -> bool:
    return head.lstrip(b"\xef\xbb\xbf \r\n\t")[: len(BEGIN)].upper() == BEGIN.encode()


def read(text: str, settings, budget) -> list[Activity | ComingRun | LeftOut]:
    if not text.rstrip().upper().endswith(END):
        raise FileError(_("This calendar is cut short. Download it again."))
    use_zoneinfo()  # forgets the zones that calendars of other runners named
    events = []
    for entry in _entries(text):
        budget.spend(0)
        budget.count_found()
        events.append(_event(entry))
    if not events:
        raise FileError(_("No entry is in this calendar."))
    return list(_read_events(events, settings, budget))


def _entries(text: str) -> Iterator[str]:
    """The entries of a calendar, each as a text with no other lines than those that are read here.

    What stands beside them is left out before icalendar makes objects of it, which takes seconds a
    megabyte: alarms, tasks, and time zones, whose rules may have no end. Zones of a known name are
    known without them.
    """
    entry, depth, kept, of_entry = [], 0, 0, 0
    for found in LINE.finditer(FOLD.sub("", text.replace("\r\n", "\n"))):
        line = found[0].strip()
        name = NAME.match(line)
        name = name[0].upper() if name else ""
        if name == "BEGIN" and (depth or OF_ENTRY.fullmatch(line)):
            depth += 1
        elif name == "END" and depth:
            depth -= 1
        is_kept = depth == 1 and name in NAMES_READ and len(line) <= LONGEST_LINE
        if is_kept or (name == "END" and entry and not depth):
            entry.append(line)
            size = 1 + (line.count(",") if name in LISTS else 0)
            kept, of_entry = kept + size, of_entry + size
        if kept > MOST_LINES or of_entry > MOST_LINES_OF_ENTRY:
            raise TooMuch(TOO_MUCH)
        if entry and not depth:
            yield "\r\n".join(entry)
            entry, of_entry = [], 0
    if entry:
        raise FileError(DAMAGED)


def _event(entry: str) -> Event:
    try:
        return Event.from_ical(entry)
    except Exception:  # whatever a damaged one makes icalendar raise
        raise FileError(DAMAGED) from None


def _read_events(events, settings, budget) -> Iterator[Activity | ComingRun | LeftOut]:
    moved = {(_text(e, "UID"), _day(e.get("RECURRENCE-ID"), settings)) for e in events}
    for event in events:
        budget.spend(0)
        try:
            found = list(_Entry(event, settings).read(moved))
        except Exception:  # whatever an odd entry makes icalendar and dateutil raise
            yield LeftOut("date", title=_text(event, "SUMMARY"))
            continue
        for one in found:
            budget.count_found()
            yield one


class _Entry:
    def __init__(self, event, settings):
        self.event, self.settings = event, settings
        self.title = _text(event, "SUMMARY")
        self.about = _text(event, "DESCRIPTION")
        self.uid = _text(event, "UID")
        self.start = _moment(event.get("DTSTART"))
        self.on = self.start and _local_day(self.start, settings.zone)
        categories = event.get("CATEGORIES")
        parts = categories if isinstance(categories, list) else [categories] if categories else []
        self.words = " ".join(one.to_ical().decode(errors="replace") for one in parts)

    def read(self, moved) -> Iterator[Activity | ComingRun | LeftOut]:
        if reason := self._why_not():
            yield LeftOut(reason, self.on, title=self.title)
        elif self._is_done():
            yield self._activity()
        else:
            is_moved = self.event.get("RECURRENCE-ID") is not None
            for on in [self.on] if is_moved else self._days():
                if is_moved or (self.uid, on) not in moved:
                    yield self._coming(on)

    def _why_not(self) -> str | None:
        if not self._is_run():
            return "no-run"
        if self.on is None:
            return "date"
        if _text(self.event, "STATUS").upper() == "CANCELLED":
            return "cancelled"
        return "far" if self.on > self.settings.today + FARTHEST_RUN else None

    def _is_run(self) -> bool:
        """The title counts most, then what a plan calls the type, then the categories."""
        typed = TYPE.search(self.about)
        for words in (typed["type"] if typed else "", self.title):
            sport = sport_words.sport_of(words)
            if sport != UNKNOWN:
                return sport == RUN
        if sport_words.sport_of(self.words) not in (UNKNOWN, RUN):
            return False
        if sport_words.sport_of(self.words) == RUN or self._kind() != Run.Kind.EASY:
            return True
        return sport_words.sport_of(self.about[:100]) == RUN

    def _kind(self) -> str:
        kind = run_kinds.kind_of(self.title)
        if kind == Run.Kind.EASY:
            kind = run_kinds.kind_of(self.words)
        if kind == Run.Kind.EASY and (typed := self.about.split("•")[0].split("\n")[0][:60]):
            kind = run_kinds.kind_of(typed)
        return kind

    def _is_done(self) -> bool:
        return bool(ACTUAL_TIME.search(self.about)) or self.uid.upper().startswith(DONE_UID)

    def _activity(self) -> Activity:
        actual, far = ACTUAL_TIME.search(self.about), ACTUAL_FAR.search(self.about)
        seconds = _hours_and_minutes(actual[1]) if actual else self._planned_seconds()
        metres = run_kinds.metres_in(far[1]) if far else self._planned_metres()
        start = None
        if isinstance(self.start, datetime):
            at = self.start if self.start.tzinfo else self.start.replace(tzinfo=self.settings.zone)
            start = at.astimezone(UTC)
        return Activity(RUN, start, seconds or 0, metres, title=self.title, on=self.on)

    def _coming(self, on: date) -> ComingRun | LeftOut:
        seconds, metres = self._planned_seconds(), self._planned_metres()
        if not (seconds or metres):
            seconds = self._length()
        if on < self.settings.today:
            return LeftOut("planned", on, seconds, metres, self.title)
        # An entry keeps its UID when it is moved; of one that is repeated each day has a key.
        is_moved_by_uid = self.uid and on == self.on and not self._is_one_of_many()
        name = self.uid if is_moved_by_uid else f"{self.uid or self.title}\n{on}"
        key = str(uuid5(NAMESPACE, name))
        return ComingRun(on, self._kind(), key, self.title, seconds, metres)

    def _planned_seconds(self) -> float | None:
        if found := PLANNED_TIME.search(self.about):
            return _hours_and_minutes(found[1])
        if estimate := number(_text(self.event, ESTIMATE)):
            return estimate
        return run_kinds.seconds_in(self.title) or run_kinds.seconds_in(self.about.split("\n")[0])

    def _length(self) -> float | None:
        """How long the entry itself is, where it has a time of the day."""
        end, lasts = _moment(self.event.get("DTEND")), self.event.get("DURATION")
        if not isinstance(self.start, datetime):
            return None
        if isinstance(end, datetime) and (end.tzinfo is None) == (self.start.tzinfo is None):
            length = end - self.start
        else:
            length = getattr(lasts, "dt", None)
        is_a_run = isinstance(length, timedelta) and SHORTEST <= length <= LONGEST
        return length.total_seconds() if is_a_run else None

    def _planned_metres(self) -> float | None:
        if found := PLANNED_FAR.search(self.about):
            return run_kinds.metres_in(found[1])
        return run_kinds.metres_in(self.title) or run_kinds.metres_in(self.about.split("\n")[0])

    def _rule(self):
        return self.event.get("RRULE")

    def _is_one_of_many(self) -> bool:
        return self._rule() is not None or self.event.get("RECURRENCE-ID") is not None

    def _days(self) -> list[date]:
        """The days of a repeated entry from today on and the last before it; else its own."""
        rule = self._rule()
        if rule is None or isinstance(rule, list):
            return self._days_of_race()
        frequency = {str(one).upper() for one in rule.get("FREQ", [])}
        if not frequency <= FREQUENCIES or not frequency or NOT_FOLLOWED & {*map(str.upper, rule)}:
            return [self.on]
        # dateutil compares each day of eight thousand years with each that is named.
        if any(len(named) > MOST_NAMED for named in rule.values()):
            return [self.on]
        if min(rule.get("INTERVAL", [1])) < 1:  # dateutil would never come to an end
            return [self.on]
        start = (
            self.start if isinstance(self.start, datetime) else datetime.combine(self.start, time())
        )
        zone, start = start.tzinfo, start.replace(tzinfo=None)
        horizon = datetime.combine(self.settings.today + AHEAD, time())
        until = [_as_naive(one, zone) for one in rule.get("UNTIL", [])]
        rule = {k: v for k, v in rule.items() if k.upper() != "UNTIL"}
        text = type(self._rule())(rule).to_ical().decode()
        repeats = rrulestr(text, dtstart=start)
        end = min([horizon, *until])
        left_out = self._left_out(zone)
        days = []
        for at in islice(repeats, MOST_SEEN):
            if at > end:
                break
            on = _local_day(at.replace(tzinfo=zone), self.settings.zone)
            if at not in left_out and at.date() not in left_out:
                days.append(on)
        return days[-MOST_REPEATS:]

    def _days_of_race(self) -> list[date]:
        """Each day of a race in stages, since each keeps lifts away; else the one day."""
        end = _moment(self.event.get("DTEND"))
        if self._kind() != Run.Kind.RACE or isinstance(self.start, datetime) or not end:
            return [self.on]
        days = (end.date() if isinstance(end, datetime) else end) - self.on
        return [self.on + timedelta(n) for n in range(max(1, min(days.days, MOST_STAGES)))]

    def _left_out(self, zone):
        found = self.event.get("EXDATE")
        lists = found if isinstance(found, list) else [found] if found else []
        return {
            _as_naive(one.dt, zone) if isinstance(one.dt, datetime) else one.dt
            for dates in lists
            for one in dates.dts
        }


def _text(event, name) -> str:
    value = event.get(name)
    value = value[0] if isinstance(value, list) and value else value
    return "" if value is None else str(value)[:5000]


def _moment(value) -> date | datetime | None:
    """A date, or a moment with the zone that the calendar gives it, if it does."""
    found = getattr(value, "dt", None)
    if found is None and value is not None:
        text = str(value).strip()
        return datetime.strptime(text, "%Y%m%d").date()
    return found


def _local_day(at: date | datetime, zone) -> date:
    """The day of an entry: in its own zone, where it has one; of a moment in UTC, the runner's."""
    if not isinstance(at, datetime):
        return at
    name = getattr(at.tzinfo, "key", None) or str(at.tzinfo)
    return at.astimezone(zone).date() if at.tzinfo and name in ("UTC", "UTC+00:00") else at.date()


def _day(value, settings) -> date | None:
    at = getattr(value, "dt", None)
    return None if at is None else _local_day(at, settings.zone)


def _as_naive(at: date | datetime, zone) -> datetime:
    if not isinstance(at, datetime):
        return datetime.combine(at, time.max)
    if at.tzinfo and zone:
        at = at.astimezone(zone)
    return at.replace(tzinfo=None)


def _hours_and_minutes(text: str) -> float | None:
    return clock_seconds(f"{text}:00")
