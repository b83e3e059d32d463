"""A figure is a picture of its own that any page may show."""

import gzip
import math
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template

from exercises import figures
from exercises.figures.palette import TONES
from exercises.figures.people import PEOPLE
from exercises.figures.pose_files import PLACEHOLDER
from exercises.figures.pose_files import figures as pose_files
from tests.library import NINE

from .figure_geometry import (
    ALL,
    MOMENTS,
    ON_A_MAT,
    drawn_at,
    drawn_outlines,
    drawn_points,
    parsed,
)


def view_box(text):
    return [float(number) for number in parsed(text).attrib["viewBox"].split()]


def rendered(source, **context):
    return Template("{% load figures %}" + source).render(Context(context))


def shown_file(reference):
    """The path of the file that a reference shows."""
    return parsed(reference).find("use").attrib["href"].removesuffix("#figure")


def test_each_of_the_nine_exercises_has_a_figure_of_two_to_four_poses():
    assert set(ALL) >= {*NINE, "deadlift-rack"}
    for slug in ALL:
        assert 2 <= len(figures.poses(slug)) <= 4, slug


def test_every_picture_is_valid_strict_and_small():
    for slug in ALL:
        for key, _ in figures.poses(slug):
            text = figures.svg_file(slug, key)
            nodes = list(parsed(text).iter())
            assert not [node for node in nodes if "style" in (*node.attrib, node.tag)], slug
            assert not [name for node in nodes for name in node.attrib if name.startswith("on")]
            assert [node.attrib["id"] for node in nodes if "id" in node.attrib] == ["figure"]
            assert len(gzip.compress(text.encode())) <= 2048, (slug, key)


def test_a_figure_says_in_words_what_it_shows():
    for slug in ALL:
        figure = figures.find(slug)
        assert len(figures.text_alternative(figure)) > 30
        captions = [caption for _, caption in figures.poses(slug)]
        assert [figures.text_alternative(figure, k) for k, _ in figures.poses(slug)] == captions
        assert all(captions)
        assert len(set(captions)) == len(captions), slug


def test_a_label_of_your_own_is_escaped_and_an_empty_one_hides_the_picture():
    assert 'aria-label="&lt;b&gt; &amp; &quot;"' in figures.svg("deadlift", label='<b> & "')
    hidden = parsed(figures.svg("deadlift", label=""))
    assert hidden.attrib["aria-hidden"] == "true"
    assert "role" not in hidden.attrib


def test_a_figure_in_a_page_has_no_ids_so_it_may_stand_there_twice():
    for text in (figures.svg("deadlift"), rendered("{% figure 'deadlift' %}")):
        assert not [node for node in parsed(text).iter() if "id" in node.attrib]


def test_an_unknown_language_falls_back_to_english():
    assert figures.poses("deadlift", "nl-BE") == figures.poses("deadlift", "en")


def test_the_body_stays_inside_the_picture_through_the_movement():
    for slug in ALL:
        left, top, width, _ = (number / 1000 for number in view_box(figures.svg(slug)))
        points = [point for moment in MOMENTS for point in drawn_points(slug, moment)]
        assert left < min(x for x, _ in points), slug
        assert max(x for x, _ in points) < left + width, slug
        assert max(y for _, y in points) < -top, slug


def test_a_movement_has_the_same_parts_at_every_moment():
    def kinds(slug, moment):
        _, parts = drawn_at(slug, moment)
        return [(type(part), getattr(part, "tone", "")) for part in parts]

    for slug in ALL:
        assert all(kinds(slug, moment) == kinds(slug, 0) for moment in MOMENTS), slug


def test_the_loop_band_is_narrower_the_wider_it_is_stretched():
    heights = {}
    for moment in MOMENTS:
        body, parts = drawn_at("band-walk", moment)
        band = next(part for part in parts if getattr(part, "tone", "") == "band")
        apart = round(body.near.ankle[0] - body.far.ankle[0], 4)
        heights[apart] = math.dist(band.outline[0], band.outline[2])
    assert heights[min(heights)] > 1.2 * heights[max(heights)]


def test_the_band_sits_above_the_knees_or_around_the_ankles():
    for slug, low, high in (("band-walk", 0.29, 0.40), ("band-walk-ankles", 0.05, 0.13)):
        for outline in drawn_outlines(slug, 0, ["band"]):
            assert low < min(y for _, y in outline) < max(y for _, y in outline) < high


def test_the_library_shows_people_of_more_than_one_build():
    shown = {slug: pose_files()[slug].person for slug in NINE}
    assert len(set(shown.values())) >= 3
    assert set(shown.values()) <= PEOPLE.keys()


def test_every_tone_of_a_person_is_in_the_palette():
    roles = ["skin", "skin-far", "ear", "hair", "top", "top-far", "sleeve"]
    roles += ["arm", "arm-far", "leg", "leg-far"]
    for person in PEOPLE.values():
        assert {person.tone(role) for role in roles} <= TONES.keys()


@pytest.mark.parametrize("slug", ["single-leg-bridge", "single-leg-bridge-bent-knee"])
def test_a_bridge_on_one_foot_shows_both_hip_bones_at_one_height(slug):
    lights = [node for node in parsed(figures.svg(slug)).iter() if node.attrib.get("r") == "17"]
    assert len(lights) == 2
    assert {light.attrib.get("cy", "0") for light in lights} == {"0"}
    assert sum(float(light.attrib["cx"]) for light in lights) == 0


def test_other_forms_of_an_exercise_are_drawn_and_named():
    for slug, forms in {
        "deadlift": {"deadlift-low", "deadlift-rack"},
        "band-walk": {"band-walk-ankles", "band-walk-front"},
        "single-leg-bridge": {"single-leg-bridge-bent-knee"},
        "single-leg-deadlift": {"single-leg-deadlift-mid-shin"},
    }.items():
        named = dict(figures.variants(slug))
        assert named.keys() == forms
        assert all(named.values())


def test_cut_out_figures_hold_all_of_themselves_to_one_scale_and_leave_the_insets_out():
    heights = set()
    for slug in ALL:
        text = figures.svg(slug, cut=True)
        left, _, width, height = view_box(text)
        figure = pose_files()[slug]
        xs = [1000 * x for x, _ in drawn_points(slug, figure.pose(figure.still).at)]
        assert left <= min(xs), slug
        assert max(xs) <= left + width, slug
        assert "--fig-inset" not in text
        heights.add(height)
    assert len(heights) == 1


@pytest.mark.parametrize("moves", [False, True])
def test_the_glow_does_not_shine_through_the_mat(moves):
    for slug in ON_A_MAT:
        text = figures.svg_file(slug, None if moves else figures.find(slug).still)
        nodes = list(parsed(text).iter())
        lights = [n for n, node in enumerate(nodes) if node.attrib.get("class") == "fig-glow"]
        below = next(
            n
            for n, node in enumerate(nodes)
            if "--fig-stage," in node.attrib.get("fill", "") and node.tag == "rect"
        )
        mat = next(n for n, node in enumerate(nodes) if "--fig-mat," in node.attrib.get("fill", ""))
        assert lights
        assert max(lights) < below < mat
        left, top, width, height = view_box(text)
        place = {name: float(nodes[below].attrib[name]) for name in ("x", "y", "width", "height")}
        assert place == {"x": left, "y": 0, "width": width, "height": top + height}


# --- colours ---


def hex_channels(tone):
    channels = [int(tone[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def contrast(one, other):
    light, dark = sorted(
        (sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), hex_channels(tone), strict=True))
         for tone in (one, other)), reverse=True,
    )  # fmt: skip
    return (light + 0.05) / (dark + 0.05)


def tones_of_the_stylesheet():
    text = Path(settings.BASE_DIR, "static/css/figures.css").read_text()
    return {
        name: (light, dark)
        for name, light, dark in re.findall(
            r"--fig-([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", text
        )
    }


def test_every_tone_is_in_the_stylesheet_for_light_and_dark_and_registered_as_a_colour():
    assert {name: light for name, (light, _) in tones_of_the_stylesheet().items()} == TONES
    text = Path(settings.BASE_DIR, "static/css/figures.css").read_text()
    registered = re.findall(r"@property --fig-([\w-]+) .*initial-value: (#\w{6})", text)
    assert dict(registered) == TONES


@pytest.mark.parametrize("scheme", [0, 1])
def test_the_lit_glute_stands_out_from_the_stage_and_the_unlit_body(scheme):
    tone = {name: pair[scheme] for name, pair in tones_of_the_stylesheet().items()}
    assert contrast(tone["lit"], tone["stage"]) >= 3
    assert contrast(tone["shorts"], tone["lit"]) >= 1.9


# --- the tags and the files ---


def test_the_tag_shows_the_file_of_an_exercise_or_a_slug(client):
    class Bridge:
        slug = "glute-bridge"

    by_slug = rendered("{% figure 'glute-bridge' pose='top' class='fig' %}")
    assert by_slug == rendered("{% figure x pose='top' class='fig' %}", x=Bridge())
    assert parsed(by_slug).attrib["class"] == "fig"
    assert view_box(by_slug) == view_box(figures.svg("glute-bridge", "top"))
    assert len(by_slug) < 500
    response = client.get(shown_file(by_slug))
    assert response["Content-Type"] == "image/svg+xml"
    assert response.text == figures.svg_file("glute-bridge", "top")
    assert "immutable" in response["Cache-Control"]


def test_a_figure_under_an_older_address_is_not_kept_for_good(client):
    response = client.get("/figures/0123456789ab/glute-bridge/top.svg")
    assert response.status_code == 200
    assert "immutable" not in response["Cache-Control"]


@pytest.mark.parametrize("name", ["burpee", "burpee/top", "glute-bridge/no-such-pose"])
def test_a_figure_or_pose_that_is_not_there_is_not_found(client, name):
    assert client.get(f"/figures/{figures.version()}/{name}.svg").status_code == 404


def test_an_exercise_without_a_pose_file_gets_someone_who_stands():
    drawn = rendered("{% figure 'farmers-walk' pose='top' %}")
    assert shown_file(drawn).split("/")[-2] == PLACEHOLDER
    assert "--fig-lit" not in figures.svg_file(PLACEHOLDER, figures.find("farmers-walk").still)
    assert figures.poses("farmers-walk") == []
