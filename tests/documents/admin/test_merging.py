"""Merging: everything moves, addresses lead on, and undoing restores the archive to the byte."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from documents.desk import duplicates, merging
from documents.desk.acts import undo
from documents.models import (
    Act,
    Address,
    Contribution,
    Document,
    Meeting,
    Mention,
    Participation,
    Publication,
    Quotation,
    Remark,
    SearchText,
    Work,
)
from people.matching import match_speaker
from people.models import Speaker, SpeakerName, Tenure

from .rows import small_archive


def exported() -> str:
    """The whole archive in the interchange format."""
    out = StringIO()
    call_command("export_archive", stdout=out)
    return out.getvalue()


@pytest.fixture
def two(archive: dict[str, Any]) -> tuple[Speaker, Speaker]:
    """林泽川, and 林则川, a misreading who has 500 remarks and a row of every other kind."""
    winner, loser = archive["speaker"], Speaker.objects.create(name="林则川", birth="1911")
    document, meeting = archive["document"], archive["meeting"]
    Remark.objects.bulk_create(
        Remark(public_id=f"r{n}", document=document, sequence=n + 1, label="林则川", speaker=loser, first=0, last=0)
        for n in range(500)
    )
    Contribution.objects.create(document=document, label="林则川", role="speaker", speaker=loser)
    Participation.objects.create(meeting=meeting, label="林则川", speaker=loser)
    Mention.objects.create(document=document, label="林则川", name="林则川", position="县长", speaker=loser)
    Tenure.objects.create(speaker=loser, position="书记")
    SpeakerName.objects.create(speaker=loser, form="林县长", kind="honorific")
    SpeakerName.objects.create(speaker=loser, form="老林", kind="alias")
    work = Work.objects.create(title="说水")
    work.authors.add(loser, winner)
    archive["quotation"].speakers.set([loser])
    return winner, loser


def test_everything_moves_and_the_address_leads_on(two: tuple[Speaker, Speaker], client: Client) -> None:
    winner, loser = two
    merging.merge([loser], winner, None)
    winner.refresh_from_db()
    assert winner.remarks.count() == 501
    assert (winner.contributions.count(), winner.participations.count(), winner.mentions.count()) == (2, 2, 1)
    assert winner.tenures.count() == 2
    assert {form.form for form in winner.names.all()} == {"林县长", "老林", "林则川"}
    assert list(Quotation.objects.get().speakers.all()) == [winner]
    assert list(Work.objects.get(title="说水").authors.all()) == [winner]
    assert (winner.birth, winner.authority) == ("1911", True)
    answer = client.get(reverse("documents:speaker", args=[loser.public_id]))
    assert (answer.status_code, answer["Location"]) == (301, reverse("documents:speaker", args=[winner.public_id]))


def test_later_imports_know_the_merged_name(two: tuple[Speaker, Speaker]) -> None:
    winner, loser = two
    merging.merge([loser], winner, None)
    assert match_speaker("林则川").speaker == winner


def test_undo_restores_the_export_to_the_byte(two: tuple[Speaker, Speaker]) -> None:
    winner, loser = two
    before = exported()
    doing = merging.merge([loser], winner, None)
    assert exported() != before
    assert undo(doing.act, None) == []
    assert exported() == before
    loser.refresh_from_db()
    assert loser.merged_into is None
    assert {form.form for form in loser.names.all()} == {"林县长", "老林"}
    assert loser.works.count() == winner.works.count() == 1


def test_undo_after_a_later_edit_restores_the_rest_and_says_what_not(two: tuple[Speaker, Speaker]) -> None:
    winner, loser = two
    third = Speaker.objects.create(name="第三人")
    doing = merging.merge([loser], winner, None)
    Remark.objects.filter(public_id="r7").update(speaker=third)
    collisions = undo(doing.act, None)
    assert [str(each) for each in collisions] == [f"林则川 8 · 讲话人: 此后又有改动，现为“{third.pk}”"]
    assert loser.remarks.count() == 499
    assert Remark.objects.get(public_id="r7").speaker == third


def test_search_finds_the_words_under_the_one_who_stays(two: tuple[Speaker, Speaker]) -> None:
    winner, loser = two
    merging.merge([loser], winner, None)
    assert not SearchText.objects.filter(speaker=loser).exists()
    names = SearchText.objects.filter(kind="name", speaker=winner).get()
    assert "林则川" in names.folded


@pytest.mark.parametrize("wrong", ["same", "merged", "kinds"])
def test_what_makes_no_sense_is_refused(wrong: str, two: tuple[Speaker, Speaker], archive: dict[str, Any]) -> None:
    winner, loser = two
    if wrong == "merged":
        merging.merge([loser], winner, None)
        loser.refresh_from_db()
    losers = {"same": [winner], "merged": [loser], "kinds": [archive["meeting"]]}[wrong]
    acts = Act.objects.count()
    with pytest.raises(ValueError, match="needed"):
        merging.merge(losers, winner, None)
    assert Act.objects.count() == acts


@pytest.mark.parametrize("model", [Meeting, Publication])
def test_meetings_and_publications_merge_and_come_back(model: Any, archive: dict[str, Any], client: Client) -> None:
    kind = model._meta.model_name
    winner = archive[kind]
    other = small_archive(key="b.txt")
    loser = other[kind]
    before = exported()
    doing = merging.merge([loser], winner, None)
    assert Document.objects.filter(**{kind: winner}).count() == 2
    answer = client.get(reverse(f"documents:{kind}", args=[loser.public_id]))
    assert answer["Location"] == reverse(f"documents:{kind}", args=[winner.public_id])
    undo(doing.act, None)
    assert exported() == before
    assert not Address.objects.filter(public_id=loser.public_id).exists()


# -- the page -------------------------------------------------------------------------------------------------------


def test_preview_then_merge_then_undo_by_clicking(archivist: Client, two: tuple[Speaker, Speaker]) -> None:
    winner, loser = two
    selected = {"action": "merge_selected", "_selected_action": [winner.pk, loser.pk]}
    preview = archivist.post(reverse("admin:people_speaker_changelist"), selected, follow=True)
    assert "发言 500" in preview.content.decode()
    address = preview.redirect_chain[-1][0]
    done = archivist.post(address, {"do": "merge", "standing": winner.pk}, follow=True)
    assert "查看或撤销" in done.content.decode()
    assert winner.remarks.count() == 501
    archivist.post(reverse("admin:documents_act_undo", args=[Act.objects.get().pk]))
    assert loser.remarks.count() == 500


def test_suggestions_are_namesakes_forms_and_misreadings(archive: dict[str, Any]) -> None:
    twin = Speaker.objects.create(name="林泽川")
    formal = Speaker.objects.create(name="林县长")
    misread = Speaker.objects.create(name="林则川")
    far = Speaker.objects.create(name="林铎川")
    Remark.objects.create(document=archive["document"], sequence=9, label="林则川", speaker=misread, first=0, last=0)
    pairs = {(pair.one, pair.other) for pair in duplicates.suggested()}
    assert pairs == {(archive["speaker"], twin), (archive["speaker"], formal), (archive["speaker"], misread)}
    assert far not in {speaker for pair in pairs for speaker in pair}


def test_those_known_to_be_two_are_not_suggested_again(archivist: Client, archive: dict[str, Any]) -> None:
    twin = Speaker.objects.create(name="林泽川")
    address = reverse("admin:merge") + f"?kind=speaker&ids={archive['speaker'].pk},{twin.pk}"
    archivist.post(address, {"do": "apart"})
    assert duplicates.suggested() == []
    archivist.post(reverse("admin:documents_act_undo", args=[Act.objects.get().pk]))
    assert len(duplicates.suggested()) == 1
