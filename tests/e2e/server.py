"""A server that a test stops and starts again: the one kind of "offline" that every browser knows.

Playwright's emulated offline does not reach the service worker of Firefox, and WebKit has none.
"""

import contextlib
import socket

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test.testcases import LiveServerThread


class ClosingServer(ThreadedWSGIServer):
    """Closes the connections that browsers keep open, too. Its port can be taken again at once."""

    def __init__(self, address, handler, *, allow_reuse_address, **options):
        self.connections = []
        super().__init__(address, handler, **options)

    def process_request(self, request, client_address):
        self.connections.append(request)
        super().process_request(request, client_address)

    def server_close(self):
        super().server_close()
        for connection in self.connections:
            with contextlib.suppress(OSError):  # the browser has closed it
                connection.shutdown(socket.SHUT_RDWR)


class Thread(LiveServerThread):
    server_class = ClosingServer
    daemon = True


class Server:
    def __init__(self):
        self.port = 0  # a free one
        self.start()

    @property
    def url(self):
        return f"http://localhost:{self.port}"

    def start(self):
        self.thread = Thread("localhost", StaticFilesHandler, port=self.port)
        self.thread.start()
        self.thread.is_ready.wait()
        assert not self.thread.error
        self.port = self.thread.port

    def stop(self):
        self.thread.terminate()
