"""Who speaks: a phrase before or after a verb of saying, read as a person, a group, a body, an office or a document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from archive.lib.words import alternation
from people.names import is_office, is_person_name, name_after, name_before, split_position
from people.names.shapes import EVERYDAY_SURNAMES, HAN, OFFICES, SURNAMES, is_foreign_name, strip_honorific

from ..lexicon import words
from .roster import Roster

_PRONOUNS = {
    "他": "pronoun",
    "她": "pronoun",
    "其": "pronoun",
    "他们": "pronouns",
    "她们": "pronouns",
    "他們": "pronouns",
    "我": "self",
    "本人": "self",
    "笔者": "self",
    "我们": "selves",
    "我們": "selves",
    "咱们": "selves",
}
_GROUPS = frozenset(words("group_speakers"))
_GROUP_END = re.compile(alternation(words("group_heads")) + "$")
_BODY_END = re.compile(alternation(words("body_endings")) + "$")
_DOCUMENT_END = re.compile(alternation(words("document_endings")) + "$")
_PROVERB = re.compile(rf"(?:^|[^{HAN}]|有句|一句|句|国|的|地|族|家|人|间|这)(?:{alternation(words('proverb_cues'))})$")
_TITLE_END = re.compile(r"《([^《》]{2,60})》(?:一文|一书|一诗|中|里|上|社论|的社论|指示|等)?$")
_OWNER = re.compile(r"(?:正?如|据|根据|按照|引用)?([^《》，。]{2,20}?)(?:同志)?(?:在|于|的|所著的?|写的|主编的?|发表的?)(?:[^《》，。]{0,12})$")
_ADVERB_WORD = re.compile(f"{alternation(words('adverbs'))}$")
_MANNER = re.compile(rf"(?:[{HAN}]{{2,4}}|[{HAN}]{{2,4}}、[{HAN}]{{2,6}}|不[{HAN}]{{1,3}})(?<![内当各土本外基阵田园场])[地的]$")
_TIME = (
    r"(?:(?:早在|在|到|于)?(?:公元前?)?(?:[0-9０-９〇○零一二三四五六七八九十]{1,4}(?:世纪|年代?|月|日|号|点|时)(?:初|末|底|中)?"
    r"|(?:上|下|本|今|去|前|当|同|这|那|每)(?:世纪|年|月|日|天|周|星期|个月)|\d+多?年前?|[上下]午|[早晚]上|凌晨|春天|夏天|秋天|冬天"
    r"|(?:这|那|前|上|下)(?:一|几|两)?(?:次|天|年|回)|多年(?:前|来|以前)|不久(?:前|以后)?|解放[前后]|建国[前后](?:夕)?)+[，]?)"
)
_OPENERS = re.compile(rf"(?:{alternation(words('openers'))}|如(?![何果同下意此])|{_TIME}|[①-⑳]|[（(]?[0-9一二三四五六七八九十]{{1,3}}[)）、.．]|“|”)+")
_HEAD_PHRASE = re.compile(r"(?:在|当|从|自|于|到|就|针对|关于|对于?|根据|随着|通过|经过|面对|趁|乘|以|为了?|每当|正当|正在|听取|参加|谈到|讲到|说到|提到|看到|听到|接到)")
_PHRASE_END = re.compile(r"(?:的?时候|以后|之后|以前|之前|之中|之际|期间|时|后|前|中|上|里|内|下|间|来|起|问题|看来|一文|那天|会)的?")
# What ends a subject: prepositions and adverbs that seldom stand inside one, and those that may.
_CUT = re.compile(
    r"并|在|对|向|就(?!业)|给|把|将(?!军)|当(?!局|地|事)|于(?!是)|针对|关于|根据|按照|曾|又|还|再|已|多次|一再|这样|这么|听(?!众)|接见|会见|引用|借用|"
    r"强调|指出|谈到|讲到|说|认为|提出|通过|进一步|去年|今年|昨天|今天|由于|得知|教导|告诫|告诉|号召|要求|警告|批评|回答|尖锐|深刻|明确|语重心长|"
    r"[一二三四五六七八九十\d]+[月日年]|代表(?=[党全我本大会各])|也|都|便|(?<!原)则"
)
_WEAK_CUT = re.compile(r"从|跟|同(?!志|学)|和|与|为|以|用|即|才|不|没|正|看|写|发表|讲|谈|拿|大声|高声|低声|因|问|这|听|笑|边|只|第|[\d０-９]")
_AFTER_NAME = re.compile(f"{alternation(words('adverbs'))}|{alternation(v for v in words('cue_verbs') if len(v) > 1)}|[，、（(]")
_INSIDE_WORDS = re.compile(f"关于|{alternation(v for v in words('cue_verbs') if len(v) > 1)}|谚语|农村|国家|方面|时候|问题")
_BRACKETS = re.compile(r"[（(〔\[][^（()）〔〕\[\]]*[)）〕\]]$")
_STRIP = " 　\t，、：:“”‘’「」『』\"'…—·。；;？！()（）<>*#-"
_SHORT_PRINTED = re.compile(rf"^[{HAN}A-Za-z·×○XＸ]{{1,14}}$")
_FUNCTION = re.compile(r"[是了有没不着过把被让使得吗呢吧啊就都也还之所其这那而且但因如什怎么要能可以很最更]")
_SOME = re.compile(r"^(?:有|另有|还有|也有)(?=(?:一|个|位|几|两|三|[^的些人]))")


@dataclass(frozen=True, slots=True)
class Subject:
    """`kind`: person, people, group, body, office, document, proverb, pronoun, pronouns, self, selves, printed.

    `certainty` says how sure the phrase is to be read right; `name` is None where nobody is named by it.
    """

    label: str
    kind: str
    certainty: float
    name: str | None = None
    work: str | None = None


def read_subject(text: str, roster: Roster) -> Subject | None:
    """The subject of a clause, given the clause up to its verb of saying; None where it has none.

    >>> roster = Roster(Gazetteer())
    >>> [read_subject(t, roster).label for t in ("在谈到修路时，他就", "县委副书记周大山同志曾多次", "有的社员不满地")]
    ['他', '周大山', '有的社员']
    """
    return next((s for s in map(lambda phrase: read_phrase(phrase, roster), _phrases(text)) if s), None) or _printed(text)


def _phrases(text: str) -> Iterator[str]:
    """The stretches of a clause that may be its subject, best first."""
    rest = _without_adverbs(text.strip(_STRIP))
    for start in _beginnings(rest):
        phrase = rest[start:]
        yield phrase
        for pattern in (_CUT, _WEAK_CUT):
            for cut in list(pattern.finditer(phrase, 1))[:6]:
                yield _without_adverbs(phrase[: cut.start()])


def _beginnings(text: str) -> Iterator[int]:
    """Where the subject may begin: after openers, then after a phrase of time or place."""
    opened = _OPENERS.match(text)
    start = opened.end() if opened and opened.end() < len(text) else 0
    if _HEAD_PHRASE.match(text, start):
        ends = [m.end() for m in _PHRASE_END.finditer(text, start + 1) if m.end() < len(text)]
        yield from reversed(ends[-6:])
    yield start
    if start:
        yield 0


def name_at_head(clause: str) -> tuple[int, str] | None:
    """End and letters of the name a clause begins with: a name that what follows shows to be one.

    >>> name_at_head("周大山终于承认"), name_at_head("都表示同意")
    ((3, '周大山'), None)
    """
    found = name_after(clause, 0)
    if not found:
        found = next(
            ((n, clause[:n]) for n in (3, 2) if is_person_name(clause[:n]) and _AFTER_NAME.match(clause, n)), None
        )
    return found if found and believable(found[1]) else None


def believable(name: str) -> bool:
    """Whether a name found inside a sentence is more than an everyday word with a surname's first letter.

    >>> believable("周大山"), believable("都表示"), believable("关于社")
    (True, False, False)
    """
    return name[0] not in EVERYDAY_SURNAMES and not _INSIDE_WORDS.search(name)


def skip_openers(clause: str) -> int:
    """Where a clause begins after its connectives and times.

    >>> skip_openers("但是当年周大山")
    4
    """
    opened = _OPENERS.match(clause)
    return opened.end() if opened and opened.end() < len(clause) else 0


def _without_adverbs(text: str) -> str:
    """The clause without what stands between its subject and the verb: 曾经, 还, 语重心长地."""
    while True:
        found = _ADVERB_WORD.search(text) or _MANNER.search(text)
        if not found or not found.start():
            return text if not found else ""
        text = text[: found.start()].rstrip(_STRIP)


def read_phrase(phrase: str, roster: Roster) -> Subject | None:
    """A noun phrase as a subject, if it reads as one for sure.

    >>> [read_phrase(p, Roster(Gazetteer())).kind for p in ("他们", "县委全会", "工作报告", "古人", "老话")]
    ['pronouns', 'body', 'document', 'group', 'proverb']
    """
    phrase = phrase.strip(_STRIP).removeprefix("的")
    if not phrase or len(phrase) > 60:
        return None
    if phrase in _PRONOUNS:
        return Subject(phrase, _PRONOUNS[phrase], 0.9)
    if _PROVERB.search(phrase):
        return Subject(phrase, "proverb", 0.9)
    if "《" in phrase:
        return _titled(phrase, roster)
    return _named(phrase, roster) or _unnamed(phrase, roster)


def _named(phrase: str, roster: Roster) -> Subject | None:
    bare = _BRACKETS.sub("", phrase)
    mentions = list(roster.scan(bare))
    if mentions and mentions[-1].end >= len(bare) - 4:
        tail = bare[mentions[-1].end :]
        if not tail or strip_honorific("某某" + tail) == "某某" or tail in OFFICES:
            return _from_mentions(bare, mentions)
    if bare in _GROUPS:
        return None
    name = strip_honorific(bare)
    if is_person_name(name) and (name != bare or (not _GROUP_END.search(bare) and believable(bare))):
        return Subject(name, "person", 0.85, roster.resolve(name) or name)
    surname = bare[:2] if bare[:2] in SURNAMES and len(bare) > 3 else bare[:1]
    if surname in SURNAMES and (bare == surname or bare[len(surname) :] in OFFICES):
        known = roster.resolve(bare)
        return Subject(bare, "person", 0.85 if known else 0.7, known or bare) if known or len(bare) > 1 else None
    if bare.endswith("同志") and len(bare) == 4:
        known = roster.resolve(bare)
        if known:
            return Subject(bare, "person", 0.85, known)
    return _with_office(bare, roster)


def _from_mentions(bare: str, mentions: list) -> Subject:
    """One person, or several that stand side by side: 马克思恩格斯, 周大山、孙小河."""
    last = mentions[-1]
    together = [last]
    for mention in reversed(mentions[:-1]):
        between = bare[mention.end : together[0].start]
        if between not in ("", "、", "和", "与", "同志和", "同志、", "，"):
            break
        together.insert(0, mention)
    if len(together) > 1:
        names = ";".join(m.name or m.label for m in together)
        return Subject(bare[together[0].start :], "people", 0.9, names)
    return Subject(last.label, "person", 0.95 if last.name else 0.6, last.name or last.label)


def _with_office(bare: str, roster: Roster) -> Subject | None:
    """Office and name: 县委副书记周大山, 省长孙小河先生; a foreign name; a name after any other word."""
    name = strip_honorific(bare)
    split = split_position(name)
    if split:
        return Subject(split[1], "person", 0.9, roster.resolve(split[1]) or split[1])
    if is_foreign_name(name) and not _BODY_END.search(name):
        return Subject(name, "person", 0.75, roster.resolve(name) or name)
    before = name_before(name, len(name))
    if before and before[0] and believable(before[1]) and (name != bare or len(before[1]) > 2) and not is_office(bare):
        if not _GROUP_END.search(name) and not _BODY_END.search(name) and not _DOCUMENT_END.search(name):
            return Subject(before[1], "person", 0.6, roster.resolve(before[1]) or before[1])
    return None


def _titled(phrase: str, roster: Roster) -> Subject | None:
    """A phrase with a title at its end: 周大山在《修路记》中 is the person, 大会通过的《修路决议》 the document."""
    title = _TITLE_END.search(phrase)
    if not title:
        return None
    owner = _OWNER.match(phrase[: title.start()])
    author = _named(owner[1], roster) if owner else None
    if author:
        return author
    return Subject(title[1], "document", 0.85, None, title[1])


def _unnamed(phrase: str, roster: Roster) -> Subject | None:
    """A group, a body, a document or an office; of a phrase with 的, what comes after it is tried too."""
    for kind, pattern in (("document", _DOCUMENT_END), ("body", _BODY_END), ("group", _GROUP_END)):
        if phrase in _GROUPS:
            return Subject(phrase, "group", 0.85, phrase)
        ending = pattern.search(phrase)
        if not ending or not _plain(phrase) or len(phrase) < (3 if len(ending.group()) == 1 else 2):
            continue
        if kind == "document":
            return Subject(phrase, kind, 0.75, None, phrase)
        if kind == "group" and "的" in phrase and not phrase.startswith(("有的", "有些")):
            inner = read_phrase(phrase.rpartition("的")[2], roster)
            if inner and inner.kind == "person":
                return inner
        return Subject(phrase, kind, 0.75, _SOME.sub("", phrase))
    if is_office(phrase) and _plain(phrase):
        return Subject(phrase, "office", 0.75, phrase)
    if "的" in phrase:
        return read_phrase(phrase.rpartition("的")[2], roster)
    return None


def _plain(phrase: str) -> bool:
    """No clause hides in the phrase."""
    return len(phrase) <= 24 and len(_FUNCTION.findall(phrase)) <= (1 if len(phrase) < 8 else 2) and "，" not in phrase


def _printed(text: str) -> Subject | None:
    """A short phrase that nothing else explains, as printed."""
    opened = _OPENERS.match(text)
    phrase = _without_adverbs(text[opened.end() if opened else 0 :].strip(_STRIP)).strip(_STRIP)
    if _SHORT_PRINTED.match(phrase) and 1 < len(phrase) < 7 and not _FUNCTION.search(phrase) and not _CUT.search(phrase):
        return Subject(phrase, "printed", 0.4, phrase)
    return None
