"""What the surroundings say of a quotation without a cue of its own: a lead-in, its turn, its paragraph."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice

from archive.lib.chinese import simplify
from people.names import is_person_name
from people.names.shapes import HAN

from ..types import RemarkData
from .anaphora import head_subject, subject_of_sentence
from .antecedents import resolve
from .cues import SENTENCE_END, Cue, clauses_before, cue_before, sentence_start
from .document import STOPS, Document, Place, Reading
from .noun_phrases import Subject, read_phrase
from .phrases import plain
from .reliability import RELIABILITY
from .sources import work_in
from .subjects import acting, mentioned, read_subject

_SOURCE_AT_END = re.compile("[（(][^（()）]{1,14}[0-9０-９][^（()）]{0,14}[)）]。?$")
_ENTRY = re.compile(rf"([{HAN}·]{{2,5}})(?:[（(][^（()）]{{2,40}}[)）])?[：:]?[“「]")  # 周大山“…”, with no colon
_CITED_WORDS = re.compile("(?:援引|引用|引述|转引)了?([^，。的]{2,12})的[^，。]{0,6}(?:话|论述|文字|原文)")
_ADDRESSED = re.compile("[并抄]?(?:转|转报|报|致|呈|送)(?!告|道)")  # 县委并转周书记：
_SPEAKS_OF_IT = ("这", "這", "那", "此", "的", "“", "「")
DIRECT = 0.6  # likelihood from which a stretch is words of somebody
NEAREST = 3  # quotations, and paragraphs, back
LEADERS = frozenset({"person", "people", "body", "office", "group", "document"})  # whom a lead-in may name


class Surroundings:
    """Reads them for one document, each lead-in once."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._lead_readings: dict[int, Reading | None] = {}

    def lead(self, place: Place) -> Reading | None:
        """What the lead-in says whose point the paragraph is, if it is one."""
        lead = self._document.leads.get(place.index)
        if lead is None or not self._document.in_turn_of(place, lead):
            return None
        if lead not in self._lead_readings:
            self._lead_readings[lead] = self._read_lead(lead, place)
        return self._lead_readings[lead]

    def _read_lead(self, index: int, place: Place) -> Reading | None:
        """What the lead-in says of who speaks: its last sentence, else the one before."""
        text, roster = self._document.text(index), self._document.roster
        end = len(text)
        for _ in range(2):
            while end and text[end - 1] in STOPS + " 　":
                end -= 1
            begin = sentence_start(text, end)
            cited = _CITED_WORDS.search(text, begin, end)
            author = read_phrase(cited[1], roster) if cited else None
            if author and author.kind in ("person", "people"):  # 我援引周大山的一段话，来说明这一点。
                return self._lead_reading(author, index, begin, end)
            cue, until = cue_before(text, end), end
            block = self._document.body[place.index].quoted
            if block and cue and cue.rule == "label" and not self._is_heading(cue):  # 他表示人手少，仍要把渠修好：
                until = cue.start
                cue = cue_before(text, until) if until > begin else None
            if cue and (cue.rule != "label" or self._is_heading(cue)):
                subject = mentioned(cue.subject, roster) or acting(cue.subject, roster)
                found: tuple[Subject, int] | None = (subject, cue.start) if subject else None
                if subject is None or subject.kind == "printed":
                    found = subject_of_sentence(text, begin, until, roster)
                if found and found[0].kind == "pronoun":  # 他表示没有学术负担：
                    here = replace(place, index=index, start=end, end=end, mark=end, after=end)
                    meant = resolve(found[0], self._document, here, found[1])
                    found = (meant, found[1]) if meant else None
                if found and found[0].kind in LEADERS:
                    return self._lead_reading(found[0], index, found[1], end)
            end = begin
        return None

    def _is_heading(self, cue: Cue) -> bool:
        """Whether a label stands over the points for itself: not 会议解决了以下问题：, no address of a letter."""
        subject = mentioned(cue.subject, self._document.roster) or acting(cue.subject, self._document.roster)
        if subject is None or _ADDRESSED.search(cue.subject):
            return False
        single = subject.kind in ("person", "people", "pronoun")
        return single or len(subject.label) * 2 >= len(plain(cue.subject).strip())

    def _lead_reading(self, subject: Subject, index: int, start: int, end: int) -> Reading:
        evidence = self._document.evidence(index, start, end)
        certainty = RELIABILITY["lead-in"] * (0.6 + 0.4 * subject.certainty)
        name = self._document.as_printed(subject.name, index, start) if subject.name else None
        work = subject.work or work_in(evidence)
        return Reading("lead-in", certainty, subject.label, name, subject.kind, work, evidence=evidence)

    def acts_after(self, place: Place) -> Reading | None:
        """Who does something in the sentence after the words that a paragraph begins with: “…。”周大山把图摊开."""
        text, roster = self._document.text(place.index), self._document.roster
        if place.mark or text[place.end - 1] not in STOPS or self._document.leads.get(place.index) is not None:
            return None
        ended = SENTENCE_END.search(text, place.after)
        end = ended.start() if ended else len(text)
        for start, stop, _ in reversed(clauses_before(text, place.after, end)):
            subject = head_subject(text[start:stop], roster)
            if subject and subject.kind == "person" and subject.name:
                evidence = self._document.evidence(place.index, start, stop)
                certainty = RELIABILITY["acts-after"]
                return Reading("acts-after", certainty, subject.label, subject.name, "person", evidence=evidence)
            if subject:
                return None
        return None

    def turn(self, place: Place) -> Reading | None:
        """The words of the one whose words, set in marks, are all there is, begin his turn, or are printed of him."""
        name = self._document.quoted_paragraphs.get(place.index)
        rule, remark = "in-turn", self._document.remark_of(place)
        if not name and remark and self._begins(place, remark):
            name = remark.speaker or remark.label
        if not name and remark:
            rule, name = "excerpt", self._excerpted(place, remark)
        return Reading(rule, RELIABILITY[rule], None, name, "person") if name else None

    def _just_spoke(self, name: str, place: Place) -> bool:
        """Whether the last words before that are somebody's, not far back, are those of the one a part is about."""
        for known, where in islice(self._document.decided(), NEAREST):
            if known.name:
                return known.name == name and place.index - where.index <= NEAREST
        return False

    def _begins(self, place: Place, remark: RemarkData) -> bool:
        """Whether a turn begins with a sentence in marks that the turn does not go on to speak of: “…。”这话…"""
        printed = self._document.printed(place.index)
        whole = place.mark == 0 and printed[place.end - 1] in STOPS
        spoken_of = printed[place.after :].lstrip().startswith(_SPEAKS_OF_IT)
        return whole and not spoken_of and place.found.paragraph == remark.first

    def _excerpted(self, place: Place, remark: RemarkData) -> str | None:
        """Who says what a paper prints of him: 周大山（县长）：路是“…”。（县报五月六日）"""
        printed = self._document.printed(place.index)
        if remark.last - remark.first > 1 or not _SOURCE_AT_END.search(printed.rstrip()[-40:]):
            return None
        entry = _ENTRY.match(printed) if place.found.paragraph > remark.first else None
        return entry[1] if entry and is_person_name(simplify(entry[1])) else remark.speaker

    def standing(self, place: Place) -> Reading | None:
        """A quotation that is a sentence of its own goes on with the speaker its paragraph reports.

        It does where that is whom the part is about, else if it is long.
        """
        document = self._document
        text = document.text(place.index)
        before = document.last_visible(place.index, place.mark)
        about = document.about(place)
        known, where = next(document.decided(), (None, place))
        if about and before and before in STOPS and known and known.name == about and where.index == place.index:
            return replace(known, rule="standing", certainty=RELIABILITY["standing"])
        if (
            about
            and is_person_name(simplify(about))
            and place.found.confidence >= DIRECT
            and self._just_spoke(about, place)
        ):
            return Reading("told-of", RELIABILITY["told-of"], about, about, "person")
        words = document.printed(place.index)[place.start : place.end]
        if len(words) < 24 or "，" not in words or not before or before not in STOPS:
            return None
        end = place.mark
        for _ in range(6):
            cue = cue_before(text, end - 1)
            if cue and cue.rule in ("reported", "verb-before"):
                subject = read_subject(cue.subject, document.roster)
                if subject and subject.kind == "person":
                    evidence = document.evidence(place.index, cue.start, cue.end)
                    certainty = RELIABILITY["standing"]
                    return Reading("standing", certainty, subject.label, subject.name, "person", evidence=evidence)
            end = sentence_start(text, end - 1)
            if end <= 1:
                return None
        return None
