"""Reads the quotations of a document in order and decides each, knowing those before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..types import QuotationData
from .anaphora import subject_of_sentence
from .antecedents import by_surname, resolve
from .cues import (
    AFTER_PROVERB,
    COMES_TO,
    SENTENCE_END,
    Cue,
    cue_after,
    cue_before,
    owner_before,
    sentence_start,
)
from .document import STOPS, Document, Place, Reading
from .neighbours import ACTORS, alternates, answers, goes_on
from .noun_phrases import PROVERB, Subject, read_phrase
from .reliability import OF_KIND, RELIABILITY
from .sources import Source, bracket_after, note_of, occasion_in, work_in
from .subjects import adjacent, mentioned, read_subject
from .surroundings import Surroundings
from .unnamed import BY_NOUN, IN_IT, paper_that_speaks, speaker_of_unnamed

KEPT = 0.5  # likelihood from which a quotation nobody is named for is kept
KEPT_WITH_SPEAKER = 0.35  # the same where somebody is
READ = 0.4  # certainty from which somebody counts as named

AFTER = frozenset({"verb-after", "is-after", "told-after", "of-after", "from-after", "sentence-after"})
SEVERAL = frozenset({"person", "people", "group", "body"})  # who may be said to have come to words together
PRONOUNS = frozenset("他她我你")
BESIDE = frozenset({*BY_NOUN, "said-of"})  # the subject stands at the end of its clause
ANY_SUBJECT = frozenset({"verb-before", "verb-after", "words-of"})  # any short phrase may be the subject
LABELS = frozenset({"person", "people", "pronoun", "group", "office"})  # what a label before a colon may be

_JOINED = re.compile(
    r"[\s，、；。：！？…,—]*(?:和|与|及|以及|或|并|并且|而且|要不然|否则|同时|等等|等)?[\s，、；。：！？…,—]*"
)
_TERMS_BEFORE = re.compile("(?:[“「][^“”「」，。]{1,12}[”」][、，和]?)+$")
_SURE_LABEL = 0.6  # from which a label is somebody's: no 骂声不绝：
PLACES = frozenset(("上面", "上边", "下面", "后面", "背面", "正面", "墙上", "门上", "封面"))
TITLE = re.compile("《([^《》]{2,40})》")
_WRITTEN_ON = re.compile("[^在从，。]{1,6}(?=[上里]$)")
_CITES = re.compile(
    "(?:引用|援引|引|背诵|念|读)[了过]?(?:这样)?[一两几]?[句段]?《([^《》]{2,40})》(?:[中里上]?的?[一两几]?[句段]?(?:话|名言|诗句?|古语|原文)?)?[：，]?$"
)
_PERCEIVED = re.compile("[听看读][了过到](?:[^，。：；]{0,24})[：:]?$")
_BORROWS = re.compile("(?:引用|借用|援引|引述|套用|化用)[^，。]{0,6}$")
_SAYING = re.compile("(?:古|俗|谚|成|老|古老)(?:语|话|训)|诗|名[言句]|格言|警句")
_WHEN = re.compile("[时後后]|的时候|之后|以后")
_AFTERWARDS = re.compile("(?:的[^，。]{1,6})?[以之]?后")
_MADE = re.compile(r"(?:作|写|发表|著|提出|报告)的[《“]")


NO_CUE = frozenset({"same-speaker", "topic"})  # what names no speaker of its own for words within words
NOBODY = Reading("nested", 0.0)  # words within somebody's words that are nobody else's: part of these


def read_quotations(document: Document) -> Iterator[QuotationData]:
    """The quotations, decided; a source after the last of several pieces is given to all of them."""
    reader = _Reader(document)
    for number, place in enumerate(document.places):
        nested = document.enter(place)
        reading = reader.decide(number, place)
        own = reading.name is not None and reading.rule not in NO_CUE
        document.readings.append(reading if not nested or own else NOBODY)
        reader.cover_pieces(number)
    for place, reading in zip(document.places, document.readings, strict=True):
        if _is_kept(place, reading):
            yield document.quotation(place, reading)


def _is_kept(place: Place, reading: Reading) -> bool:
    """Whether a stretch that form alone leaves in doubt is somebody's words; words within words are part of them."""
    named = reading.attributed and reading.certainty >= READ
    return reading is not NOBODY and place.found.confidence >= (KEPT_WITH_SPEAKER if named else KEPT)


class _Reader:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._last_source: Reading | None = None
        self._surroundings = Surroundings(document)

    def decide(self, number: int, place: Place) -> Reading:
        """The reading of one quotation: what is printed beside it, its cue, its neighbours, its lead-in."""
        document = self._document
        text = document.printed(place.index)
        source = bracket_after(text, place.after, document.roster)
        source = source or note_of(text, place.after, document.notes, place.found.paragraph, document.roster)
        if source and source.same and self._last_source:
            evidence = document.evidence(place.index, place.after, source.end)
            return replace(self._last_source, rule="same-source", evidence=evidence)
        reading = self._by_author_after(place) or answers(document, number) or self._joined(number, place)
        if reading is None and not self._is_perceived(place):
            reading = self._by_cue(place) or self._by_action(number, place)
        reading = (
            reading
            or self._quoted_first(number, place)
            or alternates(document, number, place)
            or goes_on(document, number, place)
            or self._surroundings.lead(place)
            or self._surroundings.acts_after(place)
        )
        reading = (
            reading
            or self._surroundings.turn(place)
            or self._surroundings.standing(place)
            or Reading("unattributed", RELIABILITY["unattributed"])
        )
        lead = self._surroundings.lead(place) if reading.name and not reading.work else None
        if lead and lead.name == reading.name:
            reading = replace(reading, work=lead.work)
        if source:
            reading = self._with_source(place, reading, source)
        if source or reading.work:
            self._last_source = reading
        return reading

    def _is_perceived(self, place: Place) -> bool:
        """Whether somebody reads or hears the words, and then does something: 周大山看到墙上的字：“…”后."""
        text = self._document.text(place.index)
        perceived = _PERCEIVED.search(text, max(0, place.mark - 32), place.mark)
        return perceived is not None and _AFTERWARDS.match(text, place.after) is not None

    # -- sources ---------------------------------------------------------------------------------------------------

    def _with_source(self, place: Place, reading: Reading, source: Source) -> Reading:
        """The source says who and whence; where it names a work only, the cue may say who."""
        evidence = self._document.evidence(place.index, place.after, source.end)
        certainty = RELIABILITY[source.rule]
        if source.rule == "note" and reading.attributed:
            return reading if reading.work else replace(reading, work=source.work)
        if source.subject:
            meant = resolve(source.subject, self._document, place, place.mark)
            name = meant.name if meant else None
            label, kind = source.subject.label, source.subject.kind
            return Reading(source.rule, certainty, label, name, kind, source.work, reading.occasion, evidence)
        if reading.attributed:
            work = source.work if source.rule == "bracket" else reading.work or source.work
            return replace(reading, work=work, certainty=max(reading.certainty, 0.8))
        return Reading(source.rule, certainty, None, None, "document", source.work, None, evidence)

    def cover_pieces(self, number: int) -> None:
        """A cue or a source after the last of several pieces of one passage covers them all."""
        reading = self._document.readings[number]
        if reading.rule in AFTER:
            self._cover_with_cue(number, reading)
        if reading.rule in ("bracket", "same-source") or (reading.work and self._last_source is reading):
            self._cover_with_source(number, reading)

    def _cover_with_cue(self, number: int, reading: Reading) -> None:
        readings = self._document.readings
        for later in range(number, 0, -1):
            gap = self._document.gap(later)
            if gap is None or readings[later - 1].attributed or not _JOINED.fullmatch(gap):
                return
            readings[later - 1] = replace(reading, certainty=reading.certainty * 0.9)

    def _cover_with_source(self, number: int, reading: Reading) -> None:
        readings = self._document.readings
        for later in range(number, 0, -1):
            gap, known = self._document.gap(later), readings[later - 1]
            if gap is None and self._document.runs_on(later):
                gap = ""
            if gap is None or len(gap) > 40 or len(SENTENCE_END.findall(gap)) > 1 or known.work:
                return
            if known.name and known.name == reading.name:
                readings[later - 1] = replace(known, work=reading.work)
            elif known.rule == "unattributed" and reading.name and _JOINED.fullmatch(gap):
                readings[later - 1] = replace(reading, certainty=reading.certainty * 0.9)
            else:
                return

    # -- cues ------------------------------------------------------------------------------------------------------

    def _joined(self, number: int, place: Place) -> Reading | None:
        """A second piece under one cue, or the next paragraph of a quotation that runs on."""
        if not number or not self._document.readings[number - 1].attributed:
            return None
        previous, gap = self._document.readings[number - 1], self._document.gap(number)
        if gap is not None and _JOINED.fullmatch(gap):
            if previous.rule in ("verb-after", "is-after") and gap.strip("，、"):
                return None
            return replace(previous, rule="same-cue", certainty=min(previous.certainty, RELIABILITY["same-cue"]))
        if self._document.runs_on(number):
            return replace(previous, rule="continued", certainty=min(previous.certainty, RELIABILITY["continued"]))
        return None

    def _by_author_after(self, place: Place) -> Reading | None:
        """The person whom the text names as the author after the marks, whoever cites the words before them."""
        text = self._document.text(place.index)
        proverb = AFTER_PROVERB.match(text, place.after)
        if proverb:
            evidence = self._document.evidence(place.index, place.after, proverb.end())
            return Reading("proverb", RELIABILITY["proverb"], None, None, "proverb", evidence=evidence)
        after = cue_after(text, place.after, True, text[place.end - 1] in STOPS)
        if after is None or after.rule not in ("is-after", "told-after"):
            return None
        reading = self._from_cue(after, place)
        kinds = SEVERAL if after.rule == "told-after" else ("person",)
        named = reading is not None and reading.kind in kinds and reading.label not in PRONOUNS
        return reading if named else None

    def _quoted_first(self, number: int, place: Place) -> Reading | None:
        """A paragraph that begins with marks and then says who speaks: “…。”石桥村的周大山是党员。周大山说：“…”"""
        document = self._document
        following = document.places[number + 1] if number + 1 < len(document.places) else None
        if following is None or following.index != place.index or following.mark <= place.after:
            return None
        text = document.text(place.index)
        opens = document.last_visible(place.index, place.mark) in STOPS  # of a sentence
        if place.mark and not (opens and not SENTENCE_END.search(text, place.after, following.mark)):
            return None
        cue = cue_before(text, following.mark)
        cue = cue if cue and cue.rule == "verb-before" and cue.start >= place.after else None
        reading = self._from_cue(cue, following) if cue else self._by_action(number + 1, following)
        if reading is None or reading.kind != "person" or not reading.name:
            return None
        return replace(reading, rule="quoted-first", certainty=min(reading.certainty, RELIABILITY["quoted-first"]))

    def _by_cue(self, place: Place) -> Reading | None:
        """What a cue in the sentence says: before the marks, around them, after them."""
        text = self._document.text(place.index)
        listed = _TERMS_BEFORE.search(text, max(0, place.mark - 120), place.mark)  # 高呼“减租”、“减息”、“…”
        cue = cue_before(text, listed.start() if listed else place.mark)
        if (
            cue and cue.subject.startswith("当") and "到" not in cue.subject and _WHEN.match(text, place.after)
        ):  # 当周大山说“…”时
            cue = replace(cue, subject=cue.subject[1:])
        ended = cue is not None and not cue.near and "□。" in text[cue.end : place.mark]  # another quotation between
        before = self._document.last_visible(place.index, place.mark)
        comma = self._document.printed(place.index)[place.end - 1] in "，,"
        begins = not before or before in STOPS + "”」』"
        after = cue_after(text, place.after, begins, text[place.end - 1] in STOPS, comma)
        if after and cue and not cue.near and begins:  # 周大山主张修路。“…。”孙小河说。
            reading = self._from_cue(after, place)
            if reading:
                return reading
        owner = owner_before(text, place.mark, place.after)
        if owner and cue and owner.start > cue.start and not cue.near:
            reading = self._from_cue(owner, place)
            if reading:
                return reading
        reading = self._from_cue(cue, place) if cue and not ended else None
        if reading:
            return reading
        if not (cue and cue.near):
            reading = self._from_cue(owner, place) if owner else None
            if reading:
                return reading
        elif cue.rule == "verb-before":
            return None
        return self._from_cue(after, place) if after else None

    def _by_action(self, number: int, place: Place) -> Reading | None:
        """Who does something between two pieces, or right before one: “…，”周大山站起来，“…”; 她头也不抬：“…”."""
        document, text = self._document, self._document.text(place.index)
        following = document.places[number + 1] if number + 1 < len(document.places) else None
        begin = sentence_start(text, place.mark)
        if self._document.gap(number) is not None:
            begin = max(begin, document.places[number - 1].after)
        candidates = [(begin, place.mark)]
        comma = document.printed(place.index)[place.end - 1] in "，,"
        if comma and following and following.index == place.index:
            candidates.insert(0, (place.after, following.mark))
        words = document.printed(place.index)[place.start : place.end]
        for start, end in candidates:
            clause = text[start:end].rstrip()
            if COMES_TO.search(clause[:-1]):
                continue
            if clause[-1:] not in ("，", "：", ",", ":") or not 2 < len(clause) <= 60 or "□" in clause:
                continue
            whole = words[-1] in STOPS + "，," or text[place.after : place.after + 1] in STOPS
            if start == begin and not whole and clause[-1] in "，,":
                continue
            subject, where = subject_of_sentence(text, start, end - 1, document.roster) or (None, start)
            if subject is None or subject.kind not in ACTORS or (clause[-1] in "，," and subject.kind == "group"):
                continue
            meant = resolve(by_surname(subject, document, place, where), document, place, where)
            if meant and meant.name:
                certainty = RELIABILITY["action"] * (0.6 + 0.4 * meant.certainty)
                evidence = document.evidence(place.index, where, end)
                return Reading("action", certainty, subject.label, meant.name, meant.kind, evidence=evidence)
        return None

    def _from_cue(self, cue: Cue, place: Place) -> Reading | None:
        """The reading of a cue: its subject in its own clause, else in an earlier one, else the speaker before."""
        document = self._document
        subject, start = self._subject(cue, place)
        if cue.rule == "label" and not (subject and subject.kind in LABELS and subject.certainty >= _SURE_LABEL):
            return None
        if subject is None:
            return speaker_of_unnamed(cue, document, place)
        evidence = document.evidence(place.index, start, cue.end)
        saying = cue.rule == "noun-before" and PROVERB.search(cue.subject + cue.verb) is not None  # 中国有句古话
        borrowed = _SAYING.match(cue.verb) is not None and _BORROWS.search(cue.subject) is not None  # 他引用古语“…”
        if subject.kind == "proverb" or borrowed or (saying and subject.kind not in ("person", "people", "pronoun")):
            return Reading("proverb", RELIABILITY["proverb"], subject.label, None, "proverb", evidence=evidence)
        label = document.as_printed(subject.label, place.index, start)
        meant = resolve(subject, document, place, start)
        if meant is None:
            return Reading(
                f"{cue.rule}-unresolved", RELIABILITY["unresolved"], label, None, subject.kind, evidence=evidence
            )
        name = document.as_printed(meant.name, place.index, start) if meant.name else None
        if meant.kind in ("person", "people") and meant.certainty > 0.7:
            for one in (name or "").split(";"):
                document.roster.add(one)
        certainty = RELIABILITY[cue.rule] * (0.6 + 0.4 * meant.certainty)
        certainty *= OF_KIND.get(subject.kind, 1.0 if meant is subject else 0.9)
        occasion = occasion_in(evidence) if cue.end <= place.mark else None
        return Reading(
            cue.rule, certainty, label, name, meant.kind, meant.work or work_in(evidence), occasion, evidence
        )

    def _beside(self, cue: Cue) -> Subject | None:
        """The subject in the clause of a cue, looked for where its rule has it stand."""
        roster = self._document.roster
        subject = mentioned(cue.subject, roster) if cue.rule in BY_NOUN else None
        if subject is None and cue.rule in BESIDE:
            subject = adjacent(cue.subject, roster)
        if cue.rule == "titled":
            return read_phrase(cue.subject, roster)
        if cue.rule == "sentence-after" and "，" in cue.subject:  # “…。”消息传开，街头的老人们说
            nearest = read_subject(cue.subject.rpartition("，")[2], roster)
            if nearest and nearest.kind in LABELS:
                return nearest
        return read_subject(cue.subject, roster) if subject is None and cue.rule != "owner" else subject

    def _subject(self, cue: Cue, place: Place) -> tuple[Subject | None, int]:
        """The subject of a cue and where the clause begins that holds it."""
        document = self._document
        before_marks = cue.end <= place.mark
        text = document.text(place.index)
        subject = self._beside(cue)
        if subject is None and not before_marks:
            return None, cue.start
        if subject and subject.kind == "printed" and not (cue.near and cue.rule in ANY_SUBJECT):
            subject = None
        if IN_IT.search(cue.subject.strip()):  # 信中说: its writer does
            return None, cue.start
        on = cue.subject.strip()
        paper = paper_that_speaks(cue)
        if paper:
            return Subject(paper, "document", 0.7, None, paper), cue.start
        if "着" in cue.verb and on not in PLACES and _WRITTEN_ON.match(on):  # 榜上写着
            return Subject(on[:-1], "document", 0.6, None, on[:-1]), cue.start
        cited = _CITES.search(text, cue.start, cue.end) if before_marks else None
        if cited:  # 周大山引用了一句《修路记》：
            return Subject(cited[1], "document", 0.8, None, cited[1]), cue.start
        if cue.verb[:1] in "写贴刻印" and (
            subject.label in PLACES if subject else "着" in cue.verb
        ):  # 《水权证》，上面写着
            return self._written_on(text, place, cue), cue.start
        if subject and subject.kind == "document" and not _MADE.search(cue.subject):
            return subject, cue.start
        if subject and subject.kind != "document":
            return by_surname(subject, document, place, cue.start), cue.start
        begin = sentence_start(text, place.mark)
        known, where = next(document.decided(), (None, place))
        if (
            subject is None
            and known
            and known.name
            and where.index == place.index
            and begin < where.after <= cue.start
            and text[where.after] != "的"
        ):
            begin = where.after  # 万长青说：“…”，又说：“…”: whoever that was
        found = subject_of_sentence(text, begin, cue.start, document.roster)
        if subject:  # 作的《…》这个报告中: its maker stands in an earlier clause
            maker = found[0] if found and found[0].kind == "person" else None
            return (replace(maker, work=subject.work), found[1]) if maker and found else (subject, cue.start)
        return (by_surname(found[0], document, place, found[1]), found[1]) if found else (None, cue.start)

    @staticmethod
    def _written_on(text: str, place: Place, cue: Cue) -> Subject | None:
        """The document that a sentence names before it says what is written on it."""
        titles = TITLE.findall(text[sentence_start(text, place.mark) : cue.start])
        return Subject(titles[-1], "document", 0.7, None, titles[-1]) if titles else None
