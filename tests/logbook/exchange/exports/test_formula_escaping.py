import csv
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.exchange.exports.formula_escaping import escaped, unescaped

ODD = st.text(alphabet="'\"=+-@\t\r\n a1＝;,", max_size=12) | st.text()
BEGINS_A_FORMULA = re.compile(r"[\s\"]*[=+\-@＝＋－＠]")


def test_what_a_spreadsheet_would_run_gets_an_apostrophe():
    for text in ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1"):
        assert escaped(text).startswith(f"'{text[0]}")


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("a;=1", "a;'=1"),
        ("a, =1", "a,' =1"),
        ("a\t@A1", "a\t'@A1"),
        ("- one\n- two", "'- one\n'- two"),
        ('a;"=1"', 'a;\'"=1"'),
        ("a;'=1", "a;''=1"),
        ("a;;=1", "a;;'=1"),
    ],
)
def test_so_does_what_it_would_run_where_another_sign_parts_cells(text, cell):
    assert escaped(text) == cell


def test_other_text_stays_as_it_is():
    for text in ("", "12", "Felt it at last.", "3-4 sets", "'quoted'", "it's", "a, b; c\n'd'\n e"):
        assert escaped(text) == text


@given(ODD)
def test_every_text_comes_back(text):
    assert unescaped(escaped(text)) == text


@given(ODD)
def test_no_cell_begins_as_a_formula_does(text):
    assert escaped(text)[:1] not in set("=+-@\t\r\n＝＋－＠")


@given(ODD)
@pytest.mark.parametrize("delimiter", ",;\t")
@pytest.mark.parametrize("other", ",;\t")
def test_no_cell_does_where_another_sign_parts_them(delimiter, other, text):
    """However a program takes the quotation marks; a line that begins anew begins a cell, too."""
    lines = Lines()
    csv.writer(lines, delimiter=delimiter).writerow(["a", escaped(text), "b"])
    written = "".join(lines)
    for part in re.split(rf"[{other}\r\n]", written)[1:]:
        assert delimiter == other or not BEGINS_A_FORMULA.match(part)


class Lines(list):
    write = list.append


@pytest.mark.parametrize("piece", ["'", " ", "\n", ";'", '; "', "; ' "])
def test_a_long_text_takes_no_second(piece):
    before = time.process_time()
    assert unescaped(escaped(piece * 50_000)) == piece * 50_000
    assert time.process_time() - before < 1
