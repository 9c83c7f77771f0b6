"""What the form of a clause shows before its words are read: who is only spoken to, and that nobody speaks."""

from __future__ import annotations

import re

from people.names.shapes import HAN

from .noun_phrases import PROVERB, Subject, read_phrase
from .phrases import skip_openers, without_adverbs
from .roster import SURNAME_LETTERS, Roster

_LIKENED = re.compile(  # 理由正像有些人说的那样; 只能如周大山所言
    "[^，。]*(?:[正就恰真][像象如](?!此)|如(?=[^，。果何同下此]{2,14}所$))"
)
_SOMEONE = re.compile(  # 抱着怀疑态度来开会者, 年纪大的
    f"(?!经过|[据由对向把被给为])[{HAN}]{{3,14}}(?<![或笔记作读])者"
    "|(?:年[纪岁龄]|岁数|文化|觉悟|胆子|工资|职位|水平)[大小轻高低]的|(?:年[老轻长少]|胆[大小]|体弱)的"
)
_BY = re.compile("[^，。]{0,24}?(?<![对向给把])被([^，。为的]{1,8})(?<!者)$")  # 被该员(骂道)
_AFTER_QUOTED = re.compile(
    '\\s*[“「"](?:(?:□+|[^“”]{1,6}[，。！？])[”」"](?![的是之这那等，、])|[^“”]{1,3}[”」"](?=[我他她]))'
)  # “…，”石桥村的周大山说
_TOLD = re.compile(  # 告诫周大山说: who does stands in an earlier clause
    "[^，。]{0,3}?(?:告诫|告诉|警告|提醒|安慰|嘱咐|叮嘱|批评|责备|质问|询问|反问|勉励|威胁|劝说|劝告|吩咐|埋怨|训斥)(?![的了过说])[^，。的]{1,12}$"
)
_NOBODY = re.compile("(?:任何人|无人|没有?人|[从绝并]?未有人|谁)[都也不没能会敢要]{0,3}$")
# 有的报告上说: whoever wrote it, not 有的
_ON_PAPER = re.compile(
    "(?:^|[有另]的?|某些?|一[些份张]|[这那]些?[份张个]?)((?:报告|材料|通知|文章|大字报|标语|传单|总结|文件))[上中里]$"
)
_PAPER_THERE = re.compile(
    "(?:有|出现|发现)(?:一[张份条幅篇])?((?:反动)?(?:大?标语|传单|大字报|打油诗|对联))$"
)  # 城里有标语说
_AGENCY = re.compile(f"([{HAN}]{{2,8}}(?:社|电台|电视台|通讯社|新闻网))的?(?:报道|消息|电讯)$")  # 路桥社报道称
_TO = "对向给跟问和与同把被劝找请×"
_UNNAMED = re.compile(  # 万××说, ×××说
    f"(?:(?<![{_TO}])[{SURNAME_LETTERS}]×{{1,2}}|(?<![{_TO}{SURNAME_LETTERS}])×{{2,3}})$"
)
_MANNER = re.compile("[也又就便还都只]?[含怀带流噙红瞪板拍挥指握拉捧拿抱冒]着[^，。]{1,12}$")  # 含着眼泪说
_TOWARDS = re.compile(
    "[又还并也就便即曾再都只]{0,2}(?:向|当着|当(?=(?:学生|社员|群众|干部|职工|大家)$))([^，。的]{1,12})$"
)  # 又向李校长说
_HANDLED = re.compile("[又还并也就便即更曾再都只]{0,2}(?:将|把)[^，。]{2,}$")  # 把孙小河的办法(污蔑为)


def from_speaker(clause: str, roster: Roster) -> str:
    """A clause without what it is likened to and without the words of another that it begins with."""
    skipped = _LIKENED.match(clause) or _AFTER_QUOTED.match(clause)
    if skipped:
        clause = clause[skipped.end() :]
    agent = _BY.match(clause)
    clause = agent[1] if agent else clause
    quoted = clause.rfind("□”") + 2
    named = next(roster.scan(clause[quoted:]), None) if quoted > 1 else None
    return clause[quoted:] if named and not named.start else clause  # 我认为“…”周大山对我说


def names_no_speaker(clause: str, roster: Roster) -> bool:
    """Whether a clause goes on with what somebody does who is named before it: 告诫周大山, 含着眼泪, 又向孙小河.

    >>> from people.names import Gazetteer
    >>> [names_no_speaker(c, Roster(Gazetteer())) for c in ("告诫周大山", "含着眼泪", "周大山")]
    [True, True, False]
    """
    told = _TOLD.match(clause) or _HANDLED.match(clause) or _MANNER.match(clause)
    return told is not None or _towards(clause, roster)


def someone_unlisted(clause: str) -> Subject | None:
    """Whom a clause calls by what they do or are: 开会者, 年纪大的.

    >>> someone_unlisted("年纪大的").label
    '年纪大的'
    """
    someone = without_adverbs(clause[skip_openers(clause) :])
    return Subject(someone, "group", 0.6, someone) if _SOMEONE.fullmatch(someone) else None


def without_name(clause: str) -> Subject | None:
    """Who is said to speak without a name, or that nobody is, given a clause without the adverbs before its verb.

    >>> [without_name(clause).kind for clause in ("村里流传着", "无论任何人", "其中×××")]
    ['proverb', 'proverb', 'person']
    """
    if PROVERB.search(clause) or _NOBODY.search(clause):
        return Subject(clause[-6:], "proverb", 0.9)
    agency = _AGENCY.search(clause)
    if agency:
        return Subject(agency[1], "body", 0.75, agency[1])
    paper = _ON_PAPER.search(clause)
    paper = paper or _PAPER_THERE.search(clause)
    if paper:
        return Subject(paper[1], "document", 0.7, None, paper[1])
    unnamed = _UNNAMED.search(clause) if clause.endswith("×") else None
    return Subject(unnamed[0], "person", 0.7, unnamed[0]) if unnamed else None


def _towards(clause: str, roster: Roster) -> bool:
    """Whether a clause that begins with 向 names only who is spoken to; 向 is a surname too."""
    listener = _TOWARDS.match(clause)
    if listener is None or roster.resolve(listener[0]):
        return False
    found = read_phrase(listener[1], roster)
    return found is not None and found.kind in (
        "person",
        "people",
        "group",
        "office",
        "body",
        "pronoun",
        "self",
        "selves",
    )
