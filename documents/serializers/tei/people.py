"""Who is in a document: `person`, `personGrp` or `org`, each with an id that `who` points to."""

from __future__ import annotations

from collections.abc import Iterable

from documents.models import Document, Quotation, Remark
from documents.serializers.whole import names_read, participations, speakers_in
from documents.serializers.xml import Element, Make, add, maker, when
from people.models import Speaker, SpeakerName

TEI = "http://www.tei-c.org/ns/1.0"
make: Make = maker(TEI)

NAME_TYPES: dict[str, str] = {SpeakerName.Kind.HONORIFIC: "honorific", SpeakerName.Kind.SHORT: "short"}
AUTHORITIES = (("wikidata", "https://www.wikidata.org/entity/"), ("viaf", "https://viaf.org/viaf/"))


class People:
    """Everybody in a document: those who are identified, and names that stand for nobody known."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.known: dict[str, Speaker] = {}
        self.names: dict[str, str] = {}
        for speaker in speakers_in(document):
            self.known.setdefault(speaker.public_id, speaker)
        self.chairs = {row.speaker_id for row in participations(document) if row.role == row.Role.CHAIR} - {None}

    def pointer(self, speaker: Speaker | None, name: str) -> str | None:
        """What `who` says of somebody."""
        if speaker is not None:
            return f"#s-{speaker.public_id}"
        if not name:
            return None
        number = self.names.setdefault(name, f"n-{self.document.public_id}-{len(self.names) + 1}")
        return f"#{number}"

    def of_remark(self, remark: Remark) -> str | None:
        """Who has a turn."""
        return self.pointer(remark.speaker, remark.speaker_name or remark.label)

    def of_quotation(self, quotation: Quotation) -> str | None:
        """Whose words a quotation is; None where nobody is named."""
        known = [self.pointer(speaker, "") for speaker in quotation.speakers.all()]
        found = known or [self.pointer(None, name) for name in names_read(quotation)]
        return " ".join(sorted(each for each in found if each)) or None

    def description(self, shared: bool) -> Element | None:
        """`particDesc`; with `shared` only the names, as the corpus describes the identified."""
        known = [] if shared else list(self.known.values())
        unknown = [make("person", make("persName", name), xml_id=key) for name, key in self.names.items()]
        return participants(known, unknown)


def participants(speakers: Iterable[Speaker], further: Iterable[Element] = ()) -> Element | None:
    """`particDesc` of these speakers; None for nobody."""
    ordered = sorted(speakers, key=lambda each: each.public_id)
    persons = [described(each) for each in ordered if each.kind != Speaker.Kind.BODY]
    bodies = [described(each) for each in ordered if each.kind == Speaker.Kind.BODY]
    persons += further
    if not persons and not bodies:
        return None
    return make(
        "particDesc",
        make("listPerson", *persons) if persons else None,
        make("listOrg", *bodies) if bodies else None,
    )


def described(speaker: Speaker) -> Element:
    """One speaker, with other names, dates, offices and authority numbers."""
    key = f"s-{speaker.public_id}"
    idnos = [
        make("idno", prefix + value, type=kind.upper() if kind == "viaf" else kind)
        for kind, prefix in AUTHORITIES
        if (value := getattr(speaker, kind))
    ]
    if speaker.kind == Speaker.Kind.BODY:
        forms = [make("orgName", each.form, **spent(each.start, each.end)) for each in speaker.names.all()]
        return make("org", make("orgName", speaker.name), *forms, *idnos, xml_id=key)
    forms = [
        make("persName", each.form, type=NAME_TYPES.get(each.kind, "other"), **spent(each.start, each.end))
        for each in speaker.names.all()
    ]
    name = make("persName", speaker.name)
    if speaker.kind == Speaker.Kind.GROUP:
        return make("personGrp", name, *forms, xml_id=key)
    offices = [
        make(
            "affiliation",
            make("orgName", each.organization) if each.organization else None,
            make("roleName", each.position),
            **spent(each.start, each.end),
        )
        for each in speaker.tenures.all()
    ]
    person = make("person", name, *forms, xml_id=key)
    for tag, date in (("birth", speaker.birth), ("death", speaker.death)):
        if date:
            add(person, make(tag, **when(date)))
    add(person, *offices, *idnos, make("note", speaker.note) if speaker.note else None)
    return person


def spent(start: str, end: str) -> dict[str, str]:
    """From when to when a name was borne or an office held."""
    return {name: value for name, value in (("from", _day(start)), ("to", _day(end, last=True))) if value}


def _day(date: str, last: bool = False) -> str:
    found = when(date)
    order = ("when", "to", "notAfter") if last else ("when", "from", "notBefore")
    return next((found[name] for name in order if name in found), "")
