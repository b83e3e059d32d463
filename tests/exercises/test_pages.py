"""The library as anyone reads it, with an account or without."""

import re
from html import unescape

import pytest
from django.urls import reverse

from exercises.http_cache import library_changed
from exercises.models import Exercise
from tests.factories import (
    CueFactory,
    EquipmentFactory,
    ExerciseFactory,
    ExerciseMuscleFactory,
    MistakeFactory,
    UserFactory,
)
from tests.library import EXERCISES, NINE

pytestmark = pytest.mark.django_db


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


def page_of(client, path, asked=None):
    """The page with single spaces, as a browser shows it."""
    return " ".join(client.get(path, asked).text.split())


def whole_exercise(slug):
    exercise = ExerciseFactory(slug=slug)
    CueFactory.create_batch(5, exercise=exercise)
    MistakeFactory.create_batch(5, exercise=exercise)
    ExerciseMuscleFactory.create_batch(4, exercise=exercise)
    exercise.equipment.set(EquipmentFactory.create_batch(3))
    return exercise


def test_the_list_has_the_nine_by_stage(client, exercises):
    response = client.get("/exercises/")
    assert [exercise.slug for exercise in response.context["found"]] == EXERCISES
    headings = ["Activate", "March", "Bridge and walk", "Lift"]
    heads = [card.exercise.slug for _, cards in response.context["groups"] for card in cards]
    assert heads == NINE
    places = [response.text.index(f"<h2>{heading}</h2>") for heading in headings]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("asked", "slugs"),
    [
        ({"stage": "march"}, ["wall-march-hold", "wall-march-quick"]),
        ({"equipment": "none"}, ["standing-squeeze"]),
        ({"equipment": "barbell-rack"}, ["deadlift"]),
        ({"muscle": "tfl"}, ["band-walk"]),
        ({"sides": "alternate"}, ["wall-march-quick"]),
        (
            {"sides": "each", "stage": "bridge"},
            ["marching-bridge", "two-up-one-down-bridge", "single-leg-bridge", "band-walk"],
        ),
        ({"q": "squeeze", "equipment": "mat"}, ["prone-squeeze"]),
        ({"q": "   "}, EXERCISES),
        ({"stage": "", "muscle": "", "q": ""}, EXERCISES),
    ],
)
def test_filters_narrow_the_list(client, exercises, asked, slugs):
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
    assert shown(client, **asked) == EXERCISES


def test_a_search_shows_the_best_first_and_says_how_it_was_read(client, exercises):
    response = client.get("/exercises/", {"q": "glut brige"})
    assert [card.exercise.slug for _, cards in response.context["groups"] for card in cards][
        :2
    ] == [
        "glute-bridge",
        "single-leg-bridge",
    ]
    assert "Read as “glut bridge”." in response.text


def test_a_form_stands_with_the_exercise_that_it_belongs_to(client, exercises):
    groups = dict(client.get("/exercises/").context["groups"])
    forms = {card.exercise.slug: card.forms for card in groups["Lift"]}
    assert [row.slug for row in forms["deadlift"]] == ["hinge-drill", "kettlebell-deadlift"]
    assert [row.slug for row in forms["single-leg-deadlift"]] == ["kickstand-deadlift"]


def test_a_form_that_is_found_alone_stands_by_itself(client, exercises):
    response = client.get("/exercises/", {"q": "kickstand"})
    [(_heading, [card])] = response.context["groups"]
    assert (card.exercise.slug, card.forms) == ("kickstand-deadlift", [])
    assert "easier form" in response.text


def test_an_empty_result_says_what_to_do(client, exercises):
    response = client.get("/exercises/", {"q": "zumba"})
    assert "Nothing is called “zumba”." in response.text
    assert "Show all exercises" in response.text
    assert "0 exercises" in response.text


def test_where_nothing_fits_it_says_what_is_near(client, exercises):
    text = page_of(client, "/exercises/", {"q": "barbell bridge"})
    assert "Nothing is called “barbell bridge”. Near it:" in text
    assert '<a href="/exercises/glute-bridge/">Glute bridge</a>' in text


def test_what_only_the_filters_hide_is_named(client, exercises):
    text = page_of(client, "/exercises/", {"q": "band walk", "stage": "lift"})
    assert "No exercise fits all of that." in text
    assert 'Without the filters: <a href="/exercises/band-walk/">Band walk</a>' in text


def test_the_address_fills_the_form(client, exercises):
    text = client.get("/exercises/", {"stage": "lift", "q": "heel"}).text
    assert '<option value="lift" selected>' in text
    assert 'value="heel"' in text


def test_what_was_searched_is_escaped(client, exercises):
    assert "<i>" not in client.get("/exercises/", {"q": '"><i>'}).text.split("<main")[1]


def test_live_filtering_answers_with_the_list_alone_and_a_clean_address(client, exercises):
    asked = {"q": "", "stage": "march", "muscle": "", "sides": "nobody"}
    response = client.get("/exercises/", asked, headers={"HX-Request": "true"})
    assert "<html" not in response.text
    assert "2 exercises" in response.text
    assert response["HX-Push-Url"] == "/exercises/?stage=march"
    assert "HX-Request" in response["Vary"]


@pytest.mark.parametrize(
    ("address", "pushed"),
    [
        ("http://testserver/exercises/?stage=march", "false"),
        ("https://example.org/exercises/?stage=march", "/exercises/?stage=march"),
        ("http://[::1", "/exercises/?stage=march"),
    ],
)
def test_the_address_is_told_where_it_is_another_one(client, exercises, address, pushed):
    headers = {"HX-Request": "true", "HX-Current-URL": address}
    response = client.get("/exercises/", {"stage": "march"}, headers=headers)
    assert response["HX-Push-Url"] == pushed


def test_going_back_gives_the_whole_page(client, exercises):
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "<html" in client.get("/exercises/", headers=headers).text


@pytest.mark.parametrize("slug", NINE)
def test_an_exercises_page_has_all_of_it(client, exercises, slug):
    response = client.get(f"/exercises/{slug}/")
    exercise = Exercise.objects.get(slug=slug)
    lines = [exercise.summary, exercise.easier, exercise.harder, *exercise.cues.all()]
    lines += [*exercise.set_up.localized, *exercise.doing.localized, *exercise.source.localized]
    lines += [*exercise.mistakes.all(), *(mistake.fix for mistake in exercise.mistakes.all())]
    lines += [*exercise.muscles.all(), *exercise.equipment.all()]
    page = unescape(response.text)
    assert [str(line) for line in lines if str(line) not in page] == []
    assert f'<meta name="description" content="{exercise.summary}">' in page
    assert "<title>" in page
    assert str(exercise) in page.split("</title>")[0]


def test_a_dose_names_the_source_of_each_figure(client, exercises):
    text = page_of(client, "/exercises/glute-bridge/")
    assert '8 to 12 <span class="src">article</span>' in text
    assert '60 seconds <span class="src">ours</span>' in text


def test_what_opens_it_and_what_it_opens_stand_there_with_the_bar_in_words(client, library):
    page = page_of(client, "/exercises/glute-bridge/")
    assert 'Opens after the <a href="/exercises/prone-squeeze/">Face-down squeeze</a>' in page
    assert 'Leads to <a href="/exercises/single-leg-bridge/">Single-leg bridge</a>' in page
    assert "What to show here first: 2 sessions at 3 × 12 × 3 s" in page
    assert "Open from the first day" in client.get("/exercises/prone-squeeze/").text


def test_a_bar_of_the_ladder_says_whose_figure_it_is(client, library):
    page = client.get("/exercises/single-leg-bridge/").text
    bar = page[page.index("Opens after the") :]
    assert '<span class="src">' in bar[: bar.index("</dd>")]


def test_all_equipment_is_named(client, exercises):
    page = client.get("/exercises/deadlift/").text
    assert "<dt>Trap bar</dt>" in page
    assert "<dt>Barbell and rack</dt>" in page


def test_easier_and_harder_forms_are_links(client, exercises):
    page = client.get("/exercises/deadlift/").text
    for slug in ("hinge-drill", "kettlebell-deadlift"):
        assert f'class="ex-form" href="/exercises/{slug}/"' in page
    assert 'href="/exercises/kickstand-deadlift/"' not in page


def test_a_form_says_whose_it_is_and_that_it_is_no_step(client, library):
    page = client.get("/exercises/marching-bridge/").text
    assert 'Harder form of the <a href="/exercises/glute-bridge/">Glute bridge</a>' in page
    assert "Not a step of it." in page


def test_evidence_names_its_study_and_the_articles_claims_are_marked(client, exercises):
    page = unescape(client.get("/exercises/deadlift/").text)
    assert '<span class="src">Blagrove 2018; Eihara 2022</span>' in page
    known = page[page.index("What is known") :]
    assert 'proficient. <span class="src">article</span>' in known


def test_a_pose_in_the_address_is_drawn(client, exercises):
    page = client.get("/exercises/glute-bridge/?pose=start").text
    assert re.search(r'href="\?pose=start" [^>]*aria-current="step"', page)


def test_an_exercise_without_cues_muscles_or_program_has_a_page(client):
    exercise = ExerciseFactory()
    response = client.get(exercise.get_absolute_url())
    assert response.status_code == 200
    assert "Nothing but yourself." in response.text


def test_an_unknown_exercise_is_not_found(client, exercises):
    assert client.get("/exercises/burpee/").status_code == 404


def test_the_library_is_loaded_once_however_many_exercises_it_has(
    client, pages_are_cached, django_assert_max_num_queries, django_assert_num_queries
):
    for number in range(12):
        whole_exercise(f"exercise-of-{number}")
    with django_assert_max_num_queries(6):
        assert len(shown(client)) == 12
    runner = UserFactory()
    client.force_login(runner)
    for path in ("/exercises/?q=of", "/exercises/exercise-of-3/", "/exercises/exercise-of-4/"):
        with django_assert_max_num_queries(4):  # to know who looks, and once the ladder
            client.get(path)


def test_a_changed_library_is_shown_at_once(client, pages_are_cached):
    exercise = whole_exercise("lunge")
    assert "Lunge forward" not in client.get("/exercises/lunge/").text
    CueFactory(exercise=exercise, text={"en": "Lunge forward"})
    library_changed()
    assert "Lunge forward" in client.get("/exercises/lunge/").text


@pytest.mark.parametrize("path", ["/", "/exercises/", "/exercises/glute-bridge/"])
def test_pages_with_figures_travel_packed(client, exercises, path):
    plain = client.get(path)
    packed = client.get(path, headers={"Accept-Encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed["Vary"]
    assert len(packed.content) < len(plain.content) / 3
