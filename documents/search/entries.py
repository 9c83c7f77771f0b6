"""What the archive's rows give to search: the texts of a document, of a meeting and of a person.

`index_documents` is called in the transaction that changed them; only public documents have texts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any

from django.db import transaction

from archive.lib.chinese import fold
from documents import visibility
from documents.models import Contribution, Document, Meeting, Paragraph, Quotation, Remark, SearchText
from documents.models.among import among
from documents.models.insert import insert
from people.models import Speaker

# A text longer than this is searched in pieces that overlap, because PostgreSQL's tsvector ends at 1 MB.
PIECE = 60_000
OVERLAP = 200
MAX_PIECES = 16
KINDS = list(SearchText.Kind)
ROWS = 1 << 34  # so many keys of rows are told apart in the key of a text
BELOW_DAY = 41  # bits of the key of a text that stand below its day
BATCH = 2_000  # texts
AT_ONCE = 100  # documents
WITH_SPEAKERS = 500  # quotations


def text_id(day: date | None, piece: int, kind: str, pk: int) -> int:
    """The key of a text: day (22 bits), piece (4), kind (3), row (34), so that keys sort by date.

    >>> text_id(date(2003, 10, 16), 0, "paragraph", 5) < text_id(date(2003, 10, 17), 0, "paragraph", 1)
    True
    """
    return (
        ((day.toordinal() if day else 0) << BELOW_DAY) | (piece << 37) | (KINDS.index(SearchText.Kind(kind)) << 34) | pk
    )


def index_documents(documents: Iterable[Document]) -> int:
    """Write anew the search texts of these documents; returns how many texts there are now."""
    count = 0
    rows = iter(documents)
    while some := list(islice(rows, AT_ONCE)):
        with transaction.atomic():
            SearchText.objects.filter(document__in=some).delete()
            count += _write(_texts_of([document for document in some if document.is_public]))
    return count


def index_quotations(quotations: Iterable[Quotation]) -> int:
    """Write anew the search texts of these quotations alone; quick, for decisions made one by one."""
    rows = list(quotations)
    SearchText.objects.filter(kind=SearchText.Kind.QUOTATION, ref__in=among([q.public_id for q in rows])).delete()
    standing = (
        Quotation.objects.filter(pk__in=among([q.pk for q in rows]))
        .exclude(status=Quotation.Status.REJECTED)
        .select_related("document__parent")
        .prefetch_related("speakers")
    )
    texts = [_quotation_text(q, **_shared(q.document)) for q in standing if q.document.is_public]
    return _write(texts)


def index_speakers(speakers: Iterable[Speaker]) -> int:
    """Write anew the search texts of these people: their names and every other form."""
    count = 0
    rows = iter(speakers)
    while some := list(islice(rows, BATCH)):
        SearchText.objects.filter(kind=SearchText.Kind.NAME, ref__in=among([s.public_id for s in some])).delete()
        count += _write(_name_text(speaker) for speaker in some if speaker.merged_into_id is None)
    return count


def _name_text(speaker: Speaker) -> SearchText:
    forms = (speaker.name, *(name.form for name in speaker.names.all()))
    return SearchText(
        id=text_id(None, 0, SearchText.Kind.NAME, speaker.pk),
        kind=SearchText.Kind.NAME,
        ref=speaker.public_id,
        speaker=speaker,
        folded=" ".join(map(fold, forms)),
    )


def index_meetings(meetings: Iterable[Meeting]) -> int:
    """Write anew the search texts of these meetings: name and theme."""
    meetings = list(meetings)
    SearchText.objects.filter(kind=SearchText.Kind.MEETING, ref__in=among([m.public_id for m in meetings])).delete()
    texts = [
        SearchText(
            id=text_id(meeting.date_earliest, 0, SearchText.Kind.MEETING, meeting.pk),
            kind=SearchText.Kind.MEETING,
            ref=meeting.public_id,
            meeting=meeting,
            folded=" ".join(filter(None, (fold(meeting.name), fold(meeting.theme)))),
            **_dates(meeting),
        )
        for meeting in meetings
        if meeting.name and (meeting.authority or meeting.documents.filter(visibility.public()).exists())
    ]
    return _write(texts)


def _dates(row: Document | Meeting) -> dict[str, object]:
    earliest = row.date_earliest
    return {"year": earliest.year if earliest else None, "earliest": earliest, "latest": row.date_latest}


def _shared(document: Document) -> dict[str, Any]:
    return {
        "document": document,
        "meeting_id": document.meeting_id,
        "publication_id": document.publication_id,
        **_dates(document),
    }


def _quotation_text(quotation: Quotation, **shared: Any) -> SearchText:
    speakers = list(quotation.speakers.all())
    return SearchText(
        id=text_id(shared["earliest"], 0, SearchText.Kind.QUOTATION, quotation.pk),
        kind=SearchText.Kind.QUOTATION,
        ref=quotation.public_id,
        speaker=speakers[0] if speakers else None,
        folded=fold(quotation.text),
        **shared,
    )


def _texts_of(documents: Sequence[Document]) -> Iterator[SearchText]:
    """Titles, paragraphs with the remarks they stand in, quotations: four queries, however many documents."""
    shared = {document.pk: _shared(document) for document in documents}
    for document in documents:
        if document.title:
            yield SearchText(
                id=text_id(document.date_earliest, 0, SearchText.Kind.TITLE, document.pk),
                kind=SearchText.Kind.TITLE,
                ref=document.public_id,
                folded=fold(document.title),
                **shared[document.pk],
            )
    remarks: dict[int, list[Remark]] = defaultdict(list)
    for remark in Remark.objects.filter(document__in=documents).order_by("first").defer("imported"):
        remarks[remark.document_id].append(remark)
    printed = Contribution.objects.filter(document__in=documents, speaker__isnull=False).exclude(position="")
    printed = printed.order_by("document", "sequence")
    offices: dict[int, dict[object, str]] = defaultdict(dict)
    for document_id, speaker_id, position in printed.values_list("document", "speaker", "position"):
        offices[document_id].setdefault(speaker_id, position)
    for document_id, turns in remarks.items():
        _keep_offices(turns, offices[document_id])
    paragraphs = Paragraph.objects.filter(document__in=documents).exclude(kind=Paragraph.Kind.CONTENTS)
    for paragraph in paragraphs.order_by("document", "sequence").defer("source_map", "imported").iterator():
        remark_here = _remark_at(remarks[paragraph.document_id], paragraph)
        yield from _paragraph_texts(paragraph, remark_here, shared[paragraph.document_id])
    quotations = Quotation.objects.filter(document__in=documents).exclude(status=Quotation.Status.REJECTED)
    for quotation in quotations.defer("imported").prefetch_related("speakers").iterator(chunk_size=WITH_SPEAKERS):
        yield _quotation_text(quotation, **shared[quotation.document_id])


def _paragraph_texts(paragraph: Paragraph, remark: Remark | None, shared: dict[str, Any]) -> Iterator[SearchText]:
    for piece, folded in enumerate(_pieces(fold(paragraph.text))):
        yield SearchText(
            id=text_id(shared["earliest"], piece, SearchText.Kind.PARAGRAPH, paragraph.pk),
            kind=SearchText.Kind.PARAGRAPH,
            ref=paragraph.public_id,
            remark=remark.public_id if remark else "",
            speaker_id=remark.speaker_id if remark else None,
            position=fold(remark.position)[:300] if remark else "",
            folded=folded,
            **shared,
        )


def _write(texts: Iterable[SearchText]) -> int:
    """Insert texts, a batch at a time; returns how many."""
    names = [field.attname for field in SearchText._meta.concrete_fields]
    count = 0
    texts = iter(texts)
    while some := list(islice(texts, BATCH)):
        count += len(insert(SearchText, names, [[getattr(text, name) for name in names] for text in some]))
    return count


def _keep_offices(turns: Iterable[Remark], known: dict[object, str]) -> None:
    """Give turns the office that is printed with their speaker before: 何正（县长）：… stands so once, then 何正：…

    `known` are the offices at the head of the document. The rows themselves are not saved.
    """
    for turn in turns:
        who = turn.speaker_id or turn.label
        turn.position = known[who] = turn.position or known.get(who, "")


def _remark_at(remarks: list[Remark], paragraph: Paragraph) -> Remark | None:
    while remarks and remarks[0].last < paragraph.sequence:
        remarks.pop(0)
    return remarks[0] if remarks and remarks[0].first <= paragraph.sequence else None


def _pieces(folded: str) -> Iterator[str]:
    step = PIECE - OVERLAP
    for piece, start in enumerate(range(0, max(len(folded) - OVERLAP, 1), step)):
        if piece == MAX_PIECES:
            return
        if folded:
            yield folded[start : start + PIECE]
