"""What readers, engine and imports say of a file or a record, in the language of the page.

They know no Django and speak English, also on the command line, and their sentences are stored as they were said.
Here are the forms of these sentences, each with holes for its values: a stored sentence is known again by its form and
told anew in the reader's language. One of no known form is told as it stands.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from django.utils.translation import gettext, gettext_noop, pgettext_lazy

PLACES = (
    gettext_noop("line {number}"),
    gettext_noop("byte {number}"),
    gettext_noop("row {number}"),
    gettext_noop("page {number}"),
    gettext_noop("{file} line {number}"),
)

# The first form that fits is taken: a form goes before another that is wider.
SENTENCES = (
    # any file
    gettext_noop("the file is empty: it holds no text"),
    gettext_noop("the file holds no text"),
    gettext_noop("an archive, which holds several files"),
    gettext_noop("no reader for a name without an ending"),
    gettext_noop("no reader for {suffix}"),
    gettext_noop("an old Word file (.doc) or one with a password: save it as .docx without one"),
    gettext_noop("an RTF file: save it as .docx"),
    gettext_noop("a picture: it needs OCR first"),
    gettext_noop("a DjVu file: it needs OCR first"),
    gettext_noop("a RAR archive: unpack it first"),
    gettext_noop("a 7z archive: unpack it first"),
    gettext_noop("a gzip archive: unpack it first"),
    gettext_noop("{count} {what} are more than the {most} a file may have"),
    gettext_noop("more than {most} characters without a line end"),
    gettext_noop("more than {most} characters"),
    gettext_noop("reading it took longer than {count} seconds"),
    gettext_noop("reading it takes more memory than there is"),
    gettext_noop("reading it took more memory than one file may"),
    gettext_noop("the process that read it died"),
    gettext_noop("the file's name is no text, or too long"),
    gettext_noop("the file's name is no text"),
    gettext_noop("the file's name is too long"),
    gettext_noop("the name leads out of the archive"),
    # packed files
    gettext_noop("stands twice in the archive"),
    gettext_noop("a file of the archive stands where its folder should be"),
    gettext_noop("is not in the archive"),
    gettext_noop("is encrypted"),
    gettext_noop("is packed in another way than stored or deflated"),
    gettext_noop("is packed {count} to one, which no text is: an archive bomb"),
    gettext_noop("damaged, or no whole archive: not as long as its directory says"),
    gettext_noop("is missing: damaged, or no {what}"),
    gettext_noop("names no book"),
    gettext_noop("the book is protected by DRM"),
    # PDF
    gettext_noop("is protected by a password"),
    gettext_noop("its fonts do not say which characters they print: it needs OCR first"),
    gettext_noop("{count} pages without a text layer: a scan, which needs OCR first"),
    gettext_noop("damaged: pdfium broke off in it"),
    # tables, JSON, XML
    gettext_noop("a quotation mark that is never closed"),
    gettext_noop("no column holds running text: {names}"),
    gettext_noop("no list of records with a text in this JSON"),
    gettext_noop("no JSON object"),
    gettext_noop("JSON nested too deeply"),
    gettext_noop("broken JSON: {detail}"),
    gettext_noop("broken XML: {detail}"),
    gettext_noop("not well-formed XML: {detail}"),
    gettext_noop("defines XML entities, which no such file does"),
    gettext_noop("XML, but no Akoma Ntoso debate: it holds <{name}>"),
    gettext_noop("a document type (<!DOCTYPE …>), which this archive does not read: take it out"),
    gettext_noop("elements inside elements more than {most} deep"),
    # encodings
    gettext_noop("a NUL byte: this is no text file"),
    gettext_noop("a control character (U+{code}): this is no text file"),
    gettext_noop("not text in UTF-8, UTF-16, GB18030 or Big5"),
    gettext_noop("the file ends in the middle of a character ({encoding})"),
    gettext_noop("not {encoding}, in which the rest of the file seems to be"),
    gettext_noop("not {encoding}, which the file's mark claims"),
    gettext_noop("damaged, or no {what} file: it does not begin as one"),
    gettext_noop("damaged, or no {what}: {detail}"),
    # imports
    gettext_noop(
        "another file of this name was imported from {root}. Import with --root set to a folder above "
        "both to keep the two apart, or with --replace to put this one in its place"
    ),
    gettext_noop("the database refuses it: {detail}"),
    # the system
    gettext_noop("No such file or directory"),
    gettext_noop("Permission denied"),
    gettext_noop("Is a directory"),
    gettext_noop("Not a directory"),
    gettext_noop("Input/output error"),
    gettext_noop("File name too long"),
    # a document
    gettext_noop("date: {line} ({where}) was believed, not {other} ({elsewhere})"),
    gettext_noop("{line} was read as a date and is none"),
    gettext_noop("a speech of nobody holds no words"),
    gettext_noop("a speech of {name} holds no words"),
    gettext_noop("a speech says neither by whom nor from whom it is"),
    # a retired address
    gettext_noop("no longer found in the source"),
    gettext_noop("no document names it any more"),
    gettext_noop("the import that brought it was undone"),
    gettext_noop("merged"),
    gettext_noop("joined"),
    # an import taken back
    gettext_noop("changed by a later import: {key}"),
    gettext_noop("a person has worked on it: {key}"),
    gettext_noop("the archive has no bytes of the version before: {key}"),
    gettext_noop("what the run changed by reading known bytes again"),
    gettext_noop("import run {number} is running"),
    gettext_noop("import run {number} is undone"),
    # one sentence in another, and what a program says that broke off
    gettext_noop("{reason} (exit status {number})"),
    gettext_noop("{key}, {place}: {reason}"),
    gettext_noop("{key}: {reason}"),
    gettext_noop("{error}: {detail}"),
)

# What the libraries say that read JSON, XML, packed files and PDF; of all else only our part of the sentence is told.
DETAILS = (
    gettext_noop("Expecting value"),
    gettext_noop("Expecting property name enclosed in double quotes"),
    gettext_noop("Expecting ':' delimiter"),
    gettext_noop("Expecting ',' delimiter"),
    gettext_noop("Extra data"),
    gettext_noop("Unterminated string starting at"),
    gettext_noop("Invalid control character at"),
    gettext_noop("no element found"),
    gettext_noop("syntax error"),
    gettext_noop("not well-formed (invalid token)"),
    gettext_noop("unclosed token"),
    gettext_noop("mismatched tag"),
    gettext_noop("duplicate attribute"),
    gettext_noop("junk after document element"),
    gettext_noop("undefined entity"),
    gettext_noop("File is not a zip file"),
    gettext_noop("Failed to load document (PDFium: Data format error)."),
)

WORDS = {
    "archive": pgettext_lazy("what a file holds", "archive"),
    "archives inside each other": pgettext_lazy("what a file holds", "archives inside each other"),
    "book": pgettext_lazy("what a file holds", "book"),
    "bytes": pgettext_lazy("what a file holds", "bytes"),
    "bytes of archives inside": pgettext_lazy("what a file holds", "bytes of archives inside"),
    "bytes unpacked": pgettext_lazy("what a file holds", "bytes unpacked"),
    "chapters": pgettext_lazy("what a file holds", "chapters"),
    "characters": pgettext_lazy("what a file holds", "characters"),
    "columns": pgettext_lazy("what a file holds", "columns"),
    "commas and brackets": pgettext_lazy("what a file holds", "commas and brackets"),
    "elements": pgettext_lazy("what a file holds", "elements"),
    "elements inside each other": pgettext_lazy("what a file holds", "elements inside each other"),
    "files": pgettext_lazy("what a file holds", "files"),
    "lines": pgettext_lazy("what a file holds", "lines"),
    "names of values": pgettext_lazy("what a file holds", "names of values"),
    "pages": pgettext_lazy("what a file holds", "pages"),
    "records": pgettext_lazy("what a file holds", "records"),
    "tags": pgettext_lazy("what a file holds", "tags"),
    "values": pgettext_lazy("what a file holds", "values"),
    "web page": pgettext_lazy("what a file holds", "web page"),
    "whole archive": pgettext_lazy("what a file holds", "whole archive"),
    "Word file": pgettext_lazy("what a file holds", "Word file"),
}
# Where a document prints a date, by the names of `documents.extraction.metadata.dating`.
DATED = {
    "aside": pgettext_lazy("where a date is printed", "aside"),
    "below-title": pgettext_lazy("where a date is printed", "below the title"),
    "head": pgettext_lazy("where a date is printed", "head"),
    "imprint": pgettext_lazy("where a date is printed", "imprint"),
    "issue": pgettext_lazy("where a date is printed", "issue"),
    "lead": pgettext_lazy("where a date is printed", "lead"),
    "paper": pgettext_lazy("where a date is printed", "newspaper"),
    "published": pgettext_lazy("where a date is printed", "line of publication"),
    "record": pgettext_lazy("where a date is printed", "record"),
    "signature": pgettext_lazy("where a date is printed", "signature"),
    "source": pgettext_lazy("where a date is printed", "source"),
    "title": pgettext_lazy("where a date is printed", "title"),
    "when": pgettext_lazy("where a date is printed", "line of the time"),
    "year": pgettext_lazy("where a date is printed", "year"),
}
NUMBER, QUOTED = r"-?[\d,.]+", r"'.*'|\".*\""
HOLES = {
    "count": NUMBER,
    "most": NUMBER,
    "number": NUMBER,
    "code": "[0-9A-F]+",
    "line": QUOTED,
    "other": QUOTED,
    "error": r"[A-Z]\w+",
}


def told(sentence: str) -> str:
    """A sentence of the readers, the engine or an import in the language of the page."""
    return _told(sentence, SENTENCES) or sentence


def place_told(place: str | None) -> str:
    """Where in a file something is (`line 3`) in the language of the page; nothing for the whole of it."""
    return _told(place, PLACES) or place if place else ""


def _told(sentence: str, forms: Iterable[str]) -> str | None:
    for form in forms:
        if found := _pattern(form).fullmatch(sentence):
            values = _values(found.groupdict())
            if values is None:
                continue
            said = gettext(form)
            return sentence if said == form else said.format(**values).rstrip("：")
    return None


def _values(given: Mapping[str, str]) -> dict[str, Any] | None:
    """The values of a sentence in the language of the page; None where what should be a sentence is none."""
    values: dict[str, Any] = dict(given)
    for name, value in given.items():
        if name == "reason":
            values[name] = _told(value, SENTENCES)
            if values[name] is None:
                return None
        elif name == "detail":
            values[name] = _told(value, DETAILS) or ""
        elif name == "place":
            values[name] = place_told(value)
        elif name in ("line", "other"):
            values[name] = ast.literal_eval(value)
        elif name == "what":
            values[name] = WORDS.get(value, value)
        elif name in ("where", "elsewhere"):
            values[name] = DATED.get(value, value)
    return values


@cache
def _pattern(form: str) -> re.Pattern[str]:
    """What a sentence of a form looks like."""
    pieces = re.split(r"\{(\w+)\}", form)
    holes = [f"(?P<{name}>{HOLES.get(name, '.+?')})" for name in pieces[1::2]]
    texts = [re.escape(text) for text in pieces[::2]]
    return re.compile("".join(a + b for a, b in zip(texts, [*holes, ""], strict=True)), re.DOTALL)
