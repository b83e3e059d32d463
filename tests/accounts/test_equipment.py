"""A runner's equipment is a list of slugs, whoever writes it."""

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from tests.exercises.admin_forms import filled
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def runner(library):
    return UserFactory(equipment=[])


NO_EQUIPMENT = ("[[[1]]]", '[{"a": "x"}]', "null", "[" * 5_000, "[1e999]", "5", "piano")


def test_the_admin_takes_equipment_that_there_is_alone(client, runner, library):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    address = f"/admin/accounts/user/{runner.pk}/change/"
    page = filled(client.get(address))
    for wrong in NO_EQUIPMENT:
        answer = client.post(address, page | {"equipment": [wrong]})
        assert "equipment" in answer.context["adminform"].form.errors
    answer = client.post(address, page | {"equipment": ["band"]})
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    runner.refresh_from_db()
    assert runner.equipment == ["band"]


def test_nobody_writes_in_the_admin_when_a_runner_joined(client, runner):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    address = f"/admin/accounts/user/{runner.pk}/change/"
    joined = {"date_joined_0": "9999-12-31", "date_joined_1": "23:59:59"}
    assert client.post(address, filled(client.get(address)) | joined).status_code == 302
    assert User.objects.get(pk=runner.pk).date_joined == runner.date_joined


@pytest.mark.parametrize("wrong", [[[[1]]], [{"a": "x"}], {"a": 1}, 5, ["a b"], ["x"] * 999])
def test_equipment_is_a_list_of_slugs(runner, wrong):
    runner.equipment = wrong
    with pytest.raises(ValidationError) as error:
        runner.full_clean()
    assert "equipment" in error.value.message_dict
