"""Who may do what: the four roles, each a group of the same name, and what it may do to which records.

Every role may do what the one before it may.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group, Permission

READER, CONTRIBUTOR, ARCHIVIST, ADMINISTRATOR = "reader", "contributor", "archivist", "administrator"

PEOPLE = ("people.speaker", "people.speakername", "people.tenure")
RECORDS = (
    *PEOPLE,
    "documents.document",
    "documents.contribution",
    "documents.paragraph",
    "documents.meeting",
    "documents.participation",
    "documents.publication",
    "documents.work",
    "documents.remark",
    "documents.quotation",
    "documents.mention",
)
# What the archive keeps about itself: written by imports and decisions, never typed in.
KEPT = (
    "documents.sourcefile",
    "documents.importrun",
    "documents.address",
    "documents.act",
    "documents.conflict",
    "documents.suspecttext",
    "documents.proposal",
)
ACCOUNTS = ("auth.user",)

GRANTS: dict[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]] = {
    READER: (),  # a reader has no business in the admin
    CONTRIBUTOR: (
        (RECORDS, ("view",)),
        (KEPT, ("view",)),
        (("documents.deletion",), ("view",)),
        (("documents.proposal",), ("add",)),
    ),
    ARCHIVIST: (
        (RECORDS, ("add", "change", "delete")),
        (("documents.conflict", "documents.proposal"), ("change",)),  # settle it
        (("documents.deletion",), ("delete",)),  # let an import bring the row again
        (("documents.importrun",), ("add",)),  # import in the browser, and take one's own import back
    ),
    ADMINISTRATOR: (
        (ACCOUNTS, ("view", "add", "change", "delete")),
        (("documents.act", "documents.importrun"), ("change",)),  # undo what others did
    ),
}


def permissions_of(role: str) -> set[str]:
    """The permissions of a role, such as `documents.change_quotation`.

    >>> "documents.view_document" in permissions_of("archivist"), permissions_of("reader")
    (True, set())
    """
    roles = list(GRANTS)
    granted = set()
    for each in roles[: roles.index(role) + 1]:
        for models, actions in GRANTS[each]:
            for app, name in (model.split(".") for model in models):
                granted |= {f"{app}.{action}_{name}" for action in actions}
    return granted


def create_roles(only_missing: bool = False) -> None:
    """Make the group of each role and give it its permissions.

    With `only_missing`, groups that exist are left alone, but for kinds of record that are new to the archive: those
    of which no role may do anything yet.
    """
    by_name = {
        f"{app}.{code}": pk
        for pk, app, code in Permission.objects.values_list("pk", "content_type__app_label", "codename")
    }
    held = Permission.objects.filter(group__name__in=GRANTS).values_list("content_type__app_label", "codename")
    known = {_model_of(f"{app}.{code}") for app, code in held}
    for role in GRANTS:
        group, new = Group.objects.get_or_create(name=role)
        granted = permissions_of(role)
        if new or not only_missing:
            group.permissions.set(_keys(by_name, granted))
        else:
            group.permissions.add(*_keys(by_name, {each for each in granted if _model_of(each) not in known}))


def _model_of(permission: str) -> str:
    """The model that a permission is about.

    >>> _model_of("documents.change_act")
    'documents.act'
    """
    app, _dot, code = permission.partition(".")
    return f"{app}.{code.partition('_')[2]}"


def _keys(by_name: dict[str, int], names: Iterable[str]) -> list[int]:
    return [by_name[name] for name in sorted(names)]


def create_missing_roles(**_: Any) -> None:
    """After every migration: the roles of a new archive."""
    create_roles(only_missing=True)
