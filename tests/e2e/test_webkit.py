"""The way from the sign-up to sets that were logged offline, in WebKit, the engine of Safari.

Debian's WebKit is driven by its own driver, on a screen of its own: Playwright drives only the
WebKit that it downloads.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from selenium.common import WebDriverException
from selenium.webdriver import WebKitGTK, WebKitGTKOptions
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait
from selenium.webdriver.webkitgtk.service import Service

from logbook.models import SetEntry

pytestmark = [
    pytest.mark.webkit,
    pytest.mark.filterwarnings("ignore:setting remote_server_addr"),  # by Selenium itself
]
PATIENCE = 60  # s; both cores may be busy


@pytest.fixture
def screen():
    """The number of a screen that nobody sees."""
    reads, writes = os.pipe()
    command = [
        "Xvfb",
        "-displayfd",
        str(writes),
        "-screen",
        "0",
        "1400x1000x24",
        "-nolisten",
        "tcp",
    ]
    with subprocess.Popen(command, pass_fds=[writes], stderr=subprocess.DEVNULL) as server:
        os.close(writes)
        with open(reads) as answer:
            yield answer.readline().strip()
        server.terminate()


@pytest.fixture
def webkit(screen):
    options = WebKitGTKOptions()
    options.binary_location = str(next(Path("/usr/lib").glob("*/webkit2gtk-4.1/MiniBrowser")))
    options.add_argument("--automation")
    service = Service(shutil.which("WebKitWebDriver"), env={**os.environ, "DISPLAY": f":{screen}"})
    driver = WebKitGTK(options, service)
    driver.set_script_timeout(PATIENCE)
    driver.set_window_size(447, 900)  # as narrow as its window gets
    yield driver
    driver.quit()


def until(webkit, ask):
    """What ``ask`` answers as soon as that is something."""
    wait = WebDriverWait(webkit, PATIENCE, 0.2, [WebDriverException])
    return wait.until(lambda _: ask())


def all_of(webkit, css):
    return webkit.find_elements(By.CSS_SELECTOR, css)


def press(webkit, name):
    """The first link, button or label that is seen under this name."""
    path = f'//*[self::a or self::button or self::label][normalize-space() = "{name}"]'

    def find():
        found = webkit.find_elements(By.XPATH, path)
        return next((one for one in found if one.is_displayed()), None)

    found = until(webkit, find)
    webkit.execute_script("arguments[0].scrollIntoView({ block: 'center' })", found)
    found.click()


def heading(webkit, *words):
    until(webkit, lambda: all(word in all_of(webkit, "h1")[0].text for word in words))


def sign_up(webkit, address):
    webkit.get(address)
    press(webkit, "Start training")
    until(webkit, lambda: all_of(webkit, "[name=email]"))[0].send_keys("runner@example.org")
    all_of(webkit, "[name=password1]")[0].send_keys("crush-a-walnut-7")
    press(webkit, "Make the account")
    heading(webkit, "Before you train")
    for no in webkit.find_elements(By.XPATH, "//label[normalize-space() = 'No']"):
        webkit.execute_script("arguments[0].scrollIntoView({ block: 'center' })", no)
        no.click()
    press(webkit, "Go on")
    heading(webkit, "Minutes and equipment")
    press(webkit, "To today's plan")
    heading(webkit, "exercises", "minutes")


def lit(webkit):
    return len(all_of(webkit, "#prone-squeeze .lamp[aria-pressed=true]"))


def tap_next(webkit):
    lamp = all_of(webkit, "#prone-squeeze .lamp[aria-pressed=false]")[0]
    webkit.execute_script("arguments[0].scrollIntoView({ block: 'center' })", lamp)
    lamp.click()


def amounts():
    return list(SetEntry.objects.live().values_list("exercise__slug", "amount"))


def test_from_the_sign_up_to_sets_that_were_logged_offline_and_sent(webkit, server, library):
    sign_up(webkit, server.url)
    until(webkit, lambda: webkit.execute_script("return navigator.serviceWorker.controller"))
    webkit.refresh()
    until(webkit, lambda: webkit.execute_script("return localStorage.getItem('took-along')"))
    server.stop()
    for done in (1, 2):
        tap_next(webkit)
        until(webkit, lambda done=done: lit(webkit) == done)
        webkit.get(f"{server.url}/today/")
        until(webkit, lambda done=done: lit(webkit) == done)
    foot = until(webkit, lambda: all_of(webkit, "#sync")[0])
    until(webkit, lambda: "2 sets wait on this phone" in foot.text)
    assert amounts() == []
    server.start()
    until(webkit, lambda: not foot.is_displayed())
    assert amounts() == [("prone-squeeze", 10)] * 2
