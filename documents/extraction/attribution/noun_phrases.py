"""A noun phrase read as who speaks: a person, several, a group, a body, an office, a document, a proverb, a pronoun."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import rjieba

from archive.lib.words import alternation
from people.names import is_person_name, name_before, split_position
from people.names.shapes import HAN, OFFICES, SURNAMES, is_foreign_name, strip_honorific

from ..lexicon import Endings, words
from .guessed_names import sounds_foreign
from .phrases import STRIP
from .roster import Mention, Roster, believable

_PRONOUNS = {
    "他": "pronoun",
    "她": "pronoun",
    "其": "pronoun",
    "他们": "pronouns",
    "她们": "pronouns",
    "我": "self",
    "本人": "self",
    "笔者": "self",
    "我们": "selves",
    "你": "selves",
    "你们": "selves",
    "咱们": "selves",
}
_OUR = "的们家国党军市省县校院厂厅局部区方人乡村班社"  # 我校, 他家: no pronoun
_PRONOUN_AND_MORE = re.compile(rf"(他们|她们|我们|咱们|他|她|我)(?![{_OUR}])[{HAN}]{{1,6}}$")
GROUPS = frozenset(words("group_speakers"))
GROUP_END = Endings((*words("group_heads"), *words("kin"), *(w for w in words("forms_of_address") if len(w) > 1)))
BODY_END = Endings(words("body_endings"))
_DOCUMENT_END = Endings(words("document_endings"))
_OFFICE_END = Endings(OFFICES)
_ENDINGS = {"document": _DOCUMENT_END, "body": BODY_END, "group": GROUP_END, "office": _OFFICE_END}
PROVERB = re.compile(
    rf"(?:^|[^{HAN}]|有句|一句|[句国的地族家人间这]){alternation(words('proverb_cues'))}有?$"
    "|流传着?(?:这样)?(?:[一几两])?[句首段个]?$"
)
_TITLE_END = re.compile(
    r"(?:《(?=[^《》]{2,60}》)|[“「](?=[^《》“”「」]{2,60}[”」]))([^《》]{2,60}?)[》”」]"
    r"(?:一[文书诗]|这篇\w{1,4}|的?(?:社论|演讲|报告|著作|文章|讲话|诗|指示|信))?[中里上等]?$"
)
_ARTICLE_NAMED = re.compile("[”」](?:一[文书诗]|这篇(?:文章|社论|报告|讲话)|的?社论)[中里上]?$")  # “论修路”一文
_PAPER = re.compile(
    r"[《“]([^《》“”]{2,12}(?:报|杂志|社|网|红旗))[》”]的?(社论|编者按语?|按语|评论员文章|评论|文章|报道|通讯)[中里]?$"
)
_OWNER = re.compile(
    r"(?:正?如|据|根据|按照|引用)?([^《》“”，。]{2,20}?)(?:同志)?(?:在|于|的|(?:所?著|写|主编|发表)的?)[^《》“”，。]{0,12}$"
)
_BEFORE_NAME = re.compile(r"(?:[的、家长员者班级系科厂村社队组区县省市镇乡州街]|按照|根据|如|据|遵照|引用)$")
_FOREIGN_END = re.compile(rf"^.*(?:[家人者国]|先哲|文豪|哲人|{alternation(OFFICES)})([{HAN}·]{{3,8}})$")
_FUNCTION = re.compile(
    r"^[^的]{2,4}地(?![方区主点位下主委])|[是了没着过把被让使得吗呢吧啊就都也还而但因什怎么要能以更]|很(?!多)|不(?!少|同)|保证|进行|这样|那样"
)
VERBS_IN_NAMES = frozenset(words("verbs_in_names"))
_SOME = re.compile(r"^(?:有|另有|还有|也有)(?=(?:一|个|位|几|两|三|[^的些人]))[个位名]?")
_PRONOUN_LED = re.compile(r"[0-9０-９]|其中|(?:我们|你们|他们|她们|咱们).{5}")
_ARTICLE = re.compile("(?<=[^，。])第[0-9０-９一二三四五六七八九十百]{1,4}[条款章节]$")  # 修路纲领第九条
_CALLED = re.compile(rf"[名号]?叫(?:做|作)?([{HAN}]{{2,4}}?)的?(?:人|同志)?$")  # 有一个叫周大山的
_COUNTED = re.compile("[一这那某几]|有[的些]")
_KIN = re.compile(rf"[我他她你]的?(?:{alternation(words('kin'))}\w{{0,2}}|家里(?:人|的)?)$")
_STARTS_BADLY = re.compile(
    "^(?:当(?![地局事])|企图|妄图|试图|[我你他她它这那把将被使让对向在从给到不没要为并而所经受做作打搞跳]|起来|业经|案经|进行|成立|建立|召开)"
    "(?![们些位个市省县党国军校院厂局部区方家一])"
)


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


def read_phrase(phrase: str, roster: Roster, named: bool = True) -> Subject | None:
    """A noun phrase as a subject, if it reads as one for sure; `named` says that a name may be guessed from its shape.

    >>> from people.names import Gazetteer
    >>> [read_phrase(p, Roster(Gazetteer())).kind for p in ("他们", "县委全会", "工作报告", "古人", "老话")]
    ['pronouns', 'body', 'document', 'group', 'proverb']
    """
    phrase = phrase.strip(" 　，：:、").removeprefix("的")
    phrase = _ARTICLE.sub("", phrase)
    if not phrase or len(phrase) > 60:
        return None
    if phrase in _PRONOUNS:
        return Subject(phrase, _PRONOUNS[phrase], 0.9)
    if PROVERB.search(phrase):
        return Subject(phrase, "proverb", 0.9)
    called = _CALLED.search(phrase)
    if called and is_person_name(called[1]):
        return Subject(called[1], "person", 0.85, roster.resolve(called[1]) or called[1])
    if phrase[-1] in "》”」" or "《" in phrase or "”" in phrase:
        return _titled(phrase, roster)
    phrase = phrase.strip(STRIP)
    if _KIN.match(phrase):
        return Subject(phrase, "group", 0.7, phrase)
    pronoun = _PRONOUN_AND_MORE.match(phrase)
    if pronoun and not GROUP_END.at_end_of(phrase):
        return Subject(pronoun[1], _PRONOUNS[pronoun[1]], 0.7)
    return ((_named(phrase, roster) if named else None) or _unnamed(phrase, roster)) if phrase else None


def _named(bare: str, roster: Roster) -> Subject | None:
    mentions = [m for m in roster.scan(bare) if not m.start or roster.kind(m.name) == "person"]
    if mentions and mentions[-1].end >= len(bare) - 4:
        tail = bare[mentions[-1].end :]
        if not tail or strip_honorific("某某" + tail) == "某某" or tail in OFFICES:
            return _from_mentions(bare, mentions, roster)
    if bare in GROUPS:
        return None
    name = strip_honorific(bare)
    if bare.endswith("同志") and len(bare) == 4 and roster.resolve(bare):
        return Subject(bare, "person", 0.85, roster.resolve(bare))
    titled = next((bare[:n] for n in (3, 2, 4) if bare[n:] in OFFICES and is_person_name(bare[:n])), None)
    if titled and believable(titled) and (len(titled) > 2 or rjieba.tag(titled)[0][1] != "n"):  # 文具老板
        return Subject(titled, "person", 0.85, roster.resolve(titled) or titled)
    foreign = next((bare[:n] for n in range(3, 7) if bare[n:] in OFFICES and is_foreign_name(bare[:n])), None)
    if foreign:  # 克莱门总理
        return Subject(foreign, "person", 0.8, roster.resolve(foreign) or foreign)
    if (
        is_person_name(name)
        and not _COUNTED.match(name)
        and (name != bare or (not GROUP_END.at_end_of(bare) and believable(bare)))
    ):
        return Subject(name, "person", 0.85, roster.resolve(name) or name)
    surname = bare[:2] if bare[:2] in SURNAMES and len(bare) > 3 else bare[:1]
    if surname in SURNAMES and (bare == surname or bare[len(surname) :] in OFFICES):
        known = roster.resolve(bare)
        if known or (len(bare) > 1 and believable(surname)):
            return Subject(bare, "person", 0.85 if known else 0.75, known or bare)
        return None
    return _with_office(bare, roster)


def _from_mentions(bare: str, mentions: Sequence[Mention], roster: Roster) -> Subject:
    """One person, or several that stand side by side: 马克思恩格斯, 周大山、孙小河."""
    together = [mentions[-1]]
    for mention in reversed(mentions[:-1]):
        between = bare[mention.end : together[0].start]
        if not between and roster.kind(mention.name) != roster.kind(together[0].name):
            break  # a person after the name of a body
        if between not in ("", "、", "和", "与", "同志和", "同志、", "，"):
            break
        together.insert(0, mention)
    if len(together) > 1:
        names = ";".join(m.name or m.label for m in together)
        return Subject(bare[together[0].start :], "people", 0.9, names)
    last = together[0]
    return Subject(last.label, roster.kind(last.name), 0.95 if last.name else 0.6, last.name or last.label)


def _with_office(bare: str, roster: Roster) -> Subject | None:
    """Office and name: 县委副书记周大山, 省长孙小河先生; a foreign name; a name after an office or 的."""
    name = strip_honorific(bare)
    split = split_position(name)
    if split and believable(split[1]):
        return Subject(split[1], "person", 0.9, roster.resolve(split[1]) or split[1])
    if is_foreign_name(name) and not BODY_END.at_end_of(name) and not _DOCUMENT_END.at_end_of(name):
        return Subject(name, "person", 0.75, roster.resolve(name) or name)
    addressed = _surname_and_office(bare)
    if addressed:
        known = roster.resolve(addressed)
        return Subject(addressed, "person", 0.8 if known else 0.65, known or addressed)
    foreign = _FOREIGN_END.search(name)
    if foreign and sounds_foreign(foreign[1]):
        return Subject(foreign[1], "person", 0.75, roster.resolve(foreign[1]) or foreign[1])
    before = name_before(name, len(name))
    if not before or not before[0] or _OFFICE_END.at_end_of(bare):
        return None
    prefix = name[: before[0]]
    if not believable(before[1], after_office=bool(_OFFICE_END.at_end_of(prefix) or BODY_END.at_end_of(prefix))):
        return None
    led = (
        name != bare
        or any(sign.at_end_of(prefix) for sign in (_OFFICE_END, GROUP_END, BODY_END))
        or bool(_BEFORE_NAME.search(prefix))
    )
    if led and not any(endings.at_end_of(name) for endings in (GROUP_END, BODY_END, _DOCUMENT_END)):
        return Subject(before[1], "person", 0.75, roster.resolve(before[1]) or before[1])
    return None


def _surname_and_office(bare: str) -> str | None:
    """The surname and office that a phrase ends with: 延安整风时毛主席."""
    office = _OFFICE_END.at_end_of(bare)
    surname = bare[len(bare) - len(office) - 1 : len(bare) - len(office)] if office else ""
    if surname in SURNAMES and believable(surname) and surname + office not in OFFICES:
        return surname + office
    return None


def _titled(phrase: str, roster: Roster) -> Subject | None:
    """A phrase with a title at its end: 周大山在《修路记》中 is the person, 大会通过的《修路决议》 the document."""
    paper = _PAPER.search(phrase)
    if paper:
        return Subject(paper[1] + paper[2], "document", 0.85, None, paper[1] + paper[2])
    title = _TITLE_END.search(phrase)
    if not title:
        return None
    owner = _OWNER.match(phrase[: title.start()])
    author = _named(owner[1].strip(STRIP), roster) if owner and owner[1].strip(STRIP) else None
    if author:
        return Subject(author.label, author.kind, author.certainty, author.name, title[1])
    ending = _DOCUMENT_END.at_end_of(title[1])
    if (
        title.group()[0] != "《"
        and not _ARTICLE_NAMED.search(phrase)
        and (not ending or (ending == title[1] and len(ending) < 3))
    ):  # “批示”
        return None
    return Subject(title[1], "document", 0.85, None, title[1])


def _unnamed(phrase: str, roster: Roster) -> Subject | None:
    """A group, a body, a document or an office; of a phrase with 的, what comes after it is tried too."""
    if phrase in GROUPS:
        return Subject(phrase, "group", 0.85, phrase)
    if _plain(phrase):
        for kind, ending in _heads(phrase, ("document", "body", "group")):
            if len(phrase) >= (3 if len(ending) == 1 else 2):
                return _of_kind(phrase, kind, roster)
        if _OFFICE_END.at_end_of(phrase):
            return Subject(phrase, "office", 0.75, phrase)
    before, _, after = phrase.rpartition("的")
    whole = not before or before.endswith("有") or _COUNTED.match(phrase)  # 一位住了三十年的婆婆
    return None if whole else read_phrase(after, roster)


def _of_kind(phrase: str, kind: str, roster: Roster) -> Subject:
    if kind == "document":
        return Subject(phrase, kind, 0.75, None, phrase)
    if kind == "group" and "的" in phrase and not phrase.startswith(("有的", "有些")):
        inner = read_phrase(phrase.rpartition("的")[2], roster)
        if inner and inner.kind == "person":
            return inner
    return Subject(phrase, kind, 0.75, _SOME.sub("", phrase))


def _plain(phrase: str) -> bool:
    """No clause hides in the phrase."""
    if len(phrase) > 24 or "，" in phrase or _STARTS_BADLY.match(phrase) or _PRONOUN_LED.match(phrase):
        return False
    return not _FUNCTION.search(phrase) and _ends_nominal(phrase)


def _ends_nominal(phrase: str) -> bool:
    """No verb, preposition or adverb in the phrase, or in what comes after its last 的: 下压群众 is a clause."""
    after = phrase.rpartition("的")[2]
    if len(after) < 4:
        return True
    return not any(tag in ("v", "p", "d") and word not in VERBS_IN_NAMES for word, tag in rjieba.tag(after))


def headed(phrase: str) -> Subject | None:
    """A noun phrase with the head of a document, a body, a group or an office."""
    if not 2 <= len(phrase) <= 24:
        return None
    for kind, _ in _heads(phrase, ("document", "body", "group", "office")):
        document = kind == "document"
        return Subject(phrase, kind, 0.65, None if document else phrase, phrase if document else None)
    return None


def _heads(phrase: str, kinds: Sequence[str]) -> list[tuple[str, str]]:
    """Of which kinds the head of a phrase is and what it ends with, the longest first: 干部 is a group, no 部."""
    found = [(kind, _ENDINGS[kind].at_end_of(phrase)) for kind in kinds]
    return sorted((pair for pair in found if pair[1]), key=lambda pair: -len(pair[1]))
