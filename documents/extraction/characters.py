"""Characters that mean the same printed another way: folded one for one, so that no offset moves.

Width: digits and Latin letters become half-width, Chinese punctuation stays as printed. Radicals: text taken out of
PDF files holds Kangxi radicals (⽤ U+2F64) where the ideograph (用) is meant; nothing else of NFKC is wanted.
"""

from __future__ import annotations

import re
import unicodedata

WIDTHS: dict[int, str | int] = {0xFF10 + i: 0x30 + i for i in range(10)}
WIDTHS |= {0xFF21 + i: 0x41 + i for i in range(26)}
WIDTHS |= {0xFF41 + i: 0x61 + i for i in range(26)}

# The Supplement's radicals have no compatibility mapping in Unicode; these are the ones PDF fonts yield.
SUPPLEMENT = dict(
    zip(
        "⺀⺁⺄⺅⺆⺇⺈⺉⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "冫厂乙亻冂几刀刂㔾小小兀尣尢尢巳幺彑忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王疋目示礻竹糹纟罓罒四网羊羊羊羋耂肀聿肉臼艹艹艹虎衤覀西见角角讠贝足车辶辶辶邑钅長镸长门阜阝雨青韦页风飞食飠食饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
        strict=True,
    )
)
RADICALS: dict[int, str | int] = {ord(radical): ideograph for radical, ideograph in SUPPLEMENT.items()}
RADICALS |= {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}

# U+00A0 and its like are white space that str.strip takes off but a search for " " does not see.
SPACES: dict[int, str | int] = dict.fromkeys((160, 8194, 8195, 8201, 8239, 65279, 8203), " ")

# The mark of vertical setting that Hong Kong prints in place of the colon: 張議員︰主席
COLON: dict[int, str | int] = {0xFE30: "："}

FOLDS = WIDTHS | RADICALS | SPACES | COLON
FOLDED = re.compile("[" + "".join(re.escape(chr(code)) for code in FOLDS) + "]")

TERMINAL = "。！？!?；;：:…"  # a line that ends so is complete, quotation marks and brackets after it aside
CLOSING = "”’」』）)》〉】〗］]〕\"'"
NOTED = " \t\u3000①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"  # the mark of a note stands behind the stop
OPENING = "“‘「『（(《〈【［[〔"


def fold(text: str) -> str:
    """`text` with widths and radicals folded, as many characters as before.

    >>> fold("２０１４年⽤Ａ，")
    '2014年用A，'
    """
    return FOLDED.sub(lambda found: found[0].translate(FOLDS), text)  # to look up every character takes twenty times


def columns(text: str) -> float:
    """How wide `text` is printed: an ideograph or a full-width mark counts 2, an ASCII character 1.

    >>> columns("党章ab")
    6.0
    """
    return (len(text.encode("utf-8", "surrogatepass")) + len(text)) / 2


def ends_sentence(text: str) -> bool:
    """Whether a line is complete: closed by a full stop or its like, whatever marks close it.

    >>> [ends_sentence(t) for t in ("他说：“好。”", "渠自废。”②", "我们的任务", "（鼓掌）", "一、二、")]
    [True, True, False, True, False]
    """
    end = text.rstrip(NOTED)
    bare = end.rstrip(CLOSING)
    if bare[-1:] in TERMINAL or bare.endswith(".."):
        return True
    return bare != end and end[-1] in "”」』）)】〗" and not bare.endswith(("，", "、"))
