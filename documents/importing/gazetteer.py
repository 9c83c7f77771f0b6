"""What the archive knows beforehand, as the value that the engine takes: its authority file and its works.

Only what a person vouches for is given, so that what the engine finds does not depend on what was imported before.
"""

from __future__ import annotations

from documents.models import Work
from people.models import Speaker
from people.names import Gazetteer, KnownPerson, KnownWork, NameForm, Office


def stored_gazetteer() -> Gazetteer:
    """The gazetteer of this archive, in a fixed order."""
    speakers = Speaker.objects.filter(authority=True, merged_into=None).prefetch_related("names", "tenures")
    works = Work.objects.prefetch_related("authors")
    return Gazetteer(
        tuple(known_person(speaker) for speaker in speakers.order_by("public_id")),
        tuple(known_work(work) for work in works.order_by("public_id")),
    )


def known_person(speaker: Speaker) -> KnownPerson:
    """A speaker with every form of the name and every office."""
    forms = sorted(speaker.names.all(), key=lambda each: each.form)
    tenures = sorted(speaker.tenures.all(), key=lambda each: (each.start, each.position, each.organization))
    return KnownPerson(
        name=speaker.name,
        kind=speaker.kind,
        forms=tuple(NameForm(each.form, each.kind, each.start or None, each.end or None) for each in forms),
        birth=speaker.birth or None,
        death=speaker.death or None,
        offices=tuple(
            Office(each.position, each.organization or None, each.start or None, each.end or None, each.source or None)
            for each in tenures
        ),
    )


def known_work(work: Work) -> KnownWork:
    """A work with its other titles and its authors."""
    return KnownWork(
        title=work.title,
        authors=tuple(sorted(author.name for author in work.authors.all())),
        date=work.date or None,
        forms=tuple(work.forms.splitlines()),
        occasion=work.occasion or None,
    )
