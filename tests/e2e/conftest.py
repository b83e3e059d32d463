"""A phone, a desk, the dark and no JavaScript; and guards that fail whatever goes wrong unseen."""

import os
import shutil
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.test import Client
from playwright.sync_api import Locator, expect

from tests.e2e.server import Server

expect.set_options(timeout=20_000)  # ms; both cores may be busy
PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}
# Of Chromium itself, since the pages gain nothing by them: its bar for addresses draws two pages of
# its own for every window, and a process is kept ready for a next page. The list takes the place
# of Playwright's, so that one stands here, too.
WITHOUT = (
    "WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup",
    "SpareRendererForSitePerProcess", "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose", "HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints", "NetworkTimeServiceQuerying",
    "AimEnabled", "PreconnectToSearch",
)  # fmt: skip
DESK = {"viewport": {"width": 1280, "height": 800}, "is_mobile": False, "has_touch": False}


# The shell has no windows and needs half the time for a page.
CHROMIUM = os.environ.get("CHROMIUM", "chromium")
SHELL = CHROMIUM if "CHROMIUM" in os.environ else "chromium-headless-shell"


# Firefox by its own protocol, for the tests with the marker "firefox": ./dev test firefox
FIREFOX = os.environ.get("FIREFOX", "firefox-esr")
FILLS_A_GAP = Path(__file__).with_name("firefox_esr.cjs")
AS_ON_A_PHONE = {"ui.useOverlayScrollbars": 1}  # which take no width from the page


def pytest_configure(config):
    if "firefox" in config.getoption("browser"):
        os.environ["NODE_OPTIONS"] = f"--require={FILLS_A_GAP}"  # read when Playwright starts
        Locator.fill = fill_anew


def fill_anew(field, value, fill=Locator.fill, **options):
    """Empties the field first, since Playwright appends to numbers and addresses in Firefox."""
    fill(field, "", **options)
    fill(field, value, **options)


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker("e2e")


@pytest.fixture(autouse=True)
def _pages_are_cached(pages_are_cached):
    """As in operation."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_name):
    if browser_name == "firefox":
        return {
            "channel": "moz-firefox",
            "executable_path": shutil.which(FIREFOX),
            "firefox_user_prefs": AS_ON_A_PHONE,
            "timeout": 120_000,  # ms
        }
    return {
        "executable_path": shutil.which(SHELL) or shutil.which(CHROMIUM),
        "args": [
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-gpu",  # there is none, and playing one costs more than drawing
            f"--disable-features={','.join(WITHOUT)}",
            *(["--no-sandbox"] if os.geteuid() == 0 else []),
        ],
    }


@pytest.fixture(scope="session")
def whole_browser(browser_type, browser_type_launch_args):
    """Chromium itself, for tests of notifications and push, which its shell does not have."""
    options = browser_type_launch_args | {"executable_path": shutil.which(CHROMIUM)}
    browser = browser_type.launch(**options)
    yield browser
    browser.close()


@pytest.fixture
def browser_context_args(live_server, browser_name):
    options = {"base_url": live_server.url, "locale": "en", "timezone_id": "UTC", **PHONE}
    if browser_name == "firefox":
        del options["is_mobile"], options["has_touch"]  # Playwright has no such Firefox
    return options


@pytest.fixture
def wrong(request):
    """What went wrong in any page: faults of its scripts, messages of its console, HTTP errors.

    ``@pytest.mark.answers(422)`` says which HTTP errors a test means to get.
    """
    found = []
    yield found
    assert not found, "\n".join(found)


NO_WORKER = (
    "if (self.ServiceWorkerContainer) ServiceWorkerContainer.prototype.register = async () => {}"
)


@pytest.fixture
def service_worker():
    """The pages install their service worker, which takes a quarter of a short test's time."""


@pytest.fixture
def new_context(browser_context_args, request, wrong):
    """A browser of its own: ``new_context(**DESK)``."""
    is_whole = "whole_browser" in request.fixturenames
    browser = request.getfixturevalue("whole_browser" if is_whole else "browser")
    contexts = []
    marker = request.node.get_closest_marker("answers")
    expected = marker.args if marker else ()

    def console(message):
        # The browser's line about an HTTP error; answered() sees that error itself.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            wrong.append(f"console: {message.text}")

    def answered(response):
        if response.status >= 400 and response.status not in expected:
            wrong.append(f"{response.status} for {response.request.method} {response.url}")

    def make(**options):
        context = browser.new_context(**{**browser_context_args, **options})
        contexts.append(context)
        if "service_worker" not in request.fixturenames:
            context.add_init_script(NO_WORKER)
        context.set_default_timeout(20_000)
        context.on("console", console)
        context.on("weberror", lambda fault: wrong.append(f"script: {fault.error}"))
        context.on("response", answered)
        return context

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def server(transactional_db):
    """A server of the test's own, which it may stop."""
    server = Server()
    yield server
    server.stop()


@pytest.fixture
def desk(new_context):
    return new_context(**DESK).new_page()


@pytest.fixture
def dark(new_context):
    return new_context(color_scheme="dark").new_page()


@pytest.fixture
def plain(new_context):
    """A phone without JavaScript."""
    return new_context(java_script_enabled=False).new_page()


@pytest.fixture
def sign_in(live_server):
    """``sign_in(page, user)``: as if the user had signed in on that phone before."""

    def sign_in(page, user):
        client = Client()
        client.force_login(user)
        session = client.cookies["sessionid"].value
        cookie = {"name": "sessionid", "value": session, "url": live_server.url}
        # Kept when the browser ends, as the real one is; by the browser's own clock.
        page.context.add_cookies([cookie | {"expires": 4_000_000_000}])

    return sign_in


FAULTS = """async (rules) => (await axe.run({
  resultTypes: ["violations"], ...(rules && { runOnly: { type: "rule", values: rules } }),
})).violations"""
OF_COLOUR = ["color-contrast", "link-in-text-block"]


@pytest.fixture
def axe():
    """``axe(page)`` fails for anything on the page that axe finds wrong, by these rules or all."""

    def check(page, rules=None):
        if page.evaluate("() => typeof axe") == "undefined":
            page.evaluate(AXE_SCRIPT)
        found = page.evaluate(FAULTS, rules)
        assert not found, "\n".join(
            f"{page.url}: {fault['help']} ({fault['id']}): {node['html']}\n{node['failureSummary']}"
            for fault in found
            for node in fault["nodes"]
        )

    return check


RECOLOURED = """() => document.getAnimations()
  .filter((one) => one instanceof CSSTransition).forEach((one) => one.finish())"""


def too_wide(page):
    """By how many pixels the page is wider than its screen.

    On a phone the window (innerWidth) grows with a page that is too wide, so it says nothing.
    A page that is still on its way may lack a stylesheet.
    """
    page.wait_for_load_state()
    return page.evaluate(
        "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


@pytest.fixture
def sound(axe):
    """``sound(page)``: nothing is too wide, and axe finds nothing wrong in light and in dark."""

    def check(page):
        assert too_wide(page) <= 0, f"{page.url} is too wide"
        for scheme, rules in (("dark", OF_COLOUR), ("light", None)):  # only colours differ
            page.emulate_media(color_scheme=scheme)
            page.evaluate(RECOLOURED)
            axe(page, rules)

    return check
