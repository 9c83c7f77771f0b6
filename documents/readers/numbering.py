"""The numbers Word prints before paragraphs (第一章, 一、, （二）, 3.1, ①): they are in no paragraph's text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

DIGITS = "零一二三四五六七八九"
FORMAL = "零壹贰叁肆伍陆柒捌玖"
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
ROMAN = {1000: "m", 900: "cm", 500: "d", 400: "cd", 100: "c", 90: "xc", 50: "l", 40: "xl"}
ROMAN |= {10: "x", 9: "ix", 5: "v", 4: "iv", 1: "i"}
HIGHEST = 9_999  # a number beyond is printed in digits
PLACE = re.compile(r"%([1-9])")
LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """How a level of a list is numbered: `text` holds %1, %2 … for the numbers of the levels down to this one."""

    format: str = "decimal"
    text: str = ""
    start: int = 1
    legal: bool = False  # whether numbers of higher levels are printed in digits


@dataclass(slots=True)
class Numbering:
    """The lists of a document: their levels, and how far each is counted. Both by list id, as levels are shared."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    counters: dict[str, str] = field(default_factory=dict)  # of a list: the one whose count it goes on with
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def next(self, number: str, depth: int) -> str | None:
        """What is printed before the next paragraph of a list; None for a bullet, "" where nothing is.

        >>> chapters = {0: Level("chineseCounting", "第%1章"), 1: Level("decimal", "%1.%2", legal=True)}
        >>> numbering = Numbering({"1": chapters})
        >>> [numbering.next("1", depth) for depth in (0, 1, 1, 0, 1)]
        ['第一章', '1.1', '1.2', '第二章', '2.1']
        """
        levels = self.levels.get(number, {})
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self.counts.setdefault(self.counters.get(number, number), {})
        for above in range(depth):
            counts.setdefault(above, levels.get(above, Level()).start)
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for below in range(depth + 1, LEVELS):
            counts.pop(below, None)
        if level.format == "bullet":
            return None

        def value(found: re.Match[str]) -> str:
            place = int(found[1]) - 1
            own = levels.get(place, Level())
            return written(counts.get(place, own.start), "decimal" if level.legal and place < depth else own.format)

        return PLACE.sub(value, level.text)


def written(number: int, style: str) -> str:
    """A number in one of the styles of Office Open XML (ST_NumberFormat); digits for a style not known.

    >>> [written(n, "japaneseCounting") for n in (1, 10, 12, 20, 105, 1010)]
    ['一', '十', '十二', '二十', '一百零五', '一千零一十']
    >>> [written(12, style) for style in ("upperRoman", "decimalEnclosedCircleChinese", "lowerLetter", "decimalZero")]
    ['XII', '⑫', 'l', '12']
    """
    if not 0 < number <= HIGHEST or style == "none":
        return "" if style == "none" else str(number)
    if style in ("chineseLegalSimplified", "ideographLegalTraditional"):
        return ideographs(number, FORMAL, "拾佰仟")
    if style in ("ideographTraditional", "ideographZodiac"):
        cycle = STEMS if style == "ideographTraditional" else BRANCHES
        return cycle[(number - 1) % len(cycle)]
    if style in ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"):
        return "".join(DIGITS[int(digit)] for digit in str(number))
    if style in IDEOGRAPHIC:
        return ideographs(number, DIGITS, "十百千")
    return western(number, style)


IDEOGRAPHIC = frozenset(
    ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand")
)


def ideographs(number: int, digits: str, units: str) -> str:
    """A number up to 9,999 in ideographs."""
    text = ""
    for place, digit in reversed(list(enumerate(reversed(str(number))))):
        if digit != "0":
            text += digits[int(digit)] + (units[place - 1] if place else "")
        elif text and not text.endswith(digits[0]):
            text += digits[0]
    text = text.rstrip(digits[0])
    return text[1:] if text.startswith("一十") else text


def western(number: int, style: str) -> str:
    """A number in digits, circles, letters or Roman figures."""
    if style.startswith("decimalEnclosedCircle") and number <= 20:
        return chr(0x2460 + number - 1)
    if style == "decimalEnclosedParen" and number <= 20:
        return chr(0x2474 + number - 1)
    if style == "decimalZero":
        return f"{number:02}"
    if style in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * min(5, (number - 1) // 26 + 1)
        return letter.upper() if style == "upperLetter" else letter
    if style in ("lowerRoman", "upperRoman"):
        text = ""
        for value, letters in ROMAN.items():
            text += letters * (number // value)
            number %= value
        return text.upper() if style == "upperRoman" else text
    return str(number)
