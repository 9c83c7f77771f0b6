"""Where turns begin: the labels before speeches, read over a whole part at once.

A paragraph that begins `江青：` is a turn in a record of talks and an item of a list elsewhere; what the others begin
with decides. Shared by the stages that need to know whether a text is a record of turns, and who speaks in it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from itertools import pairwise

from people.names import Gazetteer, Label, is_office, is_person_name, joint_names, parse_label
from people.names.shapes import HAN, SURNAMES, is_foreign_name

from .labelled_lines import MAY_OPEN, TurnLabel, misprinted, name_lines, speech_headings, told_beside
from .lexicon import information, words
from .marked_turns import marked_turns
from .types import Block

_COLON = re.compile(r"[：:]\s*")
_FRAMED = re.compile(r"[【\[［〔]\s*([^【】\[\]［］〔〕。；]{1,30})\s*[】\]］〕]\s*[：:]?\s*")
_LONGEST_LABEL = 90  # characters before the colon, brackets included
_ASKING = frozenset(
    {"问", "答", "問", "记者", "記者", "主持人", "众", "眾", "Q", "A", "编者", "网友", "观众", "听众", "代表"}
)
_NOT_LABEL = frozenset(words("not_labels"))
_GROUP_SPEAKERS = frozenset(words("group_speakers"))
# 时间, 地点, …: what gives information, unless it is also whom a turn may be labelled with
_INFORMATION = information() - _ASKING - frozenset(("主席", "嘉宾", "主持", "采访者", "受访者"))
_LETTERS = re.compile(rf"[{HAN}A-Za-z×]")
_FRAMES = frozenset("【[［〔")
_QUOTE = '“「『"‘'
_GROUPS = ("干部", "工人", "农民", "职员", "店员", "商人", "学生", "教师", "群众", "地主", "富农", "贫农", "中农")
_TIME = re.compile(r"[0-9一二三四五六七八九十]$")
_MEDIUM = re.compile(r"(?:网|網|报|報|社|台|刊|杂志|雜誌)$")  # a paper that asks: 砚溪网
_SENTENCE = re.compile(r"[。！？!?…；]")
_NO_SPEAKER = re.compile(r"(?:决议|決議|如下|消息|报道|報道|讯|訊|电|電|方案.)$")
_PAPER = re.compile("《[^《》，。：]{2,12}》")
_QUOTED_GROUP = re.compile(rf"“([{HAN}·]{{2,10}})”")
_CALLED = re.compile("(?:网友|網友|听众|观众|读者|市民)[“「][^“”「」，。：]{1,12}[”」]")  # 网友“渠水长流”：水费怎么收？
_ANSWER = re.compile(
    r"\s*[（(〔\[［](?P<label>[^（()）〔〕\[\]：:，。]{1,16})[：:]\s*(?P<text>.*?)\s*[）)〕\]］]\s*(?:[（(][^（()）]{1,8}[）)])?\s*"
)
_NO_LABEL_WORDS = re.compile(
    r"[的了是在这那第几如下为]|^[我你他她当請请]|(?:[见訪访]者|接见人|单位|问题|名单|情况|成员|首长|时)$|^[一二三四五六七八九十0-9A-Za-z][一二三四五六七八九十0-9、.．]*$"
)
_ROUND = frozenset("（(〔[［")
_OF_HIM = re.compile("[他她]|该人|此人|(?:[\u4e00-\u9fff]{1,3}|[他她])(?:说|認为|认为)[：:]?“")
_QUOTED = re.compile("“[^”]{0,400}”?")
_OWN_WORDS = re.compile("[我你您咱？?！!吗呢吧啊]")
_UNITS = frozenset("注註附按甲乙丙丁例图表")
_LIST_ITEM = re.compile(r"^[（(]?[0-9一二三四五六七八九十甲乙丙丁]{1,3}[）).、．]")


def find_labels(blocks: Sequence[Block], gazetteer: Gazetteer) -> list[TurnLabel | None]:
    """For every block the label that opens it, or None; all None where the part is no record of turns."""
    found = _without_doubtful([_label_of(block, gazetteer) if block.kind in MAY_OPEN else None for block in blocks])
    counts = Counter(turn.label.core for turn in found if turn)
    short = {turn.label.alias for turn in found if turn and turn.label.alias}
    head = "".join(block.text.text for block in blocks if block.kind == "head")
    named = short | {core for core in counts if core in head and len(core) > 1}
    if answers := marked_turns(blocks) or _bracketed_turns(blocks, gazetteer):
        return answers
    named_lines, labelled = name_lines(blocks, head), sum(turn is not None for turn in found)
    if labelled > 3 * sum(line is not None for line in named_lines):
        named_lines = []  # cells of a table, where nearly every turn has a colon
    for lines in (named_lines, speech_headings(blocks)):
        found = [turn or line for turn, line in zip(found, lines or found, strict=True)]
    sure = [turn if turn and _is_speaker(turn, counts, named, gazetteer) else None for turn in found]
    if not _framed_persons(found):
        sure = [turn if turn and not turn.framed else None for turn in sure]
        found = [turn if turn and not turn.framed else None for turn in found]
    dense = _is_dense(blocks, sure)
    kept = [
        turn if turn and (known or (dense and _may_speak(block.text.text, turn))) else None
        for block, turn, known in zip(blocks, found, sure, strict=True)
    ]
    chaired = counts["主席"] > _RULINGS and _CHAIR.search(head)  # 主席：… between the papers laid before a parliament
    if chaired or _is_record_of_turns(blocks, kept) or _are_titled(head, kept):
        return misprinted(blocks, told_beside(blocks, kept))
    return _bold_questions(blocks) or [None] * len(blocks)


def _are_titled(head: str, turns: Sequence[TurnLabel | None]) -> bool:
    """Whether a text whose head announces a talk, 沈某某罗某与代表座谈纪要, has turns of two persons it names."""
    names = {turn.label.name for turn in turns if turn and turn.label.name and turn.label.name in head}
    return len(names) > 1 and _TALK.search(head) is not None


_TALK = re.compile("座谈|谈话|会谈|接见|会见|讲话|纪要|记录|指示")
_CHAIR = re.compile(r"主[\s\u3000]{0,4}席")
_RULINGS = 5


def _without_doubtful(turns: Sequence[TurnLabel | None]) -> list[TurnLabel | None]:
    """The labels without those that are doubtful and open nothing else."""
    firm = Counter(turn.label.core for turn in turns if turn and not turn.doubtful)
    return [turn if turn and (not turn.doubtful or firm[turn.label.core] > 1) else None for turn in turns]


def _framed_persons(turns: Sequence[TurnLabel | None]) -> bool:
    """Whether what stands in square brackets is persons for the most part, and not 【正文】 and 【附记】."""
    framed = [turn.label for turn in turns if turn and turn.framed]
    return sum(label.name is not None or label.core in _ASKING for label in framed) * 2 > len(framed)


def _bold_questions(blocks: Sequence[Block]) -> list[TurnLabel | None]:
    """The turns of an interview that prints its questions bold and its answers plain, with no labels.

    Empty where fewer than three bold paragraphs stand over plain ones, or most of them ask nothing.
    """
    units = [i for i, block in enumerate(blocks) if block.kind in MAY_OPEN]
    bold = [i for i in units if blocks[i].markup == "b"]
    asks = sum(blocks[i].text.text.rstrip("*_ ").endswith(("？", "?")) for i in bold)
    if len(bold) < 3 or asks * 3 < len(bold) * 2 or units[-1] in bold:
        return []
    turns: list[TurnLabel | None] = [None] * len(blocks)
    for at, following in pairwise(units):
        if at in bold:
            turns[at] = TurnLabel(Label("", "问"), 0, 0)
            if following in bold:
                return []
            turns[following] = TurnLabel(Label("", "答"), 0, 0)
    return turns


def _bracketed_turns(blocks: Sequence[Block], gazetteer: Gazetteer) -> list[TurnLabel | None]:
    """The turns of a talk that prints what others say in brackets, and nothing before what its own speaker says:

    你们厂有多少人？ / （周某某：三十七人。） / 都是本村的吗？

    His turns have an empty label. Empty where the text is set in no such way.
    """
    body = [i for i, block in enumerate(blocks) if block.kind in ("body", "stage")]
    found = {i: turn for i in body if (turn := _bracketed_label(blocks[i].text.text))}
    named = sum(turn.label.name is not None for turn in found.values())
    if len(found) < 4 or named < 2 or len(found) * 4 < len(body) or len(found) * 5 > len(body) * 4:
        return []
    turns: list[TurnLabel | None] = [None] * len(blocks)
    own = True  # whether the next paragraph without a label opens a turn of the talk's speaker
    for i in body:
        if i in found:
            turns[i], own = found[i], True
        elif own and blocks[i].kind == "body":
            turns[i], own = TurnLabel(Label("", ""), 0, 0), False
    return turns


def _bracketed_label(text: str) -> TurnLabel | None:
    """The label of a paragraph that is one turn in brackets: （周某某：好。）（众笑）"""
    bracketed = _ANSWER.fullmatch(text) if text[:1] in _ROUND else None
    label = parse_label(bracketed["label"]) if bracketed else None
    if bracketed is None or label is None or label.core in _NOT_LABEL:
        return None
    return TurnLabel(label, bracketed.end("label") + 1, bracketed.start("text"), bracketed.end("text"))


def _is_dense(blocks: Sequence[Block], sure: Sequence[TurnLabel | None]) -> bool:
    """Whether so many paragraphs begin with a speaker that whatever else begins so is one: 洛：是的。once in a talk."""
    body = sum(block.kind == "body" for block in blocks)
    turns = sum(turn is not None for turn in sure)
    return turns > 3 and turns * 2 >= body


def _may_speak(text: str, turn: TurnLabel) -> bool:
    """Whether a label can be a speaker's at all: 现场读者, 证人李某, not 我的看法, not 古人云：“…”."""
    if text[turn.start : turn.start + 1] in tuple(_QUOTE):
        return False
    core = re.sub(r"\s", "", turn.label.core)
    return len(core) <= 10 and not _NO_LABEL_WORDS.search(core) and core not in _UNITS and core not in _INFORMATION


def _label_of(block: Block, gazetteer: Gazetteer) -> TurnLabel | None:
    """The label-shaped beginning of a block."""
    text = block.text.text
    if text[:1] in _FRAMES and (framed := _framed_label(text)):
        return framed
    colon = _COLON.search(text, 0, _LONGEST_LABEL)
    if not colon:
        return None
    head = text[: colon.start()]
    alone = not text[colon.end() :].strip(" *_\u3000")
    if block.kind == "heading" and not alone:
        return None
    if head.lstrip()[:1] in "（(〔[〖" and not head.rstrip().endswith(("）", ")", "〕", "]")):
        return None  # （众：好！） is an interjection in somebody's turn
    if colon[0][0] == ":" and _TIME.search(head):
        return None
    group = _QUOTED_GROUP.fullmatch(head)  # “红水渠”： is what a group calls itself
    asks = _PAPER.fullmatch(head) and text[-1] in "？?"  # 《江河》：水文站的生活很苦吧？
    called = _CALLED.fullmatch(head)
    label = Label(head, group[1] if group else head) if group or asks or called else parse_label(head)
    if label is None or label.core in _NOT_LABEL or _NO_SPEAKER.search(label.core):
        return None
    if re.match(r"[注註]\s*[0-9①-⑳]", head.strip()) or (
        _LIST_ITEM.match(head.strip()) and not label.name and label.core not in _ASKING
    ):
        return None
    if alone:  # 周青山： has a line to itself; without a full name it is a heading or a list
        named = label.name or label.core in _ASKING or label.core.endswith(("记者", "記者"))
        named = named or any(person.kind == "person" for person in gazetteer.candidates(label.core))
        return TurnLabel(label, colon.start(), len(text), doubtful=not named)
    start = colon.end()
    while start < len(text) and text[start] in "* _\u3000":
        start += 1
    if label.verb and text[start] in _QUOTE:  # 毛主席说：“…” quotes; it does not open a turn
        return None
    # 主任委员：某某、某某 lists, 干部：35人 counts
    announces = text[-1] in "：:"  # 教育局局長：主席，現答覆如下：
    lists = label.name is None and is_office(label.core) and not _SENTENCE.search(text, start) and not announces
    return TurnLabel(label, colon.start(), start, doubtful=lists)


def _framed_label(text: str) -> TurnLabel | None:
    """The label in square brackets that opens a text: 【主持人】各位好。 [沈某某] has a line to itself."""
    frame = _FRAMED.match(text)
    label = parse_label(frame[1]) if frame else None
    if (
        frame is None
        or label is None
        or not _LETTERS.search(label.core)
        or label.core in _NOT_LABEL
        or _NO_SPEAKER.search(label.core)
    ):
        return None
    return TurnLabel(label, frame.end(), frame.end(), framed=True)


def _is_speaker(turn: TurnLabel, counts: Counter[str], named: Set[str], gazetteer: Gazetteer) -> bool:
    """Whether a label-shaped beginning names somebody who can speak; `named` are short forms and words of the head."""
    label = turn.label
    core = label.core
    if core in _INFORMATION:
        return False  # 地点： over each of three versions of a record
    if label.name or core in _ASKING or core.endswith(("记者", "記者")) or label.alias or gazetteer.candidates(core):
        return True
    if core in named and (len(core) == 1 or counts[core] > 1):
        return True
    if joint_names(core):
        return True
    if core in _GROUP_SPEAKERS and label.verb is None and counts[core] > 1:  # 有人说：… tells what others say
        return True
    if is_person_name(core) or is_foreign_name(core):
        return True
    if is_office(core) and len(core) <= 24:
        return True
    if len(core) == 1:
        return counts[core] > 1 and bool(re.fullmatch(rf"[{HAN}A-Z×]", core))
    if core[0] in SURNAMES and core[1:] in ("老", "总", "公", "某", "某某", "××", "帅"):
        return True
    return (
        counts[core] > (1 if _MEDIUM.search(core) else 2)
        and 2 <= len(core) <= 12
        and not re.search("[的了是和与在]", core)
    )


def _is_record_of_turns(blocks: Sequence[Block], found: Sequence[TurnLabel | None]) -> bool:
    """Two speakers and a fair share of the paragraphs, or names beside offices."""
    turns = [turn for turn in found if turn]
    speakers = {turn.label.core for turn in turns}
    if len(turns) < 2 or len(speakers) < 2 or _is_list(blocks, found):
        return False
    body = sum(block.kind == "body" for block in blocks)
    if _told_in_first_person(blocks, found) or len({turn.label.core for turn in turns if turn.heads}) > 1:
        return True
    plain = sum(turn.label.verb is None for turn in turns)
    if not plain and _tells_what_was_said(blocks, found):
        return False
    persons = any(turn.label.name or len(turn.label.core) == 1 or turn.label.core in _ASKING for turn in turns)
    asking = any(turn.label.core in _ASKING for turn in turns)
    fair = plain * (20 if asking else 8) >= body  # answers may be long
    told = len(turns) > 5 and len(turns) * 2 >= body  # 顾县长说：…, 罗大山答：… and hardly anything else
    if len(turns) > 5 and len(turns) * 3 >= body:
        pairs = zip(blocks, found, strict=True)
        texts = [_QUOTED.sub("", block.text.text[turn.start :]) for block, turn in pairs if turn]
        told = told or sum(bool(_OWN_WORDS.search(text)) for text in texts) * 3 >= len(texts) * 2
    labelled = plain >= 2 and fair and (len(turns) >= 3 or plain * 4 >= body)
    return (labelled or told) and (persons or _offices_speak(turns))


def _is_list(blocks: Sequence[Block], found: Sequence[TurnLabel | None]) -> bool:
    """Whether what follows the labels is said of them and not by them: hardly any comes again, nobody says 我 or asks.

    罗大山：开除公职，留用察看二年。/ 秦满囤：另案处理。 and 地主：六十六人，占百分之六。 are lists.
    """
    pairs = [(block.text.text[turn.start :], turn) for block, turn in zip(blocks, found, strict=True) if turn]
    cores = {turn.label.core for _, turn in pairs}
    if _tells_of(blocks, found):
        return True
    alone = [text for text, turn in pairs if not turn.framed and not turn.heads and text]
    own = sum(bool(_OWN_WORDS.search(text)) for text in alone)
    if len(alone) < 6 or own * 8 > len(alone):
        return False
    counts = sum(len(text) < 24 and "占" in text for text in alone)
    return len(cores) * 4 > len(pairs) * 3 or counts * 2 > len(alone)


def _tells_of(blocks: Sequence[Block], found: Sequence[TurnLabel | None]) -> bool:
    """Whether names on lines of their own stand over what is told of each: 罗大山（会计）： / 他说：“…”"""
    below = [
        blocks[i + 1].text.text for i, turn in enumerate(found[:-1]) if turn and turn.start >= len(blocks[i].text.text)
    ]
    return len(below) > 3 and sum(bool(_OF_HIM.match(text)) for text in below) * 2 > len(below)


def _told_in_first_person(blocks: Sequence[Block], found: Sequence[TurnLabel | None]) -> bool:
    """Whether a report gives what each says in his own words, half of it or more: 纺织女工赵某某说：我十二岁进厂…"""
    pairs = [(block.text.text, turn) for block, turn in zip(blocks, found, strict=True) if turn and turn.label.name]
    own = [turn.label.name for text, turn in pairs if "我" in text[turn.start :] or turn.label.verb in ("问", "答")]
    return len(set(own)) > 2 and len(own) * 2 >= sum(block.kind == "body" for block in blocks)


def _tells_what_was_said(blocks: Sequence[Block], found: Sequence[TurnLabel | None]) -> bool:
    """Whether a report is about those it lets speak, half as often as it does:

    陈满囤在会上谈了水渠。/ 陈满囤说：渠是大家修的。/ 何秀兰还谈到了水闸。/ 何秀兰又说：闸门锈了。何秀兰举出许多事实…
    """
    names = tuple({turn.label.name for turn in found if turn and turn.label.name})
    told = 0
    for block, turn in zip(blocks, found, strict=True):
        own = _QUOTED.sub("", block.text.text[turn.start :]) if turn else ""
        told += bool(turn and turn.label.name and turn.label.name in own)
        told += turn is None and block.kind == "body" and block.text.text.startswith(names)
    return told * 2 >= sum(turn is not None for turn in found)


def _offices_speak(turns: Sequence[TurnLabel]) -> bool:
    """Whether labels without a name are still those of persons: 总理, 康老, 江青同志, 主席."""
    return sum(not turn.label.core.endswith(_GROUPS) for turn in turns) * 2 >= len(turns)
