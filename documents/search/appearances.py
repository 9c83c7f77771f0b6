"""Where else the words of a quotation appear: other quotations of the archive that share them, oldest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from archive.lib.chinese import fold
from archive.replicas import connection
from documents import visibility
from documents.models import Contribution, Fingerprint, Quotation, Remark, SearchText
from documents.models.among import among
from documents.models.insert import insert
from documents.models.quotation import UNREAD
from documents.reuse import ALIKE, SHORTEST, Piece, fingerprints, likeness, variant

from .base import newest
from .query import MAX_TERM_CHARACTERS, Query

MAX_POSTINGS = 10_000  # for all fingerprints together; of a common one the newest quotations are looked at
MAX_FINGERPRINTS = 200  # of a long text; SQLite joins 500 queries at most
MAX_CANDIDATES = 200
MOST_TEXTS = 20  # unquoted
OWN_WORDS = (Contribution.Role.AUTHOR, Contribution.Role.SPEAKER)


@dataclass(frozen=True, slots=True)
class Appearance:
    """One place of the words: the quotation, how alike it is (0 to 1), its text as a diff against the earliest."""

    quotation: Quotation
    likeness: float
    pieces: tuple[Piece, ...]


def around() -> QuerySet[Remark]:
    """The remark in which the outer quotation stands."""
    at = OuterRef("paragraph__sequence")
    return Remark.objects.filter(document=OuterRef("document"), first__lte=at, last__gte=at)


def with_quoter(rows: QuerySet[Quotation]) -> QuerySet[Any]:
    """Quotations with `quoter_id` and `quoter` (public id, name): whose remark they stand in, else the first author.

    Both are empty where that is nobody known.
    """
    authors = Contribution.objects.filter(document=OuterRef("document"), role__in=OWN_WORDS, speaker__isnull=False)

    def of(those: QuerySet[Any], name: str) -> Subquery:
        named = those.values(said=Coalesce(f"speaker__{name}", Value("")))
        return Subquery(named[:1])

    def either(name: str) -> Coalesce:
        return Coalesce(of(around(), name), of(authors.order_by("sequence"), name), Value(""))

    return rows.annotate(quoter_id=either("public_id"), quoter=either("name"))


def index_fingerprints(quotations: Iterable[Quotation]) -> int:
    """Write anew, in a transaction, the fingerprints of these quotations (none for rejected ones); returns how many."""
    quotations = list(quotations)
    Fingerprint.objects.filter(quotation__in=among([q.pk for q in quotations])).delete()
    rows = [
        (value, quotation.pk)
        for quotation in quotations
        if quotation.status != Quotation.Status.REJECTED
        for value in sorted(fingerprints(quotation.text))
    ]
    return len(insert(Fingerprint, ["hash", "quotation_id"], rows))


def appearances(quotation: Quotation) -> list[Appearance]:
    """Every public place of the same words, the given one among them, oldest first; undated ones last.

    Four queries, whatever the size of the archive.
    """
    alike = places(quotation)
    same = list(
        with_quoter(visibility.quotations().filter(pk__in=alike))
        .select_related("document", "document__publication", "paragraph")
        .defer("imported", *UNREAD)
        .prefetch_related("speakers")
    )
    same.sort(key=lambda each: (each.document.date_earliest or date.max, each.pk))
    return [Appearance(each, alike[each.pk], variant(same[0].text, each.text)) for each in same]


def places(quotation: Quotation) -> dict[int, float]:
    """Keys of the quotations that have the same words, the given one among them, and how alike each is."""
    shared = Counter(_sharing(fingerprints(quotation.text)))
    wanted = [pk for pk, _ in shared.most_common(MAX_CANDIDATES)]
    texts = Quotation.objects.filter(pk__in=wanted).values_list("pk", "text")
    alike = {pk: how for pk, text in texts if (how := likeness(quotation.text, text)) >= ALIKE}
    return {**alike, quotation.pk: 1.0}


def _sharing(hashes: Collection[int]) -> list[int]:
    """Keys of the quotations that share fingerprints, once for each; of a common one so many of the newest.

    Every fingerprint is looked up by itself, in the order of its index: together they would be sorted.
    """
    some = sorted(hashes)[:MAX_FINGERPRINTS]
    if not some:
        return []
    table = Fingerprint._meta.db_table
    newest_of = f"SELECT quotation_id FROM {table} WHERE hash = %s ORDER BY quotation_id DESC LIMIT %s"
    union = " UNION ALL ".join([f"SELECT quotation_id FROM ({newest_of}) postings"] * len(some))
    with connection.cursor() as cursor:
        cursor.execute(union, [value for each in some for value in (each, MAX_POSTINGS // len(some))])
        return [pk for (pk,) in cursor.fetchall()]


def attributions(found: Iterable[Appearance]) -> list[tuple[str, int]]:
    """To whom the places give the words (speakers joined by 、), with the number of places; the most first.

    Places that name nobody, or only the work, give them to nobody. More than one name is a disagreement.
    """
    given = Counter(
        "、".join(sorted(speaker.name for speaker in each.quotation.speakers.all()))
        or each.quotation.speaker_name.replace(";", "、")
        for each in found
        if each.quotation.kind == Quotation.Kind.DIRECT
    )
    given.pop("", None)
    return given.most_common()


def unquoted(quotation: Quotation, known: Iterable[Appearance]) -> list[SearchText]:
    """Paragraphs that hold the same words without being among the places known: often where they come from."""
    words = fold(quotation.text)[:MAX_TERM_CHARACTERS]
    if len(words) < SHORTEST:
        return []
    paragraphs = {quotation.paragraph.public_id, *(each.quotation.paragraph.public_id for each in known)}
    query = Query(all_of=((words,),), fields=(("kind", (SearchText.Kind.PARAGRAPH,)),))
    return [text for text in newest(query, MOST_TEXTS + len(paragraphs)) if text.ref not in paragraphs][:MOST_TEXTS]
