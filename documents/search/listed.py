"""Words looked for in a list: the rows of which the texts, or the names that stand in them, hold every word.

Texts are found by the index of the search page. A word that few rows hold is looked up once and its rows are known by
their keys; one that many hold is looked for in row after row, of which a page soon has enough.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce
from operator import and_, or_

from django.db.models import CharField, F, OuterRef, Q, QuerySet, Value
from django.db.models.expressions import Combinable, RawSQL
from django.db.models.functions import Replace
from django.db.models.lookups import IContains

from archive.lib.chinese import scripts
from archive.replicas import connection
from documents import visibility
from documents.models import Contribution, Document, Meeting, Publication, Quotation, SearchText, Work

from .base import some
from .engines import engine
from .entries import KINDS, ROWS
from .names import holding, naming
from .query import Query

MANY = 20_000  # rows of one word that are known by their keys
MARKS = "《》〈〉“”·、，—- "  # what stands inside of names, and nobody types
TONES = "12345 "
QUOTATION = KINDS.index(SearchText.Kind.QUOTATION)

Group = tuple[str, ...]  # folded words, of which one is to be held
Parts = Mapping[str, Q]  # where else a row may hold a word


def documents_holding(query: Query) -> Q:
    """Documents that hold the words: in texts, or in the names of their meeting, publication and people."""
    return _holding(query, Document, _documents_of_texts, _in_documents, _names_of_documents)


def quotations_holding(query: Query) -> Q:
    """Quotations that hold the words, or of which the names of speaker, work or occasion do."""
    return _holding(query, Quotation, _quotations_of_texts, _in_quotations, _names_of_quotations)


def speakers_holding(query: Query) -> Q:
    """Speakers of whom a name, or its pinyin, holds the words."""
    return _each(query, lambda group: Q(pk__in=_speakers(group)) | _sounding(group))


def meetings_holding(query: Query) -> Q:
    """Meetings of which name, theme, place, host or people hold the words."""

    def held(group: Group) -> Q:
        people = visibility.participations().filter(_spelt(group, "label") | Q(speaker__in=_speakers(group)))
        facts = _spelt(group, "name", "forms", "theme", "place", "host")
        return facts | Q(pk__in=people.values("meeting"))

    return _each(query, held)


def publications_holding(query: Query) -> Q:
    """Publications of which title, publisher or number hold the words."""
    return _each(query, lambda group: _spelt(group, "title", "publisher", "isbn", "issn"))


def works_holding(query: Query) -> Q:
    """Quotations of works whose title, or another of their titles, holds the words."""
    titled = Work.objects.filter(_each(query, lambda group: _spelt(group, "title", "forms")))
    printed = _each(query, lambda group: _spelt(group, "work"))
    return Q(cited_work__in=titled.values("pk")) | Q(work__in=_distinct("work", printed))


def _each(query: Query, held: Callable[[Group], Q]) -> Q:
    """What holds every word, and none of those that are not wanted."""
    return reduce(and_, [*(held(group) for group in query.all_of), *(~held((term,)) for term in query.none_of)])


def _holding(
    query: Query,
    model: type[Document] | type[Quotation],
    of_texts: Callable[[Group], tuple[str, list]],
    in_row: Callable[[Group], Q],
    names: Callable[[Group], Parts],
) -> Q:
    """The same for rows that have texts: `of_texts` gives SQL for their keys, `in_row` looks into one of them."""

    def held(group: Group) -> Q:
        parts = names(group)
        named = [_sql(model.objects.filter(part).order_by().values("pk")) for part in parts.values()]
        keys = _keys([of_texts(group), *named])
        many = [held for held, known in zip((in_row(group), *parts.values()), keys, strict=True) if known is None]
        few = set().union(*filter(None, keys))
        return reduce(or_, many, Q(pk__in=engine().among(sorted(few)) if few else []))

    return _each(query, held)


def _keys(parts: list[tuple[str, list]]) -> list[set[int] | None]:
    """The keys that each part has; None where it has more than `MANY`."""
    numbered = [f"SELECT {n}, part.* FROM ({sql} LIMIT {MANY + 1}) part" for n, (sql, _values) in enumerate(parts)]
    keys: list[set[int]] = [set() for _ in parts]
    rows = [0] * len(parts)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(numbered), [value for _sql, values in parts for value in values])
        for number, key in cursor.fetchall():
            keys[number].add(key)
            rows[number] += 1
    return [known if count <= MANY else None for known, count in zip(keys, rows, strict=True)]


def _sql(rows: QuerySet) -> tuple[str, list]:
    sql, values = rows.query.sql_with_params()
    return sql, list(values)


def _documents_of_texts(group: Group) -> tuple[str, list]:
    sql, values = some(Query((group,)), MANY + 1, "t.document_id IS NOT NULL")
    return f"SELECT t.document_id FROM ({sql}) hits JOIN documents_searchtext t ON t.id = hits.id", values


def _quotations_of_texts(group: Group) -> tuple[str, list]:
    of_kind = engine().of_kind(SearchText.Kind.QUOTATION.value, QUOTATION)
    sql, values = some(Query((group,)), MANY + 1, of_kind)
    return f"SELECT hits.id & {ROWS - 1} FROM ({sql}) hits", values


def _in_documents(group: Group) -> Q:
    return visibility.some(SearchText.objects.filter(holding(group), document=OuterRef("pk")))


def _in_quotations(group: Group) -> Q:
    texts = SearchText.objects.filter(holding(group), ref=OuterRef("public_id"), kind=SearchText.Kind.QUOTATION)
    return visibility.some(texts)


def _names_of_documents(group: Group) -> Parts:
    people = Contribution.objects.filter(_spelt(group, "label") | Q(speaker__in=_speakers(group)))
    return {
        "meeting": Q(meeting__in=Meeting.objects.filter(_spelt(group, "name", "forms")).values("pk")),
        "publication": Q(publication__in=Publication.objects.filter(_spelt(group, "title")).values("pk")),
        "people": Q(pk__in=people.values("document")),
    }


def _names_of_quotations(group: Group) -> Parts:
    speaking = Quotation.speakers.through.objects.filter(speaker__in=_speakers(group))
    return {
        "people": Q(pk__in=speaking.values("quotation")),
        "names": Q(speaker_name__in=_distinct("speaker_name", _spelt(group, "speaker_name"))),
        "work": Q(work__in=_distinct("work", _spelt(group, "work"))),
        "cited": Q(cited_work__in=Work.objects.filter(_spelt(group, "title", "forms")).values("pk")),
        "occasion": Q(occasion__in=_distinct("occasion", _spelt(group, "occasion"))),
    }


def _speakers(group: Group) -> QuerySet:
    """Keys of the speakers of whom a form of the name holds a word."""
    return naming(SearchText.Kind.NAME, group).values("speaker")


def _sounding(group: Group) -> Q:
    """Names whose pinyin, with its tones or without, holds a word."""
    latin = [term for term in group if term.isascii()]
    return reduce(or_, (Q(sort_key__contains=t) | Q(IContains(_without("sort_key", TONES), t)) for t in latin), Q())


def _spelt(group: Group, *fields: str) -> Q:
    """Rows of which one of the fields, not folded in the database, holds a word in any script."""
    forms = dict.fromkeys(form for term in group for form in scripts(term))
    return reduce(or_, (_written(field, form) for field in fields for form in forms))


def _written(field: str, form: str) -> Q:
    """Rows of which the field holds this form; marks are taken out of those that hold its first character only."""
    first = Q(**{f"{field}__icontains": form[0]})
    return first & Q(IContains(_without(field, MARKS), form)) if len(form) > 1 else first


def _without(field: str, marks: str) -> Combinable:
    """A field without these characters."""
    text: Combinable = F(field)
    for mark in marks:
        text = Replace(text, Value(mark), output_field=CharField())
    return text


def _distinct(field: str, held: Q) -> RawSQL:
    """The different values of a field of quotations that meet a condition: some thousands, of perhaps a million."""
    sql, values = _sql(Quotation.objects.filter(held).order_by().values(field))
    table = f'"{Quotation._meta.db_table}"'
    different = f"(SELECT DISTINCT {field} FROM {table} WHERE {field} > '') {table}"
    return RawSQL(sql.replace(f"FROM {table}", f"FROM {different}", 1), values)  # noqa: S611  (values are bound)
