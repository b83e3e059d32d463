"""Numbers in sentences, as templates print them."""

import pytest
from django.utils import translation
from django.utils.safestring import SafeString

from exercises.templatetags.unbroken import unbroken
from logbook.templatetags.numbers import number


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


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", ["999", "1,117", "1,117.5"]),
        ("de", ["999", "1.117", "1.117,5"]),
        ("es", ["999", "1~117", "1~117,5"]),
        ("fr", ["999", "1~117", "1~117,5"]),
    ],
)
def test_thousands_stand_apart_as_the_language_has_it(language, written):
    with translation.override(language):
        assert [number(value) for value in (999, 1117, 1117.5)] == [
            one.replace("~", "\N{NO-BREAK SPACE}") for one in written
        ]


@pytest.mark.parametrize(
    ("value", "written"), [(23 / 3, "7.7"), (7.96, "8"), (-0.04, "0"), (2.25, "2.2"), (0, "0")]
)
def test_further_decimals_are_rounded_as_means_are(value, written):
    assert number(value) == written
