"""`./dev lost`: are sets lost or doubled, whatever happens to phone, line and server?

Each run is a runner of its own who taps at random in a real Chromium, against a real server,
while the line fails, tabs are closed, the browser and the server are killed, the session ends and
a second device joins in. In the end all is well again, and the database must hold what the runner
did: every set once, in order, with its last value. The same seed gives the same choices; how they
fall together in time is the machine's.
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
from pathlib import Path

import django

from .flaky import Line, Server

SLIP_S = 0.75  # a second tap on a lamp sooner than this is taken for a slip
CHANCE = 0.5  # of a request to get lost, where the line is bad
DOES = {  # what happens, and how often
    "tap": 12, "less": 6, "undo": 3, "say": 3, "squeeze": 2, "reload": 2, "offline": 2,
    "online": 2, "bad line": 3, "good line": 1, "close": 0.6, "kill browser": 0.25,
    "kill server": 0.15, "log out": 0.5, "tab": 0.5, "device": 0.5, "wait": 1,
}  # fmt: skip


def main():
    options = argparse.ArgumentParser(prog="benchmarks.lost", description=__doc__)
    options.add_argument("--runs", type=int, default=500)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--only", type=int, help="this run alone, its script printed")
    options = options.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # leaves no browser behind
    with tempfile.TemporaryDirectory(prefix="hipdrive-lost-", ignore_cleanup_errors=True) as folder:
        os.environ |= {"DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "config.settings"}
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright runs an event loop in here
        os.environ.pop("DATABASE_URL", None)
        django.setup()
        from django.core.management import call_command

        call_command("prepare", verbosity=0)
        sys.exit(bool(all_runs(options, Path(folder))))


def all_runs(options, folder):
    from playwright.sync_api import sync_playwright

    start, sums, faults = time.monotonic(), {}, []
    numbers = range(options.runs) if options.only is None else [options.only]
    with sync_playwright() as playwright:
        world = World(playwright, folder)
        try:
            for number in numbers:
                run = Run(world, f"{options.seed}:{number}")
                try:
                    found = run.play()
                except BaseException:
                    print(*run.told, sep="\n  ", flush=True)
                    raise
                for name, count in run.sums().items():
                    sums[name] = sums.get(name, 0) + count
                if found or options.only is not None:
                    faults += found
                    told = "\n  ".join(run.told)
                    print(f"run {number} of seed {options.seed}:\n  {told}", flush=True)
                words = ", ".join(f"{count} {name}" for name, count in sums.items())
                took = time.monotonic() - start
                if sys.stdout.isatty() or number % 10 == 9:
                    print(f"{number + 1} runs, {words}, {took:.0f} s", flush=True)
        finally:
            world.end()
    print(f"seed {options.seed}: {len(numbers)} runs, {words}, {took:.0f} s")
    return faults


class World:
    """The server, the line to it, and a browser whose profile outlives it."""

    def __init__(self, playwright, folder):
        self.playwright, self.folder = playwright, folder
        self.server = Server()
        self.server.start()
        self.line = Line(self.server)
        self.browser = self.process = None
        self.open()

    def open(self):
        profile = self.folder / "profile"
        port = profile / "DevToolsActivePort"
        port.unlink(missing_ok=True)
        for lock in profile.glob("Singleton*"):  # of a killed one
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

    def second(self):
        if not self.watch:
            self.watch = Device(self, "watch", self.browser.new_context())
        return self.watch

    def kill(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def end(self):
        self.kill()
        self.line.shutdown()
        self.server.kill()


class Device:
    """A browser of the runner's, its tabs on today's page."""

    def __init__(self, world, name, context):
        self.world, self.name, self.context = world, name, context
        self.views, self.is_offline = [], False
        context.set_default_timeout(90_000)
        context.add_init_script(path=Path(__file__).with_name("lost.js"))

    def begin(self, cookie):
        for page in self.context.pages[1:]:
            page.close()
        self.go(offline=False)
        self.sign_in(cookie)
        page = (self.context.pages or [self.context.new_page()])[0]
        if not page.url.startswith(self.world.line.address):
            page.goto(f"{self.world.line.address}/today/")
            page.evaluate("async () => { await navigator.serviceWorker.ready }")
            page.wait_for_function("() => navigator.serviceWorker.controller")
        page.evaluate("() => lost.forget()")
        page.goto(f"{self.world.line.address}/today/")
        self.views = [View(self, page)]

    def go(self, *, offline):
        self.is_offline = offline
        self.context.set_offline(offline)

    def sign_in(self, cookie):
        value = {"name": "sessionid", "value": cookie, "url": self.world.line.address}
        self.context.add_cookies([value | {"expires": time.time() + 10**6}])

    def tab(self):
        view = View(self, self.context.new_page())
        view.page.goto(f"{self.world.line.address}/today/")
        self.views.append(view)
        return view


class View:
    def __init__(self, device, page):
        self.device, self.page, self.tapped = device, page, {}

    def look(self):
        return self.page.evaluate("() => lost.look()")

    def acts(self):
        return self.page.evaluate("() => lost.acts()")

    def reload(self):
        self.page.goto(f"{self.device.world.line.address}/today/")
        self.tapped = {}

    def fresh(self, lamps):
        now = time.monotonic()
        return [one for one in lamps if now - self.tapped.get(one["id"], 0) > SLIP_S]


class Model:
    """What the runner did, in the order of doing."""

    def __init__(self):
        self.sets, self.pain = {}, {}  # key → [amount, is there]; exercise → pain

    def __call__(self, address, fields, **_):
        parts = address.strip("/").split("/")
        if parts[:2] == ["today", "feedback"]:
            self.pain[parts[2]] = fields.get("pain", "")
        elif parts == ["squeeze"]:
            self.sets.setdefault(fields["key"], [1, True])
        elif parts == ["today", "sets"]:
            self.sets.setdefault(fields["key"], [int(fields["amount"]), True])
        elif parts[2:] in (["delete"], ["restore"]):
            self.sets[parts[1]][1] = parts[2] == "restore"
        else:
            self.sets[parts[1]] = [int(fields["amount"]), True]

    def there(self):
        return {key: amount for key, (amount, there) in self.sets.items() if there}


class Run:
    def __init__(self, world, seed):
        self.world, self.seed = world, seed
        self.random = random.Random(seed)  # noqa: S311
        world.line.random.seed(seed)
        self.model, self.told, self.found, self.acts = Model(), [], [], 0
        self.lost = self.doubled = self.wrong = 0
        self.is_signed_in, self.had_two = True, False

    def sums(self):
        return {"acts": self.acts, "lost": self.lost, "doubled": self.doubled, "wrong": self.wrong}

    # Play

    def play(self):
        self.runner, self.cookie = new_runner(self.seed)
        self.devices = [self.world.phone]
        self.world.phone.begin(self.cookie)
        for _ in range(self.random.randint(10, 20)):
            what = self.random.choices([*DOES], DOES.values())[0]
            device = self.random.choice(self.devices)
            view = self.random.choice(device.views)
            getattr(self, what.replace(" ", "_"))(device, view)
            time.sleep(self.random.choice((0, 0, 0.02, 0.1)))
        self.all_is_well()
        self.judge()
        return self.found

    def tell(self, *words):
        self.told.append(" ".join(map(str, words)))

    def tap(self, device, view, lit=False):
        lamps = [one for one in view.fresh(view.look()["lamps"]) if one["lit"] == lit]
        if lamps:
            lamp = self.random.choice(lamps)
            view.tapped[lamp["id"]] = time.monotonic()
            self.do(device, view, "tap", lamp["id"])

    def less(self, device, view):
        self.tap(device, view, lit=True)

    def undo(self, device, view):
        self.do(device, view, "undo")

    def squeeze(self, device, view):
        self.do(device, view, "squeeze")

    def say(self, device, view):
        if asks := view.look()["asks"]:
            about = self.random.choice(asks)
            self.do(device, view, "say", [about, str(self.random.randint(0, 2))])

    def do(self, device, view, what, value=None):
        """As soon as it is put down it counts as done."""
        done = view.page.evaluate("([what, value]) => lost.tap(what, value)", [what, value])
        self.tell(device.name, device.views.index(view), what, value or "", json.dumps(done))
        if done and done["isDown"]:
            self.acts += 1
            self.model(**done)
            self.check_shown(device, view)
        elif done:
            self.fault("lost", f"{what} {value} was not put down")

    def check_shown(self, device, view, within_s=0):
        """One tab on one device shows at once what was done there; one just opened, soon."""
        if self.had_two or len(device.views) > 1:
            return
        until = time.monotonic() + within_s
        while (wrong := self.shown_wrong(view)) and time.monotonic() < until:
            time.sleep(0.05)
        if wrong:
            self.fault("wrong", wrong)

    def shown_wrong(self, view):
        there = self.model.there()
        shown = {one["key"]: one["amount"] for one in view.look()["lamps"] if one["lit"]}
        squeezes = there.keys() - shown.keys()
        if shown != {key: there.get(key) for key in shown} or any(there[k] != 1 for k in squeezes):
            return f"shown {shown}, done {there}"
        return None

    def reload(self, device, view):
        self.sign_in()
        self.tell(device.name, "reload")
        view.reload()
        self.check_shown(device, view, within_s=5)

    def offline(self, device, view):
        self.tell(device.name, "offline")
        device.go(offline=True)

    def online(self, device, view):
        self.tell(device.name, "online")
        device.go(offline=False)

    def bad_line(self, device, view):
        self.tell("bad line")
        self.world.line.chance = CHANCE

    def good_line(self, device, view):
        self.tell("good line")
        self.world.line.chance = 0

    def wait(self, device, view):
        self.tell("wait")
        view.page.evaluate("dispatchEvent(new Event('online'))")
        time.sleep(0.3)

    def tab(self, device, view):
        if len(device.views) == 1:
            self.sign_in()
            self.tell(device.name, "second tab")
            device.tab()

    def device(self, device, view):
        if len(self.devices) == 1:
            self.world.line.chance = 0
            self.tell("second device")
            self.devices.append(self.world.second())
            self.had_two = True
            self.world.watch.begin(self.cookie)

    def log_out(self, device, view):
        if self.is_signed_in:
            self.tell("session ends")
            self.is_signed_in = False
            for one in self.devices:
                one.context.clear_cookies(name="sessionid")

    def sign_in(self):
        if not self.is_signed_in:
            self.tell("signed in again")
            self.is_signed_in = True
            for one in self.devices:
                one.sign_in(self.cookie)

    def kill_server(self, device, view):
        self.tell("kill server")
        view.page.evaluate("dispatchEvent(new Event('online'))")
        time.sleep(self.random.random() / 20)
        self.world.server.kill()
        if self.random.random() < 0.5:
            self.tap(device, view)
        self.world.server.start()

    def close(self, device, view):
        """The tab is closed right after a tap."""
        self.die(device, view, view.page.close)

    def kill_browser(self, device, view):
        if not self.world.watch:
            self.die(device, view, self.world.kill)

    def die(self, device, view, end):
        self.sign_in()
        known = {act["id"] for act in view.acts()}
        lamps = view.fresh(view.look()["lamps"])
        done = lamp = None
        if lamps:
            lamp = self.random.choice(lamps)
            done = view.page.evaluate("id => lost.press('tap', id)", lamp["id"])
            time.sleep(self.random.choice((0, 0.005, 0.02)))
        is_shown = lamp and self.lamp(view, lamp["id"]) != self.as_shown(lamp)
        end()
        if end == self.world.kill:
            self.world.open()
            device = self.devices[0] = self.world.phone
            device.sign_in(self.cookie)
        device.views = [one for one in device.views if one.page is not view.page]
        view = device.tab()
        news = [act for act in view.acts() if act["id"] not in known]
        self.tell(device.name, end.__name__, lamp and lamp["id"], json.dumps(done), len(news))
        if news:
            self.acts += 1
            self.model(**done)
        elif is_shown:
            self.fault("lost", f"{lamp['id']} was shown and not put down")
        self.check_shown(device, view, within_s=5)

    def lamp(self, view, name):
        found = [one for one in view.look()["lamps"] if one["id"] == name]
        return self.as_shown(found[0]) if found else None

    def as_shown(self, lamp):
        return lamp["lit"], lamp["amount"]

    # The end

    def all_is_well(self):
        self.sign_in()
        if self.random.random() < 0.5:
            self.world.line.chance = 0
        for device in self.devices:
            device.go(offline=False)
            if self.random.random() < 0.3:
                device.views[0].reload()
            if not device.views[0].page.evaluate("() => lost.drain()"):
                self.fault("lost", f"{device.name} still holds acts")
            for act in device.views[0].acts():
                if act["state"] == "refused":
                    self.fault("wrong", f"refused: {act}")
        self.world.line.chance = 0
        if not self.had_two and len(self.devices[0].views) == 1:
            view = self.devices[0].views[0]
            view.page.wait_for_timeout(50)
            if any(one["waits"] for one in view.look()["lamps"]):
                self.fault("wrong", "a lamp still waits")

    def judge(self):
        from logbook.models import Feedback

        rows = list(self.runner.sets.filter(deleted_at=None).order_by("pk"))
        stored = {str(row.key): row.amount for row in rows}
        done = self.model.there()
        for key in done.keys() - stored.keys():
            self.fault("lost", f"{key}: {done[key]}")
        for key in stored.keys() - done.keys():
            self.fault("doubled", f"{key}: {stored[key]}")
        for key in done.keys() & stored.keys():
            if done[key] != stored[key]:
                self.fault("wrong", f"{key}: {stored[key]} instead of {done[key]}")
        if not self.had_two and [*stored] != [key for key in self.model.sets if key in stored]:
            self.fault("wrong", "the order of the sets")
        rows = Feedback.objects.filter(user=self.runner).exclude(pain=None)
        said = {slug: str(pain) for slug, pain in rows.values_list("exercise__slug", "pain")}
        if said != {slug: pain for slug, pain in self.model.pain.items() if pain}:
            self.fault("wrong", f"said {said} instead of {self.model.pain}")

    def fault(self, kind, words):
        setattr(self, kind, getattr(self, kind) + 1)
        self.found.append(f"{kind.upper()}: {words}")
        self.tell(self.found[-1])


def new_runner(seed):
    """Screened and enrolled today, with a session; returns its cookie's value too."""
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
