"""The parts of a site of many machines, each a process on loopback, from Debian's packages."""

import os
import shutil
import signal
import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from string import Template

from ..flaky import HOST, kill_with_children

HERE = Path(__file__).parent
PACKAGES = {"pgbouncer": "pgbouncer", "haproxy": "haproxy", "pg_ctl": "postgresql"}
OWNER = "postgres" if os.geteuid() == 0 else None  # PostgreSQL and PgBouncer refuse to run as root
NAME = "hipdrive"  # of the role and of the database


def program(name) -> str:
    """Return the path of a program, also where Debian puts it outside of PATH."""
    newest = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parts[-2]))
    places = [*map(str, newest[-1:]), os.environ["PATH"], "/usr/sbin"]
    return shutil.which(name, path=os.pathsep.join(places)) or ""


def install():
    missing = [package for name, package in PACKAGES.items() if not program(name)]
    if not missing:
        return
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing]
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise SystemExit(f"This needs Debian's packages: sudo {' '.join(command)}")
    subprocess.run(["apt-get", "update", "-qq"], check=True)  # noqa: S607
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603


def free_port() -> int:
    with socket.create_server((HOST, 0)) as free:
        return free.getsockname()[1]


def own_folder(path):
    path.mkdir(exist_ok=True)
    if OWNER:
        shutil.chown(path, OWNER, OWNER)
    return path


def run(name, *arguments, cwd):
    command = [program(name), *map(str, arguments)]
    groups = [] if OWNER else None
    done = subprocess.run(  # noqa: S603
        command, cwd=cwd, user=OWNER, group=OWNER, extra_groups=groups, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}")
    return done.stdout


class Postgres:
    """The database on one machine."""

    def __init__(self, home, name):
        self.name, self.home, self.port = name, own_folder(home / name), free_port()
        self.data = self.home / "data"

    def create(self):
        run("initdb", "-D", self.data, "--auth=trust", f"--username={NAME}", "--encoding=UTF8",
            "--locale=C", cwd=self.home)  # fmt: skip
        self.start()
        self.sql(f"CREATE DATABASE {NAME}", database="postgres")

    def copy(self, primary):
        """Make this machine a standby of ``primary``."""
        line = f"host={HOST} port={primary.port} user={NAME} application_name={self.name}"
        run("pg_basebackup", "-D", self.data, "-R", "-c", "fast", "-d", line, cwd=self.home)
        self.start()

    def start(self):
        options = f"-p {self.port} -k {self.home} -c listen_addresses={HOST} "
        options += "-c shared_buffers=128MB -c wal_receiver_status_interval=1s"
        self._ctl("start", "-l", self.home / "log", "-o", options)
        self.head = int((self.data / "postmaster.pid").read_text().split()[0])

    def wait_for_standby(self):
        """Wait until each commit is acknowledged only when it is on the standby's disk too."""
        self.sql("ALTER SYSTEM SET synchronous_standby_names = '*'")
        self.sql("SELECT pg_reload_conf()")
        while self.sql("SELECT sync_state FROM pg_stat_replication") != "sync":
            time.sleep(0.1)

    def promote(self):
        self._ctl("promote")

    def sql(self, statement, database=NAME):
        return run("psql", "-h", self.home, "-p", self.port, "-U", NAME, "-d", database, "-XAtqc",
                   statement, cwd=self.home).strip()  # fmt: skip

    @property
    def url(self):
        return f"postgresql://{NAME}@{HOST}:{self.port}/{NAME}"

    def cpu_s(self) -> float:
        """Return the CPU time of its processes and of those of open connections."""
        children = Path(f"/proc/{self.head}/task/{self.head}/children").read_text().split()
        files = [Path(f"/proc/{pid}/schedstat") for pid in (self.head, *children)]
        return sum(int(file.read_text().split()[0]) for file in files) / 1e9

    def answers(self) -> bool:
        with suppress(OSError), socket.create_connection((HOST, self.port), timeout=1):
            return True
        return False

    def kill(self):
        kill_with_children(self.head)
        (self.data / "postmaster.pid").unlink()

    def stop(self):
        if (self.data / "postmaster.pid").exists():
            self._ctl("stop", "-m", "immediate")

    def _ctl(self, what, *arguments):
        run("pg_ctl", "-w", "-D", self.data, what, *arguments, cwd=self.home)


class Daemon:
    """A program whose configuration file is made from a template in this folder."""

    owner = None

    def __init__(self, home):
        self.home, self.port, self.process = own_folder(home / self.name), free_port(), None

    def write(self, **values):
        self.file = self.home / self.template
        text = Template((HERE / self.template).read_text()).substitute(port=self.port, **values)
        self.file.write_text(text)

    def start(self):
        groups = [] if self.owner else None
        with open(self.home / "out", "ab") as out:
            self.process = subprocess.Popen(  # noqa: S603
                [program(self.name), *self.options, str(self.file)], cwd=self.home, stdout=out,
                stderr=out, user=self.owner, group=self.owner, extra_groups=groups,
                start_new_session=True,
            )  # fmt: skip
        for _ in range(100):
            with suppress(OSError), socket.create_connection((HOST, self.port), timeout=1):
                return
            time.sleep(0.05)
        raise SystemExit(f"{self.name} does not answer:\n{(self.home / 'out').read_text()}")

    def stop(self):
        if self.process:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


class PgBouncer(Daemon):
    name, template, options, owner = "pgbouncer", "pgbouncer.ini", ["-q"], OWNER

    @property
    def url(self):
        return f"postgresql://{NAME}@{HOST}:{self.port}/{NAME}"

    def point_to(self, primary):
        users = self.home / "users"
        users.write_text(f'"{NAME}" ""\n')
        self.write(primary=primary.port, users=users, log=self.home / "log")
        if self.process:
            run("psql", "-h", HOST, "-p", self.port, "-U", NAME, "-d", "pgbouncer", "-Xqc",
                "RELOAD", cwd=self.home)  # fmt: skip


class HAProxy(Daemon):
    name, template, options = "haproxy", "haproxy.cfg", ["-db", "-q", "-f"]
