"""A large archive is looked over for names and duplicates in the background; the desk says how old what it tells is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from documents.desk import duplicates, names, surveys
from documents.models import Act, Remark, Survey
from people.models import Speaker

NAME = "老秦"


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """A large archive; the processes that it would have started."""
    processes: list[tuple[str, ...]] = []
    monkeypatch.setattr(surveys, "LARGE", 0)
    monkeypatch.setattr(surveys, "start", lambda *arguments: processes.append(arguments))
    return processes


def name_twice(document: Any, name: str = NAME) -> None:
    for n in (5, 6):
        Remark.objects.create(document=document, sequence=n, label=name, first=0, last=0)


def waiting() -> dict[str, int]:
    return {each.name: each.count for each in names.waiting_names()}


def grow_old() -> None:
    Survey.objects.update(at=timezone.now() - surveys.KEPT - timedelta(seconds=1))


def test_a_small_archive_is_looked_over_for_every_page(archive: dict[str, Any]) -> None:
    assert NAME not in waiting()
    name_twice(archive["document"])
    assert waiting()[NAME] == 2
    assert not Survey.objects.exists()


def test_what_was_found_is_kept_and_told_with_its_age(
    archive: dict[str, Any], archivist: Client, started: list[Any]
) -> None:
    assert NAME not in waiting()
    name_twice(archive["document"])
    assert NAME not in waiting()
    told = archivist.get(reverse("admin:names")).content.decode()
    at = timezone.localtime(Survey.objects.get(of="names").at)
    assert f"{at:%Y-%m-%d %H:%M}" in told
    assert f"{at:%H:%M} 统计" in archivist.get("/admin/").content.decode()
    assert not started, "it is not old yet"


def test_an_old_look_is_told_while_a_process_looks_again(archive: dict[str, Any], started: list[Any]) -> None:
    waiting()
    name_twice(archive["document"])
    grow_old()
    assert NAME not in waiting()
    assert NAME not in waiting()
    assert started == [("survey_archive", "names")], "one process is enough"
    call_command("survey_archive", "names")
    assert waiting()[NAME] == 2


def test_a_process_that_died_is_followed_by_another(archive: dict[str, Any], started: list[Any]) -> None:
    waiting()
    grow_old()
    waiting()
    Survey.objects.update(begun=timezone.now() - surveys.PATIENCE - timedelta(seconds=1))
    waiting()
    assert len(started) == 2


@pytest.mark.parametrize(("page", "of"), [("admin:names", "names"), ("admin:merge", "duplicates")])
def test_a_button_looks_at_once(
    page: str, of: str, archive: dict[str, Any], archivist: Client, started: list[Any]
) -> None:
    archivist.get(reverse(page))
    first = Survey.objects.get(of=of).at
    name_twice(archive["document"])
    Speaker.objects.create(name="林泽川")
    html = archivist.post(reverse(page), {"do": "look"}, follow=True).content.decode()
    assert {"names": NAME, "duplicates": "林泽川 · 林泽川"}[of] in html
    assert Survey.objects.get(of=of).at > first


def test_a_decision_counts_at_once_and_so_does_undoing_it(
    archive: dict[str, Any], archivist: Client, started: list[Any]
) -> None:
    name_twice(archive["document"])
    assert waiting()[NAME] == 2
    found = names.occurrences(NAME)
    data = {"do": f"choose:{archive['speaker'].pk}", "occurrence": [found[0].key]}
    archivist.post(reverse("admin:names") + f"?name={NAME}", data)
    assert waiting()[NAME] == 1
    archivist.post(reverse("admin:documents_act_undo", args=[Act.objects.get().pk]))
    assert waiting()[NAME] == 2
    archivist.post(reverse("admin:names") + f"?name={NAME}", {"do": "leave"})
    assert NAME not in waiting()


def test_a_name_that_was_not_counted_is_found_in_full(archive: dict[str, Any], started: list[Any]) -> None:
    waiting()
    name_twice(archive["document"])
    assert [each.name for each in names.waiting_names(NAME)] == [NAME]


def test_pairs_that_are_settled_are_told_no_longer(archive: dict[str, Any], started: list[Any]) -> None:
    twin, third = Speaker.objects.create(name="林泽川"), Speaker.objects.create(name="林泽川")
    assert len(duplicates.suggested()) == 2
    twin.merged_into = archive["speaker"]
    twin.save()
    assert [pair.other for pair in duplicates.suggested()] == [third]
    duplicates.keep_apart(third, archive["speaker"], None)
    assert duplicates.suggested() == []


def test_names_beyond_the_most_frequent_are_said_to_be_more(
    archive: dict[str, Any], archivist: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(names, "MOST_NAMES", 1)
    name_twice(archive["document"])
    assert names.queue().more
    assert "只列出" in archivist.get(reverse("admin:names")).content.decode()
    tasks = archivist.get("/admin/").context["tasks"]
    assert "1+" in {str(task.count) for task in tasks}
