"""What was typed into the search box, cut into its pieces: words, phrases, and what narrows. Pure: no database."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from archive.lib.chinese import fold

MAX_CHARACTERS = 1_000
MAX_TERMS = 32

# Names of fields, and of kinds of text, as they are typed; folded, so that either script will do.
FIELDS = {
    name: field
    for field, names in {
        "speaker": "speaker 讲话人 发言人 人物 author 作者",
        "position": "position 职务 职位",
        "meeting": "meeting 会议",
        "publication": "publication 出版物 出处",
        "title": "title 题名 标题",
        "kind": "kind 类型",
        "date": "date 日期 年",
        "document": "in",
    }.items()
    for name in names.split()
}
KINDS = {
    name: kind
    for kind, names in {
        "paragraph": "paragraph 文字 段落",
        "remark": "remark 发言",
        "quotation": "quotation 引文 引语",
        "title": "title 题名 标题",
        "name": "name 人名",
        "meeting": "meeting 会议",
    }.items()
    for name in names.split()
}

_MINUS = re.compile(r"[-－](?=\S)")
_NAME = re.compile(r"([A-Za-z]{2,12}|[一-鿿]{1,4})[:：]")
_VALUE = re.compile(r'"(?P<straight>[^"]*)"?|“(?P<curly>[^”]*)”?|(?P<word>[^\s"“]+)')
_OR = ("OR", "|", "｜")


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, a phrase or a `name:value`, which stands at `start`..`end` of what was typed.

    `field` is that field's own name, "" of words; `name` what was typed before the colon, known or not. The piece is
    not wanted if `negated`, and joined to the one before by OR if `either`.
    """

    start: int
    end: int
    value: str
    name: str = ""
    field: str = ""
    negated: bool = False
    either: bool = False

    @property
    def words(self) -> str:
        """The value with what only looked like the name of a field.

        >>> [piece.words for piece in pieces("乔远山：修渠 类型：发言")]
        ['乔远山:修渠', '发言']
        """
        return f"{self.name}:{self.value}" if self.name and not self.field else self.value


def pieces(text: str, known: Mapping[str, str] = FIELDS) -> Iterator[Piece]:
    """The pieces of what was typed, in order; AND, OR and NOT in capitals are none, but say how the next is meant.

    A field takes the next word for its value where a space follows its colon.

    >>> [(p.field, p.value, p.negated, p.either) for p in pieces('讲话人: 马启智 NOT 官僚 -类型:引文')]
    [('speaker', '马启智', False, False), ('', '官僚', True, False), ('kind', '引文', True, False)]
    >>> [(p.value, p.either) for p in pieces('"群众 路线" AND 改革 OR 开放')]
    [('群众 路线', False), ('改革', False), ('开放', True)]
    """
    end = 0
    since, negated, either = None, False, False
    while (piece := _piece(text, end, known)) is not None:
        end = piece.end
        word = text[piece.start : end]
        if word == "NOT":
            since, negated = piece.start, True
        elif word in _OR:
            either = True
        elif word != "AND":
            start = piece.start if since is None else since
            yield Piece(start, end, piece.value, piece.name, piece.field, piece.negated or negated, either)
            since, negated, either = None, False, False


def _piece(text: str, at: int, known: Mapping[str, str]) -> Piece | None:
    start = at = _past_spaces(text, at)
    if negated := bool(_MINUS.match(text, at)):
        at += 1
    called = _NAME.match(text, at)
    name, at = (called[1], called.end()) if called else ("", at)
    field = known.get(fold(name), "")
    if field and _value_follows(text, at, known):
        at = _past_spaces(text, at)
    found = _VALUE.match(text, at)
    if not (found or called):
        return None
    value = next(v for v in found.group("straight", "curly", "word") if v is not None) if found else ""
    return Piece(start, found.end() if found else at, value, name, field, negated)


def _value_follows(text: str, at: int, known: Mapping[str, str]) -> bool:
    """Whether the next word may be the value of a field; another field or a minus is not."""
    at = _past_spaces(text, at)
    called = _NAME.match(text, at)
    return not (_MINUS.match(text, at) or (called and fold(called[1]) in known))


def _past_spaces(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


@dataclass(frozen=True, slots=True)
class Narrowing:
    """One `field:value` of what was typed: the field's own name, the value as typed, the rest without it, and whether
    it says what is not wanted."""

    field: str
    value: str
    without: str
    negated: bool = False


def narrowings(text: str) -> list[Narrowing]:
    """What narrows a query, in order of writing.

    >>> narrowings('群众 类型:发言 date:2003')[0]
    Narrowing(field='kind', value='发言', without='群众 date:2003', negated=False)
    >>> narrowings('群众 NOT 类型:发言')
    [Narrowing(field='kind', value='发言', without='群众', negated=True)]
    """
    return [
        Narrowing(piece.field, piece.value, without(text, piece), piece.negated)
        for piece in islice(pieces(text[:MAX_CHARACTERS]), MAX_TERMS)
        if piece.field
    ]


def without(text: str, piece: Piece) -> str:
    """What was typed without one of its pieces.

    >>> [without("群众 date: 2003 -官僚", piece) for piece in pieces("群众 date: 2003 -官僚")]
    ['date: 2003 -官僚', '群众 -官僚', '群众 date: 2003']
    """
    return f"{text[: piece.start].rstrip()} {text[piece.end :].lstrip()}".strip()
