"""Names of people and works as the engine sees them: a value, never a queryset.

A `Gazetteer` holds what the archive knows beforehand (its authority file): persons with every form of their names,
and works with their authors. `Gazetteer.read(folder)` takes it from the JSON files in `fixtures/`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from .forms import Forms


@dataclass(frozen=True, slots=True)
class NameForm:
    """Another name of a person. `kind`: honorific, short, alias, foreign, misreading. Dates are EDTF or None."""

    form: str
    kind: str = "alias"
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """An office held: `position` as printed, organisation, EDTF start and end, where that is said."""

    position: str
    organization: str | None = None
    start: str | None = None
    end: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person, body or group (`kind`) of the authority file."""

    name: str
    kind: str = "person"
    forms: tuple[NameForm, ...] = ()
    birth: str | None = None
    death: str | None = None
    offices: tuple[Office, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()  # (scheme: wikidata, viaf; value)
    note: str | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownWork:
    """A work that is quoted by name: title without 《》, its authors by name, EDTF date."""

    title: str
    authors: tuple[str, ...] = ()
    date: str | None = None
    forms: tuple[str, ...] = ()
    occasion: str | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Gazetteer:
    """What is known of people and works before a source is read.

    >>> mao = KnownPerson("毛泽东", forms=(NameForm("毛主席", "honorific"),))
    >>> g = Gazetteer((mao,), (KnownWork("论联合政府", ("毛泽东",)),))
    >>> [p.name for p in g.candidates("毛主席")], g.work("论联合政府").authors
    (['毛泽东'], ('毛泽东',))
    """

    persons: tuple[KnownPerson, ...] = ()
    works: tuple[KnownWork, ...] = ()

    @cached_property
    def by_form(self) -> dict[str, tuple[KnownPerson, ...]]:
        """Every name and form, with the persons it may stand for."""
        forms: dict[str, list[KnownPerson]] = {}
        for person in self.persons:
            for form in {person.name, *(f.form for f in person.forms)}:
                forms.setdefault(form, []).append(person)
        return {form: tuple(persons) for form, persons in forms.items()}

    @cached_property
    def forms(self) -> Forms:
        """Every name and form, to be found in a text."""
        return Forms(self.by_form)

    @cached_property
    def bodies(self) -> frozenset[str]:
        """The names of those that are no persons: bodies and groups."""
        return frozenset(person.name for person in self.persons if person.kind != "person")

    @cached_property
    def by_title(self) -> dict[str, KnownWork]:
        """Every title and short title, with its work."""
        return {title: work for work in self.works for title in (work.title, *work.forms)}

    def candidates(self, label: str) -> tuple[KnownPerson, ...]:
        """The persons a printed label may stand for: none, one, or several (which is no answer)."""
        return self.by_form.get(label, ())

    def work(self, title: str) -> KnownWork | None:
        """The known work of that title (without 《》), if any."""
        return self.by_title.get(title)

    @classmethod
    def read(cls, folder: Path) -> Gazetteer:
        """The gazetteer in `folder` (speakers.json, works.json); raises OSError or ValueError naming the file."""
        return cls(tuple(read_persons(folder / "speakers.json")), tuple(read_works(folder / "works.json")))


def read_persons(path: Path) -> Iterable[KnownPerson]:
    """The persons of a speakers.json, one at a time."""
    for row in json.loads(path.read_text(encoding="utf-8")):
        yield KnownPerson(
            name=row["name"],
            kind=row.get("kind", "person"),
            forms=tuple(NameForm(**form) for form in row.get("forms", [])),
            birth=row.get("birth"),
            death=row.get("death"),
            offices=tuple(Office(**office) for office in row.get("offices", [])),
            identifiers=tuple(sorted(row.get("identifiers", {}).items())),
            note=row.get("note"),
            sources=tuple(row.get("sources", [])),
        )


def read_works(path: Path) -> Iterable[KnownWork]:
    """The works of a works.json, one at a time."""
    for row in json.loads(path.read_text(encoding="utf-8")):
        yield KnownWork(
            title=row["title"],
            authors=tuple(row.get("authors", [])),
            date=row.get("date"),
            forms=tuple(row.get("forms", [])),
            occasion=row.get("occasion"),
            sources=tuple(row.get("sources", [])),
        )
