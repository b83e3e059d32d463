"""More of each kind of file than ``cases/`` holds, made up here."""

import io
import re
import struct
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from logbook.runs.files import run_kinds
from logbook.runs.files.found import Activity, ReadSettings
from logbook.runs.files.read_files import read_files
from logbook.runs.files.sport_words import sport_of

from .case_files import NOW

BERLIN = ZoneInfo("Europe/Berlin")
EPOCH = int(datetime(1989, 12, 31, tzinfo=UTC).timestamp())
START = datetime(2026, 5, 3, 7, 15, tzinfo=UTC)
RUN, RIDE, OTHER = "run", "ride", "other"


def read(data, name="mine", **settings):
    data = data.encode() if isinstance(data, str) else data
    return read_files([(name, io.BytesIO(data))], ReadSettings(BERLIN, NOW, **settings))


def told(data, **settings):
    """(sport, start in UTC, minutes, km) of each activity."""
    found = read(data, **settings)
    assert not found.faults, found.faults
    return [
        (
            one.sport,
            one.start and f"{one.start.astimezone(UTC):%Y-%m-%d %H:%M}",
            round(one.seconds / 60, 1),
            one.metres and round(one.metres / 1000, 2),
        )
        for one in found.activities
    ]


def fault(data):
    [(_name, why)] = read(data).faults
    return why


# --- FIT ----------------------------------------------------------------------------------------

U8, U16, U32, ENUM = (0x02, "B"), (0x84, "H"), (0x86, "I"), (0x00, "B")
SIZES = {"B": 1, "H": 2, "I": 4}
SESSION = {
    "timestamp": (253, U32), "start": (2, U32), "sport": (5, ENUM), "sub": (6, ENUM),
    "elapsed": (7, U32), "timer": (8, U32), "metres": (9, U32), "moving": (59, U32),
}  # fmt: skip


def message(local, number, fields, values, order="<", own=b""):
    """A definition and its data; ``own`` are the bytes of a field of a developer."""
    flags = 0x40 | (0x20 if own else 0) | local
    head = struct.pack(f"{order}BBBHB", flags, 0, order == ">", number, len(fields))
    head += b"".join(bytes([n, SIZES[kind[1]], kind[0]]) for n, kind in fields)
    head += bytes([1, 0, len(own), 0]) if own else b""
    data = b"".join(
        struct.pack(order + kind[1], v) for (_n, kind), v in zip(fields, values, strict=True)
    )
    return head + bytes([local]) + data + own


def session(order="<", local=1, own=b"", **values):
    usual = {"start": seconds(START), "sport": 1, "timer": 1_800_000, "metres": 500_000}
    values = {name: value for name, value in (usual | values).items() if value is not None}
    fields = [SESSION[name] for name in values]
    return message(local, 18, fields, values.values(), order, own)


def seconds(at):
    return int(at.timestamp()) - EPOCH


def fit(*parts, kind=4, header=14):
    body = message(0, 0, [(0, ENUM)], [kind]) + b"".join(parts)
    head = struct.pack("<BBHI4s", header, 0x20, 2195, len(body), b".FIT")
    return head + b"\0" * (header - 12) + body + b"\0\0"


RECORDS = message(2, 20, [(253, U32), (3, U8)], [seconds(START), 150]) + b"".join(
    bytes([0x80 | 2 << 5 | n]) + struct.pack("<IB", seconds(START) + n, 150) for n in range(9)
)
A_RUN = (RUN, "2026-05-03 07:15", 30.0, 5.0)


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (fit(session()), [A_RUN]),
        (fit(session(), header=12), [A_RUN]),
        (fit(session(order=">")), [A_RUN]),
        (fit(session(own=b"12345")), [A_RUN]),
        (fit(RECORDS, session()), [A_RUN]),
        (fit(session(), RECORDS), [A_RUN]),
        (fit(session(), RECORDS, b"\x0f\xff\xff"), [A_RUN]),
        (fit(session(moving=1_500_000)), [(RUN, "2026-05-03 07:15", 25.0, 5.0)]),
        (fit(session(moving=0)), [A_RUN]),
        (fit(session(moving=0xFFFFFFFF)), [A_RUN]),
        (fit(session(timer=None, elapsed=2_400_000)), [(RUN, "2026-05-03 07:15", 40.0, 5.0)]),
        (fit(session(metres=0xFFFFFFFF)), [(RUN, "2026-05-03 07:15", 30.0, None)]),
        (fit(session(sub=45)), [A_RUN]),
        (fit(session(sub=4)), [A_RUN]),
        (fit(session(sub=58)), [A_RUN]),
        (fit(session(sport=0, sub=1)), [A_RUN]),
        (fit(session(sport=4, sub=1)), [A_RUN]),
        (fit(session(sport=0)), [("", "2026-05-03 07:15", 30.0, 5.0)]),
        (fit(message(3, 12, [(0, ENUM)], [1]), session(sport=None)), [A_RUN]),
        (fit(session(sport=21)), [(RIDE, "2026-05-03 07:15", 30.0, 5.0)]),
        (fit(session(sport=10, sub=20)), [("strength", "2026-05-03 07:15", 30.0, 5.0)]),
        (fit(session(sport=17)), [("hike", "2026-05-03 07:15", 30.0, 5.0)]),
        (fit(session(sport=15)), [(OTHER, "2026-05-03 07:15", 30.0, 5.0)]),
        (fit(session(sport=200)), [(OTHER, "2026-05-03 07:15", 30.0, 5.0)]),
        (fit(session(start=5000)), [(RUN, None, 30.0, 5.0)]),
        (
            fit(session(start=None, timestamp=seconds(START) + 1800, elapsed=1_800_000)),
            [A_RUN],
        ),
        (fit(session()) + fit(session(sport=2)), [A_RUN, (RIDE, *A_RUN[1:])]),
    ],
)  # fmt: skip
def test_a_fit_is_read(data, wanted):
    assert told(data) == wanted


@pytest.mark.parametrize("kind", [2, 5, 6, 9, 15, 28, 32])
def test_a_fit_of_another_kind_is_refused(kind):
    assert fault(fit(session(), kind=kind)).startswith(("This is", "This FIT file is"))


def test_a_fit_without_a_summary_is_refused():
    assert "summary" in fault(fit(RECORDS))


# --- TCX ----------------------------------------------------------------------------------------


def tcx(body, prefix=""):
    inside = f"<Activities>{body}</Activities>"
    return (
        f'<?xml version="1.0"?><TrainingCenterDatabase xmlns="x">{inside}</TrainingCenterDatabase>'
    )


LAP = (
    '<Lap StartTime="{at}"><TotalTimeSeconds>{s}</TotalTimeSeconds>'
    "<DistanceMeters>{m}</DistanceMeters></Lap>"
)
ONE = LAP.format(at="2026-05-03T07:15:00Z", s="900.0", m="2500")
TWO = LAP.format(at="2026-05-03T07:30:00Z", s="900", m="2500.4")
POINT = (
    "<Trackpoint><Time>2026-05-03T07:{}:00Z</Time><DistanceMeters>{}</DistanceMeters></Trackpoint>"
)


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (f'<Activity Sport="Running">{ONE}{TWO}</Activity>', [A_RUN]),
        (f'<Activity Sport="running"><Id>2026-05-03T07:15:00Z</Id>{ONE}{TWO}</Activity>', [A_RUN]),
        (f'<ns:Activity Sport="Running" xmlns:ns="y">{ONE}{TWO}</ns:Activity>', [A_RUN]),
        (
            '<Activity Sport="Running"><Id>2026-05-03T07:15:00Z</Id><Lap>'
            "<TotalTimeSeconds>1800</TotalTimeSeconds></Lap></Activity>",
            [(RUN, "2026-05-03 07:15", 30.0, None)],
        ),
        (
            f'<Activity Sport="Running"><Lap><TotalTimeSeconds>0</TotalTimeSeconds><Track>'
            f'{POINT.format(15, 0)}{POINT.format(45, 5000)}</Track></Lap></Activity>',
            [A_RUN],
        ),
        (
            f'<Activity Sport="Running">{LAP.format(at="2026-05-03T09:15:00", s=1800, m=5000)}'
            "</Activity>",
            [A_RUN],
        ),
        (f'<Activity Sport="TrailRunning">{ONE}{TWO}</Activity>', [A_RUN]),
        (f'<Activity Sport="Walking">{ONE}</Activity>', [("walk", "2026-05-03 07:15", 15.0, 2.5)]),
        (
            '<Activity Sport="Running">'
            f'{LAP.format(at="2026-05-03T07:15:00Z", s="1800,0", m="5000,3")}</Activity>',
            [A_RUN],
        ),
        (f'<Activity Sport="Other">{ONE}</Activity>', [(OTHER, "2026-05-03 07:15", 15.0, 2.5)]),
    ],
)  # fmt: skip
def test_a_tcx_is_read(body, wanted):
    assert told(tcx(body)) == wanted


def test_a_course_is_no_run():
    course = "<Courses><Course><Name>x</Name><Lap/></Course></Courses>"
    whole = f'<TrainingCenterDatabase xmlns="x">{course}</TrainingCenterDatabase>'
    assert "No activity" in fault(whole)


# --- GPX ----------------------------------------------------------------------------------------

STEP = 0.0002497868  # degrees of latitude in 27.775 m: ten seconds at 10 km/h


def points(first, count, every=10, lat=52.52, end="Z", step=STEP):
    at = START.timestamp() + first
    return "".join(
        f'<trkpt lat="{lat + n * step}" lon="13.4"><time>'
        f"{datetime.fromtimestamp(at + n * every, UTC):%Y-%m-%dT%H:%M:%S}{end}</time></trkpt>"
        for n in range(count)
    )


def gpx(*segments, kind="<type>running</type>", more=""):
    whole = "".join(f"<trkseg>{one}</trkseg>" for one in segments)
    return f'<gpx version="1.1" xmlns="x">{more}<trk>{kind}{whole}</trk></gpx>'


PREFIXED = re.compile(r"<(/?)(?=\w)")


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (gpx(points(0, 181)), [A_RUN]),
        (gpx(points(0, 91), points(1500, 91)), [A_RUN]),
        (gpx(points(0, 91) + points(1500, 91)), [A_RUN]),
        (gpx(points(0, 31, 60, step=6 * STEP)), [A_RUN]),
        (gpx(points(0, 181, end=".000Z")), [A_RUN]),
        (gpx(points(0, 181, end="+00:00")), [A_RUN]),
        (gpx(points(0, 181), kind="<type>trail_running</type>"), [A_RUN]),
        (gpx(points(0, 181), kind="<type>Running</type>"), [A_RUN]),
        (gpx(points(0, 181), kind="<type>9</type>"), [A_RUN]),
        (PREFIXED.sub(r"<\1g:", gpx(points(0, 181))).replace("xmlns", "xmlns:g"), [A_RUN]),
        (gpx(points(0, 181), kind="<type>1</type>"), [(RIDE, *A_RUN[1:])]),
        (gpx(points(0, 181), kind="<type>cycling</type>"), [(RIDE, *A_RUN[1:])]),
        (gpx(points(0, 181), kind="<type>hiking</type>"), [("hike", *A_RUN[1:])]),
        (gpx(points(0, 181), kind=""), [("", *A_RUN[1:])]),
        (gpx(points(0, 181), more="<wpt lat='1' lon='1'/><rte/>"), [A_RUN]),
        (gpx(points(0, 181) + '<trkpt lat="1" lon="1"></trkpt>'), [A_RUN]),
        # A receiver that jumps 100 km and back.
        (gpx(points(0, 91) + points(905, 1, lat=53.5) + points(910, 90)), None),
    ],
)  # fmt: skip
def test_a_gpx_is_read(data, wanted):
    found = told(data)
    if wanted is None:
        [(sport, _start, minutes, km)] = found
        assert (sport, minutes) == (RUN, pytest.approx(30, abs=0.2))
        assert km == pytest.approx(5, abs=0.1)
    else:
        assert found == wanted


@pytest.mark.parametrize(
    "data",
    [
        gpx(), gpx(""), gpx(points(0, 1)), gpx('<trkpt lat="52" lon="13"/>' * 50),
        '<gpx version="1.1"><wpt lat="1" lon="1"><time>2026-05-03T07:15:00Z</time></wpt></gpx>',
    ],
)  # fmt: skip
def test_a_gpx_without_times_is_refused(data):
    assert "GPX" in fault(data)


# --- lists of apps ------------------------------------------------------------------------------


def strava(head, *rows):
    """``rows`` are (date, type, elapsed in s, shown distance, moving in s, metres)."""
    names = [*head, *(f"c{n}" for n in range(7, 15)), head[5], "moving", head[6], "fast"]
    lines = [",".join(names)]
    for n, (day, kind, elapsed, shown, moving, metres) in enumerate(rows):
        cells = [
            n,
            f'"{day}"',
            "x",
            kind,
            "",
            elapsed,
            f'"{shown}"',
            *[""] * 8,
            elapsed,
            moving,
            metres,
            4,
        ]
        lines.append(",".join(map(str, cells)))
    return "\n".join(lines)


FR = ("ID", "Date", "Nom", "Type", "Description", "Temps écoulé", "Distance")


@pytest.mark.parametrize(
    ("day", "kind", "wanted"),
    [
        ("May 3, 2026, 7:15:00 AM", "Run", A_RUN),
        ("3 mai 2026, 07:15:00", "Course à pied", A_RUN),
        ("3 mei 2026 07:15:00", "Hardloopsessie", A_RUN),
        ("3 may 2026, 7:15:00", "Carrera", A_RUN),
        ("3 mag 2026, 07:15:00", "Corsa", A_RUN),
        ("3 de mai. de 2026, 07:15:00", "Corrida", A_RUN),
        ("03.05.2026, 07:15:00", "Traillauf", A_RUN),
        ("2026/05/03 7:15:00", "ラン", A_RUN),
        ("3 maj 2026, 07:15:00", "Bieg", A_RUN),
        ("May 3, 2026, 7:15:00 AM", "E-Bike Ride", (RIDE, *A_RUN[1:])),
        ("May 3, 2026, 7:15:00 AM", "Nordic Ski", (OTHER, *A_RUN[1:])),
        ("May 3, 2026, 7:15:00 AM", "Walk", ("walk", *A_RUN[1:])),
    ],
)
def test_a_list_of_strava_is_read_in_any_language(day, kind, wanted):
    row = (day, kind, 2000, "5,00", 1800.0, 5000.0)
    more = ("13.05.2026, 07:15:00", "Yoga", 60, 0, 60, 0)
    assert told(strava(FR, row, more))[0] == wanted


def garmin(*rows, header=("Typ", "Zeit in Bewegung")):
    names = f"{header[0]},Datum,Favorit,Titel,Distanz,Kalorien,Zeit,Schritte,{header[1]}"
    return "\n".join(["\ufeff" + names, *rows])


@pytest.mark.parametrize(
    ("rows", "header", "wanted"),
    [
        (['Running,2026-05-03 09:15:00,false,"x","5.00","400","00:31:00","7,560","00:30:00"'],
         ("Activity Type", "Moving Time"), A_RUN),
        (['Løping,2026-05-03 09:15:00,false,"x","5,00","1.500","00:31:00","7.560","00:30:00"'],
         ("Aktivitetstype", "Tid i bevegelse"), A_RUN),
        (['Carrera,2026-05-03 09:15:00,false,"x","5,00","400","00:30:00","7.560","--"'],
         ("Tipo de actividad", "Tiempo en movimiento"), A_RUN),
        (['Hardlopen,2026-05-03 09:15:00,false,"x","5,00","400","30:00","7.560","00:00:00"'],
         ("Activiteittype", "Tijd in beweging"), A_RUN),
        (['Futás,2026-05-03 09:15:00,false,"x","5,00","400","00:31:00","7 560","00:30:00,0"'],
         ("Tevékenységtípus", "Menetidő"), A_RUN),
        (['Bahnlaufen,2026-05-03 09:15:00,false,"x","5.000","400","00:30:00","7.560,5","--"'],
         ("Aktivitätstyp", "Zeit in Bewegung"), A_RUN),
        (['Laufband,2026-05-03 09:15:00,false,"x","--","400","00:30:00","--","--"'],
         ("Aktivitätstyp", "Zeit in Bewegung"), (RUN, "2026-05-03 07:15", 30.0, None)),
    ],
)  # fmt: skip
def test_a_list_of_garmin_is_read_in_any_language(rows, header, wanted):
    assert told(garmin(*rows, header=header)) == [wanted]


def test_miles_of_garmin_are_taken_as_the_runner_says():
    row = 'Running,2026-05-03 09:15:00,false,"x","3.11","400","00:30:00","7,560","00:30:00"'
    assert told(garmin(row), unit_m=1609.344) == [(RUN, "2026-05-03 07:15", 30.0, 5.01)]


POLAR = """{"exportVersion": "1.6", "startTime": "2026-05-03T09:15:00.000", "timezoneOffset": 120,
"distance": 5000.0, "duration": "PT1800.0S", "exercises": [{"startTime":
"2026-05-03T09:15:00.000", "timezoneOffset": 120, "duration": "PT30M0S", "distance": 5000.0,
"sport": "RUNNING", "speed": NaN}]}"""
NEW_POLAR = """{"startTime": "2026-05-03T09:15:00", "timezoneOffsetMinutes": 120,
"durationMillis": 1800000, "distanceMeters": 5000, "sport": {"id": "1"}}"""


@pytest.mark.parametrize("text", [POLAR, NEW_POLAR, NEW_POLAR.replace('"1"', "17")])
def test_a_session_of_polar_is_read(text):
    assert told(text) == [A_RUN]


# --- Apple --------------------------------------------------------------------------------------


def apple(*workouts, head=""):
    return f'<?xml version="1.0"?>{head}<HealthData locale="x">{"".join(workouts)}</HealthData>'


TYPE = "HKWorkoutActivityType"


def workout(inside="", **values):
    usual = {
        "workoutActivityType": f"{TYPE}Running", "duration": "30", "durationUnit":
        "min", "startDate": "2026-05-03 09:15:00 +0200", "endDate": "2026-05-03 09:50:00 +0200",
    }  # fmt: skip
    given = " ".join(f'{name}="{value}"' for name, value in (usual | values).items() if value)
    return f"<Workout {given}>{inside}</Workout>"


def far(value, unit, kind="WalkingRunning"):
    name = f"HKQuantityTypeIdentifierDistance{kind}"
    return f'<WorkoutStatistics type="{name}" sum="{value}" unit="{unit}"/>'


KM = far(5, "km")


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (apple(workout(KM)), A_RUN),
        (apple(workout(far(5000, "m"))), A_RUN),
        (apple(workout(far(3.10686, "mi"))), A_RUN),
        (apple(workout(far(16404.2, "ft"))), A_RUN),
        (apple(workout(KM, duration="0.5", durationUnit="hr")), A_RUN),
        (apple(workout(KM, duration="1800", durationUnit="sec")), A_RUN),
        (apple(workout(KM, duration=None)), (RUN, "2026-05-03 07:15", 35.0, 5.0)),
        (apple(workout(totalDistance="5", totalDistanceUnit="km")), A_RUN),
        (apple(workout(f"<WorkoutActivity>{far(2, 'km')}</WorkoutActivity>{KM}")), A_RUN),
        (apple(workout(KM), head="<!DOCTYPE HealthData [<!ATTLIST x y CDATA #IMPLIED"), A_RUN),
        (apple("<Record type='a' sourceName='\x0b&amp;'/>" * 99, workout(KM)), A_RUN),
        (apple("<Record a='b'><MetadataEntry key='k'/></Record>", workout(KM)), A_RUN),
        (
            apple(workout(far(20, "km", "Cycling"), workoutActivityType=f"{TYPE}Cycling")),
            (RIDE, "2026-05-03 07:15", 30.0, 20.0),
        ),
        (
            apple(workout(workoutActivityType=f"{TYPE}Yoga")),
            (OTHER, "2026-05-03 07:15", 30.0, None),
        ),
    ],
)  # fmt: skip
def test_a_workout_of_apple_is_read(data, wanted):
    assert told(data) == [wanted]


# --- words --------------------------------------------------------------------------------------

KINDS = {
    "race": (
        "Berlin Marathon", "10k race", "Halbmarathon Hannover", "Stadtlauf", "Wettkampf 10 km",
        "Semi-marathon de Paris", "Maratona di Roma", "Race day!", "Media maratón", "Silvesterlauf",
        "Hardloopwedstrijd", "Zawody 5 km", "マラソン大会", "Ultra-Trail", "Championship 5000 m",
    ),
    "key": (
        "6x800 m", "Intervalle", "Tempo run 40 min", "Schwellenlauf", "Threshold 3 x 10 min",
        "Fartlek", "Séance VMA", "Fractionné 10 x 400", "Hill repeats", "Marathon pace 15 km",
        "Bergsprints", "Progression run", "Series 5x1000", "Ripetute", "Tempodauerlauf",
    ),
    "long": (
        "Long run", "Langer Lauf 28 km", "Sortie longue", "Tirada larga", "Lungo 25 km",
        "Lange duurloop", "Sunday long run 2h", "ロング走",
    ),
    "easy": (
        "Easy run", "Dauerlauf", "Footing", "Recovery jog", "Shakeout before the race", "Rodaje",
        "Regenerationslauf", "Morning Run", "parkrun", "Race recovery", "Post-marathon jog",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "title"), [(k, t) for k, titles in KINDS.items() for t in titles])
def test_the_kind_of_a_run_is_told_from_its_words(kind, title):
    assert run_kinds.kind_of(title) == kind


NO_RUNS = (
    "Zahnarzt", "Runbook review", "Brunch", "Day Off", "Bike 90 min", "Krafttraining", "Swim",
    "Skilanglauf", "Spaziergang", "Team meeting", "Yoga", "Trunk call", "Physio", "Rest day",
    "Prune the trees", "Radtour", "Wanderung",
)  # fmt: skip


@pytest.mark.parametrize("title", NO_RUNS)
def test_what_is_no_run_is_none(title):
    assert sport_of(title) != RUN
    assert run_kinds.kind_of(title) != "race"


@pytest.mark.parametrize(
    ("text", "metres"),
    [
        ("12 km", 12_000), ("5mi", 8046.72), ("18.5km", 18_500), ("7,87 km", 7870), ("10K", 10_000),
        ("Half Marathon", 21_097), ("Paris Marathon", 42_195), ("8x400 m", None), ("45 min", None),
        ("3 x 5 km", 5000), ("Ultramarathon", None),
    ],
)  # fmt: skip
def test_a_distance_is_told_from_the_words(text, metres):
    assert run_kinds.metres_in(text) == metres


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("Easy 45 min", 45), ("1h50m - 2h05m", 110), ("2h", 120), ("36m", 36), ("8x400 m", None),
        ("1 h 30 min", 90), ("90 minutes", 90), ("10 km", None), ("Sortie longue 1h45", 105),
        ("2 h 05", 125), ("Lauf 1:10 h", 70), ("Départ 18h30", None), ("4:30/km", None),
    ],
)  # fmt: skip
def test_a_time_is_told_from_the_words(text, minutes):
    found = run_kinds.seconds_in(text)
    assert (found and found / 60) == minutes


# --- calendars ----------------------------------------------------------------------------------


def calendar(*events):
    inside = "".join(f"BEGIN:VEVENT\r\n{one}\r\nEND:VEVENT\r\n" for one in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{inside}END:VCALENDAR\r\n"


def entry(summary, start="DTSTART;VALUE=DATE:20261206", more="", uid="1"):
    lines = [f"UID:{uid}", f"SUMMARY:{summary}", start, *filter(None, [more])]
    return "\r\n".join(lines)


def coming(*events):
    return [(str(one.on), str(one.kind)) for one in read(calendar(*events)).coming]


@pytest.mark.parametrize(
    ("event", "wanted"),
    [
        (entry("Easy run"), [("2026-12-06", "easy")]),
        (entry("Easy run", "DTSTART:20261206"), [("2026-12-06", "easy")]),
        (entry("Lauf", "DTSTART:20261206T233000Z"), [("2026-12-07", "easy")]),
        (entry("Lauf", "DTSTART:20261206T233000"), [("2026-12-06", "easy")]),
        (entry("Tokyo Marathon", "DTSTART;TZID=Asia/Tokyo:20270307T091000"),
         [("2027-03-07", "race")]),
        (entry("Training", more="CATEGORIES:Running"), [("2026-12-06", "easy")]),
        (entry("Main event", more="CATEGORIES:Race"), [("2026-12-06", "race")]),
        (entry("Session", more="DESCRIPTION:Workout type: Run\\nPlanned Time: 0:50"),
         [("2026-12-06", "easy")]),
        (entry("Run", more="RRULE:FREQ=WEEKLY;COUNT=3"),
         [("2026-12-06", "easy"), ("2026-12-13", "easy"), ("2026-12-20", "easy")]),
        (entry("Run", "DTSTART;VALUE=DATE:20261122", "RRULE:FREQ=WEEKLY;UNTIL=20261206"),
         [("2026-12-06", "easy")]),
        (entry("Run", more="RRULE:FREQ=DAILY;COUNT=3\r\nEXDATE;VALUE=DATE:20261207"),
         [("2026-12-06", "easy"), ("2026-12-08", "easy")]),
        (entry("Zahnarzt"), []),
        (entry("Yoga", more="CATEGORIES:Running"), []),
        (entry("Run", more="STATUS:CANCELLED"), []),
        (entry("Run", "DTSTART;VALUE=DATE:20261101"), []),
        (entry("Run", "DTSTART;VALUE=DATE:20400101"), []),
    ],
)  # fmt: skip
def test_an_entry_of_a_calendar_is_read(event, wanted):
    assert coming(event) == wanted


@pytest.mark.parametrize(
    ("event", "minutes"),
    [
        (entry("Run", "DTSTART:20261206T070000Z", "DTEND:20261206T083000Z"), 90),
        (entry("Run", "DTSTART:20261206T070000", "DURATION:PT1H15M"), 75),
        (entry("Run 40 min", "DTSTART:20261206T070000Z", "DTEND:20261206T083000Z"), 40),
        (entry("Run 8 km", "DTSTART:20261206T070000Z", "DTEND:20261206T083000Z"), None),
        (entry("Run", "DTSTART:20261206T070000Z", "DTEND:20261206T070000Z"), None),
        (entry("Run", "DTSTART:20261206T070000", "DTEND:20261206T070000Z"), None),
        (entry("Run", "DTSTART:20261206T070000Z", "DTEND:20261207T070000Z"), None),
        (entry("Run", more="DTEND;VALUE=DATE:20261207"), None),
    ],
)
def test_a_run_without_a_length_of_its_own_is_as_long_as_its_entry(event, minutes):
    [one] = read(calendar(event)).coming
    assert (one.seconds and one.seconds / 60) == minutes


@pytest.mark.parametrize(
    "data",
    ['{"format": "hipdrive", "version": 1}', "date;kind;minutes\n", "date,exercise,side,amount\n"],
)
def test_a_file_of_our_own_is_sent_to_where_it_is_read(data):
    assert "Bring it under Logbook, Import" in fault(data)


def test_an_entry_of_a_series_that_was_moved_is_there_once():
    series = entry("Run", more="RRULE:FREQ=WEEKLY;COUNT=2")
    moved = entry("Run", "DTSTART;VALUE=DATE:20261214", "RECURRENCE-ID;VALUE=DATE:20261213")
    assert sorted(coming(series, moved)) == [("2026-12-06", "easy"), ("2026-12-14", "easy")]


def test_a_series_is_followed_for_a_year_or_so():
    found = coming(entry("Run", more="RRULE:FREQ=WEEKLY"))
    assert 50 < len(found) < 60


def test_what_was_done_is_no_plan():
    done = entry(
        "Run", "DTSTART:20261124T185701", "DESCRIPTION:Actual Time: 1:02\\nActual Distance: 11 km"
    )
    [one] = read(calendar(done)).activities
    assert isinstance(one, Activity)
    assert (one.seconds, one.metres) == (62 * 60, 11_000)
