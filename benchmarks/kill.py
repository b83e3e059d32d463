"""`./dev kill`: is an acknowledged set ever lost or doubled when all is killed in mid-load?

The server as it is deployed, with two workers. Runners log sets one after the other over HTTP,
each with a key of its own; what was not acknowledged is sent again with the same key. In every
round the whole server is killed with SIGKILL at a moment of chance and started anew; with
PostgreSQL, in some rounds its server too or it alone, so that the web processes must come back by
themselves. In the end each acknowledged set must be there once, and nothing else.
"""

import argparse
import os
import random
import secrets
import signal
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections import Counter
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

from .flaky import HOST, Server

EXERCISE = "prone-squeeze"
UNTIL_KILLED_S = (0.1, 1.0)  # of load, after a round's first set was acknowledged
REST_S = 0.05  # before a set is sent again
PATIENCE_S = 60
SETS_A_RUNNER = 60  # more on one day make the answers long and the run slow


def main():
    options = argparse.ArgumentParser(prog="benchmarks.kill", description=__doc__)
    options.add_argument("--rounds", type=int, default=100)
    options.add_argument("--clients", type=int, default=4)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--on", choices=["sqlite", "postgres"], help="one database alone")
    options = options.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    if options.on:
        sys.exit(run_on(options))
    rest = ["--rounds", options.rounds, "--clients", options.clients, "--seed", options.seed]
    command = [sys.executable, "-m", "benchmarks.kill", *map(str, rest), "--on"]
    # Django's settings are read once, so each database has a process of its own.
    codes = [subprocess.run([*command, on]).returncode for on in ("sqlite", "postgres")]  # noqa: S603
    sys.exit(any(codes))


def run_on(options):
    with tempfile.TemporaryDirectory(prefix="hipdrive-kill-") as folder:
        database = Postgres() if options.on == "postgres" else Sqlite()
        os.environ |= {"DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "config.settings"}
        os.environ["DATABASE_URL"] = database.start()
        import django

        django.setup()
        from django.core.management import call_command

        server = Server(workers=2, log=Path(folder) / "log")
        try:
            call_command("prepare", verbosity=0)
            return Run(options, server, database).play()
        finally:
            server.kill()
            database.stop()


class Sqlite:
    """The file in DATA_DIR; it has no process to kill."""

    fates = ("server",)

    def start(self):
        return ""

    def stop(self):
        pass


class Postgres:
    """As it is deployed: what it acknowledged is on the disk."""

    fates = ("server", "server", "both", "database")

    def __init__(self):
        from tests.plugins.postgres import Server as Cluster

        self.cluster = Cluster()
        home = self.cluster.home
        self.options = f"-k {home} -c listen_addresses='' -c shared_buffers=64MB"

    def start(self):
        url = self.cluster.start()  # with what makes tests quick, and no promise kept
        self.cluster.run("pg_ctl", "-w", "-m", "fast", "stop")
        self.again()
        return url

    def again(self):
        log = self.cluster.home / "log"
        self.cluster.run("pg_ctl", "-w", "-l", log, "-o", self.options, "start")

    def kill(self):
        """All its processes; each is a group of its own."""
        head = int((self.cluster.home / "data/postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{head}/task/{head}/children").read_text().split()
        for pid in [head, *map(int, children)]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        while Path(f"/proc/{head}").exists():
            time.sleep(0.01)
        (self.cluster.home / "data/postmaster.pid").unlink()  # it would be warned about

    def stop(self):
        self.cluster.stop()


class Run:
    def __init__(self, options, server, database):
        self.options, self.server, self.database = options, server, database
        self.random = random.Random(options.seed)  # noqa: S311
        self.over = threading.Event()
        self.counts = Counter()
        self.slowest = 0

    def play(self):
        begun = time.monotonic()
        self.server.start()
        clients = [Client(self.server.port, self.over) for _ in range(self.options.clients)]
        for client in clients:
            client.thread.start()
        for number in range(self.options.rounds):
            self.round(clients)
            if sys.stdout.isatty() or number % 10 == 9:
                done = sum(len(client.acknowledged) for client in clients)
                print(f"{number + 1} rounds, {done} sets acknowledged", flush=True)
        self.over.set()
        for client in clients:
            client.thread.join()
        faults = self.judge(clients)
        took = time.monotonic() - begun
        print(f"  slowest way back {self.slowest:.1f} s; {took:.0f} s in all", flush=True)
        return faults

    def round(self, clients):
        """Load, a kill at a moment of chance, and back."""
        time.sleep(self.random.uniform(*UNTIL_KILLED_S))
        fate = self.random.choice(self.database.fates)
        killed = time.monotonic()
        if fate != "server":
            self.database.kill()
        if fate != "database":
            self.server.kill()
        if fate == "database":
            time.sleep(self.random.uniform(0, 1))  # the web processes meet it being away
        if fate != "server":
            self.database.again()
        if fate != "database":
            self.server.start()
        self.counts[fate] += 1
        self.wait_for(clients, killed)

    def wait_for(self, clients, killed):
        """Until each client's sets arrive again."""
        before = [len(client.acknowledged) for client in clients]
        while any(len(c.acknowledged) == b for c, b in zip(clients, before, strict=True)):
            if time.monotonic() - killed > PATIENCE_S:
                raise SystemExit(f"It does not come back:\n{self.server.log.read_text()[-3000:]}")
            time.sleep(0.01)
        self.slowest = max(self.slowest, time.monotonic() - killed)

    def judge(self, clients):
        done, lost, doubled, strange = compared(clients)
        told = sum((client.told for client in clients), Counter())  # each of them sent again
        unclear = told.keys() - {"no answer", "503"}
        kills = ", ".join(f"{count} of {what}" for what, count in sorted(self.counts.items()))
        told = ", ".join(f"{count} times {what}" for what, count in sorted(told.items()))
        print(f"{self.options.on}: {self.options.rounds} rounds ({kills})")
        print(f"  {len(done)} sets acknowledged: {len(lost)} lost, {doubled} doubled,", end=" ")
        print(f"{len(strange)} nobody logged")
        print(f"  answered instead: {told}")
        if unclear:
            lines = self.server.log.read_text().splitlines()
            print(*[line for line in lines if "ERROR" in line and "outage" not in line], sep="\n")
        return bool(lost or doubled or strange or unclear)


def compared(clients):
    """What was acknowledged; what of it is lost; how many are doubled; what nobody logged."""
    from django.db import connections

    from logbook.models import SetEntry

    connections.close_all()  # the one from before the kills
    rows = SetEntry.objects.values_list("user__email", "key", "amount")
    stored = Counter((email, str(key), amount) for email, key, amount in rows)
    done = {one for client in clients for one in client.acknowledged}
    doubled = (
        sum(stored.values()) - len(stored) + (len({key for _, key, _ in stored}) != len(stored))
    )
    return done, done - stored.keys(), doubled, stored.keys() - done


class Client:
    """Logs one set after the other; the next only when the last one was acknowledged."""

    def __init__(self, port, over):
        self.port, self.over = port, over
        self.acknowledged = []  # (e-mail, key, amount)
        self.told = Counter()  # what was answered instead
        self.random = random.Random(port)  # noqa: S311
        self.connection = None
        self.thread = threading.Thread(target=self.log_sets, daemon=True)

    def log_sets(self):
        while not self.over.is_set():
            if len(self.acknowledged) % SETS_A_RUNNER == 0:
                self.enter()
            key, amount = str(uuid.uuid4()), self.random.randint(1, 30)
            while not self.send(key, amount):
                time.sleep(REST_S)
            self.acknowledged.append((self.email, key, amount))

    def enter(self):
        """As a new runner, screened and enrolled; made past the server, so it may take tries."""
        from django.db import DatabaseError, connection, transaction

        from .lost import new_runner

        while True:
            try:
                with transaction.atomic():
                    runner, session = new_runner(secrets.token_hex(8))
                break
            except DatabaseError:
                connection.close()
                time.sleep(REST_S)
        connection.close()
        self.email = runner.email
        token = secrets.token_hex(16)
        self.headers = {
            "Host": "localhost",
            "Cookie": f"sessionid={session}; csrftoken={token}",
            "X-CSRFToken": token,
            "HX-Request": "true",
            "Content-Type": "application/x-www-form-urlencoded",
        }

    def send(self, key, amount):
        """Whether the server said that it has it."""
        fields = {"exercise": EXERCISE, "key": key, "amount": amount}
        try:
            self.connection = self.connection or HTTPConnection(HOST, self.port, timeout=30)
            self.connection.request("POST", "/today/sets/", urlencode(fields), self.headers)
            answer = self.connection.getresponse()
            answer.read()  # a torn answer is none
        except (OSError, HTTPException):
            self.connection.close()
            self.connection = None
            self.told["no answer"] += 1
            return False
        if answer.status != 200:
            self.told[str(answer.status)] += 1
        return answer.status == 200


if __name__ == "__main__":
    main()
