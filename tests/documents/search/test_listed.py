"""What words looked for in a list leave of it: folded as on the search page, the same on both databases."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from documents import visibility
from documents.models import SearchText
from documents.search import listed
from documents.search.entries import index_documents, index_meetings, index_speakers
from documents.search.names import naming
from documents.search.query import parse
from documents.views.works import naming_a_work
from people.models import SpeakerName
from tests.factories import (
    contribution,
    document,
    meeting,
    paragraph,
    participation,
    publication,
    quotation,
    speaker,
    work,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def archive() -> None:
    """A record and an article in traditional characters, of invented people."""
    qiao, lan = speaker("乔远山"), speaker("蓝秀文")
    SpeakerName.objects.create(speaker=qiao, form="喬老", kind="honorific")
    council = meeting("青川县“水与田”座谈会", "2003-10-16", place="龙王庙", theme="修渠")
    participation(council, lan, "县长")
    daily = publication("《青川日報》")
    record = document("座谈会发言", date="2003-10-16", meeting=council, publication=daily)
    contribution(record, lan, "speaker", "县长")
    paragraph(record, "我同意乔老的话：“三个和尚，没水吃。”ＧＤＰ另说。", 0)
    quotation(record, "三个和尚，没水吃。", qiao, work="论“水”·卷二", occasion="青川縣水利會議")
    article = document("縣參議會紀要", date="1947", publication=publication("旧报"))
    paragraph(article, "縣參議會討論羣眾負擔問題。", 0)
    quotation(article, "羣眾負擔問題。", lan, cited_work=work("负担问题", lan))
    index_documents([record, article])
    index_speakers([qiao, lan])
    index_meetings([council])


TABLE = [
    # the words of texts, folded
    ("documents", "群众", {"縣參議會紀要"}),
    ("documents", "羣眾負擔", {"縣參議會紀要"}),
    ("documents", "gdp", {"座谈会发言"}),
    ("documents", "和尚没水吃", {"座谈会发言"}),
    ("documents", "水", {"座谈会发言"}),
    ("documents", "和尚 负担", set()),
    ("documents", "和尚 OR 负担", {"座谈会发言", "縣參議會紀要"}),
    ("documents", "会 -和尚", {"縣參議會紀要"}),
    ("documents", "會 -龘", {"座谈会发言", "縣參議會紀要"}),
    # words in different texts of one document, and in names that belong to it
    ("documents", "发言 和尚", {"座谈会发言"}),
    ("documents", "水与田 和尚", {"座谈会发言"}),
    ("documents", "青川日报", {"座谈会发言"}),
    ("documents", "藍秀文", {"座谈会发言"}),
    ("documents", "speaker:蓝秀文", set()),
    ("documents", "100%_", set()),
    ("quotations", "和尚没水", {"三个和尚，没水吃。"}),
    ("quotations", "群众", {"羣眾負擔問題。"}),
    ("quotations", "乔老", {"三个和尚，没水吃。"}),
    ("quotations", "喬遠山 和尚", {"三个和尚，没水吃。"}),
    ("quotations", "论水卷二", {"三个和尚，没水吃。"}),
    ("quotations", "水利会议", {"三个和尚，没水吃。"}),
    ("quotations", "负担问题", {"羣眾負擔問題。"}),
    ("quotations", "同意", set()),
    ("speakers", "喬遠山", {"乔远山"}),
    ("speakers", "“乔老”", {"乔远山"}),
    ("speakers", "lan2", {"蓝秀文"}),
    ("speakers", "LANXIUWEN", {"蓝秀文"}),
    ("speakers", "远 秀", set()),
    ("meetings", "水与田座谈会", {"青川县“水与田”座谈会"}),
    ("meetings", "龍王廟", {"青川县“水与田”座谈会"}),
    ("meetings", "藍秀文 修渠", {"青川县“水与田”座谈会"}),
    ("meetings", "座谈会 -修渠", set()),
    ("publications", "青川日报", {"《青川日報》"}),
    ("works", "論水卷二", {"论“水”·卷二"}),
    ("works", "負擔", {"负担问题"}),
    ("works", "负担 龘", set()),
]
ROWS = {
    "documents": (visibility.documents, listed.documents_holding, "title"),
    "quotations": (visibility.quotations, listed.quotations_holding, "text"),
    "speakers": (visibility.speakers, listed.speakers_holding, "name"),
    "meetings": (visibility.meetings, listed.meetings_holding, "name"),
    "publications": (visibility.publications, listed.publications_holding, "title"),
    "works": (naming_a_work, listed.works_holding, "title"),
}


class TestListsFind:
    @pytest.mark.parametrize("many", [listed.MANY, 0], ids=["by keys", "row by row"])
    @pytest.mark.parametrize(("name", "words", "expected"), TABLE)
    def test_a_list_keeps_the_rows_that_hold_every_word(
        self, monkeypatch: pytest.MonkeyPatch, many: int, name: str, words: str, expected: set[str]
    ) -> None:
        monkeypatch.setattr(listed, "MANY", many)
        rows, holding, shown = ROWS[name]
        found = rows().filter(holding(parse(words, narrowing=False)))
        assert set(found.values_list(shown, flat=True)) == expected

    @pytest.mark.parametrize("holding", [listed.documents_holding, listed.quotations_holding])
    def test_a_word_takes_one_question(self, holding: object) -> None:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert isinstance(holding(parse("和尚")), Q)
        assert len([each for each in asked if not each["sql"].startswith("EXPLAIN")]) == 1


@pytest.mark.parametrize("kind", [SearchText.Kind.NAME, SearchText.Kind.MEETING])
@pytest.mark.skipif(connection.vendor != "sqlite", reason="asks SQLite how it would go about it")
def test_names_are_looked_for_without_a_look_at_every_text(db: None, kind: SearchText.Kind) -> None:
    plan = naming(kind, ["乔", "远"]).explain()
    assert "SCAN documents_searchtext" not in plan, plan
