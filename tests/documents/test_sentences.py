"""What readers, engine and imports say is told in the language of the page, and in one language at a time."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

from documents.readers import SourceError, read_bytes
from documents.sentences import place_told, told
from tests.messages import ROOT

# Calls that say what is wrong, and which of their arguments says it.
SAYING = {
    "SourceError": 2, "Problem": 2, "failed": 2, "Refused": -1, "refuse": 0, "why": -1, "replace": 1, "CannotUndo": 0,
}  # fmt: skip
NAMED = {"reason", "problem", "why", "UNDONE", "NO_LONGER_FOUND", "NO_LONGER_NAMED"}
WORDS = {
    "__name__": "KeyError",
    "run.status": "running",
    "why": "is encrypted",
}  # what stands in a sentence for a value
LATIN = re.compile(r"[A-Za-z]{2,} [A-Za-z]{2,}")


def sample(node: ast.expr) -> str | None:
    """A sentence as the code would say it; None where the code does not say it itself."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if not isinstance(node, ast.JoinedStr):
        return None
    said = ""
    for piece in node.values:
        if isinstance(piece, ast.Constant):
            said += piece.value
        elif isinstance(piece, ast.FormattedValue):
            value = ast.unparse(piece.value)
            word = next((word for part, word in WORDS.items() if part in value), "7")
            said += repr(word) if piece.conversion == ord("r") else word
    return said


def said_by(path: Path) -> Iterator[str]:
    """Every sentence that a module of readers, imports or engine says of a file or a document."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        given: list[ast.expr] = []
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in SAYING and len(node.args) > max(SAYING[name], 0):
                given = [node.args[SAYING[name]]]
            elif name == "append" and ast.unparse(node.func).endswith(("problems.append", "left.append")):
                given = node.args
        elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in NAMED:
            given = [node.value]
        for each in given:
            for part in [each.body, each.orelse] if isinstance(each, ast.IfExp) else [each]:
                sentence = sample(part)
                if sentence and re.search("[a-z] [a-z]", sentence):
                    yield sentence


def all_said() -> list[str]:
    places = ("documents/readers/*.py", "documents/importing/*.py", "documents/extraction/**/*.py")
    return sorted({each for place in places for path in ROOT.glob(place) for each in said_by(path)})


def test_every_sentence_of_readers_and_imports_is_told_in_chinese() -> None:
    said = all_said()
    assert len(said) > 55
    with translation.override("zh-hans"):
        assert [each for each in said if told(each) == each] == [], "add them to documents/sentences.py"
        mixed = [told(each) for each in said if LATIN.search(told(each).replace("Akoma Ntoso", ""))]
    assert mixed == []


@pytest.mark.parametrize("sentence", all_said())
def test_english_pages_tell_a_sentence_as_it_was_said(sentence: str) -> None:
    with translation.override("en"):
        assert told(sentence) == sentence


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("the file is empty: it holds no text", "文件是空的：没有文字"),
        ("broken JSON: Expecting ',' delimiter", "JSON 有误：此处应有逗号"),
        ("broken XML: Opening and ending tag mismatch: w:p line 3", "XML 有误"),
        ("damaged, or no archive: File is not a zip file", "已损坏，或不是压缩包：不是 zip 文件"),
        ("damaged, or no PDF: Failed to load document (PDFium: Data format error).", "已损坏，或不是PDF：数据格式有误"),
        ("1,001 bytes unpacked are more than the 1,000 a file may have", "解压后的字节数为 1,001，一个文件至多 1,000"),
        ("the process that read it died (exit status -11)", "读取它的进程中断了（退出状态 -11）"),
        ("a/b.txt, line 3: no JSON object", "a/b.txt，第 3 行：不是 JSON 对象"),
        ("KeyError: 'body'", "程序出错（KeyError）"),
        (
            "date: '2031-05-09' (issue) was believed, not '【本报南塬5月8日电】' (aside)",
            "日期：采用“2031-05-09”（刊期），未采用“【本报南塬5月8日电】”（旁注）",
        ),
        ('"12\'月" was read as a date and is none', "“12'月”被当作日期读取，但不是日期"),
        ("changed by a later import: minutes.txt", "后来的导入改动过：minutes.txt"),
        ("与张三合并", "与张三合并"),
        ("said nowhere in the code", "said nowhere in the code"),
    ],
)
def test_a_stored_sentence_is_told_with_its_values(sentence: str, expected: str) -> None:
    with translation.override("zh-hans"):
        assert told(sentence) == expected


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("line 3", "第 3 行"),
        ("word/document.xml line 4", "word/document.xml 第 4 行"),
        (None, ""),
        ("目录.xml", "目录.xml"),
    ],
)
def test_a_place_is_told_in_chinese(place: str | None, expected: str) -> None:
    with translation.override("zh-hans"):
        assert place_told(place) == expected


@pytest.mark.parametrize(
    ("key", "data"),
    [
        ("a.txt", b""),
        ("a.txt", b"\x89PNG\r\n"),
        ("a.txt", b"\0\1\2\3"),
        ("a.json", b'{"a": '),
        ("a.jsonl", b"[1]\n"),
        ("a.csv", '题名,正文\n"甲,乙\n'.encode()),
        ("a.docx", b"PK\x03\x04"),
        ("a.epub", b"PK\x03\x04"),
        ("a.pdf", b"%PDF-1.7\n"),
        ("a.pdf", b"nothing"),
        ("a.xml", b"<akomaNtoso>"),
        ("a.xml", b"<html/>"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_in_chinese(key: str, data: bytes) -> None:
    with pytest.raises(SourceError) as caught, translation.override("zh-hans"):
        read_bytes(key, data)
    with translation.override("zh-hans"):
        shown = f"{place_told(caught.value.place)} {told(caught.value.reason)}"
    assert not LATIN.search(shown.replace("Akoma Ntoso", "")), shown
