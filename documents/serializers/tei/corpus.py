"""Many documents as one TEI corpus: a file each, and a root that includes them and describes everybody once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from lxml import etree

from documents.models import Document
from documents.serializers.whole import some_at_a_time, speakers_in
from documents.serializers.xml import XML, Element, written
from people.models import Speaker

from .document import Address, tei_element
from .header import encoding
from .people import TEI, described, make

ROOT = "corpus.xml"
AT_ONCE = 500  # speakers in memory
XI = "http://www.w3.org/2001/XInclude"
NSMAP = {None: TEI, "xi": XI, "xml": XML[1:-1]}
Known = dict[str, tuple[int, str]]  # keys and kinds of speakers by their public ids


def corpus_files(rows: QuerySet[Document], address: Address, title: str) -> Iterator[tuple[str, Iterable[bytes]]]:
    """The files of the corpus, name and content, in the order of `rows`, the root last; constant memory.

    The content of a file is to be taken before the next file is asked for.
    """
    names: list[str] = []
    speakers: Known = {}
    for document in some_at_a_time(rows):
        speakers |= {speaker.public_id: (speaker.pk, speaker.kind) for speaker in speakers_in(document)}
        names.append(f"{document.public_id}.xml")
        yield names[-1], [written(tei_element(document, address, shared=True))]
    if names:
        yield ROOT, root(title, names, speakers)


class Buffer(list[bytes]):
    """What has been written and not yet handed on."""

    def write(self, data: bytes) -> None:
        self.append(data)

    def drain(self) -> bytes:
        data = b"".join(self)
        self.clear()
        return data


def root(title: str, names: list[str], speakers: Known) -> Iterator[bytes]:
    """The corpus file, piece by piece."""
    buffer = Buffer()
    with etree.xmlfile(buffer, encoding="UTF-8") as file:
        file.write_declaration()
        with file.element(f"{{{TEI}}}teiCorpus", {f"{XML}lang": "zh-Hans"}, nsmap=NSMAP):
            with file.element(f"{{{TEI}}}teiHeader"):
                file.write(about(title, len(names)), encoding())
                if speakers:
                    with file.element(f"{{{TEI}}}profileDesc"), file.element(f"{{{TEI}}}particDesc"):
                        yield from everybody(file, buffer, speakers)
            for name in names:
                file.write(etree.Element(f"{{{XI}}}include", href=name))
                yield buffer.drain()
    yield buffer.drain()


def everybody(file: Any, buffer: Buffer, speakers: Known) -> Iterator[bytes]:
    """The lists of persons and groups, and of bodies."""
    bodies = sorted(key for key, (_, kind) in speakers.items() if kind == Speaker.Kind.BODY)
    persons = sorted(speakers.keys() - set(bodies))
    for tag, keys in (("listPerson", persons), ("listOrg", bodies)):
        if keys:
            with file.element(f"{{{TEI}}}{tag}"):
                for start in range(0, len(keys), AT_ONCE):
                    file.write(*descriptions(keys[start : start + AT_ONCE], speakers))
                    yield buffer.drain()


def about(title: str, count: int) -> Element:
    """What the corpus is."""
    return make(
        "fileDesc",
        make("titleStmt", make("title", title)),
        make("extent", make("measure", unit="texts", quantity=str(count))),
        make("publicationStmt", make("publisher", "Yanlu 言录")),
        make("sourceDesc", make("p", "Each text names its own source.")),
    )


def descriptions(keys: list[str], speakers: Known) -> list[Element]:
    """These speakers, in this order."""
    rows = Speaker.objects.filter(pk__in=[speakers[key][0] for key in keys]).prefetch_related("names", "tenures")
    return [described(row) for row in sorted(rows, key=lambda each: each.public_id)]
