"""`extract`: the seven stages one after the other, from a decoded source to parsed documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from documents.readers.base import SourceText
from documents.readers.xml import AKOMA_NTOSO
from people.names import Gazetteer, is_person_name, joint_names
from people.names.shapes import CALLINGS, OFFICES, is_foreign_name

from .akoma_ntoso import read_debate
from .attribution import attribute_quotations
from .layout import clean_layout
from .mentions import find_mentions
from .metadata import extract_metadata
from .named_persons import find_named
from .quotations import find_quotations
from .speakers import CHAIRING
from .structure import segment_parts
from .turn_labels import find_labels
from .turns import segment_remarks
from .types import (
    Block,
    DocumentData,
    Layout,
    MeetingData,
    Metadata,
    ParagraphData,
    Part,
    ParticipantData,
    PersonData,
    RemarkData,
)


def extract(source: SourceText, gazetteer: Gazetteer) -> list[DocumentData]:
    """The documents of a source, the whole (part None) first; never empty.

    >>> from documents.readers import read_bytes
    >>> source = read_bytes("a.txt", "今天开会。\\n".encode())
    >>> [(d.part, len(d.paragraphs)) for d in extract(source, Gazetteer())]
    [(None, 1)]
    """
    if source.media_type == AKOMA_NTOSO:
        return [understood(None, *read_debate(source), gazetteer)]
    layout = clean_layout(source)
    whole, *pieces = (read_part(part, gazetteer) for part in with_furniture(segment_parts(layout), layout))
    return [with_covering_letter(whole, pieces), *pieces]


def with_furniture(parts: tuple[Part, ...], layout: Layout) -> tuple[Part, ...]:
    """The parts, the first with what the layout took out as dropped blocks: page heads name a yearbook."""
    dropped = tuple(Block("dropped", text, markup=why) for why, text in layout.dropped)
    return (replace(parts[0], blocks=parts[0].blocks + dropped), *parts[1:])


def read_part(part: Part, gazetteer: Gazetteer) -> DocumentData:
    """One document: stages three to seven on one part of a file."""
    labels = find_labels(part.blocks, gazetteer)
    metadata = extract_metadata(part, gazetteer, labels)
    return understood(part.part, metadata, *segment_remarks(part, metadata, gazetteer, labels), gazetteer)


def understood(
    part: str | None,
    metadata: Metadata,
    paragraphs: tuple[ParagraphData, ...],
    remarks: tuple[RemarkData, ...],
    gazetteer: Gazetteer,
) -> DocumentData:
    """One document once its text and its turns are known: who is named in it, and who is quoted."""
    mentions = find_mentions(paragraphs, gazetteer)
    introduced = introductions(metadata, paragraphs, remarks, gazetteer)
    found = find_quotations(paragraphs)
    quotations = attribute_quotations(found, paragraphs, remarks, metadata, gazetteer, mentions)
    return DocumentData(
        part=part,
        title=metadata.title,
        kind=metadata.kind,
        date=metadata.date,
        date_printed=metadata.date_printed,
        language=metadata.language,
        people=with_speakers(metadata.people, metadata.meeting, remarks, introduced),
        publication=metadata.publication,
        meeting=with_participants(metadata.meeting, remarks, introduced),
        mentions=mentions,
        paragraphs=paragraphs,
        remarks=remarks,
        quotations=quotations,
        problems=metadata.problems,
    )


def with_covering_letter(whole: DocumentData, pieces: list[DocumentData]) -> DocumentData:
    """The whole of a file whose first piece bears its title: a covering letter dates and signs what it covers."""
    if not pieces or whole.title is None or whole.title != pieces[0].title:
        return whole
    first = pieces[0]
    return replace(
        whole,
        date=first.date or whole.date,
        date_printed=first.date_printed or whole.date_printed,
        people=whole.people or first.people,
    )


def introductions(
    metadata: Metadata, paragraphs: tuple[ParagraphData, ...], remarks: tuple[RemarkData, ...], gazetteer: Gazetteer
) -> dict[str, str]:
    """The offices that a record of turns prints beside names in its title and before its first turn, or in it:
    今天我们请来了市水务局局长沈石桥先生。"""
    if metadata.kind != "transcript" or not remarks:
        return {}
    listed = {person.name: person.position for person in metadata.present if person.position}
    lead = [paragraph.text.text for paragraph in paragraphs[: remarks[0].last + 1][:LEAD]]
    offices: dict[str, str] = dict(listed)
    for text in ((metadata.title or "") + "。", *lead):
        for person in find_named(text, gazetteer):
            if person.position:
                offices.setdefault(person.name, person.position)
    return offices


LEAD = 12  # paragraphs to the end of the first turn that may introduce people


def with_speakers(
    people: tuple[PersonData, ...],
    meeting: MeetingData | None,
    remarks: tuple[RemarkData, ...],
    introduced: Mapping[str, str],
) -> tuple[PersonData, ...]:
    """The people of a document and everyone who speaks in it, each once; a position is taken where one is printed.

    Whoever speaks is a speaker, also the reporter who asks.
    """
    merged = {person.name: person for person in people}
    present = {person.name: person.position for person in meeting.participants} if meeting else {}
    for remark in remarks:
        for name in _speaking(remark):
            known = merged.get(name) or PersonData(name, "speaker")
            position = _fuller(known.position, remark.position) or introduced.get(name)
            position = _listed(position, present.get(name)) or _office_alone(remark)
            merged[name] = replace(known, role="speaker", position=position)
    return tuple(merged.values())


def _fuller(known: str | None, printed: str | None) -> str | None:
    """The office known, or the longer form of it that a label prints: 省地质局总工程师 for 总工程师."""
    return printed if known is None or (printed and printed.endswith(known)) else known


def _listed(printed: str | None, listed: str | None) -> str | None:
    """The office a list of those present gives, where the label has a short form of it: 几内亚外交部长 for 外长."""
    if printed and listed and len(printed) <= SHORT < len(listed):
        return listed
    return _fuller(printed, listed)


def _office_alone(remark: RemarkData) -> str | None:
    """The office of a label that prints nothing else, 总理：, where it is known whose that is. 主持人 is none."""
    return remark.label if remark.speaker and remark.label in _NAMING else None


SHORT = 4  # characters of an office that names no body
_NAMING = OFFICES - CALLINGS - CHAIRING


def _speaking(remark: RemarkData) -> tuple[str, ...]:
    """Whose turn it is: one, or those whom its label names together, 罗大山、秦满囤：…"""
    return joint_names(remark.label) or (remark.speaker or remark.label,)


def with_participants(
    meeting: MeetingData | None, remarks: tuple[RemarkData, ...], introduced: Mapping[str, str]
) -> MeetingData | None:
    """The meeting with everyone who speaks in the document among its participants."""
    if meeting is None:
        return None
    merged = {person.name: person for person in meeting.participants}
    known_turns = [remark for remark in remarks if remark.speaker or joint_names(remark.label)]
    for turn, name in [(known, name) for known in known_turns for name in _speaking(known)]:
        if not (name in merged or is_person_name(name) or is_foreign_name(name)):
            continue  # 某报记者 takes no part under that name
        known = merged.get(name) or ParticipantData(name)
        position = _fuller(known.position, turn.position) or introduced.get(name) or _office_alone(turn)
        merged[name] = replace(known, position=position)
    return replace(meeting, participants=tuple(merged.values()))
