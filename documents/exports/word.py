"""A reference list as a Word file: hanging indents, 宋体 and Times New Roman, quotations below their references.

python-docx makes the file with its styles; the paragraphs are then written into it one by one, so that a list of any
length needs no more memory than a short one.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from functools import cache
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from archive.office import filled

from ..citations.gbt7714 import Reference

TITLE = "参考文献"
BODY = "word/document.xml"
ENTRY, QUOTED = "Bibliography", "Quoted"
_HERE = "HERE"
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def docx_pieces(references: Iterable[Reference]) -> Iterator[bytes]:
    """The references as a .docx file, in pieces that are given while the references come."""
    return filled(_frame(), BODY, _around_entries, map(_paragraphs, references))


def _around_entries(body: str) -> tuple[str, str]:
    before, after = re.split(rf"<w:p>(?:(?!</w:p>).)*{_HERE}.*?</w:p>", body, flags=re.S)
    return before, after


def _paragraphs(reference: Reference) -> str:
    label = f"{_run(reference.label)}<w:r><w:tab/></w:r>" if reference.label else ""
    quoted = _paragraph(QUOTED, _run(reference.quoted)) if reference.quoted else ""
    return _paragraph(ENTRY, label + _run(reference.text)) + quoted


def _paragraph(style: str, runs: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(_NOT_XML.sub(chr(0xFFFD), text))}</w:t></w:r>'


@cache
def _frame() -> bytes:
    """An empty list with its title and its styles."""
    document = Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(10.5)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    for name, left, first, after in ((ENTRY, 0.9, -0.9, 3), (QUOTED, 0.9, 0, 6)):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        style.paragraph_format.left_indent, style.paragraph_format.first_line_indent = Cm(left), Cm(first)
        style.paragraph_format.space_after = Pt(after)
    document.styles[QUOTED].font.size = Pt(9)
    title = document.add_heading(TITLE, 1)
    title.style.element.rPr.rFonts.set(qn("w:eastAsia"), "黑体")
    document.add_paragraph(_HERE)
    document.core_properties.title = TITLE
    document.core_properties.author = ""
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()
