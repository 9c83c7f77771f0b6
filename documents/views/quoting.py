"""Who quotes whom, who names whom, and when: what a speaker's page says beyond rows of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, ExtractYear

from archive.lib.chinese import fold
from documents import visibility
from documents.models import Contribution, Quotation, Remark, SearchText
from documents.search.appearances import OWN_WORDS, around, with_quoter
from documents.search.base import newest
from documents.search.query import Query
from people.models import Speaker

from .found import Hit, shown
from .works import naming_a_work

LOOKED_AT = 5_000  # quotations of a speaker, the newest, of which it is counted who quotes them
NAMING = 60  # texts that name a speaker, the newest, from which those of others are shown
MOST_FORMS = 12


def quotations_by(speaker: Speaker) -> QuerySet[Quotation]:
    """Quotations that stand in what the speaker said, or in a document without remarks that the speaker wrote."""
    written = Contribution.objects.filter(document=OuterRef("document"), speaker=speaker, role__in=OWN_WORDS)
    # Only the speaker's own documents are looked into: the rest of the condition is dear.
    spoken, signed = (rows.filter(speaker=speaker).order_by() for rows in (Remark.objects, Contribution.objects))
    near = Q(document__in=spoken.values("document").union(signed.values("document")))
    said = Exists(around().filter(speaker=speaker)) | (Exists(written) & ~Exists(around()))
    return visibility.quotations().filter(near).filter(said)


Tie = tuple[str, str, int]  # public id or key, name or title, number


@dataclass(slots=True)
class Ties:
    """What ties a speaker to others: remarks and quotations by year, works cited, people on either side."""

    said: dict[int, int] = field(default_factory=dict)
    quoted: dict[int, int] = field(default_factory=dict)
    works: list[Tie] = field(default_factory=list)
    quotes: list[Tie] = field(default_factory=list)
    quoted_by: list[Tie] = field(default_factory=list)


def ties_of(speaker: Speaker) -> Ties:
    """All of it, the most frequent first, in one query."""
    quoted = visibility.quotations().filter(speakers=speaker)
    year = Cast(ExtractYear("document__date_earliest"), CharField())
    latest = quoted.order_by("-pk").values("pk")[:LOOKED_AT]
    by_others = with_quoter(Quotation.objects.filter(pk__in=latest)).exclude(quoter_id="")
    parts = [
        _grouped("said", visibility.remarks().filter(speaker=speaker), year, Value("")),
        _grouped("quoted", quoted, year, Value("")),
        _grouped("works", naming_a_work().filter(speakers=speaker), F("key"), F("title")),
        _grouped(
            "quotes",
            quotations_by(speaker).filter(speakers__isnull=False),
            F("speakers__public_id"),
            F("speakers__name"),
        ),
        _grouped("quoted_by", by_others.exclude(quoter_id=speaker.public_id), F("quoter_id"), F("quoter")),
    ]
    found = Ties()
    rows = sorted(parts[0].union(*parts[1:], all=True), key=lambda row: (-row[3], row[2], row[1] or ""))
    for what, key, label, number in rows:
        if what in ("said", "quoted"):
            if key:
                getattr(found, what)[int(key)] = number
        else:
            getattr(found, what).append((key, label, number))
    return found


def _grouped(what: str, rows: QuerySet, key: F | Cast, label: F | Value) -> QuerySet:
    named = rows.order_by().annotate(
        _what=Value(what, output_field=CharField()), _key=key, _label=Cast(label, CharField(max_length=500))
    )
    return named.values_list("_what", "_key", "_label").annotate(_n=Count("pk"))


def naming(speaker: Speaker, most: int) -> list[Hit]:
    """What others said or wrote in which the speaker is named in full or by a known form, the newest first."""
    forms = [fold(form) for form in (speaker.name, *(name.form for name in speaker.names.all()))]
    forms = [form for form in dict.fromkeys(forms) if len(form) > 1][:MOST_FORMS]
    if speaker.kind != Speaker.Kind.PERSON or not forms:
        return []
    query = Query(all_of=(tuple(forms),), fields=(("kind", (SearchText.Kind.PARAGRAPH,)),))
    return list(shown(_of_others(newest(query, NAMING), speaker)[:most], query))


def _of_others(texts: Iterable[SearchText], speaker: Speaker) -> list[SearchText]:
    """The texts that are not the speaker's own, one of each remark."""
    found = {text.remark or text.ref: text for text in texts if text.speaker_id != speaker.pk}
    return list(found.values())
