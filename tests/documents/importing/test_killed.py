"""Real processes: killed at any moment, two at once, many readers. Whole files or nothing, and the same in the end."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.sources import write_sources

from .processes import ROOT, Archive, Archives

pytestmark = pytest.mark.django_db

SOURCES = ROOT / "fixtures" / "sources"
KILLS = int(os.environ.get("KILLS", "4"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some forty files: the samples, and more of each with other words, so that no two hold the same bytes."""
    made = tmp_path_factory.mktemp("sources")
    for sample in sorted(SOURCES.iterdir()):
        shutil.copy(sample, made)
        for number in range(4):
            encoding = "gb18030" if "gb18030" in sample.name else "utf-8"
            text = sample.read_text(encoding=encoding) + f"\n\n这是第{number}个抄本，为了与众不同而加的一段话。\n"
            (made / f"{sample.stem}_{number}{sample.suffix}").write_text(text, encoding=encoding)
    return made


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archives]:
    """Makes empty archives."""
    made = Archives(tmp_path_factory.mktemp("archives"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def calm(archives: Archives, folder: Path) -> Archive:
    """The folder imported by one process without a hitch."""
    made = archives.make()
    made.manage("import_documents", str(folder), "--jobs", "1")
    return made


def test_number_of_readers_changes_nothing(archives: Archives, calm: Archive, folder: Path) -> None:
    three = archives.make()
    three.manage("import_documents", str(folder), "--jobs", "3")
    assert three.export() == calm.export()


def test_killed_at_any_moment_and_run_again_it_is_as_if_never_killed(
    archives: Archives, calm: Archive, folder: Path
) -> None:
    chance = random.Random(20261121)
    killed, expected = archives.make(), calm.documents()
    for _ in range(KILLS):
        process = killed.start("import_documents", str(folder), "--jobs", "2", "-v2")
        assert process.stdout is not None
        for _ in range(chance.randrange(len(list(folder.iterdir())) // KILLS)):
            process.stdout.readline()
        time.sleep(chance.uniform(0, 0.05))
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        for address, record in killed.documents().items():
            for rows in ("units", "remarks", "quotations", "people", "mentions"):
                assert len(record[rows]) == len(expected[address][rows])
    output, _ = killed.manage("import_documents", str(folder), "--jobs", "2")
    assert " 0 failed" in output
    assert killed.export() == calm.export()
    output, _ = killed.manage("import_documents", str(folder))
    assert " 0 new, 0 changed" in output
    print(f"one import, killed and run again: tried {KILLS}, survived {KILLS}, lost 0")


def test_stopped_by_a_signal_it_says_so_and_goes_on_the_next_time(archives: Archives, tmp_path: Path) -> None:
    """Among files of three transactions, so that the signal comes while there is still something to read."""
    write_sources(tmp_path, 150)
    stopped, whole = archives.make(), archives.make()
    process = stopped.start("import_documents", str(tmp_path), "--jobs", "1", "-v2")
    assert process.stdout is not None
    process.stdout.readline()
    process.send_signal(signal.SIGTERM)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "run again to go on" in errors
    for archive in (stopped, whole):
        archive.manage("import_documents", str(tmp_path))
    assert stopped.export() == whole.export()


def test_two_imports_of_one_folder_at_once_end_as_one(archives: Archives, calm: Archive, folder: Path) -> None:
    both = archives.make()
    processes = [both.start("import_documents", str(folder), "--jobs", "1") for _ in range(2)]
    for process in processes:
        output, errors = process.communicate(timeout=300)
        assert process.returncode == 0, output + errors
    assert both.export() == calm.export()


def test_an_export_fills_an_empty_archive_and_comes_out_the_same(
    archives: Archives, calm: Archive, folder: Path, tmp_path: Path
) -> None:
    second = archives.make()
    file, again = tmp_path / "export.jsonl", tmp_path / "again.jsonl"
    calm.manage("export_archive", str(file))
    second.manage("import_archive", str(file))
    second.manage("export_archive", str(again))
    assert again.read_bytes() == file.read_bytes()
    output, _ = second.manage("import_documents", str(folder))
    assert " 0 new, 0 changed" in output
    assert second.export() == calm.export()
