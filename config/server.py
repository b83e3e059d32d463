"""The web server: processes of waitress behind one socket, and a parent that looks after them.

waitress reads a request to its end before it takes a thread, and takes an answer from the thread
before it is sent. So a sender who falls silent, or a reader who does, holds a connection and never
a thread. This module adds what waitress lacks: several processes, an end for each connection on
which nothing comes of a request, and a bound to the work that the bytes of one connection ask for.

    python -m config.server [--host H] [--port P] [--workers N] [--threads N] [APPLICATION]
"""

import argparse
import logging
import math
import multiprocessing
import os
import resource
import shutil
import signal
import socket
import sys
import time
from multiprocessing.connection import wait

from django.conf import settings
from django.db import connections
from django.utils.module_loading import import_string
from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.server import TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher, WSGITask
from waitress.utilities import BadRequest

# Seconds that a client may take.
HEADERS_S = 10  # from its first byte, or from the connection, until the headers are complete
SILENCE_S = 30  # without a byte of a body sent, or of an answer fetched
REQUEST_S = 5 * 60  # for a whole request: ten years of a logbook, 18 MB, at half a megabit a second
ANSWER_S = 5 * 60  # for an answer so long that its thread waits for the reader
BEGUN_S = 3  # until the pace of a reader is known
IDLE_S = 75  # between two requests; longer than the proxies of deploy/ keep a line
LOOKS_EVERY_S = 1  # for connections to end

CONNECTIONS = 2000  # that a process holds at most; further ones wait for the kernel to hand them on
FILES_A_CONNECTION = 3  # its socket, and its request and answer where they are long
OTHER_FILES = 200  # the database's, the program's
LARGE = 1_000_000  # bytes; only imports are larger
UNFINISHED = 256_000_000  # bytes of large requests that a process holds while they arrive
UNFETCHED = 256_000_000  # bytes of large answers that it holds until they are fetched

RESTART_S = 1  # until a worker that died is replaced
STOP_S = 3  # for the last answers when the server stops

logger = logging.getLogger("hipdrive.server")


class LengthRequired(BadRequest):
    code = 411
    reason = "Length Required"


class Parser(HTTPRequestParser):
    """Reads one request, and nothing that costs the loop more than its bytes are worth.

    Browsers and proxies wait for an answer before they send the next request. Two thousand requests
    in one packet would all be answered, and their answers fill the room for them, whereupon their
    thread would wait for the reader. So what comes behind a request in the same packet is dropped,
    and the connection ends after the answer. Nor does a browser send a body of unknown length, in
    chunks: a body of one byte in each would hold up all other connections of the process.
    """

    def received(self, data):
        taken = super().received(data)
        if not self.completed:
            return taken
        self.expect_continue = False  # of no body; else it would be waited for
        if self.empty:
            self.empty = False
            self._refuse(BadRequest("Where a request should be there is none."))
        if taken < len(data):
            self.headers["CONNECTION"] = "close"
        return len(data)

    def parse_header(self, header_plus):
        try:
            super().parse_header(header_plus)
        except ValueError as error:  # an address that is none, a length of thousands of digits
            raise ParsingError("Bad request") from error
        if self.chunked:
            self._refuse(LengthRequired("Say the length of the body in Content-Length."))

    def _refuse(self, error):
        self.error = error
        self.completed = True


class Task(WSGITask):
    """Answers HEAD with the headers alone.

    Django and waitress leave that to one another. A body would be taken for the next answer on the
    connection, which behind a proxy is somebody else's.
    """

    def write(self, data):
        super().write(b"" if self.request.command == "HEAD" else data)

    def finish(self):
        if self.request.command == "HEAD":
            self.write(b"")
            self.chunked_response = False  # there is no last chunk either
        super().finish()


class Channel(HTTPChannel):
    """A connection that knows since when its request is on the way."""

    parser_class = Parser
    task_class = Task

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.begun_at = self.creation_time
        self.fetched = 0  # bytes of answers, since then
        self.is_new = True

    def received(self, data):
        before = self.request
        taken = super().received(data)
        self.is_new = False
        if before is None or self.request is not before:
            self.begun_at, self.fetched = self.last_activity, 0
        if self.unfinished > LARGE:
            self.server.make_room()
        return taken

    def write_soon(self, data):
        if not self.total_outbufs_len:  # the answer took its time; the reader's begins now
            self.last_activity = time.time()
        return super().write_soon(data)

    def send(self, data, do_close=True):
        sent = super().send(data, do_close)
        self.fetched += sent
        return sent

    def handle_close(self):
        if self.request:
            self.request.close()  # its file on the disk
        super().handle_close()

    @property
    def unfinished(self) -> int:
        """Bytes of a body that is not complete yet."""
        return self.request.body_bytes_received if self.request else 0

    @property
    def is_thread_waiting(self) -> bool:
        """Whether an answer is so long that its thread waits for the reader."""
        return bool(self.requests) and self.total_outbufs_len > self.adj.outbuf_high_watermark

    def pace(self, now) -> tuple[float, float]:
        """Bytes that the reader takes a second; who has just begun is held for the quickest."""
        taken_s = now - self.begun_at
        return (math.inf if taken_s < BEGUN_S else self.fetched / taken_s), self.begun_at

    def is_over(self, now) -> bool:
        """Whether nothing more is to be expected on this connection."""
        silent_s, taken_s = now - self.last_activity, now - self.begun_at
        if self.total_outbufs_len:
            return silent_s > SILENCE_S or (self.is_thread_waiting and taken_s > ANSWER_S)
        if self.requests:
            return False  # a thread works on the answer
        if self.request and self.request.headers_finished:
            return silent_s > SILENCE_S or taken_s > REQUEST_S
        if self.request or self.is_new:
            return taken_s > HEADERS_S
        return silent_s > IDLE_S


class Server(TcpWSGIServer):
    """One worker's server on the socket of all."""

    channel_class = Channel

    def __init__(self, listener, application, threads, connections=CONNECTIONS):
        dispatcher = ThreadedTaskDispatcher()
        dispatcher.set_thread_count(threads)
        adjustments = Adjustments(
            sockets=[listener],
            backlog=CONNECTIONS,
            connection_limit=connections,
            asyncore_use_poll=True,  # select() ends at 1,024 files
            clear_untrusted_proxy_headers=False,  # config/proxies.py does, for networks too
            ident="",
            log_socket_errors=False,  # a line that breaks is no news
            max_request_header_size=32_000,
            max_request_body_size=settings.LARGEST_REQUEST,
            inbuf_overflow=64_000,  # bytes in memory, of each connection; the rest is a file
            outbuf_high_watermark=settings.LARGEST_REQUEST,  # a longer answer waits for its reader
            recv_bytes=65_536,
        )
        sockinfo = (listener.family, listener.type, listener.proto, listener.getsockname())
        super().__init__(
            application,
            _sock=listener,
            dispatcher=dispatcher,
            adj=adjustments,
            sockinfo=sockinfo,
            bind_socket=False,
        )
        self.most_waiting = max(1, threads // 2)
        self.next_look_at = 0.0
        self.is_stopping = False

    def maintenance(self, now):
        """Left to turn(): waitress calls this where it gathers the sockets to listen to.

        The number of one that is closed there goes to the next connection, and ended that too.
        """

    def end_connections(self, now):
        """End the connections on which nothing comes.

        At most half of the threads wait for readers of long answers, whoever asks how often for
        another: the slowest readers give way. So they do where they leave more than a process
        holds: a reader who takes a byte now and then would keep 33 MB as long as it likes.
        """
        for channel in list(self.active_channels.values()):
            if channel.is_over(now):
                channel.handle_close()  # will_close would wait until its reader takes something

        waiting = [one for one in self.active_channels.values() if one.is_thread_waiting]
        waiting.sort(key=lambda one: one.pace(now), reverse=True)
        for channel in waiting[self.most_waiting :]:
            channel.handle_close()

        large = [one for one in self.active_channels.values() if one.total_outbufs_len > LARGE]
        large.sort(key=lambda one: one.pace(now), reverse=True)
        room = UNFETCHED
        for channel in large:
            room -= channel.total_outbufs_len
            if room < 0:
                channel.handle_close()

    def make_room(self):
        """End the slowest of the large requests while together they are too large."""
        large = [one for one in self.active_channels.values() if one.unfinished > LARGE]
        if sum(one.unfinished for one in large) > UNFINISHED:
            min(large, key=lambda one: one.begun_at).handle_close()

    def run(self):
        # Known from before the fork: a parent that is gone by now is another one already.
        forked_by = multiprocessing.parent_process()
        parent = forked_by.pid if forked_by else os.getppid()
        while not self.is_stopping and os.getppid() == parent:
            self.turn()
        self.del_channel()  # takes no new connection
        until = time.monotonic() + STOP_S
        while self.is_busy() and time.monotonic() < until:
            self.turn()

    def turn(self):
        wasyncore.poll2(self.adj.asyncore_loop_timeout, self._map)
        now = time.time()
        if now >= self.next_look_at:
            self.next_look_at = now + LOOKS_EVERY_S
            self.end_connections(now)

    def is_busy(self) -> bool:
        return any(one.requests or one.total_outbufs_len for one in self.active_channels.values())

    def stop(self, *signal_and_frame):
        self.is_stopping = True
        self.pull_trigger()


def work(*arguments):
    """Serve in a worker process until the parent says to stop, or is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all; the parent stops us
    server = Server(*arguments)
    signal.signal(signal.SIGTERM, server.stop)
    server.run()
    sys.stderr.flush()
    os._exit(0)  # a thread that still works on an answer ends here


def look_after(start, number):
    """Keep ``number`` workers running until SIGTERM or Ctrl-C."""

    def stop(*signal_and_frame):
        raise SystemExit

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    workers = []
    try:
        workers += [start() for _ in range(number)]
        while True:
            wait([worker.sentinel for worker in workers])
            for dead in [worker for worker in workers if not worker.is_alive()]:
                logger.error("A web process ended with %s and is replaced.", dead.exitcode)
                workers.remove(dead)
                time.sleep(RESTART_S)
                workers.append(start())
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        for worker in workers:
            worker.terminate()
        until = time.monotonic() + STOP_S + 1
        for worker in workers:
            worker.join(max(0, until - time.monotonic()))
            worker.kill()


def listen(host, port):
    """A socket at this address, or the end of the program where somebody else has it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        both = host == "::" and socket.has_dualstack_ipv6()
        return socket.create_server(
            (host, port), family=family, backlog=CONNECTIONS, dualstack_ipv6=both
        )
    except OSError:
        sys.exit(
            f"{host}:{port} cannot be had, perhaps it is taken; PORT=8001 make run tries another."
        )


def allow_files() -> int:
    """Let each process open the files that its connections need; return how many these may be."""
    wanted = CONNECTIONS * FILES_A_CONNECTION + OTHER_FILES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return CONNECTIONS
    most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    return (most - OTHER_FILES) // FILES_A_CONNECTION


def main():
    options = argparse.ArgumentParser(prog="config.server")
    options.add_argument("--host", default="127.0.0.1")
    options.add_argument("--port", type=int, default=8000)
    options.add_argument("--workers", type=int, default=2, help="processes")
    options.add_argument("--threads", type=int, default=4, help="of each process")
    options.add_argument("application", nargs="?", default="config.wsgi.application")
    options = options.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    listener = listen(options.host, options.port)
    # The metrics module makes it anew; what is in there was counted by processes that are gone.
    shutil.rmtree(settings.DATA_DIR / "metrics", ignore_errors=True)
    most = allow_files()
    application = import_string(options.application)
    connections.close_all()
    # Forked, so that the workers share what was loaded, and a new one is there at once.
    context = multiprocessing.get_context("fork")

    def start():
        arguments = (listener, application, options.threads, most)
        worker = context.Process(target=work, args=arguments)
        worker.start()
        return worker

    host = f"[{options.host}]" if ":" in options.host else options.host
    print(f"Hipdrive is at http://{host}:{options.port} (Ctrl-C stops it)", flush=True)
    look_after(start, options.workers)


if __name__ == "__main__":
    main()
