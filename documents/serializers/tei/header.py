"""The `teiHeader`: what the document is, where it was printed, who is in it, and how it was read."""

from __future__ import annotations

from documents.extraction import ENGINE_VERSION
from documents.models import Contribution, Document, Quotation
from documents.serializers.xml import Element, when

from .people import People, make

RESPONSIBILITIES: dict[str, str] = {Contribution.Role.SPEAKER: "speaker", Contribution.Role.REPORTER: "reporter"}
CATEGORIES = {
    "kind": {
        "speech": "one person's address or written report to a meeting",
        "transcript": "a record of turns",
        "article": "any other text",
        "book": "a book or its front matter",
        "compilation": "several documents in one file",
    },
    "role": {"chair": "who chairs the meeting"},
    "quotation": {
        "direct": "words that the text gives as somebody's or of a work",
        "saying": "a maxim, verse or slogan with nobody named",
    },
    "status": {
        "machine": "found by the machine and not looked at",
        "confirmed": "confirmed by an archivist",
        "corrected": "corrected or entered by an archivist",
    },
}


def header(document: Document, people: People, address: str, shared: bool) -> Element:
    """The header of one document, whose page is at `address`; in a corpus (`shared`) what all share is left out."""
    return make(
        "teiHeader",
        make("fileDesc", titles(document, people), extent(document), published(document, address), source(document)),
        None if shared else encoding(),
        profile(document, people, shared),
    )


def titles(document: Document, people: People) -> Element:
    """`titleStmt`: the title, the meeting, whose words it is."""
    statement = make("titleStmt", make("title", document.title or document.public_id, type="main"))
    if meeting := document.meeting:
        attributes = when(meeting.date, meeting.end_date)
        statement.append(make("meeting", meeting.name, **attributes, n=f"m-{meeting.public_id}"))
    for row in document.contributions.all():
        name, ref = row.speaker.name if row.speaker else row.label, people.pointer(row.speaker, row.label)
        if row.role in (Contribution.Role.AUTHOR, Contribution.Role.EDITOR):
            statement.append(make(row.role, make("persName", name, ref=ref)))
        else:
            statement.append(
                make("respStmt", make("resp", RESPONSIBILITIES[row.role]), make("persName", name, ref=ref))
            )
    return statement


def extent(document: Document) -> Element:
    """How much there is of it."""
    counts = {
        "utterances": len(document.remarks.all()),
        "paragraphs": len(document.paragraphs.all()),
        "quotations": len(document.quotations.all()),
    }
    return make("extent", *(make("measure", unit=unit, quantity=str(count)) for unit, count in counts.items()))


def published(document: Document, address: str) -> Element:
    """Where this file comes from."""
    return make(
        "publicationStmt",
        make("publisher", "Yanlu 言录"),
        make("idno", address, type="URI"),
        make("date", when=document.changed.date().isoformat()),
    )


def source(document: Document) -> Element:
    """Where the text was printed, and the file it was read from."""
    description = make("bibl", make("title", document.title or document.public_id, level="a"))
    if publication := document.publication:
        level = {"newspaper": "j", "journal": "j"}.get(publication.kind, "m")
        description.append(make("title", publication.title, level=level))
        for tag, value in (("publisher", publication.publisher), ("pubPlace", publication.place)):
            if value:
                description.append(make(tag, value))
        for kind in ("isbn", "issn"):
            if value := getattr(publication, kind):
                description.append(make("idno", value, type=kind.upper()))
    if document.locator:
        description.append(make("biblScope", document.locator))
    date = document.publication_date or document.date
    if date:
        description.append(make("date", document.date_printed or date, **when(date)))
    if document.url:
        description.append(make("idno", document.url, type="URI"))
    if document.source:
        description.append(make("idno", document.source.key, type="file"))
        description.append(make("idno", document.source.sha256, type="SHA-256"))
    return make("sourceDesc", description)


def encoding() -> Element:
    """How the text was made, and what the categories mean that `ana` points to."""
    taxonomies = [
        make(
            "taxonomy",
            *(
                make("category", make("catDesc", make("term", key), f": {meaning}"), xml_id=f"{name}.{key}")
                for key, meaning in terms.items()
            ),
            xml_id=name,
        )
        for name, terms in CATEGORIES.items()
    ]
    return make(
        "encodingDesc",
        make(
            "editorialDecl",
            make("correction", make("p", "Line wraps are joined, page furniture and debris of scanning are left out.")),
            make("quotation", make("p", "Quotation marks are kept; the words between them are said or quote.")),
            make("segmentation", make("p", "A turn is u, a paragraph seg; a turn cut by a heading goes on in next.")),
            make("interpretation", make("p", "cert is how sure an attribution is, 0 to 1; ana says who decided.")),
        ),
        make("classDecl", *taxonomies),
        make("appInfo", make("application", make("label", "Yanlu"), ident="yanlu", version=ENGINE_VERSION)),
    )


def profile(document: Document, people: People, shared: bool) -> Element:
    """When and where it was said, by whom, in which language, of what kind."""
    meeting = document.meeting
    setting = []
    if meeting:
        setting = [
            make("name", meeting.place, type="place") if meeting.place else None,
            make("name", meeting.host, type="host") if meeting.host else None,
            make("activity", meeting.theme) if meeting.theme else None,
        ]
    date = (meeting.date if meeting else "") or document.date
    if date:
        setting.insert(0, make("date", date, **when(date, meeting.end_date if meeting else "")))
    setting = [each for each in setting if each is not None]
    return make(
        "profileDesc",
        make("settingDesc", make("setting", *setting)) if setting else None,
        people.description(shared),
        make("langUsage", make("language", language(document), ident=language(document))),
        make("textClass", make("catRef", target=f"#kind.{document.kind}")),
    )


def language(document: Document) -> str:
    """The BCP 47 tag of the text.

    >>> language(Document(language="zh-Hant")), language(Document(language=""))
    ('zh-Hant', 'zh-Hans')
    """
    tag = document.language
    return tag if tag and all(part.isalnum() and part.isascii() for part in tag.split("-")) else "zh-Hans"


def analysis(quotation: Quotation) -> str:
    """The categories of a quotation."""
    return f"#quotation.{quotation.kind} #status.{quotation.status}"
