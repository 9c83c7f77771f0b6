"""The examples of GB/T 7714—2025 in the folder `shared`: every entry whose words its item holds is exactly right.

Some items do not hold what their entry prints: an identifier, a host, a patent's owner, the day of a memorial. Such an
entry follows from no rule. Each is named here with words that it prints and its item lacks (or, of one, lacks printed
words); the test holds that they really are lacking, so the list cannot hide a
rule that is wrong.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from documents.citations.csl import Item
from documents.citations.gbt7714 import entry

LACKING = {
    "gbt7714.b.1:17": "大辭典",  # the item has the modern form of the character
    "gbt7714.b.1:18": "variables",
    "gbt7714.b.1:23": "/book/10.1007",
    "gbt7714.b.6:4": "35001.37.01.33142.20220037",
    "gbt7714.b.9:4": "西安电子科技大学",
    "gbt7714.b.9:7": "IBM",
    "gbt7714.b.9:8": "Trisco",
    "gbt7714.b.11:1": "三月十三日",
    "gbt7714.b.11:3": "三十八年八月",
    "gbt7714.b.12:10": "Coastal erosion",
    "gbt7714.b.13:2": "glacier.001",
    "gbt7714.b.13:5": "地球系统",
    "gbt7714.b.13:8": "https://",
    "gbt7714.b.14:1": "32003.36",
}
UNPRINTED = {"gbt7714.b.9:2": "赵永杰"}  # a patent whose owner is one of its three inventors


def test_entries_are_exactly_right_wherever_the_item_holds_their_words(shared: Path) -> None:
    examples = json.loads((shared / "citations/gbt7714-2025-examples.json").read_text(encoding="utf-8"))
    wrong, right, chinese = [], [], []
    for example in examples:
        item = Item.from_json(example["item"])
        held = json.dumps(example["item"], ensure_ascii=False)
        for style, expected in (("numeric", example["numeric"]), ("author-date", example["author_date"])):
            if item.id in LACKING:
                assert LACKING[item.id] in expected
                assert LACKING[item.id] not in held
            elif item.id in UNPRINTED:
                assert UNPRINTED[item.id] not in expected
                assert UNPRINTED[item.id] in held
            else:
                printed = entry(item, "2025", style)
                (right if _packed(printed) == _packed(expected) else wrong).append((printed, expected))
                chinese.append(item.language.startswith("zh"))
    assert wrong == []
    assert len(right) >= 2 * 67
    assert sum(chinese) >= 2 * 43


def _packed(text: str) -> str:
    return re.sub(r"\s", "", text)
