"""A document as an Akoma Ntoso debate (LegalDocML, OASIS 2018), which `documents.extraction.akoma_ntoso` reads back.

Turns are `speech`, headings open a `debateSection`. A turn cut by a heading goes on in a `speech` of the class
`continued`. What the vocabulary has no element for, such as a date that is a span, stands in `proprietary`.
"""

from __future__ import annotations

from documents.models import Document, Paragraph, Remark
from people.models import Speaker

from .whole import participations, speakers_in
from .xml import Element, Make, add, maker, writable, written

MEDIA_TYPE = "application/akn+xml"
AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
OWN = "urn:yanlu:akoma-ntoso"
make: Make = maker(AKN)
own: Make = maker(OWN, {"yanlu": OWN})
Kind = Paragraph.Kind
CLASSES = {Kind.CONTENTS: "contents", Kind.STAGE: "stage"}  # of blocks that no element of their own can hold
UNKNOWN_DAY = "0001-01-01"  # FRBRdate must hold a day


def akoma_ntoso_document(document: Document, address: object = None) -> bytes:
    """The Akoma Ntoso file of a document read by `whole`."""
    references = References(document)
    preface = make(
        "preface",
        make("p", make("docTitle", document.title)) if document.title else None,
        make("p", make("docDate", document.date_printed or document.date, date=day(document))),
    )
    body = Body(document, references).element()
    debate = make("debate", make("meta"), preface, body, name=document.kind)
    add(debate[0], identification(document), references.element(), proprietary(document))
    return written(make("akomaNtoso", debate))


def day(document: Document) -> str:
    """The first day that the document's date allows."""
    return document.date_earliest.isoformat() if document.date_earliest else UNKNOWN_DAY


def identification(document: Document) -> Element:
    """The work, its text and this file, as FRBR tells them apart."""
    work = f"/akn/cn/debaterecord/{day(document)}/{document.public_id}"
    expression = f"{work}/zho@"
    changed = document.changed.date().isoformat()

    def level(name: str, uri: str, this: str, date: str, what: str, *further: Element) -> Element:
        return make(
            name,
            make("FRBRthis", value=this),
            make("FRBRuri", value=uri),
            make("FRBRdate", date=date, name=what),
            make("FRBRauthor", href="#yanlu"),
            *further,
        )

    return make(
        "identification",
        level("FRBRWork", work, f"{work}/!main", day(document), "generation", make("FRBRcountry", value="cn")),
        level(
            "FRBRExpression",
            expression,
            f"{expression}/!main",
            changed,
            "markup",
            make("FRBRlanguage", language="zho"),
        ),
        level("FRBRManifestation", f"{expression}.akn", f"{expression}/!main.xml", changed, "publication"),
        source="#yanlu",
    )


class References:
    """Persons, bodies and offices by the ids that `by` and `as` point to."""

    def __init__(self, document: Document) -> None:
        self.speakers = {each.public_id: each for each in speakers_in(document)}
        self.names: dict[str, str] = {}
        self.positions: dict[str, str] = {}

    def by(self, remark: Remark) -> str:
        """Who has a turn."""
        if remark.speaker is not None:
            return f"#s-{remark.speaker.public_id}"
        name = remark.speaker_name or remark.label
        return "#" + self.names.setdefault(name, f"n-{len(self.names) + 1}")

    def held(self, position: str) -> str | None:
        """The office in which somebody speaks."""
        return "#" + self.positions.setdefault(position, f"o-{len(self.positions) + 1}") if position else None

    def element(self) -> Element:
        """All that was pointed to, and the archive."""
        found = make("references", source="#yanlu")
        found.append(make("TLCOrganization", eId="yanlu", href="/ontology/organization/yanlu", showAs="Yanlu 言录"))
        for key, speaker in sorted(self.speakers.items()):
            kind = "organization" if speaker.kind == Speaker.Kind.BODY else "person"
            tag = "TLCOrganization" if speaker.kind == Speaker.Kind.BODY else "TLCPerson"
            found.append(make(tag, eId=f"s-{key}", href=f"/ontology/{kind}/{key}", showAs=speaker.name))
        for name, key in self.names.items():
            found.append(named("TLCPerson", key, "person", name))
        for position, key in self.positions.items():
            found.append(named("TLCRole", key, "role", position))
        return found


def named(tag: str, key: str, kind: str, name: str) -> Element:
    """A reference to what has no record; `showAs` must be there, even empty."""
    element = make(tag, eId=key, href=f"/ontology/{kind}/{key}")
    element.set("showAs", writable(name))
    return element


def proprietary(document: Document) -> Element:
    """The record of the document as far as the vocabulary has no place for it."""
    facts = [
        own(
            "document",
            kind=document.kind,
            date=document.date,
            datePrinted=document.date_printed,
            language=document.language,
        )
    ]
    publication = document.publication
    details = ("title", "kind", "publisher", "place", "isbn", "issn")
    printed = {name: getattr(publication, name, "") for name in details}
    printed |= {"date": document.publication_date, "locator": document.locator, "url": document.url}
    if any(printed.values()):
        facts.append(own("publication", **printed))
    if meeting := document.meeting:
        fields = ("name", "date", "place", "theme", "host")
        values = {name: getattr(meeting, name) for name in fields}
        facts.append(own("meeting", endDate=meeting.end_date, datePrinted=meeting.date_printed, **values))
    for tag, rows in (("person", document.contributions.all()), ("participant", participations(document))):
        for row in rows:
            name = row.speaker.name if row.speaker else row.label
            facts.append(own(tag, name=name, role=row.role, position=row.position))
    return make("proprietary", *facts, source="#yanlu")


class Body:
    """The text as it is put together, paragraph by paragraph."""

    def __init__(self, document: Document, references: References) -> None:
        self.document, self.references = document, references
        self.remarks = list(document.remarks.all())
        top = make("debateSection", eId="text", name="text")
        self.sections: list[tuple[int, Element]] = [(0, top)]
        self.speech: Element | None = None
        self.turn: Remark | None = None
        self.begun: set[int] = set()

    def element(self) -> Element:
        """The whole text."""
        for paragraph in self.document.paragraphs.all():
            self.add(paragraph)
        return make("debateBody", self.sections[0][1])

    def add(self, paragraph: Paragraph) -> None:
        """One paragraph, at its place."""
        key = f"p-{paragraph.public_id}"
        remark = next((row for row in self.remarks if row.first <= paragraph.sequence <= row.last), None)
        if paragraph.kind == Kind.HEADING:
            self.speech = None
            self.open(paragraph, key)
            return
        if paragraph.kind == Kind.BODY and remark is None:
            self.speech = None
        elif paragraph.kind == Kind.BODY and remark is not None:
            self.speech = self.speech_of(remark)
        inside = self.speech is not None and remark is self.turn
        place = self.speech if inside and self.speech is not None else self.sections[-1][1]
        if paragraph.kind == Kind.NOTE:
            note = make("authorialNote", make("p", paragraph.text), eId=key, marker=paragraph.mark, placement="bottom")
            place.append(make("p", note, class_="note"))
        elif paragraph.kind == Kind.STAGE and not inside:
            place.append(make("scene", paragraph.text, eId=key))
        else:
            place.append(make("p", paragraph.text, eId=key, class_=CLASSES.get(Kind(paragraph.kind))))

    def open(self, heading: Paragraph, key: str) -> None:
        """A new section below the last one of a higher level."""
        level = heading.level or 1
        while self.sections[-1][0] >= level:
            self.sections.pop()
        made = make("debateSection", make("heading", heading.text), eId=key, name=f"level{level}")
        self.sections[-1][1].append(made)
        self.sections.append((level, made))

    def speech_of(self, remark: Remark) -> Element:
        """The `speech` that a paragraph of the remark goes into: a new one where a heading cut the turn."""
        if self.speech is not None and self.turn is remark:
            return self.speech
        self.turn = remark
        again = remark.pk in self.begun
        self.begun.add(remark.pk)
        key = f"r-{remark.public_id}"
        speech = make(
            "speech",
            None if again else make("from", label(remark)),
            by=self.references.by(remark),
            as_=self.references.held(remark.position),
            eId=None if again else key,
            class_="continued" if again else None,
        )
        self.sections[-1][1].append(speech)
        return speech


def label(remark: Remark) -> str:
    """The speaker as printed, with the office in brackets.

    >>> label(Remark(label="罗启明", position="县委书记")), label(Remark(label="记者"))
    ('罗启明（县委书记）', '记者')
    """
    return f"{remark.label}（{remark.position}）" if remark.position else remark.label
