"""Who is responsible: names as the standard prints them (2015: 8.1; 2025: 8.1)."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

from archive.lib.words import read_words

from ..csl import HAN, Item, Name
from .editions import Edition, punctuate
from .kinds import Kind, is_hosted
from .terms import Terms, language_of

SHOWN = 3  # more than three: the first three and 等

_EASTERN = re.compile(rf"{HAN.pattern}|[\u3040-\u30ff\uac00-\ud7af]")  # written without a blank: 山田たろう, 김철수
_ORIGIN = re.compile(r"[\[［〔【(（]([^\])）］〕】]{1,5})[\]］〕】)）]\s*(?=.)")
_INITIALS_FIRST = re.compile(rf"((?:[A-Z](?:\.\s*|[\s·•・]+))+)((?:{HAN.pattern})+)")  # P. S. 昂温, but not IBM中国
_BODY = re.compile("(?:[院会局部署社所馆厅处司组室厂校团党]|中心|大学)$")
_OTHERS = frozenset({"others", "et al", "et al.", "等"})  # a name to BibTeX, and to who copies a line from an entry
_DOTS = re.compile(r"[·•・‧]")
_SOUNDS = re.compile("[克斯尔夫姆恩茨弗兹格莱蒂]")  # of Western names, in no Japanese surname of three


def names_text(names: tuple[Name, ...], terms: Terms, edition: Edition) -> str:
    """Up to three names, then 等 or et al.; empty for no name.

    >>> from .editions import EDITIONS; from .terms import TERMS
    >>> four = tuple(Name(literal=n) for n in ("赵河", "钱山", "孙水", "李田"))
    >>> names_text(four, TERMS["zh"], EDITIONS["2025"]), names_text(four[:1], TERMS["zh"], EDITIONS["2025"])
    ('赵河，钱山，孙水，等', '赵河')
    """
    known = tuple(name for name in names if (name.literal or name.family).casefold() not in _OTHERS)
    shown = [name_text(name, edition) for name in known[:SHOWN]]
    if known[SHOWN:] or len(known) < len(names):
        shown.append(terms.et_al)
    return edition.comma.join(shown)


def name_text(name: Name, edition: Edition) -> str:
    """One name: a Chinese name or a body whole, a Western one as family and initials without points.

    >>> from .editions import EDITIONS
    >>> name = Name("Lindqvist", "Anna-Maria E.", suffix="Jr.")
    >>> name_text(name, EDITIONS["2025"]), name_text(name, EDITIONS["2015"])
    ('Lindqvist A-M E，Jr', 'LINDQVIST A M E, Jr')
    """
    name = _with_suffix(bare(name))
    if name.literal:
        return punctuate(straight(name.literal), edition)
    if _EASTERN.search(name.given) or (_EASTERN.search(name.family) and not name.given):
        return name.family + name.given
    given = " ".join(part for part in (_apart(name), name.dropping_particle) if part)
    family = straight(" ".join(part for part in (name.non_dropping_particle, name.family) if part))
    if edition.capital_families:
        family = family.upper()
    printed = " ".join(part for part in (family, initials(given, edition.hyphenated_initials)) if part)
    return edition.comma.join(part for part in (printed, name.suffix.rstrip(".")) if part)


def bare(name: Name) -> Name:
    """A name without what title pages add to it and the standard leaves out, dynasty and country (2015: 8.1.1).

    >>> [bare(Name(literal=n)).literal for n in ("（清）汪昂", "[美] 罗斯基", "(云州)水利会", "（美）国家科学院")]
    ['汪昂', '罗斯基', '(云州)水利会', '（美）国家科学院']
    >>> bare(Name(literal="P. S. 昂温"))
    Name(family='昂温', given='P. S.', literal='', suffix='', dropping_particle='', non_dropping_particle='')
    """
    if _BODY.search(name.literal) and len(name.literal) > 6:
        return name
    if found := _INITIALS_FIRST.fullmatch(name.literal):
        return replace(name, literal="", family=found[2], given=found[1].strip(" ·•・"))
    for part in ("literal", "family"):
        found = _ORIGIN.match(getattr(name, part))
        if found and {found[1], re.sub("[国代]$", "", found[1])} & _origins():
            return replace(name, **{part: getattr(name, part)[found.end() :]})
    return name


def surname(name: Name) -> Name:
    """The family alone of a Western author whose name is translated (2015: 8.1.1, 欧美著者的中译名只著录其姓).

    >>> surname(Name(literal="卡尔·洛根")).literal, [surname(Name(f, "一")).given for f in ("德鲁格", "长谷川")]
    ('洛根', ['', '一'])
    """
    *given, family = _DOTS.split(name.literal)
    if given and HAN.search(family):
        return replace(name, literal=family)
    if HAN.search(name.given) and len(name.family) > 2 and _SOUNDS.search(name.family):
        return replace(name, given="")
    return name


def straight(text: str) -> str:
    """Words with typewriter apostrophes, as the standard prints them; quotation marks stay.

    >>> straight("d’essai"), straight("the farmers’ ‘hill’")
    ("d'essai", 'the farmers’ ‘hill’')
    """
    return re.sub(r"(?<=[^\W\d_])’(?=[^\W\d_])" if "‘" in text else "’", "'", text)


def initials(given: str, hyphens: bool) -> str:
    """First letters of given names: `hyphens` keeps those of double names, as the edition of 2025 does.

    >>> [initials(given, True) for given in ("Jean-Paul R.", "J.M.", "Li-mei")], initials("Jean-Paul R.", False)
    (['J-P R', 'J M', 'L-M'], 'J P R')
    """
    names = re.split(r"[\s.]+", re.sub("[‐‑]", "-", given))  # U+2010 and U+2011 are hyphens too
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
    own = item.author or item.director or item.composer or item.host or item.performer or item.producer
    if item.translator and language_of(item) == "zh":
        own = tuple(map(surname, own))
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


def _with_suffix(name: Name) -> Name:
    """A name whose suffix stands in the given names, as it does where no field is meant for it: Moe, Peyton, Jr."""
    given, comma, suffix = name.given.partition(",")
    return replace(name, given=given, suffix=suffix.strip()) if comma and not name.suffix else name


def _apart(name: Name) -> str:
    """Given names; of initials run together, as databases of medicine write them, each apart: Moe KT is Moe K T."""
    together = re.fullmatch(r"[A-Z]{2,3}", name.given) and not name.family.isupper()
    return " ".join(name.given) if together else name.given


@cache
def _origins() -> frozenset[str]:
    return frozenset(read_words(Path(__file__).with_name("origins.txt")))
