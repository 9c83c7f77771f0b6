"""Speakers in the admin: names and offices in one form, those merged away out of sight."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from documents.roles import create_roles
from people.models import Speaker, SpeakerName, Tenure


@pytest.fixture
def archivist(db: None) -> Client:
    create_roles()
    user = User.objects.create_user("archivist", password="x", is_staff=True)
    user.groups.add(Group.objects.get(name="archivist"))
    client = Client()
    client.force_login(user)
    return client


def rows(prefix: str, *values: dict[str, str]) -> dict[str, Any]:
    """The fields of an inline table with these new rows."""
    fields = {f"{prefix}-TOTAL_FORMS": len(values), f"{prefix}-INITIAL_FORMS": 0}
    return fields | {f"{prefix}-{n}-{name}": value for n, row in enumerate(values) for name, value in row.items()}


def test_a_speaker_is_entered_with_names_and_offices(archivist: Client) -> None:
    data = {"name": "曾志远", "kind": "person", "birth": "1904-08", "authority": "on"}
    data |= rows("names", {"form": "曾老", "kind": "honorific"})
    data |= rows("tenures", {"position": "县长", "start": "1956", "end": "1961"})
    assert archivist.post(reverse("admin:people_speaker_add"), data).status_code == 302
    speaker = Speaker.objects.get()
    assert speaker.sort_key == "zeng1 zhi4 yuan3", "the surname is not read ceng2"
    assert SpeakerName.objects.get().speaker == Tenure.objects.get().speaker == speaker
    assert speaker.history.get().history_user.username == "archivist"


@pytest.mark.parametrize("wrong", ["一九零四", "1904-13", "1904/1900"])
def test_dates_of_names_and_offices_are_checked_too(wrong: str, archivist: Client) -> None:
    data = {"name": "曾志远", "kind": "person"} | rows("names", {"form": "曾老", "kind": "honorific", "start": wrong})
    response = archivist.post(reverse("admin:people_speaker_add"), data | rows("tenures"))
    assert response.status_code == 200
    assert not Speaker.objects.exists()


@pytest.mark.parametrize("query", ["曾志", "曾老", "zeng1"])
def test_a_speaker_is_found_by_name_form_and_pinyin(query: str, archivist: Client) -> None:
    speaker = Speaker.objects.create(name="曾志远")
    SpeakerName.objects.create(speaker=speaker, form="曾老")
    Speaker.objects.create(name="何守正")
    page = archivist.get(reverse("admin:people_speaker_changelist"), {"q": query})
    assert list(page.context["cl"].result_list) == [speaker]


def test_speakers_merged_away_are_shown_only_when_asked_for(archivist: Client) -> None:
    kept = Speaker.objects.create(name="曾志远")
    gone = Speaker.objects.create(name="曾致远", merged_into=kept)
    address = reverse("admin:people_speaker_changelist")
    assert list(archivist.get(address).context["cl"].result_list) == [kept]
    assert list(archivist.get(address, {"merged": "yes"}).context["cl"].result_list) == [gone]


def test_autocomplete_offers_standing_speakers_only(archivist: Client) -> None:
    kept = Speaker.objects.create(name="曾志远")
    Speaker.objects.create(name="曾志远", merged_into=kept)
    query = {"term": "曾", "app_label": "documents", "model_name": "remark", "field_name": "speaker"}
    found = archivist.get(reverse("admin:autocomplete"), query).json()["results"]
    assert [each["id"] for each in found] == [str(kept.pk)]
