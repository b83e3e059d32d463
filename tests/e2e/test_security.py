"""The strict content security policy in a real browser: its console tells what it stopped."""

from datetime import date

import pytest
from django.contrib import admin
from django.urls import reverse
from playwright.sync_api import expect

from tests.factories import UserFactory
from tests.logbook.long_logs import start, train


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


@pytest.mark.thorough
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


TOO_MANY = "<title>Too many</title><main id=main><h1>Too many tries</h1></main>"


@pytest.mark.usefixtures("library")
@pytest.mark.answers(429)
def test_too_many_is_told_where_only_a_part_of_the_page_was_asked_for(coach, desk, sign_in, wrong):
    sign_in(desk, coach)
    train(start(coach, date(2026, 2, 20)), date(2026, 2, 23))
    desk.goto("/logbook/")
    answer = {"status": 429, "content_type": "text/html", "body": TOO_MANY}
    desk.route("**/logbook/?*", lambda route: route.fulfill(**answer))
    desk.locator("details:has([role=search]) summary").click()
    desk.get_by_role("button", name="Find").click()
    expect(desk.get_by_role("heading", name="Too many tries")).to_be_visible()
    expect(desk.get_by_role("link", name="Exercises")).to_be_visible()
    wrong[:] = [said for said in wrong if "429" not in said]  # htmx tells the console
