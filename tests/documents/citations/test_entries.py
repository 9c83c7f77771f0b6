"""Entries after GB/T 7714 for every kind: an invented item, and what the standard prints for it.

Each row: what it shows, CSL-JSON, and four entries: 2025 numeric, 2025 author-date, 2015 numeric, 2015 author-date.
"""

# ruff: noqa: E501  (a table of text: entries are read best on one line)
from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.citations.csl import TYPES, Date, Item, Name
from documents.citations.gbt7714 import entry
from tests.documents.citations.items import MODES, PRESS, SEEN, named, on

ROWS: list[tuple[str, dict[str, Any], tuple[str, str, str, str]]] = [
    (
        "newspaper with its page",
        {"type": "article-newspaper", "title": "石桥村修成水渠", "author": named("周远"), "container-title": "山城日报",
         "issued": on(1958, 3, 9), "page": "第2版"},
        ("周远. 石桥村修成水渠[N]. 山城日报，1958-03-09（2）.",
         "周远，1958. 石桥村修成水渠[N]. 山城日报，1958-03-09（2）.",
         "周远. 石桥村修成水渠[N]. 山城日报, 1958-03-09(2).",
         "周远, 1958. 石桥村修成水渠[N]. 山城日报, 1958-03-09(2)."),
    ),
    (
        "newspaper online, without author or page",
        {"type": "article-newspaper", "title": "夜校开学了", "container-title": "山城晚报", "issued": on(2021, 9, 1), **SEEN},
        ("夜校开学了[N/OL]. 山城晚报，2021-09-01. http://example.org/a.",
         "佚名，2021. 夜校开学了[N/OL]. 山城晚报，2021-09-01. http://example.org/a.",
         "夜校开学了[N/OL]. 山城晚报, 2021-09-01[2026-11-20]. http://example.org/a.",
         "佚名, 2021. 夜校开学了[N/OL]. 山城晚报, 2021-09-01[2026-11-20]. http://example.org/a."),
    ),
    (
        "speech in a yearbook is part of a book",
        {"type": "speech", "title": "在护林会议上的讲话", "author": named("李田"), "container-title": "云州林业年鉴",
         "volume": "2014", "editor": named("云州林业局"), "issued": on(2015), "page": "12-18", **PRESS},
        ("李田. 在护林会议上的讲话[M]//云州林业局. 云州林业年鉴：2014. 云州：山村出版社，2015：12-18.",
         "李田，2015. 在护林会议上的讲话[M]//云州林业局. 云州林业年鉴：2014. 云州：山村出版社：12-18.",
         "李田. 在护林会议上的讲话[M]//云州林业局. 云州林业年鉴: 2014. 云州: 山村出版社, 2015: 12-18.",
         "李田, 2015. 在护林会议上的讲话[M]//云州林业局. 云州林业年鉴: 2014. 云州: 山村出版社: 12-18."),
    ),
    (
        "part of collected works, by one of their authors, translated",
        {"type": "chapter", "title": "论水", "author": named("哈代"), "translator": named("方青"), "edition": "2",
         "container-author": named("哈代", "洛根"), "container-title": "哈代洛根文集", "volume": "三",
         "issued": on(1990), "page": "45", **PRESS},
        ("哈代. 论水[M]. 方青，译//哈代，洛根. 哈代洛根文集：第3卷. 2版. 云州：山村出版社，1990：45.",
         "哈代，1990. 论水[M]. 方青，译//哈代，洛根. 哈代洛根文集：第3卷. 2版. 云州：山村出版社：45.",
         "哈代. 论水[M]. 方青, 译//哈代, 洛根. 哈代洛根文集: 第3卷. 2版. 云州: 山村出版社, 1990: 45.",
         "哈代, 1990. 论水[M]. 方青, 译//哈代, 洛根. 哈代洛根文集: 第3卷. 2版. 云州: 山村出版社: 45."),
    ),
    (
        "a book: more than three authors and translators, first edition and ISBN left out",
        {"type": "book", "title": "山地史:水与路", "author": named("赵一", "钱二", "孙三", "李四"), "ISBN": "978-0-0000-0000-0",
         "translator": named("甲乙", "丙丁", "戊己", "庚辛"), "edition": "第1版", "issued": on(1984), "page": "7–9", **PRESS},
        ("赵一，钱二，孙三，等. 山地史：水与路[M]. 甲乙，丙丁，戊己，等，译. 云州：山村出版社，1984：7-9.",
         "赵一，钱二，孙三，等，1984. 山地史：水与路[M]. 甲乙，丙丁，戊己，等，译. 云州：山村出版社：7-9.",
         "赵一, 钱二, 孙三, 等. 山地史: 水与路[M]. 甲乙, 丙丁, 戊己, 等, 译. 云州: 山村出版社, 1984: 7-9.",
         "赵一, 钱二, 孙三, 等, 1984. 山地史: 水与路[M]. 甲乙, 丙丁, 戊己, 等, 译. 云州: 山村出版社: 7-9."),
    ),
    (
        "a Western book: initials, suffix, edition, signs of the edition in its title",
        {"type": "book", "title": "Hills, rivers, and roads: a survey (revised)", "author": [
            {"family": "Lindqvist", "given": "Anna-Maria E.", "suffix": "Jr."},
            {"family": "Berg", "given": "Ida", "non-dropping-particle": "van den"}],
         "edition": "Third edition", "publisher-place": "Oslo", "publisher": "Fjell Press", "issued": on(2003, 5),
         "page": "50", "language": "en"},
        ("Lindqvist A-M E，Jr，van den Berg I. Hills，rivers，and roads：a survey（revised）[M]. 3rd ed. "
         "Oslo：Fjell Press，2003：50.",
         "Lindqvist A-M E，Jr，van den Berg I，2003. Hills，rivers，and roads：a survey（revised）[M]. 3rd ed. "
         "Oslo：Fjell Press：50.",
         "LINDQVIST A M E, Jr, VAN DEN BERG I. Hills, rivers, and roads: a survey (revised)[M]. 3rd ed. "
         "Oslo: Fjell Press, 2003: 50.",
         "LINDQVIST A M E, Jr, VAN DEN BERG I, 2003. Hills, rivers, and roads: a survey (revised)[M]. 3rd ed. "
         "Oslo: Fjell Press: 50."),
    ),
    (
        "a Western chapter with more editors than are printed",
        {"type": "chapter", "title": "Terraces", "author": named("Moe, Kari"), "container-title": "Hill farming",
         "editor": named("Aas, Per", "Bø, Liv", "Dahl, Ole", "Eng, Siv"), "publisher-place": "Oslo", "volume": "2",
         "publisher": "Fjell Press", "issued": on(1999), "page": "pp. 3--5", "language": "en-GB"},
        ("Moe K. Terraces[M]//Aas P，Bø L，Dahl O，et al. Hill farming：Vol. 2. Oslo：Fjell Press，1999：3-5.",
         "Moe K，1999. Terraces[M]//Aas P，Bø L，Dahl O，et al. Hill farming：Vol. 2. Oslo：Fjell Press：3-5.",
         "MOE K. Terraces[M]//AAS P, BØ L, DAHL O, et al. Hill farming: Vol. 2. Oslo: Fjell Press, 1999: 3-5.",
         "MOE K, 1999. Terraces[M]//AAS P, BØ L, DAHL O, et al. Hill farming: Vol. 2. Oslo: Fjell Press: 3-5."),
    ),
    (
        "an edited book begins with its editors; a volume in figures",
        {"type": "book", "title": "云州文史资料", "editor": named("云州政协文史委员会"), "volume": "第十二辑",
         "issued": on(1986), **PRESS},
        ("云州政协文史委员会. 云州文史资料：第12辑[M]. 云州：山村出版社，1986.",
         "云州政协文史委员会，1986. 云州文史资料：第12辑[M]. 云州：山村出版社.",
         "云州政协文史委员会. 云州文史资料: 第12辑[M]. 云州: 山村出版社, 1986.",
         "云州政协文史委员会, 1986. 云州文史资料: 第12辑[M]. 云州: 山村出版社."),
    ),
    (
        "an author's book with an editor, printed without place and publisher",
        {"type": "book", "title": "李田文存", "author": named("李田"), "editor": named("周远"), "issued": on(1950)},
        ("李田. 李田文存[M]. 周远，编. [出版地不详：出版者不详]，1950.",
         "李田，1950. 李田文存[M]. 周远，编. [出版地不详：出版者不详].",
         "李田. 李田文存[M]. 周远, 编. [出版地不详: 出版者不详], 1950.",
         "李田, 1950. 李田文存[M]. 周远, 编. [出版地不详: 出版者不详]."),
    ),
    (
        "a woodblock print is dated by reign, of two publishers the first is named",
        {"type": "book", "title": "石桥诗草", "author": named("周汝舟"), "edition": "刻本", "publisher-place": "云州",
         "publisher": "听松堂；卧云堂", "issued": on(1705), "language": "zh"},
        ("周汝舟. 石桥诗草[M]. 刻本. 云州：听松堂，1705（清康熙四十四年）.",
         "周汝舟，1705（清康熙四十四年）. 石桥诗草[M]. 刻本. 云州：听松堂.",
         "周汝舟. 石桥诗草[M]. 刻本. 云州: 听松堂, 1705(清康熙四十四年).",
         "周汝舟, 1705(清康熙四十四年). 石桥诗草[M]. 刻本. 云州: 听松堂."),
    ),
    (
        "proceedings as a whole are known by their title",
        {"type": "book", "title": "第三届山区水利学术研讨会论文集", "editor": named("云州水利学会"), "issued": on(2001), **PRESS},
        ("云州水利学会. 第三届山区水利学术研讨会论文集[C]. 云州：山村出版社，2001.",
         "云州水利学会，2001. 第三届山区水利学术研讨会论文集[C]. 云州：山村出版社.",
         "云州水利学会. 第三届山区水利学术研讨会论文集[C]. 云州: 山村出版社, 2001.",
         "云州水利学会, 2001. 第三届山区水利学术研讨会论文集[C]. 云州: 山村出版社."),
    ),
    (
        "a paper in proceedings",
        {"type": "paper-conference", "title": "梯田的渠系", "author": named("孙水"), "container-title": "山区水利会议论文集",
         "editor": named("云州水利学会"), "issued": on(2001), "page": "22-25", **PRESS},
        ("孙水. 梯田的渠系[C]//云州水利学会. 山区水利会议论文集. 云州：山村出版社，2001：22-25.",
         "孙水，2001. 梯田的渠系[C]//云州水利学会. 山区水利会议论文集. 云州：山村出版社：22-25.",
         "孙水. 梯田的渠系[C]//云州水利学会. 山区水利会议论文集. 云州: 山村出版社, 2001: 22-25.",
         "孙水, 2001. 梯田的渠系[C]//云州水利学会. 山区水利会议论文集. 云州: 山村出版社: 22-25."),
    ),
    (
        "a paper known by its conference only",
        {"type": "paper-conference", "title": "Terrace channels", "author": named("Moe, Kari"), "page": "2",
         "event-title": "4th Conference on Hill Farming (CHF)", "issued": on(2022, 12), "language": "en", **SEEN},
        ("Moe K. Terrace channels[C/OL]//4th Conference on Hill Farming，2022：2. http://example.org/a.",
         "Moe K，2022. Terrace channels[C/OL]//4th Conference on Hill Farming：2. http://example.org/a.",
         "MOE K. Terrace channels[C/OL]//4th Conference on Hill Farming, 2022: 2[2026-11-20]. http://example.org/a.",
         "MOE K, 2022. Terrace channels[C/OL]//4th Conference on Hill Farming: 2[2026-11-20]. http://example.org/a."),
    ),
    (
        "an article with volume, issue and DOI",
        {"type": "article-journal", "title": "山村识字课本考", "author": named("单山", "曾水"), "container-title": "云州学报(哲学版)",
         "issued": on(2010, 6), "volume": "7", "issue": "3", "page": "93-99", "DOI": "10.1234/yz.2010.03", **SEEN},
        ("单山，曾水. 山村识字课本考[J/OL]. 云州学报（哲学版），2010，7（3）：93-99. http://example.org/a. DOI:10.1234/yz.2010.03.",
         "单山，曾水，2010. 山村识字课本考[J/OL]. 云州学报（哲学版），7（3）：93-99. http://example.org/a. DOI:10.1234/yz.2010.03.",
         "单山, 曾水. 山村识字课本考[J/OL]. 云州学报(哲学版), 2010, 7(3): 93-99[2026-11-20]. http://example.org/a. "
         "DOI: 10.1234/yz.2010.03.",
         "单山, 曾水, 2010. 山村识字课本考[J/OL]. 云州学报(哲学版), 7(3): 93-99[2026-11-20]. http://example.org/a. "
         "DOI: 10.1234/yz.2010.03."),
    ),
    (
        "an article with an issue and no volume",
        {"type": "article-magazine", "title": "水车", "author": named("周远"), "container-title": "山村画报",
         "issued": on(1961), "issue": "5/6", "page": "8"},
        ("周远. 水车[J]. 山村画报，1961（5/6）：8.", "周远，1961. 水车[J]. 山村画报（5/6）：8.",
         "周远. 水车[J]. 山村画报, 1961(5/6): 8.", "周远, 1961. 水车[J]. 山村画报(5/6): 8."),
    ),
    (
        "an article published online ahead of its issue; the DOI is not repeated where the address holds it",
        {"type": "article-journal", "title": "渠", "author": named("周远"), "container-title": "水利月刊", "issued": on(2024, 5, 9),
         "DOI": "10.1234/q", "URL": "https://doi.org/10.1234/q"},
        ("周远. 渠[J/OL]. 水利月刊，2024-05-09. https://doi.org/10.1234/q.",
         "周远，2024. 渠[J/OL]. 水利月刊，2024-05-09. https://doi.org/10.1234/q.",
         "周远. 渠[J/OL]. 水利月刊, 2024-05-09. https://doi.org/10.1234/q.",
         "周远, 2024. 渠[J/OL]. 水利月刊, 2024-05-09. https://doi.org/10.1234/q."),
    ),
    (
        "a serial as a whole, ended",
        {"type": "periodical", "title": "山村通讯", "author": named("云州教育会"), "volume": "1957（1）—1960（4）",
         "issued": {"date-parts": [[1957], [1960]]}, **PRESS},
        ("云州教育会. 山村通讯[J]. 1957（1）—1960（4）. 云州：山村出版社，1957—1960.",
         "云州教育会，1957—1960. 山村通讯[J]. 1957（1）—1960（4）. 云州：山村出版社.",
         "云州教育会. 山村通讯[J]. 1957(1)-1960(4). 云州: 山村出版社, 1957-1960.",
         "云州教育会, 1957-1960. 山村通讯[J]. 1957(1)-1960(4). 云州: 山村出版社."),
    ),
    (
        "a serial that still appears",
        {"type": "periodical", "title": "Hill studies", "volume": "1", "issue": "1", "issued": on(1979), "language": "en",
         "publisher-place": "Oslo", "publisher": "Fjell Press"},
        ("Hill studies[J]. 1979，1（1）—. Oslo：Fjell Press，1979—.",
         "Anon，1979—. Hill studies[J]. 1979，1（1）—. Oslo：Fjell Press.",
         "Hill studies[J]. 1979, 1(1)-. Oslo: Fjell Press, 1979-.",
         "Anon, 1979-. Hill studies[J]. 1979, 1(1)-. Oslo: Fjell Press."),
    ),
    (
        "a web page",
        {"type": "webpage", "title": "护林公约", "author": named("石桥村"), "issued": on(2005, 7, 14), **SEEN},
        ("石桥村. 护林公约[EB/OL]. （2005-07-14）[2026-11-20]. http://example.org/a.",
         "石桥村，2005. 护林公约[EB/OL]. （2005-07-14）[2026-11-20]. http://example.org/a.",
         "石桥村. 护林公约[EB/OL]. (2005-07-14)[2026-11-20]. http://example.org/a.",
         "石桥村, 2005. 护林公约[EB/OL]. (2005-07-14)[2026-11-20]. http://example.org/a."),
    ),
    (
        "an undated web page has the year of access in author-date",
        {"type": "webpage", "title": "Hill archive", "author": [{"literal": "Fjell Society, Inc."}], "language": "en", **SEEN},
        ("Fjell Society，Inc. Hill archive[EB/OL]. [2026-11-20]. http://example.org/a.",
         "Fjell Society，Inc.，[2026]. Hill archive[EB/OL]. [2026-11-20]. http://example.org/a.",
         "Fjell Society, Inc. Hill archive[EB/OL]. [2026-11-20]. http://example.org/a.",
         "Fjell Society, Inc., [2026]. Hill archive[EB/OL]. [2026-11-20]. http://example.org/a."),
    ),
    (
        "a speech recorded on the web",
        {"type": "speech", "title": "开渠动员", "author": named("李田"), "issued": on(2009, 8, 3), **SEEN},
        ("李田. 开渠动员[EB/OL]. （2009-08-03）[2026-11-20]. http://example.org/a.",
         "李田，2009. 开渠动员[EB/OL]. （2009-08-03）[2026-11-20]. http://example.org/a.",
         "李田. 开渠动员[EB/OL]. (2009-08-03)[2026-11-20]. http://example.org/a.",
         "李田, 2009. 开渠动员[EB/OL]. (2009-08-03)[2026-11-20]. http://example.org/a."),
    ),
    (
        "a report online by its day",
        {"type": "report", "title": "山区教育报告", "author": named("云州教育厅"), "number": "YZ-7", "issued": on(2012, 1, 16), **SEEN},
        ("云州教育厅. 山区教育报告：YZ-7[R/OL]. 2012-01-16. http://example.org/a.",
         "云州教育厅，2012. 山区教育报告：YZ-7[R/OL]. 2012-01-16. http://example.org/a.",
         "云州教育厅. 山区教育报告: YZ-7[R/OL]. (2012-01-16)[2026-11-20]. http://example.org/a.",
         "云州教育厅, 2012. 山区教育报告: YZ-7[R/OL]. (2012-01-16)[2026-11-20]. http://example.org/a."),
    ),
    (
        "a printed report by its publisher",
        {"type": "report", "title": "Hill roads", "author": named("Moe, Kari"), "issued": on(1990, 2, 3), "page": "25",
         "publisher-place": "Oslo", "publisher": "Fjell Press", "language": "en"},
        ("Moe K. Hill roads[R]. Oslo：Fjell Press，1990：25.", "Moe K，1990. Hill roads[R]. Oslo：Fjell Press：25.",
         "MOE K. Hill roads[R]. Oslo: Fjell Press, 1990: 25.", "MOE K, 1990. Hill roads[R]. Oslo: Fjell Press: 25."),
    ),
    (
        "a thesis",
        {"type": "thesis", "title": "云州梯田研究", "author": named("覃川"), "genre": "博士学位论文", "publisher-place": "云州",
         "publisher": "云州大学", "issued": on(2016), "page": "24-25"},
        ("覃川. 云州梯田研究[D]. 云州：云州大学，2016：24-25.", "覃川，2016. 云州梯田研究[D]. 云州：云州大学：24-25.",
         "覃川. 云州梯田研究[D]. 云州: 云州大学, 2016: 24-25.", "覃川, 2016. 云州梯田研究[D]. 云州: 云州大学: 24-25."),
    ),
    (
        "a standard: since 2025 the number comes first and numeric lists name nobody",
        {"type": "standard", "title": "水车 第2部分:叶轮", "number": "YZ/T 12.2—2016", "author": named("云州标准化委员会"),
         "issued": on(2016, 4, 25), "publisher-place": "云州", "publisher": "山村出版社", "page": "3"},
        ("YZ/T 12.2—2016 水车 第2部分：叶轮[S]：3.", "云州标准化委员会，2016. YZ/T 12.2—2016 水车 第2部分：叶轮[S]：3.",
         "云州标准化委员会. 水车 第2部分: 叶轮: YZ/T 12.2—2016[S]. 云州: 山村出版社, 2016: 3.",
         "云州标准化委员会, 2016. 水车 第2部分: 叶轮: YZ/T 12.2—2016[S]. 云州: 山村出版社: 3."),
    ),
    (
        "a standard whose year is in its number only",
        {"type": "standard", "title": "Hill road signs", "number": "FS 16-2:2022(en)", "author": named("Fjell Society (FS)"),
         "language": "en"},
        ("FS 16-2:2022(en) Hill road signs[S].", "Fjell Society（FS），2022. FS 16-2:2022(en) Hill road signs[S].",
         "Fjell Society (FS). Hill road signs: FS 16-2:2022(en)[S].",
         "Fjell Society (FS), 2022. Hill road signs: FS 16-2:2022(en)[S]."),
    ),
    (
        "a patent by its application number",
        {"type": "patent", "title": "一种水车", "author": named("区河"), "call-number": "CN200610000000.3", "number": "CN101000000A",
         "issued": on(2008, 1, 16), "submitted": on(2006, 12, 13), "page": "8-9", **SEEN},
        ("区河. 一种水车：CN200610000000.3[P/OL]. 2008-01-16：8-9. http://example.org/a.",
         "区河，2008. 一种水车：CN200610000000.3[P/OL]. 2008-01-16：8-9. http://example.org/a.",
         "区河. 一种水车: CN200610000000.3[P/OL]. 2008-01-16: 8-9[2026-11-20]. http://example.org/a.",
         "区河, 2008. 一种水车: CN200610000000.3[P/OL]. 2008-01-16: 8-9[2026-11-20]. http://example.org/a."),
    ),
    (
        "a map with scale and size",
        {"type": "map", "title": "云州市区图", "author": named("云州测绘院"), "scale": "1:170000", "dimensions": "97x67cm",
         "issued": on(2016), **PRESS},
        ("云州测绘院. 云州市区图. 1:170000[CM]. 云州：山村出版社，2016. 97cm×67cm.",
         "云州测绘院，2016. 云州市区图. 1:170000[CM]. 云州：山村出版社. 97cm×67cm.",
         "云州测绘院. 云州市区图. 1:170000[CM]. 云州: 山村出版社, 2016. 97cm×67cm.",
         "云州测绘院, 2016. 云州市区图. 1:170000[CM]. 云州: 山村出版社. 97cm×67cm."),
    ),
    (
        "a sheet of an atlas",
        {"type": "map", "title": "石桥图", "container-title": "云州地图集", "volume": "第2册", "issued": on(1982), "page": "6", **PRESS},
        ("石桥图[CM]//云州地图集：第2册. 云州：山村出版社，1982：6.", "佚名，1982. 石桥图[CM]//云州地图集：第2册. 云州：山村出版社：6.",
         "石桥图[CM]//云州地图集: 第2册. 云州: 山村出版社, 1982: 6.", "佚名, 1982. 石桥图[CM]//云州地图集: 第2册. 云州: 山村出版社: 6."),
    ),
    (
        "a dataset with version and CSTR",
        {"type": "dataset", "title": "云州雨量", "author": named("云州气象站"), "version": "1.0", "publisher": "山区数据中心",
         "issued": on(2023, 9, 10), "note": "CSTR: 11111.11.yz.rain", **SEEN},
        ("云州气象站. 云州雨量[DS/OL]. V1.0. 山区数据中心（2023-09-10）[2026-11-20]. http://example.org/a. CSTR:11111.11.yz.rain.",
         "云州气象站，2023. 云州雨量[DS/OL]. V1.0. 山区数据中心（2023-09-10）[2026-11-20]. http://example.org/a. "
         "CSTR:11111.11.yz.rain.",
         "云州气象站. 云州雨量[DS/OL]. V1.0. 山区数据中心(2023-09-10)[2026-11-20]. http://example.org/a. CSTR: 11111.11.yz.rain.",
         "云州气象站, 2023. 云州雨量[DS/OL]. V1.0. 山区数据中心(2023-09-10)[2026-11-20]. http://example.org/a. "
         "CSTR: 11111.11.yz.rain."),
    ),
    (
        "a preprint, which had no code in 2015",
        {"type": "article", "title": "Terraces from above", "author": named("Moe, Kari"), "publisher": "hillRxiv",
         "issued": on(2015, 10, 28), "language": "en", **SEEN},
        ("Moe K. Terraces from above[PP/OL]. hillRxiv（2015-10-28）[2026-11-20]. http://example.org/a.",
         "Moe K，2015. Terraces from above[PP/OL]. hillRxiv（2015-10-28）[2026-11-20]. http://example.org/a.",
         "MOE K. Terraces from above[EB/OL]. (2015-10-28)[2026-11-20]. http://example.org/a.",
         "MOE K, 2015. Terraces from above[EB/OL]. (2015-10-28)[2026-11-20]. http://example.org/a."),
    ),
    (
        "an item of an archive, dated in another reckoning too",
        {"type": "personal_communication", "title": "奏请修渠折", "author": named("周汝舟"), "archive": "云州档案馆",
         "archive-place": "云州", "archive_location": "04-01-007",
         "issued": {"date-parts": [[1887]], "literal": "光绪十三年三月"}},
        ("周汝舟. 奏请修渠折：04-01-007[A]. 云州：云州档案馆，1887（光绪十三年三月）.",
         "周汝舟，1887（光绪十三年三月）. 奏请修渠折：04-01-007[A]. 云州：云州档案馆，1887（光绪十三年三月）.",
         "周汝舟. 奏请修渠折: 04-01-007[A]. 云州: 云州档案馆, 1887(光绪十三年三月).",
         "周汝舟, 1887(光绪十三年三月). 奏请修渠折: 04-01-007[A]. 云州: 云州档案馆, 1887(光绪十三年三月)."),
    ),
    (
        "a regulation online",
        {"type": "legislation", "title": "山林管理办法", "author": named("云州市人民政府"), "number": "云政发〔2005〕37号",
         "issued": on(2005, 7, 12), **SEEN},
        ("云州市人民政府. 山林管理办法：云政发〔2005〕37号[EB/OL]. （2005-07-12）[2026-11-20]. http://example.org/a.",
         "云州市人民政府，2005. 山林管理办法：云政发〔2005〕37号[EB/OL]. （2005-07-12）[2026-11-20]. http://example.org/a.",
         "云州市人民政府. 山林管理办法: 云政发〔2005〕37号[A/OL]. (2005-07-12)[2026-11-20]. http://example.org/a.",
         "云州市人民政府, 2005. 山林管理办法: 云政发〔2005〕37号[A/OL]. (2005-07-12)[2026-11-20]. http://example.org/a."),
    ),
    (
        "a Russian book",
        {"type": "book", "title": "Сельский совет", "author": named("Иванов, Пётр Ильич", "Б", "В", "Г"), "edition": "2",
         "publisher-place": "Москва", "publisher": "Наука", "issued": on(1975), "volume": "1"},
        ("Иванов П И，Б，В，и др. Сельский совет：Т. 1[M]. 2-е изд. Москва：Наука，1975.",
         "Иванов П И，Б，В，и др.，1975. Сельский совет：Т. 1[M]. 2-е изд. Москва：Наука.",
         "ИВАНОВ П И, Б, В, и др. Сельский совет: Т. 1[M]. 2-е изд. Москва: Наука, 1975.",
         "ИВАНОВ П И, Б, В, и др., 1975. Сельский совет: Т. 1[M]. 2-е изд. Москва: Наука."),
    ),
    (
        "nothing but a title",
        {"type": "document", "title": "无名氏手记"},
        ("无名氏手记[Z].", "佚名，[出版年不详]. 无名氏手记[Z].", "无名氏手记[Z].", "佚名, [出版年不详]. 无名氏手记[Z]."),
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "edition", "style", "expected"),
    [
        pytest.param(value, *mode, expected, id=f"{what}-{'-'.join(mode)}")
        for what, value, entries in ROWS
        for mode, expected in zip(MODES, entries, strict=True)
    ],
)
def test_entry_is_what_the_standard_prints(value: dict[str, Any], edition: str, style: str, expected: str) -> None:
    assert entry(Item.from_json(value), edition, style) == expected


plain = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), max_size=12)
words = plain | st.sampled_from(["第二版", "3", "：", "12--18", "（", "2014", "Inc.", "[x]", "https://a.b/c:d"])
people = st.lists(st.builds(Name, family=words, given=words, literal=words, suffix=words), max_size=5).map(tuple)
days = st.none() | st.builds(Date, st.tuples() | st.tuples(st.integers(1, 9999)), literal=words)


@given(
    st.builds(
        Item, type=st.sampled_from(sorted(TYPES)), title=words, language=words, number=words, edition=words,
        volume=words, issue=words, page=words, container_title=words, event_title=words, publisher=words,
        publisher_place=words, archive=words, url=words, doi=words, author=people, editor=people,
        container_author=people, translator=people, issued=days, accessed=days,
    ),
    st.sampled_from(MODES),
)  # fmt: skip
def test_any_item_gives_one_line_with_its_type_that_ends_in_a_point(item: Item, mode: tuple[str, str]) -> None:
    text = entry(item, *mode)
    assert "\n" not in text
    assert text.endswith(".")
    assert re.search(r"\[[A-Z]{1,2}(/OL)?\]", text)
