"""Merging documents: two copies of one text become one; the decisions made on the one that goes are carried over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import Count

from archive.lib.chinese import fold
from documents.models import Address, Document, Paragraph, Quotation, Remark

from .acts import Doing

TAKEN_OVER = ("date", "date_printed", "publication_id", "publication_date", "locator", "url", "meeting_id")
COMPARED = 20  # paragraphs of each looked at, to tell whether two documents say the same
TITLES, OF_A_TITLE = 50, 5  # how many titles are looked at, and how many documents of each
SHORTEST = 8  # characters of a paragraph that tells texts apart
SAME_TEXT = 0.6  # of the shorter one's paragraphs that both have


def merge_documents(loser: Document, winner: Document, doing: Doing) -> None:
    """Merge a document into another copy of its text, as a part of an act.

    The winner keeps its own text and takes over what it lacks; the loser goes, and no later import brings it again.
    Its address, and those of its paragraphs, turns and quotations whose words the winner has too, lead on.
    """
    doing.set([winner], **{name: getattr(loser, name) for name in TAKEN_OVER if not getattr(winner, name)})
    targets = {loser.public_id: winner.public_id, **equal_addresses(loser, winner)}
    carry_decisions(loser, winner, doing)
    for piece in loser.parts.all():
        doing.set([piece], parent_id=winner.pk)
    doing.delete([loser])
    for public_id, target in targets.items():
        Address.objects.filter(public_id=public_id).update(target=target, reason="merged")


def equal_addresses(loser: Document, winner: Document) -> dict[str, str]:
    """For each row of the loser that has a page, the address of the winner's row with the same words."""
    found: dict[str, str] = {}
    for model, words in ((Paragraph, words_of), (Quotation, words_of), (Remark, turn_of)):
        rows = model._default_manager
        there = {words(row): row.public_id for row in rows.filter(document=winner).order_by("-pk")}
        for row in rows.filter(document=loser):
            if target := there.get(words(row)):
                found[row.public_id] = target
    return found


def words_of(row: Any) -> str:
    """What tells a paragraph or a quotation from others."""
    return fold(row.text)


def turn_of(row: Any) -> tuple[str, int]:
    """What tells a turn from others of its document."""
    return fold(row.label), row.sequence


def carry_decisions(loser: Document, winner: Document, doing: Doing) -> None:
    """Decide on the winner's quotations as was decided on the loser's with the same words."""
    undecided = winner.quotations.filter(status=Quotation.Status.MACHINE)
    waiting = {fold(row.text): row for row in undecided.order_by("-sequence")}
    for row in loser.quotations.exclude(status=Quotation.Status.MACHINE).order_by("sequence"):
        if (same := waiting.get(fold(row.text))) is not None:
            doing.link(same, "speakers", list(row.speakers.values_list("pk", flat=True)))
            doing.set([same], status=row.status, speaker_name=row.speaker_name, work=row.work, kind=row.kind)


def same_documents() -> Iterator[tuple[Document, Document]]:
    """Documents of one title that mostly say the same; of very many only some are compared, which three queries do."""
    titled = Document.objects.exclude(title="").order_by()
    doubled = titled.values("title").annotate(n=Count("pk")).filter(n__gt=1).values("title")[:TITLES]
    by_title: dict[str, list[Document]] = defaultdict(list)
    rows = Document.objects.filter(title__in=[row["title"] for row in doubled]).defer("claims", "imported")
    for document in rows.order_by("pk")[: TITLES * OF_A_TITLE * 4]:
        if len(by_title[document.title]) < OF_A_TITLE:
            by_title[document.title].append(document)
    begun = beginnings([document.pk for group in by_title.values() for document in group])
    for first, *rest in by_title.values():
        for other in rest:
            if other.parent_id != first.pk and say_the_same(begun[first.pk], begun[other.pk]):
                yield first, other


def say_the_same(one: set[str], other: set[str]) -> bool:
    """Whether most of the shorter beginning stands in the other."""
    shorter = min(len(one), len(other))
    return bool(shorter) and len(one & other) / shorter >= SAME_TEXT


def beginnings(documents: list[int]) -> dict[int, set[str]]:
    """The first paragraphs of documents (keys), folded, those too short to tell anything left out."""
    found: dict[int, set[str]] = defaultdict(set)
    rows = Paragraph.objects.filter(document__in=documents, sequence__lt=COMPARED).order_by()
    for document, text in rows.values_list("document", "text"):
        if len(folded := fold(text)) >= SHORTEST:
            found[document].add(folded)
    return found
