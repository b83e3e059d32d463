"""Numbers in sentences, as templates print them."""

import pytest
from django.utils.safestring import SafeString

from logbook.templatetags.numbers import unbroken


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("3 × 8, hold 3 s", "3~×~8, hold 3~s"),
        ("6 sets in 12 minutes", "6~sets in 12~minutes"),
        ("left 3 × 5, right 5, 5, 4", "left 3~×~5, right 5, 5, 4"),
        ("2 December", "2 December"),
        ("none", "none"),
    ],
)
def test_a_number_stays_beside_what_it_counts(words, kept):
    assert unbroken(words) == kept.replace("~", "\N{NO-BREAK SPACE}")


def test_words_that_may_hold_markup_are_escaped_by_the_template():
    assert not isinstance(unbroken("<b>"), SafeString)
