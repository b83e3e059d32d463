"""Error pages for requests whose body cannot be read."""

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client, RequestFactory

from config import errors

UNREADABLE = {
    "an unknown charset": "application/x-www-form-urlencoded; charset=utf-16",
    "no boundary": "multipart/form-data; boundary=",
}


def test_headers_of_which_no_request_can_be_made_are_no_error_of_ours(db):
    """Django refuses them before any of its own error pages could answer."""
    environ = RequestFactory().get("/").environ | {"CONTENT_TYPE": "text/plain; " + "a" * 20_000}
    statuses = []
    application = errors.refuse_unreadable(WSGIHandler())
    body = application(environ, lambda status, headers: statuses.append(status))
    assert (statuses, body) == (["400 Bad Request"], [b"Bad Request"])


@pytest.mark.parametrize("kind", UNREADABLE.values(), ids=UNREADABLE)
@pytest.mark.parametrize(
    ("address", "status"), [("/no-such-page/", 404), ("/accounts/login/", 400)]
)
def test_a_body_that_cannot_be_read_gets_a_page_and_no_error(db, kind, address, status):
    client = Client(enforce_csrf_checks=True, headers={"cookie": f"csrftoken={'c' * 32}"})
    response = client.post(address, b"a=1", content_type=kind)
    assert response.status_code == status
    assert b"<h1>" in response.content
