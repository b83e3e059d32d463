import json

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from logbook.history import history_of
from logbook.models import Feedback, Run, SetEntry, Workout
from logbook.training_state import plan_on

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library")]


def demo(capsys, *args):
    call_command("demo", "--json", *args)
    return json.loads(capsys.readouterr().out)


def test_the_printed_login_works(client, capsys):
    login = demo(capsys, "--weeks", "1")
    assert client.login(email=login["email"], password=login["password"])
    assert client.get("/today/").status_code == 200


def test_twelve_weeks_of_the_rules_lead_to_the_lifts(capsys):
    user = User.objects.get(email=demo(capsys)["email"])
    answer = plan_on(user, user.today())
    assert answer.step("deadlift").status != "locked"
    assert len({session.date for session in history_of(user).sessions}) > 60
    assert not SetEntry.objects.filter(user=user, target_sets=None).in_sessions().exists()


def test_the_same_seed_gives_the_same_history_and_replaces_the_runner(capsys):
    histories = []
    for seed in ("4", "4", "5"):
        user = User.objects.get(email=demo(capsys, "--weeks", "3", "--seed", seed)["email"])
        histories.append(history_of(user))
    assert histories[0] == histories[1] != histories[2]
    assert User.objects.count() == 1
    assert {
        SetEntry.objects.exclude(user=user).count(),
        Feedback.objects.exclude(user=user).count(),
        Workout.objects.exclude(user=user).count(),
    } == {0}


def test_half_a_year_tells_whether_it_carries_into_the_run(client, capsys):
    login = demo(capsys, "--weeks", "26")
    client.login(email=login["email"], password=login["password"])
    runs = Run.objects.filter(felt_left__isnull=False)
    assert runs.count() > 60
    kinds = {"easy", "key", "long", "race"}
    assert set(Run.objects.values_list("kind", flat=True)) == kinds
    assert "after a primer" in client.get("/weeks/?span=year").content.decode()
    assert Run.objects.filter(kind="race", felt_left=None).exists()  # to come


def test_several_runners_have_histories_of_their_own(capsys):
    runners = demo(capsys, "--weeks", "2", "--runners", "3")["runners"]
    assert len({one["email"] for one in runners}) == 3
    histories = [history_of(User.objects.get(email=one["email"])) for one in runners]
    assert histories[0] != histories[1] != histories[2]


def test_no_weeks_at_all_are_a_new_runner(capsys):
    user = User.objects.get(email=demo(capsys, "--weeks", "0")["email"])
    assert history_of(user).sessions == ()


def test_numbers_that_make_no_sense_are_refused():
    for args in (("--weeks", "-1"), ("--runners", "0"), ("--weeks", "9999")):
        with pytest.raises(CommandError, match=args[0]):
            call_command("demo", *args)
