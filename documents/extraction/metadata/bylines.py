"""By-lines read: whom one line, or the dateline of a report, names as its writers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from archive.lib.words import alternation
from people.names import is_office, is_person_name, joint_names, split_position
from people.names.shapes import HAN, SURNAMES, is_foreign_name, join_padded, strip_honorific

from ..lexicon import words
from .lines import read_fields, unbracketed

_SPLIT = re.compile(r"[、，,；;]|\s{2,}|[\u3000\xa0]+")
_BODY_END = re.compile("(?:" + alternation((*words("signing_bodies"), *words("body_endings"))) + ")(?:编印?|整理|制)?$")
_WORK_BODY = re.compile(
    r"《[^》]{1,20}》(?:杂志|社|报)?(?:社论|社論|评论员|编辑部|编委会|记者|述评|专论|供稿)$|^《[^》]{2,8}》$"
)
_NO_UNIT = frozenset(words("not_labels"))
_SENT = re.compile("[年月日][发發送]|并[转轉]")  # （一九五三年四月十八日发西南局并转某省委）
_MEETING_END = re.compile("(?:会议|會議|大会|大會|全会|座谈会|代表会)$")
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
_TOLD_AND_WRITTEN = re.compile(  # 郎某某口述　郝某某整理
    rf"(?P<told>[{HAN}、]{{2,12}}?)\s*(?:口述|讲述|遗稿)(?:[、，;；\s]*(?P<kept>[{HAN}、]{{2,12}}?)\s*(?:整理|记录|笔录|采访|采写|撰文)+)?"
)
_ORDINAL = re.compile(rf"(?<=[{HAN}])\s?[1-9](?:[,，][1-9])*(?=$|[，,、;；\s])")  # 叶知秋1，沈静川1,2: where each works
_BODY_AND_NAME = re.compile(
    rf"(?P<body>(?:《[^》]+》|[{HAN}]{{2,20}}(?:室|部|处|科|组|社|报|院|厂|局|大学)))(?P<name>(?:{alternation(SURNAMES)})[{HAN}]{{1,2}})$"
)
_UNIT_AND_NAME = re.compile(rf"(?P<unit>[{HAN}]{{2,20}})[：:]\s*(?P<name>[{HAN}]{{2,4}})")  # 走马街镇：张晨
_VISITS = re.compile("^(?:专访|專訪|走访|采访|採訪|对话|對話|[访訪記记])(?=[^者])")
_OTHERS = re.compile(  # …、罗念、何秀兰等二十五位同志 1966年10月17日
    r"等\s*[0-9一二三四五六七八九十百]{1,4}(?:余|多)?[名位个]?(?:同志|人|户|家)?[\s\u3000]*(?:[0-9一二三四五六七八九十〇年月日]{6,14})?$"
)
_DASHES = "—－-–─ "
NOT_BYLINE = re.compile(
    r"[：:！？!?。>]|目\s*录|前\s*言|序\s*言|引\s*言|附\s*[件录]|摘\s*要|编者按|说\s*明|通\s*知$|批\s*示$"
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
    if len(text) > 60 or _MEETING_END.search(text) or _SENT.search(text) or text[:2] in ("根据", "根據"):
        return False  # 根据录音整理
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
    plain = _OTHERS.sub("", _BEAT.sub("", unpadded(unbracketed(text).strip(_DASHES))))
    if (found := _LEAD_MARKS.match(plain)) and found.end() and next(read_fields(plain), None) is None:
        plain = plain[found.end() :]
    lists = [at.start() for at in _ROLE.finditer(plain)]
    if lists[1:] or lists[:1] > [0]:
        cuts = [*({0, *lists}), len(plain)]
        parts = [read_byline(plain[a:b].strip(" 、，,；;/／")) for a, b in pairwise(sorted(cuts))]
        return tuple(signer for part in parts for signer in part) if all(parts) else ()
    if told := _TOLD_AND_WRITTEN.fullmatch(plain):
        kept = (Signer(name, reporter=True) for name in _names(told["kept"] or ""))
        return (*(Signer(name) for name in _names(told["told"])), *kept)
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
    if not plain or len(plain) > 150 or NOT_BYLINE.search(plain):
        return ()
    reporters = _REPORTER.match(plain)
    if reporters and reporters["names"]:
        names = _names(_DID.sub("", reporters["names"]))
        if names:
            return tuple(Signer(name, reporters["office"].strip(), reporter=True) for name in names)
    whole = split_position(_VISITS.sub("", plain))
    several = any(is_person_name(word) for word in plain.split()[:-1])  # 乡长　周某某　妇联主任　何某某
    if whole and not several and "、" not in plain.replace(whole[0], ""):
        return (Signer(whole[1], whole[0]),)
    pieces = [join_padded(piece.strip()) for piece in _SPLIT.split(plain) if piece.strip()]
    pieces = [name for piece in pieces for name in (joint_names(piece) or (piece,))]
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
            position = attached["body"]  # 某办公室沈某、罗某、何某
            signers.append(Signer(attached["name"], position))
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
