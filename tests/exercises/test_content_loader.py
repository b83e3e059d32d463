import re

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command

from exercises.content.loader import load
from exercises.content.reader import ContentError
from exercises.models import Cue, Equipment, Exercise, Mistake, Muscle
from tests.factories import CueFactory
from tests.library import rewrite

pytestmark = pytest.mark.django_db


def edit(row, **fields):
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    return row


def cue(key="squeeze-then-lift", exercise="glute-bridge"):
    return Cue.objects.get(exercise__slug=exercise, key=key)


def test_the_first_load_brings_everything(files):
    report = load(files)
    assert "glute-bridge" in report.added
    assert "glute-bridge: cue squeeze-then-lift" in report.added
    assert (report.updated, report.left_alone) == ([], [])
    assert (Exercise.objects.count(), Muscle.objects.count()) == (14, 17)
    assert Equipment.objects.count() == 9


def test_a_second_load_changes_nothing(files, django_assert_max_num_queries):
    load(files)
    with django_assert_max_num_queries(60):
        report = load(files)
    assert (report.added, report.updated, report.left_alone) == ([], [], [])
    assert cue().history.count() == 1
    assert str(report) == "0 added, 0 updated"


def test_an_update_changes_what_nobody_edited(files):
    load(files)
    rewrite(files / "glute-bridge.toml", "Both glutes lift your hips", "Your glutes lift you")
    rewrite(files / "glute-bridge.toml", 'hamstrings = "secondary"', 'hamstrings = "primary"')
    rewrite(files / "glute-bridge.toml", '["mat"]', '["mat", "wall"]')
    report = load(files)
    assert sorted(report.updated) == [
        "glute-bridge: equipment",
        "glute-bridge: muscles",
        "glute-bridge: summary",
    ]
    bridge = Exercise.objects.get(slug="glute-bridge")
    assert str(bridge.summary).startswith("Your glutes lift you")
    assert bridge.roles.get(muscle__slug="hamstrings").role == "primary"
    assert bridge.equipment.count() == 2


def test_a_form_comes_with_what_it_is_a_form_of(files):
    load(files)
    drill = Exercise.objects.get(slug="hinge-drill")
    assert (drill.form_of.slug, drill.form) == ("deadlift", "easier")
    assert drill.shipped["form_of"] == ["deadlift", "easier"]


def test_a_form_that_a_coach_made_stand_by_itself_stays_so(files):
    load(files)
    edit(Exercise.objects.get(slug="hinge-drill"), form_of=None, form="")
    assert load(files).left_alone == ["hinge-drill: form_of"]
    assert Exercise.objects.get(slug="hinge-drill").form_of is None


def test_an_update_makes_a_form_of_another_exercise(files):
    load(files)
    rewrite(files / "hinge-drill.toml", 'form_of = "deadlift"', 'form_of = "glute-bridge"')
    assert load(files).updated == ["hinge-drill: form_of"]
    assert Exercise.objects.get(slug="hinge-drill").form_of.slug == "glute-bridge"


def test_an_editors_wording_stays_and_the_report_names_it(files):
    load(files)
    edit(Exercise.objects.get(slug="deadlift"), summary={"en": "My words"})
    edit(cue(), text={"en": "Glutes on, then up."})
    rewrite(files / "deadlift.toml", "Hips back, back long", "Hips far back, back long")
    rewrite(files / "glute-bridge.toml", '"Squeeze, then lift."', '"Squeeze first."')
    report = load(files)
    assert report.left_alone == [
        "glute-bridge: cue squeeze-then-lift: text",
        "deadlift: summary",
    ]
    assert str(cue()) == "Glutes on, then up."
    assert str(Exercise.objects.get(slug="deadlift").summary) == "My words"
    assert "2 left alone:\n  glute-bridge: cue" in str(report)


def test_beside_an_edited_field_the_others_are_updated(files):
    load(files)
    edit(Exercise.objects.get(slug="deadlift"), summary={"en": "My words"})
    rewrite(files / "deadlift.toml", 'name = "Deadlift"', 'name = "The deadlift"')
    report = load(files)
    assert (report.updated, report.left_alone) == (["deadlift: name"], ["deadlift: summary"])


def test_equipment_and_muscles_that_a_coach_changed_stay(files):
    load(files)
    squeeze = Exercise.objects.get(slug="standing-squeeze")
    squeeze.equipment.add(Equipment.objects.get(slug="wall"))
    squeeze.roles.filter(muscle__slug="quadriceps").delete()
    assert load(files).left_alone == ["standing-squeeze: equipment", "standing-squeeze: muscles"]
    assert squeeze.equipment.count() == 1


def test_an_editor_who_comes_to_the_shipped_wording_follows_it_again(files):
    load(files)
    edit(cue(), text=cue().text | {"en": "Squeeze first."})
    rewrite(files / "glute-bridge.toml", '"Squeeze, then lift."', '"Squeeze first."')
    assert load(files).left_alone == []
    rewrite(files / "glute-bridge.toml", '"Squeeze first."', '"Squeeze, and lift."')
    assert load(files).updated == ["glute-bridge: cue squeeze-then-lift: text"]


def test_a_cue_that_an_editor_deleted_stays_deleted(files):
    load(files)
    cue().delete()
    Mistake.objects.get(exercise__slug="deadlift", key="jerking").delete()
    report = load(files)
    assert report.left_alone == [
        "glute-bridge: cue squeeze-then-lift: deleted by an editor",
        "deadlift: mistake jerking: deleted by an editor",
    ]
    assert not Cue.objects.filter(key="squeeze-then-lift", exercise__slug="glute-bridge").exists()
    assert load(files).added == []


def test_a_cue_that_an_editor_added_is_not_touched(files):
    load(files)
    own = CueFactory(exercise=Exercise.objects.get(slug="glute-bridge"), text={"en": "Up."})
    assert load(files).left_alone == []
    own.refresh_from_db()
    assert (str(own), own.version) == ("Up.", 1)


def test_a_new_shipped_cue_arrives(files):
    load(files)
    new = 'lower-in-two = "Down in two counts."\nchin = "Chin long."'
    rewrite(files / "glute-bridge.toml", 'lower-in-two = "Down in two counts."', new)
    assert load(files).added == ["glute-bridge: cue chin"]
    assert str(cue("chin")) == "Chin long."


def test_a_new_shipped_wording_is_a_new_version_with_a_history(files):
    load(files)
    rewrite(files / "glute-bridge.toml", '"Squeeze, then lift."', '"Squeeze first."')
    load(files)
    assert cue().version == 2
    assert [str(past.text) for past in cue().history.order_by("history_id")] == [
        "Squeeze, then lift.",
        "Squeeze first.",
    ]


def test_a_new_order_is_not_a_new_version(files):
    load(files)
    edit(cue("one-line"), order=1, shipped=cue("one-line").shipped | {"order": 1})
    assert load(files).updated == ["glute-bridge: cue one-line: order"]
    assert cue("one-line").version == 1


def test_a_cue_that_is_no_longer_shipped_is_kept_and_reported(files):
    load(files)
    path = files / "glute-bridge.toml"
    path.write_text(re.sub(r"lower-in-two = .+\n", "", path.read_text()))  # in every language
    assert load(files).left_alone == ["glute-bridge: cue lower-in-two: no longer in the files"]
    assert cue("lower-in-two")


def test_an_exercise_of_the_same_name_that_a_coach_made_is_not_overwritten(files):
    Exercise.objects.create(slug="deadlift", stage="lift", name={"en": "Ours"})
    assert "deadlift: name" in load(files).left_alone
    assert str(Exercise.objects.get(slug="deadlift")) == "Ours"


def test_a_translation_joins_its_language(files):
    bridge = files / "glute-bridge.toml"
    bridge.write_text(
        bridge.read_text() + '[text.nl]\nname = "Brug"\n[text.nl.cues]\none-line = "Eén lijn."\n'
    )
    load(files)
    assert Exercise.objects.get(slug="glute-bridge").name["nl"] == "Brug"
    assert cue("one-line").text["nl"] == "Eén lijn."


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('name = "Glute bridge"', "", "text.en.name: is missing"),
        ('name = "Glute bridge"', 'name = ""', "text.en.name: is empty"),
        ('name = "Glute bridge"', "name = 3", "text.en.name: should be a text"),
        ("order = 50", 'order = "50"', "order: should be a whole number"),
        ("order = 50", "orders = 50", "order: is missing"),
        ("order = 50", "order = 50\nload = 3", "load: is not known here"),
        ('stage = "bridge"', 'stage = "run"', "stage: “run” is none of"),
        ('["mat"]', '["rug"]', "equipment: “rug” is not in equipment.toml"),
        ('["mat"]', "[3]", "equipment: should be a list of texts"),
        ("abdominals =", "abs =", "muscles.abs: “abs” is not in muscles.toml"),
        ('erectors = "secondary"', 'erectors = "some"', "muscles.erectors:"),
        ("[text.en]", "[text.nl]", "text.en.name: is missing"),
        ("toes-push.fix", "toes-push.fixed", "text.en.mistakes.toes-push.fix: is missing"),
        ("[text.en.cues]", "[text.en.cue]", "text.en.cues: is missing"),
        ("order = 50", 'order = 50\nform = "easier"', "form_of: is missing"),
        ("order = 50", 'order = 50\nform_of = "deadlift"', "form: is missing"),
        ("order = 50", "order = ", "Invalid value"),
    ],
)
def test_a_malformed_file_is_named_with_its_key_and_changes_nothing(files, old, new, message):
    rewrite(files / "glute-bridge.toml", old, new)
    with pytest.raises(ContentError) as error:
        load(files)
    assert re.search(rf"glute-bridge\.toml:\d+: {re.escape(message)}", str(error.value))
    assert not Exercise.objects.exists()


def test_a_thing_without_text_in_the_first_language_is_named(files):
    rewrite(files / "equipment.toml", "[wall.text.en]", "[wall.text.nl]")
    with pytest.raises(ContentError, match=r"equipment\.toml:\d+: wall\.text\.en: is missing"):
        load(files)


def test_a_missing_file_is_named(files):
    (files / "muscles.toml").unlink()
    with pytest.raises(ContentError, match=r"muscles\.toml:1: No such file"):
        load(files)


def test_the_group_of_editors_is_made_once_and_then_the_operators(files):
    load(files)
    group = Group.objects.get(name="Editors")
    assert sorted(group.permissions.values_list("codename", flat=True)) == [
        "add_cue",
        "add_mistake",
        "change_cue",
        "change_exercise",
        "change_mistake",
        "delete_cue",
        "delete_mistake",
        "view_cue",
        "view_exercise",
        "view_mistake",
    ]
    group.permissions.clear()
    load(files)
    assert group.permissions.count() == 0


def test_the_command_says_what_is_wrong_and_loads_nothing(files, monkeypatch):
    rewrite(files / "glute-bridge.toml", "order = 50", "orders = 50")
    monkeypatch.setattr("exercises.content.loader.load", lambda: load(files))
    with pytest.raises(CommandError, match=r"toml:1: order: is missing\n.*toml:1: orders"):
        call_command("load_library")
    assert not Exercise.objects.exists()


def test_a_file_says_what_a_cue_answers(files):
    load(files)
    assert cue("squeeze-then-lift").answers == "hamstrings"
    rewrite(files / "glute-bridge.toml", 'squeeze-then-lift = "hamstrings"\n', "")
    assert load(files).updated == ["glute-bridge: cue squeeze-then-lift: answers"]
    assert cue("squeeze-then-lift").version == 1
