"""Find and replace in a field of many records, or in the text itself, as one act.

Words are found as they are written. In a text, the quotations and mentions keep their places, and a quotation that
holds the words has them replaced too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from documents.models import (
    Act,
    Contribution,
    Document,
    Meeting,
    Mention,
    Paragraph,
    Participation,
    Publication,
    Quotation,
    Remark,
    Work,
)
from people.models import Speaker

from .acts import Doing, act

MOST = 500  # records in one act; the preview shows them all
FIELDS: dict[type[Any], tuple[str, ...]] = {
    Paragraph: ("text",),
    Document: ("title", "date_printed", "locator"),
    Meeting: ("name", "place", "host", "theme", "series"),
    Publication: ("title", "publisher", "place"),
    Quotation: ("label", "speaker_name", "work", "occasion"),
    Remark: ("label", "position", "speaker_name"),
    Contribution: ("label", "position"),
    Participation: ("label", "position"),
    Mention: ("label", "name", "position"),
    Speaker: ("name", "note"),
    Work: ("title", "occasion"),
}
MODELS = {model._meta.model_name or "": model for model in FIELDS}


@dataclass(frozen=True, slots=True)
class Replacement:
    """What is sought where, and what takes its place. `document` narrows it to what stands in one (a public id)."""

    model: str
    field: str
    find: str
    put: str
    document: str = ""

    @property
    def target(self) -> type[Any]:
        return MODELS[self.model]

    def check(self) -> None:
        """Raise ValidationError if this cannot be done."""
        if self.model not in MODELS or self.field not in FIELDS[self.target]:
            raise ValidationError(_("Choose where to replace."))
        if not self.find:
            raise ValidationError(_("What is to be found?"))
        if self.find == self.put:
            raise ValidationError(_("Both are the same."))

    def rows(self) -> QuerySet[Any]:
        """The records that hold the words."""
        rows = self.target._default_manager.filter(**{f"{self.field}__contains": self.find})
        if self.document:
            path = "public_id" if self.target is Document else "document__public_id"
            rows = rows.filter(**{path: self.document}) if self.in_documents() else rows.none()
        related = ["document"] if self.in_documents() and self.target is not Document else []
        return rows.select_related(*related).order_by("pk")

    def in_documents(self) -> bool:
        """Whether the records stand in documents, or are such."""
        return self.target is Document or any(each.name == "document" for each in self.target._meta.fields)

    def applied(self, value: str) -> str:
        """A value with the words replaced."""
        return value.replace(self.find, self.put)


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that would change. `key` names it and what it holds, so that a later change of it is noticed."""

    record: Any
    before: str
    after: str

    @property
    def key(self) -> str:
        return f"{self.record.pk}-{sha256(self.before.encode()).hexdigest()[:12]}"


def preview(sought: Replacement) -> tuple[list[Hit], int]:
    """The records that would change, at most `MOST`, and how many there are, counted a little further."""
    rows = list(sought.rows()[: MOST + 1])
    # Databases that compare without case find more than the words as written.
    hits = [
        Hit(row, before, sought.applied(before))
        for row in rows
        if sought.find in (before := getattr(row, sought.field))
    ]
    return hits[:MOST], len(hits)


def replace(sought: Replacement, keys: Iterable[str], user: Any) -> tuple[Doing, int]:
    """Replace the words in the chosen hits, as one act; returns it, and how many had changed since the preview."""
    wanted = set(keys)
    pks = [int(key.partition("-")[0]) for key in wanted if key.partition("-")[0].isdecimal()][:MOST]
    with act(user, Act.Kind.REPLACE, f"{sought.find} → {sought.put or '∅'}") as doing:
        rows = list(sought.target._default_manager.select_for_update().filter(pk__in=pks).order_by("pk"))
        hits = [Hit(row, getattr(row, sought.field), sought.applied(getattr(row, sought.field))) for row in rows]
        standing = [hit for hit in hits if hit.key in wanted and hit.before != hit.after]
        for hit in standing:
            if isinstance(hit.record, Paragraph):
                replace_in_text(hit.record, sought, doing)
            else:
                fits(hit, sought.field)
                doing.set([hit.record], **{sought.field: hit.after})
    return doing, len(wanted) - len(standing)


def fits(hit: Hit, field: str) -> None:
    """Raise ValidationError where a field cannot hold the new value."""
    try:
        hit.record._meta.get_field(field).clean(hit.after, hit.record)
    except ValidationError as error:
        told = {"record": hit.record, "why": " ".join(error.messages)}
        raise ValidationError(_("“%(record)s”: %(why)s") % told) from error


def replace_in_text(paragraph: Paragraph, sought: Replacement, doing: Doing) -> None:
    """Replace the words in a paragraph and move what stands in it along."""
    text = sought.applied(paragraph.text)
    if not text.strip():
        raise ValidationError(_("A paragraph cannot be empty; remove it instead: “%s”") % paragraph.text[:40])
    places = Places(paragraph.text, sought.find, len(sought.put))
    rewrite(paragraph, text, places, doing)


def rewrite(paragraph: Paragraph, text: str, places: Places, doing: Doing) -> None:
    """Give a paragraph another text and move its quotations and mentions to where their words stand in it."""
    moved: list[tuple[Quotation | Mention, dict[str, Any]]] = []
    for quotation in paragraph.quotations.all():
        start, end = places.after(quotation.start, False), places.after(quotation.end, True)
        if start >= end:
            raise ValidationError(_("Nothing would be left of the quotation “%s”.") % quotation.text[:40])
        moved.append((quotation, {"start": start, "end": end, "text": text[start:end]}))
    for mention in paragraph.mentions.filter(start__isnull=False):
        start, end = places.after(mention.start or 0, False), places.after(mention.end or 0, True)
        if start < end:
            moved.append((mention, {"start": start, "end": end}))
    doing.set([paragraph], text=text)
    for row, values in moved:
        doing.set([row], **values)


class Places:
    """Where the characters of a text stand after some words in it gave way to others.

    >>> places = Places("甲乙丙甲乙", "甲", 3)
    >>> [places.after(at, False) for at in (0, 1, 2, 3, 4)]
    [0, 3, 4, 5, 8]
    """

    def __init__(self, text: str, find: str, length: int) -> None:
        self.stretches: list[tuple[int, int, int]] = []  # (start, end, new length), in order
        at = text.find(find)
        while at >= 0:
            self.stretches.append((at, at + len(find), length))
            at = text.find(find, at + len(find))

    @classmethod
    def of(cls, stretches: Sequence[tuple[int, int, int]]) -> Places:
        """Places where these stretches, in order and apart, become as long as they say."""
        made = cls("", "\0", 0)
        made.stretches = list(stretches)
        return made

    def after(self, at: int, is_end: bool) -> int:
        """The new place of an offset; within words that give way it goes to their outer edge."""
        shift = 0
        for start, end, length in self.stretches:
            if at <= start:
                break
            if at < end:
                return start + shift + (length if is_end else 0)
            shift += length - (end - start)
        return at + shift
