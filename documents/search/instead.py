"""What to look for where nothing was found: a word taken for the name, the office or the day that it is, fewer words, a
long word in two, names that sound like the one typed, are nearly it, or are what its letters spell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice

from rapidfuzz import fuzz, process

from archive.lib.chinese import fold
from documents import visibility
from documents.models import SearchText
from people.models import Speaker
from people.names.shapes import OFFICES

from .base import counts
from .days import edtf_of
from .names import naming, whole
from .query import Query, parse
from .suggest import toneless
from .typed import FIELDS, MAX_CHARACTERS, MAX_TERMS, Piece, pieces

TRIES = 6  # searches made to see what would find something
NARROWER = 4  # the same with a word made a field
NEAR = 5
ALIKE = 60  # of 100
MISTYPED = 0.7  # of 1: how like the name of a field
_OFFICE = tuple(OFFICES)


@dataclass(frozen=True, slots=True)
class Offer:
    """What would find something: words as they are typed, and before them perhaps a field with its value."""

    words: str
    field: str = ""
    value: str = ""


def instead(typed: str, query: Query, within: str = "") -> list[Offer]:
    """What finds something where `query`, which was `typed`, does not, the nearest first; all of it in the document
    `within`, if there is one. At most eight queries of the database."""
    parts = list(islice(_parts(typed[:MAX_CHARACTERS]), MAX_TERMS))
    words = [fold(word) for _as_typed, word, _field in parts if fold(word)]
    otherwise = query.narrowed or bool(query.none_of) or words != [term for group in query.all_of for term in group]
    fewer = [Offer(text) for text in dict.fromkeys(_fewer(words, otherwise)) if text]
    tries = [*islice(_narrower(parts), NARROWER), *fewer[:TRIES]]
    asked = [parse(_typed(offer, within)) for offer in tries]
    found = [offer for offer, hits in zip(tries, counts(asked), strict=True) if hits]
    if Offer("".join(words[:1])) in found:  # a word that is found need not be parted
        found = [offer for offer in found if offer.field or fold(offer.words) != words[0] or offer.words == words[0]]
    wanted = [*words, *(value for name, values in query.fields if name == "speaker" for value in values)]
    return [*found, *(offer for offer in map(Offer, _names(wanted)) if offer not in found)]


def _typed(offer: Offer, within: str) -> str:
    narrowing = f'{offer.field}:"{offer.value}"' if offer.field else ""
    return " ".join(filter(None, (f"in:{within}" if within else "", narrowing, offer.words)))


def _narrower(parts: list[tuple[str, str, str]]) -> Iterator[Offer]:
    """What was typed with one of its words made a field, the name of a field mended."""
    names = _known_names([fold(word) for _typed, word, _field in parts])
    for at, (_as_typed, word, field) in enumerate(parts):
        rest = " ".join(as_typed for n, (as_typed, _word, _field) in enumerate(parts) if n != at)
        if field:
            yield Offer(rest, field, word)
        elif day := edtf_of(word):
            yield Offer(rest, "date", day)
        elif rest and fold(word) in names:
            yield Offer(rest, "speaker", word)
        elif rest and fold(word).endswith(_OFFICE):
            yield Offer(rest, "position", word)


def _parts(typed: str) -> Iterator[tuple[str, str, str]]:
    """The pieces of what was typed: as they stand, the word that each is if it is one, and the field that was meant.

    What stands before a colon and is no field is a word of its own: 乔远山：论修渠, as a title is printed.

    >>> list(_parts("修渠 -官僚 date:2003"))
    [('修渠', '修渠', ''), ('-官僚', '', ''), ('date:2003', '', '')]
    >>> list(_parts("speeker:乔远山")), list(_parts("乔远山：论修渠"))
    ([('speeker:乔远山', '乔远山', 'speaker')], [('乔远山', '乔远山', ''), ('论修渠', '论修渠', '')])
    """
    for piece in pieces(typed):
        as_typed = f"{'OR ' if piece.either else ''}{typed[piece.start : piece.end]}"
        if piece.field or piece.negated:
            yield as_typed, "", ""
        elif not piece.name:
            yield as_typed, piece.value, ""
        elif meant := _meant(piece):
            yield as_typed, piece.value, meant
        else:
            yield from ((word, word, "") for word in (piece.name, piece.value) if word)


def _meant(piece: Piece) -> str:
    """The field whose name was mistyped.

    >>> [_meant(Piece(0, 0, "乔远山", name)) for name in ("speeker", "讲话", "乔远山")]
    ['speaker', 'speaker', '']
    """
    near = get_close_matches(fold(piece.name), FIELDS, 1, MISTYPED) if piece.value else []
    return FIELDS[near[0]] if near else ""


def _known_names(words: list[str]) -> set[str]:
    """Those of the folded words that are the name of somebody, or another form of it; groups are not asked after."""
    likely = [word for word in words if len(word) > 1]
    if not likely:
        return set()
    rows = naming(SearchText.Kind.NAME, likely).filter(whole(likely)).exclude(speaker__kind=Speaker.Kind.GROUP)
    forms = {form for folded in rows.values_list("folded", flat=True) for form in folded.split()}
    return forms & set(likely)


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
