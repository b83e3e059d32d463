import pytest
from django.urls import reverse
from django.utils.html import escape

from accounts.models import User
from exercises.models import Equipment
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _equipment():
    for order, slug in enumerate(["mat", "wall", "band"]):
        Equipment.objects.create(
            slug=slug, order=order, name={"en": slug}, instead={"en": f"No {slug}? No harm."}
        )


@pytest.fixture
def runner(client):
    runner = UserFactory(minutes=15, equipment=["mat"], time_zone="Europe/Lisbon")
    client.force_login(runner)
    return runner


SETTINGS = {
    "units": "lb",
    "time_zone": "Pacific/Auckland",
    "minutes": "20",
    "equipment": ["mat", "band"],
}


def test_a_runner_sets_units_clock_minutes_and_equipment(client, runner):
    response = client.post(reverse("settings"), SETTINGS, follow=True)

    assert "Saved." in response.content.decode()
    runner.refresh_from_db()
    assert (runner.units, runner.time_zone, runner.minutes, runner.equipment) == (
        "lb",
        "Pacific/Auckland",
        20,
        ["mat", "band"],
    )


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("minutes", "9"),
        ("minutes", "21"),
        ("minutes", "-1"),
        ("minutes", "10000"),
        ("minutes", "many"),
        ("minutes", ""),
        ("time_zone", "Moon/Tranquility"),
        ("time_zone", "<script>"),
        ("time_zone", "x" * 65),
        ("time_zone", ""),
        ("units", "stone"),
        ("equipment", "anvil"),
    ],
)
def test_a_wrong_value_comes_back_at_its_field_and_changes_nothing(client, runner, field, typed):
    response = client.post(reverse("settings"), SETTINGS | {field: typed})

    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {field}
    page = response.content.decode()
    assert f'id="id_{field}_error"' in page
    if field in ("minutes", "time_zone") and typed:
        assert f'value="{escape(typed)}"' in page
    assert User.objects.get(pk=runner.pk).time_zone == "Europe/Lisbon"


@pytest.mark.parametrize("typed", ["america/new york", " America/New_York ", "AMERICA/NEW_YORK"])
def test_a_time_zone_is_known_however_it_is_typed(client, runner, typed):
    client.post(reverse("settings"), SETTINGS | {"time_zone": typed})

    runner.refresh_from_db()
    assert runner.time_zone == "America/New_York"


def test_training_alone_leaves_the_other_settings_as_another_tab_saved_them(client, runner):
    from accounts.forms import TrainingForm

    stale = User.objects.get(pk=runner.pk)
    client.post(reverse("settings"), SETTINGS)
    form = TrainingForm({"minutes": "10", "equipment": ["wall"]}, instance=stale)
    assert form.is_valid()
    form.save()

    runner.refresh_from_db()
    assert (runner.minutes, runner.equipment) == (10, ["wall"])
    assert (runner.units, runner.time_zone) == ("lb", "Pacific/Auckland")


def test_one_runner_never_changes_anothers_settings(client, runner):
    stranger = UserFactory(minutes=12)

    client.post(reverse("settings"), SETTINGS)

    stranger.refresh_from_db()
    assert stranger.minutes == 12


def test_a_new_runner_finds_mat_and_wall_ticked_and_goes_on_to_today(client, runner):
    User.objects.filter(pk=runner.pk).update(equipment=[])

    page = client.get(reverse("start_training")).content.decode()
    assert page.count("checked") == 2
    assert "Without it: No band? No harm." in page

    response = client.post(reverse("start_training"), {"minutes": "12"})
    assert response["Location"] == reverse("today")
    runner.refresh_from_db()
    assert (runner.minutes, runner.equipment) == (12, [])


def test_minutes_out_of_range_come_back_before_the_first_day_too(client, runner):
    response = client.post(reverse("start_training"), {"minutes": "45"})

    assert response.status_code == 422
    assert 'value="45"' in response.content.decode()


@pytest.mark.parametrize("name", ["settings", "start_training"])
def test_a_settings_page_takes_few_queries(client, runner, name, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        client.get(reverse(name))


# Loads


def in_kg(**changes):
    return SETTINGS | {"units": "kg", "time_zone": "UTC"} | changes


def test_a_new_runner_has_the_usual_steps_of_load(client, runner):
    form = client.get(reverse("settings")).context["form"]
    assert (form["bar_step"].value(), form["hand_step"].value()) == ("2.5 kg", "1 kg")
    assert runner.gym == []


def test_a_runner_says_the_smallest_plates_of_the_gym(client, runner):
    steps = {"bar_step": "5 kg", "hand_step": "2 kg"}
    client.post(reverse("settings"), in_kg(**steps))
    runner.refresh_from_db()
    assert runner.load_steps == (runner.today().isoformat(), "5 kg", "2 kg")
    client.post(reverse("settings"), in_kg(**steps))
    runner.refresh_from_db()
    assert len(runner.gym) == 1


def test_a_new_gym_leaves_the_days_of_the_old_one(client, runner):
    User.objects.filter(pk=runner.pk).update(gym=[["2026-01-01", "5 kg", "2 kg"]])
    for bar in ("10 kg", "1 kg"):
        client.post(reverse("settings"), in_kg(bar_step=bar, hand_step="2 kg"))
    runner.refresh_from_db()
    assert [steps[1] for steps in runner.gym] == ["5 kg", "1 kg"]


def test_other_units_bring_their_usual_steps(client, runner):
    steps = {"bar_step": "2.5 kg", "hand_step": "1 kg"}
    client.post(reverse("settings"), in_kg(**steps) | {"units": "lb"})
    runner.refresh_from_db()
    assert runner.load_steps[1:] == ("5 lb", "5 lb")


def test_steps_that_were_chosen_with_other_units_stay_chosen(client, runner):
    client.post(reverse("settings"), SETTINGS | {"bar_step": "2.5 lb", "hand_step": "2.5 lb"})
    runner.refresh_from_db()
    assert runner.load_steps[1:] == ("2.5 lb", "2.5 lb")


def test_of_two_steps_one_can_be_chosen_with_other_units(client, runner):
    steps = {"bar_step": "10 lb", "hand_step": "1 kg"}
    client.post(reverse("settings"), in_kg(**steps) | {"units": "lb"})
    runner.refresh_from_db()
    assert runner.load_steps[1:] == ("10 lb", "5 lb")


@pytest.mark.parametrize("typed", ["0 kg", "3.3 kg", "5", "five"])
def test_a_step_of_no_gym_is_refused(client, runner, typed):
    response = client.post(reverse("settings"), in_kg(bar_step=typed))
    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {"bar_step"}
