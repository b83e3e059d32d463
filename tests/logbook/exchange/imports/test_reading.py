"""Files of other loggers and of ours, each read as it says."""

from datetime import UTC, date, datetime

from tests.logbook.exchange.imports.import_steps import bytes_of, reading

DEADLIFT = "Deadlift (Barbell)"


def rows(read, places=2):
    """(date, name, amount, hold, load in kg) of each set."""
    return [
        (
            on.day,
            one.name,
            one.amount,
            one.hold_s,
            one.load_kg and round(float(one.load_kg), places),
        )
        for on, day in read.days.items()
        for one in day.sets
    ]


FILES = [
    (
        "strong-comma.csv",
        "strong",
        [
            (2, DEADLIFT, 5, None, 20),
            (2, DEADLIFT, 5, None, 60),
            (2, DEADLIFT, 5, None, 60),
            (2, "Glute Bridge", 12, None, None),
            (2, "Bench Press (Barbell)", 8, None, 40),
            (4, "Plank", 1, 60, None),
        ],
    ),
    (
        "strong-semicolon.csv",
        "strong",
        [
            (2, DEADLIFT, 5, None, 20),
            (2, DEADLIFT, 5, None, 60),
            (2, DEADLIFT, 5, None, 60),
            (2, DEADLIFT, 8, None, 42.5),
        ],
    ),
    ("strong-pounds.csv", "strong", [(2, "Deadlift (Trap Bar)", 5, None, 61.23)]),
    ("strong-older.csv", "strong", [(2, DEADLIFT, 5, None, 45.36), (2, DEADLIFT, 5, None, 50)]),
    (
        "hevy.csv",
        "hevy",
        [
            (2, "Deadlift (Trap bar)", 5, None, 40),
            (2, "Deadlift (Trap bar)", 5, None, 70),
            (2, "Deadlift (Trap bar)", 4, None, 70),
            (2, "Single Leg Romanian Deadlift (Dumbbell)", 8, None, 10),
            (2, "Hip Thrust (Barbell)", 8, None, 80),
            (2, "Glute Bridge Hold", 1, 30, None),
        ],
    ),
    ("hevy-pounds.csv", "hevy", [(2, DEADLIFT, 5, None, 45.36)]),
    (
        "fitnotes.csv",
        "fitnotes",
        [
            (2, "Deadlift", 5, None, 60),
            (2, "Deadlift", 5, None, 60),
            (2, "Deadlift", 5, None, 59.87),
            (3, "Glute Bridge", 12, None, None),
            (3, "Wall Sit", 1, 45, None),
        ],
    ),
    ("liftlog.csv", "liftlog", [(2, "Deadlift", 5, None, 60)]),
    (
        "liftosaur.csv",
        "liftosaur",
        [(2, "Deadlift, Barbell", 5, None, 18.14), (2, "Deadlift, Barbell", 5, None, 45.36)],
    ),
    (
        "hipdrive.csv",
        "hipdrive-csv",
        [
            (2, "glute-bridge", 12, 3, None),
            (2, "single-leg-bridge", 8, 1, None),
            (2, "standing-squeeze", 1, 10, None),
            (3, "deadlift", 5, None, 45.36),
        ],
    ),
]


def test_a_file_is_known_by_its_header_and_read(subtests):
    for name, source, found in FILES:
        with subtests.test(name):
            read = reading(bytes_of(name))
            assert (read.source, rows(read)) == (source, found)


def test_what_does_not_fit_is_listed_with_its_line_and_reason():
    strong, fitnotes = reading(bytes_of("strong-comma.csv")), reading(bytes_of("fitnotes.csv"))
    assert strong.unfit == [(10, "amount", "many")]
    assert not fitnotes.unfit


def test_rests_and_distances_are_counted_and_no_faults():
    strong, fitnotes = reading(bytes_of("strong-comma.csv")), reading(bytes_of("fitnotes.csv"))
    assert strong.passed_over == {"rest": 1, "distance": 1}
    assert fitnotes.passed_over == {"distance": 1}


def test_loads_without_units_are_in_those_that_the_runner_says():
    pounds = reading(bytes_of("strong-comma.csv"), units="lb")
    assert rows(pounds)[1] == (2, DEADLIFT, 5, None, 27.22)
    said = reading(bytes_of("strong-semicolon.csv"), units="lb")
    assert rows(said)[1] == (2, DEADLIFT, 5, None, 60)


def test_a_time_without_a_zone_is_the_runners():
    for zone, hour in (("Europe/Vienna", 17), ("America/New_York", 23)):
        for name in ("strong-comma.csv", "hevy.csv"):
            read = reading(bytes_of(name), zone=zone)
            at = datetime(2026, 2, 2, hour, 5, tzinfo=UTC)
            assert read.days[date(2026, 2, 2)].sets[0].at == at.isoformat()


def test_a_time_with_a_zone_falls_on_the_runners_day():
    read = reading(bytes_of("liftlog.csv"), zone="Asia/Tokyo")
    assert list(read.days) == [date(2026, 2, 3)]


HEAD = "Date,Exercise,Category,Weight,Weight Unit,Reps,Distance,Distance Unit,Time,Comment\n"


def fitnotes(on="2026-02-02", name="Deadlift", weight="60", units="kgs", reps="5", time=""):
    return f'{HEAD}"{on}","{name}",Back,"{weight}",{units},"{reps}",,,{time},\n'.encode()


def test_dates_are_read_as_loggers_write_them():
    for written in (
        "2026-02-02", "2026-02-02 23:59:59", "2026-02-02T08:00:00", "2 Feb 2026, 08:00",
        "02 February 2026, 8:00 PM", "Feb 2, 2026 8:00 AM", "2.2.2026",
    ):  # fmt: skip
        assert list(reading(fitnotes(on=written)).days) == [date(2026, 2, 2)], written
    for first_or_last in (date(2000, 1, 1), date(2026, 3, 2)):
        assert list(reading(fitnotes(on=first_or_last)).days) == [first_or_last]


LEFT_OUT = [
    ({"on": "02/03/2026"}, "date"),  # whose month?
    ({"on": "30 Feb 2026"}, "date"),
    ({"on": "2026-02-02 25:00:00"}, "date"),
    ({"on": ""}, "date"),
    ({"on": "9999-12-31T23:59:59-12:00"}, "future"),
    ({"on": "1999-12-31"}, "early"),
    ({"on": "2026-03-03"}, "future"),
    ({"name": " "}, "exercise"),
    ({"reps": "7.5"}, "amount"),
    ({"reps": "1000"}, "amount"),
    ({"reps": "1e3"}, "amount"),
    ({"reps": "=2+3"}, "amount"),
    ({"weight": "-10"}, "load"),
    ({"weight": "1000"}, "load"),
    ({"weight": "NaN"}, "load"),
    ({"weight": "9" * 5000}, "load"),
    ({"units": "stone"}, "word"),
    ({"reps": "", "time": "0:10:01"}, "hold"),
]


def test_a_line_that_cannot_be_is_left_out_with_its_reason(subtests):
    for values, reason in LEFT_OUT:
        with subtests.test(reason, values=values):
            read = reading(fitnotes(**values))
            assert [(line, why) for line, why, _found in read.unfit] == [(2, reason)]
            assert not read.names


def loads(**values):
    return [load for *_rest, load in rows(reading(fitnotes(**values)))]


def test_loads_are_read_with_points_and_commas():
    assert loads(weight="42.5") == loads(weight="42,5") == [42.5]
    assert (loads(weight=" 60 "), loads(weight="42."), loads(weight="999")) == ([60], [42], [999])
    assert loads(weight="0.0") == [None]  # body weight
    assert loads(weight="1.042,5") == []  # a thousand kilograms


def marks(**values):
    (day,) = reading(fitnotes(**values)).days.values()
    return day.sets[0].marks


def test_what_is_odd_is_marked():
    assert (marks(weight="300"), marks(weight="300.5")) == ([], ["heavy"])
    assert (marks(weight="661", units="lbs"), marks(weight="662", units="lbs")) == ([], ["heavy"])
    assert (marks(reps="100"), marks(reps="101")) == ([], ["many"])


def test_a_line_that_stands_twice_is_marked_where_sets_are_numbered():
    strong = bytes_of("strong-pounds.csv")
    twice = reading(strong + strong.splitlines(keepends=True)[1])
    assert twice.marks == {"copy": [3]}
    assert not reading(bytes_of("fitnotes.csv")).marks  # three equal sets are three sets


def test_warm_ups_are_marked():
    assert reading(bytes_of("strong-semicolon.csv")).marks == {"warmup": [2]}
    assert reading(bytes_of("hevy.csv")).marks == {"warmup": [2]}
    assert reading(bytes_of("liftosaur.csv")).marks == {"warmup": [2]}


def keys(read):
    return [one.key for day in read.days.values() for one in day.sets]


def test_the_same_rows_have_the_same_keys_in_a_longer_export_and_in_another_order():
    head, *lines = bytes_of("fitnotes.csv").splitlines(keepends=True)
    more = fitnotes(on="2026-02-20").splitlines(keepends=True)[1:]
    longer = reading(b"".join([head, *more, *reversed(lines)]))
    assert len(set(keys(longer))) == 6
    assert {*keys(reading(bytes_of("fitnotes.csv")))} < {*keys(longer)}


def test_both_forms_of_strong_give_a_set_the_same_key():
    comma, semicolon = (reading(bytes_of(f"strong-{f}.csv")) for f in ("comma", "semicolon"))
    assert keys(comma)[:3] == keys(semicolon)[:3]


def test_the_keys_of_our_own_export_stay():
    assert keys(reading(bytes_of("hipdrive.csv")))[0] == "6f0c1d2e-3b4a-4c5d-8e9f-0a1b2c3d4e01"


def test_the_same_key_twice_in_a_file_is_one_set():
    ours = bytes_of("hipdrive.csv")
    read = reading(ours + ours.splitlines(keepends=True)[1])
    assert len(keys(read)) == 4
    assert [(line, why) for line, why, _key in read.unfit] == [(6, "twice")]


def test_our_csv_says_how_it_was_and_what_was_asked():
    day = reading(bytes_of("hipdrive.csv")).days[date(2026, 2, 2)]
    assert day.sets[0].target[:4] == [3, 12, 3, None]
    assert day.feedback == {
        "glute-bridge": {
            "felt_left": 7, "felt_right": 8, "pain": 0, "effort": 6, "form": True,
            "took_over": "hamstrings",
        }
    }  # fmt: skip
    assert (day.morning_pain, day.notes) == (1, [["", "=slept badly"]])
    assert [one.any_time for one in day.sets] == [False, False, True]
