"""`python -m tests.documents.hostile.looking`: open the pages of an archive, and print what of its sources is live.

Prints JSON: how many pages were opened, and a sentence for each thing that a browser or a spreadsheet would run.
"""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterator
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.db.models import Q  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from lxml import html  # noqa: E402

from documents.models import Document, ImportRun, Paragraph, Quotation, SourceFile  # noqa: E402

settings.RATE_LIMITS = {}
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
NEVER = {"iframe", "object", "embed", "base", "applet", "frame", "math", "style"}
RUN = ("javascript:", "vbscript:", "data:text")


def ours(address: str) -> bool:
    """Whether an address is one of this archive."""
    return address.startswith("/") and not address.startswith("//")


def live(page: str) -> Iterator[str]:
    """What a browser would run of a page, or take for its own."""
    for element in html.fromstring(page).iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag in NEVER or (element.tag == "meta" and "http-equiv" in element.attrib):
            yield f"<{element.tag}>"
        if element.tag == "script" and not ours(element.get("src", "")):
            if element.get("type") not in ("application/ld+json", "application/json"):
                yield "<script>"
            else:
                json.loads(element.text or "")
        for name, value in element.attrib.items():
            if name.startswith("on") or name == "style" or value.strip().lower().startswith(RUN):
                yield f"<{element.tag} {name}={value[:40]}>"
            if name in ("action", "src") and value.startswith(("//", "http")):
                yield f"<{element.tag} {name}={value[:40]}>"


def run_by_a_spreadsheet(text: str) -> Iterator[str]:
    """Cells that are formulas."""
    for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"))):
        for cell in row:
            if cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")):
                yield f"cell {cell[:30]!r}"


def addresses() -> Iterator[str]:
    """The pages that show what came from the sources."""
    for kind in ("documents", "meetings", "speakers", "quotations", "publications", "works"):
        yield f"/{kind}/"
        if kind != "works":
            yield f"/{kind}/citations.csv"
    yield from (
        "/",
        "/search/?q=水渠",
        "/search/?q=alert",
        "/search/?q=<script>alert(1)</script>&view=kwic",
        "/documents/feed",
    )
    telling = Q(source__key__regex="^(live|names|cells|odd)/") | Q(pk__in=Document.objects.order_by("pk")[:60])
    for document in Document.objects.filter(telling).order_by("pk"):
        yield f"/d/{document.public_id}"
        yield f"/d/{document.public_id}/source"
    for quotation in Quotation.objects.order_by("pk")[:40]:
        yield f"/q/{quotation.public_id}"
    for document in Document.objects.order_by("pk")[:20]:
        yield reverse("admin:documents_document_change", args=[document.pk])
    for source in SourceFile.objects.defer("data").order_by("pk")[:20]:
        yield reverse("admin:documents_sourcefile_change", args=[source.pk])
    for name in ("document", "quotation", "sourcefile", "importrun", "paragraph"):
        yield reverse(f"admin:documents_{name}_changelist")
    yield reverse("admin:documents_importrun_change", args=[ImportRun.objects.order_by("pk").last().pk])


def look() -> dict[str, Any]:
    client = Client(HTTP_HOST="localhost", raise_request_exception=False)
    client.force_login(User.objects.create_superuser("looking"))
    found, opened = [], 0
    for address in addresses():
        response = client.get(address)
        text = response.getvalue().decode()
        opened += 1
        if response.status_code not in (200, 404):
            found.append(f"{address}: status {response.status_code}")
        elif response.headers["Content-Type"].startswith("text/html"):
            found += [f"{address}: {each}" for each in live(text)]
        elif "csv" in response.headers["Content-Type"]:
            found += [f"{address}: {each}" for each in run_by_a_spreadsheet(text)]
    failed = {problem["key"] for run in ImportRun.objects.all() for problem in run.problems}
    found += [
        f"{key}: half imported" for key in SourceFile.objects.filter(key__in=failed).values_list("key", flat=True)
    ]
    found += [f"{text[:20]!r}: NUL" for text in Paragraph.objects.values_list("text", flat=True) if "\0" in text]
    return {"opened": opened, "found": found}


if __name__ == "__main__":
    print(json.dumps(look(), ensure_ascii=False))
