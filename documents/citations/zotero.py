"""What Zotero reads in a page: the type of an item, and items as COinS (OpenURL ContextObjects in a span)."""

from __future__ import annotations

from urllib.parse import urlencode

from .csl import Item, Name

TYPES = {
    "article": "preprint",
    "article-journal": "journalArticle",
    "article-magazine": "magazineArticle",
    "article-newspaper": "newspaperArticle",
    "book": "book",
    "chapter": "bookSection",
    "classic": "book",
    "dataset": "dataset",
    "interview": "interview",
    "manuscript": "manuscript",
    "map": "map",
    "paper-conference": "conferencePaper",
    "patent": "patent",
    "periodical": "journalArticle",
    "personal_communication": "letter",
    "post-weblog": "blogPost",
    "report": "report",
    "software": "computerProgram",
    "speech": "presentation",
    "standard": "standard",
    "thesis": "thesis",
    "webpage": "webpage",
}  # any other: document
_FORMATS = {
    "journalArticle": ("journal", "article"),
    "magazineArticle": ("journal", "article"),
    "book": ("book", "book"),
    "bookSection": ("book", "bookitem"),
}  # any other: Dublin Core, whose type is Zotero's


def item_type(item: Item) -> str:
    """The type under which Zotero keeps an item.

    >>> [item_type(Item("speech", container_title=host)) for host in ("", "山村年鉴")], item_type(Item("song"))
    (['presentation', 'bookSection'], 'document')
    """
    return "bookSection" if item.type == "speech" and item.container_title else TYPES.get(item.type, "document")


def context_object(item: Item) -> str:
    """The item as the `title` of a `<span class="Z3988">`: an OpenURL ContextObject (Z39.88-2004).

    >>> from urllib.parse import parse_qs
    >>> made = parse_qs(context_object(Item("chapter", title="开路", container_title="山村年鉴", page="12-18")))
    >>> made["rft.genre"], made["rft.atitle"], made["rft.btitle"], made["rft.pages"]
    (['bookitem'], ['开路'], ['山村年鉴'], ['12-18'])
    """
    kind = item_type(item)
    form, genre = _FORMATS.get(kind, ("dc", ""))
    part = genre in ("article", "bookitem")
    pairs = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", f"info:ofi/fmt:kev:mtx:{form}"),
        ("rft.genre", genre),
        ("rft.type", kind if form == "dc" else ""),
        ("rft.atitle" if part else "rft.btitle" if form == "book" else "rft.title", item.title),
        ({"journal": "rft.jtitle", "book": "rft.btitle", "dc": "rft.source"}[form], item.container_title),
        ("rft.place", item.publisher_place),
        ("rft.publisher" if form == "dc" else "rft.pub", item.publisher),
        ("rft.volume", item.volume),
        ("rft.issue", item.issue),
        ("rft.pages", item.page),
        ("rft.date", item.issued.iso if item.issued else ""),
        *(("rft.creator" if form == "dc" else "rft.au", _name(name)) for name in item.author),
        ("rft.isbn", item.isbn),
        ("rft.issn", item.issn),
        ("rft.description", str(item.quotation or "")),
        ("rft.language", item.language),
        ("rft_id" if item.url else "", item.url),
    ]
    return urlencode([(key, value) for key, value in pairs if key and value])


def _name(name: Name) -> str:
    return name.literal or ", ".join(part for part in (name.family, name.given) if part)
