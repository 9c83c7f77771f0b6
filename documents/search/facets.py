"""What narrows a search, with the number of hits that each would leave."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from django.db.models import Value

from documents import visibility
from documents.models import Remark, SearchText

from .base import Results
from .engines import engine
from .query import SAMPLES, Query
from .tallies import FACTS, REMARK, Tallies, hits, tallied
from .ways import across


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to narrow a search: the value for the query, what to show, and how many hits it leaves."""

    field: str
    value: str
    label: str
    count: int


def tallies(query: Query, results: Results) -> Tallies:
    """The tallies of the hits; where these are capped, of a sample drawn evenly from all.

    Where only fields are asked for and hits are capped, of some of them.
    """
    if results.tallies is not None:
        return results.tallies
    compiler = engine()
    if not results.capped:
        keys = ", ".join(map(str, results.every or ()))
        return tallied(f"SELECT {FACTS} FROM {compiler.FACTUAL} WHERE t.id IN ({keys})", []) if keys else {}
    if not query.all_of:
        return tallied(*across(results.ways, lambda way: compiler.facts(FACTS, query, way, compiler.FACETED)))
    found: Tallies = {}
    for one_in, enough in SAMPLES:
        found = tallied(*across(results.ways, partial(compiler.sampled, FACTS, query, one_in=one_in)))
        if hits(found) >= enough:
            break
    return found


def facets(found: Tallies, most: int = 12) -> dict[str, list[Facet]]:
    """Years (in order), speakers, meetings, publications and kinds of hits, most hits first; at most so many of each.

    Texts that are remarks count among the kinds a second time, as `remark`, right after the texts.
    """
    if not found:
        return {}
    ordered = {field: sorted(counts, key=lambda value: (-counts[value], value)) for field, counts in found.items()}
    names = _names({field: ordered.get(field, [])[:most] for field in ("speaker", "meeting", "publication")})
    kinds = {**dict(SearchText.Kind.choices), REMARK: Remark._meta.verbose_name}
    if REMARK in ordered["kind"]:
        ordered["kind"].remove(REMARK)
        ordered["kind"].insert(ordered["kind"].index(SearchText.Kind.PARAGRAPH) + 1, REMARK)
    shown = {
        "date": [(year, year) for year in sorted(ordered.get("date", []), key=int)],
        **{
            field: [(known[key], key) for key in ordered.get(field, []) if known.get(key)]
            for field, known in names.items()
        },
        "kind": [(str(kinds[kind]), kind) for kind in ordered["kind"]],
    }
    return {
        field: [Facet(field, value if field == "kind" else label, label, found[field][value]) for label, value in some]
        for field, some in shown.items()
    }


def _names(keys: dict[str, Iterable[str]]) -> dict[str, dict[str, str]]:
    """What readers may see of these people, meetings and publications, by field and key."""
    first, *others = (
        rows.filter(pk__in=[int(key) for key in keys[field]]).order_by().values_list(Value(field), "pk", shown)
        for field, rows, shown in (
            ("speaker", visibility.speakers(), "name"),
            ("meeting", visibility.meetings(), "name"),
            ("publication", visibility.publications(), "title"),
        )
    )
    names: dict[str, dict[str, str]] = {field: {} for field in keys}
    for field, pk, name in first.union(*others, all=True):
        names[field][str(pk)] = name
    return names
