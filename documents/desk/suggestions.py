"""Who may be meant by a name: speakers to choose from, each with the reasons that speak for him."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from rapidfuzz.distance import Levenshtein

from archive.lib.chinese import fold
from documents.models import Contribution, Mention, Participation, Quotation, Remark
from people.matching import Evidence, match_speaker
from people.models import Speaker
from people.names import is_office, is_person_name

MOST = 9  # as many as there are keys to choose with


@dataclass(slots=True)
class Suggestion:
    """A speaker who may be meant, with the reasons; the strongest comes first."""

    speaker: Speaker
    reasons: list[str] = field(default_factory=list)
    weight: float = 0.0


class Suggestions:
    """Gathers speakers and reasons."""

    def __init__(self) -> None:
        self.by_key: dict[int, Suggestion] = {}

    def add(self, speaker: Speaker | None, reason: str, weight: float) -> None:
        """Let a reason speak for a speaker; the same reason counts once."""
        if speaker is None or speaker.merged_into_id is not None:
            return
        suggestion = self.by_key.setdefault(speaker.pk, Suggestion(speaker))
        if reason not in suggestion.reasons:
            suggestion.reasons.append(reason)
            suggestion.weight += weight

    def best(self) -> list[Suggestion]:
        """The suggestions, strongest first."""
        return sorted(self.by_key.values(), key=lambda each: (-each.weight, each.speaker.sort_key))[:MOST]


def suggest(name: str, documents: Sequence[int], position: str = "", on: str = "") -> list[Suggestion]:
    """Who may be meant by `name` in these documents (keys), printed beside `position`, on the EDTF date `on`."""
    found = Suggestions()
    add_known(found, name, position, on)
    add_present(found, name, documents)
    return found.best()


def suggest_for(quotation: Quotation) -> list[Suggestion]:
    """Who may have said what is quoted: whom the machine took, who is known by the name, who else is near."""
    found = Suggestions()
    for speaker in quotation.speakers.all():
        found.add(speaker, _("the machine's reading"), 8)
    names = [part.strip() for part in (quotation.speaker_name or quotation.label).split(";") if part.strip()]
    for name in dict.fromkeys([*names, *([quotation.label] if quotation.label else [])]):
        add_known(found, name, "", quotation.document.date)
    add_present(found, names[0] if names else "", [quotation.document_id])
    add_of_work(found, quotation)
    return found.best()


def add_known(found: Suggestions, name: str, position: str, on: str) -> None:
    """Those whom the archive knows by this name or form."""
    if not name:
        return
    reasons = {
        Evidence.NAME: (_("exact name"), 6.0),
        Evidence.FORM: (_("known form “%s”") % name, 6.0),
        Evidence.OFFICE: (_("held that office then"), 7.0),
        Evidence.SAME_NAME: (_("exact name"), 4.0),
    }
    match = match_speaker(name, position, on)
    for candidate in match.candidates:
        found.add(candidate.speaker, *reasons[candidate.evidence])
    for candidate in match.excluded:
        found.add(candidate.speaker, _("same name, but did not live then"), 0.5)
    for speaker in Speaker.objects.filter(Q(name=name) | Q(names__form=name)).distinct()[:MOST]:
        found.add(speaker, _("exact name") if speaker.name == name else _("known form “%s”") % name, 4)


def add_present(found: Suggestions, name: str, documents: Sequence[int]) -> None:
    """Those who speak, take part or are named in the documents, above all with a name like this one."""
    kinds: tuple[tuple[Any, Any, float], ...] = (
        (Remark, _("speaks in this document"), 2.0),
        (Contribution, _("has a part in this document"), 2.0),
        (Participation, _("takes part in the meeting"), 1.5),
        (Mention, _("named in this document"), 1.0),
    )
    for model, reason, weight in kinds:
        rows = model.objects.filter(document__in=documents, speaker__isnull=False).select_related("speaker")
        seen = set()
        for row in rows.order_by("pk")[:500]:
            likeness, much = alike(name, row.speaker.name, row.position)
            if row.speaker_id not in seen and (likeness or not name or len(documents) == 1):
                seen.add(row.speaker_id)
                found.add(row.speaker, reason, weight)
            if likeness:
                found.add(row.speaker, likeness, much)
    quoted = Quotation.speakers.through.objects.filter(quotation__document__in=documents)
    keys = quoted.values_list("speaker", flat=True).distinct()[:200]
    for speaker in Speaker.objects.filter(pk__in=list(keys)):
        found.add(speaker, _("quoted elsewhere in this document"), 1)


def alike(name: str, full: str, position: str) -> tuple[str, float]:
    """How a printed name is like a full one, said in words, and how much that weighs; nothing if it is not.

    A surname before an office leaves out all of other surnames, however much they say in the document.

    >>> from django.utils.translation import override
    >>> with override("en"):
    ...     for printed, full in (("李书记", "李春来"), ("石博士", "石博"), ("王道一", "王道乙"), ("甲", "乙")):
    ...         print(printed, *alike(printed, full, "县委书记"))
    李书记 surname and office 8.0
    石博士 name before an office 8.0
    王道一 one character differs 3.0
    甲  0.0
    """
    one, other = fold(name), fold(full)
    if len(one) >= 2 and one != other:
        if len(one) == len(other) and Levenshtein.distance(one, other) == 1:
            return _("one character differs"), 3.0
        if one[0] == other[:1] and one[1:] in fold(position):
            return _("surname and office"), 8.0
        if one.startswith(other) and len(other) > 1:
            return _("name before an office"), 8.0
        if one[0] == other[:1] and is_person_name(full) and is_office(name) and not is_person_name(name):
            return _("the surname, before an office"), 7.0
        if other.startswith(one) or other.endswith(one):
            return _("part of the name"), 3.0
    return "", 0.0


def add_of_work(found: Suggestions, quotation: Quotation) -> None:
    """The authors of the work quoted, and those to whom other quotations from it are given."""
    if quotation.cited_work is not None:
        for author in quotation.cited_work.authors.all():
            found.add(author, _("author of 《%s》") % quotation.cited_work.title, 5)
    if quotation.work:
        others = Quotation.objects.filter(work=quotation.work).exclude(pk=quotation.pk).values("pk")[:200]
        tied = Quotation.speakers.through.objects.filter(quotation__in=list(others.values_list("pk", flat=True)))
        for row in tied.select_related("speaker"):
            found.add(row.speaker, _("quoted from 《%s》 elsewhere") % quotation.work, 2)


def speakers_named(text: str) -> tuple[list[Speaker], list[str]]:
    """The speakers that a typed line names, parted by semicolons, and the names that are nobody or several.

    A name may carry the speaker's address, as in 王明〔k3x9〕, which tells namesakes apart.
    """
    speakers, unknown = [], []
    for part in _parts(text):
        name, _bracket, rest = part.partition("〔")
        if rest:
            found = list(Speaker.objects.filter(public_id=rest.rstrip("〕"))[:1])
        else:
            standing = Speaker.objects.filter(merged_into=None)
            found = list(standing.filter(name=name)[:2]) or list(standing.filter(names__form=name).distinct()[:2])
        if len(found) == 1:
            speakers.append(found[0])
        else:
            unknown.append(name)
    return speakers, unknown


def _parts(text: str) -> Iterable[str]:
    return filter(None, (part.strip() for part in text.replace("；", ";").split(";")))
