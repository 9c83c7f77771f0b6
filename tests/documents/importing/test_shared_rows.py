"""Meetings, publications and people that several documents share."""

from __future__ import annotations

import pytest

from documents.desk.acts import act, undo
from documents.extraction.types import MeetingData, PublicationData
from documents.models import (
    Act,
    Conflict,
    Contribution,
    Deletion,
    Document,
    Meeting,
    Participation,
    Publication,
    Quotation,
    Remark,
    SourceFile,
)
from documents.serializers import restore
from people.models import Speaker

from .given import SPEECH, article, export, quotation, records, speech, take

pytestmark = pytest.mark.django_db

ROAD = "把路修到每一个村口，把水引到每一块田头。"
NEW_FIRST = ("首先，我向大家问好，祝大家身体健康。", *SPEECH)


class TestSharedThings:
    def test_documents_of_one_meeting_share_it(self) -> None:
        take("a.txt", speech())
        take("b.txt", speech(title="另一篇"))
        assert Meeting.objects.count() == 1
        assert Participation.objects.count() == 4

    def test_a_meeting_holds_the_first_claim_whatever_came_first(self) -> None:
        def told(place: str | None) -> MeetingData:
            return MeetingData("全县水利工作会议", date="1987-03-05", place=place)

        take("b.txt", speech(meeting=told("乙地")))
        take("c.txt", speech(meeting=told("丙地")))
        take("a.txt", speech(meeting=told(None)))
        assert Meeting.objects.get().place == "乙地"
        take("a.txt", speech(meeting=told("甲地")))
        assert Meeting.objects.get().place == "甲地"
        take("a.txt", speech(meeting=told(None)), data=b"silent again")
        assert Meeting.objects.get().place == "乙地"
        take("b.txt", speech(meeting=None))
        assert Meeting.objects.get().place == "丙地"

    def test_an_edited_meeting_stands(self) -> None:
        take("b.txt", speech())
        Meeting.objects.update(place="县礼堂")
        take("a.txt", speech(meeting=MeetingData("全县水利工作会议", date="1987-03-05", place="别处")))
        assert Meeting.objects.get().place == "县礼堂"
        assert Conflict.objects.get().model == "meeting"

    def test_meetings_of_one_name_on_two_days_are_two(self) -> None:
        take("a.txt", speech())
        take("b.txt", speech(meeting=MeetingData("全县水利工作会议", date="1988-03-05")))
        assert Meeting.objects.count() == 2

    def test_a_short_name_alone_does_not_make_two_meetings_one(self) -> None:
        for key in ("a.txt", "b.txt"):
            take(key, speech(meeting=MeetingData("座谈会", date="1987-03-05")), data=key.encode())
        assert Meeting.objects.count() == 2

    def test_a_meeting_of_the_authority_file_is_found_by_name_and_day(self) -> None:
        days = {"date": "2012-11-08", "end_date": "2012-11-14"}
        name = "中国共产党第十八次全国代表大会"
        known = Meeting.objects.create(name=name, forms="党的十八大", authority=True, **days)
        take("a.txt", speech(meeting=MeetingData("党的十八大", date="2012-11-10", place="某地")))
        take("b.txt", speech(meeting=MeetingData("党的十八大", date="2017-11-10")))
        assert Document.objects.get(source__key="a.txt").meeting == known
        assert Document.objects.get(source__key="b.txt").meeting != known
        known.refresh_from_db()
        assert known.place == ""

    @pytest.mark.parametrize(
        ("occasion", "named"),
        [
            ("党的十八大", True),
            ("在党的十八大上", True),
            ("在党的十八大开幕式上的讲话中", True),
            ("党的十八大期间", True),
            ("党的十八大以来", False),
            ("当年", False),
            (None, False),
        ],
    )
    def test_an_occasion_that_names_a_known_meeting_is_tied_to_it(self, occasion: str | None, named: bool) -> None:
        known = Meeting.objects.create(name="中国共产党第十八次全国代表大会", forms="党的十八大", authority=True)
        texts = ("他说过：“水往低处流。”",)
        take("a.txt", article(*texts, quotations=(quotation(texts, "水往低处流。", "方以宁", occasion=occasion),)))
        assert Quotation.objects.get().meeting == (known if named else None)

    def test_publications_of_one_title_are_one_and_books_of_two_isbns_two(self) -> None:
        for key, isbn in (("a", None), ("b", None), ("c", "7-01-000001-1"), ("d", "7-01-000002-2")):
            publication = PublicationData(title="治水集", kind="book", isbn=isbn)
            take(f"{key}.txt", speech(publication=publication), data=key.encode())
        assert Publication.objects.count() == 3


class TestNames:
    def test_two_speakers_of_one_quotation(self) -> None:
        texts = ("他们说过：“水往低处流。”",)
        take("a.txt", article(*texts, quotations=(quotation(texts, "水往低处流。", "沈砚秋;方以宁"),)))
        assert sorted(s.name for s in Quotation.objects.get().speakers.all()) == ["方以宁", "沈砚秋"]
        assert records()[0]["quotations"][0]["speaker"] == "沈砚秋;方以宁"

    def test_an_office_is_nobody(self) -> None:
        texts = ("总书记指出：“水往低处流。”",)
        take("a.txt", article(*texts, quotations=(quotation(texts, "水往低处流。", "总书记"),)))
        assert not Speaker.objects.exists()
        assert records()[0]["quotations"][0]["speaker"] == "总书记"

    def test_one_of_two_known_namesakes_is_attached_to_nobody(self) -> None:
        for birth in ("1920", "1950"):
            Speaker.objects.create(name="贺启明", birth=birth, authority=True)
        take("a.txt", speech())
        assert Remark.objects.get().speaker is None
        assert records()[0]["remarks"][0]["speaker"] == "贺启明"

    def test_a_known_person_who_was_dead_by_then_is_another(self) -> None:
        known = Speaker.objects.create(name="贺启明", birth="1850", death="1911", authority=True)
        take("a.txt", speech())
        speaker = Remark.objects.get().speaker
        assert speaker != known
        assert (speaker.name, speaker.authority) == ("贺启明", False)

    def test_the_name_of_a_renamed_speaker_still_leads_to_him(self) -> None:
        take("a.txt", speech())
        speaker = Speaker.objects.get(name="贺启明")
        speaker.name = "贺啟明"
        speaker.save()
        take("b.txt", speech(title="又一篇"))
        assert set(Remark.objects.values_list("speaker", flat=True)) == {speaker.pk}

    def test_a_merged_speaker_stays_merged(self) -> None:
        take("a.txt", speech())
        loser = Speaker.objects.get(name="贺启明")
        winner = Speaker.objects.create(name="贺启民")
        for model in (Remark, Contribution, Participation):
            model.objects.filter(speaker=loser).update(speaker=winner)
        Speaker.objects.filter(pk=loser.pk).update(merged_into=winner)
        take("a.txt", speech(NEW_FIRST))
        take("b.txt", speech(title="又一篇"))
        assert set(Remark.objects.values_list("speaker", flat=True)) == {winner.pk}

    def test_a_name_that_a_person_removed_as_nobody_is_not_made_again(self) -> None:
        take("a.txt", speech())
        Speaker.objects.get(name="沈砚秋").delete()
        take("b.txt", speech(title="又一篇"))
        assert not Speaker.objects.filter(name="沈砚秋").exists()

    def test_sort_key_is_the_pinyin_of_the_name(self) -> None:
        take("a.txt", speech())
        assert Speaker.objects.get(name="贺启明").sort_key == "he4 qi3 ming2"

    def test_titles_have_their_place_however_they_are_written(self) -> None:
        def misplaced() -> list[str]:
            rows = [*Document.objects.all(), *Meeting.objects.all(), *Publication.objects.all()]
            keys = {row: row.sort_key for row in rows}
            for row in rows:
                row.derive()
            return [str(row) for row in rows if not row.sort_key or keys[row] != row.sort_key]

        first = PublicationData("南塬日报")
        take("a.txt", speech(title="重修水渠记", publication=first))
        assert misplaced() == []
        take("a.txt", speech(title="新修水渠记", meeting=None, publication=first), data=b"another")
        take("b.txt", speech(publication=PublicationData("南塬日报", kind="newspaper", publisher="县委")))
        assert misplaced() == []
        document = Document.objects.get(title="新修水渠记")
        with act(None, Act.Kind.REPLACE, "改") as doing:
            doing.set([document], title="又修水渠记")
            doing.set(list(Publication.objects.all()), title="北坡日报")
        assert doing.act
        assert misplaced() == []
        undo(doing.act, None)
        assert misplaced() == []
        lines = export()
        Deletion.objects.all().delete()
        for model in (Document, Meeting, Publication, SourceFile):
            model.objects.all().delete()
        restore(lines)
        assert Document.objects.count() == 2
        assert misplaced() == []
