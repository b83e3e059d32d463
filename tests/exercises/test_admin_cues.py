"""What becomes of a cue in the admin: drafts, publishing, order, history and the ways back."""

import pytest
from django.urls import reverse
from django.utils import timezone

from exercises.admin.history import word_differences
from exercises.content.loader import load
from exercises.models import Cue
from tests.factories import CueFactory, UserFactory
from tests.library import rewrite

from .admin_forms import address, filled, save

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("formsets_ask_line_by_line")]


@pytest.fixture
def cue(bridge):
    return bridge.cues.get(key="ribs-to-hips")


def url_of(page, *args):
    return reverse(f"admin:exercises_cue_{page}", args=args)


def now(cue):
    cue = Cue.everything.get(pk=cue.pk)
    return str(cue.text), str(cue.draft), cue.version


def write(client, cue, text, press="_publish"):
    save(client, address(cue), press, text_en=text)


def test_a_published_wording_is_a_new_version(client, editor, cue):
    write(client, cue, "Ribs to hips.")
    assert now(cue) == ("Ribs to hips.", "", 2)
    assert cue.history.latest().history_user == editor


def test_saved_without_a_button_it_is_published(client, editor, cue):
    write(client, cue, "Ribs to hips.", press=None)
    assert now(cue) == ("Ribs to hips.", "", 2)


def test_published_untouched_it_stays_the_same_version(client, editor, cue):
    write(client, cue, str(cue.text))
    assert now(cue) == (str(cue.text), "", 1)


def test_a_draft_waits_beside_the_live_wording(client, editor, cue, bridge):
    write(client, cue, "Ribs to hips.", press="_draft")
    assert now(cue) == ("Zip your ribs to your hips.", "Ribs to hips.", 1)
    page = client.get(address(cue))
    assert page.context["adminform"].form["text"].value()["en"] == "Ribs to hips."
    assert "Runners read version 1: “Zip your ribs to your hips.”" in page.text
    assert editor.email in page.text
    assert "Ribs to hips." not in client.get(bridge.get_absolute_url()).text


def test_a_draft_is_published_as_the_next_version(client, editor, cue):
    write(client, cue, "Ribs to hips.", press="_draft")
    save(client, address(cue), "_publish")
    assert now(cue) == ("Ribs to hips.", "", 2)


def test_a_draft_can_be_discarded(client, editor, cue):
    write(client, cue, "Ribs to hips.", press="_draft")
    assert client.post(url_of("discard", cue.pk)).status_code == 302
    assert now(cue) == ("Zip your ribs to your hips.", "", 1)


def test_a_draft_that_says_what_runners_read_is_none(client, editor, cue):
    write(client, cue, str(cue.text), press="_draft")
    assert now(cue) == (str(cue.text), "", 1)


def add(client, bridge, text, press):
    sent = {"exercise": bridge.pk, "text_en": text, "answers": "", press: "on"}
    assert client.post(url_of("add"), sent).status_code == 302
    return Cue.everything.latest("pk")


def test_a_new_cue_can_be_a_draft_that_no_runner_sees(client, editor, bridge):
    new = add(client, bridge, "Light them up.", "_draft")
    assert new.published_at is None
    assert now(new) == ("", "Light them up.", 1)
    assert str(new) == "Light them up."
    assert new not in bridge.cues.all()
    assert "Light them up." not in client.get(bridge.get_absolute_url()).text
    save(client, address(new), "_publish")
    assert now(new) == ("Light them up.", "", 1)
    assert new in bridge.cues.all()


def test_a_new_cue_can_be_published_at_once(client, editor, bridge):
    new = add(client, bridge, "Light them up.", "_publish")
    assert now(new) == ("Light them up.", "", 1)
    assert list(bridge.cues.all())[-1] == new


def test_discarding_a_new_draft_takes_it_from_the_list(client, editor, bridge):
    new = add(client, bridge, "Light them up.", "_draft")
    client.post(url_of("discard", new.pk))
    assert Cue.everything.get(pk=new.pk).deleted_at


def test_two_editors_do_not_overwrite_one_another(client, editor, cue):
    seen = filled(client.get(address(cue)))
    write(client, cue, "Ribs to hips.")
    late = client.post(address(cue), seen | {"text_en": "Ribs down."})
    assert late.status_code == 422
    assert "seen" in late.context["adminform"].form.errors
    assert "Somebody else changed this cue" in late.text
    assert now(cue)[0] == "Ribs to hips."


def test_each_language_has_its_box_and_waits_in_the_draft(client, editor, cue, settings):
    settings.LANGUAGES = [("en", "English"), ("nl", "Dutch")]
    save(client, address(cue), "_draft", text_nl="Ribben omlaag.")
    cue.refresh_from_db()
    assert cue.draft == cue.text | {"nl": "Ribben omlaag."}
    assert "nl" not in cue.text


# The order


def test_cues_are_put_in_order_by_numbers(client, editor, bridge):
    first, second, *_ = bridge.cues.all()
    save(client, address(bridge), **{"cues-0-order": "20", "cues-1-order": "10"})
    assert list(bridge.cues.all())[:2] == [second, first]
    first.refresh_from_db()
    assert (first.version, first.history.latest().history_user) == (1, editor)


# History and the ways back


def test_the_history_marks_the_words_that_changed(client, editor, cue):
    write(client, cue, "Zip your ribs to your belt.")
    history = " ".join(client.get(url_of("history", cue.pk)).text.split())
    for words in (editor.email, "an update of the app", "version 2", "hips.</del>", "belt.</ins>"):
        assert words in history
    assert "Zip your ribs to your <del>" in history


def test_one_click_brings_an_older_wording_back_as_a_new_version(client, editor, cue):
    write(client, cue, "Ribs to hips.")
    first = cue.history.earliest()
    client.post(url_of("bring_back", cue.pk, first.pk))
    assert now(cue) == ("Zip your ribs to your hips.", "", 3)
    cue.refresh_from_db()
    assert cue.shipped["text"] == cue.text


def test_a_discarded_draft_comes_back_as_a_draft(client, editor, cue):
    write(client, cue, "Ribs to hips.", press="_draft")
    drafted = cue.history.latest()
    client.post(url_of("discard", cue.pk))
    client.post(url_of("bring_back", cue.pk, drafted.pk))
    assert now(cue) == ("Zip your ribs to your hips.", "Ribs to hips.", 1)


def test_a_way_back_of_another_cue_is_not_found(client, editor, cue, bridge):
    other = bridge.cues.last().history.latest()
    assert client.post(url_of("bring_back", cue.pk, other.pk)).status_code == 404


def test_a_deleted_cue_is_listed_at_its_exercise_and_brought_back(client, editor, cue, bridge):
    assert client.post(url_of("delete", cue.pk), {"post": "yes"}).status_code == 302
    assert cue not in bridge.cues.all()
    assert load().left_alone == ["glute-bridge: cue ribs-to-hips: deleted by an editor"]
    assert cue in client.get(address(bridge)).context["deleted_cues"]
    assert client.post(address(cue), {"text_en": "Mine."}).status_code == 403
    client.post(url_of("restore", cue.pk))
    assert now(cue) == ("Zip your ribs to your hips.", "", 1)
    assert cue in bridge.cues.all()
    assert load().left_alone == []


def test_the_list_of_cues_is_by_state(client, editor, cue, bridge):
    def listed(state=""):
        found = client.get(url_of("changelist"), {"state": state} if state else {})
        return set(found.context["cl"].queryset)

    new = add(client, bridge, "Light them up.", "_draft")
    gone = CueFactory(exercise=bridge, deleted_at=timezone.now())
    write(client, cue, "Ribs to hips.", press="_draft")
    assert listed("draft") == {cue, new}
    assert listed("deleted") == {gone}
    assert listed("published") == set(Cue.objects.all())
    assert listed() == set(Cue.objects.all()) | {new}


# Updates of the app


def test_an_update_leaves_a_draft_alone(client, editor, cue, files):
    write(client, cue, "Ribs to hips.", press="_draft")
    rewrite(files / "glute-bridge.toml", "Zip your ribs to your hips.", "Zip up.")
    assert load(files).updated == ["glute-bridge: cue ribs-to-hips: text"]
    assert now(cue) == ("Zip up.", "Ribs to hips.", 2)


# Who may


OWN = ("discard", "restore")


@pytest.mark.parametrize("page", OWN)
def test_nobody_but_editors_touches_a_cue(client, cue, page):
    urls = [url_of(page, cue.pk), url_of("bring_back", cue.pk, cue.history.latest().pk)]
    for user, status in ((None, 302), (UserFactory(), 302), (UserFactory(is_staff=True), 403)):
        if user:
            client.force_login(user)
        for url in urls:
            assert client.post(url).status_code == status
    assert cue.history.count() == 1


def test_a_link_changes_nothing(client, editor, cue):
    assert client.get(url_of("discard", cue.pk)).status_code == 405
    assert client.get(url_of("restore", cue.pk)).status_code == 405


def test_a_text_has_a_greatest_length(client, editor, cue):
    page = client.post(address(cue), filled(client.get(address(cue))) | {"text_en": "ab " * 1_700})
    assert page.status_code == 422
    assert "at most 5000 characters" in page.text
    assert "ab ab" in page.text


def test_long_texts_are_shown_whole_in_place_of_word_by_word():
    """The comparison of 12,000 words took minutes, each time that somebody looked."""
    old, new = "a b " * 6_000, "b c " * 6_000
    assert word_differences(old, new) == [("gone", old), ("new", new)]
    assert word_differences("", new) == [("new", new)]


def test_a_filter_that_the_list_has_not_is_a_bad_request(client, editor, cue):
    answer = client.get(url_of("changelist"), {"draft__contains": "x"})
    assert answer.status_code == 400
