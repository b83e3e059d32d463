"""What simulated phones send at a steady rate, and what became of it."""

import random
import statistics
import time
import uuid
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import cycle

from ..flaky import HOST
from ..kill import REST_S, SETS_A_RUNNER, Client

LOGINS = 8  # runners that a phone logs for in turn


@dataclass(frozen=True)
class Tap:
    due: float  # when it was tapped
    told: float  # when it was acknowledged


class Phone(Client):
    """Taps every so many seconds, whether the last tap was quick or not: a slow answer makes the
    next ones late, and that counts."""

    def __init__(self, port, over, every_s):
        super().__init__(port, over)
        self.every_s, self.taps, self.failed = every_s, [], []  # failed: when
        self.random = random.Random()  # noqa: S311
        logins = []
        for _ in range(LOGINS):
            self.enter()
            logins.append((self.email, self.headers))
        self.logins = cycle(logins)

    def log_sets(self):
        due = time.monotonic() + self.random.uniform(0, self.every_s)
        while not self.over.is_set():
            if len(self.taps) % SETS_A_RUNNER == 0:
                self.email, self.headers = next(self.logins)
            time.sleep(max(0, due - time.monotonic()))
            key, amount = str(uuid.uuid4()), self.random.randint(1, 30)
            while not self.send(key, amount):
                self.failed.append(time.monotonic())
                time.sleep(REST_S)
            self.acknowledged.append((self.email, key, amount))
            self.taps.append(Tap(due, time.monotonic()))
            due += self.every_s


class Reader(Client):
    """Taps on one app server and reads today's page on another."""

    def sees_its_taps(self, ports, times) -> int:
        """How many of the taps the other server's page did not show."""
        self.enter()
        unseen = 0
        for number in range(times):
            here, there = ports[number % 2], ports[1 - number % 2]
            self.page(there)  # which it keeps from now on
            self.port, self.connection = here, None
            key, amount = str(uuid.uuid4()), 1 + number % 30
            while not self.send(key, amount):
                time.sleep(REST_S)
            self.acknowledged.append((self.email, key, amount))
            unseen += key not in self.page(there)
        return unseen

    def page(self, port):
        return page(port, "/today/", self.headers)


def page(port, path, headers=None):
    line = HTTPConnection(HOST, port, timeout=30)
    own = {"Host": "localhost", "Cookie": (headers or {}).get("Cookie", "")}
    line.request("GET", path, headers=own)
    answer = line.getresponse()
    text = answer.read().decode()
    line.close()
    if answer.status != 200:
        raise SystemExit(f"{path} is answered with {answer.status}:\n{text}")
    return text


def row(name, taps, failed):
    """Of the time from each tap to its acknowledgement, in ms, however often it was sent."""
    if not taps:  # all of them were on their way at a kill
        return f"{name:32}{0:>6}{failed:>12}"
    waited = sorted((tap.told - tap.due) * 1000 for tap in taps)
    p50, p99 = statistics.median(waited), waited[int(len(waited) * 0.99)]
    return f"{name:32}{len(taps):>6}{failed:>12}{p50:>9.0f}{p99:>9.0f}{waited[-1]:>9.0f}"
