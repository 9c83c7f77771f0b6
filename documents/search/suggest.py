"""What a search box offers while one types: names, publications, works, meetings and titles that hold what is typed.

Names are also known by their pinyin, whole or by initials: `maqizhi`, `ma qi` and `mqz` lead to 马启智.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from archive.lib.chinese import fold
from archive.replicas import connection
from documents import visibility
from documents.models import Document, Meeting, Publication, SearchText, Work
from people.models import Speaker

from .engines import engine
from .entries import KINDS
from .query import Query, parse
from .titles import publications_titled, works_titled
from .way import Way

MOST = {SearchText.Kind.NAME: 4, SearchText.Kind.MEETING: 3, SearchText.Kind.TITLE: 4}
LOOKED_AT = 2_000  # hits of a kind, the newest, of which the best are offered
SAME_LETTER = 5_000  # names that begin with the letter typed
LONGEST = 40  # characters typed that are looked at
TONES = str.maketrans("", "", "12345")


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What is offered, best first."""

    speakers: list[Speaker]
    meetings: list[Meeting]
    documents: list[Document]
    publications: list[Publication]
    works: list[Work]


def suggest(typed: str) -> Suggestions:
    """The people, meetings, documents, publications and works whose names hold every word of `typed`; none for
    operators alone.

    At most ten queries, none of which reads more than a few hundred rows but the one for pinyin.
    """
    query = parse(typed[:LONGEST])
    if query.narrowed or query.none_of or not query.all_of:
        return Suggestions([], [], [], [], [])
    found = {kind: _best(query, kind) for kind in MOST}
    names = visibility.speakers().filter(public_id__in=found[SearchText.Kind.NAME]).defer("imported", "sources")
    speakers = _in_order(names, found[SearchText.Kind.NAME])
    if not speakers:
        speakers = by_pinyin(typed) or by_pinyin(spelled(typed))
    meetings = visibility.meetings().filter(public_id__in=found[SearchText.Kind.MEETING])
    titles = visibility.documents().filter(public_id__in=found[SearchText.Kind.TITLE])
    return Suggestions(
        speakers,
        _in_order(meetings.defer("imported", "claimed_by"), found[SearchText.Kind.MEETING]),
        _in_order(titles.defer("imported", "claims", "problems"), found[SearchText.Kind.TITLE]),
        publications_titled(query, typed[:LONGEST]),
        works_titled(query, typed[:LONGEST]),
    )


def by_pinyin(typed: str) -> list[Speaker]:
    """People whose pinyin, or its initials, begin with the letters typed."""
    letters = re.sub(r"[\s'’]", "", fold_letters(typed))
    if not re.fullmatch(r"[a-z]{2,}", letters):
        return []
    rows = visibility.speakers().filter(sort_key__startswith=letters[0]).order_by("sort_key", "pk")
    keys = rows.values_list("pk", "sort_key")[:SAME_LETTER]
    matching = [pk for pk, key in keys if sounds_like(key, letters)][: MOST[SearchText.Kind.NAME]]
    found = Speaker.objects.defer("imported", "sources").in_bulk(matching) if matching else {}
    return [found[pk] for pk in matching]


def spelled(typed: str) -> str:
    """The pinyin of a name typed in Chinese, which may be written otherwise; nothing for anything else.

    >>> spelled("橋元"), spelled("qiao"), spelled("桥")
    ('qiao yuan', '', '')
    """
    from archive.lib.pinyin import name_pinyin  # here, because its dictionaries take a while to load

    name = fold(typed)
    return toneless(" ".join(name_pinyin(name, person=True))) if len(name) > 1 and not name.isascii() else ""


def toneless(sort_key: str) -> str:
    """Pinyin without its tones.

    >>> toneless("qiao2 yuan3 shan1")
    'qiao yuan shan'
    """
    return sort_key.translate(TONES)


def fold_letters(typed: str) -> str:
    """What is typed in lower case and half width, its spaces kept."""
    return " ".join(fold(word) for word in typed.split())


def sounds_like(sort_key: str, letters: str) -> bool:
    """Whether a name of this pinyin begins with the letters, written out or as initials.

    >>> [sounds_like("ma3 qi3 zhi4", letters) for letters in ("maqi", "mqz", "mz")]
    [True, True, False]
    """
    syllables = re.findall(r"[a-zü]+", sort_key)
    return "".join(syllables).startswith(letters) or "".join(each[0] for each in syllables).startswith(letters)


def _best(query: Query, kind: SearchText.Kind) -> list[str]:
    """Public ids of the texts of one kind that hold the words: those that begin with them first, then the shortest."""
    compiler = engine()
    of_kind = compiler.of_kind(kind.value, KINDS.index(kind))
    sql, values = compiler.candidates("t.id", query, Way((of_kind,)), LOOKED_AT)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT t.ref, t.folded FROM ({sql}) hits JOIN documents_searchtext t ON t.id = hits.id", values
        )
        rows = cursor.fetchall()
    ranked = sorted((_distance(folded, query.terms), n, ref) for n, (ref, folded) in enumerate(rows))
    return [ref for _rank, _n, ref in ranked[: MOST[kind]]]


def _distance(folded: str, terms: Iterable[str]) -> tuple[bool, int]:
    """How far a text is from the words: what begins otherwise and what is longer is further away.

    The forms of a name are parted by spaces.
    """
    first = next(iter(terms))
    forms = [form for form in folded.split() if first in form] or [folded]
    return not any(form.startswith(first) for form in forms), min(map(len, forms))


def _in_order(rows: Iterable, public_ids: list[str]) -> list:
    found = {row.public_id: row for row in rows}
    return [found[each] for each in public_ids if each in found]
