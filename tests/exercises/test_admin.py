"""What a coach and an editor may do in the admin."""

import pytest
from django.contrib import admin
from django.urls import reverse

from exercises.content.loader import load
from exercises.models import Cue, Exercise
from tests.factories import UserFactory

from .admin_forms import address, filled, save

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("formsets_ask_line_by_line")]


def test_an_exercise_saved_untouched_is_unchanged(client, coach, bridge):
    before = bridge.set_up
    save(client, address(bridge))
    bridge.refresh_from_db()
    assert bridge.set_up == before
    assert load().left_alone == []
    assert set(bridge.cues.values_list("version", flat=True)) == {1}
    assert {cue.history.count() for cue in bridge.cues.all()} == {1}


def test_steps_are_written_one_a_line(client, editor, bridge):
    save(client, address(bridge), set_up_en="Lie down.\r\n\r\n  Bend your knees.\r\n")
    bridge.refresh_from_db()
    assert bridge.set_up["en"] == ["Lie down.", "Bend your knees."]


def test_a_text_needs_the_first_language(client, editor, bridge):
    data = filled(client.get(address(bridge))) | {"name_en": " "}
    response = client.post(address(bridge), data)
    assert "name" in response.context["adminform"].form.errors


def test_a_second_language_has_its_own_box_and_may_wait(client, editor, bridge, settings):
    settings.LANGUAGES = [("en", "English"), ("nl", "Dutch")]
    assert '<label for="id_name_1">Dutch</label>' in client.get(address(bridge)).text
    save(client, address(bridge), name_nl="Brug")
    bridge.refresh_from_db()
    assert (bridge.name["en"], bridge.name["nl"]) == ("Glute bridge", "Brug")


def test_a_language_that_the_form_does_not_show_is_kept(client, editor, bridge):
    bridge.name = {"en": "Glute bridge", "de": "Beckenheben"}
    bridge.save()
    save(client, address(bridge), name_en="Bridge")
    bridge.refresh_from_db()
    assert bridge.name == {"en": "Bridge", "de": "Beckenheben"}


def test_a_mistake_deleted_by_an_editor_is_not_brought_back(client, editor, bridge):
    data = filled(client.get(address(bridge))) | {"mistakes-0-DELETE": "on"}
    assert client.post(address(bridge), data).status_code == 302
    assert len(load().left_alone) == 1
    assert bridge.mistakes.count() == 4


def test_an_exercise_can_be_brought_back(client, editor, bridge):
    save(client, address(bridge), summary_en="Up.")
    history = client.get(reverse("admin:exercises_exercise_history", args=[bridge.pk])).text
    assert "<ins>" in history
    assert "Up.</ins>" in history
    past = bridge.history.earliest()
    save(client, reverse("admin:exercises_exercise_simple_history", args=[bridge.pk, past.pk]))
    bridge.refresh_from_db()
    assert str(bridge.summary).startswith("Both glutes")
    assert bridge.shipped["name"]["en"] == "Glute bridge"


def test_an_editor_changes_words_and_not_what_the_plan_reads(client, editor, bridge):
    form = client.get(address(bridge)).context["adminform"].form
    assert "summary" in form.fields
    assert not {"slug", "order", "stage", "unit", "sides", "equipment"} & set(form.fields)
    response = client.post(address(bridge), filled(client.get(address(bridge))) | {"stage": "lift"})
    assert response.status_code == 302
    bridge.refresh_from_db()
    assert bridge.stage == "bridge"


EDITORS_OWN = {Exercise: {"changelist", "change"}, Cue: {"changelist", "change", "add", "delete"}}


PAGES = ("changelist", "add", "change", "delete")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("model", list(admin.site._registry), ids=lambda model: model.__name__)
def test_an_editor_sees_the_library_and_nothing_else(client, editor, model, page):
    row = model.objects.first()
    args = [row.pk if row else 1] if page in ("change", "delete") else []
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)
    allowed = page in EDITORS_OWN.get(model, ())
    assert client.get(url).status_code == (200 if allowed else 403)
    if not allowed:
        assert client.post(url, {"post": "yes"}).status_code == 403


def test_an_editors_front_page_names_nothing_of_runners(client, editor):
    names = {
        model["object_name"]
        for app in client.get("/admin/").context["app_list"]
        for model in app["models"]
    }
    assert names == {"Exercise", "Cue"}


def test_runners_and_strangers_are_turned_away(client, bridge):
    pages = ["/admin/", address(bridge), address(bridge.cues.first())]
    for page in pages:
        assert client.get(page).status_code == 302
    client.force_login(UserFactory())
    for page in pages:
        assert client.get(page)["Location"].startswith("/admin/login/")
    assert client.post(address(bridge), {"name_en": "Mine"}).status_code == 302
    bridge.refresh_from_db()
    assert str(bridge) == "Glute bridge"


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("odd", ["x", "%C3%9D", "9" * 30, "1.5"])
def test_the_history_of_what_is_no_row_is_not_found(client, coach, bridge, odd, method):
    ask = getattr(client, method)
    for path in (f"{odd}/history/", f"{odd}/history/1/", f"{bridge.pk}/history/{odd}/"):
        assert ask(f"/admin/exercises/exercise/{path}").status_code == 404
