"""What a hit of a search reads, as printed."""

from __future__ import annotations

from collections.abc import Iterable

from documents.models import Meeting, Paragraph, Quotation, SearchText


def printed(texts: Iterable[SearchText]) -> dict[tuple[str, str], str]:
    """The words of each hit by its kind and ref, at most three queries; what is gone is not among them."""
    refs: dict[str, list[str]] = {}
    for text in texts:
        refs.setdefault(text.kind, []).append(text.ref)
    kind = SearchText.Kind
    words: dict[tuple[str, str], str] = {}
    for model, name, field in (
        (Paragraph, kind.PARAGRAPH, "text"),
        (Quotation, kind.QUOTATION, "text"),
        (Meeting, kind.MEETING, "name"),
    ):
        if ids := refs.get(name):
            rows = model.objects.filter(public_id__in=ids).values_list("public_id", field)
            words |= {(name, ref): text for ref, text in rows}
    for text in texts:
        if text.kind == kind.TITLE and text.document:
            words[kind.TITLE, text.ref] = text.document.title
        elif text.kind == kind.NAME and text.speaker:
            words[kind.NAME, text.ref] = text.speaker.name
    return words
