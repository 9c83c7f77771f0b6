"""A file that the archive knows, read again: its documents are found again, added, or taken out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from archive.lib.chinese import fold
from documents.models import Deletion, Document, Meeting, Publication, SourceFile
from people.models import Record

from .build import Linker, write_new
from .claims import withdraw_claim
from .removal import NO_LONGER_FOUND, has_kept_rows, remove_document, remove_unnamed, shared_of
from .revision import Revision
from .rows import DocumentRows
from .settle import settle
from .staying import keep_with_edited
from .traces import note_conflicts, note_gone, write_history


@dataclass(slots=True)
class Revised:
    """What came of a file: the documents it gives now, whether anything changed, how many fields conflict."""

    documents: list[Document] = field(default_factory=list)
    changed: bool = False
    conflicts: int = 0


def revise_file(stored: list[Document], found: list[DocumentRows], source: SourceFile, linker: Linker) -> Revised:
    """Bring the stored documents of a file in line with those found in it now."""
    revised = Revised()
    before: dict[type[Record], set[int]] = defaultdict(set)
    for document in stored:
        for model, keys in shared_of(document).items():
            before[model] |= keys
    pairs = pair_documents(stored, found)
    known = [(document, rows) for document, rows in zip(pairs, found, strict=True) if document is not None]
    keep_with_edited(known, linker.claims)
    fresh = undeleted([rows for document, rows in zip(pairs, found, strict=True) if document is None])
    made, revised.conflicts = write_new([rows for rows in fresh if not rows.part], source, linker, check_ids=True)
    revised.documents += made
    whole = next((document for document, rows in zip(pairs, found, strict=True) if document and not rows.part), None)
    whole = whole or next(iter(made), None)
    for document, rows in known:
        revised.conflicts += revise_document(document, rows, source, linker, whole if rows.part else None, revised)
        revised.documents.append(document)
    parts, conflicts = write_new([rows for rows in fresh if rows.part], source, linker, check_ids=True)
    revised.documents += parts
    revised.conflicts += conflicts
    gone = [document for document in stored if document not in pairs]
    for document in gone:
        revised.conflicts += drop(document, source.key, linker)
    revised.changed |= bool(made or parts or gone)
    if revised.changed:
        remove_unnamed(before)
    return revised


def undeleted(documents: list[DocumentRows]) -> list[DocumentRows]:
    """Those of new documents that no archivist has removed before."""
    ids = [rows.public_id for rows in documents]
    deleted = Deletion.objects.filter(kind="document", public_id__in=ids).values_list("public_id", flat=True)
    return [rows for rows in documents if rows.public_id not in set(deleted)] if ids else []


def pair_documents(stored: list[Document], found: list[DocumentRows]) -> list[Document | None]:
    """For each document found, the stored one that it is: by part and title, by title alone, by part alone."""
    pairs: list[Document | None] = [None] * len(found)
    left = list(stored)

    def titled_alike(old: Document, new: DocumentRows) -> bool:
        return fold(old.imported.get("title", old.title)) == fold(new.said["title"])

    def same_part(old: Document, new: DocumentRows) -> bool:
        return old.imported.get("part", old.part) == new.part

    tests: list[Callable[[Document, DocumentRows], bool]] = [
        lambda old, new: same_part(old, new) and titled_alike(old, new),
        lambda old, new: bool(new.part and old.part and new.said["title"]) and titled_alike(old, new),
        same_part,
    ]
    for test in tests:
        for index, rows in enumerate(found):
            hit = None if pairs[index] else next((old for old in left if test(old, rows)), None)
            if hit is not None:
                pairs[index] = hit
                left.remove(hit)
    return pairs


def drop(document: Document, key: str, linker: Linker) -> int:
    """A document that its file no longer holds goes, or stays with a conflict if a person has worked on it."""
    if has_kept_rows(document):
        if document.imported:
            note_gone(document, linker.run)
            Document.objects.filter(pk=document.pk).update(imported={})
        return 1
    return remove_document(document, key, NO_LONGER_FOUND, linker.run)


def revise_document(
    document: Document,
    rows: DocumentRows,
    source: SourceFile,
    linker: Linker,
    whole: Document | None,
    revised: Revised,
) -> int:
    """Bring one document and its rows in line with what is found now; returns how many edited fields conflict."""
    shared = linker.link(rows, whole)
    conflicts, changed = revise_head(document, rows, source, linker, shared)
    revision = Revision(document, rows, source.key, linker)
    revision.revise()
    revised.changed |= changed or revision.changed
    return conflicts + revision.conflicts


def revise_head(
    document: Document,
    rows: DocumentRows,
    source: SourceFile,
    linker: Linker,
    shared: tuple[Meeting | None, Publication | None],
) -> tuple[int, bool]:
    """The fields of a document and its claims; returns the conflicts made and whether a field changed."""
    before: tuple[Meeting | None, Publication | None] = (document.meeting, document.publication)
    origins = {(source.key, part) for part in (document.imported.get("part", document.part), rows.part)}
    holds = {name: document.stated(name) for name in rows.said}
    settled = settle(holds, document.imported, rows.said)
    conflicts = note_conflicts(document, document.imported, holds, settled, linker.run)
    taken = {**holds, **settled.changes}
    meeting, publication = shared
    conflicts += linker.add_claims(
        rows,
        source.key,
        (
            meeting if meeting and taken["meeting"] == meeting.public_id else None,
            publication if publication and taken["publication"] == publication.public_id else None,
        ),
    )
    reclaimed = document.claims != rows.claims
    values = linker.values(settled.changes)
    for name, value in values.items():
        setattr(document, name, value)
    document.claims, document.problems, document.imported = rows.claims, rows.problems, rows.said
    document.source = source
    document.derive()
    always = ["claims", "problems", "imported", "source", *document.derived_fields]
    Document.objects.bulk_update([document], [*(name.removesuffix("_id") for name in values), *always])
    if settled.changes:
        write_history([document], linker.run)
    if reclaimed or settled.changes:
        for old, new in zip(before, shared, strict=True):
            row = new if old == new else old  # which knows what its claim has just changed
            if row is not None:
                conflicts += sum(withdraw_claim(row, origin, linker.run) for origin in sorted(origins))
    return conflicts, bool(settled.changes)
