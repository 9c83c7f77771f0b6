"""A name met in another file is the same person where an office or the date agrees, never merely by name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from documents.extraction.types import PersonData, RemarkData
from documents.importing.store import Store
from documents.models import Contribution, ImportRun, Quotation, Remark
from people.models import Speaker

from .given import article, export, quotation, reading, take

pytestmark = pytest.mark.django_db

TEXT = "渠要修到村口。"
QUOTING = ("石敬山说：“渠要修到村口。”大家都赞成。",)


def talk(date: str | None, position: str | None = None, name: str = "石敬山"):  # type: ignore[no-untyped-def]
    """A talk of somebody, on a day (EDTF), with an office printed beside the name."""
    people = (PersonData(name, "speaker", position),)
    remarks = (RemarkData(0, name, name, None, 0, 0),)
    return article(TEXT, kind="speech", date=date, people=people, remarks=remarks)


def quoting(date: str | None):  # type: ignore[no-untyped-def]
    """An article that quotes the person of that name."""
    return article(*QUOTING, date=date, quotations=(quotation(QUOTING, TEXT, "石敬山"),))


class TestNamesakes:
    @pytest.mark.parametrize(
        ("first", "second", "same"),
        [
            (talk("1985-03-05", "青川县县长"), talk("1998"), True),
            (talk("1936", "教师"), talk("2003", "青川县县长"), False),
            (talk("1936"), talk("2003"), False),
            (talk(None, "青川县县长"), talk("2003", "青川县委书记"), True),
            (talk(None, "青川县县长"), talk("2003", "岚江大学教授"), False),
            (talk(None), talk(None), False),
            (talk("1936"), quoting("2003"), True),
            (quoting("1936"), talk("2003"), False),
            (quoting("2003"), quoting(None), False),
        ],
        ids=[
            "years of one life",
            "two lives, two offices",
            "two lives",
            "offices of one place, no date",
            "other offices, no date",
            "nothing but the name",
            "quoted long after",
            "quoted long before",
            "quoted, no date",
        ],
    )
    def test_office_or_date_must_agree(self, first, second, same: bool) -> None:  # type: ignore[no-untyped-def]
        take("a.txt", first)
        take("b.txt", second, data=b"b")
        speaker = Speaker.objects.get(name="石敬山")
        tied = [row.speaker for row in Contribution.objects.filter(document__source__key="b.txt")]
        tied += [each for row in Quotation.objects.filter(document__source__key="b.txt") for each in row.speakers.all()]
        assert tied == ([speaker] if same else [None] if second.people else [])

    def test_a_name_that_agrees_with_nobody_keeps_its_printed_form(self) -> None:
        take("a.txt", talk("1936", "教师"))
        take("b.txt", talk("2003", "青川县县长"))
        row = Remark.objects.get(document__source__key="b.txt")
        assert (row.label, row.speaker) == ("石敬山", None)

    def test_reading_a_file_again_does_not_ask_anew(self) -> None:
        take("a.txt", talk(None))
        take("b.txt", talk(None), data=b"b")
        before = export()
        take("a.txt", talk(None), again=True)
        take("b.txt", talk(None), data=b"b", again=True)
        assert export() == before

    def test_bodies_are_known_by_name(self) -> None:
        take("a.txt", talk(None, name="青川县水利局"))
        take("b.txt", talk(None, name="青川县水利局"), data=b"b")
        assert Contribution.objects.exclude(speaker=None).count() == 2

    def test_whom_an_archivist_entered_is_known_by_name(self) -> None:
        take("a.txt", talk("1936"))
        Speaker.objects.filter(name="石敬山").update(authority=True)
        take("b.txt", talk("2003"))
        assert Contribution.objects.exclude(speaker=None).count() == 2


@pytest.mark.parametrize("dry", [False, True])
def test_a_file_that_was_not_taken_in_teaches_nothing_of_whom_it_names(dry: bool) -> None:
    run = ImportRun.objects.create(engine_version="1")
    store = Store(run, dry_run=dry)
    teacher = talk("1936", "教师")
    broken = replace(teacher, remarks=(RemarkData(0, "石敬山", None, None, -5, 0),))
    store.write(reading("a.txt", teacher if dry else broken))
    store.dry_run = False
    store.write(reading("b.txt", talk("2003", "青川县县长")))
    store.write(reading("c.txt", teacher))
    tied = Contribution.objects.order_by("document__source__key").values_list("document__source__key", "speaker__name")
    assert list(tied) == [("b.txt", "石敬山"), ("c.txt", None)]
