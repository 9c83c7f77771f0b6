"""Contributors propose, archivists decide; nothing changes before that, and nothing is overwritten by it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from documents.models import Act, Meeting, Paragraph, Proposal, Publication, Quotation, Remark, Work
from people.models import Speaker, SpeakerName, Tenure

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


# -- new records ----------------------------------------------------------------------------------------------------


def propose_new(client: Client, form_of: Form, model: Any, **values: Any) -> Any:
    address = reverse("admin:propose_new", args=[model._meta.app_label, model._meta.model_name])
    return client.post(address, form_of(client.get(address)) | values, follow=True)


def test_a_new_speaker_waits_and_is_entered_when_accepted(
    contributor: Client, archivist: Client, archive: dict[str, Any], form_of: Form
) -> None:
    propose_new(contributor, form_of, Speaker, name="秦有余", birth="1921", reason="见村史")
    assert not Speaker.objects.filter(name="秦有余").exists()
    proposal = Proposal.objects.get()
    assert (proposal.object_id, proposal.subject) == (None, "秦有余")
    html = archivist.get(reverse("admin:documents_proposal_change", args=[proposal.pk])).content.decode()
    assert "建议新增的记录" in html
    assert "已不存在" not in html
    assert "新增" in archivist.get(reverse("admin:documents_proposal_changelist")).content.decode()
    decide(archivist, "accept", answer="已核对")
    speaker = Speaker.objects.get(name="秦有余")
    proposal.refresh_from_db()
    assert (speaker.birth, speaker.sort_key, bool(speaker.public_id)) == ("1921", "qin2 you3 yu2", True)
    assert (proposal.object_id, proposal.state) == (speaker.pk, "accepted")
    assert "见村史" in speaker.history.first().history_change_reason
    page = archivist.get(reverse("admin:documents_proposal_change", args=[proposal.pk])).content.decode()
    assert reverse("admin:people_speaker_change", args=[speaker.pk]) in page


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Meeting, {"name": "植树动员会", "date": "1959-03-12"}),
        (Publication, {"title": "北坡日报", "kind": "newspaper"}),
    ],
)
def test_meetings_and_publications_are_proposed_too_and_taken_back(
    model: Any,
    values: dict[str, str],
    contributor: Client,
    archivist: Client,
    archive: dict[str, Any],
    form_of: Form,
) -> None:
    propose_new(contributor, form_of, model, **values)
    decide(archivist, "accept")
    made = model.objects.get(**values)
    archivist.post(reverse("admin:documents_act_undo", args=[Act.objects.get().pk]))
    assert not model.objects.filter(pk=made.pk).exists()
    proposal = Proposal.objects.get()
    assert (proposal.state, proposal.object_id) == ("open", None)
    decide(archivist, "accept")
    assert model.objects.filter(**values).exists()


def test_a_new_work_has_its_authors(
    contributor: Client, archivist: Client, archive: dict[str, Any], form_of: Form
) -> None:
    propose_new(contributor, form_of, Work, title="种树记", authors=[str(archive["speaker"].pk)])
    decide(archivist, "accept")
    assert list(Work.objects.get(title="种树记").authors.all()) == [archive["speaker"]]


def test_what_is_there_already_is_told_and_never_entered_twice(
    contributor: Client, archivist: Client, archive: dict[str, Any], form_of: Form
) -> None:
    propose_new(contributor, form_of, Speaker, name="林泽川", note="另一人")
    page = archivist.get(reverse("admin:documents_proposal_change", args=[Proposal.objects.get().pk]))
    assert [each for each, _address in page.context["alike"]] == [archive["speaker"]]
    decide(archivist, "decline")
    propose_new(contributor, form_of, SpeakerName, speaker=str(archive["speaker"].pk), form="林老", kind="honorific")
    SpeakerName.objects.create(speaker=archive["speaker"], form="林老")
    assert "已经存在" in decide(archivist, "accept").content.decode()
    assert Proposal.objects.latest("pk").state == "open"
    assert SpeakerName.objects.filter(form="林老").count() == 1


def test_a_new_record_of_what_is_gone_is_refused(
    contributor: Client, archivist: Client, archive: dict[str, Any], form_of: Form
) -> None:
    other = Speaker.objects.create(name="林则川")
    propose_new(contributor, form_of, Tenure, speaker=str(other.pk), position="书记")
    other.delete()
    assert "已不存在" in decide(archivist, "accept").content.decode()
    assert not Tenure.objects.filter(position="书记").exists()


def test_what_is_missing_or_wrong_is_said_in_the_form(contributor: Client, form_of: Form) -> None:
    assert "不是规范的日期" in propose_new(contributor, form_of, Meeting, name="会", date="昨天").content.decode()
    propose_new(contributor, form_of, Meeting)
    assert not Proposal.objects.exists()


def test_the_list_and_the_add_form_lead_a_contributor_to_the_proposal(
    contributor: Client, archivist: Client, archive: dict[str, Any]
) -> None:
    address = reverse("admin:propose_new", args=["documents", "publication"])
    listed = reverse("admin:documents_publication_changelist")
    assert address in contributor.get(listed).content.decode()
    assert address not in archivist.get(listed).content.decode()
    assert address in contributor.get("/admin/").content.decode()
    assert address not in archivist.get("/admin/").content.decode()
    answer = contributor.get(reverse("admin:documents_publication_add"))
    assert (answer.status_code, answer["Location"]) == (302, address)
    assert archivist.get(reverse("admin:documents_publication_add")).status_code == 200
