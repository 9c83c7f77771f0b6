"""The authority file: speakers, works and meetings that every archive of Chinese texts needs, from JSON files.

Loading it again adds what is new in the files and follows what changed there; what a person has changed, added or
removed in the archive stands. `imported` remembers what was loaded, for the rows of names and offices as lists.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from archive.lib.chinese import fold
from archive.lib.public_ids import public_id
from documents.models import Meeting, Work
from documents.models.events import written
from documents.models.lock import one_writer
from people.matching import name_id
from people.models import Speaker, SpeakerName, Tenure, sort_key
from people.names import KnownPerson, KnownWork, read_persons, read_works

from .settle import settle

FILES = ("speakers.json", "works.json", "meetings.json")
NAME = ("form", "kind", "start", "end")
TENURE = ("position", "organization", "start", "end", "source")
MEETING = ("name", "date", "end_date", "date_printed", "place", "theme", "host", "series")


def load_authorities(folder: Path) -> dict[str, int]:
    """Load the files of `folder` that are there; returns how many records of each kind were made or changed.

    Raises OSError if there is none of them and ValueError, naming the file, for what is no such list; then nothing
    is loaded.
    """
    present = [folder / name for name in FILES if (folder / name).is_file()]
    if not present:
        raise FileNotFoundError(f"{folder}: none of {', '.join(FILES)} is there")
    with one_writer():
        speakers = [load_person(person) for person in named(folder / "speakers.json", read_persons)]
        works = [load_work(work) for work in named(folder / "works.json", read_works)]
        meetings = [load_meeting(record) for record in named(folder / "meetings.json", read_meetings)]
        changed = {
            "speakers": [row.pk for row, new in speakers if new],
            "works": [row.pk for row, new in works if new],
            "meetings": [row.pk for row, new in meetings if new],
        }
        written.send(sender=Speaker, documents=[], meetings=changed["meetings"], speakers=changed["speakers"])
    return {kind: len(keys) for kind, keys in changed.items()}


def named(path: Path, read: Any) -> Iterator[Any]:
    """The records of a file, none if it is not there; what is wrong with it is told with its name."""
    if not path.is_file():
        return
    try:
        yield from read(path)
    except (KeyError, TypeError, AttributeError, json.JSONDecodeError) as error:
        raise ValueError(f"{path}: {type(error).__name__} {error}") from error


def read_meetings(path: Path) -> Iterator[dict[str, Any]]:
    """The meetings of a meetings.json: name, date, end_date, place, theme, host, series, forms, sources."""
    for record in json.loads(path.read_text(encoding="utf-8")):
        yield {"name": record["name"], **record}


def load_person(person: KnownPerson) -> tuple[Speaker, bool]:
    """A person of the authority file; namesakes in it are told apart by their births."""
    identifiers = dict(person.identifiers)
    said = {
        "name": person.name,
        "kind": person.kind,
        "birth": person.birth or "",
        "death": person.death or "",
        "note": person.note or "",
        "sources": "\n".join(person.sources),
        "wikidata": identifiers.get("wikidata", ""),
        "viaf": identifiers.get("viaf", ""),
        "sort_key": sort_key(person.name, person.kind),
        "authority": True,
    }
    address = name_id(person.name)
    known = Speaker.objects.filter(public_id=address).first()
    if known and known.imported.get("birth") and known.imported["birth"] != said["birth"]:
        address = public_id("speaker", person.name, person.birth)
        known = Speaker.objects.filter(public_id=address).first()
    row, changed = follow(known or Speaker(public_id=address), said)
    names = [[form.form, form.kind, form.start or "", form.end or ""] for form in person.forms]
    offices = [
        [each.position, each.organization or "", each.start or "", each.end or "", each.source or ""]
        for each in person.offices
    ]
    changed |= follow_list(row, SpeakerName, NAME, "names", names)
    changed |= follow_list(row, Tenure, TENURE, "tenures", offices)
    if changed:
        Speaker.objects.filter(pk=row.pk).update(imported=row.imported)
    return row, changed


def load_work(work: KnownWork) -> tuple[Work, bool]:
    """A work of the authority file; its authors become speakers if they are none yet."""
    authors = [author_of(name) for name in work.authors]
    said = {
        "title": work.title,
        "date": work.date or "",
        "occasion": work.occasion or "",
        "forms": "\n".join(work.forms),
        "sources": "\n".join(work.sources),
        "authors": sorted(author.public_id for author in authors),
    }
    address = public_id("work", fold(work.title), *work.authors[:1])
    return follow(Work.objects.filter(public_id=address).first() or Work(public_id=address), said)


def author_of(name: str) -> Speaker:
    """The speaker of that name: of the authority file if there is one, else known by name alone."""
    known = Speaker.objects.filter(name=name, authority=True, merged_into=None).order_by("public_id").first()
    known = known or Speaker.objects.filter(public_id=name_id(name)).first()
    if known is None:
        said = {**dict.fromkeys(Speaker.machine_fields, ""), "name": name, "kind": Speaker.Kind.PERSON}
        said["sort_key"] = sort_key(name)
        known = Speaker(public_id=name_id(name), imported=said, **said)
        known.save()
    return known


def load_meeting(record: dict[str, Any]) -> tuple[Meeting, bool]:
    """A meeting of the authority file."""
    said = {name: record.get(name) or "" for name in MEETING}
    said |= {name: "\n".join(record.get(name, ())) for name in ("forms", "sources")}
    said["authority"] = True
    address = public_id("meeting", fold(record["name"]), said["date"])
    return follow(Meeting.objects.filter(public_id=address).first() or Meeting(public_id=address), said)


def follow(row: Any, said: dict[str, Any]) -> tuple[Any, bool]:
    """Bring a row in line with the file, except where a person has edited it; returns it and whether it changed."""
    values = {name: value for name, value in said.items() if name != "authors"}
    new = row.pk is None
    changes = dict(said) if new else settle({name: row.stated(name) for name in said}, row.imported, said).changes
    for name in values.keys() & changes.keys():
        setattr(row, name, changes[name])
    kept = {name: row.imported[name] for name in ("names", "tenures") if name in row.imported}
    if not new and not changes and row.imported == {**row.imported, **said}:
        return row, False
    row.imported = {**row.imported, **said, **kept}
    row.skip_history_when_saving = new
    row.save()
    if "authors" in changes:
        row.authors.set(Speaker.objects.filter(public_id__in=changes["authors"]))
    return row, new or bool(changes)


def follow_list(row: Speaker, model: Any, fields: tuple[str, ...], what: str, rows: Iterable[list[str]]) -> bool:
    """Bring the names or offices of a speaker in line with the file; returns whether any changed.

    What the file had before and the archive has no more was removed by a person; what the archive has besides was
    added by one.
    """
    before, now = [list(each) for each in row.imported.get(what, [])], sorted(rows)
    if before == now:
        return False
    stored = model.objects.filter(speaker=row)
    for values in before:
        if values not in now:
            stored.filter(**dict(zip(fields, values, strict=True))).delete()
    taken = set(stored.values_list(fields[0], flat=True)) if model is SpeakerName else set()
    fresh = [values for values in now if values not in before and values[0] not in taken]
    model.objects.bulk_create(model(speaker=row, **dict(zip(fields, values, strict=True))) for values in fresh)
    row.imported[what] = now
    return True
