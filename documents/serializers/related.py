"""What the rows of documents point to: speakers, meetings, publications and works, as plain values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from documents.models import Meeting, Publication, Work
from people.models import Record, Speaker, SpeakerName, Tenure

PLAIN: dict[type[Record], tuple[str, ...]] = {
    Speaker: (*Speaker.machine_fields, "authority"),
    Meeting: (*Meeting.machine_fields, "sources", "authority"),
    Publication: Publication.machine_fields,
    Work: ("title", "date", "occasion", "forms", "sources"),
}
NAME = ("form", "kind", "start", "end")
TENURE = ("position", "organization", "start", "end", "source")


def plain(row: Any, fields: Iterable[str]) -> dict[str, Any]:
    """Those fields of a row that say something."""
    return {name: value for name in fields if (value := getattr(row, name)) not in ("", None, False)}


def edits(row: Record, holds: dict[str, Any] | None = None) -> dict[str, Any] | None:
    """What the machine last said of the fields that a person has changed; None for a row entered by hand.

    `holds` gives the values of relations, by public id, where they are known already.
    """
    if not row.imported:
        return None
    holds = holds or {}
    return {
        name: said
        for name, said in row.imported.items()
        if said != (holds[name] if name in holds else row.stated(name))
    }


def imported(record: dict[str, Any], model: type[Record], holds: dict[str, Any]) -> dict[str, Any]:
    """The inverse of `edits`: what the machine had said, field by field."""
    if record["edits"] is None:
        return {}
    return {name: holds[name] for name in model.machine_fields} | record["edits"]


def speaker_record(speaker: Speaker) -> dict[str, Any]:
    """A speaker with names and offices, which must be prefetched."""
    names = sorted((plain(each, NAME) for each in speaker.names.all()), key=lambda each: each["form"])
    tenures = sorted((plain(each, TENURE) for each in speaker.tenures.all()), key=lambda each: sorted(each.items()))
    merged = speaker.merged_into.public_id if speaker.merged_into else None
    lists = {"names": names, "tenures": tenures, "merged_into": merged}
    return {
        **plain(speaker, PLAIN[Speaker]),
        **{name: value for name, value in lists.items() if value},
        "edits": edits(speaker, as_loaded(names, tenures)),
    }


def as_loaded(names: Iterable[dict[str, Any]], tenures: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Names and offices as the authority file is remembered to have said them (`importing.authorities`)."""
    return {
        "names": sorted([each.get(field, "") for field in NAME] for each in names),
        "tenures": sorted([each.get(field, "") for field in TENURE] for each in tenures),
    }


def shared_record(row: Meeting | Publication) -> dict[str, Any]:
    """A meeting or publication, with the documents whose claims it holds."""
    return {**plain(row, PLAIN[type(row)]), "claimed_by": row.claimed_by, "edits": edits(row)}


def work_record(work: Work) -> dict[str, Any]:
    """A work with the ids of its authors, which must be prefetched."""
    authors = sorted(author.public_id for author in work.authors.all())
    return {**plain(work, PLAIN[Work]), "authors": authors, "edits": edits(work, {"authors": authors})}


class RelatedRows:
    """Rows restored from `related`, by public id; those that the archive has already take the values of the file."""

    def __init__(self) -> None:
        self.keys: dict[type[Record], dict[str, int]] = {model: {} for model in PLAIN}

    def restore(self, related: dict[str, dict[str, dict[str, Any]]]) -> list[int]:
        """Write what a document's record brings and no earlier one has brought; returns the keys of new speakers."""
        before = set(self.keys[Speaker])
        for public_id, record in related["speakers"].items():
            if public_id not in self.keys[Speaker]:
                self._speaker(public_id, record)
        for public_id, record in related["speakers"].items():
            if record.get("merged_into"):
                target = self.keys[Speaker][record["merged_into"]]
                Speaker.objects.filter(public_id=public_id).update(merged_into=target)
        for name, model in (("meetings", Meeting), ("publications", Publication)):
            for public_id, record in related[name].items():
                if public_id not in self.keys[model]:
                    self._row(model, public_id, record, claimed_by=record["claimed_by"])
        for public_id, record in related["works"].items():
            if public_id not in self.keys[Work]:
                authors = record["authors"]
                row = self._row(Work, public_id, record, {"authors": authors})
                row.authors.set([self.keys[Speaker][author] for author in authors])
        return [key for public_id, key in self.keys[Speaker].items() if public_id not in before]

    def key(self, model: type[Record], public_id: str | None) -> int | None:
        """The key of a row, None for no row; raises KeyError for one that was not brought."""
        return None if public_id is None else self.keys[model][public_id]

    def _speaker(self, public_id: str, record: dict[str, Any]) -> None:
        row = self._row(Speaker, public_id, record)
        if row.imported and row.authority:
            lists = as_loaded(record.get("names", ()), record.get("tenures", ()))
            Speaker.objects.filter(pk=row.pk).update(imported={**lists, "authority": True, **row.imported})
        SpeakerName.objects.filter(speaker_id=row.pk).delete()
        SpeakerName.objects.bulk_create(SpeakerName(speaker_id=row.pk, **each) for each in record.get("names", ()))
        Tenure.objects.filter(speaker_id=row.pk).delete()
        Tenure.objects.bulk_create(Tenure(speaker_id=row.pk, **each) for each in record.get("tenures", ()))

    def _row(
        self,
        model: Any,
        public_id: str,
        record: dict[str, Any],
        holds: dict[str, Any] | None = None,
        **more: Any,
    ) -> Any:
        row = model._default_manager.filter(public_id=public_id).first() or model(public_id=public_id)
        values = {name: record.get(name, model._meta.get_field(name).get_default()) for name in PLAIN[model]}
        for name, value in {**values, **more}.items():
            setattr(row, name, value)
        row.imported = imported(record, model, {**values, **(holds or {})})
        row.clean_fields(exclude=["public_id", "run", "merged_into"])
        row.skip_history_when_saving = True
        row.save()
        self.keys[model][public_id] = row.pk
        return row
