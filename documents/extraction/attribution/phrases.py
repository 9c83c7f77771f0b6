"""The stretches of a clause that may be its subject: openers, adverbs, and phrases of place and time cut away."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.lib.words import alternation
from people.names.shapes import HAN

from ..lexicon import words

STRIP = " 　\t，、：:“”‘’「」『』\"'…—·。；;？！()（）<>*#-□"
_TIME = (
    r"(?:(?:早在|在|到|于)?(?:公元前?)?(?:[0-9０-９〇○零一二三四五六七八九十]{1,4}(?:世纪|年代?|月|日|号|点|时)(?:初|末|底|中|晨|晚|夜)?"
    r"|(?:上|下|本|今|去|前|当|同|这|那|每)(?:世纪|年|月|日|天|周|星期|个月)|[0-9]+多?年前?|[0-9一二三四五六七八九十]{1,3}点钟?|[上下]午|[早晚]上|凌晨|春天|夏天|秋天|冬天"
    r"|(?:这|那|前|上|下)(?:一|几|两)?(?:次|天|年|回)|多年(?:前|来|以前)|不久(?:前|以后)?|解放[前后]|建国[前后](?:夕)?)+[，]?)"
)
_OPENERS = re.compile(
    rf"(?:{alternation(words('openers'))}|(?:就|有|犹|一|正|诚|恰)?如(?![何果同下意此])|[就便也还又](?=有)|后(?![勤方来者代面备期续])|(?:说|称)(?=[^，]{{2,}}$)|{_TIME}|[①-⑳]|[（(]?[0-9一二三四五六七八九十]{{1,3}}[)）、.．]|[“”、，：　 ])+"
)
_HEAD_PHRASE = re.compile(
    r"(?:在|当|从|自|于|到|就|针对|关于|对于?|根据|随着|通过|经过|面对|趁|乘|以|为了?|每当|正当|正在|听取|参加|谈到|讲到|说到|提到|看到|听到|接到)"
)
_PHRASE_END = re.compile(r"(?:的?时候|以后|之后|以前|之前|之中|之际|期间|时(?!代|期)|后|前|中(?!央|国|共|学|小|农|南|华)|上(?!海|级)|里|内(?!蒙|地)|下(?!放|级)|间|来|起|问题|看来|一文|那天|会(?!议|员))的?")
_BRACKETS = re.compile(r"[（(〔\[][^（()）〔〕\[\]]*[)）〕\]]")
# No subject begins with one of these: the clause says to whom or where, not who.
_NOT_A_BEGINNING = re.compile(r"(?:在|对|向|给|跟|于|从|到|就|为|把|被|由|按|据|将|让|使|叫|拿|用|以|并|要|且|是|跑|跳|走|站|坐|拍|指着|看着|一面|一边|看到|听到|想到|得到|见到|接到|扣|逼|令)(?!某)")
# What ends a subject: prepositions and adverbs that seldom stand inside one, and those that may.
CUT = re.compile(
    alternation(v for v in words("cue_verbs") if len(v) > 1 and v not in ("代表", "报告", "指示", "发言", "决议", "决定", "明确", "批评", "介绍", "通知"))
    + r"|并|在|对|向|就(?!业)|给|把|将(?!军)|当(?!局|地|事)|于(?!是)|针对|关于|根据|按照|曾|又|还|再|已|多次|一再|这样|这么|听(?!众)|接见|会见|引用|借用|"
    r"强调|指出|谈到|讲到|说|认为|提出|通过|进一步|去年|今年|昨天|今天|由于|得知|教导|告诫|告诉|通知|虽|煽动|号召|要求|警告|批评|回答|尖锐|深刻|明确|语重心长|"
    r"[一二三四五六七八九十\d]+[月日年]|代表(?=[党全我本大会各])|也|都|便|(?<!原)则|指着|早(?!稻)|走|跑|拍|拉着|站|坐|离开|来到|回到|到(?![底处期位])"
)
_WEAK_CUT = re.compile(r"从|跟|同(?!志|学)|和|与|为|以|用|即|才|不|没|正|看|写|发表|讲|谈|拿|大声|高声|低声|因|问|这|听|笑|边|只|第|很|[\d０-９]|[怒喜哭叹]")
_TO_SOMEBODY = re.compile(r"(?:对|向|给|跟)(?![外台内日美敌苏阳上下]|方|象|待)[^，。]{1,14}$")
_ADVERB = re.compile(f"{alternation(words('adverbs'))}$")
_MANNER = re.compile(rf"[{HAN}、]{{2,14}}(?<![内当各土本外基阵田园场])[地的]$")


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
    return bool(opened) and opened.end() == len(clause.strip())


def without_adverbs(text: str) -> str:
    """A clause up to its verb, without the adverbs before the verb.

    >>> without_adverbs("周大山同志曾多次着重")
    '周大山同志'
    """
    text = text.strip(STRIP)
    while True:
        found = _ADVERB.search(text)
        if not found:
            return text
        text = text[: found.start()].rstrip(STRIP)


def without_manner(text: str) -> Iterator[str]:
    """What may be left when a manner is taken off the end: 社员不满地 → 社员, the shorter manners first."""
    if text[-1:] not in ("地", "的") or not _MANNER.search(text):
        return
    for length in (2, 4, 3, 5, 6, 7, 8, 9, 10):
        if len(text) > length:
            yield without_adverbs(text[: -length - 1])


def phrases(clause: str) -> Iterator[str]:
    """The stretches of a clause, given up to its verb, that may be its subject, best first; none may be empty.

    >>> list(phrases("在谈到修路时，周大山曾"))[0]
    '周大山'
    """
    rest = without_adverbs(_BRACKETS.sub("", clause))
    if rest.endswith("的"):
        yield from _from_beginnings(rest)
    for shorter in without_manner(rest):
        yield from _from_beginnings(shorter)
    yield from _from_beginnings(rest)


def _from_beginnings(rest: str) -> Iterator[str]:
    for start in _beginnings(rest):
        phrase = rest[start:].removeprefix("的")
        if not phrase or _NOT_A_BEGINNING.match(phrase):
            continue
        addressed = _TO_SOMEBODY.search(phrase, 1)
        if addressed:
            yield without_adverbs(phrase[: addressed.start()])
        yield phrase
        for pattern in (CUT, _WEAK_CUT):
            for cut in list(pattern.finditer(phrase, 1))[:5]:
                shorter = without_adverbs(phrase[: cut.start()])
                if shorter:
                    yield shorter


def _beginnings(text: str) -> Iterator[int]:
    """Where the subject may begin: after openers, then after a phrase of time or place."""
    start = skip_openers(text)
    if _HEAD_PHRASE.match(text, start):
        ends = [m.end() for m in _PHRASE_END.finditer(text, start + 1) if m.end() < len(text)]
        yield from reversed(ends[-6:])
    yield start
    if 0 < start < 3 and not _NOT_A_BEGINNING.match(text, start):
        yield 0


def lacks_subject(clause: str) -> bool:
    """Whether nothing is left of a clause, given up to its verb, that could be a subject: 又, 最后还, 在会上, 对记者.

    >>> [lacks_subject(c) for c in ("又", "如经常", "对周大山", "周大山")]
    [True, True, True, False]
    """
    rest = without_adverbs(_BRACKETS.sub("", clause))
    opened = _OPENERS.match(rest)
    rest = without_adverbs(rest[opened.end() if opened else 0 :])
    if not rest or (rest[-1] == "地" and len(rest) < 7):  # 错误地
        return True
    if not _NOT_A_BEGINNING.match(rest):
        return False
    return not any(rest[start:] and not _NOT_A_BEGINNING.match(rest[start:]) for start in _beginnings(rest) if start)
