"""The people of a document: by-lines, reporters, editors, the speaker that a title names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from archive.lib.words import alternation
from people.names import Gazetteer, is_office, is_person_name, split_position
from people.names.shapes import (
    HAN,
    HONORIFICS,
    OFFICES,
    SURNAMES,
    is_foreign_name,
    join_padded,
    name_after,
    strip_honorific,
)

from ..lexicon import words
from ..named_persons import find_named
from ..openings import CATALOGUED
from ..types import Block, PersonData
from .lines import Field, clean, read_fields, unbracketed

_SPLIT = re.compile(r"[、，,；;]|\s{2,}|[\u3000\xa0]+")
_BODY_END = re.compile("(?:" + alternation((*words("signing_bodies"), *words("body_endings"))) + ")(?:编印?|整理|制)?$")
_WORK_BODY = re.compile(
    r"《[^》]{1,20}》(?:杂志|社|报)?(?:社论|社論|评论员|编辑部|编委会|记者|述评|专论|供稿)$|^《[^》]{2,8}》$"
)
_NO_UNIT = frozenset(words("not_labels"))
_MEETING_END = re.compile("(?:会议|會議|大会|大會|全会|座谈会|代表会)$")
_PAGE_WORDS = frozenset(words("page_words"))
_PLACES = frozenset(words("provinces"))
_REPORTER = re.compile(
    rf"^(?P<office>[{HAN}《》“”A-Za-z ]{{0,24}}?(?:记者|記者|通讯员|通訊員|特派员))(?P<gap>[\s:：、]*)(?P<names>.*)$"
)
_ROLE = re.compile(  # 本报记者 罗念 通讯员 程远: each of these begins its own list of names
    rf"(?:(?<=^)|(?<=[\s、，,；;/／]))(?=[{HAN}《》]{{0,12}}?(?:记者|記者|通讯员|通訊員|特派员|实习生)[\s:：])"
)
_DID = re.compile(r"(?:整理|摄影报道|摄影|攝影|摄|报道|報導|采写|撰文|供稿|执笔)$")  # 本报记者 史某整理
_BEAT = re.compile(rf"(?<=[{HAN}])[／/][{HAN}]{{0,6}}(?:報導|报道|專訪|专访|特稿)$")  # 記者吳美玲／專題報導
_LEAD_MARKS = re.compile(
    r"^[\s□■○●◎◇◆△▲☆★※]*(?:(?:文\s*[/／、]?\s*图|图\s*[/／、]?\s*文|文|图)\s*[/／|｜丨\s]\s*)?(?=\S)"
)
_ORDINAL = re.compile(rf"(?<=[{HAN}])\s?[1-9](?:[,，][1-9])*(?=$|[，,、;；\s])")  # 叶知秋1，沈静川1,2: where each works
_MARKS = re.compile(r"\([^()]*(?:进入专栏|专栏)[^()]*\)|（进入专栏）")  # what a site puts beside a name
_BODY_AND_NAME = re.compile(
    rf"(?P<body>(?:《[^》]+》|[{HAN}]{{2,20}}(?:室|部|处|科|组|社|报|院|厂|局|大学)))(?P<name>(?:{alternation(SURNAMES)})[{HAN}]{{1,2}})$"
)
_UNIT_AND_NAME = re.compile(rf"(?P<unit>[{HAN}]{{2,20}})[：:]\s*(?P<name>[{HAN}]{{2,4}})")  # 走马街镇：张晨
_DASHES = "—－-–─ "
_NOT_BYLINE = re.compile(
    r"[：:！？!?。]|目\s*录|前\s*言|序\s*言|引\s*言|附\s*[件录]|摘\s*要|编者按|说\s*明|通\s*知$|批\s*示$"
)


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs a text: a person, or a body (`is_body`) such as an editorial board."""

    name: str
    position: str | None = None
    is_body: bool = False
    reporter: bool = False


def is_body(text: str) -> bool:
    """Whether `text` names a body that could sign a text.

    >>> [is_body(t) for t in ("《人民日报》社论", "某某县委整党办公室编", "新华社", "继续前进")]
    [True, True, True, False]
    """
    if len(text) > 60 or _MEETING_END.search(text):
        return False
    return bool(_BODY_END.search(text) or _WORK_BODY.search(text))


def read_byline(text: str) -> tuple[Signer, ...]:
    """Who signs, if the line is a by-line and nothing else; else nobody.

    >>> [(s.name, s.position) for s in read_byline("本报记者  贾立政  杜峻晓")]
    [('贾立政', '本报记者'), ('杜峻晓', '本报记者')]
    >>> [(s.name, s.position) for s in read_byline("卫生部副部长、傅连暲")]
    [('傅连暲', '卫生部副部长')]
    >>> [s.name for s in read_byline("《人民日报》社论")], read_byline("关于形势和任务")
    (['《人民日报》社论'], ())
    """
    plain = _BEAT.sub("", unpadded(unbracketed(text).strip(_DASHES)))
    if (found := _LEAD_MARKS.match(plain)) and found.end() and next(read_fields(plain), None) is None:
        plain = plain[found.end() :]
    lists = [at.start() for at in _ROLE.finditer(plain)]
    if lists[1:] or lists[:1] > [0]:
        cuts = [*({0, *lists}), len(plain)]
        parts = [read_byline(plain[a:b].strip(" 、，,；;/／")) for a, b in pairwise(sorted(cuts))]
        return tuple(signer for part in parts for signer in part) if all(parts) else ()
    if len(plain) < 60 and _ORDINAL.search(plain):
        names = _names(_ORDINAL.sub("", plain))
        return tuple(Signer(name) for name in names)
    unit = _UNIT_AND_NAME.fullmatch(plain)
    if (
        unit
        and is_person_name(unit["name"])
        and unit["unit"] not in _NO_UNIT
        and next(read_fields(plain), None) is None
    ):
        return (Signer(unit["name"], unit["unit"]),)
    if not plain or len(plain) > 150 or _NOT_BYLINE.search(plain):
        return ()
    reporters = _REPORTER.match(plain)
    if reporters and reporters["names"]:
        names = _names(_DID.sub("", reporters["names"]))
        if names:
            return tuple(Signer(name, reporters["office"].strip(), reporter=True) for name in names)
    whole = split_position(re.sub(r"^[访記记](?=[^者])", "", plain))
    if whole and "、" not in plain.replace(whole[0], ""):
        return (Signer(whole[1], whole[0]),)
    pieces = [join_padded(piece.strip()) for piece in _SPLIT.split(plain) if piece.strip()]
    return _signers(pieces, "、" in plain or len(pieces) == 1)


def _signers(pieces: Sequence[str], listed: bool) -> tuple[Signer, ...]:
    """Names, bodies and offices side by side; an office or a unit is the position of the names after it.

    Where 、 lists them (`listed`), or it stands alone, a body signs as well.
    """
    signers: list[Signer] = []
    position: str | None = None
    strange = 0
    for piece in pieces:
        name = strip_honorific(piece).removesuffix("等")
        pair = split_position(piece)
        if is_person_name(name) or (is_foreign_name(name) and "·" in name):
            signers.append(Signer(name, position))
        elif pair:
            signers.append(Signer(pair[1], pair[0]))
        elif is_office(piece) and not is_body(piece):
            position = f"{position}、{piece}" if position and not signers else piece
        elif is_body(piece):
            signers += [Signer(piece, is_body=True)] if listed else []
            position = piece
        elif piece in _PLACES or re.fullmatch(rf"[{HAN}]{{2,6}}[省市县区州]", piece):
            position = piece
        elif " " in piece and is_body(piece.split()[0]) and all(map(is_person_name, piece.split()[1:])):
            signers += [Signer(word, piece.split()[0]) for word in piece.split()[1:]]
        elif " " in piece and all(is_person_name(word) for word in piece.split()):
            signers += [Signer(word, position) for word in piece.split()]
        elif attached := _BODY_AND_NAME.match(piece):
            signers.append(Signer(attached["name"], attached["body"]))
        elif re.fullmatch(rf"[{HAN}]{{2,4}}(?:[（(][^（()）]*[)）])?", piece):  # a pen name, perhaps
            strange += 1
            signers.append(Signer(re.split("[（(]", piece)[0], position))
        elif not signers and len(pieces) > 1 and not re.search(r"[的了是]", piece):
            position = piece
        else:
            return ()
    known = [s for s in signers if is_person_name(s.name) or s.is_body]
    return tuple(signers) if known and strange <= len(known) else ()


def unpadded(text: str) -> str:
    """A line with the names of two and three letters in it that were spaced out to fill it put together.

    >>> unpadded("本报记者 罗 念 宋知秋 通讯员 程 远"), unpadded("温  如  海"), unpadded("甲 乙 组")
    ('本报记者 罗念 宋知秋 通讯员 程远', '温如海', '甲乙组')
    """
    if not _SPACED.search(text):
        return text
    whole = join_padded(text)
    return whole if whole != text else _SPACED.sub(_spaced_name, text)


_SPACED = re.compile(rf"(?<![{HAN}])[{HAN}](?:[ \u3000]{{1,4}}[{HAN}](?![{HAN}])){{1,2}}")


def _spaced_name(found: re.Match[str]) -> str:
    name = re.sub(r"\s", "", found[0])
    return name if is_person_name(name) else found[0]


def _names(text: str) -> list[str]:
    """The names of a list of names only; empty where something else stands among them."""
    pieces = [join_padded(piece.strip()) for piece in _SPLIT.split(text) if piece.strip()]
    names = [name for piece in pieces for name in ([piece] if is_person_name(piece) else piece.split())]
    return names if names and all(is_person_name(name) for name in names) else []


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
    value = re.split(r"\s{3,}|[\[［]|发信站|来源|[\s\u3000](?=[\u4e00-\u9fff]{2,4}[:：])", unpadded(field.value))[0]
    value = re.sub(r"[/／](?:采写?|文|摄|整理|图)|[（(][^）)]*[）)]|【[^】]*】", "", value)
    position = "责任编辑" if field.meaning == "editor" and field.name.endswith(("责编", "责任编辑")) else None
    if field.name in ("主编", "主編") or re.fullmatch(f"[{HAN}]{{2,8}}(?:记者|記者|通讯员)", field.name):
        position = field.name  # （本报记者　罗念）
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
    for block in front:
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
        if CATALOGUED.match(text):
            continue
        stated = any(field.meaning not in ("author", "reporter", "editor") for field in read_fields(text))
        people = () if stated else read_byline(_MARKS.sub("", text))
        if people and waiting and people[0].position is None:
            people = (replace(people[0], position=waiting), *people[1:])
        waiting = (
            plain if not people and is_office(plain) and len(plain) <= 60 and not _NOT_BYLINE.search(plain) else None
        )
        found += people
    return affiliated(found, front)


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


_TOLD = re.compile(  # 本报讯（记者 罗念 程远）, 新华社北京5月3日电（记者罗念、程远）
    rf"(?:电|讯|訊|電|消息|报道|報導)\s*[】\])）〕]?\s*[（(](?P<who>[{HAN}《》“”\s、，,]{{0,20}}"
    rf"(?:记者|記者|通讯员|通訊員|特派员|实习生)[{HAN}·\s、，,]{{2,60}})[)）]"
)
_WIRED = re.compile(  # 【本報記者陳啟明臺中訊】, 【記者林文／臺北報導】, 本报记者罗念归云报道
    rf"[【〔\[（(]?\s*(?P<office>[{HAN}《》]{{0,8}}(?:记者|記者|特派员|特派員))\s*(?=[{HAN}])"
)
_WIRED_END = re.compile(rf"[／/、\s]?[{HAN}\d]{{0,14}}(?:电|電|讯|訊|报道|報導)\s*[】〕\])）：:]")
_LAST_BRACKET = re.compile(rf"[。！？”」]\s*[（(](?P<who>[{HAN}《》“”·\s、，,]{{2,60}})[)）]$")


def told_by(paragraphs: Sequence[str]) -> list[Signer]:
    """The reporters that the dateline of a report names, or the bracket at its end: …（记者 罗念）, …。（罗念 程远）.

    >>> [(s.name, s.position) for s in told_by(["【本報記者陳啟明臺中訊】省府水利局昨日開會。"])]
    [('陳啟明', '本報記者')]
    >>> [(s.name, s.position) for s in told_by(["本报讯（记者 罗念 通讯员 程远）五日开会。", "会后参观。（完）"])]
    [('罗念', '记者'), ('程远', '通讯员')]
    """
    if not paragraphs:
        return []
    first, last = paragraphs[0][:160], paragraphs[-1][-80:]
    if found := _TOLD.search(first):
        return list(read_byline(found["who"]))
    if found := _WIRED.match(first):
        named = name_before_place(first, found.end())
        return [Signer(named, found["office"], reporter=True)] if named else []
    if found := _LAST_BRACKET.search(last):
        return [s for s in read_byline(found["who"]) if is_person_name(s.name)]
    return []


def name_before_place(text: str, at: int) -> str | None:
    """The name at a place of a dateline that a place and 讯, 电 or 报道 follow; of names that fit, the one of three."""
    for length in (3, 2, 4):
        name = text[at : at + length]
        if is_person_name(name) and _WIRED_END.match(text, at + length):
            return name
    return None


def signers_below(tail: Sequence[Block], fields: Sequence[Field]) -> list[Signer]:
    """Who signs under a text that nobody signs above it: 清江县革命委员会报道组. The value of a field signs nothing."""
    values = {field.value for field in fields}
    lines = [line for block in tail[:3] if block.kind == "tail" and (line := clean(block.text.text)) not in values]
    lines = [line for line in lines if len(line) < 30 and line[:1] not in "已抄报送"]
    return [s for line in lines for s in read_byline(line) if s.is_body or is_person_name(s.name)]


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
