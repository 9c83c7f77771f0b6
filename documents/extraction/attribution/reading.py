"""Walks the quotations of a document in order and decides each, knowing those before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from archive.lib.chinese import simplify
from people.names import is_office

from ..types import FoundQuotation, Metadata, ParagraphData, QuotationData, RemarkData
from .anaphora import group_before, head_subject, person_before, subject_of_sentence, topic_before
from .cues import SENTENCE_END, Cue, cue_after, cue_before, owner_before, sentence_start
from .leadins import governed_by
from .phrases import lacks_subject
from .roster import Roster
from .sources import Source, bracket_after, note_key, note_of, occasion_in, work_in
from .subjects import Subject, mentioned, read_subject

_OPENING = re.compile(r"(?:[“”\"＂〝〞「」『』‘’']|[?&]quot;?|&[lr]dquo;?|\\\")?\s*$")
_CLOSING = re.compile(r"\s*(?:[“”\"＂〝〞「」『』‘’']|[?&]quot;?|&[lr]dquo;?|\\\")?")
_JOINED = re.compile(r"[\s，、；。：！？…,—]*(?:和|与|及|以及|或|并|并且|而且|要不然|否则|同时|等等|等)?[\s，、；。：！？…,—]*")
_AGAIN = re.compile(r"又|还|也|并|接着|随后|随即|然后|同时|最后|再|继续|而且|另外|此外|进一步|一再|后来|于是|或")
# Titles of papers about one person, whom 他 then means: 周大山的言行, 关于周大山问题的处理
_ABOUT = re.compile(r"言行|言论|材料|罪|反党|反动|右派|处分|开除|问题|案件|档案|检举|揭发|批判|事迹|生平|传略|小传|别传|追记|人物|印象")
_STOPS = "。！？!?；;…"
KEPT = 0.5  # likelihood from which a quotation nobody is named for is kept
KEPT_WITH_SPEAKER = 0.35  # the same where somebody is

# How often a rule names the right speaker, measured on annotated files (docs/accuracy.md).
RELIABILITY = {
    "verb-before": 0.93,
    "said-of": 0.85,
    "noun-before": 0.85,
    "words-of": 0.85,
    "label": 0.8,
    "owner": 0.8,
    "same-speaker": 0.75,
    "topic": 0.55,
    "seen-by": 0.8,
    "possessive": 0.75,
    "reported": 0.7,
    "verb-after": 0.85,
    "is-after": 0.85,
    "of-after": 0.7,
    "from-after": 0.7,
    "sentence-after": 0.65,
    "same-cue": 0.88,
    "continued": 0.85,
    "bracket": 0.93,
    "dash": 0.85,
    "note": 0.9,
    "same-source": 0.9,
    "lead-in": 0.8,
    "standing": 0.5,
    "proverb": 0.9,
    "unattributed": 0.75,
}
_IN_IT = re.compile(r"^(?:信|来信|电报|文|书|报告|社论|文章|决议|通知|传单|批语)[中里上]$")
BY_NOUN = frozenset({"noun-before", "words-of", "possessive", "owner"})  # forms whose subject stands right before a noun
_MADE = re.compile(r"(?:作|写|发表|著|提出|报告)的[《“]")
LABELS = frozenset({"person", "people", "pronoun", "group", "office"})  # what a label before a colon may be
PRINTED_SUBJECTS = frozenset({"verb-before", "verb-after", "words-of"})  # forms in which any short phrase may be a subject
AFTER = frozenset({"verb-after", "is-after", "of-after", "from-after", "sentence-after"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What was decided of one quotation; `name` is the speaker, None where nobody is named."""

    rule: str
    certainty: float
    label: str | None = None
    name: str | None = None
    kind: str = "printed"  # of the subject
    work: str | None = None
    occasion: str | None = None
    evidence: str | None = None

    @property
    def attributed(self) -> bool:
        return self.name is not None or self.work is not None


@dataclass(frozen=True, slots=True)
class _Place:
    """A found quotation in its paragraph: its index among the body paragraphs, and where the marks are."""

    found: FoundQuotation
    index: int
    start: int
    end: int
    mark: int  # where the opening mark begins
    after: int  # where the closing mark ends


class Reader:
    """Decides the quotations of one document in reading order."""

    def __init__(
        self,
        found: tuple[FoundQuotation, ...],
        paragraphs: tuple[ParagraphData, ...],
        remarks: tuple[RemarkData, ...],
        metadata: Metadata,
        roster: Roster,
    ) -> None:
        self._body = [paragraph for paragraph in paragraphs if paragraph.kind == "body"]
        self._index = {paragraph.sequence: index for index, paragraph in enumerate(self._body)}
        self._found = found
        self._remarks = remarks
        self._metadata = metadata
        self._roster = roster
        self._notes: dict[str, list[ParagraphData]] = {}
        for paragraph in paragraphs:
            if paragraph.kind == "note" and paragraph.mark:
                self._notes.setdefault(note_key(paragraph.mark), []).append(paragraph)
        title = metadata.title or ""
        self._about = roster.only_one_in(title) if _ABOUT.search(title) else None
        self._leads = governed_by([paragraph.text.text for paragraph in self._body])
        self._lead_readings: dict[int, Reading | None] = {}
        self._places = [self._place(quotation) for quotation in found]
        self._plain: dict[int, str] = {}  # paragraph index → its text in one script, quotations blotted out
        self._readings: list[Reading] = []
        self._last_source: Reading | None = None

    # -- the texts -----------------------------------------------------------------------------------------------

    def _place(self, quotation: FoundQuotation) -> _Place:
        index = self._index[quotation.paragraph]
        text = self._body[index].text.text
        opening = _OPENING.search(text, max(0, quotation.start - 8), quotation.start)
        closing = _CLOSING.match(text, quotation.end)
        return _Place(
            quotation,
            index,
            quotation.start,
            quotation.end,
            opening.start() if opening else quotation.start,
            closing.end() if closing else quotation.end,
        )

    def _text(self, index: int) -> str:
        """The paragraph in simplified characters, what stands in quotations blotted out so that it splits nothing."""
        known = self._plain.get(index)
        if known is None:
            known = simplify(self._body[index].text.text)
            for place in self._places:
                if place.index == index:
                    inside = known[place.start : place.end]
                    blot = "□" * (len(inside) - 1) + (inside[-1] if inside[-1] in _STOPS else "□")
                    known = known[: place.start] + blot + known[place.end :]
            self._plain[index] = known
        return known

    # -- the walk ------------------------------------------------------------------------------------------------

    def read(self) -> Iterator[QuotationData]:
        """The quotations, decided; a source after the last of several pieces is given to all of them."""
        for number, place in enumerate(self._places):
            reading = self._decide(number, place)
            self._readings.append(reading)
            self._cover_pieces(number, reading)
        for place, reading in zip(self._places, self._readings, strict=True):
            quotation = self._quotation(place, reading)
            if quotation:
                yield quotation

    def _quotation(self, place: _Place, reading: Reading) -> QuotationData | None:
        likely = place.found.confidence
        if likely < (KEPT_WITH_SPEAKER if reading.attributed and reading.certainty >= 0.5 else KEPT):
            return None
        paragraph = self._body[place.index].text
        low, high = paragraph.source_span(place.start, place.end)
        return QuotationData(
            text=paragraph.text[place.start : place.end],
            kind="direct" if reading.attributed else "saying",
            paragraph=place.found.paragraph,
            start=place.start,
            end=place.end,
            source_start=low,
            source_end=high,
            label=reading.label,
            speaker=reading.name,
            work=reading.work,
            occasion=reading.occasion,
            evidence=reading.evidence,
            rule=reading.rule,
            confidence=round(min(0.99, reading.certainty * (0.5 + likely / 2)), 2),
        )

    def _decide(self, number: int, place: _Place) -> Reading:
        previous = self._readings[number - 1] if number else None
        before = self._places[number - 1] if number else None
        source = self._printed_source(place)
        if source and source.same and self._last_source:
            return replace(self._last_source, rule="same-source", evidence=self._evidence(place.index, place.after, source.end))
        reading = self._joined(place, before, previous) or self._by_cue(place) or self._by_lead(place)
        reading = reading or self._standing(place) or Reading("unattributed", RELIABILITY["unattributed"])
        lead = self._by_lead(place) if reading.name and not reading.work else None
        if lead and lead.name == reading.name:
            reading = replace(reading, work=lead.work)
        if source:
            reading = self._with_source(place, reading, source)
            self._last_source = reading
        elif reading.attributed and reading.rule != "same-source" and reading.work:
            self._last_source = reading
        return reading

    def _evidence(self, index: int, start: int, end: int) -> str:
        return self._body[index].text.text[start:end].strip()

    # -- sources -------------------------------------------------------------------------------------------------

    def _printed_source(self, place: _Place) -> Source | None:
        text = self._body[place.index].text.text
        found = bracket_after(text, place.after, self._roster)
        if found is None:
            found = note_of(text, place.after, self._notes, place.found.paragraph, self._roster)
        return found

    def _with_source(self, place: _Place, reading: Reading, source: Source) -> Reading:
        """The source says who and whence; where it names a work only, the cue may say who."""
        certainty = RELIABILITY.get(source.rule, 0.8)
        evidence = self._evidence(place.index, place.after, source.end)
        if source.subject:
            name = self._name(source.subject, place, place.mark)
            if source.rule == "note" and reading.name is None and reading.work:
                return reading
            if source.rule == "note" and reading.name:
                return replace(reading, work=reading.work or source.work)
            return Reading(
                source.rule, certainty, source.subject.label, name, source.subject.kind, source.work, reading.occasion, evidence
            )
        if reading.name or reading.work:
            work = source.work if source.rule == "bracket" else reading.work or source.work
            return replace(reading, work=work, certainty=max(reading.certainty, 0.8))
        return Reading(source.rule, certainty, None, None, "document", source.work, None, evidence)

    def _cover_pieces(self, number: int, reading: Reading) -> None:
        """A source, or a cue, after the last of several pieces of one passage covers them all."""
        if reading.rule in AFTER:
            for earlier in range(number - 1, -1, -1):
                piece, place = self._places[earlier], self._places[earlier + 1]
                if piece.index != place.index or self._readings[earlier].attributed:
                    return
                if not _JOINED.fullmatch(self._text(place.index)[piece.after : place.mark]):
                    return
                self._readings[earlier] = replace(reading, certainty=reading.certainty * 0.9)
        if reading.rule not in ("bracket", "same-source") and not (reading.work and self._last_source is reading):
            return
        place = self._places[number]
        for earlier in range(number - 1, -1, -1):
            piece, known = self._places[earlier], self._readings[earlier]
            gap = self._text(place.index)[piece.after : place.mark] if piece.index == place.index else None
            if gap is None or len(gap) > 40 or len(SENTENCE_END.findall(gap)) > 1 or known.work:
                return
            if known.name not in (None, reading.name) or (known.name is None and reading.name is None):
                return
            if known.name is None and (known.rule != "unattributed" or not _JOINED.fullmatch(gap)):
                return
            self._readings[earlier] = replace(
                known if known.name else replace(reading, certainty=reading.certainty * 0.9), work=reading.work
            )
            place = piece

    # -- cues ----------------------------------------------------------------------------------------------------

    def _joined(self, place: _Place, before: _Place | None, previous: Reading | None) -> Reading | None:
        """A second piece under one cue, or the next paragraph of a quotation that runs on."""
        if before is None or previous is None or not previous.attributed:
            return None
        if before.index == place.index:
            if before.after > place.mark:
                return None
            gap = self._text(place.index)[before.after : place.mark]
            if _JOINED.fullmatch(gap) and previous.rule not in ("verb-after", "is-after"):
                return replace(previous, rule="same-cue", certainty=min(previous.certainty, RELIABILITY["same-cue"]))
            if _JOINED.fullmatch(gap) and not gap.strip("，、"):
                return replace(previous, rule="same-cue", certainty=min(previous.certainty, RELIABILITY["same-cue"]))
            return None
        runs_on = before.end == len(self._body[before.index].text.text)
        if runs_on and before.index == place.index - 1 and place.mark == 0:
            return replace(previous, rule="continued", certainty=min(previous.certainty, RELIABILITY["continued"]))
        return None

    def _by_cue(self, place: _Place) -> Reading | None:
        text = self._text(place.index)
        cue = cue_before(text, place.mark)
        if cue and (cue.near or not self._ended_quotation(text, cue.end, place.mark)):
            reading = self._from_cue(cue, place, text)
            if reading:
                return reading
        owner = None if cue and cue.near else owner_before(text, place.mark, place.after)
        if owner:
            reading = self._from_cue(owner, place, text)
            if reading:
                return reading
        if cue and cue.near and cue.rule == "verb-before":
            return None
        opens = not text[: place.mark].strip() or text[: place.mark].rstrip()[-1:] in _STOPS + "”」』"
        stopped = text[place.end - 1] in _STOPS
        after = cue_after(text, place.after, opens, stopped)
        if after:
            return self._from_cue(after, place, text)
        return None

    @staticmethod
    def _ended_quotation(text: str, start: int, end: int) -> bool:
        """Another quotation that ends a sentence stands between."""
        return "□。" in text[start:end]

    def _from_cue(self, cue: Cue, place: _Place, text: str) -> Reading | None:
        """The reading of a cue: its subject in its own clause, else in an earlier one, else the speaker before."""
        before_marks = cue.end <= place.mark
        subject, start = self._subject(cue, place, text)
        if cue.rule == "label" and not (subject and subject.kind in LABELS):
            return None
        if subject is None:
            if before_marks and cue.rule not in BY_NOUN and (lacks_subject(cue.subject) or _IN_IT.search(cue.subject)):
                return self._same_speaker(cue, place)
            if cue.rule == "verb-before" and self._about:
                evidence = self._evidence(place.index, cue.start, cue.end)
                return Reading("topic", RELIABILITY["topic"], None, self._about, "person", evidence=evidence)
            return None
        evidence = self._evidence(place.index, start if before_marks else cue.start, cue.end)
        if subject.kind == "proverb":
            return Reading("proverb", RELIABILITY["proverb"], subject.label, None, "proverb", evidence=evidence)
        label = self._as_printed(subject.label, place.index, start)
        resolved = self._resolve(subject, place, text, start)
        if resolved is None:
            return Reading(f"{cue.rule}-unresolved", 0.4, label, None, subject.kind, evidence=evidence)
        certainty = RELIABILITY[cue.rule] * (0.6 + 0.4 * resolved.certainty)
        name = self._as_printed(resolved.name, place.index, 0) if resolved.name else None
        if resolved.kind in ("person", "people") and resolved.certainty > 0.7:
            for one in (name or "").split(";"):
                self._roster.add(one)
        if resolved is not subject:
            certainty *= 0.9
        occasion = occasion_in(evidence) if before_marks else None
        return Reading(
            cue.rule, certainty, label, name, resolved.kind, resolved.work or work_in(evidence), occasion, evidence
        )

    def _subject(self, cue: Cue, place: _Place, text: str) -> tuple[Subject | None, int]:
        """The subject of a cue and where the clause begins that holds it."""
        subject = mentioned(cue.subject, self._roster) if cue.rule in BY_NOUN else None
        if subject is None and cue.rule != "owner":
            subject = read_subject(cue.subject, self._roster)
        if subject and _IN_IT.search(cue.subject.strip()) and subject.kind in ("printed", "document", "office"):
            return None, cue.start
        if subject and subject.kind == "person" and len(subject.label) == 1 or (subject and subject.name == subject.label):
            subject = self._by_surname(subject, text[: cue.start])
        if subject and subject.kind == "document" and _MADE.search(cue.subject):
            maker = subject_of_sentence(text, sentence_start(text, place.mark), cue.start, self._roster)
            if maker and maker[0].kind == "person":
                return replace(maker[0], work=subject.work), maker[1]
        if subject and subject.kind == "printed" and cue.verb.startswith(("写", "贴")):
            return None, cue.start
        if subject and subject.kind == "printed" and not (cue.near and cue.rule in PRINTED_SUBJECTS):
            subject = None
        if subject or cue.end > place.mark:
            return subject, cue.start
        found = subject_of_sentence(text, sentence_start(text, place.mark), cue.start, self._roster)
        return found or (None, cue.start)

    def _by_surname(self, subject: Subject, before: str) -> Subject:
        """A bare surname, with an office or without, as the person of that surname named last before it."""
        surname = subject.label[:1]
        if subject.kind not in ("person", "printed") or len(subject.label) == 2 or len(subject.label) > 4:
            return subject
        if len(subject.label) > 1 and not is_office(subject.label[1:]):
            return subject
        name = self._roster.with_surname(surname, before[-400:])
        return replace(subject, kind="person", certainty=0.75, name=name) if name else subject

    def _as_printed(self, words: str, index: int, start: int) -> str:
        """Words found in the simplified paragraph, in the characters of the source."""
        at = self._text(index).find(words, start)
        return self._body[index].text.text[at : at + len(words)] if at >= 0 else words

    def _same_speaker(self, cue: Cue, place: _Place) -> Reading | None:
        """又说：“…” goes on with the speaker just before; another verb without a subject with whom the text speaks of."""
        evidence = self._evidence(place.index, cue.start, cue.end)
        known, where = (self._readings[-1], self._places[len(self._readings) - 1]) if self._readings else (None, None)
        if known and where and known.name and known.kind != "printed" and place.index - where.index < 2:
            text = self._text(place.index)
            since = text[where.after if where.index == place.index else 0 : place.mark]
            if _AGAIN.match(cue.subject.strip()) or (where.index == place.index and len(SENTENCE_END.findall(since)) < 1):
                certainty = RELIABILITY["same-speaker"] * (1 if cue.near and where.index == place.index else 0.75)
                return Reading("same-speaker", certainty, known.label, known.name, known.kind, evidence=evidence)
        topic = topic_before(self._text(place.index), place.mark, self._roster) if cue.near else None
        if topic and topic.kind in ("pronoun", "pronouns"):
            topic = self._resolve(topic, place, self._text(place.index), 0)
        if topic and topic.name:
            return Reading("topic", RELIABILITY["topic"], topic.label, topic.name, topic.kind, evidence=evidence)
        return None

    # -- who is meant --------------------------------------------------------------------------------------------

    def _resolve(self, subject: Subject, place: _Place, text: str, at: int) -> Subject | None:
        """The subject that a pronoun stands for; any other subject as it is."""
        if subject.kind == "pronoun":
            return self._person_before(place, text.find(subject.label, at))
        if subject.kind == "pronouns":
            return group_before(text, text.find(subject.label, at)) or self._speaker_before(place, ("group", "people", "body"))
        if subject.kind == "self":
            return self._speaking(place)
        if subject.kind == "selves":
            return None
        return subject

    def _name(self, subject: Subject, place: _Place, at: int) -> str | None:
        resolved = self._resolve(subject, place, self._text(place.index), at)
        return resolved.name if resolved else None

    def _person_before(self, place: _Place, at: int) -> Subject | None:
        """The person meant by 他: named in this paragraph, else the speaker before, else named in the last paragraph.

        A document about one person, who is in its title, means that person unless the sentence names another.
        """
        text, before = self._text(place.index), at if at >= 0 else place.mark
        speaker = self._speaker_before(place, ("person",))
        person = person_before(text, before, self._roster, 1 if self._about or self._just_spoke(place, before) else 4)
        if person:
            return person
        if speaker and self._just_spoke(place, before):
            return speaker
        if self._about:
            return Subject(self._about, "person", 0.75, self._about)
        if speaker:
            return speaker
        for index in range(place.index - 1, max(-1, place.index - 4), -1):
            text = self._text(index)
            person = head_subject(text[: sentence_end(text)], self._roster) or person_before(text, len(text), self._roster)
            if person and person.kind == "person":
                return replace(person, certainty=0.5)
        return None

    def _just_spoke(self, place: _Place, at: int) -> bool:
        """The sentence before the one at `at` ends with the last quotation, and a person said it."""
        if not self._readings or self._readings[-1].kind != "person" or not self._readings[-1].name:
            return False
        where = self._places[len(self._readings) - 1]
        begin = sentence_start(self._text(place.index), at)
        return where.index == place.index and where.after <= begin + 1 and begin - where.after < 3

    def _speaker_before(self, place: _Place, kinds: tuple[str, ...]) -> Subject | None:
        for known, where in zip(reversed(self._readings), reversed(self._places[: len(self._readings)]), strict=False):
            if place.index - where.index > 2:
                return None
            if known.name and known.kind in kinds:
                return Subject(known.label or known.name, known.kind, 0.65, known.name)
        return None

    def _speaking(self, place: _Place) -> Subject | None:
        """我 is whoever speaks in the turn, or the one author of the document."""
        sequence = place.found.paragraph
        for remark in self._remarks:
            if remark.first <= sequence <= remark.last and remark.speaker:
                return Subject("我", "person", 0.85, remark.speaker)
        people = [p.name for p in self._metadata.people if p.role in ("speaker", "author")]
        return Subject("我", "person", 0.7, people[0]) if len(people) == 1 else None

    # -- without a cue of its own --------------------------------------------------------------------------------

    def _by_lead(self, place: _Place) -> Reading | None:
        lead = self._leads.get(place.index)
        if lead is None:
            return None
        if lead not in self._lead_readings:
            self._lead_readings[lead] = self._read_lead(lead)
        return self._lead_readings[lead]

    def _read_lead(self, index: int) -> Reading | None:
        """What the lead-in says of who speaks: its last sentence, else the one before."""
        text = self._text(index)
        end = len(text)
        for _ in range(2):
            end = len(text[:end].rstrip(_STOPS + " 　"))
            begin = sentence_start(text, end)
            cue = cue_before(text, end)
            subject = read_subject(cue.subject, self._roster) if cue else None
            start = cue.start if cue else begin
            if cue and (subject is None or subject.kind == "printed"):
                found = subject_of_sentence(text, begin, end, self._roster)
                subject, start = found if found else (None, begin)
            if subject and subject.kind in ("person", "people", "body", "office", "group", "document"):
                region = self._body[index].text.text[start:end]
                certainty = RELIABILITY["lead-in"] * (0.6 + 0.4 * subject.certainty)
                work = subject.work or work_in(region)
                return Reading("lead-in", certainty, subject.label, subject.name, subject.kind, work, None, region.strip())
            end = begin
            if not end:
                break
        return None

    def _standing(self, place: _Place) -> Reading | None:
        """A long quotation that is a sentence of its own goes on with the speaker its paragraph reports."""
        text = self._text(place.index)
        before = text[: place.mark].rstrip()
        if place.end - place.start < 24 or not before or before[-1] not in _STOPS or "，" not in self._words(place):
            return None
        end = len(before)
        for _ in range(6):
            cue = cue_before(text, end - 1)
            if cue and cue.rule in ("reported", "verb-before"):
                subject = read_subject(cue.subject, self._roster)
                if subject and subject.kind == "person":
                    evidence = self._evidence(place.index, cue.start, cue.end)
                    return Reading("standing", RELIABILITY["standing"], subject.label, subject.name, "person", None, None, evidence)
            end = sentence_start(text, end - 1)
            if end <= 1:
                return None
        return None

    def _words(self, place: _Place) -> str:
        return self._body[place.index].text.text[place.start : place.end]


def sentence_end(text: str) -> int:
    """Where the first sentence of a text ends."""
    found = SENTENCE_END.search(text)
    return found.end() if found else len(text)
