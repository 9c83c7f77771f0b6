"""Persons named in running text, with the office printed beside them: 固原市委书记李文章同志, 习近平总书记.

Precision comes first: a name counts where an office stands before it, where a word of address follows it, or where
it is known already. How far an office reaches to the left is told by the parts of speech that rjieba gives.
Shared by the stages that look for people in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import rjieba

from archive.lib.words import alternation
from people.names import Gazetteer, is_office, is_person_name, name_after, name_before
from people.names.shapes import CALLINGS, HAN, HONORIFICS, OFFICES, SURNAMES

from .lexicon import words

_LAST = "".join(sorted({office[-1] for office in OFFICES}))
_FIRST = "".join(sorted({surname[0] for surname in SURNAMES}))
_LONGEST = max(map(len, OFFICES))
# Where an office may end and a name begin; every hit is looked at closely.
_SEAM = re.compile(rf"(?<=[{_LAST}])[ \u3000]?(?=[{_FIRST}{HAN}][{HAN}·])")
_ADDRESS = re.compile(alternation(h for h in HONORIFICS if len(h) > 1 and h not in OFFICES))
_NOUN = re.compile(r"n|b|j|l|s|f|vn|an|i|z|q|eng|m")
_VERBS = frozenset(words("office_verbs"))
_LEADS = re.compile("^(?:" + alternation(words("before_offices")) + ")+")
_WINDOW = 48  # characters looked at to the left of an office


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """A person named at `start`..`end` of a text; `position` is the office printed beside, None where there is none.

    `label` is the stretch as printed, office included.
    """

    name: str
    position: str | None
    label: str
    start: int
    end: int


def find_named(text: str, gazetteer: Gazetteer, known: frozenset[str] = frozenset()) -> list[NamedPerson]:
    """Persons named in `text`, in order, each place once; `known` are names the document gives elsewhere.

    >>> [(p.name, p.position) for p in find_named("得到固原市委书记李建华同志，副书记崔波同志的支持", Gazetteer())]
    [('李建华', '固原市委书记'), ('崔波', '副书记')]
    """
    found: dict[int, NamedPerson] = {}
    for person in (*_after_offices(text), *_before_offices(text, gazetteer, known), *_addressed(text)):
        at = person.end
        if at not in found or (person.position and not found[at].position):
            found[at] = person
    return sorted(found.values(), key=lambda p: p.start)


def _after_offices(text: str) -> Iterator[NamedPerson]:
    """Office and name: 自治区党委书记陈建国."""
    for seam in _SEAM.finditer(text):
        office = _office_ending(text, seam.start())
        if office is None:
            continue
        named = name_after(text, seam.end())
        if named is None:
            continue
        end, name = named
        start = position_start(text, seam.start(), len(office))
        position = text[start : seam.start()].strip()
        if position in CALLINGS:
            continue
        yield NamedPerson(name, position, text[start:end], start, end)


def _before_offices(text: str, gazetteer: Gazetteer, known: frozenset[str]) -> Iterator[NamedPerson]:
    """Name and office: 习近平总书记; only names that are known."""
    for hit in _known_names(gazetteer, known).finditer(text) if known or gazetteer.persons else ():
        end = hit.end()
        for length in range(min(_LONGEST, len(text) - end), 1, -1):
            office = text[end : end + length]
            if office in OFFICES and office not in CALLINGS:
                name = hit[0]
                full = gazetteer.candidates(name)
                if len(full) == 1:
                    name = full[0].name
                yield NamedPerson(name, office, text[hit.start() : end + length], hit.start(), end + length)
                break


def _addressed(text: str) -> Iterator[NamedPerson]:
    """Name and word of address: 李文章同志, 伊申格尔先生."""
    for hit in _ADDRESS.finditer(text):
        named = name_before(text, hit.start())
        if named:
            start, name = named
            yield NamedPerson(name, None, text[start : hit.start()], start, hit.start())


def _office_ending(text: str, end: int) -> str | None:
    """The longest office noun that ends at `end`."""
    for length in range(min(_LONGEST, end), 1, -1):
        if text[end - length : end] in OFFICES:
            return text[end - length : end]
    return None


def position_start(text: str, end: int, length: int) -> int:
    """Where the office begins whose last noun, of `length` characters, ends at `end`.

    >>> text = "接见了市委常委、宣传部部长王强"
    >>> text[position_start(text, 13, 2) : 13]
    '市委常委、宣传部部长'
    """
    low = max(0, end - _WINDOW)
    clause = max((text.rfind(mark, low, end) for mark in "，。；：！？（）()《》:,;!? \u3000\n"), default=-1) + 1
    low = max(low, clause)
    at = end - length
    tokens = _tokens(text[low:at])
    while tokens:
        word, tag = tokens.pop()
        if word == "、":
            before = "".join(w for w, _ in tokens)
            if not is_office(before) or before in CALLINGS:
                break
        elif word in "和与及暨" and len(word) == 1:
            if (
                not tokens
                or not _NOUN.match(tokens[-1][1])
                or tokens[-1][1].startswith("nr")
                or is_office(tokens[-1][0])
            ):
                break
        elif tag.startswith("nr") and is_person_name(word):
            break
        elif not (_NOUN.match(tag) or word in _VERBS or (word in "“”" and tag == "x")):
            break
        at -= len(word)
    lead = _LEADS.match(text[at:end])
    if lead and lead.end() < end - at:
        at += lead.end()
    while at < end and text[at] in "、和与及暨”":
        at += 1
    return at


def _tokens(text: str) -> list[tuple[str, str]]:
    return list(rjieba.tag(text)) if text else []


@cache
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(alternation(names) if names else r"(?!)")


def _known_names(gazetteer: Gazetteer, known: frozenset[str]) -> re.Pattern[str]:
    forms = {form for form in gazetteer.by_form if len(form) > 1}
    return _pattern(tuple(sorted(forms | known)))
