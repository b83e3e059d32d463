"""The web server: silent connections end and hold no thread, workers are looked after."""

import io
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, suppress
from http.client import HTTPConnection, HTTPResponse, IncompleteRead
from pathlib import Path
from types import SimpleNamespace

import pytest

from benchmarks.flaky import Server as Deployed
from config import logs, server

HOST = "127.0.0.1"
PIECE = 100_000  # of an answer, as an export is made
POST = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\nx"


class Application:
    """Answers with the length of the body, with as much as ?more says, or when it is let go."""

    def __init__(self):
        self.go, self.is_in = threading.Event(), threading.Event()

    def __call__(self, environ, start_response):
        if environ["PATH_INFO"] == "/waits":
            self.is_in.set()
            self.go.wait(10)
        body = environ["wsgi.input"].read()
        more = int(environ["QUERY_STRING"] or 0)
        answer = str(len(body)).encode() + b"-" * more
        has_length = environ["PATH_INFO"] != "/streams"
        start_response("200 OK", [("Content-Length", str(len(answer)))] if has_length else [])
        if environ["PATH_INFO"] == "/breaks":
            raise ZeroDivisionError
        return [answer[at : at + PIECE] for at in range(0, len(answer), PIECE)]


@pytest.fixture
def application():
    return Application()


@pytest.fixture
def serve(application):
    """A function that serves in this process with one thread, and returns the port."""
    served = []

    def start(**options):
        with socket.create_server((HOST, 0)) as listener:
            made = server.Server(listener.dup(), application, **{"threads": 1} | options)
            thread = threading.Thread(target=made.run, daemon=True)
            thread.start()
            served.append((made, thread))
            return listener.getsockname()[1]

    yield start
    application.go.set()
    for made, thread in served:
        made.stop()
        thread.join(10)
        close(made)
        assert not thread.is_alive()


def close(made):
    made.task_dispatcher.shutdown(timeout=1)
    for channel in list(made.active_channels.values()):
        channel.handle_close()
    made.socket.close()
    made.trigger.close()


@pytest.fixture
def connect():
    with ExitStack() as at_end:

        def open_line(port, sent=b""):
            line = at_end.enter_context(socket.create_connection((HOST, port), timeout=30))
            line.sendall(sent)
            return line

        yield open_line


def get(port, path="/"):
    connection = HTTPConnection(HOST, port, timeout=30)
    try:
        connection.request("GET", path, headers={"Host": "localhost"})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def answer_on(line):
    answer = HTTPResponse(line)
    answer.begin()
    with answer:
        return answer.status, answer.read()


def ended_after(line):
    begun = time.monotonic()
    with suppress(ConnectionError):
        while line.recv(65536):
            pass
    return time.monotonic() - begun


# Silent connections


def test_who_announces_a_body_and_falls_silent_holds_no_thread(serve, connect):
    port = serve()
    for _ in range(8):
        connect(port, POST % 1000)
    assert get(port) == (200, b"0")


@pytest.mark.parametrize(
    ("sent", "limit"),
    [
        (b"", "HEADERS_S"),
        (b"GET / HTTP/1.1\r\nHost: loc", "HEADERS_S"),
        (POST % 1000, "SILENCE_S"),
        (POST % 1, "IDLE_S"),
    ],
    ids=["nothing", "headers", "body", "after a request"],
)
def test_a_silent_connection_ends_by_itself(serve, monkeypatch, sent, limit, connect):
    for name in ("HEADERS_S", "SILENCE_S", "IDLE_S"):
        monkeypatch.setattr(server, name, 1 if name == limit else 60)
    assert 0.5 < ended_after(connect(serve(), sent)) < 20


def test_a_second_request_that_is_never_complete_ends_by_itself(serve, monkeypatch, connect):
    monkeypatch.setattr(server, "HEADERS_S", 1)
    line = connect(serve(), POST % 1)
    answer_on(line)
    line.sendall(b"GET / HT")
    assert 0.5 < ended_after(line) < 20


def test_a_connection_that_ends_takes_no_new_one_along(application, monkeypatch, connect):
    """The number of its socket is free again, and goes to the next that comes in the same turn."""
    with socket.create_server((HOST, 0)) as listener:
        made = server.Server(listener.dup(), application, threads=1)
        silent = connect(listener.getsockname()[1])
        made.turn()
        time.sleep(1.1)
        monkeypatch.setattr(server, "HEADERS_S", 1)
        new = connect(listener.getsockname()[1], b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        for _ in range(5):
            made.turn()
    assert silent.recv(1) == b""
    assert answer_on(new) == (200, b"0")
    close(made)


def drip(line, until_s):
    """Send a byte every fifth of a second; return after how many seconds the line was ended."""
    begun = time.monotonic()
    with suppress(ConnectionError):
        while time.monotonic() - begun < until_s:
            line.sendall(b"x")
            time.sleep(0.2)
    return time.monotonic() - begun


@pytest.mark.parametrize(
    ("sent", "limit"), [(b"GET / HTTP/1.1\r\nX: ", "HEADERS_S"), (POST % 10**6, "REQUEST_S")]
)
def test_who_drips_byte_for_byte_is_not_waited_for_without_end(
    serve, monkeypatch, sent, limit, connect
):
    monkeypatch.setattr(server, limit, 1)
    assert drip(connect(serve(), sent), 25) < 20


def test_a_slow_body_that_does_come_is_taken(serve, monkeypatch, connect):
    monkeypatch.setattr(server, "SILENCE_S", 1)
    line = connect(serve(), POST % 8)
    for _ in range(7):
        time.sleep(0.4)
        line.sendall(b"x")
    assert answer_on(line) == (200, b"8")


def test_an_answer_that_takes_long_is_waited_for(serve, application, monkeypatch, connect):
    for name in ("HEADERS_S", "SILENCE_S", "IDLE_S"):
        monkeypatch.setattr(server, name, 0.5)
    port = serve()
    line = connect(port, b"GET /waits HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert application.is_in.wait(5)
    time.sleep(2.5)
    application.go.set()
    assert answer_on(line) == (200, b"0")


def test_who_fetches_nothing_of_a_long_answer_holds_no_thread_and_ends(serve, monkeypatch, connect):
    monkeypatch.setattr(server, "SILENCE_S", 1)
    port = serve()
    line = connect(port, b"GET /?20000000 HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert get(port) == (200, b"0")
    time.sleep(3)
    with pytest.raises((ConnectionError, IncompleteRead)):  # after what the kernels held
        answer_on(line)


def test_an_answer_longer_than_may_be_kept_frees_its_thread_when_nobody_fetches_it(
    serve, monkeypatch, settings, connect
):
    settings.LARGEST_REQUEST = 1_000_000
    monkeypatch.setattr(server, "SILENCE_S", 1)
    port = serve()
    connect(port, b"GET /?20000000 HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert get(port) == (200, b"0")


def test_an_answer_that_took_long_has_time_to_be_fetched(monkeypatch):
    """Its connection was silent for as long; what counts is the silence since the answer began."""

    def write_soon(channel, data):
        channel.total_outbufs_len = len(data)

    monkeypatch.setattr(server.HTTPChannel, "write_soon", write_soon)
    channel = object.__new__(server.Channel)
    channel.requests, channel.total_outbufs_len = [], 0
    channel.last_activity = channel.begun_at = time.time() - server.SILENCE_S - 60
    channel.write_soon(b"the first bytes")
    assert not channel.is_over(time.time())
    assert channel.is_over(time.time() + server.SILENCE_S + 1)


def test_who_fetches_byte_for_byte_holds_no_thread_without_end(
    serve, monkeypatch, settings, connect
):
    settings.LARGEST_REQUEST = 1_000_000
    monkeypatch.setattr(server, "ANSWER_S", 1)
    port = serve()
    line = connect(port, b"GET /?20000000 HTTP/1.1\r\nHost: localhost\r\n\r\n")
    until = time.monotonic() + 4
    with suppress(ConnectionError):
        while time.monotonic() < until:
            line.recv(300_000)
            time.sleep(0.2)
    assert get(port) == (200, b"0")


def test_readers_of_long_answers_leave_half_of_the_threads_to_others(serve, settings, connect):
    settings.LARGEST_REQUEST = 1_000_000
    port = serve(threads=4)
    long = b"GET /?20000000 HTTP/1.1\r\nHost: localhost\r\n\r\n"
    for _ in range(4):
        connect(port, long)
    assert get(port) == (200, b"0")
    assert len(get(port, "/?20000000")[1]) == 20_000_001  # and a quick reader gets it whole


class Reader(server.Channel):
    """A connection whose thread waits until its reader has taken more of a long answer."""

    is_thread_waiting = True

    def __init__(self, seconds, fetched):
        self.begun_at, self.fetched, self.is_ended = 100 - seconds, fetched, False

    def is_over(self, now):
        return False

    def handle_close(self):
        self.is_ended = True


@pytest.mark.parametrize("fetched", [0, 3_000_000])
@pytest.mark.parametrize("silent_s", [0.9, 2, 60])
def test_who_has_just_begun_to_read_does_not_give_way(silent_s, fetched):
    """What lies in the kernel's buffers makes each silent reader look quick in the first second."""
    silent = [Reader(silent_s, 3_000_000) for _ in range(2)]
    new = Reader(0.1, fetched)
    readers = dict(enumerate([*silent, new]))
    server.Server.end_connections(SimpleNamespace(active_channels=readers, most_waiting=2), now=100)
    assert [one.is_ended for one in readers.values()].count(True) == 1
    assert not new.is_ended


def test_the_slowest_reader_gives_way_once_its_pace_is_known():
    readers = dict(
        enumerate([Reader(20, 3_000_000), Reader(20, 9_000_000), Reader(60, 50_000_000)])
    )
    server.Server.end_connections(SimpleNamespace(active_channels=readers, most_waiting=2), now=100)
    assert [one.is_ended for one in readers.values()] == [True, False, False]


class ReaderOfMuch(Reader):
    """A connection whose answer is held whole, and whose reader takes a byte now and then."""

    is_thread_waiting = False
    total_outbufs_len = 30_000_000


def test_of_large_answers_that_fill_the_disk_those_of_the_slowest_readers_end():
    readers = {number: ReaderOfMuch(20, number) for number in range(12)}
    server.Server.end_connections(SimpleNamespace(active_channels=readers, most_waiting=2), now=100)
    assert [one.is_ended for one in readers.values()] == [True] * 4 + [False] * 8


def everything_on(line):
    answer = b""
    with suppress(ConnectionResetError):
        while data := line.recv(65536):
            answer += data
    return answer


# What one connection may ask for


@pytest.mark.parametrize("path", ["/", "/?300000", "/streams?300000"])
def test_head_is_answered_without_a_body(serve, connect, path):
    """Behind a proxy a body would be taken for the answer to the next visitor's request."""
    sent = f"HEAD {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    head, end, body = everything_on(connect(serve(), sent.encode())).partition(b"\r\n\r\n")
    assert (end, body) == (b"\r\n\r\n", b"")
    assert (b"Content-Length: " in head) is (path != "/streams?300000")


@pytest.mark.parametrize("length", ["", "Content-Length: 0\r\n"])
def test_who_asks_whether_to_go_on_and_has_no_body_is_answered_at_once(serve, connect, length):
    sent = f"GET / HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n{length}\r\n"
    assert answer_on(connect(serve(), sent.encode())) == (200, b"0")


def test_one_request_is_answered_and_what_was_sent_behind_it_is_not(serve, application, connect):
    """A thousand requests in one packet would have filled the room for answers."""
    line = connect(serve(), b"GET /?1 HTTP/1.1\r\nHost: localhost\r\n\r\n" * 1000)
    answer = everything_on(line)
    assert answer.count(b"HTTP/1.1 200") == 1
    assert b"Connection: close" in answer


def test_the_next_request_on_a_line_is_answered_when_it_comes_after_the_answer(serve, connect):
    line = connect(serve())
    for _ in range(3):
        line.sendall(POST % 1)
        assert answer_on(line) == (200, b"1")


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + b"1\r\nx\r\n" * 9000, 411),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 501),
        (b"\r\n\r\n" * 9000, 400),
    ],
    ids=["chunks", "packed chunks", "no request"],
)
def test_bytes_that_are_dear_to_read_are_refused_at_once(serve, connect, sent, status):
    port = serve()
    assert answer_on(connect(port, sent))[0] == status
    assert get(port) == (200, b"0")


@pytest.mark.parametrize(
    "sent",
    [
        b"GET http://[::1 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\n",
    ],
    ids=["an address that is none", "a length of 5,000 digits"],
)
def test_what_cannot_be_read_is_refused_and_no_error_of_ours(serve, connect, sent):
    assert answer_on(connect(serve(), sent))[0] == 400


# Size


def test_a_request_has_a_largest_size(serve, settings, connect):
    settings.LARGEST_REQUEST = 5000
    port = serve()
    line = connect(port, POST % 5001 + b"x" * 6144)
    assert answer_on(line)[0] == 413
    line = connect(port, b"GET / HTTP/1.1\r\nX: " + b"x" * 40_000)
    assert answer_on(line)[0] == 431


def test_of_large_requests_that_fill_the_disk_the_slowest_gives_way(serve, monkeypatch, connect):
    monkeypatch.setattr(server, "UNFINISHED", 5_000_000)
    port = serve()
    lines = [connect(port, POST % 3_000_001 + b"x" * 1_500_000)]
    lines += [connect(port, POST % 3_000_001 + b"x" * 2_000_000) for _ in range(2)]
    assert ended_after(lines.pop(0)) < 5
    for line in lines:
        line.sendall(b"x" * 1_000_000)
        assert answer_on(line) == (200, b"3000001")


def test_as_many_connections_as_files_allow(monkeypatch):
    asked = []
    monkeypatch.setattr(server.resource, "setrlimit", lambda _what, limits: asked.append(limits))
    for limits, most in (
        ((1024, 524288), 2000), ((1024, 1100), 300), ((1024, -1), 2000), ((-1, -1), 2000)
    ):  # fmt: skip
        monkeypatch.setattr(server.resource, "getrlimit", lambda _what, limits=limits: limits)
        assert server.allow_files() == most
    assert asked == [(6200, 524288), (1100, 1100), (6200, -1)]


def test_no_more_connections_than_allowed_and_the_next_one_is_taken_when_one_ends(
    serve, monkeypatch, connect
):
    monkeypatch.setattr(server, "HEADERS_S", 1)
    port = serve(connections=10)
    for _ in range(12):
        connect(port)
    assert get(port) == (200, b"0")


# The log


def test_the_path_of_an_answer_that_broke_off_is_not_in_the_log(serve):
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.JsonFormatter())
    logging.getLogger("waitress").addHandler(handler)
    try:
        assert get(serve(), "/breaks?1")[0] == 500
    finally:
        logging.getLogger("waitress").removeHandler(handler)
    assert "ZeroDivisionError" in stream.getvalue()
    assert "/breaks" not in stream.getvalue()


# The processes


@pytest.fixture
def deployed(tmp_path, monkeypatch):
    """The project's own server with two workers, as `make run` starts it."""
    (tmp_path / "static").mkdir()
    (tmp_path / "hipdrive.sqlite3").touch()  # /healthz asks no database
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", "")
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "config.settings")
    started = Deployed(workers=2, log=tmp_path / "log")
    started.start()
    yield started
    with suppress(ProcessLookupError):
        started.kill()


def workers_of(deployed):
    head = deployed.process.pid
    return set(Path(f"/proc/{head}/task/{head}/children").read_text().split())


def wait_until(is_so, seconds=10):
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.05)


def test_a_worker_that_dies_is_replaced(deployed):
    before = workers_of(deployed)
    assert len(before) == 2
    os.kill(int(min(before)), signal.SIGKILL)
    wait_until(lambda: len(workers_of(deployed) - before) == 1)
    for _ in range(10):
        assert get(deployed.port, "/healthz") == (200, b"ok")
    assert "ended with -9 and is replaced" in deployed.log.read_text()


def test_the_workers_end_with_their_parent(deployed):
    workers = workers_of(deployed)
    deployed.process.kill()
    deployed.process.wait()
    wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in workers))


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_it_stops_at_once_whoever_is_connected(deployed, name, connect):
    for sent in (b"", POST % 1000) * 4:
        connect(deployed.port, sent)
    get(deployed.port, "/healthz")
    begun = time.monotonic()
    if name == "SIGINT":
        os.killpg(deployed.process.pid, signal.SIGINT)  # as Ctrl-C does
    else:
        deployed.process.terminate()
    assert deployed.process.wait(10) == 0
    assert time.monotonic() - begun < 9  # a worker may take three seconds
    assert not deployed.log.read_text()


def test_the_answer_at_hand_is_finished_when_it_stops(serve, application, connect):
    port = serve()
    line = connect(port, b"GET /waits HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert application.is_in.wait(5)
    threading.Timer(0.5, application.go.set).start()
    [server_thread] = [one for one in threading.enumerate() if one.name.endswith("(run)")]
    server_thread._target.__self__.stop()
    assert answer_on(line) == (200, b"0")
    server_thread.join(10)


def test_a_port_that_is_taken_is_refused():
    with socket.create_server((HOST, 0)) as taken:
        command = ["-m", "config.server", "--port", str(taken.getsockname()[1])]
        done = subprocess.run([sys.executable, *command], capture_output=True, text=True)
    assert done.returncode == 1
    assert "cannot be had, perhaps it is taken" in done.stderr
