"""Rows with all that citing them needs."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from documents.models import Document, Quotation

from .documents import CONTRIBUTORS


def whole(rows: QuerySet[Document]) -> QuerySet[Document]:
    """Documents with all that citing them needs."""
    rows = rows.select_related("publication", "meeting", "parent").defer("claims", "imported", "problems")
    return rows.prefetch_related(CONTRIBUTORS)


def quoting(rows: QuerySet[Quotation]) -> QuerySet[Quotation]:
    """Quotations with all that citing the documents for them needs."""
    document = "document__"
    rows = rows.select_related("paragraph", *(document + name for name in ("publication", "meeting", "parent")))
    rows = rows.prefetch_related("speakers", Prefetch("document__contributions", CONTRIBUTORS.queryset))
    return rows.defer("imported", "paragraph__text", "paragraph__source_map", "document__claims", "document__imported")
