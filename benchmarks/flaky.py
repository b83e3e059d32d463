"""A server that can be killed, and a line to it that loses requests and answers."""

import os
import random
import re
import signal
import socket
import socketserver
import subprocess
import sys
import threading
import time
from contextlib import nullcontext
from http.client import HTTPConnection

HOST = "127.0.0.1"
LENGTH = re.compile(rb"(?i)\r\ncontent-length: *(\d+)")
ALWAYS = re.compile(rb"(GET|HEAD) /(static/|sw\.js)")  # a line that fails here tells nothing


class Server:
    """The project as it is deployed, in a process of its own."""

    def __init__(
        self, workers=1, log=None, application="config.wsgi:application", blocking_threads=2
    ):
        self.application, self.blocking_threads = application, blocking_threads
        with socket.create_server((HOST, 0)) as free:
            self.port = free.getsockname()[1]
        self.workers, self.log = workers, log
        self.process = None

    def start(self):
        command = f"-m granian --interface wsgi --host {HOST} --port {self.port} --no-ws"
        command += f" --log-level error --workers {self.workers}"
        command += f" --blocking-threads {self.blocking_threads} {self.application}"
        command = [sys.executable, *command.split()]
        # A group of its own, so that a kill leaves no worker behind.
        with open(self.log, "ab") if self.log else nullcontext() as log:
            self.process = subprocess.Popen(command, stderr=log, start_new_session=True)  # noqa: S603
        for _ in range(600):
            if self._answers():
                return
            time.sleep(0.05)
        raise SystemExit("The server does not answer.")

    def _answers(self):
        connection = HTTPConnection(HOST, self.port, timeout=5)
        try:
            connection.request("GET", "/healthz", headers={"Host": "localhost"})
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def kill(self):
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.process = None


class Line(socketserver.ThreadingTCPServer):
    """Between the browsers and the server. ``chance``: of each request to get lost."""

    allow_reuse_address = daemon_threads = True
    request_queue_size = 128

    def __init__(self, server):
        super().__init__((HOST, 0), Pass)
        self.server, self.chance, self.random = server, 0, random.Random()  # noqa: S311
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self):
        return f"http://{HOST}:{self.server_address[1]}"

    def fate(self, request):
        if ALWAYS.match(request) or self.random.random() >= self.chance:
            return "passes"
        return self.random.choice(["unsent", "unanswered", "unanswered", "torn"])

    def handle_error(self, request, client_address):
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class Pass(socketserver.BaseRequestHandler):
    """One request, one connection."""

    def handle(self):
        request = self._request()
        fate = self.server.fate(request)
        if not request or fate == "unsent":
            return
        with socket.create_connection((HOST, self.server.server.port), timeout=30) as way:
            way.sendall(request)
            answer = b"".join(iter(lambda: way.recv(65536), b""))
        if fate == "torn":
            self.request.sendall(answer[: len(answer) // 2])
        elif fate == "passes":
            self.request.sendall(answer)

    def _request(self):
        read = b""
        while b"\r\n\r\n" not in read:
            more = self.request.recv(65536)
            if not more:
                return b""
            read += more
        head, _, body = read.partition(b"\r\n\r\n")
        length = LENGTH.search(head)
        while length and len(body) < int(length[1]):
            body += self.request.recv(65536)
        head = re.sub(rb"(?i)\r\nconnection: [^\r]*", b"", head)
        return head + b"\r\nConnection: close\r\n\r\n" + body
