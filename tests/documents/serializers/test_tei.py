"""TEI in the shape of Parla-CLARIN: valid, nothing of the text lost, everybody pointed to."""

from __future__ import annotations

import pytest
from django.test import Client
from lxml import etree

from documents import visibility
from documents.models import Document, Paragraph
from documents.serializers.tei import corpus_files, tei_document
from documents.serializers.whole import one
from tests.factories import World, compilation, document, mention, paragraph, quotation, remark, speaker

from .valid import TEI, XML, tei_problems

pytestmark = pytest.mark.django_db
NS = {"t": TEI[1:-1]}


def tei(of: Document) -> etree._Element:
    """The valid TEI of a document."""
    found = one(visibility.documents(), of.public_id)
    assert found is not None
    data = tei_document(found, lambda public_id: f"https://archive.example/d/{public_id}")
    assert tei_problems(data) == []
    return etree.fromstring(data)


def texts(root: etree._Element, path: str) -> list[str]:
    return ["".join(each.itertext()) for each in root.iterfind(path, NS)]


def test_turns_say_who_and_keep_their_order(world: World) -> None:
    root = tei(world.symposium)
    turns = [(u.get("who"), "".join(u.itertext())[:4]) for u in root.iter(f"{TEI}u")]
    luo, bai = f"#s-{world.luo.public_id}", f"#s-{world.bai.public_id}"
    assert turns == [(luo, "今天请大"), (bai, "我在三岔"), (luo, "她讲得好")]
    assert texts(root, ".//t:note[@type='speaker']") == ["罗启明县委书记", "白秀英副县长", "罗启明"]
    assert texts(root, ".//t:head") == ["一、先听群众说"]


def test_every_word_of_the_text_is_there_once(world: World) -> None:
    for each in (world.symposium, world.speech):
        root = tei(each)
        for row in each.paragraphs.all():
            held = root.xpath(f"//*[@xml:id='p-{row.public_id}']")
            assert ["".join(one.itertext()) for one in held] == [row.text]


def test_a_quotation_is_said_by_its_speaker_with_confidence_and_evidence(world: World) -> None:
    root = tei(world.symposium)
    said = root.xpath(f"//*[@xml:id='q-{world.quotation.public_id}']")[0]
    assert (said.tag, said.text, said.get("who")) == (
        f"{TEI}said",
        world.quotation.text,
        f"#s-{world.shi.public_id}",
    )
    assert (said.get("cert"), said.get("ana")) == ("0.97", "#quotation.direct #status.machine")
    assert texts(root, ".//t:bibl/t:note[@type='evidence']") == ["石老说过"]
    assert texts(tei(world.speech), ".//t:listBibl/t:bibl/t:title") == ["修渠谈话"]


def test_the_header_tells_of_meeting_publication_and_people(world: World) -> None:
    root = tei(world.symposium)
    assert texts(root, ".//t:titleStmt/t:meeting") == ["清河县委理论学习中心组学习会"]
    assert texts(root, ".//t:sourceDesc/t:bibl/t:title") == [world.symposium.title, "清河日报"]
    shi = root.xpath(f"//*[@xml:id='s-{world.shi.public_id}']")[0]
    assert texts(shi, "t:persName") == ["石公远", "石老"]
    assert shi.find("t:birth", NS).get("when") == "1899"
    affiliation = shi.find("t:affiliation", NS)
    assert dict(affiliation.attrib) == {"from": "1950", "to": "1958"}
    assert root.find(f".//t:listPerson/t:personGrp[@{XML}id='s-{world.elders.public_id}']", NS) is not None
    assert root.find(".//t:settingDesc/t:setting/t:date", NS).get("when") == "2004-04-27"


def test_a_turn_cut_by_a_heading_goes_on_in_next(world: World) -> None:
    root = tei(world.speech)
    first, second = root.iter(f"{TEI}u")
    assert (first.get("next"), second.get("prev")) == ("#" + second.get(f"{XML}id"), "#" + first.get(f"{XML}id"))


def test_pages_notes_stage_directions_and_contents_have_their_elements(db: None) -> None:
    made = document("村史", kind="book")
    for sequence, (text, fields) in enumerate(
        (
            ("一、渠", {"kind": "contents", "level": 1, "page": "3"}),
            ("# 一、渠", {"page": "3"}),
            ("修渠的人①。", {"page": "3"}),
            ("> ① 见县志。", {"page": "3"}),
            ("（掌声）", {"kind": "stage", "page": "4"}),
            ("第二段。", {"page": "4"}),
        )
    ):
        paragraph(made, text, sequence, **fields)
    root = tei(made)
    assert [each.get("n") for each in root.iter(f"{TEI}pb")] == ["3", "4"]
    assert texts(root, ".//t:list[@type='contents']/t:item") == ["一、渠 3"]
    assert texts(root, ".//t:incident/t:desc") == ["（掌声）"]
    assert [each.get("n") for each in root.iterfind(".//t:note[@type='footnote']", NS)] == ["①"]


def test_quotations_and_mentions_that_cross_are_cut_in_pieces(db: None) -> None:
    made = document("答问", ["他说起李建华书记讲的水的事。"])
    who = speaker("李建华")
    quotation(made, "李建华书记讲的", who)
    quotation(made, "书记讲的水", None, label="", speaker_name="")
    named = mention(made, who, "书记")
    named.paragraph, named.start, named.end = made.paragraphs.get(), 3, 8
    named.label = named.paragraph.text[3:8]
    named.save()
    assert texts(tei(made), ".//t:body//t:p") == ["他说起李建华书记讲的水的事。"]


def test_names_that_stand_for_nobody_known_are_pointed_to_all_the_same(db: None) -> None:
    made = document("座谈", ["大家好。", "老人们讲：“水是命。”"], kind="transcript")
    remark(made, "主持人", 0, 0)
    remark(made, "记者", 1, 1)
    quotation(made, "水是命。", None, label="老人们", speaker_name="老人们;村民")
    root = tei(made)
    assert len(root.find(".//t:said", NS).get("who").split()) == 2
    assert texts(root, ".//t:person/t:persName") == ["主持人", "记者", "老人们", "村民"]


@pytest.mark.parametrize("date", ["", "2004", "1967~", "195X", "1957-05/1957-06", "1998/..", "unknown"])
def test_any_date_is_written_validly(date: str, db: None) -> None:
    tei(document("日期", ["一。"], date=date, date_printed="某年"))


def test_what_xml_cannot_hold_is_replaced_and_offsets_stay(db: None) -> None:
    made = document("标题\x0b", ["一\x0b二“三四”。"], language="zh hans; <x>")
    quotation(made, "三四", None, label="某\x0c人")
    root = tei(made)
    assert texts(root, ".//t:said") == ["三四"]
    assert texts(root, ".//t:body//t:p") == ["一\ufffd二“三四”。"]


def test_a_compilation_lists_its_public_pieces(db: None) -> None:
    whole, parts = compilation()
    Document.objects.filter(pk=parts[1].pk).update(published=False)
    root = tei(whole)
    assert texts(root, ".//t:list[@type='parts']/t:item") == ["清河文存之1", "清河文存之3"]
    assert root.find(".//t:item/t:ref", NS).get("target") == f"https://archive.example/d/{parts[0].public_id}"


def test_the_corpus_includes_every_text_and_describes_everybody_once(world: World) -> None:
    rows = visibility.documents().order_by("public_id")
    files = {name: b"".join(content) for name, content in corpus_files(rows, lambda each: f"/d/{each}", "言录")}
    root = etree.fromstring(files["corpus.xml"])
    includes = list(root.iter("{http://www.w3.org/2001/XInclude}include"))
    assert [each.get("href") for each in includes] == [f"{row.public_id}.xml" for row in rows]
    for each in includes:
        root.replace(each, etree.fromstring(files[each.get("href")]))
    assert tei_problems(etree.tostring(root, encoding="UTF-8", xml_declaration=True)) == []
    assert len(root.findall("t:teiHeader//t:person", NS)) == 3  # 石公远, 罗启明, 白秀英


def test_no_documents_make_no_corpus(db: None) -> None:
    assert list(corpus_files(visibility.documents(), str, "言录")) == []


def test_the_page_links_to_the_file_and_the_file_to_the_page(client: Client, world: World) -> None:
    page = f"/d/{world.symposium.public_id}"
    assert (
        f'<link rel="alternate" type="application/tei+xml" title="TEI" href="{page}/tei.xml">'
        in client.get(page).content.decode()
    )
    response = client.get(f"{page}/tei.xml")
    assert response.headers["Content-Type"] == "application/tei+xml"
    assert tei_problems(response.content) == []
    assert f"http://testserver{page}" in response.content.decode()


def test_what_is_not_public_has_no_file_and_what_is_gone_says_so(client: Client, world: World) -> None:
    Document.objects.filter(pk=world.speech.pk).update(published=False)
    assert client.get(f"/d/{world.speech.public_id}/tei.xml").status_code == 404
    world.symposium.delete()
    assert client.get(f"/d/{world.symposium.public_id}/tei.xml").status_code == 410


def test_rejected_quotations_are_not_marked(world: World) -> None:
    world.quotation.status = "rejected"
    world.quotation.save()
    assert world.quotation.text not in texts(tei(world.symposium), ".//t:said")


def test_the_number_of_queries_does_not_grow_with_the_text(world: World, django_assert_max_num_queries) -> None:
    for sequence in range(10, 60):
        paragraph(world.symposium, "又一段。", sequence)
        remark(world.symposium, world.bai, sequence, sequence)
    assert Paragraph.objects.filter(document=world.symposium).count() > 50
    with django_assert_max_num_queries(12):
        one(visibility.documents(), world.symposium.public_id)
