"""What a debate says of itself: title, date, meeting, where it was printed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.extraction.types import MeetingData, Metadata, ParticipantData, PersonData, PublicationData
from documents.readers.xml import Node, Words

from .references import References

KINDS = frozenset(("speech", "transcript", "article", "book", "compilation"))
ROLES = frozenset(("speaker", "author", "reporter", "editor"))
PARTS = frozenset(("chair", "participant", "absent"))
LANGUAGES = {"zho": "zh-Hans", "chi": "zh-Hans", "eng": "en", "fra": "fr", "deu": "de", "spa": "es", "ita": "it"}
DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
NO_DAY = "0001-01-01"


def facts_of(debate: Node, references: References, titled: Node | None, problems: list[str]) -> Metadata:
    """The metadata of a debate: this archive's own, where it wrote the file, before what every debate has."""
    own = {each.name: each.attributes for each in references.own}
    record = own.get("document", {})
    title = heading_of(titled) if titled else title_of(debate)
    date = record.get("date") or (None if record else date_of(debate))
    printed = next((words(each) for each in debate.find("docDate")), "")
    kind = record.get("kind", "")
    return Metadata(
        title=title,
        kind=kind if kind in KINDS else "transcript",
        date=date,
        date_printed=(record.get("datePrinted") if record else printed) or None,
        language=record.get("language") or language_of(debate),
        people=tuple(people(references)),
        publication=publication_of(debate, own),
        meeting=meeting_of(debate, references, title, date),
        problems=tuple(problems),
    )


def words(node: Node) -> str:
    """All words in an element, white space folded."""
    return " ".join("".join(pieces(node)).split())


def pieces(node: Node) -> Iterator[str]:
    """The words in an element, notes left out."""
    for child in node.children:
        if isinstance(child, Words):
            yield child.text
        elif child.name != "authorialNote":
            yield from pieces(child)


def title_of(debate: Node) -> str | None:
    """The printed title, else the one in the metadata."""
    printed = next((text for each in debate.find("docTitle") if (text := words(each))), None)
    stated = (
        each.attributes.get("value")
        for each in debate.find("FRBRalias", "FRBRname")
        if each.name == "FRBRname" or each.attributes.get("name") == "title"
    )
    return printed or next((value for value in stated if value), None)


def titled_section(debate: Node, references: References) -> Node | None:
    """The section whose heading is the title: the only one of a debate that says no title elsewhere."""
    if references.own or title_of(debate):
        return None
    sections = [each for body in debate.find("debateBody") for each in body.nodes()]
    return sections[0] if len(sections) == 1 and heading_of(sections[0]) else None


def heading_of(section: Node) -> str | None:
    """The number and the heading of a section."""
    parts = [words(each) for name in ("num", "heading") for each in section.nodes() if each.name == name]
    return " ".join(part for part in parts if part) or None


def date_of(debate: Node) -> str | None:
    """The day of the debate: of the work, else as printed, else of the first speech that has a time."""
    works = [each for work in debate.find("FRBRWork") for each in work.find("FRBRdate")]
    printed = list(debate.find("docDate"))
    for each in (*works, *printed):
        found = DAY.match(each.attributes.get("date", ""))
        if found and found[0] != NO_DAY:
            return found[0]
    times = (each.attributes.get("startTime", "") for each in debate.find("speech", "question", "answer"))
    return min((found[0] for time in times if (found := DAY.match(time))), default=None)


def language_of(debate: Node) -> str:
    """The language of the text, Chinese where nothing is said."""
    code = next((each.attributes.get("language", "") for each in debate.find("FRBRlanguage")), "zho")
    return LANGUAGES.get(code[:3], code or "zh-Hans")


def people(references: References) -> Iterator[PersonData]:
    """Whose words the document is, besides those who speak in it."""
    for each in references.own:
        name, role = each.attributes.get("name"), each.attributes.get("role", "")
        if each.name == "person" and name and role in ROLES:
            yield PersonData(name, role, each.attributes.get("position"))


def meeting_of(debate: Node, references: References, title: str | None, date: str | None) -> MeetingData | None:
    """The meeting: a debate tells of one under its own title, unless this archive says otherwise of its own."""
    stated = next((each.attributes for each in references.own if each.name == "meeting"), None)
    if stated is None:
        if references.own or title is None:
            return None
        host = next((text for each in debate.find("docProponent") if (text := words(each))), None)
        return MeetingData(name=title, date=date, host=host)
    taking_part = [each.attributes for each in references.own if each.name == "participant"]
    return MeetingData(
        name=stated.get("name") or title or "",
        date=stated.get("date"),
        end_date=stated.get("endDate"),
        date_printed=stated.get("datePrinted"),
        place=stated.get("place"),
        theme=stated.get("theme"),
        host=stated.get("host"),
        participants=tuple(
            ParticipantData(each["name"], each.get("position"), each.get("role", "participant"))
            for each in taking_part
            if each.get("name") and each.get("role", "participant") in PARTS
        ),
    )


def publication_of(debate: Node, own: dict[str, dict[str, str]]) -> PublicationData | None:
    """Where it was printed."""
    if "publication" in own:
        fields = ("title", "kind", "publisher", "place", "date", "isbn", "issn", "locator", "url")
        return PublicationData(**{name: own["publication"].get(name) for name in fields})
    printed = next((each.attributes for meta in debate.find("meta") for each in meta.find("publication")), None)
    if own or not printed or not printed.get("showAs"):
        return None
    found = DAY.match(printed.get("date", ""))
    return PublicationData(title=printed["showAs"], date=found[0] if found else None, locator=printed.get("number"))
