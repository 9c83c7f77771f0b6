"""Cutting a paragraph for reading: quotations inside quotations, note marks that begin anew, broken offsets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.models import Paragraph, Quotation
from documents.views.reading import Line, pieces, placed_notes, stretches


def quoting(start: int, end: int) -> Quotation:
    return Quotation(start=start, end=end, public_id=f"q{start}-{end}")


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], ["abcdefgh"]),
        ([(0, 8)], ["abcdefgh"]),
        ([(2, 4)], ["ab", "[cd]", "efgh"]),
        ([(1, 7), (3, 5)], ["a", "[bc]", "[de]", "[fg]", "h"]),  # one inside the other
        ([(1, 5), (3, 7)], ["a", "[bc]", "[de]", "[fg]", "h"]),  # crossing
        ([(2, 99)], ["abcdefgh"]),  # past the end: an edited paragraph
        ([(4, 4)], ["abcdefgh"]),
    ],
)
def test_a_paragraph_is_cut_where_quotations_begin_and_end(spans: list[tuple[int, int]], expected: list[str]) -> None:
    found = pieces("abcdefgh", [quoting(*span) for span in spans], {})
    shown = [f"[{piece.text}]" if piece.quotation else piece.text for piece in found]
    assert shown == (["[abcdefgh]"] if spans == [(0, 8)] else expected)


@given(st.text(max_size=12), st.lists(st.tuples(st.integers(0, 14), st.integers(0, 14)), max_size=5))
def test_no_character_is_lost_and_every_quotation_begins_once(text: str, spans: list[tuple[int, int]]) -> None:
    kept = [quoting(low, high) for low, high in set(spans) if low < high <= len(text)]
    found = pieces(text, kept, {})
    assert "".join(piece.text for piece in found) == text
    first = [piece.quotation.public_id for piece in found if piece.first and piece.quotation]
    assert len(first) == len(set(first))


def note(mark: str, page: str = "", sequence: int = 9) -> Paragraph:
    return Paragraph(mark=mark, page=page, sequence=sequence, text="注")


def test_marks_that_begin_anew_on_every_page_pair_off_in_order() -> None:
    first, second = note("①", sequence=5), note("①", sequence=9)
    placed, alone = placed_notes([(1, "", "甲①"), (6, "", "乙①")], [first, second])
    assert placed == {(1, "①"): first, (6, "①"): second}
    assert alone == []


def test_a_note_whose_mark_was_lost_goes_to_no_other_mark() -> None:
    lost, kept = note("①", "3", 5), note("①", "4", 9)
    placed, alone = placed_notes([(6, "4", "乙①")], [lost, kept])
    assert placed == {(6, "①"): kept}
    assert alone == [lost]


def test_a_mark_that_two_notes_claim_is_given_to_neither() -> None:
    twins = [note("①", "", 5), note("①", "", 9)]
    assert placed_notes([(1, "", "甲①")], twins) == ({}, twins)


def test_a_heading_goes_with_what_it_heads() -> None:
    lines = [Line("a", 0, "body", None, 60), Line("b", 1, "heading", 1, 5), Line("c", 2, "body", None, 60)]
    assert [(cut.first, cut.last) for cut in stretches(lines, 100)] == [(0, 0), (1, 2)]


@given(st.lists(st.tuples(st.sampled_from(["heading", "body"]), st.integers(0, 80)), max_size=30))
def test_stretches_hold_every_paragraph_once_in_order(rows: list[tuple[str, int]]) -> None:
    lines = [Line(str(n), n, kind, None, length) for n, (kind, length) in enumerate(rows)]
    found = [n for cut in stretches(lines, 100) for n in range(cut.first, cut.last + 1)]
    assert found == list(range(len(lines)))
