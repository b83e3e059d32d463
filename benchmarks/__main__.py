"""`make bench`: what pages and taps cost, as ratios of CPU time against a bare Django view.

In one run, on one server: the bare view goes through the same middleware, loads the session and
the runner and says hello. A ratio compares like with like, so a busy machine spoils little. The
method and what came out are in docs/performance.md.
"""

import argparse
import gc
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from uuid import uuid4

LINE = "{:36}{:>9}{:>8}{:>8}{:>8}{:>9}{:>8}"
WEEKS = {"one week": 1, "ten years": 520}
TAP = "/today/sets/"


def main():
    options = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    options.add_argument("--sets", type=int, default=1_000_000, help="in the database")
    options.add_argument("--requests", type=int, default=200, help="measured for each line")
    options.add_argument("--soak", type=int, default=0, help="requests, to see memory stay flat")
    options.add_argument("--on", choices=["sqlite", "postgres"], help="one database alone")
    options = options.parse_args()
    if options.on:
        return run_on(options)
    rest = ["--sets", options.sets, "--requests", options.requests, "--soak", options.soak]
    command = [sys.executable, "-m", "benchmarks", *map(str, rest), "--on"]
    # Django's settings are read once, so each database has a process of its own.
    codes = [subprocess.run([*command, on]).returncode for on in ("sqlite", "postgres")]  # noqa: S603
    return any(codes)


def run_on(options):
    from .kill import Postgres, Sqlite

    with tempfile.TemporaryDirectory(prefix="hipdrive-bench-") as folder:
        database = Postgres() if options.on == "postgres" else Sqlite()
        os.environ |= {"DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "benchmarks.settings"}
        os.environ["DATABASE_URL"] = database.start()
        import django

        from .served import Served

        django.setup()
        server = Served(log=Path(folder) / "log")
        try:
            runners = made_ready(options)
            server.start()
            Bench(options, server, runners).run()
        finally:
            server.kill()
            database.stop()


def made_ready(options):
    from django.core.management import call_command

    from logbook.demo import make_runner

    from .crowd import fill

    call_command("prepare", verbosity=0)
    runners = {
        name: make_runner(number=number, password=uuid4().hex, weeks=weeks, seed=1)
        for number, (name, weeks) in enumerate(WEEKS.items(), start=1)
    }
    sets = fill(runners["ten years"], options.sets)
    print(f"\n{options.on}, {sets:,} sets in the database")
    return runners


class Bench:
    def __init__(self, options, server, runners):
        from .served import Browser

        self.options, self.server, self.runners = options, server, runners
        self.anonymous = Browser(server)

    def run(self):
        print(LINE.format("", "CPU ms", "ratio", "p50 ms", "p99 ms", "queries", "kB"))
        ask = self.anonymous.get
        bare = lambda h: ask("/bare-signed-out/", **h)  # noqa: E731
        self.line("bare view, signed out", bare)
        page = "/exercises/glute-bridge/"
        first = ask(page)
        self.line("exercise, signed out", lambda h: ask(page, **h), bare)
        known = {"If-None-Match": first.headers["ETag"]}
        self.line("exercise, signed out, known", lambda h: ask(page, **known, **h), bare)
        costs = {name: self.lines_of(name, runner) for name, runner in self.runners.items()}
        print("\nten years against one week")
        for name, ratio in costs["ten years"].items():
            print(f"{name:36}{ratio / costs['one week'][name]:>9.2f}")
        measure_long(self.runners["ten years"])
        if self.options.soak:
            self.soak()

    def line(self, name, request, bare=None, before=lambda: None):
        """Returns the ratio of CPU time to that of ``bare``, a request too."""
        from .served import measure

        cost = measure(self.server, request, self.options.requests, before, bare)
        numbers = f"{cost.cpu_ms:.2f}", f"{cost.ratio:.1f}", f"{cost.p50_ms:.1f}"
        rest = f"{cost.p99_ms:.1f}", cost.queries, f"{cost.kb:.1f}"
        print(LINE.format(name, *numbers, *rest), flush=True)
        return cost.ratio

    def lines_of(self, name, runner):
        browser = self.signed_in(runner)
        print(f"\na runner of {name}, {runner.sets.count():,} sets")
        bare = lambda h: browser.get("/bare/", **h)  # noqa: E731
        self.line("bare view, signed in", bare)
        day = Day(browser)
        costs = {
            "log a set": self.line("log a set", lambda h: day.tap(**h), bare, day.next),
            "log a set, its card answered": self.line(
                "log a set, its card answered", lambda h: day.tap(False, **h), bare, day.next
            ),
        }
        for label, path in (
            ("today", "/today/"),
            ("exercise", "/exercises/glute-bridge/"),
            ("exercises", "/exercises/"),
            ("plan", "/plan/"),
            ("weeks", "/weeks/"),
            ("weeks, a year", "/weeks/?span=year"),
            ("weeks, all time", "/weeks/?span=all"),
            ("logbook", "/logbook/"),
        ):
            ask = lambda h, path=path: browser.get(path, **h)  # noqa: E731
            known = {"If-None-Match": ask({}).headers["ETag"]}
            again = lambda h, ask=ask, known=known: ask(known | h)  # noqa: E731
            costs[f"{label}, unchanged"] = self.line(f"{label}, unchanged", again, bare)
            costs[label] = self.line(label, ask, bare, day.log)
        return costs

    def signed_in(self, runner):
        from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
        from django.contrib.sessions.backends.db import SessionStore

        from .served import Browser

        session = SessionStore()
        session[SESSION_KEY] = str(runner.pk)
        session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
        session[HASH_SESSION_KEY] = runner.get_session_auth_hash()
        session.save()
        browser = Browser(self.server, {"sessionid": session.session_key}, runner)
        cookies = " ".join(browser.get("/today/").headers.get_all("Set-Cookie"))
        browser.cookies["csrftoken"] = re.search(r"csrftoken=(\w+)", cookies)[1]
        return browser

    def soak(self):
        """Memory over many requests of all kinds."""
        runner = self.runners["one week"]
        browser = self.signed_in(runner)
        day = Day(browser)
        paths = ["/today/", "/exercises/glute-bridge/", "/weeks/", "/logbook/", "/exercises/"]
        print(f"\n{'requests':>10}{'MB':>8}")
        for number in range(1, self.options.soak + 1):
            if number % 20 == 0:  # after which all pages are made anew
                day.next()
                day.tap(number % 100 != 0)
            else:
                browser.get(paths[number % len(paths)])
            if number % (self.options.soak // 10) == 0:
                print(f"{number:>10}{self.server.memory_mb():>8.1f}", flush=True)


class Day:
    """A runner's taps as today's page offers them; when all are done, the day is emptied."""

    def __init__(self, browser):
        from django.test import Client

        self.browser, self.runner = browser, browser.runner
        self.reader = Client(SERVER_NAME="localhost")  # in this process: the server pays nothing
        self.reader.force_login(self.runner)
        self.left = []

    def next(self):
        if not self.left:
            self.runner.sets.filter(workout__date=self.runner.today()).delete()
            self.left = self._lamps()
            self.reader.post(TAP, self.left.pop(0))  # the first of a day is another matter
        self.lamp = self.left.pop(0)

    def tap(self, is_brief=True, **headers):
        asks = {"Prefer": "return=minimal"} if is_brief else {}
        return self.browser.post(TAP, self.lamp, **asks, **headers)

    def log(self):
        """A tap past the server, so that a page has to show another number."""
        self.next()
        self.reader.post(TAP, self.lamp, headers={"prefer": "return=minimal"})

    def _lamps(self):
        """The fields that each lamp of the page sends."""
        from tests.logbook.form_pages import Page

        lamps = Page(self.reader.get("/today/")).lamps()
        return [lamp.values | {"csrfmiddlewaretoken": ""} for lamp in lamps]


def measure_long(user):
    """What grows with the years, in seconds of this process's CPU time."""
    import io
    from contextlib import redirect_stdout

    from django.core.management import call_command
    from django.test import Client

    from logbook.history import history_of
    from plans import rules
    from plans.programs import timeline_of

    on, timeline = user.today(), timeline_of(user.enrollment.program)
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    print(f"\nwith {user.sets.count():,} sets")
    first = user.sets.order_by("workout__date", "pk").first()

    def correct():
        client.post(f"/sets/{first.key}/", {"amount": first.amount + 1})
        client.get("/today/")

    client.get("/today/")  # a server has its templates at hand,
    gc.collect()
    gc.freeze()  # and does not hold what this process has made so far
    seconds("correct the first set, see today", correct)
    history = history_of(user)
    seconds("replay all sets", lambda: rules.replay(timeline, history, on))
    path = os.path.join(os.environ["DATA_DIR"], "history.json")
    with open(path, "w") as file:
        json.dump(as_asked(history), file)
    plan = io.StringIO()
    with redirect_stdout(plan):
        took = clock(lambda: call_command("plan", history=path, on=on.isoformat()))
    print(f"{'manage.py plan':36}{took:>9.2f} s")
    bring_in()
    for kind in ("csv", "json"):
        seconds(
            f"export as {kind.upper()}",
            lambda kind=kind: b"".join(client.get(f"/logbook/export/{kind}").streaming_content),
        )


def bring_in():
    """A runner of one week imports ten years from another app, in the parts that a page sends."""
    from django.contrib.auth import get_user_model
    from django.test import Client
    from django.test.utils import setup_test_environment

    from tests.logbook.exchange.imports.import_steps import bring, strong

    setup_test_environment()  # the preview's form is read as the tests read it
    client = Client(SERVER_NAME="localhost")
    client.force_login(get_user_model().objects.get(email="demo@example.org"))
    data = strong(50_000)
    seconds("import 50,000 sets", lambda: bring(client, data))


def as_asked(history):
    """A history as ``manage.py plan`` reads it."""
    from dataclasses import asdict

    sessions = [
        {
            "date": one.date.isoformat(),
            "exercise": one.exercise,
            "sets": [asdict(done) for done in one.sets],
            **asdict(one.feedback),
        }
        for one in history.sessions
    ]
    mornings = [{"date": one.date.isoformat(), "pain": one.pain} for one in history.mornings]
    return {"sessions": sessions, "mornings": mornings}


def clock(call):
    start = time.process_time()
    call()
    return time.process_time() - start


def seconds(name, call):
    print(f"{name:36}{clock(call):>9.2f} s", flush=True)


if __name__ == "__main__":
    sys.exit(main())
