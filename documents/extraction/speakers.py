"""Whom a label stands for: the persons a document introduces, and the short forms it uses for them.

問 and 答, 主席, 巴, 周縣長, 伯达同志, 凤凰网: each is resolved to the one person of the document it fits, or to nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field

from archive.lib.words import alternation
from people.names import Gazetteer, Label, is_office, name_after
from people.names.shapes import HAN, OFFICES, SURNAMES, is_foreign_name, strip_honorific

from .named_persons import find_named
from .types import Metadata

_STANDS_FOR = re.compile(rf"(?P<label>问|答|問|[{HAN}]{{1,4}})(?:者)?(?:为|是|即|代表|指)(?P<name>[{HAN}·]{{2,12}})")
_ASKER = frozenset({"问", "問", "记者", "記者", "主持人", "采访者", "访", "Q"})
_ANSWERER = frozenset({"答", "A", "受访者"})
_WITH = re.compile("会见|接见|召见|听取|、|[与同和给对致]")
_CHAIRING = frozenset({"主席", "主持人", "主持", "會議主席", "会议主席"})
_OFFICE_END = re.compile(alternation(OFFICES) + "$")
_SURNAME = re.compile(f"^{alternation(SURNAMES)}")
_AGED = ("老", "总", "公", "帅")  # 康老, 陈总


@dataclass
class Cast:
    """The persons of one document: full names with the offices printed, and the short forms it explains."""

    gazetteer: Gazetteer
    positions: dict[str, str | None] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    askers: list[str] = field(default_factory=list)
    chairs: list[str] = field(default_factory=list)

    def add(self, name: str, position: str | None = None) -> None:
        """A person of the document; the first position printed is kept."""
        if self.positions.get(name) is None:
            self.positions[name] = position

    def introduce(self, label: Label) -> None:
        """The person and the short form that a label prints: 毛主席（以下简称主席）."""
        name = label.name or self._known(label.core)
        if name:
            self.add(name, label.position)
        if label.alias:
            self.aliases.setdefault(label.alias, name or label.core)

    def resolve(self, label: Label) -> str | None:
        """The full name of the person a label stands for; None where that is nobody or several."""
        core = strip_honorific(label.core)
        if label.core in self.aliases:
            return self.aliases[label.core]
        if label.name and not self._known(label.name):
            return label.name
        return (
            self._known(label.core)
            or self._known(core)
            or label.name
            or self._asked(core)
            or self._by_surname_and_office(core)
            or self._by_office(core)
            or self._by_part_of_name(core)
            or self._by_body(core)
        )

    def _known(self, form: str) -> str | None:
        """The one person of the authority file with this form, who has more than a bare surname of it."""
        people = [p.name for p in self.gazetteer.candidates(form) if p.kind == "person"]
        return people[0] if len(people) == 1 else None

    def _asked(self, core: str) -> str | None:
        """问 and 记者 stand for the one who asks, 答 for the one who is left."""
        if core in _ASKER:
            return self.askers[0] if len(self.askers) == 1 else None
        if core in _ANSWERER:
            others = [name for name in self.positions if name not in self.askers]
            return others[0] if len(others) == 1 else None
        return None

    def _by_surname_and_office(self, core: str) -> str | None:
        surname = _SURNAME.match(core)
        if not surname:
            return None
        rest = core[surname.end() :]
        if rest not in OFFICES and rest not in _AGED:
            return None
        named = [name for name in self.positions if name.startswith(surname[0]) and name != core]
        fitting = [name for name in named if rest in _AGED or _holds(self.positions[name], rest)]
        return _only(fitting) or (_only(named) if rest in OFFICES else None)

    def _by_office(self, core: str) -> str | None:
        """主席, 县长: the one person of the document with that office, in print or in the authority file."""
        if core not in OFFICES and not (is_office(core) and len(core) > 4):
            return None
        if core in _CHAIRING and len(self.chairs) == 1:
            return self.chairs[0]
        printed = [name for name, position in self.positions.items() if _holds(position, core)]
        if printed:
            return _only(printed)
        held = [
            person.name
            for person in self.gazetteer.persons
            if person.name in self.positions and any(_holds(office.position, core) for office in person.offices)
        ]
        return _only(held)

    def _by_part_of_name(self, core: str) -> str | None:
        """伯达 for 陈伯达, 巴 for 巴卢库, 纪 for 姬…: the one name of the document that ends or begins so."""
        if not re.fullmatch(rf"[{HAN}]{{1,3}}", core):
            return None
        if len(core) > 1:
            ends = [name for name in self.positions if name.endswith(core) and len(name) > len(core)]
            begins = [name for name in self.positions if name.startswith(core) and is_foreign_name(name)]
            return _only(ends) or _only(begins)
        return _only([name for name in self.positions if name.startswith(core)])

    def _by_body(self, core: str) -> str | None:
        """凤凰网 for the person introduced as 凤凰网主笔陈芳."""
        if len(core) < 2:
            return None
        return _only([name for name, position in self.positions.items() if position and position.startswith(core)])


def _in_title(title: str, gazetteer: Gazetteer) -> Iterator[str]:
    """The persons a title names: 与毛某某的谈话, 接见某国外长帕某某."""
    line = title + "。"
    for named in find_named(line, gazetteer):
        yield named.name
    for hit in _WITH.finditer(line):
        named_after = name_after(line, hit.end())
        if named_after:
            yield named_after[1]


def _holds(position: str | None, office: str) -> bool:
    """Whether a printed position is the office of a label: 某县县长 for 县长, 国务院副总理 for 副总理, not for 总理."""
    for part in re.split(r"[、，,；\s]", position or ""):
        if part == office or (part.endswith(office) and not part[: -len(office)].endswith("副")):
            return True
    return False


def _only(names: Sequence[str]) -> str | None:
    return names[0] if len(set(names)) == 1 else None


def cast_of(metadata: Metadata, labels: Iterable[Label], lead: Sequence[str], gazetteer: Gazetteer) -> Cast:
    """The persons that by-lines, attendance lists, the title, the labels and the `lead` paragraphs introduce."""
    cast = Cast(gazetteer)
    labels = list(labels)
    _add_stated(cast, metadata)
    for label in labels:
        cast.introduce(label)
    for name in _in_title(metadata.title or "", gazetteer):
        cast.add(name)
    _add_told(cast, lead, {label.core for label in labels}, gazetteer)
    cast.askers = list(dict.fromkeys(cast.askers))
    return cast


def _add_stated(cast: Cast, metadata: Metadata) -> None:
    """Those that by-lines and attendance lists name."""
    for person in metadata.people:
        if person.role in ("speaker", "author", "reporter"):
            cast.add(person.name, person.position)
        if person.role == "reporter" or (person.position or "").endswith(("记者", "記者", "主持人", "通讯员")):
            cast.askers.append(person.name)
    for participant in metadata.meeting.participants if metadata.meeting else ():
        if participant.role != "absent":
            cast.add(participant.name, participant.position)
        if participant.role == "chair":
            cast.chairs.append(participant.name)


def _add_told(cast: Cast, lead: Sequence[str], cores: Set[str], gazetteer: Gazetteer) -> None:
    """Those that the lead introduces with an office, and the labels it explains: 以下问为杜某，答为顾某."""
    for text in lead:
        for named in find_named(text, gazetteer):
            cast.add(named.name, named.position)
            if named.position and named.position.endswith(("记者", "記者", "主笔", "主持人")):
                cast.askers.append(named.name)
        for hit in _STANDS_FOR.finditer(text):
            fitting = [name for name in cast.positions if hit["name"].startswith(name)]
            if fitting and hit["label"] in cores:
                cast.aliases.setdefault(hit["label"], fitting[0])
