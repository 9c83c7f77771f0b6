"""What record pages tell search engines: the record in schema.org, as JSON-LD in a block of data.

A block of data is no script: browsers neither run it nor ask the content security policy about it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from documents.models import Contribution, Document, Meeting, Participation, Publication, Quotation
from documents.serializers.files import KINDS
from people.models import Speaker

Json = dict[str, Any]
Address = Callable[[str, str], str]  # of the page of a record, by the name of its kind and its public id

DOCUMENTS = {"book": "Book", "compilation": "Collection", "transcript": "Report"}
PUBLICATIONS = {"newspaper": "Newspaper", "journal": "Periodical", "site": "WebSite"}
PRINTED_IN = {"newspaper": "NewsArticle", "journal": "ScholarlyArticle"}
SPEAKERS = {Speaker.Kind.BODY: "Organization", Speaker.Kind.GROUP: "Organization"}  # it has no other agent of many
ROLES = {"speaker": "creator", "author": "author", "reporter": "contributor", "editor": "editor"}
DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def linked_data(record: Any, address: Address, participants: Iterable[Participation] = ()) -> SafeString:
    """The record as JSON-LD, safe inside `<script>`; empty for a kind that has no description."""
    if isinstance(record, Document):
        found = document(record, address)
    elif isinstance(record, Quotation):
        found = quotation(record, address)
    elif isinstance(record, Meeting):
        found = meeting(record, address, participants)
    elif isinstance(record, Speaker):
        found = speaker(record, address)
    elif isinstance(record, Publication):
        found = publication(record, address)
    else:
        return SafeString("")
    text = json.dumps({"@context": "https://schema.org", **found}, ensure_ascii=False)
    return mark_safe(text.translate(ESCAPES))  # noqa: S308 (nothing in it can end the block)


def thing(kind: str, address: str | None, **properties: Any) -> Json:
    """A thing with those properties that say something; `address` is its page and its name for machines.

    >>> thing("Place", None, name="清河", url="")
    {'@type': 'Place', 'name': '清河'}
    """
    known = {name: value for name, value in properties.items() if value not in (None, "", [])}
    return {"@type": kind, **({"@id": address, "url": address} if address else {}), **known}


def date(value: str) -> str | None:
    """A date as schema.org has it: a year, month or day; nothing less sure.

    >>> date("2004-05"), date("195X")
    ('2004-05', None)
    """
    return value if DATE.fullmatch(value) else None


def document(row: Document, address: Address) -> Json:
    """A document with whose words it is, where it was printed and which meeting it tells of."""
    printed = row.publication
    kind = DOCUMENTS.get(row.kind) or PRINTED_IN.get(printed.kind if printed else "", "Article")
    people: dict[str, list[Json]] = {}
    for each in sorted(row.contributions.all(), key=lambda each: (each.sequence, each.pk)):
        people.setdefault(ROLES[each.role], []).append(named(each, address))
    whole = row.parent
    inside = [publication(printed, address)] if printed else []
    if whole:
        inside.insert(0, thing("Collection", address("document", whole.public_id), name=whole.title))
    page = address("document", row.public_id)
    return thing(
        kind,
        page,
        **{"name" if kind in ("Book", "Collection") else "headline": row.title},
        genre=row.kind,
        inLanguage=row.language,
        dateCreated=date(row.date),
        datePublished=date(row.publication_date),
        pagination=row.locator,
        sameAs=row.url,
        **people,
        isPartOf=inside,
        recordedAt=meeting(row.meeting, address) if row.meeting else None,
        encoding=[
            thing("MediaObject", None, encodingFormat=each.media_type, contentUrl=f"{page}/{each.name}.xml")
            for each in KINDS.values()
        ],
    )


def named(row: Contribution | Participation, address: Address) -> Json:
    """Somebody who has a part in something: the speaker, or just the name."""
    if row.speaker is None:
        return thing("Person", None, name=row.label)
    who = row.speaker
    return thing(SPEAKERS.get(Speaker.Kind(who.kind), "Person"), address("speaker", who.public_id), name=who.name)


def publication(row: Publication, address: Address) -> Json:
    """A newspaper, yearbook, book, site or journal."""
    kind = PUBLICATIONS.get(row.kind, "Book")
    return thing(
        kind,
        address("publication", row.public_id),
        name=row.title,
        issn=row.issn if kind != "Book" else None,
        isbn=row.isbn if kind == "Book" else None,
        datePublished=date(row.year),
        publisher=thing("Organization", None, name=row.publisher) if row.publisher else None,
    )


def meeting(row: Meeting, address: Address, participants: Iterable[Participation] = ()) -> Json:
    """A meeting as an event."""
    attending = [each for each in participants if each.role != Participation.Role.ABSENT]
    return thing(
        "Event",
        address("meeting", row.public_id),
        name=row.name,
        description=row.theme,
        startDate=date(row.date),
        endDate=date(row.end_date),
        location=thing("Place", None, name=row.place) if row.place else None,
        organizer=thing("Organization", None, name=row.host) if row.host else None,
        superEvent=thing("EventSeries", None, name=row.series) if row.series else None,
        attendee=[named(each, address) for each in attending],
    )


def speaker(row: Speaker, address: Address) -> Json:
    """A person, body or group with other names and offices, which must be prefetched."""
    same = [f"https://www.wikidata.org/entity/{row.wikidata}"] if row.wikidata else []
    same += [f"https://viaf.org/viaf/{row.viaf}"] if row.viaf else []
    kind = SPEAKERS.get(Speaker.Kind(row.kind), "Person")
    names = [each.form for each in row.names.all()]
    shared = {"name": row.name, "alternateName": names, "description": row.note, "sameAs": same}
    if kind != "Person":
        return thing(kind, address("speaker", row.public_id), **shared)
    offices = [
        thing(
            "Role",
            None,
            startDate=date(each.start),
            endDate=date(each.end),
            hasOccupation=thing("Occupation", None, name=each.organization + each.position),
        )
        for each in row.tenures.all()
    ]
    return thing(
        kind,
        address("speaker", row.public_id),
        **shared,
        birthDate=date(row.birth),
        deathDate=date(row.death),
        hasOccupation=offices,
    )


def quotation(row: Quotation, address: Address) -> Json:
    """Somebody's words in the document that quotes them, with the work they are from."""
    whose = [
        thing(SPEAKERS.get(Speaker.Kind(each.kind), "Person"), address("speaker", each.public_id), name=each.name)
        for each in row.speakers.all()
    ]
    if not whose and (row.speaker_name or row.label):
        whose = [thing("Person", None, name=row.speaker_name or row.label)]
    quoting = row.document
    return thing(
        "Quotation",
        address("quotation", row.public_id),
        text=row.text,
        creator=whose,
        isBasedOn=thing("CreativeWork", None, name=row.work) if row.work else None,
        isPartOf=thing("Article", address("document", quoting.public_id), headline=quoting.title),
    )
