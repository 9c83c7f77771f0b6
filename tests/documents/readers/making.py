"""Small files of each format, made by hand so that tests need no other library to write them."""

import io
import zipfile
from xml.sax.saxutils import escape

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def zipped(files: dict[str, bytes]) -> bytes:
    """A .zip of those files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def docx(paragraphs: list[tuple[str, str]], note: str = "", prolog: str = "") -> bytes:
    """A Word document of (style, text); `note` hangs on the second paragraph."""
    body = ""
    for number, (style, text) in enumerate(paragraphs):
        style_xml = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        mark = '<w:r><w:footnoteReference w:id="2"/></w:r>' if note and number == 1 else ""
        body += f"<w:p>{style_xml}<w:r><w:t>{escape(text)}</w:t></w:r>{mark}</w:p>"
    types = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    relations = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    )
    office = f'Type="{RELATIONS}/officeDocument" Target="word/document.xml"'
    styles = f'<Relationship Id="r3" Type="{RELATIONS}/styles" Target="styles.xml"/>'
    files = {
        "[Content_Types].xml": types,
        "_rels/.rels": f'{relations}<Relationship Id="r1" {office}/></Relationships>',
        "word/document.xml": f'<?xml version="1.0"?>{prolog}<w:document {WORD}><w:body>{body}</w:body></w:document>',
        "word/styles.xml": f'<?xml version="1.0"?><w:styles {WORD}><w:style w:type="paragraph" w:styleId="heading 1">'
        '<w:name w:val="heading 1"/></w:style></w:styles>',
        "word/_rels/document.xml.rels": f'{relations}<Relationship Id="r2" Type="{RELATIONS}/footnotes" '
        f'Target="footnotes.xml"/>{styles}</Relationships>',
        "word/footnotes.xml": f'<?xml version="1.0"?><w:footnotes {WORD}><w:footnote w:id="2"><w:p><w:r><w:t>'
        f"{escape(note)}</w:t></w:r></w:p></w:footnote></w:footnotes>",
    }
    return zipped({name: text.encode() for name, text in files.items()})


def epub(title: str, chapters: dict[str, str]) -> bytes:
    """A book whose spine names the chapters in the order given."""
    items = "".join(f'<item id="{n}" href="{n}.xhtml" media-type="application/xhtml+xml"/>' for n in sorted(chapters))
    spine = "".join(f'<itemref idref="{name}"/>' for name in chapters)
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
        f"<dc:title>{title}</dc:title><dc:creator>编写组</dc:creator></metadata>"
        f"<manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OPS/book.opf"/></rootfiles></container>'
    )
    files = {"META-INF/container.xml": container, "OPS/book.opf": package}
    files |= {f"OPS/{name}.xhtml": f"<html><body>{body}</body></html>" for name, body in chapters.items()}
    return zipped({name: text.encode() for name, text in files.items()})


def pdf(pages: list[str]) -> bytes:
    """A PDF of one line a page, its characters told by a ToUnicode map; an empty page bears no text."""
    letters = sorted(set("".join(pages)))
    code = {letter: number for number, letter in enumerate(letters, 1)}
    mapping = "\n".join(f"<{code[c]:04x}> <{ord(c):04x}>" for c in letters)
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(letters)} beginbfchar\n{mapping}\nendbfchar endcmap end end"
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{6 + 2 * i} 0 R' for i in range(len(pages)))}] >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [4 0 R]"
        " /ToUnicode 5 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /DW 1000 /CIDSystemInfo << /Registry (Adobe) /Ordering"
        " (Identity) /Supplement 0 >> >>",
        f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
    ]
    for number, text in enumerate(pages):
        shown = f"BT /F 12 Tf 50 700 Td <{''.join(f'{code[c]:04x}' for c in text)}> Tj ET" if text else ""
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
    return f"{made}trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{made.index('xref')}\n%%EOF".encode()
