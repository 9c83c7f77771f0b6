"""Cues: the verb of saying before or after a quotation, and the stretch that holds its subject.

X指出：“…”, X在《…》中说，“…”, X强调的“…”, “…”，X说, “…”是X的话, 在X看来，…“…”. A cue is looked for in the sentence
of the quotation only; the clause next to the marks first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from archive.lib.words import alternation
from people.names.shapes import HAN

from ..lexicon import words

REACH = 260  # characters before a quotation in which its sentence may begin
TAIL = 32  # characters at the end of a clause that a verb of saying and its object may take
SENTENCE_END = re.compile(r"[。！？!?；;…]+[”’」』\"]?(?:[（(][^（）()]{0,60}[）)])?|[\n]")
_FOR_COLON = re.compile("(?:说|问|问道|说道|答|群众)[；;？?。]$")  # 社员说；“…”, a misprint
_DID_HE_NOT_SAY = re.compile("(?:说|讲|提出|指出)过?([吗么嘛][？?！!]{1,2})$")  # 周大山不是讲过吗？“…”
_CLAUSE_END = re.compile(r"[，,：:]|[（(][^（()）]{1,120}[)）]")  # what stands in brackets ends no clause
# 廖志云说 holds a name, 错误思想： and 有一句名言： nouns
_NO_NOUN = "(?<!思)(?:(?!言)|(?<![名格寓谣谎誓遗赠留发箴传预宣]))(?!云[说问答讲喊道])"
_SINGLE = _NO_NOUN + alternation(verb for verb in words("cue_verbs") if len(verb) == 1)
COMES_TO = re.compile(
    "(?:(?<![出起过上下进回前跑走站后後本从原近历素将])来[说讲]|而言)$"
)  # 对石桥来说, but not 走出来说
_MULTIPLE = alternation(verb for verb in words("cue_verbs") if len(verb) > 1)
_NOUNS = alternation(words("cue_nouns"))
_OBJECT = (
    r"(?:我们|他们|她们|你们|咱们|大家|自己|人们|人家|别人|人|[我你他她咱]|全党(?:同志)?|全国人民|记者|本报记者|本刊记者|同志们|群众|社员们?"
    r"|[一-龥]{1,4}(?:同志|记者|网|报))"
)
_OF = "(?:的(?:那种|这种|那个|这个|一种)?)"
_TAIL = rf"[了过着到道给出]?{_OBJECT}?[说道问讲]?(?:些?什么|所谓|的那样|{_OF}|(?:[这那它他她]|他们)?[就只]?[是有])?"
_ENDS_IN_VERB = re.compile(rf"(?:{_MULTIPLE}|{_SINGLE}){_TAIL}$")
_TITLED = re.compile(  # 沈石桥《修路记》：“…”; 《修路记》里有一联：“…”; 在《修路记》中表述为“…”
    "^.{0,24}《[^《》]{2,40}》(?:一文|一书|一诗|诗|词)?[中里]?"
    "(?:(?:有|云|曰|载)?(?:这样)?(?:[一两几][句段首联副](?:话|诗|联)?)?|(?:表述|记载|记|写|称|概括|描述)(?:为|作))$"
)
_VERB_AND_OBJECT = re.compile(
    rf"{_MULTIPLE}[了过着出到]?[^，。：；]{{1,16}}$"
    "|[问骂劝求答喊说叫回添补插撂][了过着]?[^，。：；的]{0,8}(?:一句|一声|两句|几句)(?:话)?$|(?<![访慰学询疑])问(?![题号世卷])[^，。：；的]{1,20}$"
    "|[打来发拍去][了来过]?[一个封]{0,2}(?:电话|电报|信|电)$"
    "|[说讲写唱](?:得|的)[^，。：；]{1,8}$|[写批题抄念留送丢刻编唱][了过着下出上成起]{0,2}[^，。：；的]{0,10}(?:字|话|句|诗|联|歌|歌谣|民谣|顺口溜)[”」]?$"
)
_HIS_WORDS_DID = re.compile(  # 周大山的一席话说到了大家心里：“…”
    "[\\s]*([^，。：；“”]{2,16})的(?:(?:[这那]?一?[席番句段]|[这那]几?[句番])话|回答|发言|解释)(?=[^，。：；“”]{2,16}$)"
)
_BLAMED = re.compile(  # 周大山骂孙小河同志“…”, with no colon
    "(?:[大痛怒]?骂|怒?斥|训|责问|质问|反问|追问|询问|责备|嘲笑|讥笑|讽刺|警告|威胁|恐吓|恫吓|(?<![访慰学询疑])问(?!题))了?"
    "[^，。：；的是为作成“”]{1,16}(?:的(?:同志|干部|群众|社员|人))?(?:[（(][^（()）]{1,20}[）)])?$"
)
_CALLED_SO = re.compile(  # 周大山把修路的办法污蔑为“…”
    "(?:污蔑|诬蔑|斥责|指责|攻击|讽刺|嘲笑|丑化|歪曲|比喻|形容|概括|归纳|归结|总结)[^，。：；“”]{0,14}(?:为|成|作|是)$"
)
_ENDS_IN_NOUN = re.compile(
    "(?:[里中上]?的|有过?|第?[那这两几一句段首番个]|著名|伟大|光辉|谆谆|亲切|最新|最高|经典|至理|科学|英明|(?<=[的句段首番个])[一-龥]{1,2}的){0,6}"
    rf"{_NOUNS}(?:是|说|写道|就是|所说|(?:只|就|仅)?有(?:[一两三四五六七八九十]{{1,2}}(?:个字|句话))?)?$"
)
_NOUN_VERBS = {*words("cue_nouns")} & {*words("cue_verbs")} | {"批评", "批判", "指责", "教育", "希望"}
_ENDS_AS_NOUN = re.compile(f"的{alternation(_NOUN_VERBS)}$")  # 吃饱的要求，; 同学们对他的批评，
_NOUN_FOLLOWS = ("和", "与", "及", "、")
_REPORTED = re.compile(rf"(?<![{''.join(_NOUN_FOLLOWS)}]){alternation(words('reporting_verbs'))}(?!的)")
_PUBLISHED = re.compile(r"(?:发表|题写|撰写|倡导|所作|提过|说过|讲过|写过|喊出)的$")
_OF_IT = re.compile(f"{_OF}$")
_SAID_OF_WHAT = re.compile(
    rf"{_MULTIPLE}过?的[^，。：；]{{1,18}}?(?:就?是|为)(?:[“「]?□*[”」]?)?$"
)  # 周大山指出的道理是“…”
_SAID_WORDS = re.compile(
    "[讲说发散写][过了]?[^，。：；的]{0,6}(?:的)?(?:话|怪话|言论|意见|谬论|谣言|牢骚)$"
)  # 讲了一些实际的话，如“…”
_HAS = re.compile("[曾就还也更]?有(?:这样)?(?:[一两几][句段])?话?")
_HAS_SENTENCE = re.compile(
    "[里中上内][曾就还也更]?有过?(?:这样|这么|如下)?的?[一两几][句段条首](?:话)?$"
)  # 宣言中有这样一句：
_SHOUTS = re.compile("高呼|欢呼|呼喊|高喊|呼")
_BRACKETED = re.compile("[（(][^（()）]*$")
_LABEL = re.compile(r"^[^，。：；“”]{1,24}$")
_SEEN_BY = re.compile("(?:^|[，。])(?:[而但可就]|因此|然而)?在?([^，。；：]{1,30})(?:看来|眼里|眼中|心目中|笔下|那里)$")
_WORDS_OF = re.compile(
    "(?:用|借用|套用|按照?|照|引用)([^，。；：的]{1,20})的(?:话|说法|诗|名言|原话)来?(?:说|讲|形容)?(?:就?是|，)?$"
)
_BY_WORDS_OF = re.compile(
    "(?:(?:抄|念|背|引|题|吟|录|读)[了过下出起]?[一两几]?[句首段]?|拿|用|引用|借用|套用)([^，。；：的了过]{2,12})的(?:话|诗|词|名言|名句|诗句|说法)[^，。；：的]{0,8}$"
)
_POSSESSIVE = re.compile(
    "(?:[出源来引]自|引用|借用|学习|落实|贯彻|遵照|牢记|响应|按照|即|如|是|，|。|；|^)([^，。；：的]{2,16})的$"
)

_SPEECH_AFTER = alternation(words("speech_after"))
_OUTSIDE = "[^，。：；“”]"
_AFTER_VERB = re.compile(
    rf"[，,]?(?P<subject>[^，。：；“”「」（）]{{1,30}}?){_SPEECH_AFTER}[了道过着]?"
    f"(?:我们|他们|我|他|她|记者|本报记者|大家|(?<=问)[{HAN}]{{2,8}}(?=[，。！]))?(?=[，。！；,]|这|那|此|$)"
)
_AFTER_IS = re.compile(
    rf"[，,]?[这那此]?[就正都]?(?:是|乃是|系|为)(?P<subject>{_OUTSIDE}{{1,24}}?)"
    rf"(?:(?:[常曾所]|经常|一再|当年|生前|早就|对[^，。]{{1,10}})*(?:{_MULTIPLE}|[说讲写])[过出下]?的"
    rf"|的[一两几]?[句段首番个]?[^，。的]{{0,6}}{_NOUNS})"
)
_AFTER_OF = re.compile(
    rf"[，,]?(?P<subject>[^，。：；“”的]{{2,16}})(?:(?:的(?:[这那][一两几]?)?|[这那][一两几]?)[句段首番个些]?(?:[^，。的]{{0,3}}的)?{_NOUNS}|[之此][言语])"
)
_HEARD = re.compile("(?:[听看读]|反对|批判|驳斥)[了到过说]?$")  # 他听了“…”的话: somebody else's
_HEARD_MOST = re.compile("[听看]到[^，。]{0,6}的?$")
_VIEW_REFUTED = re.compile(  # 会议批判了认为“…”的说法: nobody the sentence names holds it
    "(?:批[判评驳]|驳斥|反对|纠正|克服|澄清|破除)"
    "(?:[了过]?(?:[那这]种|[那这]些|某些|所谓)?(?:认为|以为|主张)|[了过](?:[那这]种|[那这]些|某些|所谓)?)$"
)
_MADE_SO = re.compile(  # 他表示，会议将通过“…”: a paper, a plan, a name
    "(?:通过|签署|制定|制订|出台|推出|启动|颁布|印发|出版|称为|称作|叫做|名为|题为|构建|打造|创建|开展|建立|成立|举办|召开|编写|主编|荣获|授予|实现|实行|推行)了?$"
)
_FOLLOWED = re.compile("(?:按照|根据|遵照|依照|贯彻|落实|本着|响应|执行)([^，。：；“”]{2,12})$")
_OF_PRINCIPLE = re.compile("的(?:重要|伟大)?(?:精神|要求|方针|原则|指示|教导|号召|部署|口号)")
_OF_NOUN = re.compile(rf"的{_OUTSIDE}{{0,6}}?{_NOUNS}|(?:伟大|光辉|最新)?(?:号召|教导|最高指示|指示|语录)")
_AFTER_FROM = re.compile(
    rf"[，,]?(?:这[句段首]?[话诗]?)?(?:语出|[出源引]自|见于|典出|是)(?P<subject>{_OUTSIDE}{{2,30}}?)(?=[，。；（中里]|$)"
)
_AFTER_TOLD = re.compile(  # “…”，周大山早就把这个道理讲透了
    rf"[，,](?P<subject>{_OUTSIDE}{{2,24}}?)(?:把|将)?(?:[这那其][^，。：；“”]{{0,6}})?(?:[讲说道点阐]|阐述)得?[^，。：；“”的]{{0,2}}(?:透|破|尽|清楚|明白|清)了?(?=[，。！])"
)
_AFTER_CITED = re.compile(  # “…。”这句话反复被周大山提及
    "[，,]?这[句段番些]?话?[^，。]{0,6}?被(?P<subject>[^，。]{2,30}?)(?:提及|提起|提到|引用|挂在嘴边|重复|反复|说起)"
)
AFTER_PROVERB = re.compile(  # “…”，“…”，这是流传很广的民谣
    "(?:[，、,]?“□+”){0,3}[，,]?这[一两些]?[句首副]?[^，。]{0,12}?(?:民谣|民歌|谚语|俗话|俗语|老话|古话|古语|古训|成语|顺口溜|歌谣)"
)
_AFTER_SUCH = re.compile(  # “…”，石桥村的代表得出了这样的结论
    rf"[，,]?(?P<subject>{_OUTSIDE}{{2,60}}?)(?:(?:得出|作出|做出|发出|提出|写下|留下|说出|道出|喊出)了?(?:这样|这一|如此)"
    "|(?:这样|如此)(?:总结|形容|评价|描述|描绘|感叹|感慨|写道|回答|解释|概括|说))"
)
_AFTER_SENTENCE = re.compile(
    rf"(?:……|——|…|—|，)?(?P<subject>(?:{_OUTSIDE}{{1,30}}，){{0,3}}{_OUTSIDE}{{1,40}}?){alternation(words('reporting_verbs'))}(?=[^：“”「]*(?:。|$))"
)
_SOME_THING = re.compile("(?:一?[个句条种段]|一些)(?!人)|指|因为|由于|为了")  # 是个荒唐透顶的话, 这是一个帽子: nobody
_AFTER_TABLE = (
    ("is-after", _AFTER_IS),
    ("told-after", _AFTER_TOLD),
    ("told-after", _AFTER_SUCH),
    ("told-after", _AFTER_CITED),
    ("verb-after", _AFTER_VERB),
    ("of-after", _AFTER_OF),
    ("from-after", _AFTER_FROM),
)


@dataclass(frozen=True, slots=True)
class Cue:
    """`subject` is the text that holds the subject; `start` and `end` are the evidence in the paragraph.

    `rule` names the form; `verb` is the verb as printed; `near` says that it stands right beside the marks.
    """

    rule: str
    subject: str
    start: int
    end: int
    verb: str = ""
    near: bool = True


def sentence_start(text: str, at: int) -> int:
    """Where the sentence that reaches `at` begins, not more than REACH characters before."""
    low = max(0, at - REACH)
    start = low
    for found in SENTENCE_END.finditer(text, low, at):
        if found.end() < at:
            start = found.end()
    return start


def sentences_before(text: str, at: int) -> Iterator[tuple[int, int]]:
    """Where each sentence begins and ends, from the one that reaches `at` back to the beginning of the text.

    >>> list(sentences_before("渠通了。水来了。他说", 10))
    [(8, 10), (4, 8), (0, 4)]
    """
    end = at
    while end:
        begin = sentence_start(text, end)
        yield begin, end
        end = begin


def clauses_before(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """The clauses of text[start:end], last first: start, end, and the punctuation after each."""
    found: list[tuple[int, int, str]] = []
    at = start
    for mark in _CLAUSE_END.finditer(text, start, end):
        if mark.group() in "，,：:":
            found.append((at, mark.start(), mark.group()))
            at = mark.end()
    found.append((at, end, ""))
    return [_inside_bracket(text, *clause) for clause in reversed(found) if text[clause[0] : clause[1]].strip()]


def _inside_bracket(text: str, start: int, end: int, punctuation: str) -> tuple[int, int, str]:
    """A clause from the bracket on that opens in it and does not close: 夺权（陈重复"""
    opening = max(text.rfind("（", start, end), text.rfind("(", start, end))
    if opening >= 0 and not re.search("[）)]", text[opening:end]):
        return opening + 1, end, punctuation
    return start, end, punctuation


def cue_before(text: str, mark: int) -> Cue | None:
    """The cue before the opening mark at `mark`, in `text` with what other quotations hold blotted out.

    >>> text = "他在会上着重指出，修路要靠自己，□□□□。"
    >>> cue = cue_before(text, 16)
    >>> cue.rule, cue.subject, cue.near
    ('reported', '他在会上着重', False)
    """
    if _FOR_COLON.search(text, max(0, mark - 4), mark):
        text = f"{text[: mark - 1]}：{text[mark:]}"
    asked = _DID_HE_NOT_SAY.search(text, max(0, mark - 8), mark)
    if asked:
        text = f"{text[: asked.start(1)]}{'：' * len(asked[1])}{text[mark:]}"
    clauses = clauses_before(text, sentence_start(text, mark), mark)[:8]
    for number, (start, end, punctuation) in enumerate(clauses):
        clause = text[start:end].rstrip()
        if COMES_TO.search(clause) or (punctuation == "，" and _ENDS_AS_NOUN.search(clause)):
            continue
        near = number == 0
        if near and (_VIEW_REFUTED.search(clause) or (not punctuation and _MADE_SO.search(clause))):
            return None
        cue = _near_cue(clause, start, end, punctuation) if near else _far_cue(clause, start, end, punctuation)
        if cue and near and cue.subject.endswith("被"):  # 都被诬陷为“…”: nobody says who does
            return None
        if cue:
            sure = cue.near and not (punctuation in "，," and len(cue.verb) > 5)
            return cue if sure else _seen_by(text, clauses[number + 1 :]) or cue
    return None


def _seen_by(text: str, clauses: list[tuple[int, int, str]]) -> Cue | None:
    """The clause in whose view the rest of a sentence stands: 在周大山看来，孙小河提出…，“…”."""
    for start, end, _ in clauses:
        seen = _SEEN_BY.search(text[start:end])
        if seen:
            return Cue("seen-by", seen[1].rpartition("”即")[2], start, end, near=False)
    return None


def _near_cue(clause: str, start: int, end: int, punctuation: str) -> Cue | None:
    """A cue in the clause beside the marks."""
    for rule, pattern in (("words-of", _WORDS_OF), ("words-of", _BY_WORDS_OF), ("seen-by", _SEEN_BY)):
        found = pattern.search(clause)
        if found:
            return Cue(rule, found[1].rpartition("”即")[2], start, end)  # 在那些“硬骨头”即修路的人看来
    verb, noun = (pattern.search(clause, max(0, len(clause) - TAIL)) for pattern in (_ENDS_IN_VERB, _ENDS_IN_NOUN))
    if verb and noun and clause[: verb.start()].endswith("的"):  # 毛主席的指示：
        return Cue("noun-before", clause[: verb.start() - 1], start, end, verb.group())
    if verb:
        rule = "said-of" if _OF_IT.search(verb.group()) else "verb-before"
        return Cue(rule, clause[: verb.start()], start, end, verb.group())
    sentence = _HAS_SENTENCE.search(clause)
    if sentence:
        return Cue("noun-before", clause[: sentence.start() + 1], start, end, sentence.group()[1:])
    if noun and _HEARD_MOST.search(clause, 0, noun.start()):  # 记者听到最多的一句话是：“…”
        return None
    if noun and noun.start():
        return Cue("noun-before", clause[: noun.start()], start, end, noun.group())
    if _HAS.fullmatch(clause.strip()):  # 在指示中，曾有“…”
        return Cue("verb-before", "", start, end, clause.strip())
    of_what = _SAID_OF_WHAT.search(clause)
    if of_what and clause[: of_what.start()].strip():
        return Cue("said-of", clause[: of_what.start()], start, end, of_what.group())
    published = _PUBLISHED.search(clause)
    if published:
        return Cue("said-of", clause[: published.start()], start, end, published.group())
    return _cue_with_punctuation(clause, start, end, punctuation) or _cue_in_clause(clause, start, end, punctuation)


def _cue_with_punctuation(clause: str, start: int, end: int, punctuation: str) -> Cue | None:
    """A verb with its object, or a label, before a colon or a comma: 告诫全党同志：, 周大山："""
    blamed = None if punctuation else _BLAMED.search(clause, max(0, len(clause) - TAIL))
    if blamed:
        return Cue("verb-before", clause[: blamed.start()], start, end, blamed.group())
    called = None if punctuation else _CALLED_SO.search(clause, max(0, len(clause) - TAIL))
    if called:
        return Cue("verb-before", clause[: called.start()], start, end, called.group())
    if not punctuation and not clause.endswith(("为", "作")):
        return None
    if not punctuation:
        return _titled(clause, start, end)
    spoke = _HIS_WORDS_DID.match(clause) if punctuation in ("：", ":") else None
    if spoke:
        return Cue("noun-before", spoke[1], start, end, clause[spoke.end(1) :])
    verb = _VERB_AND_OBJECT.search(clause, max(0, len(clause) - TAIL))
    if verb:
        return Cue("verb-before", clause[: verb.start()], start, end, verb.group())
    titled = _titled(clause, start, end)
    if titled:
        return titled
    if punctuation in "：:" and _LABEL.match(clause.strip()):
        return Cue("label", clause, start, end)
    return None


def _titled(clause: str, start: int, end: int) -> Cue | None:
    """An author and a title, or a title, right before the marks."""
    if not _TITLED.match(clause.strip()):
        return None
    return Cue("titled", clause[: clause.rindex("》") + 1], start, end)


def _cue_in_clause(clause: str, start: int, end: int, punctuation: str) -> Cue | None:
    """An owner before 的, or a verb of reporting in the middle of the clause."""
    possessive = _POSSESSIVE.search(clause)
    if possessive:
        return Cue("possessive", possessive[1], start, end)
    verb = None if punctuation in ("：", ":") else _REPORTED.search(clause)
    if verb:
        return Cue("reported", clause[: verb.start()], start, end, verb.group(), near=False)
    return None


def _far_cue(clause: str, start: int, end: int, punctuation: str) -> Cue | None:
    """A cue in an earlier clause of the sentence, whose report the quotation stands in."""
    verb = _ENDS_IN_VERB.search(clause, max(0, len(clause) - TAIL))
    if verb and not clause[: verb.start()].endswith(_NOUN_FOLLOWS):  # 接受群众的监督和批评，
        return Cue("reported", clause[: verb.start()], start, end, verb.group(), near=False)
    of_what = _SAID_OF_WHAT.search(clause)
    if of_what and clause[: of_what.start()].strip():  # 周大山指出的难处是“…”，出路是“…”
        return Cue("said-of", clause[: of_what.start()], start, end, of_what.group(), near=False)
    words_said = _SAID_WORDS.search(clause)
    if words_said:
        return Cue("reported", clause[: words_said.start()], start, end, words_said.group(), near=False)
    seen = _SEEN_BY.search(clause) or _WORDS_OF.search(clause)
    if seen:
        return Cue("seen-by", seen[1], start, end, near=False)
    verb = _REPORTED.search(clause)
    if verb:
        return Cue("reported", clause[: verb.start()], start, end, verb.group(), near=False)
    return None


def is_of_the_crowd(cue: Cue, text: str) -> bool:
    """Whether a shout that names nobody stands in a bracket: not who spoke before it shouts.

    >>> text = "他讲完了。（长时间鼓掌，高呼：“□！”）"
    >>> is_of_the_crowd(cue_before(text, 15), text)
    True
    """
    return _SHOUTS.match(cue.verb) is not None and _BRACKETED.search(text, 0, cue.start) is not None


def owner_before(text: str, mark: int, after: int) -> Cue | None:
    """The person right before the marks whose words the noun after them says they are: 传达周总理“…”的指示.

    >>> owner_before("传达周大山“□□”的指示", 5, 9).subject
    '传达周大山'
    """
    noun = _OF_NOUN.match(text, after)
    followed = _FOLLOWED.search(text, max(0, mark - 24), mark) if _OF_PRINCIPLE.match(text, after) else None
    if followed:  # 按照县委“…”的精神
        return Cue("owner", followed[1], followed.start(1), mark)
    if not noun:
        return None
    start, end, punctuation = next(iter(clauses_before(text, sentence_start(text, mark), mark)), (mark, mark, ""))
    if punctuation or end <= start or _HEARD.search(text, start, end) or _VIEW_REFUTED.search(text, start, end):
        return None
    return Cue("owner", text[start:end], start, end)


def cue_after(text: str, end: int, opens: bool, stopped: bool, goes_on: bool = False) -> Cue | None:
    """The cue after the closing mark that ends at `end`.

    `opens` says that the quotation begins a sentence, `stopped` that it ends with the end of one, `goes_on` that it
    ends with a comma, so that a colon may follow its cue: “…，”周大山说：“…”.

    >>> cue_after("“路是走出来的”，周大山说。", 9, True, False).subject
    '周大山'
    """
    after = text[end : end + 90]
    if goes_on:
        after = after.replace("：", "，", 1)
    for rule, pattern in _AFTER_TABLE:
        found = pattern.match(after)
        if found and rule in ("is-after", "from-after") and _SOME_THING.match(found["subject"]):
            continue
        if found and not (stopped and rule in ("of-after", "from-after") and after[:1] in "，,"):
            if rule == "verb-after" and stopped and not opens:
                continue
            return Cue(rule, found["subject"], end, end + found.end())
    if opens and not after.startswith(("。", "；")):
        found = _AFTER_SENTENCE.match(after)
        if found:
            return Cue("sentence-after", found["subject"], end, end + found.end())
    return None
