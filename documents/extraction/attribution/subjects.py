"""The subject of a clause: who speaks before a verb of saying, who acts in a sentence, who stands beside a noun."""

from __future__ import annotations

import re
from collections.abc import Sequence

import rjieba

from people.names import is_office, is_person_name
from people.names.shapes import HAN, OFFICES, SURNAMES, strip_honorific

from ..lexicon import words
from .clauses import from_speaker, names_no_speaker, someone_unlisted, without_name
from .grammar import LINKS, last_span, subject_span, tail_name
from .guessed_names import NO_SURNAME
from .kinds import ADVERBS, NAME, NOUN, NOUNS, OF, PARTS, PREPOSITION, ROLE, SAYING, VERB
from .noun_phrases import BODY_END, GROUP_END, GROUPS, VERBS_IN_NAMES, Subject, headed, read_phrase
from .phrases import opener_only, plain, skip_openers, without_adverbs
from .roster import Roster, believable
from .tokens import Token, tokens

_BRACKETED_NAME = re.compile(rf"[（(]\s*([{HAN}·]{{2,8}})\s*[)）]$")
_NEUTRAL_TAIL = re.compile(r"^(?:同志)?(?:的|在|于)?[^，。“”]{0,14}(?:报告|讲话|文章|信|书|中|里|上|所|曾|时)?$")
_NOT_AFTER_GROUP = re.compile(r"[的代们组大干部会团运工路观利]")
_AFTER_OFFICE = re.compile(r"[很不也又就在对向说讲问，,因为]")
_LISTENED = tuple("向对给跟问劝")
_SPOKEN_TO = re.compile("[向对给跟问劝找见约](?!于|待|解|闻)[^，。]{0,16}$")
# 逮捕过一个小贩: who did it stands elsewhere; but 来了一个老汉
_DONE_TO = re.compile(f"(?!.?[来到有现起])[{HAN}]{{1,3}}[过了着](?:一[个位名]|几个|[两三]个)")
_SOMEBODY_THERE = re.compile("[组班队社村厂校科室处上中里](有人|有些人|有的人)(?![的是])")  # 石桥社第三小组有人说
_MEASURE = re.compile("^[位个名]")
_ENDS_IN_PRONOUN = re.compile(r"(?<![其和对向给跟为替被把让叫请找问着])[他她]$")
_IMPERSONAL = frozenset(words("impersonal"))
_CALLED_SO = re.compile(rf"[一有个位名].{{0,12}}叫(?:做|作)?([{HAN}]{{2,4}}?)的")
_SIGNED = re.compile(f"(?:署名|化名|自称)[“‘]?([{HAN}]{{2,4}})[”’]?(?:者|的人)")  # 一个署名“万长青”者
_RECALLED = re.compile(
    "[^，。]*(?:想起|记起|忆起|记得|想到|听到|听见|听说|提到|说起|讲起|发现|得知|获悉|查明|了解到|听(?![了从取信候任]))[了过]?"
)  # 他想起教授曾说过
_ISSUED = re.compile(  # 县委主持制定的“十条”指出: the document does
    "(?:制定|通过|颁布|公布|颁发|批准|起草|转发|印发|下发|发布)的[《“「]([^《》“”「」]{2,40})[》”」](?:[明中里][确]?)?$"
)
_PRINTED = re.compile(  # 正如《石桥日报》三月五日发表的《修路要“早”》一文中所说
    "《[^《》]{2,12}(?:报|刊|杂志|红旗)》[^，。《》]{0,16}(?:发表|刊登|刊载|登载)的[^，。《》]{0,6}《([^《》]{2,60})》"
)
_WHEN_END = re.compile("时(?:所|曾|就|也|才)*$")  # 周大山评论孙小河时所
_EXPLAINED = re.compile("[他她]们?[（(]([^（()）]{2,16})[）)]$")  # 他（石桥村的队长）说
_NAMES_HIM = frozenset(("名叫", "就是", "便是", "正是", "还有", "也有", "只有", "听说", "据说", "据悉"))
_HONORIFIC = frozenset(("同志", "先生", "女士", "教授", "代表", "委员"))
_ADDRESSED = _HONORIFIC.union(words("forms_of_address"), words("definite_persons"))
_UNLISTED = re.compile(f"(?:(?![的了着过是在有和与这那我你他她])[{HAN}·]){{3,6}}")  # a name that no list knows
_LED = re.compile(
    "^(?:[一二三四五六七八九十]{1,3}、|[另还]?有?一[句个条种段]是|[这那上][次回]|连(?=.*[也都]$))"
)  # 一、省委说, 这次他儿子说, 连社长也说
_FORCED = re.compile("强迫|逼迫|逼着|迫使|勒令|强令|唆使|怂恿|煽动(?!群众的)")
_PRONOUN_HEAD = re.compile("(?:他|她)(?=[在于曾又还就也却则便对向给把从])")  # 他在县里召开的大会上宣布


def read_subject(clause: str, roster: Roster) -> Subject | None:
    """The subject of a clause, given the clause up to its verb of saying; None where it has none.

    >>> from people.names import Gazetteer
    >>> roster = Roster(Gazetteer())
    >>> [read_subject(t, roster).label for t in ("在谈到修路时，他就", "县委副书记周大山同志曾多次", "有的社员不满地")]
    ['他', '周大山', '有的社员']
    """
    if opener_only(clause):
        return None
    clause = from_speaker(clause, roster)
    someone = someone_unlisted(clause)
    if someone or names_no_speaker(clause, roster):
        return someone
    set_apart = _set_apart(clause, roster)
    if set_apart:
        return set_apart
    if _ENDS_IN_PRONOUN.search(without_adverbs(clause)):
        return Subject(without_adverbs(clause)[-1], "pronoun", 0.8)
    pronoun = _PRONOUN_HEAD.match(clause, skip_openers(clause))
    if pronoun:
        return Subject(pronoun[0], "pronoun", 0.8)
    bare = without_adverbs(clause)
    subject = without_name(bare) or acting(clause, roster, generic=True)
    if subject:
        return subject
    head = clause[skip_openers(clause) :]
    surname = head.strip()
    alone = len(surname) == 1 and surname in SURNAMES and believable(surname)
    if alone and (surname not in ADVERBS or roster.has_surname(surname)):  # 孙说; but 曾说
        return Subject(surname, "printed", 0.5, surname)
    known = (None if _is_done_to(clause, roster) else mentioned(clause, roster)) or office_at_head(head, roster)
    if known or not _UNLISTED.fullmatch(bare) or roster.times(bare) < 2:
        return known
    if rjieba.tag(bare)[0][1] not in ("nr", "nrt", "nrfg", "r", "ns", "n", "j"):
        return None
    return Subject(bare, "printed", 0.6, bare)


def _is_done_to(clause: str, roster: Roster) -> bool:
    """Whether the name a clause ends with is the object of the verb before it: 并严厉地恫吓周大山(说)."""
    found = tokens(plain(clause), roster)
    object_of = len(found) > 1 and found[-1].kind == NAME and found[-2].kind == VERB
    object_of = object_of and len(found[-2].word) > 1 and found[-2].word not in _NAMES_HIM  # but 又说周大山供认
    return object_of and found[-2].tag[:1] == "v" and (len(found) == 2 or found[-3].kind != OF)


def _set_apart(clause: str, roster: Roster) -> Subject | None:
    """The subject that the form of a clause shows: in brackets, of papers drawn up, made to speak, recalled."""
    explained = _EXPLAINED.search(clause)
    if explained:
        return read_phrase(explained[1], roster) or Subject(explained[1], "group", 0.6, explained[1])
    issued = _ISSUED.search(clause) or _PRINTED.search(clause)
    if issued:
        return Subject(issued[1], "document", 0.85, None, issued[1])
    bracketed = _BRACKETED_NAME.search(clause.strip())
    if bracketed and is_person_name(bracketed[1]):
        return Subject(bracketed[1], "person", 0.85, roster.resolve(bracketed[1]) or bracketed[1])
    return made_to_speak(clause, roster) or _apart(clause, roster)


def made_to_speak(clause: str, roster: Roster) -> Subject | None:
    """Who is made to do what a clause goes on to tell: 他们强迫学生喊; None where nobody is.

    >>> from people.names import Gazetteer
    >>> made_to_speak("他们强迫落后的学生一边走，一边", Roster(Gazetteer())).label
    '落后的学生'
    """
    forced = _FORCED.search(clause)
    subject = acting(clause[forced.end() :], roster, generic=True) if forced else None
    return subject if subject and subject.kind in ("group", "person", "people") else None


def _apart(clause: str, roster: Roster) -> Subject | None:
    """Who speaks in a clause within the clause (他想起周大山曾), or before one of time (周大山评论孙小河时所)."""
    recalled = _RECALLED.match(clause)
    inner = acting(clause[recalled.end() :], roster, generic=True) if recalled else None
    if inner and (inner.kind in ("person", "printed") or recalled is None or recalled[0][-1] != "听"):  # 听逆耳之言
        return inner
    if not _WHEN_END.search(clause):
        return None
    first = next(roster.scan(clause), None)
    at_head = first is not None and roster.kind(first.name) == "person" and first.start <= skip_openers(clause)
    return Subject(first.label, "person", 0.8, first.name) if first and first.name and at_head else None


def acting(clause: str, roster: Roster, generic: bool = False) -> Subject | None:
    """Who acts in a clause: the noun phrase before its verb.

    >>> from people.names import Gazetteer
    >>> roster = Roster(Gazetteer())
    >>> [acting(c, roster).label for c in ("社员汪老四分到粮食千斤", "当时台下有人小声", "石桥村有位老护堤员对我")]
    ['汪老四', '有人', '老护堤员']
    """
    called = _CALLED_SO.search(clause) or _SIGNED.search(clause)
    if called and is_person_name(called[1]):
        return Subject(called[1], "person", 0.85, roster.resolve(called[1]) or called[1])
    clause = _LED.sub("", plain(clause))
    somebody = _SOMEBODY_THERE.search(clause)
    if somebody:
        return Subject(somebody[1], "group", 0.75, somebody[1])
    if _DONE_TO.match(clause, skip_openers(clause)):
        return None
    found = tokens(clause, roster)
    if len(found) > 1 and found[-1].kind == NAME and found[-2].word in ("是", "就是", "正是"):  # 这是周大山(说的)
        return _named_last(found[-1:])
    span = subject_span(found)
    tail = tail_name(found)
    if tail is not None:
        first = next(
            (at for at in range(tail) if found[at].kind == NAME and _stand_together(found[at + 1 : tail])), tail
        )
        span = (first, tail + 1)
    if span is None:
        return _titled(found)
    between = found[span[1] : -1]
    if found[-1].kind == NAME and span[1] < len(found) and _beside(found[-2]) and not _turns_to(between):
        span = (len(found) - 1, len(found))  # 科普协会副主任委员、民主建国会会员周焕辈
    subject = _of_span(clause, found, span, roster, generic)
    return subject if subject and subject.certainty >= 0.6 else _after_calling(found) or _titled(found) or subject


def _titled(found: Sequence[Token]) -> Subject | None:
    """The name with a title that a clause ends with, whoever the words before it are: 县侨办万国明委员."""
    if len(found) < 3 or found[-2].kind != NAME or not _is_title(found[-1].word) or _turns_to(found):
        return None
    return None if found[-3].kind == VERB and found[-3].word in SAYING else _named_last(found[:-1])


def _after_calling(found: Sequence[Token]) -> Subject | None:
    """The first name of a clause if a calling stands before it and no preposition: 如七区拔丝厂厂长周大山对人说."""
    at = next((at for at, token in enumerate(found) if token.kind == NAME), 0)
    called = at and ROLE.at_end_of(found[at - 1].word) and not _turns_to(found[:at])
    verbs = any(token.kind == VERB and (len(token.word) > 1 or token.word in SAYING) for token in found[:at])
    return _named_last([found[at]]) if called and not verbs else None


def adjacent(clause: str, roster: Roster) -> Subject | None:
    """Who stands right before the verb, or before 的: (要落实)周大山同志所(强调的).

    >>> from people.names import Gazetteer
    >>> adjacent("我们要落实县委书记周大山同志所", Roster(Gazetteer())).label
    '周大山'
    """
    clause = plain(clause)
    if _WHEN_END.search(clause):
        return _apart(clause, roster)
    proverb = without_name(without_adverbs(clause))  # 群众中流传着“…”的话
    if proverb:
        return proverb
    found = tokens(clause, roster)
    span = last_span(found)
    return _of_span(clause, found, span, roster, False) if span else None


def _of_span(
    clause: str, found: Sequence[Token], span: tuple[int, int], roster: Roster, generic: bool
) -> Subject | None:
    phrase_words = found[span[0] : span[1]]
    if phrase_words[-1].kind == NAME:
        return _named_last(phrase_words)
    if len(phrase_words) > 1 and phrase_words[-2].kind == NAME and _is_title(phrase_words[-1].word):  # 周大山教授
        return _named_last(phrase_words[:-1])
    owner = _owner_of_words(phrase_words)
    if owner:
        return owner
    phrase = _MEASURE.sub("", clause[phrase_words[0].start : phrase_words[-1].end])
    if (
        "《" not in phrase
        and "”" not in phrase
        and span[1] < len(found)
        and found[span[1]].word in ("里", "中", "上", "内")
        and phrase not in _IMPERSONAL
        and not GROUP_END.at_end_of(phrase)
    ):
        document = len(phrase) > 1 and not BODY_END.at_end_of(phrase) and phrase_words[-1].tag[:1] in "nlj"
        return Subject(phrase, "document", 0.6, None, phrase) if document else None  # 村规民约里写着
    if len(phrase) == 1 and phrase in SURNAMES and believable(phrase):  # 席很生气地批评
        return Subject(phrase, "printed", 0.5, phrase)
    if phrase_words[-1].word in PARTS:
        return Subject(phrase, "group", 0.65, phrase)
    known = roster.resolve(phrase)  # 先生, where there is one
    if known:
        return Subject(phrase, roster.kind(known), 0.75, known)
    if len(phrase_words) == 1 and phrase_words[0].tag == "i":  # 盛气凌人
        return None
    if phrase_words[-1].word == "地" or phrase.startswith(("企图", "妄图", "试图")):  # 错误地, 企图攻垮党委
        return None
    begins = phrase_words[0]
    if (
        len(phrase_words) > 1
        and begins.tag == "v"
        and begins.word not in VERBS_IN_NAMES
        and all(token.kind != OF for token in phrase_words)
    ):
        return None  # 质问党组, 压制学生
    named = any(token.kind == NAME for token in phrase_words) or strip_honorific(phrase) != phrase
    return read_phrase(phrase, roster, named) or headed(phrase) or (_generic(phrase, phrase_words) if generic else None)


def _owner_of_words(found: Sequence[Token]) -> Subject | None:
    """Whose speech or writing a phrase names: 周大山的发言."""
    if len(found) < 2 or found[-1].word not in NOUNS | {"原文", "原话"}:
        return None
    if len(found) == 2:  # 周大山报告
        return Subject(found[0].word, "person", 0.85, found[0].name) if found[0].kind == NAME else None
    if found[0].kind == NAME and found[-2].kind == OF and found[1].kind != OF:  # 周大山批的原文
        return Subject(found[0].word, "person", 0.85, found[0].name)
    if found[-2].kind != OF or found[-3].kind != NAME:
        return None
    return Subject(found[-3].word, "person", 0.85, found[-3].name)


def _beside(token: Token) -> bool:
    """Whether the name after a word may be the subject: it is no object and nobody spoken to."""
    return (token.kind in (NOUN, OF) and token.word not in SAYING) or token.word == "、"


def _turns_to(found: Sequence[Token]) -> bool:
    """Whether words after a subject lead to somebody else: 周对队长孙小河说."""
    return any(token.kind == PREPOSITION for token in found)


def lacks_subject(clause: str, roster: Roster) -> bool:
    """Whether a clause, given up to its verb, names nobody who acts: 又, 最后还, 在会上, 对记者.

    >>> from people.names import Gazetteer
    >>> [lacks_subject(c, Roster(Gazetteer())) for c in ("又", "如经常", "对周大山", "周大山")]
    [True, True, True, False]
    """
    return subject_span(tokens(plain(clause), roster)) is None


def _named_last(found: Sequence[Token]) -> Subject:
    """The name a phrase ends with, and those before it that are joined to it."""
    names = [found[-1]]
    for i in range(len(found) - 2, -1, -1):
        if found[i].kind == NAME and _stand_together(found[i + 1 : found.index(names[0])]):
            names.insert(0, found[i])
    label = "".join(t.word for t in found[found.index(names[0]) :]) if len(names) > 1 else names[0].word
    sure = 0.97 if all(not name.tag for name in names) else 0.85  # known beforehand, or read out of the sentence
    persons = dict.fromkeys(t.name or t.word for t in names)  # 代表周大山周大山站起来
    return Subject(label, "people" if len(persons) > 1 else "person", sure, ";".join(persons))


def _is_title(word: str) -> bool:
    return word in OFFICES or word in _ADDRESSED


def _stand_together(between: Sequence[Token]) -> bool:
    """Whether what stands between two names joins them: nothing, 、, or 同志和县长."""
    words_between = [token.word for token in between]
    if words_between and words_between[0] in _HONORIFIC:
        words_between = words_between[1:]
    if not words_between:
        return True
    office = "".join(words_between[1:])
    return words_between[0] in LINKS and (not office or office in OFFICES or is_office(office))


def _generic(phrase: str, found: Sequence[Token]) -> Subject | None:
    """A noun phrase without a head that a list knows, as printed."""
    last = found[-1]
    if phrase[0] in "“”" or phrase[-1] == "“":  # but 有些“老好人”
        phrase = phrase if "”的" in phrase else phrase.strip("“”")
    if (
        not 2 <= len(phrase) <= 16
        or phrase.endswith(_LISTENED)
        or last.word in _IMPERSONAL
        or last.tag[:1] not in ("n", "j", "r", "")
    ):
        return None
    return Subject(phrase, "group", 0.55, phrase)


def mentioned(clause: str, roster: Roster) -> Subject | None:
    """A known person named in a clause that nothing else explains: 我们要记住毛主席 (的话：)."""
    mentions = [m for m in roster.scan(clause) if m.name and not clause.startswith("的", m.end)]
    mentions = [m for m in mentions if not _SPOKEN_TO.search(clause[: m.start])]
    mentions = [m for m in mentions if roster.kind(m.name) == "person" or not _is_where(clause, m.start, m.end)]
    if mentions and _NEUTRAL_TAIL.match(clause[mentions[-1].end :]):
        return Subject(mentions[-1].label, roster.kind(mentions[-1].name), 0.6, mentions[-1].name)
    last = max(roster.people_in(clause), default=None)
    if last and _SPOKEN_TO.search(clause[: last.start]):
        return None
    if last and last.end == len(clause.rstrip("所曾的")):
        return Subject(last.label, "person", 0.5, last.name or last.label)
    return None


def _is_where(clause: str, start: int, end: int) -> bool:
    """Whether a group is where something is said, not who says it: 在群众中说; but 在群众中有这种反映."""
    return clause[start - 1 : start] in tuple("在于从") and "有" not in clause[end : end + 4]


def office_at_head(clause: str, roster: Roster) -> Subject | None:
    """The office a clause begins with, with a surname or without: 何局长指着他, 主席很高兴.

    >>> from people.names import Gazetteer
    >>> office_at_head("何局长指着他", Roster(Gazetteer())).label
    '何局长'
    """
    for length in range(min(9, len(clause) - 1), 1, -1):
        head = clause[:length]
        if head[0] in SURNAMES and head[0] not in NO_SURNAME and head[1:] in OFFICES and believable(head[0]):
            return Subject(head, "person", 0.7, roster.resolve(head) or head)
        if head in GROUPS and not _NOT_AFTER_GROUP.match(clause, length):
            return Subject(head, "group", 0.6, head)
        if head in OFFICES and _AFTER_OFFICE.match(clause, length):
            return Subject(head, "office", 0.6, roster.resolve(head) or head)
    return None
