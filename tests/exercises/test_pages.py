"""The library as anyone reads it, with an account or without."""

from html import unescape

import pytest
from django.urls import reverse

from exercises.models import Cue, Exercise
from tests.factories import (
    CueFactory,
    EquipmentFactory,
    ExerciseFactory,
    ExerciseMuscleFactory,
    MistakeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
NINE = [
    "prone-squeeze",
    "standing-squeeze",
    "wall-march-hold",
    "wall-march-quick",
    "glute-bridge",
    "single-leg-bridge",
    "band-walk",
    "deadlift",
    "single-leg-deadlift",
]


def shown(client, **asked):
    """The slugs that the list shows for what is asked."""
    response = client.get(reverse("exercises"), asked)
    assert response.status_code == 200
    assert response.context["found"] == [
        exercise
        for exercise in response.context["found"]
        if exercise.get_absolute_url() in response.text
    ]
    return [exercise.slug for exercise in response.context["found"]]


def whole_exercise(slug):
    exercise = ExerciseFactory(slug=slug)
    CueFactory.create_batch(5, exercise=exercise)
    MistakeFactory.create_batch(5, exercise=exercise)
    ExerciseMuscleFactory.create_batch(4, exercise=exercise)
    exercise.equipment.set(EquipmentFactory.create_batch(3))
    return exercise


def test_the_list_has_the_nine_by_stage(client, exercises):
    response = client.get("/exercises/")
    assert [exercise.slug for exercise in response.context["found"]] == NINE
    headings = ["Activate", "March", "Bridge and walk", "Lift"]
    places = [response.text.index(f"<h2>{heading}</h2>") for heading in headings]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("asked", "slugs"),
    [
        ({"stage": "march"}, ["wall-march-hold", "wall-march-quick"]),
        ({"equipment": "mat"}, ["prone-squeeze", "glute-bridge", "single-leg-bridge"]),
        ({"equipment": "none"}, ["standing-squeeze"]),
        ({"equipment": "barbell-rack"}, ["deadlift"]),
        ({"muscle": "tfl"}, ["band-walk"]),
        ({"muscle": "quadriceps"}, ["standing-squeeze", "band-walk", "deadlift"]),
        ({"sides": "alternate"}, ["wall-march-quick"]),
        ({"sides": "each", "stage": "bridge"}, ["single-leg-bridge", "band-walk"]),
        ({"q": "BRIDGE"}, ["glute-bridge", "single-leg-bridge"]),
        ({"q": "leg single"}, ["single-leg-bridge", "single-leg-deadlift"]),
        ({"q": "single-leg"}, ["single-leg-bridge", "single-leg-deadlift"]),
        ({"q": "latissimus"}, ["deadlift"]),
        ({"q": "dumbbells heel"}, ["single-leg-deadlift"]),
        ({"q": "squeeze", "equipment": "mat"}, ["prone-squeeze"]),
        ({"q": "   "}, NINE),
        ({"stage": "", "muscle": "", "q": ""}, NINE),
    ],
)
def test_filters_and_search_narrow_the_list(client, exercises, asked, slugs):
    assert shown(client, **asked) == slugs


@pytest.mark.parametrize(
    "asked",
    [
        {"stage": "sprint"},
        {"muscle": "biceps"},
        {"equipment": "'; drop table"},
        {"sides": "3"},
        {"q": "\0"},
        {"q": "x" * 5000},
        {"page": "2"},
    ],
)
def test_a_filter_that_nobody_knows_is_ignored(client, exercises, asked):
    assert shown(client, **asked) == NINE


def test_an_empty_result_says_what_to_do(client, exercises):
    response = client.get("/exercises/", {"q": "zumba"})
    assert "No exercise fits all of that." in response.text
    assert "Show all exercises" in response.text
    assert "0 exercises" in response.text


def test_the_address_fills_the_form(client, exercises):
    text = client.get("/exercises/", {"stage": "lift", "q": "heel"}).text
    assert '<option value="lift" selected>' in text
    assert 'value="heel"' in text


def test_what_was_searched_is_escaped(client, exercises):
    assert "<b>" not in client.get("/exercises/", {"q": '"><b>'}).text.split("<main")[1]


def test_live_filtering_answers_with_the_list_alone_and_a_clean_address(client, exercises):
    asked = {"q": "", "stage": "march", "muscle": "", "sides": "nobody"}
    response = client.get("/exercises/", asked, headers={"HX-Request": "true"})
    assert "<html" not in response.text
    assert "2 exercises" in response.text
    assert response["HX-Push-Url"] == "/exercises/?stage=march"
    assert "HX-Request" in response["Vary"]


def test_going_back_gives_the_whole_page(client, exercises):
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "<html" in client.get("/exercises/", headers=headers).text


@pytest.mark.parametrize("slug", NINE)
def test_an_exercises_page_has_all_of_it(client, exercises, slug):
    response = client.get(f"/exercises/{slug}/")
    exercise = Exercise.objects.get(slug=slug)
    lines = [exercise.summary, exercise.easier, exercise.harder, *exercise.cues.all()]
    lines += [*exercise.set_up.here, *exercise.doing.here, *exercise.source.here]
    lines += [*exercise.mistakes.all(), *(mistake.fix for mistake in exercise.mistakes.all())]
    lines += [*exercise.muscles.all(), *exercise.equipment.all()]
    page = unescape(response.text)
    assert [str(line) for line in lines if str(line) not in page] == []
    assert f'<meta name="description" content="{exercise.summary}">' in page
    assert "<title>" in page
    assert str(exercise) in page.split("</title>")[0]


def test_a_dose_names_the_source_of_each_figure(client, exercises):
    text = client.get("/exercises/glute-bridge/").text
    assert '8 to 12 <span class="src">article</span>' in text
    assert '60 seconds <span class="src">ours</span>' in text


def test_the_ladder_leads_to_the_neighbours(client, library):
    page = client.get("/exercises/glute-bridge/").context["page"]
    assert [str(row) for row in page.before] == ["Face-down squeeze", "Standing squeeze"]
    assert [str(row) for row in page.after] == ["Single-leg bridge"]
    page = client.get("/exercises/deadlift/").context["page"]
    assert [str(row) for row in page.before] == [
        "Wall march, hold",
        "Single-leg bridge",
        "Band walk",
    ]
    assert [str(row.tool) for row in page.tools] == ["Trap bar", "Barbell and rack"]


def test_an_exercise_without_cues_muscles_or_program_has_a_page(client):
    exercise = ExerciseFactory()
    response = client.get(exercise.get_absolute_url())
    assert response.status_code == 200
    assert "Nothing but yourself." in response.text


def test_an_unknown_exercise_is_not_found(client, exercises):
    assert client.get("/exercises/burpee/").status_code == 404


@pytest.mark.parametrize("how_many", [1, 30])
@pytest.mark.parametrize("signed_in", [False, True])
def test_the_list_costs_the_same_however_long_it_is(
    client, how_many, signed_in, django_assert_max_num_queries
):
    if signed_in:
        client.force_login(UserFactory())
    for number in range(how_many):
        whole_exercise(f"exercise-of-{number}")
    with django_assert_max_num_queries(6):
        assert len(shown(client)) == how_many


@pytest.mark.parametrize("signed_in", [False, True])
def test_a_page_costs_six_queries_at_most(
    client, library, signed_in, django_assert_max_num_queries
):
    if signed_in:
        client.force_login(UserFactory())
    CueFactory.create_batch(20, exercise=Exercise.objects.get(slug="deadlift"))
    assert Cue.objects.filter(exercise__slug="deadlift").count() > 20
    with django_assert_max_num_queries(6):
        client.get("/exercises/deadlift/")
    with django_assert_max_num_queries(6):
        client.get("/exercises/glute-bridge/")
