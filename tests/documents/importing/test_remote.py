"""Files read by workers behind a broker: the same archive, whoever dies on the way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from documents.importing import remote
from documents.importing.reading import Task
from people.names import Gazetteer
from tests.archive.waiting import until
from tests.postgres import free_port

from .processes import ROOT, Archive, Archives

SAMPLES = ROOT / "fixtures" / "sources"
COPIES = 4  # of every sample, each with a line of its own
PATIENCE = "3"


@pytest.fixture
def broker() -> Iterator[str]:
    """The address of a Redis server; tests that ask for it are left out where there is none."""
    port = free_port()
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    process = subprocess.Popen(command, cwd="/tmp", stdout=subprocess.DEVNULL)
    try:
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of many files."""
    made = tmp_path / "files"
    made.mkdir()
    for sample in sorted(SAMPLES.glob("*.txt")):
        text = sample.read_bytes()
        for number in range(COPIES):
            (made / f"{sample.stem}_{number:02}.txt").write_bytes(text + f"\n\n{number}\n".encode())
    return made


@pytest.fixture
def archives(tmp_path: Path) -> Iterator[Archives]:
    """Archives of their own on the database under test."""
    made = Archives(tmp_path / "archives")
    yield made
    made.close()


@contextmanager
def worker(archive: Archive, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A worker of the archive, ready for its first file."""
    command = [sys.executable, "-m", "celery", "--app", "documents.importing.remote", "worker", "--concurrency", "1"]
    command += ["--loglevel", "INFO", "--without-gossip", "--without-mingle", "--hostname", f"{log.stem}@%h"]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=archive.environment, stderr=output, stdout=output, start_new_session=True
        )
        try:
            until(lambda: b" ready." in log.read_bytes())
            yield process
        finally:
            kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a worker with all its processes, without a last word."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def taken_by(log: Path) -> int:
    """How many files a worker has taken, one after the other."""
    return log.read_bytes().count(b" received")


def test_two_workers_of_which_one_is_killed_lose_nothing(
    broker: str, archives: Archives, folder: Path, tmp_path: Path
) -> None:
    here, there = archives.make(), archives.make()
    here.manage("import_documents", str(folder), "--verbosity", "0")
    there.environment |= {"BROKER_URL": broker, "BROKER_PATIENCE": PATIENCE}
    logs = [tmp_path / f"{name}.log" for name in ("one", "two")]
    with ExitStack() as stack:
        one, _ = (stack.enter_context(worker(there, log)) for log in logs)
        importing = there.start("import_documents", str(folder))
        until(lambda: taken_by(logs[0]) >= 3)
        kill(one)
        output, errors = importing.communicate(timeout=300)
    assert importing.returncode == 0, output + errors
    assert taken_by(logs[1]) > 0
    assert there.export() == here.export()


def test_without_a_broker_files_are_read_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote.app.conf, "broker_url", f"redis://127.0.0.1:{free_port()}/0")
    paths = [tmp_path / f"{number}.txt" for number in range(3)]
    for path in paths:
        path.write_text(f"第{path.stem}篇\n\n渠要修到村口。", encoding="utf-8")
    tasks = [Task(path.name, path, size=path.stat().st_size) for path in paths]
    readings = list(remote.read_remotely(tasks, Gazetteer(), 1))
    assert [each.task.key for each in readings] == ["0.txt", "1.txt", "2.txt"]
    assert not any(each.problem for each in readings)


def test_a_worker_with_other_names_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("documents.importing.gazetteer.stored_gazetteer", Gazetteer)
    remote.gazetteer_of.cache_clear()
    with pytest.raises(remote.Outdated):
        remote.gazetteer_of("of an earlier archive")
    assert remote.gazetteer_of(remote.digest(Gazetteer())) == Gazetteer()
