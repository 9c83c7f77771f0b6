"""Files made to exhaust whoever reads them: read or refused within a gigabyte and a minute, with a reason."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from documents.readers import SourceError, read_bytes

from .making import docx, epub, outcome, paragraph, pdf, zipped

ROOT = Path(__file__).resolve().parents[3]
GIGABYTE = 1_000_000_000

# The files are made where they are read, as Python that gives `key` and `data`.
BOMBS = {
    "a page of tags": ("a.html", "b'<p>a<b>c' * 80_000"),
    "a page of tags never opened": ("a.html", "b'<b>' * 4_900 + b'</x>' * 100_000"),
    "a page of one endless text": ("a.html", "('正' * 10_000_000).encode()"),
    "a page of wrapped lines": ("a.html", "('正文。\\n' * 900_000).encode()"),
    "a page of printed lines": ("a.html", "b'<pre>' + b'x\\n' * 999_000"),
    "a page of empty lines": ("a.html", "b'<pre>' + b'\\n' * 30_000_000"),
    "a page of marks": ("a.html", "b'*' * 8_000_000"),
    "a page of line breaks": ("a.html", "b'x<br>' * 200_000"),
    "a page of white space": ("a.html", "('文' + ' ' * 50_000_000 + '文').encode()"),
    "a page of entities": ("a.html", "b'&amp;' * 500_000"),
    "a page of one attribute": ("a.html", "b'<a href=\"' + b'y' * 30_000_000"),
    "a page of cells in cells": ("a.html", "b'<table><tr><td>a' * 700"),
    "a page that declares a charset for ever": ("a.html", "b'charset=' * 1_000_000"),
    "a text of controls": ("a.txt", "b'\\x01\\n' * 30_000_000"),
    "a text of a million short lines": ("a.txt", "'会\\n'.encode() * 1_000_000"),
    "a text with one character of four bytes": ("a.txt", "b'a' * 99 * 500_000 + '𠮷'.encode()"),
    "a table of quotation marks": ("a.csv", "b'title,text\\n\"a\",\"' + b'\"\"\\n' * 15_000_000 + b'\"'"),
    "a table of a million columns": ("a.csv", "b'a,' * 1_000_000"),
    "a table of empty rows": ("a.csv", "b'title,text\\n' + b'\\n' * 20_000_000"),
    "JSON of empty objects": ("a.json", "b'[' + b'{},' * 300_000 + b'{\"text\": \"x\"}]'"),
    "JSON Lines of nothing": ("a.jsonl", "b'{}\\n' * 20_000_000"),
    "JSON of brackets": ("a.json", "b'[' * 50_000_000"),
    "JSON of one number": ("a.json", "b'[{\"text\": ' + b'1' * 50_000_000 + b'}]'"),
    "a debate of elements": ("a.xml", "b'<akomaNtoso><debate>' + b'<p/>' * 499_000 + b'</debate></akomaNtoso>'"),
    "a debate of references": ("a.xml", "b'<akomaNtoso><debate>' + b'&amp;' * 500_000 + b'</debate></akomaNtoso>'"),
    "a debate of one attribute": ("a.xml", "b'<akomaNtoso><debate a=\"' + b'y' * 30_000_000 + b'\"/></akomaNtoso>'"),
    "JSON Lines of objects": ("a.jsonl", 'b\'{"text":"aaaa","b":"c"}\\n\' * 100_000'),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_costs_less_than_a_gigabyte_and_a_minute(name: str) -> None:
    key, made = BOMBS[name]
    script = (
        "import resource\n"
        f"resource.setrlimit(resource.RLIMIT_DATA, ({GIGABYTE}, {GIGABYTE}))\n"
        "from documents.readers import SourceError, read_bytes\n"
        f"data = {made}\n"
        f"try: print('read', len(read_bytes({key!r}, data).text))\n"
        "except SourceError as error: print('refused', error.reason)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=180)
    assert done.stdout.startswith(("read", "refused")), done.stderr[-500:]
    assert "more memory" not in done.stdout
    assert "longer than" not in done.stdout


@pytest.mark.parametrize(
    ("key", "part"),
    [("a.docx", "word/document.xml"), ("a.epub", "META-INF/container.xml"), ("a.docx", "word/styles.xml")],
)
def test_a_packed_part_that_is_a_bomb_is_not_unpacked(key: str, part: str) -> None:
    good = {"word/document.xml": b"<a/>", part: b" " * 60_000_000}
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(SourceError) as error:
        read_bytes(key, zipped(good))
    assert error.value.place == part
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000  # kilobytes; the test's own 60 MB


LAUGHS = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10 if i else "ha"}">' for i in range(10))
FETCHES = '<!ENTITY x SYSTEM "file:///etc/hostname">'


@pytest.mark.parametrize(
    "entities", [LAUGHS, FETCHES, '<!ENTITY % x SYSTEM "http://127.0.0.1:9/x">%x;'], ids=str.__len__
)
def test_no_entity_is_resolved_and_nothing_is_fetched(entities: str) -> None:
    prolog = f"<!DOCTYPE x [{entities}]>"
    with pytest.raises(SourceError, match="defines XML entities"):
        read_bytes("a.docx", zipped({"word/document.xml": f"{prolog}<x>&l9;&x;</x>".encode()}))
    page = read_bytes("a.html", f"{prolog}<p>会议&l9;&x;开始</p>".encode()).text
    assert "会议&l9;&x;开始" in page.replace("&amp;", "&")
    book = read_bytes("a.epub", epub("书", {"a": f"{prolog}<p>会议&x;</p>"})).text
    assert "会议" in book


@pytest.mark.parametrize(
    ("key", "data"),
    [
        ("a.docx", docx(paragraph("会议开了两天。"), footnotes='<w:footnote w:id="1"/>')),
        ("a.epub", epub("书", {"a": "<p>会议开了两天。</p>"})),
        ("a.pdf", pdf(["会议开了两天。"])),
        ("a.html", "<meta charset=utf-8><p>会议开了两天。</p>".encode()),
        ("a.csv", '标题,正文\n甲,"会议开了两天。"\n'.encode()),
        ("a.json", '[{"title": "甲", "text": "会议开了两天。"}]'.encode()),
        ("a.txt", "会议开了两天。".encode()),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_cut_off_anywhere_is_read_or_refused(key: str, data: bytes) -> None:
    steps = 8 if key.endswith("pdf") else 60
    for end in range(0, len(data), max(1, len(data) // steps)):
        assert outcome(key, data[:end]).key == key


def test_a_caller_may_give_up_while_a_file_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def give_up(*_: object) -> None:
        raise TimeoutError

    monkeypatch.setattr("documents.readers.html.Page.start", give_up)
    with pytest.raises(TimeoutError):
        read_bytes("a.html", b"<p>a")


def test_whatever_a_library_raises_is_a_source_error(monkeypatch: pytest.MonkeyPatch) -> None:
    for raised, reason in (
        (ZeroDivisionError("x"), "damaged"),
        (MemoryError(), "memory"),
        (RecursionError("deep"), "deep"),
    ):
        monkeypatch.setattr("documents.readers.html.Page.start", lambda *_, error=raised: (_ for _ in ()).throw(error))
        with pytest.raises(SourceError, match=reason):
            read_bytes("a.html", b"<p>a")
