"""The search page: hits grouped by document, words in context, what narrows them, and what to try instead."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from archive.lib.chinese import fold
from documents import visibility
from documents.search.base import search
from documents.search.facets import Facet, facets, tallies
from documents.search.instead import instead
from documents.search.suggest import LONGEST
from documents.search.tallies import hits
from documents.search.titles import publications_titled, works_titled
from documents.search.typed import KINDS, MAX_CHARACTERS, narrowings

from .charts import timeline
from .facets import Text
from .found import asked, grouped, shown
from .listing import Chosen, Selection
from .problems import said
from .wording import FIELDS_WRITTEN, KINDS_WRITTEN, offered, written

ORDERS = ("rank", "date")
NARROWING: tuple[tuple[str, Text], ...] = (
    ("speaker", gettext_lazy("Speaker")),
    ("meeting", gettext_lazy("Meeting")),
    ("publication", gettext_lazy("Publication")),
    ("kind", gettext_lazy("Kind")),
)
TITLES: dict[str, Text] = {
    **dict(NARROWING),
    "position": gettext_lazy("Office"),
    "title": gettext_lazy("Title"),
    "date": gettext_lazy("Date"),
}


class SearchPage(TemplateView):
    template_name = "site/search.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        choice = Selection(self.request.GET)
        words = self.request.GET.get("q", "").replace("\0", " ").strip()[: MAX_CHARACTERS + 1]
        query = asked(self.request.GET)
        within = dict(query.fields).get("document", ("",))[0] if choice["in"] else ""
        order = choice["sort"] if choice["sort"] in ORDERS else ORDERS[0]
        in_context = choice["view"] == "kwic"
        results = search(query, order, choice["after"], tally=True)
        counted = tallies(query, results) if results.hits else {}
        narrowing = facets(counted)
        context = super().get_context_data(
            title=_("Search: %(words)s") % {"words": words[:60]} if words else _("Search"),
            words=words,
            within=visibility.documents().filter(public_id=within).first() if within else None,
            everywhere=choice.address(**{"in": None}),
            query=query,
            results=results,
            groups=grouped(shown(results.hits, query)),
            in_context=in_context,
            feed=reverse("documents:search-feed", query={"q": words, **({"in": within} if within else {})}),
            order=order,
            orders=[(name, choice.address(sort=name if name != ORDERS[0] else None)) for name in ORDERS],
            views=choice.address(view=None if in_context else "kwic"),
            following=choice_after(choice, results.after),
            narrowing=[
                (
                    title,
                    [
                        (facet, choice.address(q=f"{words} {written(facet.field, facet.value)}"))
                        for facet in narrowing[name]
                    ],
                )
                for name, title in NARROWING
                if narrowing.get(name) and name not in dict(query.fields)
            ],
            chosen=chosen(choice, words),
            written=FIELDS_WRITTEN,
            unwanted=f"群众 -{written('kind', 'quotation')}",
            example=f"群众 {written('kind', 'remark')} {written('position', '书记')}",
            counted_among=hits(counted) if results.capped else None,
            years=timeline([(int(facet.value), facet.count) for facet in narrowing.get("date", [])]),
            by_year=years_of(choice, words, narrowing.get("date", [])),
            problems=said(query.problems, bool(results.hits)),
            **kwargs,
        )
        if words and not query.narrowed and not within and not choice["after"]:
            context["publications"] = publications_titled(query, words[:LONGEST])
            context["works"] = works_titled(query, words[:LONGEST])
        if not results.hits and words:
            offers = map(offered, instead(words, query, within))
            context["instead"] = [(text, choice.address(q=text)) for text in dict.fromkeys(offers)]
        return context


def choice_after(choice: Selection, after: str | None) -> str:
    """The address of the next page, or nothing on the last."""
    return f"{choice.address()}&after={after}" if after else ""


def chosen(choice: Selection, words: str) -> list[Chosen]:
    """What narrows the search, each with the address without it; with a minus before what is not wanted."""
    found = []
    for each in narrowings(words):
        if each.field in TITLES:
            kind = KINDS.get(fold(each.value), "") if each.field == "kind" else ""
            title = f"−{TITLES[each.field]}" if each.negated else TITLES[each.field]
            found.append(Chosen(title, KINDS_WRITTEN.get(kind, each.value), choice.address(q=each.without)))
    return found


def years_of(choice: Selection, words: str, years: list[Facet]) -> list[tuple[Facet, str]]:
    """The years of the hits, each with the address that narrows to it alone; none where that would change nothing."""
    rest, dated = words, False
    while found := next((each for each in narrowings(rest) if each.field == "date" and not each.negated), None):
        rest, dated = found.without, True
    if dated and len(years) == 1:
        return []
    return [(facet, choice.address(q=f"{rest} {written('date', f'{int(facet.value):04}')}".strip())) for facet in years]
