"""What a coach and an editor may do in the admin, and what becomes of a cue there."""

import pytest
import zeal
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import reverse

from exercises.library import EDITORS, load
from exercises.models import Cue, Exercise
from exercises.texts import TextsFormField
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _let_formsets_ask_line_by_line():
    """As those of Django do when they are saved."""
    with zeal.zeal_ignore():
        yield


@pytest.fixture
def bridge(exercises):
    return Exercise.objects.get(slug="glute-bridge")


@pytest.fixture
def editor(client, exercises):
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name=EDITORS))
    client.force_login(user)
    return user


@pytest.fixture
def coach(client):
    user = UserFactory(is_staff=True, is_superuser=True)
    client.force_login(user)
    return user


def address(row):
    return reverse(f"admin:exercises_{row._meta.model_name}_change", args=[row.pk])


def filled(response):
    """What the browser would send back, untouched, from an admin form and its inlines."""
    parts = [response.context["adminform"].form]
    for inline in response.context.get("inline_admin_formsets", []):
        parts += [*inline.formset, inline.formset.management_form]
    data = {}
    for part in parts:
        for field in part:
            value = field.value()
            if isinstance(field.field, TextsFormField):
                widget = field.field.widget
                for code, text in zip(widget.codes, widget.decompress(value), strict=True):
                    # A browser ends lines with both.
                    data[f"{field.html_name}_{code}"] = text.replace("\n", "\r\n")
            elif value is not None and value is not False:
                data[field.html_name] = value
    return data


def save(client, url, **changes):
    data = filled(client.get(url))
    assert set(changes) <= set(data), set(changes) - set(data)
    response = client.post(url, data | changes)
    assert response.status_code == 302, response.context["errors"]


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
    assert bridge.set_up == {"en": ["Lie down.", "Bend your knees."]}


def test_a_text_needs_the_first_language(client, editor, bridge):
    data = filled(client.get(address(bridge))) | {"name_en": " "}
    response = client.post(address(bridge), data)
    assert "name" in response.context["adminform"].form.errors


def test_a_second_language_has_its_own_box_and_may_wait(client, editor, bridge, settings):
    settings.LANGUAGES = [("en", "English"), ("de", "German")]
    assert '<label for="id_name_1">German</label>' in client.get(address(bridge)).text
    save(client, address(bridge), name_de="Beckenheben")
    bridge.refresh_from_db()
    assert bridge.name == {"en": "Glute bridge", "de": "Beckenheben"}


def test_a_language_that_the_form_does_not_show_is_kept(client, editor, bridge):
    bridge.name = {"en": "Glute bridge", "de": "Beckenheben"}
    bridge.save()
    save(client, address(bridge), name_en="Bridge")
    bridge.refresh_from_db()
    assert bridge.name == {"en": "Bridge", "de": "Beckenheben"}


def test_a_new_wording_in_the_exercise_raises_that_cues_version_by_one(client, editor, bridge):
    first, second = bridge.cues.all()[:2]
    save(client, address(bridge), **{"cues-0-text_en": "Ribs to hips.", "cues-1-order": "7"})
    first.refresh_from_db()
    second.refresh_from_db()
    assert (str(first), first.version) == ("Ribs to hips.", 2)
    assert (second.order, second.version) == (7, 1)
    assert first.history.latest().history_user == editor


def test_a_cue_added_by_an_editor_starts_at_one(client, editor, bridge):
    save(client, address(bridge), **{"cues-6-text_en": "Light them up.", "cues-6-order": "99"})
    added = bridge.cues.last()
    assert (str(added), added.key, added.version) == ("Light them up.", "", 1)


def test_a_cue_deleted_by_an_editor_is_not_brought_back(client, editor, bridge):
    url = address(bridge)
    data = filled(client.get(url)) | {"cues-0-DELETE": "on", "mistakes-0-DELETE": "on"}
    assert client.post(url, data).status_code == 302
    assert len(load().left_alone) == 2
    assert (bridge.cues.count(), bridge.mistakes.count()) == (5, 4)


def test_the_history_of_a_cue_says_who_what_and_when_and_leads_back(client, editor, bridge):
    cue = bridge.cues.first()
    save(client, address(cue), text_en="Ribs to hips.")
    history = client.get(reverse("admin:exercises_cue_history", args=[cue.pk])).text
    for words in (editor.email, "an update of the app", "Zip your ribs to your hips.", "<ins>Ribs"):
        assert words in history
    past = cue.history.earliest()
    save(client, reverse("admin:exercises_cue_simple_history", args=[cue.pk, past.pk]))
    cue.refresh_from_db()
    assert (str(cue), cue.version) == ("Zip your ribs to your hips.", 3)
    assert cue.shipped["text"] == cue.text


def test_an_exercise_can_be_brought_back(client, editor, bridge):
    save(client, address(bridge), summary_en="Up.")
    history = client.get(reverse("admin:exercises_exercise_history", args=[bridge.pk])).text
    assert "<ins>Up.</ins>" in history
    past = bridge.history.earliest()
    save(client, reverse("admin:exercises_exercise_simple_history", args=[bridge.pk, past.pk]))
    bridge.refresh_from_db()
    assert str(bridge.summary).startswith("Both glutes")
    assert bridge.shipped["name"] == {"en": "Glute bridge"}


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
