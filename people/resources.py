"""Speakers as a table."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from import_export.fields import Field

from archive.tables import TableResource, joined

from .models import Speaker


class SpeakerTable(TableResource):
    """A row a speaker, with every other form of the name."""

    names = Field(column_name="names")
    heads = {"names": _("other names"), "public_id": _("address")}
    pages = {"public_id": "documents:speaker"}

    class Meta:
        model = Speaker
        fields = ("public_id", "name", "names", "kind", "birth", "death", "note", "wikidata", "viaf", "sort_key")
        export_order = fields

    @staticmethod
    def rows(speakers: QuerySet[Speaker]) -> QuerySet[Speaker]:
        return speakers.prefetch_related("names")

    def dehydrate_names(self, speaker: Speaker) -> str:
        return joined([name.form for name in speaker.names.all()])
