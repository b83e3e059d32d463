"""What to look for in the run: a part of the library's texts."""

import pytest

from exercises.content import reader
from exercises.models import Exercise

pytestmark = pytest.mark.usefixtures("library")


def test_every_exercise_has_a_cue_for_the_run_and_what_to_look_for():
    for exercise in Exercise.objects.all():
        assert 0 < len(str(exercise.run_cue)) <= 34, exercise.slug
        assert exercise.in_run.localized, exercise.slug


def test_the_page_shows_it_as_ours(client):
    page = client.get("/exercises/wall-march-hold/").content.decode()
    part = page[page.index('id="in-the-run"') :]
    part = part[: part.index("</section>")]
    assert "Push the ground behind you." in part
    assert '<span class="src">ours</span>' in part


def test_an_exercise_without_it_shows_nothing(client):
    Exercise.objects.filter(slug="glute-bridge").update(run_cue={}, in_run={})
    assert 'id="in-the-run"' not in client.get("/exercises/glute-bridge/").content.decode()


def test_it_may_be_left_out_of_a_file():
    assert reader.texts_where_given({}, "run_cue") == {}
