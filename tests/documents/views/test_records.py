"""Pages of records: what they say, what they lead to, and what became of records that are gone."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from documents.models import Address, Document, Meeting, Paragraph, Remark
from people.models import Speaker, Tenure
from tests.factories import (
    World,
    compilation,
    contribution,
    document,
    meeting,
    paragraph,
    participation,
    quotation,
    remark,
    speaker,
)

pytestmark = pytest.mark.django_db


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def links(html: str) -> set[str]:
    return set(re.findall(r'href="([^"]+)"', html))


def plain(html: str) -> str:
    """The words of a page, tags and line breaks dropped."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html[html.index("<main") : html.index("</main>")]))


def test_the_home_page_leads_everywhere(client: Client, world: World) -> None:
    html = page(client, "/")
    assert {f"/d/{world.speech.public_id}", f"/m/{world.meeting.public_id}", f"/s/{world.shi.public_id}"} <= links(html)
    assert {f"/w/{world.talks.public_id}", "/meetings/?date=2004"} <= links(html)
    assert html.count("<rect") == 1  # one year has meetings


def test_a_meeting_shows_who_took_part_and_what_was_said_in_order(client: Client, world: World) -> None:
    html = page(client, f"/m/{world.meeting.public_id}")
    remarks = [r.public_id for r in world.symposium.remarks.order_by("sequence")]
    assert re.findall(r'<li id="r-(\w+)"', html) == remarks
    assert "46 字" in html
    assert '<rect width="100"' in html  # the longest remark
    assert re.search(r'<th scope="row">县委书记</th><td><a href="/s/\w+">罗启明</a></td>', html)
    assert {f"/r/{remarks[0]}", f"/s/{world.luo.public_id}", f"/d/{world.symposium.public_id}"} <= links(html)
    assert f"/m/{world.later.public_id}" in links(html)  # the next in its series
    for fact in ("2004年4月27日", "县委二楼会议室", "把水引上山", "清河县委"):
        assert fact in plain(html)


def test_a_participant_named_in_two_documents_stands_once(client: Client, world: World) -> None:
    participation(world.meeting, world.luo, "县委书记", document=world.symposium)
    participation(world.meeting, "无名氏", role="absent")
    html = plain(page(client, f"/m/{world.meeting.public_id}"))
    assert html.split("参会人员")[-1].count("罗启明") == 1 + html.split("有关文献")[-1].count("罗启明")
    assert "缺席： 无名氏" in html


def test_whoever_takes_the_chair_is_not_shown_as_the_body_that_holds_it_too(client: Client, world: World) -> None:
    participation(world.meeting, "叶长青", "县长", role="chair")
    Meeting.objects.filter(pk=world.meeting.pk).update(host="叶长青")
    html = plain(page(client, f"/m/{world.meeting.public_id}"))
    assert "主持叶长青" in html
    assert "主办" not in html


def test_a_speaker_shows_offices_words_and_who_is_quoted(client: Client, world: World) -> None:
    shi = page(client, f"/s/{world.shi.public_id}")
    assert "石老" in plain(shi)
    assert re.search(r"1950年 – 1958年.*水利委员", plain(shi))
    assert {f"/q/{world.quotation.public_id}", f"/w/{world.talks.public_id}"} <= links(shi)
    luo = page(client, f"/s/{world.luo.public_id}")
    assert re.search(r"2004年4月27日 – 2004年12月8日 ?县委书记", plain(luo).split("历任职务")[1])
    assert {f"/s/{world.shi.public_id}", f"/m/{world.meeting.public_id}", f"/d/{world.speech.public_id}"} <= links(luo)
    assert f"/s/{world.elders.public_id}" not in links(luo)  # quoted by another speaker of the same transcript
    bai = page(client, f"/s/{world.bai.public_id}")
    assert f"/s/{world.elders.public_id}" in links(bai)


def test_offices_are_put_in_order_and_evidence_is_named(client: Client, world: World) -> None:
    Tenure.objects.create(speaker=world.luo, position="乡长", start="1990", end="1995", source="清河县志")
    rows = client.get(f"/s/{world.luo.public_id}").context["offices"]
    assert [(office.position, office.start, office.end) for office in rows] == [
        ("乡长", "1990", "1995"),
        ("县委书记", "2004-04-27", "2004-12-08"),
    ]
    assert [str(where) for where in rows[1].shown_by] == [str(world.meeting), str(world.symposium), str(world.speech)]


def test_a_document_reads_well(client: Client, world: World) -> None:
    html = page(client, f"/d/{world.symposium.public_id}")
    assert "<h2>一、先听群众说</h2>" in html
    assert html.count('class="page-label">第6版<') == 1
    quoted = re.search(r'<a class="quoted hue-\d" id="q-(\w+)" href="/q/(\w+)">([^<]+)</a>', html)
    assert quoted
    assert quoted.groups() == (world.quotation.public_id, world.quotation.public_id, world.quotation.text)
    margin = plain(html).split("县委书记 §")[1].split("今天请")[0]
    assert "石公远" in margin
    assert "有把握" in margin
    assert "据“石老说过”" in margin
    assert "① 指清河县二〇〇三年的旱情。" in margin
    assert re.search(r'<sup id="mark-(\w+)"><a href="#p-\1">①</a></sup>', html)
    start, end = world.quotation.source_start, world.quotation.source_end
    assert f"/d/{world.symposium.public_id}/source?from={start}&amp;to={end}#at" in links(html)
    assert f"/s/{world.shi.public_id}" in links(html)


def test_every_paragraph_and_remark_of_a_document_has_its_address(client: Client, world: World) -> None:
    html = page(client, f"/d/{world.symposium.public_id}")
    for row in world.symposium.paragraphs.all():
        assert f'id="p-{row.public_id}"' in html
    for row in world.symposium.remarks.all():
        assert f'id="r-{row.public_id}"' in html
        assert f"/r/{row.public_id}" in links(html)
    for row in world.symposium.paragraphs.filter(kind="body"):
        assert f"/p/{row.public_id}" in links(html)


def test_reference_managers_find_what_they_need_in_the_head(client: Client, world: World) -> None:
    html = page(client, f"/d/{world.speech.public_id}")
    assert '<meta name="citation_title" content="在全县水利工作会议上的讲话">' in html
    assert '<meta name="citation_author" content="罗启明">' in html
    assert '<meta name="citation_inbook_title" content="清河年鉴2005">' in html
    assert '<meta name="citation_firstpage" content="31">' in html
    assert f'<link rel="canonical" href="http://testserver/d/{world.speech.public_id}">' in html


def test_documents_of_a_publication_follow_each_other(client: Client, world: World) -> None:
    first, second = client.get(f"/d/{world.symposium.public_id}").context["neighbours"]
    assert (first, str(second)) == (None, "第二次学习会简报")


def test_pieces_of_a_compilation_follow_each_other_by_number(client: Client, db: None) -> None:
    whole, parts = compilation(11)
    html = page(client, f"/d/{whole.public_id}")
    assert re.findall(r'<li><a href="/d/(\w+)"', html) == [piece.public_id for piece in parts]
    assert client.get(f"/d/{parts[9].public_id}").context["neighbours"] == (parts[8], parts[10])


def test_a_long_document_is_read_in_pages_with_one_table_of_contents(client: Client, db: None) -> None:
    made = document("长卷", [text for n in range(8) for text in (f"# 第{n}章", "渠" * 4000)])
    first = client.get(f"/d/{made.public_id}")
    assert len(first.context["stretches"]) > 2
    last = made.paragraphs.get(text="第7章")
    number = len(first.context["stretches"])
    assert f'href="?page={number}#p-{last.public_id}"' in first.content.decode()
    assert f'id="p-{last.public_id}"' in client.get(f"/d/{made.public_id}?page={number}").content.decode()
    assert client.get(f"/d/{made.public_id}?page=99").context["stretch"].number == number
    response = client.get(f"/p/{last.public_id}")
    assert response.headers["Location"] == f"/d/{made.public_id}?page={number}#p-{last.public_id}"


def test_a_text_of_several_pages_can_be_read_as_one(client: Client, db: None) -> None:
    made = document("长卷", [text for n in range(4) for text in (f"# 第{n}章", "渠" * 4000)])
    assert "?whole=1" in links(page(client, f"/d/{made.public_id}"))
    whole = page(client, f"/d/{made.public_id}?whole=1&page=2")
    assert whole.count("渠" * 4000) == 4
    assert {f"#p-{each.public_id}" for each in made.paragraphs.filter(kind="heading")} <= links(whole)
    assert f'<link rel="canonical" href="http://testserver/d/{made.public_id}">' in whole
    assert f"/d/{made.public_id}" in links(whole)  # back to its pages
    endless = document("无尽卷", ["渠" * 4000] * 16)
    assert "?whole=1" not in links(page(client, f"/d/{endless.public_id}"))
    assert page(client, f"/d/{endless.public_id}?whole=1").count("渠" * 4000) == 2


def test_a_compilation_says_that_it_is_one(client: Client, db: None) -> None:
    whole, parts = compilation(3)
    assert "本汇编收录 3 篇" in plain(page(client, f"/d/{whole.public_id}"))
    assert "本汇编收录" not in plain(page(client, f"/d/{parts[0].public_id}"))


def test_plots_say_what_they_measure(client: Client, world: World) -> None:
    for year in ("1957", "1958"):
        document("会报", meeting=meeting("渠会", f"{year}-03-09"))
        document("渠会再报", meeting=meeting("渠会", f"{year}-09-09"))
    plot = page(client, "/").split('class="plotted"')[1].split("</div>")[0]
    assert re.findall("[0-9]+", re.sub("<[^>]+>", " ", plot)) == ["2", "1957", "2004"]
    made = document("又引石老", ["石老说：“山低人高。”"], date="1999")
    quotation(made, "山低人高。", world.shi)
    plot = page(client, f"/s/{world.shi.public_id}").split('class="plotted"')[1].split("</div>")[0]
    assert re.findall("[0-9]+", re.sub("<[^>]+>", " ", plot)) == ["2", "1999", "2004"]


def test_a_note_is_found_where_its_mark_is_read(client: Client, db: None) -> None:
    texts = [text for n in range(6) for text in (f"# 第{n}章", "渠" * 4000 + ("①" if n == 1 else ""))]
    made = document("长卷", [*texts, "> ① 注", "> ② 失了注号的注"])
    marked, alone = made.paragraphs.filter(kind="note").order_by("sequence")
    for note in (marked, alone):
        address, _, anchor = client.get(f"/p/{note.public_id}").headers["Location"].partition("#")
        assert f'id="{anchor}"' in page(client, address)
    assert "page=" not in client.get(f"/p/{marked.public_id}").headers["Location"]


def test_a_remark_has_its_words_and_its_neighbours(client: Client, world: World) -> None:
    first, second, third = world.symposium.remarks.order_by("sequence")
    html = page(client, f"/r/{second.public_id}")
    assert "我在三岔沟住了半个月。" in html
    assert "她讲得好" not in html
    assert {f"/r/{first.public_id}", f"/r/{third.public_id}", f"/m/{world.meeting.public_id}"} <= links(html)


def test_a_quotation_says_whose_why_how_sure_and_where_else(client: Client, world: World) -> None:
    html = page(client, f"/q/{world.quotation.public_id}")
    words = plain(html)
    for fact in ("石公远", "原文作“石老”", "有把握", "97%", "原文写道“石老说过”", "第6版", "罗启明"):
        assert fact in words, fact
    assert "<del>哪</del><ins>那</ins>" in html
    assert f"/q/{world.speech.quotations.get().public_id}" in links(html)
    paragraph = world.quotation.paragraph
    assert f"/p/{paragraph.public_id}?at=q-{world.quotation.public_id}" in links(html)


@pytest.mark.parametrize(
    ("rule", "status", "who"),
    [
        ("unattributed", "machine", "出处未明"),
        ("proverb", "machine", "成语俗语"),
        ("unattributed", "corrected", "成语俗语"),
    ],
)
def test_words_are_a_saying_only_where_text_or_archivist_say_so(
    client: Client, world: World, rule: str, status: str, who: str
) -> None:
    found = quotation(world.symposium, "话就没有人听", None, kind="saying", rule=rule, status=status)
    html = plain(page(client, f"/q/{found.public_id}"))
    assert f"谁的话 {who}" in re.sub("谁的话 *", "谁的话 ", html)
    assert ("成语俗语" in html) is (who == "成语俗语")
    assert who in plain(page(client, "/quotations/?kind=saying"))


def test_what_is_quoted_most_is_said_of_people_not_of_whoever_it_was(client: Client, world: World) -> None:
    for sequence, words in enumerate(("山上没有水", "规划要跟着群众的脚走")):
        quotation(world.symposium, words, world.elders, sequence=10 + sequence)
    most = page(client, "/").split("most-title")[-1]
    assert f"/s/{world.shi.public_id}" in most
    assert f"/s/{world.elders.public_id}" not in most


def test_the_home_page_says_how_much_has_been_checked(client: Client, world: World) -> None:
    assert "还没有一条引文经过档案员核对" in page(client, "/")
    type(world.quotation).objects.filter(pk=world.quotation.pk).update(status="confirmed")
    assert "档案员核对过 1 条引文" in page(client, "/")


def test_the_oldest_place_is_named_only_where_the_documents_are_dated(client: Client, world: World) -> None:
    address = f"/q/{world.quotation.public_id}"
    assert "按时间先后排列" in page(client, address)
    assert re.search(r'其他出处 <span class="n">1</span>', page(client, address))  # this place is none of the others
    assert "没有日期的文献排在最后" not in page(client, address)
    Document.objects.filter(pk=world.speech.pk).update(date="", date_earliest=None)
    assert "没有日期的文献排在最后" in page(client, address)
    Document.objects.update(date="", date_earliest=None)
    undated = page(client, address)
    assert "先后无从确定" in undated
    assert "最早" not in undated


def test_a_quotation_of_nobody_known_says_so(client: Client, world: World) -> None:
    nobody = quotation(world.symposium, "话就没有人听", None)
    assert "未注明何人" in page(client, f"/q/{nobody.public_id}")
    named = quotation(world.symposium, "规划要跟着群众的脚走", None, speaker_name="某甲;某乙")
    assert "某甲、某乙" in page(client, f"/q/{named.public_id}")


def test_a_work_on_record_and_one_that_is_only_a_title(client: Client, world: World) -> None:
    html = page(client, f"/w/{world.talks.public_id}")
    assert f"/s/{world.shi.public_id}" in links(html)
    assert client.get("/w/修渠谈话").headers["Location"] == f"/w/{world.talks.public_id}"
    assert client.get("/w/没有人引过的书").status_code == 404
    quotation(world.symposium, "话就没有人听", None, work="山志/上卷")
    assert "话就没有人听" in page(client, "/w/山志/上卷")
    assert "/w/%E5%B1%B1%E5%BF%97/%E4%B8%8A%E5%8D%B7" in links(page(client, "/works/"))


def test_hostile_words_stay_words(client: Client, db: None) -> None:
    script = "<script>alert(1)</script>"
    made = document(script, [f"{script}说：“{script}”", f"# {script}"])
    who = speaker(script)
    contribution(made, who, position=script)
    remark(made, who, 0, 1, position=script)
    found = quotation(made, f"“{script}", who, work=script, evidence=script)
    for address in (
        f"/d/{made.public_id}", f"/s/{who.public_id}", f"/q/{found.public_id}", f"/w/{script}", "/", "/documents/",
        "/works/", "/speakers/", f"/documents/?q={script}", f"/d/{made.public_id}/citations",
    ):  # fmt: skip
        assert "<script>alert" not in page(client, address)


@pytest.mark.parametrize("kind", ["d", "m", "s", "q", "r", "pub", "p", "w"])
class TestGone:
    """Whatever the kind of record: moved, gone, or never heard of."""

    def test_what_was_merged_leads_on(self, client: Client, db: None, kind: str) -> None:
        Address.objects.create(public_id="old", kind="x", target="new")
        response = client.get(f"/{kind}/old")
        assert (response.status_code, response.headers["Location"]) == (301, f"/{kind}/new")

    def test_what_was_removed_leaves_a_stone(self, client: Client, db: None, kind: str) -> None:
        Address.objects.create(public_id="old", kind="x", label="旧题名", reason="重复")
        response = client.get(f"/{kind}/old")
        assert response.status_code == 410
        assert "旧题名" in response.content.decode()
        assert "重复" in response.content.decode()

    def test_what_never_was_is_not_found(self, client: Client, db: None, kind: str) -> None:
        assert client.get(f"/{kind}/never").status_code == 404


def test_a_merged_speaker_leads_to_the_one_that_stands(client: Client, world: World) -> None:
    merged = Speaker.objects.create(public_id="merged", name="石公", merged_into=world.shi)
    assert client.get(f"/s/{merged.public_id}").headers["Location"] == f"/s/{world.shi.public_id}"
    assert merged.name not in client.get("/speakers/?q=石公").context["page"].rows


def test_a_remark_says_before_whom_it_was_made(client: Client, world: World) -> None:
    participation(world.meeting, "田岸", role="absent")
    participation(world.meeting, world.bai, "代县长", document=world.speech)  # named again by another document
    html = page(client, f"/r/{world.symposium.remarks.get(sequence=0).public_id}")
    told = plain(html)
    assert "在场的还有白秀英 见于" in told.replace("在场的还有 ", "在场的还有")
    assert "田岸" not in told


def test_a_remark_says_who_it_is_what_was_asked_and_how_sure_that_is(client: Client, world: World) -> None:
    _first, second, third = world.symposium.remarks.order_by("sequence")
    Remark.objects.filter(pk=second.pk).update(label="白县长", imported={"label": "白县长"})
    html = page(client, f"/r/{second.public_id}")
    words = plain(html)
    assert "白秀英 原文作“白县长”" in words
    assert "山上没有水，话就没有人听①。" in words.split("我在三岔沟")[0]  # the end of what was said before
    assert "程序识读，未经核对" in words
    assert f"/r/{second.public_id}/citations" in links(html)
    assert {"上一段发言", "下一段发言"} <= set(re.findall("..段发言", words))
    Remark.objects.filter(pk=third.pk).update(speaker=None, imported={"label": "旁人"})
    agenda = plain(page(client, f"/m/{world.meeting.public_id}"))
    assert "白县长 白秀英 副县长" in agenda
    assert "罗启明 罗启明" not in agenda
    corrected = plain(page(client, f"/r/{third.public_id}"))
    assert "档案员已更正" in corrected
    assert "未查明是何人" in corrected


def test_a_remark_is_as_long_on_its_page_as_on_the_agenda(client: Client, world: World) -> None:
    said = world.symposium.remarks.get(sequence=1)
    Paragraph.objects.filter(document=world.symposium, sequence=3).update(kind="stage", text="（掌声）")
    paragraph(world.symposium, "她讲得好。", 30)
    Paragraph.objects.filter(document=world.symposium, sequence=4).update(sequence=40)
    Paragraph.objects.filter(document=world.symposium, sequence=30).update(sequence=4)
    Remark.objects.filter(pk=said.pk).update(last=4)
    length = "45 字"  # 40 and 5, without the applause
    assert length in page(client, f"/r/{said.public_id}")
    agenda = page(client, f"/m/{world.meeting.public_id}")
    assert length in agenda
    assert "他们记得一九五八年的那条渠。…" in agenda  # the remark goes on in another paragraph
    assert "山上没有水，话就没有人听①。</a>" in agenda
    assert {"#people-title", "#documents-title"} <= links(agenda)


def test_margin_notes_say_which_of_the_words_they_are_about(client: Client, world: World) -> None:
    quotation(world.symposium, "山上没有水", world.shi, label="石老", evidence="石老说过", confidence=0.7, sequence=9)
    margin = page(client, f"/d/{world.symposium.public_id}").split('class="margin"')[1].split("</div>")[0]
    notes = [re.sub(r"<[^>]+>|\s+", "", line) for line in re.findall(r"<li>.*?</li>", margin, re.DOTALL)]
    assert notes == ["“渠修到哪里，人心就…”有把握·据“石老说过”", "“山上没有水”较有把握"]


def test_what_the_authority_file_says_of_groups_is_told_in_english_too(client: Client, world: World) -> None:
    folk = speaker("渠工", kind="group", note="不指某一个人", authority=True)
    assert "不指某一个人" in page(client, f"/s/{folk.public_id}")
    client.cookies["django_language"] = "en"
    assert "nobody in particular" in page(client, f"/s/{folk.public_id}")
    own = speaker("渠社", kind="group", note="清河县的渠社", authority=True)
    assert "清河县的渠社" in page(client, f"/s/{own.public_id}")


def test_a_work_shows_how_the_wordings_of_its_words_differ(client: Client, world: World) -> None:
    again = document("再读修渠谈话", ["石老写道：“渠修到哪里，人心就通到哪里。”"], date="2005")
    quotation(again, "渠修到哪里，人心就通到哪里。", world.shi, work="修渠谈话", cited_work=world.talks)
    html = page(client, f"/w/{world.talks.public_id}")
    assert "<del>" in html
    assert "<ins>" in html
    assert "出入已标出" in html
    world.quotation.document.quotations.all().delete()
    again.delete()
    assert "出入已标出" not in page(client, f"/w/{world.talks.public_id}")


def test_joint_speakers_stand_in_the_order_in_which_the_text_names_them(client: Client, world: World) -> None:
    both = world.quotation
    both.speakers.set([world.bai, world.shi])
    type(both).objects.filter(pk=both.pk).update(speaker_name="石公远;白秀英", label="石公远白秀英")
    assert "石公远、白秀英" in plain(page(client, f"/q/{both.public_id}")).replace("石公远 、", "石公远、")


@pytest.mark.parametrize(("label", "told"), [("石公远", False), ("石老", True)])
def test_the_printed_name_is_told_where_it_is_another(client: Client, world: World, label: str, told: bool) -> None:
    type(world.quotation).objects.filter(pk=world.quotation.pk).update(label=label, speaker_name="石公远")
    assert (f"原文作“{label}”" in page(client, f"/q/{world.quotation.public_id}")) is told
