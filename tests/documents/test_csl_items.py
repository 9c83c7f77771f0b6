"""How a document is cited follows from what it appeared in."""

from __future__ import annotations

import pytest

from documents.citations.gbt7714 import entry
from documents.csl_items import item_of, quoting, quoting_item, remark_item, speaking, whole
from documents.models import Document, Remark
from tests.factories import (
    World,
    compilation,
    contribution,
    document,
    paragraph,
    publication,
    quotation,
    remark,
    speaker,
)

pytestmark = pytest.mark.django_db


def cited(made: Document, edition: str = "2025") -> str:
    return entry(item_of(whole(Document.objects.filter(pk=made.pk)).get(), "2026-11-20"), edition)


def test_a_newspaper_piece_by_its_reporters(world: World) -> None:
    assert cited(world.symposium) == "田岸. 把水引上山——清河县委理论学习中心组学习实录[N]. 清河日报，2004-05-18（6）."


def test_a_piece_on_a_newspaper_page_is_one_even_where_no_paper_is_named(db: None) -> None:
    made = document("渠成", date="2003-11-06", locator="第9版(理论)")
    assert cited(made) == "渠成[N]. 2003-11-06（9）."


def test_groups_and_labels_that_name_nobody_are_no_authors(db: None) -> None:
    made = document("答渠工问", kind="transcript", date="1958")
    for who in (
        "问",
        "总理秘书告诉总理",
        speaker("代表", kind="group"),
        speaker("罗启明"),
        "齐某某",
        speaker("渠工会", kind="body"),
    ):
        contribution(made, who)
    assert cited(made) == "罗启明，齐某某，渠工会. 答渠工问[Z]. 1958."
    signed = document("给县委的信", date="1958")
    contribution(signed, "清河县渠工", "author")  # a by-line stays as it is printed
    assert cited(signed).startswith("清河县渠工. ")


def test_a_speech_in_a_yearbook_is_a_part_of_the_book(world: World) -> None:
    assert cited(world.speech) == (
        "罗启明. 在全县水利工作会议上的讲话[M]//清河年鉴2005. 清河：清河出版社，2005：31-35."
    )


@pytest.mark.parametrize("title", ["清河年鉴2005", "清河年鉴（2005卷）", "清河年鑑 2005"])
def test_a_yearbook_without_imprint_is_dated_by_its_name_as_an_estimate(db: None, title: str) -> None:
    made = document("修渠讲话", date="2004-12-08", publication=publication(title, "yearbook"))
    assert cited(made).endswith("[出版地不详：出版者不详]，[2005].")


def test_a_book_is_the_book(db: None) -> None:
    made = document(
        "一条渠",
        kind="book",
        publication=publication(
            "一条渠", "book", publisher="清河出版社", place="清河", year="1987", isbn="7-000-00000-0"
        ),
    )
    contribution(made, "本书编写组", "editor")
    contribution(made, "吴校", "editor", "责任编辑")  # the publisher's own editor, not the book's
    assert cited(made) == "本书编写组. 一条渠[M]. 清河：清河出版社，1987."


def test_a_web_page_has_its_address_and_the_day_it_was_read(db: None) -> None:
    made = document("渠边", url="https://example.org/1", date="2005-07-14", publication=publication("渠网", "site"))
    contribution(made, speaker("吴渠"), "author")
    assert cited(made) == "吴渠. 渠边[EB/OL]. （2005-07-14）[2026-11-20]. https://example.org/1."


def test_a_journal_piece_has_issue_and_pages(db: None) -> None:
    made = document("渠论", date="2003", locator="2003年第10期第5—9页", publication=publication("水利", "journal"))
    contribution(made, "吴渠", "author")
    assert cited(made) == "吴渠. 渠论[J]. 水利，2003（10）：5-9."


@pytest.mark.parametrize(
    ("title", "locator", "expected"),
    [
        ("渠溪縣政府公報", "第八期", "渠令[J]. 渠溪縣政府公報，1935（8）."),
        ("渠溪县政府公报", "第8期第5—9页", "渠令[J]. 渠溪县政府公报，1935（8）：5-9."),
        ("渠溪大公報", "第八期", "渠令[N]. 渠溪大公報，1935-10-12."),
        ("渠溪縣政府公報", "第2版", "渠令[N]. 渠溪縣政府公報，1935-10-12（2）."),
    ],
)
def test_a_number_of_a_gazette_is_one_of_a_serial(db: None, title: str, locator: str, expected: str) -> None:
    paper = publication(title, "newspaper")
    made = document("渠令", date="1935-10-12", publication_date="1935-10-12", locator=locator, publication=paper)
    assert cited(made) == expected


def test_a_piece_of_a_compilation_names_the_whole(db: None) -> None:
    _whole, parts = compilation(1)
    assert cited(parts[0]) == "清河文存之1[M]//清河文存. [出版地不详：出版者不详]，1990."


def test_a_piece_of_a_collection_without_a_name_is_cited_by_itself(db: None) -> None:
    whole_, parts = compilation(1)
    type(whole_).objects.filter(pk=whole_.pk).update(title="")
    whole_.refresh_from_db()
    assert cited(parts[0]) == "清河文存之1[Z]. 1990."
    assert cited(whole_) == "[无题][Z]."


def test_a_page_whose_address_was_lost_was_on_the_web_all_the_same(db: None) -> None:
    made = document("渠边", date="2013-07-02", publication=publication("渠网", "site"))
    assert cited(made) == "渠边[EB/OL]. （2013-07-02）."


def test_the_edition_of_2015_prints_half_width(world: World) -> None:
    assert cited(world.symposium, "2015").endswith("清河日报, 2004-05-18(6).")


def test_a_quotation_is_cited_on_its_own_page(world: World) -> None:
    world.quotation.paragraph.page = "7"
    world.quotation.paragraph.save()
    item = quoting_item(quoting(type(world.quotation).objects.filter(pk=world.quotation.pk)).get())
    assert (item.page, item.quotation.speaker, item.quotation.text) == ("7", "石公远", world.quotation.text)


@pytest.mark.parametrize("date", ["", "195X", "1967~", "1957-05/1957-06"])
def test_every_date_can_be_cited(db: None, date: str) -> None:
    made = document("某事", ["某事。"], date=date)
    assert "某事" in cited(made)
    quotation(made, "某事。", None)


SITE = "https://渠.example"


def read_here(made: Document) -> str:
    """The reference of a document that is read in the archive, on the site it is found at."""
    return entry(item_of(whole(Document.objects.filter(pk=made.pk)).get(), "2026-11-20", SITE), "2015")


def test_what_was_published_nowhere_has_its_day_and_its_address_here(db: None) -> None:
    made = document("渠令", date="1958-03-09")
    assert read_here(made) == f"渠令[EB/OL]. (1958-03-09)[2026-11-20]. {SITE}/d/{made.public_id}."
    undated = document("渠说", kind="speech")
    assert read_here(undated) == f"渠说[EB/OL]. [2026-11-20]. {SITE}/d/{undated.public_id}."


def test_pieces_that_only_stand_together_here_are_read_here(db: None) -> None:
    whole_, parts = compilation(1)
    assert read_here(parts[0]) == f"清河文存之1[EB/OL]. (1990)[2026-11-20]. {SITE}/d/{parts[0].public_id}."
    assert read_here(whole_).startswith("清河文存[EB/OL]. [2026-11-20]. https://")


def test_what_says_where_and_when_it_appeared_is_cited_there(world: World) -> None:
    assert SITE not in read_here(world.symposium)
    assert SITE not in read_here(world.speech)


def test_a_paper_without_a_name_or_a_day_can_be_found_by_its_address(db: None) -> None:
    unnamed = document("渠成", date="2003-11-06", locator="第9版(理论)")
    assert read_here(unnamed) == f"渠成[N/OL]. 2003-11-06(9)[2026-11-20]. {SITE}/d/{unnamed.public_id}."
    undated = document("渠向何处去", publication=publication("渠报"))
    assert read_here(undated) == f"渠向何处去[N/OL]. 渠报[2026-11-20]. {SITE}/d/{undated.public_id}."


def test_the_pages_of_a_text_are_those_of_its_first_and_last_words(db: None) -> None:
    made = document("修渠讲话", kind="speech", date="2014", publication=publication("清河年鉴2014", "yearbook"))
    for sequence, page in enumerate(("2", "3", "4")):
        paragraph(made, "渠。", sequence, page=page)
    assert cited(made).endswith("2014]：2-4.")


def test_a_speech_at_a_meeting_that_a_yearbook_prints_is_no_paper_of_its_proceedings(world: World) -> None:
    Document.objects.filter(pk=world.speech.pk).update(meeting=world.later)
    assert "[M]//清河年鉴2005" in cited(world.speech)


@pytest.mark.parametrize(
    ("kind", "locator", "expected"),
    [
        ("", "第一集", "渠话[M]//渠工之声：第1集. [出版地不详：出版者不详]，1966."),
        ("", "第74期", "渠话[J]. 渠工之声，1966（74）."),
        ("newspaper", "", "渠话[N]. 渠工之声，1966-10-12."),  # the day is printed in the text, the year on the paper
    ],
)
def test_volume_issue_and_day_are_cited_as_far_as_they_are_known(
    db: None, kind: str, locator: str, expected: str
) -> None:
    paper = publication("渠工之声", kind)
    made = document("渠话", date="1966-10-12", publication_date="1966", locator=locator, publication=paper)
    assert cited(made) == expected


def test_a_remark_is_cited_by_its_speaker_and_its_first_words_on_their_pages(world: World) -> None:
    made = document("渠上三日谈", kind="transcript", date="2004", publication=publication("清河年鉴2004", "yearbook"))
    for who in (world.luo, world.bai):
        contribution(made, who)
    for sequence, (text, page) in enumerate((("大家谈。", "7"), ("渠" * 80, "8"), ("完。", "9"))):
        paragraph(made, text, sequence, page=page)
    said = remark(made, world.bai, 1, 2)
    item = remark_item(speaking(Remark.objects.filter(pk=said.pk)).get())
    assert [name.literal for name in item.author] == ["白秀英"]
    assert (item.quotation.speaker, item.quotation.locator, item.page) == ("白秀英", "8-9", "8-9")
    assert item.quotation.text == "渠" * 60 + "…"
    reported = remark_item(speaking(world.symposium.remarks.filter(sequence=1)).get())
    assert [name.literal for name in reported.author] == ["田岸"]  # who wrote it down for the paper
