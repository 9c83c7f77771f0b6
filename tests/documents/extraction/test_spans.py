"""Every character of a cleaned text maps back to its place, whatever was cut, joined, folded or edited."""

from hypothesis import given
from hypothesis import strategies as st

from documents.extraction.spans import MappedText

SOURCE = "春耕会议在城关镇开了两天，代表们讨论了水利、种子和劳动力的安排。" * 3
cuts = st.integers(0, len(SOURCE))


@st.composite
def pieces(draw: st.DrawFn) -> list[MappedText]:
    """Stretches of the source in order, some as they are, some edits."""
    marks = sorted(draw(st.lists(cuts, min_size=2, max_size=12, unique=True)))
    made = []
    for start, end in zip(marks[::2], marks[1::2], strict=False):
        if draw(st.booleans()):
            made.append(MappedText.of(SOURCE[start:end], start))
        else:
            made.append(MappedText.edit(draw(st.sampled_from(['"', "“”", "的"])), start, end - start))
    return made


@given(pieces())
def test_joined_pieces_keep_the_place_of_every_character(parts: list[MappedText]) -> None:
    joined = MappedText.join(parts)
    assert joined.text == "".join(part.text for part in parts)
    at = 0
    for part in parts:
        for offset in range(len(part)):
            assert joined.source_span(at + offset, at + offset + 1) == part.source_span(offset, offset + 1)
        at += len(part)


@given(pieces(), cuts, cuts)
def test_a_slice_keeps_the_place_of_every_character(parts: list[MappedText], a: int, b: int) -> None:
    joined = MappedText.join(parts)
    start, end = sorted((min(a, len(joined)), min(b, len(joined))))
    cut = joined[start:end]
    assert cut.text == joined.text[start:end]
    for offset in range(len(cut)):
        assert cut.source_span(offset, offset + 1) == joined.source_span(start + offset, start + offset + 1)


@given(st.integers(0, len(SOURCE) - 1), st.integers(1, 40))
def test_text_as_it_stands_slices_the_source_to_itself(start: int, length: int) -> None:
    text = MappedText.of(SOURCE[start : start + length], start)
    low, high = text.source_span()
    assert SOURCE[low:high] == text.text


@given(pieces())
def test_runs_that_are_stored_give_the_same_text_back(parts: list[MappedText]) -> None:
    joined = MappedText.join(parts)
    assert MappedText.from_runs(joined.text, [list(run) for run in joined.runs]) == joined


@given(pieces(), st.sampled_from(["", "。", "春城"]))
def test_stripping_takes_only_from_the_ends(parts: list[MappedText], marks: str) -> None:
    joined = MappedText.join(parts)
    assert joined.strip(marks or None).text == joined.text.strip(marks or None)
