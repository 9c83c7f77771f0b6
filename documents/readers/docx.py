"""Word documents (.docx): paragraphs, headings, lists and notes by mammoth, kept as light Markdown."""

from __future__ import annotations

from io import BytesIO

import mammoth

from .archives import content, opened
from .base import Decoded, SourceError
from .marked import to_markdown


def read_docx(key: str, data: bytes) -> Decoded:
    """The text of a Word document, footnotes at its end; raises SourceError if it is none or beyond the limits."""
    with opened(key, data) as archive:
        if "word/document.xml" not in archive.namelist():
            raise SourceError(key, None, "not a Word document: word/document.xml is missing")
        for info in archive.infolist():
            if info.filename.startswith("word/") and info.filename.endswith(".xml"):
                refuse_entities(key, info.filename, content(key, archive, info))
    try:
        converted = mammoth.convert_to_html(
            BytesIO(data), convert_image=mammoth.images.img_element(lambda _image: {}), style_map=TITLES
        )
    except RecursionError as error:
        raise SourceError(key, None, "nested too deeply") from error
    except Exception as error:  # mammoth lets the errors of its XML parser and its own through
        raise SourceError(key, None, f"not a readable Word document: {error}") from error
    return Decoded(to_markdown(f"<html><body>{converted.value}</body></html>"), "utf-8")


HEADINGS = {"Title": "h1", "Subtitle": "h2", "标题": "h1", "副标题": "h2"} | {f"标题 {n}": f"h{n}" for n in range(1, 7)}
TITLES = "\n".join(f"p[style-name='{style}'] => {tag}:fresh" for style, tag in HEADINGS.items())


def refuse_entities(key: str, name: str, xml: bytes) -> None:
    """Raise SourceError for XML that defines entities: Word writes none, and they can grow without bounds."""
    if b"<!DOCTYPE" in xml[:4096] or b"<!ENTITY" in xml:
        raise SourceError(key, name, "defines XML entities, which no Word document does")
