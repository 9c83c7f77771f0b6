"""How paragraphs begin: with a number, an enumeration, a speaker's label."""

from __future__ import annotations

import re

NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十百]{1,4}[、．.]|[壹贰貳叁參肆伍陆陸柒捌玖拾]{1,2}[、．.]|[甲乙丙丁戊己庚辛壬癸]、|第[一二三四五六七八九十百零〇\d]{1,5}[编编篇章节節条條款部分]{1,2}"
    r"|[议議][程题題案]\s*第?[一二三四五六七八九十\d]{1,3}[项項]?\s*[：:、]"
    r"|[IVX]{1,5}[.．、]\s*(?=[\u4e00-\u9fff])"
    r"|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[、．]|\d{1,2}\.(?!\d)|[（(]\d{1,2}[）)]|[①-⑳])"
)
ENUMERATED = re.compile(
    r"[一二三四五六七八九十]{1,2}(?:是|要|、)|第[一二三四五六七八九十]{1,2}[，、]|其[一二三四五六][，、]|首先|其次|最后，"
)
NAME = r"[^\s，。；！？“”：:]"
LABEL = re.compile(
    rf"{NAME}{{1,12}}(?:[ \t\u3000]{{1,6}}{NAME}{{1,6}}){{0,4}}(?:\s?[（(][^（）()]{{1,40}}[）)])?\s{{0,4}}[：:]"
    r"|[问答問][：:]"
)


def begins(text: str, labels: frozenset[str]) -> bool:
    """Whether a line begins as paragraphs do: with a number, an enumeration, a speaker's label."""
    if NUMBERED.match(text) or ENUMERATED.match(text):
        return True
    label = label_of(text) if labels else None
    return label is not None and label[0] in labels


def label_of(text: str) -> re.Match[str] | None:
    """The speaker's label that a line begins with, its colon included; most lines have no colon and no label.

    >>> label_of("周大山（队长）：来了。")[0], label_of("周大山来了。")
    ('周大山（队长）：', None)
    """
    return LABEL.match(text) if "：" in text or ":" in text else None
