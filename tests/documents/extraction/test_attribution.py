"""Attributing quotations: whose words, out of which work, and what shows it. The people are invented."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.extraction.attribution.document import Place, enclosed
from documents.extraction.attribution.reliability import RELIABILITY
from documents.extraction.types import FoundQuotation, Metadata, PersonData, RemarkData
from tests.documents.extraction.quoting import WORDS, read, speakers


@pytest.mark.parametrize(
    ("text", "speaker", "rule"),
    [
        (f"周大山指出：“{WORDS}”", "周大山", "verb-before"),
        (f"周大山同志曾多次语重心长地说：“{WORDS}”", "周大山", "verb-before"),
        (f"县委副书记周大山在全县大会上着重强调，“{WORDS}”", "周大山", "verb-before"),
        (f"在谈到修路时，周大山说：“{WORDS}”", "周大山", "verb-before"),
        (f"早在一九五六年，周大山就指出：“{WORDS}”", "周大山", "verb-before"),
        (f"周书记告诫我们：“{WORDS}”", "周大山", "verb-before"),
        (f"周大山对孙小河说：“{WORDS}”", "周大山", "verb-before"),
        (f"习近平总书记说：“{WORDS}”", "习近平", "verb-before"),  # whom rjieba calls nrfg, not nr
        (f"周大山、孙小河说：“{WORDS}”", "周大山;孙小河", "verb-before"),
        (f"周大山孙小河在《修路宣言》中指出：“{WORDS}”", "周大山;孙小河", "verb-before"),
        (f"正如周大山所强调的“{WORDS}”", "周大山", "said-of"),
        (f"要牢记周大山的教导：“{WORDS}”", "周大山", "noun-before"),
        (f"学习周大山“{WORDS}”的指示，大家很受鼓舞。", "周大山", "owner"),
        (f"周大山“{WORDS}”的公式错了。", "周大山", "owner"),
        (f"用周大山的话说，“{WORDS}”", "周大山", "words-of"),
        (f"在周大山看来，“{WORDS}”", "周大山", "seen-by"),
        (f"最早出自孔圣人的“{WORDS}”这句话，人人知道。", "孔夫子", "possessive"),
        (f"周大山：“{WORDS}”", "周大山", "label"),
        (f"周大山指出，修路难，但“{WORDS}”", "周大山", "reported"),
        (f"周大山指出修路是全县的头等大事，石桥村的难处在于路远，“{WORDS}”人人要记住。", "周大山", "reported"),
        (f"据周大山（注：石桥村支书）说：“{WORDS}”", "周大山", "verb-before"),
        (f"石桥县委周大山说：“{WORDS}”", "周大山", "verb-before"),  # a body of the list and its man
        (f"周大山制造所谓“{WORDS[:-1]}”等谬论。", "周大山", "verb-before"),
        (f"“{WORDS[:-1]}”，周大山说。", "周大山", "verb-after"),
        (f"“{WORDS[:-1]}”，这是周大山的名言。", "周大山", "is-after"),
        (f"“{WORDS[:-1]}”周大山的号召传遍全县。", "周大山", "of-after"),
        (f"“{WORDS}”近日，县委书记沈石桥在接受采访时指出，这话不假。", "沈石桥", "sentence-after"),
    ],
)
def test_cue_names_the_speaker(text: str, speaker: str, rule: str) -> None:
    (quotation,) = read(text)
    assert (quotation.speaker, quotation.rule) == (speaker, rule)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"石桥村老支书万长青说：“{WORDS}”", "万长青"),  # nobody knows him beforehand
        (f"万长青（石桥村老支书）说：“{WORDS}”", "万长青"),
        (f"有个工人代表叫万长青的站起来说：“{WORDS}”", "万长青"),
        (f"德国诗人莱布马克说过：“{WORDS}”", "莱布马克"),
        (f"三百年前德国先哲莱布马茨这样说过“{WORDS}”", "莱布马茨"),  # but for one letter a foreign name
        (f"石桥省副省长、山水县县长万长青（藏族），在发言中得出结论说：“{WORDS}”", "万长青"),
        (f"黃委員国庆：「{WORDS}」", None),
        (f"李春生指出：“{WORDS}”", "李春生"),  # two of that name: the label stays
    ],
)
def test_names_that_no_list_holds_are_read_by_their_shape(text: str, speaker: str | None) -> None:
    if speaker:
        assert speakers(text) == [speaker]
    else:
        assert len(read(text)) == 1


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"古人云：“{WORDS}”", "古人"),
        (f"群众说：“{WORDS}”", "群众"),
        (f"许多社员不满地说：“{WORDS}”", "许多社员"),
        (f"很多山里社员再次向万书记谈“{WORDS}”", "很多山里社员"),
        (f"甚且有的人叹息着说：“{WORDS}”", "有的人"),
        (f"当汇报到有的地方青年说，“{WORDS}”时，大家笑了。", "有的地方青年"),
        (f"有的老师说：“{WORDS}”", "有的老师"),
        (f"一个姓李的代表说：“{WORDS}”", "一个姓李的代表"),
        (f"全体起立，高呼：“{WORDS}”", "全体"),
        (f"正如党的十五届六中全会所指出的：“{WORDS}”", "党的十五届六中全会"),
        (f"县人民政府规定：“{WORDS}”", "县人民政府"),
        (f"总书记强调：“{WORDS}”", "总书记"),
        (f"孙县长提出：“{WORDS}”", "孙县长"),
        (f"我嫂嫂问我：“{WORDS}”", "我嫂嫂"),
    ],
)
def test_groups_bodies_and_offices_speak_as_printed(text: str, speaker: str) -> None:
    assert speakers(text) == [speaker]


@pytest.mark.parametrize(
    ("text", "work"),
    [
        (f"《修路条例》指出：“{WORDS}”", "修路条例"),
        (f"县人大通过的《修路决议》中提出，“{WORDS}”", "修路决议"),
        (f"党的十五大报告指出：“{WORDS}”", "党的十五大报告"),
        (f"《石桥日报》社论指出：“{WORDS}”", "石桥日报社论"),
        (f"“{WORDS}”（《修路条例》第三条）", "修路条例"),
        (f"“{WORDS}”《修路条例》", "修路条例"),
        (f"《修路条例》第九条说得很明白：“{WORDS}”", "修路条例"),
    ],
)
def test_a_document_is_a_work_without_a_speaker(text: str, work: str) -> None:
    (quotation,) = read(text)
    assert (quotation.speaker, quotation.work, quotation.kind) == (None, work, "direct")


@pytest.mark.parametrize(
    ("text", "speaker", "work"),
    [
        (f"周大山在《修路记》中写道：“{WORDS}”", "周大山", "修路记"),
        (f"周大山在“七月讲话”中再次强调：“{WORDS}”", "周大山", "七月讲话"),
        (f"总书记在庆祝石桥建成二十周年大会上的讲话中提出：“{WORDS}”", "总书记", "在庆祝石桥建成二十周年大会上的讲话"),
        (f"有人说：“{WORDS}”（周大山：《修路记》）", "周大山", "修路记"),
        (f"周大山说过：“{WORDS}”（《修路记》）后来", "周大山", "修路记"),
        (f"“{WORDS}”（引自周大山《修路记》第12页）", "周大山", "修路记"),
        (f"“{WORDS}”（《周大山文选》第3卷）", "周大山", "周大山文选"),
        (f"“{WORDS}”（石桥中学学生　孙小河）", "孙小河", None),
        (f"“{WORDS}”——周大山", "周大山", None),
    ],
)
def test_work_stands_beside_the_speaker(text: str, speaker: str, work: str | None) -> None:
    (quotation,) = read(text)
    assert (quotation.speaker, quotation.work) == (speaker, work)


def test_brackets_that_explain_are_no_source() -> None:
    (quotation,) = read(f"周大山说：“{WORDS}”（众笑，孙小河鼓掌）")
    assert quotation.speaker == "周大山"


def test_brackets_may_name_several_and_what_follows_a_citation_begins_anew() -> None:
    assert speakers(f"有人认为“{WORDS}”（五月六日县报，周大山、孙小河）") == ["周大山;孙小河"]
    assert speakers(f"有人认为“{WORDS}”（孙小河，五月六日县报）") == ["孙小河"]
    assert speakers(f"周大山说：“{WORDS}”【《修路记》，第一页。】还说：“桥是人砌出来的。”") == ["周大山"] * 2


def test_who_shouts_is_named_by_the_label_of_the_turn() -> None:
    turn = RemarkData(0, "大家欢呼", None, None, 0, 0)
    metadata = Metadata("座谈纪要", "transcript")
    assert speakers(f"“{WORDS}”“桥是人砌出来的。”", metadata=metadata, remarks=(turn,)) == ["大家"] * 2


def test_same_as_above_repeats_speaker_and_work() -> None:
    texts = (f"“{WORDS}”（周大山：《修路记》）", "大家又念：“桥是人一块一块砌出来的。”（同上）")
    assert [(q.speaker, q.work) for q in read(*texts)] == [("周大山", "修路记")] * 2


def test_source_after_the_last_piece_covers_all_pieces_of_the_passage() -> None:
    text = f"周大山曾指出：“{WORDS}”拿我们县来说，“桥是人一块一块砌出来的。”（周大山：《修路记》）"
    assert [(q.speaker, q.work) for q in read(text)] == [("周大山", "修路记")] * 2


def test_note_gives_the_source_of_a_quotation_that_names_nobody() -> None:
    texts = (f"“{WORDS}”①这话不假。", "① 周大山：《修路记》，第49页，石桥出版社2012年版。")
    assert [(q.speaker, q.work) for q in read(*texts)] == [("周大山", "修路记")]


def test_note_does_not_overrule_the_document_that_the_text_names() -> None:
    texts = (f"党的十五大报告指出：“{WORDS}”①这话不假。", "① 《高举修路的旗帜》，第4页。")
    assert [(q.speaker, q.work) for q in read(*texts)] == [(None, "党的十五大报告")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"周大山说：“{WORDS}”“桥是砌出来的。”", ["周大山", "周大山"]),
        (f"周大山说：“{WORDS[:-1]}”，“桥是人砌出来的”。", ["周大山", "周大山"]),
        (f"“{WORDS[:-1]}，”周大山说，“桥也是人砌出来的。”", ["周大山", "周大山"]),
        (f"周大山说：“{WORDS}”又说：“桥是人砌出来的。”", ["周大山", "周大山"]),
        (f"周大山说：“{WORDS}”孙小河问：“桥是谁砌出来的？”", ["周大山", "孙小河"]),
        (f"周大山说：“{WORDS}”他还说：“桥是人砌出来的。”", ["周大山", "周大山"]),
        ("“路要靠人来修。”“桥要靠人来架。”“树要靠人来种。”……在全县大会上，周大山多次强调要动手。", ["周大山"] * 3),
    ],
)
def test_pieces_of_one_speech_share_its_speaker(text: str, expected: list[str]) -> None:
    assert speakers(text) == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ((f"“{WORDS}”石桥村的周大山是老党员。周大山说：“桥是人砌出来的。”",), ["周大山", "周大山"]),
        (
            (f"孙小河说：“{WORDS}”", "“桥是人砌出来的。”周大山种树。周大山说：“树是人种出来的。”"),
            ["孙小河"] + ["周大山"] * 2,
        ),
        (("“这是大事。我们很高兴，”在县城工作的周大山评价：“桥是人砌出来的。”",), ["周大山", "周大山"]),
        ((f"周大山分析了水情。“{WORDS}”孙小河说。",), ["孙小河"]),
    ],
)
def test_a_paragraph_that_begins_with_marks_says_afterwards_who_spoke(texts: tuple[str], expected: list[str]) -> None:
    assert speakers(*texts) == expected


def test_author_and_title_before_the_marks_are_cue_enough() -> None:
    (quotation,) = read(f"周大山的《修路记》，“{WORDS}”人人会背。")
    assert (quotation.speaker, quotation.work, quotation.rule) == ("周大山", "修路记", "titled")


def test_what_a_verse_is_followed_by_does_not_say_it() -> None:
    assert speakers(f"“{WORDS}”社员的眼界决定村子的前途。") == [None]


def test_a_title_between_marks_in_brackets_is_the_work_and_no_quotation() -> None:
    (quotation,) = read(f"周大山说：“{WORDS}”（“论修路的三个问题”）大家都同意。")
    assert (quotation.speaker, quotation.work) == ("周大山", "论修路的三个问题")


def test_words_in_marks_are_all_there_is_under_a_name() -> None:
    texts = (f"“{WORDS}”", "“桥是人一块一块砌出来的。”（石桥9．8）", "“树是人一棵一棵种出来的。”")
    turns = (RemarkData(0, "周", "周大山", None, 0, 1), RemarkData(1, "大家", None, None, 2, 2))
    assert speakers(*texts, remarks=turns) == ["周大山", "周大山", "大家"]
    alone = Metadata(
        "村民的话", "article", people=(PersonData("石桥师范学院", "author"), PersonData("万长青", "author"))
    )
    assert speakers(*texts, metadata=alone) == ["万长青"] * 3
    assert speakers(*texts, "大家听了都点头。", "后来路修通了。", "桥也修通了。", metadata=alone) == [None] * 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"社员编了顺口溜：“桥是人砌出来的。”“{WORDS}”，孔夫子早就把这个道理讲透了。", ["社员", "孔夫子"]),
        (f"孙小河给她念了一段话：“{WORDS}”这是孔夫子管仓库时说的。", ["孔夫子"]),
        (f"信的末尾，他抄了两句周大山的诗：“{WORDS}”", ["周大山"]),
        (f"在周大山看来，孙小河提出的是一个老问题，“{WORDS[:-1]}”。", ["周大山"]),
        ("县委开了会，要求各村按照石桥县委“少占良田，尽可能让九成的社员受益”的精神办。", ["石桥县委"]),
        (f"孙小河听了“{WORDS[:-1]}”的话很高兴。", [None]),  # who hears words does not say them
        (f"记者报道：“{WORDS[:-1]}”，石桥村的社员开会时得出了这样的结论。", ["石桥村的社员"]),
        (f"“修路是人人都有份的事情”，谈到修路的日子，周大山说：“{WORDS}”", ["周大山", "周大山"]),
        (f"村里人常说。“{WORDS[:-1]}”，“桥是砌出来的”，这是流传很广的民谣。", [None, None]),
        (f"“{WORDS}”这句话反复被石桥村的周大山提及。", ["周大山"]),
        (f"大家都急。“{WORDS}”许多年后，周大山仍历历在目，“桥也是人砌出来的。”", ["周大山", "周大山"]),
        (f"“{WORDS}”会一开始，社员代表周大山就放了一炮。", ["周大山"]),
    ],
)
def test_the_author_whom_the_text_names_goes_before_who_cites(text: str, expected: list[str | None]) -> None:
    assert speakers(text) == expected


def test_what_is_written_on_a_board_is_the_boards() -> None:
    (quotation,) = read(f"社里公布了账目。榜上写着：“{WORDS}”")
    assert (quotation.speaker, quotation.work) == (None, "榜")


def test_two_who_take_turns_go_on_taking_them() -> None:
    texts = (
        "“这条路有多长？”周大山问道。",
        "“路很长，要走一天。”小夏小声答道。",
        "“那你们村里有几户人家？”",
        f"“{WORDS}”",
        "小夏走了。",
    )
    assert speakers(*texts) == ["周大山", "小夏", "周大山", "小夏"]


def test_a_sentence_that_tells_of_his_past_leads_in_the_paragraph_of_his_words() -> None:
    assert speakers("周大山谈到自己在山里的经历。", f"“{WORDS}”") == ["周大山"]
    assert speakers(f"谈到这里，周大山老泪纵横，“{WORDS[:-1]}”。") == ["周大山"]


def test_a_name_that_recurs_is_one_though_the_tagger_parts_it() -> None:
    texts = ("许子兵要参选了。", "村里人认得许子兵。", "许子兵当过兵，许子兵的父亲也当过。")
    assert speakers(*texts, f"许子兵面对大家的劝告，笑着回答说：“{WORDS}”") == ["许子兵"]


def test_lead_in_gives_speaker_and_work_to_the_points_it_announces() -> None:
    texts = (
        "周大山在《修路记》中，就怎样修路作了深刻的阐述。其中包括：",
        f"1、要靠人。“{WORDS}”",
        "2、要靠桥。“桥是人一块一块砌出来的。”有人却不信。",
        "后来大家各走各的。“得民心者得天下”。",
    )
    assert [(q.speaker, q.work) for q in read(*texts)] == [("周大山", "修路记")] * 2 + [(None, None)]


def test_a_label_on_a_line_of_its_own_speaks_the_quotations_below() -> None:
    assert speakers("万长青（石桥村会计）：", f"“{WORDS}”", "“桥是人砌出来的。”") == ["万长青", "万长青"]


def test_quotation_over_several_paragraphs_has_one_speaker() -> None:
    texts = (f"周大山说：“第一，{WORDS}", f"“第二，{WORDS}", f"“第三，{WORDS}”大家鼓掌。")
    assert speakers(*texts) == ["周大山"] * 3


@pytest.mark.parametrize(
    "text",
    [
        f"俗话说：“{WORDS}”",
        f"有一句山里的谚语说，“{WORDS}”",
        f"这里流传着一句话说：“{WORDS}”",
        "群众的利益大如天。“得民心者得天下”。",
        "要真正做到“权为民所用、情为民所系、利为民所谋”。",
    ],
)
def test_sayings_have_nobody(text: str) -> None:
    (quotation,) = read(text)
    assert (quotation.kind, quotation.speaker, quotation.work) == ("saying", None, None)


def test_somebody_elses_sentence_before_does_not_lend_its_speaker() -> None:
    text = "周大山指出，路要靠人修。这话说到了大家心里。“得民心者得天下”。"
    assert speakers(text) == [None]


@pytest.mark.parametrize("verb", ["批判了认为", "反对那种认为", "还纠正了认为"])
def test_a_view_that_a_meeting_refutes_is_not_the_meetings(verb: str) -> None:
    assert speakers(f"会议{verb}“修路有碍种田，是浪费力气”的错误说法。") == [None]


def test_a_noun_joined_by_and_is_no_verb_of_saying() -> None:
    assert speakers("干部要接受群众的监督和批评，决不能“老虎屁股摸不得”。") == [None]


def test_what_stands_between_two_quotations_is_no_title() -> None:
    (_, second) = read(f"周大山说“{WORDS}”，并且高兴地说“桥是人砌出来的。”")
    assert second.work is None


def test_speech_in_traditional_script_keeps_its_letters() -> None:
    (quotation,) = read("黨主席萬國華指出：「公路應當由縣裡負擔，不應當由農民負擔。」")
    assert (quotation.speaker, quotation.text) == ("萬國華", "公路應當由縣裡負擔，不應當由農民負擔。")


def test_words_of_a_form_in_doubt_stay_only_where_somebody_is_shown_to_have_said_them() -> None:
    assert speakers("周大山称自己是“石桥人民的儿子”，大家都信。") == ["周大山"]
    assert speakers("昨天戏台上演了“石桥人民的儿子”。") == []


def test_every_attribution_shows_its_evidence_rule_and_place() -> None:
    texts = (f"县委书记周大山指出：“{WORDS}”", f"俗话说：“{WORDS}”", "“得民心者得天下”。")
    printed = "\n".join(texts)
    for quotation in read(*texts):
        assert quotation.rule in RELIABILITY
        assert printed[quotation.source_start : quotation.source_end] == quotation.text
        assert texts[quotation.paragraph][quotation.start : quotation.end] == quotation.text
        if quotation.speaker:
            assert quotation.evidence in texts[quotation.paragraph]


def test_a_surer_rule_gives_a_higher_confidence() -> None:
    (sure,) = read(f"周大山指出：“{WORDS}”")
    (doubtful,) = read(f"周大山指出，修路难，但“{WORDS}”")
    assert sure.confidence > doubtful.confidence


pieces = st.sampled_from(
    [
        "周大山",
        "孙小河说",
        "他",
        "指出",
        "：",
        "，",
        "。",
        "“",
        "”",
        WORDS,
        "路",
        "（同上）",
        "（周大山：《路》）",
        "①",
        "又说",
        "在",
        "的",
        "1、",
        "其中包括：",
        "俗话说",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(pieces, max_size=14).map("".join), min_size=1, max_size=4))
def test_any_text_gives_quotations_that_lie_in_it_with_a_rule(texts: list[str]) -> None:
    for quotation in read(*texts):
        assert texts[quotation.paragraph][quotation.start : quotation.end] == quotation.text
        assert quotation.rule
        assert 0 <= quotation.confidence <= 1
        assert quotation.kind == ("direct" if quotation.speaker or quotation.work else "saying")


spans = st.sets(st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda span: (span[0], sum(span))), max_size=12)


@settings(max_examples=300, deadline=None)
@given(spans)
def test_a_quotation_stands_in_the_last_begun_of_those_that_hold_it(spans: set[tuple[int, int]]) -> None:
    places = [Place(FoundQuotation(0, *at, "saying", 1.0), 0, *at, *at) for at in sorted(spans)]
    for place in places:
        around = [each.start for each in places if each.start < place.start and each.end >= place.end]
        outer = dict(enclosed(places)).get(place)
        assert (outer.start if outer else None) == max(around, default=None)
