"""The search page: hits grouped by document, words in context, what narrows them, and what to try instead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from rapidfuzz import process

from archive.lib.chinese import fold
from documents.models import Document, SearchText
from documents.search.base import Facet, Snippet, count, facets, search, snippet
from documents.search.printed import printed
from documents.search.query import MAX_CHARACTERS, Query, parse
from people.models import Speaker

from .charts import timeline
from .listing import Selection

ORDERS = ("rank", "date")
NEAR = 5
KWIC = 18  # characters on each side of a hit in the keyword-in-context view


@dataclass(frozen=True, slots=True)
class Hit:
    """One hit as it is shown: where it leads, what it is, its words with the hit marked."""

    text: SearchText
    url: str
    kind: str
    snippet: Snippet
    context: tuple[str, str, str] | None = None  # before, hit, after


@dataclass(frozen=True, slots=True)
class Group:
    """Neighbouring hits in one document, or one hit outside any."""

    document: Document | None
    hits: list[Hit] = field(default_factory=list)


class SearchPage(TemplateView):
    template_name = "site/search.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        choice = Selection(self.request.GET)
        words = self.request.GET.get("q", "").replace("\0", " ").strip()[: MAX_CHARACTERS + 1]
        query = parse(words)
        order = choice["sort"] if choice["sort"] in ORDERS else ORDERS[0]
        in_context = choice["view"] == "kwic"
        results = search(query, order, choice["after"])
        narrowing = facets(query) if results.hits else {}
        context = super().get_context_data(
            title=_("Search: %(words)s") % {"words": words[:60]} if words else _("Search"),
            words=words,
            query=query,
            results=results,
            groups=list(grouped(shown(results.hits, query))),
            in_context=in_context,
            order=order,
            orders=[(name, choice.address(sort=name if name != ORDERS[0] else None)) for name in ORDERS],
            views=choice.address(view=None if in_context else "kwic"),
            following=choice_after(choice, results.after),
            narrowing=[
                (title, [(facet, choice.address(q=f"{words} {written(facet)}")) for facet in narrowing.get(name, [])])
                for name, title in (("speaker", _("Speaker")), ("publication", _("Publication")), ("kind", _("Kind")))
            ],
            years=timeline([(int(facet.value), facet.count) for facet in narrowing.get("date", [])]),
            problems=[PROBLEMS[code]() for code in query.problems],
            **kwargs,
        )
        if not results.hits and words:
            context["instead"] = [(text, choice.address(q=text)) for text in instead(query)]
        return context


PROBLEMS = {
    "too_long": lambda: _("Only the first %(n)s characters were looked for.") % {"n": MAX_CHARACTERS},
    "too_many_terms": lambda: _("Only the first words were looked for."),
    "bad_date": lambda: _("A date is written 1957, 1957-05 or 1950..1957; this one was left out."),
    "bad_kind": lambda: _("There is no such kind; it was left out."),
    "only_not": lambda: _("Say also what is wanted, not only what is not."),
}


def choice_after(choice: Selection, after: str | None) -> str:
    """The address of the next page, or nothing on the last."""
    return f"{choice.address()}&after={after}" if after else ""


def written(facet: Facet) -> str:
    """A facet as it is typed into the query.

    >>> written(Facet("speaker", "乔远山", "乔远山", 3))
    'speaker:乔远山'
    """
    value = facet.value
    return f'{facet.field}:"{value}"' if any(c.isspace() for c in value) else f"{facet.field}:{value}"


def shown(texts: Sequence[SearchText], query: Query) -> Iterator[Hit]:
    """The hits with their words as printed (at most three queries)."""
    kind, words_of = SearchText.Kind, printed(texts)
    address = {kind.PARAGRAPH: "paragraph", kind.TITLE: "document", kind.NAME: "speaker"}
    for text in texts:
        words = words_of.get((text.kind, text.ref))
        if words is None:
            continue
        pieces = snippet(words, query.terms)
        url = reverse(f"documents:{address.get(kind(text.kind), text.kind)}", args=[text.ref])
        label = _("remark") if text.remark else str(text.get_kind_display())
        yield Hit(text, url, label, pieces, in_context(words, query.terms))


def in_context(words: str, terms: Sequence[str]) -> tuple[str, str, str] | None:
    """The first hit with what stands just before and after it, for a concordance; None where nothing is marked.

    >>> in_context("修渠要靠群众，群众的事", ["群众"])
    ('修渠要靠', '群众', '，群众的事')
    """
    pieces = snippet(words, terms, KWIC * 4).pieces
    at = next((i for i, (_text, marked) in enumerate(pieces) if marked), None)
    if at is None:
        return None
    before = "".join(text for text, _marked in pieces[:at])
    after = "".join(text for text, _marked in pieces[at + 1 :])
    return before[-KWIC:], pieces[at][0], after[:KWIC]


def grouped(hits: Iterator[Hit]) -> Iterator[Group]:
    """Neighbouring hits of one document together."""
    for _key, run in groupby(hits, lambda hit: hit.text.document_id or -hit.text.id - 1):
        group = list(run)
        yield Group(group[0].text.document, group)


def instead(query: Query) -> list[str]:
    """What to look for where nothing was found: each word alone, the words without the fields, near names."""
    words = [term for group in query.all_of for term in group]
    tries = [*(words if len(words) > 1 or query.fields or query.since or query.until else ())]
    found = [text for text in dict.fromkeys(tries) if count(parse(text))]
    names = Speaker.objects.filter(merged_into=None).values_list("name", flat=True)
    wanted = [*words, *(value for name, values in query.fields if name == "speaker" for value in values)]
    for word in wanted:
        if 2 <= len(word) <= 4 and len(found) < NEAR:
            near = process.extract(word, names.iterator(), processor=fold, limit=NEAR, score_cutoff=60)
            found += [name for name, _score, _index in near if name not in found and fold(name) != word]
    return found[: NEAR * 2]
