"""What a person has said stands, whatever is imported later (design §4, promise 2)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from documents.extraction.types import MeetingData, ParticipantData, PersonData
from documents.models import (
    Address,
    Conflict,
    Contribution,
    Document,
    Paragraph,
    Participation,
    Quotation,
    Remark,
)
from people.models import Speaker

from .given import SPEECH, article, quoted, speech, take

pytestmark = pytest.mark.django_db

ROAD = "把路修到每一个村口，把水引到每一块田头。"
NEW_FIRST = ("首先，我向大家问好，祝大家身体健康。", *SPEECH)


class TestAnArchivistsWord:
    def test_an_edited_title_stands_and_the_rest_follows(self) -> None:
        take("a.txt", speech())
        document = Document.objects.get()
        document.title = "水利工作会议讲话"
        document.save()
        take("a.txt", speech(date="1987-03-06"))
        document.refresh_from_db()
        assert (document.title, document.date) == ("水利工作会议讲话", "1987-03-06")
        assert Conflict.objects.count() == 0

    def test_something_new_about_an_edited_field_is_one_conflict_kept_up_to_date(self) -> None:
        take("a.txt", speech(title="甲"))
        document = Document.objects.get()
        document.title = "乙"
        document.save()
        take("a.txt", speech(title="丙"))
        take("a.txt", speech(title="丁"))
        conflict = Conflict.objects.get()
        assert (conflict.model, conflict.field) == ("document", "title")
        assert (conflict.machine_old, conflict.machine_new, conflict.mine) == ("甲", "丁", "乙")
        document.refresh_from_db()
        assert document.title == "乙"

    def test_the_same_again_makes_no_further_conflict(self) -> None:
        take("a.txt", speech(title="甲"))
        Document.objects.update(title="乙")
        take("a.txt", speech(title="丙"))
        Conflict.objects.update(resolution="mine")
        take("a.txt", speech(title="丙"), again=True)
        assert list(Conflict.objects.values_list("resolution", flat=True)) == ["mine"]
        assert Document.objects.get().title == "乙"

    def test_a_conflict_is_over_when_the_machine_takes_its_word_back(self) -> None:
        take("a.txt", speech(title="甲"))
        Document.objects.update(title="乙")
        take("a.txt", speech(title="丙"))
        take("a.txt", speech(title="甲"), data=b"3")
        assert Conflict.objects.count() == 0
        assert Document.objects.get().title == "乙"

    def test_a_conflict_is_over_when_the_machine_agrees(self) -> None:
        take("a.txt", speech(title="甲"))
        Document.objects.update(title="乙")
        take("a.txt", speech(title="丙"))
        take("a.txt", speech(title="乙"))
        assert Conflict.objects.count() == 0

    def test_an_edited_paragraph_is_known_by_the_words_it_came_from(self) -> None:
        take("a.txt", speech())
        Paragraph.objects.filter(text=SPEECH[0]).update(text="改得面目全非")
        take("a.txt", speech(NEW_FIRST))
        assert [p.text for p in Paragraph.objects.order_by("sequence")][:2] == [NEW_FIRST[0], "改得面目全非"]

    def test_a_corrected_speaker_stands(self) -> None:
        take("a.txt", speech())
        other = Speaker.objects.create(name="沈砚冬", kind="person")
        Quotation.objects.get(text=ROAD).speakers.set([other])
        take("a.txt", speech(NEW_FIRST))
        assert [s.name for s in Quotation.objects.get(text=ROAD).speakers.all()] == ["沈砚冬"]

    @pytest.mark.parametrize("status", ["rejected", "confirmed", "corrected"])
    def test_a_decision_about_a_quotation_stands(self, status: str) -> None:
        take("a.txt", speech())
        Quotation.objects.filter(text=ROAD).update(status=status)
        changed = speech(NEW_FIRST, quotations=quoted(NEW_FIRST, (ROAD, "另一个")))
        take("a.txt", changed)
        quotation = Quotation.objects.get(text=ROAD)
        assert (quotation.status, quotation.speaker_name) == (status, "沈砚秋")
        assert quotation.paragraph.text[quotation.start : quotation.end] == ROAD
        assert Conflict.objects.filter(field="speaker_name").count() == 1

    def test_a_rejected_quotation_that_is_found_no_more_stays_rejected(self) -> None:
        take("a.txt", speech())
        Quotation.objects.filter(text=ROAD).update(status="rejected")
        take("a.txt", speech(quotations=()))
        take("a.txt", speech(), data=b"back again")
        assert list(Quotation.objects.filter(text=ROAD).values_list("status", flat=True)) == ["rejected"]

    def test_a_quotation_added_by_hand_stays_and_is_not_doubled_when_the_machine_finds_it(self) -> None:
        take("a.txt", replace(speech(), quotations=()))
        home = Paragraph.objects.get(sequence=2)
        start = home.text.index("流水")
        place = {"document": home.document, "paragraph": home, "sequence": 0, "start": start, "end": start + 10}
        mine = Quotation.objects.create(text="流水不腐，户枢不蠹。", status="confirmed", **place)
        take("a.txt", speech(NEW_FIRST))
        mine.refresh_from_db()
        assert Quotation.objects.filter(text=mine.text).count() == 1
        assert (mine.status, mine.paragraph.sequence) == ("confirmed", 3)

    def test_a_confirmed_quotation_keeps_its_paragraph_from_going(self) -> None:
        take("a.txt", speech())
        Quotation.objects.filter(text=ROAD).update(status="confirmed")
        take("a.txt", speech((SPEECH[0], SPEECH[2])))
        quotation = Quotation.objects.get(text=ROAD)
        assert quotation.paragraph.text == SPEECH[1]
        assert [p.text for p in Paragraph.objects.order_by("sequence")] == list(SPEECH)
        assert Conflict.objects.filter(field="", public_id=quotation.public_id).count() == 1

    def test_rows_that_a_person_removed_do_not_come_back(self) -> None:
        take("a.txt", speech())
        Contribution.objects.get().delete()
        Quotation.objects.get(text=ROAD).delete()
        Paragraph.objects.get(sequence=0).delete()
        for data in (b"1", b"2"):
            take("a.txt", speech(NEW_FIRST), data=data)
        assert Contribution.objects.count() == 0
        assert [q.text for q in Quotation.objects.all()] == ["流水不腐，户枢不蠹。"]
        assert [p.text for p in Paragraph.objects.order_by("sequence")] == [NEW_FIRST[0], *SPEECH[1:]]
        remark = Remark.objects.get()
        assert (remark.first, remark.last) == (0, 2)

    def test_a_document_that_a_person_removed_does_not_come_back(self) -> None:
        take("a.txt", speech())
        Document.objects.get().delete()
        take("a.txt", speech(NEW_FIRST))
        assert Document.objects.count() == 0

    def test_contributions_and_participations_keep_edits_by_name_and_role(self) -> None:
        take("a.txt", speech())
        Contribution.objects.update(position="青川县委书记")
        Participation.objects.filter(label="陆知远").update(role="participant")
        meeting = MeetingData(
            "全县水利工作会议",
            date="1987-03-05",
            participants=(
                ParticipantData("方以宁", "水利局长"),
                ParticipantData("贺启明", "县委书记"),
                ParticipantData("陆知远", "副县长", "chair"),
            ),
        )
        take("a.txt", speech(meeting=meeting, people=(PersonData("贺启明", "speaker", "书记"),)))
        assert Contribution.objects.get().position == "青川县委书记"
        rows = {p.label: p.role for p in Participation.objects.all()}
        assert rows == {"方以宁": "participant", "贺启明": "participant", "陆知远": "participant"}
        assert sorted(Conflict.objects.values_list("model", "field")) == [("contribution", "position")]

    def test_a_document_that_its_file_no_longer_holds_stays_if_a_person_worked_on_it(self) -> None:
        whole = article("全书的话。", title="总")
        one, two = (article(f"第{n}篇的话。", title=f"篇{n}", part=n) for n in ("1", "2"))
        take("a.txt", whole, one, two)
        Document.objects.filter(part="1").update(title="改过的篇名")
        take("a.txt", whole)
        assert sorted(Document.objects.values_list("title", flat=True)) == ["总", "改过的篇名"]
        assert Address.objects.get(kind="document").label == "篇2"

    def test_an_edit_leaves_the_first_state_in_the_history(self) -> None:
        take("a.txt", speech())
        document = Document.objects.get()
        assert document.history.count() == 0
        document.title = "改"
        document.save()
        assert [entry.title for entry in document.history.order_by("history_date")] == [speech().title, "改"]
        take("a.txt", speech(date="1987-03-06"))
        last = document.history.order_by("history_id").last()
        assert (last.date, last.title, last.history_change_reason[:6]) == ("1987-03-06", "改", "import")
