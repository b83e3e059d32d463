"""`./dev slow`: does the site answer while others hold connections and say nothing?

The server runs as `make run` starts it: directly, and behind Caddy and nginx with the files of
deploy/, where they are installed. Beside it stand, on loopback, connections that send nothing,
requests that announce a body and send one byte of it, requests whose headers never end, and
readers who fetch nothing of a long answer. Meanwhile /healthz must answer within a second, and each
of those connections must end when its time is over.
"""

import argparse
import os
import re
import resource
import selectors
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import ExitStack, suppress
from http.client import HTTPConnection
from pathlib import Path

from .cluster.parts import free_port
from .flaky import HOST, Server

DEPLOY = Path(__file__).parent.parent / "deploy"
EVERY_S = 0.1  # /healthz is asked so often
WITHIN_S = 1.0
LATE_S = 5.0  # an end may come so much later than its time
HEAD = "Host: localhost\r\nUser-Agent: slow\r\n"
POST = (  # with a cookie, or Django would refuse it without a look at the body
    f"POST /accounts/login/ HTTP/1.1\r\n{HEAD}Cookie: csrftoken={'c' * 32}\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\n"
)
KINDS = {  # of connections: what they send at first
    "idle": b"",
    "body": f"{POST}Content-Length: 1000\r\n\r\nx".encode(),
    "headers": POST.encode(),
}


def main():
    options = argparse.ArgumentParser(prog="benchmarks.slow", description=__doc__)
    options.add_argument("--idle", type=int, default=1000)
    options.add_argument("--body", type=int, default=200, help="one byte of a body sent")
    options.add_argument("--headers", type=int, default=200, help="headers that do not end")
    options.add_argument("--seconds", type=float, default=45, help="for each way in")
    options.add_argument("--only", choices=["direct", "caddy", "nginx"])
    options = options.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 10_000), hard))
    with tempfile.TemporaryDirectory(prefix="hipdrive-slow-") as folder, ExitStack() as at_end:
        Path(folder).chmod(0o755)  # nginx's workers have a user of their own
        os.environ |= {"DATA_DIR": f"{folder}/data", "DJANGO_SETTINGS_MODULE": "config.settings"}
        os.environ |= {"DATABASE_URL": "", "TRUSTED_PROXIES": HOST}
        import django

        django.setup()
        from django.core.management import call_command

        call_command("prepare", verbosity=0)
        server = Server(workers=2, log=Path(folder) / "log")
        at_end.callback(server.kill)
        server.start()
        faults = []
        for name, way in {"direct": Direct, "caddy": Caddy, "nginx": Nginx}.items():
            if options.only in (None, name):
                faults += [f"{name}: {fault}" for fault in through(name, way, server, options)]
        log = server.log.read_text()
    if log:
        faults.append(f"the log says {log[:2000]}")
    print(*faults or ["All of it holds."], sep="\n")
    sys.exit(bool(faults))


def through(name, way, server, options):
    """Hold connections on one way in, and return what was not as it must be."""
    if not way.is_installed():
        print(f"{name}: not installed, left out")
        return []
    with tempfile.TemporaryDirectory(prefix="hipdrive-way-") as folder, ExitStack() as at_end:
        Path(folder).chmod(0o755)
        port = way.start(server, Path(folder), at_end)
        print(f"\n{name}: {options.idle} idle connections, {options.body} without the rest of a "
              f"body, {options.headers} without the end of the headers", flush=True)  # fmt: skip
        faults = [too_large(port)]
        quiet = ask_often(port, threading.Event(), most=20)
        is_over = threading.Event()
        asked = Asking(port, is_over)
        ends = hold(port, options)
        is_over.set()
        asked.join()
        print(f"  /healthz: slowest answer {max(quiet) * 1000:.0f} ms before, "
              f"{max(asked.times, default=99) * 1000:.0f} ms meanwhile, "
              f"{len(asked.times)} answers", flush=True)  # fmt: skip
        if asked.failed:
            faults.append(f"{len(asked.failed)} requests failed: {asked.failed[0]!r}")
        if max(asked.times, default=99) > WITHIN_S:
            faults.append("/healthz took too long")
        for kind, found in ends.items():
            faults += judge_ends(kind, found, way.ends_after.get(kind))
    return [fault for fault in faults if fault]


def judge_ends(kind, ends, most_s):
    there = [end for end in ends if end is None]
    latest = max((end for end in ends if end is not None), default=0)
    print(
        f"  {kind}: the last ended after {latest:.1f} s, {len(there)} are still there", flush=True
    )
    if most_s and (there or latest > most_s + LATE_S):
        yield f"{kind}: not ended {most_s} s after the last byte"


def hold(port, options):
    """Open all connections; return after how many seconds each ended, None where it did not."""
    begun, ends = {}, {kind: {} for kind in KINDS}
    with selectors.DefaultSelector() as selector:
        for kind, sent in KINDS.items():
            for _ in range(getattr(options, kind)):
                line = socket.create_connection((HOST, port), timeout=10)
                line.sendall(sent)
                line.setblocking(False)
                selector.register(line, selectors.EVENT_READ, kind)
                begun[line], ends[kind][line] = time.monotonic(), None
        until = time.monotonic() + options.seconds
        while (left := until - time.monotonic()) > 0 and selector.get_map():
            for key, _ in selector.select(min(left, 1)):
                line = key.fileobj
                with suppress(OSError):
                    if line.recv(65536):
                        continue
                ends[key.data][line] = time.monotonic() - begun[line]
                selector.unregister(line)
                line.close()
        for key in list(selector.get_map().values()):
            key.fileobj.close()
    return {kind: list(lines.values()) for kind, lines in ends.items()}


class Asking(threading.Thread):
    """Asks for /healthz again and again, each time on a new connection."""

    def __init__(self, port, is_over):
        super().__init__(daemon=True)
        self.port, self.is_over, self.times, self.failed = port, is_over, [], []
        self.start()

    def run(self):
        ask_often(self.port, self.is_over, self.times, self.failed)


def ask_often(port, is_over, times=None, failed=None, most=10_000):
    times = [] if times is None else times
    while len(times) < most and not is_over.wait(EVERY_S):
        begun = time.monotonic()
        line = HTTPConnection(HOST, port, timeout=10)
        try:
            line.request("GET", "/healthz", headers={"Host": "localhost"})
            if (status := line.getresponse().status) != 200:
                raise OSError(f"answered {status}")
            times.append(time.monotonic() - begun)
        except OSError as error:
            if failed is None:
                raise
            failed.append(error)
        finally:
            line.close()
    return times


def too_large(port):
    """Announce more than a request may have, and return what is wrong with the answer."""
    with socket.create_connection((HOST, port), timeout=10) as line:
        line.sendall(f"{POST}Content-Length: 34000000\r\n\r\n".encode())
        line.settimeout(WITHIN_S)
        answer = b""
        with suppress(OSError):
            for _ in range(600):  # a proxy may look at what comes and not at what was announced
                line.sendall(b"x" * 60_000)
            answer = line.recv(64)
        with suppress(OSError):
            answer = answer or line.recv(64)
    if answer and not re.match(rb"HTTP/1\.1 413 ", answer):
        return f"34 MB were answered by {answer!r}"
    return ""


# The ways in


class Direct:
    ends_after = {"idle": 10, "headers": 10, "body": 30}

    @staticmethod
    def is_installed():
        return True

    @staticmethod
    def start(server, folder, at_end):
        return server.port


class Proxy:
    @classmethod
    def is_installed(cls):
        return shutil.which(cls.program, path=os.environ["PATH"] + ":/usr/sbin")

    @classmethod
    def run(cls, command, port, at_end, **environment):
        process = subprocess.Popen(  # noqa: S603
            [cls.is_installed(), *map(str, command)], env=os.environ | environment,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        at_end.callback(process.wait)
        at_end.callback(os.killpg, process.pid, signal.SIGKILL)
        for _ in range(100):
            with suppress(OSError), socket.create_connection((HOST, port), timeout=1):
                return port
            time.sleep(0.1)
        raise SystemExit(f"{cls.program} does not answer.")


class Caddy(Proxy):
    program, ends_after = "caddy", {"headers": 10}

    @classmethod
    def start(cls, server, folder, at_end):
        port, admin = free_port(), free_port()
        command = ["run", "--config", DEPLOY / "Caddyfile", "--adapter", "caddyfile"]
        return cls.run(
            command, port, at_end, SITE=f"http://localhost:{port}", HOME=str(folder),
            UPSTREAM=f"{HOST}:{server.port}", CADDY_ADMIN=f"{HOST}:{admin}",
        )  # fmt: skip


class Nginx(Proxy):
    program, ends_after = "nginx", {"headers": 10, "body": 30}

    @classmethod
    def start(cls, server, folder, at_end):
        """Without what needs a certificate, a port of root's, or nginx 1.25."""
        port = free_port()
        site = (DEPLOY / "nginx.conf").read_text()
        site = site.split("\n\n", 1)[1]  # the server for plain HTTP redirects only
        site = re.sub(r"\tlisten \[::\]:443.*\n|\thttp2 .*\n|\tssl_.*\n", "", site)
        site = site.replace("listen 443 ssl", f"listen {HOST}:{port}").replace(
            "hipdrive.example.org", "localhost"
        )
        site = site.replace("127.0.0.1:8000", f"{HOST}:{server.port}")
        site = re.sub(r"error_log \S+", f"error_log {folder}/error.log", site)
        paths = "".join(
            f"{name}_temp_path {folder}/{name};\n"
            for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        file = folder / "nginx.conf"
        file.write_text(
            f"daemon off;\npid {folder}/pid;\nerror_log {folder}/error.log crit;\n"
            "worker_processes 2;\nworker_rlimit_nofile 8192;\n"
            f"events {{ worker_connections 4096; }}\nhttp {{\n{paths}{site}}}\n"
        )
        return cls.run(["-c", file, "-e", folder / "error.log"], port, at_end)


if __name__ == "__main__":
    main()
