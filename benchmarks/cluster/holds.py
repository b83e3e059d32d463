"""`./dev holds`: how many requests one web process handles, and how many bytes a runner takes.

The web process has the first core to itself and one thread that runs Python; phones and PostgreSQL
share the other cores. A phone sends its next request as soon as the last one was answered. CPU time
comes from the kernel, so other work on the machine does not count.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections import Counter
from contextlib import ExitStack
from functools import partial
from itertools import cycle
from pathlib import Path

from . import parts

PHONES = 4
SETS_A_RUNNER = 30  # on one day; nobody logs more
RUNNERS = 50  # that each phone logs for in turn
LINE = "{:34}{:>10}{:>12}{:>14}{:>12}"
SIZES = "{:34}{:>12}{:>12}{:>12}{:>12}"


def main():
    options = argparse.ArgumentParser(prog="benchmarks.cluster.holds", description=__doc__)
    options.add_argument("--seconds", type=float, default=10, help="for each line")
    options.add_argument("--runners", type=int, default=40, help="of one year, to be measured")
    options.add_argument("--on", choices=["sqlite", "postgres"], help="one database alone")
    options = options.parse_args()
    if options.on:
        return run_on(options)
    parts.install()
    rest = ["--seconds", options.seconds, "--runners", options.runners]
    command = [sys.executable, "-m", "benchmarks.cluster.holds", *map(str, rest), "--on"]
    # Django's settings are read once, so each database has a process of its own.
    codes = [subprocess.run([*command, on]).returncode for on in ("sqlite", "postgres")]  # noqa: S603
    return any(codes)


def run_on(options):
    cores = sorted(os.sched_getaffinity(0))
    web, others = cores[:1], cores[1:] or cores
    with tempfile.TemporaryDirectory(prefix="hipdrive-holds-") as folder, ExitStack() as at_end:
        home = Path(folder)
        home.chmod(0o755)  # PostgreSQL's user has a folder within
        os.sched_setaffinity(0, others)
        os.environ |= {
            "DATA_DIR": f"{folder}/data",
            "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        }
        os.environ["DATABASE_URL"] = ""
        database = None
        if options.on == "postgres":
            database = parts.Postgres(home, "first")
            at_end.callback(database.stop)
            database.create()
            os.environ["DATABASE_URL"] = database.url
        import django

        django.setup()
        from django.core.management import call_command

        from ..served import Served

        call_command("prepare", verbosity=0)
        server = Served(log=home / "log")
        at_end.callback(server.kill)
        os.sched_setaffinity(0, web)
        server.start()
        os.sched_setaffinity(0, others)
        load(options, server, database)
        if database:
            measure_size(options.runners, database)


# Requests a second


def load(options, server, database):
    phones = [Phone(server) for _ in range(PHONES)]
    print(f"\n{options.on}, one web process on one core, {PHONES} phones")
    print(LINE.format("", "a second", "CPU ms", "CPU ms of the", "WAL bytes"))
    print(LINE.format("", "", "", "database", ""))
    for phone in phones:
        phone.tap()  # the first set of a day costs more
    for name, work in (
        ("set logged as asked", Phone.tap),
        ("set logged, its card answered", partial(Phone.tap, is_brief=False)),
        ("today, unchanged", Phone.look),
        ("set logged, and today made anew", Phone.tap_and_look),
    ):
        for phone in phones:
            work(phone)
        counted, used = Counter(), Used(server, database)
        until = time.monotonic() + options.seconds
        threads = [threading.Thread(target=again, args=(p, work, until, counted)) for p in phones]
        begun = time.monotonic()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        times = counted["done"]
        rate = times / (time.monotonic() - begun)
        print(LINE.format(name, f"{rate:.0f}", *used.each(times)), flush=True)


def again(phone, work, until, counted):
    done = 0
    while time.monotonic() < until:
        work(phone)
        done += 1
    counted["done"] += done


class Used:
    """The CPU time and the write-ahead log that were used since it was made."""

    def __init__(self, server, database):
        self.server, self.database = server, database
        self.begun = self._now()

    def each(self, times):
        web, database, wal = (
            (now - then) / times for now, then in zip(self._now(), self.begun, strict=True)
        )
        own = (f"{database * 1000:.2f}", f"{wal:.0f}") if self.database else ("", "")
        return f"{web * 1000:.2f}", *own

    def _now(self):
        if not self.database:
            return self.server.cpu_s(), 0, 0
        wal = int(self.database.sql("SELECT pg_current_wal_lsn() - '0/0'"))
        return self.server.cpu_s(), self.database.cpu_s(), wal


class Phone:
    """Logs for one runner after the other over one connection."""

    def __init__(self, server):
        from ..served import Browser

        self.browsers = []
        for _ in range(RUNNERS):
            runner, session = new_runner()
            browser = Browser(server, {"sessionid": session, "csrftoken": "c" * 32}, runner)
            self.browsers.append(browser)
        for browser in self.browsers:
            browser.line = self.browsers[0].line
        self.tags = {}
        self.turns = cycle(self.browsers)
        self.browser, self.left = next(self.turns), SETS_A_RUNNER
        self.lamp = a_lamp(runner)

    def tap(self, is_brief=True):
        if not self.left:
            self.browser, self.left = next(self.turns), SETS_A_RUNNER
        self.left -= 1
        asks = {"Prefer": "return=minimal"} if is_brief else {}
        answer = self.browser.post("/today/sets/", self.lamp | {"key": uuid.uuid4()}, **asks)
        expect(answer, 204 if is_brief else 200)

    def look(self):
        """Asks for today's page as a browser does that has it already."""
        answer = self.browser.get("/today/", **{"If-None-Match": self.tags.get(self.browser, "")})
        expect(answer, 200, 304)
        self.tags[self.browser] = answer.headers["ETag"]

    def tap_and_look(self):
        self.tap()
        self.look()


def expect(answer, *statuses):
    if answer.status not in statuses:
        raise SystemExit(f"It answered {answer.status}: {answer.body[:300]}")


def new_runner():
    from ..lost import new_runner

    return new_runner(uuid.uuid4().hex)


def a_lamp(runner):
    """Return the values that today's page sends for its first set."""
    from ..__main__ import Day
    from ..served import Browser

    class Nowhere:
        port = 0

    return Day(Browser(Nowhere, runner=runner))._lamps()[0]


# Bytes a runner

TABLES = """
    SELECT relname, pg_total_relation_size(relid), pg_indexes_size(relid)
    FROM pg_stat_user_tables ORDER BY 2 DESC
"""


def measure_size(runners, database):
    """Measure what runners of one year take who have opened the pages that store values."""
    from django.test import Client

    from logbook.demo import make_runner

    database.sql("TRUNCATE logbook_setentry, logbook_workout, logbook_feedback CASCADE")
    database.sql("VACUUM FULL")
    before = sizes(database)
    for number in range(2, runners + 2):
        runner = make_runner(number=number, password=None, weeks=52, seed=1)
        client = Client(SERVER_NAME="localhost")
        client.force_login(runner)
        for path in ("/today/", "/plan/", "/weeks/"):
            expect_page(client.get(path))
    database.sql("VACUUM ANALYZE")
    print(f"\n{runners} runners of one year; bytes with indexes, of them indexes")
    print(SIZES.format("table", "rows", "a row", "indexes", "a runner"))
    total = 0
    for name, (rows, size, indexes) in sizes(database).items():
        rows, size, indexes = (
            now - then for now, then in zip((rows, size, indexes), before[name], strict=True)
        )
        if size > 0 and rows > 0:
            print(SIZES.format(name, f"{rows / runners:.1f}", f"{size / rows:.0f}",
                               f"{indexes / rows:.0f}", f"{size / runners:,.0f}"))  # fmt: skip
            total += size
    print(SIZES.format("in all", "", "", "", f"{total / runners:,.0f}"))


def sizes(database):
    lines = [line.split("|") for line in database.sql(TABLES).splitlines()]
    return {
        name: (int(database.sql(f"SELECT count(*) FROM {name}")), int(size), int(indexes))  # noqa: S608
        for name, size, indexes in lines
    }


def expect_page(answer):
    if answer.status_code != 200:
        raise SystemExit(f"{answer.request['PATH_INFO']} answered {answer.status_code}")


if __name__ == "__main__":
    sys.exit(main())
