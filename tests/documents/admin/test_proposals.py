"""Contributors propose, archivists decide; nothing changes before that, and nothing is overwritten by it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from documents.models import Act, Meeting, Paragraph, Proposal, Quotation, Remark
from people.models import Speaker

from .rows import TEXT

Form = Callable[[Any], dict[str, Any]]


def propose(client: Client, form_of: Form, record: Any, **values: Any) -> Any:
    address = reverse("admin:propose", args=[record._meta.app_label, record._meta.model_name, record.pk])
    return client.post(address, form_of(client.get(address)) | values, follow=True)


def decide(client: Client, do: str, **more: str) -> Any:
    address = reverse("admin:documents_proposal_decide", args=[Proposal.objects.latest("pk").pk])
    return client.post(address, {"do": do, **more}, follow=True)


@pytest.fixture
def contributor(as_role: Callable[[str], Client]) -> Client:
    return as_role("contributor")


def test_a_proposal_changes_nothing_until_it_is_accepted(
    contributor: Client, archivist: Client, archive: dict[str, Any], form_of: Form
) -> None:
    meeting = archive["meeting"]
    propose(contributor, form_of, meeting, place="新礼堂", reason="见原报")
    meeting.refresh_from_db()
    assert meeting.place == ""
    proposal = Proposal.objects.get()
    assert proposal.changes == [{"field": "place", "before": "", "after": "新礼堂"}]
    html = archivist.get(reverse("admin:documents_proposal_change", args=[proposal.pk])).content.decode()
    assert "新礼堂" in html
    decide(archivist, "accept", answer="已核对")
    meeting.refresh_from_db()
    proposal.refresh_from_db()
    assert (meeting.place, proposal.state, proposal.answer) == ("新礼堂", "accepted", "已核对")
    assert (proposal.decided_by.username, proposal.act) == ("archivist", Act.objects.get())
    assert "见原报" in meeting.history.first().history_change_reason


def test_undoing_what_was_accepted_lets_the_proposal_wait_again(
    contributor: Client, archivist: Client, archive: dict[str, Any], form_of: Form
) -> None:
    propose(contributor, form_of, archive["meeting"], place="新礼堂")
    decide(archivist, "accept")
    archivist.post(reverse("admin:documents_act_undo", args=[Act.objects.get().pk]))
    assert Meeting.objects.get().place == ""
    assert Proposal.objects.get().state == "open"


def test_a_declined_proposal_changes_nothing_and_is_answered(
    contributor: Client, archivist: Client, archive: dict[str, Any], form_of: Form
) -> None:
    propose(contributor, form_of, archive["meeting"], place="新礼堂")
    decide(archivist, "decline", answer="原文如此")
    assert Meeting.objects.get().place == ""
    address = reverse("admin:documents_proposal_change", args=[Proposal.objects.get().pk])
    assert "原文如此" in contributor.get(address).content.decode()
    assert "已对这条建议" in decide(archivist, "accept").content.decode()


def test_what_was_changed_since_is_not_overwritten(
    contributor: Client, archivist: Client, archive: dict[str, Any], form_of: Form
) -> None:
    propose(contributor, form_of, archive["meeting"], place="新礼堂")
    Meeting.objects.update(place="旧祠堂")
    assert "提出之后已有改动" in decide(archivist, "accept").content.decode()
    assert Meeting.objects.get().place == "旧祠堂"
    assert Proposal.objects.get().state == "open"


def test_related_records_are_proposed_too(
    contributor: Client, archivist: Client, archive: dict[str, Any], form_of: Form
) -> None:
    other = Speaker.objects.create(name="林则川")
    propose(contributor, form_of, archive["quotation"], speakers=[str(other.pk)])
    decide(archivist, "accept")
    assert list(Quotation.objects.get().speakers.all()) == [other]
    propose(contributor, form_of, archive["remark"], speaker=str(other.pk))
    other_remark = Remark.objects.get()
    decide(archivist, "accept")
    other_remark.refresh_from_db()
    assert other_remark.speaker == other


def test_a_text_that_is_accepted_keeps_its_quotations(
    contributor: Client, archivist: Client, archive: dict[str, Any], form_of: Form
) -> None:
    propose(contributor, form_of, archive["paragraph"], text="题记：" + TEXT)
    decide(archivist, "accept")
    text, quotation = Paragraph.objects.get().text, Quotation.objects.get()
    assert text[quotation.start : quotation.end] == quotation.text


def test_a_wrong_value_is_refused_in_the_form(contributor: Client, archive: dict[str, Any], form_of: Form) -> None:
    assert "不是规范的日期" in propose(contributor, form_of, archive["meeting"], date="昨天").content.decode()
    assert not Proposal.objects.exists()


def test_contributors_see_their_own_and_decide_nothing(
    as_role: Callable[..., Client], archive: dict[str, Any], form_of: Form
) -> None:
    first, second = as_role("contributor", "甲"), as_role("contributor", "乙")
    propose(first, form_of, archive["meeting"], place="新礼堂")
    listed = reverse("admin:documents_proposal_changelist")
    assert "水利工作座谈会" in first.get(listed).content.decode()
    assert "水利工作座谈会" not in second.get(listed).content.decode()
    assert decide(first, "accept").status_code == 403
    assert (
        "admin/propose"
        in first.get(reverse("admin:documents_meeting_change", args=[archive["meeting"].pk])).content.decode()
    )


@pytest.mark.parametrize("kind", ["speaker", "document", "publication", "work", "participation", "mention", "tenure"])
def test_every_kind_of_record_has_the_form(kind: str, contributor: Client, archive: dict[str, Any]) -> None:
    record = archive[kind]
    address = reverse("admin:propose", args=[record._meta.app_label, kind, record.pk])
    assert contributor.get(address).status_code == 200


def test_the_archivist_s_desk_counts_proposals(
    contributor: Client, archivist: Client, archive: dict[str, Any], form_of: Form
) -> None:
    propose(contributor, form_of, archive["meeting"], place="新礼堂")
    counts = {str(task.title): str(task.count) for task in archivist.get("/admin/").context["tasks"]}
    assert counts["修改建议"] == "1"


def test_readers_propose_nothing(as_role: Callable[[str], Client], archive: dict[str, Any]) -> None:
    address = reverse("admin:propose", args=["documents", "meeting", archive["meeting"].pk])
    assert as_role("reader").get(address).status_code == 403
