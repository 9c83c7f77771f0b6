"""Web pages saved whole: menus, breadcrumbs, tool bars, related items and footers round one text.

A line goes when its words say so (navigation.txt), when it is mostly links, or when it stands outside the prose of the
page among such lines. Lines that say who, where from and when (来源, 作者, 发布时间) stay: they are read later.
"""

from __future__ import annotations

import re
from itertools import pairwise

from archive.lib.words import alternation
from documents.readers.base import SourceText

from .beginnings import NUMBERED
from .characters import columns, ends_sentence
from .lexicon import words
from .markup import DrawnLine

NAVIGATION = frozenset(words("navigation"))
TOKENS = re.compile(r"[^\s|｜\[\]【】()（）·•>＞»›《》<＜/、:：,，×+_—-]+")

BREADCRUMB = re.compile(
    r"(?:您|你)?(?:现在|目前)?(?:的|所在|所在的)?(?:位置|位置是)\s*[:：]|当前(?:位置|栏目)\s*[:：]?"
    r"|(?:网站)?首[页頁]\s*(?:[>＞»›/→-]|&gt;|-&gt;)"
)
CRUMBS = re.compile(  # 某某网>>时政>>综合报道: steps without the word for where one is
    r"[^\s。，；>＞»›][^。，；>＞»›]{0,23}(?:\s*(?:>>|＞＞|[>＞»›→])\s*[^。，；>＞»›]{1,24}){2,6}$"
)
SITE_NAME = re.compile(r"[^。，；：\s]{2,24}(?:门户网站|官方网站|新闻网站?|政府网站?|信息网|(?<=网)首页|官网)$")
MENU_ROW = re.compile(  # 首页 | 法学 | 经济 | 历史, -- 政府部门网站 -- -- 新闻媒体网站 --, 进入专题： 水利
    r"[^|｜，。]{1,8}(?:\s*[|｜]\s*[^|｜，。]{1,8}){3,}$|--.{2,12}--(?:\s+--.{2,12}--)*$|进入\s*(?:专题|专栏|.{2,8}的专栏)"
)
SITE_ENDING = re.compile(r"[^。，；：\s]{1,12}(?:网|網|网站|在线|热线|频道)$")
FOOTER = re.compile(
    r"版权所有|版權所有|版权声明|Copyright|©|\(C\)|[A-Z津京沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]ICP[备证]|ICP备\d"
    r"|公网安备|网站标识码|All Rights Reserved|技术支持[:：]|(?:主办|承办|协办)(?:单位)?[:：]|Powered [Bb]y"
    r"|网络文化经营许可|(?:不良信息|违法)?举报电话|建议使用.{0,20}(?:浏览器|分辨率)|最佳浏览|许可证(?:编)?号"
)
NOTICE = re.compile(  # of whoever put the text on the net; found in plain text files too
    r"本(?:文档?|资料|范文|文章|作品)由.{0,24}(?:收集|整理|提供|上传|发布)|来源于?\s*[a-zA-Z]{4,}\s*[,，]?\s*欢迎|欢迎(?:阅读|下载|来到|访问|关注).{0,40}$"
    r"|^收录于(?:合集|话题)|^(?:上|下)[一1](?:篇|条|页|則|篇文章)\s*[:：]|(?:以上|上面)(?:就)?是.{0,24}小编|小编(?:为|给|精心|收集|整理).{0,40}(?:参考|帮助|欢迎|喜欢)"
    r"|更多.{0,30}(?:请(?:访问|关注|点击|浏览|移步|登录|查看)|尽在)|转载请注明|请(?:移步|点击)\s*[a-zA-Z.]{4,}|(?:www\.|https?://)\S+.{0,12}$"
)
DISCLAIMER = re.compile(
    r"凡本(?:网|站).{0,60}|本(?:网|站|信息|页面)(?:站)?.{0,40}(?:转载|转自|版权|收集|整理|来源于?网络|授权|浏览|次)"
    r"|在方框中输入|多个邮件之间|验证码|请先登录|登录后|如有侵权|不代表本(?:站|网|網)|仅供(?:参考|学习)|未经.{0,12}(?:授权|许可).{0,10}(?:不得|禁止)"
    r"|^(?:声明|免责声明|版权声明)[:：]|公益.{0,8}网站|成為.{0,12}(?:訂戶|會員)|[月年]費訂戶|下载(?:本文|此文|Word|全文)"
)
TALLY = re.compile(
    r"(?:浏览|阅读|点击|访问|閱讀|瀏覽)(?:次数|量|数)?\s*[:：]?\s*\d*\s*次?|\d+\s*(?:推荐|评论|点赞|次)$|[字]\s*[号体級级]"
)
INFORMATION = re.compile(
    r"(?:信息|文章|稿件|内容|资料)?(?:来源|來源|出处|作者|撰稿|撰文|供稿|提供单位|发布(?:时间|日期|机构|人)?|发表(?:时间|日期)"
    r"|更新(?:时间|日期)|成文日期|发文(?:机关|字号|日期)|索引号|责任?编辑?|責任編輯|编辑|編輯|记者|記者|通讯员|摄影|时间|日期|来稿|审核|校对|编审|录入"
    r"|本文(?:责编|链接)|栏目|原载|原文|转自|监制|初审|复审|终审)\s*[:：|｜丨]"
)
RELATED = re.compile(
    r"[【\[]?(?:相关|相關|热门|推荐|延伸|最新|精彩|更多|猜你|上一|下一|扫一扫|分享|打印|关闭|返回|点击图片|同类|本类)"
    r"(?:新闻|新聞|文章|阅读|閱讀|链接|報導|报道|文档|附件|专栏|专题|推荐|信息|稿件|报导|解读|政策|文件|内容|图片|视频|资料|作者|主题|喜欢|篇|条|页|本页|窗口|到|至|在手机|顶部|列表)?"
    r"|博客\s*[|｜]|相同(?:作者|主题)(?:阅读|文章)?|》》?点击|进入专题"
)
ATTACHED = re.compile(r"附件\s*[:：]?$")
CAPTION = re.compile(
    r"(?:记者|記者|通讯员|通訊員|摄影|攝影|本报|新华社|中新社)[^。]{0,24}[摄攝影]\s*[）)]?。?$|^[^，；]{2,50}[摄攝][）)]?。?$"
    r"|[（(][一-鿿·、\s]{2,12}[摄攝][）)]$|^[▲△▼▽◆↑↓]\s*[^。！？]{2,50}[。]?$|^[（(]附?[图圖]片?[^（()）]{0,10}[)）]$|^(?:图片来源|圖片來源|資料圖片|资料图片|图为|圖為|[图圖攝摄]影?[:：])"
)
PICTURED = re.compile("[摄攝图圖▲△▼▽◆↑↓]")  # one of them is in every caption
CHINESE = re.compile(r"[一-鿿]")
DATED = re.compile(r"(?:19|20)\d\d\s*[-./年]\s*\d{1,2}")
SITE_WORDS = re.compile(
    alternation(("首页", "首頁", "网站地图", "版权所有", "設為首頁", "设为首页", "ICP备", "加入收藏"))
)


def mark_web_page(lines: list[DrawnLine], source: SourceText) -> None:
    """Drop what the site added, if the source is a web page at all; notices of text collectors in any source."""
    mark_picture_lines(lines)
    mark_related_list(lines)
    for line in lines:
        if not line.dropped and 4 < len(line.text) < 160:
            if len(line.text) > 8 and NOTICE.search(line.text.text) and not INFORMATION.match(line.text.text):
                line.dropped = "site notice"
            elif is_caption(line.text.text):
                line.dropped = "caption"
    shown = [line for line in lines if not line.dropped or line.dropped == "rule"]
    if not is_web_page(shown, source):
        return
    for line in shown:
        line.dropped = line.dropped or reason(line)
    prose = [i for i, line in enumerate(shown) if not line.dropped and is_prose(line)]
    if not prose:
        return
    trim_top(shown, prose[0])
    trim_bottom(shown, last_of_text(shown, prose))


def mark_picture_lines(lines: list[DrawnLine]) -> None:
    """Drop the few words right under a picture that stands in the text; a marked or numbered line is a heading."""
    started = False
    for above, line in pairwise(lines):
        started = started or (not above.dropped and is_prose(above))
        text = line.text.text
        plain = not (line.dropped or line.markup or NUMBERED.match(text) or INFORMATION.match(text))
        if started and above.dropped == "image or mark" and plain and len(text) <= 24 and not ends_sentence(text):
            line.dropped = "caption"


def mark_related_list(lines: list[DrawnLine]) -> None:
    """Drop the list of further texts with which a collector ends a file: 【…】相关文章： and short lines after it."""
    shown = [line for line in lines[-40:] if not line.dropped]
    at = next((i for i, line in enumerate(shown) if RELATED_LIST.search(line.text.text)), len(shown))
    if all(len(line.text) < 50 and not ends_sentence(line.text.text) for line in shown[at + 1 :]):
        for line in shown[at:]:
            line.dropped = "after the text"


RELATED_LIST = re.compile(r"^.{0,60}(?:相关|推荐|延伸|精选)(?:文章|阅读|范文|推荐|内容|热词|作文)\s*[:：]$")


def is_caption(text: str) -> bool:
    """Whether a line stands under a picture, by its words or its arrow.

    >>> is_caption("▲ 修渠用过的钢钎"), is_caption("图为抢修现场。　温如海 摄"), is_caption("（附图片）")
    (True, True, True)
    """
    return len(text) < 90 and bool(PICTURED.search(text) and CAPTION.search(text))


def is_web_page(lines: list[DrawnLine], source: SourceText) -> bool:
    """Whether links, tool bars or footers show a saved web page."""
    if source.media_type == "text/html" or source.key.lower().endswith((".html", ".htm", ".xhtml")):
        return True
    signs = sum(3 * (line.linked > 0) + signs_of_site(line) for line in lines[:80] + lines[80:][-80:])
    return signs >= 3


def signs_of_site(line: DrawnLine) -> int:
    """How plainly a line is of a web site: 2 for a footer or breadcrumb, 1 for words of a tool bar."""
    text = line.text.text
    if len(text) > 200:
        return 0
    if is_breadcrumb(text) or FOOTER.search(text) or (SITE_WORDS.search(text) and not ends_sentence(text)):
        return 2
    return int(len(text) < 40 and is_navigation(text))


def reason(line: DrawnLine) -> str:
    """Why a line of a web page is no text; empty if nothing in itself says so."""
    text = line.text.text
    if line.linked and line.linked >= 0.6 * len(text) and len(text) < 120 and not ends_sentence(text):
        return "link"
    if len(text) > 400:
        return ""
    if is_breadcrumb(text):
        return "breadcrumb"
    if SITE_NAME.match(text):
        return "site name"
    if len(text) < 120 and MENU_ROW.match(text):
        return "menu"
    if len(text) < 200 and is_navigation(text):
        return "menu"
    if FOOTER.search(text) and not (is_prose(line) and ends_sentence(text)):
        return "footer"
    if DISCLAIMER.search(text) and not INFORMATION.match(text):
        return "site notice"
    if len(text) < 60 and TALLY.search(text) and not DATED.search(text) and text[-1] not in "。！？":
        return "tally"
    return ""


def is_breadcrumb(text: str) -> bool:
    """Whether a line says where in a site the page stands.

    >>> is_breadcrumb("您的位置：首页 > 要闻"), is_breadcrumb("某某网>>时政>>综合报道"), is_breadcrumb("5 > 3")
    (True, True, False)
    """
    return bool(BREADCRUMB.match(text) or (len(text) < 80 and CRUMBS.match(text)))


def is_navigation(text: str) -> bool:
    """Whether a line holds nothing but words of menus.

    >>> is_navigation("[设为首页 ] | 打印"), is_navigation("会议首页")
    (True, False)
    """
    tokens = TOKENS.findall(text)
    return all(token in NAVIGATION for token in tokens) and (bool(tokens) or text in "【】[]|>×＞»›")


def is_prose(line: DrawnLine) -> bool:
    """Whether a line reads as running text: a sentence of some length that is not links."""
    text = line.text.text
    if line.linked > 0.5 * len(text) or (line.markup == "li" and columns(text) < 60) or INFORMATION.match(text):
        return False
    return (columns(text) >= 40 and ends_sentence(text)) or columns(text) >= 90


def trim_top(lines: list[DrawnLine], first: int) -> None:
    """Drop menus above the text: what stands over the breadcrumb, lists of short items, lines without a Chinese
    character, repeated breadcrumbs.
    """
    place = max((i for i, line in enumerate(lines[:first]) if line.dropped == "breadcrumb"), default=0)
    if any(not line.dropped and len(CHINESE.findall(line.text.text)) > 3 for line in lines[place + 1 : first]):
        for line in lines[:place]:
            if not line.dropped and len(line.text) < 60 and not INFORMATION.search(line.text.text[:40]):
                line.dropped = "menu"
    drop_site_name(lines, first)
    crumbs: set[str] = set()
    crumb = False  # whether the breadcrumb is still going on, one step a line
    for i, line in enumerate(lines[:first]):
        text = line.text.text
        step = i and lines[i - 1].text.text in SEPARATORS
        crumb = line.dropped == "breadcrumb" or (crumb and (text in SEPARATORS or step or line.dropped == "menu"))
        if crumb:
            crumbs.update(TOKENS.findall(text))
            line.dropped = "breadcrumb"
        elif line.dropped:
            continue
        elif text in crumbs:
            line.dropped = "breadcrumb"
        elif (line.markup == "li" and len(text) < 16 and in_list(lines, i)) or (
            not CHINESE.search(text) and not DATED.search(text) and line.markup[:1] != "h" and first > i + 1
        ):
            line.dropped = "menu"


def drop_site_name(lines: list[DrawnLine], first: int) -> None:
    """Drop the first line above the text where it is the name of the site: what the site prints elsewhere has it."""
    shown = [line for line in lines[:first] if not line.dropped]
    if len(shown) < 2 or not SITE_ENDING.match(shown[0].text.text):
        return
    name = shown[0].text.text
    if any(line.dropped and name in line.text.text for line in lines):
        shown[0].dropped = "site name"


SEPARATORS = frozenset((">", "＞", "»", "›", "/", ">>", "|", "-", "->"))


def in_list(lines: list[DrawnLine], i: int) -> bool:
    """Whether a list item has an item before or after it."""
    return any(lines[j].markup == "li" for j in (i - 1, i + 1) if 0 <= j < len(lines))


def last_of_text(lines: list[DrawnLine], prose: list[int]) -> int:
    """The last prose line of the text itself: related items hold sentences too, but only little follows the text."""
    total = sum(len(lines[i].text) for i in prose)
    before, last = 0, prose[0]
    running = set(prose)
    for i, line in enumerate(lines):
        if i in running:
            before, last = before + len(line.text), i
        elif before > 0.8 * total and (line.dropped == "rule" or is_related(line.text.text)):
            break
    return last


def is_related(text: str) -> bool:
    """Whether a line begins the list of what else the site has to offer."""
    return len(text) < 40 and bool(RELATED.match(text))


def trim_bottom(lines: list[DrawnLine], last: int) -> None:
    """Drop what follows the text, except lines that say where it is from, who signed it and when."""
    signature = True
    for line in lines[last + 1 :]:
        if line.dropped:
            signature = signature and line.dropped not in ("link", "footer", "menu", "rule")
            continue
        text = line.text.text
        if is_related(text):
            signature = False
        if (INFORMATION.search(text[:40]) and not line.linked) or (
            signature and len(text) < 40 and not is_site_word(line)
        ):
            continue
        line.dropped = "after the text"


def is_site_word(line: DrawnLine) -> bool:
    """Whether a short line after the text belongs to the site: a list item, a heading of related items, a link."""
    return bool(line.markup or line.linked or RELATED.match(line.text.text) or ATTACHED.match(line.text.text))
