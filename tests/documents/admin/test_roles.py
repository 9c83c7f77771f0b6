"""Role × record × action, asked of the admin itself; a test is a row of this table."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from django.test import Client, RequestFactory
from django.urls import reverse

from documents.models import Act, Conflict, Proposal
from documents.roles import GRANTS, RECORDS, create_roles
from people.models import Speaker

KEPT = {
    "documents.sourcefile",
    "documents.importrun",
    "documents.address",
    "documents.act",
    "documents.conflict",
    "documents.suspecttext",
    "documents.proposal",
}
# What the forms and lists of the admin let each role do, by kind of record.
MATRIX: dict[str, dict[str, set[str]]] = {
    "reader": {"records": set(), "kept": set(), "documents.deletion": set(), "auth.user": set()},
    "contributor": {"records": {"view"}, "kept": {"view"}, "documents.deletion": {"view"}, "auth.user": set()},
    "archivist": {
        "records": {"view", "add", "change", "delete"},
        "kept": {"view"},
        "documents.deletion": {"view", "delete"},
        "auth.user": set(),
    },
    "administrator": {
        "records": {"view", "add", "change", "delete"},
        "kept": {"view"},
        "documents.deletion": {"view", "delete"},
        "auth.user": {"view", "add", "change", "delete"},
    },
}


# Kinds of record of which a new one may be proposed: those that stand for themselves.
NEW = {
    "people.speaker",
    "people.speakername",
    "people.tenure",
    "documents.meeting",
    "documents.participation",
    "documents.publication",
    "documents.work",
}
# Who may open the form in which a change of a record, and that in which a new one, is proposed.
PROPOSES = {"reader": False, "contributor": True, "archivist": True, "administrator": True}


def allowed(role: str, model: str) -> set[str]:
    row = MATRIX[role]
    return row["records"] if model in RECORDS else row["kept"] if model in KEPT else row[model]


@pytest.mark.django_db
@pytest.mark.parametrize("role", MATRIX)
def test_matrix(role: str, as_role: Callable[[str], Client]) -> None:
    as_role(role)
    request = RequestFactory().get("/")
    request.user = User.objects.get(username=role)
    found, meant = {}, {}
    for model, model_admin in admin.site._registry.items():
        name = model._meta.label_lower
        meant[name] = allowed(role, name)
        found[name] = {
            action
            for action in ("view", "add", "change", "delete")
            if (
                model_admin.has_add_permission(request)
                if action == "add"
                else getattr(model_admin, f"has_{action}_permission")(request)
            )
        }
    assert found == meant


@pytest.mark.parametrize("role", PROPOSES)
def test_matrix_of_proposals(role: str, as_role: Callable[[str], Client], archive: dict[str, Any]) -> None:
    client = as_role(role)
    found, meant = {}, {}
    for kind in RECORDS:
        app, model = kind.split(".")
        change = client.get(reverse("admin:propose", args=[app, model, archive[model].pk])).status_code
        new = client.get(reverse("admin:propose_new", args=[app, model])).status_code
        found[kind] = (change, new)
        meant[kind] = (200, 200 if kind in NEW else 404) if PROPOSES[role] else (403, 403)
    for kind in (*KEPT, "documents.deletion", "auth.user"):
        found[kind] = client.get(reverse("admin:propose_new", args=kind.split("."))).status_code
        meant[kind] = 404 if PROPOSES[role] else 403
    assert found == meant


@pytest.mark.parametrize("role", ["reader", "contributor"])
def test_only_who_may_decide_has_a_new_record_entered(
    role: str, as_role: Callable[[str], Client], archive: dict[str, Any]
) -> None:
    proposal = Proposal.objects.create(
        model="people.speaker", subject="秦有余", changes=[{"field": "name", "before": "", "after": "秦有余"}]
    )
    decide = reverse("admin:documents_proposal_decide", args=[proposal.pk])
    assert as_role(role).post(decide, {"do": "accept"}).status_code in (302, 403)
    assert not Speaker.objects.filter(name="秦有余").exists()
    as_role("archivist").post(decide, {"do": "accept"})
    assert Speaker.objects.filter(name="秦有余").exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "status"), [("reader", 403), ("contributor", 200), ("archivist", 200)])
def test_lists_answer_by_role(
    role: str, status: int, as_role: Callable[[str], Client], archive: dict[str, Any]
) -> None:
    assert as_role(role).get(reverse("admin:documents_quotation_changelist")).status_code == status


def test_a_contributor_changes_nothing(as_role: Callable[[str], Client], archive: dict[str, Any]) -> None:
    client = as_role("contributor")
    quotation = archive["quotation"]
    address = reverse("admin:documents_quotation_change", args=[quotation.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"text": "别的"}).status_code == 403
    data = {"action": "delete_selected", "_selected_action": [quotation.pk], "post": "yes"}
    client.post(reverse("admin:documents_quotation_changelist"), data)
    assert type(quotation).objects.filter(pk=quotation.pk).exists()


def test_somebody_else_s_act_is_undone_by_an_administrator_only(
    as_role: Callable[..., Client], archive: dict[str, Any]
) -> None:
    first, second, chief = as_role("archivist", "甲"), as_role("archivist", "乙"), as_role("administrator", "丙")
    first.post(
        reverse("admin:documents_document_changelist"),
        {"action": "withdraw", "_selected_action": [archive["document"].pk]},
    )
    undo = reverse("admin:documents_act_undo", args=[Act.objects.get().pk])
    second.post(undo)
    assert Act.objects.get().undone is None
    chief.post(undo)
    assert Act.objects.get().undone_by.username == "丙"


def test_conflicts_are_settled_by_archivists_only(as_role: Callable[[str], Client], archive: dict[str, Any]) -> None:
    conflict = Conflict.objects.create(
        model="meeting", public_id=archive["meeting"].public_id, field="place", machine_new="新堂", mine="旧堂"
    )
    address = reverse("admin:documents_conflict_changelist")
    assert as_role("contributor").post(address, {"settle": f"machine:{conflict.pk}"}).status_code == 403
    assert as_role("archivist").post(address, {"settle": f"machine:{conflict.pk}"}).status_code == 302
    archive["meeting"].refresh_from_db()
    assert archive["meeting"].place == "新堂"


@pytest.mark.django_db
def test_a_new_archive_has_the_roles_and_keeps_what_its_administrator_made_of_them() -> None:
    assert set(Group.objects.values_list("name", flat=True)) == set(GRANTS)
    group = Group.objects.get(name="contributor")
    group.permissions.clear()
    create_roles(only_missing=True)
    assert not group.permissions.exists()
    call_command("create_roles", stdout=StringIO())
    assert group.permissions.exists()


@pytest.mark.django_db
def test_a_kind_of_record_that_an_upgrade_brings_is_given_to_the_roles() -> None:
    of_the_kind = Permission.objects.filter(content_type__model="suspecttext")
    for group in Group.objects.all():
        group.permissions.remove(*of_the_kind)
    create_roles(only_missing=True)
    assert Group.objects.get(name="contributor").permissions.filter(codename="view_suspecttext").exists()


@pytest.mark.django_db
def test_demo_archivist_is_told_the_password_once() -> None:
    told = StringIO()
    call_command("create_demo_archivist", stdout=told)
    password = told.getvalue().split(" the password ")[1].split()[0]
    assert Client().login(username="archivist", password=password)
    again = StringIO()
    call_command("create_demo_archivist", stdout=again)
    assert password not in again.getvalue()
    assert Client().login(username="archivist", password=password)
    call_command("create_demo_archivist", "--new-password", stdout=StringIO())
    assert not Client().login(username="archivist", password=password)
