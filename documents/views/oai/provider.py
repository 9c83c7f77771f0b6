"""The answers, verb by verb, as XML."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from archive.throttling import limited
from documents import visibility
from documents.models import Document
from documents.models.lock import snapshot
from documents.serializers.tei import Address
from documents.serializers.tei.document import tei_element
from documents.serializers.tei.people import TEI
from documents.serializers.whole import some_at_a_time
from documents.serializers.xml import Element, Make, add, maker, written
from documents.views.documents import with_facts

from . import holdings
from .dublin_core import OAI_DC, SCHEMA, dublin_core
from .holdings import Header
from .protocol import PUBLIC_ID, OAIError, Query, read_query, stamp

OAI = "http://www.openarchives.org/OAI/2.0/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
make: Make = maker(OAI, {None: OAI, "xsi": XSI})


@dataclass(frozen=True, slots=True)
class Format:
    """A metadata format: how many records of it go into an answer, and how they are read and written."""

    namespace: str
    schema: str
    at_once: int
    read: Callable[[Any], Iterable[Document]]
    write: Callable[[Document, Address], Element]


def described(rows: QuerySet[Document]) -> Iterable[Document]:
    """Documents with all that Dublin Core says of them."""
    return with_facts(rows).select_related("publication", "meeting", "parent")


TEI_SCHEMA = "https://www.tei-c.org/release/xml/tei/custom/schema/xsd/tei_all.xsd"
FORMATS = {
    "oai_dc": Format(OAI_DC, SCHEMA, 200, described, dublin_core),
    "tei": Format(TEI, TEI_SCHEMA, 20, some_at_a_time, tei_element),
}
HEADERS_AT_ONCE = 1_000
SETS_AT_ONCE = 500


def come_back(request: HttpRequest, seconds: int) -> HttpResponse:
    """The protocol's way of asking a harvester to wait: 503, and in Retry-After for how long (its section 3.1.2.2)."""
    wait = f"Too many requests; wait as many seconds as Retry-After says: {seconds}.\n"
    return HttpResponse(
        wait, status=503, headers={"Retry-After": str(seconds)}, content_type="text/plain; charset=utf-8"
    )


@csrf_exempt
@limited("oai", come_back)
@require_http_methods(["GET", "HEAD", "POST"])
def oai(request: HttpRequest) -> HttpResponse:
    """The one address of the protocol; arguments come in it or in the body of a form."""
    given = request.POST if request.method == "POST" else request.GET
    parameters = [(name, value) for name, values in given.lists() for value in values]
    with translation.override(settings.LANGUAGE_CODE), snapshot():
        answer = Provider(request).answer(parameters)
    return HttpResponse(written(answer), content_type="text/xml; charset=utf-8")


class Provider:
    """Answers requests that come to one host."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.base = request.build_absolute_uri(request.path)
        self.host = request.get_host().partition(":")[0]

    def answer(self, parameters: list[tuple[str, str]]) -> Element:
        """The whole answer to a request, an error where it cannot be answered."""
        attributes: dict[str, str] = {}
        try:
            query = read_query(parameters)
            attributes = dict(parameters)
            content = getattr(self, query.verb)(query)
        except OAIError as error:
            if error.code not in ("badVerb", "badArgument"):
                attributes = dict(parameters)
            content = make("error", str(error), code=error.code)
        asked = make("request", self.base, **{"from_" if name == "from" else name: v for name, v in attributes.items()})
        root = make("OAI-PMH", make("responseDate", stamp(timezone.now())), asked, content)
        root.set(f"{{{XSI}}}schemaLocation", f"{OAI} {OAI}OAI-PMH.xsd")
        return root

    def address(self, public_id: str) -> str:
        """The page of a document."""
        return self.request.build_absolute_uri(reverse("documents:document", args=[public_id]))

    # -- verbs ---------------------------------------------------------------------------------------------------

    def Identify(self, _query: Query) -> Element:
        return make(
            "Identify",
            make("repositoryName", "Yanlu 言录"),
            make("baseURL", self.base),
            make("protocolVersion", "2.0"),
            make("adminEmail", settings.CONTACT_EMAIL or f"postmaster@{self.host}"),
            make("earliestDatestamp", stamp(holdings.earliest() or timezone.now())),
            make("deletedRecord", "persistent"),
            make("granularity", "YYYY-MM-DDThh:mm:ssZ"),
        )

    def ListMetadataFormats(self, query: Query) -> Element:
        if "identifier" in query.arguments:
            self.header(query.arguments["identifier"])
        return make(
            "ListMetadataFormats",
            *(
                make(
                    "metadataFormat",
                    make("metadataPrefix", prefix),
                    make("schema", form.schema),
                    make("metadataNamespace", form.namespace),
                )
                for prefix, form in FORMATS.items()
            ),
        )

    def ListSets(self, query: Query) -> Element:
        sets, more, size = holdings.sets(query, SETS_AT_ONCE)
        answer = make("ListSets", *(make("set", make("setSpec", s.spec), make("setName", s.name)) for s in sets))
        self.resume(answer, query, sets[-1].spec if sets else "", len(sets), more, size)
        return answer

    def GetRecord(self, query: Query) -> Element:
        form = self.form(query)
        header = self.header(query.arguments["identifier"])
        return make("GetRecord", *self.records([header], form))

    def ListIdentifiers(self, query: Query) -> Element:
        self.form(query)
        headers, more, size = self.page(query, HEADERS_AT_ONCE)
        answer = make("ListIdentifiers", *map(self.headed, headers))
        self.resume(answer, query, headers[-1].id, len(headers), more, size)
        return answer

    def ListRecords(self, query: Query) -> Element:
        form = self.form(query)
        headers, more, size = self.page(query, form.at_once)
        answer = make("ListRecords", *self.records(headers, form))
        self.resume(answer, query, headers[-1].id, len(headers), more, size)
        return answer

    # -- pieces of answers ---------------------------------------------------------------------------------------

    def form(self, query: Query) -> Format:
        """The format asked for."""
        if query.prefix not in FORMATS:
            raise OAIError("cannotDisseminateFormat", f"There are {' and '.join(FORMATS)}.")
        return FORMATS[query.prefix]

    def header(self, identifier: str) -> Header:
        """The header of the record with this identifier."""
        prefix = f"oai:{self.host}:"
        public_id = identifier.removeprefix(prefix) if identifier.startswith(prefix) else ""
        found = holdings.one(public_id) if PUBLIC_ID.fullmatch(public_id) else None
        if found is None:
            raise OAIError("idDoesNotExist", "There is no record with this identifier.")
        return found

    def page(self, query: Query, most: int) -> tuple[list[Header], bool, int]:
        """The next headers of a list, whether there are more, and how many there are in all."""
        size = query.size or holdings.count(query)
        headers, more = holdings.headers(query, most)
        if not headers and not query.after:
            raise OAIError("noRecordsMatch", "No record was changed then, or is in that set.")
        if not headers:
            raise OAIError("badResumptionToken", "The list has ended.")
        return headers, more, size

    def headed(self, header: Header) -> Element:
        """A header as XML."""
        return make(
            "header",
            make("identifier", f"oai:{self.host}:{header.id}"),
            make("datestamp", stamp(header.changed)),
            *(make("setSpec", spec) for spec in header.sets),
            status="deleted" if header.deleted else None,
        )

    def records(self, headers: list[Header], form: Format) -> Iterable[Element]:
        """Records as XML, those that are gone without metadata."""
        living = [each.id for each in headers if not each.deleted]
        rows = visibility.documents().filter(public_id__in=living)
        metadata = {row.public_id: form.write(row, self.address) for row in form.read(rows)}
        for each in headers:
            held = make("metadata", metadata[each.id]) if each.id in metadata else None
            yield make("record", self.headed(each), held)

    def resume(self, answer: Element, query: Query, last: str, count: int, more: bool, size: int) -> None:
        """The token for the rest of a list; an empty one ends a list that came in several answers."""
        if more or query.after:
            given = query.given + count
            token = query.token(last, given, max(size, given)) if more else ""
            element = make("resumptionToken", token, cursor=str(query.given), completeListSize=str(max(size, given)))
            add(answer, element)
