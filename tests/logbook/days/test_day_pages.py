from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils.html import strip_tags

from exercises.models import Exercise
from logbook import actions
from logbook.models import Feedback, SetEntry, Workout
from logbook.training_state import plan_on
from plans.models import Choice
from tests.factories import FeedbackFactory, RunFactory, SetEntryFactory, UserFactory
from tests.logbook.form_pages import Page
from tests.logbook.long_logs import train

MONDAY = date(2026, 3, 2)
DAY = "/logbook/2026-03-02/"
YESTERDAY = MONDAY - timedelta(days=1)
pytestmark = pytest.mark.usefixtures("library", "clock")


@pytest.fixture
def entry(runner):
    return SetEntryFactory(user=runner, amount=8, hold_s=3)


def new_set(**values):
    return {"key": uuid4(), "side": "both", "amount": 12, "hold_s": 2} | values


# The days


def test_days_come_newest_first_from_the_first_that_was_logged(client, runner, clock):
    train(runner, MONDAY, 2)
    clock.go(MONDAY + timedelta(days=3))
    days = client.get("/logbook/").context["days"]
    assert [(day.name, day.look, day.done.split(",")[0]) for day in days] == [
        ("Thu 5 March", "dot", "nothing logged yet"),
        ("Wed 4 March", "dot", "no exercises logged"),
        ("Tue 3 March", "dot on", "6 sets"),
        ("Mon 2 March", "dot on", "6 sets"),
    ]
    assert [day.is_today for day in days] == [True, False, False, False]
    assert days[1].address == "/logbook/2026-03-04/"


def test_a_day_in_the_list_has_its_numbers_in_words(client, runner):
    train(runner, MONDAY, slugs=["deadlift"], pain=4)
    page = strip_tags(client.get("/logbook/").content.decode())
    for words in ("Mon 2 March", "2 sets, ", ", lift", "felt 7 left, 8 right", "4, some"):
        assert words in page


@pytest.mark.parametrize(
    ("about", "words"),
    [
        ({"pain": 3, "pain_place": "knee"}, "1 run"),
        ({"skipped": True}, "1 run"),
        ({}, "nothing logged yet"),
    ],
    ids=["with pain", "not answered", "perhaps to come"],
)
def test_a_day_with_a_run_alone_is_not_called_empty(client, runner, about, words):
    RunFactory(user=runner, date=MONDAY, minutes=75, **about)
    [day] = client.get("/logbook/").context["days"]
    assert day.done == words
    page = strip_tags(client.get(DAY).content.decode())
    assert "No exercises logged on this day." in page
    assert "Nothing logged on this day" not in page
    assert ("nothing logged" in page) is (words == "nothing logged yet")


def test_a_day_with_a_mornings_pain_alone_is_not_called_empty(client, runner):
    train(runner, YESTERDAY)
    runner.workouts.update(morning_pain=6)
    today, _yesterday = client.get("/logbook/").context["days"]
    assert today.done == "no exercises logged"
    assert "No exercises logged on this day." in client.get(DAY).content.decode()


def test_earlier_months_are_a_page_each(client, runner):
    train(runner, date(2026, 1, 30))
    march = client.get("/logbook/").context["days"]
    assert [day.name for day in march] == ["Mon 2 March", "Sun 1 March"]
    assert client.get("/logbook/").context["earlier"].month == 2
    january = client.get("/logbook/?month=2026-01")
    assert [day.name for day in january.context["days"]] == ["Sat 31 January", "Fri 30 January"]
    assert january.context["earlier"] is None
    assert january.context["later"] == date(2026, 2, 1)


STATUS = {
    DAY: 200,
    "/logbook/2000-01-01/": 200,
    "/logbook/2026-03-03/": 404,  # tomorrow
    "/logbook/9999-12-31/": 404,
    "/logbook/1999-12-31/": 404,
    "/logbook/2026-02-30/": 404,
    "/logbook/yesterday/": 404,
    f"{DAY}?add=glute-bridge": 302,
    f"{DAY}?add=burpee!": 404,
    f"{DAY}burpee/": 404,
    f"{DAY}glute-bridge/": 200,
    "/logbook/2026-03-03/glute-bridge/": 404,
    f"{DAY}glute-bridge/feedback/": 404,  # not done on that day
    f"{DAY}morning/": 404,  # that morning has not come
    f"{DAY}?deleted=-1": 200,
    f"{DAY}?deleted=99999999999999999999": 200,
    "/logbook/sets/99999999999999999999/": 404,
    "/logbook/?month=2026-03": 200,
    "/logbook/?month=2026-04": 404,
    "/logbook/?month=2026-13": 404,
    "/logbook/?month=0000-01": 404,
    "/logbook/?month=march": 404,
}


def test_only_days_that_have_come_have_a_page(client, runner):
    assert {address: client.get(address).status_code for address in STATUS} == STATUS


# A day that was missed


@pytest.mark.parametrize("on", ["2026-03-02", "2025-12-31"])
def test_a_missed_day_is_picked_and_opens(client, runner, on):
    assert client.post("/logbook/", {"date": on}).url == f"/logbook/{on}/"


@pytest.mark.parametrize("on", ["2026-03-03", "1999-12-31", "yesterday", "2026-02-30", ""])
def test_a_day_that_cannot_be_comes_back_with_what_was_typed(client, runner, on):
    page = client.post("/logbook/", {"date": on})
    assert page.status_code == 422
    assert page.context["form"].errors["date"]
    assert f'value="{on}"' in page.content.decode() or not on


def test_a_set_is_added_to_a_past_day(client, runner):
    address = f"/logbook/{YESTERDAY}/glute-bridge/"
    assert client.post(address, new_set()).url == f"/logbook/{YESTERDAY}/"
    entry = SetEntry.objects.get()
    assert (entry.user, entry.workout.date) == (runner, YESTERDAY)
    assert (entry.exercise.slug, entry.amount, entry.hold_s) == ("glute-bridge", 12, 2)
    assert entry.target_amount is None


def test_a_set_that_is_sent_twice_is_added_once(client, runner):
    values = new_set()
    for _ in range(2):
        client.post(f"{DAY}glute-bridge/", values)
    assert SetEntry.objects.count() == 1


def test_an_added_side_is_kept(client, runner):
    client.post(f"{DAY}single-leg-bridge/", new_set(side="right"))
    assert SetEntry.objects.get().side == "right"


@pytest.mark.parametrize(
    ("units", "load", "kg"),
    [("kg", "42.5", "42.5"), ("kg", "42,5", "42.5"), ("lb", "100,0", "45.359237")],
)
def test_a_load_is_typed_in_the_runners_units(client, runner, units, load, kg):
    runner.units = units
    runner.save()
    client.post(f"{DAY}deadlift/", new_set(load=load, hold_s=""))
    assert SetEntry.objects.get().load_kg == Decimal(kg)


WRONG = [  # of a deadlift or of a bridge
    ("amount", "0"),
    ("amount", "-1"),
    ("amount", "1000"),
    ("amount", "ten"),
    ("amount", ""),
    ("hold_s", "-1"),
    ("hold_s", "601"),
    ("hold_s", "long"),
    ("load", "-5"),
    ("load", "1000"),
    ("load", "heavy"),
    ("load", "NaN"),
    ("side", "middle"),
    ("side", "left"),  # a bridge works both at once
]


def test_a_wrong_value_of_a_new_set_comes_back_at_its_field(client, runner):
    for field, typed in WRONG:
        slug = "deadlift" if field == "load" else "glute-bridge"
        page = client.post(f"{DAY}{slug}/", new_set(**{field: typed}))
        assert page.status_code == 422, (field, typed)
        assert list(page.context["adding"].errors) == [field], typed
        assert page.context["adding"][field].value() == typed
    assert not SetEntry.objects.exists()


def test_a_set_without_a_key_is_not_stored(client, runner):
    for key in ("", "not-a-key"):
        assert client.post(f"{DAY}glute-bridge/", new_set(key=key)).status_code == 422
    assert not SetEntry.objects.exists()


def test_only_what_the_exercise_has_is_asked(client, runner):
    asked = {
        slug: set(client.get(f"{DAY}{slug}/").context["adding"].fields)
        for slug in ("glute-bridge", "band-walk", "deadlift", "wall-march-quick")
    }
    common = {"side", "amount", "key"}
    assert asked == {
        "glute-bridge": common | {"hold_s", "load"},
        "band-walk": common | {"band"},
        "deadlift": common | {"load"},
        "wall-march-quick": common,
    }


def test_a_set_is_added_with_its_band_and_the_band_corrected(client, runner):
    runner.bands = 3
    runner.save()
    form = Page(client.get(f"{DAY}band-walk/")).form_of("add")
    form.send(client, side="left", amount="15", band="2")
    entry = SetEntry.objects.get()
    assert (entry.band, entry.load_kg) == (2, None)
    assert "15 × band 2" in Page(client.get(DAY)).said()
    address = f"/logbook/sets/{entry.key}/"
    page = client.get(address).content.decode()
    assert '<option value="2" selected>2</option>' in page
    assert '<option value="4">' not in page  # the runner has three
    values = {"side": "left", "amount": "15"}
    for typed, stored in (("3", 3), ("", None)):
        client.post(address, values | {"band": typed})
        entry.refresh_from_db()
        assert entry.band == stored


@pytest.mark.parametrize("typed", ["0", "6", "red", "1.5"])
def test_a_band_that_there_is_not_comes_back_at_its_field(client, runner, typed):
    values = {"side": "left", "amount": "15", "band": typed, "key": str(uuid4())}
    page = client.post(f"{DAY}band-walk/", values)
    assert page.status_code == 422
    assert list(page.context["adding"].errors) == ["band"]
    assert not SetEntry.objects.exists()


@pytest.mark.parametrize(
    ("slug", "label"),
    [
        ("glute-bridge", "Load on the hips, kg"),
        ("single-leg-deadlift", "Load in each hand, kg"),
        ("deadlift", "Load, kg"),
    ],
)
def test_a_load_is_asked_by_what_it_lies_on(client, runner, slug, label):
    form = client.get(f"{DAY}{slug}/").context["adding"]
    assert form["load"].label == label


@pytest.mark.parametrize("typed", ["12,5", "12.5"])
def test_a_load_has_a_decimal_comma_or_a_point(client, runner, typed):
    values = {"side": "both", "amount": "8", "load": typed, "key": str(uuid4())}
    client.post(f"{DAY}glute-bridge/", values)
    assert SetEntry.objects.get().load_kg == Decimal("12.5")


def test_a_primer_is_listed_apart_and_can_be_deleted(client, runner):
    primer = SetEntryFactory(
        user=runner, slug="wall-march-hold", primer=True, date=date(2026, 3, 2)
    )
    page = Page(client.get(DAY))
    assert "Before the run" in page.said()
    assert client.get(DAY).context["sessions"] == []
    assert client.get(f"/logbook/sets/{primer.key}/").status_code == 404
    client.post(f"/logbook/sets/{primer.key}/delete/")
    assert "Before the run" not in Page(client.get(DAY)).said()


# Corrections


def test_a_set_opens_for_correction_with_what_it_holds(client, runner, entry):
    page = client.get(f"/logbook/sets/{entry.key}/").content.decode()
    assert 'name="amount" value="8"' in page
    assert 'name="hold_s" value="3"' in page


def test_a_correction_is_stored_beside_what_was_asked(client, runner):
    entry = SetEntryFactory(user=runner, target_sets=2, target_amount=12)
    values = {"side": "both", "amount": "6", "hold_s": "", "load": ""}
    assert client.post(f"/logbook/sets/{entry.key}/", values).url == DAY
    entry.refresh_from_db()
    assert (entry.amount, entry.hold_s, entry.target_amount) == (6, None, 12)


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
@pytest.mark.parametrize(
    ("address", "values", "said"),
    [
        ("/logbook/sets/{key}/", {"side": "both", "amount": "6"}, "Saved."),
        (f"{DAY}glute-bridge/feedback/", {"pain": "1"}, "Saved."),
        (f"{DAY}note/", {"note": "Stiff"}, "Saved."),
        (f"{DAY}glute-bridge/", {"side": "both", "amount": "6", "key": uuid4()}, "Saved."),
        ("/logbook/sets/{key}/delete/", {}, "Set of Glute bridge deleted."),
        ("/logbook/sets/{key}/restore/", {}, "Taken back"),
    ],
)
def test_each_change_says_that_it_was_made(client, runner, entry, headers, address, values, said):
    address = address.format(key=entry.key)
    page = client.post(address, values, follow=True, headers=headers).content.decode()
    assert page.count(said) == 1
    assert said not in client.get(DAY).content.decode()


def test_a_load_that_was_not_touched_stays_as_it_is(client, runner):
    runner.units = "lb"
    runner.save()
    entry = SetEntryFactory(user=runner, slug="deadlift", load_kg=Decimal("42.50"))
    shown = client.get(f"/logbook/sets/{entry.key}/").context["correcting"]["load"].value()
    values = {"side": "both", "amount": "5", "load": str(shown)}
    client.post(f"/logbook/sets/{entry.key}/", values)
    entry.refresh_from_db()
    assert entry.load_kg == Decimal("42.50")


def test_a_wrong_correction_comes_back_at_its_field(client, runner):
    """The fields are those of a new set, so one wrong value of each is enough."""
    for field, typed in dict(WRONG).items():
        slug = "deadlift" if field == "load" else "glute-bridge"
        entry = SetEntryFactory(user=runner, slug=slug, amount=8, hold_s=3)
        values = {"side": "both", "amount": "8", "hold_s": "3", "load": ""} | {field: typed}
        page = client.post(f"/logbook/sets/{entry.key}/", values)
        assert page.status_code == 422, field
        assert list(page.context["correcting"].errors) == [field]
        assert page.context["correcting"][field].value() == typed
        entry.refresh_from_db()
        assert (entry.amount, entry.hold_s) == (8, 3)


def test_a_deleted_set_can_be_had_back(client, runner, entry):
    response = client.post(f"/logbook/sets/{entry.key}/delete/")
    assert response.url == f"{DAY}?deleted={entry.key}"
    page = client.get(response.url)
    assert not page.context["sessions"]
    assert f"/logbook/sets/{entry.key}/restore/" in page.content.decode()
    assert client.get(f"/logbook/sets/{entry.key}/").status_code == 404
    assert client.post(f"/logbook/sets/{entry.key}/restore/").url == DAY
    assert len(client.get(DAY).context["sessions"]) == 1


def test_what_was_taken_back_is_listed_for_ever_and_can_be_brought_back(client, runner, entry):
    assert not client.get(DAY).context["deleted_sets"]
    actions.delete_set(entry=entry)
    page = client.get(DAY)
    assert [line.entry for line in page.context["deleted_sets"]] == [entry]
    form = next(f for f in Page(page).forms if f.label.startswith("Bring back"))
    form.send(client)
    entry.refresh_from_db()
    assert entry.deleted_at is None
    assert not client.get(DAY).context["deleted_sets"]


def test_a_stranger_sees_nothing_that_was_taken_back(client, runner, entry):
    actions.delete_set(entry=entry)
    client.force_login(UserFactory())
    assert not client.get(DAY).context["deleted_sets"]


def test_an_any_time_squeeze_is_listed_apart_and_can_be_deleted(client, runner):
    squeeze = SetEntryFactory(user=runner, slug="standing-squeeze", any_time=True)
    page = client.get(DAY)
    assert not page.context["sessions"]
    assert list(page.context["squeezes"]) == [squeeze]
    client.post(f"/logbook/sets/{squeeze.key}/delete/")
    assert not client.get(DAY).context["squeezes"]


def test_feedback_is_corrected_and_taken_back(client, runner, entry):
    FeedbackFactory(user=runner, felt_left=4, pain=2, effort=7)
    values = {"felt_left": "7", "felt_right": "8", "pain": "", "effort": "7", "held": "true"}
    assert client.post(f"{DAY}glute-bridge/feedback/", values).url == DAY
    said = Feedback.objects.get()
    assert (said.felt_left, said.felt_right, said.pain, said.form) == (7, 8, None, True)


def test_wrong_feedback_comes_back_at_its_field(client, runner, entry):
    for field, typed in (
        ("felt_left", "11"),
        ("felt_right", "-1"),
        ("pain", "11"),
        ("effort", "much"),
    ):
        page = client.post(f"{DAY}glute-bridge/feedback/", {field: typed})
        assert page.status_code == 422, field
        assert list(page.context["saying"].errors) == [field]
        assert page.context["saying"][field].value() == typed
    assert not Feedback.objects.exists()


def test_the_morning_after_is_put_right(client, runner):
    SetEntryFactory(user=runner, date=YESTERDAY)
    values = {"pain": "6", "place": "thigh", "not_training": "on"}
    client.post(f"/logbook/{YESTERDAY}/morning/", values)
    workout = Workout.objects.get()
    assert (workout.morning_pain, workout.morning_place) == (6, "thigh")
    assert not workout.morning_from_training
    shown = client.get(f"/logbook/{YESTERDAY}/").context["morning"].initial
    assert shown == {"pain": 6, "place": "thigh", "not_training": True}
    client.post(f"/logbook/{YESTERDAY}/morning/", values | {"pain": "2"})
    workout.refresh_from_db()
    assert (workout.morning_pain, workout.morning_place) == (2, "")
    assert workout.morning_from_training
    client.post(f"/logbook/{YESTERDAY}/morning/", {"pain": ""})
    assert Workout.objects.get().morning_pain is None
    assert client.post(f"/logbook/{YESTERDAY}/morning/", {"pain": "11"}).status_code == 422


def test_the_morning_after_a_day_of_rest_for_a_red_one_is_put_right(client, runner):
    eve = YESTERDAY - timedelta(days=1)
    Workout.objects.create(user=runner, date=eve, morning_pain=7)
    assert client.get(f"/logbook/{YESTERDAY}/").context["morning"].initial["pain"] is None
    client.post(f"/logbook/{YESTERDAY}/morning/", {"pain": "6", "place": "thigh"})
    assert Workout.objects.get(date=YESTERDAY).morning_pain == 6
    Workout.objects.update(morning_pain=5)
    Workout.objects.filter(date=YESTERDAY).delete()
    assert client.get(f"/logbook/{YESTERDAY}/").context["morning"] is None


def test_the_morning_after_today_is_not_asked(client, runner, entry):
    assert client.get(DAY).context["morning"] is None
    assert client.post(f"{DAY}morning/", {"pain": "1"}).status_code == 404


def test_the_plan_follows_a_correction(client, runner):
    train(runner, YESTERDAY, slugs=["prone-squeeze"], sets=3)
    SetEntry.objects.update(hold_s=5)
    assert plan_on(runner, MONDAY).step("prone-squeeze").row == 1
    entry, another = SetEntry.objects.all()[:2]
    client.post(f"/logbook/sets/{entry.key}/", {"side": "both", "amount": "3", "hold_s": "5"})
    client.post(f"/logbook/sets/{another.key}/delete/")
    assert plan_on(runner, MONDAY).step("prone-squeeze").row == 0


# Fragments


def test_with_htmx_only_the_log_is_sent(client, runner, entry):
    page = client.get(f"/logbook/sets/{entry.key}/", headers={"HX-Request": "true"})
    content = page.content.decode().strip()
    assert content.startswith('<div class="log"')
    assert "<html" not in content


def test_a_pair_has_one_number_and_each_side_its_name(client, runner):
    for side in ("left", "right", "left", "right"):
        SetEntryFactory(user=runner, slug="single-leg-bridge", side=side)
    [session] = client.get(DAY).context["sessions"]
    assert [line.name for line in session.lines] == [
        "Set 1, left", "Set 1, right", "Set 2, left", "Set 2, right",
    ]  # fmt: skip


# Whose


def addresses(entry):
    return [
        f"/logbook/sets/{entry.key}/",
        f"/logbook/sets/{entry.key}/delete/",
        f"/logbook/sets/{entry.key}/restore/",
    ]


@pytest.mark.parametrize("rights", [{}, {"is_staff": True}, {"is_superuser": True}])
def test_another_runners_sets_are_not_found(client, runner, entry, rights):
    client.force_login(UserFactory(**rights))
    for address in addresses(entry):
        assert client.post(address, {"side": "both", "amount": 1}).status_code == 404
    assert client.get(addresses(entry)[0]).status_code == 404
    assert client.post(f"{DAY}glute-bridge/feedback/", {"pain": 9}).status_code == 404
    assert not client.get(f"{DAY}?deleted={entry.key}").context["sessions"]
    entry.refresh_from_db()
    assert (entry.amount, entry.deleted_at) == (8, None)


def test_a_stranger_is_asked_to_log_in(client, entry):
    client.logout()
    for address in ("/logbook/", DAY, f"{DAY}glute-bridge/", *addresses(entry)):
        assert client.post(address).url.startswith("/accounts/login/")


# What it costs


@pytest.mark.parametrize(("address", "most"), [("/logbook/", 10), (DAY, 15)])
def test_a_page_of_the_logbook_costs_the_same_after_500_days(
    client, runner, pages_are_cached, django_assert_max_num_queries, address, most
):
    train(runner, MONDAY - timedelta(days=500), 501)
    client.get(address)  # loads the library
    with django_assert_max_num_queries(most) as after_years:
        client.get(address)
    monday = Workout.objects.get(date=MONDAY)
    SetEntry.objects.exclude(workout=monday).delete()
    with django_assert_max_num_queries(most) as after_a_day:
        client.get(address)
    assert len(after_years) == len(after_a_day)


def test_what_was_left_out_because_it_hurt_stands_on_its_day(client, runner):
    deadlift = Exercise.objects.get(slug="deadlift")
    Choice.objects.create(user=runner, exercise=deadlift, kind="hurts", on=MONDAY)
    SetEntryFactory(user=runner, date=MONDAY)
    for path in ("/logbook/", f"/logbook/{MONDAY}/"):
        assert "Left out, it hurt: Deadlift" in client.get(path).content.decode()
