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
    options.add_argument(
        "--weeks", type=int, default=620, help="of the runner with a long history (55,000 sets)"
    )
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
    measure_long(user, visitor)


def measure_long(user, visitor):
    """What grows with the years, in seconds: a replay, a correction of the first day, ``plan``."""
    import io
    import json
    from contextlib import redirect_stdout

    from django.core.management import call_command
    from django.db import connection

    from logbook.history import history_of
    from plans import rules
    from plans.programs import timeline_of

    connection.force_debug_cursor = False
    on, timeline = user.today(), timeline_of(user.enrollment.program)
    history = history_of(user)
    print()
    seconds("replay all sets", lambda: rules.replay(timeline, history, on))
    first = user.sets.order_by("workout__date", "pk").first()
    seconds("correct the first set", lambda: visitor.correct(first))
    path = os.path.join(os.environ["DATA_DIR"], "history.json")
    with open(path, "w") as file:
        json.dump(as_asked(history), file)
    with redirect_stdout(io.StringIO()):
        took = clock(lambda: call_command("plan", history=path, on=on.isoformat()))
    print(f"{'manage.py plan':34}{took:>10.2f} s")


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
    print(f"{name:34}{clock(call):>10.2f} s", flush=True)


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

    def correct(self, entry):
        """A set of long ago is corrected and today's page is opened."""
        self.client.post(f"/sets/{entry.key}/", {"amount": entry.amount + 1})
        self.get("/today/")()

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
