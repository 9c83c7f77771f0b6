"""The document being read: its texts, where its quotations stand, who may be meant, and what is decided so far."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from archive.lib.chinese import simplify
from archive.lib.words import alternation
from people.names import is_person_name

from ..lexicon import words
from ..types import FoundQuotation, Metadata, ParagraphData, QuotationData, RemarkData
from .focus import Focus
from .leadins import governed_by
from .roster import Roster
from .sources import note_key

TEXT = ("body", "stage")  # the kinds of paragraphs that are read
STOPS = "。！？!?；;…"
MEMORY = 12  # quotations back that a speaker is remembered
MANY = 3  # paragraphs that make a habit
NEIGHBOURHOOD = 400  # characters before a cue in which a surname is looked for
_OPENING = re.compile(r"(?:[“”\"＂〝〞「」『』‘’']|[?&]quot;?|&[lr]dquo;?|\\\")?\s*$")
_CLOSING = re.compile(r"\s*(?:[“”\"＂〝〞「」『』‘’']|[?&]quot;?|&[lr]dquo;?|\\\")?")
# Titles of papers about one person, whom 他 then means: 周大山的言行, 关于周大山问题的处理
_ABOUT = re.compile(alternation(words("about_titles")))
_SHOUT = re.compile("(?:齐声)?(?:高呼|欢呼|齐呼|呼喊|呼口号|喊|答|问|说)$")  # 大家欢呼：
_I = re.compile("我(?![国党军们省市县区校院厂社局部会方])")
_CITED = re.compile("【[^【】]{2,90}】")
_AFTER_WHOLE = re.compile(r"[。！？!?；;…\s]*(?:[（(][^（()）]{1,40}[)）])?[。\s]*")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was decided of one quotation; `name` is the speaker, None where nobody is named.

    `kind` is that of the subject (subjects.Subject); `certainty` is how often such a reading is right.
    """

    rule: str
    certainty: float
    label: str | None = None
    name: str | None = None
    kind: str = "printed"
    work: str | None = None
    occasion: str | None = None
    evidence: str | None = None

    @property
    def attributed(self) -> bool:
        return self.name is not None or self.work is not None


@dataclass(frozen=True, slots=True)
class Place:
    """A found quotation in body paragraph `index`; the marks about it begin at `mark` and end at `after`."""

    found: FoundQuotation
    index: int
    start: int
    end: int
    mark: int
    after: int


def _start(place: Place) -> int:
    return place.start


def enclosed(places: Iterable[Place]) -> Iterator[tuple[Place, Place]]:
    """The quotations of a paragraph that stand in others, each with the innermost of those.

    In one pass: a line of fifty thousand quotations is no reason to compare each with all.
    """
    opened: list[Place] = []  # each begins behind the one before, and ends before it does
    for place in sorted(places, key=_start):
        while opened and opened[-1].end < place.end:
            opened.pop()
        if outer := next((each for each in reversed(opened) if each.start < place.start), None):
            yield place, outer
        opened.append(place)


def _first(remark: RemarkData) -> int:
    return remark.first


class Document:
    """What the stage knows of a document while it reads the quotations in order."""

    def __init__(
        self,
        found: tuple[FoundQuotation, ...],
        paragraphs: tuple[ParagraphData, ...],
        remarks: tuple[RemarkData, ...],
        metadata: Metadata,
        roster: Roster,
    ) -> None:
        self._paragraphs = paragraphs
        self.body = [paragraph for paragraph in paragraphs if paragraph.kind in TEXT]
        self.roster = roster
        self.remarks = remarks
        self.metadata = metadata
        self.notes: dict[str, list[ParagraphData]] = defaultdict(list)
        for paragraph in paragraphs:
            if paragraph.kind == "note" and paragraph.mark:
                self.notes[note_key(paragraph.mark)].append(paragraph)
        title = metadata.title or ""
        self._gathers = _ABOUT.search(title) is not None  # what is said by or about persons
        named = roster.only_one_in(title)
        authors = {person.name for person in metadata.people}
        told = named is not None and metadata.kind == "article" and named not in authors
        told = told and not re.search(f"[对向给致与和同为]{named}|{named}(?:同志)?(?:撰|著|主编|编著|执笔)", title)
        owned = told and title.startswith(f"{named}的")
        self._about = named if self._gathers or owned else None
        self.addressed = None if remarks else named  # whom a paper that says 你 speaks to
        self.told_of = named if told else None  # whom an article names in its title: 访周大山
        blocks = {number for number, paragraph in enumerate(self.body) if paragraph.quoted}
        self.leads = governed_by([paragraph.text.text for paragraph in self.body], blocks)
        self._index = {paragraph.sequence: i for i, paragraph in enumerate(self.body)}
        self.places = [self._place(quotation, self._index[quotation.paragraph]) for quotation in found]
        self.readings: list[Reading] = []
        self._by_paragraph: dict[int, list[Place]] = defaultdict(list)
        for place in self.places:
            self._by_paragraph[place.index].append(place)
        self._around = {place: outer for some in self._by_paragraph.values() for place, outer in enclosed(some)}
        self._texts: dict[tuple[int, Place | None], str] = {}
        self._inside: Place | None = None
        self._first_person: dict[int, bool] = {}  # of turns, by their first paragraphs

    def about(self, place: Place) -> str | None:
        """The one person whom the document, or in a paper about several the part under a name, is about."""
        here = self._focus.at(place.found.paragraph)
        if here or self._about or not self._gathers:
            return here or self._about
        remark = self.remark_of(place)
        return remark.speaker if remark else None

    @cached_property
    def _focus(self) -> Focus:
        return Focus(self._paragraphs, self.roster)

    def remark_of(self, place: Place) -> RemarkData | None:
        """The turn that a quotation stands in."""
        return self._remark_at(place.found.paragraph)

    def in_turn_of(self, place: Place, index: int) -> bool:
        """Whether a quotation stands in the same turn as body paragraph `index`, or both in none."""
        return self.remark_of(place) == self._remark_at(self.body[index].sequence)

    def _remark_at(self, sequence: int) -> RemarkData | None:
        at = bisect_right(self.remarks, sequence, key=_first) - 1
        return self.remarks[at] if at >= 0 and sequence <= self.remarks[at].last else None

    def _turn(self, remark: RemarkData) -> list[int]:
        """The body paragraphs of a turn."""
        return [self._index[n] for n in range(remark.first, remark.last + 1) if n in self._index]

    def says_i(self, remark: RemarkData) -> bool:
        """Whether a turn is told in the first person: it says 我 outside marks."""
        known = self._first_person.get(remark.first)
        if known is None:
            known = any(_I.search(self.text(index)) for index in self._turn(remark))
            self._first_person[remark.first] = known
        return known

    @cached_property
    def author_who_says_i(self) -> str | None:
        """The one author of a document without turns that is told in the first person."""
        people = [person.name for person in self.metadata.people if is_person_name(person.name)]
        if len(people) != 1:
            return None
        texts = [self.text(index) for index in range(len(self.body))]
        of_himself = any(people[0] in text for text in texts)  # who is named is told of
        says_i = sum(len(_I.findall(text)) for text in texts)
        return people[0] if not of_himself and says_i > max(2, sum(text.count("他") for text in texts)) else None

    @cached_property
    def quoted_paragraphs(self) -> dict[int, str]:
        """The paragraphs that are nothing but a quotation, in a turn or a document of such ones, with who speaks there.

        Papers that gather what somebody said set each of his words in marks under his name.
        """
        whole = {place.index for place in self.places if place.mark < 2 and self._all_quoted(place)}
        speakers: dict[int, str] = {}
        for remark in self.remarks:
            turn = self._turn(remark)
            if whole.issuperset(turn):
                speakers |= dict.fromkeys(turn, remark.speaker or _SHOUT.sub("", remark.label) or remark.label)
        persons = [person.name for person in self.metadata.people if is_person_name(person.name)]
        if not self.remarks and len(persons) == 1 and len(whole) >= MANY and len(whole) * 2 > len(self.body):
            speakers = dict.fromkeys(whole, persons[0])
        return speakers

    def _all_quoted(self, place: Place) -> bool:
        """Whether nothing but quotations follows the first of a paragraph."""
        printed, at = self.printed(place.index), place.after
        for other in self._by_paragraph[place.index]:
            if other.mark >= at and not printed[at : other.mark].strip("，、。； 　"):
                at = other.after
        return _AFTER_WHOLE.fullmatch(printed, at) is not None

    def _place(self, quotation: FoundQuotation, index: int) -> Place:
        text = self.printed(index)
        opening = _OPENING.search(text, max(0, quotation.start - 8), quotation.start)
        closing = _CLOSING.match(text, quotation.end)
        mark = opening.start() if opening else quotation.start
        return Place(
            quotation, index, quotation.start, quotation.end, mark, closing.end() if closing else quotation.end
        )

    def printed(self, index: int) -> str:
        """The body paragraph as it stands."""
        return self.body[index].text.text

    def enter(self, place: Place) -> bool:
        """Reads on inside the quotation that another one stands in, whose words are then seen; False where none is."""
        self._inside = self._around.get(place)
        return self._inside is not None

    def text(self, index: int) -> str:
        """The body paragraph in simplified characters, what stands in quotations blotted out so that it splits nothing.

        The length is that of the paragraph; the end of a sentence inside the marks stays visible.
        """
        key = (index, self._inside if self._inside and self._inside.index == index else None)
        known = self._texts.get(key)
        if known is None:
            plain = simplify(self.printed(index))
            pieces, at = [], 0
            for place in self._by_paragraph[index]:
                if place.start < at or place is key[1]:  # inside another quotation, or around the one that is read
                    continue
                last = plain[place.end - 1]
                pieces += [plain[at : place.start], "□" * (place.end - place.start - 1), last if last in STOPS else "□"]
                at = place.end
                cited = _CITED.match(plain, place.after)
                if cited:
                    pieces += [plain[at : cited.start()], "□" * (cited.end() - cited.start() - 1), "。"]
                    at = cited.end()
            known = self._texts[key] = "".join([*pieces, plain[at:]])
        return known

    def evidence(self, index: int, start: int, end: int) -> str:
        """The stretch of the paragraph that an attribution rests on."""
        return self.printed(index)[start:end].strip()

    def as_printed(self, label: str, index: int, near: int) -> str:
        """A label found in the simplified paragraph about `near`, in the characters of the source."""
        low = max(0, near - NEIGHBOURHOOD)
        at = self.text(index).find(label, low, near + NEIGHBOURHOOD)
        return self.printed(index)[at : at + len(label)] if at >= 0 else self.roster.printed(label)

    def last_visible(self, index: int, before: int) -> str:
        """The last character that is no white space before an offset of the paragraph; empty at its beginning."""
        return self.text(index)[max(0, before - 8) : before].rstrip()[-1:]

    def gap(self, number: int) -> str | None:
        """What stands between a quotation and the one before it in the same paragraph."""
        before, place = self.places[number - 1], self.places[number]
        if not number or before.index != place.index or before.after > place.mark:
            return None
        return self.text(place.index)[before.after : place.mark]

    def runs_on(self, number: int) -> bool:
        """Whether a quotation is the next paragraph of the one before, whose mark does not close."""
        before, place = self.places[number - 1], self.places[number]
        ends = before.end == len(self.printed(before.index)) and before.index == place.index - 1
        return bool(number) and ends and place.mark == 0 and self.remark_of(place) == self.remark_of(before)

    def quotation(self, place: Place, reading: Reading) -> QuotationData:
        """A place with its reading as a value of the engine."""
        paragraph = self.body[place.index].text
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
            confidence=round(min(0.99, reading.certainty * (0.5 + place.found.confidence / 2)), 2),
        )

    def decided(self) -> Iterator[tuple[Reading, Place]]:
        """The quotations decided so far with their places, the last first, as far back as is remembered."""
        count = len(self.readings)
        for number in range(count - 1, max(-1, count - 1 - MEMORY), -1):
            yield self.readings[number], self.places[number]
