"""Which rows the public may see: one place, for pages, downloads and search.

A document is public if it is ticked so and, as a piece of a compilation, the whole is too. Everything that stands
in a document follows it. A rejected quotation is nobody's words and is not shown. Meetings, people and publications
are shown once something public tells of them, or where an archivist entered them.
"""

from __future__ import annotations

from functools import cache

from django.db.models import BooleanField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from people.models import Speaker

from .models import (
    Contribution,
    Document,
    Meeting,
    Mention,
    Paragraph,
    Participation,
    Publication,
    Quotation,
    Remark,
)


@cache
def public(path: str = "") -> Q:
    """The condition that the document at the end of `path` (`""`, `"document__"`, …) is public."""
    whole = Q(**{f"{path}parent__isnull": True}) | Q(**{f"{path}parent__published": True})
    return Q(**{f"{path}published": True}) & whole


def documents() -> QuerySet[Document]:
    """Public documents."""
    return Document.objects.filter(public())


def paragraphs() -> QuerySet[Paragraph]:
    """Paragraphs of public documents."""
    return Paragraph.objects.filter(public("document__"))


def remarks() -> QuerySet[Remark]:
    """Remarks in public documents."""
    return Remark.objects.filter(public("document__"))


def quotations() -> QuerySet[Quotation]:
    """Quotations in public documents that no archivist has rejected."""
    return Quotation.objects.filter(public("document__")).exclude(status=Quotation.Status.REJECTED)


def contributions() -> QuerySet[Contribution]:
    """Whose words public documents are."""
    return Contribution.objects.filter(public("document__"))


def mentions() -> QuerySet[Mention]:
    """Persons named in public documents."""
    return Mention.objects.filter(public("document__"))


def participations() -> QuerySet[Participation]:
    """Who took part, as public documents show it or an archivist entered it."""
    return Participation.objects.filter(Q(document__isnull=True) | public("document__"))


def some(rows: QuerySet) -> Q:
    """Whether there is one of these rows, which name an outer row: looked up for each outer row by itself, and false,
    not unknown, if there is none.

    Of several EXISTS in an "or" PostgreSQL would read all their tables first, however few outer rows are asked for.
    """
    found = Subquery(rows.order_by().values(found=Value(True))[:1], output_field=BooleanField())
    return Q(Coalesce(found, Value(False)))


def publications() -> QuerySet[Publication]:
    """Publications in which a public document appeared."""
    return Publication.objects.filter(_of_publications())


def heard_meetings() -> QuerySet[Meeting]:
    """Meetings of which something public is in the archive: a document, remarks, or words quoted from there."""
    return Meeting.objects.filter(_of_meetings())


def meetings() -> QuerySet[Meeting]:
    """Meetings with a page: those of which something public is here, and those an archivist vouches for."""
    return Meeting.objects.filter(Q(authority=True) | Q(imported={}) | _of_meetings())


def heard_speakers() -> QuerySet[Speaker]:
    """Speakers of whom something public is in the archive, merged ones left out."""
    return Speaker.objects.filter(merged_into__isnull=True).filter(_of_speakers())


def speakers() -> QuerySet[Speaker]:
    """Speakers with a page: those of whom something public is here, and those an archivist vouches for."""
    known = Q(authority=True) | Q(imported={})
    return Speaker.objects.filter(merged_into__isnull=True).filter(known | _of_speakers())


# Conditions are built once: to put so many together takes longer than to ask the database.
@cache
def _of_publications() -> Q:
    return some(documents().filter(publication=OuterRef("pk")))


@cache
def _of_meetings() -> Q:
    here = OuterRef("pk")
    return (
        some(documents().filter(meeting=here))
        | some(remarks().filter(meeting=here))
        | some(quotations().filter(meeting=here))
    )


@cache
def _of_speakers() -> Q:
    here = OuterRef("pk")
    return (
        some(remarks().filter(speaker=here))
        | some(quotations().filter(speakers=here))
        | some(contributions().filter(speaker=here))
        | some(participations().filter(speaker=here))
        | some(mentions().filter(speaker=here))
    )
