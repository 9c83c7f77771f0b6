"""Filters and tags of the public pages."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from documents import sentences
from documents.models import Contribution, Mention, Participation, Quotation, Remark
from documents.views import dates, reading
from documents.views.records import title_of
from documents.views.wording import written
from people.models import Speaker

register = template.Library()
SURE, LIKELY = 0.85, 0.6
OF_GROUPS = "不指某一个人"  # as fixtures/speakers.json has it
OPENING = 72  # characters of a remark in a list

register.filter("edtf", dates.edtf_text)
register.filter("language_tag", dates.language_tag)
register.filter("titled", title_of)
register.filter("told", sentences.told)
register.filter("place_told", sentences.place_told)


@register.filter
def hue(speaker: Speaker | None) -> str:
    """The class of the hue that a speaker's words are underlined in; one for nobody where there is none."""
    return f"hue-{reading.hue(speaker.public_id)}" if speaker else "hue-none"


@register.filter
def hue_of(public_id: str) -> str:
    """The class of the hue of a speaker of this public id."""
    return f"hue-{reading.hue(public_id)}"


@register.filter
def first_speaker(quotation: Quotation) -> Speaker | None:
    """The speaker of a quotation, the first of several; None where none is known."""
    return next(iter(quotation.named_speakers), None)


@register.simple_tag
def search_address() -> str:
    """Where words to look for are sent."""
    return reverse("documents:search")


@register.simple_tag
def remarks_address(speaker: Speaker, year: int | None = None) -> str:
    """Where the remarks of a speaker are looked for, of all years or one."""
    when = [written("date", f"{year:04}")] if year else []
    words = " ".join([written("speaker", speaker.name), written("kind", "remark"), *when])
    return f"{reverse('documents:search')}?{urlencode({'q': words} | ({} if year else {'sort': 'date'}))}"


@register.simple_tag
def link_to(name: str, public_id: str, text: Any) -> SafeString:
    """A link to the page of a record: `{% link_to "speaker" speaker.public_id speaker.name %}`."""
    return format_html('<a href="{}">{}</a>', reverse(f"documents:{name}", args=[public_id]), text)


@register.filter
def file_of(kind: str, record: Any) -> str:
    """The address of a document as a file of that kind: `{{ "tei"|file_of:record }}`."""
    return reverse(f"documents:document-{kind}", args=[record.public_id])


@register.filter
def person(row: Contribution | Participation | Remark | Mention) -> SafeString:
    """The name as printed (of a mention without its office), linked to the speaker where that is known."""
    name = row.name if isinstance(row, Mention) else row.label
    if row.speaker is None:
        return conditional_escape(name)
    return link_to("speaker", row.speaker.public_id, name or row.speaker.name)


@register.filter
def name_behind(row: Contribution | Participation | Remark) -> str:
    """Who it is that a text calls 主席 or 尼; nothing where the label has the name itself, or nobody knows."""
    return row.speaker.name if row.speaker and row.speaker.name not in row.label else ""


@register.filter
def people(rows: Any) -> SafeString:
    """Names in a row, each linked where it is known who it is."""
    return mark_safe(pgettext("between names", ", ").join(person(row) for row in rows))  # noqa: S308 - each name is escaped by `person`


@register.filter
def names(values: list[str]) -> str:
    """Names in a row."""
    return pgettext("between names", ", ").join(values)


@register.filter
def speakers_of(quotation: Quotation) -> SafeString:
    """Whose words a quotation is: the speakers known, else the name as read, else that nobody is named."""
    known = [link_to("speaker", speaker.public_id, speaker.name) for speaker in quotation.named_speakers]
    if known:
        return mark_safe(pgettext("between names", ", ").join(known))  # noqa: S308 - each name is escaped by `link_to`
    name = quotation.speaker_name or quotation.label
    if name and name == quotation.work:
        return SafeString("")  # 党的十八大报告指出: the document itself, which stands beside it as the work
    if name:
        return conditional_escape(name.replace(";", pgettext("between names", ", ")))
    return format_html('<span class="quiet">{}</span>', _nobody(quotation))


def _nobody(quotation: Quotation) -> str:
    """What stands for the speaker where nobody is named: a saying only where the text or an archivist calls it one."""
    if quotation.kind == Quotation.Kind.DIRECT:
        return _("no speaker named")
    return str(quotation.get_kind_display()) if _is_saying(quotation) else _("source unknown")


def _is_saying(quotation: Quotation) -> bool:
    """Whether the words are known to be everybody's: 俗话说 stands before them, or an archivist looked at them.

    That nobody is named beside words in marks says no more than that: somebody said them all the same.
    """
    found = quotation.kind == Quotation.Kind.SAYING
    return found and (quotation.rule == "proverb" or quotation.status != Quotation.Status.MACHINE)


@register.filter
def kind_told(quotation: Quotation) -> str:
    """What kind of quotation it is, as far as that is known."""
    if quotation.kind == Quotation.Kind.DIRECT or _is_saying(quotation):
        return str(quotation.get_kind_display())
    return _("words in quotation marks")


@register.filter
def work_link(quotation: Quotation) -> SafeString:
    """The work quoted, in 《》 and linked to its page; nothing where none is named."""
    title = quotation.work or (quotation.cited_work.title if quotation.cited_work else "")
    if not title:
        return SafeString("")
    key = quotation.cited_work.public_id if quotation.cited_work else title
    return format_html("《{}》", link_to("work", key, title))


@register.filter
def certainty(quotation: Quotation) -> str:
    """How sure an attribution is, in words."""
    if quotation.status == Quotation.Status.CONFIRMED:
        return _("confirmed by an archivist")
    if quotation.status == Quotation.Status.CORRECTED:
        return _("corrected by an archivist")
    if quotation.confidence >= SURE:
        return _("sure")
    return _("likely") if quotation.confidence >= LIKELY else _("uncertain")


@register.filter
def checked(row: Remark) -> str:
    """Whether an archivist has looked at a remark: who has it, in which office, where it begins and ends."""
    if not row.imported:
        return _("entered by an archivist")
    return _("corrected by an archivist") if row.edited_fields() else _("read by machine, not checked")


@register.filter
def opening(remark: Any) -> str:
    """The first words of a remark that was loaded with them and its length, with … where it goes on."""
    words: str = remark.first_words[:OPENING]
    return words if words and len(words) >= remark.length else f"{words}…"


@register.filter
def headline(title: str) -> SafeString:
    """A title with its subtitle on a line of its own, as it is printed.

    >>> headline("把水引上山——学习实录")
    '把水引上山<span class="subtitle">——学习实录</span>'
    """
    main, dash, rest = title.partition("——")
    return (
        format_html('{}<span class="subtitle">{}</span>', main, dash + rest)
        if main and rest
        else conditional_escape(title)
    )


@register.filter
def sourced(source: str) -> SafeString:
    """Where a fact is said: an address of this archive as a link, anything else as it is."""
    if found := re.fullmatch(r"(?:.*/)?d/([0-9a-z]{6,32})", source):
        return link_to("document", found[1], source)
    return conditional_escape(source)


@register.filter
def note_told(note: str) -> str:
    """A note on a person in the reader's language, where the authority file of this project wrote it."""
    return _("nobody in particular") if note == OF_GROUPS else note


@register.filter
def percent(value: float) -> str:
    """A share of one in percent.

    >>> percent(0.854)
    '85%'
    """
    return f"{value:.0%}"


@register.filter
def page_label(page: str) -> str:
    """A printed page as a margin shows it: the word for page around a bare number, else as printed."""
    return _("p. %(page)s") % {"page": page} if re.fullmatch(r"[0-9]+", page) else page
