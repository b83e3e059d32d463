"""The strict content security policy in a real browser: its console tells what it stopped."""

import pytest
from django.contrib import admin
from django.urls import reverse

from tests.factories import UserFactory


@pytest.fixture
def coach(db):
    return UserFactory(is_staff=True, is_superuser=True)


def addresses_of_the_admin(request):
    yield from map(reverse, ("admin:index", "admin:password_change"))
    for model, options in admin.site._registry.items():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        if not options.has_view_permission(request):
            continue
        yield reverse(f"{name}_changelist")
        if options.has_add_permission(request):
            yield reverse(f"{name}_add")
        if row := options.get_queryset(request).first():
            yield reverse(f"{name}_change", args=[row.pk])
            yield reverse(f"{name}_history", args=[row.pk])


@pytest.mark.usefixtures("library")
def test_no_page_of_the_admin_asks_for_what_the_policy_forbids(coach, desk, sign_in, rf):
    sign_in(desk, coach)
    request = rf.get("/admin/")
    request.user = coach
    addresses = [*addresses_of_the_admin(request)]
    assert len(addresses) > 20
    for address in addresses:
        desk.goto(address)


@pytest.mark.usefixtures("library")
def test_the_policy_stops_what_is_written_into_a_page(coach, desk, sign_in, wrong):
    sign_in(desk, coach)
    desk.goto("/admin/")
    desk.evaluate('document.body.innerHTML += \'<p style="color: red" id="red">\'')
    assert any("Content Security Policy" in said for said in wrong)
    wrong.clear()
