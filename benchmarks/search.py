"""A search beside Tantivy on the same texts: one page of hits, their number, the words around them."""

from __future__ import annotations

import tantivy

from archive.lib.chinese import pairs
from documents.models import SearchText
from documents.search.base import search, snippet
from documents.search.query import parse


def tantivy_index(folder: str) -> tantivy.Index:
    """Tantivy over the same tokens, with the key to sort by."""
    schema = tantivy.SchemaBuilder()
    schema.add_text_field("tokens", tokenizer_name="whitespace", index_option="position")
    schema.add_text_field("characters", tokenizer_name="whitespace", index_option="basic")
    schema.add_text_field("folded", stored=True, tokenizer_name="raw", index_option="basic")
    schema.add_integer_field("key", stored=True, fast=True, indexed=True)
    index = tantivy.Index(schema.build(), path=folder)
    writer = index.writer(200_000_000, 1)
    for row in SearchText.objects.only("id", "folded").iterator(5_000):
        writer.add_document(
            tantivy.Document(
                tokens=" ".join(pairs(row.folded)),
                characters=" ".join(set(row.folded)),
                folded=row.folded[:30_000],
                key=row.id,
            )
        )
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index


def in_tantivy(index: tantivy.Index, word: str) -> None:
    """The twenty newest texts that hold the word, with their text, and how many there are."""
    searcher = index.searcher()
    if len(word) > 2:
        query = tantivy.Query.phrase_query(index.schema, "tokens", list(pairs(word)))
    else:
        query = tantivy.Query.term_query(index.schema, "tokens" if len(word) == 2 else "characters", word)
    result = searcher.search(query, 20, count=True, order_by_field="key")
    for _, address in result.hits:
        snippet(str(searcher.doc(address)["folded"][0]), [word])


def in_ours(word: str, order: str) -> None:
    """One page of hits as the site shows it: hits, capped total, snippets."""
    query = parse(word)
    for hit in search(query, order).hits:
        snippet(hit.folded, query.terms)
