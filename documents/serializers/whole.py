"""Documents with their text and everybody in it, some at a time: what the writers of TEI and Akoma Ntoso read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from documents import visibility
from documents.models import Contribution, Document, Mention, Paragraph, Participation, Quotation, Remark
from people.models import Speaker

AT_ONCE = 20  # documents in memory


def whole(rows: QuerySet[Document]) -> QuerySet[Document]:
    """Documents with their public rows."""
    quotations = visibility.quotations().order_by("paragraph__sequence", "start", "public_id")
    return (
        rows.select_related("publication", "meeting", "parent", "source")
        .defer("source__data", "claims", "imported", "problems")
        .prefetch_related(
            Prefetch("paragraphs", Paragraph.objects.order_by("sequence").defer("source_map", "imported")),
            Prefetch("remarks", Remark.objects.order_by("first", "sequence").select_related("speaker")),
            Prefetch("quotations", quotations.prefetch_related("speakers")),
            Prefetch("mentions", Mention.objects.order_by("sequence", "public_id").select_related("speaker")),
            Prefetch("contributions", Contribution.objects.order_by("sequence", "public_id").select_related("speaker")),
            Prefetch(
                "meeting__participations",
                Participation.objects.order_by("sequence", "public_id").select_related("speaker"),
            ),
            Prefetch("parts", visibility.documents().only("public_id", "title", "part", "parent")),
        )
    )


def some_at_a_time(rows: QuerySet[Document], size: int = AT_ONCE) -> Iterator[Document]:
    """The documents with their rows, in the order of `rows`, in constant memory."""
    keys = rows.values_list("pk", flat=True).iterator(chunk_size=10_000)
    while some := list(islice(keys, size)):
        found = {document.pk: document for document in whole(Document.objects.filter(pk__in=some))}
        know_people(list(found.values()))
        yield from (found[key] for key in some if key in found)


def one(rows: QuerySet[Document], public_id: str) -> Document | None:
    """The document of that id with its rows, if `rows` have it."""
    document = whole(rows).filter(public_id=public_id).first()
    if document is not None:
        know_people([document])
    return document


def know_people(documents: list[Document]) -> None:
    """Read the other names and the offices of everybody in the documents, two queries for all."""
    everybody = [speaker for document in documents for speaker in speakers_in(document)]
    prefetch_related_objects(everybody, "names", "tenures")


def participations(document: Document) -> list[Participation]:
    """Who took part in its meeting as the document itself shows it, or as an archivist has entered it."""
    rows = document.meeting.participations.all() if document.meeting else ()
    return [row for row in rows if row.document_id in (None, document.pk)]


def speakers_in(document: Document) -> Iterator[Speaker]:
    """Everybody who is identified in the document, as often as he is named."""
    for rows in (document.contributions, document.remarks, document.mentions):
        yield from (row.speaker for row in rows.all() if row.speaker)
    yield from (row.speaker for row in participations(document) if row.speaker)
    for quotation in document.quotations.all():
        yield from quotation.speakers.all()


def names_read(quotation: Quotation) -> list[str]:
    """The names that a quotation is attributed to where nobody is identified: as read, else as printed.

    >>> names_read(Quotation(speaker_name="马克思；恩格斯")), names_read(Quotation(label="老人们"))
    (['马克思', '恩格斯'], ['老人们'])
    """
    read = (quotation.speaker_name or quotation.label).replace("；", ";").split(";")
    return [name.strip() for name in read if name.strip()]


def in_parts(document: Document) -> list[Document]:
    """The public pieces of a compilation in order."""
    return sorted(document.parts.all(), key=lambda piece: (len(piece.part), piece.part))
