"""A passage taken over in another document is found in both, quoted or not, with small variants."""

from __future__ import annotations

import pytest

from documents.models import Document, ParagraphFingerprint
from documents.search.follow import follow
from documents.search.passages import index_passages, passages
from tests.factories import document

pytestmark = pytest.mark.django_db

WORDS = "修一条渠先要问过渠两岸的老人，他们记得哪一年水从哪里来，又在哪里断过，图纸上没有的都在他们嘴里。"
OTHER = "会上还谈到仓库的钥匙由谁保管，谈到明年开春的种子，谈到学堂的屋顶，都没有作出决定，留待下次再议。"


def found(of: Document) -> list[tuple[str, str, bool | None]]:
    places = passages(of, list(of.paragraphs.all()))
    return [
        (each.there.document.title, each.there.text[each.shared.other_start : each.shared.other_end], each.earlier)
        for places_of_one in places.values()
        for each in places_of_one
    ]


class TestPassages:
    def test_a_passage_is_found_in_both_documents(self) -> None:
        old = document("旧文", [OTHER, f"老乔说过的话还有用。{WORDS}"], date="1956")
        new = document("新文", [f"{WORDS.replace('两岸的', '两岸').replace('图纸', '圖紙')}我以为不错。"], date="2004")
        document("无关", [OTHER[::-1]], date="1990")
        index_passages(Document.objects.values_list("pk", flat=True))
        assert found(new) == [("旧文", WORDS.rstrip("。"), True)]
        assert [(title, earlier) for title, _words, earlier in found(old)] == [("新文", False)]

    def test_drafts_and_the_document_itself_are_nowhere_else(self) -> None:
        own = document("文", [WORDS, f"又说：{WORDS}"], date="1956")
        document("草稿", [WORDS], published=False)
        index_passages(Document.objects.values_list("pk", flat=True))
        assert found(own) == []

    def test_of_each_other_document_the_longest_is_shown_the_oldest_first(self) -> None:
        own = document("文", [WORDS + OTHER], date="1956")
        document("乙", [WORDS, WORDS + OTHER], date="1980")
        document("甲", [WORDS], date="1970")
        document("丙", [WORDS])
        index_passages(Document.objects.values_list("pk", flat=True))
        assert [title for title, _words, _earlier in found(own)] == ["甲", "乙", "丙"]
        assert len(found(own)[1][1]) > len(WORDS) + 30

    def test_it_takes_two_queries(self, django_assert_max_num_queries) -> None:
        own = document("文", [WORDS], date="1956")
        for number in range(30):
            document(f"文{number}", [f"{number}。{WORDS}"])
        index_passages(Document.objects.values_list("pk", flat=True))
        paragraphs = list(own.paragraphs.all())
        with django_assert_max_num_queries(2):
            assert passages(own, paragraphs)

    def test_fingerprints_follow_what_is_written(self) -> None:
        made = document("文", [WORDS, "太短。"], date="1956")
        follow(documents=[made.pk], meetings=[], speakers=[])
        before = set(ParagraphFingerprint.objects.values_list("hash", flat=True))
        follow(documents=[made.pk], meetings=[], speakers=[])
        assert before
        assert set(ParagraphFingerprint.objects.values_list("hash", flat=True)) == before
        made.paragraphs.update(text="太短。")
        follow(documents=[made.pk], meetings=[], speakers=[])
        assert not ParagraphFingerprint.objects.exists()
