"""Simulated phones that log sets at a steady rate and note when each was acknowledged."""

import random
import statistics
import time
import uuid
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import cycle

from ..flaky import HOST
from ..kill import RETRY_S, SETS_A_RUNNER, Client

LOGINS = 8  # runners that a phone logs for in turn


@dataclass(frozen=True)
class Tap:
    due: float  # when it was tapped, in monotonic seconds
    acknowledged: float


class Phone(Client):
    """Taps at a fixed rate, so that a slow answer makes the next taps late, which counts."""

    def __init__(self, port, is_over, every_s):
        super().__init__(port, is_over)
        self.every_s, self.taps, self.failed = every_s, [], []  # failed: times
        self.random = random.Random()  # noqa: S311
        logins = []
        for _ in range(LOGINS):
            self.become_new_runner()
            logins.append((self.email, self.headers))
        self.logins = cycle(logins)

    def log_sets(self):
        due = time.monotonic() + self.random.uniform(0, self.every_s)
        while not self.is_over.is_set():
            if len(self.taps) % SETS_A_RUNNER == 0:
                self.email, self.headers = next(self.logins)
            time.sleep(max(0, due - time.monotonic()))
            key, amount = str(uuid.uuid4()), self.random.randint(1, 30)
            while not self.send(key, amount):
                self.failed.append(time.monotonic())
                time.sleep(RETRY_S)
            self.acknowledged.append((self.email, key, amount))
            self.taps.append(Tap(due, time.monotonic()))
            due += self.every_s


class Reader(Client):
    """Taps on one app server and reads today's page on the other."""

    def count_unseen_taps(self, ports, times) -> int:
        """Tap so many times, and return how many taps the other server's page did not show."""
        self.become_new_runner()
        unseen = 0
        for number in range(times):
            here, there = ports[number % 2], ports[1 - number % 2]
            self.page(there)  # so that a cached page would be shown below
            self.port, self.connection = here, None
            key, amount = str(uuid.uuid4()), 1 + number % 30
            while not self.send(key, amount):
                time.sleep(RETRY_S)
            self.acknowledged.append((self.email, key, amount))
            unseen += key not in self.page(there)
        return unseen

    def page(self, port):
        return page(port, "/today/", self.headers)


def page(port, path, headers=None):
    connection = HTTPConnection(HOST, port, timeout=30)
    own = {"Host": "localhost", "Cookie": (headers or {}).get("Cookie", "")}
    connection.request("GET", path, headers=own)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    if answer.status != 200:
        raise SystemExit(f"{path} is answered with {answer.status}:\n{text}")
    return text


def row(name, taps, failed):
    """Return a line of the table: ms from each tap to its acknowledgement, retries included."""
    if not taps:  # all were on their way at a kill
        return f"{name:32}{0:>6}{failed:>12}"
    waited = sorted((tap.acknowledged - tap.due) * 1000 for tap in taps)
    p50, p99 = statistics.median(waited), waited[int(len(waited) * 0.99)]
    return f"{name:32}{len(taps):>6}{failed:>12}{p50:>9.0f}{p99:>9.0f}{waited[-1]:>9.0f}"
