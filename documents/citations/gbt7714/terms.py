"""The words that the standard puts into an entry, in the language of the thing cited."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..csl import HAN, Item


@dataclass(frozen=True, slots=True)
class Terms:
    """Words of one language; `{}` takes the number."""

    et_al: str
    anonymous: str
    translator: tuple[str, str]  # after one name, after several
    editor: tuple[str, str]
    illustrator: tuple[str, str]
    volume: str
    no_place: str
    no_publisher: str
    no_date: str
    untitled: str


TERMS = {
    "zh": Terms(
        "等", "佚名", ("译", "译"), ("编", "编"), ("绘", "绘"),
        "第{}卷", "出版地不详", "出版者不详", "出版年不详", "无题",
    ),
    "ja": Terms(
        "他", "著者不明", ("訳", "訳"), ("編", "編"), ("絵", "絵"),
        "第{}巻", "出版地不明", "出版者不明", "出版年不明", "無題",
    ),
    "ko": Terms(
        "외", "작자미상", ("옮김", "옮김"), ("엮음", "엮음"), ("그림", "그림"),
        "제{}권", "발행지불명", "발행처불명", "발행년불명", "무제",
    ),
    "ru": Terms(
        "и др.", "Аноним", ("пер.", "пер."), ("ред.", "ред."), ("ил.", "ил."),
        "Т. {}", "Б. м.", "б. и.", "б. г.", "Без названия",
    ),
    "western": Terms(
        "et al.", "Anon", ("trans.", "trans."), ("ed.", "eds."), ("ill.", "ill."),
        "Vol. {}", "S.l.", "s.n.", "n.d.", "Untitled",
    ),
}  # fmt: skip

CYRILLIC_LANGUAGES = frozenset({"ru", "uk", "be", "bg", "sr", "mk", "kk", "mn", "ky", "tg"})
# What people write for a language instead of its code in BCP 47: ISO 639-2, or its name.
_CODES = {
    "chi": "zh", "zho": "zh", "cmn": "zh", "lzh": "zh", "yue": "zh", "cn": "zh", "chinese": "zh", "中文": "zh",
    "汉语": "zh", "jpn": "ja", "jp": "ja", "japanese": "ja", "日文": "ja", "日语": "ja", "kor": "ko", "korean": "ko",
    "韩文": "ko", "rus": "ru", "russian": "ru", "俄文": "ru", "俄语": "ru", "english": "en", "英文": "en", "英语": "en",
}  # fmt: skip
_SCRIPTS = (
    (re.compile(r"[\u3040-\u30ff]"), "ja"),
    (re.compile(r"[\uac00-\ud7af\u1100-\u11ff]"), "ko"),
    (HAN, "zh"),
    (re.compile(r"[\u0400-\u04ff]"), "ru"),
)


def language_of(item: Item) -> str:
    """The key of TERMS for an item: from its language, else from the script of its title and names.

    >>> language_of(Item("book", title="Сельский совет")), language_of(Item("book", title="村史", language="zh-CN"))
    ('ru', 'zh')
    """
    primary = re.split(r"[-_;, ]", item.language.casefold())[0]
    primary = _CODES.get(primary, primary)
    if primary in ("zh", "ja", "ko"):
        return primary
    if primary in CYRILLIC_LANGUAGES:
        return "ru"
    if re.fullmatch(r"[a-z]{2,3}", primary):
        return "western"
    names = "".join(name.literal + name.family for name in item.author)
    text = item.title or names or item.container_title
    return next((language for script, language in _SCRIPTS if script.search(text)), "western")
