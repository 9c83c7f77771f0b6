"""What a Chinese name and a printed office look like, by their letters alone.

A name is a surname of the list and one or two more characters, or a transliteration with its middle dots
(沃尔夫冈·伊申格尔); an office ends with a noun of the list (自治区党委 + 副书记). Where a name begins or ends inside a
sentence is settled by its neighbours; where they do not settle it, the answer is None rather than a guess.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from archive.lib.chinese import simplify
from archive.lib.words import alternation, read_words

_WORDS = Path(__file__).parent.parent / "words"
SURNAMES = frozenset(read_words(_WORDS / "surnames.txt"))
EVERYDAY_SURNAMES = frozenset(read_words(_WORDS / "everyday_surnames.txt"))
HONORIFICS = read_words(_WORDS / "honorifics.txt")
_HONORIFIC_ENDINGS = tuple(HONORIFICS)
OFFICES = frozenset(read_words(_WORDS / "offices.txt"))
CALLINGS = frozenset(read_words(_WORDS / "callings.txt"))
_NOT_NAMES = frozenset(read_words(_WORDS / "not_names.txt"))
_NOT_IN_GIVEN = "".join(read_words(_WORDS / "not_in_given_names.txt"))
# Characters that write foreign sounds: three of them in a row, or more, read as a foreign name.
_SOUNDS = "".join(read_words(_WORDS / "foreign_sounds.txt"))

HAN = "\u3400-\u4dbf\u4e00-\u9fff〇"
_DOTS = "·•・‧．"
_GIVEN = re.compile(rf"(?:(?![{_NOT_IN_GIVEN}])[{HAN}]){{1,2}}")
_DOTTED = re.compile(rf"[{HAN}A-Z]{{1,8}}(?:[{_DOTS}][{HAN}A-Za-z]{{1,8}}){{1,4}}")
_FOREIGN = re.compile(rf"[{_SOUNDS}]{{2,5}}年[{_SOUNDS}]{{1,2}}|[{_SOUNDS}]{{3,8}}")  # 契尔沃年科
_ENDING_IN = {end: tuple(o for o in OFFICES if o.endswith(end)) for end in {office[-2:] for office in OFFICES}}
_HONORIFIC = re.compile(alternation(HONORIFICS))
_AFTER_NAME = re.compile(
    rf"$|[^{HAN}{_DOTS}]|" + alternation((*read_words(_WORDS / "after_names.txt"), *HONORIFICS, *OFFICES))
)
_NEVER_LAST = frozenset("作说說在是对對将將被就也还還及等致率邀均")
_SOUND_RUN_BEFORE = re.compile(rf"(?:[{_SOUNDS}]{{1,8}}|[A-Z])(?:[{_DOTS}][{HAN}A-Za-z]{{1,8}}){{1,4}}$")
_SOUND_RUN = re.compile(rf"[{_SOUNDS}]{{1,8}}(?:[{_DOTS}][{_SOUNDS}]{{1,8}}){{1,4}}")


@lru_cache(maxsize=65536)
def is_person_name(text: str) -> bool:
    """Whether `text` as a whole has the shape of a person's name.

    >>> [is_person_name(n) for n in ("陈建国", "李群", "欧阳明德", "约翰·史密斯", "国家", "陈建国说", "党委书记")]
    [True, True, True, True, False, False, False]
    """
    if _DOTTED.fullmatch(text):
        return True
    if not 2 <= len(text) <= 4 or not (_is_surnamed(text, 1) or _is_surnamed(text, 2)):
        return False
    return text not in OFFICES and not _is_word(text)


def _is_surnamed(text: str, length: int) -> bool:
    """Whether a surname of so many letters and a given name make up `text`."""
    return text[:length] in SURNAMES and text[length:] not in OFFICES and _GIVEN.fullmatch(text, length) is not None


def _is_word(text: str) -> bool:
    """Whether `text` is one of the everyday words with the shape of a name, in either script."""
    return text in _NOT_NAMES or simplify(text) in _NOT_NAMES


def is_foreign_name(text: str) -> bool:
    """Whether `text` reads as a transliteration: 马尔科, 查尔查尼, 沃尔夫冈·伊申格尔.

    >>> [is_foreign_name(n) for n in ("查尔查尼", "恩维尔·霍查", "王秉璋")]
    [True, True, False]
    """
    return bool(_DOTTED.fullmatch(text) or _FOREIGN.fullmatch(text))


def is_office(text: str) -> bool:
    """Whether `text` ends as the name of an office does; 李书记 does too.

    >>> [is_office(t) for t in ("自治区党委常委、银川市委书记", "宣传部部长", "工作作风")]
    [True, True, False]
    """
    return text.endswith(_ENDING_IN.get(text[-2:], ()))


def name_before(text: str, end: int) -> tuple[int, str] | None:
    """Start and letters of the name that ends at `end`, as before 同志 or 指出; None if none is sure to.

    >>> name_before("在会上，李建华同志说", 7), name_before("听取李建华汇报", 5), name_before("有关方面指出", 4)
    ((4, '李建华'), (2, '李建华'), None)
    """
    dotted = _SOUND_RUN_BEFORE.search(text[max(0, end - 20) : end])
    if dotted:
        return end - len(dotted[0]), dotted[0]
    for length in (4, 3, 2):
        name = text[max(0, end - length) : end]
        if len(name) < length or not is_person_name(name) or (length == 4 and name[:2] not in SURNAMES):
            continue
        if name[0] in EVERYDAY_SURNAMES and _is_word(name[1:]):  # 关方面, out of 有关方面
            continue
        rest = name[1:]
        if length == 3 and name[0] in EVERYDAY_SURNAMES and rest[0] not in EVERYDAY_SURNAMES and is_person_name(rest):
            continue  # 向 + 李鹏, not 向李鹏
        return end - length, name
    return None


def name_after(text: str, start: int) -> tuple[int, str] | None:
    """End and letters of the name that begins at `start`, as after an office; None if none is sure to.

    >>> name_after("部长李和平同志", 2), name_after("部长李鹏说", 2), name_after("书记处工作", 2)
    ((5, '李和平'), (4, '李鹏'), None)
    """
    dotted = _SOUND_RUN.match(text, start)
    if dotted:
        return _end_of_dotted(text, start, dotted.end())
    fitting = []
    for length in (4, 3, 2):
        name = text[start : start + length]
        if name[:1] in EVERYDAY_SURNAMES and (_is_word(name[:2]) or _is_word(name[1:])):  # 县长 + 宣布开会
            continue
        if len(name) == length and is_person_name(name) and (length < 4 or name[:2] in SURNAMES):
            after = _AFTER_NAME.match(text, start + length)
            if after:
                fitting.append((start + length, name, len(after[0])))
    if not fitting:
        foreign = _FOREIGN.match(text, start)
        return _end_of_dotted(text, start, foreign.end()) if foreign else None
    longest, *shorter = fitting
    # 李鹏同志, 李鹏说明: what follows the shorter name is a word of two characters; 作 and 在 end no name
    if shorter and len(longest[1]) > 2 and (shorter[0][2] > 1 or longest[1][-1] in _NEVER_LAST):
        return shorter[0][:2]
    return longest[:2]


def _end_of_dotted(text: str, start: int, end: int) -> tuple[int, str]:
    """Where a foreign name ends: before the longest word that may follow a name (克奈斯尔 + 日前), else at `end`."""
    least = max(start + 2, *(text.rfind(dot, start, end) + 1 for dot in _DOTS))
    best, longest = end, 0
    for at in range(end, least, -1):
        after = _AFTER_NAME.match(text, at)
        if after and len(after[0]) > longest:
            best, longest = at, len(after[0])
    return best, text[start:best]


def split_position(text: str) -> tuple[str, str] | None:
    """Office and name of a line that prints both: 省委副书记　李 群, 县长王明, 约翰·史密斯大使 is none.

    >>> split_position("中央政策研究室副主任、秘书组组长　江金权")
    ('中央政策研究室副主任、秘书组组长', '江金权')
    >>> split_position("某某市市长 龚 正"), split_position("北京师范大学党委副书记张斧")
    (('某某市市长', '龚正'), ('北京师范大学党委副书记', '张斧'))
    """
    words = text.split()
    for cut in range(len(words) - 1, 0, -1):
        name, office = join_padded(" ".join(words[cut:])), "".join(words[:cut])
        if is_person_name(name) and is_office(office) and not (cut > 1 and is_person_name("".join(words[cut - 1 :]))):
            return office, name
    whole = "".join(words)
    for length in (3, 2, 4):
        office, name = whole[:-length], whole[-length:]
        if is_person_name(name) and is_office(office) and not is_office(whole):
            return office, name
    return None


def join_padded(text: str) -> str:
    """A name printed with spaces between its letters, without them; anything else as it stands.

    >>> join_padded("周  总  理"), join_padded("龚 正"), join_padded("贾立政  杜峻晓")
    ('周总理', '龚正', '贾立政  杜峻晓')
    """
    words = text.split()
    return "".join(words) if len(words) > 1 and all(len(word) == 1 for word in words) else text


def strip_honorific(name: str) -> str:
    """A name without the word of address after it.

    >>> strip_honorific("崔波同志"), strip_honorific("江金权")
    ('崔波', '江金权')
    """
    if name.endswith(_HONORIFIC_ENDINGS):
        for honorific in HONORIFICS:
            if name.endswith(honorific) and len(name) > len(honorific):
                return name[: -len(honorific)]
    return name
