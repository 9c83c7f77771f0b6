"""The basket: what a reader collects while reading, to cite it together.

It needs no account and no script. What is in it stands in a cookie that is sent to the basket's own addresses only, so
every other page stays the same for everybody; and in an address (`?items=d-….q-…`), to keep it or to hand it on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from archive.tables import neutralise
from documents import visibility
from documents.citations.csl import Item
from documents.csl_items import item_of, quoting, quoting_item, whole
from documents.exports import site_of
from documents.models import Address, Document, Quotation

from .citations import shown, written
from .records import title_of
from .taking import Offer

COOKIE = "basket"
YEAR = 365 * 24 * 3600
MOST = 200  # so many stay below the 4096 bytes that browsers keep of a cookie
_ENTRY = re.compile(r"[dq]-[0-9a-z]{1,32}")


def entries_in(text: str) -> list[str]:
    """The entries named in a cookie or an address, each once, at most MOST.

    >>> entries_in("d-abc.q-def.d-abc.x-1.q-<")
    ['d-abc', 'q-def']
    """
    return list(dict.fromkeys(part for part in text.split(".") if _ENTRY.fullmatch(part)))[:MOST]


@dataclass(frozen=True, slots=True)
class Entry:
    """Something in the basket: its name there, the row, where it is read."""

    name: str
    row: Document | Quotation

    @property
    def url(self) -> str:
        return reverse(f"documents:{'quotation' if self.name[0] == 'q' else 'document'}", args=[self.row.public_id])

    @property
    def document(self) -> Document:
        return self.row.document if isinstance(self.row, Quotation) else self.row

    def item(self, today: str, site: str) -> Item:
        row = self.row
        return quoting_item(row, today, site) if isinstance(row, Quotation) else item_of(row, today, site)


@dataclass(frozen=True, slots=True)
class Basket:
    """Entries in the order in which they were put in."""

    entries: list[Entry]

    @classmethod
    def of(cls, names: Iterable[str]) -> Basket:
        """The entries that the public may see, those that moved under their new ids."""
        ids = {name: name[2:] for name in names}
        moved = dict(
            Address.objects.filter(public_id__in=ids.values()).exclude(target="").values_list("public_id", "target")
        )
        ids = {name: moved.get(public_id, public_id) for name, public_id in ids.items()}
        load: dict[str, Callable[[], Any]] = {
            "d": lambda: whole(visibility.documents().filter(public_id__in=ids.values())),
            "q": lambda: quoting(visibility.quotations().filter(public_id__in=ids.values())),
        }
        rows = {f"{letter}-{row.public_id}": row for letter in {name[0] for name in ids} for row in load[letter]()}
        now = dict.fromkeys(f"{name[0]}-{public_id}" for name, public_id in ids.items())
        return cls([Entry(name, rows[name]) for name in now if name in rows])

    @property
    def names(self) -> str:
        """The entries as an address holds them."""
        return ".".join(entry.name for entry in self.entries)

    def items(self, site: str = "") -> Iterator[Item]:
        today = timezone.localdate().isoformat()
        return (entry.item(today, site) for entry in self.entries)

    def lines(self, site: str) -> Iterator[list[Any]]:
        """Documents and quotations in one table."""
        yield [_("quotation"), _("speaker"), _("page"), _("document"), _("date"), _("address")]
        for entry, item in zip(self.entries, self.items(), strict=True):
            quoted = item.quotation
            words = (quoted.text, quoted.speaker, quoted.locator) if quoted else ("", "", item.page)
            yield [*map(neutralise, (*words, title_of(entry.document), entry.document.date)), site + entry.url]


def _own(request: HttpRequest) -> list[str]:
    return entries_in(request.COOKIES.get(COOKIE, ""))


def _asked(request: HttpRequest) -> tuple[Basket, bool]:
    """The basket that is shown, and whether it is the reader's own."""
    names = entries_in(request.GET.get("items", ""))
    own = _own(request)
    return Basket.of(names or own), not names or names == own


def _offer(basket: Basket) -> Offer:
    return Offer(gettext_lazy("Basket"), [], "yanlu-basket", basket, lambda: len(basket.entries))


@never_cache
def basket_page(request: HttpRequest) -> HttpResponse:
    """What is in the basket, to cite, to thin out, to hand on; with `?items=` what somebody handed on."""
    basket, own = _asked(request)
    query = request.GET.copy()
    query["items"] = basket.names  # so that the files are of just what is shown
    for name in ("back", "emptied"):
        query.pop(name, None)
    return render(
        request,
        "site/basket.html",
        {
            **shown(query, _offer(basket), site_of(request)),
            "entries": basket.entries,
            "own": own,
            "missing": len(entries_in(request.GET.get("items", ""))) - len(basket.entries) if not own else 0,
            "names": basket.names,
            "address": request.build_absolute_uri(f"{reverse('documents:basket')}?items={basket.names}"),
            "back": _back(request.GET.get("back", ""), request),
            "emptied": ".".join(entries_in(request.GET.get("emptied", ""))),
            "full": len(basket.entries) >= MOST,
            "most": MOST,
        },
    )


@never_cache
def basket_file(request: HttpRequest, extension: str) -> HttpResponse:
    """The basket in a format."""
    basket, _own_one = _asked(request)
    return written(request, _offer(basket), extension)  # type: ignore[return-value]


@csrf_exempt
@require_POST
def basket_change(request: HttpRequest, what: str) -> HttpResponse:
    """Put in, take out or empty, then show the basket; a script that asks for JSON is told how much is in it."""
    if not _from_here(request):
        return HttpResponseForbidden(_("The basket is filled from the pages of this archive only."))
    given, own = entries_in(request.POST.get("items", "")), _own(request)
    changed = {
        "add": lambda: list(dict.fromkeys([*own, *given]))[:MOST],
        "remove": lambda: [name for name in own if name not in given],
        "empty": lambda: [],
    }[what]()
    if request.headers.get("Accept") == "application/json":
        response: HttpResponse = JsonResponse({"count": len(changed), "full": not set(given) <= set(changed)})
    else:
        address = reverse("documents:basket")
        back = _back(request.POST.get("back", ""), request)
        query = {"emptied": ".".join(own)} if what == "empty" else {"back": back} if back else {}
        response = HttpResponseRedirect(reverse("documents:basket", query=query) if query else address, status=303)
    path = reverse("documents:basket")
    if changed:
        response.set_cookie(
            COOKIE,
            ".".join(changed),
            max_age=YEAR,
            path=path,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    else:
        response.delete_cookie(COOKIE, path=path, samesite="Lax")
    return response


def _from_here(request: HttpRequest) -> bool:
    """Whether a form was sent from a page of this site: another site could only empty the basket, but shall not."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    return not origin or urlsplit(origin).netloc == request.get_host()


def _back(address: str, request: HttpRequest) -> str:
    """The page to go back to, if it is one of this site."""
    return address if address.startswith("/") and url_has_allowed_host_and_scheme(address, {request.get_host()}) else ""
