"""The body map, and what a muscle's page says. The map itself needs no database."""

import gzip
import re
import xml.etree.ElementTree as ET
from html import unescape
from itertools import pairwise

import pytest

from exercises import bodymap
from exercises.bodymap import muscle_outlines as drawn
from exercises.content import reader
from exercises.models import Exercise, ExerciseMuscle, Muscle
from tests.exercises.test_shipped_content import NEVER
from tests.factories import ExerciseFactory, ExerciseMuscleFactory, MuscleFactory, UserFactory

SHIPPED = {row.key: row.fields for row in reader.read_valid().muscles}
ROLES = {row.key: row.fields["muscles"] for row in reader.read_valid().exercises}
SVG = "{http://www.w3.org/2000/svg}"


def the_map(**lit):
    """A map of these muscles: ``the_map(calves="primary")``."""
    spots = [
        bodymap.Spot(slug.replace("_", "-"), slug, f"/{slug}/", how) for slug, how in lit.items()
    ]
    return bodymap.svg(spots, "Body map", bodymap.Captions("behind", "side", "dashed"))


def links(svg):
    return {a.get("aria-label"): a for a in ET.fromstring(svg).iter(f"{SVG}a")}


def box(outlines):
    """Left, bottom, right, top of a muscle's outlines."""
    xs, ys = zip(*(point for outline in outlines for point in outline), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def test_every_muscle_that_is_described_has_a_place_on_the_map():
    assert bodymap.drawn() == set(SHIPPED)
    assert set(drawn.MARKS) == set(SHIPPED)


def test_every_outline_is_a_closed_shape_of_enough_points():
    for table in (drawn.BACK, drawn.SIDE):
        for outlines in table.values():
            for outline in outlines:
                assert len(outline) >= 6
                assert all(a != b for a, b in pairwise(outline))


def test_a_muscle_seen_from_behind_stays_on_its_side_of_the_spine():
    assert all(box(outlines)[0] >= 0 for outlines in drawn.BACK.values())


def test_the_maximus_runs_from_the_sacrum_down_and_out_to_the_thigh():
    left, bottom, right, top = box(drawn.BACK["gluteus-maximus"])
    assert left < 10
    assert right > 100
    assert bottom < 460 < 580 < top
    for (x, y), _, (x2, y2) in drawn.BACK_FIBRES["gluteus-maximus"]:
        assert x2 > x
        assert y2 < y


@pytest.mark.parametrize("view", [drawn.BACK, drawn.SIDE])
def test_the_minimus_lies_within_the_medius_and_the_maximus_below_it(view):
    medius, minimus = box(view["gluteus-medius"]), box(view["gluteus-minimus"])
    slack = 4
    assert all(inner > outer - slack for inner, outer in zip(minimus[:2], medius[:2], strict=True))
    assert all(inner < outer + slack for inner, outer in zip(minimus[2:], medius[2:], strict=True))
    assert box(view["gluteus-maximus"])[3] < medius[3]
    assert "gluteus-minimus" in drawn.DEEP


def test_the_hamstrings_are_behind_the_thigh_and_the_quadriceps_in_front():
    assert box(drawn.SIDE["hamstrings"])[2] < box(drawn.SIDE["quadriceps"])[2]
    assert box(drawn.SIDE["hamstrings"])[0] < -50
    assert "quadriceps" not in drawn.BACK


def test_primary_and_secondary_are_told_apart_and_the_rest_is_no_link():
    found = links(the_map(gluteus_maximus="primary", hamstrings="secondary"))
    assert [a.get("class") for a in found.values()] == ["bm-on bm-primary", "bm-on bm-secondary"]
    assert found["hamstrings"].get("href") == "/hamstrings/"
    assert found["hamstrings"].findtext(f"{SVG}title") == "hamstrings"


def test_a_muscle_that_lies_deep_is_marked_as_such_and_painted_over_what_covers_it():
    found = links(the_map(gluteus_minimus="primary", gluteus_medius="primary", tfl="primary"))
    assert list(found) == ["gluteus_medius", "tfl", "gluteus_minimus"]
    assert found["gluteus_minimus"].get("class") == "bm-on bm-deep bm-primary"


def test_the_dashes_are_explained_where_there_are_any():
    assert ">dashed<" in the_map(gluteus_minimus="primary")
    assert ">dashed<" not in the_map(gluteus_medius="primary")


def test_a_number_on_the_map_is_the_place_in_the_list():
    svg = the_map(calves="secondary", wings="primary", gluteus_maximus="primary")
    numbers = {name: a.findtext(f"{SVG}text") for name, a in links(svg).items()}
    assert numbers == {"calves": "1", "gluteus_maximus": "3"}


def test_numbers_do_not_lie_on_each_other_and_stay_in_the_picture():
    svg = the_map(**{slug.replace("-", "_"): "primary" for slug in SHIPPED})
    left, top, width, height = bodymap.VIEW
    places = []
    for a in links(svg).values():
        text = a.find(f"{SVG}text")
        places.append((float(text.get("x")), float(text.get("y"))))
    for number, (x, y) in enumerate(places):
        assert left + 24 <= x <= left + width - 24
        assert top + 38 <= y <= top + height
        assert all(abs(x - x2) > 50 or abs(y - y2) > 34 for x2, y2 in places[:number])


@pytest.mark.parametrize("slug", [*ROLES, "all"])
def test_a_map_is_small_and_bears_a_strict_policy(slug):
    roles = ROLES.get(slug) or dict.fromkeys(SHIPPED, "primary")
    svg = bodymap.svg(
        [bodymap.Spot(m, SHIPPED[m]["name"]["en"], f"/muscles/{m}/", r) for m, r in roles.items()],
        "Body map",
    )
    ET.fromstring(svg)
    assert len(gzip.compress(svg.encode())) < 4000
    assert not re.search(r"\b(id|style|on\w+)=|<style|<script", svg)


def test_names_are_escaped():
    svg = bodymap.svg([bodymap.Spot("calves", '<b>"', "/?a&b", "primary")], '"&')
    assert '<b>"' in links(svg)


def test_one_muscle_alone_is_a_picture():
    picture = ET.fromstring(bodymap.svg([bodymap.Spot("calves", "Calves", lit="primary")], "Here"))
    assert (picture.get("role"), picture.get("aria-label")) == ("img", "Here")
    assert not list(picture.iter(f"{SVG}a"))


@pytest.mark.parametrize("slug", SHIPPED)
def test_what_a_muscle_does_is_said_briefly_and_promises_nothing(slug):
    fields = SHIPPED[slug]
    lines = [fields["role"]["en"], fields["place"]["en"], *fields["running"]["en"]]
    assert fields["role"]["en"].count(". ") == 0
    assert len(fields["role"]["en"]) <= 130
    assert [line for line in lines if NEVER.search(line)] == []


@pytest.mark.parametrize("slug", SHIPPED)
def test_every_study_that_is_named_is_given_in_full(slug):
    named = re.findall(r"(\w+)(?: & \w+)? (\d{4})", " ".join(SHIPPED[slug]["running"]["en"]))
    given = " ".join(SHIPPED[slug]["source"].get("en", []))
    assert all(name in given and year in given for name, year in named)
    assert len(SHIPPED[slug]["source"].get("en", [])) == len(named)


@pytest.mark.django_db
def test_the_list_of_muscles_has_each_on_the_map_and_in_words(client, exercises):
    text = client.get("/muscles/").text
    for muscle in Muscle.objects.all():
        assert text.count(f'href="/muscles/{muscle.slug}/"') == 2
        assert str(muscle.role) in unescape(text)
    assert '<ol class="map-list" start="4">' in text


@pytest.mark.django_db
def test_numbers_follow_the_list_whatever_order_an_editor_gives(client):
    MuscleFactory(slug="calves", order=1, name={"en": "Calves"})
    MuscleFactory(slug="gluteus-medius", order=2, is_glute=True, name={"en": "Medius"})
    found = links(re.search(r"<svg[^>]+bodymap.*?</svg>", client.get("/muscles/").text, re.S)[0])
    assert {name: a.findtext(f"{SVG}text") for name, a in found.items()} == {
        "Medius": "1",
        "Calves": "2",
    }


@pytest.mark.django_db
@pytest.mark.parametrize("slug", SHIPPED)
def test_a_muscles_page_has_all_of_it(client, exercises, slug):
    response = client.get(f"/muscles/{slug}/")
    text, muscle = unescape(response.text), Muscle.objects.get(slug=slug)
    lines = [muscle.role, muscle.place, *muscle.running.localized]
    lines += muscle.source.localized or []
    assert [str(line) for line in lines if str(line) not in text] == []
    assert f'<meta name="description" content="{muscle.role}">' in text
    assert f"<title>{muscle} " in text
    used = Exercise.objects.filter(muscles=muscle)
    assert used
    assert all(f'href="{exercise.get_absolute_url()}"' in text for exercise in used)


@pytest.mark.django_db
def test_a_muscles_exercises_are_told_apart_by_its_part_in_them(client, exercises):
    text = client.get("/muscles/gluteus-maximus/").text
    work, helps = text.split("Exercises where it helps")
    assert "/exercises/glute-bridge/" in work.split("Exercises where it does the work")[1]
    assert "/exercises/band-walk/" in helps
    assert "/exercises/band-walk/" not in work


@pytest.mark.django_db
def test_an_exercises_page_lights_its_muscles_and_lists_them_in_the_same_order(client, exercises):
    text = client.get("/exercises/band-walk/").text
    found = links(re.search(r"<svg[^>]+bodymap.*?</svg>", text, re.S)[0])
    listed = re.findall(r'<li><a href="/muscles/([\w-]+)/">', text)
    numbered = sorted((int(a.findtext(f"{SVG}text")), a.get("href")) for a in found.values())
    assert [href for _, href in numbered] == [f"/muscles/{slug}/" for slug in listed]
    assert found["Gluteus medius: does the work"].get("class") == "bm-on bm-primary"
    assert found["Tensor fasciae latae: helps"].get("class") == "bm-on bm-secondary"


@pytest.mark.django_db
def test_a_muscle_that_an_editor_adds_has_a_page_without_a_place_on_the_map(client):
    role = ExerciseMuscleFactory(muscle__slug="neck", role="secondary")
    text = client.get("/muscles/neck/").text
    assert str(role.exercise) in text
    assert "Where it is" not in text
    assert client.get(role.exercise.get_absolute_url()).status_code == 200
    assert client.get("/muscles/").status_code == 200


@pytest.mark.django_db
def test_every_muscles_page_is_in_the_sitemap(client, exercises):
    text = client.get("/sitemap.xml").text
    assert all(f"/muscles/{slug}/?lang=en</loc>" in text for slug in SHIPPED)


def test_an_unknown_muscle_is_not_found(client, db):
    assert client.get("/muscles/wing/").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("how_many", [1, 30])
@pytest.mark.parametrize("signed_in", [False, True])
def test_pages_cost_the_same_however_much_there_is(
    client, how_many, signed_in, django_assert_max_num_queries
):
    if signed_in:
        client.force_login(UserFactory())
    muscle = MuscleFactory(slug="calves")
    MuscleFactory.create_batch(how_many)
    ExerciseMuscle.objects.bulk_create(
        ExerciseMuscle(exercise=exercise, muscle=muscle, role="primary")
        for exercise in ExerciseFactory.create_batch(how_many)
    )
    with django_assert_max_num_queries(1 + 2 * signed_in):
        client.get("/muscles/")
    with django_assert_max_num_queries(2 + 2 * signed_in):
        client.get("/muscles/calves/")


@pytest.mark.django_db
def test_an_operator_edits_what_a_muscle_does(admin_client):
    muscle = MuscleFactory(slug="calves", name={"en": "Calves"})
    said = {
        "slug": "calves",
        "order": "3",
        "name_en": "Calves",
        "role_en": "They push.",
        "place_en": "Behind the shin.",
        "running_en": "They catch you.\nThey push you off.",
    }
    answer = admin_client.post(f"/admin/exercises/muscle/{muscle.pk}/change/", said)
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    muscle.refresh_from_db()
    assert muscle.running.localized == ["They catch you.", "They push you off."]
    assert "They push you off." in admin_client.get("/muscles/calves/").text
