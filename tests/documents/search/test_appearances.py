"""The same words in several documents are found and compared."""

from __future__ import annotations

import pytest

from documents.models import Quotation
from documents.search.appearances import appearances, attributions, index_fingerprints, unquoted
from documents.search.follow import follow
from people.models import Speaker

from .test_search import make_document

pytestmark = pytest.mark.django_db

WORDS = "修渠靠众人，吃水不忘挖渠人"


def quote(name: str, date: str, text: str, published: bool = True, status: str = "machine") -> Quotation:
    document = make_document(name, date, [f"老人说：“{text}”"], published=published)
    paragraph = document.paragraphs.get()
    return Quotation.objects.create(
        public_id=f"q{name}",
        document=document,
        paragraph=paragraph,
        sequence=0,
        start=4,
        end=4 + len(text),
        text=text,
        status=status,
    )


class TestAppearances:
    def test_variants_are_found_oldest_first_and_compared_with_the_earliest(self) -> None:
        first = quote("a", "1957", WORDS)
        traditional = quote("b", "1947-05", "修渠靠眾人，吃水莫忘挖渠人。")
        cut = quote("c", "2003-01-02", "吃水不忘挖渠人")
        other = quote("d", "1950", "磨刀不误砍柴工，慢工出细活")
        hidden = quote("e", "1940", WORDS, published=False)
        rejected = quote("f", "1941", WORDS, status="rejected")
        index_fingerprints([first, traditional, cut, other, hidden, rejected])
        found = appearances(first)
        assert [a.quotation.public_id for a in found] == ["qb", "qa", "qc"]
        assert [(p.text, p.change) for p in found[1].pieces if p.change != "same"] == [
            ("莫", "dropped"),
            ("不", "added"),
        ]

    def test_words_that_stand_once_appear_once(self) -> None:
        lonely = quote("a", "", WORDS)
        index_fingerprints([lonely])
        assert [a.quotation for a in appearances(lonely)] == [lonely]

    def test_words_too_short_to_tell_appear_in_their_own_place_only(self) -> None:
        short = [quote("a", "1957", "修渠"), quote("b", "1958", "修渠")]
        assert index_fingerprints(short) == 0
        assert [a.quotation for a in appearances(short[0])] == [short[0]]

    def test_it_takes_four_queries(self, django_assert_max_num_queries) -> None:
        many = [quote(f"n{i}", "1957", WORDS) for i in range(30)]
        index_fingerprints(many)
        with django_assert_max_num_queries(4):
            assert len(appearances(many[0])) == 30

    def test_places_that_give_the_words_to_different_people_disagree(self) -> None:
        quotes = [quote(name, "1957", WORDS) for name in "abcd"]
        qiao, lan = (Speaker.objects.create(public_id=name, name=name) for name in ("乔远山", "蓝秀文"))
        for each, who in zip(quotes, (qiao, lan, qiao), strict=False):
            each.speakers.add(who)
        index_fingerprints(quotes)
        assert attributions(appearances(quotes[0])) == [("乔远山", 2), ("蓝秀文", 1)]

    def test_the_words_are_found_in_texts_that_do_not_quote_them(self) -> None:
        quoted = quote("a", "1957", WORDS)
        origin = make_document("origin", "1940", [f"我常说{WORDS}。", "另一段"])
        make_document("draft", "1941", [WORDS], published=False)
        follow([quoted.document.pk, origin.pk], meetings=[], speakers=[])
        assert [text.ref for text in unquoted(quoted, appearances(quoted))] == ["origin0"]
