"""Who 他, 他们 and an unnamed subject stand for: the nearest sentence that names somebody decides."""

from __future__ import annotations

import re

from archive.lib.words import alternation
from people.names.shapes import HAN

from ..lexicon import words
from .cues import clauses_before, sentence_start
from .roster import Roster
from .subjects import Subject, name_at_head, read_phrase, skip_openers

_GROUP = re.compile(rf"([{HAN}（）]{{0,12}}?{alternation(h for h in words('group_heads') if len(h) > 1)}们?)(?![{HAN}]{{0,2}}的)")
_TITLE = re.compile(r"《[^《》]*》")
_HEAD_PRONOUN = re.compile(r"(他们|她们|他|她)(?!的|们)")
_AGAIN = re.compile(r"^(?:并|又|还|也|接着|随后|随即|然后|同时|最后|再|继续|并且|而且|另外|此外|进一步|一再|后来|于是)")


def continues(subject_text: str) -> bool:
    """Whether a clause without a subject goes on with the speaker before: 又说, 还指出.

    >>> continues("还"), continues("周大山")
    (True, False)
    """
    return not subject_text.strip() or bool(_AGAIN.match(subject_text.strip()))


def subject_of_sentence(text: str, begin: int, before: int, roster: Roster) -> tuple[Subject, int] | None:
    """The subject of the clauses of text[begin:before], the nearest first, and where its clause begins.

    >>> from people.names import Gazetteer
    >>> subject_of_sentence("县长周大山走进会场，擦了擦汗，", 0, 15, Roster(Gazetteer(), ["周大山"]))[0].name
    '周大山'
    """
    for start, end, _ in clauses_before(text, begin, before)[:8]:
        subject = head_subject(text[start:end], roster)
        if subject:
            return subject, start
    return None


def head_subject(clause: str, roster: Roster) -> Subject | None:
    """Who a clause begins with: a known name, a name after an office, a pronoun, or a group that is the whole of it."""
    printed = clause.strip()
    clause = _TITLE.sub(lambda title: "□" * len(title.group()), clause.strip()) if "《" in clause else clause.strip()
    head = clause[skip_openers(clause) :]
    pronoun = _HEAD_PRONOUN.match(head)
    if pronoun:
        return Subject(pronoun[1], "pronouns" if len(pronoun[1]) > 1 else "pronoun", 0.8)
    for mention in roster.people_in(head[:40]):
        if mention.start <= 16 and not head.startswith("的", mention.end):
            return Subject(mention.label, "person", 0.8 if mention.name else 0.5, mention.name or mention.label)
        break
    found = name_at_head(head)
    if found and not head.startswith("的", found[0]):
        return Subject(found[1], "person", 0.7, found[1])
    whole = read_phrase(printed[skip_openers(printed) :], roster)
    if whole and whole.kind in ("group", "body", "document", "office") and whole.certainty > 0.7:
        return whole
    return None


def person_before(text: str, at: int, roster: Roster) -> Subject | None:
    """The person 他 stands for at `at`: who the nearest clause begins with, else who the nearest sentence names first."""
    end = at
    for _ in range(4):
        begin = sentence_start(text, end)
        for start, stop, _ in clauses_before(text, begin, end)[:8]:
            subject = head_subject(text[start:stop], roster)
            if subject and subject.kind == "person":
                return subject
        mentions = [m for m in roster.people_in(text[begin:end]) if not text.startswith("们", begin + m.end)]
        if mentions:
            first = min(mentions)
            return Subject(first.label, "person", 0.6, first.name or first.label)
        if begin == 0 or begin == end:
            return None
        end = begin
    return None


def group_before(text: str, at: int) -> Subject | None:
    """The group 他们 stands for at `at`: the last one named before it, the present sentence first."""
    end = at
    for _ in range(3):
        begin = sentence_start(text, end)
        found = [m for m in _GROUP.finditer(text[begin:end])]
        if found:
            label = found[-1][1]
            return Subject(label, "group", 0.6, label)
        if begin == 0 or begin == end:
            return None
        end = begin
    return None
