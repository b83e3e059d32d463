from hypothesis import given
from hypothesis import strategies as st

from logbook.exchange.exports.formula_escaping import escaped, unescaped


def test_what_a_spreadsheet_would_run_gets_an_apostrophe():
    for text in ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1"):
        assert escaped(text) == f"'{text}"


def test_other_text_stays_as_it_is():
    for text in ("", "12", "Felt it at last.", "3-4 sets", "'quoted'", "it's"):
        assert escaped(text) == text


@given(st.text(alphabet="'=+-@\t\r\n a1＝", max_size=6) | st.text())
def test_every_text_comes_back(text):
    assert unescaped(escaped(text)) == text


@given(st.text(alphabet="'=+-@\t\r\n a1＝", max_size=6) | st.text())
def test_no_cell_begins_as_a_formula_does(text):
    assert escaped(text)[:1] not in set("=+-@\t\r\n＝＋－＠")
