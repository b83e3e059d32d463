"""In the admin: the card that a cue will stand on, and how the glute was felt with each cue."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from exercises.editors import EDITORS
from exercises.models import Cue, Exercise
from logbook.coach.cue_feedback import Spread, feedback_on_cues
from tests.factories import FeedbackFactory, SetEntryFactory, UserFactory

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]

FIRST = date(2026, 3, 2)
FELT = "/admin/exercises/cue/felt/glute-bridge/"


@pytest.fixture
def bridge(library):
    return Exercise.objects.get(slug="glute-bridge")


@pytest.fixture
def cues(bridge):
    return list(bridge.cues.all())


@pytest.fixture
def editor(client, library):
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name=EDITORS))
    client.force_login(user)
    return user


def trained(user, day, cue, felt=(6, 8), version=1, sets=2, **values):
    on = FIRST + timedelta(day)
    for _ in range(sets):
        SetEntryFactory(user=user, date=on, cue=cue, cue_version=version, **values)
    if felt:
        FeedbackFactory(user=user, date=on, felt_left=felt[0], felt_right=felt[1])


def lived(cue, runners, sessions, **how):
    """So many runners with so many sessions each."""
    users = [UserFactory() for _ in range(runners)]
    for user in users:
        for day in range(sessions):
            trained(user, day, cue, **how)
    return users


# How it was felt


def test_mean_and_median_are_of_sessions_not_of_sets(bridge, cues):
    users = lived(cues[0], runners=5, sessions=4, felt=(6, 8))
    trained(users[0], 10, cues[0], felt=(9, 9), sets=4)
    (felt,) = feedback_on_cues(bridge.pk)
    assert (felt.sets, felt.sessions, felt.rated, felt.runners) == (44, 21, 21, 5)
    assert felt.left == Spread((20 * 6 + 9) / 21, 6)
    assert felt.right == Spread((20 * 8 + 9) / 21, 8)


def test_each_wording_counts_for_itself(bridge, cues):
    users = lived(cues[0], runners=5, sessions=4, felt=(5, 5))
    for user in users:
        for day in range(10, 14):
            trained(user, day, cues[0], felt=(8, 8), version=2)
    by_version = {felt.version: felt for felt in feedback_on_cues(bridge.pk)}
    assert [by_version[number].left.mean for number in (1, 2)] == [5, 8]
    assert [by_version[number].difference for number in (1, 2)] == [-3, 3]
    assert by_version[2].compared == 5


def test_the_difference_counts_each_runner_once(bridge, cues):
    busy, *others = lived(cues[0], runners=5, sessions=5, felt=(6, 6))
    for user in others:
        trained(user, 20, cues[1], felt=(4, 4))
    for day in range(20, 40):
        trained(busy, day, cues[1], felt=(9, 9))
    felt = next(one for one in feedback_on_cues(bridge.pk) if one.cue == cues[0].pk)
    assert felt.difference == pytest.approx((4 * 2 - 3) / 5)


def test_nothing_is_told_of_fewer_than_five_runners(bridge, cues):
    lived(cues[0], runners=4, sessions=10)
    (felt,) = feedback_on_cues(bridge.pk)
    assert (felt.is_hidden, felt.sets, felt.sessions, felt.rated) == (True, 0, 0, 0)
    assert (felt.left, felt.right, felt.difference) == (None, None, None)


def test_fewer_than_twenty_sessions_are_too_few_to_tell(bridge, cues):
    lived(cues[0], runners=5, sessions=3)
    (felt,) = feedback_on_cues(bridge.pk)
    assert (felt.is_hidden, felt.is_too_few, felt.sessions) == (False, True, 15)
    assert felt.left is None


def test_sessions_without_felt_are_counted_and_not_judged(bridge, cues):
    users = lived(cues[0], runners=5, sessions=4)
    trained(users[0], 9, cues[0], felt=None)
    (felt,) = feedback_on_cues(bridge.pk)
    assert (felt.sessions, felt.rated) == (21, 20)


def test_deleted_sets_do_not_count(bridge, cues):
    users = lived(cues[0], runners=5, sessions=4)
    trained(users[0], 8, cues[0], deleted_at="2026-03-10T10:00Z")
    assert feedback_on_cues(bridge.pk)[0].sessions == 20


def test_the_page_takes_few_queries_and_names_nobody(
    client, editor, cues, django_assert_num_queries
):
    users = lived(cues[0], runners=5, sessions=4)
    lived(cues[1], runners=4, sessions=1)
    with django_assert_num_queries(9):
        page = client.get(FELT)
    assert "6.0 (median 6)" in page.text
    assert "fewer than 5 runners" in page.text
    assert not any(user.email in page.text for user in users)


def test_an_older_wording_is_shown_with_its_words(client, editor, cues):
    cue = cues[0]
    cue.write({"en": "Ribs down."})
    cue.publish()
    cue.save()
    lines = client.get(FELT).context["wordings"]
    assert [(str(line["text"]), line["version"], line["is_live"]) for line in lines[:2]] == [
        ("Ribs down.", 2, True),
        ("Zip your ribs to your hips.", 1, False),
    ]


# The card


def preview(client, method="post", **values):
    return getattr(client, method)(reverse("cue_preview"), values)


def test_the_preview_is_the_runners_card_with_what_is_typed(client, editor, cues):
    page = preview(client, cue=cues[0].pk, text_en="Ribs <down>.")
    assert '<p class="cue">Ribs &lt;down&gt;.</p>' in page.text
    assert '<article id="glute-bridge" class="card todo"' in page.text
    assert "2 × 8, hold 1 s" in page.text.replace("\N{NO-BREAK SPACE}", " ")
    assert Cue.objects.get(pk=cues[0].pk).version == 1


def test_it_begins_with_what_is_stored(client, editor, cues):
    cues[0].write({"en": "Ribs down."})
    cues[0].save()
    assert '<p class="cue">Ribs down.</p>' in preview(client, "get", cue=cues[0].pk).text


def test_a_cue_without_words_has_a_card_without_cue(client, editor, bridge):
    assert 'class="cue"' not in preview(client, exercise=bridge.pk, text_en="").text


def test_without_an_exercise_there_is_no_card(client, editor):
    assert "Choose an exercise" in preview(client, exercise="", text_en="Up.").text


def test_every_exercise_has_a_card_also_off_the_ladder(client, editor):
    for exercise in Exercise.objects.all():
        page = preview(client, exercise=exercise.pk, text_en="Now.")
        assert '<p class="cue">Now.</p>' in page.text, exercise.slug


def test_each_language_has_its_card(client, editor, cues, settings):
    settings.LANGUAGES = [("en", "English"), ("de", "German")]
    cues[0].write({"en": "Ribs down.", "de": "Rippen runter."})
    cues[0].save()
    page = preview(client, "get", cue=cues[0].pk)
    assert [card["code"] for card in page.context["cards"]] == ["en", "de"]
    assert '<p class="cue">Rippen runter.</p>' in page.text


def test_the_preview_may_stand_in_our_frame_and_runs_nothing(client, editor, cues):
    page = preview(client, "get", cue=cues[0].pk)
    policy = page.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "script-src 'none'" in policy
    assert page.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "style=" not in page.text


# Who may


@pytest.mark.parametrize(
    "page", [FELT, "/admin/exercises/cue/felt/", "/admin/exercises/cue/preview/"]
)
def test_the_pages_are_for_who_may_change_cues(client, library, page):
    for user, status in (
        (None, 302),
        (UserFactory(), 302),
        (UserFactory(is_staff=True), 403),
        (UserFactory(is_staff=True, is_superuser=True), 200),
    ):
        if user:
            client.force_login(user)
        assert client.get(page).status_code == status


def test_an_exercise_that_is_not_there_is_not_found(client, editor):
    assert client.get("/admin/exercises/cue/felt/no-such/").status_code == 404
