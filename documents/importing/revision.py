"""The rows of one document, read again: the same texts keep their addresses, a person's work stands.

Rows are found again by what the machine had said of them, so that an edited row is known by the words it came from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from archive.lib.chinese import fold
from documents.models import Contribution, Deletion, Document, Mention, Paragraph, Participation, Quotation, Remark
from documents.models.insert import insert

from .align import align, pair_equal
from .build import Linker, attributions, free_ids, row_of
from .order import Order
from .removal import NO_LONGER_FOUND, is_kept, remove, rows_under
from .rows import DocumentRows, Row
from .settle import settle
from .traces import note_conflicts, note_gone, write_history

Pairs = list[tuple[Row, Any]]  # what is found now, with the stored row, the Deletion or None that it is
Sign = Callable[[dict[str, Any]], Any]  # of what was said of a row, that by which it is found again


class Revision:
    """One document that is stored, and what is found of it now. `changed` and `conflicts` say what came of it."""

    def __init__(self, document: Document, rows: DocumentRows, key: str, linker: Linker) -> None:
        self.document, self.rows, self.linker = document, rows, linker
        self.origin = (key, rows.part)
        self.changed = False
        self.conflicts = 0
        self.deletions: dict[str, list[Deletion]] = defaultdict(list)
        for deletion in Deletion.objects.filter(document=document):
            self.deletions[deletion.kind].append(deletion)
        self.dirty: dict[int, tuple[Any, set[str]]] = {}  # rows to write, with the fields

    def revise(self) -> None:
        """Bring all rows in line."""
        paragraphs, gone = self.pair(Paragraph, self.rows.paragraphs, text_sign)
        quotations, lost = self.pair(Quotation, self.rows.quotations, text_sign)
        homes = homes_of(lost, gone, paragraphs)
        order, doomed = self.revise_paragraphs(paragraphs, gone, homes)
        self.revise_placed(Quotation, quotations, lost, order, homes)
        mentions, unmentioned = self.pair(Mention, self.rows.mentions, mention_sign)
        self.revise_placed(Mention, mentions, unmentioned, order, {})
        self.revise_remarks(order)
        self.revise_people(Contribution, self.rows.contributions, {})
        meeting = self.document.meeting_id
        self.revise_people(Participation, self.rows.participations if meeting else [], {"meeting_id": meeting})
        self.write()
        self.take_out(doomed)

    def pair(
        self, model: Any, found: Sequence[Row], sign: Sign, sign_now: Sign | None = None
    ) -> tuple[Pairs, list[Any]]:
        """Each row found now with the stored row or the deletion that it is; and the stored rows found no more."""
        ghosts = self.deletions[model._meta.model_name or ""]
        olds = sorted([*rows_under(self.document, model), *ghosts], key=lambda row: (row.sequence, row.pk))
        pairing: Any = pair_equal if model in (Contribution, Participation, Mention) else align
        places = pairing([sign(last_said(old)) for old in olds], [(sign_now or sign)(row.said) for row in found])
        used = {place for place in places if place is not None}
        return (
            [(row, None if place is None else olds[place]) for row, place in zip(found, places, strict=True)],
            [old for i, old in enumerate(olds) if i not in used and not isinstance(old, Deletion)],
        )

    # -- kinds of rows -------------------------------------------------------------------------------------------

    def revise_paragraphs(
        self, pairs: Pairs, gone: list[Paragraph], homes: dict[int, Any]
    ) -> tuple[Order, list[Paragraph]]:
        """Write the paragraphs in their new order; returns it, and those that go."""
        needed = {home.pk for home in homes.values() if isinstance(home, Paragraph)}
        kept = [row for row in gone if is_kept(row) or row.pk in needed]
        free_ids(Paragraph, self.origin, [row for row, old in pairs if old is None], set())
        found = [
            row_of(Paragraph, row, self.document, self.linker)
            if old is None
            else old
            if isinstance(old, Paragraph)
            else None
            for row, old in pairs
        ]
        stored = [row for row in found if row is not None and row.pk]
        order = Order(sorted([*stored, *gone], key=lambda row: (row.sequence, row.pk)), found, kept)
        made = [row for row in order.rows if row.pk is None]
        for row, old in pairs:
            if isinstance(old, Deletion):
                remember(old, row)
            elif old is not None:
                self.update(old, row.said, {name: value for name, value in row.place.items() if name != "sequence"})
        for stays in kept:
            self.stand(stays)
        for sequence, paragraph in enumerate(order.rows):
            self.put(paragraph, {"sequence": sequence})
        Paragraph.objects.bulk_create(made)
        self.changed |= bool(made)
        return order, [row for row in gone if row not in kept]

    def revise_placed(self, model: Any, pairs: Pairs, lost: list[Any], order: Order, homes: dict[int, Any]) -> None:
        """Quotations and mentions: what stands at a place in a paragraph."""
        fresh = []
        for row, old in pairs:
            home = order.paragraph.get(row.paragraph or 0)
            if isinstance(old, Deletion):
                remember(old, row)
            elif home is None:
                if old is not None:
                    lost.append(old)
            elif old is None:
                fresh.append((row, home))
            else:
                self.update(old, row.said, {})
                self.put(old, self.place_of(row, home, getattr(old, "text", row.said.get("text", "")), old))
        free_ids(model, self.origin, [row for row, _ in fresh], set())
        made = []
        for row, home in fresh:
            placed = replace(row, place=self.place_of(row, home, row.said.get("text", "")))
            made.append(row_of(model, placed, self.document, self.linker))
        model._default_manager.bulk_create(made)
        if model is Quotation:
            pairs_of_keys = attributions(((row.pk, row.imported["speakers"]) for row in made), self.linker)
            insert(Quotation.speakers.through, ["quotation_id", "speaker_id"], pairs_of_keys)
        self.changed |= bool(made)
        for old in lost:
            home = homes.get(old.pk)
            if isinstance(home, Row):
                self.put(old, place_in(order.paragraph[home.place["sequence"]], old))
        self.settle_lost(lost)

    def place_of(self, row: Row, home: Paragraph, text: str, old: Any = None) -> dict[str, Any]:
        """Where a row stands in its paragraph: where the machine says, unless a person changed one of the texts.

        Where a person parted the paragraph, a stored row (`old`) stays in the part that holds its words.
        """
        place = {**row.place, "paragraph_id": home.pk}
        as_found = self.rows.paragraphs[row.paragraph or 0].said["text"]
        if home.text == as_found and text == row.said.get("text", ""):
            return place
        start = nearest(text or row.said.get("label", ""), home.text, place["start"])
        if start is None and old is not None and old.paragraph_id != home.pk:
            return {}
        if start is None:
            return {name: value for name, value in place.items() if name not in ("start", "end")}
        return {**place, "start": start, "end": start + len(text or row.said.get("label", ""))}

    def revise_remarks(self, order: Order) -> None:
        """The turns; their first and last paragraphs are told in the new numbers."""
        texts = [row.said["text"] for row in self.rows.paragraphs]

        def sign(said: dict[str, Any]) -> str:
            first = order.before.get(said["first"])
            return remark_sign(said, last_said(first)["text"] if first else "")

        def sign_now(said: dict[str, Any]) -> str:
            return remark_sign(said, texts[said["first"]])

        pairs, lost = self.pair(Remark, self.rows.remarks, sign, sign_now)
        pairs = [(in_new_numbers(row, order), old) for row, old in pairs]
        stored = [*lost, *(old for _, old in pairs if isinstance(old, Remark))]
        for old in stored:
            self.put(old, renumbered(old, order))
        self.write_pairs(Remark, pairs, lost, {})

    def revise_people(self, model: Any, found: list[Row], place: dict[str, Any]) -> None:
        """Contributions and participations."""
        pairs, lost = self.pair(model, found, person_sign)
        self.write_pairs(model, pairs, lost, place)

    def write_pairs(self, model: Any, pairs: Pairs, lost: list[Any], place: dict[str, Any]) -> None:
        """Update what is found again, make what is new, let go what is lost."""
        fresh = [row for row, old in pairs if old is None]
        free_ids(model, self.origin, fresh, set())
        model._default_manager.bulk_create([row_of(model, row, self.document, self.linker, **place) for row in fresh])
        self.changed |= bool(fresh)
        for row, old in pairs:
            if isinstance(old, Deletion):
                remember(old, row)
            elif old is not None:
                self.update(old, row.said, {**row.place, **place})
        self.settle_lost(lost)

    # -- single rows ---------------------------------------------------------------------------------------------

    def update(self, row: Any, says: dict[str, Any], place: dict[str, Any]) -> None:
        """Bring a stored row in line with what the machine says of it now."""
        holds = {name: row.stated(name) for name in says}
        locked = isinstance(row, Quotation) and row.status != Quotation.Status.MACHINE
        settled = settle(holds, row.imported, says, locked)
        if settled.conflicts or settled.agreed:
            self.conflicts += note_conflicts(row, row.imported, holds, settled, self.linker.run)
        if "speakers" in settled.changes:
            row.speakers.set([self.linker.keys[speaker] for speaker in settled.changes["speakers"]])
        self.changed |= bool(settled.changes)
        self.put(row, {**self.linker.values(settled.changes), **place})
        if row.imported != says:
            row.imported = says
            self.mark(row, "imported")

    def put(self, row: Any, values: dict[str, Any]) -> None:
        """Set fields of a row, to be written at the end if that changes any of them."""
        for name, value in values.items():
            if getattr(row, name) != value:
                setattr(row, name, value)
                self.mark(row, name)
                self.changed = True

    def mark(self, row: Any, name: str) -> None:
        """Note that a field of a stored row is to be written."""
        if row.pk:
            self.dirty.setdefault(id(row), (row, set()))[1].add(name)

    def stand(self, row: Any) -> None:
        """A row that is found no more, but which a person has worked on: it is his from now on."""
        if row.imported:
            note_gone(row, self.linker.run)
            self.conflicts += 1
            row.imported = {}
            self.mark(row, "imported")

    def settle_lost(self, lost: list[Any]) -> None:
        """Of rows found no more, those that a person has worked on stand, the others go."""
        for row in lost:
            if is_kept(row):
                self.stand(row)
        self.take_out([row for row in lost if not is_kept(row)])

    def take_out(self, rows: list[Any]) -> None:
        """Remove rows and retire their addresses."""
        self.changed |= bool(rows)
        remove(rows, NO_LONGER_FOUND)

    def write(self) -> None:
        """Write what has changed, one statement a kind."""
        by_model: dict[Any, list[Any]] = defaultdict(list)
        fields: dict[Any, set[str]] = defaultdict(set)
        for row, names in self.dirty.values():
            by_model[type(row)].append(row)
            fields[type(row)] |= {name.removesuffix("_id") for name in names}
        for model, rows in by_model.items():
            model._default_manager.bulk_update(rows, sorted(fields[model]), batch_size=200)
            write_history(rows, self.linker.run)


def homes_of(lost: list[Any], gone: list[Paragraph], pairs: Pairs) -> dict[int, Row | Paragraph]:
    """For quotations that stand though they are found no more, in paragraphs that go: where they stand now.

    That is a paragraph with the same words, or else their own, which then stays.
    """
    going = {row.pk: row for row in gone if not is_kept(row)}
    homes: dict[int, Row | Paragraph] = {}
    for quotation in lost:
        if quotation.paragraph_id in going and is_kept(quotation):
            found = (row for row, old in pairs if not isinstance(old, Deletion) and quotation.text in row.said["text"])
            homes[quotation.pk] = next(found, going[quotation.paragraph_id])
    return homes


def place_in(home: Paragraph | None, quotation: Quotation) -> dict[str, Any]:
    """The place of a quotation in another paragraph that has its words."""
    if home is None:
        return {}
    start = nearest(quotation.text, home.text, quotation.start)
    if start is None:
        return {"paragraph_id": home.pk}
    return {"paragraph_id": home.pk, "start": start, "end": start + len(quotation.text)}


def nearest(text: str, within: str, to: int) -> int | None:
    """Where `text` stands in `within`, nearest to an offset; None if it does not.

    >>> nearest("乙", "乙甲甲乙", 2), nearest("丙", "乙", 0)
    (3, None)
    """
    places = []
    at = within.find(text) if text else -1
    while at >= 0:
        places.append(at)
        at = within.find(text, at + 1)
    return min(places, key=lambda place: abs(place - to), default=None)


def in_new_numbers(row: Row, order: Order) -> Row:
    """A turn found now, with its paragraphs in the numbers in which they are stored."""
    first, last = order.found_number.first(row.said["first"]), order.found_number.last(row.said["last"])
    return replace(row, said={**row.said, "first": first, "last": last})


def renumbered(remark: Remark, order: Order) -> dict[str, Any]:
    """The fields of a stored turn with its paragraphs in the new numbers, and what was said of them likewise."""
    said = remark.imported
    if said:
        first, last = order.old_number.first(said["first"]), order.old_number.last(said["last"])
        said = {**said, "first": first, "last": last}
    return {
        "first": order.old_number.first(remark.first),
        "last": order.old_number.last(remark.last),
        "imported": said,
    }


def remember(deletion: Deletion, row: Row) -> None:
    """What a person removed is found again: it stays away, known by its latest words."""
    if deletion.imported != row.said:
        deletion.imported, deletion.sequence = row.said, row.place.get("sequence", row.said.get("sequence", 0))
        deletion.save(update_fields=["imported", "sequence"])


def last_said(row: Any) -> dict[str, Any]:
    """What the machine last said of a row; of one entered by hand, what it holds."""
    if row.imported:
        said: dict[str, Any] = row.imported
        return said
    return {
        name: getattr(row, name)
        for name in ("text", "label", "first", "role", "name", "position")
        if hasattr(row, name)
    }


def text_sign(said: dict[str, Any]) -> str:
    """A paragraph or quotation is known by its text."""
    return fold(said["text"]) or str(said["text"])


def remark_sign(said: dict[str, Any], text: str) -> str:
    """A turn is known by its label and how it begins."""
    return f"{fold(said['label'])}|{fold(text)[:100]}"


def person_sign(said: dict[str, Any]) -> tuple[str, str]:
    """A contribution or participation is known by the name, and the role if it has several."""
    return str(said["label"]), str(said["role"])


def mention_sign(said: dict[str, Any]) -> tuple[str, str, str]:
    """A mention is known by the name, and the office and form if it has several."""
    return str(said["name"]), str(said["position"]), str(said["label"])
