"""Who speaks: the subject of the clause that a quotation stands in. The people are invented."""

from __future__ import annotations

import pytest

from tests.documents.extraction.quoting import WORDS, read, speakers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"石桥社贫农社员万老四分到粮食一千二百斤，逢人就讲：“{WORDS}”", "万老四"),
        (f"石桥乡党支部书记万长才说：“{WORDS}”", "万长才"),  # 才 is no adverb here
        (f"石桥大学教授万清和看过我们的材料以后说：“{WORDS}”", "万清和"),  # nor 和 a conjunction
        (f"市民代表万䶮带来了一瓶水。她说：“{WORDS}”", "万䶮"),
        (f"农民万旺一家去年打了三千斤稻谷，他说：“{WORDS}”", "万旺"),
        (f"县科协副主任委员、民主建国会会员万长青说“{WORDS}”", "万长青"),
        (f"县水利厅厅长万长青6月30日到石桥检查时指出：“{WORDS}”", "万长青"),
        (f"石桥村有位老护溪员对我说：“{WORDS}”", "老护溪员"),
        (f"当时台下有人小声嘀咕，“{WORDS[:-1]}”。", "有人"),
        (f"一位住了三十年的婆婆拉着我的手说：“{WORDS}”", "一位住了三十年的婆婆"),
        (f"困难户则担心“超支”，问：“{WORDS}”", "困难户"),
        (f"但也有一部分上中农社员埋怨收入减少，说什么“{WORDS[:-1]}”。", "一部分上中农社员"),
        (f"因而工人、干部、学生中有少数人主张：“{WORDS}”", "少数人"),
        (f"尤其是进出口业认为“{WORDS[:-1]}”。", "进出口业"),
        (f"本月二日邮局的个别投递员送报时，连说：“{WORDS}”", "邮局的个别投递员"),
        (f"石桥道派出所居民敲锣打鼓，高呼“{WORDS}”", "石桥道派出所居民"),
        (f"有些商人见面互相道喜说“{WORDS}”", "有些商人"),
        (f"群众说得很形象：“{WORDS}”", "群众"),
        (f"修路的人常拿周大山的话要求自己：“{WORDS}”", "周大山"),
        (f"我们要认真落实周大山同志所强调的“{WORDS}”", "周大山"),
        (f"而在周大山看来，“{WORDS}”", "周大山"),
        (f"“{WORDS}”周大山这两句话，人人知道。", "周大山"),
        (f"鄉人言曰：「{WORDS}」", "鄉人"),
        (f"石桥镇的房产处的答复只有八个字：“{WORDS}”", "石桥镇的房产处"),
    ],
)
def test_the_noun_phrase_before_the_first_verb_speaks(text: str, expected: str) -> None:
    assert speakers(text) == [expected]


@pytest.mark.parametrize(
    ("text", "work"),
    [(f"村规民约里写着：“{WORDS}”", "村规民约"), (f"清代的县志说：“{WORDS}”", "县志"), (f"事实说明“{WORDS}”", None)],
)
def test_what_says_without_being_anybody_is_no_speaker(text: str, work: str | None) -> None:
    (quotation,) = read(text)
    assert (quotation.speaker, quotation.work) == (None, work)
