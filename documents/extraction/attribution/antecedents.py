"""Who is meant: the person behind 他, the group behind 他们, the speaker behind 我 and behind a bare surname."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import replace
from itertools import islice

from people.names import is_office, is_person_name
from people.names.shapes import HAN, is_foreign_name

from ..lexicon import words
from .anaphora import TAUGHT, first_sentence, group_before, head_subject, is_one_of_a_group, person_before
from .cues import clauses_before, sentence_start, sentences_before
from .document import NEIGHBOURHOOD, Document, Place, Reading
from .neighbours import SOURCES
from .noun_phrases import GROUPS, Subject
from .roster import Roster

DEFINITE = frozenset(words("definite_persons"))  # one person the text has named before, if they stand alone
_LISTENER = re.compile("[他她][^，。]{0,6}?[对向跟给问劝骂]([^，。：]{2,16})")
_DENOUNCED = re.compile("(?:这个|该).{0,8}(?:分子|败类|家伙|坏蛋|恶霸|人)$")  # 这个坏分子
_THIS = ("这个", "这位", "该")
SECTION = 30  # paragraphs back that a person may be called by the surname alone


def resolve(subject: Subject, document: Document, place: Place, at: int) -> Subject | None:
    """Whom a pronoun stands for that stands at or after `at`; any other subject as it is; None where unknown."""
    text = document.text(place.index)
    if subject.kind == "pronoun":
        he = _person(document, place, _find(subject.label, text, at, place.after), subject.label)
        he = by_surname(he, document, place, at) if he and he.name == he.label else he
        if he is None or (he.label not in DEFINITE and not _DENOUNCED.match(he.label)):
            return he
        subject = he
    if subject.kind == "pronouns":
        group = group_before(text, max(0, text.find(subject.label, at, place.after)), document.roster)
        spoke = next(_spoke(document, place, ("group", "people", "body")), None)
        return group or (spoke[0] if spoke else None)
    if subject.kind == "self":
        return _speaking(document, place)
    if subject.kind == "selves":
        remark = document.remark_of(place)
        if subject.label[0] != "你" and remark and not remark.speaker and remark.label in GROUPS:  # 同学：…我们说
            return Subject(subject.label, "group", 0.6, remark.label)
        named = document.addressed if subject.label == "你" else None
        return Subject("你", "person", 0.6, named) if named else None
    if subject.kind == "office" and subject.name in (None, subject.label):
        return _of_that_office(subject, document.text(place.index)[:at], document)
    if subject.kind == "group" and subject.label in DEFINITE:
        return _the_old_man(document, place, max(0, text.rfind(subject.label, 0, place.mark)), subject)
    if subject.kind == "document" and subject.work and subject.work == subject.label and len(subject.work) < 5:
        return replace(subject, work=_title_ending_in(subject.work, document, place) or subject.work)
    this = subject.kind == "group" and subject.label.startswith(_THIS)
    told_of = document.told_of if _DENOUNCED.match(subject.label) else None  # 这位领导同志 may be anybody
    about = (document.about(place) or told_of) if this else None
    return replace(subject, kind="person", name=about) if about else subject


def _of_that_office(subject: Subject, before: str, document: Document) -> Subject:
    """The person of an office whom the paragraph has named with it: 周主席对孙小河说：“…”主席说."""
    named = before.rfind(subject.label)
    surname = before[max(0, named - 1) : max(0, named)]
    known = surname and surname not in "向付对和同与于"
    name = document.roster.resolve(surname + subject.label) if known else None
    return replace(subject, kind="person", certainty=0.75, name=name) if name else subject


def _title_ending_in(noun: str, document: Document, place: Place) -> str | None:
    """The title of a document that the text calls 协议: the last 《…协议》 before, up to two paragraphs back."""
    for index in range(place.index, max(-1, place.index - 3), -1):
        text = document.text(index)[: place.mark if index == place.index else None]
        titles = re.findall(f"《([^《》]{{0,40}}{noun})》", text)
        if titles:
            return document.as_printed(titles[-1], index, text.rfind(titles[-1]))
    return None


def _the_old_man(document: Document, place: Place, at: int, subject: Subject) -> Subject:
    """Whom 老人 means without a number: the person the paragraph was about, else the one before it."""
    text, roster = document.text(place.index), document.roster
    called = [name for name in re.findall(f"([{HAN}]{{2,3}}){subject.label}", text[:at]) if is_person_name(name)]
    if called:  # 到了贫农周大山老汉家，老汉说
        return Subject(subject.label, "person", 0.8, roster.resolve(called[-1]) or called[-1])
    person = person_before(text, at, roster, 8, heads_only=True, named=True)
    if person is None and place.index:
        before = document.text(place.index - 1)
        person = person_before(before, len(before), roster, 8, heads_only=True, named=True)
    about = document.about(place) or document.told_of
    if person is None and about and subject.label.startswith("该"):  # 该人
        return Subject(subject.label, "person", 0.6, about)
    return replace(person, certainty=min(person.certainty, 0.6)) if person else subject


def _find(pronoun: str, text: str, start: int, end: int) -> int:
    """Where a pronoun stands, not as part of 其他; -1 where it does not."""
    at = text.find(pronoun, start, end)
    while at > 0 and text[at - 1] == "其":
        at = text.find(pronoun, at + 1, end)
    return at


def by_surname(subject: Subject, document: Document, place: Place, at: int) -> Subject:
    """A bare surname, with an office or without, as the person of that surname whom the text names last before `at`."""
    label = subject.label
    if subject.kind not in ("person", "printed") or (subject.name not in (None, label) and len(label) > 1):
        return subject
    if len(label) > 1 and not (len(label) < 5 and is_office(label[1:])):
        return subject
    before = document.text(place.index)[max(0, at - NEIGHBOURHOOD) : at]
    name = document.roster.with_surname(label[0], before)
    about = document.about(place)
    name = name or (about if about and about.startswith(label[0]) else None)
    name = name or _of_surname_before(label[0], document, place) or _of_the_document(label[0], document)
    return replace(subject, kind="person", certainty=0.75, name=name) if name else subject


def _of_the_document(surname: str, document: Document) -> str | None:
    """The one person of a surname among those whose document it is: 万说, in a talk of 万长青."""
    people = {one.name for one in document.metadata.people if one.name[:1] == surname and is_person_name(one.name)}
    return people.pop() if len(people) == 1 else None


def _of_surname_before(surname: str, document: Document, place: Place) -> str | None:
    """The person of a surname whom the nearest paragraph before names; those known by now are looked for farther."""
    for index in range(place.index - 1, max(-1, place.index - 1 - SECTION), -1):
        text = document.text(index)
        name = document.roster.last_of_surname(surname, text)
        if name:
            return document.roster.resolve(name) or name
        if place.index - index < 3:
            name = document.roster.with_surname(surname, text[-NEIGHBOURHOOD:])
            if name:
                return name
    return None


def _person(document: Document, place: Place, at: int, pronoun: str) -> Subject | None:
    """The person meant by 他: named in this paragraph, else the speaker before, else named in the paragraphs before.

    A part about one person means that person unless a clause of the same sentence begins with the name of another.
    """
    text, before = document.text(place.index), at if at >= 0 else place.mark
    others = _spoken_to(text[before : place.mark], document) | _who_says_i(document, place)
    if text[before - 1 : before] == "被":  # 周大山被他骂了
        before = sentence_start(text, before)
    speaker, where = _he_spoke(document, place, others) or (None, place)
    just_spoke = speaker if _sentence_before_spoke(document, place, before) else None
    about = document.about(place)
    about = None if about in others else about
    heads_only = about is not None or document.told_of is not None
    reach = 1 if just_spoke or about else 4
    person = person_before(
        text,
        before,
        document.roster,
        reach,
        heads_only=heads_only,
        named=about is not None,
        pronoun=pronoun,
        others=others,
    )
    chain = None if about else _he_so_far(document, place, others)
    found = person or just_spoke
    if chain and not (found and _has_taken_over(found, text, before, document.roster)):
        return chain
    if found:
        return found
    if about:
        return Subject(about, "person", 0.75, about)
    just_named = _in_paragraphs_before(document, place, 1, others) if document.told_of else None
    if document.told_of and not just_named:
        return Subject(document.told_of, "person", 0.65, document.told_of)
    if speaker and not just_named:  # who has spoken, unless a paragraph since then is about somebody else
        just_named = _in_paragraphs_before(document, place, place.index - where.index - 1, others, heads_only=True)
    if just_named or speaker:
        return just_named or speaker
    first_person = any(_who_says_i(document, place)) and document.remark_of(place) is not None
    return _in_paragraphs_before(document, place, 3, others, heads_only=first_person) or _only_one(document, others)


def _he_so_far(document: Document, place: Place, others: Container[str | None]) -> Subject | None:
    """The one person whom the text has twice on end called 他, as a paper about him does whose title names nobody."""
    named: list[str] = []
    goes_on = document.text(place.index).lstrip().startswith(("他", "她", "对于"))
    for known, where in document.decided():
        if len(named) == 2 or known.rule in SOURCES or document.remark_of(where) != document.remark_of(place):
            break
        if where.index != place.index and not (goes_on and place.index - where.index == 1):
            break
        if known.label in ("他", "她") and known.kind == "person" and known.name:
            named.append(known.name)
    one = len(named) == 2 and named[0] == named[1] and named[0] not in others
    return Subject(named[0], "person", 0.7, named[0]) if one else None


def _has_taken_over(found: Subject, text: str, at: int, roster: Roster) -> bool:
    """Whether a whole sentence has begun with somebody since 他 was last said of another.

    Not in 关于周大山的报告，他说, nor in 周大山说肉多了，他不同意: there he is only what 他 speaks of.
    """
    for begin, end in islice(sentences_before(text, at + 1), 1, None):
        clauses = clauses_before(text, begin, end)
        heads = (head_subject(text[start:stop], roster) for start, stop, _ in reversed(clauses))
        head = next((subject for subject in heads if subject), None)
        if head and head.kind == "pronoun":
            return False
        if head and head.name == found.name:
            return not any(mark in text[begin:end] for mark in ("，他", "，她"))
    return False


def _spoken_to(clause: str, document: Document) -> frozenset[str | None]:
    """Whom a clause that begins with 他 names as somebody else: 她对周大山说."""
    found = _LISTENER.match(clause)
    names = document.roster.people_in(found[1]) if found else ()
    return frozenset(mention.name or mention.label for mention in names)


def _who_says_i(document: Document, place: Place) -> frozenset[str | None]:
    """Who speaks in a turn that says 我, or writes so: nobody calls himself 他."""
    remark = document.remark_of(place)
    if remark is None:
        author = document.author_who_says_i
        return frozenset((author,)) if author else frozenset()
    if not remark.speaker or not document.says_i(remark):
        return frozenset()
    return frozenset((remark.speaker,))


def _only_one(document: Document, others: Container[str | None]) -> Subject | None:
    """The one person of a document that has nobody else whom 他 could mean: it gathers what he said."""
    people = [person.name for person in document.metadata.people if is_person_name(person.name)]
    people = [name for name in people if name not in others]
    return Subject(people[0], "person", 0.5, people[0]) if len(people) == 1 else None


def _in_paragraphs_before(
    document: Document, place: Place, reach: int, others: Container[str | None], *, heads_only: bool = False
) -> Subject | None:
    """The person that one of the `reach` paragraphs before is about, the nearest first."""
    for index in range(place.index - 1, max(-1, place.index - 1 - reach), -1):
        text, roster = document.text(index), document.roster
        if text.startswith(("（", "(")):  # （周大山：可不是。） breaks in
            continue
        person = head_subject(first_sentence(text), roster)
        person = person or person_before(text, len(text), roster, heads_only=heads_only, others=others)
        if person and person.kind == "person" and person.name not in others:
            return replace(person, certainty=0.5)
    return None


def _sentence_before_spoke(document: Document, place: Place, at: int) -> bool:
    """Whether the sentence before the one at `at` ends with the last quotation, and a person said it."""
    known, where = next(document.decided(), (None, place))
    if known is None or known.kind != "person" or not known.name or where.index != place.index:
        return False
    begin = sentence_start(document.text(place.index), at)
    return where.after <= begin + 1 and begin - where.after < 3


def _he_spoke(document: Document, place: Place, others: Container[str | None]) -> tuple[Subject, Place] | None:
    """The last who spoke before of those whom 他 may mean; nobody calls the Chairman whom all are taught by 他."""
    for spoke, known, where in _spoke(document, place, ("person", "group")):
        answered = is_one_of_a_group(spoke) and _who_says_i(document, place)  # 那位先生说：“…”我说：“…”他说：“…”
        one = spoke.kind == "person" or answered
        if one and spoke.name not in others and not TAUGHT.search(known.evidence or ""):
            return spoke, where
    return None


def _spoke(document: Document, place: Place, kinds: tuple[str, ...]) -> Iterator[tuple[Subject, Reading, Place]]:
    """Who said the quotations before, the last first, of these kinds of subjects."""
    for known, where in document.decided():
        if place.index - where.index > 2:
            return
        if known.name and known.kind in kinds:
            yield Subject(known.label or known.name, known.kind, 0.65, known.name), known, where


def _speaking(document: Document, place: Place) -> Subject | None:
    """我 is whoever speaks in the turn, or the one author of the document."""
    remark = document.remark_of(place)
    if remark and remark.speaker:
        return Subject("我", "person", 0.85, remark.speaker)
    people = [one.name for one in document.metadata.people if one.role in ("speaker", "author")]
    people = [name for name in people if is_person_name(name) or is_foreign_name(name)]  # no 专案组
    return Subject("我", "person", 0.7, people[0]) if len(people) == 1 else None
