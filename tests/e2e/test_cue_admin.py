"""An editor writes cues: beside the card, in order, back from the dead; by hand, key and screen."""

import pytest
from django.contrib.auth.models import Group

from exercises.editors import EDITORS
from exercises.models import Cue, Exercise
from tests.factories import UserFactory

from .conftest import DESK, too_wide


@pytest.fixture
def bridge(library):
    return Exercise.objects.get(slug="glute-bridge")


@pytest.fixture
def editor(bridge):
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name=EDITORS))
    return user


def page_of(cue):
    return f"/admin/exercises/cue/{cue.pk}/change/"


def test_the_card_follows_what_is_typed(desk, sign_in, editor, bridge):
    sign_in(desk, editor)
    desk.goto(page_of(bridge.cues.first()))
    card = desk.frame_locator("[data-preview]").locator(".card")
    desk.get_by_label("English").fill("Ribs down, hips up.")
    card.get_by_text("Ribs down, hips up.").wait_for()
    assert not desk.get_by_role("button", name="Show it").is_visible()


@pytest.mark.thorough
def test_without_javascript_a_button_shows_it(plain, sign_in, editor, bridge):
    sign_in(plain, editor)
    plain.goto(page_of(bridge.cues.first()))
    plain.get_by_label("English").fill("Ribs down, hips up.")
    plain.get_by_role("button", name="Show it").click()
    plain.frame_locator("[data-preview]").get_by_text("Ribs down, hips up.").wait_for()
    plain.get_by_role("button", name="Save as draft").click()
    assert str(Cue.objects.get(pk=bridge.cues.first().pk).draft) == "Ribs down, hips up."


def test_cues_are_put_in_order_by_key_and_by_hand(desk, sign_in, editor, bridge):
    first, second, third, *_ = bridge.cues.all()
    sign_in(desk, editor)
    desk.goto(f"/admin/exercises/exercise/{bridge.pk}/change/")
    handle = desk.get_by_role("button", name=f"{first}: Drag")
    handle.press("ArrowDown")
    said = desk.locator("[data-order-said]")
    assert said.inner_text() == f"Now 2 of 6, not saved yet: {first}"
    desk.get_by_role("button", name=f"{third}: Up").click()
    assert said.inner_text() == f"Now 2 of 6, not saved yet: {third}"
    top = desk.get_by_role("button", name=f"{second}: Drag").bounding_box()
    handle.hover()
    desk.mouse.down()
    desk.mouse.move(top["x"] + 10, top["y"] - 10, steps=8)
    desk.mouse.up()
    assert said.inner_text() == f"Now 1 of 6, not saved yet: {first}"
    rows = desk.locator("[data-order] li")
    names = [str(first), str(second), str(third)]
    assert [row.locator("a").inner_text() for row in rows.all()[:3]] == names
    places = [row.locator("[type=number]").input_value() for row in rows.all()]
    assert places == ["10", "20", "30", "40", "50", "60"]


@pytest.fixture(params=["phone", "desk"])
def looker(request, new_context):
    options = DESK if request.param == "desk" else {"color_scheme": "dark"}
    return new_context(**options).new_page()


@pytest.mark.thorough
def test_axe_finds_nothing_on_an_editors_pages(looker, axe, sign_in, editor, bridge):
    cue = bridge.cues.first()
    cue.write({"en": "Ribs down."})
    cue.save()
    sign_in(looker, editor)
    for path in (
        page_of(cue),
        f"/admin/exercises/cue/add/?exercise={bridge.pk}",
        f"/admin/exercises/cue/{cue.pk}/history/",
        f"/admin/exercises/cue/{cue.pk}/delete/",
        f"/admin/exercises/exercise/{bridge.pk}/change/",
        "/admin/exercises/cue/felt/glute-bridge/",
        "/admin/exercises/cue/",
    ):
        assert looker.goto(path).status == 200, path
        assert too_wide(looker) <= 0, path
        axe(looker)
