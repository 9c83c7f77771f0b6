"""Hits as they are shown: their words as printed, by document, and each occurrence with what stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from archive.lib.chinese import find_folded
from documents.models import Document, SearchText
from documents.search.base import Snippet, snippet
from documents.search.printed import printed
from documents.search.query import Query, parse

AROUND_HIT = 40  # characters on each side of a hit in a list
AROUND = 16  # characters on each side of an occurrence in its context
OCCURRENCES = 10  # of one text that are shown in context

Context = tuple[str, str, str]  # before, hit, after


@dataclass(frozen=True, slots=True)
class Hit:
    """One hit as it is shown: where it leads, what it is, its words with the hit marked."""

    text: SearchText
    url: str
    kind: str
    snippet: Snippet
    contexts: tuple[Context, ...] = ()


@dataclass(slots=True)
class Group:
    """The hits of a page in one document, its title apart, or one hit outside any."""

    document: Document | None
    title: Hit | None = None
    hits: list[Hit] = field(default_factory=list)

    @property
    def met(self) -> str:
        """The day of the meeting told of, where it is not the document's own: the document is found by both."""
        first = self.title or self.hits[0]
        date = first.text.meeting.date if first.text.meeting else ""
        return date if self.document and date != self.document.date else ""


def asked(values: QueryDict) -> Query:
    """The query of a search page's address: the words of `q`, within the document `in`.

    >>> asked(QueryDict("q=渠&in=m7e7")).fields
    (('document', ('m7e7',)),)
    """
    words, within = values.get("q", "").replace("\0", " ").strip(), values.get("in", "")
    inside = words and re.fullmatch(r"[0-9a-z]{1,32}", within)
    return parse(f"in:{within} {words}" if inside else words)


def shown(texts: Sequence[SearchText], query: Query) -> Iterator[Hit]:
    """The hits with their words as printed (at most three queries)."""
    kind = SearchText.Kind
    words_of = printed(texts, query.terms)
    address = {kind.PARAGRAPH: "paragraph", kind.TITLE: "document", kind.NAME: "speaker"}
    for text in texts:
        words = words_of.get((text.kind, text.ref))
        if words is None:
            continue
        url = reverse(f"documents:{address.get(kind(text.kind), text.kind)}", args=[text.ref])
        around = AROUND_HIT if text.kind in (kind.PARAGRAPH, kind.QUOTATION) else len(words)  # a name is shown whole
        yield Hit(text, url, label_of(text), snippet(words, query.terms, around), tuple(in_context(words, query.terms)))


def label_of(text: SearchText) -> str:
    """What a hit is: a remark, a meeting; of people whether it is a person, a body or a group."""
    if text.kind == SearchText.Kind.NAME and text.speaker:
        return str(text.speaker.get_kind_display())
    return _("remark") if text.remark else str(text.get_kind_display())


def in_context(words: str, terms: Iterable[str]) -> Iterator[Context]:
    """Every occurrence with what stands just before and after it, for a concordance.

    >>> list(in_context("修渠要靠群众，群众的事", ["群众"]))
    [('修渠要靠', '群众', '，群众的事'), ('修渠要靠群众，', '群众', '的事')]
    """
    spans = sorted({span for term in terms for span in find_folded(words, term)})
    for start, end in spans[:OCCURRENCES]:
        yield words[max(0, start - AROUND) : start], words[start:end], words[end : end + AROUND]


def grouped(hits: Iterable[Hit]) -> list[Group]:
    """The hits of each document together, in the order of the first of them."""
    groups: dict[object, Group] = {}
    for hit in hits:
        group = groups.setdefault(hit.text.document_id or hit, Group(hit.text.document))
        if hit.text.kind == SearchText.Kind.TITLE:
            group.title = hit
        else:
            group.hits.append(hit)
    return list(groups.values())
