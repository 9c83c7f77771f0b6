"""Archivists at their desks."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from documents.roles import create_roles

from .rows import small_archive


@pytest.fixture
def archive(db: None) -> dict[str, Any]:
    """A small archive, its rows by the names of their models."""
    return small_archive()


@pytest.fixture
def as_role(db: None) -> Callable[[str], Client]:
    """`as_role("archivist")` is a browser in which an archivist has logged in."""
    create_roles()

    def enter(role: str, username: str = "") -> Client:
        user = User.objects.create_user(username or role, password="x", is_staff=True)
        user.groups.add(Group.objects.get(name=role))
        client = Client()
        client.force_login(user)
        return client

    return enter


@pytest.fixture
def archivist(as_role: Callable[[str], Client]) -> Client:
    """A browser in which an archivist has logged in."""
    return as_role("archivist")


class _Fields(HTMLParser):
    """What a browser would send of the forms of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, list[str]] = {}
        self.inside: str | None = None
        self.select: tuple[str, bool] | None = None

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        name = given.get("name")
        kind = given.get("type")
        if tag == "input" and name and kind not in ("submit", "button", "file"):
            if kind not in ("checkbox", "radio"):
                self.values.setdefault(name, []).append(given.get("value") or "")
            elif "checked" in given:
                self.values.setdefault(name, []).append(given.get("value", "on") or "")
        elif tag == "textarea" and name:
            self.values[name] = [""]
            self.inside = name
        elif tag == "select" and name:
            self.select = (name, "multiple" in given)
            if not self.select[1]:
                self.values[name] = [""]
        elif tag == "option" and self.select and "selected" in given:
            value = given.get("value") or ""
            if self.select[1]:
                self.values.setdefault(self.select[0], []).append(value)
            else:
                self.values[self.select[0]] = [value]

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.inside = None
        elif tag == "select":
            self.select = None

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.values[self.inside][0] += data.removeprefix("\n") if not self.values[self.inside][0] else data


@pytest.fixture
def form_of() -> Callable[[Any], dict[str, Any]]:
    """`form_of(response)` are the fields of the page's record form as a browser would send them back unchanged."""

    def read(response: Any) -> dict[str, Any]:
        html = response.content.decode()
        form = re.search(r'<form[^>]*id="\w+_form".*?</form>', html, re.S)
        assert form, "the page has no form of a record"
        fields = _Fields()
        fields.feed(form[0])
        return {name: values[0] if len(values) == 1 else values for name, values in fields.values.items()}

    return read
