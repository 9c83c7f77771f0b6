"""Which speaker a printed name stands for: found, none or ambiguous, and why. An unsure name is attached to nobody.

Persons of the authority file are known by their names and other forms. Everybody else is known by a name and the
circumstances in which it was met: offices and dates. A name met again is the same person where an office or the date
agrees, never merely by name; and never a person of the authority file who cannot have spoken then.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.db.models import Q, QuerySet

from archive.lib import edtf
from archive.lib.chinese import fold
from archive.lib.public_ids import public_id

from .models import Speaker, SpeakerName, Tenure


class Outcome(StrEnum):
    FOUND = "found"
    NONE = "none"
    AMBIGUOUS = "ambiguous"


class Evidence(StrEnum):
    """Why a speaker may be the one meant."""

    NAME = "exact name"
    FORM = "known form"
    OFFICE = "office held on that date"
    SAME_NAME = "same name, nothing more known"


WORKING_LIFE = 40  # years between two documents in which one person of a name can have a part
PLACE = 2  # characters that name a place or body at the beginning of an office: 宁夏自治区党委书记, 宁夏政协主席


Span = tuple[date, date]


@dataclass(slots=True)
class Circumstances:
    """In what circumstances a name was met: offices printed beside it (folded), first and last day of the documents.

    Those in which the person spoke or took part are told from those that only quote or mention him, which may be
    written long after.
    """

    positions: set[str] = field(default_factory=set)
    spoke: Span | None = None
    named: Span | None = None

    def add(self, position: str, earliest: date | None, latest: date | None, speaking: bool) -> None:
        """One more appearance of the name, or several with the same office."""
        if position:
            self.positions.add(fold(position))
        if earliest and latest:
            name = "spoke" if speaking else "named"
            setattr(self, name, joined(getattr(self, name), (earliest, latest)))

    def update(self, other: Circumstances) -> None:
        """The appearances of both."""
        self.positions |= other.positions
        self.spoke, self.named = joined(self.spoke, other.spoke), joined(self.named, other.named)

    def agree(self, other: Circumstances) -> bool:
        """Whether both can be those of one person: an office is like one of the other's, or the dates allow it.

        >>> def met(position, on, speaking=True):
        ...     circumstances = Circumstances()
        ...     circumstances.add(position, *days(on), speaking)
        ...     return circumstances
        >>> met("宁夏自治区党委书记", "").agree(met("宁夏回族自治区政协主席", "2003"))
        True
        >>> met("青川县县长", "1998").agree(met("", "2003")), met("教师", "1936").agree(met("青川县县长", "1998"))
        (True, False)
        >>> met("教师", "1936").agree(met("", "1998", speaking=False)), met("", "").agree(met("", ""))
        (True, False)
        """
        return (
            near(self.spoke, other.spoke)
            or near(self.named, other.named)
            or said_before(self.spoke, other.named)
            or said_before(other.spoke, self.named)
            or any(alike(one, two) for one in self.positions for two in other.positions)
        )


def joined(one: Span | None, other: Span | None) -> Span | None:
    """The time from the first to the last day of both."""
    if not (one and other):
        return one or other
    return min(one[0], other[0]), max(one[1], other[1])


def near(one: Span | None, other: Span | None) -> bool:
    """Whether one person can have had a part at both times."""
    return (
        one is not None
        and other is not None
        and max(one[0], other[0]).year - min(one[1], other[1]).year <= WORKING_LIFE
    )


def said_before(spoke: Span | None, named: Span | None) -> bool:
    """Whether one who spoke at the one time can have been quoted at the other."""
    return spoke is not None and named is not None and spoke[0].year - named[1].year <= WORKING_LIFE


def alike(one: str, other: str) -> bool:
    """Whether two folded offices can be one person's: one says part of the other, or both are in one place."""
    return one in other or other in one or one[:PLACE] == other[:PLACE]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A speaker who may be meant; `form` is the name or form by which he was found."""

    speaker: Speaker
    form: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Match:
    """The answer. `speaker` is set only if found; `candidates` are all who may be meant, `excluded` who cannot be."""

    outcome: Outcome
    speaker: Speaker | None = None
    candidates: tuple[Candidate, ...] = ()
    excluded: tuple[Candidate, ...] = ()


def match_speaker(label: str, position: str | None = None, on: str | None = None, speaking: bool = True) -> Match:
    """Who the printed name `label` is, beside the office `position`, on the EDTF date `on`.

    `speaking` says that the person took part or spoke then, and so was alive; one may be quoted long after.
    """
    found = Authority.of_labels([label]).match(label, position, on, speaking)
    if found.outcome is not Outcome.NONE:
        return found
    same = Speaker.objects.filter(public_id=name_id(label, bool(found.excluded))).select_related("merged_into").first()
    if same is None:
        return found
    speaker = standing(same)
    candidate = Candidate(speaker, label, Evidence.SAME_NAME)
    return Match(Outcome.FOUND, speaker, (candidate,), found.excluded)


def name_id(name: str, namesake: bool = False) -> str:
    """The public id of a speaker known by name alone; `namesake` of one who shares it with an excluded person."""
    return public_id("speaker", name, "namesake" if namesake else "")


def standing(speaker: Speaker) -> Speaker:
    """The speaker, or the one he was merged into."""
    while speaker.merged_into is not None:
        speaker = speaker.merged_into
    return speaker


class Authority:
    """The speakers of the authority file by every name and form, folded so that 繁體 finds 简体."""

    def __init__(self, speakers: QuerySet[Speaker]) -> None:
        self.by_form: dict[str, list[tuple[Speaker, str, SpeakerName | None]]] = defaultdict(list)
        self.tenures: dict[int, list[Tenure]] = {}
        for speaker in speakers.prefetch_related("names", "tenures").order_by("public_id"):
            self.tenures[speaker.pk] = list(speaker.tenures.all())
            self.by_form[fold(speaker.name)].append((speaker, speaker.name, None))
            for form in speaker.names.all():
                self.by_form[fold(form.form)].append((speaker, form.form, form))

    @classmethod
    def whole(cls) -> Authority:
        """Every speaker of the authority file, as it is now."""
        return cls(Speaker.objects.filter(authority=True, merged_into=None))

    @classmethod
    def of_labels(cls, labels: Iterable[str]) -> Authority:
        """Those whom the labels may name."""
        forms = {form for label in labels for form in (label, fold(label))}
        named = Q(name__in=forms) | Q(names__form__in=forms)
        return cls(Speaker.objects.filter(named, authority=True, merged_into=None).distinct())

    def match(self, label: str, position: str | None = None, on: str | None = None, speaking: bool = True) -> Match:
        """Who of the authority file `label` is; see `match_speaker`."""
        earliest, latest = days(on)
        possible: dict[int, Candidate] = {}
        excluded: dict[int, Candidate] = {}
        for speaker, text, form in self.by_form.get(fold(label), ()):
            candidate = Candidate(speaker, text, Evidence.FORM if form else Evidence.NAME)
            if form and not overlap(form.start, form.end, earliest, latest):
                continue
            lived = could_speak(speaker, earliest, latest) if speaking else was_born(speaker, latest)
            (possible if lived else excluded).setdefault(speaker.pk, candidate)
        excluded_ones = tuple(each for pk, each in excluded.items() if pk not in possible)
        candidates = tuple(possible.values())
        if len(candidates) > 1:
            candidates = self.by_office(candidates, position, earliest, latest) or candidates
        if len(candidates) == 1:
            return Match(Outcome.FOUND, candidates[0].speaker, candidates, excluded_ones)
        return Match(Outcome.AMBIGUOUS if candidates else Outcome.NONE, None, candidates, excluded_ones)

    def by_office(
        self, candidates: Iterable[Candidate], position: str | None, earliest: date | None, latest: date | None
    ) -> tuple[Candidate, ...]:
        """Those who held the printed office at that time."""
        printed = fold(position or "")
        return tuple(
            Candidate(each.speaker, each.form, Evidence.OFFICE)
            for each in candidates
            if printed
            and any(
                same_office(tenure, printed) and overlap(tenure.start, tenure.end, earliest, latest)
                for tenure in self.tenures[each.speaker.pk]
            )
        )


def same_office(tenure: Tenure, printed: str) -> bool:
    """Whether a folded printed position names the office: each may leave out what the other says of the body."""
    office = fold(tenure.position)
    return bool(office) and (office in printed or printed in fold(tenure.organization) + office)


def days(on: str | None) -> tuple[date | None, date | None]:
    """The days an EDTF date allows; (None, None) where there is none."""
    try:
        return edtf.parse(on or "")
    except ValueError:
        return None, None


def overlap(start: str, end: str, earliest: date | None, latest: date | None) -> bool:
    """Whether the time from `start` to `end` (EDTF, empty if open) can hold a day between the two; unknown is yes."""
    begins, ends = days(start)[0], days(end)[1]
    return not (latest and begins and latest < begins) and not (earliest and ends and earliest > ends)


def was_born(speaker: Speaker, latest: date | None) -> bool:
    """Whether the speaker can have said anything by that day."""
    born = days(speaker.birth)[0]
    return not (born and latest and latest < born)


def could_speak(speaker: Speaker, earliest: date | None, latest: date | None) -> bool:
    """Whether the speaker can have lived then."""
    died = days(speaker.death)[1]
    return was_born(speaker, latest) and not (died and earliest and earliest > died)
