"""Files as other apps really write them: a small one of each kind, and what is right."""

import re
from datetime import UTC, date
from decimal import Decimal
from uuid import UUID

import pytest
from babel import Locale
from django.utils.html import strip_tags
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises.units import KG_A_POUND
from logbook.exchange.imports import set_keys
from logbook.exchange.imports.file_errors import FileError
from logbook.uploads import cldr_words, moments
from tests.factories import UserFactory
from tests.logbook.exchange.imports.import_steps import (
    bring,
    bytes_of,
    confirm,
    reading,
    sets_of,
    store,
    upload,
)
from tests.logbook.exchange.imports.test_reading import rows
from tests.logbook.long_logs import start

TODAY = date(2026, 11, 30)


def read(name, **how):
    return reading(bytes_of(name), today=TODAY, **how)


DEADLIFT, BRIDGE = "Deadlift (Barbell)", "Glute Bridge"
KINDS = {
    "strong-float-noise.csv": [
        (4, DEADLIFT, 5, None, 150), (4, DEADLIFT, 5, None, 75), (4, DEADLIFT, 5, None, 52.163),
    ],
    "fitnotes-lbs-in-header.csv": [(4, "Deadlift", 5, None, 61.235)],
    "fitnotes-ios.csv": [(4, "Deadlift", 5, None, 60), (4, "Side Plank", 1, 60, None)],
    "strong-fr.csv": [(4, BRIDGE, 12, None, None), (4, DEADLIFT, 8, None, 40)],
    "hevy-month-finnish-november.csv": [(4, BRIDGE, 10, None, 20)],
    "liftosaur-load-as-required.csv": [(4, "Deadlift", 8, None, 50)],
    "fitnotes-comma-in-name.csv": [(4, "Glute Bridge (Each Side, Banded)", 8, None, 10)],
    "strong-circuit.csv": [
        (4, BRIDGE, 12, None, None), (4, "Plank Jack", 12, None, None),
        (4, BRIDGE, 12, None, None), (4, "Plank Jack", 12, None, None),
        (4, BRIDGE, 12, None, None),
    ],
    "strong-rpe-odd.csv": [
        (4, BRIDGE, 12, None, 20), (4, BRIDGE, 11, None, 20), (4, BRIDGE, 10, None, 20),
    ],
    "one-digit-hour.csv": [(4, BRIDGE, 12, None, 12.5)],
    "leading-blank-line.csv": [(4, BRIDGE, 12, None, 12.5)],
}  # fmt: skip


def test_each_kind_is_read_as_it_was_meant(subtests):
    for name, right in KINDS.items():
        with subtests.test(name):
            found = [(*row[:4], row[4] and round(row[4], 3)) for row in rows(read(name), 3)]
            assert found == right
            assert not read(name).marks


def test_what_is_odd_about_the_efforts_is_listed_and_no_set_is_lost():
    odd = read("strong-rpe-odd.csv")
    assert odd.unfit == [(2, "effort", "10.5"), (3, "effort", "hard")]
    assert [one.effort for day in odd.days.values() for one in day.sets] == [None, None, None]


def test_float_noise_in_repetitions_and_efforts_is_none():
    found = strong((BRIDGE, 1, 0, "11.999999999999998", 0, "7.499999999999999"))
    assert [(one.amount, one.effort) for day in found.days.values() for one in day.sets] == [
        (12, "7.5")
    ]


def test_float_noise_with_an_exponent_is_none():
    """Programs write so what is left of a subtraction."""
    noise = ("7.105427357601002E-15", "1.0E1", "0e0", "7.5e0")
    found = strong((BRIDGE, 1, *noise))
    assert [
        (one.load_kg, one.amount, one.effort) for day in found.days.values() for one in day.sets
    ] == [(None, 10, "7.5")]
    assert not found.unfit


def test_the_digits_of_other_scripts_are_numbers():
    found = strong((DEADLIFT, 1, "٤٢٫٥", "٨", 0, "７．５"), (DEADLIFT, 2, "۴۲٫۵", "۸", 0, ""))
    sets = [one for day in found.days.values() for one in day.sets]
    assert [(float(one.load_kg), one.amount, one.effort) for one in sets] == [
        (42.5, 8, "7.5"), (42.5, 8, None),
    ]  # fmt: skip


HEVY = bytes_of("hevy-months-fr.csv").decode().splitlines()
STRONG = bytes_of("strong-circuit.csv").decode().splitlines()
FITNOTES = bytes_of("fitnotes-lbs-in-header.csv").decode().splitlines()


def hevy(*dates):
    lines = [HEVY[1].replace("4 janv. 2026, 08:00", on) for on in dates]
    return reading("\n".join([HEVY[0], *lines]).encode(), today=TODAY)


def months_of(read):
    return [on.month for on, day in read.days.items() for _one in day.sets]


@pytest.mark.parametrize("language", ["tr", "fr"])
def test_twelve_months_are_twelve_sets(language):
    found = read(f"hevy-months-{language}.csv")
    assert months_of(found) == [*range(1, 13)]
    assert not found.unfit


def test_months_of_every_language_are_right():
    """Taken from CLDR itself, as an app writes them: the whole year in a file."""
    for language in cldr_words.LANGUAGES:
        widths = Locale.parse(language).months["format"]
        for width in ("abbreviated", "wide"):
            names = widths[width]
            found = hevy(*(f"4 {names[month]} 2025, 08:00" for month in names))
            assert (language, months_of(found)) == (language, [*range(1, 13)])


def test_a_month_is_never_guessed():
    for word in ("foo", "Mayhem", "Marching", "Ma", "Septober", "Mon", "J", "1st", ""):
        found = hevy(f"4 {word} 2025, 08:00")
        assert [reason for _line, reason, _found in found.unfit] == ["date"], word


def test_a_word_for_two_months_is_read_by_the_other_words_of_the_file():
    """Listopad is November in Polish and October in Croatian."""
    assert months_of(hevy("4 lis 2025", "4 sty 2025")) == [11, 1]
    assert months_of(hevy("4 lis 2025", "4 svi 2025")) == [10, 5]
    alone = hevy("4 lis 2025")
    assert [(line, reason) for line, reason, _found in alone.unfit] == [(2, "date")]


CLEAR_DATES = (
    *("2026-05-04 5:49", "2026/5/4 5:49", "2026.05.04 05:49:00", "4.5.2026 5:49", "04.05.26 5:49"),
    *("May 4, 2026, 5:49 AM", "4 May 2026 5:49", "Monday, May 4, 2026 at 5:49 AM", "4-May-2026"),
    *("4. Mai 2026 um 05:49 Uhr", "lun. 4 mai 2026 à 05:49", "4 de mayo de 2026, 5:49 a. m."),
    *("2026年5月4日 5:49", "2026. 5. 4. 오전 5:49", "4 5月 2026, 05:49", "4 thg 5 2026, 05:49"),
    *("4 мая 2026 г., 05:49", "2026. máj. 4. 5:49", "٤ مايو ٢٠٢٦, 05:49", "4th May 2026 05:49"),
    *("20260504", "4 พ.ค. 2569 05:49", "2569-05-04 05:49:00", "4/5/2569", "๔ พฤษภาคม ๒๕๖๙"),
    *("2026-05-04T05:49:00.691", "2026-05-04T05:49:00Z", "2026-05-04 05:49:00 +0000"),
)


def test_a_clear_date_is_read_in_whatever_form():
    for text in CLEAR_DATES:
        on, at, _as_written = moments.moment(text, UTC, moments.DateHabits(day_first=True))
        assert on == date(2026, 5, 4), text
        assert at is None or (at.hour, at.minute) == (5, 49), text


def test_one_slash_date_beyond_doubt_decides_for_the_file():
    def days(*texts):
        read = hevy(*texts)
        assert len(read.unfit) + len(read.keys) == len(texts)
        return sorted(day.isoformat() for day in read.days)

    assert days("13/05/2026", "04/05/2026 8:00 PM") == ["2026-05-04", "2026-05-13"]
    assert days("05/13/2026", "05/04/2026") == ["2026-05-04", "2026-05-13"]
    assert days("04/05/2026", "05/05/2026") == ["2026-05-05"]  # the same either way
    assert days("13/05/2026", "05/13/2026", "04/05/2026") == ["2026-05-13"]  # both ways
    assert days("16/01/26") == ["2026-01-16"]


def strong(*rows, head=STRONG[0]):
    """Rows of (exercise, order, weight, reps, seconds, effort)."""
    lines = [
        f'2026-05-04 18:10:00,Legs,35m,"{name}",{order},{weight},{reps},0,{seconds},,,{rpe}'
        for name, order, weight, reps, seconds, rpe in rows
    ]
    return reading("\n".join([head, *lines]).encode(), today=TODAY)


GERMAN = (
    "Datum,Workout-Name,Dauer,Name der Übung,Reihenfolge festlegen,Gewicht,Wiederh.,Entfernung,"
    "Sekunden,Notizen,Workout-Notizen,RPE"
)
# Nobody's: what is not known here is told by the order of the columns.
ESPERANTO = "Dato,Nomo,Daŭro,Ekzerco,Vico,Pezo,Ripetoj,Distanco,Sekundoj,Notoj,Pliaj notoj,RPE"


@pytest.mark.parametrize("head", [GERMAN, ESPERANTO, STRONG[0]])
def test_strong_is_read_in_any_language_and_its_rests_are_no_faults(head):
    found = strong(
        (DEADLIFT, 1, "50.0", "12.0", "0.0", ""),
        (DEADLIFT, "Ruhezeit", "0", "0.0", "120.0", ""),
        (DEADLIFT, 2, "55.0", "10.0", "0.0", 8),
        ("Plank", 1, "0", "0", "60.0", ""),
        ("Plank", "休憩タイマー", "0", "0", "90.0", ""),
        head=head,
    )
    assert (found.source, found.unfit, found.passed_over) == ("strong", [], {"rest": 2})
    assert rows(found) == [
        (4, DEADLIFT, 12, None, 50), (4, DEADLIFT, 10, None, 55), (4, "Plank", 1, 60, None),
    ]  # fmt: skip


FITNOTES_IN_ESPERANTO = "Dato,Ekzerco,Kategorio,{},Ripetoj,Distanco,Unuo,Tempo"


@pytest.mark.parametrize(
    ("head", "line", "right"),
    [
        (ESPERANTO + ",", "04.05.2026 18:10,Nomo,35 min,Ponto,1,20,12,0,0,,,,", ("Ponto", 12, 20)),
        (FITNOTES_IN_ESPERANTO.format("Pezo (lbs)"), "2026-05-04,Ponto,Kruroj,100,12,,,",
         ("Ponto", 12, 45.36)),
        (FITNOTES_IN_ESPERANTO.format("Pezo,Pezunuo"), "2026-05-04,Ponto,Kruroj,20,kgs,12,,,",
         ("Ponto", 12, 20)),
    ],
)  # fmt: skip
def test_the_order_of_the_columns_tells_where_the_words_are_not_known(head, line, right):
    found = reading(f"{head}\n{line}\n".encode(), today=TODAY)
    assert [(name, amount, kg) for _day, name, amount, _hold, kg in rows(found)] == [right]


def test_a_header_that_only_resembles_an_export_is_not_taken_for_one():
    data = f"{ESPERANTO}\n" + "a,b,c,d,e,f,g,h,i,j,k,l\n" * 3
    with pytest.raises(FileError):
        reading(data.encode())


def test_sets_that_were_planned_and_never_done_are_counted_and_no_faults():
    found = strong(
        (DEADLIFT, 1, 0, 0, 0, ""), (DEADLIFT, 2, 60, 0, 0, ""), (BRIDGE, 1, 0, 9, 0, "")
    )
    assert (found.passed_over, found.unfit, len(found.keys)) == ({"planned": 2}, [], 1)


@pytest.mark.parametrize(
    ("written", "effort"),
    [
        ("7.5", "7.5"), ("7,5", "7.5"), ("@8", "8"), ("RPE 8", "8"), ("8/10", "8"), ("rir 2", "8"),
        ("2 RIR", "8"), ("10", "10"), ("0", None), ("", None),
    ],
)  # fmt: skip
def test_efforts_are_read_in_the_forms_that_people_use(written, effort):
    found = strong((BRIDGE, 1, 0, 9, 0, f'"{written}"'))
    assert not found.unfit
    assert [one.effort for day in found.days.values() for one in day.sets] == [effort]


@pytest.mark.parametrize("written", ["10.5", "-1", "0.5", "hard", "8-9", "@", "RIR 12", "11"])
def test_an_effort_that_cannot_be_is_listed_and_costs_no_set(written):
    found = strong((BRIDGE, 1, 0, 9, 0, written))
    assert [(line, reason) for line, reason, _found in found.unfit] == [(2, "effort")]
    assert len(found.keys) == 1


def marks(*names_and_orders):
    found = strong(*((name, order, 0, 12, 0, "") for name, order in names_and_orders))
    return [one.marks for day in found.days.values() for one in day.sets]


def test_a_set_done_again_is_no_copy_and_a_line_that_stands_twice_is():
    assert marks(("A", 1), ("A", 1)) == [[], ["copy"]]
    assert marks(("A", 1), ("B", 1), ("A", 1), ("B", 1)) == [[], [], [], []]  # a circuit
    assert marks(("A", 1), ("A", 2), ("A", 1), ("A", 2)) == [[], [], [], []]  # added twice


def test_a_workout_that_stands_in_the_file_twice_is_a_copy():
    other = [line.replace("05-04", "05-05") for line in STRONG[1:]]
    found = reading("\n".join([*STRONG, *other, *STRONG[1:]]).encode(), today=TODAY)
    assert found.marks == {"copy": [12, 13, 14, 15, 16]}


def test_a_kind_of_set_that_is_not_known_is_marked():
    assert marks(("A", "W"), ("A", "D"), ("A", "F"), ("A", "Z")) == [["warmup"], [], [], ["kind"]]


def fitnotes(head, *lines):
    return reading("\n".join([head, *lines]).encode(), today=TODAY)


HEAD = "Date,Exercise,Category,{},Reps,Distance,Distance Unit,Time"


@pytest.mark.parametrize(
    ("column", "kg"),
    [
        *(("Weight (kg)", 100), ("Weight (kgs)", 100), ("Weight [KG]", 100), ("weight_kg", 100)),
        *(("Weight (lbs)", 45.36), ("Weight (lb)", 45.36), ("Gewicht (lbs)", 45.36)),
        *(("Weight (pounds)", 45.36), ("Вес (кг)", 100), ("Peso (libras)", 45.36)),
    ],
)
def test_units_in_a_header_are_read(column, kg):
    found = fitnotes(HEAD.format(column), "2026-05-04,Deadlift,Back,100,5,,,")
    assert rows(found) == [(4, "Deadlift", 5, None, kg)]


def test_where_both_units_stand_the_rounder_one_was_typed():
    head = HEAD.format("Weight (kg),Weight (lbs)")
    found = fitnotes(
        head, "2026-05-04,A,Back,61.23,135.00,5,,,", "2026-05-04,A,Back,60,132.28,5,,,"
    )
    assert [load for *_rest, load in rows(found, 6)] == [61.23497, 60]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("2026-05-04,Bridge (Each Side, Banded),Legs,10.0,kgs,8,,,", "Bridge (Each Side, Banded)"),
        ("2026-05-04,Bridge, banded, slow,Legs,10.0,kgs,8,,,", "Bridge, banded, slow"),
        ("2026-05-04,Bridge,Banded,Legs,10.0,kgs,8,,,", "Bridge,Banded"),
        ("2026-05-04,Plank (Side, left),Abs,,,,,,0:01:00", "Plank (Side, left)"),
        ("2026-05-04,Bridge,Legs,10.0,kgs,8,,,,,", "Bridge"),
    ],
)
def test_a_name_with_commas_is_put_together_again(line, name):
    found = fitnotes(bytes_of("fitnotes-comma-in-name.csv").decode().splitlines()[0], line)
    assert [one.name for day in found.days.values() for one in day.sets] == [name]


def test_a_line_that_cannot_be_put_together_says_why():
    head = bytes_of("fitnotes-comma-in-name.csv").decode().splitlines()[0]
    found = fitnotes(head, "2026-05-04,Bridge,Legs,10,kgs,8,km,5,6,7,8,9")
    assert found.unfit == [(2, "columns", "")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("above", ["", "\n", "\ufeff", "\ufeff\n\n", "sep={}\n", " \n,,,\n"])
def test_what_stands_above_the_header_does_no_harm(above, delimiter):
    text = "\n".join(FITNOTES).replace(",", delimiter)
    found = reading((above.format(delimiter) + text).encode(), today=TODAY)
    assert rows(found) == [(4, "Deadlift", 5, None, 61.23)]


def test_decimal_commas_and_units_in_cells_are_read():
    head = HEAD.format("Weight").replace(",", ";")
    lines = (f"2026-05-04;A;Back;{load};5;;;" for load in ("42,5", "42,5 kg", "93.7 lbs", "1 kg"))
    assert [load for *_rest, load in rows(fitnotes(head, *lines))] == [42.5, 42.5, 42.5, 1]


@pytest.mark.parametrize(
    ("written", "seconds"),
    [("1m 30s", 90), ("90 s", 90), ("01:30", 90), ("0:01:30", 90), ("1,5 min", 90),
     ("45 Sekunden", 45), ("45 secondes", 45), ("1分", 60)],
)  # fmt: skip
def test_durations_are_read_in_the_words_of_each_language(written, seconds):
    found = fitnotes(HEAD.format("Weight"), f'2026-05-04,Plank,Abs,,,,,"{written}"')
    assert rows(found) == [(4, "Plank", 1, seconds, None)]


def same_sets(first, second):
    """How many sets of the second file would be added."""
    stored = {UUID(key) for key in first.keys}
    sets = [one for day in second.days.values() for one in day.sets]
    return sum(not set_keys.is_stored(one, stored) for one in sets)


def test_the_same_sets_in_the_other_unit_are_the_same():
    kg, pounds = read("unit-change-1-kg.csv"), read("unit-change-2-lb.csv")
    assert (same_sets(kg, pounds), same_sets(pounds, kg)) == (0, 0)


def with_load(load, units):
    line = HEVY[1].replace(",20,10,", f",{load},10,")
    head = HEVY[0].replace("weight_kg", f"weight_{units}")
    return reading(f"{head}\n{line}\n".encode(), today=TODAY)


@settings(deadline=None)
@given(st.integers(4, 1000), st.sampled_from([1, 2]), st.booleans())
def test_any_load_of_a_gym_is_the_same_in_both_units(steps, places, typed_in_kg):
    """Half a kilogram or half a pound is the finest step; apps write one place or two."""
    load = Decimal(steps) / 2
    if typed_in_kg:
        other = round(load / KG_A_POUND, places)
        first, second = with_load(load, "kg"), with_load(other, "lbs")
    else:
        other = round(load * KG_A_POUND, places)
        first, second = with_load(load, "lbs"), with_load(other, "kg")
    assert same_sets(first, second) == 0


def test_other_loads_are_other_sets():
    for one, other in (("60", "60.25"), ("60", "61"), ("62.5", "62"), ("5", "5.5")):
        assert same_sets(with_load(one, "kg"), with_load(other, "kg")) == 1


def test_sets_that_an_earlier_version_stored_are_known():
    """It had the load in the key as the file has it."""
    content = ("2026-01-04T08:00:00", "glute bridge", 10, None)
    for written, units, now in (
        *(("20", "kg", with_load("20.0", "kg")), ("44.09", "lb", with_load("44.09", "lbs"))),
        *(("44.09", "lb", with_load("20", "kg")), ("20", "kg", with_load("44.09", "lbs"))),
        ("19.99999999999997", "kg", with_load("19.99999999999997", "kg")),
    ):
        stored = {UUID(set_keys.make_key("hevy", (*content, written), 1))}
        (day,) = now.days.values()
        assert set_keys.is_stored(day.sets[0], stored), (written, units)


def test_a_set_stands_for_no_other_set_of_its_file():
    loads = ("60", "60.1", "60.02", "59.99")
    lines = [HEVY[1].replace(",20,10,", f",{load},10,") for load in loads]
    found = reading("\n".join([HEVY[0], *lines]).encode(), today=TODAY)
    assert same_sets(with_load("60", "kg"), found) == 3


# On the import page itself

KINDS_ON_THE_PAGE = [*KINDS, "hevy-months-tr.csv", "hevy-months-fr.csv", "unit-change-1-kg.csv"]


@pytest.fixture
def runner(client, library, time_machine):
    time_machine.move_to("2026-11-30 09:00Z", tick=False)
    user = start(UserFactory(), date(2025, 1, 1))
    client.force_login(user)
    return user


@pytest.mark.django_db
@pytest.mark.parametrize("name", KINDS_ON_THE_PAGE)
def test_on_the_page_each_kind_comes_in_once(client, runner, name):
    """What the file says is offered, chosen and stored, and the file again adds nothing."""
    data, read_alone = bytes_of(name), read(name)
    chosen = {re.sub(r"\W+", "_", one).strip("_"): "glute-bridge" for one in read_alone.names}
    bring(client, data, name, **chosen)
    stored = sets_of(runner)
    assert [row[2:4] for row in sorted(stored)] == sorted_work(read_alone)
    bring(client, data, name, **chosen)
    assert sets_of(runner) == stored


def sorted_work(read):
    return [
        (one.amount, one.hold_s)
        for _on, day in sorted(read.days.items())
        for one in sorted(day.sets, key=lambda one: (one.amount, one.hold_s or 0))
    ]


@pytest.mark.django_db
def test_on_the_page_the_second_export_in_the_other_unit_adds_nothing(client, runner):
    bring(client, bytes_of("unit-change-1-kg.csv"))
    before = sets_of(runner)
    assert len(before) == 3
    address = upload(client, bytes_of("unit-change-2-lb.csv")).url
    assert "3 of these sets are in your logbook already" in text_of(client.get(address))
    confirm(client, address)
    store(client, address)
    assert sets_of(runner) == before
    assert "0 sets added" in text_of(client.get(address))


@pytest.mark.django_db
def test_on_the_page_rests_are_one_line_and_each_fault_says_what_to_do(client, runner):
    page = text_of(client.get(upload(client, bytes_of("strong-comma.csv")).url))
    assert "No faults, but no sets either: 1 rest or note, 1 distance without repetitions." in page
    assert "repetitions are a whole number from 1 to 999 Put it right in the file." in page
    assert "rest timer" not in page
    page = text_of(client.get(upload(client, bytes_of("strong-rpe-odd.csv")).url))
    assert "The set comes in without its effort. You can rate it on its day." in page


def text_of(page):
    return " ".join(strip_tags(page.content.decode()).split())
