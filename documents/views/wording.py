"""What narrows a query, as it is typed in the language of the page; `documents.search.query` reads all of them."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

from documents.search.instead import Offer

from .facets import Text

FIELDS_WRITTEN: dict[str, Text] = {
    "speaker": pgettext_lazy("in a query", "speaker"),
    "position": pgettext_lazy("in a query", "position"),
    "meeting": pgettext_lazy("in a query", "meeting"),
    "publication": pgettext_lazy("in a query", "publication"),
    "title": pgettext_lazy("in a query", "title"),
    "kind": pgettext_lazy("in a query", "kind"),
    "date": pgettext_lazy("in a query", "date"),
}
KINDS_WRITTEN: dict[str, Text] = {
    "paragraph": pgettext_lazy("in a query", "paragraph"),
    "remark": pgettext_lazy("in a query", "remark"),
    "quotation": pgettext_lazy("in a query", "quotation"),
    "title": pgettext_lazy("in a query", "title"),
    "name": pgettext_lazy("in a query", "name"),
    "meeting": pgettext_lazy("in a query", "meeting"),
}


def written(field: str, value: str) -> str:
    """What narrows a query, as it is typed in the language of the page.

    >>> from django.utils.translation import override
    >>> with override("en"):
    ...     written("speaker", "乔远山"), written("speaker", "Li Wei"), written("kind", "remark")
    ('speaker:乔远山', 'speaker:"Li Wei"', 'kind:remark')
    """
    typed = str(KINDS_WRITTEN.get(value, value)) if field == "kind" else value
    name = FIELDS_WRITTEN[field]
    return f'{name}:"{typed}"' if any(c.isspace() for c in typed) else f"{name}:{typed}"


def offered(offer: Offer) -> str:
    """An offer as it is typed in the language of the page.

    >>> from django.utils.translation import override
    >>> with override("zh-hans"):
    ...     offered(Offer("修渠", "speaker", "乔远山")), offered(Offer("修渠"))
    ('讲话人:乔远山 修渠', '修渠')
    """
    narrowing = written(offer.field, offer.value) if offer.field else ""
    return f"{narrowing} {offer.words}".strip()
