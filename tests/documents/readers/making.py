"""Small files of each format, made by hand so that tests need no other library to write them."""

import io
import zipfile

from documents.readers import SourceError, SourceText, read_bytes

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DECLARED = '<?xml version="1.0" encoding="UTF-8"?>'


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A .zip of those files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def outcome(key: str, data: bytes) -> SourceText | SourceError:
    """What reading a file gives: its text, or why there is none."""
    try:
        return read_bytes(key, data)
    except SourceError as error:
        return error


def shown(value: object) -> str:
    """A parameter in the name of a test: short strings as they are, files not at all."""
    return value if isinstance(value, str) and len(value) < 80 else ""


# -- Word


def paragraph(text: str, style: str = "", *, bold: bool = False, number: tuple[int, int] | None = None) -> str:
    """A paragraph; `number` is (list, depth). `text` may hold tags of its own: `甲</w:t><w:br/><w:t>乙`."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        properties += f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>'
    run = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r>{run}<w:t>{text}</w:t></w:r></w:p>"


def note_mark(number: int, kind: str = "footnote") -> str:
    """The mark of a note, to be put into the text of a paragraph."""
    return f'</w:t><w:{kind}Reference w:id="{number}"/><w:t>'


def word_part(kind: str, body: str) -> bytes:
    """A part of a Word file: document, styles, numbering, footnotes, endnotes."""
    inner = f"<w:body>{body}</w:body>" if kind == "document" else body
    return f"{DECLARED}<w:{kind} {WORD}>{inner}</w:{kind}>".encode()


def docx(body: str, styles: str = "", numbering: str = "", footnotes: str = "", endnotes: str = "") -> bytes:
    """A Word file of these pieces of WordprocessingML."""
    office = f'<Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/>'
    parts = {"styles": styles, "numbering": numbering, "footnotes": footnotes, "endnotes": endnotes}
    related = "".join(
        f'<Relationship Id="{k}" Type="{RELATIONS}/{k}" Target="{k}.xml"/>' for k, v in parts.items() if v
    )
    relations = '<Relationships xmlns="{}/relationships">{}</Relationships>'
    files = {
        "[Content_Types].xml": f'{DECLARED}<Types xmlns="{PACKAGE}/content-types"/>'.encode(),
        "_rels/.rels": (DECLARED + relations.format(PACKAGE, office)).encode(),
        "word/document.xml": word_part("document", body),
        "word/_rels/document.xml.rels": (DECLARED + relations.format(PACKAGE, related)).encode(),
    }
    files |= {f"word/{kind}.xml": word_part(kind, xml) for kind, xml in parts.items() if xml}
    return zipped(files)


def style(name: str, shown: str, inside: str = "") -> str:
    """A paragraph style by its id and its name."""
    return f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{shown}"/>{inside}</w:style>'


def note(number: int, text: str, kind: str = "footnote") -> str:
    """A note of a Word file."""
    return f'<w:{kind} w:id="{number}">{paragraph(text)}</w:{kind}>'


# -- books


def epub(title: str, chapters: dict[str, str], more: dict[str, str] | None = None, identifier: str = "") -> bytes:
    """A book whose spine names the chapters in the order given."""
    items = "".join(f'<item id="{n}" href="{n}.xhtml" media-type="application/xhtml+xml"/>' for n in sorted(chapters))
    spine = "".join(f'<itemref idref="{name}"/>' for name in chapters)
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
        f"<dc:title>{title}</dc:title><dc:creator>编写组</dc:creator><dc:identifier>{identifier}</dc:identifier>"
        f"</metadata><manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OPS/book.opf"/></rootfiles></container>'
    )
    files = {"mimetype": "application/epub+zip", "META-INF/container.xml": container, "OPS/book.opf": package}
    files |= {f"OPS/{name}.xhtml": f"{DECLARED}<html><body>{body}</body></html>" for name, body in chapters.items()}
    return zipped({name: text.encode() for name, text in (files | (more or {})).items()})


# -- PDF


def pdf(pages: list[str], catalog: str = "", trailer: str = "", mapped: bool = True) -> bytes:
    """A PDF with pages of these lines; ideographic spaces at a line's beginning move it, an empty page bears no text.

    Its characters are told by a ToUnicode map, unless they are not `mapped`.
    """
    letters = sorted(set("".join(pages)) - {"\n", "\u3000"})
    code = {letter: number for number, letter in enumerate(letters, 1)}
    mapping = "\n".join(f"<{code[c]:04x}> <{c.encode('utf-16-be').hex()}>" for c in letters)
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(letters)} beginbfchar\n{mapping}\nendbfchar endcmap end end"
    )
    unicode = " /ToUnicode 5 0 R" if mapped else ""
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{6 + 2 * i} 0 R' for i in range(len(pages)))}] >>",
        f"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [4 0 R]{unicode} >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /DW 1000 /CIDSystemInfo << /Registry (Adobe) /Ordering"
        " (Identity) /Supplement 0 >> >>",
        f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
    ]
    for number, text in enumerate(pages):
        shown = "".join(shown_line(line, 750 - 18 * i, code) for i, line in enumerate(text.split("\n")) if line)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {7 + 2 * number} 0 R"
            " /Resources << /Font << /F 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(shown)} >>\nstream\n{shown}\nendstream")
    made, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    made += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    dictionary = f"<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>"
    return f"{made}trailer {dictionary}\nstartxref\n{made.rindex('xref')}\n%%EOF".encode()


def shown_line(line: str, height: int, code: dict[str, int]) -> str:
    """The operators that print a line, 12 points a character."""
    bare = line.lstrip("\u3000")
    left = 50 + 12 * (len(line) - len(bare))
    return f"BT /F 12 Tf {left} {height} Td <{''.join(f'{code[c]:04x}' for c in bare)}> Tj ET\n"


LOCKED = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{'ab' * 32}> /U <{'cd' * 32}> /P -4 >> /ID [<00> <00>]"
