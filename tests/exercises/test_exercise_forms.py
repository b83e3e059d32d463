"""An exercise may be an easier or harder form of another one."""

import pytest
from django.db import IntegrityError
from django.utils import translation

from exercises.models import Exercise, Source
from exercises.templatetags.library import cited
from tests.factories import ExerciseFactory

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]


def test_a_form_says_what_it_is_a_form_of_and_how_it_differs():
    bridge = ExerciseFactory()
    form = ExerciseFactory(form_of=bridge, form="easier")
    assert list(bridge.forms.all()) == [form]


@pytest.mark.parametrize("half", [{"form": "easier"}, {"form_of": True}])
def test_half_of_it_is_refused(half):
    bridge = ExerciseFactory()
    if "form_of" in half:
        half = {"form_of": bridge}
    with pytest.raises(IntegrityError, match="form_and_form_of_together"):
        ExerciseFactory(**half)


def test_the_ladder_is_what_stands_by_itself():
    bridge = ExerciseFactory()
    form = ExerciseFactory(form_of=bridge, form="harder")
    assert list(Exercise.objects.on_the_ladder()) == [bridge]
    assert list(Exercise.objects.exclude(form="")) == [form]


def test_a_statement_is_read_apart_from_its_study():
    assert cited(["A skill. [Lewis & Sahrmann 2009]", "It wakes them. [article]", "Plain."]) == [
        ("A skill.", "Lewis & Sahrmann 2009"),
        ("It wakes them.", Source.ARTICLE),
        ("Plain.", ""),
    ]


@pytest.mark.usefixtures("all_languages")
def test_studies_are_listed_as_the_language_has_it():
    line = "Harder lower down. [Youdas 2013; Lewis 2018; Wu 2024]"
    assert cited([line]) == [("Harder lower down.", "Youdas 2013; Lewis 2018; Wu 2024")]
    with translation.override("fr"):
        ((_, studies),) = cited([line])
    assert studies == "Youdas 2013\u202f; Lewis 2018\u202f; Wu 2024"
