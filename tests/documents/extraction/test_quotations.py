"""Finding quotations: which marks belong together, and which stretches are somebody's words."""

from __future__ import annotations

import random
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.extraction.quotations import find_quotations
from documents.extraction.quotations.judgement import fitted_weights
from documents.extraction.quotations.marks import pair_marks
from documents.extraction.quotations.signs import Setting, signs
from documents.extraction.spans import MappedText
from documents.extraction.types import ParagraphData


def paragraphs(*texts: str, kind: str = "body") -> tuple[ParagraphData, ...]:
    return tuple(ParagraphData(i, kind, MappedText.of(text, 0)) for i, text in enumerate(texts))


def stretches(*texts: str) -> list[str]:
    return [texts[s.paragraph][s.start : s.end] for s in pair_marks(texts)]


def quotations(*texts: str) -> list[str]:
    return [texts[q.paragraph][q.start : q.end] for q in find_quotations(paragraphs(*texts)) if q.confidence >= 0.5]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("他说：“路通了。”大家都笑。", ["路通了。"]),
        ("「河神」和『山神』都来了。", ["河神", "山神"]),
        ('她说："桥修好了。"又说："路也修好了。"', ["桥修好了。", "路也修好了。"]),
        ("她说：＂桥修好了。＂", ["桥修好了。"]),
        ("他说“ 拉网 ”的事。", ["拉网"]),
        ("那块 ‘木牌’ 还在。", ["木牌"]),
    ],
)
def test_marks_of_every_shape_pair(text: str, expected: list[str]) -> None:
    assert stretches(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("他说：“什么是‘公理’，什么是‘良心’？”", ["什么是‘公理’，什么是‘良心’？", "公理", "良心"]),
        ("他说：「這叫『公道』。」", ["這叫『公道』。", "公道"]),
        # the inner marks have the shape of the outer ones
        ("他说：“每年交了“人头费”和“水费”，就没有粮了”！", ["每年交了“人头费”和“水费”，就没有粮了", "人头费", "水费"]),
    ],
)
def test_nested_marks_nest(text: str, expected: list[str]) -> None:
    assert stretches(text) == expected


def test_closing_mark_used_as_opening_still_pairs() -> None:
    assert stretches("村里认为，”土地，只有土地，才是命根。“（同上）大家讲了”土地与水一致“这个道理。") == [
        "土地，只有土地，才是命根。",
        "土地与水一致",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("这叫“最高的要求?quot;（周大山：《修路记》）后来", ["最高的要求"]),
        ("他说?quot;水要自己找。”大家", ["水要自己找。"]),
        ("他说：&ldquo;水要自己找。&rdquo;大家", ["水要自己找。"]),
        ("第一句话。”他说：“第二句。”", ["第二句。"]),
        ('一致性。“\\"在任何时候，都要找水?quot;我们', ["在任何时候，都要找水"]),
    ],
)
def test_marks_turned_to_debris_still_pair(text: str, expected: list[str]) -> None:
    assert stretches(text)[-len(expected) :] == expected


def test_swap_of_marks_carries_over_to_the_next_paragraph() -> None:
    texts = ("要懂得?quot;土地“这个词。", "所谓”土地“就是命根，”土地“要爱惜。")
    assert stretches(*texts) == ["土地", "土地", "土地"]


def test_quotation_over_several_paragraphs_is_one_stretch_a_paragraph() -> None:
    texts = ("他说：“第一，要修路。", "“第二，要架桥。", "第三，要种树。”大家鼓掌。")
    assert stretches(*texts) == ["第一，要修路。", "第二，要架桥。", "第三，要种树。"]


def test_unclosed_mark_does_not_swallow_the_following_pairs() -> None:
    assert "村村亮" in stretches("他说：“要修路。后来大家推进“村村亮”工程。", "别的一段没有引号。")


def test_apostrophe_in_a_latin_word_is_no_mark() -> None:
    assert stretches("乐队演奏了Let's Go和Rock'n'Roll两支曲子。") == []


@pytest.mark.parametrize(
    ("before", "text", "after"),
    [
        ("周大山指出：“", "修路要靠大家。", "”这话传开了。"),
        ("周大山说，“", "水从山上来", "”。"),
        ("他在会上提出“", "先修路，后架桥，谁也不准拖", "”，大家同意。"),
        ("群众反映：“", "今年的水比油贵", "”。"),
        ("老话说，“", "靠山吃山，靠水吃水", "”。"),
        ("工作队的干部要记住。“", "得民心者得天下", "”。这是道理。"),
        ("“", "路修通了，人心也通了。", "”周大山在会上说。"),
        ("周大山“", "路是人走出来的", "”这句话，大家都记得。"),
        ("有的人当面说好话，“", "笑脸迎人三分暖，冷言伤人六月寒", "”，背后不认账。"),
    ],
)
def test_somebodys_words_are_found(before: str, text: str, after: str) -> None:
    assert quotations(before + text + after) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "继续推进“村村亮”工程，完善“一事一议”制度。",  # campaigns
        "反对“面子工程”、“形象工程”和“数字政绩”。",  # so-called, coordinated
        "他被打成“坏分子”，戴上了“内奸”的帽子。",  # labels
        "会议通过了“关于加强山区公路建设的决定”。",  # the title of a paper
        "论坛以“绿色发展、共建家园”为主题。",  # a theme
        "县里修的“幸福渠”有十里长。",  # a name
        "所谓“三包一奖”就是这样。",  # an abbreviation
        "他外号“铁算盘”，人人知道。",  # a nickname
        "行政院函，為修正「公路養護規則」，請查照案。",  # a bill
        "权力是一把“双刃剑”。",  # emphasis
    ],
)
def test_terms_are_no_quotations(text: str) -> None:
    assert quotations(text) == []


def test_pieces_that_are_called_lies_are_somebodys_words() -> None:
    text = "他散布了所谓“路是鬼修出来的”、“人是神变出来的”等等谬论。"
    assert quotations(text) == ["路是鬼修出来的", "人是神变出来的"]


def test_inner_marks_count_only_with_a_verb_of_saying_of_their_own() -> None:
    text = "周大山说：“孙小河对我说：‘桥一定要修。’我想，‘石桥’总比‘木桥’好。”"
    assert quotations(text) == [text[text.index("“") + 1 : -1], "桥一定要修。"]


def test_headings_and_notes_are_not_searched() -> None:
    stage = paragraphs("（当讲到有的群众说“今年的水比油还贵”时）", kind="stage")
    assert len(find_quotations(stage)) == 1
    heading = paragraphs("他说：“修路要靠大家。”", kind="heading")
    assert find_quotations(heading) == ()


def test_a_longer_text_between_the_same_marks_is_judged_by_its_surroundings() -> None:
    assert "colon-cue" in set(signs(Setting("周大山说：", "修路要靠大家。", "")))
    assert "leads-to-title" in set(signs(Setting("通过了关于", "山区公路建设", "的决定")))
    assert "saying-as-name" in set(signs(Setting("三个", "绿水青山就是金山银山", "基地")))


def test_every_sign_with_a_weight_can_be_raised() -> None:
    """A renamed sign would silently lose its weight."""
    raised = {"always"}
    for before in (
        "",
        "他说：",
        "他说，",
        "他说",
        "名言：",
        "的名言，",
        "事：他说了要",
        "事，",
        "又事：",
        "甲：",
        "诗句：",
        "这是一件说来话长而又不必细谈的事情：",
        "周大山告诉了石桥村的一位朋友：",
        "他宣布，",
        "强调的",
        "俗话说：",
        "要求，",
        "之名言",
        "提出",
        "修",
        "好的",
        "要",
        "是",
        "主题是",
        "修正",
        "走、",
        "走（",
        "走——",
        "”",
        "”、",
        "走。",
        "称为",
        "说明，事",
    ):
        for text in (
            "走",
            "走路去了",
            "修大桥工程",
            "一二三四五六七",
            "修一条大路，修一座大桥",
            "我不走。",
            "路、桥、树",
            "种树、修路、架桥、造林、养鱼、打井",
            "懂路基，修路基",
            "得民心者得天下",
            "关于修路的决定",
            "山区修路的决定",
            "三不两要",
            "A型",
            "之乎者也而已",
            "我来。你走。大家都去。",
            "今天修路的人很多很多也很高兴",
            "今天来的人很多很多也很高兴又走了",
            "一" * 30,
            "一" * 60,
            "走走，走走，走走",
        ):
            for after in (
                "",
                "。",
                "，",
                "“",
                "、“",
                "的",
                "工程",
                "好",
                "这",
                "的话",
                "为主题",
                "（周大山）",
                "，周大山说。",
                "（",
            ):
                for repeated in (1, 2, 3):
                    raised.update(signs(Setting(before, text, after, repeated, True)))
    assert set(fitted_weights()) - raised == set()


marked = st.text(alphabet='路桥说：，。“”‘’「」『』"（）、？ \\', max_size=60)


@settings(max_examples=200, deadline=None)
@given(st.lists(marked, max_size=4))
def test_offsets_lie_in_the_paragraph_and_never_hold_the_marks_around(texts: list[str]) -> None:
    for stretch in pair_marks(texts):
        text = texts[stretch.paragraph]
        assert 0 <= stretch.mark_start <= stretch.start < stretch.end <= stretch.mark_end <= len(text)
        assert text[stretch.start : stretch.end] == text[stretch.start : stretch.end].strip()


@settings(max_examples=100, deadline=None)
@given(st.lists(marked, max_size=4))
def test_stretches_are_nested_or_apart(texts: list[str]) -> None:
    found = pair_marks(texts)
    for one in found:
        for other in found:
            if one.paragraph == other.paragraph and one.mark_start < other.mark_start < one.mark_end:
                assert other.mark_end <= one.mark_end


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 10_000))
def test_well_formed_quotations_are_found_whatever_stands_between(seed: int) -> None:
    chance = random.Random(seed)
    words = ["路通了。", "桥断了！", "水来了，人笑了。", "谁去？"]
    said = [chance.choice(words) for _ in range(chance.randint(1, 12))]
    text = "".join(f"第{i}个人说：“{words_}”" for i, words_ in enumerate(said))
    assert stretches(text) == said


def test_a_line_of_opening_marks_is_read_in_little_memory() -> None:
    """A million of them, as in a hostile file, must stay far below a gigabyte."""
    marks = 10_000
    tracemalloc.start()
    try:
        pair_marks(["“" * marks])
        assert tracemalloc.get_traced_memory()[1] < 700 * marks
    finally:
        tracemalloc.stop()
