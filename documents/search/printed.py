"""What a hit of a search reads, as printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from archive.lib.chinese import find_folded, fold
from documents.models import Meeting, Paragraph, Quotation, SearchText
from people.models import SpeakerName

AROUND = 16  # characters kept on each side of the words in a name's explanation


def printed(texts: Iterable[SearchText], terms: Sequence[str] = ()) -> dict[tuple[str, str], str]:
    """The words of each hit by its kind and ref, at most four queries; what is gone is not among them.

    A name that does not hold one of the folded `terms` is followed by what does: another form, the theme of a meeting.
    """
    texts = list(texts)
    refs: dict[str, list[str]] = {}
    for text in texts:
        refs.setdefault(text.kind, []).append(text.ref)
    kind = SearchText.Kind
    words: dict[tuple[str, str], str] = {}
    for model, held in ((Paragraph, kind.PARAGRAPH), (Quotation, kind.QUOTATION)):
        if ids := refs.get(held):
            rows = model.objects.filter(public_id__in=ids).values_list("public_id", "text")
            words |= {(held, ref): text for ref, text in rows}
    if ids := refs.get(kind.MEETING):
        for ref, name, theme in Meeting.objects.filter(public_id__in=ids).values_list("public_id", "name", "theme"):
            words[kind.MEETING, ref] = telling(terms, name, theme)
    forms = _forms(refs.get(kind.NAME, []), terms)
    for text in texts:
        if text.kind == kind.TITLE and text.document:
            words[kind.TITLE, text.ref] = text.document.title
        elif text.kind == kind.NAME and text.speaker:
            words[kind.NAME, text.ref] = telling(terms, text.speaker.name, *forms.get(text.ref, ()))
    return words


def _forms(refs: list[str], terms: Sequence[str]) -> dict[str, list[str]]:
    """The other names of the speakers of these public ids."""
    found: dict[str, list[str]] = {}
    if refs and terms:
        rows = SpeakerName.objects.filter(speaker__public_id__in=refs).values_list("speaker__public_id", "form")
        for ref, form in rows:
            found.setdefault(ref, []).append(form)
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
