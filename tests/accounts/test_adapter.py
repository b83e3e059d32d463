"""Where a page of the accounts leads next is an address of ours, or none."""

import pytest

from tests.factories import UserFactory

BROKEN = ["http://[", "//[::1", "https://[x]/", "http://elsewhere.example:x/"]
PAGES = ["login", "signup", "logout", "confirm-email", "password/reset", "email", "reauthenticate"]


@pytest.mark.django_db
@pytest.mark.parametrize("url", BROKEN)
@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("signed_in", [False, True])
def test_an_address_that_is_none_leads_nowhere(client, signed_in, path, url):
    if signed_in:
        client.force_login(UserFactory())
    answer = client.get(f"/accounts/{path}/", {"next": url})
    assert answer.status_code in (200, 302)
    assert "elsewhere" not in answer.get("Location", "").partition("?")[0]
    assert client.post(f"/accounts/{path}/", {"next": url}).status_code < 500


@pytest.mark.django_db
@pytest.mark.parametrize("url", [*BROKEN, "https://elsewhere.example/"])
def test_after_the_login_it_leads_home(client, url):
    user = UserFactory(email="runner@example.org")
    user.set_password("walnut-crusher-9")
    user.save()
    answer = client.post(
        "/accounts/login/",
        {"login": user.email, "password": "walnut-crusher-9", "next": url},
    )
    assert answer.status_code == 302
    assert answer["Location"].startswith("/")
    assert not answer["Location"].startswith("//")
