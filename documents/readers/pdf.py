"""PDF files with a text layer, by pdfium; pages are parted by form feeds. A scan without text is refused as such."""

from __future__ import annotations

import re
import time

import pypdfium2

from .base import Decoded, SourceError

MAX_PAGES = 20_000
SECONDS = 300  # for one file; pdfium reads some hundred pages a second
FEWEST = 3  # letters a page, on average, that make a text layer
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
LETTER = re.compile(r"[^\W\d_]")


def read_pdf(key: str, data: bytes) -> Decoded:
    """The text layer of a PDF, page by page; raises SourceError for scans, broken and protected files."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        reason = "is protected by a password" if "assword" in str(error) else f"is no readable PDF: {error}"
        raise SourceError(key, None, reason) from error
    try:
        pages = page_texts(key, document)
    finally:
        document.close()
    letters = sum(len(LETTER.findall(page)) for page in pages)
    if letters < FEWEST * max(1, len(pages)):
        raise SourceError(key, None, f"{len(pages)} pages without a text layer: a scan, which needs OCR first")
    return Decoded("\f".join(pages), "utf-8")


def page_texts(key: str, document: pypdfium2.PdfDocument) -> list[str]:
    """The text of every page."""
    if len(document) > MAX_PAGES:
        raise SourceError(key, None, f"{len(document):,} pages are more than the {MAX_PAGES:,} a PDF may have")
    deadline = time.monotonic() + SECONDS
    pages = []
    for number in range(len(document)):
        if time.monotonic() > deadline:
            raise SourceError(key, f"page {number + 1}", f"reading took longer than {SECONDS} seconds")
        try:
            page = document[number]
            text = page.get_textpage().get_text_range()
        except pypdfium2.PdfiumError as error:
            raise SourceError(key, f"page {number + 1}", f"cannot be read: {error}") from error
        pages.append(CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
    return pages
