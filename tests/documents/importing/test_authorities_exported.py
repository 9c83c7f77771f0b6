"""An archive with its authority file comes through the interchange format whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import call_command

from documents.importing.authorities import load_authorities
from documents.models import Document
from people.models import Speaker, SpeakerName, Tenure

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]


def test_people_of_the_authority_file_survive_export_import_and_loading_again(tmp_path: Path) -> None:
    load_authorities(ROOT / "fixtures")
    call_command("import_documents", str(ROOT / "fixtures" / "sources"), verbosity=0)
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    call_command("export_archive", str(first), verbosity=0)
    quoted = Speaker.objects.filter(authority=True, quotations__isnull=False).distinct().count()
    assert quoted
    Document.objects.all().delete()
    for model in (*(m for m in Document._meta.apps.get_models() if m._meta.app_label == "documents"), Speaker):
        model._default_manager.all().delete()
    call_command("import_archive", str(first), verbosity=0)
    call_command("export_archive", str(second), verbosity=0)
    assert first.read_bytes() == second.read_bytes()
    names, offices = SpeakerName.objects.count(), Tenure.objects.count()
    known = Speaker.objects.filter(authority=True).count()
    load_authorities(ROOT / "fixtures")
    assert SpeakerName.objects.filter(speaker__quotations__isnull=False).exists()
    assert Speaker.objects.filter(authority=True).count() > known
    load_authorities(ROOT / "fixtures")
    doubled = Tenure.objects.values_list("speaker", "position", "organization", "start")
    assert len(doubled) == len(set(doubled))
    assert SpeakerName.objects.count() > names
    assert Tenure.objects.count() > offices
