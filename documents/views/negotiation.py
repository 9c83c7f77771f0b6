"""One address, several formats: by `?format=` or by the Accept header (RFC 9110, 12), 406 for what there is not.

A page is what a browser gets; whoever asks for nothing but a format of files gets that file.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers

from archive.throttling import limited
from documents.citations.exchange import FORMATS
from documents.exports import FILES
from documents.serializers.files import KINDS

from .citations import citations_file
from .files import document_file

View = Callable[..., Any]
PAGE = "text/html"
JSON = "application/json"
NAMES = {form.name: form.extension for form in FORMATS.values()}  # bibtex is .bib
RECORDED = ("document", "meeting", "speaker", "quotation")  # kinds that the API has under the same ids
TABLED = ("meetings", "speakers", "publications", "works")  # lists that are not cited


def media_type(extension: str) -> str:
    """The media type of a format, without its parameters."""
    return KINDS[extension].media_type if extension in KINDS else FILES[extension].media_type.partition(";")[0]


def offered(kind: str) -> list[str]:
    """The formats that there are of a kind of page, by their extensions.

    >>> offered("speakers"), offered("document")[-2:]
    (['csv', 'xlsx'], ['tei', 'akn'])
    """
    files = [name for name, form in FILES.items() if kind not in TABLED or not form.cites]
    return [*files, *(KINDS if kind == "document" else ())]


def asked(request: HttpRequest, kind: str) -> str | None:
    """The extension of the format that a request asks for, "" for the page, None for one there is not."""
    names = offered(kind)
    if name := request.GET.get("format", ""):
        name = NAMES.get(name, name)
        return name if name in names else "" if name == "html" else None
    if not request.headers.get("Accept"):
        return ""
    types = {media_type(name): name for name in names}
    best = request.get_preferred_type([PAGE, *types, *([JSON] if kind in RECORDED else [])])
    return {PAGE: "", JSON: JSON, **types}[best] if best else None


def negotiated(kind: str) -> Callable[[View], View]:
    """Decorate the page of a kind of record, or a list, so that its other formats can be asked for at its address."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            wanted = asked(request, kind)
            if wanted is None:
                response = not_acceptable(request, kind)
            elif not wanted:
                response = view(request, *args, **kwargs)
                if isinstance(response, TemplateResponse) and response.context_data is not None:
                    response.context_data["alternates"] = alternates(kind, request)
            else:
                response = limited("export")(_file)(request, kind, wanted, **kwargs)  # type: ignore[assignment]
            patch_vary_headers(response, ["Accept"])
            return response

        return answer

    return decorate


def _file(request: HttpRequest, kind: str, extension: str, public_id: str = "") -> HttpResponse:
    if extension == JSON:
        return HttpResponseRedirect(reverse(f"api:{kind}", args=[public_id]))
    if extension in KINDS:
        return document_file(request, public_id, extension)
    return citations_file(request, kind, extension, public_id)


def not_acceptable(request: HttpRequest, kind: str) -> HttpResponse:
    """406, with what there is instead."""
    query = request.GET.copy()
    query.pop("format", None)
    kept = query.urlencode()
    there = [(name, media_type(name), f"?{kept}{'&' if kept else ''}format={name}") for name in offered(kind)]
    return render(request, "406.html", {"formats": there}, status=406)


def alternates(kind: str, request: HttpRequest) -> list[tuple[str, str]]:
    """What a page is cited and tabled as, for its head: media type and address."""
    above = request.path.rstrip("/")
    query = f"?{request.GET.urlencode()}".rstrip("?")
    return [(media_type(name), f"{above}/citations.{name}{query}") for name in offered(kind) if name not in KINDS]
