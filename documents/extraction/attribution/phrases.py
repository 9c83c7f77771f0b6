"""The stretches of a clause that may be its subject: openers, adverbs, and phrases of place and time cut away."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.lib.words import alternation
from people.names.shapes import HAN

from ..lexicon import Endings, words

STRIP = " 　\t，、：:“”‘’「」『』\"'…—·。；;？！()（）<>*#-□"
_TIME = (
    r"(?:(?:早在|在|到|于)?(?:公元前?)?"
    r"(?:[0-9０-９〇○零一二三四五六七八九十]{1,4}(?:世纪|年代?|月|日|号|点|时)[初末底中晨晚夜]?"
    r"|[上下本今去前当同这那每](?:世纪|年|月|日|天|周|星期|个月)|[0-9]+多?年前?"
    r"|[0-9一二三四五六七八九十]{1,3}点钟?|[上下]午|[早晚]上|凌晨|[春夏秋冬]天|[这那前上下][一几两]?[次天年回]"
    r"|多年(?:前|来|以前)|不久(?:前|以后)?"
    r"|解放[前后]|建国[前后]夕?)+，?)"
)
_OPENERS = re.compile(
    rf"(?:{alternation(words('openers'))}|[就有犹一正诚恰]?如(?![何果同下意此])|[就便也还又](?=有)"
    rf"|后(?![勤方来者代面备期续])|[说称](?=[^，]{{2,}}$)|{_TIME}"
    rf"|[①-⑳]|[（(]?[0-9一二三四五六七八九十]{{1,3}}[)）、.．]|[“”、，：　 ])+"
)
_HEAD_PHRASE = re.compile(
    "在|当|从|自|于|到|就|针对|关于|对于?|根据|随着|通过|经过|面对|趁|乘|以|为了?|每当|正当|正在|听取|参加"
    "|[谈讲说提]到|[看听接]到"
)
_PHRASE_END = re.compile(
    "(?:的?时候|以后|之后|以前|之前|之中|之际|期间|时(?![代期])|后|前|中(?![央国共学小农南华])|上(?![海级])|里"
    "|内(?![蒙地])|下(?![放级])|间|来|起|问题|看来|一文|那天|会(?![议员]))的?"
)
BRACKETS = re.compile(r"[（(〔\[][^（()）〔〕\[\]]*[)）〕\]]")
# No subject begins with one of these: the clause says to whom or where, not who.
_NOT_A_BEGINNING = re.compile(
    "(?:[在对向给跟于从到就为把被由按据将让使叫拿用以并要且是跑跳走站坐拍扣逼令]|指着|看着|一面|一边|[看听想得见接]到)(?!某)"
)
# What ends a subject: verbs of saying, prepositions and adverbs that seldom stand inside one, and those that may.
_ALSO_NOUNS = frozenset(["代表", "报告", "指示", "发言", "决议", "决定", "明确", "批评", "介绍", "通知"])
CUT = re.compile(
    alternation(verb for verb in words("cue_verbs") if len(verb) > 1 and verb not in _ALSO_NOUNS)
    + "|并|在|对|向|就(?!业)|给|把|将(?!军)|当(?![局地事])|于(?!是)|针对|关于|根据|按照|曾|又|还|再|已|多次|一再"
    "|这样|这么|听(?!众)|接见|会见|引用|借用|通过|进一步|[去今]年|[昨今]天|由于|得知|通知|虽|煽动|批评|尖锐|深刻|明确|语重心长"
    r"|[一二三四五六七八九十\d]+[月日年]|代表(?=[党全我本大会各])|也|都|便|(?<!原)则|指着|早(?!稻)|走|跑|拍|拉着|站|坐"
    "|离开|[来回]到|到(?![底处期位])"
)
_WEAK_CUT = re.compile(
    r"从|跟|同(?![志学])|和|与|为|以|用|即|才|不|没|正|看|写|发表|讲|谈|拿|[大高低]声|因|问|这|听|笑|边|只|第|很|[\d０-９]|[怒喜哭叹]"
)
_SOME = re.compile("有[的些人位]")  # 当汇报到有的青年
_TO_SOMEBODY = re.compile(r"(?:对|向|给|跟)(?![外台内日美敌苏阳上下]|方|象|待)[^，。]{1,14}$")
_ADVERB = Endings(words("adverbs"))
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


def without_manner(text: str) -> Iterator[str]:
    """What may be left when a manner is taken off the end: 社员不满地 → 社员, the shorter manners first."""
    if text.endswith("着"):  # 有的人叹息着
        yield from (without_adverbs(text[: -length - 1]) for length in (2, 1) if len(text) > length + 1)
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
    rest = without_adverbs(BRACKETS.sub("", clause))
    if rest.endswith("的"):
        yield from _from_beginnings(rest)
    for shorter in without_manner(rest):
        yield from _from_beginnings(shorter)
    yield from _from_beginnings(rest)


def _from_beginnings(rest: str) -> Iterator[str]:
    for start in _beginnings(rest):
        phrase = rest[start:].lstrip("，、 　").removeprefix("的")
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
    some = _SOME.search(text, start + 1)
    if some:
        yield some.start()
    if 0 < start < 3 and not _NOT_A_BEGINNING.match(text, start):
        yield 0


def lacks_subject(clause: str) -> bool:
    """Whether nothing is left of a clause, given up to its verb, that could be a subject: 又, 最后还, 在会上, 对记者.

    >>> [lacks_subject(c) for c in ("又", "如经常", "对周大山", "周大山")]
    [True, True, True, False]
    """
    rest = without_adverbs(BRACKETS.sub("", clause))
    opened = _OPENERS.match(rest)
    if opened:
        rest = without_adverbs(rest[opened.end() :])
    if not rest or (rest[-1] == "地" and len(rest) < 7):  # 错误地
        return True
    if not _NOT_A_BEGINNING.match(rest):
        return False
    return not any(rest[start:] and not _NOT_A_BEGINNING.match(rest[start:]) for start in _beginnings(rest) if start)
