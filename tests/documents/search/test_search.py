"""What a query finds: one table, the same on every database the suite runs on."""

from __future__ import annotations

import datetime

import pytest

from archive.lib import edtf
from documents.models import Contribution, Document, Meeting, Paragraph, Publication, Quotation, Remark, SearchText
from documents.search import base
from documents.search import facets as faceting
from documents.search.base import Results, count, search, snippet
from documents.search.entries import index_documents, index_meetings, index_speakers
from documents.search.facets import Facet, facets, tallies
from documents.search.follow import follow
from documents.search.query import Query, parse
from documents.search.way import Way
from people.models import Speaker, SpeakerName

pytestmark = pytest.mark.django_db


def narrowing(query: Query, results: Results) -> dict[str, list[Facet]]:
    return facets(tallies(query, results))


def make_document(name: str, date: str, paragraphs: list[str], **fields: object) -> Document:
    earliest, latest = edtf.parse(date) if date else (None, None)
    document = Document.objects.create(
        public_id=name, kind="article", date=date, date_earliest=earliest, date_latest=latest, **fields
    )
    for sequence, text in enumerate(paragraphs):
        Paragraph.objects.create(public_id=f"{name}{sequence}", document=document, sequence=sequence, text=text)
    return document


@pytest.fixture
def archive() -> None:
    """Four documents of invented people: a talk, a traditional-script minute, an article, an unpublished one."""
    daily = Publication.objects.create(public_id="daily", title="青川日报", kind="newspaper")
    qiao = Speaker.objects.create(public_id="qiao", name="乔远山")
    SpeakerName.objects.create(speaker=qiao, form="乔书记", kind="honorific")
    lan = Speaker.objects.create(public_id="lan", name="蓝秀文")
    meeting = Meeting.objects.create(public_id="mm", name="青川县水利座谈会", theme="兴修水利", authority=True)
    talk = make_document(
        "talk",
        "2003-10-16",
        [
            "修渠要靠群众。群众的事，由群众商量着办。",
            "渠修好了，GDP 自然会增长5%。",
            "我同意老乔的意见：“三个和尚没水吃”。",
            "那就这样定了。",
            "散会。",
        ],
        title="青川县水利座谈会发言摘编",
        publication=daily,
        meeting=meeting,
    )
    Remark.objects.create(
        public_id="r1", document=talk, sequence=0, label="乔远山", speaker=qiao, position="县委书记", first=0, last=1
    )
    Remark.objects.create(
        public_id="r2", document=talk, sequence=1, label="蓝秀文", speaker=lan, position="县长", first=2, last=2
    )
    Remark.objects.create(public_id="r3", document=talk, sequence=2, label="乔远山", speaker=qiao, first=3, last=3)
    host = Speaker.objects.create(public_id="host", name="苗守业")
    Contribution.objects.create(document=talk, sequence=0, label="苗守业", speaker=host, position="文史办主任")
    Remark.objects.create(public_id="r4", document=talk, sequence=3, label="苗守业", speaker=host, first=4, last=4)
    third = talk.paragraphs.get(sequence=2)
    saying = Quotation.objects.create(
        public_id="q1", document=talk, paragraph=third, sequence=0, start=10, end=17, text="三个和尚没水吃"
    )
    saying.speakers.add(qiao)
    rejected = Quotation.objects.create(
        public_id="q2", document=talk, paragraph=third, sequence=1, start=0, end=2, text="我同", status="rejected"
    )
    rejected.speakers.add(lan)
    minute = make_document("minute", "1947-03", ["縣參議會討論羣眾負擔問題，主席裴誌遠。", "水 利 委 員 會 報 告"])
    article = make_document(
        "piece", "1957", ["ＧＤＰ一词当时还没有。", "改革、开放\n与经济", "a<b>群体</b> & 众人 100%_x'y"]
    )
    hidden = make_document("hidden", "2003", ["群众不知道的草稿"], published=False)
    held = {"date": "1999-05-10", "end_date": "1999-05-11"}
    woods = Meeting.objects.create(public_id="woods", name="护林会", authority=True, **held)
    report = make_document("report", "1999-06-01", ["林要有人护。"], title="会报", meeting=woods)  # printed weeks later
    Remark.objects.create(public_id="r5", document=report, sequence=0, label="苗守业", speaker=host, first=0, last=0)
    follow([d.pk for d in (talk, minute, article, hidden, report)], meetings=[meeting.pk], speakers=[])


TABLE = [
    # words of any length
    ("渠", {"talk0", "talk1"}),
    ("吃", {"talk2", "q1"}),
    ("群众", {"talk0", "minute0"}),
    ("众商", {"talk0"}),
    ("群众的", {"talk0"}),
    ("由群众商量着办", {"talk0"}),
    ("渠修好了，GDP 自然会增长5%。", {"talk1"}),
    ("龘", set()),
    ("群体众", set()),
    # parts of words, figures and Latin letters, as written
    ("dp", {"talk1", "piece0"}),
    ("5", {"talk1"}),
    ("10", {"piece2"}),
    ("100", {"piece2"}),
    # script, width, case
    ("羣眾", {"talk0", "minute0"}),
    ("負擔", {"minute0"}),
    ("负担", {"minute0"}),
    ("裴志远", {"minute0"}),
    ("ＧＤＰ", {"talk1", "piece0"}),
    ("gdp", {"talk1", "piece0"}),
    ("Gdp自然", {"talk1"}),
    ("增长５", {"talk1"}),
    # punctuation and spaces inside
    ("群众的事由群众", {"talk0"}),
    ("改革开放", {"piece1"}),
    ("改革、开放", {"piece1"}),
    ("开放与经济", {"piece1"}),
    ("水利委员会", {"minute1"}),
    ("“水利委员会报告”", {"minute1"}),
    # and, phrase, or, not
    ("群众 商量", {"talk0"}),
    ("群众　商量", {"talk0"}),
    ("群众 负担", {"minute0"}),
    ("商量 负担", set()),
    ('"群众商量"', {"talk0"}),
    ('"商量群众"', set()),
    ('"改革 开放"', {"piece1"}),
    ("商量 OR 负担", {"talk0", "minute0"}),
    ("商量 | 负担", {"talk0", "minute0"}),
    ("群众 商量 OR 负担", {"talk0", "minute0"}),
    ("商量着办 OR 和尚没水 OR 龘龘龘", {"talk0", "talk2", "q1"}),
    ("群众 -负担", {"talk0"}),
    ("群众 －负担", {"talk0"}),
    ("群众 -商量 -负担", set()),
    ('群众 -"群众商量"', {"minute0"}),
    ("or", set()),
    ("群众 AND 商量", {"talk0"}),
    ("群众 and 商量", set()),
    ("群众 NOT 商量", {"minute0"}),
    ('群众 NOT "群众商量"', {"minute0"}),
    ("AND 群众 NOT", {"talk0", "minute0"}),
    # fields
    ("speaker:乔远山", {"talk0", "talk1", "talk3", "q1", "qiao"}),
    ("speaker:喬遠山 群众", {"talk0"}),
    ("speaker:乔书记 渠", {"talk0", "talk1"}),
    ("发言人：蓝秀文", {"talk2", "lan"}),
    ("speaker:乔远山 speaker:蓝秀文 和尚", {"talk2", "q1"}),
    ("speaker:无此人 群众", set()),
    ("position:县委书记 群众", {"talk0"}),
    ("职务:县长", {"talk2"}),
    ("position:县委书记 定了", {"talk3"}),  # the office stands at his first turn only
    ("position:文史办 散会", {"talk4"}),  # at the head of the document only
    ("kind:quotation 和尚", {"q1"}),
    ("kind:引文 和尚", {"q1"}),
    ("kind:remark 和尚", {"talk2"}),
    ("kind:title 水利", {"talk"}),
    ("kind:meeting 水利", {"mm"}),
    ("publication:青川 群众", {"talk0"}),
    ("publication:无此报 群众", set()),
    ("meeting:水利座谈会 群众", {"talk0"}),
    ("in:minute 群众", {"minute0"}),
    ("title:发言摘编 群众", {"talk0"}),
    ("题名:會報", {"report", "report0"}),
    ("講話人：乔远山 群众", {"talk0"}),
    ("类型:發言 和尚", {"talk2"}),
    ("speaker: 乔远山 群众", {"talk0"}),
    ("kind: speaker:乔远山 群众", {"talk0"}),
    ("speaker:", set()),
    ("speaker: -群众", set()),
    ("speeker:乔远山", set()),
    ("乔远山：群众", set()),
    # fields that are not wanted; what has no speaker, office, publication or day stays
    ("和尚 -kind:引文", {"talk2"}),
    ("和尚 -类型:发言", {"q1"}),
    ("和尚 -speaker:蓝秀文", {"q1"}),
    ("群众 -讲话人:乔远山", {"minute0"}),
    ("群众 NOT 讲话人: 乔远山", {"minute0"}),
    ("群众 -position:县委书记", {"minute0"}),
    ("群众 -meeting:水利座谈会", {"minute0"}),
    ("群众 -publication:青川", {"minute0"}),
    ("群众 -title:发言摘编", {"minute0"}),
    ("群众 -date:2003", {"minute0"}),
    ("群众 -date:1940..1950 -date:2003", set()),
    ("乔 -date:2003", {"qiao"}),
    ("群众 -in:minute", {"talk0"}),
    ("-speaker:乔远山", set()),
    # dates
    ("群众 date:2003", {"talk0"}),
    ("群众 date:1940..1950", {"minute0"}),
    ("群众 date:1947-03", {"minute0"}),
    ("群众 date:..1999", {"minute0"}),
    ("群众 date:1999..", {"talk0"}),
    ("群众 日期:2003年", {"talk0"}),
    ("date:2003-10 群众", {"talk0"}),
    ("date:1957", {"piece0", "piece1", "piece2"}),
    ("群众 date:恐龙", {"talk0", "minute0"}),
    ("群众 日期:2003年10月16日", {"talk0"}),
    ("群众 date:2003/10/16", {"talk0"}),
    ("群众 date:2003年10月", {"talk0"}),
    ("群众 date:1950..1940", {"minute0"}),
    ("群众 date:1940-1950", {"minute0"}),
    # the day of the meeting, and that of the newspaper which printed it
    ("林 date:1999-05-10", {"report0"}),
    ("林 date:1999-06-01", {"report0"}),
    ("林 date:1999-05-20", set()),
    ("kind:remark date:1999-05-11", {"report0"}),
    ("speaker:苗守业 date:1999-05", {"report0"}),
    ("林 -date:1999-05-10", set()),
    ("林 -date:1999-05-20", {"report0"}),
    # names, titles, meetings
    ("乔远山", {"qiao"}),
    ("乔书记", {"qiao"}),
    ("青川县水利座谈会", {"talk", "mm"}),
    # mark-up and operators of the databases are words
    ("<b>群体</b>", {"piece2"}),
    ("群体</b>", {"piece2"}),
    ("群体 b", {"piece2"}),
    ("群'众", {"talk0", "minute0"}),
    ("群众*", {"talk0", "minute0"}),
    ("群众:*", {"talk0", "minute0"}),
    ("群众 & | ! <-> NEAR", set()),
    ("%_", set()),
    ("'; DROP TABLE documents_document; --", set()),
    ("foo:群众", set()),
    # nothing asked
    ("", set()),
    ("，。！", set()),
    ('""', set()),
    ("-群众", set()),
]


@pytest.mark.usefixtures("archive")
class TestSearchFinds:
    @pytest.mark.parametrize(("query", "expected"), TABLE, ids=[query or "empty" for query, _ in TABLE])
    def test_a_query_finds_what_holds_its_words(self, query: str, expected: set[str]) -> None:
        for order in ("rank", "date"):
            results = search(parse(query), order)
            assert {hit.ref for hit in results.hits} == expected
            assert results.total == len(expected)

    def test_ten_thousand_characters_of_rubbish_are_a_query(self) -> None:
        assert search(parse("群)(*&\"“'众\x00\ud800 " * 1_000)).total == 0

    def test_newest_come_first_by_date(self) -> None:
        assert [hit.ref for hit in search(parse("群众"), "date").hits] == ["talk0", "minute0"]

    def test_what_is_no_answer_comes_last(self) -> None:
        people = [
            Speaker.objects.create(public_id=kind, name=name, kind=kind)
            for kind, name in (("group", "群众"), ("person", "群众之友"))
        ]
        met = [
            Meeting.objects.create(public_id=name, name=name, date="2020-01-01", authority=True)
            for name in ("群众大会", "群众联席会")
        ]
        make_document("later", "2021", ["纪要另发。"], meeting=met[1])
        index_speakers(people)
        index_meetings(met)
        found = [hit.ref for hit in search(parse("群众")).hits]
        assert found[0] == "person"
        assert found.index("群众联席会") < found.index("talk0")
        assert found[-2:] == ["group", "群众大会"]
        assert search(parse("date:2020..")).hits[-1].ref == "群众大会"

    def test_a_person_is_found_before_any_number_of_texts(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(base, "RANKED", 2)
        monkeypatch.setattr(base, "NAMED", 1)
        assert [hit.ref for hit in search(parse("乔 OR 渠")).hits] == ["qiao", "talk2"]
        monkeypatch.setattr(base, "COUNT_CAP", 1)
        monkeypatch.setattr(base.engine(), "KEPT", 0)
        assert search(parse("乔 OR 渠")).every is None
        assert [hit.ref for hit in search(parse("乔 OR 渠")).hits] == ["qiao", "talk2"]

    def test_pages_by_date_and_rank_hold_every_hit_once(self) -> None:
        for order in ("date", "rank"):
            seen, after = [], None
            while True:
                page = search(parse("渠 OR 群 OR 水"), order, after, size=2)
                seen += [hit.ref for hit in page.hits]
                after = page.after
                if after is None:
                    break
            assert len(seen) == len(set(seen)) == page.total

    @pytest.mark.parametrize("at_once", [True, False])
    def test_facets_count_the_hits(self, at_once: bool) -> None:
        found = narrowing(parse("群众"), search(parse("群众"), tally=at_once))
        assert [(f.value, f.count) for f in found["date"]] == [("1947", 1), ("2003", 1)]
        assert [(f.value, f.count) for f in found["speaker"]] == [("乔远山", 1)]
        assert [(f.value, f.count) for f in found["kind"]] == [("paragraph", 2), ("remark", 1)]
        assert [(f.value, f.count) for f in found["meeting"]] == [("青川县水利座谈会", 1)]

    def test_facets_of_more_hits_than_are_counted_are_those_of_a_sample(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(base, "COUNT_CAP", 1)
        words = parse("群众")
        every = search(words)
        assert (every.total, every.capped, every.tallies) == (1, True, None)
        keys = set(SearchText.objects.filter(folded__contains="群众").values_list("pk", flat=True))
        for one_in in (1, 2, 4):
            monkeypatch.setattr(faceting, "SAMPLES", ((4 * one_in, 1_000), (one_in, 0)))
            drawn = sum(key % one_in == 0 for key in keys)
            assert sum(f.count for f in narrowing(words, every).get("date", [])) == drawn

    @pytest.mark.parametrize("asked", ["2003", "2003-10-16", "1957", "..1999", "1999..", "1999-05", "1955..1957-06"])
    @pytest.mark.parametrize("words", ["", "修渠", "的 -群众", "kind:paragraph", "speaker:乔远山", "title:发言"])
    def test_a_text_is_of_the_days_asked_for_or_not(self, words: str, asked: str) -> None:
        """Days that were begun before, days that nobody knows and days of a meeting are looked for another way."""
        for name, date in (("decade", "1950/1959"), ("autumn", "1957-09/1957-11"), ("undated", "")):
            make_document(name, date, ["修渠的人很多。", "群众的事。"], title=f"{name}发言")
        late = Meeting.objects.create(
            public_id="late", name="秋后会", date="1957-10", date_earliest="1957-10-01", date_latest="1957-10-31"
        )
        make_document("printed", "1999-05-03", ["修渠的发言"], title="旧时发言", meeting=late)
        follow(documents=list(Document.objects.values_list("pk", flat=True)), meetings=[late.pk], speakers=[])
        day = parse(f"date:{asked}")
        every, of_days, others = (
            set(search(parse(f"{words} {more}"), size=1_000).every or ())
            for more in ("kind:paragraph", f"date:{asked} kind:paragraph", f"-date:{asked} kind:paragraph")
        )
        assert of_days | others == every
        assert not of_days & others
        first, last = (day.days[0] or datetime.date.min), (day.days[1] or datetime.date.max)
        assert of_days == {
            text.pk
            for text in SearchText.objects.filter(pk__in=every).select_related("meeting")
            if any(
                dated.date_earliest and dated.date_earliest <= last and dated.date_latest >= first
                for dated in (text.document, text.meeting)
                if dated
            )
        }

    @pytest.mark.parametrize("words", ["群众", "渠", "群众修", "修渠 群众", "渠 OR 桥"])
    def test_a_sample_is_of_the_texts_whose_keys_end_in_zeros(self, words: str) -> None:
        for key, text in ((2048, "群众修渠"), (2080, "群众修渠"), (2081, "群众修渠"), (4096, "修路")):
            SearchText.objects.create(id=key, kind="paragraph", ref=str(key), folded=text)
        for one_in, drawn in ((1_024, {2048}), (32, {2048, 2080})):
            sql, values = base.engine().sampled("t.id", parse(words), Way(("t.document_id IS NULL",)), one_in)
            assert set(base.keys_of(sql, values)) == drawn

    def test_the_coarser_sample_will_do_where_it_has_enough_hits(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(base, "COUNT_CAP", 1)
        monkeypatch.setattr(faceting, "SAMPLES", ((1, 1), (1 << 40, 0)))
        assert len(narrowing(parse("群众"), search(parse("群众")))["date"]) == 2

    def test_facets_without_words_are_counted_among_some_of_the_hits(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(base, "COUNT_CAP", 1)
        monkeypatch.setattr(base.engine(), "FACETED", 1)
        fields = parse("kind:paragraph")
        assert sum(f.count for f in narrowing(fields, search(fields))["date"]) == 1

    def test_a_changed_text_is_found_by_its_new_words_only(self) -> None:
        document = Document.objects.get(public_id="talk")
        document.paragraphs.filter(sequence=0).update(text="修桥要靠石匠")
        index_documents([document])
        assert count(parse("石匠")) == 1
        assert {hit.ref for hit in search(parse("群众")).hits} == {"minute0"}

    def test_a_deleted_document_is_found_no_more(self) -> None:
        Document.objects.get(public_id="minute").delete()
        assert {hit.ref for hit in search(parse("群众")).hits} == {"talk0"}

    def test_a_text_of_a_million_characters_is_found_at_both_ends(self) -> None:
        document = make_document("long", "1960", ["首尾" + "".join(map(chr, range(0x4E00, 0x9000))) * 40 + "终点"])
        index_documents([document])
        assert count(parse("首尾")) == 1
        assert count(parse("龘终点")) == 0
        assert count(parse("终点")) == 1


def test_a_snippet_marks_every_hit_in_the_original_spelling() -> None:
    text = "前" * 50 + "羣眾、路線" + "后" * 50
    found = snippet(text, ["群众路线"], around=5)
    assert found.pieces[0] == ("…", False)
    assert ("羣眾、路線", True) in found.pieces
