"""Quotation against term: how likely a stretch between marks is somebody's words.

What speaks for and against is a list of signs, each seen in the text before the marks, in the stretch or after it;
their weights (words/quotation_weights.txt) were fitted by logistic regression to annotated stretches, so the sum is
a probability. No sign looks at who is named: whose words they are is the business of the attribution stage.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import exp

from archive.lib.chinese import simplify
from archive.lib.words import alternation

from ..lexicon import FOLDER, words

BEFORE, AFTER = 48, 28  # characters of context that are looked at

SENTENCE_END = "。！？!?…"
_CLAUSE = re.compile(r"[^，。；：！？、,;:!?“”‘’「」『』（）()《》…\s]*$")
_SPEECH_TAIL = r"(?:了|过|着|到|道|给)?(?:我们|他们|她们|你们|咱们|大家|人们|我|你|他|她|全党|全国|记者)?(?:说|道|问|是|要|有)?"
_REPORTED = re.compile(r"指出|强调|认为|表示|说|讲到|谈到|提到|号召|教导|告诫|要求")
SENTENCE_ENDS = re.compile(r"[。！？!?；;…]")
_SINGLE = [verb for verb in words("cue_verbs") if len(verb) == 1]
_MULTIPLE = [verb for verb in words("cue_verbs") if len(verb) > 1]
_STRONG = sorted(set(words("cue_verbs")) - set(words("claim_verbs")))
_ENDS_IN_CUE = re.compile(f"{alternation(_STRONG)}{_SPEECH_TAIL}$")
_ENDS_IN_CLAIM = re.compile(f"{alternation(words('claim_verbs'))}(?:了|过|着|到|出|为|成|做)?$")
_SAID_OF = re.compile(f"{alternation(_STRONG)}(?:过|出|到)?的$")
_HAS_CUE = re.compile(f"{alternation(_MULTIPLE)}|{alternation(_SINGLE)}$")
_ENDS_IN_NOUN = re.compile(f"{alternation(words('cue_nouns'))}(?:是|为|说|有|就是|如下|写道)?$")
_ENDS_IN_PROVERB = re.compile(f"{alternation(words('proverb_cues'))}(?:说|讲|云|曰|道|是|说得好|讲得好|有云|叫做)?[：:，,]?$")
_ENDS_IN_LEAD = re.compile(f"{alternation(words('term_leads'))}$")
_FIGURE = re.compile(r"[0-9０-９A-Za-z·•.一二三四五六七八九十百]+$")
_LABEL = re.compile(r"^\W*[^，。；：！？“”]{1,12}$")
_RIGHT_NOUN = re.compile(
    f"^[，,]?(?:这|那|等|之|的|一|句|个|样|段|番|些|类|种|首|则|条|几|两){{0,4}}(?:[^，。；：“”的]{{0,6}}的|(?<=等)[^，。；：“”的]{{0,4}})?{alternation(words('cue_nouns'))}"
)
_RIGHT_HEAD = re.compile(f"^(?:的|这一|这个|这种|等|之类的?|那样的?|重要|伟大|大)?{alternation(words('term_heads'))}")
_RIGHT_CUE = re.compile(f"^[，,。]?[^，。；：“”]{{1,24}}?{alternation(_STRONG)}(?:了|过|道|着|到)?[，。：！；]")
_RIGHT_SOURCE = re.compile(r"^[，。；、]?(?:[（(\[【][^）)\]】]{2,60}[）)\]】]|[①-⑳❶-❿⑴-⒇]|<sup>|\[\d+\]|——|--)")
_PRONOUN = re.compile(r"我|你|他|她|咱|俺|吾|汝|尔|谁|大家|自己|咱们|您")
_FUNCTION = re.compile(
    r"不|是|要|必须|应|能|会|可以|没|就|都|把|被|让|使|了|吗|呢|啊|吧|呀|嘛|什么|怎|只|才|也|还|将|若|如果|因为|所以|但|却|则|而|者|之|乎|矣|焉|无|莫|勿|岂|何|以|于|得|过|着|给|向|对|比|为"
)
_TERM_END = re.compile(f"{alternation(h for h in words('term_heads') if h not in ('上', '下', '中', '内', '外', '前', '后', '时', '号', '者', '间', '里', '日', '期', '力量', '要求', '问题', '规律', '道路'))}$")
_DUN_LIST = re.compile(r"^[^，。；：！？、]+(?:、[^，。；：！？、]+)+$")
_SAME_ENDINGS = re.compile(r"[^，、]{1,2}([^，、]{2})(?:[，、][^，、]{1,2}\1)+$")  # 懂规则，敬规则，守规则
_PARTS_OF_SAYING = re.compile(r"[，；、。,;：]")
_PARTS = re.compile(r"[，；,;]")
_LATIN = re.compile(r"[A-Za-z0-9０-９]|[一二三四五六七八九十]+[·•.][一二三四五六七八九十]+")
_NUMBERED = re.compile(r"^[一二三四五六七八九十两双多几]+[个大条项种不要有讲]?\S{1,4}(?:[、，,][一二三四五六七八九十两双多几]+\S{1,6})*$")
_CLASSICAL = re.compile(r"[之其乎焉矣者莫勿岂孰曰兮]|而(?!且|是|已)|则(?!是)|以[^及后前来下上往]|亦|若|不如|不[^，]{0,3}不|无[^，]{1,3}[，无不]")
_WORK_TITLE = re.compile(
    r"^(?:关于|论(?!坛)|试论|谈|致|给|与)[^，。]{3,}$|(?:条例|草案|办法|计划|报告|讲话|指示|决定|决议|通知|意见书|建议书|申请书|决心书|保证书|挑战书|总结|大事记|一览|书$|简报|传单|宣言|札记|日记|丛书|辞典|词典|学报|月刊|画报)$"
)
_TITLE_NOUNS = ("指示", "意见", "通知", "报告", "决定", "决议", "办法", "规定", "书", "讲话", "草案", "总结", "问题", "条例", "计划", "规划")
_LEADS_TO_TITLE = re.compile(r"(?:题为|原题为?|题目(?:是|为|叫)|标题(?:是|为)?|文章|发表了?|刊登了?|刊载了?|读了?|写了?|著有?|著作|一书|演讲|主编的?|出版了?|转载了?|发出了?|下发了?|转发了?|批转了?|起草了?|社论|原题|印发了?|学习了?|修正|拟具|拟订|订定|审查|审议|函送|就有?关?|有关|关于|针对|研拟之?|依据?|依照|名为|栏目|专栏|影片|电影|歌曲?)[：:]?$")
_LEADS_TO_THEME = re.compile(r"(?:主题|题目|课题|议题|专题|主线|目标|总目标|名称|名字|代号|绰号|外号|全称|简称)(?:就?是|为|叫|：)+$|以$")
_THEME_AFTER = re.compile(r"^(?:为|作为|成为)(?:主题|题|名|代表|首|核心|中心|目标|契机|抓手|载体|主线|纲|标志|特征|内容|主要内容)|^(?:主题|专题|系列)")
_THIS = re.compile(r"^(?:，|,)?(?:这|那)(?:一|句|个|种|样|两|几|段|首|副|些|类)?")
_CUED = {"colon-cue", "colon-noun", "proverb"}
_TIMES = ((2, "2"), (4, "4"), (6, "6"), (9, "9"), (14, "14"), (24, "24"), (48, "48"))


@dataclass(frozen=True, slots=True)
class Setting:
    """A stretch and what surrounds it, in simplified characters, white space gone from the inner edges."""

    before: str
    text: str
    after: str
    repeated: int = 1  # how often the document has the stretch between marks
    continued: bool = False  # one of the two marks is missing

    @property
    def cued(self) -> bool:
        """A verb of saying stands right before the marks."""
        before = self.before.rstrip("：:，,")
        return bool(before) and bool(_ENDS_IN_CUE.search(_last_clause(before)))


def setting(text: str, start: int, end: int, mark_start: int, mark_end: int) -> Setting:
    """The setting of `text[start:end]`, whose marks reach from `mark_start` to `mark_end`."""
    before = simplify(text[max(0, mark_start - BEFORE) : mark_start]).rstrip()
    after = simplify(text[mark_end : mark_end + AFTER]).lstrip()
    return Setting(before, simplify(text[start:end]), after)


def likelihood(place: Setting) -> float:
    """The probability that the stretch is a quotation.

    >>> likelihood(Setting("周大山同志指出：", "没有调查就没有发言权。", "这句话")) > 0.9
    True
    >>> likelihood(Setting("继续推进", "村村亮", "工程，")) < 0.1
    True
    """
    weights = fitted_weights()
    total = weights["always"] + sum(weights.get(sign, 0.0) for sign in signs(place))
    return 1 / (1 + exp(-total))


@cache
def known_sayings() -> frozenset[str]:
    """The clauses of words/sayings.txt."""
    return frozenset(clause for entry in words("sayings") for clause in simplify(entry).split("，"))


@cache
def fitted_weights() -> dict[str, float]:
    """The weight of each sign, from words/quotation_weights.txt."""
    rows = (FOLDER / "quotation_weights.txt").read_text(encoding="utf-8").splitlines()
    pairs = (row.partition("#")[0].split() for row in rows)
    return {pair[0]: float(pair[1]) for pair in pairs if pair}


def signs(place: Setting) -> Iterator[str]:
    """The names of the signs present."""
    before = set(_signs_before(place))
    yield from before
    yield from _signs_inside(place, cued=not _CUED.isdisjoint(before))
    yield from _signs_after(place)
    if place.repeated > 1 and len(place.text) >= 12:
        yield "long-repeated"
    elif place.repeated > 2:
        yield "repeated"
    elif place.repeated == 2:
        yield "twice"
    if _REPORTED.search(SENTENCE_ENDS.split(place.before)[-1][:-1]):
        yield "in-report"
    if place.continued and len(place.text) < 12:
        yield "broken"


def _signs_before(place: Setting) -> Iterator[str]:
    before = place.before
    last = before[-1:]
    if not before or last in SENTENCE_END + "；;":
        yield "begins-sentence"
        return
    if last in "”’」』":
        yield "after-quoted"
        return
    if last in "、和与及或" and before[-2:-1] in "”’」』":
        yield "after-list"
        return
    if _ENDS_IN_PROVERB.search(before):
        yield "proverb"
    if _LEADS_TO_THEME.search(before):
        yield "leads-to-theme"
    elif _LEADS_TO_TITLE.search(before):
        yield "leads-to-title"
    if last in "：:":
        yield from _signs_before_colon(before[:-1])
    elif last in "，,":
        yield from _signs_before_comma(before[:-1])
    elif last in "、（(《—-":
        yield "before" + ("-dash" if last in "—-" else last.replace("(", "（"))
    else:
        yield from _signs_before_mark(before)


def _last_clause(before: str) -> str:
    found = _CLAUSE.search(before)
    return found.group() if found else ""


def _signs_before_colon(before: str) -> Iterator[str]:
    clause = _last_clause(before)
    if _ENDS_IN_CUE.search(clause):
        yield "colon-cue"
    elif _ENDS_IN_NOUN.search(clause):
        yield "colon-noun"
    elif _HAS_CUE.search(clause):
        yield "colon-has-cue"
    elif _LABEL.match(before):
        yield "colon-label"
    else:
        yield "colon"


def _signs_before_comma(before: str) -> Iterator[str]:
    clause = _last_clause(before)
    if _ENDS_IN_CUE.search(clause):
        yield "comma-cue"
    elif _ENDS_IN_NOUN.search(clause):
        yield "comma-noun"
    elif _ENDS_IN_CLAIM.search(clause):
        yield "comma-claim"
    else:
        yield "comma"


def _signs_before_mark(before: str) -> Iterator[str]:
    clause = _last_clause(before)
    if _ENDS_IN_CLAIM.search(clause):
        yield "claim"
    elif _ENDS_IN_CUE.search(clause):
        yield "cue"
    elif _SAID_OF.search(clause):
        yield "said-of"
    elif _ENDS_IN_NOUN.search(clause):
        yield "noun"
    elif clause.endswith("的"):
        yield "of"
    elif clause.endswith("要"):
        yield "should"
    elif clause.endswith("是"):
        yield "is"
    else:
        yield "word"
    if _ENDS_IN_LEAD.search(clause):
        yield "term-lead"


def _signs_inside(place: Setting, cued: bool) -> Iterator[str]:
    text = place.text
    letters = sum(map(str.isalnum, text[:60]))
    yield ("cued-" if cued else "length-") + next((name for limit, name in _TIMES if letters <= limit), "long")
    ended = text[-1:] in SENTENCE_END
    if ended:
        yield "ends-sentence"
    body = text[:-1] if ended else text
    if any(mark in body for mark in "。！？；!?"):
        yield "several-sentences"
    elif _DUN_LIST.match(body):
        yield "enumeration" if letters > 10 else "enumeration-short"
    elif "，" in body or "," in body:
        yield "clauses"
        parts = [len(part.strip()) for part in _PARTS.split(body)]
        if len(set(parts)) == 1 and 3 <= parts[0] <= 8:
            yield "verse"
    if _SAME_ENDINGS.match(body):
        yield "same-endings"
    if _PRONOUN.search(text):
        yield "pronoun"
    if any(part.strip() in known_sayings() for part in _PARTS_OF_SAYING.split(body)):
        yield "saying-as-name" if _RIGHT_HEAD.match(place.after) else "known-saying"
    if letters <= 24 and not cued:
        yield from _signs_of_clause(text, body, letters)


def _signs_of_clause(text: str, body: str, letters: int) -> Iterator[str]:
    function = len(_FUNCTION.findall(text))
    yield "function-" + ("0" if not function else "1" if function == 1 else "2" if function == 2 else "many")
    if not function and letters > 4:
        yield "no-function-long"
    if _TERM_END.search(body):
        yield "term-end"
    if _LATIN.search(text):
        yield "figures"
    if _NUMBERED.match(body):
        yield "numbered"
    if _WORK_TITLE.search(body):
        yield "work-title"
        if body.startswith(("关于", "对于", "论", "为")) and body.endswith(_TITLE_NOUNS):
            yield "work-title-whole"
    if letters > 4 and len(_CLASSICAL.findall(text)) > 1 - ("，" in text):
        yield "classical"


def _signs_after(place: Setting) -> Iterator[str]:
    after = place.after
    first = after[:1]
    if not after:
        yield "ends-paragraph"
    elif first in "。！？!?；;":
        yield "then-stop"
    elif first in "，,":
        yield "then-comma"
    elif first in "“「『‘":
        yield "then-quoted"
    elif first in "、和与及或" and after[1:3].strip("“「『‘") != after[1:3]:
        yield "then-list"
    elif first == "的":
        yield "then-of"
    elif first.isalnum() and place.text[-1:] not in SENTENCE_END:
        yield "then-word"
    elif first.isalnum():
        yield "then-sentence"
    if _RIGHT_NOUN.match(after):
        yield "then-noun"
    elif _RIGHT_HEAD.match(after):
        yield "then-term-head"
    if _THEME_AFTER.match(after):
        yield "then-theme"
    elif _THIS.match(after):
        yield "then-this"
    if _RIGHT_SOURCE.match(after):
        yield "then-source"
    if _RIGHT_CUE.match(after):
        yield "then-cue"
