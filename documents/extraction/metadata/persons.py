"""The people of a document: those who sign, those its fields name, the speaker that a title names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from archive.lib.words import alternation
from people.names import Gazetteer, is_office, is_person_name
from people.names.shapes import CALLINGS, HAN, HONORIFICS, OFFICES, is_foreign_name, name_after, strip_honorific

from ..endings import signs_as
from ..lexicon import words
from ..named_persons import find_named
from ..openings import CATALOGUED
from ..types import Block, PersonData
from .attendance import list_lines
from .bylines import NOT_BYLINE, Signer, is_body, read_byline, unpadded
from .lines import Field, clean, is_bracketed, read_fields, unbracketed

_PAGE_WORDS = frozenset(words("page_words"))
_MARKS = re.compile(r"\([^()]*(?:进入专栏|专栏)[^()]*\)|（进入专栏）")  # what a site puts beside a name
_DASHES = "—－-–─ "
_DAY_FIRST = re.compile(r"\s*(?:[0-9]{4}|[一二三四五六七八九十〇○零]{4})\s*年")


def recorded(field: Field) -> list[PersonData]:
    """The persons of a record's author column: what is no name by its letters is a pen name or a column.

    >>> [p.name for p in recorded(Field("author", "author", "一悠"))]
    ['一悠']
    """
    found = read_people(field)
    pen = field.value.strip()
    if found or field.meaning != "author" or not re.fullmatch(r"[^\s，。；：！？,;:/]{2,12}", pen):
        return found
    return [PersonData(pen, "author")]


def read_people(field: Field) -> list[PersonData]:
    """The persons or bodies of an author, reporter or editor field: 作者:施芝鸿，陈芳/采, 责任编辑:张克敏.

    >>> [(p.name, p.role) for p in read_people(Field("editor", "本文责编", "frank_ 发信站：某站"))]
    [('frank', 'editor')]
    """
    value = _KEPT.sub("", field.value) if field.meaning == "reporter" else field.value  # （本报记者　罗念整理）
    value = re.split(r"\s{3,}|[\[［]|发信站|来源|[\s\u3000](?=[\u4e00-\u9fff]{2,4}[:：])", unpadded(value))[0]
    beside = _POST_BESIDE.findall(value)  # 采访者：许某某（某大学研究生，以下简称许）
    value = re.sub(r"[/／](?:采写?|文|摄|整理|图)|[（(][^）)]*[）)]|【[^】]*】", "", value)
    position = "责任编辑" if field.meaning == "editor" and field.name.endswith(("责编", "责任编辑")) else None
    if field.name in ("主编", "主編", "副主编", "副主編") or re.fullmatch(
        f"[{HAN}]{{2,8}}(?:记者|記者|通讯员)", field.name
    ):
        position = field.name  # （本报记者　罗念）
    if position is None and len(beside) == 1 and is_office(beside[0]):
        position = beside[0]
    signers = read_byline(value)
    if any(s.reporter for s in signers):  # 作者：学生记者 何静怡
        return [PersonData(s.name, "reporter", s.position) for s in signers]
    people = []
    for piece in re.split(r"[、，,；;/／|\s\u3000]+", value):
        name = strip_honorific(piece.strip("_*《》:："))
        if piece in _PAGE_WORDS:
            continue
        signers = read_byline(piece)
        if signers:
            people += [PersonData(s.name, field.meaning, s.position or position) for s in signers]
        elif (
            is_person_name(name)
            or is_foreign_name(name)
            or is_body(name)
            or re.fullmatch(r"[A-Za-z][\w.-]{1,19}", name)
        ):
            people.append(PersonData(name, field.meaning, position))
    return people


_KEPT = re.compile("(?:整理|摄影报道|报道|采写|摄)$")
_POST_BESIDE = re.compile(rf"[（(]([{HAN}、]{{4,30}})(?:[，,][^（()）]*)?[)）]")
_OFFICE = re.compile(alternation(OFFICES))
_AFTER_SUBJECT = re.compile(
    rf"(?:{alternation((*HONORIFICS, *OFFICES))})?(?:等(?:人|同志|首长)?)?[0-9一二三四五六七八九十〇年月日]{{0,12}}"
    + alternation(words("title_verbs"))
)


def speakers_in_title(title: str, gazetteer: Gazetteer) -> list[Signer]:
    """The persons that a title makes its subject: 彭真在市委工作会议上的讲话, 施芝鸿：改革….

    >>> [s.name for s in speakers_in_title("让一条河清起来——李建华同志、王强在座谈会上的讲话", Gazetteer())]
    ['李建华', '王强']
    >>> speakers_in_title("在座谈会上的讲话", Gazetteer())
    []
    """
    for piece in re.split(r"——|──|\s+|[:：](?=.{8})", title):
        line, at, found = piece.strip(_DASHES) + "：", 0, []
        while hit := _subject(line, at, gazetteer):
            at, name = hit
            office = _OFFICE.match(line, at)
            found.append(Signer(name, office[0] if office else None))
            rest = re.compile("同志、|同志和|、|和").match(line, at)
            at = rest.end() if rest else at
        if found and _AFTER_SUBJECT.match(line, at):
            return found
        named = next(iter(find_named(line, gazetteer)), None) if not found else None
        if named and named.start == 0 and named.position and _AFTER_SUBJECT.match(line, named.end):
            return [Signer(named.name, named.position)]  # 水利部副部长沈某某在论坛上的演讲
    return []


def _subject(line: str, at: int, gazetteer: Gazetteer) -> tuple[int, str] | None:
    """End and full name of the person whose name begins at `at`."""
    for length in range(8, 1, -1):
        known = gazetteer.candidates(line[at : at + length])
        if len(known) == 1 and known[0].kind == "person":
            return at + length, known[0].name
    return name_after(line, at)


def signers(front: Sequence[Block], title: str | None) -> list[Signer]:
    """Who signs in the lines around a title. An office on one line belongs to the name on the next."""
    found: list[Signer] = []
    waiting: str | None = None
    attending = list_lines(front)
    for at, block in enumerate(front):
        text = block.text.text
        plain = clean(text)
        if (
            not plain
            or plain == title
            or (block is front[0] and is_body(plain) and (title or "").startswith(plain))
            or block.kind != "head"
            or block.markup in ("h1", "h2", "h3")
        ):
            continue
        if CATALOGUED.match(text) or (is_bracketed(text) and _DAY_FIRST.match(unbracketed(text))):
            continue  # （2007年6月8日　云阳）: a day and a place
        if found and is_bracketed(text) and is_post(post := unbracketed(text)):  # 周某 / （中共某省委宣传部副部长）
            found[-1] = found[-1] if found[-1].position or found[-1].is_body else replace(found[-1], position=post)
            continue
        stated = any(field.meaning not in ("author", "reporter", "editor") for field in read_fields(text))
        people = () if stated else read_byline(_MARKS.sub("", text))
        if at in attending and not any(signer.reporter for signer in people):
            continue  # 江某某先生, one line of those present, signs nothing
        if people and waiting and people[0].position is None:
            people = (replace(people[0], position=waiting), *people[1:])
        waiting = (
            plain if not people and is_office(plain) and len(plain) <= 60 and not NOT_BYLINE.search(plain) else None
        )
        found += people
    return described(affiliated(found, front), front)


def is_post(text: str) -> bool:
    """Whether a line in brackets is an office and nothing else.

    >>> is_post("中共某省委宣传部副部长"), is_post("被接见的有各校代表"), is_post("沈石桥：县长")
    (True, False, False)
    """
    return _POST.fullmatch(text) is not None and is_office(text)


_POST = re.compile(rf"(?![{HAN}]*(?:接见|参加|出席|等单位|还有))[{HAN}、]{{3,40}}")
_DESCRIBED = re.compile(
    rf"(?:^[（(〔【\[［]|[，,；;])\s*(?P<name>[{HAN}·]{{2,8}})\s*[：:，,系]\s*(?:时任|现任)?"
    rf"(?P<post>[{HAN}、·]{{3,40}}?)(?=[。，,；;—–（(-]|\s*[）)〕】\]］]$)"
)


def described(people: list[Signer], front: Sequence[Block]) -> list[Signer]:
    """The same persons with what a line in brackets below says of them: （沈石桥：省统计局综合科副科长）."""
    heads = [text for block in front if block.kind == "head" and (text := clean(block.text.text))[:1] in _OPENING]
    posts: dict[str, str] = {}
    for text in heads:
        for hit in _DESCRIBED.finditer(text):
            posts.setdefault(hit["name"], hit["post"].strip())
    return [replace(p, position=posts[p.name]) if p.name in posts else p for p in people] if posts else people


_OPENING = tuple("（(〔【[［")
_WORKPLACE = re.compile(rf"(?:^|[;；\s（(])(?P<n>[1-9])\s*[．.、]?\s*(?P<unit>[{HAN} ]{{4,40}})")


def affiliated(people: list[Signer], front: Sequence[Block]) -> list[Signer]:
    """The same persons with where they work, as a journal numbers it: 叶知秋1，沈静川2 / （1．某大学；2．某局）."""
    lines = [clean(block.text.text) for block in front]
    units = {hit["n"]: re.sub(r"\s", "", hit["unit"]) for line in lines for hit in _WORKPLACE.finditer(line)}
    if not units or not people:
        return people
    text = "\n".join(lines)
    numbers = {p.name: re.search(rf"{re.escape(p.name)}\s?([1-9])", text) for p in people}
    return [
        replace(p, position=units.get(n[1])) if (n := numbers[p.name]) and p.position is None else p for p in people
    ]


def signers_below(tail: Sequence[Block], fields: Sequence[Field]) -> list[Signer]:
    """Who signs under a text that nobody signs above it: 清江县革命委员会报道组. The value of a field signs nothing."""
    values = {field.value for field in fields}
    lines = [
        line for block in tail[:SIGNING] if block.kind == "tail" and (line := clean(block.text.text)) not in values
    ]
    lines = [line for line in lines if len(line) < (80 if "、" in line else 30) and line[:1] not in "已抄报送"]
    found: list[Signer] = []
    signers = (s for line in lines for s in _with_post(line) or read_byline(line))
    for signer in (s for s in signers if s.is_body or is_person_name(s.name)):
        shared = found[-1].position if found and signer.position is None and not signer.is_body else None
        # 青石公社社员　罗大山 / 秦满囤: the calling of the first is that of those below
        found.append(replace(signer, position=shared) if shared and shared.endswith(_CALLINGS) else signer)
    return found


def _with_post(line: str) -> list[Signer]:
    """The signers of a line that names their office first: 副主席：罗念、何秀兰."""
    post, _, names = line.partition("：")
    return [Signer(signer.name, post) for signer in read_byline(names)] if signs_as(line) else []


SIGNING = 6  # lines under a text that may sign it
_CALLINGS = tuple(CALLINGS)


def reporters_below(tail: Sequence[Block]) -> list[PersonData]:
    """The reporters whom a bracket under a text names: （本报记者罗念整理）."""
    lines = (line for block in tail if is_bracketed(line := clean(block.text.text)) and len(line) < 40)
    return [PersonData(s.name, "reporter", s.position) for line in lines for s in read_byline(line) if s.reporter]


_OF_AUTHOR = re.compile(
    rf"(?:^|[。；（(*＊\s])(?:本文)?作者(?:单位|單位)?\s*(?:[:：]|为|為|系|是)\s*(?P<post>[{HAN}、·\s]{{3,40}}?)(?=[，,。）)*\s]*$|[，,。；])"
)


def with_post_below(people: list[PersonData], tail: Sequence[Block]) -> list[PersonData]:
    """The one author with what a line after the text says of him: （作者单位：某大学历史系）, 作者為退休教師。."""
    alone = [person for person in people if person.role in ("author", "speaker")]
    post = next((hit["post"].strip() for block in tail if (hit := _OF_AUTHOR.search(block.text.text))), None)
    if len(alone) != 1 or alone[0].position or post is None or is_person_name(post):
        return people
    return [replace(person, position=post) if person is alone[0] else person for person in people]


def with_offices(people: Iterable[PersonData], paragraphs: Sequence[str], gazetteer: Gazetteer) -> list[PersonData]:
    """The same people, with the office that the first paragraphs print beside a name that has none yet."""
    positions: dict[str, str] = {}
    for text in paragraphs:
        for named in find_named(text, gazetteer):
            if named.position:
                positions.setdefault(named.name, named.position)
    return [p if p.position else replace(p, position=positions.get(p.name)) for p in people]


def merge_people(people: Iterable[PersonData]) -> tuple[PersonData, ...]:
    """Each person once: a reporter is no author besides, and a printed position is kept.

    >>> merge_people([PersonData("李群", "author"), PersonData("李群", "reporter", "本报记者")])
    (PersonData(name='李群', role='reporter', position='本报记者'),)
    """
    merged: dict[str, PersonData] = {}
    for person in people:
        known = merged.get(person.name)
        if known is None:
            merged[person.name] = person
            continue
        role = person.role if known.role == "author" else known.role
        merged[person.name] = PersonData(person.name, role, known.position or person.position)
    return tuple(merged.values())
