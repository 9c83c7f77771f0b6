"""Work on a text from its source: a stretch of the file becomes a quotation, a heading, a note, a paragraph, or goes.

What is decided stands through later imports: an edited paragraph and one entered by hand are kept, a removed one is
remembered as removed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from archive.lib.chinese import fold
from documents.extraction.spans import MappedText
from documents.models import Act, Document, Paragraph, Quotation, Remark, SourceFile
from people.models import Speaker

from .acts import Doing, act
from .conflicts import nearest
from .replacing import Places, rewrite
from .stretches import stretch

Kind = Paragraph.Kind
MADE_OF = {Kind.BODY, Kind.HEADING, Kind.NOTE, Kind.STAGE, Kind.CONTENTS}


@dataclass(frozen=True, slots=True)
class Chosen:
    """A stretch of a paragraph: from character `start` to before `end`."""

    paragraph: Paragraph
    start: int
    end: int

    @property
    def words(self) -> str:
        return self.paragraph.text[self.start : self.end]

    @property
    def whole(self) -> bool:
        """Whether it is all of the paragraph but white space."""
        return self.words.strip() == self.paragraph.text.strip()


def chosen(source: SourceFile, text: str, start: int, end: int) -> list[Chosen]:
    """What characters `start` to `end` of a source are in its paragraphs; empty where none of them has any of it."""
    rows = Paragraph.objects.filter(document__source=source, source_start__lt=end, source_end__gt=start).select_related(
        "document"
    )
    found = []
    for paragraph in rows.order_by("source_start", "pk"):
        place = within(paragraph, text, start, end)
        if place is not None:
            found.append(Chosen(paragraph, *place))
    return found


def within(paragraph: Paragraph, text: str, start: int, end: int) -> tuple[int, int] | None:
    """The characters of a paragraph that stand for a stretch of the source `text`; None if there are none."""
    runs = MappedText.from_runs(paragraph.text, paragraph.source_map).runs
    if sum(run.length for run in runs) != len(paragraph.text):  # edited since it was read
        words = text[start:end].strip()
        at = nearest(words, paragraph.text, 0)
        return None if at is None else (at, at + len(words))
    places = []
    for run in runs:
        low, high = max(start, run.source), min(end, run.source + run.source_length)
        if low < high and run.length == run.source_length:
            places.append((run.start + low - run.source, run.start + high - run.source))
        elif low < high:
            places.append((run.start, run.start + run.length))
    places = [place for place in places if place[0] < place[1]]
    return (places[0][0], places[-1][1]) if places else None


def quote(place: Chosen, user: Any, speakers: Sequence[Speaker] = ()) -> Doing:
    """Make a quotation of a stretch. Raises ValidationError where one stands there already."""
    paragraph = place.paragraph
    fields = stretch(paragraph, place.start, place.end)
    standing = paragraph.quotations.exclude(status=Quotation.Status.REJECTED)
    if standing.filter(start=place.start, end=place.end).exists():
        raise ValidationError(_("These words are a quotation already."))
    before = Quotation.objects.filter(document=paragraph.document_id, paragraph__sequence__lte=paragraph.sequence)
    last = before.exclude(paragraph=paragraph, start__gt=place.start).order_by("sequence").last()
    with act(user, Act.Kind.TEXT, _("quotation: %s") % place.words[:60]) as doing:
        made = Quotation(
            document=paragraph.document,
            paragraph=paragraph,
            sequence=last.sequence if last else 0,
            kind=Quotation.Kind.DIRECT if speakers else Quotation.Kind.SAYING,
            speaker_name=";".join(speaker.name for speaker in speakers)[:200],
            confidence=1,
            status=Quotation.Status.CONFIRMED,
            **fields,
        )
        doing.create(made)
        doing.link(made, "speakers", [speaker.pk for speaker in speakers])
    return doing


def as_kind(places: Sequence[Chosen], kind: str, level: int | None, user: Any) -> Doing:
    """Make a stretch a heading of a level, a note or a body; what stands around it in its paragraph is parted off."""
    if kind not in MADE_OF:
        raise ValidationError(_("Nothing was decided."))
    label = f"{Kind(kind).label} {level}" if kind == Kind.HEADING else str(Kind(kind).label)
    with act(user, Act.Kind.TEXT, f"{label}: {places[0].words[:60]}") as doing:
        for place in places:
            paragraph = place.paragraph if place.whole else part(place, doing)
            doing.set([paragraph], kind=kind, level=(level or 1) if kind == Kind.HEADING else None)
    return doing


def drop(places: Sequence[Chosen], user: Any, everywhere: bool = False) -> Doing:
    """Take a stretch out of the text as page furniture; with `everywhere`, wherever the document says just this.

    Raises ValidationError where a standing quotation would go.
    """
    if everywhere and len(places) == 1:
        places = alike(places[0])
    with act(user, Act.Kind.TEXT, _("page furniture: %s") % places[0].words[:60]) as doing:
        for place in places:
            paragraph = Paragraph.objects.get(pk=place.paragraph.pk)
            if not place.whole:
                low, high = with_spaces(paragraph.text, place.start, place.end)
                text = paragraph.text[:low] + paragraph.text[high:]
                rewrite(paragraph, text, Places.of([(low, high, 0)]), doing)
                continue
            standing = paragraph.quotations.exclude(status=Quotation.Status.REJECTED).first()
            if standing is not None:
                raise ValidationError(_("Nothing would be left of the quotation “%s”.") % standing.text[:40])
            doing.delete([paragraph])
    return doing


def with_spaces(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch with the white space after it, or before it where it ends the text.

    >>> with_spaces("甲 页眉 乙", 2, 4), with_spaces("甲 页眉", 2, 4)
    ((2, 5), (1, 4))
    """
    while end < len(text) and text[end].isspace():
        end += 1
    while end == len(text) and start > 0 and text[start - 1].isspace():
        start -= 1
    return start, end


def alike(place: Chosen) -> list[Chosen]:
    """Every paragraph of the document that says just what a place says, or the place alone if it is a part of one."""
    if not place.whole:
        return [place]
    said = fold(place.words)
    rows = Paragraph.objects.filter(document=place.paragraph.document_id).order_by("sequence")
    same = [Chosen(row, 0, len(row.text)) for row in rows if fold(row.text) == said]
    return same or [place]


def recover(source: SourceFile, text: str, start: int, end: int, user: Any) -> Doing:
    """Make a paragraph of a stretch of the source that no paragraph has. Raises ValidationError where one has it."""
    words = " ".join(line.strip() for line in text[start:end].splitlines() if line.strip())
    if not words:
        raise ValidationError(_("There is nothing between these places."))
    if chosen(source, text, start, end):
        raise ValidationError(_("These words are in the text already."))
    placed = Paragraph.objects.filter(document__source=source, source_start__isnull=False).select_related("document")
    before = placed.filter(source_end__lte=start).order_by("source_end", "sequence").last()
    after = placed.filter(source_start__gte=end).order_by("source_start", "sequence").first()
    neighbour = before or after
    document = neighbour.document if neighbour else Document.objects.filter(source=source).first()
    if document is None:
        raise ValidationError(_("No document was read from this file."))
    with act(user, Act.Kind.TEXT, _("paragraph: %s") % words[:60]) as doing:
        number = before.sequence + 1 if before else 0
        make_room(document, number, 1, doing)
        exact = words == text[start:end]
        doing.create(
            Paragraph(
                document=document,
                sequence=number,
                text=words,
                source_start=start,
                source_end=end,
                source_map=[[0, start, len(words), len(words) if exact else end - start]],
            )
        )
    return doing


def part(place: Chosen, doing: Doing) -> Paragraph:
    """Make a stretch a paragraph of its own; returns it. What stood in its paragraph goes where its words are now.

    Raises ValidationError where a quotation reaches over an end of the stretch.
    """
    paragraph, text = place.paragraph, place.paragraph.text
    cuts = [0, place.start, place.end, len(text)]
    pieces = [trimmed(text, low, high) for low, high in pairwise(cuts)]
    kept = [piece for piece in pieces if piece[0] < piece[1]]
    make_room(paragraph.document, paragraph.sequence + 1, len(kept) - 1, doing)
    rows: list[Any] = [*paragraph.quotations.all(), *paragraph.mentions.filter(start__isnull=False)]
    homes: list[tuple[Any, Paragraph, int]] = []
    made: list[Paragraph] = [paragraph]
    for number, (low, high) in enumerate(kept[1:], 1):
        source = source_stretch(paragraph, low, high)
        fields = {"sequence": paragraph.sequence + number, "kind": paragraph.kind, "level": paragraph.level}
        fresh = Paragraph(document=paragraph.document, page=paragraph.page, text=text[low:high], **fields, **source)
        made.append(doing.create(fresh))  # type: ignore[arg-type]
    for row in rows:
        inside = [i for i, (low, high) in enumerate(kept) if low <= row.start and row.end <= high]
        if not inside:
            raise ValidationError(_("It would cut “%s” in two.") % str(row)[:40])
        homes.append((row, made[inside[0]], kept[inside[0]][0]))
    low, high = kept[0]
    doing.set([paragraph], text=text[low:high])
    for row, home, shift in homes:
        doing.set([row], paragraph_id=home.pk, start=row.start - shift, end=row.end - shift)
    return made[kept.index(pieces[1])]


def trimmed(text: str, low: int, high: int) -> tuple[int, int]:
    """A stretch without white space at its ends."""
    words = text[low:high]
    return low + len(words) - len(words.lstrip()), low + len(words.rstrip())


def source_stretch(paragraph: Paragraph, low: int, high: int) -> dict[str, Any]:
    """Where a stretch of a paragraph stands in the source, for a paragraph made of it."""
    mapped = MappedText.from_runs(paragraph.text, paragraph.source_map)
    if sum(run.length for run in mapped.runs) != len(paragraph.text):
        return {}
    start, end = mapped.source_span(low, high)
    return {"source_start": start, "source_end": end, "source_map": [list(run) for run in mapped[low:high].runs]}


def make_room(document: Document, number: int, count: int, doing: Doing) -> None:
    """Let the paragraphs of a document from `number` on, and the turns in them, stand `count` further back."""
    if not count:
        return
    for row in Paragraph.objects.filter(document=document, sequence__gte=number).order_by("-sequence"):
        doing.set([row], sequence=row.sequence + count)
    for remark in Remark.objects.filter(document=document, last__gte=number):
        moved = {name: getattr(remark, name) + count for name in ("first", "last") if getattr(remark, name) >= number}
        doing.set([remark], **moved)
