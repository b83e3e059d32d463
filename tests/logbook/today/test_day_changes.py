"""The menu of a card, and what it makes of today's plan."""

from datetime import date, timedelta
from http import HTTPStatus

import pytest
from django.utils.html import escape

from exercises.models import Exercise
from plans.models import Choice
from tests.factories import FeedbackFactory, SetEntryFactory, UserFactory
from tests.logbook.form_pages import Page
from tests.logbook.long_logs import start, train

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)
PRONE, STAND = "prone-squeeze", "standing-squeeze"


@pytest.fixture
def runner(mat_runner):
    """On the first day: both squeezes, three sets each."""
    return mat_runner


@pytest.fixture
def change(client):
    def send(value, on=MONDAY, **headers):
        values = {"change": value, "date": on}
        return client.post("/today/change/", values, follow=True, headers=headers)

    return send


def page_of(client):
    return client.get("/today/").context["page"]


def planned(client):
    return [item.exercise for item in page_of(client).answer.today]


def html(client):
    return client.get("/today/").content.decode()


def kinds(client, slug):
    return [one.kind for one in page_of(client).card(slug).menu]


def choose(user, slug, kind, on):
    Choice.objects.create(user=user, exercise=Exercise.objects.get(slug=slug), kind=kind, on=on)


def test_each_line_of_the_menu_says_what_it_means_for_the_plan(client, runner):
    menu = page_of(client).card(PRONE).menu
    assert [one.kind for one in menu] == ["easier", "later", "not-today", "hurts"]
    assert menu[-1].meaning.endswith("again and again, have a clinician look at it.")
    said = html(client)
    assert all(escape(one.words) in said and escape(one.meaning) in said for one in menu)
    assert kinds(client, STAND) == ["easier", "not-today", "hurts"]  # nothing comes after it


def test_what_is_left_out_is_not_counted_by_the_head_of_the_page(client, runner, change):
    before = page_of(client).lead
    change(f"not-today {PRONE}")
    lead = page_of(client).lead
    assert (before.sets, lead.sets) == (6, 3)
    assert [group.slug for group in lead.groups] == [STAND]
    assert lead.title.startswith("1\xa0exercise, 5\xa0minutes")


def test_a_change_is_said_once_below_the_cards_and_can_be_taken_back(client, runner, change):
    answer = change(f"not-today {PRONE}")
    words = "Face-down squeeze is left out today, as you chose."
    assert answer.content.decode().count(words) == 2  # the toast says it as well
    assert html(client).count(words) == 1
    client.post("/today/change/undo", {"change": f"not-today {PRONE}", "date": MONDAY})
    assert planned(client) == [PRONE, STAND]
    assert not Choice.objects.exists()


def test_what_came_later_and_is_done_comes_later_no_more(client, runner, change):
    change(f"later {PRONE}")
    assert "comes later today" in html(client)
    SetEntryFactory.create_batch(3, user=runner, slug=PRONE, amount=10, hold_s=5)
    assert "comes later today" not in html(client)


def test_the_undo_of_a_change_takes_it_back_and_twice_does_no_harm(client, runner, change):
    (message,) = change(f"later {PRONE}").context["messages"]
    assert planned(client) == [STAND, PRONE]
    for _ in range(2):
        assert client.post(message.extra_tags).status_code == HTTPStatus.SEE_OTHER
        assert planned(client) == [PRONE, STAND]


def test_a_set_fewer_is_asked_on_every_page(client, runner, change):
    change(f"easier {PRONE}")
    assert page_of(client).card(PRONE).dose.sets == 2
    assert client.get("/today/go/").content.decode().count('"slug": "prone-squeeze"') == 2


def test_on_the_next_day_all_is_as_it_was(client, runner, change, clock):
    change(f"not-today {PRONE}")
    clock.go(MONDAY + DAY)
    assert planned(client) == [PRONE, STAND]


def test_the_same_change_sent_twice_is_one(client, runner, change):
    for _ in range(2):
        change(f"not-today {PRONE}")
    assert Choice.objects.count() == 1


def test_a_lift_is_swapped_for_the_other_one(client, runner, change):
    runner.equipment = ["band", "trap-bar", "dumbbells"]
    runner.save()
    for slug in ("deadlift", "single-leg-deadlift"):
        choose(runner, slug, "override", MONDAY - DAY)
    menu = page_of(client).card("deadlift").menu
    assert [(one.kind, one.instead) for one in menu][-3] == ("swap", "single-leg-deadlift")
    change("swap deadlift single-leg-deadlift")
    assert planned(client)[-1] == "single-leg-deadlift"
    assert "it takes the place of" in html(client)
    assert page_of(client).lead.next_lift == "Lift today"


def test_what_was_begun_can_be_stopped_and_its_sets_stay(client, runner, change):
    SetEntryFactory(user=runner, slug=PRONE, date=MONDAY, hold_s=5)
    assert kinds(client, PRONE) == ["later", "not-today", ""]
    change(f"not-today {PRONE}")
    page = page_of(client)
    assert [card.slug for card in page.cards] == [STAND, PRONE]
    assert page.card(PRONE).item is None
    assert page.card(PRONE).entries


def test_what_hurts_while_it_is_done_is_asked_for_a_number(client, runner):
    SetEntryFactory(user=runner, slug=PRONE, date=MONDAY, hold_s=5)
    link = page_of(client).card(PRONE).menu[-1]
    assert link.words == "It hurts"
    assert client.get(link.address).context["page"].card(PRONE).feedback.is_open


def test_what_hurts_says_at_once_what_it_makes_of_the_next_time(client, runner, change):
    page = change(f"hurts {PRONE}").context["page"]
    [made] = page.changes
    assert made.words == (
        "Face-down squeeze rests today: you said that it hurts. Next time: 2 × 10, hold 5 s."
    )


def test_to_what_hurts_no_answers_of_last_time_are_offered(client, runner, clock, change):
    train(runner, MONDAY, slugs=(PRONE,), pain=0)
    clock.go(MONDAY + DAY)

    def is_offered(answer):
        buttons = Page(answer).form_of(f"fb-{PRONE}").buttons
        return "Log as last time" in [one.label for one in buttons]

    change(f"hurts {PRONE}", on=MONDAY + DAY)
    SetEntryFactory(user=runner, slug=PRONE, date=MONDAY + DAY, hold_s=5)
    assert not is_offered(client.get(f"/today/?feedback={PRONE}"))
    Choice.objects.all().delete()
    assert is_offered(client.get(f"/today/?feedback={PRONE}"))
    asked = client.get(page_of(client).card(PRONE).menu[-1].address)
    assert not is_offered(asked)
    refused = Page(asked).form_of(f"fb-{PRONE}").send(client, "Log")
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not is_offered(refused)


@pytest.mark.parametrize("sets", [1, 3])
def test_a_menu_from_before_the_first_set_asks_how_much_it_hurts_too(client, runner, change, sets):
    for _ in range(sets):
        SetEntryFactory(user=runner, slug=PRONE, date=MONDAY, hold_s=5)
    answer = change(f"hurts {PRONE}")
    assert answer.redirect_chain[-1][0] == f"/today/?feedback={PRONE}&hurts=1#fb-{PRONE}"
    assert answer.context["page"].card(PRONE).feedback.is_open
    assert "nothing was changed" not in answer.content.decode()


def test_what_is_done_has_no_menu(client, runner):
    for _ in range(3):
        SetEntryFactory(user=runner, slug=PRONE, date=MONDAY, hold_s=5)
    FeedbackFactory(user=runner, slug=PRONE, date=MONDAY, pain=0)
    assert page_of(client).card(PRONE).menu == []


def test_all_left_out_is_a_day_with_nothing_planned_and_a_way_back(client, runner, change):
    for slug in (PRONE, STAND):
        change(f"not-today {slug}")
    page = Page(client.get("/today/"))
    assert "Nothing is planned today." in page.said()
    assert page.said().count("Take back") == 2


@pytest.mark.parametrize(
    "value",
    [
        "", "x", "not-today", "not-today x", "swap prone-squeeze", "not-today deadlift",
        "swap prone-squeeze deadlift", "override prone-squeeze", "easy-week", "not-today \x00",
    ],
)  # fmt: skip
def test_what_the_plan_does_not_offer_changes_nothing(client, runner, change, value):
    answer = change(value)
    assert answer.status_code == HTTPStatus.OK
    assert "nothing was changed" in answer.content.decode()
    assert not Choice.objects.exists()


def test_yesterdays_page_changes_nothing_today(client, runner, change):
    assert "nothing was changed" in change(f"not-today {PRONE}", MONDAY - DAY).content.decode()
    assert not Choice.objects.exists()


def test_nobody_changes_another_ones_day(client, runner, change):
    change(f"not-today {PRONE}")
    for other in (UserFactory(), UserFactory(is_staff=True, is_superuser=True)):
        client.force_login(start(other, MONDAY))
        client.post("/today/change/undo", {"change": f"not-today {PRONE}", "date": MONDAY})
        assert planned(client) == [PRONE, STAND]
    assert Choice.objects.get().user == runner
