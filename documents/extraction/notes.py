"""Footnotes and endnotes: taken out of the lines they stand on, so that the sentence they interrupt is whole again.

A line is a note if its mark (① [1] *) stands in the text before it, and it reads like a reference or stands among
notes; an enumeration ① ② ③ in the text is none.
"""

from __future__ import annotations

import re

from .characters import columns, ends_sentence
from .markup import DrawnLine
from .spans import MappedText

MARK = re.compile(
    r"(?=[①-⑳㉑-㉟❶-❿⑴-⒇\[［〔*＊※（(注])(?:"  # what marks begin with: hardly any letter does
    r"(?P<circled>[①-⑳㉑-㉟❶-❿⑴-⒇])|(?P<bracket>[\[［〔]\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3}|注\d{0,3})\s*[\]］〕])"
    r"|(?P<star>[*＊※]{1,3})(?=\s*\S)|(?P<round>[（(]\d{1,3}[)）])|(?P<word>注\s*(?:[①-⑳]|\d{1,2})?\s*[:：])"
    r"|(?P<labelled>注[①-⑳]))"
)
INLINE = re.compile(MARK.pattern.replace(r"(?=\s*\S)", ""))
REFERENCE = re.compile(
    r"《|第\s*\d+\s*[页頁版期卷]|参见|参看|參見|参阅|见[本前上下《]|引自|转引|载[《于]|出版社|https?:|同上|同前|ibid|Ibid|pp?\."
    r"|[①-⑳\]）)]\s*见|[〔\[]\d{4}[〕\]]|原文|译文|编者注|原注|译者注|作者单位|作者系|本文系|基金项目|年版"
)
SECTION = re.compile(
    r"[【\[［（(]?\s*(?:注\s*释|注\s*解|註\s*釋|尾\s*注|附\s*注|脚\s*注|参考文献|參考文獻|参考资料|引用文献|引文出处)\s*[】\]］)）]?\s*[:：]?$"
)
SUPERSCRIPT = "<sup>"


def take_out_notes(lines: list[DrawnLine], source: str) -> list[tuple[str, MappedText]]:
    """Mark and text of every note, in order; their lines are dropped from `lines`."""
    if not any(begins_with_mark(line) for line in lines):
        return []
    inline: set[str] = set()  # marks that stand inside the text so far
    notes: list[tuple[str, MappedText]] = []
    last: int | None = None  # the line of the note before, while it may still go on
    among = False  # whether we are under a heading 注释
    for i, line in enumerate(lines):
        if line.dropped:
            last = None if line.dropped.startswith("page") else last
            continue
        text = line.text.text
        emphasis = text[:1] == "*" and text[-1:] == "*"  # *作者為退休教師。*
        found = None if emphasis else MARK.match(text) or (MARK.match("*" + text) if line.bullet == "*" else None)
        if SECTION.match(text) and len(text) < 12 and marked_after(lines, i):
            among, line.dropped, last = True, "notes heading", None
            continue
        if found and (
            is_note(line, found, inline, among, source)
            or cuts(lines, i, inline)
            or (last == i - 1 and found["circled"])
        ):
            mark = found[0] if MARK.match(text) else "*"
            cut = len(mark) if MARK.match(text) else 0
            notes.append((mark.strip(), line.text[cut:].strip(" \u3000:：")))
            line.dropped, last = "note", i
        elif last is not None and i == last + 1 and goes_on(lines[last].text.text, line):
            notes[-1] = (notes[-1][0], notes[-1][1] + line.text)
            line.dropped, last = "note", i
        else:
            last = None
            inline.update(match[0] for match in INLINE.finditer(text) if match.start())
    return notes


def begins_with_mark(line: DrawnLine) -> bool:
    """Whether a line begins as a note does."""
    return not line.dropped and bool(MARK.match(line.text.text) or line.bullet == "*" or SECTION.match(line.text.text))


def is_note(line: DrawnLine, found: re.Match[str], inline: set[str], among: bool, source: str) -> bool:
    """Whether a line that begins with a mark is a note."""
    text, mark = line.text.text, found[0]
    start = line.text.source_span(0, 1)[0]
    if source[start - len(SUPERSCRIPT) : start].lower() == SUPERSCRIPT or among:
        return True
    if found["word"]:
        return False
    if found["labelled"]:  # 注①周大山：《修路记》
        return mark[1:] in inline
    if found["bracket"]:
        return mark in inline
    return mark in inline and (bool(REFERENCE.search(text[:80])) or bool(found["star"]))


def cuts(lines: list[DrawnLine], i: int, inline: set[str]) -> bool:
    """Whether a line stands at the foot of a page in the middle of a sentence, and its mark in the text before it:

    …副书记江某某同志到 / ① 不含市属农场。 / — 17 — / 我市调研时说…
    """
    found = MARK.match(lines[i].text.text)
    above = next((line for line in reversed(lines[max(0, i - 6) : i]) if not line.dropped), None)
    foot = i + 1 < len(lines) and lines[i + 1].dropped.startswith("page")
    return bool(found and foot and above and found[0] in inline and not ends_sentence(above.text.text))


def goes_on(above: str, line: DrawnLine) -> bool:
    """Whether a line continues the note whose line is above it: that one is full, and not the end of a sentence."""
    text = line.text.text
    if line.blank_before or line.markup or line.indent or MARK.match(text) or ends_sentence(above):
        return False
    return columns(text) <= 1.2 * columns(above)


def marked_after(lines: list[DrawnLine], i: int) -> bool:
    """Whether a heading 注释 is followed by a line with a mark or a number."""
    for line in lines[i + 1 : i + 3]:
        if not line.dropped:
            return bool(MARK.match(line.text.text) or re.match(r"\d{1,3}[.、．\s]", line.text.text))
    return False
