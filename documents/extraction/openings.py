"""Where the text of a document begins, and the lines of the head before it: title, by-lines, information."""

from __future__ import annotations

import re

from archive.lib.words import alternation
from people.names import is_person_name, name_after, split_position
from people.names.shapes import join_padded

from .beginnings import NUMBERED, label_of
from .characters import columns
from .lexicon import information, of_meetings, words
from .types import Line

SENTENCE = re.compile(r"[。！？!?…；;]")
STOPPED = re.compile(r"[。！？!?…][”’」』）)】〗\"]*$")
INFORMATION = re.compile(
    r"[（(〖【\[〔]?(?:"
    + "|".join(r"[\s\u3000]*".join(word) for word in sorted(information(), key=len, reverse=True))
    + r")"
    r"\s*(?:[:：]|[\u3000]{1,4}|\s{2,6})"
)
PRESENT = re.compile(  # 接见时在座的还有秋里、谷牧等同志。 before the first turn
    r"[^，。：；“”]{0,8}?(?:在座|陪同|参加|出席|到会|列席|在场)[^，。：；“”]{0,8}?的?(?:还有|有|是)[：:]?"
    r"(?P<list>[^。；：“”]{2,8}、[^。；：“”]{2,200}|[^。；：“”、，]{2,20}?(?:同志|先生|女士))[。、，]?$"
)
NUMBERED_DOCUMENT = re.compile(  # 江政办发〔2018〕31号, 江发（64）第117号: the number an office gives a paper
    r"[（(]?[一-鿿]{1,14}[〔\[［（(【]\s*(?:\d{2,4}|[一二三四五六七八九〇○零]{2,4})\s*[〕\]］）)】]\s*(?:第\s*)?"
    r"(?:\d{1,5}|[一二三四五六七八九十百〇○零]{1,6})\s*[号號][）)]?$"
    r"|[一-鿿]{2,12}\s?[A-Z]{1,5}\s*[（(]?\d[^，。：]{0,24}[号號]文件$"  # 立法會CB(2)2188/10-11號文件
    # where an archive keeps it
    r"|[^，。：]{0,20}(?:全宗|案卷|卷宗|卷号|档号|檔\s{0,6}號)号?\s*[:：]?\s*[\dA-Z-]+[^，。]{0,20}$"
)
PARTY = re.compile(alternation(words("parties")) + r"\s*[：:]\s*")
PARTY_BODY = re.compile(r"[^，。！？]{2,30}(?:公司|厂|院|局|社|会|所|店|委|政府|學校|学校|大学|中心)。?$")
PERIODICAL = re.compile(  # 某省人民政府公报　2009年第18期, 嵐江文藝　第二十一期　民國七十三年一月
    r"(?P<title>[一-鿿]{2,20}(?:公报|公報|简报|簡報|通讯|通訊|月刊|杂志|雜誌|内参|参考|动态|文史|史料|党史|史志|研究|论丛|学刊|评论|評論|论坛|論壇"
    r"|文艺|文藝|文学|文學|文化|学报|學報|导刊|導刊|画报|畫報|译丛|选刊|天地|生活|之友|世界|艺术|藝術))[\s\u3000]+"
    r"(?P<issue>(?:[12]\d{3}\s*年\s*)?(?:第\s*[\d一二三四五六七八九十百]{1,4}\s*卷[\s\u3000]*)?第\s*[\d一二三四五六七八九十百]{1,4}\s*[期号號](?:\s*[（(]总第\s*\d{1,5}\s*期[)）])?)"
    r"(?:[\s\u3000]+(?:民[国國])?[\d一二三四五六七八九十〇○零]{1,4}年[\d一二三四五六七八九十]{1,3}月(?:[号號]|.{1,4}日)?)?$"
)
FIELD = re.compile(r"[^\s，。；！？“”：:]{1,2}(?:[\s\u3000]{0,6}[^\s，。；！？“”：:]){0,6}\s*[:：]")
SPEAKING = frozenset(("主持人", "主持", "主席", "嘉宾", "记者", "作者", "编者", "受访者", "采访者", "整理者"))
IMPRINT = re.compile(
    r"ISBN|ISSN|CIP|图书在版编目|圖書在版|版权所有|翻印必究|侵权必究|印刷(?:厂|有限|质量|[:：])"
    r"|(?:开\s*本|印\s*张|字\s*数|印\s*数|版\s*次|印\s*次|定\s*价)\s*[:：\d\u3000 ]"
    r"|(?:编|著|译)\.\s*[—-]|出版社[,，]\s*\d{4}|书\s*号|经\s*销|新华书店|出版发行|社\s*址|邮\s*编|网\s*址|责任编辑|封面设计|装帧|责任校对|责任印制|策划编辑"
)
BOOK = re.compile(r"ISBN|图书在版编目|圖書在版|CIP|定\s*价|印\s*张")
SALUTATION = re.compile(
    r"(?:各位|同志们|同學們|同学们|同志們|尊敬的|敬爱的|亲爱的|親愛的|女士们|先生们|女士們|先生們|朋友们|战友们|乡亲们|父老|代表们|主席先生|全体|诸位|諸位)"
    r"[^。]{0,60}[：:！!，,]$"
)
ADDRESS = re.compile(r"[^。！？]{2,200}[:：]$")
DATELINE = re.compile(
    r"[【\[（(〔]?\s*(?:本报|本刊|本社|新华社|新華社|新华网|中新社|中央社|中新网|人民网|央视网|据|民革|记者)[^。，：:]{0,24}"
    r"(?:电|電|讯|訊|报道|消息)[】\]）)〕]?\s*[（(:：\s]?"
    r"|[【\[（(〔]?(?:《[^》]{2,10}》|[一-鿿]{2,6}[报報])[讯訊][】\]）)〕]?"
)
EDITORIAL = re.compile(
    r"[【〔\[（(]?(?:编者|編者|本报编者|本刊编者|记者)?(?:按语|按|案)[】〕\]）)]?\s*[:：]|[【〔\[]?(?:编者|編者)[按案]"
)
ABSTRACT = re.compile(
    r"[【\[〔［]?(?:内容|本文)?(?:摘\s*要|提\s*要|导读|核心提示|内容简介)(?:[:：\s]|[】\]〕］])|Abstract\s*[:：]", re.I
)
CATALOGUED = re.compile(  # what a journal prints round an article for those who catalogue it
    r"[［\[【（(〔]?\s*(?:关\s*键\s*[词字]|關\s*鍵\s*詞|中图分类号|分类号|文献标识码|文章编号|收稿日期|修回日期|基金项目|资助项目|作者简介|第一作者"
    r"|通讯作者|通信作者|Key\s?words|DOI|CLC)\s*(?:[］\]】）)〕]|[:：])"
    r"|[（(][^。]{2,200}(?:大学|大學|学院|學院|研究院|研究所|党校|中心|局|厅|委|馆|社)[^。]{0,40}\d{6}"
    r"[^。]{0,200}[)）]$",  # where the authors work
    re.I,
)
BRACKETED = re.compile(r"[（(〖〈【\[〔［][^（()）]{0,200}[）)〗〉】\]〕］]$|[（(].{0,200}[)）]$")
YEAR = r"(?:(?:\d{2,4}|[〇○零一二三四五六七八九十]{1,4}|元)\s*年|(?:1[89]|20)\d\d\s*[./-])"
DATE = re.compile(
    rf"[（(]?(?:公元|民国|民國|中华民国|中華民國)?\s*{YEAR}\s*(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})\s*"
    r"(?:[月./-]\s*(?:\d{1,2}|[〇一二三四五六七八九十]{1,3})?\s*[日号]?|(?=\s*[）)]?$))(?:[上下]午|晚上?|夜)?[^，。；]{0,12}[）)]?$"
)
SOURCE = re.compile(
    r"[（(【\[［]?\s*[-—–]*\s*(?:信息|文章|本文|稿件|资料|内容)?(?:来源|來源|出处|出處|原载|原載|录自|錄自|刊载于|选自|選自|摘自|转自|转载|引自|载于|刊于|见《)\s*[于自]?\s*[:：|｜丨]?"
    r"|(?:[【\[][^】\]]{1,8}[】\]]\s*)?[（(【\[［]?\s*(?:责任?编辑?|責任編輯|编辑|編輯|校对|审核|文字|图片|摄影|攝影|排版|美编|统筹|策划|编审|作者单位|作者|记者|本文责编|栏目|本文链接|供稿|录入|文字整理|打字|监制|初审|复审|终审|审稿)\s*[:：|｜丨]"
    r"|[（(]?\s*(?:主题词|抄送|抄报|主送|报|送|发|分送|印送|发送|签发|共印|此件)\s*[:：发不已可一二三四五六七八九十\d]"
    r"|发信站\s*[:：]|附件\s*\d{0,2}\s*[:：]\s*\S|[（(][^（()）]{1,16}(?:整理|供稿|记录|口述)\s*[。，,）)]"
    r"|[（(*＊]?\s*(?:本文)?作者(?:为|為|系|是|单位|單位|簡介|简介)"
    r"|(?:根据|根據|据).{2,40}(?:打印|刊印|翻印|整理|排印|抄印|录入|校对|原件|文件|档案材料)"
)
RECORDED = re.compile(  # 县委讨论一封信，一九六六年七月六日。记录摘要。
    r"日[，。\s]*(?:根据)?(?:录音|发言|会议|谈话)?(?:记录|纪录|整理)(?:稿|摘要|要点|节录)?。?$"
)
BYLINE = re.compile(
    r"[【\[（(][^】\])）]{0,30}(?:记者|記者|撰文|攝影|摄影|編輯|编辑|整理)\s*[:：︰][^】\])）]{0,80}[】\])）]$|"
    r"[（(](?:以上笔录|以上记录|本报|本刊|新华社|记者|通讯员|作者|编辑|原载|摘自|载|据)[^）)]{0,60}[）)]$|[-—–]{1,4}\s*(?:编者|編者|记者|作者|译者)[）)]?$|"
    r"[^，。；：！？“”\s]{2,24}(?:报道组|通讯组|写作组|写作小组|创作组|大批判组|调查组|编写组|通讯员|评论员|编辑部)$"
)


def text_start(units: list[Line], titled: bool = False) -> int:
    """The index of the first unit that is text or a heading of the text; `len(units)` if all is head.

    The first line is a title unless it can be none, or the document is `titled` elsewhere.
    """
    title = fold_title(units[0].text.text[:400]) if units else ""
    first = imprint_end(units)
    for i, unit in enumerate(units):
        if i < first or (i == 0 and not titled and not opens_without_title(unit)):
            continue
        if i and is_field(unit.text.text) and is_field(units[i - 1].text.text):
            continue
        if i and describes(unit.text.text, units[i - 1].text.text):
            continue
        if i and is_name_alone(units[i - 1].text.text) and is_value(unit.text.text):
            continue  # the value of 索引号： on the line above
        if i and is_repeat(unit.text.text, title):
            continue
        if opens_text(units, i):
            return next((j for j in (i - 1, i - 2) if j > 0 and names_speaker(units, j)), i)
    return 0 if units and is_text(units[0]) else len(units)


def imprint_end(units: list[Line]) -> int:
    """The index past the imprint of a book (CIP data, printer, price), if its first pages have one; else 0."""
    short = [i for i, unit in enumerate(units[:90]) if len(unit.text) < 200 and not STOPPED.search(unit.text.text)]
    lines = [i for i in short if IMPRINT.search(units[i].text.text)]
    return lines[-1] + 1 if any(BOOK.search(units[i].text.text) for i in lines) else 0


def opens_without_title(unit: Line) -> bool:
    """Whether a file begins with its text: a dateline, an address, a long paragraph."""
    text = unit.text.text
    if unit.markup[:1] == "h":
        return False
    return bool(DATELINE.match(text) or SALUTATION.match(text)) or (len(text) > 60 and bool(STOPPED.search(text)))


def opens_text(units: list[Line], i: int) -> bool:
    """Whether the text begins with unit `i`: running text, or a heading that running text follows."""
    if is_text(units[i]) or CONTENTS.match(units[i].text.text):
        return True
    if is_year(units[i]) and any(map(is_year, units[i + 1 : i + 80])) and i + 1 < len(units):
        return is_text(units[i + 1]) or bool(NUMBERED_MONTH.match(units[i + 1].text.text))
    if not looks_like_heading(units[i]):
        return False
    following = i + 1
    while following < len(units) and following < i + 4 and looks_like_heading(units[following]):
        following += 1
    if following < len(units) and (
        is_placed(units[following].text.text)
        or (is_heading_word(units[i].text.text) and is_person_name(join_padded(units[following].text.text)))
    ):
        following += 1  # 序 / 砚溪县县长　周某某, 序 / 周某某
    below = units[following : following + 2]
    if len(below) > 1 and BRACKETED.match(below[0].text.text) and is_text(below[1]):
        return True  # I. 通過會議紀要 / （立法會…號文件） / 1. 會議的紀要獲確認通過。
    cut = (
        len(below) > 1 and re.search("，.{4}", below[0].text.text) and is_text(below[1])
    )  # in the middle of a sentence
    return bool(below and (is_text(below[0]) or cut))


def names_speaker(units: list[Line], i: int) -> bool:
    """Whether a line is a speaker's label by itself: [主持人], or a name that stands alone over later turns too.

    Two lines further down that are alike are enough where an office stands beside the name (市长　顾某某), or where the
    head says that he takes part.
    """
    text = units[i].text.text
    if FRAMED_NAME.fullmatch(text):
        return True
    if is_information(text):
        return False  # 主　　席　王院長金平
    if is_placed(text):
        return sum(is_placed(unit.text.text) for unit in units[i + 2 :]) > 1
    if SPEECH_OF.fullmatch(text):  # 江某的讲话 over each of two speeches
        return any(SPEECH_OF.fullmatch(unit.text.text) for unit in units[i + 2 :])
    name = join_padded(text)
    if len(name) > 4 or not is_person_name(name):
        return False
    if sum(unit.text.text == text for unit in units[i:]) > 2:
        return True
    stated = any(name in unit.text.text for unit in units[:i])
    return stated and sum(is_person_name(join_padded(unit.text.text)) for unit in units[i + 2 :]) > 1


SPEECH_OF = re.compile(r"[\u4e00-\u9fff]{2,4}(?:同志)?的?(?:讲话|講話|发言|發言|书面发言|插话)")


def is_placed(text: str) -> bool:
    """Whether a line prints an office and a name and nothing else.

    >>> [is_placed(t) for t in ("市委副书记、市长　顾明远", "罗大山代表（白石村支书）", "顾明远指出，要修堰。")]
    [True, True, False]
    """
    if not 4 < len(text) < 50 or SENTENCE.search(text) or text[-1] in "：:，。":
        return False
    if text[-1] in "）)":
        behind = NAME_AND_POST.fullmatch(text)
        return behind is not None and is_person_name(behind["name"])
    pair = split_position(text)
    return pair is not None and len(pair[0]) > 2


NAME_AND_POST = re.compile(
    r"(?P<name>[\u4e00-\u9fff·]{2,4}?)(?:代表|委员|委員|同志|先生|女士)?\s?[（(](?P<post>[^（()）。：:\d]{4,30})[)）]"
)
FRAMED_NAME = re.compile(
    r"\s*[【\[［〔][^\d【】\[\]［］〔〕：:，。]{1,12}[】\]］〕]\s*"
)  # [主持人] on a line of its own
CONTENTS = re.compile(r"(?:本\s*书|本\s*期|全\s*书)?\s*(?:目\s*[录錄次]|要\s*目)\s*[:：]?$|contents$", re.I)


NUMBERED_MONTH = re.compile(r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})月")


def is_year(unit: Line) -> bool:
    """Whether a line is a year and nothing else, as over the entries of a chronicle."""
    return bool(YEAR_ALONE.fullmatch(unit.text.text))


YEAR_ALONE = re.compile(r"(?:公元)?(?:[12]\d{3}|[一二三四五六七八九〇○零]{4})\s*年(?:[（(][^（()）]{2,16}[)）])?")


def looks_like_heading(unit: Line) -> bool:
    """Whether a unit in a head could be the first heading of the text: numbered, named as such, or marked."""
    text = unit.text.text
    return (
        is_heading_word(text)
        or (bool(NUMBERED.match(text) or ORDINAL.match(text)) and not DATE.match(text))
        or unit.markup in HEADING_MARKS
    )


ORDINAL = re.compile(r"第[一二三四五六七八九十]{1,2}[、，：:]")
HEADING_MARKS = frozenset(("h2", "h3", "h4", "h5", "h6"))
HEADING_WORD = re.compile(alternation(w for w in words("headings")) + r"[一二三四五六七八九十\d]{0,3}\s*[:：]?$")


def is_heading_word(text: str) -> bool:
    """Whether a line is one of the words that are headings by themselves.

    >>> is_heading_word("前　言"), is_heading_word("附录二："), is_heading_word("前言不搭后语")
    (True, True, False)
    """
    return len(text) < 14 and bool(HEADING_WORD.match(re.sub(r"\s+", "", text)))


def is_information(text: str) -> bool:
    """Whether a line gives time, place, those present, source, number and the like, and is not a speaker's turn."""
    if is_party(text) or (len(text) < 240 and PRESENT.match(text)):
        return True
    found = INFORMATION.match(text)
    if not found:
        return bool(NUMBERED_DOCUMENT.match(text))
    label = re.sub(r"[\s:：（(〖【\[〔]", "", found[0])
    if label in SPEAKING and text[-1:] in "：:" and len(text) > found.end() + 2:
        return False  # 主持人　市政府新闻办副主任　许某某： opens a turn
    return label not in SPEAKING or (not SENTENCE.search(text) and len(text) < 60)


def tells_of_meeting(text: str) -> bool:
    """Whether a line says when, where or with whom a meeting was held: 地点：…, 〖出席者：…〗."""
    found = INFORMATION.match(text)
    return found is not None and re.sub(r"[\s:：（(〖【\[〔]", "", found[0]) in of_meetings()


def is_party(text: str) -> bool:
    """Whether a line names who takes part in a hearing, and is not his turn.

    >>> [is_party(t) for t in ("申请人：罗大山，男，住某村。", "被申请人：宏远建材厂。")]
    [True, True]
    >>> [is_party(t) for t in ("申请人：罗大山欠我钱。", "被告人：没有。")]
    [False, False]
    """
    role = PARTY.match(text)
    if not role:
        return False
    if split_position(text[role.end() :].rstrip("。")):  # 公诉人：某某人民检察院检察员　陶某某
        return True
    named = name_after(text, role.end())
    if named and (named[0] == len(text) or text[named[0]] in "，,、。；;（( \u3000"):
        return True
    return bool(PARTY_BODY.match(text, role.end()))


def is_site_line(text: str) -> bool:
    """Whether a site tells of a text in one line: 选择字号： 大 中 小  本文共阅读 2 次  更新时间：2012-05-19."""
    return len(text) < 160 and not SENTENCE.search(text) and bool(SITE_LINE.search(text))


SITE_LINE = re.compile(r"(?:更新时间|发布时间|發佈時間|发布日期|来源|來源|责任编辑|点击数?|阅读次数|浏览次数)\s*[:：]")


def describes(text: str, by_line: str) -> bool:
    """Whether a line in brackets says who somebody of the by-line above it is.

    >>> describes("（沈石桥：原县农校教师。该校后改为农学院。）", "县农学院、沈石桥")
    True
    """
    found = DESCRIPTION.match(text)
    return found is not None and len(by_line) < 60 and found[1] in by_line and text[-1:] in "）)】]］〕"


DESCRIPTION = re.compile(r"[（(【\[［〔]\s*([一-鿿·]{2,8})\s*[：:，,系（(]")


def is_name_alone(text: str) -> bool:
    """Whether a line is the name of a value that stands on the next line: 索 引 号：, 发文机关：."""
    return text[-1:] in "：:" and len(text) < 20 and INFORMATION.fullmatch(text) is not None


def is_value(text: str) -> bool:
    """Whether a line can be the value of a name above it: short, and no sentence."""
    return len(text) < 120 and not STOPPED.search(text)


def is_field(text: str) -> bool:
    """Whether a line is a named value, `文件性质：备忘录`: in a row of such lines none is a turn."""
    named = FIELD.match(text) and text[-1:] not in "：:"  # 各乡人民政府： addresses somebody
    return is_information(text) or (bool(named) and not SENTENCE.search(text) and len(text) < 160)


def is_text(unit: Line) -> bool:
    """Whether a unit is running text rather than a line of a head."""
    text = unit.text.text
    if (
        is_information(text)
        or CATALOGUED.match(text)
        or is_site_line(text)
        or (IMPRINT.search(text) and len(text) < 160)
    ):
        return False
    if BRACKETED.match(text) and (columns(text) < 84 or DATE.match(text[1:-1])) and not re.search(r"。.*。", text):
        return False
    if RECORDED.search(text) and len(text) < 80:
        return False
    if SALUTATION.match(text) or EDITORIAL.match(text) or ABSTRACT.match(text):
        return True
    if (found := DATELINE.match(text)) and len(text) > found.end() + 10:
        return True
    label = label_of(text)
    if label and (SENTENCE.search(text) or len(text) > 50) and (len(text) - label.end() > 6 or STOPPED.search(text)):
        return True  # 主席：噢！
    if unit.markup[:1] == "h":
        return False
    if ADDRESS.match(text):
        return True
    if STOPPED.search(text):
        return columns(text) >= 30 or "，" in text or "。" in text
    return (bool(SENTENCE.search(text)) and len(text) > 30) or columns(text) >= 110


def fold_title(text: str) -> str:
    """Letters and ideographs only, to tell a repeated title."""
    return re.sub(r"[\W_]+", "", text)


def is_repeat(text: str, title: str) -> bool:
    """Whether a line repeats the title or a part of it."""
    own = fold_title(text)
    if len(own) < 4 or text.endswith("。"):
        return False
    return own in title or (len(title) >= 4 and title in own and len(own) < 2 * len(title) and not STOPPED.search(text))
