"""Persons of a Popolo file into the authority file.

What the file says fills what is empty and follows its own earlier word (`imported["popolo"]`); whatever else stands in
a record came from a person or from another authority file, and stays.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from archive.lib.public_ids import public_id
from documents.models.events import written
from documents.models.lock import one_writer
from people.matching import days, name_id, overlap, standing
from people.models import Speaker, SpeakerName, Tenure, sort_key
from people.names.popolo import PopoloPerson

NAME = ("form", "kind", "start", "end")
TENURE = ("position", "organization", "start", "end", "source")
LISTS: dict[str, tuple[Any, tuple[str, ...]]] = {"names": (SpeakerName, NAME), "tenures": (Tenure, TENURE)}


def import_people(people: Sequence[PopoloPerson]) -> Counter[str]:
    """Bring the archive in line with the file: all of it or nothing; returns how many are new, changed, unchanged."""
    counts: Counter[str] = Counter()
    touched = []
    with one_writer():
        finder = Finder(people)
        for each in people:
            row = finder.row(each)
            new = row.pk is None
            if fill(row, each):
                touched.append(row.pk)
                counts["new" if new else "changed"] += 1
            else:
                counts["unchanged"] += 1
        written.send(sender=Speaker, documents=[], meetings=[], speakers=touched)
    return counts


class Finder:
    """Which speaker a person of the file is: the one it was before, of the same number, or the only one of the name."""

    def __init__(self, people: Sequence[PopoloPerson]) -> None:
        self.namesakes = Counter(each.person.name for each in people)
        rows = Speaker.objects.filter(authority=True, imported__has_key="popolo").select_related("merged_into")
        self.known = {row.imported["popolo"]["id"]: standing(row) for row in rows}
        self.taken = {row.pk for row in self.known.values()}

    def row(self, each: PopoloPerson) -> Speaker:
        """The speaker, a new one if there is none or it is not sure which."""
        person = each.person
        found = self.known.get(each.id) or self.numbered(person.identifiers) or self.named(each)
        if found is None:
            address = name_id(person.name)
            if self.namesakes[person.name] > 1 or Speaker.objects.filter(public_id=address).exists():
                address = public_id("speaker", person.name, "popolo", each.id)
            found = Speaker.objects.filter(public_id=address).first()
            found = standing(found) if found else Speaker(public_id=address, name=person.name)
        return found

    def numbered(self, identifiers: Iterable[tuple[str, str]]) -> Speaker | None:
        """The only speaker with one of these numbers."""
        rows = {row for scheme, value in identifiers for row in Speaker.objects.filter(**{scheme: value})}
        return standing(rows.pop()) if len(rows) == 1 else None

    def named(self, each: PopoloPerson) -> Speaker | None:
        """The only speaker of the name who may be meant; of several in the file, none but by the year of birth."""
        person = each.person
        rows = Speaker.objects.filter(name=person.name, kind=Speaker.Kind.PERSON, merged_into=None)
        fitting = [
            row
            for row in rows.exclude(pk__in=self.taken)
            if (row.birth and person.birth and born_together(row.birth, person.birth))
            or (not (row.birth and person.birth) and self.namesakes[person.name] == 1)
        ]
        return fitting[0] if len(fitting) == 1 else None


def born_together(one: str, other: str) -> bool:
    """Whether two dates of birth may be one.

    >>> born_together("1904", "1904-08-22"), born_together("1904", "1905")
    (True, False)
    """
    return overlap(one, one, *days(other))


def fill(row: Any, each: PopoloPerson) -> bool:
    """Write what the file says of a speaker; returns whether anything changed."""
    person, new = each.person, row.pk is None
    said: dict[str, Any] = {
        "birth": person.birth or "",
        "death": person.death or "",
        "note": person.note or "",
        "sources": "\n".join(person.sources),
        **{scheme: dict(person.identifiers).get(scheme, "") for scheme in ("wikidata", "viaf")},
    }
    before = dict(row.imported.get("popolo", {}))
    changed = new or not row.authority
    for name, value in said.items():
        if getattr(row, name) in ("", before.get(name, "")) and getattr(row, name) != value:
            setattr(row, name, value)
            changed = True
    now = {"id": each.id, **said}
    now["names"] = [[form.form, form.kind, form.start or "", form.end or ""] for form in person.forms]
    now["tenures"] = [
        [office.position, office.organization or "", office.start or "", office.end or "", office.source or ""]
        for office in person.offices
    ]
    if not changed and before == now:
        return False
    if new:
        row.sort_key = sort_key(row.name, row.kind)
        row.imported = {name: getattr(row, name) for name in Speaker.machine_fields}
    row.authority = True
    row.imported = {**row.imported, "popolo": now}
    row.skip_history_when_saving = new
    row.save()
    for what in LISTS:
        follow(row, what, before.get(what, []), now[what])
    return True


def follow(row: Speaker, what: str, before: list[list[str]], now: list[list[str]]) -> None:
    """Add the names or offices that the file has come to say, and take away those it said and says no more."""
    model, fields = LISTS[what]
    stored = model.objects.filter(speaker=row)
    for values in before:
        if values not in now:
            stored.filter(**dict(zip(fields, values, strict=True))).delete()
    forms = set(stored.values_list("form", flat=True)) if model is SpeakerName else set()
    there = set(stored.values_list(*fields))
    fresh = [values for values in now if values not in before and tuple(values) not in there and values[0] not in forms]
    model.objects.bulk_create(model(speaker=row, **dict(zip(fields, values, strict=True))) for values in fresh)
