"""python -m documents.citations.gbt7714, as a person in a terminal runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
BOOK = {
    "type": "book",
    "title": "渠",
    "author": [{"literal": "周远"}],
    "publisher-place": "云州",
    "publisher": "山村出版社",
    "issued": {"date-parts": [[2014]]},
}
PAGE = {
    "type": "webpage",
    "title": "护林公约",
    "URL": "http://example.org/",
    "accessed": {"date-parts": [[2026, 11, 20]]},
}
ITEMS = [BOOK, PAGE]


def run(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "documents.citations.gbt7714", *arguments], cwd=ROOT, input=stdin, capture_output=True
    )


@pytest.mark.parametrize(
    ("options", "lines"),
    [
        ([], ["周远. 渠[M]. 云州：山村出版社，2014.", "护林公约[EB/OL]. [2026-11-20]. http://example.org/."]),
        (["--edition", "2015", "--style", "author-date"],
         ["周远, 2014. 渠[M]. 云州: 山村出版社.", "佚名, [2026]. 护林公约[EB/OL]. [2026-11-20]. http://example.org/."]),
    ],
)  # fmt: skip
def test_prints_an_entry_a_line(tmp_path: Path, options: list[str], lines: list[str]) -> None:
    path = tmp_path / "items.json"
    path.write_text(json.dumps(ITEMS), encoding="utf-8")
    done = run(*options, str(path))
    assert (done.stdout.decode().splitlines(), done.returncode) == (lines, 0)


def test_reads_standard_input() -> None:
    assert run("-", stdin=json.dumps([BOOK]).encode()).stdout.decode() == "周远. 渠[M]. 云州：山村出版社，2014.\n"


def test_a_wrong_item_leaves_its_line_empty_and_is_named() -> None:
    done = run("-", stdin=json.dumps([{"type": "bok", "id": "x"}, BOOK]).encode())
    assert done.stdout.decode().splitlines() == ["", "周远. 渠[M]. 云州：山村出版社，2014."]
    assert "item x: type 'bok'" in done.stderr.decode()
    assert done.returncode == 1


def test_two_items_of_one_id_are_two_lines_and_no_items_none() -> None:
    twice = json.dumps([BOOK | {"id": "x"}] * 2)
    assert run("-", stdin=twice.encode()).stdout.decode().count("渠") == 2
    assert run("-", stdin=b"[]").stdout == b""


@pytest.mark.parametrize("data", [b"\xff\xfe", b"{", b"", b"5", b"null", b'"book"'])
def test_a_file_that_is_no_csl_json_is_refused_by_name(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "broken.json"
    path.write_bytes(data)
    done = run(str(path))
    assert done.returncode == 2
    assert done.stderr.decode().startswith(str(path))
    assert b"Traceback" not in done.stderr


def test_needs_no_django() -> None:
    code = "import sys, documents.citations.exchange, documents.citations.gbt7714; assert 'django' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0
