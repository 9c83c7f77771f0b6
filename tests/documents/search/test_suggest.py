"""What is offered while one types: names, meetings and titles, in any script or by pinyin, the nearest first."""

from __future__ import annotations

import pytest
from django.test import Client

from documents.models import Document, Meeting
from documents.search.entries import index_speakers
from documents.search.follow import follow
from documents.search.suggest import suggest
from people.models import Speaker
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive() -> None:
    qiao = factories.speaker("乔远山", sort_key="qiao2 yuan3 shan1", birth="1921", death="1999")
    others = [factories.speaker(f"何乔{n}", sort_key=f"he2 qiao2 {n}") for n in "甲乙丙丁戊"]
    meeting = factories.meeting("青川县水利座谈会", "2003-10-16")
    talk = factories.document("乔远山谈水利", ["修渠要靠众人。水利是命脉。"], date="2003", meeting=meeting)
    draft = factories.document("乔远山的草稿", ["水利"], published=False)
    lurker = factories.speaker("乔远山乙", sort_key="qiao2 yuan3 shan1 yi3")
    factories.remark(draft, lurker, 0, 0)
    for who in (qiao, *others):
        factories.remark(talk, who, 0, 0)
    follow([talk.pk, draft.pk], meetings=[meeting.pk], speakers=[])
    index_speakers(Speaker.objects.prefetch_related("names"))


@pytest.mark.usefixtures("archive")
class TestSuggestions:
    @pytest.mark.parametrize(
        ("typed", "names"),
        [
            ("乔", ["乔远山", "何乔"]),
            ("喬遠", ["乔远山"]),
            ("远山", ["乔远山"]),
            ("qiaoyuan", ["乔远山"]),
            ("Qiao yuan", ["乔远山"]),
            ("qys", ["乔远山"]),
            ("桥源", ["乔远山"]),
            ("橋元山", ["乔远山"]),
            ("q", []),
            ("乔远川", []),
            ("speaker:乔远山", []),
            ("-乔", []),
            ("", []),
            ("'\"%_*", []),
        ],
    )
    def test_names_that_hold_the_words_begin_with_the_nearest(self, typed: str, names: list[str]) -> None:
        found = [speaker.name[:3].rstrip("甲乙丙丁戊") for speaker in suggest(typed).speakers]
        assert list(dict.fromkeys(found)) == names
        assert len(found) <= 4

    def test_meetings_and_titles_are_offered_and_nothing_that_is_not_public(self) -> None:
        found = suggest("水利")
        assert [meeting.name for meeting in found.meetings] == ["青川县水利座谈会"]
        assert [document.title for document in found.documents] == ["乔远山谈水利"]
        assert [document.title for document in suggest("乔远山").documents] == ["乔远山谈水利"]

    def test_works_that_are_quoted_are_offered_by_any_of_their_titles(self) -> None:
        world = factories.World()
        factories.work("修渠无人引")
        world.talks.forms = "渠话"
        world.talks.save()
        for typed in ("修渠", "《修渠谈", "渠話"):
            assert [work.title for work in suggest(typed).works] == ["修渠谈话"]

    @pytest.mark.parametrize("typed", ["渠江文史", "渠江", "文史 渠江", "《渠江文史》"])
    def test_publications_in_which_something_public_appeared_are_offered(self, client: Client, typed: str) -> None:
        shown = factories.publication("渠江文史", "journal")
        factories.document("修渠旧闻", publication=shown)
        factories.document("未刊稿", published=False, publication=factories.publication("渠江文史续编", "journal"))
        factories.publication("渠江文史资料", "journal")
        assert [each.title for each in suggest(typed).publications] == ["渠江文史"]
        offered = client.get("/search/suggest", {"q": typed}).json()["suggestions"]
        assert ("出处", f"/pub/{shown.public_id}") in [(each["kind"], each["url"]) for each in offered]

    def test_a_title_in_traditional_characters_is_found_in_either_script(self, client: Client) -> None:
        of = factories.document("谈渠", ["书上说：“渠要修深。”"])
        factories.quotation(of, "渠要修深。", work="修渠十議")
        factories.document("渠報一則", publication=factories.publication("渠務月報"))
        for typed in ("修渠十議", "修渠十议", "《修渠十议》"):
            found = suggest(typed).works
            assert [work.title for work in found] == ["修渠十議"]
            html = client.get("/search/", {"q": typed}).content.decode()
            assert "《修渠十議》</a>" in html
        assert suggest("十议").works == []
        assert [each.title for each in suggest("渠务").publications] == ["渠務月報"]
        assert "渠務月報</a>" in client.get("/search/", {"q": "渠务月"}).content.decode()
        offered = client.get("/search/suggest", {"q": "修渠十议"}).json()["suggestions"]
        assert client.get(next(each["url"] for each in offered if each["kind"] == "著作")).status_code == 200

    def test_two_words_may_stand_apart(self) -> None:
        assert [meeting.name for meeting in suggest("青川 座谈会").meetings] == ["青川县水利座谈会"]

    def test_the_answer_leads_to_pages_and_to_the_words_in_full(self, client: Client) -> None:
        response = client.get("/search/suggest", {"q": "水利"})
        found = response.json()["suggestions"]
        meeting = Meeting.objects.get()
        document = Document.objects.get(published=True)
        assert [(each["kind"], each["text"], each["url"]) for each in found] == [
            ("会议", "青川县水利座谈会", f"/m/{meeting.public_id}"),
            ("文献", "乔远山谈水利", f"/d/{document.public_id}"),
            ("全文", "水利", "/search/?q=%E6%B0%B4%E5%88%A9"),
        ]
        assert found[-1]["note"] == "命中 3 处"
        assert "no-store" not in response.headers["Cache-Control"]

    def test_rubbish_is_answered_in_few_queries(self, client: Client, django_assert_max_num_queries) -> None:
        for typed in ("乔", "水利", "a" * 5_000, "\x00", "<script>", "群" * 300):
            with django_assert_max_num_queries(12):
                assert client.get("/search/suggest", {"q": typed}).status_code == 200
