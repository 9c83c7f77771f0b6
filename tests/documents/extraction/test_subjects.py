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
        (f"有的病号，拿着干部的手哭着说：“{WORDS}”", "有的病号"),
        (f"中国有句古话：“{WORDS}”", None),
        (f"年纪大的说孙小河“{WORDS}”", "年纪大的"),
        (f"抱着试试看态度来开会者认为“{WORDS}”", "抱着试试看态度来开会者"),
        (f"座谈会中我对石桥县委提出的“{WORDS[:-1]}”这个估计，曾有怀疑。", "石桥县委"),
        (f"孙小河讲完了。（众热烈鼓掌，高呼“{WORDS[:-1]}！”）", "众"),
        (f"孙小河讲完了。（长时间热烈掌声，高呼：“{WORDS[:-1]}！”）", None),
        (f"石桥村有位老护溪员对我说：“{WORDS}”", "老护溪员"),
        (f"负责干部万庆云说：“{WORDS}”", "万庆云"),  # 云 is his, no verb
        (f"孙小河曾象起誓似地说：“{WORDS}”", "孙小河"),
        (f"县委来信，据一位军属（退职职工）万长青投书石桥日报说：“{WORDS}”", "万长青"),
        (f"有些有孩子的妇女在会上说：“{WORDS}”", "有些有孩子的妇女"),
        (f"各乡中有些单位的工作人员认为：“{WORDS}”", "有些单位的工作人员"),
        (f"有的审查对象交代罪行说：“{WORDS}”", "有的审查对象"),
        (f"现在有些“老好人”公开向检查的人说什么“{WORDS[:-1]}”。", "有些“老好人”"),
        (f"周大山骂孙小河同志（石桥社会计）“{WORDS}”", "周大山"),  # no colon
        (f"社员说；“{WORDS}”", "社员"),  # a misprint for a colon
        (f"社员万长青站起来接着大发谬论：“{WORDS}”", "万长青"),
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
        (f"石桥铁器铺经理万长青诬蔑地说：“{WORDS}”", "万长青"),
        (f"县五金公司弓小河说：“{WORDS}”", "弓小河"),  # no surname of the list
        (f"连长周大山与群众表态说：“{WORDS}”", "周大山"),
        (f"我爹活着的时候老念叨，“{WORDS}”", "我爹"),
        (f"群众为他编了一首歌：“{WORDS}”", "群众"),
        (f"税务局在对下级的指示中，曾有“{WORDS}”等语。", "税务局"),
        (f"周大山的发言中说：他同意修路。他说：“{WORDS}”", "周大山"),
        (f"奥兰总统昨天表示，希望“{WORDS}”", "奥兰总统"),
        (f"有的战士质问周大山道：“{WORDS}”", "有的战士"),
        (f"石桥区市场胡同弓小河说：“{WORDS}”", "弓小河"),
        (f"他到处煽动人“{WORDS}”", None),
        (f"孙同志说：“{WORDS}”", "孙同志"),
        (f"回家后，周大山也埋怨说：“{WORDS}”", "周大山"),
        (f"理由正像今天还有些人说的那样，“{WORDS}”", "有些人"),
        (f"有一天一个学生被叫去，嘴里还得说：“{WORDS}”", "一个学生"),
        (f"周大山看见队长，便跑去找孙小河说：“{WORDS}”", "周大山"),
        (f"社员们对修路有意见，说：“{WORDS}”", "社员们"),  # nobody is called 有意见
        (f"从县中学博士毕业后，孙小河去了工厂。“{WORDS}”他说。", "孙小河"),  # nor 毕业后
        (f"石桥国的多雷米（Dore Miller），去年来华。多雷米说：“{WORDS}”", "多雷米"),
        (f"在石桥镇工作的艾小文评价：“{WORDS}”", "艾小文"),
        (f"一个社员想起周大山曾说过：“{WORDS}”", "周大山"),
        (f"大家只能如周大山先生所言：“{WORDS}”", "周大山"),
        (f"如周大山评论孙小河时所说的“{WORDS}”", "周大山"),
        (f"大家体会到周大山指出的修路的道理是“{WORDS[:-1]}”。", "周大山"),
        (f"石桥县委学者万文逸在注释说：“{WORDS}”", "万文逸"),  # 在 ends no name
        (f"或者如马尔科总理所言：“{WORDS}”", "马尔科"),
        (f"周大山急忙来到工地，告诫孙小河说：“{WORDS}”", "周大山"),
        (f"到了村里，周大山的第一句话是：“{WORDS}”", "周大山"),
        (f"社员周大山接着念起了“顺口溜”：“{WORDS}”", "周大山"),
        (f"周大山同志问孙小河、沈石桥：“{WORDS}”", "周大山"),
        (f"被批评者说：“{WORDS}”", "被批评者"),
        (f"社员代表齐声高呼：“{WORDS}”", "社员代表"),  # nobody is called 齐声
        (f"孙小河大叫社员“{WORDS}”", "孙小河"),
        (f"周大山看着她问道：“{WORDS}”", "周大山"),
        (f"沈石浩说：“{WORDS}”大家又去找沈石。", "沈石浩"),
        (f"县长万小明微笑着说：“{WORDS}”", "万小明"),
        (f"数学系郑小昕教授说：“{WORDS}”", "郑小昕"),
        (f"石桥 县委周大山说：“{WORDS}”", "周大山"),  # a blank out of a scan
        (f"例如杨某根据这个教条，随意推断：“{WORDS}”", "杨某"),
        (f"有人提到周大山说过“{WORDS}”", "周大山"),
        (f"他（石桥村的队长）说：“{WORDS}”", "石桥村的队长"),
        (f"社员孙小河送来一个条子，竟被周大山大骂，并且说：“{WORDS}”", "周大山"),
        (f"有一位学员骨干就说：“{WORDS}”", "一位学员骨干"),
        (f"青年周大山曾在一封信中坦陈：“{WORDS}”", "周大山"),  # 曾 is no second person
        (f"周大山同志和县长孙小河同志看到工棚，说：“{WORDS}”", "周大山;孙小河"),
        (f"巴图开希到了县里。“{WORDS}”巴图开希最后说。", "巴图开希"),  # a name of no list
        (f"周大山来到工地，含着眼泪说：“{WORDS}”", "周大山"),
        (f"周大山来到学校，又向李校长说：“{WORDS}”", "周大山"),
        (f"孙别有用心地说：“{WORDS}”县里派孙小河来。", "孙"),
        (f"周大山在这封信上批示：“{WORDS}”", "周大山"),  # nobody is called 封信
        (f"当天下午周大山以代表的身分宣布：“{WORDS}”", "周大山"),
        (f"对石桥村来说，“{WORDS[:-1]}”。", None),
        (f"在那些“硬骨头”即修路的人看来，“{WORDS[:-1]}”。", "修路的人"),
        (f"这正是周大山后来所指出的那种“{WORDS[:-1]}”。", "周大山"),
        (f"周大山自己也在县报上发表文章说：同学们对他的批评，“{WORDS[:-1]}”，他欢迎。", "周大山"),
        (f"工商界代表人物认为“{WORDS[:-1]}”。", "工商界代表人物"),
        (f"他心下踌躇：“{WORDS}”", None),
    ],
)
def test_the_noun_phrase_before_the_first_verb_speaks(text: str, expected: str | None) -> None:
    assert speakers(text) == [expected]


@pytest.mark.parametrize(
    ("text", "work"),
    [
        (f"周大山亲自主持制定的“修路十条”指出：“{WORDS}”", "修路十条"),
        (f"周大山意味深长地引用了一句《修路记》：“{WORDS}”", "修路记"),
        (f"《修路记》里有一联：“{WORDS}”", "修路记"),
        (f"村规民约里写着：“{WORDS}”", "村规民约"),
        (f"清代的县志说：“{WORDS}”", "县志"),
        (f"事实说明“{WORDS}”", None),
    ],
)
def test_what_says_without_being_anybody_is_no_speaker(text: str, work: str | None) -> None:
    (quotation,) = read(text)
    assert (quotation.speaker, quotation.work) == (None, work)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"“{WORDS[:-1]}，”县长万长青接过话头，“桥也是人砌出来的。”", ["万长青", "万长青"]),
        (f"县长周大山推开门：“{WORDS}”", ["周大山"]),
        (f"“{WORDS[:-1]}？”记者问周大山教授。", ["记者"]),
        (f"一、周大山在会上说：“{WORDS}”", ["周大山"]),
        (f"连社长也说：“{WORDS}”", ["社长"]),
        (f"周大山批的原文是：“{WORDS}”", ["周大山"]),
        (f"村里人说“{WORDS[:-1]}”周大山对我说：“桥是人一块一块砌出来的。”", ["村里人", "周大山"]),
        (f"如七区华大拔丝厂厂长万长青对来人说：“{WORDS}”", ["万长青"]),
        (f"在旁边的周大山、孙小河对他说：“{WORDS}”", ["周大山;孙小河"]),
        (f"从水库来的社员见到没有米就说：“{WORDS}”", ["社员"]),
        (f"石桥学校一学习小组有人同意修路。说：“{WORDS}”", ["有人"]),
        (f"门外骂声不绝：“{WORDS}”", [None]),
        (f"会议批判了“{WORDS[:-1]}”的错误说法。", []),  # nobody the sentence names holds it
        (f"周大山看到墙上骂社里的文章：“{WORDS}”后走了。", [None]),
        (f"“是”我哥哥说：“{WORDS}”", ["我哥哥"]),
        (f"这时调配员万桂青就向孙小河同志说：“{WORDS}”", ["万桂青"]),
        (f"劳动工资科万树生答复说：“{WORDS}”", ["万树生"]),
        (f"古语有云：“{WORDS}”", [None]),
        (f"周大山把修路的办法污蔑为“{WORDS}”", ["周大山"]),
        (f"周大山来了三天，把孙小河的办法斥责为“{WORDS}”", ["周大山"]),
        (f"孙小河来了。孙知道粮食不够，没有坚持，说：“{WORDS}”", ["孙小河"]),
        (f"“{WORDS}”是个荒唐透顶的话。", [None]),
        (f"此外没有人说怪话，我家里也埋怨说：“{WORDS}”", ["我家里"]),
        (f"周大山很不满，曾当学生说：“{WORDS}”", ["周大山"]),
        (f"周书记来信了。书记说：“{WORDS}”", ["周大山"]),
        (f"那是周书记对孙小河说的。书记说：“{WORDS}”", ["周大山"]),
        (f"河神到炉子身旁，问道：“{WORDS}”", ["河神"]),  # whom no list knows
        (f"调查组到村里，有些社员睡觉，问他们为什么？答复说：“{WORDS}”", ["有些社员"]),
        (f"周大山说：“{WORDS}”孙小河来了三天。后来又走了，并说：“{WORDS}”", ["周大山", "孙小河"]),
        (f"县委请社员开会以前，干部们很高兴，到处走。说：“{WORDS}”", ["干部们"]),
        (f"也才能做到如周大山报告中所说：“{WORDS}”", ["周大山"]),
        (f"县委开会，要求干部正确对待运动中出现的问题，“{WORDS}”", ["县委"]),  # 问题 asks nothing
        (f"县委来人讲过话。并一再指出，处理遗留问题，“{WORDS}”", ["县委"]),
        (f"“{WORDS}”（石桥大学学生万长青的材料）", ["万长青"]),
        (f"他反对修路，他说：“{WORDS}”（石桥大学学生万长青的材料）", ["万长青"]),
        (f"房屋署的回复只有十一个字：“{WORDS}”", ["房屋署"]),
        (f"孙小河说：“{WORDS}”（周大山笑了，向着沈石桥）", ["孙小河"]),
        (f"周大山在会上讲了一些实话，如“{WORDS}”", ["周大山"]),
        (f"周大山说：“他们总是说：‘{WORDS}’后来路修成了。”", ["周大山"]),
        (f"那人拍着桌子威胁周大山。周大山头也不抬：“{WORDS}”", ["周大山"]),
        (f"乡里的农民问周大山：“{WORDS}”周大山高呼“修路”、“架桥”、“{WORDS}”", ["农民", "周大山"]),
    ],
)
def test_who_does_something_beside_the_marks_speaks(text: str, expected: list[str]) -> None:
    assert speakers(text) == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("县里派孙小河去查。", f"孙很生气地批评说：“{WORDS}”"), ["孙小河"]),
        ((f"我给周大山反映后，他说：“{WORDS}”",), ["周大山"]),
        ((f"周大山说：“{WORDS}”", "“桥是人一块一块砌出来的。”"), ["周大山", "周大山"]),
        ((f"周大山问：“{WORDS[:-1]}？”", "“桥是人一块一块砌出来的。”"), ["周大山", None]),
        ((f"周大山说：“{WORDS}”", "“桥是人一块一块砌出来的。”（水利系七班）"), ["周大山", None]),
        (("会议解决了以下问题：", f"一、路。社员“{WORDS}”"), [None]),
        (("县委并转周书记：", f"一、路。“{WORDS}”"), [None]),
        ((f"李答：“{WORDS}”", *[f"李反问：“{WORDS}”"] * 2), ["李", "李", "李"]),
        (("黨主席萬國華來了。", f"他說：「{WORDS}」"), ["萬國華"]),  # in the letters of the paper
        ((f"那人威胁她，“{WORDS}”她说：“桥是人砌出来的。”",), ["那人", None]),  # she is not who threatens her
    ],
)
def test_who_is_meant_is_looked_for_in_the_sentences_before(texts: tuple[str, ...], expected: list[str]) -> None:
    assert speakers(*texts) == expected


def test_words_within_words_are_somebodys_only_where_he_is_named() -> None:
    named = read(f"周大山说：“老百姓问我：‘{WORDS}’我答不上来。”")
    assert [(quotation.speaker, quotation.text) for quotation in named][1:] == [("老百姓", WORDS)]
    assert len(read("周大山说：“你们天天讲‘谁修路谁走路’，路在哪里？”")) == 1


def test_a_block_that_a_colon_announces_is_a_quotation() -> None:
    (quotation,) = read("周大山在《修路记》里算过一笔账：", f"> {WORDS}", "后来路修通了。")
    assert (quotation.text, quotation.speaker, quotation.work) == (WORDS, "周大山", "修路记")
    assert read("周大山走了。", f"> {WORDS}") == []
