from datetime import date, timedelta

import pytest
from django.utils.html import strip_tags

from exercises.models import Exercise
from logbook.models import Feedback, SetEntry
from logbook.training_state import training_state_on
from plans import runner_choices
from plans.models import Choice, Screening, Step
from tests.factories import UserFactory
from tests.logbook.long_logs import start, train

MONDAY = date(2026, 3, 2)
SQUEEZES = ("prone-squeeze", "standing-squeeze")
EVERYTHING = ["mat", "wall", "band", "trap-bar", "barbell-rack", "dumbbells"]
pytestmark = pytest.mark.usefixtures("library", "clock")


@pytest.fixture
def runner(client):
    user = start(UserFactory(equipment=EVERYTHING), MONDAY - timedelta(days=20))
    client.force_login(user)
    return user


def squeeze_well(user, days=3, before=MONDAY):
    """Each squeeze at its bar on so many days in a row before a date."""
    train(user, before - timedelta(days=days), days, SQUEEZES, sets=3)
    SetEntry.objects.update(hold_s=5)


def step(page, slug):
    return next(s for _, steps in page.context["stages"] for s in steps if s.exercise.slug == slug)


def text_of(page, slug):
    """What stands on one step, without its tags."""
    content = page.content.decode()
    start = content.index(f'id="{slug}"')
    content = content.replace("\N{NO-BREAK SPACE}", " ")
    return " ".join(strip_tags("<" + content[start:].split('<li class="step', 1)[0]).split())


# The ladder


def test_on_the_first_day_the_squeezes_are_open_and_the_rest_is_locked(client, runner):
    page = client.get("/plan/")
    assert dict(page.context["count"]) == {"open": 2, "locked": 7}
    assert [str(name) for name, _ in page.context["stages"]] == [
        "Activate", "March", "Bridge and walk", "Lift",
    ]  # fmt: skip


def test_an_open_step_says_its_target_and_how_far_it_is(client, runner):
    squeeze_well(runner, days=2)
    words = text_of(client.get("/plan/"), "prone-squeeze")
    assert "Now 3 × 10, hold 5 s" in words
    assert "2 of 3 sessions at 2 × 10 × 5 s, felt 7 or more, pain 2 or less. ours" in words


def test_a_locked_step_says_what_is_still_needed(client, runner):
    squeeze_well(runner, days=2)
    page = client.get("/plan/")
    assert [need.name for need in step(page, "glute-bridge").bars] == [
        "Face-down squeeze", "Standing squeeze",
    ]  # fmt: skip
    assert step(page, "glute-bridge").bars[0].segments == [True, True, False]
    assert "Waits for 2 steps" in text_of(page, "glute-bridge")
    assert "Now" not in text_of(page, "glute-bridge")


def test_proficient_squeezes_open_what_requires_them(client, runner):
    squeeze_well(runner)
    page = client.get("/plan/")
    assert dict(page.context["count"]) == {"proficient": 2, "open": 3, "locked": 4}


def test_a_correction_of_the_past_changes_the_ladder(client, runner):
    squeeze_well(runner)
    Feedback.objects.filter(workout__date=MONDAY - timedelta(days=1)).update(felt_left=3)
    assert dict(client.get("/plan/").context["count"]) == {"open": 2, "locked": 7}


def test_a_step_closed_by_pain_says_so_and_when_it_opens(client, runner):
    squeeze_well(runner, before=MONDAY - timedelta(days=2))
    train(runner, MONDAY - timedelta(days=2), 2, ["glute-bridge"], pain=7)
    words = text_of(client.get("/plan/"), "glute-bridge")
    assert "Closed" in words
    assert "Have a clinician look at it" in words


def test_the_safety_answers_lock_the_lifts_in_words(client, runner):
    Screening.objects.update(outcome="ask")
    assert "asked a clinician" in text_of(client.get("/plan/"), "deadlift")


@pytest.mark.parametrize(("outcome", "way"), [("ask", "/start/ask/"), ("stop", "/start/stop/")])
def test_the_ladder_leads_on_from_the_safety_answers(client, runner, outcome, way):
    Screening.objects.update(outcome=outcome)
    assert f'href="{way}"' in client.get("/plan/").content.decode()


def test_without_safety_answers_they_come_first(client, runner):
    Screening.objects.all().delete()
    assert client.get("/plan/").url == "/start/"
    assert client.post("/plan/deadlift/open/").url == "/start/"


def test_the_rules_stand_beside_with_their_source(client, runner):
    page = client.get("/plan/").content.decode()
    assert '<span class="src">article</span>' in page
    assert '<span class="src">ours</span>' in page


def test_each_dose_and_frequency_says_whose_it_is(client, runner):
    words = text_of(client.get("/plan/"), "single-leg-bridge")
    assert "2–4 × 6–8 each side article hold 1–3 s article every day ours" in words


def test_a_lock_is_said_as_everywhere_else(client, runner):
    words = text_of(client.get("/plan/"), "single-leg-bridge")
    assert "Waits for: Glute bridge. 0 of 2 sessions at 3 × 12 × 3 s. ours" in words


def test_what_a_step_waits_for_counts_today_in(client, runner):
    squeeze_well(runner, days=1)
    train(runner, MONDAY, 1, SQUEEZES[:1], sets=3)
    SetEntry.objects.update(hold_s=5)
    page = client.get("/plan/")
    assert step(page, "prone-squeeze").bars[0].row == 2
    assert [need.row for need in step(page, "glute-bridge").bars] == [2, 1]


def test_a_step_that_today_opened_waits_for_nothing_and_says_when_it_comes(client, runner):
    squeeze_well(runner, days=3, before=MONDAY + timedelta(days=1))
    page = client.get("/plan/")
    words = text_of(page, "glute-bridge")
    assert "Opens tomorrow Locked" in words
    assert "Waits for" not in words
    assert "Waits for: Glute bridge" in text_of(page, "single-leg-bridge")


def test_a_closed_step_that_opens_tomorrow_waits_for_no_further_day(client, runner):
    squeeze_well(runner, days=3, before=MONDAY - timedelta(days=3))
    train(runner, MONDAY - timedelta(days=3), 1, ["glute-bridge"], sets=2)
    Feedback.objects.filter(exercise__slug="glute-bridge").update(pain=8)
    for day, words in ((MONDAY - timedelta(days=1), "after 1 more day"), (MONDAY, "")):
        squeeze_well(runner, days=1, before=day + timedelta(days=1))
        found = text_of(client.get("/plan/"), "glute-bridge")
        assert ("more day" in found) is bool(words)
    assert "Opens tomorrow" in found


def test_what_builds_on_a_step_that_opens_tomorrow_waits_for_a_day_with_it(client, runner):
    """Two painless days reopen the bridge; what builds on it comes after a day with it."""
    squeeze_well(runner, days=3, before=MONDAY - timedelta(days=9))
    for back, slug in ((9, "glute-bridge"), (8, "glute-bridge"), (7, "single-leg-bridge")):
        train(runner, MONDAY - timedelta(days=back), 1, [slug], sets=3, effort=7)
    SetEntry.objects.filter(exercise__slug="glute-bridge").update(amount=12, hold_s=3)
    train(runner, MONDAY - timedelta(days=3), 1, ["glute-bridge"], sets=2, pain=8)
    train(runner, MONDAY - timedelta(days=1), 2, ["band-walk"], sets=2)
    page = client.get("/plan/")
    assert "Opens tomorrow" in text_of(page, "glute-bridge")
    words = text_of(page, "single-leg-bridge")
    assert "Opens tomorrow" not in words
    assert "Waits for: Glute bridge" in words
    assert "Single-leg bridge comes back after a day with: Glute bridge." in words


def test_what_was_done_today_says_what_is_said_of_tomorrow(client, runner):
    squeeze_well(runner, days=3, before=MONDAY - timedelta(days=7))
    train(runner, MONDAY - timedelta(days=7), 2, ["wall-march-hold"], sets=3, form=True)
    train(runner, MONDAY - timedelta(days=4), 4, ["wall-march-quick"], sets=2)
    rests = "4 days of seven are the most."
    words = text_of(client.get("/plan/"), "wall-march-quick")
    assert f"Wall march, quick rests today: {rests}" in words
    SetEntry.objects.filter(workout__date=MONDAY - timedelta(days=4)).delete()
    train(runner, MONDAY, 1, ["wall-march-quick"], sets=2)
    words = text_of(client.get("/plan/"), "wall-march-quick")
    assert f"Wall march, quick rests tomorrow: {rests}" in words


@pytest.mark.parametrize(
    ("pain", "words"),
    [(0, "3 open, 4 locked"), (7, "2 open, 5 locked, 4 of them closed")],
)
def test_the_head_says_how_many_of_the_locked_steps_are_closed(client, runner, pain, words):
    squeeze_well(runner, before=MONDAY - timedelta(days=2))
    train(runner, MONDAY - timedelta(days=2), 2, ["glute-bridge"], pain=pain)
    page = client.get("/plan/").content.decode()
    head = strip_tags(page[page.index("<h1>") :].split("</p>", 1)[0])
    assert " ".join(head.split()) == f"Plan 2 proficient, {words}"


def test_a_closed_step_says_so_once(client, runner):
    squeeze_well(runner, before=MONDAY - timedelta(days=2))
    train(runner, MONDAY - timedelta(days=2), 2, ["glute-bridge"], pain=7)
    page = client.get("/plan/")
    assert text_of(page, "glute-bridge").count("Closed on") == 1
    assert text_of(page, "glute-bridge").count("clinician") == 1  # in the warning
    assert page.content.decode().count("Have a clinician look at the pain of") == 1


def test_a_lift_that_a_closing_shut_is_shut_for_pain_until_it_opens(client, runner):
    """Also once the closed step itself is open again."""
    deadlift = Exercise.objects.get(slug="deadlift")
    runner_choices.override(user=runner, exercise=deadlift, on=MONDAY - timedelta(days=9))
    squeeze_well(runner, before=MONDAY - timedelta(days=5))
    train(runner, MONDAY - timedelta(days=5), 1, ["glute-bridge"], pain=8)
    train(runner, MONDAY - timedelta(days=4), 2, SQUEEZES, pain=0)
    page = client.get("/plan/")
    assert step(page, "glute-bridge").view.status == "open"
    words = text_of(page, "deadlift")
    assert "Shut until" in words
    assert "After too much pain" in words
    assert "Too much pain closed this." in words


def test_opening_a_step_early_names_the_clinician_who_is_advised(client, runner):
    early = "The log does not show yet that you are ready for this."
    assert early in text_of(client.get("/plan/"), "deadlift")
    train(runner, MONDAY - timedelta(days=1), 1, SQUEEZES)
    runner.workouts.update(morning_pain=8, morning_place="knee", morning_from_training=False)
    words = text_of(client.get("/plan/"), "deadlift")
    assert "Have a clinician look at your pain before you open this." in words
    assert early not in words


def test_a_lift_that_the_safety_answers_lock_waits_for_them(client, runner):
    deadlift = Exercise.objects.get(slug="deadlift")
    runner_choices.override(user=runner, exercise=deadlift, on=MONDAY)
    Screening.objects.update(outcome="ask")
    page = client.get("/plan/")
    assert step(page, "deadlift").to_go == "Waits for your safety answers"
    assert step(page, "glute-bridge").to_go == "Waits for 2 steps"


# The last session


def test_a_session_that_did_not_count_says_what_it_lacked(client, runner):
    train(runner, MONDAY - timedelta(days=1), 1, SQUEEZES, sets=3, felt_left=6)
    SetEntry.objects.update(hold_s=5)
    words = text_of(client.get("/plan/"), "prone-squeeze")
    assert "Yesterday: Left felt 6; 7 counts." in words


def test_a_session_that_counted_says_so(client, runner):
    squeeze_well(runner, days=1)
    assert "Yesterday: it counted." in text_of(client.get("/plan/"), "prone-squeeze")


def test_who_is_proficient_is_not_told_that_a_session_did_not_count(client, runner):
    squeeze_well(runner, before=MONDAY - timedelta(days=1))
    train(runner, MONDAY - timedelta(days=1), 1, SQUEEZES, sets=1)
    words = text_of(client.get("/plan/"), "prone-squeeze")
    assert "Yesterday." in words
    assert "count" not in words


def test_only_the_step_that_was_asked_for_is_unfolded(client, runner):
    page = client.get("/plan/?step=glute-bridge").content.decode()
    assert page.count('<details class="fold" open>') == 1


# Going on without the feeling


def squeeze_without_feeling(user, days):
    train(user, MONDAY - timedelta(days=days), days, SQUEEZES, sets=3, felt_left=4, felt_right=5)
    SetEntry.objects.update(hold_s=5)


def test_going_on_is_offered_taken_and_taken_back(client, runner):
    squeeze_without_feeling(runner, days=15)
    page = client.get("/plan/")
    assert "Feeling it takes some people longer." in text_of(page, "prone-squeeze")
    for slug in SQUEEZES:
        answer = client.post(f"/plan/{slug}/go-on/")
        assert answer.url == f"/plan/?step={slug}#{slug}"
    page = client.get("/plan/")
    assert step(page, "glute-bridge").view.status == "open"
    assert "You went on without feeling it yet" in text_of(page, "prone-squeeze")
    client.post("/plan/prone-squeeze/take-back/going-on/")
    assert step(client.get("/plan/"), "glute-bridge").view.status == "locked"


def test_going_on_before_it_is_offered_is_refused_in_words(client, runner):
    page = client.post("/plan/prone-squeeze/go-on/")
    assert page.status_code == 422
    assert "Going on is offered after ten sessions" in text_of(page, "prone-squeeze")
    assert not Choice.objects.exists()


# Easy week


def test_an_easy_week_is_offered_taken_and_taken_back(client):
    runner = start(UserFactory(), MONDAY - timedelta(days=42))
    client.force_login(runner)
    train(runner, MONDAY - timedelta(days=42), 42, SQUEEZES)
    assert "Take an easy week" in client.get("/plan/").content.decode()
    assert client.post("/plan/easy-week/").url == "/plan/?step=easy-week#easy-week"
    page = client.get("/plan/").content.decode()
    assert "An easy week until 8 March" in page
    assert "Take an easy week" not in page
    client.post("/plan/easy-week/", {"end": ""})
    assert not Choice.objects.exists()


def test_the_days_of_an_easy_week_that_is_taken_back_keep_what_they_said(client, clock):
    runner = start(UserFactory(), MONDAY - timedelta(days=42))
    client.force_login(runner)
    train(runner, MONDAY - timedelta(days=42), 42, SQUEEZES)
    client.post("/plan/easy-week/")
    train(runner, MONDAY, 2, SQUEEZES, sets=3)
    SetEntry.objects.filter(workout__date__gte=MONDAY).update(hold_s=5)  # at the bar
    clock.go(MONDAY + timedelta(days=2))

    def state():
        answer = training_state_on(runner, runner.today()).answer
        return [(view.target, view.row, view.last) for view in answer.steps], answer.notes

    steps, notes = state()
    assert "in-easy-week" in {note.code for note in notes}
    client.post("/plan/easy-week/", {"end": "today"})
    steps_after, notes_after = state()
    assert steps_after == steps
    assert "in-easy-week" not in {note.code for note in notes_after}


def test_an_easy_week_that_is_not_offered_is_not_taken_nor_put_off(client, runner):
    assert "Take an easy week" not in client.get("/plan/").content.decode()
    client.post("/plan/easy-week/")
    client.post("/plan/easy-week/", {"not-now": "plan"})
    assert not Choice.objects.exists()


@pytest.mark.parametrize(("page", "leads_to"), [("today", "/today/"), ("plan", "/plan/")])
def test_an_easy_week_is_put_off_for_seven_days(client, clock, page, leads_to):
    runner = start(UserFactory(), MONDAY - timedelta(days=42))
    client.force_login(runner)
    train(runner, MONDAY - timedelta(days=49), 56, SQUEEZES)
    assert f'name="not-now" value="{page}"' in client.get(leads_to).content.decode()
    for _ in range(2):
        answer = client.post("/plan/easy-week/", {"not-now": page})
        assert answer.url.startswith(leads_to)
    assert Choice.objects.get().kind == Choice.Kind.NOT_NOW
    assert "Take an easy week" not in client.get("/today/").content.decode()
    assert "It is offered again on 9 March." in client.get("/plan/").content.decode()
    clock.go(MONDAY + timedelta(days=7))
    assert "Take an easy week" in client.get("/today/").content.decode()


def test_an_easy_week_that_was_put_off_can_be_taken_after_all(client):
    runner = start(UserFactory(), MONDAY - timedelta(days=42))
    client.force_login(runner)
    train(runner, MONDAY - timedelta(days=42), 42, SQUEEZES)
    client.post("/plan/easy-week/", {"not-now": "plan"})
    client.post("/plan/easy-week/")
    assert "An easy week until 8 March" in client.get("/plan/").content.decode()


# Which lift


def lift(runner, *slugs):
    for slug in slugs:
        exercise = Exercise.objects.get(slug=slug)
        runner_choices.override(user=runner, exercise=exercise, on=MONDAY)


def pinned(page):
    return [slug for slug, _, is_on in page.context["lifts"] if is_on]


def test_locked_lifts_leave_nothing_to_choose(client, runner):
    assert client.get("/plan/").context["lifts"] == []


def test_one_lift_is_done_alone_until_both_take_turns_again(client, runner):
    lift(runner, "deadlift", "single-leg-deadlift")
    assert pinned(client.get("/plan/")) == [""]
    answer = client.post("/plan/pin/", {"exercise": "single-leg-deadlift"})
    assert answer.url == "/plan/?step=which-lift#which-lift"
    assert pinned(client.get("/plan/")) == ["single-leg-deadlift"]
    assert "You chose to do this lift alone." in client.get("/today/").content.decode()
    client.post("/plan/pin/", {"exercise": ""})
    assert pinned(client.get("/plan/")) == [""]


def test_a_choice_of_lift_outlives_its_step_in_a_draft(client, runner):
    lift(runner, "deadlift", "single-leg-deadlift")
    client.post("/plan/pin/", {"exercise": "single-leg-deadlift"})
    Step.objects.filter(exercise__slug="single-leg-deadlift").delete()
    assert pinned(client.get("/plan/")) == ["single-leg-deadlift"]


@pytest.mark.parametrize("slug", ["glute-bridge", "burpee"])
def test_what_is_no_lift_cannot_be_chosen_alone(client, runner, slug):
    assert client.post("/plan/pin/", {"exercise": slug}).status_code == 404


def test_one_runner_never_chooses_anothers_lift(client, runner):
    lift(runner, "deadlift", "single-leg-deadlift")
    client.force_login(start(UserFactory(), MONDAY))
    client.post("/plan/pin/", {"exercise": "deadlift"})
    client.force_login(runner)
    assert pinned(client.get("/plan/")) == [""]


# Opening anyway


def test_a_locked_step_opens_by_the_runners_word_and_closes_again(client, runner):
    assert client.post("/plan/glute-bridge/open/").url == "/plan/?step=glute-bridge#glute-bridge"
    page = client.get("/plan/")
    assert step(page, "glute-bridge").view.status == "open"
    assert "You opened this" in text_of(page, "glute-bridge")
    client.post("/plan/glute-bridge/take-back/override/")
    assert step(client.get("/plan/"), "glute-bridge").view.status == "locked"


def test_opening_twice_on_a_day_is_one_choice(client, runner):
    for _ in range(2):
        runner_choices.override(
            user=runner,
            exercise=step(client.get("/plan/"), "glute-bridge").exercise,
            on=MONDAY,
        )
    assert Choice.objects.count() == 1


def test_an_open_step_is_not_opened_again(client, runner):
    client.post("/plan/prone-squeeze/open/")
    assert not Choice.objects.exists()


@pytest.mark.parametrize("outcome", ["ask", "stop"])
def test_the_runners_word_does_not_lift_the_safety_answers(client, runner, outcome):
    Screening.objects.update(outcome=outcome)
    page = client.post("/plan/deadlift/open/")
    assert page.status_code == 422
    assert "Your safety answers keep this locked." in text_of(page, "deadlift")
    assert not Choice.objects.exists()


# Going on without


def test_missing_equipment_is_said_and_can_be_waived(client, runner):
    runner.equipment = ["mat", "wall"]
    runner.save()
    squeeze_well(runner)
    page = client.get("/plan/")
    assert "Missing: " in text_of(page, "band-walk")
    assert "band-walk" in needed_by(page, "deadlift")
    for _ in range(2):
        assert client.post("/plan/band-walk/waive/").status_code == 302
    assert Choice.objects.count() == 1
    page = client.get("/plan/")
    assert "it counts as met" in text_of(page, "band-walk")
    assert "0 of" not in text_of(page, "band-walk")  # nothing is asked of it
    assert "band-walk" not in needed_by(page, "deadlift")
    client.post("/plan/band-walk/take-back/waiver/")
    assert "band-walk" in needed_by(client.get("/plan/"), "deadlift")


def test_a_waiver_that_does_not_count_yet_is_not_said_to_count(client, runner):
    runner.equipment = ["mat", "wall"]
    runner.save()
    client.post("/plan/band-walk/waive/")
    words = text_of(client.get("/plan/"), "band-walk")
    assert "it counts once what it waits for is met." in words
    assert "it counts as met" not in words


def test_what_nothing_waits_for_cannot_be_waived(client, runner):
    runner.equipment = []
    runner.save()
    assert not step(client.get("/plan/"), "single-leg-deadlift").may_waive
    assert client.post("/plan/single-leg-deadlift/waive/").status_code == 422
    assert not Choice.objects.exists()


def needed_by(page, slug):
    return [need.exercise for need in step(page, slug).view.needs]


def test_what_is_not_missing_cannot_be_waived(client, runner):
    page = client.post("/plan/band-walk/waive/")
    assert page.status_code == 422
    assert not Choice.objects.exists()


# Whose


POSTS = ("/plan/{}/open/", "/plan/{}/waive/", "/plan/{}/go-on/", "/plan/{}/take-back/override/")


@pytest.mark.parametrize("address", POSTS)
def test_an_exercise_that_is_not_on_the_ladder_is_not_found(client, runner, address):
    assert client.post(address.format("burpee")).status_code == 404


def test_an_unknown_kind_of_choice_is_not_found(client, runner):
    assert client.post("/plan/deadlift/take-back/regret/").status_code == 404


@pytest.mark.parametrize("address", POSTS)
def test_choices_are_made_by_post(client, runner, address):
    assert client.get(address.format("deadlift")).status_code == 405


@pytest.mark.parametrize("is_staff", [False, True])
def test_nobody_takes_back_another_runners_choice(client, runner, is_staff):
    client.post("/plan/glute-bridge/open/")
    other = start(UserFactory(is_staff=is_staff, is_superuser=is_staff), MONDAY)
    client.force_login(other)
    client.post("/plan/glute-bridge/take-back/override/")
    assert Choice.objects.get().user == runner


def test_a_stranger_is_asked_to_log_in(client):
    for address in ("/plan/", *(post.format("deadlift") for post in POSTS)):
        assert client.post(address).url.startswith("/accounts/login/")


@pytest.mark.usefixtures("pages_are_cached")
@pytest.mark.parametrize("days", [1, 500])
def test_the_ladder_costs_the_same_after_500_days(
    client, runner, django_assert_num_queries, django_assert_max_num_queries, days
):
    train(runner, MONDAY - timedelta(days=days), days)
    client.get("/plan/")  # the checkpoint is made once a day
    with django_assert_max_num_queries(14) as queries:
        client.get("/plan/")
    train(runner, MONDAY)
    with django_assert_num_queries(len(queries)):
        client.get("/plan/")


# The last session


def last_of(client, slug):
    return step(client.get("/plan/"), slug).last


def test_the_last_step_has_no_bar_so_its_sessions_count_towards_nothing(client, runner):
    train(runner, MONDAY - timedelta(days=1), 1, ["single-leg-deadlift"], pain=7)
    assert last_of(client, "single-leg-deadlift") == "Yesterday."


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"felt_left": 6}, "Yesterday: Left felt 6; 7 counts."),
        ({"pain": 4}, "Yesterday: It did not count."),
        (
            {"pain": 4, "felt_left": 6},
            "Yesterday: It did not count. Left felt 6; 7 counts.",
        ),
    ],
)
def test_what_the_dose_says_of_the_last_session_is_not_all_that_the_page_says(
    client, runner, said, words
):
    train(runner, MONDAY - timedelta(days=1), 1, ["prone-squeeze"], sets=3, **said)
    SetEntry.objects.update(hold_s=5)
    assert last_of(client, "prone-squeeze") == words


def test_a_session_that_waits_for_its_hold_is_not_counted_yet(client, runner):
    train(runner, MONDAY - timedelta(days=1), 1, ["prone-squeeze"], sets=3)
    SetEntry.objects.update(hold_s=None)
    assert last_of(client, "prone-squeeze") == "Yesterday: Not counted yet."


# Pain of today


def test_what_the_pain_of_today_shuts_is_shut_on_the_ladder_at_once(client, runner):
    """So that no step above speaks of its next dose beside a bridge that is closed."""
    squeeze_well(runner)
    train(runner, MONDAY, 1, ["glute-bridge"], pain=8)
    page = client.get("/plan/")
    assert step(page, "glute-bridge").closed
    assert step(page, "single-leg-bridge").closed
    assert "It can open after 2 more days" in text_of(page, "single-leg-bridge")
    assert not step(page, "band-walk").closed


def test_a_lift_that_hurts_today_gives_one_date_and_none_to_the_one_that_comes_later(
    client, runner
):
    for slug in ("deadlift", "single-leg-deadlift"):
        exercise = Exercise.objects.get(slug=slug)
        runner_choices.override(user=runner, exercise=exercise, on=MONDAY - timedelta(days=1))
    train(runner, MONDAY, 1, ["deadlift"], pain=6)
    page = client.get("/plan/")
    assert "The next one can be on 7 March." in text_of(page, "deadlift")
    of_single_leg = text_of(page, "single-leg-deadlift")
    assert "Single-leg deadlift comes once you are proficient in: Deadlift." in of_single_leg
    assert "7 March" not in of_single_leg


# An emergency


def test_without_a_plan_the_ladder_asks_and_offers_nothing(client, runner):
    squeeze_well(runner)
    Screening.objects.update(outcome="stop")
    page = client.get("/plan/")
    html = page.content.decode()
    assert "Until then there is no plan." in html
    assert "<dt>Now</dt>" not in html
    assert "Open it anyway" not in html
    assert "/plan/forecast/" not in html
    assert step(page, "glute-bridge").target == ""
    assert client.post("/plan/wall-march-quick/open/").status_code == 422
    assert not Choice.objects.exists()
