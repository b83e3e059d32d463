"""A phone that knows a fingerprint, played by the browser: passkeys are made and used for real."""

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse
from playwright.sync_api import expect

from tests.factories import PASSWORD, UserFactory


@pytest.fixture
def finger(page_with_finger):
    return page_with_finger[0]


@pytest.fixture
def page_with_finger(new_context):
    """A phone, and its authenticator over the DevTools protocol."""
    page = new_context().new_page()
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    made = devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )

    def verified(is_verified):
        said = made | {"isUserVerified": is_verified}
        devtools.send("WebAuthn.setUserVerified", said)

    return page, verified


@pytest.fixture
def runner(db):
    return UserFactory(email="ana@example.org")


def add_a_passkey(page):
    page.goto(reverse("mfa_index"))
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Name").fill("My phone")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()


def log_out(page):
    page.context.clear_cookies()


def test_a_passkey_alone_logs_in(finger, runner, sign_in, axe):
    sign_in(finger, runner)
    add_a_passkey(finger)
    axe(finger)
    finger.goto(reverse("mfa_index"))
    expect(finger.get_by_text("My phone", exact=True)).to_be_visible()
    axe(finger)

    log_out(finger)
    finger.goto(f"{reverse('account_login')}?next=/settings/")
    axe(finger)
    finger.get_by_role("button", name="Log in with a passkey").click()
    finger.wait_for_url("**/settings/")
    expect(finger.get_by_text("ana@example.org")).to_be_visible()


def test_with_a_passkey_the_password_alone_opens_nothing(finger, runner, sign_in):
    sign_in(finger, runner)
    add_a_passkey(finger)
    log_out(finger)
    finger.goto(f"{reverse('account_login')}?next=/settings/")
    finger.get_by_label("E-mail").fill(runner.email)
    finger.get_by_label("Password").fill(PASSWORD)
    finger.get_by_role("button", name="Log in", exact=True).click()
    expect(finger.get_by_role("heading", name="One more step")).to_be_visible()
    finger.goto("/settings/")
    expect(finger.get_by_role("heading", name="One more step")).to_be_visible()
    finger.get_by_role("button", name="Use a passkey").click()
    finger.wait_for_url("**/settings/")


def test_a_finger_that_is_not_the_runners_opens_nothing_and_is_told(
    page_with_finger, runner, sign_in
):
    page, verified = page_with_finger
    sign_in(page, runner)
    add_a_passkey(page)
    log_out(page)
    verified(False)
    page.goto(reverse("account_login"))
    page.get_by_role("button", name="Log in with a passkey").click()
    expect(page.get_by_text("That did not work")).to_be_visible()


@pytest.mark.thorough
def test_a_passkey_is_renamed_and_removed(finger, runner, sign_in):
    sign_in(finger, runner)
    add_a_passkey(finger)
    finger.goto(reverse("mfa_index"))
    finger.get_by_role("link", name="Rename").click()
    finger.get_by_label("Name").fill("Old phone")
    finger.get_by_role("button", name="Save").click()
    finger.goto(reverse("mfa_index"))
    finger.get_by_role("link", name="Remove").click()
    finger.get_by_role("button", name="Remove it").click()
    finger.goto(reverse("mfa_index"))
    expect(finger.get_by_text("Old phone")).to_have_count(0)
    assert not Authenticator.objects.exists()  # nor recovery codes, which would open nothing


def test_the_admin_asks_staff_for_their_passkey(finger, runner, sign_in, settings):
    settings.ADMIN_NEEDS_SECOND_FACTOR = True
    runner.is_staff = runner.is_superuser = True
    runner.save()
    sign_in(finger, runner)
    finger.goto("/admin/")
    expect(finger.get_by_text("The admin asks for a second factor")).to_be_visible()
    add_a_passkey(finger)
    finger.context.clear_cookies()
    sign_in(finger, runner)
    finger.goto("/admin/accounts/user/")
    finger.get_by_role("button", name="Use a passkey").click()
    finger.wait_for_url("**/admin/accounts/user/")
