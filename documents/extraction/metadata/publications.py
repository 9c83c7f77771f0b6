"""The publication a document appeared in: paper and page, yearbook, book with its imprint, site, journal."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from archive.lib.chinese_dates import read_date
from people.names import is_person_name

from ..openings import PERIODICAL
from ..types import Block, PersonData, PublicationData
from .kinds import is_book
from .lines import Field, clean

_PAGE = re.compile(r"^(第\s*[0-9一二三四五六七八九十A-D]{1,4}\s*版)\s*([（(][^（()）]*[）)])?$")
_YEARBOOK = re.compile(r"([\u4e00-\u9fff]{2,14}年[鉴鑑])\s*[·・]?\s*[（(]?\s*([12][0-9]{3})?")
_GUILLEMETS = re.compile(r"[《〈]([^》〉]{2,120})[》〉]")
_ISSUE = re.compile(
    r"(?:[12][0-9]{3}年?)?(?:总|總)?第\s*[0-9〇一二三四五六七八九十百零]{1,6}\s*[期卷号號辑版集](?:、第?\s*[0-9〇一二三四五六七八九十百]{1,4}\s*[期卷版号])*"
    r"|第\s*[0-9一二三四五六七八九十]{1,4}(?:、[0-9]{1,3})*\s*版|[0-9]{4}年[0-9]{1,2}月号"
)
_PAGES = re.compile(r"[，,\s]{0,3}第?\s*[0-9]{1,4}(?:\s*[-—–－~～至]{1,2}\s*[0-9]{1,4})?\s*[页頁]")
_PRINTED_IN = re.compile(
    r"(?:原载于?|原載於?|载于?|載|刊于|刊登於?|发表于|發表於|转[自载]|转引自|摘自|录自|来源|來源|出处|见)?[：:]?\s*"
)
_CIP = re.compile(
    r"(?P<title>[^/／。\n]{2,60})[/／](?P<made>[^.．。—-]{2,60}?)[.．。]?\s*[—-]{1,2}\s*(?P<place>[^:：—]{2,8})[:：]"
    r"(?P<publisher>[^,，]{2,30})[,，]\s*(?P<year>[12][0-9]{3})(?:[.．](?P<month>[0-9]{1,2}))?"
)
_ISBN = re.compile(r"ISBN\s*[:：]?\s*((?:97[89][- ]?)?[0-9][0-9 -]{8,14}[0-9Xx])")
_ISSN = re.compile(r"ISSN\s*[:：]?\s*([0-9]{4}-?[0-9]{3}[0-9Xx])")
_URL = re.compile(r"https?://[^\s)\]>（）]+")
_KINDS = (
    ("newspaper", re.compile(r"(?:日报|晚报|早报|时报|周报|晨报|日報|時報|晚報|快报|导报|(?<!学)报|(?<!學)報)$")),
    ("yearbook", re.compile(r"年[鉴鑑](?:[0-9]{4})?$")),
    (
        "journal",
        re.compile(
            r"(?:学报|學報|杂志|雜誌|月刊|周刊|週刊|半月刊|双月刊|季刊|通讯|学刊|内部参考|文史|研究|论坛|红旗|求是|新华)$"
        ),
    ),
    ("site", re.compile(r"(?:网|網|网站|客户端|公众号|在线|频道|\.com|\.cn)$")),
)
_OUTLET = re.compile(r"(?:社|电视台|电台|卫视|央视|新闻|频道|客户端|文摘|周刊|日刊|学院|大学|博客|微博)$")
_NO_SOURCE = re.compile(
    r"打印|翻印|不详|未注明|供稿|本站|本网|互联网|网络$|网友|转载|原创|^来源$|档案|文件|原件|抄件|手稿|传单|记录稿|未知"
)
_NEXT_FIELD = re.compile(r"\s[\u4e00-\u9fff]{2,5}[:：]|\s{2,}|[\[［（(|｜丨]|\s(?=[0-9])|作者|20[0-9]{2}")
_PRINTED_PAGE = re.compile(  # 《 某某日报 》（ 2014年06月12日   09 版）; 【1978-05-12/某某報/03版/綜合】
    r"^[《【〔\[（(]?\s*(?P<title>[\u4e00-\u9fff]{2,12}?[报報])\s*》?\s*[（(]\s*(?P<rest>[^（()）]*?第?\s*(?P<page>[0-9一二三四五六七八九十]{1,3})\s*版[^（()）]*)[)）]"
)
_CLIPPING = re.compile(
    r"^[【〔\[（(](?P<before>[^】〕\]）)]*?)(?:^|[\s\u3000／/，,])?(?P<title>[\u4e00-\u9fff]{2,8}[报報])[\s\u3000／/，,、]*"
    r"(?P<rest>[^】〕\]）)]*?第?\s*(?P<page>[0-9一二三四五六七八九十]{1,3})\s*版[^】〕\]）)]*)[】〕\]）)]$"
)
_JOURNAL_HEAD = re.compile(r"(?P<issue>(?:[12][0-9]{3}\s*年\s*)?第\s*[0-9一二三四五六七八九十]{1,3}\s*期)")


def find_publication(
    front: Sequence[Block], tail: Sequence[Block], dropped: Iterable[str], fields: Sequence[Field], issue: str | None
) -> PublicationData | None:
    """What is printed of the publication; None where nothing is. `issue` is the day of the paper, in EDTF."""
    lines = [clean(block.text.text) for block in (*front, *tail)]
    dropped = list(dropped)
    found = (
        _of_book(lines, fields)
        or _of_clipping(lines)
        or _of_paper(lines, issue)
        or _of_periodical([*lines[:12], *dropped[:4]])
        or _of_journal([clean(block.text.text) for block in front])
        or _of_yearbook(dropped)
        or _of_journal_heads(dropped)
        or _of_source(lines, fields)
        or _of_book_heads(dropped, lines)
    )
    link = next((_URL.search(f.value) for f in fields if f.meaning == "link" and _URL.search(f.value)), None)
    if found is None:
        return None
    found = replace(found, locator=found.locator or _issue_named(found.title, lines))
    return replace(found, url=link[0] if link else None, issn=_issn_of(lines))


def _issue_named(title: str | None, lines: Sequence[str]) -> str | None:
    """The issue that a line prints behind the title, where the source was a field: （原载《江源周刊》2016年第38期）."""
    for line in lines if title else ():
        before, _, after = line.partition(f"《{title}》")
        if before != line and (hit := re.match(r"(?:[12]\d{3}年)?第\d{1,4}期", after)):
            return hit[0]
    return None


def _of_book(lines: Sequence[str], fields: Sequence[Field]) -> PublicationData | None:
    """A book's imprint; the CIP block gives title, place, publisher and date in one line (GB/T 12451—2001)."""
    text = "\n".join(lines)
    isbn = _ISBN.search(text)
    cip = next(filter(None, map(_CIP.search, lines)), None)
    by_name = {field.meaning: field.value for field in reversed(fields)}
    publisher = by_name.get("publisher") or next((hit[1] for line in lines if (hit := _PUBLISHED_BY.match(line))), None)
    if not cip and not (publisher and (isbn or is_book(lines))):
        return None
    edition = next((hit[1] for line in lines if (hit := _EDITION.search(line))), "")
    printing = read_date(by_name.get("printing", "")) or read_date(edition)
    date = printing.edtf if printing else None
    if cip:
        date = f"{cip['year']}-{int(cip['month']):02d}" if cip["month"] else cip["year"]
    return PublicationData(
        title=_NUMBER_OF_PART.sub("", re.sub(r"^\W+", "", cip["title"])).strip() if cip else None,
        publisher=cip["publisher"].strip() if cip else publisher,
        place=cip["place"].strip() if cip else None,
        date=date,
        isbn=re.sub(r"\s", "-", isbn[1]) if isbn else None,
        kind="book",
    )


_NUMBER_OF_PART = re.compile(r"\s*[.．]\s*第?\s*[0-9一二三四五六七八九十]{1,3}\s*[辑卷集册编]?\s*$")  # 某某史话.第1辑
_PUBLISHED_BY = re.compile(  # 云川人民出版社出版发行（解放路12号）
    r"(?:出\s*版(?:发行|者)?\s*[：:]?\s*)?([\u4e00-\u9fff]{2,20}出版社)\s*(?:出版|发行|、|·|\s){0,4}(?:[（(].*)?$"
)
_EDITION = re.compile(r"([12][0-9]{3}\s*年\s*[0-9]{1,2}\s*月)\s*[\u4e00-\u9fff]{0,4}第\s*[1一]\s*版")


def _of_paper(lines: Sequence[str], issue: str | None) -> PublicationData | None:
    """Page and day of a newspaper: 第9版(理论), 第2版()."""
    for line in lines:
        page = _PAGE.match(line)
        if page:
            section = (page[2] or "").strip()
            named = section if len(section) > 2 else ""
            source = next((p for p in map(_printed_in, lines) if p and p.kind == "newspaper"), None)
            return PublicationData(
                title=source.title if source else None, date=issue, locator=page[1] + named, kind="newspaper"
            )
    return None


def _of_clipping(lines: Sequence[str]) -> PublicationData | None:
    """A newspaper with its day and page in brackets, as sites and cuttings print it."""
    for line in lines:
        found = (_PRINTED_PAGE.match(line) or _CLIPPING.match(line)) if "版" in line and len(line) < 60 else None
        if found:
            day = read_date(found["rest"]) or read_date(line)
            page = f"{found['page']}版" if "第" not in line else f"第{found['page']}版"
            return PublicationData(title=found["title"], date=day.edtf if day else None, locator=page, kind="newspaper")
    return None


_BOOK_END = re.compile(
    r"[\u4e00-\u9fff]{2,16}(?:史|志|选|集|选编|汇编|全书|文存|大事记|回忆录|传|史料|资料|丛书|录|讲义|教程|概论|读本|手册)$"
)


def _of_book_heads(dropped: Iterable[str], lines: Sequence[str]) -> PublicationData | None:
    """The book a chapter is out of, as its page heads name it: 46 / 清江水利史."""
    named = Counter(re.sub(r"[\s\W\d_]", "", line) for line in dropped)
    own = {_letters(line) for line in lines}
    chapter = any(name in own for name in named)  # on the facing pages
    often = (name for name, n in named.most_common() if n > 1 and name not in own)
    title = next((name for name in often if _BOOK_END.fullmatch(name) or (chapter and 3 < len(name) < 20)), None)
    return PublicationData(title=title, kind="book") if title else None


def _of_journal_heads(dropped: Iterable[str]) -> PublicationData | None:
    """The journal that its page heads name: 2012年第4期 某大学学报（社会科学版） No.4 2012."""
    for line in dropped:
        issue = _JOURNAL_HEAD.search(line)
        names = [piece.strip() for piece in re.split(r"\s{2,}", line)]
        titles = (name for name in names if not re.search("[：:，]", name))  # 某人，某人：某某研究 is an article of it
        title = next((name for name in titles if kind_of(re.sub(r"[（(].*", "", name)) == "journal"), None)
        if issue and title:
            return PublicationData(title=title, locator=re.sub(r"\s", "", issue["issue"]), kind="journal")
    return None


def _of_periodical(lines: Sequence[str]) -> PublicationData | None:
    """A gazette or a bulletin with its number, on one line or on two: 某省人民政府公报　2009年第18期."""
    for above, line in pairwise(["", *lines]):
        found = PERIODICAL.match(line) or PERIODICAL.match(f"{above} {line}")
        if found:
            return PublicationData(title=found["title"], locator=re.sub(r"\s", "", found["issue"]), kind="journal")
    return None


def _of_journal(lines: Sequence[str]) -> PublicationData | None:
    """A line that names a journal and its number: 《某某文史》2014年第3期."""
    for line in lines:
        title = _GUILLEMETS.match(line)
        if title and len(line) < 60 and _ISSUE.search(line, title.end()):
            return _printed_in(line)
    return None


def _of_yearbook(dropped: Iterable[str]) -> PublicationData | None:
    """The yearbook that page heads name, and the section on the facing pages: 彭阳年鉴2014 · 专载."""
    dropped = [part for line in dropped for part in re.split(r" {4,}|\u3000{3,}", line)]  # 某县年鉴（2010）        特载
    heads = [re.sub(r"[\s·.・•]|(?<![0-9])[0-9]{1,3}(?![0-9])", "", line) for line in dropped]
    for line in dropped:
        name = _YEARBOOK.search(re.sub(r"\s", "", line))
        if name:
            section = next((h for h in heads if 2 <= len(h) <= 12 and "年" not in h and not h.isdigit()), None)
            return PublicationData(title=name[1] + (name[2] or ""), locator=section, kind="yearbook")
    return None


def _of_source(lines: Sequence[str], fields: Sequence[Field]) -> PublicationData | None:
    for field in sorted(fields, key=lambda field: not _ISSUE.search(field.value)):  # 《求知》2016年第21期 says most
        if field.meaning == "source":
            found = _printed_in(field.value) or _named_source(field.value, stated=True)
            issue = next((f.value for f in fields if f.meaning == "issue"), None)
            return replace(found, locator=found.locator or issue) if found else None
    for line in lines:
        if len(line) < 160 and re.search(r"原载|原載|刊于|(?<![下记])载《|轉載|转载自|摘自《|录自《", line):
            found = _printed_in(line)
            if found:
                return found
    return None


def _printed_in(line: str) -> PublicationData | None:
    """Title, editor, date and issue out of a sentence that names a publication in 《》."""
    named = _GUILLEMETS.search(line)
    if not named:
        return None
    rest = line[named.end() :]
    date = read_date(rest) or read_date(line)
    year = _YEAR_AT_END.search("》" + rest)
    imprint = _IMPRINT.search(rest)
    issue = _ISSUE.search(rest)
    before = re.sub(r"^[\s0-9〇○一二三四五六七八九十年月日]+", "", _PRINTED_IN.sub("", line[: named.start()], count=1))
    made = re.search(r"([^\s：:，,。；、《》]{2,30}?)(?P<verb>出版|主办|编印|编辑|翻印|编|印)?[：:，,]?$", before)
    kind = kind_of(named[1])
    locator = re.sub(r"^[12][0-9]{3}(?=第)", "", issue[0]) if issue else None
    if issue and locator and (pages := _PAGES.match(rest, issue.end())):
        locator += pages[0].rstrip()
    said = made is not None and bool(made["verb"])  # who has a paper or a journal printed is said beside it
    makers = (found[1] for found in (made, imprint) if found and (said or kind is None) and _MAKER.search(found[1]))
    return PublicationData(
        title=named[1],
        publisher=next(makers, None),
        date=date.edtf if date else year[1] if year else None,
        locator=locator,
        kind=kind or ("book" if re.search(r"选编|汇编|文选|全集|选集|文集|年代|资料|史料", named[1]) else None),
    )


_MAKER = re.compile(r"社|委|局|部|会|院|厅|馆|编|[站组队厂校团室学]$")
_YEAR_AT_END = re.compile(r"[,，》]\s*([12][0-9]{3})年?\s*[。.]?$")
# 《某某言论（三）》（砚溪：“学习”编辑室编，1957年7月10日）
_IMPRINT = re.compile(
    r"^(?:[，,]\s*(?=[^，,]{4,30}(?:编印|编|印|出版)\s*[·,，])|[（(])(?:[\u4e00-\u9fff]{2,6}[：:]\s*)?"
    r"([^，,：:（）()《》]{2,30}?)(?:编印|编|印|出版)?\s*[·,，]\s*[12一二]"
)


def _named_source(value: str, stated: bool = False) -> PublicationData | None:
    """A source that is no more than a name: 学习时报, 凤凰网. One that is `stated` (来源：…) need not look like one."""
    dated = _DAY_FIRST.match(value)  # 1951年10月27日某某日报电子版
    date = read_date(dated[0]) if dated else None
    value = value[dated.end() :] if dated else value
    name = _NEXT_FIELD.split(value)[0].strip(" ：:,，。-—_")
    name = re.sub("(?<=报)(?:电子版|网络版|数字报)$", "", name)
    first, dash, second = name.partition("-")
    if dash and kind_of(first) == "site" and kind_of(second):  # 某某网-某某日报: the paper, as its site shows it
        name = second
    if not 2 <= len(name) <= 24 or _NO_SOURCE.search(name):
        return None
    if not (kind_of(name) or _OUTLET.search(name) or (stated and _PLAIN.fullmatch(name))):
        return None
    return PublicationData(title=name, date=date.edtf if date else None, kind=kind_of(name))


_DAY_FIRST = re.compile(r"\s*[12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日[，,]?\s*(?=[\u4e00-\u9fff])")
_PLAIN = re.compile(r"[\u4e00-\u9fffA-Za-z·]{2,16}")


def kind_of(title: str) -> str | None:
    """The kind a title shows by its ending; None where it shows none.

    >>> [kind_of(t) for t in ("学习时报", "凤凰网", "某县年鉴2014", "某某文史", "无题")]
    ['newspaper', 'site', 'yearbook', 'journal', None]
    """
    return next((kind for kind, ending in _KINDS if ending.search(title)), None)


def year_of_issue(publication: PublicationData) -> str | None:
    """The year that the number of an issue names.

    >>> year_of_issue(PublicationData("某某学报", locator="2012年第4期")), year_of_issue(PublicationData("某某日报"))
    ('2012', None)
    """
    found = re.match(r"((?:19|20)[0-9]{2})年第", publication.locator or "")
    return found[1] if found else None


def printed_title(cip_title: str | None, front: Sequence[Block]) -> str | None:
    """A book's title as its title page prints it, spaces kept; the CIP line runs it together."""
    wanted = _letters(cip_title or "")
    lines = [re.sub(r"\s+", " ", clean(block.text.text)) for block in front]
    same = [line for line in lines if wanted and _letters(line) == wanted and "《" not in line]
    return max(same, key=len, default=cip_title)


def makers(front: Sequence[Block]) -> list[PersonData]:
    """Who wrote or edited a book and as what, as its title page or else its CIP line says: 张某主编, 郑某著."""
    lines = [clean(block.text.text) for block in front]
    cip = next(filter(None, map(_CIP.search, lines)), None)
    named = _makers(lines)
    return named if named or cip is None else _makers([re.sub(r"^《[^》]*》", "本书", cip["made"])])


def _makers(lines: Sequence[str]) -> list[PersonData]:
    names: list[PersonData] = []
    for line in lines:
        if re.fullmatch(r"(?:本书)?[\u4e00-\u9fff]{0,16}(?:编写组|编委会|编辑组|课题组|编辑委员会)\s*编?著?", line):
            names.append(PersonData(re.sub(r"\s*编?著?$", "", line), "editor"))
        body = re.fullmatch(
            r"([\u4e00-\u9fff]{2,24}(?:办公室|委员会|研究室|研究会|研究所|档案馆|图书馆|部|局|处|学院|大学|出版社))\s*(?:编著|编|選编|选编|编印)",
            line,
        )
        if body:
            names.append(PersonData(body[1], "editor"))
        made = _MADE.search(line) if len(line) < 50 and not _FIELD_GAP.match(line) else None
        if made:
            pieces = re.split(r"[、，,]|[ \u3000]{2,}", line[: made.start()])
            plain = [re.sub(r"\s", "", name) for name in pieces]
            apart = line[made.start()] in " \u3000"  # 合作化文件选编 is made by nobody of that name
            if all(is_person_name(name) or (apart and _NAME.fullmatch(name)) for name in plain):
                role = "author" if made[1] in "著撰" else "editor"
                names += [PersonData(name, role, made[1] if made[1] in _POSTS else None) for name in plain]
    return list(dict.fromkeys(names))


_POSTS = frozenset(("主编", "副主编", "执行主编", "主審", "主审", "总主编", "主編", "副主編"))
_MADE = re.compile(r"[ \u3000]*(总主编|副主编|执行主编|主编|主审|副主編|主編|编著|编写|编|著|撰|选编|整理)$")
_NAME = re.compile("[\u4e00-\u9fff·]{2,6}")
_FIELD_GAP = re.compile(r"作\s*者|责任编辑|书\s*名|译\s*者")


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def _issn_of(lines: Iterable[str]) -> str | None:
    """The ISSN among some lines."""
    return next((found[1] for line in lines if (found := _ISSN.search(line))), None)
