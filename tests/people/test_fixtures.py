"""The authority file that comes with the archive is sound: every date readable, every form somebody's alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from archive.lib import edtf
from people.names import Gazetteer

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
DATES = ("birth", "death", "date", "end_date", "start", "end")


def records(name: str) -> list[dict]:
    return json.loads((FIXTURES / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["speakers.json", "works.json", "meetings.json"])
def test_every_record_names_its_source_and_reads_as_edtf(name: str) -> None:
    for record in records(name):
        assert record.get("sources") or record.get("kind") in ("group", "body"), record
        for each in (record, *record.get("offices", [])):
            for field in DATES:
                if each.get(field):
                    edtf.parse(each[field])


def test_no_form_stands_for_two_people() -> None:
    gazetteer = Gazetteer.read(FIXTURES)
    assert [form for form, people in gazetteer.by_form.items() if len(people) > 1] == []


def test_authors_of_works_are_in_the_file() -> None:
    names = {person["name"] for person in records("speakers.json")}
    assert {author for work in records("works.json") for author in work.get("authors", [])} <= names


def test_nobody_held_an_office_before_birth_or_after_death() -> None:
    for person in records("speakers.json"):
        born, died = (edtf.parse(person[f])[i] if person.get(f) else None for f, i in (("birth", 0), ("death", 1)))
        for office in person.get("offices", []):
            start = edtf.parse(office["start"])[0] if office.get("start") else None
            end = edtf.parse(office["end"])[0] if office.get("end") else None
            assert not (born and start and start < born), person["name"]
            assert not (died and end and end > died), person["name"]
