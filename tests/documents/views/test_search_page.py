"""The search page: what is found, how it narrows, and what it says when nothing is."""

from __future__ import annotations

import re
from urllib.parse import unquote_plus, urlencode

import pytest
from django.test import Client
from django.urls import reverse

from documents.models import Document
from documents.search.entries import index_speakers
from documents.search.follow import follow
from people.models import SpeakerName
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive():
    who = factories.speaker("乔远山")
    for number in range(60):
        document = factories.document(
            f"水利座谈会纪要{number}", [f"修渠要靠众人，<b>第{number}渠</b>也是。"], date="2003"
        )
        factories.remark(document, who, 0, 0, position="县委书记")
    SpeakerName.objects.create(speaker=who, form="乔书记")
    follow(list(Document.objects.values_list("pk", flat=True)), meetings=[], speakers=[who.pk])
    return who


def page(client: Client, **query: str) -> str:
    response = client.get(reverse("documents:search"), query)
    assert response.status_code == 200
    return response.content.decode()


class TestSearchPage:
    @pytest.mark.parametrize("words", ['"', "-", "，。", "《》", '""', "date:“”"])
    def test_marks_alone_are_said_to_ask_for_nothing(self, client: Client, archive, words: str) -> None:
        text = page(client, q=words)
        assert 'class="fault"' in text
        assert "馆藏中没有" not in text

    def test_hits_are_marked_and_mark_up_of_a_source_is_text(self, client: Client, archive) -> None:
        text = page(client, q="眾人")
        assert "<mark>众人</mark>" in text
        assert "<b>第" not in text
        assert "&lt;b&gt;第" in text

    def test_it_takes_no_more_than_twelve_queries(self, client: Client, archive, django_assert_max_num_queries) -> None:
        for query in ({"q": "修渠"}, {"q": "修渠", "sort": "date"}, {"q": "修渠", "view": "kwic"}):
            with django_assert_max_num_queries(12):
                page(client, **query)

    def test_hits_of_every_kind_take_no_more(self, client: Client, archive, django_assert_max_num_queries) -> None:
        met = factories.meeting("护渠会", "1999-04-05")
        daily = factories.publication("护渠报")
        words = ["老人说：“护渠就是护人。”", "护渠。"]
        made = factories.document("护渠记", words, date="1999", meeting=met, publication=daily)
        factories.quotation(made, "护渠就是护人。", archive, work="护渠歌")
        who = factories.speaker("护渠队")
        factories.remark(made, who, 1, 1, meeting=met)
        follow([made.pk], meetings=[met.pk], speakers=[who.pk])
        narrowed = "护渠 speaker:护渠队 meeting:护渠 publication:护渠 -kind:name date:1999"
        for words in ("护渠 -speaker:护林 -meeting:护林 -publication:护林", narrowed, "护渠"):
            with django_assert_max_num_queries(12):
                html = page(client, q=words)
        for kind in ("文字", "发言", "引文", "个人", "会议"):
            assert f"<span>{kind}</span>" in html, kind

    def test_pages_follow_each_other_to_the_last(self, client: Client, archive) -> None:
        for order in ("rank", "date"):
            seen: set[str] = set()
            address = f"{reverse('documents:search')}?q=修渠&sort={order}"
            for _ in range(3):
                text = client.get(address).content.decode()
                seen |= set(re.findall(r'href="(/p/[a-z0-9]+)"', text))
                following = re.search(r'rel="next" href="([^"]+)"', text)
                address = reverse("documents:search") + following[1].replace("&amp;", "&") if following else ""
            assert len(seen) == 60
            assert address == ""

    @pytest.mark.parametrize("after", ["9999999999999999999", "9223372036854775808", "99999999999999999999999", "x"])
    def test_what_no_page_ended_with_begins_from_the_beginning(self, client: Client, archive, after: str) -> None:
        assert "60" in page(client, q="修渠", sort="date", after=after)

    def test_a_facet_narrows_the_search(self, client: Client, archive) -> None:
        assert urlencode({"q": "修渠 讲话人:乔远山"}) in page(client, q="修渠")

    def test_words_in_context_stand_in_columns(self, client: Client, archive) -> None:
        assert re.search(r"<td>修渠要靠</td><td><a [^>]+>众人</a></td>", page(client, q="众人", view="kwic"))

    def test_nothing_found_offers_what_would_be(self, client: Client, archive) -> None:
        text = page(client, q="修渠 龙王")
        assert "?q=%E4%BF%AE%E6%B8%A0" in text
        assert "乔远山" in page(client, q="乔远川")

    def test_an_empty_search_explains_itself(self, client: Client) -> None:
        assert "日期:1950..1957" in page(client)
        client.cookies["django_language"] = "en"
        assert "date:1950..1957" in page(client)

    @pytest.mark.parametrize(
        "query", ["<script>alert(1)</script>", "'\"", "a" * 5_000, "\x00", "speaker:", "-", "date:x"]
    )
    def test_rubbish_is_a_query_like_any_other(self, client: Client, archive, query: str) -> None:
        assert "<script>alert" not in page(client, q=query)

    def test_a_search_stays_in_its_document_until_it_is_widened(self, client: Client, archive) -> None:
        document = Document.objects.first()
        html = page(client, **{"q": "修渠", "in": document.public_id})
        assert "命中 1 处" in html
        assert f'<input type="hidden" name="in" value="{document.public_id}">' in html
        assert 'href="?q=%E4%BF%AE%E6%B8%A0"' in html
        assert "命中 60 处" in page(client, **{"q": "修渠", "in": "'\"<x>"})

    def test_hits_of_a_document_stand_together_under_its_title(self, client: Client, archive) -> None:
        made = factories.document("引水记", ["引水上山。", "另一件事。", "引水入户。"], date="1999")
        follow([made.pk], meetings=[], speakers=[])
        html = page(client, q="引水")
        assert html.count(f'href="/d/{made.public_id}"') == 1
        assert f'<a class="title" href="/d/{made.public_id}"><mark>引水</mark>记</a>' in html
        assert html.count('<p class="hit">') == 2

    def test_every_occurrence_stands_in_its_context(self, client: Client, archive) -> None:
        made = factories.document("记", ["甲渠通乙渠，乙渠通丙渠。"])
        follow([made.pk], meetings=[], speakers=[])
        html = page(client, q=f"通 in:{made.public_id}", view="kwic")
        assert len(re.findall(r"<td>[^<]*</td><td><a [^>]+>通</a></td>", html)) == 2

    def test_a_name_shows_the_form_that_was_looked_for(self, client: Client, archive) -> None:
        SpeakerName.objects.create(speaker=archive, form="乔大个子")
        index_speakers([archive])
        assert "乔远山（<mark>乔大个子</mark>）" in page(client, q="乔大个子")

    def test_remarks_and_meetings_narrow_the_search(self, client: Client, archive) -> None:
        met = factories.meeting("护渠会", "1999")
        made = factories.document("会报", ["护林也护渠。"], date="1999", meeting=met)
        factories.remark(made, archive, 0, 0)
        follow([made.pk], meetings=[met.pk], speakers=[])
        html = page(client, q="护渠")
        for condition in ("会议:护渠会", "类型:发言"):
            assert urlencode({"q": f"护渠 {condition}"}) in html
        for typed in ("kind:remark", "类型:发言"):
            assert "命中 1 处" in page(client, q=f"护渠 {typed}")

    def test_what_narrows_a_search_can_be_dropped_again(self, client: Client, archive) -> None:
        html = page(client, q="修渠 kind:paragraph 讲话人:乔远山")
        chips = html.partition('<ul class="chosen"')[2].partition("</ul>")[0]
        assert "类型：<b>文字</b>" in chips
        assert f'href="?{urlencode({"q": "修渠 讲话人:乔远山"})}"' in chips
        assert f'href="?{urlencode({"q": "修渠 kind:paragraph"})}"' in chips
        facets = html.partition('id="facets"')[2]
        assert "<h2>讲话人</h2>" not in facets
        assert "<h2>类型</h2>" not in facets

    def test_a_year_takes_the_place_of_a_time(self, client: Client, archive) -> None:
        for number, year in enumerate(("1991", "1992")):
            made = factories.document(f"引水记{number}", ["引水上山。"], date=year)
            follow([made.pk], meetings=[], speakers=[])
        html = page(client, q="引水 date:1990..1999")
        assert f'href="?{urlencode({"q": "引水 日期:1991"})}"' in html
        assert "历年命中" not in page(client, q="引水 日期:1991")

    def test_a_kind_that_is_none_is_answered_with_those_there_are(self, client: Client, archive) -> None:
        assert "可用的类型：文字、发言、引文、题名、人名、会议。" in page(client, q="修渠 kind:xyz")

    def test_a_meeting_and_a_person_are_told_from_their_namesakes(self, client: Client, archive) -> None:
        met = factories.meeting("全县" + "各乡各村" * 20 + "护渠会", "1999-04-05", place="县礼堂")
        made = factories.document("会报", ["另一件事。"], date="1999", meeting=met)
        archive.birth, archive.note = "1931", "水利干部"
        archive.save()
        follow([made.pk], meetings=[met.pk], speakers=[archive.pk])
        html = page(client, q="护渠会")
        assert "全县各乡各村" in html
        assert "1999年4月5日" in html
        assert "县礼堂" in html
        assert "<span>1931年–</span><span>水利干部</span>" in page(client, q="乔远山")

    @pytest.mark.parametrize(
        ("words", "offered"),
        [
            ("修渠 众人 龙王", "修渠 众人"),
            ("修渠 date:1901", "修渠"),
            ("修渠众人", "修渠 众人"),
            ("乔远川", "乔远山"),
            ("桥源山", "乔远山"),
            ("橋元杉", "乔远山"),
            ("qiaoyuanshan", "乔远山"),
            ("Qiaoyuanshan", "乔远山"),
            ("speaker:乔远川 修渠", "修渠"),
            ("乔远山 渠", "讲话人:乔远山 渠"),
            ("乔書記 修渠 -龙王", "讲话人:乔書記 修渠 -龙王"),
            ("渠 县委书记", "职务:县委书记 渠"),
            ("渠 date:2003 县委书记", "职务:县委书记 渠 date:2003"),
            ("乔远山：修渠", "讲话人:乔远山 修渠"),
            ("2003年10月16日", "日期:2003-10-16"),
            ("渠 2003年", "日期:2003 渠"),
            ("speeker:乔远山", "讲话人:乔远山"),
            ("著作:修渠", "修渠"),
            ("讲话:乔远山 渠", "讲话人:乔远山 渠"),
            ("修渠 kind:quotation 乔远山", "乔远山"),
        ],
    )
    def test_nothing_found_offers_fewer_words_or_a_near_name(
        self, client: Client, archive, words: str, offered: str, django_assert_max_num_queries
    ) -> None:
        with django_assert_max_num_queries(12):
            html = page(client, q=words)
        assert f'<a href="?{urlencode({"q": offered})}">{offered}</a>' in html

    def test_what_is_offered_finds_something(self, client: Client, archive) -> None:
        for words in ("龙王 县委书记", "修渠 1951", "1951年", "乔远山 龙王", "title:无 修渠"):
            html = page(client, q=words)
            for query in re.findall(
                r'<a href="\?q=([^"]+)">', html.partition('class="empty"')[2].partition("</div>")[0]
            ):
                assert "<mark>" in page(client, q=unquote_plus(query)), (words, unquote_plus(query))

    def test_in_a_document_only_what_it_holds_is_offered(self, client: Client, archive) -> None:
        made = factories.document("引水记", ["引水上山。"], date="1999")
        follow([made.pk], meetings=[], speakers=[])
        html = page(client, **{"q": "引水 修渠", "in": made.public_id})
        offers = html.partition('class="empty"')[2].partition("</div>")[0]
        assert ">引水</a>" in offers
        assert ">修渠</a>" not in offers

    def test_a_record_printed_later_tells_the_day_of_its_meeting(self, client: Client, archive) -> None:
        for number, printed in enumerate(("1999-06-01", "1999-05-10")):
            met = factories.meeting(f"护林会{number}", "1999-05-10")
            made = factories.document("会报", [f"林要有人护{number}。"], date=printed, meeting=met)
            follow([made.pk], meetings=[met.pk], speakers=[])
        assert "<span>会议日期 1999年5月10日</span>" in page(client, q="林要有人护0 date:1999-05-10")
        assert "会议日期" not in page(client, q="林要有人护1 date:1999-05-10")

    def test_what_is_no_field_is_told_those_there_are(self, client: Client, archive) -> None:
        assert "可用的条件：讲话人、职务、会议、出版物、题名、类型、日期。" in page(client, q="speeker:乔远山")
        assert "“水利：”" not in page(client, q="水利：座谈会纪要1")
        assert "“speaker:”后面没有内容" in page(client, q="修渠 speaker:")

    def test_what_is_not_wanted_stands_with_its_minus_and_can_be_dropped(self, client: Client, archive) -> None:
        html = page(client, q="水利 -类型:题名 NOT date:1951")
        assert 'class="empty"' in html
        chips = html.partition('<ul class="chosen"')[2].partition("</ul>")[0]
        assert "−类型：<b>题名</b>" in chips
        assert f'href="?{urlencode({"q": "水利 NOT date:1951"})}"' in chips
        assert f'href="?{urlencode({"q": "水利 -类型:题名"})}"' in chips

    def test_no_name_is_offered_that_only_unpublished_documents_know(self, client: Client, archive) -> None:
        hidden = factories.document("未公开", ["修渠。"], published=False)
        factories.remark(hidden, factories.speaker("桥远川"), 0, 0)
        assert "桥远川" not in page(client, q="桥远州")
        assert "桥远川" not in page(client, q="乔原穿")
