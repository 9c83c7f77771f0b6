"""More than 300 hostile files in one import: read or refused, nothing crashes or hangs, nothing is live afterwards.

HOSTILE is the size of those meant to exhaust, 1 for a million lines or characters: 0.02 here, 1 in `make nightly`.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.documents.importing.processes import ROOT, Archive, Archives

from .corpus import corpus

pytestmark = pytest.mark.django_db

SCALE = float(os.environ.get("HOSTILE", "0.02"))
SEED = int(os.environ.get("SEED", "20261127"))
GIGABYTE = 1_000_000  # in kilobytes
MINUTES = 20 if SCALE > 0.1 else 5
# A command, and what the largest of its processes took.
MEASURED = (
    "import resource, subprocess, sys; done = subprocess.run(sys.argv[1:]);"
    "print('kilobytes', resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss); sys.exit(done.returncode)"
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    made = Archives(tmp_path_factory.mktemp("archives"))
    yield made.make()
    made.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    for name, data in corpus(SEED, SCALE):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    return folder


def run(archive: Archive, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=archive.environment,
        capture_output=True,
        text=True,
        timeout=60 * MINUTES,
    )


def test_hostile_files_are_read_or_refused_and_nothing_of_them_is_live(archive: Archive, files: Path) -> None:
    tried = sum(path.is_file() for path in files.rglob("*"))
    assert tried > 300
    done = run(
        archive, "-c", MEASURED, sys.executable, "manage.py", "import_documents", str(files), "--jobs", "2", "-v2"
    )
    assert done.returncode == 1, done.stderr[-2_000:]
    refused = [line for line in done.stderr.splitlines() if line]
    summary = re.search(
        r"(\d+) files in .*: (\d+) new, 0 changed, 0 unchanged, (\d+) copies, (\d+) failed", done.stdout
    )
    assert summary, done.stdout[-2_000:]
    seen, new, copies, failed = (int(number) for number in summary.groups())
    lost = [line for line in refused if re.search("died|longer than|Traceback|Error:|more memory", line)]
    kilobytes = int(done.stdout.split("kilobytes ")[1])
    print(
        f"hostile files: tried {tried}, read {new + copies}, refused {failed}, lost {len(lost)}; {kilobytes // 1000} MB"
    )
    assert lost == []
    assert seen == new + copies + failed
    assert kilobytes < GIGABYTE
    looked = run(archive, "-m", "tests.documents.hostile.looking")
    assert looked.returncode == 0, looked.stderr[-3_000:]
    told = json.loads(looked.stdout)
    assert told["found"] == []
    assert told["opened"] > 200


def test_the_corpus_is_the_same_every_time_and_no_two_names_are() -> None:
    first, second = list(corpus(SEED, 0.001)), list(corpus(SEED, 0.001))
    assert [name for name, _ in first] == [name for name, _ in second]
    assert max(Counter(name for name, _ in first).values()) == 1
    assert len({name.split("/")[0] for name, _ in first}) == 12
