"""The kinds of files that a document is given as, each with its media type and its writer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from documents.models import Document

from .akoma_ntoso import MEDIA_TYPE as AKN
from .akoma_ntoso import akoma_ntoso_document
from .tei import MEDIA_TYPE as TEI
from .tei import Address, tei_document


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file: its name in an address and in the list of formats, its media type, and who writes it."""

    name: str
    title: str
    media_type: str
    write: Callable[[Document, Address], bytes]


KINDS = {
    kind.name: kind
    for kind in (
        FileKind("tei", "TEI", TEI, tei_document),
        FileKind("akn", "Akoma Ntoso", AKN, akoma_ntoso_document),
    )
}
