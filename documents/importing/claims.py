"""What several documents share: meetings, publications, works.

Each document claims what it says of its meeting and its publication. A field of these holds the first claim in the
order of source keys, so that the archive is the same in whatever order its files were imported; only a person's word
stands above the claims.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, TypeVar

from archive.lib.chinese import fold
from documents.models import Address, Conflict, Deletion, ImportRun, Meeting, Publication, Work
from people.matching import days, overlap

from .rows import DocumentRows
from .settle import settle
from .traces import GONE, note_conflicts, note_gone, write_history

Shared = Meeting | Publication
T = TypeVar("T", Meeting, Publication)
# What stands around the name of a meeting where it is an occasion: 在…上, 于…期间, 在…开幕式上的讲话中.
AROUND_A_MEETING = re.compile(
    "^[在于於]|(?:[开開闭閉]幕[式会會]?)?(?:[上中时時]|期[间間])?(?:的?(?:讲话|講話|报告|報告)中?)?$"
)


class Claims:
    """Finds, makes and fills what the documents of one run claim. Authority records are read once."""

    def __init__(self, run: ImportRun | None) -> None:
        self.run = run
        self.meetings: dict[str, list[Meeting]] = defaultdict(list)
        for meeting in Meeting.objects.filter(authority=True).order_by("public_id"):
            for name in {meeting.name, *meeting.forms.splitlines()}:
                self.meetings[fold(name)].append(meeting)
        self.works: dict[str, list[Work]] = defaultdict(list)
        for work in Work.objects.order_by("public_id"):
            for title in {work.title, *work.forms.splitlines()}:
                self.works[fold(title)].append(work)
        self.known: dict[str, Shared] = {}  # of the transaction that is open

    def expect(self, documents: Iterable[DocumentRows]) -> None:
        """At the beginning of a transaction look up at once what is claimed in it and known to the archive."""
        self.known = {}
        for model, what in ((Meeting, "meeting"), (Publication, "publication")):
            claimed = {each.claims[what]["id"] for each in documents if what in each.claims}
            rows: Any = model._default_manager.filter(public_id__in=claimed)
            self.known |= {row.public_id: row for row in rows}

    def meeting(self, claim: dict[str, Any] | None) -> Meeting | None:
        """The meeting that a document claims; a new one is saved once its claim is added."""
        if not claim:
            return None
        return self.known_meeting(claim["name"], claim.get("date", "")) or self._shared(Meeting, claim)

    def publication(self, claim: dict[str, Any] | None) -> Publication | None:
        """The publication that a document claims; a new one is saved once its claim is added."""
        return self._shared(Publication, claim) if claim else None

    def known_meeting(self, name: str, on: str = "") -> Meeting | None:
        """The meeting of the authority file that has this name or form and was held then; None if none or several."""
        earliest, latest = days(on)
        fitting = [
            each
            for each in self.meetings.get(fold(name), ())
            if overlap(each.date, each.end_date or each.date, earliest, latest)
        ]
        return fitting[0] if len(fitting) == 1 else None

    def meeting_of(self, occasion: str) -> Meeting | None:
        """The meeting of the authority file that an occasion names: 在党的十八大上, but not 党的十八大以来."""
        return self.known_meeting(AROUND_A_MEETING.sub("", occasion)) if occasion else None

    def work(self, title: str, speakers: Iterable[int] = ()) -> Work | None:
        """The known work of this title; of several, the one by these speakers; None if that is unsure."""
        fitting = self.works.get(fold(title), []) if title else []
        if len(fitting) > 1:
            authors = set(speakers)
            fitting = [each for each in fitting if authors & {author.pk for author in each.authors.all()}]
        return fitting[0] if len(fitting) == 1 else None

    def _shared(self, model: type[T], claim: dict[str, Any]) -> T | None:
        public_id = claim["id"]
        found = self.known.get(public_id) or model._default_manager.filter(public_id=public_id).first()
        if isinstance(found, model):
            return found
        kind = model._meta.model_name
        moved = Address.objects.filter(public_id=public_id, kind=kind).first()
        if moved and moved.target:
            return model._default_manager.filter(public_id=moved.target).first()
        if moved and Deletion.objects.filter(public_id=public_id, kind=kind).exists():
            return None  # an archivist has decided that this is none
        if moved:
            moved.delete()
        made = model(public_id=public_id, run=self.run, imported=dict.fromkeys(model.machine_fields, ""))
        self.known[public_id] = made
        return made


def add_claim(row: Shared, claim: dict[str, Any], origin: tuple[str, str], run: ImportRun | None) -> int:
    """Let a document's claim count for a row, where it comes first; returns how many edited fields it conflicts with.

    `origin` is the document's (source key, part). What stands in a row that was merged or moved here, or that an
    archivist vouches for, is not changed by claims.
    """
    if claim["id"] != row.public_id or getattr(row, "authority", False):
        return 0
    said, place = blank(row) if not row.claimed_by else dict(row.imported), list(origin)
    claimed = [name for name in row.machine_fields if claim.get(name) and place <= row.claimed_by.get(name, place)]
    if (
        all(said[name] == claim[name] and row.claimed_by.get(name) == place for name in claimed)
        and not row._state.adding
    ):
        return 0
    for name in claimed:
        said[name], row.claimed_by[name] = claim[name], place
    if not row.imported:  # `let_go` has given it to the person who edited it; now it is found again
        Conflict.objects.filter(public_id=row.public_id, field=GONE, resolution="").delete()
    return _fill(row, said, run)


def withdraw_claim(row: Shared, origin: tuple[str, str], run: ImportRun | None) -> int:
    """Count the claims of a row's documents anew if those of `origin` came first, after they were changed."""
    if list(origin) not in row.claimed_by.values() or is_authority(row):
        return 0
    what = "meeting" if isinstance(row, Meeting) else "publication"
    claims = row.documents.filter(**{f"claims__{what}__id": row.public_id}).values_list(
        "source__key", "part", f"claims__{what}"
    )
    said = blank(row)
    row.claimed_by = {}
    for key, part, claim in sorted(claims.iterator(), key=lambda each: (each[0] or "", each[1])):
        for name in said:
            if claim.get(name) and name not in row.claimed_by:
                said[name], row.claimed_by[name] = claim[name], [key, part]
    return _fill(row, said, run) if row.claimed_by else let_go(row, run)


def let_go(row: Shared, run: ImportRun | None) -> int:
    """No document claims a row any more: it keeps its last words, and is a person's who has edited it.

    Returns how many conflicts this makes. A row that nobody edited goes, unless something else refers to it.
    """
    edited = bool(row.edited_fields())
    if edited:
        note_gone(row, run)
        row.imported = {}
    rows: Any = type(row)._default_manager
    rows.bulk_update([row], ["imported", "claimed_by"])
    return int(edited)


def blank(row: Shared) -> dict[str, Any]:
    """What the machine says of a row before any document claims anything."""
    return dict.fromkeys(row.machine_fields, "")


def is_authority(row: Shared) -> bool:
    """Whether an archivist entered the row or vouches for it."""
    return not row.imported or bool(getattr(row, "authority", False))


def _fill(row: Shared, said: dict[str, Any], run: ImportRun | None) -> int:
    """Write what the machine says of a row now."""
    holds = {name: getattr(row, name) for name in said}
    settled = settle(holds, row.imported, said)
    conflicts = 0
    if settled.conflicts or settled.agreed:
        conflicts = note_conflicts(row, row.imported, holds, settled, run)
    for name, value in settled.changes.items():
        setattr(row, name, value)
    row.imported = said
    row.derive()
    written = [*said, "imported", "claimed_by", *row.derived_fields]
    rows: Any = type(row)._default_manager
    if row._state.adding:
        rows.bulk_create([row])
    else:
        rows.bulk_update([row], written)
        write_history([row], run)
    return conflicts
