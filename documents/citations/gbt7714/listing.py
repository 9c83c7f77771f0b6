"""The reference list: what stands in it, in which order, with 2014a and 2014b told apart (GB/T 7714, 9.3)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

from archive.lib.pinyin import name_pinyin

from ..csl import HAN, Item, Name
from .dates import author_year_text
from .editions import edition_of
from .entries import entry, responsible_text
from .kinds import kind_of
from .names import SHOWN, bare, responsible
from .terms import TERMS, language_of

ORDERS = ("appearance", "name")
_LANGUAGES = ("zh", "ja", "ko", "western", "ru")  # 9.3.2: entries stand together by language, Chinese first


@dataclass(frozen=True, slots=True)
class Reference:
    """A line of the list: `label` is [1] or empty, `text` the entry, `quoted` the words that it is cited for."""

    item: Item
    label: str
    text: str
    quoted: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.label, self.text, self.quoted) if part)


def reference_list(
    items: Sequence[Item], edition: str = "2025", style: str = "numeric", order: str | None = None
) -> list[Reference]:
    """The references of `items`, given in the order in which they are cited.

    `order`: appearance (the rule for numeric), or name (for author-date): by language, then the names by pinyin or
    alphabet, then the year. Works of one author and year get a, b, c as they are cited; the same work cited for
    another page is the same work and gets the same letter. ValueError for an unknown edition, style or order.

    >>> from ..csl import Date
    >>> def book(name, title): return Item("book", title=title, author=(Name(literal=name),), issued=Date((2014,)),
    ...                                    publisher_place="北京", publisher="山村出版社", language="zh")
    >>> for line in reference_list([book("曾山", "林"), book("李田", "水"), book("曾山", "路")], style="author-date"):
    ...     print(line)
    李田，2014. 水[M]. 北京：山村出版社.
    曾山，2014a. 林[M]. 北京：山村出版社.
    曾山，2014b. 路[M]. 北京：山村出版社.
    """
    order = order or ("name" if style == "author-date" else "appearance")
    if order not in ORDERS:
        raise ValueError(f"order must be {' or '.join(ORDERS)}, not {order!r}")
    suffixes = _suffixes(items, edition) if style == "author-date" else [""] * len(items)
    cited = list(zip(items, suffixes, strict=True))
    if order == "name":
        cited.sort(key=lambda pair: (*sort_key(pair[0]), len(pair[1]), pair[1], _words_key(pair[0].title)))
    return list(_numbered(cited, edition, style))


def references(items: Iterable[Item], edition: str = "2025") -> Iterator[Reference]:
    """The numbered references of `items` as they come, one by one: a list of any length in little memory.

    >>> [str(line) for line in references([Item("book", title="路", publisher="山村出版社", publisher_place="云州")])]
    ['[1] 路[M]. 云州：山村出版社.']
    """
    return _numbered(((item, "") for item in items), edition, "numeric")


def _numbered(cited: Iterable[tuple[Item, str]], edition: str, style: str) -> Iterator[Reference]:
    for number, (item, suffix) in enumerate(cited, start=1):
        label = f"[{number}]" if style == "numeric" else ""
        yield Reference(item, label, entry(item, edition, style, suffix), str(item.quotation or ""))


def sort_key(item: Item) -> tuple[int, tuple[tuple[str, ...], ...], int]:
    """Language, names as far as they are printed, and the year printed after them, for sorting. Names compare one by
    one: 张三，李四 stands before 张三丰.

    >>> items = [Item("book", title="路", author=(Name(literal=n),)) for n in ("张山", "单河", "曾水", "李田")]
    >>> [item.author[0].literal for item in sorted(items, key=sort_key)]
    ['李田', '单河', '曾水', '张山']
    """
    people = responsible(item, kind_of(item))
    names = tuple(_name_key(name) for name in people[:SHOWN]) or (_words_key(responsible_text(item)),)
    printed = re.search("[0-9]{4}", author_year_text(item, TERMS[language_of(item)], edition_of("2025")))
    year = int(printed[0]) if printed else 0
    return _LANGUAGES.index(language_of(item)), (*names, ("",)) if len(people) > SHOWN else names, year


def _name_key(name: Name) -> tuple[str, ...]:
    name = bare(name)
    if name.literal:
        return _words_key(name.literal)
    if HAN.search(name.family):
        return _with_characters(name.family + name.given, person=True)
    return _words_key(f"{name.non_dropping_particle} {name.family} {name.given}".strip())


def _words_key(text: str) -> tuple[str, ...]:
    return _with_characters(text) if HAN.search(text) else tuple(name_pinyin(text)[0].split()) if text else ()


def _with_characters(text: str, person: bool = False) -> tuple[str, ...]:
    """Syllables, each with its character where there is one each, so that 张 and 章 do not mingle."""
    syllables = name_pinyin(text, person)
    return tuple(map("".join, zip(syllables, text, strict=True))) if len(syllables) == len(text) else syllables


def _suffixes(items: Sequence[Item], edition: str) -> list[str]:
    """For each item the letter that tells it from other works of the same names and year, or nothing."""
    signs = edition_of(edition)
    heads = [
        (responsible_text(item, edition), author_year_text(item, TERMS[language_of(item)], signs)) for item in items
    ]
    works = [_work(item, edition) for item in items]
    cited: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for head, work in zip(heads, works, strict=True):
        cited[head].setdefault(work)
    letters = {
        (head, work): letter if len(same) > 1 else ""
        for head, same in cited.items()
        for work, letter in zip(same, _letters(), strict=False)
    }
    return [letters[key] for key in zip(heads, works, strict=True)]


def _work(item: Item, edition: str) -> str:
    """What is the same for two citations of one work: its entry without the page."""
    return entry(replace(item, page="", quotation=None), edition, "author-date")


def _letters() -> Iterator[str]:
    """a … z, aa, ab …"""
    for number in count():
        letters = ""
        while number >= 0:
            letters = chr(ord("a") + number % 26) + letters
            number = number // 26 - 1
        yield letters
