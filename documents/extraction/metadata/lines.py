"""The lines around a text, told apart: fields (时间：…), dates, signatures, bylines, bracketed information."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

from archive.lib.chinese_dates import FoundDate, find_dates

from ..lexicon import rows
from ..types import Block, Part

_BRACKETED = re.compile(r"\s*[（(〖【\[［〔](.*)[）)〗】\]］〕]\s*", re.S)
_DECORATION = " \t\u3000\xa0*_#>●◆■·•|"
_PRIVATE = re.compile("[\ue000-\uf8ff]")  # a typesetter's own characters
_SIGNED_REST = re.compile(
    r"[日晨晚夜午上下凌早中]{0,4}|[于於在].{1,12}|.{0,4}印发?|整理|发出|.{0,8}翻印"
    r"|(?:[上下]午|凌?晨|[晚夜]上?)?[0-9〇零一二三四五六七八九十]{1,3}[时時点點](?:半|[0-9一二三四五六七八九十]{1,3}分)?"
    r"|[(（]?章|[，, ]*第.{1,4}期"
    r"|[（(][^（()）]{0,30}[)）]?"
)
_STOP = re.compile(r"[。！？!?]")
_OF_MEETINGS = frozenset({"when", "where", "chair", "present", "attending", "absent", "theme", "host", "meeting"})
_INFORMING = 8  # paragraphs in which information lines may stand
_CLOSING = {"〖": "〗", "【": "】", "（": "）", "(": ")", "［": "］", "[": "]", "〔": "〕"}
_OF_SITES = frozenset({"author", "source", "published", "editor", "link"})
_ACCOUNT = re.compile(  # 原创 周晓岚 清江党史 2019-07-03 18:22: how a public account heads an article
    r"(?:原创|原創|Original)[ \u3000:：]+(?:(?P<author>[^\s：:，。]{2,8})[ \u3000]+)?(?P<source>[^\s：:，。]{2,20})"
    r"[ \u3000]+(?P<published>(?:19|20)[0-9]{2}\s?[-年/.][0-9]{1,2}[-月/.][0-9]{1,2}日?.{0,12}"
    r"|[0-9]{1,2}月[0-9]{1,2}日.{0,9})$"
)
_FRONT_LINES = 200  # head lines looked at; an attendance list has one name a line


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
    return _PRIVATE.sub("", text).strip(_DECORATION).replace("**", "")


_SLASHED = re.compile("^(采访|采写|撰文|编辑|整理|摄影)\\s?[/／]\\s?(?=[\u4e00-\u9fff]{2,4}(?:[\\s、]|$))")
_BEHIND_NAME = re.compile("[：:︰﹕|｜丨 \u3000]")  # one of these ends every name that the pattern below finds


@cache
def _field_pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    """The pattern of a field's name with its colon or gap, and what each name means."""
    meaning = {form: key for key, forms in rows("field_names").items() for form in forms}
    spaced = [r"\s{0,4}".join(map(re.escape, form)) if len(form) <= 4 else re.escape(form) for form in meaning]
    names = "|".join(sorted(spaced, key=len, reverse=True))
    pattern = (
        rf"(?P<name>{names})"
        r"(?:(?<=的)[^\s，。：:；、（(]{1,14}(?:同志|首长|领导|负责人|代表|人员|干部))?"  # 参加接见的中央首长有：
        r"(?:\s*(?:还有|是|有|为)?\s*[：:︰﹕]\s*|\s*[|｜丨]\s*|(?<=[\u3000-\u9fff])(?P<gap>[ \u3000]{1,4})(?=[^\s]))"
    )
    return re.compile(pattern), meaning


def meaning_of(name: str) -> str:
    """What the name of a value means; a name not known stands for itself.

    >>> meaning_of("来源"), meaning_of("author"), meaning_of("speaker")
    ('source', 'author', 'speaker')
    """
    return _field_pattern()[1].get(name, name)


def read_fields(text: str) -> Iterator[Field]:
    """The named values of a line: one that begins it, and further ones after a blank, a full stop or a bracket.

    >>> [(f.meaning, f.value) for f in read_fields("发布日期：2005/07/14 提供单位：某教研室")]
    [('published', '2005/07/14'), ('provider', '某教研室')]
    >>> [(f.meaning, f.value) for f in read_fields("〖时间：十二月二十六日晚，地点：人民大会堂。〗")]
    [('when', '十二月二十六日晚'), ('where', '人民大会堂')]
    """
    plain = clean(text)
    if own := _ACCOUNT.match(plain):
        yield from (Field(name, "原创", own[name].strip()) for name in ("author", "source", "published") if own[name])
        return
    plain = _SLASHED.sub(r"\1：", plain)  # 采访/许某某
    plain = leading_bracket(plain) or (unbracketed(plain) if is_bracketed(plain) else plain.lstrip("〖"))
    if not _BEHIND_NAME.search(plain):
        return
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
    if not before or _SIDE.fullmatch(before):
        return True
    if hit["gap"] or len(_unspaced(hit["name"])) == 1:
        return False
    return meaning in _OF_SITES or plain[hit.start() - 1] in " \u3000\xa0；;。，,、|／/]】）)"


_SIDE = re.compile("[对對我中外美苏蘇日英朝越法德双]方")  # 对方 + 参加人


def _unspaced(text: str) -> str:
    return re.sub(r"\s", "", text)


def is_bracketed(text: str) -> bool:
    """Whether the whole line stands in brackets: （2019年2月16日，慕尼黑）.

    >>> is_bracketed("〖地点：中南海〗"), is_bracketed("（一）概况（二）办法")
    (True, False)
    """
    inner = _BRACKETED.fullmatch(clean(text))
    return inner is not None and not re.search(r"[）)〗】\]][^（(〖【\[]*[（(〖【\[]", inner[1])


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
        if any(c.isalnum() for c in plain[: found.start]):
            return None  # 治水局一九七〇年二月一日 is signed
        if found.month is None and any(c.isalnum() for c in rest):
            return None  # 2026年某市政府工作报告 is a title
        if found.start <= 4 and len(rest) <= 24 and not _STOP.search(rest.rstrip("。")):
            return found
        return None
    return None


def signature_date(text: str, tail: bool = False) -> FoundDate | None:
    """The date that ends a short line which otherwise names who signs: 某某委员会一九七〇年三月十五日.

    `tail`: the line stands after the text, where a colon may precede it (填报单位：…).

    >>> signature_date("中共某县委员会一九七〇年三月十五日").edtf
    '1970-03-15'
    >>> signature_date("他于一九七〇年三月十五日到职，此后一直在该厂工作。")
    """
    plain = clean(text).rstrip("。.）) ")
    if len(plain) > 70:
        return None
    for found in find_dates(plain):
        head, rest = plain[: found.start], plain[found.end :]
        if not (found.edtf and found.month and found.until is None and _SIGNED_REST.fullmatch(rest.strip())):
            continue
        if not re.search(
            r"[，。；！？]|期间|[至到~～—－-]$" if tail else r"[，。；！？]|.{9}[：:]|期间|[至到~～—－-]$", head[-40:]
        ):
            return found
    return None


def front(part: Part) -> list[Block]:
    """The lines before the running text: the head, and lines of information that stand in the first paragraphs."""
    lines = [block for block in part.blocks if block.kind == "head"][:_FRONT_LINES]
    text = (block for block in part.blocks if block.kind in ("body", "heading", "stage"))
    return lines + [block for block in islice(text, _INFORMING) if _informs(block.text.text)]


def _informs(text: str) -> bool:
    if leading_bracket(text) is not None:
        return True
    if len(text) > 400:
        return False
    fields = list(read_fields(text))
    return any(field.meaning in _OF_MEETINGS for field in fields) or (len(text) < 80 and date_line(text) is not None)


def leading_bracket(text: str) -> str | None:
    """What stands in the bracket that opens a paragraph and gives information: 〖时间：…〗, （某日，在某地）.

    >>> leading_bracket("〖时间：八月二十四日，地点：小礼堂。〗（总理进场）同志们！")
    '时间：八月二十四日，地点：小礼堂。'
    >>> leading_bracket("（一）关于形势")
    """
    plain = text.lstrip(_DECORATION)
    closing = _CLOSING.get(plain[:1])
    if closing is None:
        return None
    end = _closed(plain, closing)
    inner = plain[1:end] if end > 0 else ""
    return inner if len(inner) > 5 or next(find_dates(inner), None) else None


def _closed(text: str, closing: str) -> int:
    """Where the bracket that begins a text is closed, brackets within it aside; -1 if it is not."""
    end = text.find(closing, 0, 900)
    inner = text.count(text[0], 1, end) if end > 0 else 0
    for _ in range(min(inner, 5)):
        end = text.find(closing, end + 1, 900)
    return end


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
    return [_stamped(field) for field in fields if field.value]


def _stamped(field: Field) -> Field:
    """A site's 时间：2026-02-09 is the day it was put there, not the hour of a meeting."""
    stamp = field.meaning == "when" and re.match(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?![0-9])", field.value)
    return Field("published", field.name, field.value) if stamp else field
