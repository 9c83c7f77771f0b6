"""Who 他, 他们 and an unnamed subject stand for: the nearest sentence that names somebody decides."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import replace
from itertools import islice

from archive.lib.words import alternation
from people.names import is_person_name
from people.names.shapes import HAN

from ..lexicon import words
from .cues import SENTENCE_END, clauses_before, sentences_before
from .kinds import NAME, NOUN, OF, ROLE, VERB
from .noun_phrases import Subject, read_phrase
from .phrases import plain, skip_openers
from .roster import Roster
from .subjects import acting, made_to_speak
from .tokens import tokens

_HEADS = alternation(head for head in words("group_heads") if len(head) > 1)
_GROUP = re.compile(rf"([{HAN}（）]{{0,12}}?{_HEADS}们?)(?!数|[{HAN}]{{0,2}}的)")  # not 出工人|数
_JUST_NAMED = re.compile(rf"(?:就是|都是|只有|还有)([{HAN}]{{1,8}}们)$")  # 头一个受累的就是队长们，他们说
_SPOKEN_OF = re.compile("(?:就|对于?|至于|拿)([^，。]{2,12}?)(?:来说|来讲|而言|说来|来看|本人说)")  # 就周大山来说，
_OF_TIME = re.compile("(?:[以之]前|[以之]后|的时候)$")
_TIME_END = re.compile("(?:[以之]?后|时候?)$")
_BARE_HEADS = frozenset(("分子", "人员", "人士", "部门", "单位", "方面", "首长", "敌人", "人家"))
_AGENT = re.compile(
    "被([^，。]{1,8}?)(?:大骂|痛骂|骂|训斥|训|斥责|责骂|质问|嘲笑|讥笑|呵斥|威胁|警告)"
)  # 竟被他大骂，并且说
# 不想修路的人，说我们…: those who do something, in a clause of their own
_WHO_DO = re.compile(
    rf"(?![是有对把向被给从在和与同为])[{HAN}“”]{{2,18}}的(?:人们?|户|同志|干部|社员|农民|工人|群众|学生|同学|代表)$"
)
_PREDICATE = re.compile("(?:[就正也]|[这那][就正也]?)?是")  # 就是周大山那样的人: no subject
_FARTHEST = 8  # sentences back that 他 may be named
TAUGHT = re.compile("教导我们|教导(?:说|过|:|：)|教导$|语录")  # 毛主席教导我们说：“…”。他说: not the Chairman
_OF_HIS = (
    "们",
    "的",
    "指示",
    "著作",
    "语录",
    "教导",
    "思想",
    "画像",
    "像",
    "家",
    "家里",
    "那里",
)  # a thing or place of his
_ANYBODY = ("某人", "某某", "某个", "那儿", "这儿")  # 某人怕事；某人好名
_KIN = frozenset(words("kin"))  # 他当了队长，儿子当了食堂堂长，他公开说: not the son
_KINDS = frozenset(words("group_speakers")) - {
    "记者",
    "老人",
    "负责人",
    "发言人",
}  # 同学 are several where no number says one
_ONE = ("一位", "一个", "一名", "这位", "那位", "那个", "这个", "有位", "有个")
_BARE_PARTS = frozenset(("一些", "一位", "一个", "一名", "些", "个", "位", "名", "人"))  # 还有一些不足
_FOLLOWERS = ("之流", "等人", "一伙", "之辈", "等同志", "一家", "夫妇", "一行")
_AT_HIS_PLACE = re.compile(
    f"[{HAN}]{{0,4}}(?:家|家里|家中|那里|处)(?:里|中)?(?:开会|开|做客|吃|住|去|找)"
)  # 在周大山队长家开会
_SOME_GROUP = re.compile(
    r"((?:有些|有的|一些|那些|某些|不少|许多|很多)人(?![员民家们事物])|"
    rf"(?:某些|有些|有的|一些|许多|不少|很多|部分|少数|多数|个别|广大)[{HAN}]{{0,8}}?(?:{_HEADS}){{1,2}}们?)"
)
_THEY = re.compile("(?:但|但是|所以|因此|而且)?(?:他|她)们(?!的)")
_CROWD = re.compile("众(?=[热鼓高笑齐呼答喊问起欢])")  # （众热烈鼓掌，高呼
_SOME = re.compile(
    f"(?:有的|有些|有[个位]|一[位个名些]|不少|许多|部分|个别|某)(?!事|时|地方)[{HAN}]{{2,8}}"
)  # 有的病号，拿着…
_TITLE = re.compile(r"《[^《》]*》")
# 来了一个……的老太太，她说
_NEWCOMER = re.compile(
    rf"(?:来|有|到|见|遇|碰|找)[了过到着上]*(一[个位名](?:[^，。；]{{0,14}}的)?[{HAN}]{{1,5}}[人太娘汉妇生员者长工兵家师友客民])$"
)
_SEVERAL = re.compile(
    "们|方面|部门|单位|媒体|这些|那些|[几两三四五六七八九十百千]|群众|大家|有人|人们|别人|有的|有些|一些|许多|不少|各|全体|全场|众|[少多]数|部分|双方|人人|强迫|逼迫|勒令|阶级|集团|派|[、和与]|干部|社员|工人|农民|学生|委员|代表|职工|党员|人民|百姓"
)
_HEAD_PRONOUN = re.compile(r"(他们|她们|他|她)(?!的|们|当中的|中的|之中的|其中)")  # 他们当中的几个人


def subject_of_sentence(text: str, begin: int, before: int, roster: Roster) -> tuple[Subject, int] | None:
    """The subject of the clauses of text[begin:before], the nearest first, and where its clause begins.

    >>> from people.names import Gazetteer
    >>> subject_of_sentence("县长周大山走进会场，擦了擦汗，", 0, 15, Roster(Gazetteer(), ["周大山"]))[0].name
    '周大山'
    """
    for start, end, _ in clauses_before(text, begin, before)[:8]:
        clause = text[start:end]
        agent = _AGENT.search(clause)
        subject = read_phrase(agent[1], roster) if agent else made_to_speak(clause, roster)
        subject = subject or head_subject(clause, roster)
        if subject:
            return subject, start
    return None


def topic_before(text: str, at: int, roster: Roster) -> Subject | None:
    """Whom the sentence before speaks of: what its first clause begins with.

    >>> from people.names import Gazetteer
    >>> topic_before("税务所围起场口，只留一口。向群众", 16, Roster(Gazetteer())).label
    '税务所'
    """
    for begin, end in islice(sentences_before(text, at), 1, 3):
        for start, stop, _ in reversed(clauses_before(text, begin, end)):
            clause = text[start:stop]
            if _OF_TIME.search(clause):  # 县委请大家开会以前，社员很高兴。说：
                continue
            subject = head_subject(clause, roster)
            if subject and subject.kind != "document":
                return subject
            if start > begin:
                break
    return None


def head_subject(clause: str, roster: Roster) -> Subject | None:
    """Who a clause begins with: a known name, a name after an office, a pronoun, or a group that is the whole of it."""
    clause = plain(clause).strip()
    clause = clause[1:] if clause.startswith(("”", "」")) else clause
    head = clause[skip_openers(clause) :]
    pronoun = _HEAD_PRONOUN.match(head)
    if pronoun:
        return Subject(pronoun[1], "pronouns" if len(pronoun[1]) > 1 else "pronoun", 0.8)
    subject = acting(clause, roster)
    if subject and subject.label not in _BARE_PARTS:
        return subject
    if _CROWD.match(head):
        return Subject("众", "group", 0.8, "众")
    if _SOME.fullmatch(head) and all(token.kind in (NOUN, NAME, OF) for token in tokens(head, roster)):
        return Subject(head, "group", 0.6, head)
    if _WHO_DO.match(head):
        return Subject(head, "group", 0.6, head)
    spoken_of = _SPOKEN_OF.match(head)
    if spoken_of:
        return read_phrase(spoken_of[1], roster)
    if len(head) > 1 and roster.resolve(head[0]) and not is_person_name(head[:3]):  # 古落选后，到处说
        return Subject(head[0], "person", 0.7, roster.resolve(head[0]))
    return None


def is_one_of_a_group(subject: Subject) -> bool:
    """Whether a group is printed as one person whom 他 may mean: 一位老人, 那个记者."""
    if subject.kind != "group" or len(subject.label) < 2:
        return False
    if subject.label.startswith(_ANYBODY):
        return False
    if subject.label.startswith(_ONE):
        return True
    return not (_SEVERAL.search(subject.label) or subject.label in _KINDS)


def person_before(
    text: str,
    at: int,
    roster: Roster,
    reach: int = 4,
    *,
    heads_only: bool = False,
    named: bool = False,
    pronoun: str = "",
    others: Container[str | None] = (),
) -> Subject | None:
    """The person 他 stands for at `at`: who the nearest clause begins with, else who the nearest sentence names first.

    `reach` is how many sentences are looked at, the present one first; with `heads_only` a person counts only as what a
    main clause begins with, `named` asks for one with a name, and `others` are named beside 他. Whom an
    earlier sentence is about goes before whom a nearer one only mentions.
    """
    in_passing, relative = None, None
    begins_sentence = SENTENCE_END.search(text, max(0, at - 1), at) is not None
    left = reach
    for back, (begin, end) in enumerate(islice(sentences_before(text, at), _FARTHEST + 1)):
        if left < 1:
            break
        going_on, of_him = heads_only, False
        clauses = clauses_before(text, begin, end)
        for start, stop, _ in clauses[:8] + clauses[8:][-1:]:  # a long sentence names its subject at its beginning
            if (heads_only and text.startswith("当", start)) or _PREDICATE.match(text, start):
                continue
            if TAUGHT.search(text, start, stop) or (named and _is_time_before_he(text, start, stop)):
                continue
            subject = head_subject(text[start:stop], roster)
            of_him = of_him or (subject is not None and subject.kind == "pronoun")
            going_on = going_on or of_him
            if subject and pronoun and subject.kind != "pronoun" and pronoun in text[start:stop]:
                continue  # 那人威胁她: she is somebody else
            found = _person_at_head(subject, text, start, stop, roster)
            if found and (found.kind == "person" or not named) and found.name not in others:
                if found.kind == "person" or found.label not in _KIN:
                    return found
                relative = relative or found
        in_passing = in_passing or (None if going_on else _named_first(text, begin, end, roster, others))
        in_time = not back and any(_is_dealt_with(text, start, stop, roster) for start, stop, _ in clauses)
        if in_passing and not (back or begins_sentence or in_time):  # 据周大山介绍，他; not 大家批评周大山时，他
            return in_passing
        left += (of_him and reach > 1) - 1  # a sentence about 他 leads on to whom he is
    return in_passing or relative


def _person_at_head(subject: Subject | None, text: str, start: int, stop: int, roster: Roster) -> Subject | None:
    """The person that a clause is about, given what it begins with."""
    before_he = _is_time_before_he(text, start, stop)
    if before_he and subject and text.startswith("的", text.find(subject.label, start) + len(subject.label)):
        return None  # 周大山的文章发表后，他: somebody else
    if subject and (subject.kind == "person" or is_one_of_a_group(subject)):
        return subject
    if subject and subject.kind in ("self", "selves"):  # 我给周大山反映后，他说
        other = next(roster.people_in(text[start:stop]), None)
        if other:
            return Subject(other.label, "person", 0.7, other.name or other.label)
    owner = _owner_at_head(text[start:stop], roster)
    if owner and not before_he:
        return owner
    newcomer = _NEWCOMER.search(text, start, stop)
    return Subject(newcomer[1], "group", 0.6, newcomer[1]) if newcomer else None


def _is_time_before_he(text: str, start: int, stop: int) -> bool:
    """Whether a clause says when he did what the next one tells: 孙小河申请入社时，他."""
    return _TIME_END.search(text, start, stop) is not None and text.startswith(("他", "她"), stop + 1)


def _is_dealt_with(text: str, start: int, stop: int, roster: Roster) -> bool:
    """Whether a clause says when something was done to whom it names, before he acts: 大家批评周大山时，他."""
    if not _is_time_before_he(text, start, stop):
        return False
    found = tokens(text[start:stop], roster)
    named = next((at for at, token in enumerate(found) if token.kind == NAME), 0)
    return any(token.kind == VERB or token.word in ("对", "把") for token in found[:named])


def _owner_at_head(clause: str, roster: Roster) -> Subject | None:
    """The person whose thing a clause is about: 周大山的脸色变了; not 周大山的父亲来了."""
    found = tokens(clause[skip_openers(clause) :], roster)
    if len(found) < 4 or found[0].kind != NAME or found[1].kind != OF:
        return None
    last = next((at for at in range(2, len(found)) if found[at].kind not in (NOUN, OF)), len(found)) - 1
    if last < 2 or ROLE.at_end_of(found[last].word):
        return None
    return Subject(found[0].word, "person", 0.7, found[0].name or found[0].word)


def _named_first(text: str, begin: int, end: int, roster: Roster, others: Container[str | None]) -> Subject | None:
    """The person a sentence names first, if 他 may mean him."""
    found = roster.people_in(text[begin:end])
    mentions = [mention for mention in found if _may_be_he(text, begin + mention.start, begin + mention.end)]
    mentions = [mention for mention in mentions if (mention.name or mention.label) not in others]
    first = min(mentions, default=None)
    return Subject(first.label, "person", 0.6, first.name or first.label) if first else None


def _may_be_he(text: str, start: int, end: int) -> bool:
    """Whether a person named in passing may be meant by 他 after it: not 对周大山的批评, not 周大山们."""
    if text[start - 1 : start] in tuple("对向把被将给跟与在到") or text.startswith(_OF_HIS, end):
        return False
    return not _AT_HIS_PLACE.match(text, end) and not TAUGHT.match(text, end)


def first_sentence(text: str) -> str:
    """A text up to the end of its first sentence.

    >>> first_sentence("周大山来了。他说话了。")
    '周大山来了。'
    """
    found = SENTENCE_END.search(text)
    return text[: found.end()] if found else text


def group_before(text: str, at: int, roster: Roster) -> Subject | None:
    """The group 他们 stands for at `at`: what a clause before it begins with, else the last one named.

    >>> from people.names import Gazetteer
    >>> group_before("有些社员不满意。队长来到干部中间时，他们", 18, Roster(Gazetteer())).label
    '有些社员'
    """
    named, left = None, 4
    for back, (begin, end) in enumerate(islice(sentences_before(text, at), _FARTHEST)):
        if left < 1:
            break
        of_them, until = False, end
        for number, (start, stop, _) in enumerate(clauses_before(text, begin, end)[:8]):
            just_named = _JUST_NAMED.search(text, start, stop) if not back and number < 2 else None
            if just_named:
                return Subject(just_named[1], "group", 0.6, just_named[1])
            subject = head_subject(text[start:stop], roster)
            if subject and subject.kind == "pronouns":
                of_them, until = True, start
            elif back and _THEY.match(text, begin):  # 他们看不清，好像社员什么都不关心。他们
                continue
            followers = subject is not None and text.startswith(
                _FOLLOWERS, text.find(subject.label, start) + len(subject.label)
            )
            if subject and (subject.kind in ("group", "people") or followers):
                return replace(subject, certainty=0.65)
        left += of_them - 1  # a sentence about 他们 leads on to who they are
        groups = _SOME_GROUP.findall(text, begin, until) or _GROUP.findall(text, begin, until)
        named = named or next(
            (group for group in reversed(groups) if group not in _BARE_HEADS and group[0] not in "他她我"), None
        )
    return Subject(named, "group", 0.5, named) if named else None
