"""The ``next`` address of a page of the accounts is one of ours, or none."""

from itertools import product

import pytest
from django.core.cache import cache

from accounts.models import User
from tests.factories import PASSWORD, UserFactory

BROKEN = ["http://[", "//[::1", "https://[x]/", "http://elsewhere.example:x/"]
PAGES = ["login", "signup", "logout", "confirm-email", "password/reset", "email", "reauthenticate"]


@pytest.mark.django_db
@pytest.mark.parametrize("signed_in", [False, True])
def test_a_malformed_address_leads_nowhere(client, signed_in):
    if signed_in:
        client.force_login(UserFactory())
    for path, url in product(PAGES, BROKEN):
        answer = client.get(f"/accounts/{path}/", {"next": url})
        assert answer.status_code in (200, 302), (path, url)
        assert "elsewhere" not in answer.get("Location", "").partition("?")[0]
        assert client.post(f"/accounts/{path}/", {"next": url}).status_code < 500, (path, url)
        cache.clear()  # the rate limits
        if signed_in:
            client.force_login(User.objects.get())


@pytest.mark.django_db
@pytest.mark.parametrize("url", [*BROKEN, "https://elsewhere.example/"])
def test_after_the_login_it_leads_home(client, url):
    login = {"login": UserFactory().email, "password": PASSWORD, "next": url}
    answer = client.post("/accounts/login/", login)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/")
    assert not answer["Location"].startswith("//")
