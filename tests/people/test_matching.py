"""Who a printed name is: found, none or ambiguous."""

from __future__ import annotations

from typing import Any

import pytest

from people.matching import Evidence, Outcome, match_speaker, name_id
from people.models import Speaker, SpeakerName, Tenure

pytestmark = pytest.mark.django_db


@pytest.fixture
def elder() -> Speaker:
    """Somebody of the authority file with an honorific and an office."""
    made = Speaker.objects.create(name="贺启明", birth="1901-02", death="1975", authority=True)
    SpeakerName.objects.create(speaker=made, form="贺老", kind="honorific", start="1960")
    SpeakerName.objects.create(speaker=made, form="启明同志", kind="honorific")
    Tenure.objects.create(speaker=made, position="县长", organization="青川县", start="1949", end="1957")
    return made


@pytest.fixture
def younger() -> Speaker:
    """A namesake, half a century later."""
    made = Speaker.objects.create(name="贺启明", birth="1950", authority=True)
    Tenure.objects.create(speaker=made, position="县长", organization="白水县", start="1990", end="1997")
    return made


@pytest.mark.parametrize(
    ("label", "on", "outcome", "evidence"),
    [
        ("贺启明", "1955", Outcome.FOUND, Evidence.NAME),
        ("賀啟明", "1955", Outcome.FOUND, Evidence.NAME),
        ("贺启明", None, Outcome.FOUND, Evidence.NAME),
        ("启明同志", "1955", Outcome.FOUND, Evidence.FORM),
        ("贺老", "1965", Outcome.FOUND, Evidence.FORM),
        ("贺老", "1955", Outcome.NONE, None),
        ("贺启明", "1890", Outcome.NONE, None),
        ("贺启明", "1980-05", Outcome.NONE, None),
        ("贺某", "1955", Outcome.NONE, None),
        ("", "1955", Outcome.NONE, None),
    ],
)
def test_a_known_person(elder: Speaker, label: str, on: str | None, outcome: Outcome, evidence: Any) -> None:
    match = match_speaker(label, on=on)
    assert match.outcome == outcome
    assert match.speaker == (elder if outcome is Outcome.FOUND else None)
    assert [each.evidence for each in match.candidates] == ([evidence] if evidence else [])


def test_one_is_quoted_after_his_death_but_does_not_speak_then(elder: Speaker) -> None:
    assert match_speaker("贺启明", on="1980", speaking=False).speaker == elder
    excluded = match_speaker("贺启明", on="1980")
    assert (excluded.outcome, [each.speaker for each in excluded.excluded]) == (Outcome.NONE, [elder])


@pytest.mark.parametrize(
    ("position", "on", "expected"),
    [
        (None, "1960", "ambiguous"),
        ("青川县县长", "1955", "elder"),
        ("县长", "1993", "younger"),
        ("白水县县长", "1960", "ambiguous"),
        ("教师", "1960", "ambiguous"),
        (None, "1985", "younger"),
        (None, "1910", "elder"),
        ("县长", None, "ambiguous"),
    ],
)
def test_namesakes_are_told_apart_by_office_and_lifetime_or_not_at_all(
    elder: Speaker, younger: Speaker, position: str | None, on: str | None, expected: str
) -> None:
    match = match_speaker("贺启明", position, on)
    assert match.speaker == {"elder": elder, "younger": younger}.get(expected)
    if expected == "ambiguous":
        assert match.outcome is Outcome.AMBIGUOUS
        assert {each.speaker for each in match.candidates} == {elder, younger}


def test_a_person_known_by_name_alone_is_found_by_it() -> None:
    other = Speaker.objects.create(public_id=name_id("陆知远"), name="陆知远", imported={"name": "陆知远"})
    match = match_speaker("陆知远")
    assert (match.speaker, match.candidates[0].evidence) == (other, Evidence.SAME_NAME)


def test_he_is_never_taken_for_the_known_person_who_cannot_be_meant(elder: Speaker) -> None:
    other = Speaker.objects.create(
        public_id=name_id("贺启明", namesake=True), name="贺启明", imported={"name": "贺启明"}
    )
    assert match_speaker("贺启明", on="1999").speaker == other
    assert match_speaker("贺启明", on="1950").speaker == elder


def test_a_merged_speaker_leads_to_the_one_he_was_merged_into(elder: Speaker) -> None:
    middle = Speaker.objects.create(name="贺启民", merged_into=elder)
    Speaker.objects.create(public_id=name_id("贺啓明"), name="贺啓明", merged_into=middle)
    Speaker.objects.filter(pk=elder.pk).update(name="贺某某")
    assert match_speaker("贺啓明").speaker == elder


def test_a_merged_speaker_of_the_authority_file_is_no_candidate(elder: Speaker, younger: Speaker) -> None:
    Speaker.objects.filter(pk=younger.pk).update(merged_into=elder)
    assert match_speaker("贺启明", on="1960").speaker == elder
