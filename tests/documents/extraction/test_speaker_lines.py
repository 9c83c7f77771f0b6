"""Speakers in the papers and on the sites of meetings: topics over their names, netizens by call names, an address
announced by a report, offices and decisions spaced out. People and places are invented.
"""

from __future__ import annotations

from documents.extraction.pipeline import extract
from documents.extraction.types import DocumentData
from documents.readers import read_bytes
from people.names import Gazetteer


def read(text: str) -> DocumentData:
    [document] = extract(read_bytes("a.txt", text.encode()), Gazetteer())
    return document


def turns(document: DocumentData) -> list[tuple[str | None, str]]:
    """Speaker and first words of every remark."""
    return [(r.speaker or r.label, document.paragraphs[r.first].text.text[:4]) for r in document.remarks]


def headings(document: DocumentData) -> list[str]:
    return [p.text.text for p in document.paragraphs if p.kind == "heading"]


def test_what_each_speaks_of_stands_over_his_name_from_the_first_on() -> None:
    document = read("""### 把水利办到农民心坎上——省人大代表发言摘登
许知微
2006-01-20
第4版(两会专版)
专栏：

　　把水利办到农民心坎上
　　——省人大代表发言摘登
　　先修小渠
　　罗大山代表（白石村党支部书记）
　　大渠修得很好，小渠没人管，水到不了地头。
　　让妇女学会用水
　　何秀兰代表（归云县妇联主席）
　　设备发下来了，不会用，堆在屋角里。
　　水价要算细账
　　周文博代表（省水利科学研究所研究员）
　　水价低了，没有人节水；水价高了，农民吃不消。
　　（本报记者  许知微整理）
""")
    assert headings(document) == ["先修小渠", "让妇女学会用水", "水价要算细账"]
    assert turns(document) == [("罗大山", "大渠修得"), ("何秀兰", "设备发下"), ("周文博", "水价低了")]
    assert [(p.name, p.role, p.position) for p in document.people] == [
        ("许知微", "reporter", "本报记者"),
        ("罗大山", "speaker", "白石村党支部书记"),
        ("何秀兰", "speaker", "归云县妇联主席"),
        ("周文博", "speaker", "省水利科学研究所研究员"),
    ]


def test_netizens_ask_by_their_call_names() -> None:
    document = read("""水务局局长方远山谈饮水安全
访谈嘉宾：市水务局局长　方远山
主持人：宁静
主持人：方局长，您好！
方远山：主持人好。
网友“渠水长流”：我们村的水能不能喝？
方远山：明天就派人去化验。
网友“老井”：水费怎么收？
方远山：困难户减半。
""")
    assert [speaker for speaker, _ in turns(document)] == [
        "宁静",
        "方远山",
        "网友“渠水长流”",
        "方远山",
        "网友“老井”",
        "方远山",
    ]


def test_an_address_begins_below_the_report_that_announces_it_in_full() -> None:
    document = read("""归云市各界人民代表会议闭幕　沈静川市长致闭幕词
1953-03-21
第2版()
    【本报讯】归云市各界人民代表会议于三月十五日至十九日在人民剧场举行。最后由市协商委员会副主席罗念主持，沈静川市长致闭幕词，全文如下：
    各位代表：
    会议开了五天，今天圆满结束了。今年要修成三条渠，各区要把人力排好，不能误了春耕。
""")
    assert turns(document) == [("沈静川", "各位代表")]
    assert document.meeting
    assert (document.meeting.date, document.meeting.place) == ("1953-03-15", "人民剧场")
    assert {p.name for p in document.meeting.participants} == {"沈静川", "罗念"}


def test_offices_and_decisions_may_be_spaced_out() -> None:
    document = read("""嵐江縣議會第三次定期大會第十二次會議紀錄
時　　間：中華民國六十八年五月二十四日
列席人員：縣　長　周慕白　建設局局長　黃志高
主　　席：林議長永昌
陳議員水生：堤防到今天還沒有修復，經費有沒有著落？
黃局長志高：補助款已經核定，預定七月發包。
陳議員水生：七月就是颱風季節，來得及嗎？
主席（林議長）：請建設局三天以內提出書面報告。
決　　議：照主席裁示辦理。
""")
    assert document.meeting
    assert {(p.name, p.position) for p in document.meeting.participants} >= {
        ("周慕白", "縣長"),
        ("黃志高", "建設局局長"),
    }
    last = document.remarks[-1]
    assert (last.speaker, last.first) == ("林永昌", last.last)


def test_who_presides_stands_in_the_head_though_lines_like_it_stand_further_down() -> None:
    sitting = """主席：現在開會，進行報告事項，請各位同仁注意時間，不要超過三分鐘。
陳議員水生：沒有意見，請繼續報告堤防修復的經費，已經拖了一年了。
散會
秘書長　陳某文
財政部部長　溫錦堂
"""
    document = read(f"""嵐江縣議會第三次會議紀錄
時　　間　中華民國六十八年五月二十四日
地　　點　本會議場
主　　席　王院長金山
{sitting * 2}""")
    assert document.meeting
    assert (document.meeting.host, document.meeting.place) == ("王金山", "本會議場")
    assert not any(p.text.text.startswith("主　　席") for p in document.paragraphs)
