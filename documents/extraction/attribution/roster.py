"""Who may be meant: the people of the authority file and of this document, by every form of their names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import rjieba

from archive.lib.chinese import simplify
from archive.lib.words import alternation
from people.names import Forms, Gazetteer, is_person_name, name_after
from people.names.shapes import HAN, OFFICES, SURNAMES, strip_honorific

from ..lexicon import Endings, words

# 毛泽东思想 names no person.
_NOT_THE_PERSON = re.compile(f"{alternation(words('not_after_person'))}|号(?!召)")
COMMON = frozenset(words("common_surnames"))
SURNAME_LETTERS = "".join(name for name in words("common_surnames") if len(name) == 1)
_ADVERBS = frozenset(word for word in words("adverbs") if len(word) > 1)
_INSIDE_WORDS = re.compile(
    f"{alternation(v for v in words('cue_verbs') if len(v) > 1)}|关于|谚语|农村|国家|方面|时候|问题|时期|里面|副$"
    "|说话|同志|许多|古历|[后後]来|[们了着的是有和与这那个旁边所在]"
)
_ADVERB_FIRST = re.compile(
    r"曾(?:成|变|使|让|出|一|阻|面|对|被|说|在|经|任|向|提|参|有|是|因|为|以|多|就|到|去|来|当|做|作|发|表|指|见|与|把|将|给|于|要|建|派|受|象|像|起|同|跟|用|几|不)"
)
_TITLE = re.compile(r"《[^《》]*》")
_ROLE = Endings(w for w in words("group_heads") if len(w) > 1)
_OFFICE = Endings(OFFICES)
_BODY = Endings(word for word in words("body_endings") if len(word) > 1)
_OFFICE_HERE = re.compile(alternation(OFFICES))
_TWO_LETTERS = re.compile(f"[{HAN}]{{2}}")
_AFTER_ONE = frozenset("又也还就都却便则即再仍曾已并不没很对向把被给为在从拿听说讲问答骂喊叫写看称站走")  # 万又说
_ADDRESS = frozenset(("先生", "女士", "老师", "老人", "老人家"))
_SELDOM_LAST = "又仍也还就都再即便则却均皆亦已曾将与和同及对向在"
_NEVER_LAST = frozenset("后後又仍也还就都即便则却均皆亦已曾将与及对向反把被")
NO_NAMES = frozenset((*words("group_speakers"), *words("proverb_cues"), *words("impersonal")))
FIRST_PAGES = 60_000  # letters that tell how a name is written; more would cost a long document too much
_UNIT = re.compile("[省市县区乡镇村州](?!长)|地委|专区|公社")  # 麻城县委
COUNT = re.compile("[0-9０-９一二三四五六七八九十百千万两几这那每各]")
MEASURES = frozenset("封项双户段章管车")
_COMRADE = "同志"


@lru_cache(maxsize=65536)
def reads_as_words(name: str) -> bool:
    """Whether a tagger reads everyday words in what has the shape of a name: 严厉, 毕业 + 后, 有 + 意见.

    >>> [reads_as_words(name) for name in ("严厉", "毕业后", "有意见", "周大山", "任建设")]
    [True, True, True, False, False]
    """
    found = rjieba.tag(name)
    if len(name) == 4 and len(found) > 2:  # 区 + 上台 + 只
        return found[0][0] not in COMMON and found[-1][1] in ("d", "p", "c", "f", "u")
    if len(found) == 1 and len(name) == 2:
        return found[0][1] in ("v", "d", "ad", "c", "p", "t", "r", "ns")
    if len(found) == 1 and len(name) == 3:
        return found[0][1] in ("nt", "j", "i")  # 常委会, 临终前
    if len(found) != 2 or len(name) != 3:
        return False
    (first, before), (_, after) = found
    if len(first) == 2:
        return before[:2] not in ("nr", "ns", "nz", "nt") and before[0] in "nvdt" and after[0] in "fdpcvuamr"
    return first not in COMMON and after in ("n", "v", "vn", "a", "ad", "an", "d", "c", "r", "t", "s")


def believable(name: str, after_office: bool = False) -> bool:
    """Whether a name found inside a sentence is more than everyday words with a surname's first letter.

    After an office or a body any surname will do.

    >>> believable("周大山"), believable("都表示"), believable("关于社")
    (True, False, False)
    """
    if not after_office and name[:1] not in COMMON and name[:2] not in COMMON and "·" not in name:
        return False
    return name not in NO_NAMES and not holds_a_word(name) and not reads_as_words(name)


def holds_a_word(name: str) -> bool:
    """Whether an adverb, a verb of saying or the name of a calling is part of what has the shape of a name."""
    if name[0] in "向付" and (
        name[1:] in NO_NAMES or _ROLE.at_end_of(name) or _OFFICE.at_end_of(name) or _BODY.at_end_of(name)
    ):  # 向大家说, 付组长
        return True
    if len(name) == 2 and name[1] in _NEVER_LAST:  # 李曾与人来往, 万反映
        return True
    if name in _ADVERBS or name[1:] in _ADVERBS or (len(name) > 2 and name[-1] == "地"):  # 齐声, 夏小声, 气愤地
        return True
    return bool(_INSIDE_WORDS.search(name) or _ADVERB_FIRST.match(name) or _ROLE.at_end_of(name))


def is_calling(name: str) -> bool:
    """Whether letters end with an office or a calling: 副教授, 老工人."""
    return bool(_OFFICE.at_end_of(name) or _ROLE.at_end_of(name))


def _names_in(text: str) -> Iterator[tuple[int, int]]:
    """Where a name stands: what the tagger takes for one and has the shape of one, or what follows an office."""
    at = 0
    first = name_after(text, 0)
    if first and believable(first[1]):
        yield 0, first[0]
    for word, tag in rjieba.tag(text):
        end = at + len(word)
        counted = COUNT.match(text[at - 1 : at]) and word[0] in MEASURES  # 六封信
        if tag in ("nr", "nrfg") and 1 < len(word) < 5 and is_person_name(word) and believable(word) and not counted:
            if not _UNIT.match(text, end):
                yield at, end
        elif _OFFICE.at_end_of(word) or _ROLE.at_end_of(word):
            found = name_after(text, end)
            if found and believable(found[1]) and not text.startswith(tuple("的、"), found[0]):
                yield end, found[0]
        at = end


def _goes_on_as_name(text: str, at: int, form: str) -> bool:
    """Whether a known name of two letters is the beginning of another of three: 万文 in 万文浩说."""
    longer = text[at : at + 3]
    if _OFFICE_HERE.match(text, at + 2):  # 朱德总司令
        return False
    if not (is_person_name(form) and is_person_name(longer) and believable(longer)):
        return False
    named = name_after(text[: at + 8], at)
    return named is not None and named[1] == longer and rjieba.tag(longer)[0] == (longer, "nr")


@lru_cache(maxsize=4096)
def _is_adverb(letter: str) -> bool:
    return rjieba.tag(letter)[0][1] in ("d", "p", "ad", "c")


def acts_alone(text: str, at: int) -> str | None:
    """The word after the one letter at `at` if that is no part of a word and what it does follows: 杜|公然拒绝.

    >>> acts_alone("金公然拒绝", 0), acts_alone("金属公然", 0), acts_alone("金大山拒绝", 0)
    ('公然', None, None)
    """
    first, *rest = rjieba.tag(text[at : at + 7], False)  # without guesses at unknown words
    if len(first[0]) > 1 or not rest or (rest[0][1][:1] not in "vdpc" and rest[0][1] != "ad"):
        return None
    after = rest[0][0]
    return after if len(after) > 1 or after in _AFTER_ONE else None  # 万|聚|盛 is a name


class Mention(NamedTuple):
    """A known form of a name in a text; `name` is None where it fits several people."""

    start: int
    end: int
    label: str
    name: str | None


class Roster:
    """The people a document may quote.

    >>> roster = Roster(Gazetteer(), ["周大山", "孙小河"])
    >>> roster.resolve("大山同志"), roster.resolve("孙县长"), roster.resolve("李县长")
    ('周大山', '孙小河', None)
    """

    def __init__(self, gazetteer: Gazetteer, names: Iterable[str] = (), text: str = "", printed: str = "") -> None:
        self._gazetteer = gazetteer
        self._text, self._printed = text[:FIRST_PAGES], printed[:FIRST_PAGES]
        self._times: dict[str, int] = {}  # how often it has a word
        self._own: dict[str, str] = {}
        self._by_surname: dict[str, set[str]] = {}  # the document's own names by their surname and by their given name
        self._by_given: dict[str, set[str]] = {}
        self._forms = Forms()  # the document's own
        self._surnames: set[str] = set()  # first letters of its names
        self.bare_surnames: frozenset[str] = frozenset()  # by which alone it calls somebody: 万又说
        self.read: dict[str, Any] = {}  # what was made of a stretch of text with the names known so far
        for name in names:
            self.add(name)

    def add(self, name: str, label: str | None = None) -> None:
        """A person of this document; `label` is a short form the document gives for the name."""
        if label is None:
            name = self.whole(name)
        for form in {simplify(name), simplify(label or name)}:
            if form not in self._own:
                self._own[form] = name
                self._forms.add(form)
                if is_person_name(form):
                    self._surnames.add(form[0])
                for length in (1, 2):
                    self._by_surname.setdefault(name[:length], set()).add(name)
                self._by_given.setdefault(name[1:], set()).add(name)
                self.read.clear()

    def times(self, name: str) -> int:
        """How often the first pages of the document have these letters."""
        known = self._times.get(name)
        if known is None:
            known = self._times[name] = self._text.count(name)
        return known

    def printed(self, name: str) -> str:
        """A name in the script of the document.

        >>> Roster(Gazetteer(), text="万国华说。", printed="萬國華說。").printed("万国华")
        '萬國華'
        """
        at = self._text.find(name) if self._text != self._printed else -1
        return self._printed[at : at + len(name)] if at >= 0 else name

    def whole(self, name: str) -> str:
        """A name as the document has it throughout: 万长青 where 万长 is never followed by another letter, and
        万青 where 万青又 was read once among many.

        >>> roster = Roster(Gazetteer(), text="万长青来了。万长青说，好。万青又说，万青走了。")
        >>> roster.whole("万长"), roster.whole("万青又")
        ('万长青', '万青')
        """
        if len(name) == 2 and self.times(name) > 1:
            at = self._text.find(name)
            longer, beyond = self._text[at : at + 3], self._text[at : at + 4]
            always = self.times(longer) == self.times(name) > self.times(beyond)  # 麦田管理 is no 麦田管
            if always and is_person_name(longer) and believable(longer, after_office=True):  # the surname was believed
                return longer
        if len(name) == 3 and name[2] in _SELDOM_LAST and is_person_name(name[:2]):
            return name[:2] if self.times(name[:2]) > self.times(name) else name
        if len(name) == 3 and self.times(name) == 1 and self.times(name[:2]) > 2 and _is_adverb(name[2]):
            return name[:2]  # 齐心专门: the mother is called 齐心
        if len(name) == 3 and self.times(name[:2]) > 4 * self.times(name) and is_person_name(name[:2]):  # 万高档案
            alone = len(
                re.findall(f"{name[:2]}(?=[，。、：；又也还就即立对在向说的和与把被给是等这为]|同志)", self._text)
            )
            return name[:2] if alone * 2 > self.times(name[:2]) else name
        return name

    def scan(self, text: str) -> Iterator[Mention]:
        """The known forms in `text`, longest first at each place, none inside another."""
        at = 0
        while at < len(text):
            form = max(self._form_at(text, at, self._forms), self._form_at(text, at, self._gazetteer.forms), key=len)
            if form:
                yield Mention(at, at + len(form), form, self.resolve(form))
            at += len(form) or 1

    @staticmethod
    def _form_at(text: str, at: int, forms: Forms) -> str:
        """The longest form at a place, unless what follows makes another word of it; empty where there is none."""
        for form in forms.at(text, at):
            if _NOT_THE_PERSON.match(text, at + len(form)):
                continue
            if len(form) > 2 or not _goes_on_as_name(text, at, form):
                return form
        return ""

    def people_in(self, text: str) -> Iterator[Mention]:
        """The people named in `text`: known forms, and names that their surroundings show to be names."""
        if "《" in text:
            text = _TITLE.sub(lambda title: "□" * len(title.group()), text)
        known = [mention for mention in self.scan(text) if self.kind(mention.name) == "person"]
        yield from known
        taken = {place for mention in known for place in range(mention.start, mention.end)}
        for start, end in _names_in(text):
            if start not in taken:
                taken.update(range(start, end))
                name = text[start:end]
                yield Mention(start, end, name, self.resolve(name) or name)

    def kind(self, name: str | None) -> str:
        """Whether a name of the authority file is that of a person or of a body; other names are persons'."""
        return "body" if name in self._gazetteer.bodies else "person"

    def resolve(self, label: str) -> str | None:
        """The one person that `label` stands for in this document, else None.

        A given name with 同志 and a surname with or without an office resolve only to people of the document.
        """
        if label in self._own:
            return self._own[label]
        if label in _ADDRESS:
            return self._addressed_as(label)
        candidates = self._gazetteer.candidates(label)
        if candidates:
            return candidates[0].name if len(candidates) == 1 else None
        bare = strip_honorific(label)
        if bare != label and (bare in self._own or self._gazetteer.candidates(bare)):
            return self.resolve(bare)
        if label.endswith(_COMRADE) and len(bare) == 2:
            given = self._single(self._by_given.get(bare, ()))
            return given or self._single(p.name for p in self._gazetteer.persons if p.name[1:] == bare)
        surname = label[:2] if label[:2] in SURNAMES else label[:1]
        addressed = bare == surname or _OFFICE.at_end_of(label[len(surname) :])  # 梁先生, 孙县长
        if surname in SURNAMES and (len(label) == len(surname) or addressed):
            return self._single(self._by_surname.get(surname, ()))
        return None

    def _addressed_as(self, label: str) -> str | None:
        """The one person whom the document calls by a word of address: 先生, where it speaks of 万先生 only."""
        before = {found[1] for found in re.finditer(f"([{HAN}]{{1,3}}){label}", self._text)}
        forms = {word[-n:] + label for word in before for n in (1, 2, 3) if word[-n:][0] in SURNAMES}
        return self._single(name for name in map(self.resolve, forms) if name)

    def has_surname(self, surname: str) -> bool:
        """Whether the document has somebody of a surname of one letter."""
        return surname in self._surnames

    def last_of_surname(self, surname: str, text: str) -> str | None:
        """The name of the document's own, of a surname of one letter, that stands last in a simplified text."""
        at = text.rfind(surname)
        while at >= 0:
            for form in self._forms.at(text, at):
                if is_person_name(form):
                    return form
            at = text.rfind(surname, 0, at)
        return None

    def with_surname(self, surname: str, text: str) -> str | None:
        """The person of that surname whom `text` names last; three letters it has twice are a name for sure."""
        letters, at = set(), text.find(surname)
        while at >= 0:
            if given := _TWO_LETTERS.match(text, at + len(surname)):
                letters.add(surname + given[0])
            at = text.find(surname, at + 1)
        twice = [name for name in letters if self.times(name) > 1 and is_person_name(name)]
        twice = [
            name for name in twice if name in self._own or acts_alone(name, 0) != name[1:]
        ]  # 替万|辩护 names nobody
        if len(twice) == 1 and believable(twice[0]):
            return self.resolve(twice[0]) or twice[0]
        named = [m for m in self.people_in(text) if m.label.startswith(surname) and len(m.label) > len(surname)]
        named = [
            mention
            for mention in named
            if mention.label in self._own or acts_alone(mention.label, 0) != mention.label[1:]
        ]
        longest = max((len(m.label) for m in named), default=0)
        return next((m.name or m.label for m in reversed(named) if len(m.label) == longest), None)

    def only_one_in(self, title: str) -> str | None:
        """The one person a title names, if it names one only."""
        return self._single(m.name for m in self.people_in(simplify(title)) if m.name)

    @staticmethod
    def _single(names: Iterable[str]) -> str | None:
        first = None
        for name in names:
            if first not in (None, name):
                return None
            first = name
        return first
