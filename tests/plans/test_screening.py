from datetime import date, timedelta

import pytest
from django.urls import reverse

from plans import screening
from plans.models import Enrollment, Screening
from plans.programs import enroll
from plans.screening import QUESTIONS, outcome_of, screen_for
from tests.factories import UserFactory

KEYS = [key for key, _question in QUESTIONS]
MARCH_1 = date(2026, 3, 1)


def answers(*yes):
    return {key: key in yes for key in KEYS}


def test_any_yes_asks_first_and_a_numb_saddle_stops():
    assert outcome_of(answers()) == "clear"
    assert {key: outcome_of(answers(key)) for key in KEYS} == {
        key: "stop" if key == "saddle" else "ask" for key in KEYS
    }
    assert outcome_of(answers("back", "saddle")) == outcome_of(answers(*KEYS)) == "stop"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("yes", "asked_on", "last_trained", "on", "screen"),
    [
        ((), 0, None, 0, "clear"),
        ((), 0, 80, 84, "clear"),
        ((), 0, 84, 85, None),  # older than 12 weeks
        ((), 0, 10, 38, "clear"),
        ((), 0, 10, 39, None),  # more than 28 days without training
        ((), 0, None, 28, "clear"),
        ((), 0, None, 29, None),
        ((), 40, 10, 41, "clear"),  # away, but asked on coming back
        (("heart",), 0, None, 1, "ask"),
        (("heart",), 0, 10, 39, None),
        (("saddle",), 0, None, 1, "stop"),
        (("saddle",), 0, None, 400, "stop"),  # no time lifts it
    ],
)
def test_the_questions_come_again_after_12_weeks_or_28_days_away(
    yes, asked_on, last_trained, on, screen
):
    runner = UserFactory()
    screening.answer(runner, MARCH_1 + timedelta(asked_on), answers(*yes))
    trained = None if last_trained is None else MARCH_1 + timedelta(last_trained)

    assert screen_for(runner, MARCH_1 + timedelta(on), trained) == screen


def test_answers_without_end_are_not_stored_beside_one_another(db):
    user, on = UserFactory(), date(2026, 3, 2)
    for n in range(screening.MOST_A_DAY + 3):
        said = screening.answer(user, on, {key: n % 2 == 0 for key, _text in QUESTIONS})
    assert user.screenings.count() == screening.MOST_A_DAY
    assert screening.latest(user) == said
    assert said.answers["heart"]


@pytest.mark.django_db
def test_the_screen_costs_one_query_and_reads_ones_own_row(django_assert_num_queries):
    runner, stranger = UserFactory(), UserFactory()
    screening.answer(stranger, MARCH_1, answers())

    with django_assert_num_queries(1):
        assert screen_for(runner, MARCH_1, None) is None


@pytest.mark.django_db
def test_who_has_asked_a_clinician_may_lift_until_asked_again():
    runner = UserFactory()
    screening.answer(runner, MARCH_1, answers("groin"))

    screening.confirm(runner, MARCH_1 + timedelta(3))
    assert screen_for(runner, MARCH_1 + timedelta(4), None) == "clear"

    screening.answer(runner, MARCH_1 + timedelta(5), answers("groin"))
    assert screen_for(runner, MARCH_1 + timedelta(5), None) == "ask"


@pytest.mark.django_db
@pytest.mark.parametrize("yes", ["saddle", None])
def test_confirming_lifts_nothing_but_an_ask(yes):
    runner = UserFactory()
    screening.answer(runner, MARCH_1, answers(*filter(None, [yes])))

    screening.confirm(runner, MARCH_1)

    assert Screening.objects.get().cleared_on is None


def test_confirming_without_having_been_asked_does_nothing(db):
    screening.confirm(UserFactory(), MARCH_1)

    assert not Screening.objects.exists()


@pytest.fixture
def runner(client, library):
    runner = UserFactory()
    client.force_login(runner)
    return runner


def say(*yes):
    return {key: "yes" if key in yes else "no" for key in KEYS}


def test_seven_questions_stand_at_the_start(client, runner):
    page = client.get(reverse("start")).content.decode()

    assert page.count('<li class="card">') == 7
    assert "eparmedx.com" in page
    assert "checked" not in page


def test_no_to_each_leads_to_the_first_plan(client, runner):
    response = client.post(reverse("start"), say())

    assert response["Location"] == reverse("start_training")
    assert Screening.objects.get(user=runner).outcome == "clear"
    assert Screening.objects.get().answers == answers()
    assert Enrollment.objects.get(user=runner).since == runner.today()


def test_no_button_answers_for_the_runner(client, runner):
    """Pages that were open before an update still have one."""
    assert client.post(reverse("start"), {"rest_is_no": "1"}).status_code == 422
    assert not Screening.objects.exists()


@pytest.mark.parametrize("wrong", [{}, {"heart": "perhaps"}])
def test_an_open_or_a_wrong_answer_comes_back_at_its_question(client, runner, wrong):
    response = client.post(reverse("start"), {"groin": "yes"} | wrong)

    assert response.status_code == 422
    page = response.content.decode()
    assert 'id="id_heart_error"' in page
    assert page.count("checked") == 1
    assert not Screening.objects.exists()
    assert not Enrollment.objects.exists()


def test_a_yes_gives_a_plan_without_lifts_until_the_runner_has_asked(client, runner):
    response = client.post(reverse("start"), say("strain"), follow=True)

    assert response.redirect_chain[-1][0] == reverse("start_ask")
    assert "emergency" not in response.content.decode()
    assert Enrollment.objects.filter(user=runner).exists()

    client.post(reverse("start_ask"))
    assert screen_for(runner, runner.today(), None) == "clear"
    assert "that you have asked" in client.get(reverse("start_ask")).content.decode()


def test_chest_pain_shows_the_emergency_sentence(client, runner):
    page = client.post(reverse("start"), say("chest"), follow=True).content.decode()

    assert "call the emergency number" in page


def test_the_emergency_pattern_shows_the_emergency_and_gives_no_plan(client, runner):
    page = client.post(reverse("start"), say("back", "saddle"), follow=True).content.decode()

    assert "See a doctor today" in page
    assert not Enrollment.objects.exists()
    client.post(reverse("start_ask"))
    assert screen_for(runner, runner.today(), None) == "stop"


def test_a_runner_who_trains_already_goes_back_to_today(client, runner):
    enroll(runner, on=MARCH_1)

    response = client.post(reverse("start"), say())

    assert response["Location"] == reverse("today")
    assert Enrollment.objects.get().since == MARCH_1


@pytest.mark.parametrize("name", ["start_ask", "start_stop"])
def test_a_stranger_finds_nothing_of_anothers_answers(client, runner, name):
    screening.answer(UserFactory(), MARCH_1, answers("saddle" if name == "start_stop" else "heart"))

    assert client.get(reverse(name))["Location"] == reverse("start")
    client.post(reverse("start_ask"))
    assert Screening.objects.get().cleared_on is None


@pytest.mark.django_db
def test_a_visitor_is_asked_to_log_in_first(client):
    for name in ("start", "start_ask", "start_stop"):
        assert client.get(reverse(name))["Location"].startswith(reverse("account_login"))
