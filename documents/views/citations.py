"""Citations to take away: a page of references in the editions and styles of GB/T 7714, and every format as a file."""

from __future__ import annotations

from itertools import islice
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from documents.citations.gbt7714 import EDITIONS
from documents.exports import FILES, SORTED, Printing, as_file, site_of

from .records import departed
from .taking import Offer, of_list, of_record, of_search

ON_PAGE = 200
OFFERED = (
    ("txt", _("Plain text"), _("the references above")),
    ("docx", "Word", _("the references above, to go on writing from")),
    ("json", "CSL-JSON", _("for Zotero and every CSL processor")),
    ("bib", "BibTeX", _("for LaTeX")),
    ("ris", "RIS", _("for EndNote, NoteExpress and others")),
    ("csv", "CSV", _("a table, for any spreadsheet")),
    ("xlsx", "XLSX", _("a table, for Excel")),
)
STYLES = {"numeric": _("numeric"), "author-date": _("author-date")}
ORDERS = {"appearance": _("as they stand"), "name": _("by pinyin")}


def found(request: HttpRequest, kind: str, public_id: str) -> Offer | None:
    """What the page above offers to take away; None where the public sees no such record."""
    if kind == "search":
        return of_search(request)
    return of_record(kind, public_id) if public_id else of_list(kind, request)


def citations_page(request: HttpRequest, kind: str, public_id: str = "") -> HttpResponse:
    """The references as text, in either edition and style of GB/T 7714, with every format to take away."""
    offer = found(request, kind, public_id)
    if offer is None:
        return departed(request, kind, public_id)
    if not offer.cited:
        raise Http404(f"{kind} are not cited")
    return render(request, "site/citations.html", shown(request.GET, offer, site_of(request)))


def citations_file(request: HttpRequest, kind: str, extension: str, public_id: str = "") -> HttpResponse:
    """One format as a file."""
    offer = found(request, kind, public_id)
    if offer is None:
        return departed(request, kind, public_id)
    return written(request, offer, extension)  # type: ignore[return-value]


def written(request: HttpRequest, offer: Offer, extension: str) -> StreamingHttpResponse:
    """An offer as a file; Http404 for a format there is not."""
    if extension not in FILES or (FILES[extension].cites and not offer.cited):
        raise Http404(f"no format {extension}")
    return as_file(offer.taken, extension, offer.name, Printing.asked(request.GET, site_of(request)))


def shown(query: QueryDict, offer: Offer, site: str) -> dict[str, Any]:
    """What the page of an offer is given; `query` is what its address asks for."""
    printing = Printing.asked(query, site)
    total = offer.total()
    return {
        "title": offer.title,
        "crumbs": offer.crumbs,
        "references": list(printing.references(islice(offer.taken.items(site), ON_PAGE))),
        "choices": [
            (_("Edition of GB/T 7714"), choices(query, "edition", {e: e for e in EDITIONS}, printing.edition)),
            (_("Style"), choices(query, "style", STYLES, printing.style, drops=("order",))),
            (_("Sorting"), choices(query, "order", ORDERS, printing.order)),
        ],
        "total": total,
        "on_page": ON_PAGE,
        "sorted_most": SORTED if total > SORTED and printing.order == "name" else 0,
        "downloads": [
            {"title": title, "use": use, "address": f"citations.{extension}?{query.urlencode()}".rstrip("?")}
            for extension, title, use in OFFERED
        ],
    }


def choices(
    query: QueryDict, name: str, titles: dict[str, Any], now: str, drops: tuple[str, ...] = ()
) -> list[tuple[Any, str]]:
    """The values of a choice, each with the address that chooses it; that in force has none."""
    kept = query.copy()
    for dropped in (name, *drops):
        kept.pop(dropped, None)
    rest = f"&{kept.urlencode()}".rstrip("&")
    return [(title, "" if value == now else f"?{name}={value}{rest}") for value, title in titles.items()]
