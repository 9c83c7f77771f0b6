"""What to look for where nothing was found: fewer words, a long word in two, names that sound like the one typed, are
nearly it, or are what its letters spell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rapidfuzz import fuzz, process

from archive.lib.chinese import fold
from documents import visibility
from people.models import Speaker

from .base import count
from .query import Query, parse
from .suggest import toneless

TRIES = 6  # searches made to see what would find something
NEAR = 5
ALIKE = 60  # of 100


def instead(query: Query) -> list[str]:
    """Queries that find something where `query` does not, the nearest first (at most eight queries of the database)."""
    words = [term for group in query.all_of for term in group]
    narrowed = bool(query.fields or query.since or query.until or query.none_of)
    tries = [text for text in dict.fromkeys(_fewer(words, narrowed)) if text][:TRIES]
    found = [text for text in tries if count(parse(text))]
    wanted = [*words, *(value for name, values in query.fields if name == "speaker" for value in values)]
    return [*found, *(name for name in _names(wanted) if name not in found)]


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


def _names(wanted: list[str]) -> list[str]:
    """Names of people that sound like one of the words, or are nearly it."""
    likely = [word for word in wanted if 2 <= len(word) <= 4]
    names = dict(Speaker.objects.filter(merged_into=None).order_by("pk").values_list("name", "sort_key"))
    found = [name for word in likely for name in (*_homophones(word, names), *_near(word, list(names)))]
    found += [name for word in wanted for name in _written_out(word, names)]
    distinct = list(dict.fromkeys(found))[: 4 * NEAR]
    public = set(visibility.speakers().filter(name__in=distinct).values_list("name", flat=True)) if distinct else set()
    return [name for name in distinct if name in public][:NEAR]


def _homophones(word: str, names: Mapping[str, str]) -> list[str]:
    """The names that are read as the word, whatever the tones: what an input method, or an ear, makes of a name.

    >>> _homophones("桥源山", {"乔远山": "qiao2 yuan3 shan1", "乔远川": "qiao2 yuan3 chuan1"})
    ['乔远山']
    """
    from archive.lib.pinyin import name_pinyin  # here, because its dictionaries take a while to load

    sounds = {toneless(" ".join(name_pinyin(word, person))) for person in (True, False)}
    begin = tuple(sound.partition(" ")[0] for sound in sounds)
    alike = (name for name, key in names.items() if key.startswith(begin) and toneless(key) in sounds)
    return [name for name in alike if fold(name) != word]


def _written_out(word: str, names: Mapping[str, str]) -> list[str]:
    """The names whose pinyin is the word.

    >>> _written_out("qiaoyuanshan", {"乔远山": "qiao2 yuan3 shan1"})
    ['乔远山']
    """
    if not word.isascii() or not word.isalpha():
        return []
    begin = word[:1]
    return [name for name, key in names.items() if key.startswith(begin) and toneless(key).replace(" ", "") == word]


def _near(word: str, names: list[str]) -> list[str]:
    """The names that are nearly the word."""
    near = process.extract(word, names, scorer=fuzz.ratio, processor=fold, limit=NEAR, score_cutoff=ALIKE)
    return [name for name, _score, _index in near if fold(name) != word]
