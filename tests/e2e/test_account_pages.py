"""Changing the address and the password, as a runner does it on a phone and at a desk."""

import pytest
from playwright.sync_api import expect

from accounts.models import User
from logbook.exchange.access_keys import hand_out
from logbook.models import AccessToken, ShareLink
from tests.factories import PASSWORD, UserFactory

from .conftest import DESK

pytestmark = pytest.mark.parametrize(
    "options", [{}, pytest.param(DESK, marks=pytest.mark.thorough)], ids=["phone", "desk"]
)


@pytest.fixture
def runner(library):
    return UserFactory(email="ana@exmaple.org")


def test_a_mistyped_address_is_put_right(new_context, sign_in, runner, sound, options):
    page = new_context(**options).new_page()
    sign_in(page, runner)
    page.goto("/settings/")
    page.get_by_role("link", name="Change the e-mail address").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("You log in with ana@exmaple.org.")).to_be_visible()
    sound(page)
    page.get_by_label("New e-mail address").fill("ana@example.org")
    page.get_by_role("button", name="Change it").click()
    expect(page.get_by_text("Your address is new.")).to_be_visible()
    assert User.objects.get().email == "ana@example.org"


def test_a_new_password_offers_to_end_what_works_without_it(
    new_context, sign_in, runner, sound, options
):
    hand_out(ShareLink(user=runner, name="Coach"))
    hand_out(AccessToken(user=runner, name="My watch", may_log=True))
    page = new_context(**options).new_page()
    sign_in(page, runner)
    page.goto("/accounts/password/change/")
    page.get_by_label("Password now").fill(PASSWORD)
    page.get_by_label("New password", exact=True).fill("hinge-at-the-hips")
    page.get_by_label("The new password once more").fill("hinge-at-the-hips")
    page.get_by_role("button", name="Change it").click()
    expect(page.get_by_role("heading", name="What works without your password")).to_be_visible()
    sound(page)
    page.get_by_label("Token “My watch”, which logs").uncheck()
    page.get_by_role("button", name="End what is ticked").click()
    page.wait_for_url(lambda url: "/settings/keys/" not in url)
    assert not ShareLink.objects.exists()
    assert AccessToken.objects.exists()
