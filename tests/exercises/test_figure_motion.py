"""A movement must be in the exercise's own time, and small, and move nothing that stands."""

import gzip
import math
import re
import tomllib
from functools import cache
from itertools import pairwise

import pytest
from django.template import Context, Template

from exercises import figures
from exercises.content import reader
from exercises.figures import motion
from exercises.figures.pose_files import figures as pose_files
from exercises.figures.skeleton import SHANK, THIGH, heading, ray
from exercises.figures.svg_shapes import Part

from .figure_geometry import ALL, FROM_SIDE, parsed

KINDS = {"animate", "animateTransform"}


@cache
def movement(slug):
    """The tree of the file that figure.js fetches."""
    return parsed(figures.svg_file(slug))


def moves(node):
    return [found for found in node.iter() if found.tag in KINDS]


def values(move):
    return move.attrib["values"].split(";")


def painted(node, tone):
    return f"--fig-{tone}," in node.attrib.get("fill", "")


def standing(node):
    """Whatever has no animation of its own, nor is in something that has."""
    if any(child.tag in KINDS for child in node):
        return
    yield node
    for child in node:
        yield from standing(child)


@cache
def bodies(slug):
    return [body for _, body, _ in figures.movement(pose_files()[slug])]


def halfway(a, b):
    return ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)


# --- what the browser gets ---


def test_a_moving_picture_is_strict_and_small():
    for slug in ALL:
        nodes = list(movement(slug).iter())
        assert not [n for n in nodes if "style" in n.attrib or n.tag in ("style", "script")]
        assert not [name for node in nodes for name in node.attrib if name.startswith("on")]
        assert len(gzip.compress(figures.svg_file(slug).encode())) <= 10_240, slug


def test_nothing_moves_before_it_is_begun_and_all_goes_round_in_one_time():
    for slug in ALL:
        found = moves(movement(slug))
        assert found
        assert {move.attrib["begin"] for move in found} == {"indefinite"}
        assert {move.attrib["repeatCount"] for move in found} == {"indefinite"}
        assert {move.attrib["dur"] for move in found} == {f"{motion.length(pose_files()[slug]):g}s"}


def test_every_value_has_its_time():
    for slug in ALL:
        for move in moves(movement(slug)):
            times = [float(time) for time in move.attrib["keyTimes"].split(";")]
            assert len(times) == len(values(move))
            assert (times[0], times[-1]) == (0, 1)
            assert all(a < b for a, b in pairwise(times))


def test_what_stands_is_not_animated():
    for slug in ALL:
        picture = movement(slug)
        for node in picture.iter():
            own = [child for child in node if child.tag in KINDS]
            assert not own or any(len(set(values(move))) > 1 for move in own)
            assert all(len(set(values(move))) > 1 for move in own if move.tag == "animate")
        still = list(standing(picture))
        assert any("--fig-ground," in node.attrib.get("stroke", "") for node in still)
        props = pose_files()[slug].props
        assert any(painted(node, "wall") for node in still) or "wall" not in props
        assert any(painted(node, "mat") for node in still) or "mat" not in props


def test_the_shoe_on_the_floor_is_not_animated():
    for slug in FROM_SIDE:
        if len({body.near.ankle for body in bodies(slug)}) > 1:
            continue  # both feet step
        assert any(painted(node, "shoe") for node in standing(movement(slug)))


def test_no_limb_spins_around():
    for slug in ALL:
        for move in moves(movement(slug)):
            if move.attrib.get("type") == "rotate":
                turns = [float(value) for value in values(move)]
                assert all(abs(b - a) < 90 for a, b in pairwise(turns))


def test_before_it_begins_the_picture_is_the_still_one():
    for slug in ALL:
        still, moving = (
            re.findall(r' d="(M[^"]+)"', figures.svg_file(slug, pose))
            for pose in (pose_files()[slug].still, None)
        )
        if "mat" not in pose_files()[slug].props:  # flesh on a mat is drawn without a spot
            assert set(still) <= set(moving), slug
        dark = [d for d in moving if re.fullmatch(r"M[-\d ]+q0 0 0 0t[0 ]+z", d)]
        assert len(moving) - len(still) == len(dark), slug


def test_a_part_that_moves_keeps_the_turn_that_it_has():
    for slug in ALL:
        for node in movement(slug).iter():
            kinds = [move.attrib["type"] for move in node if move.tag == "animateTransform"]
            if kinds and "rotate" in node.attrib["transform"]:
                assert kinds == ["translate", "rotate"]


# --- a body between the samples ---


def test_between_two_samples_the_joints_stay_together():
    for slug in FROM_SIDE:
        for a, b in pairwise(bodies(slug)):
            for before, after in ((a.near, b.near), (a.far, b.far)):
                for upper, lower, bone in (("hip", "knee", THIGH), ("knee", "ankle", SHANK)):
                    start, end = (
                        (getattr(leg, upper), heading(getattr(leg, upper), getattr(leg, lower)))
                        for leg in (before, after)
                    )
                    turn = start[1] + ((end[1] - start[1] + 180) % 360 - 180) / 2
                    drawn = ray(halfway(start[0], end[0]), bone, turn)
                    asked = halfway(getattr(before, lower), getattr(after, lower))
                    assert math.dist(drawn, asked) < 0.003  # 5 mm, within the knee and the shoe


def test_hands_stay_on_the_wall_in_every_sample():
    for slug in ["wall-march-hold", "wall-march-quick"]:
        start, *later = (body.arms[0].wrist for body in bodies(slug))
        assert all(wrist == pytest.approx(start) for wrist in later)


# --- the exercise's own time ---


def asked_holds():
    for path in sorted(reader.FOLDER.glob("*.toml")):
        lines = tomllib.loads(path.read_text("utf-8")).get("text", {}).get("en", {}).get("dose", ())
        for line in lines:
            seconds = re.match(r"Hold: (\d+)(?: to (\d+))? second", line)
            if seconds and path.stem in ALL:
                yield path.stem, int(seconds[1]), int(seconds[2] or seconds[1])


def test_a_hold_lasts_as_long_as_the_dose_asks():
    asked = list(asked_holds())
    assert len(asked) >= 5
    for slug, least, most in asked:
        figure = pose_files()[slug]
        # A march also waits between its sides: not with all its might.
        held = [
            beat.seconds
            for beat in motion.beats(figure)
            if beat.start == beat.end > 0 and 1 in figure.body_at(beat.start).values()
        ]
        assert held
        assert all(least <= seconds <= most for seconds in held), slug


def test_the_squeeze_leads():
    for slug in ALL:
        figure = pose_files()[slug]
        first = motion.beats(figure)[0]
        assert first.start == first.end  # it rests before it moves
        before = motion.angles_at(figure, first.seconds - 0.02)
        rested, working = figure.body_at(0), figure.body_at(1)
        assert motion.moment_at(figure, first.seconds - 0.02) == 0
        for name in ("squeeze", "glute_left", "glute_right"):
            if working.get(name, 0) - rested.get(name, 0) > 0.3:
                assert before[name] > rested[name] + 0.1


def test_the_glute_is_lit_before_the_hips_leave_the_mat():
    for slug in ["glute-bridge", "single-leg-bridge"]:
        figure = pose_files()[slug]
        rest = figure.rhythm["rest"]
        dark, lit = (
            figures.drawn(figure, motion.angles_at(figure, second)) for second in (0, rest - 0.02)
        )
        assert dark[0].near.hip == lit[0].near.hip
        shown = [
            {not part.is_nothing() for part in parts if getattr(part, "tone", "") == "lit"}
            for _, parts in (dark, lit)
        ]
        assert shown == [{False}, {True}]


def test_each_key_pose_has_its_second():
    for slug in ALL:
        figure = pose_files()[slug]
        seconds = [float(second) for *_, second, _ in figures.steps(slug)]
        assert seconds == sorted(set(seconds))
        for (key, *_), second in zip(figures.steps(slug), seconds, strict=True):
            at = motion.moment_at(figure, second)
            assert at == pytest.approx(figure.pose(key).at, abs=0.02)


def test_the_words_of_a_key_pose_are_lit_from_the_way_there_until_the_next():
    for slug in ALL:
        times = [(float(at), float(since)) for *_, at, since in figures.steps(slug)]
        (_, first), *others = times
        assert times[-1][0] <= first < motion.length(pose_files()[slug])  # on the way back
        for (before, _), (at, since) in pairwise(times):
            assert before <= since <= at
        assert others == sorted(others)


def test_the_words_of_the_squeeze_are_lit_with_the_squeeze():
    figure = pose_files()["glute-bridge"]
    since = {key: float(since) for key, *_, since in figures.steps("glute-bridge")}
    lead = figure.rhythm["rest"] - figure.rhythm["squeeze"]
    assert since["mid"] == pytest.approx(lead, abs=0.01)
    assert since["start"] == pytest.approx(motion.length(figure) - figure.rhythm["down"], abs=0.01)


def test_a_movement_ends_where_it_begins():
    for slug in ALL:
        figure = pose_files()[slug]
        first, last = (
            figure.body_at(motion.moment_at(figure, s)) for s in (0, motion.length(figure))
        )
        assert {name: pytest.approx(value, abs=1e-6) for name, value in first.items()} == last


def test_a_loop_breathes():
    for slug in ALL:
        seconds = motion.length(pose_files()[slug])
        assert 1 <= seconds <= 15


# --- parts of all kinds ---


def square(x, spot=None, **more):
    return Part("skin", ((x, 0), (x + 0.1, 0), (x + 0.1, 0.1), (x, 0.1)), spot, **more)


def test_a_part_that_is_pressed_flat_for_a_while_changes_its_shape_all_the_time():
    placed, pressed = square(0, (0.2, 0, 90)), square(0.2)
    text = motion.animated([(0, [placed]), (1, [pressed])], [placed])
    assert 'attributeName="d"' in text
    assert "animateTransform" not in text


def test_a_part_that_is_never_seen_is_left_out():
    dark = Part("skin", ((0, 0),) * 4)
    assert motion.animated([(0, [dark]), (1, [dark])], [dark]) == ""
    assert "<animate" in motion.animated([(0, [dark]), (1, [square(0)])], [dark])


def test_nothing_is_animated_that_firefox_refuses_under_our_policy():
    for slug in ALL:
        assert {move.attrib["attributeName"] for move in moves(movement(slug))} <= {
            "d",
            "transform",
        }


def test_parts_of_another_number_or_kind_are_an_error():
    with pytest.raises(ValueError, match="zip"):
        motion.animated([(0, [square(0)]), (1, [])], [square(0)])
    with pytest.raises(ValueError, match="another"):
        motion.animated([(0, [square(0)]), (1, [square(0, ring="stage")])], [square(0)])


# --- the tags ---


def rendered(source, **context):
    return Template("{% load figures %}" + source).render(Context(context))


def test_a_moving_figure_is_still_until_its_movement_is_fetched(client):
    svg = parsed(rendered("{% moving 'deadlift' label='' %}"))
    assert svg.find("use").attrib["href"].endswith("/deadlift/mid.svg#figure")
    assert svg.attrib["data-loop"] == f"{motion.length(pose_files()['deadlift']):g}"
    assert client.get(svg.attrib["data-movement"]).text == figures.svg_file("deadlift")


def test_who_has_no_figure_stands_still():
    assert "data-movement" not in rendered("{% moving 'farmers-walk' %}")
    assert "keyposes" not in rendered("{% movement 'farmers-walk' %}")


def test_a_movement_has_its_key_poses_as_links():
    page = rendered("{% movement 'glute-bridge' pose='start' %}")
    for key, caption in figures.poses("glute-bridge"):
        assert f'href="?pose={key}"' in page
        assert caption in page
    assert page.count('aria-current="step"') == 1
    assert "/glute-bridge/start.svg#figure" in page
    assert 'data-from="0"' in page


@pytest.mark.parametrize("pose", ["no-such-pose", "", None])
def test_a_pose_that_nobody_has_is_the_one_that_tells_most(pose):
    page = rendered("{% movement 'glute-bridge' pose=pose %}", pose=pose)
    assert "/glute-bridge/top.svg#figure" in page
    assert "aria-current" not in page
