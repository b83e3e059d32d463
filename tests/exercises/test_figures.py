"""A figure is a picture that any page may hold."""

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

from .figure_geometry import ALL, MOMENTS, ON_A_MAT, drawn_outlines, parsed

PICTURES = [(slug, key) for slug in ALL for key, _ in figures.poses(slug)]


def test_each_of_the_nine_exercises_has_a_figure_of_two_to_four_poses():
    assert set(ALL) >= {*NINE, "deadlift-rack"}
    for slug in ALL:
        assert 2 <= len(figures.poses(slug)) <= 4


@pytest.mark.parametrize(("slug", "key"), PICTURES)
def test_every_picture_is_valid_strict_and_small(slug, key):
    text = figures.svg(slug, key)
    nodes = list(parsed(text).iter())
    assert not [node for node in nodes if "style" in node.attrib or node.tag.endswith("style")]
    assert not [name for node in nodes for name in node.attrib if name.startswith("on")]
    assert len(gzip.compress(text.encode())) <= 2048


@pytest.mark.parametrize("slug", ALL)
def test_a_figure_says_in_words_what_it_shows(slug):
    def words(text):
        return parsed(text).attrib["aria-label"]

    assert len(words(figures.svg(slug))) > 30
    labels = [words(figures.svg(slug, key)) for key, _ in figures.poses(slug)]
    assert labels == [caption for _, caption in figures.poses(slug)]
    assert all(labels)
    assert len(set(labels)) == len(labels)


def test_a_label_of_your_own_is_escaped_and_an_empty_one_hides_the_picture():
    assert 'aria-label="&lt;b&gt; &amp; &quot;"' in figures.svg("deadlift", label='<b> & "')
    hidden = parsed(figures.svg("deadlift", label=""))
    assert hidden.attrib["aria-hidden"] == "true"
    assert "role" not in hidden.attrib


def test_the_same_figure_may_stand_twice_on_a_page():
    page = f"<p>{figures.svg('deadlift')}{figures.svg('deadlift')}</p>"
    ids = [node.attrib["id"] for node in parsed(page).iter() if "id" in node.attrib]
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#(.+?)\)", page)) <= set(ids)


def test_an_unknown_language_falls_back_to_english():
    assert figures.poses("deadlift", "de-AT") == figures.poses("deadlift", "en")


@pytest.mark.parametrize("slug", ALL)
def test_the_body_stays_inside_the_picture_through_the_movement(slug):
    left, top, width, _ = (float(number) / 1000 for number in view_box(figures.svg(slug)))
    points = [
        point for moment in MOMENTS for outline in drawn_outlines(slug, moment) for point in outline
    ]
    assert left < min(x for x, _ in points)
    assert max(x for x, _ in points) < left + width
    assert max(y for _, y in points) < -top


@pytest.mark.parametrize("slug", ALL)
def test_a_movement_has_the_same_parts_at_every_moment(slug):
    def kinds(moment):
        _, parts = figures.drawn_at(pose_files()[slug], moment)
        return [(type(part), getattr(part, "tone", "")) for part in parts]

    assert all(kinds(moment) == kinds(0) for moment in MOMENTS)


def test_the_loop_band_is_narrower_the_wider_it_is_stretched():
    heights = {}
    for moment in MOMENTS:
        body, parts = figures.drawn_at(pose_files()["band-walk"], moment)
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


@pytest.mark.parametrize("name", list(PEOPLE))
def test_every_tone_of_a_person_is_in_the_palette(name):
    roles = ["skin", "skin-far", "ear", "hair", "top", "top-far", "sleeve"]
    roles += ["arm", "arm-far", "leg", "leg-far"]
    assert {PEOPLE[name].tone(role) for role in roles} <= TONES.keys()


@pytest.mark.parametrize("slug", ["single-leg-bridge", "single-leg-bridge-bent-knee"])
def test_a_bridge_on_one_foot_shows_both_hip_bones_at_one_height(slug):
    lights = [node for node in parsed(figures.svg(slug)).iter() if node.attrib.get("r") == "17"]
    assert len(lights) == 2
    assert {light.attrib.get("cy", "0") for light in lights} == {"0"}
    assert sum(float(light.attrib["cx"]) for light in lights) == 0


@pytest.mark.parametrize("slug", ALL)
def test_cut_out_figures_leave_the_insets_out(slug):
    assert "--fig-inset" not in figures.svg(slug, cut=True)


FORMS = {
    "deadlift": {"deadlift-low", "deadlift-rack"},
    "band-walk": {"band-walk-ankles", "band-walk-front"},
    "single-leg-bridge": {"single-leg-bridge-bent-knee"},
    "single-leg-deadlift": {"single-leg-deadlift-mid-shin"},
}


@pytest.mark.parametrize("slug", FORMS)
def test_other_forms_of_an_exercise_are_drawn_and_named(slug):
    forms = dict(figures.variants(slug))
    assert forms.keys() == FORMS[slug]
    assert all(forms.values())


@pytest.mark.parametrize("slug", ALL)
def test_a_cut_out_figure_holds_all_of_itself(slug):
    left, _, width, _ = map(float, view_box(figures.svg(slug, cut=True)))
    xs = [1000 * x for moment in (pose_files()[slug].pose(pose_files()[slug].still).at,)
          for outline in drawn_outlines(slug, moment) for x, _ in outline]  # fmt: skip
    assert left <= min(xs)
    assert max(xs) <= left + width


def test_cut_out_figures_are_drawn_to_one_scale():
    assert len({view_box(figures.svg(slug, cut=True))[3] for slug in ALL}) == 1


def view_box(text):
    return parsed(text).attrib["viewBox"].split()


@pytest.mark.parametrize("draw", [figures.svg, figures.moving])
@pytest.mark.parametrize("slug", ON_A_MAT)
def test_the_glow_does_not_shine_through_the_mat(slug, draw):
    nodes = list(parsed(draw(slug)).iter())
    lights = [n for n, node in enumerate(nodes) if node.attrib.get("class") == "fig-glow"]
    below = next(n for n, node in enumerate(nodes) if "--fig-stage," in node.attrib.get("fill", "")
                 and node.tag.endswith("rect"))  # fmt: skip
    mat = next(n for n, node in enumerate(nodes) if "--fig-mat," in node.attrib.get("fill", ""))
    assert lights
    assert max(lights) < below < mat
    left, top, width, height = map(float, view_box(draw(slug)))
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


def test_every_tone_is_in_the_stylesheet_for_light_and_dark():
    assert {name: light for name, (light, _) in tones_of_the_stylesheet().items()} == TONES


@pytest.mark.parametrize("scheme", [0, 1])
def test_the_lit_glute_stands_out_from_the_stage_and_the_unlit_body(scheme):
    tone = {name: pair[scheme] for name, pair in tones_of_the_stylesheet().items()}
    assert contrast(tone["lit"], tone["stage"]) >= 3
    assert contrast(tone["shorts"], tone["lit"]) >= 1.9


# --- the tag ---


def rendered(source, **context):
    return Template("{% load figures %}" + source).render(Context(context))


def test_the_tag_draws_an_exercise_or_a_slug():
    class Bridge:
        slug = "glute-bridge"

    by_slug = rendered("{% figure 'glute-bridge' pose='top' class='fig' %}")
    assert by_slug == rendered("{% figure x pose='top' class='fig' %}", x=Bridge())
    assert by_slug == figures.svg("glute-bridge", "top", classes="fig")
    assert 'class="fig"' in by_slug


def test_an_exercise_without_a_pose_file_gets_someone_who_stands():
    drawn = rendered("{% figure 'farmers-walk' pose='top' %}")
    assert drawn == figures.svg(PLACEHOLDER)
    assert "--fig-lit" not in drawn
    assert figures.poses("farmers-walk") == []
