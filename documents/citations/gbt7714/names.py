"""Who is responsible: names as the standard prints them (2015: 8.1; 2025: 8.1)."""

from __future__ import annotations

import re

from ..csl import HAN, Item, Name
from .editions import Edition, punctuate
from .kinds import Kind, is_hosted
from .terms import Terms

SHOWN = 3  # more than three: the first three and 等


def names_text(names: tuple[Name, ...], terms: Terms, edition: Edition) -> str:
    """Up to three names, then 等 or et al.; empty for no name.

    >>> from .editions import EDITIONS; from .terms import TERMS
    >>> four = tuple(Name(literal=n) for n in ("赵河", "钱山", "孙水", "李田"))
    >>> names_text(four, TERMS["zh"], EDITIONS["2025"]), names_text(four[:1], TERMS["zh"], EDITIONS["2025"])
    ('赵河，钱山，孙水，等', '赵河')
    """
    shown = [name_text(name, edition) for name in names[:SHOWN]]
    if len(names) > SHOWN:
        shown.append(terms.et_al)
    return edition.comma.join(shown)


def name_text(name: Name, edition: Edition) -> str:
    """One name: a Chinese name or a body whole, a Western one as family and initials without points.

    >>> from .editions import EDITIONS
    >>> name = Name("Lindqvist", "Anna-Maria E.", suffix="Jr.")
    >>> name_text(name, EDITIONS["2025"]), name_text(name, EDITIONS["2015"])
    ('Lindqvist A-M E，Jr', 'LINDQVIST A M E, Jr')
    """
    if name.literal:
        return punctuate(name.literal, edition)
    if HAN.search(name.given) or (HAN.search(name.family) and not name.given):
        return name.family + name.given
    family = " ".join(part for part in (name.non_dropping_particle, name.family) if part)
    if edition.capital_families:
        family = family.upper()
    given = " ".join(part for part in (name.given, name.dropping_particle) if part)
    printed = " ".join(part for part in (family, initials(given, edition.hyphenated_initials)) if part)
    return edition.comma.join(part for part in (printed, name.suffix.rstrip(".")) if part)


def initials(given: str, hyphens: bool) -> str:
    """First letters of given names: `hyphens` keeps those of double names, as the edition of 2025 does.

    >>> [initials(given, True) for given in ("Jean-Paul R.", "J.M.", "Li-mei")], initials("Jean-Paul R.", False)
    (['J-P R', 'J M', 'L-M'], 'J P R')
    """
    names = re.split(r"[\s.]+", given.replace("‐", "-"))  # U+2010 is a hyphen too
    return " ".join(
        ("-" if hyphens else " ").join(
            part[0].upper() if at else part[0] for at, part in enumerate(filter(None, name.split("-")))
        )
        for name in names
        if name.strip("-")
    )


def responsible(item: Item, kind: Kind) -> tuple[Name, ...]:
    """Who an entry begins with: authors, or who stands for them in a film, a piece of music or an edited book.

    The editors of a part are those of its host, never its own.

    >>> from .kinds import BOOK
    >>> editor = (Name(literal="林场志编写组"),)
    >>> [len(responsible(Item("book", container_title=host, editor=editor), BOOK)) for host in ("", "山村年鉴")]
    [1, 0]
    """
    own = item.author or item.director or item.composer
    return own or (item.editor or item.compiler if kind.edited and not is_hosted(item, kind) else ())


def contributors(item: Item, kind: Kind, terms: Terms, edition: Edition) -> list[str]:
    """Translators, editors and illustrators beside the responsible: 谢远涛，译. Those of the host are not among them.

    >>> from .editions import EDITIONS; from .kinds import BOOK; from .terms import TERMS
    >>> item = Item("book", author=(Name(literal="哈代"),), translator=(Name(literal="方青"),))
    >>> contributors(item, BOOK, TERMS["zh"], EDITIONS["2025"])
    ['方青，译']
    """
    roles = [(item.translator, terms.translator), (item.illustrator, terms.illustrator)]
    if kind.edited and not is_hosted(item, kind):
        roles[1:1] = [(item.editor, terms.editor), (item.compiler, terms.editor)]
    first = responsible(item, kind)
    return [with_role(names, role, terms, edition) for names, role in roles if names and names is not first]


def with_role(names: tuple[Name, ...], role: tuple[str, str], terms: Terms, edition: Edition) -> str:
    """Names and what they did: 方青，译."""
    return names_text(names, terms, edition) + edition.comma + role[len(names) > 1]
