"""Where turns begin: the labels before speeches, read over a whole part at once.

A paragraph that begins `江青：` is a turn in a record of talks and an item of a list elsewhere; what the others begin
with decides. Shared by the stages that need to know whether a text is a record of turns, and who speaks in it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass

from people.names import Gazetteer, Label, is_office, is_person_name, parse_label
from people.names.shapes import HAN, SURNAMES, is_foreign_name

from .lexicon import words
from .types import Block

_COLON = re.compile(r"[：:]\s*")
_LONGEST_LABEL = 90  # characters before the colon, brackets included
_ASKING = frozenset(
    {"问", "答", "問", "记者", "記者", "主持人", "众", "眾", "Q", "A", "编者", "网友", "观众", "听众", "代表"}
)
_NOT_LABEL = frozenset(words("not_labels"))
_QUOTE = '“「『"‘'
_GROUPS = ("干部", "工人", "农民", "职员", "店员", "商人", "学生", "教师", "群众", "地主", "富农", "贫农", "中农")
_TIME = re.compile(r"[0-9一二三四五六七八九十]$")
_MAY_OPEN = frozenset({"body", "stage", "heading"})
_MEDIUM = re.compile(r"(?:网|網|报|報|社|台|刊|杂志|雜誌)$")  # a paper that asks: 砚溪网
_SENTENCE = re.compile(r"[。！？!?…；]")
_NO_SPEAKER = re.compile(r"(?:决议|決議|如下|消息|报道|報道|讯|訊|电|電|方案.)$")
_LIST_ITEM = re.compile(r"^[（(]?[0-9一二三四五六七八九十甲乙丙丁]{1,3}[）).、．]")


@dataclass(frozen=True, slots=True)
class TurnLabel:
    """The label of a turn: its letters are `text[:end]`, the words spoken begin at `start`."""

    label: Label
    end: int
    start: int


def find_labels(blocks: Sequence[Block], gazetteer: Gazetteer) -> list[TurnLabel | None]:
    """For every block the label that opens it, or None; all None where the part is no record of turns."""
    found = [_label_of(block, gazetteer) if block.kind in _MAY_OPEN else None for block in blocks]
    counts = Counter(turn.label.core for turn in found if turn)
    short = {turn.label.alias for turn in found if turn and turn.label.alias}
    head = "".join(block.text.text for block in blocks if block.kind == "head")
    named = short | {core for core in counts if core in head and len(core) > 1}
    kept = [turn if turn and _is_speaker(turn, counts, named, gazetteer) else None for turn in found]
    return kept if _is_record_of_turns(blocks, kept) else [None] * len(blocks)


def _label_of(block: Block, gazetteer: Gazetteer) -> TurnLabel | None:
    """The label-shaped beginning of a block."""
    text = block.text.text
    colon = _COLON.search(text, 0, _LONGEST_LABEL)
    if not colon:
        return None
    head = text[: colon.start()]
    alone = not text[colon.end() :].strip(" *_\u3000")
    if block.kind == "heading" and not alone:
        return None
    if head.lstrip()[:1] in "（(〔[" and not head.rstrip().endswith(("）", ")", "〕", "]")):
        return None  # （众：好！） is an interjection in somebody's turn
    if colon[0][0] == ":" and _TIME.search(head):
        return None
    label = parse_label(head)
    if label is None or label.core in _NOT_LABEL or _NO_SPEAKER.search(label.core):
        return None
    if re.match(r"[注註]\s*[0-9①-⑳]", head.strip()) or (_LIST_ITEM.match(head.strip()) and not label.name):
        return None
    if alone:  # 周青山： has a line to itself; without a full name it is a heading or a list
        named = label.name or any(person.kind == "person" for person in gazetteer.candidates(label.core))
        return TurnLabel(label, colon.start(), len(text)) if named else None
    start = colon.end()
    while start < len(text) and text[start] in "* _\u3000":
        start += 1
    if label.name is None and is_office(label.core) and not _SENTENCE.search(text, start):
        return None  # 主任委员：某某、某某 lists, 干部：35人 counts
    if label.verb and text[start] in _QUOTE:  # 毛主席说：“…” quotes; it does not open a turn
        return None
    return TurnLabel(label, colon.start(), start)


def _is_speaker(turn: TurnLabel, counts: Counter[str], named: Set[str], gazetteer: Gazetteer) -> bool:
    """Whether a label-shaped beginning names somebody who can speak; `named` are short forms and words of the head."""
    label = turn.label
    core = label.core
    if label.name or core in _ASKING or label.alias or gazetteer.candidates(core):
        return True
    if core in named and (len(core) == 1 or counts[core] > 1):
        return True
    if is_person_name(core) or is_foreign_name(core):
        return True
    if is_office(core) and len(core) <= 24:
        return True
    if len(core) == 1:
        return counts[core] > 1 and bool(re.fullmatch(rf"[{HAN}A-Z×]", core))
    if core[0] in SURNAMES and core[1:] in ("老", "总", "公", "某", "某某", "××", "帅"):
        return True
    return (
        counts[core] > (1 if _MEDIUM.search(core) else 2)
        and 2 <= len(core) <= 12
        and not re.search("[的了是和与在]", core)
    )


def _is_record_of_turns(blocks: Sequence[Block], found: Sequence[TurnLabel | None]) -> bool:
    """Two speakers and a fair share of the paragraphs, or names beside offices."""
    turns = [turn for turn in found if turn]
    speakers = {turn.label.core for turn in turns}
    if len(turns) < 2 or len(speakers) < 2:
        return False
    body = sum(block.kind == "body" for block in blocks)
    plain = sum(turn.label.verb is None for turn in turns)
    persons = any(turn.label.name or len(turn.label.core) == 1 or turn.label.core in _ASKING for turn in turns)
    asking = any(turn.label.core in _ASKING for turn in turns)
    fair = plain * (20 if asking else 8) >= body  # answers may be long
    return plain >= 2 and fair and (len(turns) >= 3 or plain * 4 >= body) and (persons or _offices_speak(turns))


def _offices_speak(turns: Sequence[TurnLabel]) -> bool:
    """Whether labels without a name are still those of persons: 总理, 康老, 江青同志, 主席."""
    return sum(not turn.label.core.endswith(_GROUPS) for turn in turns) * 2 >= len(turns)
