"""What a hit of a search reads, as printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Value

from archive.lib.chinese import find_folded, fold
from documents import visibility
from documents.models import SearchText

AROUND = 16  # characters kept on each side of the words in a name's explanation


def printed(texts: Iterable[SearchText], terms: Sequence[str] = ()) -> dict[tuple[str, str], str]:
    """The words of each hit by its kind and ref, at most three queries; what is gone or not public is not among them.

    A name that does not hold one of the folded `terms` is followed by what does: another form, the theme of a meeting.
    """
    texts = list(texts)
    refs: dict[str, list[str]] = {}
    for text in texts:
        refs.setdefault(text.kind, []).append(text.ref)
    kind = SearchText.Kind
    words: dict[tuple[str, str], str] = {}
    for rows, held in ((visibility.paragraphs, kind.PARAGRAPH), (visibility.quotations, kind.QUOTATION)):
        if ids := refs.get(held):
            found = rows().filter(public_id__in=ids).values_list("public_id", "text")
            words |= {(held, ref): text for ref, text in found}
    for called, forms in _forms(refs.get(kind.NAME, []), refs.get(kind.MEETING, [])).items():
        words[called] = telling(terms, *forms)
    for text in texts:
        if text.kind == kind.TITLE and text.document:
            words[kind.TITLE, text.ref] = text.document.title
    return words


def _forms(speakers: list[str], meetings: list[str]) -> dict[tuple[str, str], tuple[str, ...]]:
    """The name of each speaker and meeting of these public ids that the public sees, with its other forms or theme."""
    people, met = (
        rows.filter(public_id__in=refs).order_by().values_list(Value(kind.value), "public_id", "name", form, key)
        for kind, refs, rows, form, key in (
            (SearchText.Kind.NAME, speakers, visibility.speakers(), "names__form", "names__pk"),
            (SearchText.Kind.MEETING, meetings, visibility.meetings(), "theme", "pk"),
        )
    )
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for held, ref, name, form, _pk in sorted(people.union(met, all=True), key=lambda row: row[-1] or 0):
        found[held, ref] = (*found.get((held, ref), (name,)), *((form,) if form else ()))
    return found


def telling(terms: Sequence[str], first: str, *others: str) -> str:
    """A name, and where it does not hold the words, that other which does.

    >>> telling(["老乔"], "乔远山", "乔书记", "老乔")
    '乔远山（老乔）'
    """
    if any(term in fold(first) for term in terms):
        return first
    for other in others:
        if span := next((span for term in terms for span in find_folded(other, term)), None):
            return f"{first}（{_cut(other, *span)}）"
    return first


def _cut(text: str, start: int, end: int) -> str:
    """A long text cut to what stands around a hit."""
    low, high = max(0, start - AROUND), end + AROUND
    return f"{'…' if low else ''}{text[low:high]}{'…' if high < len(text) else ''}"
