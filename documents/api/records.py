"""Rows as the API tells them; shapes.py says what each field means."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from documents.citations.gbt7714 import entry
from documents.csl_items import item_of, quoting_item
from documents.exports import site_of
from documents.models import (
    Contribution,
    Document,
    Meeting,
    Paragraph,
    Participation,
    Publication,
    Quotation,
    Remark,
)
from people.models import Speaker

Json = dict[str, Any]
Build = Callable[[HttpRequest, Any], Json]
PUBLICATION = ("title", "kind", "publisher", "place", "isbn", "issn", "year")


def page_address(request: HttpRequest, name: str, public_id: str) -> str:
    """The full address of a record's page."""
    return request.build_absolute_uri(reverse(f"documents:{name}", args=[public_id]))


def named(row: Any) -> Json | None:
    """Another record by its id and name."""
    return None if row is None else {"id": row.public_id, "name": str(row)}


def person(row: Contribution | Participation) -> Json:
    """Somebody as a document or meeting names them."""
    return {"label": row.label, "role": row.role, "position": row.position, "speaker": named(row.speaker)}


def publication(row: Publication | None) -> Json | None:
    """What a document appeared in."""
    return None if row is None else {"id": row.public_id, **{name: getattr(row, name) for name in PUBLICATION}}


def document(request: HttpRequest, row: Document) -> Json:
    """A document with its publication, meeting, parent, contributions and their speakers loaded."""
    item = item_of(row, site=site_of(request))
    return {
        "id": row.public_id,
        "url": page_address(request, "document", row.public_id),
        **{name: getattr(row, name) for name in ("kind", "title", "date", "date_printed", "language")},
        "people": [person(each) for each in row.contributions.all()],
        "publication": publication(row.publication),
        **{name: getattr(row, name) for name in ("publication_date", "locator")},
        "source_url": row.url,
        "meeting": named(row.meeting),
        "parent": named(row.parent),
        "part": row.part,
        "changed": row.changed.isoformat(),
        "citation": entry(item),
        "csl": item.to_json(),
    }


def paragraph(request: HttpRequest, row: Paragraph) -> Json:
    """A paragraph with its document loaded."""
    return {
        "id": row.public_id,
        "url": page_address(request, "paragraph", row.public_id),
        "document": row.document.public_id,
        **{
            name: getattr(row, name)
            for name in ("sequence", "kind", "level", "mark", "text", "page", "source_start", "source_end")
        },
    }


def meeting(request: HttpRequest, row: Meeting) -> Json:
    """A meeting with its public participations and their speakers loaded."""
    told = ("name", "date", "end_date", "date_printed", "place", "theme", "host", "series")
    return {
        "id": row.public_id,
        "url": page_address(request, "meeting", row.public_id),
        **{name: getattr(row, name) for name in told},
        "participants": [person(each) for each in row.participations.all()],
    }


def speaker(request: HttpRequest, row: Speaker) -> Json:
    """A speaker with names and offices loaded, as Popolo has it."""
    identifiers = [("wikidata", row.wikidata), ("viaf", row.viaf)]
    return {
        "id": row.public_id,
        "url": page_address(request, "speaker", row.public_id),
        "type": "person" if row.kind == Speaker.Kind.PERSON else "organization",
        "classification": row.kind,
        "name": row.name,
        "sort_name": row.sort_key,
        "other_names": [
            {"name": name.form, "note": name.kind, "start_date": name.start, "end_date": name.end}
            for name in row.names.all()
        ],
        "birth_date": row.birth,
        "death_date": row.death,
        "biography": row.note,
        "identifiers": [{"scheme": scheme, "identifier": value} for scheme, value in identifiers if value],
        "memberships": [
            {
                "role": tenure.position,
                "organization": tenure.organization,
                "start_date": tenure.start,
                "end_date": tenure.end,
                "source": tenure.source,
            }
            for tenure in row.tenures.all()
        ],
    }


def quotation(request: HttpRequest, row: Quotation) -> Json:
    """A quotation with speakers, meeting, paragraph and all that citing its document needs loaded."""
    told = ("text", "kind", "label", "work", "occasion", "evidence", "confidence", "status", "start", "end")
    return {
        "id": row.public_id,
        "url": page_address(request, "quotation", row.public_id),
        **{name: getattr(row, name) for name in told},
        "name": row.speaker_name,
        "speakers": [named(each) for each in row.named_speakers],
        "meeting": named(row.meeting),
        "document": named(row.document),
        "paragraph": row.paragraph.public_id,
        "page": row.paragraph.page,
        "citation": entry(quoting_item(row, site=site_of(request))),
    }


def remark(request: HttpRequest, row: Remark, paragraphs: Iterable[Paragraph]) -> Json:
    """A remark with its document, meeting and speaker loaded, and the body paragraphs that are its text."""
    texts = list(paragraphs)
    return {
        "id": row.public_id,
        "url": page_address(request, "remark", row.public_id),
        "document": named(row.document),
        "meeting": named(row.meeting),
        **{name: getattr(row, name) for name in ("sequence", "label", "position")},
        "name": row.speaker_name,
        "speaker": named(row.speaker),
        "paragraphs": [each.public_id for each in texts],
        "text": "\n".join(each.text for each in texts),
    }


def annotation(request: HttpRequest, row: Quotation) -> Json:
    """A quotation with its paragraph as a W3C Web Annotation: whose words they are, and where they stand."""
    text, start, end = row.paragraph.text, row.start, row.end
    identified = [
        {
            "type": "SpecificResource",
            "purpose": "identifying",
            "source": page_address(request, "speaker", each.public_id),
        }
        for each in row.named_speakers
    ]
    printed = row.speaker_name or row.label
    words = [{"type": "TextualBody", "purpose": "identifying", "format": "text/plain", "value": printed}]
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": request.build_absolute_uri(reverse("api:annotation", args=[row.public_id])),
        "type": "Annotation",
        "motivation": "identifying",
        "body": identified + (words if printed else []),
        "generator": {"type": "Software", "name": "Yanlu"} if row.status == Quotation.Status.MACHINE else None,
        "target": {
            "type": "SpecificResource",
            "source": request.build_absolute_uri(reverse("api:paragraph-text", args=[row.paragraph.public_id])),
            "scope": page_address(request, "document", row.document.public_id),
            "selector": [
                {"type": "TextPositionSelector", "start": start, "end": end},
                {
                    "type": "TextQuoteSelector",
                    "exact": text[start:end],
                    "prefix": text[max(0, start - AROUND) : start],
                    "suffix": text[end : end + AROUND],
                },
            ],
        },
    }


AROUND = 32  # characters of prefix and suffix
