"""What is worked out once, and the parts of pages that are made once."""

import pytest
from django.template import Context, Template
from django.utils import translation

from exercises.remembered import remembered
from exercises.templatetags import remembered as tag

FIELDS = '{% load remembered %}{% remembered "brand.html" one=one %}'


def test_it_is_said_once_for_the_same_values_in_each_language():
    asked = []

    @remembered
    def say(*values):
        asked.append((translation.get_language(), *values))
        return len(asked)

    assert [say(1), say(1), say(2)] == [1, 1, 2]
    with translation.override("de"):
        assert [say(1), say(1)] == [3, 3]
    assert asked == [("en", 1), ("en", 2), ("de", 1)]


def test_only_the_last_ones_stay():
    asked = []
    say = remembered(asked.append, many=2)
    for value in (1, 2, 3, 3, 1):
        say(value)
    assert asked == [1, 2, 3, 1]


@pytest.mark.parametrize(
    ("keeps", "values", "made"),
    [
        (True, [("a",), ("a",), ("b",)], 2),
        (True, [["a"], ["a"]], 2),  # cannot be hashed
        (False, [("a",), ("a",)], 2),
    ],
)
def test_a_part_is_made_once_for_the_same_values(settings, monkeypatch, keeps, values, made):
    asked = []

    def make(name, items):
        asked.append(items)
        return f"{items}"

    settings.KEEPS_PAGES = keeps
    monkeypatch.setattr(tag, "_made", make)
    monkeypatch.setattr(tag, "_kept", remembered(make))
    template = Template(FIELDS)
    for one in values:
        assert str(one[0]) in template.render(Context({"one": one}))
    assert len(asked) == made
