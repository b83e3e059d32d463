"""The settings of the reminders in a browser: by keyboard, without JavaScript, on a device."""

import json
import re

import pytest
from playwright.sync_api import expect

from logbook.models import Device, Reminders
from logbook.reminders import push
from tests.factories import UserFactory
from tests.logbook.reminders.push_service import Phone

from .conftest import DESK
from .runner import eventually

pytestmark = pytest.mark.usefixtures("service_worker", "whole_browser")

PAGE = "/settings/reminders/"


@pytest.fixture
def runner(library):
    return UserFactory(time_zone="Europe/Lisbon")


@pytest.fixture
def keys(settings):
    settings.VAPID_PUBLIC_KEY, settings.VAPID_PRIVATE_KEY = push.new_pair()
    settings.VAPID_SUBJECT, settings.SENDS_PUSH = "mailto:me@example.org", True


@pytest.fixture(params=["phone", "desk"])
def looker(request, new_context):
    return new_context(**DESK if request.param == "desk" else {}).new_page()


@pytest.mark.thorough
@pytest.mark.parametrize("has_keys", [True, False])
def test_the_page_in_every_look(request, looker, has_keys, runner, sign_in, sound):
    if has_keys:
        request.getfixturevalue("keys")
        phone = Phone()
        Device.objects.create(user=runner, name="Firefox, Android", **phone.said)
    sign_in(looker, runner)
    looker.goto(PAGE)
    looker.get_by_role("button", name="Make the address").click()
    looker.get_by_text("New address, or none").click()
    sound(looker)
    small = looker.locator("main :is(button, a.btn, input:not([type=hidden], [type=checkbox]))")
    heights = {one.bounding_box()["height"] for one in small.all() if one.is_visible()}
    assert min(heights) >= 44


def test_all_of_it_by_keyboard(desk, runner, keys, sign_in):
    """From the settings on, with the Tab key, the space bar and digits alone."""
    sign_in(desk, runner)
    desk.goto("/settings/")
    desk.get_by_role("link", name="Reminders").focus()
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", name="Reminders", level=1)).to_be_visible()
    press_until(desk, "training")
    desk.keyboard.press("Space")
    press_until(desk, "training_at")
    desk.keyboard.type("0715PM" if "12" in time_format(desk) else "1915")
    press_until(desk, "squeeze")
    desk.keyboard.press("Space")
    press_until(desk, "squeeze_hours")
    desk.keyboard.type("3")
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("Saved.")).to_be_visible()
    wanted = Reminders.objects.get(user=runner)
    assert (wanted.training, wanted.morning, wanted.squeeze) == (True, False, True)
    assert (f"{wanted.training_at:%H:%M}", wanted.squeeze_hours) == ("19:15", 3)
    press_until(desk, "train_at")
    desk.keyboard.press("Enter")
    expect(desk.get_by_label("Your secret address")).to_have_value(re.compile(r"\.ics$"))


def time_format(page):
    return page.evaluate("() => new Intl.DateTimeFormat('en', { timeStyle: 'short' }).format()")


def press_until(page, name):
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.name") == name:
            return
    raise AssertionError(f"the Tab key never comes to {name}")


@pytest.mark.answers(422)
def test_without_javascript(plain, runner, keys, sign_in):
    sign_in(plain, runner)
    plain.goto(PAGE)
    expect(plain.get_by_text("switch JavaScript on")).to_be_visible()
    expect(plain.get_by_role("button", name="Add this device")).to_be_hidden()
    plain.get_by_label("Training not yet done").check()
    plain.locator("[name=training_at]").fill("23:30")
    plain.get_by_role("button", name="Save", exact=True).click()
    expect(plain.get_by_text("This lies in your quiet hours.")).to_be_visible()
    plain.locator("[name=training_at]").fill("19:30")
    plain.get_by_role("button", name="Save", exact=True).click()
    expect(plain.get_by_text("Saved.")).to_be_visible()
    plain.get_by_role("button", name="Make the address").click()
    old = plain.get_by_label("Your secret address").input_value()
    plain.get_by_text("New address, or none").click()
    plain.get_by_role("button", name="Make a new address").click()
    assert plain.get_by_label("Your secret address").input_value() != old
    plain.get_by_text("New address, or none").click()
    plain.get_by_role("button", name="Switch it off").click()
    expect(plain.get_by_role("button", name="Make the address")).to_be_visible()


@pytest.mark.thorough
def test_the_address_is_copied(new_context, runner, sign_in):
    page = new_context(permissions=["clipboard-write"], **DESK).new_page()
    sign_in(page, runner)
    page.goto(PAGE)
    page.get_by_role("button", name="Make the address").click()
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    elsewhere = page.context.new_page()
    elsewhere.set_content("<textarea></textarea>")
    elsewhere.locator("textarea").press("ControlOrMeta+v")
    copied = elsewhere.locator("textarea").input_value()
    page.bring_to_front()
    assert copied == page.get_by_label("Your secret address").input_value()
    assert page.request.get(copied).headers["content-type"].startswith("text/calendar")


# A device. The browser's own push service is far away, so its part is played here.

PLAYED = """
const said = %s;
const subscription = {
  endpoint: said.endpoint,
  toJSON: () => ({ endpoint: said.endpoint, expirationTime: null,
                   keys: { p256dh: said.p256dh, auth: said.auth } }),
  unsubscribe: async () => { localStorage.removeItem("played"); return true; },
};
PushManager.prototype.getSubscription = async () =>
  localStorage.getItem("played") ? subscription : null;
PushManager.prototype.subscribe = async (options) => {
  if (localStorage.getItem("fails")) throw new DOMException("no service", "AbortError");
  localStorage.setItem("asked", options.applicationServerKey);
  localStorage.setItem("played", "1");
  return subscription;
};
Notification.requestPermission = async () => localStorage.getItem("answer") ?? "granted";
"""


@pytest.fixture
def device(new_context, runner, keys, sign_in):
    context = new_context()
    context.add_init_script(PLAYED % json.dumps(Phone().said))
    page = context.new_page()
    sign_in(page, runner)
    page.goto(PAGE)
    return page


def test_a_device_is_added_and_removed(device, runner, settings):
    expect(device.get_by_text("None yet, so nothing is sent.")).to_be_visible()
    device.get_by_role("button", name="Add this device").click()
    expect(device.get_by_text("This device.")).to_be_visible()
    expect(device.get_by_role("button", name="Add this device")).to_be_hidden()
    kept = Device.objects.get()
    assert (kept.user, kept.endpoint) == (runner, Phone().endpoint)
    asked = device.evaluate("() => localStorage.getItem('asked')")
    assert asked == settings.VAPID_PUBLIC_KEY
    device.get_by_role("button", name=re.compile("^Remove")).click()
    expect(device.get_by_text("None yet, so nothing is sent.")).to_be_visible()
    assert not Device.objects.exists()
    assert device.evaluate("() => localStorage.getItem('played')") is None


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("answer", "denied", "Your browser blocks notifications here."),
        ("fails", "1", "Your browser could not reach its push service."),
    ],
)
def test_a_device_that_cannot_be_added_says_why(device, key, value, said):
    device.evaluate("([key, value]) => localStorage.setItem(key, value)", [key, value])
    device.get_by_role("button", name="Add this device").click()
    expect(device.get_by_text(said)).to_be_visible()
    assert not Device.objects.exists()


@pytest.mark.thorough
def test_a_browser_without_push_says_so(new_context, runner, keys, sign_in):
    context = new_context()
    context.add_init_script("delete window.PushManager")
    page = context.new_page()
    sign_in(page, runner)
    page.goto(PAGE)
    expect(page.get_by_text("This browser cannot be reminded.")).to_be_visible()


def test_what_the_push_service_hands_over_is_shown(new_context, runner, sign_in, live_server):
    context = new_context(permissions=["notifications"])
    page = context.new_page()
    sign_in(page, runner)
    registered = []
    browser = context.new_cdp_session(page)
    browser.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: registered.extend(event["registrations"]),
    )
    browser.send("ServiceWorker.enable")
    page.goto(PAGE)
    page.evaluate("async () => { await navigator.serviceWorker.ready; }")
    message = {"title": "Squeeze now", "body": "Ten seconds.", "tag": "squeeze",
               "icon": "/static/icon-192.png", "url": "/today/"}  # fmt: skip

    def deliver():
        browser.send(
            "ServiceWorker.deliverPushMessage",
            {
                "origin": live_server.url,
                "registrationId": registered[-1]["registrationId"],
                "data": json.dumps(message),
            },
        )

    def shown():
        return page.evaluate(
            """async () => (await (await navigator.serviceWorker.ready).getNotifications())
                 .map(({ title, body, tag, data }) => [title, body, tag, data])"""
        )

    # Again until it is: a worker that is still being made ready is handed nothing.
    expected = [["Squeeze now", "Ten seconds.", "squeeze", "/today/"]]
    assert eventually(page, lambda: deliver() or shown()) == expected
    deliver()
    page.wait_for_timeout(300)
    assert shown() == expected  # the last one takes the place of those before
