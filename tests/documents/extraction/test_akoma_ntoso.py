"""Akoma Ntoso debates of other archives: speakers, dates, sections and every word, each at its place in the file."""

from __future__ import annotations

import pytest

from documents.extraction.pipeline import extract
from documents.extraction.types import DocumentData
from documents.readers import SourceError, read_bytes
from people.names import Gazetteer

# In the layout of a parliament's record: questions and answers, scenes, notes, a table, wrapped lines.
RECORD = """<?xml version="1.0" encoding="UTF-8"?>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">
 <debate name="hansard">
  <meta>
   <identification source="#desk"><FRBRWork>
     <FRBRthis value="/akn/xx/debaterecord/2011-06-10/!main"/><FRBRuri value="/akn/xx/debaterecord/2011-06-10"/>
     <FRBRdate date="2011-06-10" name="generation"/><FRBRauthor href="#house"/><FRBRcountry value="xx"/>
   </FRBRWork><FRBRExpression><FRBRlanguage language="zho"/></FRBRExpression></identification>
   <references source="#desk">
    <TLCOrganization eId="house" href="/ontology/organization/house" showAs="山城议会"/>
    <TLCRole eId="chair" href="/ontology/role/chair" showAs="议长"/>
    <TLCRole eId="minister" href="/ontology/role/minister" showAs="教育局长"/>
    <TLCPerson eId="jia" href="/ontology/person/jia" showAs="贾明远"/>
    <TLCPerson eId="yi" href="/ontology/person/yi" showAs="易文秀"/>
   </references>
   <notes source="#desk"><note eId="n1"><p>见教育年鉴。</p></note></notes>
  </meta>
  <preface>
   <p><docProponent>山城议会</docProponent></p>
   <p><docTitle>二〇一一年第二次会议</docTitle></p>
   <p>星期五，<docDate date="2011-06-10">六月十日</docDate></p>
  </preface>
  <debateBody>
   <debateSection name="opening" eId="s0">
    <p>会议于<recordedTime time="2011-06-10T10:02:00+08:00">上午十时</recordedTime>开始。</p>
    <narrative>（议长就座）</narrative>
   </debateSection>
   <prayers eId="s1"><heading>静默</heading></prayers>
   <questions eId="s2">
    <num>一</num><heading>口头质询</heading>
    <debateSection name="education" eId="s21">
     <heading>教育局</heading>
     <question by="#jia" to="#minister"><from>贾明远：</from>
      <p>山里的孩子什么时候
         有新学校？</p></question>
     <answer by="#yi" as="#minister"><from>易文秀女士</from>
      <p>明年<noteRef href="#n1" marker="1"/>。老师们说过：“路通到哪里，学校就开到哪里。”</p>
      <ul><li>东沟</li><li><p>西沟</p></li></ul>
      <p>共两所<authorialNote marker="2"><p>不含分校。</p></authorialNote>，余下的在后年。</p></answer>
     <scene>（掌声）</scene>
     <speech by="#chair"><from>议长</from><p>肃静 &amp; 请坐。</p></speech>
    </debateSection>
   </questions>
   <adjournment eId="s3"><p>休会。</p></adjournment>
  </debateBody>
  <conclusions><p>记录员签字。</p></conclusions>
 </debate>
</akomaNtoso>
"""

# In the layout that archives of public speech import: version 2.0, ids, times on the speeches, no FRBR.
SPEECHES = """<akomaNtoso xmlns="http://www.akomantoso.org/2.0"><debate name="hansard">
<meta><references source="#x"><TLCPerson id="wu" href="/ontology/person/wu" showAs="Wu Ming"/></references></meta>
<preface><docTitle>Town meeting</docTitle></preface>
<debateBody><debateSection name="a" id="a"><heading>Water</heading>
<speech by="#wu" id="s1" startTime="2014-03-07T10:00:00"><from>Mr. Wu</from><p>The spring
  is dry.</p></speech>
<speechGroup by="#wu"><speech by="#nobody"><from>A voice:</from><p>Hear!</p></speech></speechGroup>
</debateSection></debateBody></debate></akomaNtoso>"""


# As an archive of speech gives a section of its own: no name space, no title but the heading, voices in narratives.
SECTION = """
<akomaNtoso><debate><meta><references>
  <TLCPerson href="/ontology/person/talks.example/he" id="he" showAs="何小渔"/>
</references></meta><debateBody><debateSection>
  <num>三</num><heading>渔港座谈</heading><subheading>上午</subheading>
  <debateSection><heading>开场</heading>
    <speech by="#he" startTime="2016-05-03T09:00:00+08:00"><p>各位早。<br/>请坐。</p><ul><li>一号码头</li></ul></speech>
    <speech by=""><p>（录音不清）</p></speech>
    <speech><from>老船工</from><p>浪大。</p></speech>
    <narrative><p>（众人笑）</p></narrative>
    <other by="#he"><from>何小渔（书面）</from><p>附：船期表。</p></other>
  </debateSection>
</debateSection></debateBody></debate></akomaNtoso>
"""


def read(text: str, key: str = "debate.xml") -> DocumentData:
    (document,) = extract(read_bytes(key, text.encode()), Gazetteer())
    return document


def said(document: DocumentData) -> list[tuple[str, str | None, str | None, str]]:
    """Label, speaker, office and words of every turn."""
    return [
        (
            each.label,
            each.speaker,
            each.position,
            "|".join(
                p.text.text for p in document.paragraphs if p.kind == "body" and each.first <= p.sequence <= each.last
            ),
        )
        for each in document.remarks
    ]


def test_a_record_keeps_speakers_questions_and_answers() -> None:
    assert said(read(RECORD)) == [
        ("贾明远", "贾明远", None, "山里的孩子什么时候有新学校？"),
        (
            "易文秀女士",
            "易文秀",
            "教育局长",
            "明年1。老师们说过：“路通到哪里，学校就开到哪里。”|东沟|西沟|共两所2，余下的在后年。",
        ),
        ("议长", None, None, "肃静 & 请坐。"),
    ]


def test_a_record_keeps_sections_scenes_notes_and_every_word() -> None:
    document = read(RECORD)
    assert [(p.level, p.text.text) for p in document.paragraphs if p.kind == "heading"] == [
        (1, "静默"),
        (1, "一 口头质询"),
        (2, "教育局"),
    ]
    assert [p.text.text for p in document.paragraphs if p.kind == "stage"] == ["（议长就座）", "（掌声）"]
    assert [(p.mark, p.text.text) for p in document.paragraphs if p.kind == "note"] == [
        ("2", "不含分校。"),
        ("1", "见教育年鉴。"),
    ]
    spoken = {p.sequence for p in document.paragraphs for r in document.remarks if r.first <= p.sequence <= r.last}
    around = [p.text.text for p in document.paragraphs if p.kind == "body" and p.sequence not in spoken]
    assert around == ["山城议会", "星期五，六月十日", "会议于上午十时开始。", "休会。", "记录员签字。"]


def test_a_record_says_its_title_date_and_meeting() -> None:
    document = read(RECORD)
    assert (document.kind, document.title, document.date) == ("transcript", "二〇一一年第二次会议", "2011-06-10")
    assert document.meeting is not None
    assert (document.meeting.name, document.meeting.host, document.meeting.date) == (
        "二〇一一年第二次会议",
        "山城议会",
        "2011-06-10",
    )
    assert [(p.name, p.role, p.position) for p in document.people] == [
        ("贾明远", "speaker", None),
        ("易文秀", "speaker", "教育局长"),
        ("议长", "speaker", None),
    ]
    assert document.problems == ()


def test_words_lead_back_to_their_place_in_the_file() -> None:
    for paragraph in read(RECORD).paragraphs:
        start, end = paragraph.text.source_span()
        first, last = paragraph.text.text[0], paragraph.text.text[-1]
        assert (RECORD[start], RECORD[end - 1]) == (first, last)


def test_quotations_are_found_in_what_was_said() -> None:
    (found,) = read(RECORD).quotations
    assert (found.text, found.label) == ("路通到哪里，学校就开到哪里。", "老师们")
    assert RECORD[found.source_start : found.source_end] == found.text


def test_an_older_version_without_metadata_keeps_its_speakers_and_the_day_of_its_speeches() -> None:
    document = read(SPEECHES)
    assert said(document) == [("Mr. Wu", "Wu Ming", None, "The spring is dry."), ("A voice", None, None, "Hear!")]
    assert (document.title, document.date) == ("Town meeting", "2014-03-07")
    assert [p.text.text for p in document.paragraphs if p.kind == "heading"] == ["Water"]


def test_a_section_that_an_archive_gives_keeps_every_voice_and_has_its_heading_for_a_title() -> None:
    document = read(SECTION, "talks.an")
    assert said(document) == [
        ("何小渔", "何小渔", None, "各位早。请坐。|一号码头"),
        ("老船工", None, None, "浪大。"),
        ("何小渔（书面）", "何小渔", None, "附：船期表。"),
    ]
    assert (document.title, document.date) == ("三 渔港座谈", "2016-05-03")
    headings = [(p.level, p.text.text) for p in document.paragraphs if p.kind == "heading"]
    assert headings == [(1, "上午"), (1, "开场")]
    assert [p.text.text for p in document.paragraphs if p.kind == "stage"] == ["（众人笑）"]
    assert "（录音不清）" in [p.text.text for p in document.paragraphs if p.kind == "body"]
    assert document.problems == ("a speech says neither by whom nor from whom it is",)


@pytest.mark.parametrize(
    ("speech", "problem"),
    [
        ('<speech by="#wu"><from>吴明</from></speech>', "a speech of 吴明 holds no words"),
        ("<speech><p>谁？</p></speech>", "a speech says neither by whom nor from whom it is"),
    ],
)
def test_a_speech_that_says_too_little_is_told_to_the_archivist(speech: str, problem: str) -> None:
    document = read(f"<akomaNtoso><debate><debateBody><p>开会。</p>{speech}</debateBody></debate></akomaNtoso>")
    assert (document.problems, document.remarks) == ((problem,), ())


BOMB = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><akomaNtoso>&b;</akomaNtoso>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><akomaNtoso><debate>&x;</debate></akomaNtoso>'


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (BOMB, "line 1: a document type"),
        (OUTSIDE, "line 1: a document type"),
        ("<akomaNtoso><debate>\n<p>开会</debate></akomaNtoso>", "line 2: not well-formed XML: mismatched tag"),
        ("<akomaNtoso><debate>&nbsp;</debate></akomaNtoso>", "line 1: not well-formed XML: undefined entity"),
        ("<akomaNtoso><act/></akomaNtoso>", "no Akoma Ntoso debate: it holds <act>"),
        ("<TEI><text/></TEI>", "no Akoma Ntoso debate: it holds <TEI>"),
        ("<akomaNtoso><debate>" + "<p>" * 120, "elements inside elements more than 100 deep"),
        ("<akomaNtoso><debate>" + "<p/>" * 500_001, "500,001 elements are more than the 500,000"),
        ("", "the file is empty"),
        ("只是一段话。", "line 1: not well-formed XML"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(text: str, reason: str) -> None:
    with pytest.raises(SourceError, match=r"debate\.xml") as refused:
        read_bytes("debate.xml", text.encode())
    assert reason in str(refused.value)


def test_an_encoding_that_the_file_declares_is_believed() -> None:
    text = SPEECHES.replace("Wu Ming", "吴明，在山城").replace(
        "<akomaNtoso", '<?xml version="1.0" encoding="GBK"?><akomaNtoso'
    )
    source = read_bytes("a.akn", text.encode("gbk"))
    assert source.encoding == "gb18030"
    assert extract(source, Gazetteer())[0].remarks[0].speaker == "吴明，在山城"
