"""The collections: documents, paragraphs, meetings, speakers, quotations, remarks; a list and a record of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from documents import visibility
from documents.csl_items import quoting, whole
from documents.models import Meeting, Paragraph, Participation, Quotation, Remark
from people.models import Speaker

from . import records, shapes
from .answers import anybody, chosen, gone
from .pages import page, paged
from .parameters import Cursor, Limit, PublicId, date_parameter, fields_of, reference, within
from .records import Build, Json
from .shapes import Annotation, Problem

router = Router()
WRONG = {422: Problem, 429: Problem}
ABSENT = {404: Problem, 410: Problem, **WRONG}
UNCHANGED = {"responses": {304: {"description": "Unchanged since the ETag or day that was asked with."}}}
MOVED = {"responses": {**UNCHANGED["responses"], 301: {"description": "It was merged into another record."}}}


def listed(
    request: HttpRequest,
    rows: QuerySet[Any],
    build: Build,
    limit: int,
    cursor: str | None,
    fields: str | None,
    in_order: bool = False,
) -> HttpResponse:
    """A page of a list."""
    found, following = page(rows, limit, cursor, in_order)
    return anybody(request, paged(request, [chosen(build(request, row), fields or "") for row in found], following))


def single(
    request: HttpRequest, rows: QuerySet[Any], build: Build, public_id: str, name: str, fields: str | None = None
) -> HttpResponse:
    """One record, or what became of it."""
    row = rows.filter(public_id=public_id).first()
    if row is None:
        return gone(request, name, public_id)
    return anybody(request, chosen(build(request, row), fields or ""))


def narrowed(rows: QuerySet[Any], **values: Any) -> QuerySet[Any]:
    """The rows that have the values given; those that are None are not asked for."""
    return rows.filter(**{field: value for field, value in values.items() if value is not None})


def _get(path: str, shape: Any, absent: bool = False, name: str | None = None) -> Callable[[Any], Any]:
    """An operation that reads, with all it may answer."""
    extra = MOVED if absent else UNCHANGED
    responses = {200: shape, **(ABSENT if absent else WRONG)}
    return router.get(path, response=responses, url_name=name, openapi_extra=extra)


# -- documents -----------------------------------------------------------------------------------------------------


@_get("/documents", shapes.DocumentPage)
def documents(
    request: HttpRequest,
    limit: Limit = 20,
    cursor: Cursor = None,
    kind: shapes.DocumentKind | None = Query(None, examples=["speech"]),
    date: str | None = date_parameter("Day of the document"),
    speaker: str | None = reference("whose words it is, or who wrote it"),
    meeting: str | None = reference("the meeting it tells of"),
    publication: str | None = reference("what it appeared in"),
    parent: str | None = reference("the compilation it is a piece of"),
    fields: str | None = fields_of(shapes.DocumentShape),
) -> HttpResponse:
    """Documents, by id."""
    rows = narrowed(
        whole(visibility.documents()),
        kind=kind,
        meeting__public_id=meeting,
        publication__public_id=publication,
        parent__public_id=parent,
    )
    if speaker:
        said = visibility.contributions().filter(speaker__public_id=speaker)
        rows = rows.filter(pk__in=said.values("document"))
    return listed(request, within(rows, "date_earliest", date), records.document, limit, cursor, fields)


@_get("/documents/{public_id}", shapes.DocumentShape, absent=True, name="document")
def document(
    request: HttpRequest, public_id: PublicId, fields: str | None = fields_of(shapes.DocumentShape)
) -> HttpResponse:
    """One document."""
    return single(request, whole(visibility.documents()), records.document, public_id, "document", fields)


# -- paragraphs ----------------------------------------------------------------------------------------------------


def _paragraphs() -> QuerySet[Paragraph]:
    rows = visibility.paragraphs().select_related("document")
    return rows.defer("imported", "source_map", "document__claims", "document__imported", "document__problems")


@_get("/paragraphs", shapes.ParagraphPage)
def paragraphs(
    request: HttpRequest,
    limit: Limit = 20,
    cursor: Cursor = None,
    document: str | None = reference("the document; its paragraphs come in their order"),
    kind: shapes.ParagraphKind | None = Query(None, examples=["body"]),
    fields: str | None = fields_of(shapes.ParagraphShape),
) -> HttpResponse:
    """Paragraphs: of one document in their order, else by id."""
    rows = narrowed(_paragraphs(), document__public_id=document, kind=kind)
    return listed(request, rows, records.paragraph, limit, cursor, fields, in_order=document is not None)


@_get("/paragraphs/{public_id}", shapes.ParagraphShape, absent=True, name="paragraph")
def paragraph(
    request: HttpRequest, public_id: PublicId, fields: str | None = fields_of(shapes.ParagraphShape)
) -> HttpResponse:
    """One paragraph."""
    return single(request, _paragraphs(), records.paragraph, public_id, "paragraph", fields)


@router.get(
    "/paragraphs/{public_id}/text",
    response=ABSENT,
    url_name="paragraph-text",
    openapi_extra={
        "responses": {
            **MOVED["responses"],
            200: {"description": "OK", "content": {"text/plain": {"schema": {"type": "string"}}}},
        }
    },
)
def paragraph_text(request: HttpRequest, public_id: PublicId) -> HttpResponse:
    """The text of a paragraph alone: what the selectors of annotations count in."""
    row = _paragraphs().filter(public_id=public_id).first()
    return anybody(request, row.text, "text/plain") if row else gone(request, "paragraph-text", public_id)


# -- meetings ------------------------------------------------------------------------------------------------------


def _meetings() -> QuerySet[Meeting]:
    taking_part: QuerySet[Participation] = visibility.participations().select_related("speaker")
    return visibility.meetings().prefetch_related(Prefetch("participations", taking_part))


@_get("/meetings", shapes.MeetingPage)
def meetings(
    request: HttpRequest,
    limit: Limit = 20,
    cursor: Cursor = None,
    date: str | None = date_parameter("First day of the meeting"),
    participant: str | None = reference("somebody who took part"),
    fields: str | None = fields_of(shapes.MeetingShape),
) -> HttpResponse:
    """Meetings, by id."""
    rows = within(_meetings(), "date_earliest", date)
    if participant:
        there = visibility.participations().filter(speaker__public_id=participant)
        rows = rows.filter(pk__in=there.values("meeting"))
    return listed(request, rows, records.meeting, limit, cursor, fields)


@_get("/meetings/{public_id}", shapes.MeetingShape, absent=True, name="meeting")
def meeting(
    request: HttpRequest, public_id: PublicId, fields: str | None = fields_of(shapes.MeetingShape)
) -> HttpResponse:
    """One meeting."""
    return single(request, _meetings(), records.meeting, public_id, "meeting", fields)


# -- speakers ------------------------------------------------------------------------------------------------------


def _speakers() -> QuerySet[Speaker]:
    return visibility.speakers().prefetch_related("names", "tenures")


@_get("/speakers", shapes.SpeakerPage)
def speakers(
    request: HttpRequest,
    limit: Limit = 20,
    cursor: Cursor = None,
    kind: shapes.SpeakerKind | None = Query(None, examples=["person"]),
    name: str | None = Query(
        None, min_length=1, max_length=100, description="A name or another form of it, whole.", examples=["石公远"]
    ),
    fields: str | None = fields_of(shapes.SpeakerShape),
) -> HttpResponse:
    """People, bodies and groups, by id, in the shapes of Popolo."""
    rows = narrowed(_speakers(), kind=kind)
    if name:
        form = name.replace("\0", "")
        rows = rows.filter(Q(name=form) | Q(names__form=form)).distinct()
    return listed(request, rows, records.speaker, limit, cursor, fields)


@_get("/speakers/{public_id}", shapes.SpeakerShape, absent=True, name="speaker")
def speaker(
    request: HttpRequest, public_id: PublicId, fields: str | None = fields_of(shapes.SpeakerShape)
) -> HttpResponse:
    """One person, body or group."""
    return single(request, _speakers(), records.speaker, public_id, "speaker", fields)


# -- quotations ----------------------------------------------------------------------------------------------------


def _quotations() -> QuerySet[Quotation]:
    return quoting(visibility.quotations()).select_related("meeting")


@_get("/quotations", shapes.QuotationPage)
def quotations(
    request: HttpRequest,
    limit: Limit = 20,
    cursor: Cursor = None,
    document: str | None = reference("the document; its quotations come in their order"),
    speaker: str | None = reference("whose words they are"),
    kind: shapes.QuotationKind | None = Query(None, examples=["direct"]),
    work: str | None = Query(
        None, min_length=1, max_length=500, description="Title without 《》.", examples=["修渠谈话"]
    ),
    date: str | None = date_parameter("Day of the document"),
    confidence: float | None = Query(None, ge=0, le=1, description="At least this sure.", examples=[0.9]),
    fields: str | None = fields_of(shapes.QuotationShape),
) -> HttpResponse:
    """Quotations: of one document in their order, else by id."""
    rows = narrowed(_quotations(), document__public_id=document, kind=kind, confidence__gte=confidence)
    rows = narrowed(rows, speakers__public_id=speaker, work=work.replace("\0", "") if work else None)
    rows = within(rows, "document__date_earliest", date)
    return listed(request, rows, records.quotation, limit, cursor, fields, in_order=document is not None)


@_get("/quotations/{public_id}", shapes.QuotationShape, absent=True, name="quotation")
def quotation(
    request: HttpRequest, public_id: PublicId, fields: str | None = fields_of(shapes.QuotationShape)
) -> HttpResponse:
    """One quotation."""
    return single(request, _quotations(), records.quotation, public_id, "quotation", fields)


@router.get(
    "/quotations/{public_id}/annotation",
    response={200: Annotation, **ABSENT},
    url_name="annotation",
    by_alias=True,
    openapi_extra=MOVED,
)
def annotation(request: HttpRequest, public_id: PublicId) -> HttpResponse:
    """One quotation as a W3C Web Annotation, by position and by words."""
    rows = visibility.quotations().select_related("paragraph", "document").prefetch_related("speakers")
    row = rows.filter(public_id=public_id).first()
    return anybody(request, records.annotation(request, row)) if row else gone(request, "annotation", public_id)


# -- remarks -------------------------------------------------------------------------------------------------------


def _remarks() -> QuerySet[Remark]:
    rows = visibility.remarks().select_related("document", "meeting", "speaker")
    return rows.defer("imported", "document__claims", "document__imported", "document__problems")


def _texts(rows: Iterable[Remark]) -> dict[int, list[Paragraph]]:
    """The body paragraphs of each remark, in one query."""
    rows = list(rows)
    ranges = Q(pk__in=[])
    for row in rows:
        ranges |= Q(document=row.document_id, sequence__range=(row.first, row.last))
    found: defaultdict[int, list[Paragraph]] = defaultdict(list)
    body = Paragraph.objects.filter(ranges, kind=Paragraph.Kind.BODY).order_by("sequence")
    for each in body.only("public_id", "text", "document_id", "sequence"):
        found[each.document_id].append(each)
    return {row.pk: [each for each in found[row.document_id] if row.first <= each.sequence <= row.last] for row in rows}


@_get("/remarks", shapes.RemarkPage)
def remarks(
    request: HttpRequest,
    limit: Limit = 20,
    cursor: Cursor = None,
    document: str | None = reference("the document; its remarks come in their order"),
    meeting: str | None = reference("the meeting at which they were made"),
    speaker: str | None = reference("who spoke"),
    fields: str | None = fields_of(shapes.RemarkShape),
) -> HttpResponse:
    """Remarks: of one document in their order, else by id."""
    rows = narrowed(_remarks(), document__public_id=document, meeting__public_id=meeting, speaker__public_id=speaker)
    found, following = page(rows, limit, cursor, document is not None)
    texts = _texts(found)
    items: list[Json] = [records.remark(request, row, texts[row.pk]) for row in found]
    return anybody(request, paged(request, [chosen(item, fields or "") for item in items], following))


@_get("/remarks/{public_id}", shapes.RemarkShape, absent=True, name="remark")
def remark(
    request: HttpRequest, public_id: PublicId, fields: str | None = fields_of(shapes.RemarkShape)
) -> HttpResponse:
    """One remark."""

    def build(request: HttpRequest, row: Remark) -> Json:
        return records.remark(request, row, _texts([row])[row.pk])

    return single(request, _remarks(), build, public_id, "remark", fields)
