"""Which cue a card shows, and what stays of it beside the set."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.db.models import ProtectedError

from exercises.models import Cue, Exercise
from logbook.exercise_guides import Cue as Line
from logbook.exercise_guides import Guide, guides
from logbook.models import Feedback, SetEntry
from logbook.took_over import took_over
from logbook.training_state import training_state_on
from tests.factories import CueFactory
from tests.logbook.form_pages import Page
from tests.logbook.long_logs import train

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
AT_TEN = datetime(2026, 3, 2, 10, tzinfo=UTC)


def runner(pk=1, zone="UTC"):
    return SimpleNamespace(pk=pk, zone=ZoneInfo(zone))


def line(pk, answers="", published_at=LONG_AGO, deleted_at=None):
    return Line(pk, f"Cue {pk}", 1, answers, published_at, deleted_at)


def guide(*lines):
    return Guide(1, "glute-bridge", "Glute bridge", "repetitions", False, "", "", lines, "")


FIVE = [line(pk) for pk in range(1, 6)]


def shown(guide, days=1, since=MONDAY, who=None, **took_over):
    who = who or runner()
    return [guide.cue_on(since + n * DAY, who, **took_over).pk for n in range(days)]


def test_every_cue_has_its_turn_before_one_comes_again():
    turns = shown(guide(*FIVE), days=10)
    assert set(turns[:5]) == {1, 2, 3, 4, 5}
    assert turns[5:] == turns[:5]


def test_runners_and_exercises_begin_at_different_ones():
    assert len({shown(guide(*FIVE), who=runner(pk))[0] for pk in range(1, 6)}) == 5


def test_without_cues_there_is_none():
    assert guide().cue_on(MONDAY, runner()) is None


def test_a_cue_published_today_waits_for_tomorrow_and_moves_no_other():
    for pk in range(1, 20):
        before = shown(guide(*FIVE), who=runner(pk))
        assert shown(guide(*FIVE, line(6, published_at=AT_TEN)), who=runner(pk)) == before


def test_from_tomorrow_on_a_new_cue_has_its_turn():
    new = guide(*FIVE, line(6, published_at=AT_TEN))
    assert 6 in shown(new, days=6, since=MONDAY + DAY)


def test_the_day_of_a_cue_is_the_runners_own():
    """At ten in the morning of Monday it is Tuesday already in Kiritimati."""
    late = guide(line(1), line(2, published_at=datetime(2026, 3, 2, 23, tzinfo=UTC)))
    west, east = runner(0, "America/Los_Angeles"), runner(0, "Pacific/Kiritimati")
    assert 2 in shown(late, days=2, since=MONDAY + DAY, who=west)
    assert shown(late, days=1, since=MONDAY + DAY, who=east) == [1]


def test_only_the_runners_of_a_cue_deleted_today_get_another():
    gone = [line(pk, deleted_at=AT_TEN if pk == 3 else None) for pk in range(1, 6)]
    for pk in range(1, 20):
        (before,), (after,) = (shown(guide(*some), who=runner(pk)) for some in (FIVE, gone))
        assert after == (4 if before == 3 else before)


def test_a_deleted_cue_is_never_shown_again():
    gone = guide(*[line(pk, deleted_at=AT_TEN if pk == 3 else None) for pk in range(1, 6)])
    assert 3 not in shown(gone, days=10)
    assert 3 in shown(gone, days=5, since=MONDAY - 5 * DAY)


def test_the_first_cue_of_all_does_not_wait():
    assert shown(guide(line(1, published_at=AT_TEN))) == [1]
    assert shown(guide(line(1, deleted_at=AT_TEN), line(2, published_at=AT_TEN))) == [2]


def test_what_answers_the_complaint_comes_first():
    answering = guide(line(1), line(2, answers="back"), line(3), line(4, answers="thighs"))
    assert shown(answering, days=4, took_over="thighs") == [4, 4, 4, 4]
    assert set(shown(answering, days=4, took_over="nothing")) == {1, 2, 3, 4}


def test_two_that_answer_take_turns():
    both = guide(line(1), line(2, answers="back"), line(3, answers="back"))
    assert set(shown(both, days=3, took_over="back")) == {2, 3}


def test_every_complaint_that_runners_tell_can_be_answered():
    assert set(Feedback.TookOver) - set(Cue.Answers) == {Feedback.TookOver.NOTHING}


@pytest.mark.django_db
def test_a_draft_is_in_no_guide(library):
    bridge = Exercise.objects.get(slug="glute-bridge")
    CueFactory(exercise=bridge, text={}, draft={"en": "Not yet."}, published_at=None)
    assert "Not yet." not in [cue.text for cue in guides()["glute-bridge"].cues]


# What took over


def entry(days_ago, took_over, skipped=False, exercise="glute-bridge", pain=0):
    return SimpleNamespace(
        date=MONDAY - days_ago * DAY,
        exercise=exercise,
        took_over=took_over,
        feedback_skipped=skipped,
        **dict.fromkeys(("felt_left", "felt_right", "effort", "form")),
        pain=None if skipped else pain,
    )


COMPLAINTS = [
    ([entry(5, "back"), entry(3, "hamstrings")], "hamstrings"),
    ([entry(5, "back"), entry(3, "nothing")], "nothing"),
    ([entry(5, "back"), entry(3, "")], ""),  # feedback was given, and it no longer takes over
    ([entry(5, "back"), entry(3, "", skipped=True)], "back"),
    ([entry(5, "back"), entry(3, None, pain=None)], "back"),  # no feedback yet
    ([entry(5, "back"), entry(3, "", pain=None)], "back"),  # it was taken back
    ([entry(7, "back")], "back"),
    ([entry(8, "back")], None),
    ([entry(0, "back")], None),  # what is said today counts from tomorrow
    ([entry(2, "back", exercise="deadlift")], None),
]


def test_what_took_over_in_the_last_session_with_feedback():
    for entries, expected in COMPLAINTS:
        assert took_over(entries, MONDAY).get("glute-bridge") == expected


@pytest.mark.parametrize("days_ago", [1, 3, 7])
def test_it_is_known_on_the_first_visit_of_a_day_and_on_every_other(client, mat_runner, days_ago):
    train(mat_runner, MONDAY - days_ago * DAY, 1, ["prone-squeeze"], took_over="thighs")
    for _ in range(2):
        state = training_state_on(mat_runner, MONDAY)
        assert state.took_over == {"prone-squeeze": "thighs"}


# From the card to the set


def card_of(page, slug="prone-squeeze"):
    return next(card for card in page.context["page"].cards if card.slug == slug)


def test_the_card_answers_what_took_over(client, mat_runner, django_assert_max_num_queries):
    cue = Cue.objects.filter(exercise__slug="prone-squeeze").last()
    for answering in Cue.objects.filter(exercise__slug="prone-squeeze"):
        answering.answers = "thighs" if answering == cue else ""
        answering.save()
    train(mat_runner, MONDAY - DAY, 1, ["prone-squeeze"], took_over="thighs")
    with django_assert_max_num_queries(14):
        page = client.get("/today/")
    assert card_of(page).cue.pk == cue.pk
    assert str(cue) in page.text


def test_a_set_keeps_the_wording_that_its_page_showed(client, mat_runner, tap):
    page = client.get("/today/")
    shown = card_of(page).cue
    lamp = Page(page).lamps("prone-squeeze")[0]
    cue = Cue.objects.get(pk=shown.pk)
    cue.write({"en": "Another wording."})
    cue.publish()
    cue.save()
    assert tap(lamp).status_code == 200
    entry = SetEntry.objects.get()
    assert (entry.cue_id, entry.cue_version) == (shown.pk, 1)
    tap(Page(client.get("/today/")).lamps("prone-squeeze")[0])
    assert SetEntry.objects.latest("pk").cue_version == 2


def test_a_set_keeps_a_cue_that_was_deleted_meanwhile(client, mat_runner, tap):
    page = client.get("/today/")
    shown = card_of(page).cue
    Cue.objects.filter(pk=shown.pk).update(deleted_at=datetime.now(UTC))
    assert tap(Page(page).lamps("prone-squeeze")[0]).status_code == 200
    entry = SetEntry.objects.get()
    assert (entry.cue_id, entry.cue_version) == (shown.pk, 1)
    assert card_of(client.get("/today/")).cue.pk != shown.pk


def test_a_set_keeps_no_cue_that_somebody_made_up(client, mat_runner, tap):
    lamp = Page(client.get("/today/")).lamps("prone-squeeze")[0]
    signed = lamp.values["asked"]
    tap(lamp, asked=signed[:-1] + ("A" if signed[-1] != "A" else "B"))
    assert SetEntry.objects.get().cue_id is None


def test_a_cue_that_sets_name_cannot_be_erased(client, mat_runner, tap):
    page = client.get("/today/")
    tap(Page(page).lamps("prone-squeeze")[0])
    with pytest.raises(ProtectedError):
        Cue.objects.get(pk=card_of(page).cue.pk).delete()
