"""Documents, quotations and remarks as CSL items, from which every citation is written.

`accessed` (YYYY-MM-DD) goes into items that are on the web. `site` (https://example.org) is where the pages of this
archive are: what was published nowhere that is known is cited by its page here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from django.db.models import F, OuterRef, Prefetch, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Left
from django.urls import reverse

from archive.lib.chinese_dates import read_numeral
from people.models import Speaker
from people.names.labels import parse_label
from people.names.shapes import OFFICES, SURNAMES, is_foreign_name

from .citations.csl import Date, Item, Name
from .models import Contribution, Document, Paragraph, Publication, Quotation, Remark
from .models.quotation import UNREAD

Kind = Publication.Kind
TYPES = {
    Kind.NEWSPAPER: "article-newspaper",
    Kind.YEARBOOK: "chapter",
    Kind.BOOK: "chapter",
    Kind.JOURNAL: "article-journal",
    Kind.SITE: "webpage",
}
UNPUBLISHED = ("document", "speech", "chapter")  # what a text is called that no publication is known of
# Whose work a document is: its author, else who reported it, else who spoke.
BYLINES = (Contribution.Role.AUTHOR, Contribution.Role.REPORTER)
RESPONSIBLE = (*BYLINES, Contribution.Role.SPEAKER)
_NUMBER = r"([0-9０-９〇零一二三四五六七八九十百]+)"
_PAGES = re.compile(
    rf"{_NUMBER}(?:\s*[-–—~～至]\s*{_NUMBER})?\s*[版页頁]"  # 第9版, 第12—18页
    r"|^[pP]{1,2}\.?\s*([0-9]+)(?:[-–—]([0-9]+))?$"
)
_NEWSPAPER_PAGE = re.compile(rf"{_NUMBER}\s*版")
_BARE_PAGES = re.compile(r"([0-9]+)(?:\s*[-–—]\s*([0-9]+))?")
_YEARBOOK = re.compile(r".*年[鉴鑑]\s*[（(]?((?:18|19|20)[0-9]{2})\s*年?卷?[）)]?")  # 云州年鉴2014, 云州年鉴（2014卷）
UNTITLED = "[无题]"
# Who works on a book for its publisher is not responsible for it (GB/T 7714, 4.1: 主要责任者, 其他责任者).
_OF_THE_HOUSE = re.compile(r"责任编辑|責任編輯|责编|特[约邀]编辑|美术编辑|装帧|封面设计|校对")
_GAZETTE = re.compile(r"(?<!大)公[报報]")
_ISSUE = re.compile(rf"第\s*{_NUMBER}\s*期")
_VOLUME = re.compile(rf"第\s*{_NUMBER}\s*[集辑輯卷册冊]")
FIRST_WORDS = 60  # characters of a remark that stand below its reference


CONTRIBUTORS = Contribution.objects.select_related("speaker")


def whole(rows: QuerySet[Document]) -> QuerySet[Document]:
    """Documents with all that citing them needs, and the printed pages (`begins`, `ends`) of their text."""
    rows = rows.select_related("publication", "meeting", "parent").defer("claims", "imported", "problems")
    text = Paragraph.objects.filter(document=OuterRef("pk")).exclude(kind=Paragraph.Kind.CONTENTS)
    rows = rows.annotate(begins=_first_of(F("page"), text, "sequence"), ends=_first_of(F("page"), text, "-sequence"))
    return rows.prefetch_related(Prefetch("contributions", CONTRIBUTORS))


def quoting(rows: QuerySet[Quotation]) -> QuerySet[Quotation]:
    """Quotations with all that citing the documents for them needs."""
    document = "document__"
    rows = rows.select_related("paragraph", *(document + name for name in ("publication", "meeting", "parent")))
    rows = rows.prefetch_related("speakers", Prefetch("document__contributions", CONTRIBUTORS))
    return rows.defer("imported", *UNREAD)


def speaking(rows: QuerySet[Remark]) -> QuerySet[Remark]:
    """Remarks with all that citing the documents for them needs, with their pages and the first of their `words`."""
    document = "document__"
    rows = rows.select_related("speaker", *(document + name for name in ("publication", "meeting", "parent")))
    rows = rows.prefetch_related(Prefetch("document__contributions", CONTRIBUTORS))
    inside = {"sequence__gte": OuterRef("first"), "sequence__lte": OuterRef("last"), "kind": Paragraph.Kind.BODY}
    text = Paragraph.objects.filter(document=OuterRef("document"), **inside)
    return rows.annotate(
        begins=_first_of(F("page"), text, "sequence"),
        ends=_first_of(F("page"), text, "-sequence"),
        words=_first_of(Left("text", FIRST_WORDS + 1), text, "sequence"),
    ).defer("imported", *(document + name for name in ("claims", "imported", "problems")))


def _first_of(what: F | Left, paragraphs: QuerySet[Paragraph], order: str) -> Coalesce:
    """A value of the first of some paragraphs of the outer row."""
    return Coalesce(Subquery(paragraphs.order_by(order).values(found=what)[:1]), Value(""))


def item_of(document: Document, accessed: str = "", site: str = "") -> Item:
    """The CSL item of a document with its publication, parent, meeting, contributions and their speakers loaded."""
    publication, appeared = document.publication, issued(document)
    kind = csl_type(document)
    url = document.url
    if site and not url and not (publication and appeared):
        url = site + reverse("documents:document", args=[document.public_id])
        if not publication and (kind in UNPUBLISHED or document.kind == Document.Kind.COMPILATION):
            kind = TYPES[Kind.SITE]
    host = publication.title if publication else document.parent.title if document.parent else ""
    printed = publication is not None and kind not in ("webpage", "post")
    # The conference of a paper: a speech that a yearbook prints is no part of its proceedings.
    spoken = document.meeting is not None and document.kind == Document.Kind.SPEECH and kind != "chapter"
    return Item(
        kind,
        id=document.public_id,
        title=document.title or UNTITLED,
        language=document.language,
        container_title="" if kind in ("book", "speech") else host,
        publisher=publication.publisher if publication and printed else "",
        publisher_place=publication.place if publication and printed else "",
        isbn=publication.isbn if publication else "",
        issn=publication.issn if publication else "",
        issue=_first(_ISSUE, document.locator),
        volume=_first(_VOLUME, document.locator, whole=True) if kind == "chapter" else "",
        page=pages(document.locator) or (_printed_pages(document) if publication and kind != "book" else ""),
        url=url,
        author=names(document.contributions.all(), RESPONSIBLE),
        editor=names(document.contributions.all(), (Contribution.Role.EDITOR,)),
        event_title=document.meeting.name if document.meeting and spoken else "",
        event_place=document.meeting.place if document.meeting and spoken else "",
        issued=appeared,
        accessed=Date.from_edtf(accessed) if accessed and url else None,
    )


def quoting_item(quotation: Quotation, accessed: str = "", site: str = "") -> Item:
    """The item of the document a quotation stands in, cited for its words on their printed page."""
    speaker = "、".join(s.name for s in quotation.named_speakers) or quotation.speaker_name or quotation.label
    item = item_of(quotation.document, accessed, site)
    return item.quoting(quotation.text, speaker, pages(quotation.paragraph.page))


def remark_item(remark: Remark, accessed: str = "", site: str = "") -> Item:
    """The item of the document a remark stands in, cited for its first words on their printed pages.

    Where a document is cited by those who spoke in it, the remark is cited by its own speaker.
    """
    speaker = remark.speaker.name if remark.speaker else remark.label
    item = item_of(remark.document, accessed, site)
    if not names(remark.document.contributions.all(), BYLINES):
        item = replace(item, author=(Name(literal=speaker),))
    words = remark.words[:FIRST_WORDS] + ("…" if len(remark.words) > FIRST_WORDS else "")  # type: ignore[attr-defined]
    return item.quoting(words, speaker, _printed_pages(remark))


def csl_type(document: Document) -> str:
    """The CSL type: by what the document appeared in, else by what it is.

    >>> csl_type(Document(kind="speech", publication=Publication(title="山村年鉴", kind="yearbook")))
    'chapter'
    >>> csl_type(Document(kind="article", url="https://example.org/1")), csl_type(Document(kind="speech"))
    ('webpage', 'speech')
    """
    kind = document.publication.kind if document.publication else ""
    whole = document.parent is None and document.kind in (Document.Kind.BOOK, Document.Kind.COMPILATION)
    if whole and kind in ("", Kind.BOOK, Kind.YEARBOOK) and (document.title or document.publication):
        return "book"
    if kind == Kind.NEWSPAPER and _is_gazette(document):
        return TYPES[Kind.JOURNAL]
    if kind in TYPES:
        return TYPES[Kind(kind)]
    if document.publication and _ISSUE.search(document.locator):
        return TYPES[Kind.JOURNAL]  # 斗渠简报, 第74期: what has numbers is a serial
    if not document.publication and _NEWSPAPER_PAGE.search(document.locator):
        return TYPES[Kind.NEWSPAPER]  # 第9版(理论), and no word of which paper
    if document.publication or (document.parent and document.parent.title):
        return "webpage" if document.url else "chapter"
    if document.url:
        return "webpage"
    return "speech" if document.kind == Document.Kind.SPEECH else "document"


def _is_gazette(document: Document) -> bool:
    """Whether it appeared in a number of a gazette, which is a serial: 渠县政府公报, 第八期; 大公报 is a newspaper."""
    title = document.publication.title if document.publication else ""
    numbered = _ISSUE.search(document.locator) and not _NEWSPAPER_PAGE.search(document.locator)
    return bool(numbered and _GAZETTE.search(title))


def issued(document: Document) -> Date | None:
    """When it appeared: the day of publication, the year of the volume, else the document's own date.

    A yearbook that does not say when it was printed is dated by the year of its name, as an estimate.
    """
    publication = document.publication
    in_volume = publication is not None and publication.kind in (Kind.BOOK, Kind.YEARBOOK)
    year = publication.year if publication and in_volume else ""
    if publication and publication.kind == Kind.YEARBOOK and not year:
        named = _YEARBOOK.fullmatch(publication.title)
        year = f"{named[1]}~" if named else ""
    day = document.publication_date
    if document.date.startswith(f"{day}-") and not in_volume:
        day = document.date  # 1957 by the paper's own word, the day by the text
    for text in (day, year, document.date):
        if text:
            try:
                return Date.from_edtf(text)
            except ValueError:
                return Date(literal=text)
    return None


def names(contributions: Iterable[Contribution], roles: Iterable[str]) -> tuple[Name, ...]:
    """The names in the first of `roles` that anybody has, in printed order; editors of the publisher are left out."""
    rows = sorted(contributions, key=lambda row: (row.sequence, row.pk or 0))
    rows = [row for row in rows if not _OF_THE_HOUSE.search(row.position) and _is_named(row)]
    for role in roles:
        if found := [row.speaker.name if row.speaker else row.label for row in rows if row.role == role]:
            return tuple(Name(literal=name) for name in found)
    return ()


def _is_named(row: Contribution) -> bool:
    """Whether a reference can name a contributor: a by-line as it is printed, of speakers a person or a body.

    A transcript calls many 代表, 问 or 总理秘书: that is a group, or nobody that a reader of the reference could know.
    """
    if row.role != Contribution.Role.SPEAKER:
        return True
    if row.speaker:
        return row.speaker.kind != Speaker.Kind.GROUP
    label = parse_label(row.label)
    short = row.label[:1] in SURNAMES and row.label not in OFFICES  # 秦主席, 齐某某
    return short or is_foreign_name(row.label) or bool(label and label.name)


def pages(locator: str) -> str:
    """The printed page or pages in a locator; empty where there are none.

    >>> [pages(text) for text in ("第9版(理论)", "第１２—１８页", "第三版", "2003年第10期", "57")]
    ['9', '12-18', '3', '', '57']
    """
    found = _PAGES.search(locator) or _BARE_PAGES.fullmatch(locator.strip())
    if not found:
        return ""
    return "-".join(_figures(number) for number in found.groups() if number)


def _printed_pages(row: Document | Remark) -> str:
    """The pages on which a text begins and ends, where its rows were loaded with them."""
    first, last = pages(getattr(row, "begins", "")), pages(getattr(row, "ends", ""))
    return first if first == last or not last else f"{first}-{last}" if first else ""


def _first(pattern: re.Pattern[str], text: str, whole: bool = False) -> str:
    found = pattern.search(text)
    return (found[0] if whole else _figures(found[1])) if found else ""


def _figures(number: str) -> str:
    value = read_numeral(number)
    return number if value is None else str(value)
