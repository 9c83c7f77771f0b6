"""Every page of the admin keeps the strict content security policy: nothing inline, nothing from elsewhere."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client
from django.urls import URLPattern, reverse

from documents.models import Act, Conflict

INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+\s*=|javascript:|<script(?![^>]*\ssrc=)[^>]*>(?!\s*</script>)", re.I)
DATA = re.compile(r'<script[^>]*type="application/(?:ld\+)?json"[^>]*>.*?</script>', re.S)  # never run by a browser
ELSEWHERE = re.compile(r'(?:src|href|action)="(?:https?:)?//(?!(?:www\.wikidata|viaf)\.org)[^"]*"')


@pytest.fixture
def chief(db: None) -> Client:
    """A browser in which somebody who may do everything has logged in."""
    client = Client()
    client.force_login(User.objects.create_superuser("chief", password="x"))
    return client


def addresses(archive: dict[str, Any]) -> set[str]:
    """Every page of the admin that opens with a plain request."""
    names = ["index", "password_change", "login"]
    found = {reverse(f"admin:{name}") for name in names}
    for model, model_admin in admin.site._registry.items():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        row = model._default_manager.first()
        for pattern in model_admin.get_urls():
            if not isinstance(pattern, URLPattern) or not pattern.name or not pattern.name.startswith(name[6:]):
                continue
            takes = pattern.pattern.regex.groups
            if takes == 0 or (row is not None and takes == 1):
                found.add(reverse(f"admin:{pattern.name}", args=[row.pk] if takes else []))
    for page in admin.site.desk_pages:
        if "<" not in page.route:
            found.add(reverse(f"admin:{page.url_name}"))
    return found


def test_no_page_of_the_admin_has_anything_inline(chief: Client, archive: dict[str, Any]) -> None:
    Conflict.objects.create(
        model="meeting", public_id=archive["meeting"].public_id, field="place", machine_new="新堂", mine="旧堂"
    )
    chief.post(
        reverse("admin:documents_document_changelist"),
        {"action": "withdraw", "_selected_action": [archive["document"].pk]},
    )
    assert Act.objects.exists()
    seen = 0
    for address in sorted(addresses(archive)):
        response = chief.get(address)
        if response.status_code in (302, 403, 405):
            continue
        assert response.status_code == 200, address
        policy = response.headers["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        html = DATA.sub("", response.content.decode())
        assert INLINE.findall(html) == [], address
        assert ELSEWHERE.findall(html) == [], address
        seen += 1
    assert seen > 60


def test_the_address_in_x_forwarded_for_changes_nothing_in_the_page(chief: Client, archive: dict[str, Any]) -> None:
    refused = chief.get("/admin/nowhere/", headers={"x-forwarded-for": "<script>alert(1)</script>"})
    assert refused.status_code == 404
    assert "<script>alert" not in refused.content.decode()
