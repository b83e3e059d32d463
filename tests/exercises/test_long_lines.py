"""Each pattern that reads an editor's lines takes as long as its line, whatever stands in it."""

import time

import pytest

from exercises.templatetags.library import cited, figures_of
from exercises.units import with_inches
from logbook.describe import with_spoken_seconds

PIECES = ("a", " ", "1", "1 ", "[", " [", "[ ", "a [a ", "]", ": ", "a: ", "1 c", "1 s ", "cm")
READERS = {
    "cited": lambda line: cited([line]),
    "figures": lambda line: figures_of([line]),
    "inches": with_inches,
    "spoken": with_spoken_seconds,
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("piece", PIECES)
def test_a_line_of_50_000_characters_takes_no_second(reader, piece):
    line = piece * (50_000 // len(piece)) + "."
    before = time.process_time()
    READERS[reader](line)
    assert time.process_time() - before < 1


def test_a_number_that_is_none_stays_as_it_is():
    long = "1" * 5_000  # more digits than Python makes a number of
    assert with_inches(f"{long} cm") == f"{long} cm"
    assert with_spoken_seconds(f"{long} s") == f"{long} s"
