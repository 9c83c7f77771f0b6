"""`make bench` runs: a tiny archive is measured and written down. How fast it is, is not a test's business."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from benchmarks.generate import Writer
from benchmarks.sources import record, write_sources
from tests.documents.importing.processes import ROOT


def test_a_small_archive_is_measured_and_written_down(tmp_path: Path) -> None:
    numbers, page = tmp_path / "numbers.json", tmp_path / "page.md"
    environment = {**os.environ, "YANLU_DATA": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path / 'a.sqlite3'}"}
    program = [sys.executable, "-m", "benchmarks.performance"]
    small = ["--paragraphs", "100", "--files", "10", "--jobs", "1", "--times", "1"]
    steps = [[step, *small, str(numbers)] for step in ("import", "fill", "measure")]
    for step in (*steps, ["write", "--out", str(page), str(numbers)]):
        done = subprocess.run([*program, *step], cwd=ROOT, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    rows = json.loads(numbers.read_text(encoding="utf-8"))["rows"]
    assert {"import of 10 files into 0 documents, --jobs 1", "export of everything", "a document"} <= {
        row["what"] for row in rows
    }
    assert all(row["value"] and row["limit"] for row in rows)
    assert "## SQLite" in page.read_text(encoding="utf-8")


def test_the_same_seed_makes_the_same_sources(tmp_path: Path) -> None:
    for name in "ab":
        assert write_sources(tmp_path / name, 3) > 2_000
    assert [p.read_bytes() for p in sorted(tmp_path.glob("a/*/*"))] == [
        p.read_bytes() for p in sorted(tmp_path.glob("b/*/*"))
    ]
    assert "指出：“" in "".join(record(Writer(1), ["林泽川", "何守正", "沈砚秋", "罗远"], n) for n in range(4))
