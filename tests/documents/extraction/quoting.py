"""What the tests of quotations need: invented paragraphs in, their quotations out."""

from __future__ import annotations

import re

from documents.extraction.attribution import attribute_quotations
from documents.extraction.mentions import find_mentions
from documents.extraction.quotations import find_quotations
from documents.extraction.spans import MappedText
from documents.extraction.types import Metadata, ParagraphData, QuotationData, RemarkData
from people.names import Gazetteer, KnownPerson, NameForm

WORDS = "路是人一步一步走出来的。"

KNOWN = Gazetteer(
    (
        KnownPerson("周大山", forms=(NameForm("周书记", "honorific"), NameForm("大山同志", "short"))),
        KnownPerson("孙小河"),
        KnownPerson("沈石桥"),
        KnownPerson("孔夫子", forms=(NameForm("孔圣人"),)),
        KnownPerson("石桥县委", kind="body"),
        KnownPerson("社员", kind="group"),
        KnownPerson("李春生", birth="1900"),
        KnownPerson("李春生", birth="1950"),
    )
)
TEACHER = Metadata("修路的人", "article")


def read(*texts: str, metadata: Metadata = TEACHER, remarks: tuple[RemarkData, ...] = ()) -> list[QuotationData]:
    """The quotations of invented paragraphs; a text that begins with a circled number is the note of that mark,
    one that begins with > is set off."""
    paragraphs, at = [], 0
    for i, text in enumerate(texts):
        note = re.match("([①-⑩]) ", text)
        quoted = text.startswith("> ")
        mapped = MappedText.of(text[note.end() if note else 2 * quoted :], at)
        kind, mark = ("note", note[1]) if note else ("body", None)
        paragraphs.append(ParagraphData(i, kind, mapped, mark=mark, quoted=quoted))
        at += len(text) + 1
    found = find_quotations(tuple(paragraphs))
    named = find_mentions(tuple(paragraphs), KNOWN)
    return list(attribute_quotations(found, tuple(paragraphs), remarks, metadata, KNOWN, named))


def speakers(*texts: str, **rest: object) -> list[str | None]:
    return [quotation.speaker for quotation in read(*texts, **rest)]  # type: ignore[arg-type]
