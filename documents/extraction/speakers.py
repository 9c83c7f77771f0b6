"""Whom a label stands for: the persons a document introduces, and the short forms it uses for them.

問 and 答, 主席, 巴, 周縣長, 伯达同志, 凤凰网: each is resolved to the one person of the document it fits, or to nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field

from archive.lib.words import alternation
from people.names import Gazetteer, Label, is_office, name_after
from people.names.shapes import EVERYDAY_SURNAMES, HAN, OFFICES, SURNAMES, is_foreign_name, strip_honorific

from .lexicon import words
from .named_persons import find_named
from .types import Metadata

_STANDS_FOR = re.compile(
    rf"(?P<label>问|答|問|[甲乙丙丁]|[{HAN}]{{1,4}})(?:者)?(?:为|是|即|代表|指)(?P<name>[{HAN}·]{{2,12}})"
)
# 首席仲裁员：沈某某, 申请人：罗某某，男，…: a line of the head that says who bears a label of the turns
_ROLE_LINE = re.compile(
    r"(?:^|(?<=[\s\u3000；;。]))(?P<role>[^\s：:，。；（(]{1,8}(?:[ \u3000]{1,4}[^\s：:，。；（(]{1,2}){0,2})"
    r"\s*[：:]\s*(?=(?P<name>\S))"
)
_ONE_PERSON = re.compile(r"[，,。；;（(\s\u3000]|$")
_ASKER = frozenset({"问", "問", "记者", "記者", "主持人", "采访者", "访", "Q"})
_ANSWERER = frozenset({"答", "A", "受访者"})
_WITH = re.compile("会见|接见|召见|听取|、|[与同和给对致]")
CHAIRING = frozenset({"主席", "主持人", "主持", "會議主席", "会议主席"})
_SURNAME = re.compile(f"^{alternation(SURNAMES)}")
COMMON_SURNAMES = frozenset(words("common_surnames"))
_PARTIES = words("parties")
_HELPERS = frozenset(("整理", "记录", "記錄", "紀錄", "翻译", "翻譯", "采访整理", "主持", "策划", "策劃"))
_BORN = re.compile(rf"(?P<known>[{HAN}]{{2,4}})[，,（(](?:本名|原名|真名|又名|本姓)")
_SINGLE = sorted(name for name in COMMON_SURNAMES - EVERYDAY_SURNAMES if len(name) == 1)
_SURNAMES = frozenset((*_SINGLE, *(name for name in COMMON_SURNAMES if len(name) > 1)))
_AFTER_NAME = re.compile("同志|[，。、：（说讲]")
_HEAD_LINE = 200  # characters of a line of the head that may name who bears a label
_AGED = ("老", "总", "公", "帅")  # 康老, 陈总


@dataclass
class Cast:
    """The persons of one document: full names with the offices printed, and the short forms it explains."""

    gazetteer: Gazetteer
    positions: dict[str, str | None] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    askers: list[str] = field(default_factory=list)
    chairs: list[str] = field(default_factory=list)
    stated: set[str] = field(default_factory=set)  # those whom by-lines, lists or the title name
    given: dict[str, str] = field(default_factory=dict)  # given names with the one full name that ends so
    titled: list[str] = field(default_factory=list)  # those the title names
    speaking: list[str] = field(default_factory=list)  # those whom by-lines or the title make the speaker

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
        if label.core.endswith(("夫人", "太太")) and core != label.core:
            return label.name if label.name != core else None  # 恩科莫夫人 is not 恩科莫
        if not core:  # the talk's own speaker
            return _only(self.speaking) or _only(self.titled)
        if label.core in self.aliases:
            return self.aliases[label.core]
        if label.name and not self._known(label.name):
            return self.given.get(label.name) or self._fuller(label) or label.name
        return (
            self.given.get(core)
            or self._known(label.core)
            or self._known(core)
            or label.name
            or self._asked(core)
            or self._by_surname_and_office(core)
            or self._by_office(core)
            or self._by_role(core)
            or self._by_part_of_name(core)
            or self._by_body(core)
        )

    def _fuller(self, label: Label) -> str | None:
        """The one person of a list or the title whose given name a label prints: 胡乔木 for 乔木."""
        name = label.name or ""
        if len(name) != 2 or label.position or name in self.stated:
            return None
        return _only([full for full in self.stated if full.endswith(name) and len(full) == 3])

    def _known(self, form: str) -> str | None:
        """The one person of the authority file with this form, who has more than a bare surname of it."""
        people = [p.name for p in self.gazetteer.candidates(form) if p.kind == "person"]
        if not people and re.fullmatch(f"[{HAN}]{{2}}", form):  # 先念, known as 先念同志
            people = [p.name for p in self.gazetteer.candidates(form + "同志") if p.kind == "person"]
        return people[0] if len(people) == 1 else None

    def _asked(self, core: str) -> str | None:
        """问 and 记者 stand for the one who asks, 答 for the one who is left."""
        if core in _ASKER:
            return self.askers[0] if len(self.askers) == 1 else None
        if core in _ANSWERER:
            others = [name for name in self.positions if name not in self.askers]
            return _only(others) or _only([name for name in self.titled if name not in self.askers])
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
        if (core in CHAIRING or core.endswith(("會主席", "会主席"))) and len(self.chairs) == 1:
            return self.chairs[0]  # 全委會主席
        printed = [name for name, position in self.positions.items() if _holds(position, core)]
        if printed:
            return _only(printed)
        held = [
            person.name
            for person in self.gazetteer.persons
            if person.name in self.positions and any(_holds(office.position, core) for office in person.offices)
        ]
        return _only(held)

    def _by_role(self, core: str) -> str | None:
        """审 for the 审判长 of a hearing, 公 for its 公诉人: the first role that begins so, if one person bears it."""
        if len(core) != 1:
            return None
        roles = [role for role in _PARTIES if role.startswith(core) and role in self.positions.values()]
        return _only([name for name, position in self.positions.items() if roles and position == roles[0]])

    def _by_part_of_name(self, core: str) -> str | None:
        """伯达 for 陈伯达, 巴 for 巴卢库, 纪 for 姬…: the one name of the document that ends or begins so."""
        if not re.fullmatch(rf"[{HAN}]{{1,3}}", core):
            return None
        if len(core) > 1:
            ends = [name for name in self.positions if name.endswith(core) and len(name) > len(core)]
            begins = [name for name in self.positions if name.startswith(core) and is_foreign_name(name)]
            return _only(ends) or _only(begins)
        begin = [name for name in self.positions if name.startswith(core)]
        return _only(begin) or _only([name for name in begin if name in self.titled])

    def _by_body(self, core: str) -> str | None:
        """凤凰网 for the person introduced as 凤凰网主笔陈芳."""
        if len(core) < 2:
            return None
        return _only([name for name, position in self.positions.items() if position and position.startswith(core)])


def _in_title(title: str, gazetteer: Gazetteer) -> Iterator[tuple[str, str | None]]:
    """The persons a title names, and their offices: 与毛某某的谈话, 接见某国外长帕某某."""
    line = title + "。"
    for named in find_named(line, gazetteer):
        yield named.name, named.position
    for hit in _WITH.finditer(line):
        named_after = name_after(line, hit.end())
        if named_after:
            yield named_after[1], None


def _holds(position: str | None, office: str) -> bool:
    """Whether a printed position is the office of a label: 某县县长 for 县长, 国务院副总理 for 副总理, not for 总理."""
    for part in re.split(r"[、，,；\s]", position or ""):
        if part == office or (part.endswith(office) and not part[: -len(office)].endswith("副")):
            return True
    return False


def _only(names: Sequence[str]) -> str | None:
    return names[0] if len(set(names)) == 1 else None


def cast_of(
    metadata: Metadata, labels: Iterable[Label], lead: Sequence[str], texts: Sequence[str], gazetteer: Gazetteer
) -> Cast:
    """The persons that by-lines, attendance lists, the title, the labels and the `lead` paragraphs introduce.

    All `texts` are searched for the full name of whoever a label calls by the given name: 平化同志.
    """
    cast = Cast(gazetteer)
    labels = list(labels)
    _add_stated(cast, metadata)
    cast.stated.update(cast.positions)
    for label in labels:
        cast.introduce(label)
    for name, position in _in_title(metadata.title or "", gazetteer):
        cast.add(name, position)
        cast.titled.append(name)
        cast.stated.add(name)
    _add_told(cast, lead, {label.core for label in labels}, gazetteer)
    _add_given_names(cast, labels, texts)
    _add_titled(cast, labels, (metadata.title or "", *lead))
    _add_titled(cast, [label for label in labels if label.core not in CHAIRING], texts)
    cast.askers = list(dict.fromkeys(cast.askers))
    return cast


def _add_given_names(cast: Cast, labels: Iterable[Label], texts: Sequence[str]) -> None:
    """The full names of those whom labels call by two letters: the one 张平化 of the text for 平化同志."""
    short = {strip_honorific(label.core) for label in labels}
    short = {name for name in short if re.fullmatch(f"[{HAN}]{{2}}", name) and name[0] not in COMMON_SURNAMES}
    short -= OFFICES  # 周总理 is no full name of 总理
    if not short:
        return
    for name in sorted(short):
        fulls = {full for full, rest in _with_surnames(name, texts) if _AFTER_NAME.match(rest)}
        if len(fulls) == 1:
            cast.given[name] = next(iter(fulls))


def _add_titled(cast: Cast, labels: Iterable[Label], texts: Sequence[str]) -> None:
    """Those whom title or lead call by surname and office, where labels print the office only: 周总理 for 总理."""
    for office in {label.core for label in labels} & OFFICES:
        if cast._by_office(office) is None:
            forms = {form for form, _rest in _with_surnames(office, texts)}
            known = cast._known(next(iter(forms))) if len(forms) == 1 else None
            if known:
                cast.aliases.setdefault(office, known)
                cast.add(known)


def _with_surnames(word: str, texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """A word with each surname that stands before it in the texts, and what stands after it."""
    for text in texts:
        at = text.find(word)
        while at >= 0:
            end = at + len(word)
            surname = next((form for form in (text[max(at - 2, 0) : at], text[at - 1 : at]) if form in _SURNAMES), None)
            if surname:
                yield surname + word, text[end : end + 2]
            at = text.find(word, end)


def _add_stated(cast: Cast, metadata: Metadata) -> None:
    """Those that by-lines and attendance lists name."""
    for person in metadata.people:
        if person.role in ("speaker", "author", "reporter"):
            cast.add(person.name, person.position)
        if person.role == "speaker":
            cast.speaking.append(person.name)
        if person.role == "reporter" or (person.position or "").endswith(("记者", "記者", "主持人", "通讯员")):
            cast.askers.append(person.name)
    for participant in metadata.meeting.participants if metadata.meeting else metadata.present:
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
        for hit in _BORN.finditer(text):  # 岑伯，本名岑某某
            if named_so := name_after(text, hit.end()):
                cast.aliases.setdefault(hit["known"], named_so[1])
                cast.add(named_so[1])
        for hit in _STANDS_FOR.finditer(text):
            label = next((core for core in cores if hit["label"].endswith(core)), None)  # 文中 + 甲为顾某某
            if label is None:
                continue
            fitting = [name for name in cast.positions if hit["name"].startswith(name)]
            named_here = name_after(text, hit.start("name"))
            name = fitting[0] if fitting else named_here[1] if named_here else None
            if name:
                cast.aliases.setdefault(label, name)
                cast.add(name)
        _add_roles(cast, text, cores)


def _add_roles(cast: Cast, text: str, cores: Set[str]) -> None:
    """Those that a line of the head names after the word that is their label in the turns: 申请人：罗某某，男，…"""
    for hit in _ROLE_LINE.finditer(text[:_HEAD_LINE]):
        role = re.sub(r"\s", "", hit["role"])
        named = name_after(text, hit.start("name")) if role in cores or role in _HELPERS else None
        if named and role in _HELPERS:
            cast.add(named[1])
        elif named and _ONE_PERSON.match(text, named[0]):
            cast.aliases.setdefault(role, named[1])
            cast.add(named[1], role)
