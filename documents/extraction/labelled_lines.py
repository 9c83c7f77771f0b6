"""Turns that no colon opens: a name on a line of its own over what that person says, a heading that says whose
speech follows, and, among turns that have a colon, 罗大山（农会主任）认为修堰要趁早。
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from people.names import Label, is_office, is_person_name, parse_label
from people.names.shapes import HAN, join_padded

from .openings import SENTENCE
from .types import Block

MAY_OPEN = frozenset({"body", "stage", "heading"})
_WHOSE_SPEECH = re.compile(
    r"(?P<who>[^，。：；“”]{2,32}?)的?(?:书面|書面|补充|大会|联合)?(?:发言|發言|讲话|講話|谈话)(?:摘要|要点)?"
)
_SPEECH_NOUN = re.compile("发言|發言|讲话|講話|谈话")
_NAME_LINE = re.compile(r"[）)]$|[ \u3000]")  # an office in brackets behind the name, or a blank between the two


@dataclass(frozen=True, slots=True)
class TurnLabel:
    """The label of a turn: its letters are `text[:end]`, the words spoken are `text[start:until]`.

    `framed`: it stands in square brackets and may need no colon, 【主持人】各位好。
    `heads`: it is a heading, 某会副主任委员金某某的发言, and stays one: the turn begins below it.
    `doubtful`: it opens a turn only where the same label opens others beyond doubt, 总理： on a line of its own.
    """

    label: Label
    end: int
    start: int
    until: int | None = None
    framed: bool = False
    heads: bool = False
    doubtful: bool = False


def name_lines(blocks: Sequence[Block], head: str) -> list[TurnLabel | None]:
    """The lines that print a person and an office and nothing else, each over what that person says:

    顾某某（岚江大学教授） / 古村是活的档案 / 很多人以为…

    Empty where there are fewer than three of them, or nothing follows one. Names without an office come again, or stand
    in the lines of the `head` that say who takes part.
    """
    lines = [_name_line(block) if block.kind in MAY_OPEN else None for block in blocks]
    texts = [i for i, block in enumerate(blocks) if block.kind in MAY_OPEN]
    followed = all(lines[b] is None for a, b in pairwise(texts) if lines[a])
    if not followed or (texts and lines[texts[-1]]):
        return []
    placed = {line.label.name for line in lines if line and line.label.position}
    if len(placed) > 2:
        return [line if line and line.label.position else None for line in lines]
    names = Counter(line.label.name or "" for line in lines if line)  # **唐某某** over each of her turns
    stated = re.sub(r"\s", "", head)
    if len(names) > 2 and all(name in stated for name in names):
        return lines
    return lines if len(names) > 1 and sum(names.values()) >= max(4, 1.5 * len(names)) else []


def speech_headings(blocks: Sequence[Block]) -> list[TurnLabel | None]:
    """The headings that say whose speech follows: 某会副主任委员金某某的发言. Empty where there are fewer than two."""
    lines = [_speech_heading(block.text.text) if block.kind in MAY_OPEN else None for block in blocks]
    return lines if len({line.label.name for line in lines if line}) > 1 else []


def _speech_heading(text: str) -> TurnLabel | None:
    short = len(text) <= 40 and _SPEECH_NOUN.search(text)
    hit = _WHOSE_SPEECH.fullmatch(text.strip()) if short else None
    label = parse_label(hit["who"]) if hit else None
    return TurnLabel(label, len(text), 0, heads=True) if label and label.name else None


def _name_line(block: Block) -> TurnLabel | None:
    text = block.text.text.strip("□■◆●○· \u3000")
    if (
        not 1 < len(text) <= 50
        or (len(text) > 4 and not _NAME_LINE.search(text))
        or SENTENCE.search(text)
        or "：" in text
        or ":" in text
    ):
        return None
    label = parse_label(text)
    if label is None or label.name is None or (label.position and len(label.position) < 3):
        return None
    if label.position is None and join_padded(text) != label.name:
        return None
    return TurnLabel(label, len(block.text.text), len(block.text.text))


def told_beside(blocks: Sequence[Block], turns: Sequence[TurnLabel | None]) -> list[TurnLabel | None]:
    """The turns with those that no colon opens, where others have one behind an office in brackets:

    何秀兰（青石乡农会主任）：先修渠。 / 罗大山（县农会委员）认为修堰要趁早。
    """
    opened = [block.text.text for block, turn in zip(blocks, turns, strict=True) if turn]
    if sum(_POST_IN_BRACKETS.match(text) is not None for text in opened) < 2:
        return list(turns)
    return [turn or _told(block) for block, turn in zip(blocks, turns, strict=True)]


_POST_IN_BRACKETS = re.compile(rf"(?P<name>[{HAN}·]{{2,8}})\s?[（(](?P<post>[^（()）。：:]{{2,40}})[)）]")
_TELLS = re.compile(
    "(?:还|也|又|曾|首先|接着|最后)?(?:说|認爲|認為|认为|主张|指出|表示|强调|谈到|建议|反映|提出|在)(?P<mark>(?:道)?[：:，,]?)"
)


def _told(block: Block) -> TurnLabel | None:
    text = block.text.text
    hit = _POST_IN_BRACKETS.match(text) if block.kind == "body" else None
    verb = _TELLS.match(text, hit.end()) if hit else None
    if not hit or not verb or not is_person_name(hit["name"]) or not is_office(re.split("[，、,]", hit["post"])[0]):
        return None
    label = Label(hit[0], hit["name"], hit["name"], hit["post"], verb=verb[0])
    return TurnLabel(label, hit.end(), hit.end() if verb[0][-1] in "议映出在" else verb.end())


_MISPRINT = re.compile(rf"(?P<label>[{HAN}A-Z])[。，、；.,]\s?(?=\S)")
_OFTEN = 5  # turns of a short form that show that a stop behind it was a colon


def misprinted(blocks: Sequence[Block], turns: Sequence[TurnLabel | None]) -> list[TurnLabel | None]:
    """The turns with those behind whose label the colon was misread, where the label has one letter and opens many:

    沈：渠修好了吗？ / 罗。修好了。
    """
    often = Counter(turn.label.core for turn in turns if turn)
    short = {core for core, count in often.items() if len(core) == 1 and count >= _OFTEN}
    if not short:
        return list(turns)
    return [turn or _misprint(block, short) for block, turn in zip(blocks, turns, strict=True)]


def _misprint(block: Block, short: Set[str]) -> TurnLabel | None:
    hit = _MISPRINT.match(block.text.text) if block.kind == "body" else None
    label = parse_label(hit["label"]) if hit and hit["label"] in short else None
    return TurnLabel(label, hit.end("label"), hit.end()) if hit and label else None
