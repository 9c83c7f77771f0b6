"""The lines around a text, told apart: fields (时间：…), dates, signatures, bylines, bracketed information."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from archive.lib.chinese_dates import FoundDate, find_dates
from archive.lib.words import read_rows

from ..types import Block, Part

_FIELD_NAMES = Path(__file__).parent.parent / "words" / "field_names.txt"
_BRACKETED = re.compile(r"\s*[（(〖【\[［〔](.*)[）)〗】\]］〕]\s*", re.S)
_DECORATION = " \t\u3000\xa0*_#>●◆■·•|"
_STOP = re.compile(r"[。！？!?]")
_OF_SITES = frozenset({"author", "source", "published", "editor", "link"})
_FRONT_LINES = 40  # head lines looked at; a contents list or a menu may be longer


@dataclass(frozen=True, slots=True)
class Field:
    """A named value: `meaning` is the first word of its row in field_names.txt, `name` the printed form."""

    meaning: str
    name: str
    value: str


def clean(text: str) -> str:
    """A line without Markdown emphasis, list marks and the white space around it.

    >>> clean("**● 倡导合作** ")
    '倡导合作'
    """
    return text.strip(_DECORATION).replace("**", "")


@cache
def _field_pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    """The pattern of a field's name with its colon or gap, and what each name means."""
    meaning = {form: key for key, forms in read_rows(_FIELD_NAMES).items() for form in forms}
    spaced = [r"\s{0,4}".join(map(re.escape, form)) if len(form) <= 4 else re.escape(form) for form in meaning]
    names = "|".join(sorted(spaced, key=len, reverse=True))
    pattern = (
        rf"(?P<name>{names})(?:\s*(?:是|有|为)?\s*[：:]\s*|(?<=[\u3000-\u9fff])(?P<gap>[ \u3000]{{1,4}})(?=[^\s]))"
    )
    return re.compile(pattern), meaning


def read_fields(text: str) -> Iterator[Field]:
    """The named values of a line: one that begins it, and further ones after a blank, a full stop or a bracket.

    >>> [(f.meaning, f.value) for f in read_fields("发布日期：2005/07/14 提供单位：某教研室")]
    [('published', '2005/07/14'), ('provider', '某教研室')]
    >>> [(f.meaning, f.value) for f in read_fields("〖时间：十二月二十六日晚，地点：人民大会堂。〗")]
    [('when', '十二月二十六日晚'), ('where', '人民大会堂')]
    """
    plain = clean(text)
    inner = _BRACKETED.fullmatch(plain)
    plain = inner[1] if inner else plain
    pattern, meaning = _field_pattern()
    hits = [hit for hit in pattern.finditer(plain) if _begins_field(plain, hit, meaning[_unspaced(hit["name"])])]
    for hit, following in zip(hits, [*hits[1:], None], strict=False):
        value = plain[hit.end() : following.start() if following else len(plain)]
        name = _unspaced(hit["name"])
        yield Field(meaning[name], name, value.strip(_DECORATION + "；;，,。："))


def _begins_field(plain: str, hit: re.Match[str], meaning: str) -> bool:
    """Whether a field's name stands where a field begins: at the start, or, for what websites print in one line
    (选择字号：大 中 小 更新时间：2015-07-21), anywhere."""
    before = plain[: hit.start()].strip(_DECORATION)
    if not before:
        return True
    if hit["gap"]:
        return False
    return meaning in _OF_SITES or plain[hit.start() - 1] in " \u3000\xa0；;。，,、|／/]】）)"


def _unspaced(text: str) -> str:
    return re.sub(r"\s", "", text)


def is_bracketed(text: str) -> bool:
    """Whether the whole line stands in brackets: （2019年2月16日，慕尼黑）.

    >>> is_bracketed("〖地点：中南海〗"), is_bracketed("（一）概况（二）办法")
    (True, False)
    """
    inner = _BRACKETED.fullmatch(clean(text))
    return bool(inner) and not re.search(r"[）)〗】\]][^（(〖【\[]*[（(〖【\[]", inner[1])


def unbracketed(text: str) -> str:
    """What stands in the brackets of a bracketed line; another line as it is."""
    inner = _BRACKETED.fullmatch(clean(text))
    return inner[1] if inner else clean(text)


def date_line(text: str, republic: bool = False) -> FoundDate | None:
    """The date of a line that holds little else: a day of the week, an hour, a place after a dot or a comma.

    >>> date_line("（2019年2月16日，慕尼黑）").edtf, date_line("一九六六年八月二十九日晚十时").edtf
    ('2019-02-16', '1966-08-29')
    >>> date_line("1942年生，汉族，某某市人，家庭出身职员，本人成份学生，系某厂徒工")
    """
    plain = unbracketed(text)
    for found in find_dates(plain, republic):
        rest = plain[: found.start] + plain[found.end :]
        if found.start <= 4 and len(rest) <= 24 and not _STOP.search(rest.rstrip("。")):
            return found
        return None
    return None


def signature_date(text: str) -> FoundDate | None:
    """The date that ends a short line which otherwise names who signs: 某某委员会一九七〇年三月十五日.

    >>> signature_date("中共某县委员会一九七〇年三月十五日").edtf
    '1970-03-15'
    >>> signature_date("他于一九七〇年三月十五日到职，此后一直在该厂工作。")
    """
    plain = clean(text).rstrip("。.）) ")
    if len(plain) > 70:
        return None
    for found in find_dates(plain):
        tail = plain[found.end :]
        head = plain[: found.start]
        if found.edtf and len(tail) <= 12 and not re.search(r"[，。；：:！？]", head[-40:] + tail):
            return found
    return None


def front(part: Part) -> list[Block]:
    """The lines before the running text: all of the head, and short lines that lead the body."""
    lines = []
    for block in part.blocks[: _FRONT_LINES * 5]:
        if block.kind in ("dropped", "note", "contents"):
            continue
        if block.kind != "head" and (len(block.text) > 80 and not is_bracketed(block.text.text)):
            break
        if block.kind not in ("head", "body", "heading", "stage") or len(lines) == _FRONT_LINES:
            break
        lines.append(block)
    while lines and lines[-1].kind != "head" and not _informs(lines[-1].text.text):
        lines.pop()
    return lines


def _informs(text: str) -> bool:
    return is_bracketed(text) or date_line(text) is not None or next(read_fields(text), None) is not None


def closing(part: Part, count: int = 8) -> list[Block]:
    """The tail of a part; where the structure shows none, its last `count` blocks."""
    tail = [block for block in part.blocks if block.kind == "tail"]
    last = [block for block in part.blocks[-count:] if block.kind not in ("tail", "dropped", "note")]
    return tail or last


def all_fields(blocks: Iterable[Block]) -> list[Field]:
    """The fields of these lines, in order. A name alone on its line (来源：) takes the line below for its value."""
    fields: list[Field] = []
    for block in blocks:
        found = list(read_fields(block.text.text))
        if not found and fields and not fields[-1].value:
            fields[-1] = Field(fields[-1].meaning, fields[-1].name, clean(block.text.text))
        fields.extend(found)
    return [field for field in fields if field.value]
