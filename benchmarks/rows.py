"""The rows of a generated archive, in the proportions of design: per 1,000,000 paragraphs 60,000 documents,

1,500,000 quotations, 20,000 speakers and 5,000 meetings.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from random import Random
from typing import Any

from django.db import connection, models, transaction

from archive.lib.chinese import fold
from benchmarks.generate import BATCH, Writer, day, zipf
from documents.models import (
    Document,
    Fingerprint,
    Meeting,
    Paragraph,
    ParagraphFingerprint,
    Publication,
    Quotation,
    Remark,
    SearchText,
)
from documents.models.insert import insert
from documents.reuse import fingerprints, passage_fingerprints
from documents.search.base import merge
from documents.search.entries import text_id
from people.models import Speaker


def fill(writer: Writer, paragraphs: int) -> None:
    """Write everything, document by document in batches, and say the rate now and then."""
    speakers = make_speakers(writer, max(paragraphs // 50, 20))
    meetings = make_meetings(writer, max(paragraphs // 200, 5))
    publications = make_publications()
    pick = zipf([str(i) for i in range(len(speakers))], writer.random)
    with in_haste():
        made = 0
        started = time.perf_counter()
        while made < paragraphs:
            with transaction.atomic():
                made += make_batch(writer, speakers, meetings, publications, pick)
            rate = made / (time.perf_counter() - started)
            print(f"\r{made:,} paragraphs, {rate:,.0f} a second", end="", flush=True)
        print()
    merge()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@contextmanager
def in_haste() -> Iterator[None]:
    """A database for rows that can be made again: no waiting for the disk, the index of words built at the end.

    Row by row, PostgreSQL's inverted index lets in a hundred paragraphs a second.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA synchronous=OFF")
            cursor.execute("PRAGMA cache_size=-2000000")
            yield
            return
        cursor.execute("SET synchronous_commit=off")
        cursor.execute("SET maintenance_work_mem='1GB'")
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'documents_searchtext_tokens'")
        definition = cursor.fetchone()[0]
        cursor.execute("DROP INDEX documents_searchtext_tokens")
        yield
        cursor.execute(definition)


def save(records: Sequence[models.Model]) -> None:
    """Insert new records of one kind the quick way."""
    fields: Any = records[0]._meta.concrete_fields
    names = [field.attname for field in fields if records[0].pk is not None or not field.primary_key]
    values = [[getattr(record, name) for name in names] for record in records]
    for record, key in zip(records, insert(type(records[0]), names, values), strict=True):
        record.pk = key


def make_speakers(writer: Writer, count: int) -> list[Speaker]:
    """People with an address, a name and its search text."""
    rows = Speaker.objects.bulk_create(
        [Speaker(public_id=f"gs{i}", name=(name := writer.name()), sort_key=name) for i in range(count)], BATCH
    )
    SearchText.objects.bulk_create(
        [
            SearchText(id=text_id(None, 0, "name", s.pk), kind="name", ref=s.public_id, speaker=s, folded=fold(s.name))
            for s in rows
        ],
        BATCH,
    )
    return rows


def make_meetings(writer: Writer, count: int) -> list[Meeting]:
    """Meetings with a name and a day."""
    days = [day(writer.random) for _ in range(count)]
    return Meeting.objects.bulk_create(
        [
            Meeting(public_id=f"gm{i}", name=f"{next(writer.words)}座谈会", date=str(d), date_earliest=d, date_latest=d)
            for i, d in enumerate(days)
        ],
        BATCH,
    )


def make_publications() -> list[Publication]:
    """A hundred newspapers and yearbooks."""
    return Publication.objects.bulk_create(
        [Publication(public_id=f"gp{i}", title=f"生成日报{i}", kind="newspaper") for i in range(100)]
    )


def make_batch(
    writer: Writer,
    speakers: list[Speaker],
    meetings: list[Meeting],
    publications: list[Publication],
    pick: Iterator[str],
) -> int:
    """A hundred documents with what stands in them; returns how many paragraphs that is."""
    documents = make_documents(writer, meetings, publications)
    paragraphs = [
        Paragraph(public_id=f"{d.public_id}p{n}", document=d, sequence=n, text=writer.text())
        for d in documents
        for n in range(writer.random.randint(4, 29))
    ]
    save(paragraphs)
    remarks = [
        Remark(
            public_id=f"{p.public_id}r",
            document=p.document,
            meeting=p.document.meeting,
            sequence=p.sequence,
            label="",
            speaker=speakers[int(next(pick))],
            first=p.sequence,
            last=p.sequence,
        )
        for p in paragraphs
    ]
    save(remarks)
    quotations = make_quotations(writer.random, paragraphs)
    tied = [(q.pk, speakers[int(next(pick))].pk) for q in quotations]
    insert(Quotation.speakers.through, ["quotation_id", "speaker_id"], tied)
    save(search_texts(paragraphs, remarks, quotations))
    prints = [(value, q.pk) for q in quotations for value in fingerprints(q.text)]
    insert(Fingerprint, ["hash", "quotation_id"], prints)
    prints = [(value, p.pk) for p in paragraphs for value in passage_fingerprints(p.text)]
    insert(ParagraphFingerprint, ["hash", "paragraph_id"], prints)
    return len(paragraphs)


def make_documents(writer: Writer, meetings: list[Meeting], publications: list[Publication]) -> list[Document]:
    """A hundred documents on days of their own, each of a meeting and in a publication."""
    random_ = writer.random
    documents = []
    first = Document.objects.count()
    for number in range(first, first + 100):
        d = day(random_)
        documents.append(
            Document(
                public_id=f"gd{number}",
                kind="transcript",
                title=writer.sentence()[:40],
                date=str(d),
                date_earliest=d,
                date_latest=d,
                publication=random_.choice(publications),
                meeting=random_.choice(meetings),
            )
        )
    Document.objects.bulk_create(documents)  # which knows when they were made
    return documents


def make_quotations(random_: Random, paragraphs: list[Paragraph]) -> list[Quotation]:
    """None to three quotations a paragraph."""
    quotations = [
        Quotation(
            public_id=f"{p.public_id}q{n}",
            document=p.document,
            paragraph=p,
            sequence=n,
            start=0,
            end=len(text),
            text=text,
            work=f"{text[:2]}论" if random_.random() < 0.2 else "",
            confidence=random_.random(),
        )
        for p in paragraphs
        for n in range(random_.choice((0, 1, 2, 3)))
        for text in (p.text[n * 20 : n * 20 + random_.randint(5, 60)],)
        if text
    ]
    save(quotations)
    return quotations


def search_texts(paragraphs: list[Paragraph], remarks: list[Remark], quotations: list[Quotation]) -> list[SearchText]:
    """What search holds of these rows."""
    texts = []
    for p, remark in zip(paragraphs, remarks, strict=True):
        texts.append(
            _text(p, "paragraph", p.pk, p.document.date_earliest, remark=remark.public_id, speaker=remark.speaker)
        )
    texts += [_text(q, "quotation", q.pk, q.document.date_earliest) for q in quotations]
    return sorted(texts, key=lambda text: text.id)  # in the order that the index is written in


def _text(row: Paragraph | Quotation, kind: str, pk: int, on: date | None, **fields: object) -> SearchText:
    document = row.document
    return SearchText(
        id=text_id(on, 0, kind, pk),
        kind=kind,
        ref=row.public_id,
        document=document,
        meeting=document.meeting,
        publication=document.publication,
        year=on.year if on else None,
        earliest=on,
        latest=on,
        folded=fold(row.text),
        **fields,
    )
