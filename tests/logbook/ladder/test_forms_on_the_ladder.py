"""A coach takes an easier or harder form, which ships outside the ladder, into a ladder."""

from datetime import date

import pytest
from django.urls import reverse
from zeal import zeal_ignore

from accounts.forms import EquipmentField
from accounts.models import User
from exercises.models import Equipment, Exercise
from logbook.models import SetEntry
from logbook.training_state import plan_on
from plans import ladder_loader, programs
from plans.models import Program, Step
from tests.factories import UserFactory
from tests.logbook.form_pages import Page
from tests.logbook.long_logs import start, train

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library", "clock")]

FORMS = [
    "marching-bridge",
    "two-up-one-down-bridge",
    "hinge-drill",
    "kettlebell-deadlift",
    "kickstand-deadlift",
]
SQUEEZES = ("prone-squeeze", "standing-squeeze")
FIRST, TODAY = date(2026, 2, 26), date(2026, 3, 2)


def take_in(client, slug):
    """As a coach does in the admin, with the numbers of the bridge."""
    client.force_login(User.objects.create_superuser("coach@example.org", "secret-pass-7"))
    bridge = reverse(
        "admin:plans_step_change", args=[Step.objects.get(exercise__slug="glute-bridge").pk]
    )
    values = {}
    for bound in client.get(bridge).context["adminform"].form:
        value = bound.value()
        if isinstance(value, list):
            value = [getattr(one, "pk", one) for one in value]
        if value is not None and value is not False:
            values[bound.html_name] = value
    values |= {"exercise": Exercise.objects.get(slug=slug).pk, "harder": "", "order": 9}
    with zeal_ignore([{"model": f"plans.{name}", "field": "get()"} for name in ("Step", "Stage")]):
        client.post(reverse("admin:plans_step_add"), values, follow=True)
    assert slug in programs.draft_rules(Program.objects.get()).by_exercise
    programs.publish(Program.objects.get(), on=TODAY)


def equipped(slug):
    """A runner who is through with the squeezes and has all that the form needs."""
    tools = Equipment.objects.filter(exercises__slug=slug).values_list("slug", flat=True)
    runner = start(UserFactory(equipment=["mat", *tools], minutes=20), FIRST)
    train(runner, FIRST, count=3, slugs=SQUEEZES, felt_left=8)
    SetEntry.objects.update(amount=10, hold_s=5)
    return runner


def log(client, slug, **values):
    address = reverse("logbook_add", args=[TODAY, slug])
    form = next(form for form in Page(client.get(address)).forms if form.action == address)
    assert form.send(client, **values).status_code == 302


@pytest.mark.parametrize("slug", FORMS)
def test_it_is_planned_and_logged_like_any_step(client, slug):
    take_in(client, slug)
    runner = equipped(slug)
    item = next(item for item in plan_on(runner, TODAY).today if item.exercise == slug)
    client.force_login(runner)
    for page in ("today", "plan"):
        assert str(Exercise.objects.get(slug=slug)) in client.get(reverse(page)).content.decode()
    sides = ["left", "right"] if Exercise.objects.get(slug=slug).sides == "each" else ["both"]
    for side in sides:
        log(client, slug, side=side, amount=item.dose.amount)
    assert SetEntry.objects.for_user(runner).filter(exercise__slug=slug).count() == len(sides)
    assert plan_on(runner, TODAY).step(slug).status == "open"


def test_outside_the_ladder_it_can_be_logged_and_changes_no_plan(client):
    runner = equipped("hinge-drill")
    before = plan_on(runner, TODAY)
    client.force_login(runner)
    log(client, "hinge-drill", amount=10)
    assert plan_on(runner, TODAY) == before
    for page in ("today", "weeks", "logbook"):
        assert client.get(reverse(page)).status_code == 200


def test_on_the_ladder_it_is_among_its_exercises_and_is_a_form_still(client):
    take_in(client, "hinge-drill")
    assert Exercise.objects.on_the_ladder().filter(slug="hinge-drill").exists()
    assert Exercise.objects.on_the_ladder().count() == 10
    assert Exercise.objects.exclude(form="").count() == 5


def test_settings_ask_for_a_stick_only_once_the_ladder_does(client):
    def offered():
        return [tool.slug for tool in EquipmentField().queryset]

    # A mat and a wall are always there.
    assert offered() == ["band", "trap-bar", "barbell-rack", "dumbbells"]
    take_in(client, "hinge-drill")
    assert offered()[-1] == "stick"


def test_an_update_leaves_a_ladder_with_a_form_alone(client):
    take_in(client, "hinge-drill")
    assert ladder_loader.load().left_alone
    assert "hinge-drill" in programs.draft_rules(Program.objects.get()).by_exercise
