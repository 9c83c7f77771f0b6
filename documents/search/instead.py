"""What to look for where nothing was found: fewer words, a long word in two, names that are nearly the one typed."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import fuzz, process

from archive.lib.chinese import fold
from people.models import Speaker

from .base import count
from .query import Query, parse

TRIES = 6  # searches made to see what would find something
NEAR = 5
ALIKE = 60  # of 100


def instead(query: Query) -> list[str]:
    """Queries that find something where `query` does not, the nearest first (at most seven queries of the database)."""
    words = [term for group in query.all_of for term in group]
    narrowed = bool(query.fields or query.since or query.until or query.none_of)
    tries = [text for text in dict.fromkeys(_fewer(words, narrowed)) if text][:TRIES]
    found = [text for text in tries if count(parse(text))]
    wanted = [*words, *(value for name, values in query.fields if name == "speaker" for value in values)]
    return [*found, *(name for name in _near_names(wanted) if name not in found)]


def _fewer(words: list[str], narrowed: bool) -> Iterator[str]:
    """The words without what narrows them, without one of them, each alone, a single long one in two.

    >>> list(_fewer(["修渠", "龙王"], False)), list(_fewer(["群众路线"], False))
    (['修渠', '龙王'], ['群众 路线', '群 众路线', '群众路 线'])
    """
    if narrowed:
        yield " ".join(words)
    if len(words) > 2:
        for dropped in range(len(words) - 1, -1, -1):
            yield " ".join(words[:dropped] + words[dropped + 1 :])
    if len(words) > 1:
        yield from words
    elif words:
        long = words[0]
        for at in sorted(range(1, len(long)), key=lambda at: abs(at - len(long) / 2))[:3]:
            yield f"{long[:at]} {long[at:]}"


def _near_names(wanted: list[str]) -> list[str]:
    """Names of people that are nearly one of the words."""
    likely = [word for word in wanted if 2 <= len(word) <= 4]
    if not likely:
        return []
    names = list(Speaker.objects.filter(merged_into=None).values_list("name", flat=True))
    found: list[str] = []
    for word in likely:
        near = process.extract(word, names, scorer=fuzz.ratio, processor=fold, limit=NEAR, score_cutoff=ALIKE)
        found += [name for name, _score, _index in near if fold(name) != word]
    return list(dict.fromkeys(found))[:NEAR]
