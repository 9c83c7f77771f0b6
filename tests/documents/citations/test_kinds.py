"""More entries after GB/T 7714, kind by kind: what the annex of the standard shows once, on invented items.

Rows are those of `test_entries`: what it shows, CSL-JSON, and 2025 numeric, 2025 author-date, 2015 numeric, 2015
author-date.
"""

# ruff: noqa: E501  (a table of text: entries are read best on one line)
from __future__ import annotations

from typing import Any

import pytest

from documents.citations.csl import Item
from documents.citations.gbt7714 import entry
from tests.documents.citations.items import MODES, PRESS, SEEN, named, on

WEST = {"publisher-place": "Oslo", "publisher": "Fjell Press", "language": "en"}
ROWS: list[tuple[str, dict[str, Any], tuple[str, str, str, str]]] = [
    (
        "a printed report that names no place and no publisher",
        {"type": "report", "title": "Slope survey", "number": "FS-TR-26", "author": named("Moe, Kari"), "issued": on(2011), "page": "8-9", "language": "en"},
        ("Moe K. Slope survey：FS-TR-26[R]. [S.l.：s.n.]，2011：8-9.",
         "Moe K，2011. Slope survey：FS-TR-26[R]. [S.l.：s.n.]：8-9.",
         "MOE K. Slope survey: FS-TR-26[R]. [S.l.: s.n.], 2011: 8-9.",
         "MOE K, 2011. Slope survey: FS-TR-26[R]. [S.l.: s.n.]: 8-9."),
    ),
    (
        "a report of a body with its number",
        {"type": "report", "title": "云州水土保持规划研究", "number": "YZ-2013-07", "author": named("云州水利厅", "云州大学", "山区研究所", "云州测绘院"), "issued": on(2013), **PRESS},
        ("云州水利厅，云州大学，山区研究所，等. 云州水土保持规划研究：YZ-2013-07[R]. 云州：山村出版社，2013.",
         "云州水利厅，云州大学，山区研究所，等，2013. 云州水土保持规划研究：YZ-2013-07[R]. 云州：山村出版社.",
         "云州水利厅, 云州大学, 山区研究所, 等. 云州水土保持规划研究: YZ-2013-07[R]. 云州: 山村出版社, 2013.",
         "云州水利厅, 云州大学, 山区研究所, 等, 2013. 云州水土保持规划研究: YZ-2013-07[R]. 云州: 山村出版社."),
    ),
    (
        "a book with a publisher and no place",
        {"type": "book", "title": "渠谱", "author": named("甲川"), "publisher": "山村出版社", "issued": on(1931)},
        ("甲川. 渠谱[M]. [出版地不详]：山村出版社，1931.",
         "甲川，1931. 渠谱[M]. [出版地不详]：山村出版社.",
         "甲川. 渠谱[M]. [出版地不详]: 山村出版社, 1931.",
         "甲川, 1931. 渠谱[M]. [出版地不详]: 山村出版社."),
    ),
    (
        "a Western book with a place and no publisher",
        {"type": "book", "title": "Hill songs", "author": named("Aas, Per"), "publisher-place": "Bergen", "issued": on(1931), "language": "en"},
        ("Aas P. Hill songs[M]. Bergen：[s.n.]，1931.",
         "Aas P，1931. Hill songs[M]. Bergen：[s.n.].",
         "AAS P. Hill songs[M]. Bergen: [s.n.], 1931.",
         "AAS P, 1931. Hill songs[M]. Bergen: [s.n.]."),
    ),
    (
        "a book dated by its copyright",
        {"type": "book", "title": "Hill songs", "author": named("Aas, Per"), "issued": {"literal": "c1988"}, **WEST},
        ("Aas P. Hill songs[M]. Oslo：Fjell Press，c1988.",
         "Aas P，c1988. Hill songs[M]. Oslo：Fjell Press.",
         "AAS P. Hill songs[M]. Oslo: Fjell Press, c1988.",
         "AAS P, c1988. Hill songs[M]. Oslo: Fjell Press."),
    ),
    (
        "a book of an estimated year",
        {"type": "book", "title": "云州歌谣集", "author": named("周远"), "issued": {"date-parts": [[1936]], "circa": True}, **PRESS},
        ("周远. 云州歌谣集[M]. 云州：山村出版社，[1936].",
         "周远，[1936]. 云州歌谣集[M]. 云州：山村出版社.",
         "周远. 云州歌谣集[M]. 云州: 山村出版社, [1936].",
         "周远, [1936]. 云州歌谣集[M]. 云州: 山村出版社."),
    ),
    (
        "a translated author printed with initials",
        {"type": "book", "title": "山地出版史", "author": [{"family": "昂文", "given": "G."}, {"family": "昂文", "given": "P. S."}], "translator": named("陈生"), "issued": on(1988), **PRESS},
        ("昂文 G，昂文 P S. 山地出版史[M]. 陈生，译. 云州：山村出版社，1988.",
         "昂文 G，昂文 P S，1988. 山地出版史[M]. 陈生，译. 云州：山村出版社.",
         "昂文 G, 昂文 P S. 山地出版史[M]. 陈生, 译. 云州: 山村出版社, 1988.",
         "昂文 G, 昂文 P S, 1988. 山地出版史[M]. 陈生, 译. 云州: 山村出版社."),
    ),
    (
        "a facsimile names its edition",
        {"type": "book", "title": "云州字汇：巳集上：水部", "edition": "听松堂影印本", "issued": on(1962), "page": "50", **PRESS},
        ("云州字汇：巳集上：水部[M]. 听松堂影印本. 云州：山村出版社，1962：50.",
         "佚名，1962. 云州字汇：巳集上：水部[M]. 听松堂影印本. 云州：山村出版社：50.",
         "云州字汇: 巳集上: 水部[M]. 听松堂影印本. 云州: 山村出版社, 1962: 50.",
         "佚名, 1962. 云州字汇: 巳集上: 水部[M]. 听松堂影印本. 云州: 山村出版社: 50."),
    ),
    (
        "a traditional imprint counts its volumes in the title",
        {"type": "book", "title": "增补云州本草：四卷", "author": named("周汝舟"), "edition": "刻本", "publisher-place": "云州", "publisher": "老二酉堂", "issued": on(1881), "language": "zh"},
        ("周汝舟. 增补云州本草：四卷[M]. 刻本. 云州：老二酉堂，1881（清光绪七年）.",
         "周汝舟，1881（清光绪七年）. 增补云州本草：四卷[M]. 刻本. 云州：老二酉堂.",
         "周汝舟. 增补云州本草: 四卷[M]. 刻本. 云州: 老二酉堂, 1881(清光绪七年).",
         "周汝舟, 1881(清光绪七年). 增补云州本草: 四卷[M]. 刻本. 云州: 老二酉堂."),
    ),
    (
        "a translation from a later edition",
        {"type": "book", "title": "山水的结构：第4版", "author": named("库文"), "translator": named("金河", "胡山"), "edition": "2", "issued": on(2012), **PRESS},
        ("库文. 山水的结构：第4版[M]. 金河，胡山，译. 2版. 云州：山村出版社，2012.",
         "库文，2012. 山水的结构：第4版[M]. 金河，胡山，译. 2版. 云州：山村出版社.",
         "库文. 山水的结构: 第4版[M]. 金河, 胡山, 译. 2版. 云州: 山村出版社, 2012.",
         "库文, 2012. 山水的结构: 第4版[M]. 金河, 胡山, 译. 2版. 云州: 山村出版社."),
    ),
    (
        "names in pinyin with hyphens",
        {"type": "book", "title": "Terraces", "author": named("Li, Xiao-ming", "Ou, Shan-he"), "issued": on(2001), **WEST},
        ("Li X-M，Ou S-H. Terraces[M]. Oslo：Fjell Press，2001.",
         "Li X-M，Ou S-H，2001. Terraces[M]. Oslo：Fjell Press.",
         "LI X M, OU S H. Terraces[M]. Oslo: Fjell Press, 2001.",
         "LI X M, OU S H, 2001. Terraces[M]. Oslo: Fjell Press."),
    ),
    (
        "names with particles before and after",
        {"type": "article-journal", "title": "Slopes", "author": [{"family": "Dahl", "given": "P. H.", "dropping-particle": "van der"}, {"family": "Cruz", "given": "M. J.", "non-dropping-particle": "de la"}], "container-title": "Hill studies", "volume": "12", "issued": on(1995), "language": "en"},
        ("Dahl P H v d，de la Cruz M J. Slopes[J]. Hill studies，1995，12.",
         "Dahl P H v d，de la Cruz M J，1995. Slopes[J]. Hill studies，12.",
         "DAHL P H v d, DE LA CRUZ M J. Slopes[J]. Hill studies, 1995, 12.",
         "DAHL P H v d, DE LA CRUZ M J, 1995. Slopes[J]. Hill studies, 12."),
    ),
    (
        "a body with a comma in its name",
        {"type": "webpage", "title": "About the society: history", "author": [{"literal": "Fjell Library Center, Inc."}], "container-title": "Fjell", "language": "en", **SEEN},
        ("Fjell Library Center，Inc. About the society：history[EB/OL]. [2026-11-20]. http://example.org/a.",
         "Fjell Library Center，Inc.，[2026]. About the society：history[EB/OL]. [2026-11-20]. http://example.org/a.",
         "Fjell Library Center, Inc. About the society: history[EB/OL]. [2026-11-20]. http://example.org/a.",
         "Fjell Library Center, Inc., [2026]. About the society: history[EB/OL]. [2026-11-20]. http://example.org/a."),
    ),
    (
        "a standard printed in a collection",
        {"type": "standard", "title": "乡镇名称代码", "number": "YZ/T 2659—1986", "author": named("云州标准局"), "editor": named("云州标准化委员会"), "container-title": "云州标准汇编", "volume": "3", "issued": on(1988), "page": "59-92", **PRESS},
        ("YZ/T 2659—1986 乡镇名称代码[S]//云州标准化委员会. 云州标准汇编：第3卷. 云州：山村出版社，1988：59-92.",
         "云州标准局，1988. YZ/T 2659—1986 乡镇名称代码[S]//云州标准化委员会. 云州标准汇编：第3卷. 云州：山村出版社：59-92.",
         "云州标准局. 乡镇名称代码: YZ/T 2659—1986[S]//云州标准化委员会. 云州标准汇编: 第3卷. 云州: 山村出版社, 1988: 59-92.",
         "云州标准局, 1988. 乡镇名称代码: YZ/T 2659—1986[S]//云州标准化委员会. 云州标准汇编: 第3卷. 云州: 山村出版社: 59-92."),
    ),
    (
        "an international standard known by its number",
        {"type": "standard", "title": "Information and documentation: hill names", "number": "ISO 99999:2017", "language": "en", **SEEN},
        ("ISO 99999:2017 Information and documentation：hill names[S/OL]. http://example.org/a.",
         "ISO，2017. ISO 99999:2017 Information and documentation：hill names[S/OL]. http://example.org/a.",
         "Information and documentation: hill names: ISO 99999:2017[S/OL]. [2026-11-20]. http://example.org/a.",
         "ISO, 2017. Information and documentation: hill names: ISO 99999:2017[S/OL]. [2026-11-20]. http://example.org/a."),
    ),
    (
        "a compilation",
        {"type": "book", "genre": "汇编", "title": "山村教育研究论文集", "editor": named("云州教育会"), "issued": on(1985), **PRESS},
        ("云州教育会. 山村教育研究论文集[G]. 云州：山村出版社，1985.",
         "云州教育会，1985. 山村教育研究论文集[G]. 云州：山村出版社.",
         "云州教育会. 山村教育研究论文集[G]. 云州: 山村出版社, 1985.",
         "云州教育会, 1985. 山村教育研究论文集[G]. 云州: 山村出版社."),
    ),
    (
        "a piece of a compilation",
        {"type": "chapter", "genre": "汇编", "title": "论夜校的特点", "author": named("韩河"), "container-title": "山村教育研究论文集", "editor": named("云州教育会"), "issued": on(1985), "page": "90-99", **PRESS},
        ("韩河. 论夜校的特点[G]//云州教育会. 山村教育研究论文集. 云州：山村出版社，1985：90-99.",
         "韩河，1985. 论夜校的特点[G]//云州教育会. 山村教育研究论文集. 云州：山村出版社：90-99.",
         "韩河. 论夜校的特点[G]//云州教育会. 山村教育研究论文集. 云州: 山村出版社, 1985: 90-99.",
         "韩河, 1985. 论夜校的特点[G]//云州教育会. 山村教育研究论文集. 云州: 山村出版社: 90-99."),
    ),
    (
        "a database",
        {"type": "dataset", "genre": "数据库", "title": "云州方志库", "author": named("云州图书馆"), "issued": on(2013, 1, 8), **SEEN},
        ("云州图书馆. 云州方志库[DB/OL]. （2013-01-08）[2026-11-20]. http://example.org/a.",
         "云州图书馆，2013. 云州方志库[DB/OL]. （2013-01-08）[2026-11-20]. http://example.org/a.",
         "云州图书馆. 云州方志库[DB/OL]. (2013-01-08)[2026-11-20]. http://example.org/a.",
         "云州图书馆, 2013. 云州方志库[DB/OL]. (2013-01-08)[2026-11-20]. http://example.org/a."),
    ),
    (
        "a program",
        {"type": "software", "title": "Terrace", "author": named("Moe, Kari"), "version": "2.1", "publisher": "Fjell Lab", "issued": on(2020, 1, 2), "language": "en", **SEEN},
        ("Moe K. Terrace[CP/OL]. V2.1. Fjell Lab（2020-01-02）[2026-11-20]. http://example.org/a.",
         "Moe K，2020. Terrace[CP/OL]. V2.1. Fjell Lab（2020-01-02）[2026-11-20]. http://example.org/a.",
         "MOE K. Terrace[CP/OL]. V2.1. Fjell Lab(2020-01-02)[2026-11-20]. http://example.org/a.",
         "MOE K, 2020. Terrace[CP/OL]. V2.1. Fjell Lab(2020-01-02)[2026-11-20]. http://example.org/a."),
    ),
    (
        "a serial whose span stands in its issue",
        {"type": "periodical", "title": "云州图书馆学通讯", "author": named("云州图书馆学会"), "issue": "1957(1)-1990(4)", "issued": {"date-parts": [[1957], [1990]]}, **PRESS},
        ("云州图书馆学会. 云州图书馆学通讯[J]. 1957（1）—1990（4）. 云州：山村出版社，1957—1990.",
         "云州图书馆学会，1957—1990. 云州图书馆学通讯[J]. 1957（1）—1990（4）. 云州：山村出版社.",
         "云州图书馆学会. 云州图书馆学通讯[J]. 1957(1)-1990(4). 云州: 山村出版社, 1957-1990.",
         "云州图书馆学会, 1957-1990. 云州图书馆学通讯[J]. 1957(1)-1990(4). 云州: 山村出版社."),
    ),
    (
        "archives compiled and published",
        {"type": "collection", "title": "云州档案汇总", "author": named("云州档案馆", "石桥档案馆"), "issued": on(2001), **PRESS},
        ("云州档案馆，石桥档案馆. 云州档案汇总[A]. 云州：山村出版社，2001.",
         "云州档案馆，石桥档案馆，2001. 云州档案汇总[A]. 云州：山村出版社，2001.",
         "云州档案馆, 石桥档案馆. 云州档案汇总[A]. 云州: 山村出版社, 2001.",
         "云州档案馆, 石桥档案馆, 2001. 云州档案汇总[A]. 云州: 山村出版社, 2001."),
    ),
    (
        "a master's thesis online",
        {"type": "thesis", "genre": "硕士学位论文", "title": "梯田语汇研究", "author": named("吴河"), "publisher-place": "云州", "publisher": "云州大学", "issued": on(2003), "page": "27", **SEEN},
        ("吴河. 梯田语汇研究[D/OL]. 云州：云州大学，2003：27. http://example.org/a.",
         "吴河，2003. 梯田语汇研究[D/OL]. 云州：云州大学：27. http://example.org/a.",
         "吴河. 梯田语汇研究[D/OL]. 云州: 云州大学, 2003: 27[2026-11-20]. http://example.org/a.",
         "吴河, 2003. 梯田语汇研究[D/OL]. 云州: 云州大学: 27[2026-11-20]. http://example.org/a."),
    ),
    (
        "a patent by a body, with its number only",
        {"type": "patent", "title": "一种梯田灌溉方法", "author": named("云州水利科技有限公司"), "number": "01129210.5", "issued": on(2001, 10, 24), **SEEN},
        ("云州水利科技有限公司. 一种梯田灌溉方法：01129210.5[P/OL]. 2001-10-24. http://example.org/a.",
         "云州水利科技有限公司，2001. 一种梯田灌溉方法：01129210.5[P/OL]. 2001-10-24. http://example.org/a.",
         "云州水利科技有限公司. 一种梯田灌溉方法: 01129210.5[P/OL]. 2001-10-24[2026-11-20]. http://example.org/a.",
         "云州水利科技有限公司, 2001. 一种梯田灌溉方法: 01129210.5[P/OL]. 2001-10-24[2026-11-20]. http://example.org/a."),
    ),
    (
        "pages of a handbook counted by chapter",
        {"type": "chapter", "title": "Channels", "author": named("Moe, Kari"), "editor": named("Fjell Society"), "container-title": "Hill water: a handbook", "edition": "6", "issued": on(2011), "page": "1.1-1.36", **WEST},
        ("Moe K. Channels[M]//Fjell Society. Hill water：a handbook. 6th ed. Oslo：Fjell Press，2011：1.1-1.36.",
         "Moe K，2011. Channels[M]//Fjell Society. Hill water：a handbook. 6th ed. Oslo：Fjell Press：1.1-1.36.",
         "MOE K. Channels[M]//Fjell Society. Hill water: a handbook. 6th ed. Oslo: Fjell Press, 2011: 1.1-1.36.",
         "MOE K, 2011. Channels[M]//Fjell Society. Hill water: a handbook. 6th ed. Oslo: Fjell Press: 1.1-1.36."),
    ),
    (
        "a paper in proceedings that name their day and place",
        {"type": "paper-conference", "title": "Terrace channels", "author": named("Moe, Kari"), "editor": named("Fjell Society"), "container-title": "Symposium on Hill Farming, August 23-25, 1971, Bergen", "issued": on(1971), "page": "17-38", **WEST},
        ("Moe K. Terrace channels[C]//Fjell Society. Symposium on Hill Farming，August 23-25，1971，Bergen. Oslo：Fjell Press，1971：17-38.",
         "Moe K，1971. Terrace channels[C]//Fjell Society. Symposium on Hill Farming，August 23-25，1971，Bergen. Oslo：Fjell Press：17-38.",
         "MOE K. Terrace channels[C]//Fjell Society. Symposium on Hill Farming, August 23-25, 1971, Bergen. Oslo: Fjell Press, 1971: 17-38.",
         "MOE K, 1971. Terrace channels[C]//Fjell Society. Symposium on Hill Farming, August 23-25, 1971, Bergen. Oslo: Fjell Press: 17-38."),
    ),
    (
        "a combined issue and scattered pages",
        {"type": "article-journal", "title": "渠边", "author": named("周远"), "container-title": "山村", "issued": on(1981), "issue": "7/8", "page": "20-21,23"},
        ("周远. 渠边[J]. 山村，1981（7/8）：20-21，23.",
         "周远，1981. 渠边[J]. 山村（7/8）：20-21，23.",
         "周远. 渠边[J]. 山村, 1981(7/8): 20-21, 23.",
         "周远, 1981. 渠边[J]. 山村(7/8): 20-21, 23."),
    ),
    (
        "a supplement",
        {"type": "article-journal", "title": "渠边", "author": named("周远"), "container-title": "山村学报", "volume": "45", "issue": "增刊1", "issued": on(2024), "number": "730570"},
        ("周远. 渠边[J]. 山村学报，2024，45（增刊1）：730570.",
         "周远，2024. 渠边[J]. 山村学报，45（增刊1）：730570.",
         "周远. 渠边[J]. 山村学报, 2024, 45(增刊1): 730570.",
         "周远, 2024. 渠边[J]. 山村学报, 45(增刊1): 730570."),
    ),
    (
        "a newspaper edition for abroad, a page with letters",
        {"type": "article-newspaper", "title": "梯田开耕", "author": named("周远", "安山", "李田", "钱二"), "container-title": "云州日报(海外版)", "issued": on(2019, 4, 1), "page": "A04版"},
        ("周远，安山，李田，等. 梯田开耕[N]. 云州日报（海外版），2019-04-01（A04）.",
         "周远，安山，李田，等，2019. 梯田开耕[N]. 云州日报（海外版），2019-04-01（A04）.",
         "周远, 安山, 李田, 等. 梯田开耕[N]. 云州日报(海外版), 2019-04-01(A04).",
         "周远, 安山, 李田, 等, 2019. 梯田开耕[N]. 云州日报(海外版), 2019-04-01(A04)."),
    ),
    (
        "a map of a reign",
        {"type": "map", "title": "云州舆图", "author": named("周汝舟"), "issued": {"date-parts": [[1718]], "literal": "清康熙五十七年"}, "publisher-place": "云州", "publisher": "听松堂"},
        ("周汝舟. 云州舆图[CM]. 云州：听松堂，1718（清康熙五十七年）.",
         "周汝舟，1718（清康熙五十七年）. 云州舆图[CM]. 云州：听松堂.",
         "周汝舟. 云州舆图[CM]. 云州: 听松堂, 1718(清康熙五十七年).",
         "周汝舟, 1718(清康熙五十七年). 云州舆图[CM]. 云州: 听松堂."),
    ),
    (
        "a broadcast online",
        {"type": "broadcast", "title": "渠边夜话", "author": named("云州广播电台"), "issued": on(2020, 1, 2), **SEEN},
        ("云州广播电台. 渠边夜话[EB/OL]. （2020-01-02）[2026-11-20]. http://example.org/a.",
         "云州广播电台，2020. 渠边夜话[EB/OL]. （2020-01-02）[2026-11-20]. http://example.org/a.",
         "云州广播电台. 渠边夜话[EB/OL]. (2020-01-02)[2026-11-20]. http://example.org/a.",
         "云州广播电台, 2020. 渠边夜话[EB/OL]. (2020-01-02)[2026-11-20]. http://example.org/a."),
    ),
    (
        "a letter kept online",
        {"type": "personal_communication", "title": "[致石桥村公所]", "author": named("周远"), "issued": on(1938, 7, 28), **SEEN},
        ("周远. [致石桥村公所][A/OL]. 1938-07-28. http://example.org/a.",
         "周远，1938. [致石桥村公所][A/OL]. 1938-07-28. http://example.org/a.",
         "周远. [致石桥村公所][A/OL]. (1938-07-28)[2026-11-20]. http://example.org/a.",
         "周远, 1938. [致石桥村公所][A/OL]. (1938-07-28)[2026-11-20]. http://example.org/a."),
    ),
    (
        "an account's post",
        {"type": "post-weblog", "title": "渠水又来了", "author": named("周远"), "container-title": "山村来信", "issued": on(2022, 5, 6), **SEEN},
        ("周远. 渠水又来了[EB/OL]. （2022-05-06）[2026-11-20]. http://example.org/a.",
         "周远，2022. 渠水又来了[EB/OL]. （2022-05-06）[2026-11-20]. http://example.org/a.",
         "周远. 渠水又来了[EB/OL]. (2022-05-06)[2026-11-20]. http://example.org/a.",
         "周远, 2022. 渠水又来了[EB/OL]. (2022-05-06)[2026-11-20]. http://example.org/a."),
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
def test_every_kind_is_printed_as_in_the_annex(value: dict[str, Any], edition: str, style: str, expected: str) -> None:
    assert entry(Item.from_json(value), edition, style) == expected
