"""`make bench`: what pages and taps cost, as ratios of CPU time against a bare Django view.

Everything runs in one process on a database of its own, one request after another, so that a
ratio compares like with like and a busy machine spoils little. The whole middleware runs.
"""

import argparse
import os
import statistics
import tempfile
import time
import uuid

import django

TABLE = "{:34}{:>10}{:>10}{:>9}{:>9}{:>9}"


def main():
    options = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    options.add_argument("--weeks", type=int, default=520, help="of the runner with a long history")
    options.add_argument("--requests", type=int, default=60, help="measured for each line")
    options = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="hipdrive-bench-") as folder:
        os.environ |= {"DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "config.settings"}
        os.environ.pop("DATABASE_URL", None)
        django.setup()
        measure(options)


def measure(options):
    from django.conf import settings
    from django.core.management import call_command

    from logbook.demo import make_runner

    settings.ROOT_URLCONF = "benchmarks.urls"
    call_command("prepare", verbosity=0)
    print(TABLE.format("", "CPU ms", "p99", "ratio", "queries", "kB"))
    signed_out = Visitor(None, options.requests)
    bare = signed_out.line("bare view, signed out", signed_out.get("/bare-signed-out/"))
    signed_out.line("exercise, signed out", signed_out.get("/exercises/glute-bridge/"), bare)
    for number, weeks in enumerate((1, options.weeks), start=1):
        user = make_runner(number=number, password=uuid.uuid4().hex, weeks=weeks, seed=1)
        print(f"\na runner of {weeks} weeks, {user.sets.count()} sets")
        visitor = Visitor(user, options.requests)
        bare = visitor.line("bare view, signed in", visitor.get("/bare/"))
        visitor.line("log a set", visitor.log, bare)
        for path in ("today", "plan", "weeks", "logbook", "exercises", "exercises/glute-bridge"):
            visitor.line(f"/{path}/", visitor.get(f"/{path}/"), bare)


class Visitor:
    def __init__(self, user, requests):
        from django.test import Client

        self.requests = requests
        self.client = Client(SERVER_NAME="localhost", headers={"hx-request": "true"})
        if user:
            self.client.force_login(user)

    def get(self, path):
        return lambda: self.client.get(path, headers={"hx-request": "false"})

    def log(self):
        values = {"exercise": "standing-squeeze", "amount": 10, "hold_s": 5, "key": uuid.uuid4()}
        return self.client.post("/today/sets/", values)

    def line(self, name, request, bare=None):
        """Measures and prints one line; returns the median CPU time in seconds."""
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = request()
            asked = len(queries)
        if answer.status_code != 200:
            raise SystemExit(f"{name}: answered {answer.status_code}")
        for _ in range(5):
            request()
        times = []
        for _ in range(self.requests):
            start = time.process_time()
            request()
            times.append(time.process_time() - start)
        median, worst = statistics.median(times), statistics.quantiles(times, n=100)[98]
        print(
            TABLE.format(
                name,
                f"{median * 1000:.2f}",
                f"{worst * 1000:.2f}",
                f"{median / bare:.1f}" if bare else "1.0",
                asked,
                f"{len(answer.content) / 1000:.1f}",
            ),
            flush=True,
        )
        return median


if __name__ == "__main__":
    main()
