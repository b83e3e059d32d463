"""`./dev kill`: is an acknowledged set lost or doubled when server or database are killed?

The server runs as it is deployed, with two workers. Clients log sets over HTTP, one after the
other, each with a key of its own; a set that was not acknowledged is sent again with the same key.
In every round the server is killed with SIGKILL at a random moment and started again. On PostgreSQL
some rounds kill the database too, or only the database, so that the web processes must reconnect.
In the end each acknowledged set must be there once, and nothing else.
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
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

from .flaky import HOST, Server, kill_with_children

EXERCISE = "prone-squeeze"
BEFORE_KILL_S = (0.1, 1.0)  # between these, after a round's first set was acknowledged
RETRY_S = 0.05
RECOVERY_TIMEOUT_S = 60
SETS_A_RUNNER = 60  # on one day; more would make the responses long and the run slow


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
    """The file in DATA_DIR, which has no process to kill."""

    targets = ("server",)

    def start(self):
        return ""

    def stop(self):
        pass


class Postgres:
    """A server as it is deployed: what it acknowledged is on the disk."""

    targets = ("server", "server", "both", "database")

    def __init__(self):
        from tests.plugins.postgres import Server as Cluster

        self.cluster = Cluster()
        home = self.cluster.home
        self.options = f"-k {home} -c listen_addresses='' -c shared_buffers=64MB"

    def start(self):
        url = self.cluster.start()  # with the tests' options, which do not wait for the disk
        self.cluster.run("pg_ctl", "-w", "-m", "fast", "stop")
        self.start_again()
        return url

    def start_again(self):
        log = self.cluster.home / "log"
        self.cluster.run("pg_ctl", "-w", "-l", log, "-o", self.options, "start")

    def kill(self):
        pid_file = self.cluster.home / "data/postmaster.pid"
        head = int(pid_file.read_text().split()[0])
        kill_with_children(head)
        while Path(f"/proc/{head}").exists():
            time.sleep(0.01)
        pid_file.unlink()  # else the next start warns

    def stop(self):
        self.cluster.stop()


class Run:
    def __init__(self, options, server, database):
        self.options, self.server, self.database = options, server, database
        self.random = random.Random(options.seed)  # noqa: S311
        self.is_over = threading.Event()
        self.counts = Counter()
        self.slowest = 0

    def play(self):
        begun = time.monotonic()
        self.server.start()
        clients = [Client(self.server.port, self.is_over) for _ in range(self.options.clients)]
        for client in clients:
            client.thread.start()
        for number in range(self.options.rounds):
            self.round(clients)
            if sys.stdout.isatty() or number % 10 == 9:
                done = sum(len(client.acknowledged) for client in clients)
                print(f"{number + 1} rounds, {done} sets acknowledged", flush=True)
        self.is_over.set()
        for client in clients:
            client.thread.join()
        faults = self.judge(clients)
        took = time.monotonic() - begun
        print(f"  slowest way back {self.slowest:.1f} s; {took:.0f} s in all", flush=True)
        return faults

    def round(self, clients):
        """Wait a random time, kill, start again, and wait until all clients log again."""
        time.sleep(self.random.uniform(*BEFORE_KILL_S))
        target = self.random.choice(self.database.targets)
        killed = time.monotonic()
        if target != "server":
            self.database.kill()
        if target != "database":
            self.server.kill()
        if target == "database":
            time.sleep(self.random.uniform(0, 1))  # so that the web processes find it gone
        if target != "server":
            self.database.start_again()
        if target != "database":
            self.server.start()
        self.counts[target] += 1
        self.wait_for(clients, killed)

    def wait_for(self, clients, killed):
        """Wait until a set of each client is acknowledged again."""
        before = [len(client.acknowledged) for client in clients]
        while any(len(c.acknowledged) == b for c, b in zip(clients, before, strict=True)):
            if time.monotonic() - killed > RECOVERY_TIMEOUT_S:
                raise SystemExit(f"It does not come back:\n{self.server.log.read_text()[-3000:]}")
            time.sleep(0.01)
        self.slowest = max(self.slowest, time.monotonic() - killed)

    def judge(self, clients):
        done, lost, doubled, strange = compare_with_database(clients)
        failures = sum((client.failures for client in clients), Counter())
        faults = failures.keys() - {"no answer", "503"}
        kills = ", ".join(f"{count} of {what}" for what, count in sorted(self.counts.items()))
        print(f"{self.options.on}: {self.options.rounds} rounds ({kills})")
        print(f"  {len(done)} sets acknowledged: {len(lost)} lost, {doubled} doubled,", end=" ")
        print(f"{len(strange)} nobody logged")
        print(f"  answered instead, and sent again: {describe_failures(failures)}")
        if faults:
            lines = self.server.log.read_text().splitlines()
            print(*[line for line in lines if "ERROR" in line and "outage" not in line], sep="\n")
        return bool(lost or doubled or strange or faults)


def describe_failures(failures):
    return ", ".join(f"{count} times {what}" for what, count in sorted(failures.items())) or "none"


def compare_with_database(clients):
    """Return the acknowledged sets, the lost ones, the number doubled and those nobody logged."""
    from django.db import connections

    from logbook.models import SetEntry

    connections.close_all()  # the database was killed since they were opened
    rows = SetEntry.objects.values_list("user__email", "key", "amount")
    stored = Counter((email, str(key), amount) for email, key, amount in rows)
    acknowledged = {one for client in clients for one in client.acknowledged}
    doubled = (
        sum(stored.values()) - len(stored) + (len({key for _, key, _ in stored}) != len(stored))
    )
    return acknowledged, acknowledged - stored.keys(), doubled, stored.keys() - acknowledged


class Client:
    """Logs one set after the other, each only when the last one was acknowledged."""

    def __init__(self, port, is_over):
        self.port, self.is_over = port, is_over
        self.acknowledged = []  # (e-mail, key, amount)
        self.failures = Counter()  # status, or "no answer": how often
        self.random = random.Random(port)  # noqa: S311
        self.connection = None
        self.thread = threading.Thread(target=self.log_sets, daemon=True)

    def log_sets(self):
        while not self.is_over.is_set():
            if len(self.acknowledged) % SETS_A_RUNNER == 0:
                self.become_new_runner()
            key, amount = str(uuid.uuid4()), self.random.randint(1, 30)
            while not self.send(key, amount):
                time.sleep(RETRY_S)
            self.acknowledged.append((self.email, key, amount))

    def become_new_runner(self):
        """Make a runner and a session in the database, again and again until it is reachable."""
        from django.db import DatabaseError, connection, transaction

        from .lost import new_runner

        while True:
            try:
                with transaction.atomic():
                    runner, session = new_runner(secrets.token_hex(8))
                break
            except DatabaseError:
                connection.close()
                time.sleep(RETRY_S)
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
        """Send a set, and return whether the server acknowledged it."""
        fields = {"exercise": EXERCISE, "key": key, "amount": amount}
        try:
            self.connection = self.connection or HTTPConnection(HOST, self.port, timeout=30)
            self.connection.request("POST", "/today/sets/", urlencode(fields), self.headers)
            answer = self.connection.getresponse()
            answer.read()  # raises when the answer breaks off
        except (OSError, HTTPException):
            self.connection.close()
            self.connection = None
            self.failures["no answer"] += 1
            return False
        if answer.status != 200:
            self.failures[str(answer.status)] += 1
        return answer.status == 200


if __name__ == "__main__":
    main()
