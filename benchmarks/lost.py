"""`./dev lost`: are sets lost or doubled, whatever happens to phone, line and server?

In each run a new runner taps at random in a real Chromium, against a real server. Meanwhile the
line fails, tabs are closed, browser and server are killed, the session ends and a second device
joins in. In the end everything works again, and the database must hold what the runner did: every
set once, in order, with its last value. The same seed gives the same choices, but not the same
timing.
"""

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import django
from playwright.sync_api import Error

from .flaky import FlakyProxy, Server

SLIP_S = 0.75  # the page ignores a second tap on a lamp within this time
BAD_LINE = 0.5  # the probability that a bad line loses a request
WEIGHTS = {  # method of Run: how often it is chosen
    "tap": 12, "less": 6, "undo": 3, "feedback": 3, "squeeze": 2, "reload": 2, "offline": 2,
    "online": 2, "bad line": 3, "good line": 1, "close": 0.6, "kill browser": 0.25,
    "kill server": 0.15, "log out": 0.5, "second tab": 0.5, "second device": 0.5, "wait": 1,
}  # fmt: skip
COUNTED = ("acts", "lost", "doubled", "wrong")


def main():
    options = argparse.ArgumentParser(prog="benchmarks.lost", description=__doc__)
    options.add_argument("--runs", type=int, default=500)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--only", type=int, help="this run alone, its steps printed")
    options = options.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the browser is ended too
    with tempfile.TemporaryDirectory(prefix="hipdrive-lost-", ignore_cleanup_errors=True) as folder:
        os.environ |= {"DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "config.settings"}
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright runs an event loop in here
        os.environ.pop("DATABASE_URL", None)
        django.setup()
        from django.core.management import call_command

        call_command("prepare", verbosity=0)
        sys.exit(bool(play_all(options, Path(folder))))


def play_all(options, folder):
    from playwright.sync_api import sync_playwright

    start, sums, faults = time.monotonic(), Counter(), []
    numbers = range(options.runs) if options.only is None else [options.only]
    with sync_playwright() as playwright:
        site = Site(playwright, folder)
        try:
            for number in numbers:
                run = Run(site, f"{options.seed}:{number}")
                try:
                    found = run.play()
                except BaseException:
                    print(*run.steps, sep="\n  ", flush=True)
                    raise
                sums += run.counts
                if found or options.only is not None:
                    faults += found
                    steps = "\n  ".join(run.steps)
                    print(f"run {number} of seed {options.seed}:\n  {steps}", flush=True)
                summary = ", ".join(f"{sums[name]} {name}" for name in COUNTED)
                took = time.monotonic() - start
                if sys.stdout.isatty() or number % 10 == 9:
                    print(f"{number + 1} runs, {summary}, {took:.0f} s", flush=True)
        finally:
            site.end()
    print(f"seed {options.seed}: {len(numbers)} runs, {summary}, {took:.0f} s")
    return faults


class Site:
    """The server, the line to it, and a browser whose profile survives when it is killed."""

    def __init__(self, playwright, folder):
        self.playwright, self.folder = playwright, folder
        self.server = Server()
        self.server.start()
        self.line = FlakyProxy(self.server)
        self.browser = self.process = None
        self.open_browser()

    def open_browser(self):
        profile = self.folder / "profile"
        port = profile / "DevToolsActivePort"
        port.unlink(missing_ok=True)
        for lock in profile.glob("Singleton*"):  # left by a killed browser
            lock.unlink()
        command = [
            shutil.which(os.environ.get("CHROMIUM", "chromium")), "--headless",
            f"--user-data-dir={profile}", "--remote-debugging-port=0", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--disable-quic", *(["--no-sandbox"] if os.geteuid() == 0 else []), "about:blank",
        ]  # fmt: skip
        self.process = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)  # noqa: S603
        for _ in range(600):
            if port.exists() and (found := port.read_text().split()):
                break
            time.sleep(0.05)
        self.browser = self.playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{found[0]}")
        self.phone = Device(self, "phone", self.browser.contexts[0])
        self.watch = None

    def second_device(self):
        if not self.watch:
            self.watch = Device(self, "watch", self.browser.new_context())
        return self.watch

    def kill_browser(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def end(self):
        self.kill_browser()
        self.line.shutdown()
        self.server.kill()


class Device:
    """One of the runner's browsers, with its tabs on today's page."""

    def __init__(self, site, name, context):
        self.site, self.name, self.context = site, name, context
        self.tabs = []
        context.set_default_timeout(90_000)
        context.add_init_script(path=Path(__file__).with_name("lost.js"))

    def begin(self, cookie):
        for page in self.context.pages[1:]:
            page.close()
        self.context.set_offline(False)
        self.sign_in(cookie)
        page = (self.context.pages or [self.context.new_page()])[0]
        if not page.url.startswith(self.site.line.address):
            self.open_today(page)
            page.evaluate("async () => { await navigator.serviceWorker.ready }")
            page.wait_for_function("() => navigator.serviceWorker.controller")
        page.evaluate("() => lost.forget()")
        self.open_today(page)
        self.tabs = [Tab(self, page)]

    def sign_in(self, cookie):
        value = {"name": "sessionid", "value": cookie, "url": self.site.line.address}
        self.context.add_cookies([value | {"expires": time.time() + 10**6}])

    def open_today(self, page):
        address = f"{self.site.line.address}/today/"
        try:
            page.goto(address)
        except Error:  # a page that was leaving for elsewhere interrupts it, once
            page.goto(address)

    def open_tab(self):
        tab = Tab(self, self.context.new_page())
        self.open_today(tab.page)
        self.tabs.append(tab)
        return tab


class Tab:
    def __init__(self, device, page):
        self.device, self.page, self.tapped = device, page, {}

    def look(self):
        return self.page.evaluate("() => lost.look()")

    def acts(self):
        return self.page.evaluate("() => lost.acts()")

    def reload(self):
        self.device.open_today(self.page)
        self.tapped = {}

    def without_just_tapped(self, lamps):
        now = time.monotonic()
        return [one for one in lamps if now - self.tapped.get(one["id"], 0) > SLIP_S]


class Model:
    """What the runner did, in order."""

    def __init__(self):
        self.sets = {}  # key: [amount, whether it was not deleted]
        self.pain = {}  # exercise: pain

    def __call__(self, address, fields, **_):
        parts = address.strip("/").split("/")
        if parts[:2] == ["today", "feedback"]:
            self.pain[parts[2]] = fields.get("pain", "")
        elif parts == ["squeeze"]:
            self.sets.setdefault(fields["key"], [1, True])
        elif parts == ["today", "sets"]:
            # A lamp keeps its key: pressed again after an undo, it logs its set anew.
            amount, is_there = self.sets.get(fields["key"], [0, False])
            self.sets[fields["key"]] = [amount if is_there else int(fields["amount"]), True]
        elif parts[2:] in (["delete"], ["restore"]):
            self.sets[parts[1]][1] = parts[2] == "restore"
        else:
            self.sets[parts[1]] = [int(fields["amount"]), True]

    def current_sets(self):
        return {key: amount for key, (amount, is_there) in self.sets.items() if is_there}


class Run:
    def __init__(self, site, seed):
        self.site, self.seed = site, seed
        self.random = random.Random(seed)  # noqa: S311
        site.line.random.seed(seed)
        self.model, self.steps, self.faults, self.counts = Model(), [], [], Counter()
        self.had_two_devices = False

    def play(self):
        self.runner, self.cookie = new_runner(self.seed)
        self.devices = [self.site.phone]
        self.site.phone.begin(self.cookie)
        for _ in range(self.random.randint(10, 20)):
            step = self.random.choices([*WEIGHTS], WEIGHTS.values())[0]
            device = self.random.choice(self.devices)
            tab = self.random.choice(device.tabs)
            getattr(self, step.replace(" ", "_"))(device, tab)
            time.sleep(self.random.choice((0, 0, 0.02, 0.1)))
        self.recover()
        self.check_database()
        return self.faults

    def note(self, *words):
        self.steps.append(" ".join(map(str, words)))

    def tap(self, device, tab, lit=False):
        lamps = [one for one in tab.without_just_tapped(tab.look()["lamps"]) if one["lit"] == lit]
        if lamps:
            lamp = self.random.choice(lamps)
            tab.tapped[lamp["id"]] = time.monotonic()
            self.do(device, tab, "tap", lamp["id"])

    def less(self, device, tab):
        self.tap(device, tab, lit=True)

    def undo(self, device, tab):
        self.do(device, tab, "undo")

    def squeeze(self, device, tab):
        self.do(device, tab, "squeeze")

    def feedback(self, device, tab):
        if asks := tab.look()["asks"]:
            about = self.random.choice(asks)
            self.do(device, tab, "feedback", [about, str(self.random.randint(0, 2))])

    def do(self, device, tab, what, value=None):
        """Tap, and count it as done as soon as the outbox has stored it."""
        done = tab.page.evaluate("([what, value]) => lost.tap(what, value)", [what, value])
        self.note(device.name, device.tabs.index(tab), what, value or "", json.dumps(done))
        if done and done["isDown"]:
            self.counts["acts"] += 1
            self.model(**done)
            self.check_shown(device, tab)
        elif done:
            self.fault("lost", f"{what} {value} was not stored")

    def check_shown(self, device, tab, within_s=0):
        """Check that the only tab of the only device shows what was done, in time."""
        if self.had_two_devices or len(device.tabs) > 1:
            return
        until = time.monotonic() + within_s
        while (wrong := self.shown_wrong(tab)) and time.monotonic() < until:
            time.sleep(0.05)
        if wrong:
            self.fault("wrong", wrong)

    def shown_wrong(self, tab):
        there = self.model.current_sets()
        shown = {one["key"]: one["amount"] for one in tab.look()["lamps"] if one["lit"]}
        squeezes = there.keys() - shown.keys()
        if shown != {key: there.get(key) for key in shown} or any(there[k] != 1 for k in squeezes):
            return f"shown {shown}, done {there}"
        return None

    def reload(self, device, tab):
        self.note(device.name, "reload")
        tab.reload()
        self.check_shown(device, tab, within_s=5)

    def offline(self, device, tab):
        self.note(device.name, "offline")
        device.context.set_offline(True)

    def online(self, device, tab):
        self.note(device.name, "online")
        device.context.set_offline(False)

    def bad_line(self, device, tab):
        self.note("bad line")
        self.site.line.chance = BAD_LINE

    def good_line(self, device, tab):
        self.note("good line")
        self.site.line.chance = 0

    def wait(self, device, tab):
        self.note("wait")
        tab.page.evaluate("dispatchEvent(new Event('online'))")
        time.sleep(0.3)

    def second_tab(self, device, tab):
        if len(device.tabs) == 1:
            self.note(device.name, "second tab")
            device.open_tab()

    def second_device(self, device, tab):
        if len(self.devices) == 1:
            self.site.line.chance = 0
            self.note("second device")
            self.devices.append(self.site.second_device())
            self.had_two_devices = True
            self.site.watch.begin(self.cookie)

    def log_out(self, device, tab):
        """End the session right after a tap, which the phone may not have sent yet.

        A page that hears of it goes to the login, so the runner signs in and opens every page anew.
        """
        self.tap(device, tab)
        self.note("session ends")
        for one in self.devices:
            one.context.clear_cookies(name="sessionid")
        with suppress(Error):  # the page may be leaving
            tab.page.evaluate("dispatchEvent(new Event('online'))")
        time.sleep(self.random.random())
        self.note("signed in again")
        chance, self.site.line.chance = self.site.line.chance, 0
        for one in self.devices:
            one.context.set_offline(False)
            one.sign_in(self.cookie)
            for page in one.tabs:
                page.reload()
        self.site.line.chance = chance

    def kill_server(self, device, tab):
        self.note("kill server")
        tab.page.evaluate("dispatchEvent(new Event('online'))")
        time.sleep(self.random.random() / 20)
        self.site.server.kill()
        if self.random.random() < 0.5:
            self.tap(device, tab)
        self.site.server.start()

    def close(self, device, tab):
        """Close the tab right after a tap."""
        self.die(device, tab, tab.page.close)

    def kill_browser(self, device, tab):
        if not self.site.watch:
            self.die(device, tab, self.site.kill_browser)

    def die(self, device, tab, end):
        known = {act["id"] for act in tab.acts()}
        lamps = tab.without_just_tapped(tab.look()["lamps"])
        done = lamp = None
        if lamps:
            lamp = self.random.choice(lamps)
            done = tab.page.evaluate("id => lost.press('tap', id)", lamp["id"])
            time.sleep(self.random.choice((0, 0.005, 0.02)))
        is_shown = lamp and self.lamp(tab, lamp["id"]) != self.as_shown(lamp)
        end()
        if end == self.site.kill_browser:
            self.site.open_browser()
            device = self.devices[0] = self.site.phone
            device.sign_in(self.cookie)
        device.tabs = [one for one in device.tabs if one.page is not tab.page]
        tab = device.open_tab()
        news = [act for act in tab.acts() if act["id"] not in known]
        self.note(device.name, end.__name__, lamp and lamp["id"], json.dumps(done), len(news))
        if news:
            self.counts["acts"] += 1
            self.model(**done)
        elif is_shown:
            self.fault("lost", f"{lamp['id']} was shown and not stored")
        self.check_shown(device, tab, within_s=5)

    def lamp(self, tab, name):
        found = [one for one in tab.look()["lamps"] if one["id"] == name]
        return self.as_shown(found[0]) if found else None

    def as_shown(self, lamp):
        return lamp["lit"], lamp["amount"]

    def recover(self):
        if self.random.random() < 0.5:
            self.site.line.chance = 0
        for device in self.devices:
            device.context.set_offline(False)
            if self.random.random() < 0.3:
                device.tabs[0].reload()
            if not device.tabs[0].page.evaluate("() => lost.drain()"):
                self.fault("lost", f"{device.name} still holds acts")
            for act in device.tabs[0].acts():
                if act["state"] == "refused":
                    self.fault("wrong", f"refused: {act}")
        self.site.line.chance = 0
        if not self.had_two_devices and len(self.devices[0].tabs) == 1:
            tab = self.devices[0].tabs[0]
            tab.page.wait_for_timeout(50)
            if any(one["waits"] for one in tab.look()["lamps"]):
                self.fault("wrong", "a lamp still waits")

    def check_database(self):
        from logbook.models import Feedback

        rows = list(self.runner.sets.filter(deleted_at=None).order_by("pk"))
        stored = {str(row.key): row.amount for row in rows}
        done = self.model.current_sets()
        for key in done.keys() - stored.keys():
            self.fault("lost", f"{key}: {done[key]}")
        for key in stored.keys() - done.keys():
            self.fault("doubled", f"{key}: {stored[key]}")
        for key in done.keys() & stored.keys():
            if done[key] != stored[key]:
                self.fault("wrong", f"{key}: {stored[key]} instead of {done[key]}")
        if not self.had_two_devices and [*stored] != [
            key for key in self.model.sets if key in stored
        ]:
            self.fault("wrong", "the order of the sets")
        rows = Feedback.objects.filter(user=self.runner).exclude(pain=None)
        stored = {slug: str(pain) for slug, pain in rows.values_list("exercise__slug", "pain")}
        if stored != {slug: pain for slug, pain in self.model.pain.items() if pain}:
            self.fault("wrong", f"feedback {stored} instead of {self.model.pain}")

    def fault(self, kind, words):
        self.counts[kind] += 1
        self.faults.append(f"{kind.upper()}: {words}")
        self.note(self.faults[-1])


def new_runner(seed):
    """Return a runner who was screened and enrolled today, and the cookie of a session."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    from plans.models import Screening
    from plans.programs import enroll

    runner = get_user_model().objects.create_user(
        f"run-{seed.replace(':', '-')}@example.org", equipment=["mat", "wall", "band"]
    )
    Screening.objects.create(user=runner, on=runner.today(), answers={}, outcome="clear")
    enroll(runner, on=runner.today())
    client = Client()
    client.force_login(runner)
    return runner, client.cookies["sessionid"].value


if __name__ == "__main__":
    main()
