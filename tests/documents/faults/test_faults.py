"""Killed, cut off, out of room, two at once: the archive is whole, no edit is lost, the next run goes on.

FAULTS is how many processes are killed: 20 here, 200 in `make nightly`. They run in processes of their own, which
connect to databases of their own on the server of the run.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[3]
FAULTS = os.environ.get("FAULTS", "20")
SEED = os.environ.get("SEED", "20261127")


def run(module: str, *arguments: str, data: Path) -> str:
    """The output of one of the programs beside this file, which must succeed."""
    done = subprocess.run(
        [sys.executable, "-m", f"tests.documents.faults.{module}", *arguments],
        cwd=ROOT,
        env={**os.environ, "YANLU_DATA": str(data), "DJANGO_SETTINGS_MODULE": "archive.settings"},
        capture_output=True,
        text=True,
    )
    print(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_processes_killed_at_any_moment_lose_nothing(tmp_path: Path) -> None:
    told = re.findall(r"tried (\d+), survived (\d+), lost (\d+)", run("killing", FAULTS, SEED, data=tmp_path))
    assert len(told) == 5
    tried, survived, lost = (sum(int(each) for each in column) for column in zip(*told, strict=True))
    assert (tried, survived, lost) == (int(FAULTS), int(FAULTS), 0)


@pytest.mark.parametrize(
    "trouble",
    ["full_disk", "database_gone_and_back", "overlapping_imports", "two_archivists", "clock_going_backwards"],
)
def test_trouble_loses_nothing(trouble: str, tmp_path: Path) -> None:
    assert run("troubles", trouble, data=tmp_path) == f"{trouble}: nothing lost\n"
