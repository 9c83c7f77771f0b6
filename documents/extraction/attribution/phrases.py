"""What stands around the subject of a clause: connectives and times before it, adverbs after it, brackets."""

from __future__ import annotations

import re

from archive.lib.words import alternation
from people.names.shapes import HAN

from ..lexicon import Endings, words

STRIP = " 　\t，、：:“”‘’「」『』\"'…—·。；;？！()（）<>*#-□"
_TIME = (
    r"(?:(?:早在|在|到|于)?(?:公元前?)?"
    r"(?:[0-9０-９〇○零一二三四五六七八九十]{1,4}(?:世纪|年代?|月|日|号|点|时)[初末底中晨晚夜]?"
    r"|[上下本今去前当同这那每](?:世纪|年|月|日|天|周|星期|个月)|[0-9]+多?年前?"
    r"|[0-9一二三四五六七八九十]{1,3}点钟?|[上下]午|[早晚]上|凌晨|[春夏秋冬]天|有[一几]?[天次年回日](?!来)|[这那前上下][一几两]?[次天年回]"
    r"|多年(?:前|来|以前)|不久(?:前|以后)?"
    r"|解放[前后]|建国[前后]夕?)+，?)"
)
_OPENERS = re.compile(
    rf"(?:{alternation(words('openers'))}|[就有犹一正诚恰]?如(?![何果同下意此])|[就便也还又](?=有)"
    rf"|后(?![勤方来者代面备期续])|[说称](?=[^，]{{2,}}$)|{_TIME}"
    rf"|[①-⑳]|[（(]?[0-9一二三四五六七八九十]{{1,3}}[)）、.．]|[“”、，：　 ])+"
)
BRACKETS = re.compile(r"[（(〔\[][^（()）〔〕\[\]]*[)）〕\]]")
_GAP = re.compile(f"(?<=[{HAN}]) +(?=[{HAN}])")  # 法律 系万长青教授, out of a scan
_ADVERB = Endings(words("adverbs"))


def plain(clause: str) -> str:
    """A clause without what stands in brackets and without the blanks between its letters.

    >>> plain("县 委（石桥）周大山")
    '县委周大山'
    """
    return _GAP.sub("", BRACKETS.sub("", clause))


def skip_openers(clause: str) -> int:
    """Where a clause begins after its connectives and times.

    >>> skip_openers("但是当年周大山")
    4
    """
    opened = _OPENERS.match(clause)
    return opened.end() if opened and opened.end() < len(clause) else 0


def opener_only(clause: str) -> bool:
    """Whether a clause is nothing but connectives and times: 此外, 去年.

    >>> opener_only("此外"), opener_only("此外周大山")
    (True, False)
    """
    opened = _OPENERS.match(clause.strip())
    return opened is not None and opened.end() == len(clause.strip())


def without_adverbs(text: str) -> str:
    """A clause up to its verb, without the adverbs before the verb.

    >>> without_adverbs("周大山同志曾多次着重")
    '周大山同志'
    """
    text = text.strip(STRIP)
    while True:
        adverb = _ADVERB.at_end_of(text)
        if not adverb:
            return text
        text = text[: -len(adverb)].rstrip(STRIP)
