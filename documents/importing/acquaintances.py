"""Persons whom the archive knows by name alone, and whether a name met again is one of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Max, Min, QuerySet, Value

from documents.models import Contribution, Document, Mention, Participation, Quotation, Remark
from documents.models.among import among
from people.matching import Circumstances
from people.models import Speaker

NAMED: tuple[Any, ...] = (Contribution, Participation, Remark, Mention)  # rows that name one speaker, with an office
MOST = 50_000  # persons remembered from one file to the next


class Acquaintances:
    """In what circumstances each person known by name alone was met, as far as this run has asked."""

    def __init__(self) -> None:
        self.met: dict[str, Circumstances] = {}

    def same(self, names: Mapping[str, tuple[Speaker, Circumstances]], stored: Sequence[Document]) -> set[str]:
        """Those of the names that are the persons whom the archive knows by them.

        `names` gives with each name's id its speaker and the circumstances in which a file has it; `stored` are the
        documents of that file which the archive has. Bodies and groups are known by name, and persons of the
        authority file by an archivist's word.
        """
        doubtful = {
            each: (row, met)
            for each, (row, met) in names.items()
            if row.kind == Speaker.Kind.PERSON and not row.authority
        }
        self._learn([row for row, _ in doubtful.values() if row.public_id not in self.met])
        strangers = {each for each, (row, met) in doubtful.items() if not self.met[row.public_id].agree(met)}
        if strangers and stored:
            attached, said = named_in(stored)  # an archivist may have tied a row to somebody else since
            strangers -= {
                each for each in strangers if names[each][0].pk in attached or names[each][0].public_id in said
            }
        return set(names) - strangers

    def add(self, names: Iterable[tuple[str, Circumstances]]) -> None:
        """Remember how speakers, given by their public ids, were met in a file."""
        for public_id, met in names:
            self.met.setdefault(public_id, Circumstances()).update(met)

    def forget_some(self) -> None:
        """Between two transactions, when all that was written can be asked for again."""
        if len(self.met) > MOST:
            self.forget()

    def forget(self) -> None:
        """After a transaction that was taken back: nobody was met in it."""
        self.met.clear()

    def _learn(self, speakers: Sequence[Speaker]) -> None:
        keys = {speaker.pk: Circumstances() for speaker in speakers}
        for rows, speaking in appearances(list(keys)) if keys else ():
            for speaker, position, earliest, latest in rows:
                keys[speaker].add(position or "", earliest, latest, speaking)
        self.met |= {speaker.public_id: keys[speaker.pk] for speaker in speakers}


def appearances(speakers: Sequence[int]) -> Iterator[tuple[QuerySet, bool]]:
    """Rows of (speaker, position, first day, last day) for speakers given by key, and whether they spoke there."""
    silent = ("author", "editor")
    keys = among(speakers)
    for model, speaking in ((Participation, True), (Remark, True), (Mention, False)):
        yield spans(model.objects.filter(speaker__in=keys).values_list("speaker", "position")), speaking
    written = Contribution.objects.filter(speaker__in=keys).values_list("speaker", "position")
    yield spans(written.filter(role__in=silent)), False
    yield spans(written.exclude(role__in=silent)), True
    quoted = Quotation.speakers.through.objects.filter(speaker__in=keys)
    yield spans(quoted.values_list("speaker", Value("")), "quotation__document"), False


def spans(rows: QuerySet, document: str = "document") -> QuerySet:
    """Groups of rows with the first and the last day of their documents."""
    return rows.annotate(Min(f"{document}__date_earliest"), Max(f"{document}__date_latest")).order_by()


def named_in(documents: Sequence[Document]) -> tuple[set[int], set[str]]:
    """The speakers of documents: the keys of those whom their rows name now, the ids of those the machine last read."""
    keys: set[int | None] = set()
    said: set[str | None] = set()
    for model in NAMED:
        for key, public_id in model.objects.filter(document__in=documents).values_list("speaker", "imported__speaker"):
            keys.add(key)
            said.add(public_id)
    quoted = Quotation.speakers.through.objects.filter(quotation__document__in=documents)
    keys.update(quoted.values_list("speaker", flat=True))
    for ids in Quotation.objects.filter(document__in=documents).values_list("imported__speakers", flat=True):
        said.update(ids or ())
    return {key for key in keys if key}, {public_id for public_id in said if public_id}
