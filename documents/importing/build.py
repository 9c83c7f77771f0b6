"""Machine rows as model instances: relations found, ids that are taken replaced."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from archive.lib.public_ids import public_id
from documents.models import (
    Address,
    Contribution,
    Document,
    ImportRun,
    Meeting,
    Mention,
    Paragraph,
    Participation,
    Publication,
    Quotation,
    Remark,
    SourceFile,
)
from documents.models.among import among
from documents.models.insert import insert
from people.models import Record

from .claims import Claims, add_claim
from .naming import Naming, mentioned, spoken
from .rows import DocumentRows, Row

# The rows of a document by the field of `DocumentRows`, in the order in which they are written.
KINDS: dict[str, Any] = {
    "paragraphs": Paragraph,
    "remarks": Remark,
    "contributions": Contribution,
    "participations": Participation,
    "mentions": Mention,
    "quotations": Quotation,
}
BATCH = 500
RELATIONS = frozenset({"speaker", "meeting", "publication", "cited_work", "parent"})


class Linker:
    """Adds to the machine rows of one file whom and what they refer to, and knows the keys of the rows referred to."""

    def __init__(self, naming: Naming, claims: Claims, run: ImportRun | None) -> None:
        self.naming, self.claims, self.run = naming, claims, run
        self.keys: dict[str, int] = {}

    def link(self, rows: DocumentRows, parent: Document | None) -> tuple[Meeting | None, Publication | None]:
        """Fill in what a document and its rows state of others, by public id; `naming` has identified its names.

        Returns its meeting and publication, which are saved once their claims are added.
        """
        on = rows.day
        meeting = self.claims.meeting(rows.claims.get("meeting"))
        publication = self.claims.publication(rows.claims.get("publication"))
        rows.said |= {
            "part": rows.part,
            "parent": self.name(parent),
            "meeting": meeting.public_id if meeting else None,
            "publication": publication.public_id if publication else None,
        }
        for row in (*rows.contributions, *rows.participations, *rows.remarks):
            use = spoken(row.name, row.said["position"], on, row.said.get("role"))
            row.said["speaker"] = self.name(self.naming.speaker(use))
        for row in rows.mentions:
            row.said["speaker"] = self.name(self.naming.speaker(mentioned(row.name, row.said["position"], on)))
        for row in rows.remarks:
            row.said["meeting"] = rows.said["meeting"]
        for row in rows.quotations:
            speakers = self.naming.speakers(row.name, on)
            row.said["speakers"] = sorted(filter(None, map(self.name, speakers)))
            row.said["cited_work"] = self.name(self.claims.work(row.said["work"], [each.pk for each in speakers]))
            row.said["meeting"] = self.name(self.claims.meeting_of(row.said["occasion"]))
        return meeting, publication

    def name(self, row: Record | None) -> str | None:
        """The public id of a saved row, whose key is remembered."""
        if row is None:
            return None
        self.keys[row.public_id] = row.pk
        return row.public_id

    def add_claims(self, rows: DocumentRows, key: str, shared: tuple[Meeting | None, Publication | None]) -> int:
        """Let the claims of a document count for its meeting and publication; returns the conflicts made."""
        conflicts = 0
        for row, what in zip(shared, ("meeting", "publication"), strict=True):
            if row is not None:
                conflicts += add_claim(row, rows.claims[what], (key, rows.part), self.run)
                self.name(row)
        return conflicts

    def values(self, said: dict[str, Any]) -> dict[str, Any]:
        """What is said as values of model fields; several related rows (`speakers`) are left out."""
        return {
            name + "_id" if name in RELATIONS else name: self.keys.get(value) if name in RELATIONS else value
            for name, value in said.items()
            if name != "speakers"
        }


def document_of(rows: DocumentRows, linker: Linker, source: SourceFile) -> Document:
    """The document, not saved."""
    document = Document(
        public_id=rows.public_id,
        imported=rows.said,
        claims=rows.claims,
        problems=rows.problems,
        source=source,
        run=linker.run,
        **linker.values(rows.said),
    )
    document.derive()
    return document


def row_of(model: Any, row: Row, document: Document, linker: Linker, **extra: Any) -> Any:
    """A row under a document, not saved."""
    return model(
        public_id=row.public_id,
        imported=row.said,
        run=linker.run,
        document=document,
        **linker.values(row.said),
        **row.place,
        **extra,
    )


def attributions(quotations: Iterable[tuple[int, list[str]]], linker: Linker) -> list[tuple[int, int]]:
    """Pairs of keys that tie quotations, given with the public ids of their speakers, to these."""
    return [(quotation, linker.keys[speaker]) for quotation, speakers in quotations for speaker in speakers]


def free_ids(model: Any, origin: tuple[str, str], rows: list[Row], taken: set[str]) -> None:
    """Give each of these new rows an id that no other row has or had, and that is not `taken`, to which it is added.

    A row that went and comes back in the same words takes its old address again.
    """
    kind = model._meta.model_name or ""
    wanted = {row.public_id for row in rows}
    taken |= set(model._default_manager.filter(public_id__in=among(wanted)).values_list("public_id", flat=True))
    stones = {stone.public_id: stone for stone in Address.objects.filter(public_id__in=among(wanted))}
    back = []
    for row in rows:
        stone = stones.get(row.public_id)
        if stone and stone.kind == kind and stone.label == said_label(row) and row.public_id not in taken:
            back.append(row.public_id)
        elif stone or row.public_id in taken:
            row.public_id = next_free(model, origin, row, taken)
        taken.add(row.public_id)
    if back:
        Address.objects.filter(public_id__in=among(back)).delete()


def next_free(model: Any, origin: tuple[str, str], row: Row, taken: set[str]) -> str:
    """The first further id for a row that nothing has or had."""
    for attempt in count(1):
        sequence = row.place.get("sequence", row.said.get("sequence"))
        found = public_id(model._meta.model_name or "", *origin, sequence, attempt=attempt)
        if found in taken or model._default_manager.filter(public_id=found).exists():
            continue
        if not Address.objects.filter(public_id=found).exists():
            return found
    raise AssertionError("there is no end to the attempts")


def said_label(row: Row) -> str:
    """What a tombstone would say of a row, as `epitaph` says it of a stored one."""
    said = row.said
    if "title" in said:
        return str(said["title"] or row.public_id)[:300]
    return str(said.get("text") or f"{said.get('label')} {row.place.get('sequence')}")[:300]


def speakers_of(rows: Iterable[Any]) -> set[int]:
    """The keys of the speakers that rows with a `speaker` or `speakers` refer to."""
    keys: set[int] = set()
    for row in rows:
        if isinstance(row, Quotation):
            keys |= {speaker.pk for speaker in row.speakers.all()}
        elif getattr(row, "speaker_id", None):
            keys.add(row.speaker_id)
    return keys


@dataclass(frozen=True, slots=True)
class Made:
    """A new document, saved only where others are parts of it, with the rows below it that are to be written."""

    document: Document
    rows: DocumentRows
    linker: Linker


def write_new(
    documents: list[DocumentRows], source: SourceFile, linker: Linker, check_ids: bool
) -> tuple[list[Document], int]:
    """Write documents that the archive does not have, and all their rows; returns them as `make_new` does."""
    made, conflicts = make_new(documents, source, linker, check_ids)
    write_rows(made)
    return [each.document for each in made], conflicts


def make_new(
    documents: list[DocumentRows], source: SourceFile, linker: Linker, check_ids: bool
) -> tuple[list[Made], int]:
    """Make documents that the archive does not have, the whole before its parts, to be written by `write_rows`.

    Returns them, and how many conflicts their claims made. `check_ids` looks for other rows with their ids.
    """
    if check_ids:
        make_ids_free(source.key, documents)
    in_parts = any(rows.part for rows in documents)
    whole = Document.objects.filter(source=source, part="").first() if in_parts else None
    made: list[Made] = []
    conflicts = 0
    for group in ([rows for rows in documents if not rows.part], [rows for rows in documents if rows.part]):
        for rows in group:
            shared = linker.link(rows, whole)
            conflicts += linker.add_claims(rows, source.key, shared)
            made.append(Made(document_of(rows, linker, source), rows, linker))
        if in_parts:
            save(made)
        whole = whole or (made[0].document if made else None)
    return made, conflicts


def save(documents: Iterable[Made]) -> None:
    """Save the new documents that are not saved."""
    unsaved = [each.document for each in documents if each.document.pk is None]
    Document.objects.bulk_create(unsaved, batch_size=BATCH)


def write_rows(documents: Sequence[Made]) -> None:
    """Write new documents and their rows, of one file or of many: one statement a kind."""
    save(documents)
    paragraphs: dict[tuple[int, int], int] = {}
    for field, model in KINDS.items():
        rows = [(each, row) for each in documents for row in getattr(each.rows, field)]
        values = [columns_of(model, row, each, paragraphs) for each, row in rows]
        names = list(values[0]) if values else []
        keys = insert(model, names, [[each[name] for name in names] for each in values])
        if model is Paragraph:
            numbers = ((each.document.pk, row.place["sequence"]) for each, row in rows)
            paragraphs = dict(zip(numbers, keys, strict=True))
        if model is Quotation:
            pairs: list[tuple[int, int]] = []
            for key, (each, row) in zip(keys, rows, strict=True):
                pairs += attributions([(key, row.said["speakers"])], each.linker)
            insert(Quotation.speakers.through, ["quotation_id", "speaker_id"], pairs)


def columns_of(model: Any, row: Row, made: Made, paragraphs: dict[tuple[int, int], int]) -> dict[str, Any]:
    """The columns of a new row. `paragraphs` gives the keys of paragraphs by document and number."""
    document, linker = made.document, made.linker
    values = {
        "public_id": row.public_id,
        "imported": row.said,
        "run_id": linker.run.pk if linker.run else None,
        "document_id": document.pk,
        **linker.values(row.said),
        **row.place,
    }
    if row.paragraph is not None:
        values["paragraph_id"] = paragraphs[document.pk, row.paragraph]
    if model is Participation:
        values["meeting_id"] = document.meeting_id
    if model is Quotation:
        values["status"] = Quotation.Status.MACHINE
    return values


def make_ids_free(key: str, documents: list[DocumentRows]) -> None:
    """Give new documents and their rows ids that no other row has or had."""
    taken: dict[type[Record], set[str]] = defaultdict(set)
    for rows in documents:
        origin = (key, rows.part)
        head = Row(rows.public_id, rows.said, {})
        free_ids(Document, origin, [head], taken[Document])
        rows.public_id = head.public_id
        for field, model in KINDS.items():
            free_ids(model, origin, getattr(rows, field), taken[model])
