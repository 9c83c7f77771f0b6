"""Stage 3, `extract_metadata`: what the head, the tail and the first paragraphs of a part say of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from people.names import Gazetteer

from ..monologues import announced
from ..named_persons import find_named
from ..turn_labels import TurnLabel, find_labels
from ..types import Block, MeetingData, Metadata, Part, ParticipantData, PersonData, PublicationData
from . import attendance, bylines, dating, kinds, language, lines, meetings, persons, publications, telling, titles

_OF_A_SPEECH = frozenset(("报告人", "讲话人", "演讲人", "演讲者", "主讲人", "发言人", "致辞人"))
_OPENING = 12  # paragraphs that may say who is there and why


@dataclass(frozen=True)
class _Reading:
    """A part as the finders below need it."""

    part: Part
    front: list[Block]
    tail: list[Block]
    fields: list[lines.Field]
    labels: list[TurnLabel | None]
    title: str | None
    kind: str


def extract_metadata(part: Part, gazetteer: Gazetteer, labels: Sequence[TurnLabel | None] | None = None) -> Metadata:
    """Title, kind, date, language, people, publication and meeting of a part; its turn `labels`, where known already.

    Places that disagree on the date are both kept: `date_printed` is the form believed, `problems` name the other.

    >>> from ..spans import MappedText
    >>> lines = ["在全县治水会议上的讲话", "某县县长　李群", "（二〇〇三年五月六日）"]
    >>> blocks = tuple(Block("head", MappedText.of(line, 0)) for line in lines)
    >>> found = extract_metadata(Part(None, blocks), Gazetteer())
    >>> found.kind, found.date, found.people[0].name, found.meeting.name
    ('speech', '2003-05-06', '李群', '全县治水会议')
    """
    reading = _read(part, find_labels(part.blocks, gazetteer) if labels is None else labels)
    printed = dating.printed_dates(part, reading.front, reading.fields, reading.tail, reading.title)
    best, problems = dating.find_date(printed, reading.kind)
    issue = next((p.date.edtf for p in printed if p.place == "issue"), None)
    dropped = [block.text.text for block in part.blocks if block.kind == "dropped" and block.markup == "page head"]
    publication = publications.find_publication(reading.front, reading.tail, dropped, reading.fields, issue)
    people = _people(reading, publication, gazetteer)
    present = attendance.with_full_names(attendance.listed(reading.front), gazetteer)
    title, date = reading.title, best.date.edtf if best else None
    if date is None and publication and (year := publications.year_of_issue(publication)):
        date = year
    if reading.kind == "book" and publication:
        title = publications.printed_title(publication.title, reading.front) or title
        publication = replace(publication, title=title)
        date = publication.date or date
    return Metadata(
        title=title,
        kind=reading.kind,
        date=date,
        date_printed=best.date.printed if best else None,
        language=language.language_of(part),
        people=people,
        publication=publication,
        meeting=_meeting(reading, people, present, best, gazetteer),
        problems=problems,
        present=attendance.merged(present),
    )


def _read(part: Part, found: Sequence[TurnLabel | None]) -> _Reading:
    labelled = (block for block, label in zip(part.blocks, found, strict=True) if label)
    turns = {id(block) for block in labelled if lines.leading_bracket(block.text.text) is None}
    front = [block for block in lines.front(part) if id(block) not in turns]  # 主席：某国… is said, and no field
    tail = lines.closing(part)
    labels = [label for block, label in zip(part.blocks, found, strict=True) if block.kind != "dropped"]
    part = replace(part, blocks=tuple(block for block in part.blocks if block.kind != "dropped"))
    title = titles.tidy_title(part.title.text) if part.title else titles.find_title(front)
    imprint = [block.text.text for block in (*front, *tail)]
    named = [lines.Field(lines.meaning_of(name), name, value) for name, value in part.fields]
    fields = [*named, *lines.all_fields(front), *lines.all_fields(tail)]
    shown = {block.kind for block in part.blocks}
    if part.part is None and "heading" in shown and "body" not in shown and not kinds.is_book(imprint):
        kind = "compilation"
    elif kinds.is_book(imprint):
        kind = "book"
    elif part.part is not None and title and kinds.forwards(title):
        kind = "article"
    else:
        kind = kinds.kind_of(title, [lines.clean(b.text.text) for b in front if b.kind == "head"], labels)
    if kind == "article" and any(re.match("访谈|訪談|采访|採訪|对话|受访|座谈", field.name) for field in fields):
        kind = "transcript"  # 访谈嘉宾：, 采访对象： stand over nothing else
    elif kind == "article" and (any(field.name in _OF_A_SPEECH for field in fields) or _announced(part)):
        kind = "speech"
    if kind == "compilation" and not any(b.kind == "head" for b in part.blocks):
        title = None
    return _Reading(part, front, tail, fields, labels, title, kind)


def _announced(part: Part) -> str | None:
    """The paragraph that announces what one person said."""
    texts = [block.text.text for block in part.blocks if block.kind == "body"]
    at = announced(texts)
    return texts[at] if at is not None else None


def _people(reading: _Reading, publication: PublicationData | None, gazetteer: Gazetteer) -> tuple[PersonData, ...]:
    """By-lines, the fields for author, reporter and editor, the speaker a title names."""
    role = "speaker" if reading.kind == "speech" else "author"
    found: list[PersonData] = []
    if reading.kind in ("book", "compilation"):
        found += publications.makers(reading.front)
    else:
        for signer in persons.signers(reading.front, reading.title):
            own = "reporter" if signer.reporter else "author" if signer.is_body else role
            if reading.kind == "transcript" and not signer.is_body and signer.name in (reading.title or ""):
                own = "speaker"
            found.append(PersonData(signer.name, own, signer.position))
    found += [_in_role(person, role) for person in _in_fields(reading)]
    if reading.kind == "article":
        texts = [block.text.text for block in reading.part.blocks if block.kind == "body"]
        told = [PersonData(s.name, "reporter" if s.reporter else role, s.position) for s in bylines.told_by(texts)]
        signed = {person.name for person in found if person.role != "editor"}
        found += [person for person in told if not signed or person.name in signed]
    found += persons.reporters_below(reading.tail)
    found = persons.with_post_below(found, reading.tail)
    if reading.kind == "article":
        below = [PersonData(s.name, role, s.position) for s in persons.signers_below(reading.tail, reading.fields)]
        above = {person.name for person in found}  # may be the first of those who sign together
        found += below if not found or above & {person.name for person in below} else []
    if reading.kind in ("speech", "transcript") and reading.title and not any(p.role == "speaker" for p in found):
        found += [
            PersonData(s.name, "speaker", s.position) for s in persons.speakers_in_title(reading.title, gazetteer)
        ]
    if reading.kind == "speech" and (announcing := _announced(reading.part)):
        named = [person for person in find_named(announcing, gazetteer) if person.position]
        if not any(p.role == "speaker" for p in found) and named:
            found.append(PersonData(named[0].name, "speaker", named[0].position))
        found = persons.with_offices(found, [announcing], gazetteer)
    if reading.kind == "transcript":
        found = persons.with_offices(found, _opening(reading), gazetteer)
    return persons.merge_people(found)


def _in_fields(reading: _Reading) -> Iterator[PersonData]:
    """The persons of fields: 作者：, 记者：, 责任编辑：; over a proposal 提案人：沈静川　连署人：罗念　何秀兰."""
    for field in reading.fields:
        if field.meaning in ("author", "reporter", "editor"):
            yield from (persons.recorded if (field.name, field.value) in reading.part.fields else persons.read_people)(
                field
            )
        elif field.meaning == "mover" and reading.kind == "article":
            yield from (replace(person, role="author") for person in persons.read_people(field))


def _in_role(person: PersonData, role: str) -> PersonData:
    return replace(person, role=role) if person.role == "author" else person


def _meeting(
    reading: _Reading,
    people: Sequence[PersonData],
    listed: Sequence[ParticipantData],
    best: dating.PrintedDate | None,
    gazetteer: Gazetteer,
) -> MeetingData | None:
    opening = _opening(reading)
    lead = _lead(reading)  # a report of what follows, in a record of turns
    own = ("record", "when", "below-title", "title", "aside", "head", "signature", "published", "lead")
    date = best.date if best and best.place in own else None
    sources = meetings.MeetingSources(
        reading.title,
        reading.kind,
        reading.front,
        reading.fields,
        opening,
        date,
        best.date.year if best else None,
        best.date if best and reading.kind in ("article", "transcript") else None,
        lead,
    )
    meeting = meetings.find_meeting(sources)
    if meeting is None:
        return None
    present = [ParticipantData(p.name, p.position) for p in people if p.role == "speaker"]
    present += listed
    present += attendance.listed([block for block in reading.tail if block.kind == "tail"])
    present += attendance.said_present(lead, "article", gazetteer)
    present += attendance.said_present(opening[len(lead) :], reading.kind, gazetteer)
    if reading.kind == "article":
        present += telling.tellers((b.text.text for b in reading.part.blocks if b.kind == "body"), gazetteer)
    present = attendance.with_offices(present, opening, gazetteer)
    chair = next((p.name for p in present if p.role == "chair"), None)
    return replace(meeting, host=meeting.host or chair, participants=attendance.merged(present))


def _lead(reading: _Reading) -> list[str]:
    """The paragraphs before the first turn of a record, all of one without turns; none in other texts."""
    if reading.kind == "speech":  # …致闭幕词，全文如下： over the speech
        texts = [block.text.text for block in reading.part.blocks if block.kind == "body"]
        at = announced(texts)
        return texts[: at + 1] if at is not None else []
    if reading.kind != "transcript":
        return []
    if not any(reading.labels):
        return _opening(reading)
    first = next(i for i, label in enumerate(reading.labels) if label)
    lead = [block.text.text for block in reading.part.blocks[:first] if block.kind == "body"]
    return lead[:_OPENING]


def _opening(reading: _Reading) -> list[str]:
    """The first paragraphs of text, turn labels left out."""
    labelled = zip(reading.part.blocks, reading.labels, strict=True)
    texts = (block.text.text[label.start if label else 0 :] for block, label in labelled if block.kind == "body")
    return list(islice(texts, _OPENING))
