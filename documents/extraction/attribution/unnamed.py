"""Who speaks where a cue names nobody: who was asked, acts in its sentence, or spoke before; whom the text is about."""

from __future__ import annotations

import re

import rjieba

from people.names.shapes import HAN

from .anaphora import head_subject, topic_before
from .antecedents import resolve
from .cues import SENTENCE_END, Cue, clauses_before, is_of_the_crowd, sentence_start, sentences_before
from .document import Document, Place, Reading
from .noun_phrases import Subject, read_phrase
from .phrases import skip_openers
from .reliability import RELIABILITY
from .subjects import acting, lacks_subject

BY_NOUN = frozenset({"noun-before", "words-of", "possessive", "owner"})  # the subject stands right before a noun
IN_IT = re.compile(r"^(?:信|来信|电报|文|书|报告|文章|传单|批语)[中里上]$")  # 信中说: its writer does
_AGAIN = re.compile(r"又|还|也|并|接着|随后|随即|然后|同时|最后|再|继续|而且|另外|此外|进一步|一再|后来|于是|或")
_HERE = re.compile("^(?:这里|这儿|此处|上面|前面|以上|文中)所?$")  # 这里所说的“…”
_TITLE_AT_END = re.compile(
    "(?:发|发出|下达|公布|颁布|制定|通过|提出|印发)[了过]?《([^《》]{2,40})》(?:（[^（）]{1,30}）)?，$"
)
_ANSWERS = ("答", "回答", "答复", "回复")
_ASKED = re.compile(
    f"(?:质问|追问|反问|询问|问)([他她]们?|[{HAN}]{{2,8}}?)(?:为什么|怎么|如何|何以|道|说)?[^，。？！]{{0,12}}[？?]$"
)
_THIS_PAPER = re.compile("(?:^|[^一-龥])[这那该此][个份篇封项]?$")  # 这个报告说, where the verb was read as 报告说
_PAPERS = frozenset(
    ("报告", "通知", "批示", "决定", "决议", "文件", "指示", "公报", "布告", "简报", "社论", "建议", "声明", "总结")
)


def paper_that_speaks(cue: Cue) -> str | None:
    """The noun of a paper that a cue names without more: 报告说得很清楚, 这个报告说."""
    on = cue.subject.strip()
    paper = on if on in _PAPERS else cue.verb[:2]
    says = on in _PAPERS or (not on and cue.verb[2:3] in tuple("说指写提规强"))
    return paper if paper in _PAPERS and ((says and cue.near) or _THIS_PAPER.search(on)) else None


def speaker_of_unnamed(cue: Cue, document: Document, place: Place) -> Reading | None:
    """The reading of a cue before the marks that names nobody, or None where the text leaves it open."""
    text = document.text(place.index)
    subject = cue.subject.strip()
    if cue.end > place.mark or cue.rule in BY_NOUN or is_of_the_crowd(cue, text) or _HERE.match(subject):
        return None
    evidence = document.evidence(place.index, cue.start, cue.end)
    elided = lacks_subject(cue.subject, document.roster) or IN_IT.search(subject) is not None
    acts = (
        _title_before(cue, document, place) or _asked(cue, document, place) or _acts(cue, document, place)
        if elided
        else None
    )
    known = _spoke_before(cue, document, place) if elided and not acts else None
    if known:
        certainty = RELIABILITY["same-speaker"] * (1 if cue.near else 0.75)
        return Reading("same-speaker", certainty, known.label, known.name, known.kind, evidence=evidence)
    about = document.about(place)
    topic = acts or (Subject(about, "person", 1.0, about) if about else None)
    if elided and not topic:
        topic = topic_before(text, place.mark, document.roster)
    goes_on = cue.near or subject.startswith("并")  # 并一再指出，弯子很大，“…”
    topic = resolve(topic, document, place, 0) if topic and goes_on else None
    if topic and topic.kind == "document":
        certainty = RELIABILITY["topic"]
        return Reading("topic", certainty, topic.label, None, "document", work=topic.work, evidence=evidence)
    if topic and topic.name:
        return Reading("topic", RELIABILITY["topic"], topic.label, topic.name, topic.kind, evidence=evidence)
    return None


def _title_before(cue: Cue, document: Document, place: Place) -> Subject | None:
    """The title that the clause before ends with: 四日发出《修路的通知》，称：“…”."""
    text = document.text(place.index)
    title = _TITLE_AT_END.search(text, sentence_start(text, cue.start), cue.start)
    return Subject(title[1], "document", 0.8, None, title[1]) if title and cue.near else None


def _asked(cue: Cue, document: Document, place: Place) -> Subject | None:
    """Who was asked in the sentence before an answer: 问他们为什么？答复说."""
    if not cue.verb.startswith(_ANSWERS):
        return None
    text = document.text(place.index)
    end = sentence_start(text, place.mark)
    asked = _ASKED.search(text, sentence_start(text, end), end)
    return read_phrase(asked[1], document.roster) if asked else None


def _acts(cue: Cue, document: Document, place: Place) -> Subject | None:
    """Who does something earlier in the sentence, though no list knows him: 玉帝到炉旁，问道."""
    text = document.text(place.index)
    if "：" not in text[cue.end : place.mark]:
        return None
    for start, end, _ in clauses_before(text, sentence_start(text, place.mark), cue.start):
        clause = text[start:end]
        if "□" in clause or "”" in clause:
            return None
        subject = acting(clause, document.roster, generic=True)
        if subject:
            begins = clause.startswith(subject.label, skip_openers(clause)) and "的" not in subject.label
            return subject if begins and subject.kind == "group" and _is_noun(subject.label) else None
    return None


def _is_noun(label: str) -> bool:
    return all(tag[0] in "nmq" for _, tag in rjieba.tag(label))


def _spoke_before(cue: Cue, document: Document, place: Place) -> Reading | None:
    """The last quotation, if whose it is goes on to speak: in the paragraph of a cue, or further on with 又."""
    known, where = next(document.decided(), (None, place))
    if known is None or not known.name or known.kind == "printed" or place.index - where.index > 1:
        return None
    if document.remark_of(place) != document.remark_of(where):
        return None
    text = document.text(place.index)
    after = where.after if where.index == place.index else -1
    if _another_acts(text, after, cue.start, known.name, document):
        return None
    if _AGAIN.match(cue.subject.strip()):
        return known
    near = cue.near or not SENTENCE_END.search(text, where.after, place.mark)
    return known if where.index == place.index and near else None


def _another_acts(text: str, after: int, before: int, name: str, document: Document) -> bool:
    """Whether a sentence between the words of somebody and a cue begins with another person."""
    for begin, end in sentences_before(text, before):
        if begin < after:
            return False
        first = next(iter(reversed(clauses_before(text, begin, end))), None)
        subject = head_subject(text[first[0] : first[1]], document.roster) if first else None
        if subject and subject.kind == "person":
            return subject.name != name
    return False
