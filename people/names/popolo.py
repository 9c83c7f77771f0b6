"""Persons in Popolo JSON (https://www.popoloproject.com/specs/), as parliaments and archives of speech keep them.

Read are persons with other names, dates of life, identifiers and summary, and their memberships as offices, with the
names of organisations and posts put in. A file is an object with `persons`, `memberships`, `organizations`, `posts`, or
a list of persons, or one person; memberships may also stand within persons.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from archive.lib import edtf

from .gazetteer import KnownPerson, NameForm, Office

Json = dict[str, Any]
AUTHORITIES = ("wikidata", "viaf")
LONGEST = {"name": 200, "position": 300, "source": 500}
MEMBER = "成员"  # the office of a membership that names none


class PopoloPerson(NamedTuple):
    """A person and the id that the file knows him by."""

    id: str
    person: KnownPerson


class NotPopolo(ValueError):
    """A file that is no Popolo; the message names the place."""


def read_popolo(path: Path) -> list[PopoloPerson]:
    """The persons of a file. Raises OSError, and NotPopolo with the place for what is no list of persons."""
    try:
        data = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise NotPopolo(f"{path}: not JSON ({error})") from error
    try:
        return list(People(data).read())
    except NotPopolo as error:
        raise NotPopolo(f"{path}, {error}") from error


class People:
    """The records of a file, by their ids."""

    def __init__(self, data: Any) -> None:
        if isinstance(data, list) or (isinstance(data, dict) and "persons" not in data and "name" in data):
            data = {"persons": data if isinstance(data, list) else [data]}
        if not isinstance(data, dict) or "persons" not in data:
            raise NotPopolo("persons: there are none")
        self.persons = records(data["persons"], "persons")
        self.organizations = {each.get("id"): each for each in records(data.get("organizations"), "organizations")}
        self.posts = {each.get("id"): each for each in records(data.get("posts"), "posts")}
        self.memberships: dict[Any, list[Json]] = defaultdict(list)
        for each in records(data.get("memberships"), "memberships"):
            self.memberships[each.get("person_id")].append(each)

    def read(self) -> Iterator[PopoloPerson]:
        """The persons in the order of the file."""
        seen: set[str] = set()
        for number, record in enumerate(self.persons):
            place = f"persons[{number}]"
            key = str(record.get("id") or record.get("name") or "")
            if key in seen:
                raise NotPopolo(f"{place}: the id {key[:60]} comes twice")
            seen.add(key)
            yield PopoloPerson(key, self.person(record, place))

    def person(self, record: Json, place: str) -> KnownPerson:
        """One person."""
        name = text(record, "name", place, LONGEST["name"])
        if not name:
            raise NotPopolo(f"{place}: no name")
        own = records(record.get("memberships"), f"{place}.memberships")
        memberships = [*self.memberships.get(record.get("id"), ()), *own]
        offices = [self.office(each, f"{place}, membership {n}") for n, each in enumerate(memberships)]
        return KnownPerson(
            name=name,
            forms=tuple(forms(record, name, place)),
            birth=date(record, "birth_date", place),
            death=date(record, "death_date", place),
            offices=tuple(dict.fromkeys(offices)),
            identifiers=tuple(identifiers(record, place)),
            note=text(record, "summary", place) or text(record, "biography", place),
            sources=tuple(sources(record, place)),
        )

    def office(self, record: Json, place: str) -> Office:
        """A membership as an office: its role, else that of its post."""
        post = record.get("post") or self.posts.get(record.get("post_id")) or {}
        inside = record.get("organization") or self.organizations.get(
            record.get("organization_id") or post.get("organization_id")
        )
        words = [text(record, "role", place), text(post, "role", place), text(post, "label", place)]
        words += [text(record, "label", place), MEMBER]
        position = next(word for word in words if word)
        return Office(
            position=position[: LONGEST["position"]],
            organization=text(inside, "name", place, LONGEST["position"]) if isinstance(inside, dict) else None,
            start=date(record, "start_date", place),
            end=date(record, "end_date", place),
            source=next(iter(sources(record, place)), "")[: LONGEST["source"]] or None,
        )


def records(value: Any, place: str) -> list[Json]:
    """A list of objects; nothing is an empty one."""
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise NotPopolo(f"{place}: not a list of records")
    return value


def text(record: Json, name: str, place: str, longest: int | None = None) -> str | None:
    """A value that is text; None for nothing."""
    value = record.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise NotPopolo(f"{place}: {name} is no text")
    if longest and len(value.strip()) > longest:
        raise NotPopolo(f"{place}: {name} is longer than {longest} characters")
    return value.strip() or None


def date(record: Json, name: str, place: str) -> str | None:
    """A date of ISO 8601, shortened or with a time, as EDTF."""
    value = (text(record, name, place) or "").partition("T")[0].removesuffix("-00").removesuffix("-00")
    try:
        return value if value and edtf.parse(value) else None
    except ValueError as error:
        raise NotPopolo(f"{place}: {name}: {error}") from error


def forms(record: Json, name: str, place: str) -> Iterable[NameForm]:
    """The other names, each once."""
    found: dict[str, NameForm] = {}
    for each in records(record.get("other_names"), f"{place}.other_names"):
        form = text(each, "name", place, LONGEST["name"])
        if form and form != name and form not in found:
            kind = "foreign" if form.isascii() and not name.isascii() else "alias"
            found[form] = NameForm(form, kind, date(each, "start_date", place), date(each, "end_date", place))
    return found.values()


def identifiers(record: Json, place: str) -> Iterator[tuple[str, str]]:
    """The numbers in authority files that the archive keeps."""
    for each in records(record.get("identifiers"), f"{place}.identifiers"):
        scheme, value = (text(each, "scheme", place) or "").lower(), text(each, "identifier", place, 20)
        if scheme in AUTHORITIES and value:
            yield scheme, value


def sources(record: Json, place: str) -> Iterator[str]:
    """Where it is said."""
    for each in records(record.get("sources"), f"{place}.sources"):
        if found := text(each, "url", place) or text(each, "note", place):
            yield found
