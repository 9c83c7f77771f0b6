"""Bytes to text: byte order mark, then strict UTF-8, then GB18030 or Big5 by score, then chardet's guess."""

from __future__ import annotations

import codecs
import re

import chardet

from .base import Decoded, SourceError

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
LONGEST_LINE = 1_000_000  # characters; no page and no paragraph is as long
SAMPLE = 200_000  # bytes; enough to tell two encodings apart

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
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


def read_text(key: str, data: bytes) -> Decoded:
    """Plain text, Markdown or a table, decoded; raises SourceError for what is no text and for an endless line."""
    text, encoding = decode(key, data)
    if len(text) > LONGEST_LINE:
        for number, line in enumerate(text.splitlines(), 1):
            if len(line) > LONGEST_LINE:
                raise SourceError(key, f"line {number}", f"{len(line):,} characters without a line end")
    return Decoded(text, encoding)


def decode(key: str, data: bytes) -> tuple[str, str]:
    """The text of `data` and the name of its encoding; raises SourceError naming the place where it is no text.

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
    nul = data.find(b"\0")
    if nul >= 0:
        raise SourceError(key, f"byte {nul}", "a NUL byte: this is no text file")
    if is_cut_utf8(data, failed):
        raise SourceError(key, f"byte {failed.start}", "the file ends in the middle of a character (UTF-8)")
    for encoding in guesses(data):
        try:
            return checked(key, data.decode(encoding)), encoding
        except (UnicodeDecodeError, LookupError):
            continue
    raise SourceError(key, f"byte {failed.start}", "not text in UTF-8, UTF-16, GB18030 or Big5")


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


def is_cut_utf8(data: bytes, error: UnicodeDecodeError) -> bool:
    """Whether `data` is UTF-8 that stops inside its last character."""
    return error.start > 16 and error.reason == "unexpected end of data" and error.end == len(data)


def guesses(data: bytes) -> list[str]:
    """Encodings to try, likeliest first: GB18030 and Big5 by how usual their characters are, then chardet's."""
    sample = data[:SAMPLE]
    scored = []
    for encoding in ("gb18030", "big5hkscs"):
        text = sample.decode(encoding, "replace")
        scored.append((frequency(text) - 5 * text.count("�") / max(len(text), 1), encoding))
    scored.sort(reverse=True)
    likely = [encoding for score, encoding in scored if score > 0.1]
    guess = chardet.detect(sample).get("encoding")
    return likely + ([guess.lower()] if guess and guess.lower() not in likely else [])


def frequency(text: str) -> float:
    """The share of everyday characters among those that are not ASCII, 0 to 1."""
    wide = [c for c in text if c > "\x7f"]
    return sum(c in FREQUENT for c in wide) / len(wide) if wide else 0.0


def checked(key: str, text: str) -> str:
    """`text` itself; raises SourceError where it holds control characters that no text has."""
    bad = CONTROL.search(text)
    if bad and (bad[0] == "\0" or len(CONTROL.findall(text)) > len(text) / 1000):
        line = text.count("\n", 0, bad.start()) + 1
        raise SourceError(key, f"line {line}", f"a control character (U+{ord(bad[0]):04X}): this is no text file")
    return text
