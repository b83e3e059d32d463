"""Every request is limited in size, whoever sends it and to whichever page."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import Client
from django.urls import reverse

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def a_file(size):
    return SimpleUploadedFile("mine.csv", b"x" * size)


@pytest.fixture
def kept(monkeypatch):
    """Return the sizes of the parts that reached the disk."""
    sizes = []
    write = TemporaryFileUploadHandler.receive_data_chunk
    monkeypatch.setattr(
        TemporaryFileUploadHandler,
        "receive_data_chunk",
        lambda self, data, start: sizes.append(len(data)) or write(self, data, start),
    )
    return sizes


@pytest.mark.parametrize("name", ["imports", "account_login", "today"])
def test_a_visitor_leaves_no_file_on_the_disk(kept, name):
    client = Client(enforce_csrf_checks=True)
    client.get(
        reverse("account_login")
    )  # sets the CSRF cookie, so that the body is read from now on
    client.post(reverse(name), {"file": a_file(3_000_000)})
    assert kept == []


def test_a_runners_file_does_arrive(client, kept):
    client.force_login(UserFactory())
    client.post(reverse("imports"), {"file": a_file(3_000_000)})
    assert sum(kept) == 3_000_000


def test_a_request_has_at_most_a_hundred_files(client):
    client.force_login(UserFactory())
    answer = client.post(reverse("run_imports"), {"files": [a_file(9) for _n in range(101)]})
    assert answer.status_code == 400


def test_all_files_of_a_request_together_have_a_limit(client, kept, settings):
    settings.LARGEST_UPLOAD = 4_000_000
    client.force_login(UserFactory())
    answer = client.post(reverse("run_imports"), {"files": [a_file(3_000_000), a_file(3_000_000)]})
    assert answer.status_code == 422
    assert sum(kept) <= 4_000_000


@pytest.mark.parametrize(
    "sent", [{"note": "x" * 1_000_001}, {f"n{n}": "" for n in range(1001)}], ids=["long", "many"]
)
def test_a_form_has_an_end(client, sent):
    client.force_login(UserFactory())
    assert client.post(reverse("settings"), sent).status_code in (400, 413)
