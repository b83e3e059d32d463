"""A server that can be killed, and a proxy before it that loses requests and responses."""

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
from contextlib import nullcontext, suppress
from http.client import HTTPConnection
from pathlib import Path

HOST = "127.0.0.1"
CONTENT_LENGTH = re.compile(rb"(?i)\r\ncontent-length: *(\d+)")
NEVER_LOST = re.compile(rb"(GET|HEAD) /(static/|sw\.js)")


def kill_with_children(pid):
    """Kill a process and its children, even where each is a process group of its own."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    for each in [pid, *map(int, children)]:
        with suppress(ProcessLookupError):
            os.kill(each, signal.SIGKILL)


class Server:
    """Runs the project as it is deployed, in a process of its own."""

    def __init__(self, workers=1, log=None, application="config.wsgi.application", threads=4):
        self.application, self.threads = application, threads
        with socket.create_server((HOST, 0)) as free:
            self.port = free.getsockname()[1]
        self.workers, self.log = workers, log
        self.process = None

    def start(self):
        command = f"-m config.server --host {HOST} --port {self.port} --workers {self.workers}"
        command += f" --threads {self.threads} {self.application}"
        command = [sys.executable, *command.split()]
        # In a process group of its own, so that a kill ends the workers too.
        with open(self.log, "ab") if self.log else nullcontext() as log:
            self.process = subprocess.Popen(  # noqa: S603
                command, stdout=subprocess.DEVNULL, stderr=log, start_new_session=True
            )
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


class FlakyProxy(socketserver.ThreadingTCPServer):
    """Stands before the server and loses each request with a probability of ``chance``."""

    allow_reuse_address = daemon_threads = True
    request_queue_size = 128

    def __init__(self, server):
        super().__init__((HOST, 0), OneRequest)
        self.server, self.chance, self.random = server, 0, random.Random()  # noqa: S311
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self):
        return f"http://{HOST}:{self.server_address[1]}"

    def fate(self, request):
        if NEVER_LOST.match(request) or self.random.random() >= self.chance:
            return "passes"
        return self.random.choice(["unsent", "unanswered", "unanswered", "torn"])

    def handle_error(self, request, client_address):
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class OneRequest(socketserver.BaseRequestHandler):
    """Handles one request on one connection."""

    def handle(self):
        request = self._read_request()
        fate = self.server.fate(request)
        if not request or fate == "unsent":
            return
        with socket.create_connection((HOST, self.server.server.port), timeout=30) as server:
            server.sendall(request)
            response = b"".join(iter(lambda: server.recv(65536), b""))
        if fate == "torn":
            self.request.sendall(response[: len(response) // 2])
        elif fate == "passes":
            self.request.sendall(response)

    def _read_request(self):
        received = b""
        while b"\r\n\r\n" not in received:
            more = self.request.recv(65536)
            if not more:
                return b""
            received += more
        head, _, body = received.partition(b"\r\n\r\n")
        length = CONTENT_LENGTH.search(head)
        while length and len(body) < int(length[1]):
            body += self.request.recv(65536)
        head = re.sub(rb"(?i)\r\nconnection: [^\r]*", b"", head)
        return head + b"\r\nConnection: close\r\n\r\n" + body
