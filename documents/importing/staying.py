"""Claims that stay with the row they made, because a person has worked on it.

The address of a meeting or publication is made of what its document says of it, so a corrected day in the file would
lead to another row, and the person's corrections would be left behind on one that nobody names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from documents.models import Address, Document, Meeting, Publication

from .claims import Claims, is_authority
from .rows import DocumentRows

KINDS: dict[str, Any] = {"meeting": Meeting, "publication": Publication}
Moving = list[tuple[Document, DocumentRows]]


def keep_with_edited(pairs: Iterable[tuple[Document, DocumentRows]], claims: Claims) -> None:
    """Let the claims found now name the row that the documents named till now, where that is to stay theirs.

    `pairs` are all documents of a file that the archive has, with what is found of them. A claim that stays keeps in
    `named` the address that it would have by itself, by which the next import knows that this was settled.
    """
    pairs = list(pairs)
    for what in KINDS:
        moving: dict[tuple[str, str], Moving] = defaultdict(list)
        for document, rows in pairs:
            before, now = document.claims.get(what), rows.claims.get(what)
            if not now:
                continue
            own = now["id"] = now.pop("named", now["id"])  # a file that is written a second time begins anew
            if before and before["id"] != own:
                moving[before["id"], own].append((document, rows))
        for (kept, own), several in moving.items():
            if stays(what, kept, own, several, claims):
                for _, rows in several:
                    rows.claims[what] |= {"id": kept, "named": own}


def stays(what: str, kept: str, own: str, moving: Moving, claims: Claims) -> bool:
    """Whether these documents, which named the row `kept`, go on naming it though they would name `own` now."""
    if all(document.claims[what].get("named") == own for document, _ in moving):
        return True
    claim = moving[0][1].claims[what]
    if what == "meeting" and claims.known_meeting(claim["name"], claim.get("date", "")):
        return False
    model = KINDS[what]
    if (
        model.objects.filter(public_id=own).exists()
        or Address.objects.filter(public_id=own).exclude(target="").exists()
    ):
        return False
    row = model.objects.filter(public_id=kept).first()
    if row is None or is_authority(row) or not row.edited_fields():
        return False
    others = row.documents.exclude(pk__in=[document.pk for document, _ in moving])
    return not others.filter(**{f"claims__{what}__id": kept}).exists()
