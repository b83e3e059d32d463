"""The project on a real server, seen from outside: what a request costs it in CPU time.

One web process with one thread that runs Python, and one browser that keeps
its connection and takes packed answers. CPU time is what the kernel says that all threads of the
server used, so what waits for the disk or another program costs nothing here.
"""

import statistics
import time
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from urllib.parse import urlencode

from .flaky import HOST, Server

SETTLES_S = 0.02  # for the server to put away what it had at hand
ROUNDS = 10


class Served(Server):
    """With the bare views, and a count of queries for who asks for it."""

    def __init__(self, **values):
        super().__init__(application="benchmarks.wsgi.application", threads=1, **values)

    def cpu_s(self) -> float:
        """Returns the CPU time of the server and its workers since they began, in seconds."""
        head = self.process.pid
        children = Path(f"/proc/{head}/task/{head}/children").read_text().split()
        used = [
            int(stat.read_text().split()[0])
            for pid in (head, *children)
            for stat in Path(f"/proc/{pid}/task").glob("*/schedstat")
        ]
        return sum(used) / 1e9

    def memory_mb(self) -> float:
        """Returns the workers' own memory and their part of what they share (PSS), in MB."""
        head = self.process.pid
        children = Path(f"/proc/{head}/task/{head}/children").read_text().split()
        rollups = [Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in children]
        found = [line for text in rollups for line in text.splitlines() if line.startswith("Pss:")]
        return sum(int(line.split()[1]) for line in found) / 1000


@dataclass
class Answer:
    status: int
    headers: HTTPMessage
    body: bytes


class Browser:
    def __init__(self, server, cookies=(), runner=None):
        self.line = HTTPConnection(HOST, server.port, timeout=60)
        self.runner = runner
        self.cookies = dict(cookies)

    def get(self, path, **headers):
        return self._ask("GET", path, None, headers)

    def post(self, path, values, **headers):
        now = str(int(time.time() * 1000))
        sent = {
            "Content-Type": "application/x-www-form-urlencoded",
            "HX-Request": "true",
            "X-CSRFToken": self.cookies.get("csrftoken", ""),
            "X-Acted-At": now,
            "X-Clock": now,
            "X-Device": "benchmark",
            "X-Runner": str(self.runner.pk),
        }
        return self._ask("POST", path, urlencode(values), sent | headers)

    def _ask(self, method, path, body, headers):
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent = {"Host": "localhost", "Accept-Encoding": "gzip", "Cookie": cookies} | headers
        self.line.request(method, path, body, sent)
        answer = self.line.getresponse()
        return Answer(answer.status, answer.headers, answer.read())


@dataclass(frozen=True)
class Cost:
    cpu_ms: float  # of one request
    ratio: float  # to one of those beside it
    p50_ms: float  # until the last byte came
    p99_ms: float
    queries: int
    kb: float  # packed


def measure(server, request, times, before=lambda: None, beside=None) -> Cost:
    """The medians of ROUNDS rounds, each followed by one of ``beside``, which so has met the same
    weather. ``before`` is done before each request and costs the server nothing.
    """
    before()
    first = request({"X-Count": "1"})
    if first.status >= 400:
        raise SystemExit(f"It answered {first.status}: {first.body[:200]}")
    for _ in range(3):
        before()
        request({})
    spans, used, ratios = [], [], []
    for _ in range(ROUNDS):
        used.append(_round(server, request, times // ROUNDS, before, spans))
        if beside:
            ratios.append(used[-1] / _round(server, beside, times // ROUNDS))
    queries = int(first.headers["X-Queries"])
    p99 = statistics.quantiles(spans, n=100)[98]
    middle = statistics.median
    ratio = middle(ratios) if ratios else 1
    return Cost(middle(used), ratio, middle(spans), p99, queries, len(first.body) / 1000)


def _round(server, request, times, before=lambda: None, spans=None):
    """CPU time of one request, in ms."""
    time.sleep(SETTLES_S)
    begun = server.cpu_s()
    for _ in range(times):
        before()
        start = time.perf_counter()
        request({})
        if spans is not None:
            spans.append((time.perf_counter() - start) * 1000)
    time.sleep(SETTLES_S)
    return (server.cpu_s() - begun) * 1000 / times
