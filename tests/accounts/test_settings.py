from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.html import escape

from accounts.models import HEAVIEST, User
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
    "equipment": ["band"],
    "lifts": "3",
    "bands": "2",
    "heaviest_bar_kg": "",
    "heaviest_hand_kg": "25,5",
    "heaviest_hips_kg": "0",
}


def test_a_runner_sets_units_clock_minutes_and_equipment(client, runner):
    response = client.post(reverse("settings"), SETTINGS, follow=True)

    assert "Saved." in response.content.decode()
    runner.refresh_from_db()
    assert (runner.units, runner.time_zone, runner.minutes, runner.equipment) == (
        "lb",
        "Pacific/Auckland",
        20,
        ["band"],
    )
    assert (runner.lifts, runner.bands) == (3, 2)
    # Typed in the units that the page showed, which were still kilograms.
    assert (runner.heaviest_bar_kg, runner.heaviest_hand_kg) == (None, Decimal("25.5"))
    assert runner.heaviest_hips_kg == 0


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
        ("lifts", "4"),
        ("lifts", ""),
        ("bands", "0"),
        ("bands", "6"),
        ("bands", "1.5"),
        ("bands", ""),
        ("heaviest_bar_kg", "-1"),
        ("heaviest_bar_kg", "1000"),
        ("heaviest_hand_kg", "heavy"),
        ("heaviest_hips_kg", "1,000.5"),
        ("heaviest_hips_kg", "nan"),
    ],
)
def test_a_wrong_value_comes_back_at_its_field_and_changes_nothing(client, runner, field, typed):
    response = client.post(reverse("settings"), SETTINGS | {field: typed})

    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {field}
    page = response.content.decode()
    assert f'id="id_{field}_error"' in page
    if field not in ("units", "equipment", "lifts") and typed:
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
    form = TrainingForm({"minutes": "10", "equipment": ["wall", "band"]}, instance=stale)
    assert form.is_valid()
    form.save()

    runner.refresh_from_db()
    assert (runner.minutes, runner.equipment) == (10, ["band"])
    assert (runner.lifts, runner.bands) == (3, 2)
    assert (runner.units, runner.time_zone) == ("lb", "Pacific/Auckland")


def test_one_runner_never_changes_anothers_settings(client, runner):
    stranger = UserFactory(minutes=12)

    client.post(reverse("settings"), SETTINGS)

    stranger.refresh_from_db()
    assert stranger.minutes == 12


def test_a_new_runner_is_asked_for_no_mat_and_no_wall_and_goes_on_to_today(client, runner):
    User.objects.filter(pk=runner.pk).update(equipment=[])

    page = client.get(reverse("start_training")).content.decode()
    assert "Without it: No band? No harm." in page
    assert "No mat?" not in page
    assert "No wall?" not in page

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


# What targets rest on


def joined_long_ago(runner):
    User.objects.filter(pk=runner.pk).update(date_joined=datetime(2026, 1, 1, tzinfo=UTC))


def test_what_was_set_until_today_is_kept_for_the_days_before(client, runner, clock):
    joined_long_ago(runner)
    for bands in ("3", "4"):  # changed twice on one day
        client.post(reverse("settings"), SETTINGS | {"bands": bands})
    runner.refresh_from_db()
    assert runner.bands == 4
    assert runner.earlier_settings == [
        [
            runner.today().isoformat(),
            {
                "equipment": ["mat"], "lifts": 2, "bands": 1, "heaviest_bar_kg": None,
                "heaviest_hand_kg": None, "heaviest_hips_kg": None,
            },
        ]
    ]  # fmt: skip


def test_saving_the_same_again_keeps_nothing(client, runner, clock):
    joined_long_ago(runner)
    client.post(reverse("settings"), SETTINGS | {"units": "kg"})
    User.objects.filter(pk=runner.pk).update(earlier_settings=[])
    client.post(reverse("settings"), SETTINGS | {"minutes": "12", "units": "kg"})
    runner.refresh_from_db()
    assert runner.earlier_settings == []


def test_the_settings_of_the_day_of_joining_hold_from_the_beginning(client, runner):
    client.post(reverse("settings"), SETTINGS)
    runner.refresh_from_db()
    assert runner.earlier_settings == []


def test_the_host_who_changes_settings_leaves_the_days_before_them(client, runner, clock):
    joined_long_ago(runner)
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    address = reverse("admin:accounts_user_change", args=[runner.pk])
    form = client.get(address).context["adminform"].form
    values = {name: form[name].value() for name in form.fields}
    values = {name: value for name, value in values.items() if value not in (None, False)}
    values |= {"equipment": ["mat"], "bands": "5", "groups": [], "user_permissions": []}
    stamp = runner.stamp
    assert client.post(address, values).status_code == 302
    runner.refresh_from_db()
    assert (runner.bands, runner.earlier_settings[0][1]["bands"]) == (5, 1)
    assert runner.stamp != stamp  # so the runner's pages are made anew


def test_a_page_from_before_these_settings_leaves_them_as_they_are(client, runner):
    client.post(reverse("settings"), SETTINGS)
    old = {name: SETTINGS[name] for name in ("units", "time_zone", "minutes", "equipment")}
    assert client.post(reverse("settings"), old).status_code == 302
    runner.refresh_from_db()
    assert (runner.lifts, runner.bands, runner.heaviest_hand_kg) == (3, 2, Decimal("25.5"))


def test_a_load_is_read_and_typed_in_the_runners_units(client, runner):
    User.objects.filter(pk=runner.pk).update(units="lb")
    values = SETTINGS | {"heaviest_bar_kg": "225", "heaviest_hand_kg": "44.5"}
    client.post(reverse("settings"), values)
    runner.refresh_from_db()
    assert round(runner.heaviest_bar_kg, 2) == Decimal("102.06")
    form = client.get(reverse("settings")).context["form"]
    shown = [form[name].value() for name in ("heaviest_bar_kg", "heaviest_hand_kg")]
    assert shown == [225, Decimal("44.5")]
    assert form["heaviest_bar_kg"].label == "Heaviest bar, lb"


RANGES = [
    ("lifts", 1, 2, 3, 4), ("bands", 0, 1, 5, 6),
    *((name, -1, 0, 999, Decimal("999.5")) for name in HEAVIEST),
]  # fmt: skip


@pytest.mark.postgres
@pytest.mark.parametrize(("name", "below", "least", "most", "above"), RANGES)
def test_the_database_keeps_settings_in_their_range(name, below, least, most, above):
    for value in (least, most):
        UserFactory(**{name: value})
    for value in (below, above):
        with pytest.raises(IntegrityError), transaction.atomic():
            UserFactory(**{name: value})
    with pytest.raises(ValidationError) as refused:
        UserFactory.build(**{name: above}).validate_constraints()
    assert str(most) in str(refused.value)


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


# How a squeeze is logged


def test_a_runner_chooses_whether_squeezes_are_counted(client, runner):
    for sent, counts in (("count", True), (None, True), ("log", False)):
        client.post(reverse("settings"), SETTINGS | ({"squeeze": sent} if sent else {}))
        runner.refresh_from_db()
        assert runner.counts_squeezes is counts


# The bar and its plates


def test_the_page_shows_the_usual_bar_and_plates_and_stores_neither(client, runner):
    form = client.get(reverse("settings")).context["form"]
    assert (form["bar"].value(), form["plates"].value()) == (
        Decimal(20), "25 20 15 10 5 2.5 1.25",
    )  # fmt: skip
    shown = {"bar": "20", "plates": "25 20 15 10 5 2.5 1.25"}
    client.post(reverse("settings"), SETTINGS | shown)
    runner.refresh_from_db()
    assert (runner.bar_weight, runner.plates) == ("", "")


@pytest.mark.usefixtures("all_languages")
def test_what_was_saved_is_said_in_the_language_just_chosen(client, runner):
    said = client.post(reverse("settings"), SETTINGS | {"language": "de"}, follow=True)
    assert "Gespeichert." in said.content.decode()
    assert "Saved." not in said.content.decode()


def test_plates_are_shown_as_the_language_writes_numbers(client, runner):
    runner.language = "de"
    runner.save()
    form = client.get(reverse("settings")).context["form"]
    assert form["plates"].value() == "25 20 15 10 5 2,5 1,25"
    shown = {"bar": "20", "plates": form["plates"].value()}
    client.post(reverse("settings"), SETTINGS | shown)
    runner.refresh_from_db()
    assert runner.plates == ""


def test_a_bar_and_plates_of_ones_own(client, runner):
    client.post(reverse("settings"), SETTINGS | {"bar": "28,5", "plates": "10, 20 2,5"})
    runner.refresh_from_db()
    # Typed in the units that the page showed, which were still kilograms.
    assert (runner.bar_weight, runner.plates) == ("28.5 kg", "20 10 2.5 kg")
    assert client.get(reverse("settings")).context["form"]["bar"].value() == Decimal("28.5")


def test_a_page_without_these_fields_leaves_them(client, runner):
    User.objects.update(bar_weight="28.5 kg", plates="20 kg")
    client.post(reverse("settings"), SETTINGS)
    runner.refresh_from_db()
    assert (runner.bar_weight, runner.plates) == ("28.5 kg", "20 kg")


def test_emptied_they_are_the_usual_ones(client, runner):
    User.objects.update(bar_weight="28.5 kg", plates="20 kg")
    client.post(reverse("settings"), SETTINGS | {"bar": "", "plates": " "})
    runner.refresh_from_db()
    assert (runner.bar_weight, runner.plates) == ("", "")


@pytest.mark.parametrize(
    ("name", "typed"),
    [("bar", "0"), ("bar", "201"), ("bar", "heavy"), ("plates", "0"), ("plates", "25,20,15")],
)
def test_a_bar_or_plates_that_cannot_be_come_back(client, runner, name, typed):
    page = client.post(reverse("settings"), SETTINGS | {name: typed})
    assert page.status_code == 422
    assert page.context["form"].errors[name]
    assert page.context["form"][name].value() == typed
