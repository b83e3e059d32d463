"""The service worker's part in reminders: what a click opens, and what logging out ends."""

import pytest
from playwright.sync_api import expect

from tests.factories import UserFactory

pytestmark = pytest.mark.usefixtures("service_worker", "whole_browser")

# A browser lets a page be opened or brought forward only after a real click on a real notification,
# which no test can make: what the worker asks for is noted instead.
CLICK = """async (address) => {
  const asked = [];
  WindowClient.prototype.focus = async function () { asked.push(["focus", this.url]); };
  Clients.prototype.openWindow = async (path) => { asked.push(["open", path]); };
  await registration.showNotification("Squeeze now", { data: address });
  const [notification] = await registration.getNotifications();
  const event = new NotificationEvent("notificationclick", { notification });
  let done;
  event.waitUntil = (promise) => (done = promise);
  dispatchEvent(event);
  await done;
  const left = await registration.getNotifications();
  return [asked, left.length];
}"""


@pytest.fixture
def page(new_context):
    return new_context(permissions=["notifications"]).new_page()


@pytest.fixture
def worker(page, library, sign_in):
    sign_in(page, UserFactory())
    page.goto("/exercises/")
    page.wait_for_function("() => navigator.serviceWorker.controller")
    (worker,) = page.context.service_workers
    return worker


def test_a_click_on_a_reminder_opens_its_page(worker):
    assert worker.evaluate(CLICK, "/today/") == [[["open", "/today/"]], 0]


def test_a_page_that_is_open_already_comes_forward(worker, page, live_server):
    page.goto("/exercises/glute-bridge/")
    address = f"{live_server.url}/exercises/glute-bridge/"
    assert worker.evaluate(CLICK, "/exercises/glute-bridge/") == [[["focus", address]], 0]


def test_logging_out_ends_the_reminders_of_this_device(worker, page):
    worker.evaluate("""() => {
      self.ended = 0;
      PushManager.prototype.getSubscription = async () => ({ unsubscribe: () => self.ended++ });
    }""")
    page.goto("/settings/")
    assert worker.evaluate("() => self.ended") == 0
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("link", name="Log in").first).to_be_visible()
    assert worker.evaluate("() => self.ended") == 1
