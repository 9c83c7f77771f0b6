"""Stage 2, `segment_parts`: the documents of a file, and the blocks of each in reading order."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from people.names import is_person_name, name_before
from people.names.shapes import join_padded

from .contents import contents_blocks, contents_end
from .cuts import is_open
from .endings import TOLD_AND_KEPT, is_signature, text_end
from .headings import candidate, mark_headings
from .headlines import headlined
from .inline_turns import part_turns
from .marked_turns import is_legend
from .openings import (
    BRACKETED,
    BYLINE,
    CATALOGUED,
    DATE,
    SENTENCE,
    SOURCE,
    fold_title,
    is_heading_word,
    is_name_alone,
    is_placed,
    is_site_line,
    is_value,
    names_speaker,
    tells_of_meeting,
    text_start,
)
from .pieces import Piece, Pieces, split_pieces
from .spans import MappedText
from .types import Block, Layout, Line, Part
from .wraps import glue, has_turns, join_wraps

Notes = tuple[tuple[str, MappedText], ...]
WIDE_GAP = re.compile(r"[ ]{2,}|\u3000+")
UNFINISHED = re.compile(r"[，,、（(《“—暨和与與及的届屆第次于於在对對]$")

OCCASION = re.compile(
    r"[上中时時](?:所?作?的)?(?:发言|發言|讲话|講話|报告|報告)$|(?:记者|記者|通讯员|通訊員|编辑)(?:\s|$)"
)
POST_BEHIND = re.compile(r"[（(][^（()）。；]{2,30}[)）]$")
COUNTING = re.compile(r"(?:第\s*[一二三四五六七八九十\d]{1,3}\s*[次届屆]|[，、]|关于|關於)$")


def segment_parts(layout: Layout) -> tuple[Part, ...]:
    """The parts of a cleaned source, the whole (part None) first; a file with one document has one part."""
    pieces = split_pieces(layout.lines)
    if not pieces.pieces:
        return (part_of(None, Piece(None, layout.lines), layout.notes),)
    parts: list[Part] = []
    starts = [first_place(piece) for piece in pieces.pieces]
    for number, (piece, start, end) in enumerate(zip(pieces.pieces, starts, [*starts[1:], None], strict=True), 1):
        parts.append(part_of(str(number), piece, notes_between(layout.notes, start, end)))
    return (whole_of(pieces, parts), *parts)


def whole_of(pieces: Pieces, parts: list[Part]) -> Part:
    """The compilation itself: head and tail of the file, and the titles of its pieces as headings."""
    before = list(pieces.before)
    top = next((i for i in range(len(before)) if contents_end(before, i) > i), len(before))
    end = contents_end(before, top)
    blocks = [Block("head", line.text, markup=line.markup) for line in (*before[:top], *before[end:])]
    blocks += contents_blocks(before[top + 1 : end])
    for piece, part in zip(pieces.pieces, parts, strict=True):
        if piece.marker is None:  # the first document of the file is announced by nothing: its head is the file's
            blocks += [block for block in part.blocks if block.kind == "head"]
        else:
            blocks.append(Block("heading", piece.marker, level=1))
    if pieces.pieces[0].marker is None:  # it is signed by whoever signed the first document; its source is at the end
        blocks += [block for block in parts[0].blocks if block.kind == "tail"]
        blocks += [block for block in parts[-1].blocks if block.kind == "tail" and SOURCE.match(block.text.text)]
    return Part(None, tuple(blocks))


def notes_between(notes: Notes, start: int, end: int | None) -> Notes:
    """The notes that stand in the source from `start` on and before `end`."""
    places = ((note, note[1].source_span()[0]) for note in notes if note[1].text)
    return tuple(note for note, place in places if start <= place and (end is None or place < end))


def first_place(piece: Piece) -> int:
    """Where a piece begins in the source."""
    texts = (piece.marker, *(line.text for line in piece.lines[:9]))
    return next((text.source_span()[0] for text in texts if text and text.text), 0)


def part_of(number: str | None, piece: Piece, notes: Notes) -> Part:
    """One document: its named values, its blocks."""
    fields = [(line.markup[6:], line.text) for line in piece.lines if line.markup.startswith("field:")]
    lines = [line for line in piece.lines if not line.markup.startswith("field:")]
    title = piece.title or next((text for name, text in fields if name == "title"), None)
    date = next((text.text for name, text in fields if name == "date"), None)
    named = tuple((name, text.text) for name, text in fields)
    return Part(number, tuple(with_notes(blocks_of(lines, piece.title is not None), notes)), title, date, named)


def blocks_of(lines: list[Line], titled: bool) -> list[Block]:
    """Head, text and tail of a document as blocks; `titled` if its title stands elsewhere."""
    spans = join_wraps(lines)
    units, first = headlined([glue(lines[a:b]) for a, b in spans])
    turns = has_turns(units)
    start = first if first is not None else first_heading(units, text_start(units, titled), turns)
    head = lines[: spans[start][0]] if start < len(units) else lines
    end = text_end(units, start)
    opening, text = without_title(with_byline_parted(head_lines(head)), units[start:end])
    blocks = [Block("head", line.text, page=line.page, markup=line.markup) for line in opening]
    blocks += text_blocks(part_turns(text) if turns else text, turns)
    return blocks + [Block("tail", unit.text, page=unit.page, markup=unit.markup) for unit in units[end:]]


def first_heading(units: list[Line], start: int, turns: bool) -> int:
    """Where the text begins, once the plain heading is counted in that stands between the by-line and its first words.

    It is one where others like it stand further down: 某某某 / 渠要年年清 / 去年冬天… / 水要家家管 / ….
    """
    if is_topic_over_name(units, start, turns):
        return start - 1
    before = units[start - 2].text.text if 3 <= start < len(units) else ""
    if not before or not (signs(before) or tells_of_meeting(before)) or names_speaker(units, start):
        return start  # what the first line is, the title, signs nothing
    above = units[start - 1]
    if HONOURED.search(above.text.text):
        return start  # 秘書長余某某女士，J.P. is the last of those present
    again = (
        OCCASION.search(above.text.text)
        and any(  # 在…座谈会上的发言 over each of several
            len(unit.text) < 60 and OCCASION.search(unit.text.text) for unit in units[start + 1 :]
        )
    )
    if above.markup or is_site_line(above.text.text) or not candidate(above, turns):
        return start
    if signs(above.text.text) and not again:
        return start
    marked = mark_headings(units[start - 1 :], turns)
    alike = [unit for unit, level in marked if level is not None and level == marked[0][1] and not unit.markup]
    # 地点：…, or 鲍长顺（老街居民） over turns, closes a head more surely than a name does
    few = 1 if tells_of_meeting(before) or (turns and POST_BEHIND.search(before)) else 2
    return start - 1 if marked[0][1] is not None and len(alike) > few else start


def is_topic_over_name(units: list[Line], start: int, turns: bool) -> bool:
    """Whether what each speaks of stands over the name, as over the first: 先修小渠 / 罗大山代表（白石村支书） / …."""
    if not 1 < start < len(units) or not is_placed(units[start].text.text):
        return False
    later = [i for i in range(start + 2, len(units)) if is_placed(units[i].text.text)]
    return len(later) > 1 and all(candidate(units[i - 1], turns) for i in (start, *later))


PAPER = re.compile("《[^《》]{2,12}》(?:社论|记者|编辑部)?$")  # 《新砚大》 below the title
HONOURED = re.compile(r"(?:先生|女士|太太|議員|教授|博士)(?:\s*[,，]\s*(?:[A-Z]\.?){2,6}\s*)*$")


def signs(text: str) -> bool:
    """Whether a line of a head says who wrote the text, or when, and is no title."""
    if BRACKETED.match(text) or DATE.match(text) or BYLINE.match(text) or OCCASION.search(text) or PAPER.match(text):
        return True
    text = POST_BEHIND.sub("", text)  # 鲍长顺（老街居民）
    return len(text) < 30 and not SENTENCE.search(text) and name_before(text, len(text)) is not None


def without_title(head: list[Line], units: list[Line]) -> tuple[list[Line], list[Line]]:
    """Head and text, where the first paragraph runs on from the title: `…心得体会  5月29日上午，我们…`."""
    gap = WIDE_GAP.search(units[0].text.text, 8, 80) if units else None
    if not gap or not head:
        return head, units
    first = units[0].text
    title = fold_title("".join(line.text.text for line in head))
    if fold_title(first.text[: gap.start()]) not in title:
        return head, units
    rest = replace(units[0], text=first[gap.end() :], blank_before=0)
    return [*head, replace(units[0], text=first[: gap.start()])], [rest, *units[1:]]


def head_lines(lines: list[Line]) -> list[Line]:
    """The lines of a head; a title broken in two, where the break shows, is one; so are a name and its value."""
    joined: list[list[Line]] = []
    for line in lines:
        above = joined[-1][-1].text.text if joined else ""
        unfinished = (UNFINISHED.search(above) or is_open(above)) if not line.blank_before else COUNTING.search(above)
        goes_on = bool(unfinished) and line.blank_before < 2
        if joined and (goes_on or (is_name_alone(above) and is_value(line.text.text))):
            joined[-1].append(line)
        else:
            joined.append([line])
    return [glue(group) for group in joined]


def with_byline_parted(head: list[Line]) -> list[Line]:
    """The lines of a head; a by-line that stands behind the title is one: 同沈静川的谈话（节录）罗大山（未经审阅）."""
    behind = BYLINE_BEHIND.fullmatch(head[0].text.text) if head and len(head[0].text) < 80 else None
    if not behind or not is_person_name(behind["name"]):
        return head
    title, name = head[0].text[: behind.end("title")], head[0].text[behind.start("name") : behind.end("name")]
    return [replace(head[0], text=title), replace(head[0], text=name, blank_before=0, markup=""), *head[1:]]


BYLINE_BEHIND = re.compile(
    r"(?P<title>.{6,}[（(][^（()）]{2,8}[)）])\s*(?P<name>[\u4e00-\u9fff]{2,4})\s*[（(][^（()）]{0,4}(?:审阅|整理|记录)[^（()）]{0,4}[)）]"
)


def text_blocks(units: list[Line], turns: bool) -> list[Block]:
    """Body, headings, contents, stage directions and signatures of a text."""
    blocks: list[Block] = []
    at = 0
    while at < len(units):
        opening = next((i for i in range(at, len(units)) if contents_end(units, i) > i), len(units))
        blocks += running_blocks(units[at:opening], turns)
        if opening == len(units):
            break
        end = contents_end(units, opening)
        blocks += contents_blocks(units[opening + 1 : end])
        at = end
    return blocks


def running_blocks(units: list[Line], turns: bool) -> list[Block]:
    """The blocks of a stretch of text without a table of contents."""
    marked = mark_headings(units, turns)
    blocks = [block_of(unit, level, turns) for unit, level in marked]
    around = zip([None, *blocks], blocks, [*blocks, None][1:], strict=False)
    return [
        replace(block, kind="tail", level=None) if signs_above(block, below) or signs_below(above, block) else block
        for above, block, below in around
    ]


def signs_below(above: Block | None, block: Block) -> bool:
    """Whether a line under a heading says who wrote what stands below, 序 / 砚溪县县长　周某某, or who told it."""
    if above is None or above.kind != "heading":
        return False
    text = block.text.text
    if TOLD_AND_KEPT.fullmatch(text):
        return True
    name = is_person_name(join_padded(text)) or (block.kind == "heading" and is_placed(text))
    return name and is_heading_word(above.text.text)


def signs_above(block: Block, below: Block | None) -> bool:
    """Whether a line is a name over a date, which sign what stands above: 戴天明 / 二〇〇八年三月 under a preface."""
    name = join_padded(block.text.text)
    return below is not None and below.kind == "tail" and bool(DATE.match(below.text.text)) and is_person_name(name)


def block_of(unit: Line, level: int | None, turns: bool) -> Block:
    """One unit of the text as a block."""
    text = unit.text.text
    if level is not None:
        return Block("heading", unit.text, level=level, page=unit.page, markup=unit.markup)
    if is_signature(unit) or CATALOGUED.match(text):
        kind = "tail"
    elif (turns and len(text) <= 40 and BRACKETED.match(text)) or is_legend(text):
        kind = "stage"
    else:
        kind = "body"
    return Block(kind, unit.text, page=unit.page, markup=unit.markup)


def with_notes(blocks: list[Block], notes: Notes) -> list[Block]:
    """The blocks with each note behind the block it stands under in the source."""
    if not notes:
        return blocks
    starts = [block.text.source_span()[0] if block.text.text else 0 for block in blocks]
    placed: dict[int, list[Block]] = {}
    for mark, text in notes:
        if text.text:
            at = bisect_right(starts, text.source_span()[0])
            placed.setdefault(at, []).append(Block("note", text, mark=mark))
    result = list(placed.get(0, ()))
    for i, block in enumerate(blocks, 1):
        result.append(block)
        result.extend(placed.get(i, ()))
    return result
