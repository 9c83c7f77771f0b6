"""Sources printed beside a quotation: brackets after it, notes, the work named in its cue."""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.lib.words import alternation
from people.names import is_person_name

from ..lexicon import words
from ..types import ParagraphData
from .noun_phrases import Subject, read_phrase
from .roster import Roster

_BRACKET = re.compile(r"[，。；！？、]?\s*[（(\[〔【]([^（()）\[\]〔〕【】]{2,90})[)）\]〕】]")
_TITLE_AT_END = re.compile(r"[。，]?\s*(《[^《》]{2,40}》)[。\s]*$")  # “…”《修路记》 ends a paragraph
_DASH = re.compile(r"\s*(?:——|--|—)\s*([^，。；“”]{2,40})")
_SAME = re.compile(r"^《?(?:同上|同前|同注|引文同|出处同|出处同上|引自同)")
_NOT_A_SOURCE = re.compile(f"^(?:{alternation(words('bracket_asides'))}|[0-9０-９]+[)）]?$)")
_OF_HIS = re.compile("的(?:材料|发言|大字报|意见|言论|来信|揭发)$")  # （石桥社会计　周大山的材料）
_STAGE = re.compile("[了着笑]|^[向对朝给]|[，,；;\\s][向对朝给]|鼓掌|点头|插话|起立|递")  # （大家都笑了，向着周大山）
_LEADING = re.compile(rf"^{alternation(words('source_leads'))}[：:]?\s*")
_TITLE = re.compile(r"《([^《》]{2,80})》")
# A work that is quoted, not one that is only spoken of: 在《…》中, 《…》指出, 的《…》一文
_QUOTED_FROM = re.compile(
    r"(?:在|于|据|见|引用|引|读|学习|的|作|著|写|发表)[了过]?\s*《([^《》]{2,80})》(?!的?(?:发行|出版|编辑|记者|社长|基金))"
    r"|《([^《》]{2,80})》(?:一文|一书|一诗)?(?:中|里|上|指出|说|写|提出|强调|规定|认为|所|就|第)"
)
_MARKED = re.compile("[“「]([^“”「」]{2,40})[”」]")  # （“论修路”）
_PAPER = re.compile(r"(?:报|杂志|周刊|日报|晚报|通讯社)$")
_AUTHOR_AND_WORK = re.compile(r"^([^《》：:，,。]{2,16})[：:，,]?\s*《([^《》]{2,80})》")
_COLLECTED = re.compile(rf"^(.{{2,8}}?)(?:{alternation(words('collected_works'))}|[论谈].{{2,20}})$")
_NOTE_MARK = re.compile(
    r"[，。；！？]?\s*(?:<sup>\s*)?([①-⑳㉑-㉟❶-❿⑴-⒇]|\*{1,3}|注[0-9一二三四五六七八九十]{1,2}"
    r"|[\[〔【（(]\s*(?:注\s*)?[0-9０-９一二三四五六七八九十]{1,3}\s*[\]〕】）)])"
)
_NOTE_BEGINNING = "①②③④⑤⑥⑦⑧⑨⑩[]【】（）()0123456789*注：: 　"
_GENRE = "讲话|报告|演[讲说]|谈话|指示|决[议定]|社论|文章|一文"
_QUOTED_TITLE = re.compile(
    rf"[“「\"]([^“”「」\"]{{2,40}}(?:{_GENRE}|[论书说序解注诗词记信]))[”」\"]|”((?![，。、；：])[^“”]{{2,40}}(?:{_GENRE}))“"
)
_AT = re.compile(
    r"[在于](?P<work>[^，。；：《》“”]{2,40}?(?:大会|会议|全会|座谈会|论坛|仪式|典礼|会|讲坛|晚宴|宴会)上?的?(?:所?[作做]的)?"
    r"(?:主旨|重要|开幕|闭幕|总结)*(?:讲话|报告|演[讲说]|发言|致辞|谈话|[开闭]幕词))"
)
_OCCASION = re.compile(
    r"[在于当][^，。；：“”]{2,40}?(?:会上|会议上|仪式上|期间|时候|时|之际|中)"
    r"|[^，。；：]{0,12}?[0-9一二三四五六七八九十〇○]{1,4}[年月][^，。；：]{0,12}?(?:，|会上|时)"
)
_PLACE_IN_WORK = re.compile(r"[，,]?(?:第?[0-9一二三四五六七八九十百]+[卷册页版期章节].*|人民出版社.*)$")


@dataclass(frozen=True, slots=True)
class Source:
    """What a source says: speaker, work, and where it stands in the paragraph (none for a note)."""

    subject: Subject | None
    work: str | None
    rule: str
    end: int
    same: bool = False


def bracket_after(text: str, end: int, roster: Roster) -> Source | None:
    """The bracketed source or the dash and name after the closing mark that ends at `end`.

    >>> from people.names import Gazetteer
    >>> source = bracket_after("”。（周大山：《修路记》）", 1, Roster(Gazetteer()))
    >>> source.subject.label, source.work
    ('周大山', '修路记')
    """
    bracket = _BRACKET.match(text, end)
    if bracket:
        return _read_source(bracket[1].strip(), "bracket", bracket.end(), roster)
    title = _TITLE_AT_END.match(text, end)
    if title:
        return _read_source(title[1], "bracket", title.end(), roster)
    dash = _DASH.match(text, end)
    if dash:
        found = _read_source(dash[1].strip(), "dash", dash.end(), roster)
        return found if found and (found.work or found.subject) else None
    return None


def _read_source(inside: str, rule: str, end: int, roster: Roster) -> Source | None:
    inside = _MARKED.sub(r"《\1》", inside)
    if _SAME.match(inside):
        return Source(None, None, "same-source", end, same=True)
    inside = _OF_HIS.sub("", _LEADING.sub("", inside))
    if _NOT_A_SOURCE.match(inside) and "《" not in inside:
        return None
    both = _AUTHOR_AND_WORK.match(inside)
    if both:
        author = read_phrase(both[1], roster)
        if author and author.kind in ("person", "people", "body", "group", "office", "printed"):
            return Source(author, _clean(both[2]), rule, end)
    title = _TITLE.search(inside)
    if title:
        return Source(_author_in_title(title[1], roster), _clean(title[1]), rule, end)
    parts = re.split(r"[\s，,；;　]+", inside)
    several = parts[-1].split("、")
    if len(several) > 1 and all(is_person_name(one) for one in several):  # （五月六日县报，周大山、孙小河）
        names = ";".join(roster.resolve(one) or one for one in several)
        return Source(Subject(parts[-1], "people", 0.85, names), None, rule, end)
    for phrase in (inside, parts[-1], parts[0]):
        subject = read_phrase(phrase, roster)
        if subject and _STAGE.search(inside.replace(subject.label, "")):
            return None
        if subject and subject.kind in ("person", "people") and subject.certainty >= 0.6:
            return Source(subject, None, rule, end)
    whole = read_phrase(inside, roster) if len(inside) < 13 else None
    return Source(whole, None, rule, end) if whole and whole.kind in ("group", "body") else None


def _author_in_title(title: str, roster: Roster) -> Subject | None:
    """《周大山文选》 names its author."""
    collected = _COLLECTED.match(title)
    if not collected:
        return None
    mentions = list(roster.scan(collected[1]))
    if not mentions or mentions[0].start or mentions[-1].end != len(collected[1]):
        return None
    return Subject(collected[1], "people", 0.9, ";".join(m.name or m.label for m in mentions))


def _clean(title: str) -> str:
    return _PLACE_IN_WORK.sub("", title).strip()


def note_of(text: str, end: int, notes: dict[str, list[ParagraphData]], after: int, roster: Roster) -> Source | None:
    """The source that the note of the mark after a quotation gives; `after` is the paragraph's sequence number."""
    mark = _NOTE_MARK.match(text, end)
    if not mark:
        return None
    candidates = notes.get(note_key(mark[1]), [])
    note = next((n for n in candidates if n.sequence >= after), candidates[-1] if candidates else None)
    if note is None:
        return None
    body = note.text.text.lstrip(_NOTE_BEGINNING)
    found = _read_source(body[:120].rstrip("。"), "note", mark.end(), roster)
    return found if found and found.work else None


def note_key(mark: str) -> str:
    """A note mark without its brackets: 〔1〕 and [1] are one.

    >>> note_key("〔1〕"), note_key("①")
    ('1', '①')
    """
    return re.sub(r"[\[\]〔〕【】（）()\s注]|</?sup>", "", mark)


def work_in(text: str) -> str | None:
    """The work that the text of a cue names: 《…》, “…讲话”, 在…大会上的讲话.

    >>> work_in("周大山在《修路记》中"), work_in("总书记在庆祝建桥二十周年大会上的讲话中")
    ('修路记', '在庆祝建桥二十周年大会上的讲话')
    """
    title = _QUOTED_FROM.search(text)
    if title and not _PAPER.search(title[1] or title[2]):
        return _clean(title[1] or title[2])
    quoted = _QUOTED_TITLE.search(text)
    if quoted:
        return quoted[1] or quoted[2]
    at = _AT.search(text)
    return "在" + at["work"] if at else None


def occasion_in(text: str) -> str | None:
    """When and where a cue says that something was said.

    >>> occasion_in("周大山在考察石桥村时")
    '在考察石桥村时'
    """
    found = _OCCASION.search(text)
    return found.group().strip("，") if found else None
