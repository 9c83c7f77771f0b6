"""What a record page tells reference managers in its head: Highwire Press tags, which Zotero and Scholar read, and for
Zotero the type of the item, which the tags cannot say."""

from __future__ import annotations

from documents.citations.csl import Item
from documents.citations.zotero import item_type

_HOSTS = {
    "article-newspaper": "citation_journal_title",
    "article-journal": "citation_journal_title",
    "article-magazine": "citation_journal_title",
    "chapter": "citation_inbook_title",
}


def highwire(item: Item, address: str) -> list[tuple[str, str]]:
    """The (name, content) of the tags for an item whose page is at `address`.

    >>> dict(highwire(Item("article-newspaper", title="修渠", container_title="山城日报"), "https://x/d/1"))["citation_journal_title"]
    '山城日报'
    """
    first, _, last = item.page.partition("-")
    tags = [
        ("z:itemType", item_type(item)),
        ("citation_title", item.title),
        *(("citation_author", name.literal) for name in item.author),
        *(("citation_editor", name.literal) for name in item.editor),
        ("citation_publication_date", item.issued.iso.replace("-", "/") if item.issued else ""),
        (_HOSTS.get(item.type, ""), item.container_title),
        ("citation_publisher", item.publisher),
        ("citation_isbn", item.isbn),
        ("citation_issn", item.issn),
        ("citation_issue", item.issue),
        ("citation_firstpage", first),
        ("citation_lastpage", last),
        ("citation_language", item.language),
        ("citation_abstract", str(item.quotation or "")),
        ("citation_public_url", address),
    ]
    return [(name, content) for name, content in tags if name and content]
