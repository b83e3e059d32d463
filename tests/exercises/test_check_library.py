"""manage.py check_library: what is wrong in which file, on which line."""

import shutil

import pytest
from django.core.management import CommandError, call_command

from exercises.content import checks
from exercises.content.toml_source import lines_of
from tests.library import rewrite


@pytest.fixture
def folder(tmp_path):
    """A copy of the shipped content and poses."""
    for part in ("content", "figures/poses"):
        shutil.copytree(checks.FOLDER / part, tmp_path / part)
    return tmp_path


def found(folder):
    """Findings as ``file:line: why``, without the folder."""
    return [str(finding).removeprefix(f"{folder}/") for finding in checks.check(folder).findings]


def line_with(path, text):
    return 1 + path.read_text().split(text)[0].count("\n")


def test_the_shipped_files_are_right(capsys):
    call_command("check_library")
    assert capsys.readouterr().out == "14 exercises, nothing wrong\n"


def test_every_key_knows_its_line():
    text = (
        'order = 3\n# a note\ntools = [\n  "mat", # with a ]\n\n  "band",\n]\n'
        '[text.en]\nname = "[x]"\n[text.en.cues]\nup.long = "a"\n[[poses]]\nkey = "a"\n'
        "[[poses]]\nbody = { a = 1 }\n"
    )
    assert lines_of(text) == {
        ("order",): 1,
        ("tools",): 3,
        ("tools", 0): 4,
        ("tools", 1): 6,
        ("text", "en"): 8,
        ("text", "en", "name"): 9,
        ("text", "en", "cues"): 10,
        ("text", "en", "cues", "up"): 11,
        ("text", "en", "cues", "up", "long"): 11,
        ("poses", 0): 12,
        ("poses", 0, "key"): 13,
        ("poses", 1): 14,
        ("poses", 1, "body"): 15,
    }


CONTENT = [
    ("order = 50", 'order = "50"', "order: should be a whole number"),
    ("order = 50", "order = 50\nload = 3", "load: is not known here"),
    ('stage = "bridge"', 'stage = "run"', "stage: “run” is none of activate, march, bridge, lift"),
    ("abdominals =", "abs =", "muscles.abs: “abs” is not in muscles.toml"),
    ('["mat"]', '["rug"]', "equipment: “rug” is not in equipment.toml"),
    ('name = "Glute bridge"', 'name = ""', "text.en.name: is empty"),
    ('"Squeeze, then lift."', '""', "text.en.cues.squeeze-then-lift: is empty"),
    ("Sets: 2 to 4 [article]", "Sets: 2 to 4", "text.en.dose: “Sets: 2 to 4” should end with"),
    ("[Lehecka 2019]", "(a study)", "text.en.evidence: “In an eight-week"),
    ("toes-push.fix", "toes-push.mend", "text.en.mistakes.toes-push.mend: is not known here"),
    ("order = 50", 'order = 50\nform_of = "none"\nform = "easier"', "form_of: “none” is no"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "why"), CONTENT)
def test_what_is_wrong_in_content_is_named_with_its_line(folder, old, new, why):
    path = folder / "content" / "glute-bridge.toml"
    rewrite(path, old, new)
    key = why.split(":")[0].split(".")[-1]
    line = line_with(path, f"\n{key} =") + 1 if key in ("load", "form_of") else line_with(path, new)
    assert any(f.startswith(f"content/glute-bridge.toml:{line}: {why}") for f in found(folder))


POSES = [
    ('posture = "bridge"', 'posture = "sit"', "posture: “sit” is none of stand, bridge"),
    ('still = "top"', 'still = "up"', "still: “up” is none of start, mid, top"),
    ("[rhythm]", "[rythm]", "rythm: is not known here"),
    ("mat = [", "carpet = [", "props.carpet: is not known here"),
    ("mat = [-0.56, 0.37]", "mat = [-0.56]", "props.mat: should be two numbers"),
    ("trunk = 25", "trunk = 95", "poses.body.trunk: 95 is not from 0 to 45"),
    ("trunk = 25", 'trunk = "25"', "poses.body.trunk: should be a number"),
    ("trunk = 25", "back = 25", "poses.body.back: is not known here"),
]


@pytest.mark.parametrize(("old", "new", "why"), POSES)
def test_what_is_wrong_in_poses_is_named_with_its_line(folder, old, new, why):
    path = folder / "figures" / "poses" / "glute-bridge.toml"
    rewrite(path, old, new)
    where = f"figures/poses/glute-bridge.toml:{line_with(path, new)}: {why}"
    assert any(finding.startswith(where) for finding in found(folder))


def test_words_of_a_figure_must_be_there(folder):
    path = folder / "figures" / "poses" / "glute-bridge.toml"
    text = path.read_text().replace("\nen = ", "\nnl = ").replace("caption.en", "caption.nl")
    path.write_text(text)
    whys = [finding.split(": ", 1)[1] for finding in found(folder)]
    assert "alt.en: is missing" in whys
    assert "poses.caption.en: is missing" in whys


def test_a_joint_that_follows_from_others_counts_too(folder):
    path = folder / "figures" / "poses" / "deadlift.toml"
    rewrite(path, "knee = 79", "knee = 149")
    assert any("poses.body.hip: " in finding for finding in found(folder))


def test_hands_that_cannot_reach_are_named(folder):
    path = folder / "figures" / "poses" / "deadlift.toml"
    rewrite(path, "hang = 0.032", "hang = 0.9")
    assert any("the hands do not reach what they hold" in finding for finding in found(folder))


def test_a_load_on_a_box_needs_the_box(folder):
    path = folder / "figures" / "poses" / "kettlebell-deadlift.toml"
    rewrite(path, "box = ", "rack = ")
    assert any("cannot be drawn without 'box'" in finding for finding in found(folder))


def test_the_order_of_the_poses_is_their_time(folder):
    path = folder / "figures" / "poses" / "glute-bridge.toml"
    rewrite(path, "at = 0.5", "at = 1.5")
    whys = [finding.split(": ", 1)[1] for finding in found(folder)]
    assert "poses.at: should be from 0 to 1" in whys
    assert "poses: “at” should grow from pose to pose" in whys


def test_a_figure_of_nothing_is_named(folder):
    poses = folder / "figures" / "poses"
    shutil.copy(poses / "glute-bridge.toml", poses / "handstand.toml")
    wanted = "figures/poses/handstand.toml:1: of: is missing, and there is no exercise “handstand”"
    assert found(folder) == [wanted]


def test_an_exercise_without_a_figure_is_a_warning(folder, capsys):
    (folder / "figures" / "poses" / "hinge-drill.toml").unlink()
    call_command("check_library", folder)
    said = capsys.readouterr().out
    assert "content/hinge-drill.toml:1: has no pose file; a person stands there (a warning)" in said


def test_what_no_reader_can_read_is_named_with_its_line(folder):
    bridge = folder / "content" / "glute-bridge.toml"
    rewrite(bridge, "order = 50", "order = 50\norder = 51")
    (folder / "figures" / "poses" / "deadlift.toml").write_bytes(b"a = 1\nb = '\xff'\n")
    whys = found(folder)
    assert "content/glute-bridge.toml:2: Cannot overwrite a value (at line 2, column 11)" in whys
    assert "figures/poses/deadlift.toml:2: is not UTF-8" in whys


def test_all_is_told_at_once_and_the_command_fails(folder, capsys):
    rewrite(folder / "content" / "glute-bridge.toml", "order = 50", "orders = 50")
    rewrite(folder / "content" / "deadlift.toml", "[text.en]", "[text.nl]")
    rewrite(folder / "figures" / "poses" / "deadlift.toml", "hang = 0.032", "hung = 0.032")
    with pytest.raises(SystemExit) as ended:
        call_command("check_library", folder)
    assert ended.value.code == 1
    said = capsys.readouterr().out
    assert said.count("glute-bridge.toml:") == 2
    assert "deadlift.toml:1: text.en.name: is missing" in said
    assert "props.hung: is not known here" in said


def test_a_folder_without_content_is_refused(tmp_path):
    with pytest.raises(CommandError, match="has no folder content/"):
        call_command("check_library", tmp_path)
