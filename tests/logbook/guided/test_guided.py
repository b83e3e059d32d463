"""The guided session: the day's sets in the order in which they are done."""

import json
import re
from datetime import date, timedelta
from uuid import uuid4

import pytest

from exercises.models import Exercise
from exercises.templatetags.unbroken import unbroken
from logbook import actions
from logbook.guided.guided_session import GuidedSession
from logbook.models import Feedback
from logbook.today.page import Page
from plans import runner_choices
from plans.models import Screening
from tests.factories import UserFactory
from tests.logbook.long_logs import start, train

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)


def guided(user, on=MONDAY):
    return GuidedSession(Page(user, on))


def line(user, slug):
    return next(line for line in guided(user).exercises if line.slug == slug)


def opened(user, *slugs, minutes=20):
    """With these exercises on today's plan, by the runner's own choice."""
    for exercise in Exercise.objects.filter(slug__in=slugs):
        runner_choices.override(user=user, exercise=exercise, on=MONDAY)
    user.minutes = minutes
    user.equipment = ["mat", "wall", "band", "trap-bar", "dumbbells"]
    user.save(update_fields=["minutes", "equipment"])
    return user


def did(user, slug, amount=10, side="both", **said):
    exercise_id = Exercise.objects.get(slug=slug).pk
    about = {"user": user, "on": MONDAY, "exercise_id": exercise_id}
    entry = actions.log_set(**about, key=uuid4(), side=side, amount=amount)
    if said:
        actions.give_feedback(**about, **said)
    return entry


def script(response):
    found = re.search(
        r'<script id="guided-script" type="application/json">(.*?)</script>', text(response)
    )
    return json.loads(found[1])


def text(response):
    return response.content.decode()


@pytest.mark.parametrize(
    ("slug", "kind", "times"),
    [
        ("prone-squeeze", "squeeze", (5, 1, 2, 20)),
        ("wall-march-hold", "hold", (1, 1, 0, 20)),
        ("wall-march-quick", "tempo", (0, 1, 0, 20)),
        ("glute-bridge", "hold", (1, 1.5, 2, 60)),
        ("band-walk", "tempo", (0, 1, 0, 60)),
        ("deadlift", "free", (0, 1.5, 2, 120)),
    ],
)
def test_each_exercise_is_timed_in_its_own_way(mat_runner, slug, kind, times):
    train(mat_runner, MONDAY - DAY, 1, ["prone-squeeze"])
    found = line(opened(mat_runner, slug, minutes=20), slug)
    assert (found.kind, found.hold_s, found.up_s, found.down_s, found.rest_s) == (kind, *times)


def test_sides_alternate_with_the_weaker_one_first(mat_runner):
    train(mat_runner, MONDAY - DAY, 1, ["band-walk"], felt_left=8, felt_right=4)
    opened(mat_runner, "band-walk")
    sets = [(s.side, s.number) for s in guided(mat_runner).sets if s.slug == "band-walk"]
    assert sets == [("right", 1), ("left", 1), ("right", 2), ("left", 2)]


def test_what_is_logged_is_done_and_keeps_its_number(mat_runner):
    entry = did(mat_runner, "prone-squeeze", 7)
    first, second, *_ = guided(mat_runner).sets
    assert (first.key, first.amount) == (str(entry.key), 7)
    assert (second.key, second.amount, second.of) == (None, 10, 3)


def test_a_first_load_is_asked_for_and_then_known(mat_runner):
    opened(mat_runner, "deadlift")
    assert (line(mat_runner, "deadlift").wants_load, line(mat_runner, "deadlift").load) == (
        True,
        None,
    )
    entry = did(mat_runner, "deadlift", 4)
    actions.change_set(entry=entry, load_kg=40)
    assert (line(mat_runner, "deadlift").wants_load, line(mat_runner, "deadlift").load) == (
        False,
        "40",
    )


def test_how_it_was_is_asked_until_it_is_said_or_skipped(mat_runner):
    assert line(mat_runner, "prone-squeeze").asks
    did(mat_runner, "prone-squeeze", pain=1)
    assert not line(mat_runner, "prone-squeeze").asks
    did(mat_runner, "standing-squeeze")
    exercise = Exercise.objects.get(slug="standing-squeeze")
    actions.skip_feedback(user=mat_runner, on=MONDAY, exercise_id=exercise.pk)
    assert not line(mat_runner, "standing-squeeze").asks


def test_the_page_carries_the_script_and_its_day(client, mat_runner):
    response = client.get("/today/go/")
    found = script(response)
    assert (response["X-Day"], response["X-Zone"]) == ("2026-03-02", "UTC")
    assert (found["day"], len(found["sets"])) == ("2026-03-02", 6)
    line, one = found["exercises"]["prone-squeeze"], found["sets"][0]
    assert line["beats"] == [["squeeze", 1], ["hold", 5], ["relax", 2]]
    assert (line["rep"], line["place"]) == ("{n} of 10 reps", "Exercise 1 of 2")
    assert one["said"] == "Face-down squeeze, 10 reps, set 1 of 3"
    assert one["next"] == unbroken("Next: Face-down squeeze, set 1 of 3, 3 × 10, hold 5 s")
    assert one["next_said"] == "Next: Face-down squeeze, set 1 of 3, 3 × 10, hold 5 seconds"


def test_a_set_as_the_script_has_it_is_taken_by_the_lamps_address(client, mat_runner):
    found = script(client.get("/today/go/"))
    fields = found["exercises"]["prone-squeeze"]["sends"]
    fields |= {"side": "both", "amount": 10, "key": uuid4()}
    assert client.post(found["addresses"]["log"], fields).status_code == 303
    entry = mat_runner.sets.get()
    assert (entry.amount, entry.hold_s, entry.target_sets) == (10, 5, 3)
    assert entry.cue_id is not None


def test_without_a_script_it_is_the_order_to_read_and_a_way_back(client, mat_runner):
    page = text(client.get("/today/go/"))
    assert page.index("Face-down squeeze") < page.index("Standing squeeze")
    assert unbroken("Rest 20 s between sets") in page
    assert 'href="/today/"' in page


def test_today_leads_to_it(client, mat_runner):
    assert 'href="/today/go/"' in text(client.get("/today/"))


def test_the_days_to_come_are_there_beforehand(client, mat_runner):
    page = text(client.get("/today/"))
    for days in (1, 2, 3):
        address = f"/today/ahead/{MONDAY + days * DAY}/go/"
        assert address in page
        response = client.get(address)
        assert response["X-Day"] == script(response)["day"] == str(MONDAY + days * DAY)
    assert client.get(f"/today/ahead/{MONDAY + 4 * DAY}/go/").status_code == 404


def test_a_day_that_is_done_says_so(client, mat_runner):
    for _ in range(3):
        did(mat_runner, "prone-squeeze")
        did(mat_runner, "standing-squeeze")
    page = text(client.get("/today/go/"))
    assert "All sets of today are logged." in page
    assert "guided-script" not in page


def test_an_emergency_has_no_session(client, library, clock):
    user = start(UserFactory(), MONDAY)
    Screening.objects.filter(user=user).update(outcome="stop")
    client.force_login(user)
    page = text(client.get("/today/go/"))
    assert "get medical help now" in page
    assert "guided-script" not in page


def test_the_end_tells_what_was_done_and_what_it_changes(client, mat_runner):
    did(mat_runner, "prone-squeeze", felt_left=8, felt_right=7, pain=0)
    whole, part = (
        client.get("/today/done/"),
        client.get("/today/done/", headers={"hx-request": "true"}),
    )
    for page in map(text, (whole, part)):
        assert "Face-down squeeze" in page
        assert "felt 8 left, 7 right" in page
    assert "<html" in text(whole)
    assert "<html" not in text(part)


def test_a_stranger_sees_nothing_of_it(client, mat_runner, library):
    did(mat_runner, "prone-squeeze", 7)
    client.force_login(start(UserFactory(), MONDAY))
    assert all(one["key"] is None for one in script(client.get("/today/go/"))["sets"])
    assert "Nothing is logged" in text(client.get("/today/done/"))
    client.logout()
    assert client.get("/today/go/").status_code == 302
    assert client.get("/today/done/").status_code == 302
    assert Feedback.objects.count() == 0


@pytest.mark.parametrize("days", [1, 500])
def test_it_costs_at_most_14_queries(client, mat_runner, django_assert_max_num_queries, days):
    train(mat_runner, MONDAY - days * DAY, days, sets=3)
    for address in ("/today/go/", "/today/done/"):
        with django_assert_max_num_queries(14):
            assert client.get(address).status_code == 200
