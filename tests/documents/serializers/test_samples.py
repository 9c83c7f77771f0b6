"""What the engine reads from the samples, as files for machines: valid, every one."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from documents import visibility
from documents.serializers.akoma_ntoso import akoma_ntoso_document
from documents.serializers.tei import tei_document
from documents.serializers.whole import some_at_a_time

from .valid import akoma_ntoso_problems, tei_problems


@pytest.mark.django_db
def test_every_sample_gives_valid_files() -> None:
    call_command("import_documents", "fixtures/sources", jobs=1, verbosity=0)
    documents = list(some_at_a_time(visibility.documents().order_by("public_id")))
    assert len(documents) > 10
    for each in documents:
        assert tei_problems(tei_document(each, str)) == [], each.title
        assert akoma_ntoso_problems(akoma_ntoso_document(each)) == [], each.title
