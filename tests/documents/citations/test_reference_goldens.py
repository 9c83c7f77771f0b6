"""The reference lists of the five reference sources: every document, and ten quotations, checked by hand.

The golden holds what the sources say of themselves (titles, names, dates, imprints), so that it is the references that
are tested and not the engine; words of the quotations do not matter here and are left out. Each entry was held against
GB/T 7714—2025: a speech in a yearbook is 析出文献 [M]//, its yearbook dated by its name as an estimate; a newspaper's
piece is [N] with its day and 版; pieces of a collection without a name, place or publisher are [Z].
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from documents.citations.gbt7714 import entry
from documents.csl_items import item_of, quoting, quoting_item, whole
from documents.models import Document, Quotation
from tests.factories import contribution, document, publication, quotation

pytestmark = pytest.mark.django_db
GOLDEN = json.loads((Path(__file__).with_name("references.json")).read_text(encoding="utf-8"))
STYLES = {
    "2025": ("2025", "numeric"),
    "2025 author-date": ("2025", "author-date"),
    "2015": ("2015", "numeric"),
    "2015 author-date": ("2015", "author-date"),
}


@pytest.fixture
def stored() -> dict[tuple[str, str], Document]:
    """The documents as the archive would hold them, by source and part."""
    made: dict[tuple[str, str], Document] = {}
    for facts in GOLDEN["documents"]:
        fields = {k: v for k, v in facts.items() if k not in ("source", "people", "publication", "entries", "title")}
        if facts.get("part"):
            fields["parent"] = made[facts["source"], ""]
        if facts.get("publication"):
            fields["publication"] = publication(**facts["publication"])
        row = document(facts["title"], ["甲乙丙丁"], **fields)
        for name, role, position in facts.get("people", []):
            contribution(row, name, role, position)
        made[facts["source"], facts.get("part", "")] = row
    return made


def printed(item: Any) -> dict[str, str]:
    return {name: entry(item, *style) for name, style in STYLES.items()}


def test_every_document_is_printed_as_it_was_checked(stored: dict[tuple[str, str], Document]) -> None:
    for facts in GOLDEN["documents"]:
        row = whole(Document.objects.filter(pk=stored[facts["source"], facts.get("part", "")].pk)).get()
        assert printed(item_of(row)) == facts["entries"]
    assert len(GOLDEN["documents"]) == 10


def test_ten_quotations_are_printed_with_speaker_and_page(stored: dict[tuple[str, str], Document]) -> None:
    for facts in GOLDEN["quotations"]:
        of = stored[facts["source"], facts["part"]]
        of.paragraphs.update(page=facts["page"])
        row = quotation(of, "乙丙", None, speaker_name=facts["speaker"])
        item = quoting_item(quoting(Quotation.objects.filter(pk=row.pk)).get())
        assert (printed(item), str(item.quotation)) == (facts["entries"], f"{facts['speaker']}：“乙丙”")
    assert len(GOLDEN["quotations"]) == 10
