"""Bytes to text: byte order mark, then strict UTF-8, then GB18030, Big5 or UTF-16 by score, then chardet's guess."""

from __future__ import annotations

import codecs
from itertools import islice

import chardet

from .base import CONTROL, Decoded, SourceError
from .limits import Limits

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAMPLE = 200_000  # bytes; enough to tell two encodings apart
SCORED = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
CLEAR = 0.1  # a score below which a text is not Chinese in that encoding
DECLARED = dict.fromkeys(("gb2312", "gbk", "gb18030", "x-gbk", "gb_2312-80", "cp936"), "gb18030")
DECLARED |= dict.fromkeys(("big5", "big5-hkscs", "x-x-big5", "cp950"), "big5hkscs")
FAR = 16  # bytes decoded without an error, from which on a text is taken to be in that encoding
WESTERN = 0.1  # share of bytes above ASCII up to which a text may be in a Western encoding

# The characters that make up about a third of any Chinese text, simplified and traditional. A wrong decoding
# yields rare ideographs and hardly ever these.
FREQUENT = frozenset(
    "的一是在不了有和人这這中大为為上个個国國我以要他时時来來用们們生到作地于於出就分对對成会會可主发發年动動同工也能下过過子说說产產种種"
    "面而方后後多定行学學法所民得经經十三之进進着等部度家电電力里裡如水化高自二理起小物现現实實加量都两兩体體制机機当當使点點从從业業本去"
    "把性好应應开開它合还還因由其些然前外天政四日那社义義事平形相全表间間样樣与與关關各重新线線内內数數正心反你明看原又么麼利比或但质質"
    "气氣第向道命此变變条條只没沒结結解问問意建月公无無系军軍很情者最立代想已通并並提直题題党黨程展五果料象员員革位入常文总總次品式活设"
    "設及管特件长長求老头頭基资資边邊流路级級少图圖山统統接知较較将將组組见見计計别別她手角期根论論运運农農指几幾九区區强強放决決西被干"
    "做必战戰先回则則任取据據处處府议議委席员員今日市长長，。、；：？！“”「」『』《》（）　"
)


def read_text(key: str, data: bytes, _limits: Limits) -> Decoded:
    """Plain text or Markdown as it is; raises SourceError for what is no text."""
    markdown = key.lower().endswith((".md", ".markdown"))
    return Decoded(*decode(key, data), "text/markdown" if markdown else "text/plain")


def decode(key: str, data: bytes, declared: str | None = None) -> tuple[str, str]:
    """The text of `data` and the name of its encoding; raises SourceError naming the place where it is no text.

    `declared` is what a web page says of itself; it is believed only where the bytes leave a choice.

    >>> decode("a.txt", "今天的会议".encode("gb18030"))
    ('今天的会议', 'gb18030')
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return checked(key, strictly(key, data, encoding)), encoding
    wide = without_mark(data)
    if wide:
        return checked(key, strictly(key, data, wide)), wide
    try:
        return checked(key, data.decode("utf-8")), "utf-8"
    except UnicodeDecodeError as error:
        failed = error
    likely = guesses(data, DECLARED.get((declared or "").lower()))
    nul = data.find(b"\0")
    if nul >= 0 and not any(encoding.startswith("utf-16") for encoding in likely):
        raise SourceError(key, f"byte {nul}", "a NUL byte: this is no text file")
    reasons = []
    for encoding in likely:
        try:
            return checked(key, data.decode(encoding)), encoding
        except UnicodeDecodeError as error:
            reasons.append(why(encoding, error, data))
        except LookupError:
            continue
    if failed.start > FAR and not data[: failed.start].isascii():
        reasons.append(why("utf-8", failed, data))
    reasons = reasons or [(failed.start, "not text in UTF-8, UTF-16, GB18030 or Big5")]
    place, reason = max(reasons, key=lambda each: each[0])  # the encoding that carries furthest
    raise SourceError(key, f"byte {place}", reason)


def why(encoding: str, error: UnicodeDecodeError, data: bytes) -> tuple[int, str]:
    """Where and why a text that looks like `encoding` is not."""
    name = encoding.upper()
    if error.end >= len(data) - 1 and error.start > FAR:
        return error.start, f"the file ends in the middle of a character ({name})"
    return error.start, f"not {name}, in which the rest of the file seems to be"


def strictly(key: str, data: bytes, encoding: str) -> str:
    """`data` in the encoding that its mark claims, or a SourceError."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceError(key, f"byte {error.start}", f"not {encoding}, which the file's mark claims") from error


def without_mark(data: bytes) -> str | None:
    """UTF-16 without a byte order mark: in Chinese text line ends and ASCII leave NULs on one side only."""
    sample = data[:SAMPLE]
    if len(sample) < 4 or b"\0" not in sample:
        return None
    for encoding, newline in (("utf-16-le", b"\n\0"), ("utf-16-be", b"\0\n")):
        if newline in sample:
            text = sample[: len(sample) // 2 * 2].decode(encoding, "replace")
            if frequency(text) > 0.2 and not CONTROL.search(text):
                return encoding
    return None


def guesses(data: bytes, declared: str | None) -> list[str]:
    """Encodings to try, likeliest first: by how usual their characters are, then chardet's."""
    sample = data[:SAMPLE]
    scores = {}
    for encoding in SCORED:
        if not encoding.startswith("utf-16") or len(data) % 2 == 0:
            text = sample[: len(sample) // 2 * 2 or None].decode(encoding, "replace")
            scores[encoding] = -1.0 if CONTROL.search(text) else score(text)
    if declared in scores and scores[declared] > 0.8 * max(scores.values()):
        scores[declared] += 1
    likely = [encoding for encoding in sorted(scores, key=scores.__getitem__, reverse=True) if scores[encoding] > CLEAR]
    guess = (chardet.detect(sample).get("encoding") or "").lower()
    western = sum(byte > 127 for byte in sample) <= WESTERN * len(sample)
    if guess and guess not in likely and (western or guess.startswith(("euc", "shift", "cp932", "cp949"))):
        likely.append(guess)
    return likely


def score(text: str) -> float:
    """How much a decoded text looks like Chinese: usual characters count for it, failures heavily against it."""
    return frequency(text) - 5 * text.count("\ufffd") / max(len(text), 1)


def frequency(text: str) -> float:
    """The share of everyday characters among those that are not ASCII, 0 to 1."""
    wide = [c for c in text if c > "\x7f"]
    return sum(c in FREQUENT for c in wide) / len(wide) if wide else 0.0


def checked(key: str, text: str) -> str:
    """`text` itself; raises SourceError where it holds control characters that no text has."""
    bad = CONTROL.search(text)
    many = len(text) // 1000 + 1
    if bad and ("\0" in text or sum(1 for _ in islice(CONTROL.finditer(text), many + 1)) > many):
        nul = text.find("\0")
        at = nul if nul >= 0 else bad.start()
        line = text.count("\n", 0, at) + 1
        raise SourceError(key, f"line {line}", f"a control character (U+{ord(text[at]):04X}): this is no text file")
    return text
