"""Speeches that a yearbook prints, scanned with blank lines between lines; gazettes of councils, with pages."""

from __future__ import annotations

from documents.extraction.pipeline import extract
from documents.extraction.types import DocumentData
from documents.readers import read_bytes
from people.names import Gazetteer


def read(text: str) -> DocumentData:
    return extract(read_bytes("a.txt", text.encode()), Gazetteer())[0]


SPEECH = """专　　文

在全市水利工作会议暨小型水利

工程改革动员会上的讲话

中共岚江市委常委、副市长　沈静川

（２００８年１１月２６日）

同志们：

　　这次全市水利工作会议暨小型水利工程改

革动员会，是市委、市政府召开的一次会议。

会议的主要任务是，贯彻省水利工作会议的精

神，总结五年来的工作，部署今冬修渠。省水

利厅副厅长何秀兰同志出席今天的会议。砚溪

县县长罗念同志介绍了经验，我听了很受启发。

　　一、充分认识小型水利工程改革的

重大意义

　　水是农业的命脉，渠是水的道路，道路不通

水就到不了田里。省政府的文件要求三年完成

改革，时间紧、任务重，必须马上动手。②一

些同志还有顾虑。

②见岚政发〔２００８〕１０号文件。

·１９·　岚江年鉴２００９



水费的征收标准，要按照省里的规定降到位，

一分钱也不能多收。有的乡镇提出困难，账要

算大账，不能算小账。

　　《管子》上说：“一年之计，莫如树谷；

十年之计，莫如树木；终身之计，莫如树人。”

修渠也是百年大计，来不得半点浮躁。

　　让我们扎实苦干，为全面完成全市小型水利

工程改革任务，为岚江的发展作出新的贡献！

（根据录音整理，标题为编者所加）
"""


def test_a_title_on_two_lines_is_one_and_says_what_the_text_is() -> None:
    document = read(SPEECH)
    assert (document.title, document.kind) == ("在全市水利工作会议暨小型水利工程改革动员会上的讲话", "speech")
    assert document.meeting
    assert document.meeting.name == "全市水利工作会议暨小型水利工程改革动员会"


def test_paragraphs_and_headings_of_a_scan_go_on_over_lines_and_pages() -> None:
    texts = [p.text.text for p in read(SPEECH).paragraphs if p.kind in ("body", "heading")]
    assert "一、充分认识小型水利工程改革的重大意义" in texts
    assert [text[:4] for text in texts] == [
        "同志们：",
        "这次全市",
        "一、充分",
        "水是农业",
        "水费的征",
        "《管子》",
        "让我们扎",
    ]
    assert texts[-1].endswith("作出新的贡献！")


def test_a_note_that_refers_to_a_numbered_paper_is_a_note() -> None:
    assert [(p.mark, p.text.text[:3]) for p in read(SPEECH).paragraphs if p.kind == "note"] == [("②", "见岚政")]


def test_who_told_of_his_work_in_a_speech_took_part() -> None:
    meeting = read(SPEECH).meeting
    assert meeting
    assert {(p.name, p.position) for p in meeting.participants} == {
        ("沈静川", "中共岚江市委常委、副市长"),
        ("何秀兰", "省水利厅副厅长"),
        ("罗念", "砚溪县县长"),
    }


GAZETTE = """嵐江市議會公報　第二十一卷　第八期

嵐江市議會第七屆第十二次會議紀錄

時　　間：中華民國八十九年十一月二十一日上午九時
地　　點：本會議事廳
出席議員：溫錦堂　何秀鳳　高玉蘭
請假議員：彭清水
列席人員：
　　市　　　　長　徐國棟
　　都市發展局局長　林志遠
主　　席：議長　溫錦堂

壹、報告事項
主席（溫議長錦堂）：出席議員已足法定人數，現在開會。
貳、市政總質詢
　一、舊糖廠案
何議員秀鳳：請問市長，煙囪拆不拆？
徐市長國棟：這個部分，請林局長說明。
都市發展局林局長志遠：報告何議員，說明書所說的地上物，是指後來增建的倉庫，拆除以後每年可以省下管理的費用

－ 1187 －

嵐江市議會公報　第二十一卷　第八期

三百萬元，煙囪不拆。
參、臨時動議
何議員秀鳳：請市府報告橋樑檢測的結果。
主席：沒有意見，通過。散會。

散　　會：上午十一時五十分。

－ 1188 －
"""


def test_the_gazette_of_a_council_numbers_pages_and_headings_in_its_own_way() -> None:
    document = read(GAZETTE)
    assert [(p.level, p.text.text[:2]) for p in document.paragraphs if p.kind == "heading"] == [
        (1, "壹、"),
        (1, "貳、"),
        (2, "一、"),
        (1, "參、"),
    ]
    assert document.publication
    assert (document.publication.title, document.publication.locator) == ("嵐江市議會公報", "第二十一卷第八期")
    assert not any("1187" in p.text.text or "公報" in p.text.text or "會：" in p.text.text for p in document.paragraphs)


def test_office_and_name_of_a_member_come_from_the_list_and_the_label() -> None:
    document = read(GAZETTE)
    assert [(person.name, person.position) for person in document.people if person.role == "speaker"] == [
        ("溫錦堂", "議長"),
        ("何秀鳳", "議員"),
        ("徐國棟", "市長"),
        ("林志遠", "都市發展局局長"),
    ]
    assert document.meeting
    present = {p.name: p.position for p in document.meeting.participants if p.role != "absent"}
    assert present["高玉蘭"] == "議員"
    assert "彭清水" not in present


def test_a_talk_whose_title_names_two_who_have_turns_is_a_record() -> None:
    text = """沈静川罗大山与各队代表座谈纪要

沈局长一一点名后，说：好几天没见面了，今天来商量修渠的事。
渠要一段一段地修，先修上游。
石料从青石乡运，木料由县里拨。
工分由各队记，月底报上来。
水闸先不动，等汛期过了再说。
三队的意见要尊重，不能大队压小队。
有困难可以提，不要闷在心里。
沈静川局长：安全要放在第一位，出了事谁都负不起责。
罗大山书记：
有人怕误了农活，这是实情，各队要排一排。
"""
    assert [remark.speaker for remark in read(text).remarks] == ["沈静川", "沈静川", "罗大山"]


FULL_LINES = """特　载
在全市农村工作会议上的讲话

（２００７年１２月２６日）

中共归云市委书记　秦　岭

同志们：

　　这次全市农村工作会议，是市委、市

政府决定召开的。刚才，方远山副市长通

报了今年的农业生产情况。等一会儿，白

若水市长还要讲话，请各乡镇认真贯彻。

一、充分肯定成绩，进一步坚定做好
农业农村工作的信心

　　今年是我市农业战胜多种灾害、取得

好收成的一年。全市粮食总产达到１２．６

亿公斤①，省委副书记江若愚同志来到

　　① 不含市属农场。

　　　　　　　　　　　　　　　　— １７ —
归云年鉴·２００８　　　　　　特　载

我市，一连走了三个乡，看了五条新渠。

　　成绩的取得，靠的是党的政策好，靠

的是各级干部作风实，这是大家的功劳。

二、突出重点，扎实推进新农村建设

（一）抓水利，稳粮食

　　水利是农业的命脉。明年要完成大中

型水库除险加固９座，新增节水灌溉面积

— １８ —

特　载　　　　　　归云年鉴·２００８

３万亩，资金靠市县配套，也靠群众投工。

（二）抓产业，促增收

　　要抓龙头企业，让农户进得了大市场。
"""


def test_white_space_tells_where_paragraphs_begin_though_the_last_lines_are_full() -> None:
    document = read(FULL_LINES)
    assert [p.text.text[:5] for p in document.paragraphs if p.kind == "body"] == [
        "同志们：",
        "这次全市农",
        "今年是我市",
        "成绩的取得",
        "水利是农业",
        "要抓龙头企",
    ]
    assert [(p.level, p.text.text) for p in document.paragraphs if p.kind == "heading"] == [
        (1, "一、充分肯定成绩，进一步坚定做好农业农村工作的信心"),
        (1, "二、突出重点，扎实推进新农村建设"),
        (2, "（一）抓水利，稳粮食"),
        (2, "（二）抓产业，促增收"),
    ]


def test_a_yearbook_and_its_section_share_a_line_over_facing_pages() -> None:
    document = read(FULL_LINES)
    assert document.publication
    assert (document.publication.title, document.publication.locator) == ("归云年鉴2008", "特载")
    assert not any("年鉴" in p.text.text for p in document.paragraphs)


def test_a_note_at_the_foot_of_a_page_is_taken_out_of_the_sentence_it_cuts() -> None:
    document = read(FULL_LINES)
    assert [(p.mark, p.text.text) for p in document.paragraphs if p.kind == "note"] == [("①", "不含市属农场。")]
    assert "江若愚同志来到我市，" in "".join(p.text.text for p in document.paragraphs)


def test_who_spoke_before_and_will_speak_after_is_there() -> None:
    meeting = read(FULL_LINES).meeting
    assert meeting
    assert {(p.name, p.position) for p in meeting.participants} == {
        ("秦岭", "中共归云市委书记"),
        ("方远山", "副市长"),
        ("白若水", "市长"),
    }
