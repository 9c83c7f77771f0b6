"""Pages by keys: every row once, in order, forwards and backwards, with and without values."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from documents.models import Document
from documents.views.paging import Key, Page, neighbours, page_of

KEYS = {
    "date, dated first": (Key("date_earliest", nullable=True), Key("public_id")),
    "newest": (Key("date_earliest", True, True), Key("public_id")),
    "title": (Key("title"), Key("public_id")),
    "kind down, title up": (Key("kind", True), Key("title"), Key("public_id")),
}


def forwards(keys: tuple[Key, ...], size: int) -> list[Page]:
    pages = [page_of(Document.objects.all(), keys, size)]
    while pages[-1].after:
        pages.append(page_of(Document.objects.all(), keys, size, after=pages[-1].after))
    return pages


class TestEveryRowOnce(TestCase):
    """For any mixture of dates, titles and page sizes."""

    @settings(max_examples=40, deadline=None)
    @given(
        st.lists(
            st.tuples(st.sampled_from(["", "1957", "1957-05", "2003-10-16"]), st.sampled_from("甲乙")), max_size=9
        ),
        st.integers(1, 4),
        st.sampled_from(sorted(KEYS)),
    )
    def test_forwards_and_backwards(self, rows: list[tuple[str, str]], size: int, order: str) -> None:
        for number, (date, title) in enumerate(rows):
            kind = "speech" if number % 2 else "article"
            Document.objects.create(public_id=f"d{number}", title=title, date=date, kind=kind)
        keys = KEYS[order]
        straight = list(Document.objects.order_by(*(key.order(False) for key in keys)))
        pages = forwards(keys, size)
        assert [row for page in pages for row in page.rows] == straight
        assert all(len(page.rows) == size for page in pages[:-1])
        assert pages[0].before == ""
        for earlier, later in pairwise(pages):
            back = page_of(Document.objects.all(), keys, size, before=later.before)
            assert back.rows == earlier.rows
            assert back.after
        for before, row, after in zip([None, *straight], straight, [*straight[1:], None], strict=False):
            assert neighbours(Document.objects.all(), keys, row) == (before, after)


@pytest.mark.django_db
def test_a_record_that_has_gone_starts_from_the_beginning() -> None:
    Document.objects.create(public_id="d1", title="甲", kind="article")
    assert [row.public_id for row in page_of(Document.objects.all(), KEYS["title"], 5, after="gone").rows] == ["d1"]
