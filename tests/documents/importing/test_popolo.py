"""Popolo people: names, dates, offices; what a person has edited stands."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from documents.models import SearchText
from people.matching import match_speaker
from people.models import Speaker
from people.names.popolo import NotPopolo, read_popolo

pytestmark = pytest.mark.django_db

WU = {
    "id": "p1",
    "name": "吴明远",
    "other_names": [{"name": "Wu Mingyuan"}, {"name": "吴老", "start_date": "1990"}],
    "birth_date": "1931-05-02",
    "identifiers": [{"scheme": "wikidata", "identifier": "Q1"}, {"scheme": "tax", "identifier": "9"}],
    "summary": "山城水利史作者。",
    "sources": [{"url": "https://archive.example/wu"}],
}
PEOPLE: dict[str, Any] = {
    "persons": [WU, {"id": "p2", "name": "白秀英"}],
    "organizations": [{"id": "o1", "name": "山城县委", "classification": "committee"}],
    "posts": [{"id": "t1", "label": "书记", "organization_id": "o1"}],
    "memberships": [
        {"person_id": "p1", "post_id": "t1", "start_date": "1972-03", "end_date": "1980"},
        {"person_id": "p2", "organization_id": "o1", "role": "委员"},
        {"person_id": "p2", "organization": {"name": "山城中学"}},
    ],
}


def load(tmp_path: Path, data: Any) -> None:
    path = tmp_path / "people.json"
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    call_command("import_people", str(path), verbosity=0)


def wu() -> Speaker:
    return Speaker.objects.get(name="吴明远")


def test_a_person_comes_with_names_dates_numbers_and_offices(tmp_path: Path) -> None:
    load(tmp_path, PEOPLE)
    row = wu()
    assert (row.birth, row.wikidata, row.note, row.sources, row.authority) == (
        "1931-05-02",
        "Q1",
        "山城水利史作者。",
        "https://archive.example/wu",
        True,
    )
    assert list(row.names.values_list("form", "kind", "start")) == [
        ("Wu Mingyuan", "foreign", ""),
        ("吴老", "alias", "1990"),
    ]
    assert list(row.tenures.values_list("position", "organization", "start", "end")) == [
        ("书记", "山城县委", "1972-03", "1980")
    ]
    bai = Speaker.objects.get(name="白秀英")
    assert set(bai.tenures.values_list("position", "organization")) == {("委员", "山城县委"), ("成员", "山城中学")}


def test_a_person_is_found_by_any_name_and_by_search(tmp_path: Path) -> None:
    load(tmp_path, PEOPLE)
    assert match_speaker("吴老", on="1995").speaker == wu()
    assert SearchText.objects.filter(kind="name", speaker=wu()).exists()


def test_the_same_file_again_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    load(tmp_path, PEOPLE)
    call_command("import_people", str(tmp_path / "people.json"))
    assert capsys.readouterr().out == "2 persons: 0 new, 0 changed, 2 unchanged.\n"
    assert wu().history.count() == 0


def test_a_changed_file_is_followed_and_what_a_person_wrote_stands(tmp_path: Path) -> None:
    load(tmp_path, PEOPLE)
    row = wu()
    row.note = "我写的。"
    row.save()
    row.names.create(form="吴工")
    changed = {**WU, "summary": "另一句。", "birth_date": "1931-06-02", "other_names": [{"name": "吴公"}]}
    load(tmp_path, {"persons": [changed]})
    row = wu()
    assert (row.note, row.birth) == ("我写的。", "1931-06-02")
    assert set(row.names.values_list("form", flat=True)) == {"吴公", "吴工"}
    assert not row.tenures.exists()


def test_what_another_authority_file_says_is_not_overwritten(tmp_path: Path) -> None:
    folder = tmp_path / "authority"
    folder.mkdir()
    known = [{"name": "吴明远", "birth": "1931", "forms": [{"form": "明远"}], "offices": [{"position": "书记"}]}]
    (folder / "speakers.json").write_text(json.dumps(known))
    call_command("load_authorities", str(folder), verbosity=0)
    for _ in range(2):
        load(tmp_path, PEOPLE)
        call_command("load_authorities", str(folder), verbosity=0)
        row = wu()
        assert (row.birth, row.wikidata) == ("1931", "Q1")
        assert set(row.names.values_list("form", flat=True)) == {"明远", "Wu Mingyuan", "吴老"}
        assert row.tenures.count() == 2


def test_people_known_by_name_alone_become_the_persons_of_the_file(tmp_path: Path) -> None:
    from tests.factories import document, remark, speaker

    row = speaker("吴明远", sort_key="wu2 ming2 yuan3")
    remark(document("讲话", ["水。"]), row, 0, 0)
    load(tmp_path, PEOPLE)
    row.refresh_from_db()
    assert (row.authority, row.birth) == (True, "1931-05-02")


def test_namesakes_in_a_file_are_two_speakers_and_stay_two(tmp_path: Path) -> None:
    twins = {"persons": [{"id": "a", "name": "李强"}, {"id": "b", "name": "李强", "birth_date": "1950"}]}
    load(tmp_path, twins)
    load(tmp_path, twins)
    assert Speaker.objects.filter(name="李强").count() == 2
    assert match_speaker("李强").speaker is None


def test_another_birth_is_another_person(tmp_path: Path) -> None:
    Speaker.objects.create(name="吴明远", birth="1870", authority=True)
    load(tmp_path, PEOPLE)
    assert Speaker.objects.filter(name="吴明远").count() == 2


@pytest.mark.parametrize("data", [[WU], WU, {"persons": [WU]}])
def test_lists_and_single_persons_are_read_too(data: Any, tmp_path: Path) -> None:
    load(tmp_path, data)
    assert wu().birth == "1931-05-02"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("3", "persons: there are none"),
        ('{"persons": {}}', "persons: not a list of records"),
        ('{"persons": [{"id": "1"}]}', r"persons\[0\]: no name"),
        ('[{"name": 7}]', r"persons\[0\]: name is no text"),
        ('[{"name": "甲乙", "birth_date": "1931-13-01"}]', r"persons\[0\]: birth_date"),
        ('[{"id": "1", "name": "甲乙"}, {"id": "1", "name": "丙丁"}]', r"persons\[1\]: the id 1 comes twice"),
        ('[{"name": "甲乙", "other_names": ["丙"]}]', r"persons\[0\]\.other_names: not a list of records"),
    ],
)
def test_a_wrong_file_is_refused_with_its_place_and_imports_nobody(data: str, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "people.json"
    path.write_text(data, encoding="utf-8")
    with pytest.raises(NotPopolo, match=reason):
        read_popolo(path)
    with pytest.raises(CommandError, match="nobody was imported"):
        call_command("import_people", str(path))
    assert not Speaker.objects.exists()


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_people", str(tmp_path / "none.json"))
