"""Who 他, 她, 他们, 我, 你 and a bare surname stand for. The people are invented."""

from __future__ import annotations

import pytest

from documents.extraction.types import Metadata, PersonData, RemarkData
from tests.documents.extraction.quoting import WORDS, read, speakers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"周大山走进会场，擦了擦汗，大声说：“{WORDS}”", "周大山"),
        (f"周大山是科员。待大家批评队长孙小河所写的文章时，他说：“{WORDS}”", "周大山"),
        (f"周大山终于不得不承认，他说：“{WORDS}”", "周大山"),
        (f"当归侨领袖沈石桥看过两座桥时，他得出了“{WORDS[:-1]}”的判断。", "沈石桥"),
        (f"周大山来到工地。他在县里召开的干部、职工大会宣布：“{WORDS}”", "周大山"),
        (f"周大山来到工地，即破口大骂：“{WORDS}”", "周大山"),
        (f"周大山来到工地。他说：“{WORDS}”", "周大山"),
        (f"周大山说了一通道理。孙小河走上台去，他说：“{WORDS}”", "孙小河"),
        (f"村口来了一个背粮的老太太，她告诉我们说：“{WORDS}”", "一个背粮的老太太"),
        (f"许多社员听了报告很高兴，他们说：“{WORDS}”", "许多社员"),
        (f"这些干部到处跑。他们说：“{WORDS}”", "这些干部"),
        (f"有些社员不满意。队长来到干部中间时，他们说：“{WORDS}”", "有些社员"),
        (f"周大山很高兴。他见过孙小河。他说：“{WORDS}”", "周大山"),
        (f"石桥县委派周大山来。他说：“{WORDS}”", "周大山"),  # no body is 他
        (f"税务所把路口围了起来。对过路人说：“{WORDS}”", "税务所"),
        (f"周大山也紧张起来。县报报道了村民孙小河揭露沈石桥的事。他说：“{WORDS}”", "周大山"),  # named in passing
        (f"周大山当然紧张。五月六日（星期日）他急忙进城。县报登了沈石桥的照片。他说：“{WORDS}”", "周大山"),
        (f"周大山的脸色变得难看。县报揭发孙小河的文章登出以后，他说：“{WORDS}”", "周大山"),
        (f"周大山的父亲走了。孙小河来了。他说：“{WORDS}”", "孙小河"),
        (f"就周大山来说，早在修路以前他就说过：“{WORDS}”", "周大山"),
        (f"年近八十的党员周大山住在村里。老人当过队长。他反复说：“{WORDS}”", "周大山"),
        (f"周大山之流鼓吹他们有权。他们说：“{WORDS}”", "周大山"),
        (f"他们强迫落后的学生一边走，一边喊：“{WORDS}”", "落后的学生"),
        (f"周大山到处活动。村民孙小河的谈话登出后，他拍手说：“{WORDS}”", "周大山"),  # whose words came out is another
        (f"反动阶级猖狂进攻的时候，周大山认为时机到了。他说：“{WORDS}”", "周大山"),
        (f"周大山很欣慰。孙小河来了。他对孙小河说：“{WORDS}”", "周大山"),  # nobody speaks to himself
        (f"一位为多数教授所看重的学生听了课，他写道：“{WORDS}”", "一位为多数教授所看重的学生"),
        (f"有些干部在新的形势面前骄傲起来，他们说：“{WORDS}”", "有些干部"),  # 干部 is no 部
        (f"几个青年守着路口。他们当中的一个人大骂道：“{WORDS}”", "他们当中的一个人"),
        (f"周大山看中了什么人呢？就是孙小河那样的人。他说：“{WORDS}”", "周大山"),
        (f"周大山是学生。他纠合一些认识不清的同学，贴出告示。他大叫：“{WORDS}”", "周大山"),
        (f"孙小河说不知道。他又到了贫农周大山老汉家，老汉说：“{WORDS}”", "周大山"),
        (f"在我们的某些党员干部中，对这一点还有一些误解。他们说：“{WORDS}”", "某些党员干部"),
        (f"周大山一贯看不起人。有一次村里在沈石桥队长家开会，他接到通知后，不高兴地说：“{WORDS}”", "周大山"),
        (f"周大山给大家做了评定：某人怕事，某人好名。他见沈石桥随便，在背后说：“{WORDS}”", "周大山"),
        (f"社员周大山偷过人家的东西，前年村里查账时，抓过一个偷东西的坏分子。他找社长问：“{WORDS}”", "周大山"),
        (f"周大山来了，曾把孙小河吓得躲到外面。他说：“{WORDS}”", "周大山"),
        (f"局里没有局长，先受累的就是科长们，他们自己说：“{WORDS}”", "科长们"),
        (f"社员们很着急。出工人数增加到九十人。但是搞了两天，他们说：“{WORDS}”", "社员们"),
        (f"有些干部骄傲起来。他们看不清，好像社员只会挣工分。他们认为：“{WORDS}”", "有些干部"),
        (f"会议批评了有些人不守规矩的做法。他们说：“{WORDS}”", "有些人"),
    ],
)
def test_pronouns_and_missing_subjects_take_who_the_text_speaks_of(text: str, expected: str) -> None:
    assert speakers(text) == [expected]


def test_a_pronoun_without_anybody_before_it_stays_unknown_and_says_so() -> None:
    (quotation,) = read(f"他说：“{WORDS}”")
    assert (quotation.speaker, quotation.rule, quotation.label) == (None, "verb-before-unresolved", "他")


def test_a_bare_surname_is_the_person_the_paragraph_has_named() -> None:
    texts = (f"县里派孙小河同志去查，村长向他诉苦，孙说：“{WORDS}”",)
    assert speakers(*texts) == ["孙小河"]


def test_a_surname_is_the_person_of_the_entry_however_far_above_it_begins() -> None:
    entry = "万长青，男，三十一岁，石桥村人。"
    assert speakers(entry, *["情节一般。"] * 6, f"万说：“{WORDS}”") == ["万长青"]
    assert speakers(entry, f"周大山写了一篇文章，万看后说：“{WORDS}”") == ["万长青"]
    assert speakers(entry, f"万对队长孙小河说：“{WORDS}”") == ["万长青"]


@pytest.mark.parametrize("line", ["万长青（石桥社会计）：", "万长青", "3、万长青，男，三十一岁，石桥社会计。"])
def test_a_line_of_its_own_says_whom_the_part_below_is_about(line: str) -> None:
    texts = ("周大山（石桥社队长）：", f"他说：“{WORDS}”", line, f"他说：“{WORDS}”", f"他又到处说：“{WORDS}”")
    assert speakers(*texts) == ["周大山", "万长青", "万长青"]


def test_the_name_in_a_form_is_whom_the_rest_is_about() -> None:
    form = "姓名：万长青。性别：男。出生年月：一九二三年九月。"
    texts = (form, "县里派孙小河来查过账。", f"万反问：“{WORDS}”", f"他曾对人说：“{WORDS}”", f"到处说：“{WORDS}”")
    assert speakers(*texts) == ["万长青"] * 3


def test_he_who_is_called_this_person_is_whom_the_title_names() -> None:
    text = f"这个坏分子平日很懒。他消极怠工，说“{WORDS}”"
    assert speakers("万长青在村里。", text, metadata=Metadata("万长青向村里挑战", "article")) == ["万长青"]
    text = f"这位领导同志平日很忙。他走时说“{WORDS}”"
    assert speakers("万长青在村里。", text, metadata=Metadata("万长青受的冤枉", "article")) == ["这位领导同志"]


def test_a_line_that_cites_somebody_leads_to_his_words() -> None:
    lead = "孙小河说路不用修，在这里我援引周大山的一段话，来说明这一点。"
    assert speakers(lead, f"“{WORDS}”") == ["周大山"]


def test_sentences_of_words_go_on_under_the_person_of_the_entry() -> None:
    entry = "万长青，男，三十一岁，石桥社会计。"
    text = f"万说：诬蔑社里是：“{WORDS}”。去年账目有误。“账是算不清的，何必去算”。“桥修不起来的，路也没有”。"
    assert speakers(entry, text) == ["万长青"] * 3


def test_nobody_goes_on_with_what_a_bracket_gives_to_somebody() -> None:
    texts = (f"“{WORDS}”（石桥社　孙小河）", "“桥是人一块一块砌出来的，谁也不能少。”")
    assert speakers(*texts) == ["孙小河", None]


def test_a_body_that_reports_is_no_i() -> None:
    metadata = Metadata("修路的经过", "article", people=(PersonData("石桥县委专案组", "author"),))
    assert speakers(f"我当时说：“{WORDS}”", metadata=metadata) == [None]


def test_the_place_of_a_body_is_nobody_whom_a_title_is_about() -> None:
    metadata = Metadata("麻城县委关于孙小河同志所犯错误的复查报告", "article")
    assert speakers("村里开过会。", f"对干部说：“{WORDS}”", metadata=metadata) == ["孙小河"]


def test_a_cue_without_a_subject_goes_on_with_who_spoke_in_the_paragraph() -> None:
    text = f"周大山对人说：“{WORDS}”石桥社修好了路。在大会上强调说：“桥是人砌出来的。”"
    assert speakers(text) == ["周大山", "周大山"]
    assert speakers(f"周大山说：“{WORDS}”", "税务所围了路口。对群众说：“桥是人砌出来的。”") == ["周大山", "税务所"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"沈石桥先生来了。沈先生说：“{WORDS}”沈先生说：“桥是人砌出来的。”", "沈石桥"),
        (f"那位同志说：“{WORDS}”", "那位同志"),
        (f"这次她儿子向大家保证：“{WORDS}”", "她儿子"),
        (f"石桥社付社长万长青受县里委托来了，对大家说：“{WORDS}”", "万长青"),
        (f"周大山去晚了，并以生硬的口吻说：“{WORDS}”", "周大山"),
        (f"周大山先站起来，后来向孙校长说：“{WORDS}”", "周大山"),
        (f"石桥县委付书记万长青受委托找人谈话，就对会计说：“{WORDS}”", "万长青"),  # as 副 was written
    ],
)
def test_forms_of_address_and_manners_of_speaking_name_nobody_else(text: str, speaker: str) -> None:
    assert speakers(text)[0] == speaker


def test_a_bare_noun_is_the_title_that_ends_in_it() -> None:
    (quotation,) = read("两村订了《停止争水的协议》，各派人签了字。", f"协议规定：“{WORDS}”")
    assert (quotation.speaker, quotation.work) == (None, "停止争水的协议")


def test_in_a_paper_about_one_person_he_is_that_person() -> None:
    metadata = Metadata("万长青的言行", "article")
    assert speakers("村里开过会。", f"他到处说：“{WORDS}”", metadata=metadata) == ["万长青"]


def test_in_a_paper_about_one_person_others_in_passing_are_not_he() -> None:
    metadata = Metadata("万长青的言行", "article")
    assert speakers(f"当周大山同志讲清道理后，他还说：“{WORDS}”", metadata=metadata) == ["万长青"]
    assert speakers("村里开过会。", f"他到处说：“{WORDS}”", metadata=Metadata("万长青的思想", "article")) == ["万长青"]


def test_in_a_paper_about_one_person_groups_and_sentences_before_are_not_he() -> None:
    metadata = Metadata("万长青的言行", "article")
    text = f"孙小河当时在场。一位女同学和一位男同学走过，他说：“{WORDS}”"
    assert speakers("村里开过会。", text, metadata=metadata) == ["万长青"]
    assert speakers("村里开过会。", f"孙小河站起来，他说：“{WORDS}”", metadata=metadata) == ["孙小河"]


def test_in_a_paper_about_one_person_who_is_named_in_a_clause_of_time_is_not_he() -> None:
    text = f"但孙小河申请入社时，他对社员说：“{WORDS}”"
    assert speakers("村里开过会。", text, metadata=Metadata("万长青的言行", "article")) == ["万长青"]


def test_he_is_never_who_says_i_in_the_turn() -> None:
    turn = (RemarkData(0, "孙小河", "孙小河", None, 0, 2),)
    talk = f"那位先生说：“{WORDS}”我说：“桥是人砌出来的。”"
    assert speakers(talk, f"他说：“{WORDS}”", remarks=turn) == ["那位先生", "孙小河", "那位先生"]
    assert speakers("我去了村里。", f"他说：“{WORDS}”", remarks=turn) == [None]
    assert speakers("孙小河谈到路。", f"他说：“{WORDS}”", remarks=turn) == ["孙小河"]  # told in the third person


def test_he_is_not_who_is_held_up_to_all_as_a_teacher() -> None:
    taught = f"周大山教导我们说：“{WORDS}”我们修了七天路，天天学习周大山著作，社员万长青不愿出工。"
    assert speakers(f"{taught}他说：“桥是人砌出来的。”")[1] != "周大山"


def test_he_is_whom_the_nearest_paragraph_is_about_rather_than_who_spoke_in_one_before() -> None:
    texts = (f"“{WORDS}”（石桥社孙小河）", "水利科二年级一班万长青希望下雨。", "他不乐意，认为“桥是人砌出来的。”")
    assert speakers(*texts) == ["孙小河", "万长青"]


def test_in_a_paper_about_several_people_he_is_who_the_part_is_under() -> None:
    turn = RemarkData(0, "万长青", "万长青", None, 0, 0)
    assert speakers(f"他到处说：“{WORDS}”", metadata=Metadata("右派言行", "transcript"), remarks=(turn,)) == ["万长青"]


def test_he_is_no_relative_and_is_looked_for_past_sentences_about_him() -> None:
    text = (
        "生产队长万长青，解放前做过米贩子，会打算盘，也会记账，办过食堂，修过路，架过桥，种过树，当上了队长。他对上好奉承。"
        "去年春上，他听说有人来检查，就叫人下地。他这一套受到称赞。不仅自己当上了队长，而且老婆也当上了组长，"
        f"儿子当上了会计，他公开地说：“{WORDS}”"
    )
    assert speakers(text) == ["万长青"]


def test_a_surname_and_an_adverb_are_nobodys_name() -> None:
    text = f"李曾与人来往，又反映过情况。李叫嚣说：“{WORDS}”"
    assert speakers(text, metadata=Metadata("李长青的言行", "article")) == ["李长青"]


def test_a_title_may_hold_marks_and_its_paper_says_nothing() -> None:
    (quotation,) = read(f"正如《石桥日报》三月五日发表的《彻底清除“老资格”的错误》一文中所说：“{WORDS}”")
    assert (quotation.speaker, quotation.work) == (None, "彻底清除“老资格”的错误")


def test_what_a_paper_prints_of_somebody_is_his_though_no_verb_says_so() -> None:
    turns = (RemarkData(0, "万长青", "万长青", None, 0, 1), RemarkData(1, "孙小河", "孙小河", None, 2, 2))
    texts = (
        f"队里的账等于“{WORDS[:-1]}”。（县报5.6）",
        f"万文浩(石桥社社员)“{WORDS}”“修路既费工，又费料。”（县报5.7）",
        f"路不好走。又说：“{WORDS}”（县报5.8）",
    )
    metadata = Metadata("石桥社言论集", "transcript")
    assert speakers(*texts, metadata=metadata, remarks=turns) == ["万长青", "万文浩", "万文浩", "孙小河"]


def test_a_paper_about_somebody_its_title_does_not_name_says_he_throughout() -> None:
    text = (
        f"拓青同志到处诉苦，他说：“{WORDS}”他又说：“桥是人砌出来的。”周大山关于修路的报告，他说：“报告是假的，路没有修。”"
        "孙小河说粮食多了，他不同意，认为“多了也吃不到，都运走了”。孙小河来了三天。他说：“路修得很好，大家都高兴。”"
    )
    assert speakers(text, "拓青同志是会计。") == ["拓青", "拓青", "拓青", "拓青", "孙小河"]


def test_neither_words_nor_lead_ins_go_on_past_the_turn_they_stand_in() -> None:
    turns = (RemarkData(0, "万长青", "万长青", None, 0, 2), RemarkData(1, "孙小河", "孙小河", None, 3, 4))
    texts = (f"“{WORDS}”", "水利科周大山：", f"“{WORDS}”", f"“{WORDS}”", f"“{WORDS}”")
    assert speakers(*texts, remarks=turns) == ["万长青", "周大山", "孙小河", "孙小河"]


def test_a_surname_is_the_person_whose_document_it_is() -> None:
    metadata = Metadata("座谈纪要", "article", people=(PersonData("万长青", "speaker"),))
    assert speakers(f"万答：“{WORDS}”", metadata=metadata) == ["万长青"]


def test_a_turn_that_begins_with_a_sentence_in_marks_is_its_speakers_unless_it_speaks_of_it() -> None:
    turn = (RemarkData(0, "万长青", "万长青", None, 0, 0),)
    assert speakers(f"“{WORDS}”大家笑了。", remarks=turn) == ["万长青"]
    assert speakers(f"“{WORDS}”这话对。", remarks=turn) == [None]


def test_we_in_the_turn_of_a_group_is_the_group() -> None:
    turn = (RemarkData(0, "同学", None, None, 0, 0),)
    assert speakers(f"我们一再声明。我们说：“{WORDS}”", remarks=turn) == ["同学"]


def test_who_breaks_in_between_brackets_is_not_he() -> None:
    assert speakers("孙小河不同意修路。", "（周大山：可不是。）", f"他说：“{WORDS}”") == ["孙小河"]


def test_what_is_said_here_is_not_said_by_whom_the_paper_is_about() -> None:
    assert speakers(f"这里所说的“{WORDS}”只是一面。", metadata=Metadata("周大山的言行", "article")) == [None]


@pytest.mark.parametrize(
    ("text", "work"),
    [
        (f"也正像“论石桥修路的经验”一文中所说的，“{WORDS}”", "论石桥修路的经验"),
        (f"省委转来县委的报告。这个报告说：“{WORDS}”", "报告"),
        (f"有人问到底怎么办？报告说得很清楚：“{WORDS}”", "报告"),
        (f"四日发出《修路的通知》，称：“{WORDS}”", "修路的通知"),
    ],
)
def test_an_article_or_a_report_speaks_for_itself(text: str, work: str) -> None:
    (quotation,) = read(text, metadata=Metadata("周大山的言行", "article"))
    assert (quotation.speaker, quotation.work) == (None, work)


def test_you_are_whom_the_paper_is_addressed_to() -> None:
    metadata = Metadata("周大山必须彻底检查", "article")
    assert speakers(f"这次回来，你又说：“{WORDS}”", metadata=metadata) == ["周大山"]


def test_i_is_who_speaks_in_the_turn_else_the_one_author() -> None:
    text = f"我当时说：“{WORDS}”"
    remark = RemarkData(0, "周", "周大山", None, 0, 0)
    assert speakers(text, remarks=(remark,)) == ["周大山"]
    assert speakers(text, metadata=Metadata("路", "speech", people=(PersonData("孙小河", "speaker"),))) == ["孙小河"]
    assert speakers(text) == [None]


@pytest.mark.parametrize(
    "text",
    [
        f"袁公然拒绝说：“{WORDS}”",
        f"袁立即呼吁：“{WORDS}”",
        f"袁常常挑动大家说：“{WORDS}”",
        f"如他对孙小河说：“{WORDS}”",
        f"会后，又发现袁认为“{WORDS}”",
    ],
)
def test_a_surname_by_which_alone_a_paper_calls_somebody_ends_before_what_he_does(text: str) -> None:
    before = "队员袁长青不服。袁又不服，袁还写信。袁并找人。"
    assert speakers(before + text) == ["袁长青"]


def test_who_goes_on_in_the_same_sentence_is_whoever_spoke() -> None:
    assert speakers(f"修路队的发言人（万长青）说：“{WORDS}”，又说：“{WORDS}”") == ["万长青", "万长青"]


def test_a_colon_at_the_end_of_a_line_leads_in_the_block_below_it() -> None:
    texts = "周大山表示人手虽然少，修路队的人仍然咬紧牙关，要让村里的乡亲们知道修路的人究竟是为了什么：", f"> {WORDS}"
    assert speakers(*texts) == ["周大山"]


def test_two_who_ask_and_answer_in_a_line_take_turns() -> None:
    text = f"社员问他：“{WORDS[:-1]}？”周大山说：“{WORDS}”“{WORDS[:-1]}？”“{WORDS}”"
    assert speakers(text) == ["社员", "周大山", "社员", "周大山"]


def test_whom_an_office_introduces_is_known_by_name_alone() -> None:
    assert speakers("石桥县县长方越川到会。", f"方越川动情地对大家说，“{WORDS}”") == ["方越川"]


def test_the_official_a_decision_speaks_of_is_who_it_was_about() -> None:
    assert speakers(f"周大山是队长。社员挖渠，该员说：“{WORDS}”") == ["周大山"]


def test_nobody_who_writes_i_calls_himself_he() -> None:
    metadata = Metadata("我的检查", "article", people=(PersonData("万长青", "author"),))
    texts = "我同沈石桥开会。", f"我正要传达，我说了。沈石桥收起我的报告，他竟对我说：“{WORDS}”"
    assert speakers(*texts, metadata=metadata) == ["沈石桥"]


def test_words_without_a_cue_after_those_of_whom_a_paper_is_about_are_his() -> None:
    metadata = Metadata("万长青的言行", "article")
    texts = f"万长青说：“{WORDS}”", f"会后贴出来的是“{WORDS}”"
    assert speakers(*texts, metadata=metadata) == ["万长青", "万长青"]
    assert speakers(texts[1], metadata=metadata) == [None]


def test_a_title_names_whom_it_deals_with_though_the_tagger_does_not() -> None:
    metadata = Metadata("石桥县委关于对束长青摘掉帽子的报告", "article")
    texts = "束长青是石桥村人。束长青，六十岁。束长青有病。", "经过多年改造，情况如下。", f"他说：“{WORDS}”"
    assert speakers(*texts, metadata=metadata) == ["束长青"]


def test_a_source_after_the_last_paragraph_of_a_quotation_is_that_of_all() -> None:
    assert speakers("“路是人走出来的，大家都知道。", f"{WORDS}”（石桥村，周大山）") == ["周大山", "周大山"]


def test_a_surname_before_a_verb_makes_no_name_of_it() -> None:
    text = f"队员李金明写了文章。大家替李辩护，又替李辩护。后来，大家曾听李说：“{WORDS}”"
    assert speakers(text) == ["李金明"]


def test_whom_a_paper_is_about_is_who_it_calls_this_person() -> None:
    texts = f"该人学习积极，曾说：“{WORDS}”"
    assert speakers(texts, metadata=Metadata("万长青的言行", "article")) == ["万长青"]
