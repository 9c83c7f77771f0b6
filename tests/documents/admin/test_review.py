"""Review of quotations: decisions, their history, and undoing them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from documents.desk import review
from documents.desk.review import Queue
from documents.desk.rules import LABELS
from documents.extraction.attribution.reliability import RELIABILITY
from documents.models import Act, Document, Quotation, SearchText
from people.models import Speaker, SpeakerName

from .rows import TEXT, WORDS


def page(client: Client, **query: str) -> Any:
    return client.get(reverse("admin:review"), query)


def decide(client: Client, quotation: Quotation, do: str, **typed: Any) -> Any:
    """Decide as the script of the page does, with what the page would send."""
    data = {"do": do, "state": review.state_of(quotation), "start": quotation.start, "end": quotation.end, **typed}
    address = reverse("admin:review") + f"?at={quotation.public_id}"
    return client.post(address, data, headers={"X-Part": "item"})


def more(archive: dict[str, Any], **fields: Any) -> Quotation:
    """Another quotation of the same paragraph."""
    words = "今年先修三条"
    start = TEXT.index(words)
    return Quotation.objects.create(
        **{
            "document": archive["document"],
            "paragraph": archive["paragraph"],
            "sequence": 1,
            "start": start,
            "end": start + len(words),
            "text": words,
            "confidence": 0.5,
            "rule": "bracket",
        }
        | fields
    )


def test_the_page_shows_the_quotation_its_evidence_and_its_source(archivist: Client, archive: dict[str, Any]) -> None:
    html = page(archivist).content.decode()
    assert f'<span class="q">{WORDS}</span>' in html
    assert '<span class="evidence">林泽川在会上说</span>' in html
    assert f"<mark>{WORDS}</mark>" in html
    assert "a/渠.txt</a>, utf-8" in html


@pytest.mark.parametrize(("do", "status"), [("confirm", "confirmed"), ("reject", "rejected"), ("nobody", "corrected")])
def test_a_decision_sets_status_and_history(do: str, status: str, archivist: Client, archive: dict[str, Any]) -> None:
    Quotation.history.all().delete()  # imports write none
    response = decide(archivist, archive["quotation"], do)
    quotation = Quotation.objects.get()
    assert response.status_code == 200
    assert quotation.status == status
    last = quotation.history.first()
    assert (last.status, last.history_user.username) == (status, "archivist")
    assert quotation.history.earliest().history_change_reason == "import"


def test_choosing_another_speaker_corrects(archivist: Client, archive: dict[str, Any]) -> None:
    other = Speaker.objects.create(name="何守正")
    decide(archivist, archive["quotation"], f"choose:{other.pk}")
    quotation = Quotation.objects.get()
    assert (quotation.status, quotation.speaker_name) == ("corrected", "何守正")
    assert list(quotation.speakers.all()) == [other]


def test_choosing_the_speaker_it_has_confirms(archivist: Client, archive: dict[str, Any]) -> None:
    decide(archivist, archive["quotation"], f"choose:{archive['speaker'].pk}")
    assert Quotation.objects.get().status == "confirmed"


def test_moved_ends_take_the_words_and_the_source_along(archivist: Client, archive: dict[str, Any]) -> None:
    paragraph = archive["paragraph"]
    paragraph.source_map = [[0, 100, len(TEXT), len(TEXT)]]
    paragraph.save()
    start = TEXT.index("水渠")
    decide(archivist, archive["quotation"], "correct", speakers="林泽川", start=start, end=start + 2, kind="direct")
    quotation = Quotation.objects.get()
    assert (quotation.text, quotation.status) == ("水渠", "corrected")
    assert (quotation.source_start, quotation.source_end) == (100 + start, 102 + start)


@pytest.mark.parametrize("ends", [(5, 5), (6, 5), (0, 1000)])
def test_ends_outside_the_paragraph_are_refused(
    ends: tuple[int, int], archivist: Client, archive: dict[str, Any]
) -> None:
    response = decide(archivist, archive["quotation"], "correct", speakers="林泽川", start=ends[0], end=ends[1])
    assert "段落之内" in response.content.decode()
    assert Quotation.objects.get().text == WORDS
    assert not Act.objects.exists()


def test_a_typed_name_must_be_one_speaker(archivist: Client, archive: dict[str, Any]) -> None:
    twin = Speaker.objects.create(name="林泽川", note="另一位")
    quotation = archive["quotation"]
    assert "林泽川" in decide(archivist, quotation, "correct", speakers="林泽川").content.decode()
    assert "无此人" in decide(archivist, quotation, "correct", speakers="无此人").content.decode()
    assert not Act.objects.exists()
    decide(archivist, quotation, "correct", speakers=f"林泽川〔{twin.public_id}〕")
    assert list(Quotation.objects.get().speakers.all()) == [twin]


def test_undo_brings_the_quotation_back_as_it_was(archivist: Client, archive: dict[str, Any]) -> None:
    other = Speaker.objects.create(name="何守正")
    decide(archivist, archive["quotation"], f"choose:{other.pk}")
    act = Act.objects.get()
    answer = archivist.post(reverse("admin:review"), {"do": "undo", "undo": act.pk}, headers={"X-Part": "item"})
    quotation = Quotation.objects.get()
    assert WORDS in answer.content.decode()
    assert (quotation.status, quotation.speaker_name) == ("machine", "林泽川")
    assert list(quotation.speakers.all()) == [archive["speaker"]]


def test_a_decision_that_comes_too_late_is_refused(archivist: Client, archive: dict[str, Any]) -> None:
    quotation = archive["quotation"]
    state = review.state_of(quotation)
    review.reject(Quotation.objects.get(), None)
    address = reverse("admin:review") + f"?at={quotation.public_id}"
    answer = archivist.post(address, {"do": "confirm", "state": state}, headers={"X-Part": "item"})
    assert "其间已有人改动" in answer.content.decode()
    assert Quotation.objects.get().status == "rejected"


def test_without_a_script_a_decision_leads_to_the_next(archivist: Client, archive: dict[str, Any]) -> None:
    other = more(archive, confidence=0.9)
    quotation = archive["quotation"]
    address = reverse("admin:review") + f"?at={quotation.public_id}"
    response = archivist.post(address, {"do": "confirm", "state": review.state_of(quotation)})
    assert response.status_code == 302
    assert other.public_id in response["Location"]


def test_a_rejected_quotation_leaves_search_and_comes_back_with_undo(
    archivist: Client, archive: dict[str, Any]
) -> None:
    quotation = archive["quotation"]
    decide(archivist, quotation, f"choose:{archive['speaker'].pk}")
    decide(archivist, Quotation.objects.get(), "reject")
    found = SearchText.objects.filter(ref=quotation.public_id)
    assert not found.exists()
    archivist.post(reverse("admin:review"), {"do": "undo", "undo": Act.objects.latest("pk").pk})
    assert found.exists()


# -- queues ---------------------------------------------------------------------------------------------------------


def test_the_least_sure_comes_first_and_every_one_once(archive: dict[str, Any]) -> None:
    rows = [more(archive, sequence=n, confidence=c) for n, c in enumerate((0.5, 0.2, 0.5, 0.9), start=1)]
    queue = Queue()
    walked = [queue.waiting().first()]
    while following := queue.after(walked[-1]).first():
        walked.append(following)
    assert [q.confidence for q in walked] == [0.2, 0.5, 0.5, 0.8, 0.9]
    assert {q.pk for q in walked} == {archive["quotation"].pk, *(q.pk for q in rows)}
    assert queue.before(walked[2]).first() == walked[1]


@pytest.mark.parametrize(
    ("query", "waiting"),
    [({}, 2), ({"below": "0.7"}, 1), ({"above": "0.7"}, 1), ({"rule": "bracket"}, 1), ({"kind": "saying"}, 0)]
    + [({"below": "often"}, 2), ({"above": "7"}, 2), ({"order": "document"}, 2), ({"kind": "x"}, 2)],
)
def test_a_queue_is_read_from_the_address(query: dict[str, str], waiting: int, archive: dict[str, Any]) -> None:
    more(archive)
    assert Queue.read(query).waiting().count() == waiting


def test_confirming_many_does_what_the_preview_showed_and_is_undone_as_one(
    archivist: Client, archive: dict[str, Any]
) -> None:
    for n in range(5):
        more(archive, sequence=n + 1, confidence=0.95)
    address = reverse("admin:review_bulk") + "?above=0.9"
    preview = archivist.get(address)
    assert preview.context["count"] == 5
    newest = preview.context["newest"]
    late = more(archive, sequence=9, confidence=0.95)
    archivist.post(address, {"newest": newest})
    assert Quotation.objects.filter(status="confirmed").count() == 5
    late.refresh_from_db()
    assert late.status == "machine", "what the preview did not show is left alone"
    act = Act.objects.get()
    assert act.count == 5
    archivist.post(reverse("admin:documents_act_undo", args=[act.pk]))
    assert not Quotation.objects.filter(status="confirmed").exists()


def test_undo_leaves_what_was_changed_since_and_says_so(archivist: Client, archive: dict[str, Any]) -> None:
    more(archive, confidence=0.95)
    review.confirm_all(Queue(), None, 10**9)
    review.reject(archive["quotation"], None)
    act = Act.objects.order_by("pk").first()
    Act.objects.filter(pk=act.pk).update(user_id=archivist.session["_auth_user_id"])
    answer = archivist.post(reverse("admin:documents_act_undo", args=[act.pk]), follow=True)
    assert sorted(Quotation.objects.values_list("status", flat=True)) == ["machine", "rejected"]
    assert "此后又有改动" in answer.content.decode()


# -- whose words ----------------------------------------------------------------------------------------------------


def test_suggestions_come_with_their_reasons(archivist: Client, archive: dict[str, Any]) -> None:
    near = Speaker.objects.create(name="林泽州")
    archive["mention"].speaker = near
    archive["mention"].save()
    shown = {each.speaker.name: each.reasons for each in page(archivist).context["suggestions"]}
    assert list(shown) == ["林泽川", "林泽州"]
    assert {"机器的判断", "姓名相同", "在本文献中发言"} <= {*shown["林泽川"]}
    assert "只差一字" in shown["林泽州"]


def test_a_speaker_who_was_merged_away_is_not_suggested(archivist: Client, archive: dict[str, Any]) -> None:
    Speaker.objects.create(name="林泽川", merged_into=archive["speaker"])
    assert [each.speaker for each in page(archivist).context["suggestions"]] == [archive["speaker"]]


@pytest.mark.parametrize("typed", ["林泽", "林县", "lin2"])
def test_typing_offers_speakers_by_name_form_and_pinyin(typed: str, archivist: Client, archive: dict[str, Any]) -> None:
    assert SpeakerName.objects.filter(form="林县长").exists()
    options = archivist.get(reverse("admin:review_speakers"), {"q": typed}).json()["options"]
    assert [each["value"] for each in options] == [f"林泽川〔{archive['speaker'].public_id}〕"]


def test_every_rule_of_the_engine_has_words() -> None:
    assert set(RELIABILITY) <= set(LABELS)


def test_a_million_quotations_are_not_counted(archivist: Client, archive: dict[str, Any], monkeypatch: Any) -> None:
    monkeypatch.setattr("documents.desk.waiting.CAP", 1)
    more(archive)
    assert "待审 1+ 条" in page(archivist).content.decode()


def test_review_takes_few_queries(
    archivist: Client, archive: dict[str, Any], django_assert_max_num_queries: Any
) -> None:
    for n in range(30):
        more(archive, sequence=n + 1)
    Document.objects.update(title="长")
    with django_assert_max_num_queries(32):
        page(archivist)
