"""A CSV file of no known app: the runner says which column is what, and is not asked again."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.utils.html import strip_tags
from zeal import zeal_ignore

from logbook.exchange.imports import previews
from logbook.exchange.imports.file_errors import FileError
from logbook.models import ColumnChoice, Import, SetEntry
from tests.factories import UserFactory
from tests.logbook.exchange.imports.import_steps import confirm, reading, sets_of, store, upload
from tests.logbook.long_logs import start

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library", "clock")]

SHEET = """Jour,Mouvement,Charge (kg),Nombre,Combien,Ressenti,Remarque
2026-02-02,Deadlift (Barbell),"42,5",5,3,8,lentement
2026-02-03,Glute Bridge,,12,,@7,
"""
PARTS = ["when", "name", "weight kg", "reps", "sets", "rpe", "note"]


@pytest.fixture
def runner(client):
    user = start(UserFactory(), date(2026, 1, 1))
    client.force_login(user)
    return user


def said(page):
    return " ".join(strip_tags(page.content.decode()).split())


def answer(client, address, parts=PARTS, units="kg"):
    values = {f"column-{number}": part for number, part in enumerate(parts)}
    return client.post(f"{address}columns/", values | {"units": units})


def bring(client, data, parts=None):
    address = upload(client, data.encode(), "sheet.csv").url
    if parts:
        assert answer(client, address, parts).url == address
    assert confirm(client, address).status_code == 302
    store(client, address)
    return address


def test_the_runner_is_asked_and_shown_what_stands_in_each_column(client, runner):
    page = client.get(upload(client, SHEET.encode(), "sheet.csv").url)
    assert page.status_code == 200
    for words in ("sheet.csv", "Say which column is what", "Mouvement", "42,5", "lentement"):
        assert words in said(page)


def test_what_a_column_probably_is_stands_there_already(client, runner):
    data = "Date,Exercise,Weight (lbs),Reps,RIR,Mood\n02/13/2026,Deadlift,95,5,2,good\n"
    form = client.get(upload(client, data.encode()).url).context["form"]
    initial = [form.fields[field.name].initial for field in form.columns]
    assert initial == ["when", "name", "weight lb", "reps", "rir", ""]


def test_the_file_is_read_as_the_runner_says(client, runner):
    bring(client, SHEET, PARTS)
    deadlift = ("2026-02-02", "deadlift", 5, None, 42.5)
    assert sets_of(runner) == [
        *[deadlift] * 3, ("2026-02-03", "glute-bridge", 12, None, None),
    ]  # fmt: skip
    efforts = runner.feedback.order_by("exercise__slug").values_list("effort", flat=True)
    assert list(efforts) == [8, 7]


def test_the_next_such_file_is_read_without_a_question(client, runner):
    bring(client, SHEET, PARTS)
    bring(client, SHEET + "2026-02-04,Glute Bridge,,15,,,\n")
    assert sets_of(runner)[-1] == ("2026-02-04", "glute-bridge", 15, None, None)
    assert SetEntry.objects.count() == 5


def test_the_same_file_twice_adds_nothing(client, runner):
    for _ in range(2):
        bring(client, SHEET, PARTS)
    assert SetEntry.objects.count() == 4


def test_what_is_remembered_can_be_said_anew_before_anything_is_stored(client, runner):
    ColumnChoice.objects.all().delete()
    address = upload(client, SHEET.encode()).url
    wrong = ["when", "name", "weight lb", "reps", "", "", ""]
    answer(client, address, wrong)
    address = upload(client, SHEET.encode()).url
    assert "Read it so" in said(client.get(address))
    assert answer(client, address).url == address
    confirm(client, address)
    store(client, address)
    assert SetEntry.objects.first().load_kg == Decimal("42.5")


def test_another_runner_is_asked(client, runner):
    bring(client, SHEET, PARTS)
    client.force_login(start(UserFactory(), date(2026, 1, 1)))
    assert "Say which column is what" in said(client.get(upload(client, SHEET.encode()).url))


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (["", *PARTS[1:]], "Say which column is the date."),
        (["when", "", *PARTS[2:]], "Say which column is the exercise."),
        (["when", "name", "weight kg", "", "", "", ""], "the repetitions, or the seconds"),
        (["when", "name", "reps", "reps", "", "", ""], "Two columns cannot be the same."),
        (["when", "name", "reps", "sugar", "", "", ""], "sugar is not one of the available"),
        (["name", "when", "reps", *PARTS[4:], ""], "the date cannot be read"),
    ],
)
def test_a_wrong_answer_is_said_in_words_and_keeps_what_was_chosen(client, runner, parts, words):
    address = upload(client, SHEET.encode()).url
    page = answer(client, address, parts)
    if page.status_code == 302:  # it can be read, and nothing fits
        page = client.get(address)
    else:
        assert page.status_code == 422
        assert [page.context["form"][f"column-{n}"].value() for n in range(7)] == parts
    assert words in said(page)
    assert not SetEntry.objects.exists()


def test_the_text_of_a_file_is_kept_no_longer_than_until_it_is_confirmed(client, runner):
    address = upload(client, SHEET.encode()).url
    answer(client, address)
    assert Import.objects.get().csv_text
    confirm(client, address)
    assert not Import.objects.get().csv_text
    assert answer(client, address).url == address  # too late: nothing is read again
    store(client, address)
    assert SetEntry.objects.count() == 4


def test_a_question_is_discarded_like_a_preview(client, runner):
    address = upload(client, SHEET.encode()).url
    client.post(f"{address}discard/")
    assert client.get(address).status_code == 404


@pytest.fixture
def meanwhile(monkeypatch):
    """A function: what another page does while the file is read by its new columns."""

    def does(act):
        def read(*args):
            with zeal_ignore():
                act()
            return read_text(*args)

        read_text = previews.read_text
        monkeypatch.setattr(previews, "read_text", read)

    return does


def test_columns_said_anew_after_the_import_was_confirmed_change_nothing_of_it(
    client, runner, meanwhile
):
    address = upload(client, SHEET.encode(), "sheet.csv").url
    answer(client, address)
    meanwhile(lambda: confirm(client, address))
    assert answer(client, address).url == address
    file_import = Import.objects.get()
    assert (file_import.state, file_import.csv_text) == ("running", "")
    store(client, address)
    assert len(sets_of(runner)) == 4


def test_columns_said_anew_do_not_bring_back_what_was_discarded(client, runner, meanwhile):
    address = upload(client, SHEET.encode(), "sheet.csv").url
    meanwhile(lambda: client.post(f"{address}discard/"))
    assert client.get(answer(client, address).url).status_code == 404
    assert not Import.objects.exists()


def test_nothing_is_stored_while_the_question_is_open(client, runner):
    address = upload(client, SHEET.encode()).url
    client.post(address, {"name-0": "deadlift"})
    client.post(f"{address}next/")
    assert Import.objects.get().state == "open"
    assert not SetEntry.objects.exists()


@pytest.mark.parametrize(
    "data",
    ["name,age\nmo,7\n", "a,b,c\n1,2,3\n", "Date,Weight\n2026-02-02,70\n", "a,b,c\n,,\n"],
)
def test_a_table_that_cannot_hold_sets_is_refused(data):
    with pytest.raises(FileError, match=re.escape("Its first line is")) as error:
        reading(data.encode())
    assert "none of the files" in str(error.value)


def test_names_are_shown_as_text_whatever_they_say(client, runner):
    data = "<script>alert(1)</script>,b,c\n2026-02-02,<b>x</b>,5\n"
    page = client.get(upload(client, data.encode()).url).content
    assert b"<script>alert" not in page
    assert b"<b>x" not in page
