"""Checks the pose files: keys, props, captions, and joints that no body has.

The limits are ours and generous: what a supple person reaches, not what most people do. Angles are
in degrees as in figures/skeleton.py, lengths in body heights.
"""

from collections import ChainMap
from itertools import pairwise

from ..figures import drawn_at
from ..figures.body_from_front import BANDS
from ..figures.people import PEOPLE
from ..figures.pose_files import PLACEHOLDER, figure_of
from ..figures.props import AXLES
from .toml_source import Table, open_file

SHARE, KNEE, ANKLE, HEEL, HIP = (0, 1), (0, 150), (-50, 45), (0, 80), (-30, 130)
GLUTES = {"squeeze": SHARE, "squeeze_far": SHARE, "tuck": (-10, 20)}
FREE = {
    f"{leg}_{joint}": limits
    for leg in ("free", "near")
    for joint, limits in {"hip": HIP, "knee": KNEE, "ankle": ANKLE, "heel": HEEL}.items()
}
LIFTED = {
    f"{leg}_{what}": limits
    for leg in ("free", "near")
    for what, limits in {"out": (0, 100), "line": (-60, 120), "knee": KNEE, "ankle": ANKLE}.items()
}
STAND = {"trunk": (-20, 110), "knee": KNEE, "ankle": ANKLE, "heel": HEEL, "neck": (-60, 60)}
STAND |= {"rise": (0, 0.2)}
ARMS = {"shoulder": (-60, 180), "elbow": KNEE, "reach": (0.3, 1.3)}
STEPS = {"left": (-0.6, 0.6), "right": (-0.6, 0.6), "pelvis": (-0.5, 0.5)}
STEPS |= {"glute_left": SHARE, "glute_right": SHARE}
BODY = {
    "stand": STAND | ARMS | FREE | GLUTES,
    "bridge": {"trunk": (0, 45)} | LIFTED | GLUTES,
    "prone": GLUTES,
    "front": STEPS,
    "behind": STEPS,
}
NEEDED = {
    "stand": ["trunk", "knee", "ankle", "squeeze"],
    "bridge": ["trunk", "squeeze"],
    "prone": ["squeeze"],
    "front": list(STEPS),
    "behind": list(STEPS),
}
PAIRS = ("mat", "rear", "level", "side")
NUMBERS = ("wall", "hang", "rack", "box")
RHYTHM = ("rest", "squeeze", "up", "hold", "down")


def check(folder, exercises):
    """``(findings, slugs of figures)`` for the pose files of a folder.

    ``exercises`` are the slugs of the exercises that there are.
    """
    findings = []
    tables = {path.stem: open_file(path, findings) for path in sorted(folder.glob("*.toml"))}
    tables = {slug: table for slug, table in tables.items() if table}
    files = {slug: dict(table.data) for slug, table in tables.items()}
    for slug, table in tables.items():
        before = len(findings)
        check_figure(slug, table, files, exercises)
        if len(findings) == before:
            check_drawing(slug, table, files)
    return findings, set(files) - {PLACEHOLDER}


def check_figure(slug, table, files, exercises):
    like = table.choice("like", sorted(files), optional=True)
    shared = files.get(like, {}) if like else {}
    whole = ChainMap(dict(table.data), shared)
    posture = table.choice("posture", list(BODY), optional="posture" in shared)
    table.choice("person", list(PEOPLE), optional=True)
    of = table.choice("of", sorted(exercises), optional=True)
    if of or "name" in table.data:
        check_words(table.table("name"))
    elif slug not in exercises and slug != PLACEHOLDER:
        table.fail("of", f"is missing, and there is no exercise “{slug}”")
    if "alt" in table.data or "alt" not in shared:
        check_words(table.table("alt"))
    check_numbers(table.table("frame", optional=True), ("middle", "width", "above"))
    check_numbers(table.table("rhythm", optional=True), RHYTHM)
    check_props(table.table("props", optional=True))
    poses = []
    if "poses" in table.data:
        poses = check_poses(table, posture or shared.get("posture"), whole)
    elif "poses" not in shared:
        table.fail("poses", "is missing")
    still = table.text("still", optional="still" in shared) or shared.get("still")
    keys = [pose.get("key") for pose in poses or shared.get("poses", ())]
    if still and keys and still not in keys:
        table.fail("still", f"“{still}” is none of {', '.join(filter(None, keys))}")
    table.finish()


def check_words(table):
    """Words by language, of which English has to be there."""
    table.text("en")
    for language in list(table.data):
        table.text(language)


def check_numbers(table, keys):
    for key in keys:
        table.take(key, float, optional=True)
    table.finish()


def check_props(table):
    for key in PAIRS:
        pair = table.take(key, list, optional=True)
        if pair is not None and [type(one) in (int, float) for one in pair] != [True, True]:
            table.fail(key, "should be two numbers")
    table.take("stick", bool, optional=True)
    table.choice("load", ["dumbbell", "kettlebell", *AXLES], optional=True)
    table.choice("band", list(BANDS), optional=True)
    check_numbers(table, NUMBERS)


def check_poses(table, posture, whole):
    """Returns the poses as the file has them. ``whole`` includes what ``like`` brings along."""
    poses = table.take("poses", list) or []
    props, still, used = whole.get("props", {}), whole.get("still"), set()
    for place, data in enumerate(poses):
        pose = Table(table.source, (*table.path, "poses", place), dict(data))
        at, key = pose.take("at", float), pose.text("key")
        if at is not None and not 0 <= at <= 1:
            pose.fail("at", "should be from 0 to 1")
        pose.take("stay", float, optional=True)
        caption = pose.table("caption", optional=key != still or len(poses) == 1)
        if caption.data:
            check_words(caption)
        body = pose.table("body")
        used |= body.data.keys()
        check_body(body, BODY.get(posture, {}))
        pose.finish()
    times = [pose.get("at") for pose in poses if type(pose.get("at")) in (int, float)]
    if any(a >= b for a, b in pairwise(times)):
        table.fail("poses", "“at” should grow from pose to pose")
    if times and (times[0] != 0 or (len(times) > 1 and times[-1] != 1)):
        table.fail("poses", "the first should be at 0 and the last at 1")
    for joint in [*NEEDED.get(posture, ()), *needed_of_arms(posture, props)]:
        if joint not in used:
            table.fail(("poses", 0, "body"), f"no pose says “{joint}”")
    return poses


def needed_of_arms(posture, props):
    if posture != "stand":
        return []
    if "wall" in props:
        return ["reach"]
    return [] if {"hang", "stick"} & props.keys() else ["shoulder", "elbow"]


def check_body(body, limits):
    angles = {key: body.take(key, float) for key in list(body.data) if key in limits}
    body.finish()
    if {"trunk", "knee", "ankle"} <= angles.keys() and None not in angles.values():
        lean = angles["ankle"] + angles.get("heel", 0)
        angles["hip"] = angles["trunk"] + angles["knee"] - lean
    for key, angle in angles.items():
        low, high = HIP if key == "hip" else limits[key]
        if angle is not None and not low <= angle <= high:
            body.fail(key, f"{angle:g} is not from {low} to {high}")


def check_drawing(slug, table, files):
    """Draws each pose, to see whether hands and feet reach what they hold or stand on."""
    figure = figure_of(slug, {**files.get(files[slug].get("like"), {}), **files[slug]})
    for place, pose in enumerate(figure.poses):
        try:
            drawn_at(figure, pose.at)
        except KeyError as error:
            table.fail(("poses", place, "body"), f"cannot be drawn without {error}")
        except ValueError:
            table.fail(("poses", place, "body"), "the hands do not reach what they hold")
