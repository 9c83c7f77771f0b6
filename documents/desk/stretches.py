"""Stretches of a paragraph that are quotations: where they begin and end, one made of two, two made of one."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from documents.extraction.spans import MappedText
from documents.models import Act, Address, Paragraph, Quotation

from .acts import Doing, act
from .conflicts import nearest

SENTENCE_END = re.compile("[。！？；…][”’」』]*")
OPENING, CLOSING, SPACES = "“‘「『", "”’」』", " \u3000"
# What both halves of a quotation that is split are about.
SHARED = ("kind", "label", "speaker_name", "work", "cited_work_id", "occasion", "meeting_id", "evidence", "rule")


def stretch(paragraph: Paragraph, start: int, end: int) -> dict[str, Any]:
    """The fields of a quotation that is these characters of a paragraph. Raises ValidationError if it has no such."""
    text = paragraph.text
    if not 0 <= start < end <= len(text):
        raise ValidationError(_("A quotation must begin and end within its paragraph."))
    return {"start": start, "end": end, "text": text[start:end], **source_places(paragraph, start, end)}


def source_places(paragraph: Paragraph, start: int, end: int) -> dict[str, int]:
    """Where a stretch of a paragraph stands in the source; nothing if the paragraph was edited since it was read."""
    mapped = MappedText.from_runs(paragraph.text, paragraph.source_map)
    if sum(run.length for run in mapped.runs) != len(paragraph.text):
        return {}
    low, high = mapped.source_span(start, end)
    return {"source_start": low, "source_end": high}


def first_sentence_end(words: str) -> int | None:
    """Where the first sentence of several ends; None if there is one only.

    >>> first_sentence_end("修渠。”“种树。"), first_sentence_end("修渠。")
    (4, None)
    """
    found = next((match.end() for match in SENTENCE_END.finditer(words)), None)
    return found if found is not None and bare(words[found:]) else None


def halves(text: str, start: int, at: int, end: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """The two stretches into which one is cut, without the marks and spaces that stood between them.

    >>> halves("“修渠。”“种树。”", 1, 5, 9)
    ((1, 4), (6, 9))
    """
    low, high = at, at
    while low > start and (text[low - 1].isspace() or text[low - 1] in OPENING or text[low - 1] in CLOSING):
        low -= 1
    while high < end and (text[high].isspace() or text[high] in OPENING or text[high] in CLOSING):
        high += 1
    return (start, low), (high, end)


def split(
    quotation: Quotation, user: Any, at: int | None = None, start: int | None = None, end: int | None = None
) -> tuple[Doing, Quotation]:
    """Make two of a quotation, cut before character `at` of its paragraph (else after its first sentence).

    `start` and `end` are the outer ends where these are to move too. Both have the same
    speakers. Returns what was done and the second one. Raises ValidationError where one of them would be empty.
    """
    paragraph = quotation.paragraph
    start = quotation.start if start is None else start
    end = quotation.end if end is None else end
    words = stretch(paragraph, start, end)["text"]
    if at is None:
        at = start + (first_sentence_end(words) or len(words))
    first, second = halves(paragraph.text, start, min(max(at, start), end), end)
    if first[0] >= first[1] or second[0] >= second[1]:
        raise ValidationError(_("A quotation is split somewhere within its words."))
    with act(user, Act.Kind.REVIEW, _("split “%s”") % quotation.text[:60]) as doing:
        made = Quotation(
            document_id=quotation.document_id,
            paragraph=paragraph,
            sequence=quotation.sequence,
            confidence=quotation.confidence,
            status=Quotation.Status.CORRECTED,
            **{name: getattr(quotation, name) for name in SHARED},
            **stretch(paragraph, *second),
        )
        doing.create(made)
        doing.link(made, "speakers", list(quotation.speakers.values_list("pk", flat=True)))
        doing.set([quotation], **stretch(paragraph, *first), status=Quotation.Status.CORRECTED)
    return doing, made


def following(quotation: Quotation) -> Quotation | None:
    """The standing quotation that comes next in the same paragraph."""
    rows = Quotation.objects.filter(paragraph=quotation.paragraph_id, start__gte=quotation.end)
    return rows.exclude(status=Quotation.Status.REJECTED).order_by("start", "pk").first()


def continuation(quotation: Quotation) -> Quotation | None:
    """The quotation with which the next paragraph begins, where this one stands at the end of its own.

    Words printed over several paragraphs, each opened by a mark of its own, are read as such.
    """
    here = quotation.paragraph
    if bare(here.text[quotation.end :]):
        return None
    later = Paragraph.objects.filter(document=here.document_id, sequence__gt=here.sequence, kind=here.kind)
    paragraph = later.order_by("sequence").first()
    standing = Quotation.objects.filter(paragraph=paragraph).exclude(status=Quotation.Status.REJECTED)
    first = standing.order_by("start", "pk").first() if paragraph else None
    return first if first and paragraph and not bare(paragraph.text[: first.start]) else None


def bare(text: str) -> str:
    """A text without the marks of quotations and the spaces at its ends.

    >>> bare("　“"), bare("。”他说")
    ('', '。”他说')
    """
    return text.strip(OPENING + CLOSING + SPACES)


def join(quotation: Quotation, user: Any) -> Doing:
    """Make one of a quotation and the one that follows in its paragraph, with what stands between them.

    The second's address leads to the first. Raises ValidationError where none follows.
    """
    other = following(quotation)
    if other is None and continuation(quotation):
        raise ValidationError(
            _("The next quotation stands in the next paragraph. A quotation stands in one paragraph: they stay two.")
        )
    if other is None:
        raise ValidationError(_("No quotation follows in this paragraph."))
    with act(user, Act.Kind.REVIEW, _("joined “%(one)s” and “%(other)s”") % shortened(quotation, other)) as doing:
        doing.set(
            [quotation],
            **stretch(quotation.paragraph, quotation.start, other.end),
            status=Quotation.Status.CORRECTED,
        )
        doing.link(
            quotation, "speakers", sorted({each.pk for row in (quotation, other) for each in row.speakers.all()})
        )
        address = other.public_id
        doing.delete([other])
        Address.objects.filter(public_id=address).update(target=quotation.public_id, reason="joined")
    return doing


def retext(paragraph: Paragraph, text: str, doing: Doing) -> None:
    """Give a paragraph another text; its quotations move to where their words stand in it.

    Raises ValidationError where a standing quotation would be lost.
    """
    moved = []
    for quotation in paragraph.quotations.all():
        start = nearest(quotation.text, text, quotation.start)
        if start is not None:
            moved.append((quotation, start))
        elif quotation.status != Quotation.Status.REJECTED:
            raise ValidationError(
                _("The paragraph would lose these quotations; correct or reject them first: %(lost)s"),
                params={"lost": quotation.text[:40]},
            )
    doing.set([paragraph], text=text)
    for quotation, start in moved:
        doing.set([quotation], start=start, end=start + len(quotation.text))


def shortened(one: Quotation, other: Quotation) -> dict[str, str]:
    """The words of two quotations, short enough for a line."""
    return {"one": one.text[:30], "other": other.text[:30]}
