"""Stage 5, `segment_remarks`: the text units of a part, numbered, and who said which of them."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from archive.lib.words import alternation
from people.names import Gazetteer

from .lexicon import words
from .monologues import announced
from .speakers import Cast, cast_of
from .turn_labels import TurnLabel, find_labels
from .types import Block, Metadata, ParagraphData, Part, RemarkData

TEXT = frozenset({"body", "heading", "note", "contents", "stage"})
_CLOSING = re.compile(alternation(words("closing_lines")))
# What the clerk notes between turns: 決議：…, 程序委員會意見：…, 2. 本院委員某某擬具…，請審議案。
_PADDED = "|".join(r"\s{0,4}".join(word) for word in words("clerk_lines"))  # 時　　間
_CLERK = re.compile(
    rf"^(?:会议决定|会议决议|大会决定|会议通过|會議決定|決議|决议|議決|议决|決定|决定|散會|散会|表決結果|表决结果|主席裁示)\s*[：:（(]?|^(?:{_PADDED})\s*[：:]"
    r"|^[（(]?[上下中]午\s*\d{1,2}\s*[時时].{0,8}$|^會議(?:暫停|隨而恢復|現在恢復|恢復|繼續)。?$"
    r"|^[\u4e00-\u9fff]{2,4}(?:同志)?最后(?:作了?|宣布|指出|讲|号召|表示|总结)[^：:]{0,30}。"
    r"|^最后[，,][^我。]{2,24}(?:号召|宣布|总结|指出|表示|讲话|希望)"
    r"|^\d{1,3}[.．、].{4,300}請[^。]{0,8}案。(?:（[^（）]{1,20}）)?$|^\d{1,3}[.．、]\s*宣讀.{4,60}(?:議事錄|紀錄)"
)
# What stands in brackets by itself is said of a turn; it belongs to one only where the speaker goes on after it.
_ASIDE = re.compile(r"\s*(?:[（(][^（()）]*[）)]|[\[［〔][^\[\]［］〔〕]*[\]］〕])[。．]?\s*")
_OPENING = frozenset(" \u3000（([［〔")
_QUOTED = re.compile("“[^”]{0,400}”?")
_OF_SPEAKER = re.compile("[我你您咱]")
# 会议强调，各乡要抓紧清淤。 under the last turn is what the meeting as a whole came to
_OF_MEETING = re.compile(
    "(?:会议|座谈会|与会(?:人员|者|同志|代表|专家)|大会|會議)(?:最后|还|一致|认真)?"
    "(?:强调|要求|指出|认为|决定|希望|号召|原则|同意|通过|提出|明确|议定|审议|強調|要求|認為|決定)"
)
_SHORT = 60  # characters of a closing line
_LEAD = 8  # paragraphs before the first turn that may introduce people


@dataclass
class _Turn:
    """A turn being read: its label and the sequence numbers of its first and last paragraph of text."""

    label: TurnLabel
    first: int
    last: int | None = None


def segment_remarks(
    part: Part, metadata: Metadata, gazetteer: Gazetteer, found: Sequence[TurnLabel | None] | None = None
) -> tuple[tuple[ParagraphData, ...], tuple[RemarkData, ...]]:
    """The text units of a part in order, labels taken off, and the remarks: turns, or a speech as a whole.

    `found` are the labels of its blocks, where known already.
    A turn runs to the next label; what the clerk or the editors add (決議：…, 敬请关注) ends it.

    >>> from .spans import MappedText
    >>> texts = ("李群（县长）：今天开会。", "先谈修堰。", "王强：我同意。", "李群：散会。")
    >>> part = Part(None, tuple(Block("body", MappedText.of(t, 0)) for t in texts))
    >>> paragraphs, remarks = segment_remarks(part, Metadata(None, "transcript"), Gazetteer())
    >>> [(r.speaker, r.position, r.first, r.last) for r in remarks], paragraphs[0].text.text
    ([('李群', '县长', 0, 1), ('王强', None, 2, 2), ('李群', None, 3, 3)], '今天开会。')
    """
    if metadata.kind == "book":
        found = [None] * len(part.blocks)
    elif found is None:
        found = find_labels(part.blocks, gazetteer)
    units = [(block, label) for block, label in zip(part.blocks, found, strict=True) if block.kind in TEXT]
    blocks, labels = [block for block, _ in units], [label for _, label in units]
    paragraphs, turns = _number(blocks, labels)
    if turns:
        lead = [block.text.text for block, label in zip(blocks, labels, strict=True) if label is None][:_LEAD]
        lead += [block.text.text for block in part.blocks if block.kind == "head"]
        texts = [*lead, *(paragraph.text.text for paragraph in paragraphs)]
        cast = cast_of(metadata, (label.label for label in labels if label), lead, texts, gazetteer)
        return paragraphs, tuple(_remark(i, turn, cast) for i, turn in enumerate(turns))
    if metadata.kind == "speech":
        return paragraphs, _whole(paragraphs, metadata)
    return paragraphs, ()


def _number(
    blocks: Sequence[Block], labels: Sequence[TurnLabel | None]
) -> tuple[tuple[ParagraphData, ...], list[_Turn]]:
    """Blocks as numbered paragraphs without their labels, and the turns that the labels open."""
    paragraphs: list[ParagraphData] = []
    turns: list[_Turn] = []
    speaking = False
    for block, label in zip(blocks, labels, strict=True):
        text = block.text
        if label and label.heads:
            paragraphs.append(ParagraphData(len(paragraphs), "heading", text, block.level or 1, block.mark, block.page))
            turns.append(_Turn(label, len(paragraphs)))
            speaking = True
            continue
        if label:
            turns.append(_Turn(label, len(paragraphs)))
            speaking = True
            text = text[label.start : label.until]
            if not text.text:
                continue  # the label has a line to itself
        elif block.kind == "body" and _ends_turn(text.text):
            speaking = False
        kind = "body" if label else block.kind
        quoted = block.markup == "quote"
        paragraphs.append(ParagraphData(len(paragraphs), kind, text, block.level, block.mark, block.page, quoted))
        if speaking and kind == "body" and (label or not _is_aside(text.text)):
            turns[-1].last = len(paragraphs) - 1
    _drop_closing(paragraphs, turns)
    return tuple(paragraphs), [turn for turn in turns if turn.last is not None]


def _is_aside(text: str) -> bool:
    return text[:1] in _OPENING and bool(_ASIDE.fullmatch(text))


def _ends_turn(text: str) -> bool:
    return bool(_CLERK.match(text)) or (
        len(text) < 24 and bool(re.match(r"^[（(]?(?:散\s{0,4}[会會]|休\s{0,4}[会會])", text))
    )


def _drop_closing(paragraphs: Sequence[ParagraphData], turns: Sequence[_Turn]) -> None:
    """Closing lines of the editors after the last turn, and what the meeting as a whole came to, are no part of it."""
    if not turns or turns[-1].last is None:
        return
    last = turns[-1]
    for at in range(last.first + 1, turns[-1].last + 1):
        text = paragraphs[at].text.text
        if paragraphs[at].kind == "body" and _OF_MEETING.match(text) and not _OF_SPEAKER.search(text):
            last.last = at - 1
            break
    names = {turn.label.label.name for turn in turns if turn.label.label.name}
    while last.last is not None and last.last > last.first:
        paragraph = paragraphs[last.last]
        text = paragraph.text.text
        closes = (len(text) < _SHORT and _CLOSING.search(text)) or _tells_of(text, names)
        if paragraph.kind == "body" and not closes:
            return
        last.last -= 1


def _tells_of(text: str, names: Set[str]) -> bool:
    """Whether a paragraph tells of a speaker: 告别的时候，罗大山又要下乡了。他对记者说：“…” is no part of his turn."""
    own = _QUOTED.sub("", text)
    return any(name in own for name in names) and not _OF_SPEAKER.search(own)


def _remark(sequence: int, turn: _Turn, cast: Cast) -> RemarkData:
    label = turn.label.label
    last = turn.first if turn.last is None else turn.last
    return RemarkData(sequence, label.core, cast.resolve(label), label.position, turn.first, last)


def _whole(paragraphs: Sequence[ParagraphData], metadata: Metadata) -> tuple[RemarkData, ...]:
    """A speech is one remark of its speaker, from the first to the last paragraph of text.

    What announces it, 以下是他的谈话：, is none of his.
    """
    texts = [paragraph for paragraph in paragraphs if paragraph.kind == "body"]
    before = announced([paragraph.text.text for paragraph in texts])
    body = [paragraph.sequence for paragraph in texts[0 if before is None else before + 1 :]]
    speaker = next((person for person in metadata.people if person.role == "speaker"), None)
    if not body or speaker is None:
        return ()
    return (RemarkData(0, speaker.name, speaker.name, speaker.position, body[0], body[-1]),)
