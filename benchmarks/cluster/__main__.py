"""`./dev cluster`: is an acknowledged set lost or doubled when one machine of many goes down?

On loopback run, from Debian's packages, HAProxy, two app servers, PgBouncer, and PostgreSQL with a
synchronous standby. Simulated phones log sets at a steady rate, each with a key of its own, and
send a set again that was not acknowledged. One app server is killed and comes back. Then the
primary is killed, the standby promoted and a new standby made. In the end each acknowledged set
must be there once, and requests may have failed only right after a kill.
"""

import argparse
import os
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path

from ..flaky import Server
from . import parts

CHECK_S, MISSES = 0.5, 3  # after so many failed checks in a row the primary counts as gone
SETTLED_S = 6  # after a kill or a promotion, until no request waits for a dead connection any more
HEAD = f"{'':32}{'taps':>6}{'sent again':>12}{'p50 ms':>9}{'p99 ms':>9}{'slowest':>9}"
SLUG = "glute-bridge"


def main():
    options = argparse.ArgumentParser(prog="benchmarks.cluster", description=__doc__)
    options.add_argument("--rate", type=float, default=20, help="taps a second, of all phones")
    options.add_argument("--phones", type=int, default=10)
    options.add_argument("--calm", type=float, default=20, help="seconds between the events")
    options = options.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    parts.install()
    with tempfile.TemporaryDirectory(prefix="hipdrive-cluster-") as folder, ExitStack() as at_end:
        Path(folder).chmod(0o755)  # PostgreSQL's user has a folder within
        return Cluster(options, Path(folder), at_end).play()


class Cluster:
    def __init__(self, options, home, at_end):
        self.options, self.home, self.at_end = options, home, at_end
        self.begun, self.events, self.unseen = time.monotonic(), [], 0

    def play(self):
        self.set_up()
        from .phones import Phone, Reader

        is_over = threading.Event()
        every_s = self.options.phones / self.options.rate
        count = range(self.options.phones)
        self.phones = [Phone(self.balancer.port, is_over, every_s) for _ in count]
        self.reader = Reader(self.balancer.port, is_over)
        for phone in self.phones:
            phone.thread.start()
        self.check_pages()
        self.calm("two app servers")
        self.kill_an_app()
        self.calm("two app servers again")
        self.kill_the_primary()
        self.calm("on the new primary")
        self.add_a_standby()
        self.calm("with a new standby")
        self.check_pages()
        is_over.set()
        for phone in self.phones:
            phone.thread.join()
        return self.judge()

    def set_up(self):
        self.primary, self.standby = (
            self.part(parts.Postgres(self.home, name)) for name in ("first", "second")
        )
        self.primary.create()
        self.standby.copy(self.primary)
        self.primary.wait_for_standby()
        self.bouncer = self.part(parts.PgBouncer(self.home))
        self.bouncer.point_to(self.primary)
        self.bouncer.start()
        os.environ |= {
            "DATABASE_URL": self.bouncer.url,
            "PGBOUNCER": "1",
            "DATA_DIR": str(self.home / "data"),  # which nobody else may enter
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "TRUSTED_PROXIES": "127.0.0.1",
        }
        import django

        django.setup()
        from django.core.management import call_command

        call_command("prepare", verbosity=0)
        self.apps = [Server(log=self.home / name) for name in ("one", "two")]
        for app in self.apps:
            self.at_end.callback(app.kill)
            app.start()
        self.balancer = self.part(parts.HAProxy(self.home))
        self.balancer.write(one=self.apps[0].port, two=self.apps[1].port)
        self.balancer.start()
        self.say("all is up")

    def part(self, one):
        self.at_end.callback(one.stop)
        return one

    def say(self, what):
        print(f"{time.monotonic() - self.begun:7.1f} s  {what}", flush=True)

    # The events: (name, begin, end, whether requests may fail in it)

    def calm(self, name):
        begun = time.monotonic()
        time.sleep(self.options.calm)
        self.events.append((name, begun, time.monotonic(), False))

    def kill_an_app(self):
        app, killed = self.apps[0], time.monotonic()
        app.kill()
        self.say("an app server killed")
        time.sleep(SETTLED_S)
        self.events.append(("an app server killed", killed, time.monotonic(), True))
        self.calm("one app server")
        app.start()
        self.say("it is back")

    def kill_the_primary(self):
        """Kill the primary and fail over as docs/scaling.md tells a host to."""
        killed = time.monotonic()
        self.primary.kill()
        self.say("the primary killed")
        misses = 0
        while misses < MISSES:
            misses = 0 if self.primary.answers() else misses + 1
            time.sleep(CHECK_S)
        noticed = time.monotonic()
        self.standby.promote()
        self.bouncer.point_to(self.standby)
        promoted = time.monotonic()
        self.primary = self.standby
        self.say(f"noticed after {noticed - killed:.1f} s, standby promoted after "
                 f"{promoted - killed:.1f} s")  # fmt: skip
        time.sleep(SETTLED_S)
        self.events.append(("the primary killed", killed, time.monotonic(), True))

    def add_a_standby(self):
        begun = time.monotonic()
        standby = self.part(parts.Postgres(self.home, "third"))
        standby.copy(self.primary)
        self.primary.wait_for_standby()
        self.say("a new standby has caught up")
        self.events.append(("a new standby is made", begun, time.monotonic(), False))

    # Checks and results

    def check_pages(self):
        ports = [app.port for app in self.apps]
        times = 20
        self.unseen += self.reader.count_unseen_taps(ports, times)
        edited_s = self.seconds_until_edited(ports)
        self.say(
            f"{times} taps on one app server, each looked for on the other's page: "
            f"{self.unseen} not there; a changed text on both after {edited_s:.1f} s"
        )

    def seconds_until_edited(self, ports) -> float:
        """Change a text of the library and wait until both app servers show it."""
        from django.db import connection

        from exercises.http_cache import library_changed
        from exercises.models import Exercise

        from .phones import page

        text = f"Changed at {time.time()}."
        begun = time.monotonic()
        Exercise.objects.filter(slug=SLUG).update(summary={"en": text})
        library_changed()
        connection.close()
        while not all(text in page(port, f"/exercises/{SLUG}/") for port in ports):
            time.sleep(0.02)
        return time.monotonic() - begun

    def judge(self):
        from ..kill import compare_with_database, describe_failures
        from .phones import row

        taps = [tap for phone in self.phones for tap in phone.taps]
        failed = [at for phone in self.phones for at in phone.failed]
        clients = [*self.phones, self.reader]
        failures = sum((client.failures for client in clients), start=Counter())
        excused = [(begun, ended) for _, begun, ended, may_fail in self.events if may_fail]
        print(f"\n{HEAD}")
        for name, begun, ended, may_fail in self.events:
            within = [tap for tap in taps if belongs(tap, begun, ended, may_fail, excused)]
            print(row(name, within, sum(begun <= at < ended for at in failed)))
        for name, begun, ended, may_fail in self.events:
            if may_fail:
                print(f"{name}: {gap(taps, failed, begun, ended)}")
        strays = [at for at in failed if not any(b <= at < e for b, e in excused)]
        done, lost, doubled, strange = compare_with_database(clients)
        print(f"{len(done)} sets acknowledged: {len(lost)} lost, {doubled} doubled,", end=" ")
        print(f"{len(strange)} nobody logged")
        print(
            f"{len(failed)} answers failed, {len(strays)} of them outside of the fail-overs:",
            end=" ",
        )
        print(describe_failures(failures))
        faults = failures.keys() - {"no answer", "502", "503", "504"}
        if faults:
            logs = [app.log.read_text().splitlines() for app in self.apps]
            print(*[line for log in logs for line in log if "ERROR" in line], sep="\n")
        return bool(lost or doubled or strange or strays or faults or self.unseen)


def belongs(tap, begun, ended, may_fail, excused):
    """Count a tap that was on its way at a kill to the kill, and not to the time before it."""
    if may_fail:
        return tap.due < ended and tap.acknowledged >= begun
    hit = any(tap.due < until and tap.acknowledged >= since for since, until in excused)
    return begun <= tap.due < ended and not hit


def gap(taps, failed, begun, ended):
    times = sorted(tap.acknowledged for tap in taps if begun <= tap.acknowledged <= ended)
    silent = max((b - a for a, b in pairwise([begun, *times])), default=ended - begun)
    within = [at - begun for at in failed if begun <= at < ended]
    if not within:
        return f"nothing failed; {silent:.1f} s without an answer"
    return (
        f"answers failed from {min(within):.1f} to {max(within):.1f} s after it; "
        f"{silent:.1f} s without an acknowledged set"
    )


if __name__ == "__main__":
    sys.exit(main())
