"""Settings that nobody can store any more, and that a page still finds in the database."""

import pytest

from accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("wrong", [[[[1]]], [{"a": "x"}], {"a": 1}, 5])
def test_what_is_no_equipment_breaks_no_page(client, runner, wrong):
    """An earlier version let staff store it."""
    before = runner.training_settings | {"equipment": wrong}
    User.objects.filter(pk=runner.pk).update(
        equipment=wrong, earlier_settings=[["2026-01-01", before]]
    )
    for page in ("/today/", "/plan/", "/settings/"):
        assert client.get(page).status_code == 200
