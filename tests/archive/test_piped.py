"""Commands whose output is piped into another."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.messages import ROOT


def test_a_command_ends_quietly_where_its_reader_has_read_enough(tmp_path: Path) -> None:
    source = tmp_path / "长文.txt"
    source.write_text("会议记录\n\n" + "渠修好了，水就来了。\n\n" * 4000, encoding="utf-8")
    command = [sys.executable, "-m", "documents.extraction", str(source)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as engine:
        assert engine.stdout
        assert engine.stderr
        engine.stdout.read(1)
        engine.stdout.close()
        assert engine.stderr.read() == b""


def test_a_file_that_is_not_there_is_named_with_its_folder(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "documents.extraction", str(tmp_path / "nosuch.txt")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, f"{tmp_path}/nosuch.txt: No such file or directory\n")
