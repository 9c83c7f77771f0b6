"""Who the names in a file are: speakers of the archive, new ones made for new names, nobody where it is unsure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive.lib.words import alternation, read_words
from documents.extraction.lexicon import words
from documents.models import Address, Deletion, Document
from documents.models.among import among
from people.matching import Authority, Circumstances, Outcome, days, name_id, standing
from people.models import Speaker, sort_key
from people.names import is_office, is_person_name
from people.names.shapes import is_foreign_name

from .acquaintances import Acquaintances
from .rows import DocumentRows

GROUPS = frozenset(words("group_speakers"))
WORKING_BODIES = read_words(Path(__file__).parent / "words" / "working_bodies.txt")
BODY_ENDING = re.compile(alternation([*words("body_endings"), *WORKING_BODIES]) + "$")
SHORTEST_BODY = 3
LONGEST_NAME = 30


@dataclass(frozen=True, slots=True)
class Use:
    """A name as a file uses it: with an office, on a date (EDTF), by somebody who speaks there or is only quoted.

    `sure` says that the text uses it as somebody's name, so that it need not look like one.
    """

    name: str
    position: str
    on: str
    speaking: bool
    sure: bool


class Naming:
    """Identifies the names of one file after the other against the authority file as it was when the run began."""

    def __init__(self) -> None:
        self.authority = Authority.whole()
        self.acquaintances = Acquaintances()
        self.found: dict[Use, Speaker | None] = {}
        self.made: list[Speaker] = []
        self.known: dict[str, Speaker | None] = {}  # of the transaction that is open

    def expect(self, documents: Iterable[DocumentRows]) -> None:
        """At the beginning of a transaction look up at once whom the archive knows by the names in it."""
        self.acquaintances.forget_some()
        self.known = {}
        self._known({name_id(name) for name in {use.name for document in documents for use in uses(document)}})

    def identify(self, documents: Iterable[DocumentRows], stored: Sequence[Document] = ()) -> None:
        """Settle every name in the documents of a file, with one look at the database; new speakers are made.

        `stored` are the documents of the file that the archive has: whom they name is not asked again.
        """
        self.found, self.made = {}, []
        alone: dict[Use, str] = {}
        for use in {use: None for document in documents for use in uses(document)}:
            match = self.authority.match(use.name, use.position, use.on, use.speaking)
            self.found[use] = match.speaker
            if match.outcome is Outcome.NONE and kind_of(use):
                alone[use] = name_id(use.name, bool(match.excluded))
        if alone:
            self._by_name_alone(alone, stored)

    def _by_name_alone(self, alone: dict[Use, str], stored: Sequence[Document]) -> None:
        known = self._known(set(alone.values()))
        fresh = self._make(alone, known)
        met: dict[str, Circumstances] = defaultdict(Circumstances)
        for use, public_id in alone.items():
            met[public_id].add(use.position, *days(use.on), use.speaking)
        same = self.acquaintances.same({each: (row, met[each]) for each, row in known.items()}, stored)
        people = {each: row for each, row in known.items() if each in same} | fresh
        self.acquaintances.add((row.public_id, met[each]) for each, row in people.items())
        for use, public_id in alone.items():
            self.found[use] = people.get(public_id)

    def _make(self, alone: dict[Use, str], known: dict[str, Speaker]) -> dict[str, Speaker]:
        """New speakers for the names that nobody is known by."""
        fresh: dict[str, Speaker] = {}
        for use, public_id in alone.items():
            if public_id not in known and public_id not in fresh:
                fresh[public_id] = made(use, public_id)
        decided = Deletion.objects.filter(kind="speaker", public_id__in=among(fresh))
        for public_id in decided.values_list("public_id", flat=True):
            del fresh[public_id]  # an archivist has decided that this is nobody
        if fresh:
            Address.objects.filter(public_id__in=among(fresh), kind="speaker").delete()
            self.made = Speaker.objects.bulk_create(fresh.values())
            self.known |= fresh
        return fresh

    def _known(self, public_ids: set[str]) -> dict[str, Speaker]:
        if unasked := public_ids - self.known.keys():
            rows = Speaker.objects.filter(public_id__in=among(unasked)).select_related("merged_into")
            self.known |= dict.fromkeys(unasked) | {row.public_id: standing(row) for row in rows}
        return {each: row for each in public_ids if (row := self.known[each])}

    def speaker(self, use: Use) -> Speaker | None:
        """The speaker whom `identify` found for this use of a name."""
        return self.found.get(use)

    def speakers(self, name: str, on: str) -> list[Speaker]:
        """The speakers of a quotation: 马克思;恩格斯 are two. All of them, or nobody."""
        found = [self.found.get(use) for use in quoted(name, on)]
        return list(dict.fromkeys(row for row in found if row is not None)) if all(found) else []


def uses(document: DocumentRows) -> Iterator[Use]:
    """Every use of a name in a document."""
    for row in (*document.contributions, *document.participations, *document.remarks):
        yield spoken(row.name, row.said["position"], document.day, row.said.get("role"))
    for row in document.mentions:
        yield mentioned(row.name, row.said["position"], document.day)
    for row in document.quotations:
        yield from quoted(row.name, document.day)


def spoken(name: str, position: str, on: str, role: str | None = None) -> Use:
    """The use of a name for somebody who speaks, takes part or, possibly after his death, is an author."""
    return Use(name.strip(), position, on, speaking=role not in ("author", "editor"), sure=True)


def mentioned(name: str, position: str, on: str) -> Use:
    """The use of a name for somebody named with an office."""
    return Use(name.strip(), position, on, speaking=False, sure=True)


def quoted(name: str, on: str) -> list[Use]:
    """The uses of the names of somebody quoted, parted by semicolons."""
    return [Use(each.strip(), "", on, speaking=False, sure=False) for each in re.split("[;；]", name) if each.strip()]


def kind_of(use: Use) -> str | None:
    """What a new speaker of this name is, or None for what is no name: an office, a role, one letter.

    >>> use = lambda name, sure: Use(name, "", "", True, sure)
    >>> [kind_of(use(n, False)) for n in ("李建华", "群众", "党的十七届四中全会", "总书记", "一位老战士")]
    ['person', 'group', 'body', None, None]
    >>> [kind_of(use(n, True)) for n in ("田中角荣", "李书记", "本书编写组")]
    ['person', None, 'body']
    """
    name = use.name
    if name in GROUPS:
        return Speaker.Kind.GROUP.value
    if is_person_name(name) or is_foreign_name(name):
        return Speaker.Kind.PERSON.value
    if not 2 <= len(name) <= LONGEST_NAME or is_office(name):
        return None
    if len(name) >= SHORTEST_BODY and BODY_ENDING.search(name):
        return Speaker.Kind.BODY.value
    return Speaker.Kind.PERSON.value if use.sure else None


def made(use: Use, public_id: str) -> Speaker:
    """A new speaker, known by name alone."""
    kind = kind_of(use) or Speaker.Kind.PERSON
    key = sort_key(use.name, kind)
    return Speaker(
        public_id=public_id,
        name=use.name,
        kind=kind,
        sort_key=key,
        imported={**dict.fromkeys(Speaker.machine_fields, ""), "name": use.name, "kind": kind, "sort_key": key},
    )
