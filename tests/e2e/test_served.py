"""The scripts as they are served: lean, under hashed names, one importing another."""

from datetime import date

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test.testcases import LiveServerThread
from playwright.sync_api import expect

from tests.factories import UserFactory
from tests.logbook.long_logs import start

MONDAY = date(2026, 3, 2)
pytestmark = pytest.mark.usefixtures("clock", "library", "service_worker")


@pytest.fixture
def runner(transactional_db):
    return start(UserFactory(equipment=["mat", "wall", "band"]), MONDAY)


@pytest.fixture
def served(settings, tmp_path):
    """The address of a server with the static files as they are collected."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "config.static.Storage"}}
    call_command("collectstatic", interactive=False, verbosity=0)
    server = LiveServerThread("localhost", lambda application: application)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    assert not server.error
    yield f"http://localhost:{server.port}"
    server.terminate()


def test_the_scripts_as_they_are_served_run(new_context, runner, sign_in, served, settings):
    page = new_context(base_url=served).new_page()
    sign_in(page, runner)
    page.goto("/exercises/")
    page.goto("/today/")
    lamp = page.locator("#lamp-prone-squeeze-both-1")
    lamp.click()
    expect(lamp).to_have_attribute("aria-pressed", "true")
    page.evaluate("async () => void (await navigator.serviceWorker.ready)")
    page.goto("/today/go/")
    page.get_by_role("button", name="Go", exact=True).click()
    expect(page.locator("#guided")).to_have_attribute("data-mode", "work")
    expect(page.get_by_text("10 reps, set 2 of 3", exact=True)).to_be_visible()
    names = [path.name for path in settings.STATICFILES_DIRS[0].glob("js/*.js")]
    for name in names:
        address = staticfiles_storage.url(f"js/{name}")
        # Away from its page a module may find nothing to work on, but each can be read.
        load = "(url) => import(url).then(() => '', (fault) => fault.name)"
        assert page.evaluate(load, address) != "SyntaxError", name
