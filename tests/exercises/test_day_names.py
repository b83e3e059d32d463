import re
from datetime import date

import pytest
from django.conf import settings as project
from django.utils import translation
from django.utils.formats import date_format, get_format

from exercises.day_names import name_of_day

SUNDAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("pattern", "shown"),
    [
        ("weekday", "Sunday 29 November"),
        ("weekday-year", "Sunday 29 November 2026"),
        ("weekday-number", "Sunday 29"),
        ("short-weekday", "Sun 29 November"),
        ("short-weekday-year", "Sun 29 November 2026"),
        ("shortest-weekday-year", "Sun 29 Nov. 2026"),
        ("short-weekday-number", "Sun 29"),
        ("number", "29"),
        ("short", "29 Nov"),
        ("short-year", "29 Nov 2026"),
        ("short-month", "Nov"),
        ("short-month-year", "Nov 2026"),
    ],
)
def test_each_pattern(pattern, shown):
    assert name_of_day(SUNDAY, pattern) == shown


@pytest.mark.parametrize(
    ("language", "day", "month", "moment", "point"),
    [
        ("en", "29 November", "November 2026", "H:i", "."),
        ("de", "29.\xa0November", "November 2026", "H:i", ","),
        ("es", "29\xa0de noviembre", "noviembre de 2026", "H:i", ","),
        ("fr", "29\xa0novembre", "novembre 2026", "H:i", ","),
    ],
)
def test_days_months_times_and_numbers_are_written_as_in_the_language(
    language, day, month, moment, point
):
    with translation.override(language):
        assert date_format(SUNDAY, "MONTH_DAY_FORMAT") == day
        assert date_format(SUNDAY, "YEAR_MONTH_FORMAT") == month
        assert get_format("TIME_FORMAT") == moment
        assert get_format("DECIMAL_SEPARATOR") == point
        assert get_format("FIRST_DAY_OF_WEEK") == 1


@pytest.mark.usefixtures("all_languages")
@pytest.mark.parametrize(
    ("pattern", "first", "second"),
    [
        ("weekday", "dimanche 1er mars", "lundi 2 mars"),
        ("MONTH_DAY_FORMAT", "1er\xa0mars", "2\xa0mars"),
        ("DATE_FORMAT", "1er\xa0mars 2026", "2\xa0mars 2026"),
        ("short", "1er mars", "2 mars"),
    ],
)
def test_french_says_the_first_of_a_month(pattern, first, second):
    with translation.override("fr"):
        assert name_of_day(date(2026, 3, 1), pattern) == first
        assert name_of_day(date(2026, 3, 2), pattern) == second


def test_every_day_with_its_number_is_written_by_name_of_day():
    """Django's own filter and function know no ``1er``."""
    plain = re.compile(
        r'\|date(?![:\w])|\|date:.(?:MONTH_DAY|DATE|DATETIME)_F|\bdate_format\((?!.*")'
    )
    found = [
        f"{path}: {line.strip()}"
        for folder, kind in (
            ("templates", "html"),
            ("exercises", "py"),
            ("plans", "py"),
            ("logbook", "py"),
        )
        for path in (project.BASE_DIR / folder).rglob(f"*.{kind}")
        for line in path.read_text("utf-8").splitlines()
        if plain.search(line)
    ]
    assert found == []
