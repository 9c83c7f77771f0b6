"""Rows for tests of the pages: invented people, places and papers in the layouts of the real ones."""

from __future__ import annotations

from itertools import count
from typing import Any

from documents.models import (
    Contribution,
    Document,
    Meeting,
    Mention,
    Paragraph,
    Participation,
    Publication,
    Quotation,
    Remark,
    SourceFile,
    Work,
)
from documents.search.appearances import index_fingerprints
from people.models import Speaker, SpeakerName, Tenure

_ids = count(1)
FOUND = {"found": True}  # in `imported`: the row came from an import, not from a person's hand


def _id() -> str:
    return f"t{next(_ids):09}"


def speaker(name: str, **fields: Any) -> Speaker:
    return Speaker.objects.create(public_id=_id(), name=name, **{"imported": FOUND, **fields})


def publication(title: str, kind: str = "newspaper", **fields: Any) -> Publication:
    return Publication.objects.create(public_id=_id(), title=title, kind=kind, imported=FOUND, **fields)


def meeting(name: str, date: str = "", **fields: Any) -> Meeting:
    return Meeting.objects.create(public_id=_id(), name=name, date=date, **{"imported": FOUND, **fields})


def source(key: str, text: str) -> SourceFile:
    data = text.encode()
    return SourceFile.objects.create(key=key, sha256=f"{len(data):064}", encoding="utf-8", size=len(data), data=data)


def document(title: str, paragraphs: list[str] | None = None, **fields: Any) -> Document:
    """A document whose paragraphs are bodies, or headings where a text begins with `# `, `## `…; `> ` a note."""
    fields = {"kind": "article", "imported": FOUND, **fields}
    made = Document.objects.create(public_id=_id(), title=title, **fields)
    for sequence, text in enumerate(paragraphs or []):
        paragraph(made, text, sequence)
    return made


def paragraph(of: Document, text: str, sequence: int, **fields: Any) -> Paragraph:
    marks, _, words = text.partition(" ")
    if marks and set(marks) == {"#"}:
        fields = {"kind": "heading", "level": len(marks), **fields}
        text = words
    elif marks == ">":
        mark, _, text = words.partition(" ")
        fields = {"kind": "note", "mark": mark, **fields}
    return Paragraph.objects.create(
        public_id=_id(), document=of, sequence=sequence, text=text, imported=FOUND, **fields
    )


def remark(of: Document, who: Speaker | str, first: int, last: int, **fields: Any) -> Remark:
    label = who if isinstance(who, str) else who.name
    return Remark.objects.create(
        public_id=_id(),
        document=of,
        sequence=of.remarks.count(),
        label=label,
        speaker=None if isinstance(who, str) else who,
        first=first,
        last=last,
        imported=FOUND,
        **fields,
    )


def quotation(of: Document, words: str, who: Speaker | None = None, **fields: Any) -> Quotation:
    """A quotation of `words` where they first stand in the document."""
    where = of.paragraphs.filter(text__contains=words).order_by("sequence").first()
    assert where is not None, f"{words!r} does not stand in {of}"
    start = where.text.index(words)
    made = Quotation.objects.create(
        **{
            "public_id": _id(),
            "document": of,
            "paragraph": where,
            "sequence": of.quotations.count(),
            "start": start,
            "end": start + len(words),
            "text": words,
            "label": who.name if who else "",
            "speaker_name": who.name if who else "",
            "imported": FOUND,
            "confidence": 0.9,
            **fields,
        }
    )
    if who:
        made.speakers.add(who)
    index_fingerprints([made])
    return made


def contribution(of: Document, who: Speaker | str, role: str = "speaker", position: str = "") -> Contribution:
    return Contribution.objects.create(
        public_id=_id(),
        document=of,
        sequence=of.contributions.count(),
        label=who if isinstance(who, str) else who.name,
        speaker=None if isinstance(who, str) else who,
        role=role,
        position=position,
    )


def participation(at: Meeting, who: Speaker | str, position: str = "", **fields: Any) -> Participation:
    return Participation.objects.create(
        public_id=_id(),
        meeting=at,
        sequence=at.participations.count(),
        label=who if isinstance(who, str) else who.name,
        speaker=None if isinstance(who, str) else who,
        position=position,
        **fields,
    )


def mention(of: Document, who: Speaker, position: str) -> Mention:
    return Mention.objects.create(
        public_id=_id(), document=of, sequence=0, label=who.name, name=who.name, speaker=who, position=position
    )


def work(title: str, *authors: Speaker, **fields: Any) -> Work:
    made = Work.objects.create(public_id=_id(), title=title, **fields)
    made.authors.set(authors)
    return made


SYMPOSIUM = """### 把水引上山——清河县委理论学习中心组学习实录
2004-05-18
第6版(理论)

    学习时间：2004年4月27日
    学习地点：县委二楼会议室
    罗启明（县委书记）：今天请大家谈谈水的事。石老说过：“渠修到哪里，人心就通到哪里。”山上没有水，话就没有人听①。
    一、先听群众说
    白秀英（副县长）：我在三岔沟住了半个月。老人们讲：“吃水不忘挖渠人。”他们记得一九五八年的那条渠。
    罗启明：她讲得好。规划要跟着群众的脚走，不能让群众跟着规划的图跑。

    ①指清河县二〇〇三年的旱情。
"""


class World:
    """A small living archive: a symposium in a newspaper, a speech in a yearbook that quotes the same words."""

    def __init__(self) -> None:
        self.shi = speaker("石公远", birth="1899", death="1971", sort_key="shi2 gong1 yuan3", authority=True)
        SpeakerName.objects.create(speaker=self.shi, form="石老", kind="honorific")
        Tenure.objects.create(
            speaker=self.shi,
            position="水利委员",
            organization="清河县",
            start="1950",
            end="1958",
            source="《清河县志》",
        )
        self.luo = speaker("罗启明", sort_key="luo2 qi3 ming2")
        self.bai = speaker("白秀英", sort_key="bai2 xiu4 ying1")
        self.elders = speaker("老人们", kind="group", sort_key="lao3 ren2 men")
        self.daily = publication("清河日报", issn="1000-0000")
        self.yearbook = publication("清河年鉴2005", "yearbook", publisher="清河出版社", place="清河", year="2005")
        self.talks = work("修渠谈话", self.shi, date="1956")
        self._symposium()
        self._speech()

    def _symposium(self) -> None:
        self.meeting = meeting(
            "清河县委理论学习中心组学习会",
            "2004-04-27",
            place="县委二楼会议室",
            theme="把水引上山",
            host="清河县委",
            series="清河县委理论学习",
        )
        self.later = meeting("清河县委理论学习中心组第二次学习会", "2004-09-02", series="清河县委理论学习")
        self.symposium = document(
            "把水引上山——清河县委理论学习中心组学习实录",
            kind="transcript",
            date="2004-05-18",
            publication=self.daily,
            publication_date="2004-05-18",
            locator="第6版(理论)",
            meeting=self.meeting,
            source=source("清河/symposium.txt", SYMPOSIUM),
        )
        document("第二次学习会简报", ["会议谈了林。"], date="2004-09-03", meeting=self.later, publication=self.daily)
        texts = [
            "今天请大家谈谈水的事。石老说过：“渠修到哪里，人心就通到哪里。”山上没有水，话就没有人听①。",
            "# 一、先听群众说",
            "我在三岔沟住了半个月。老人们讲：“吃水不忘挖渠人。”他们记得一九五八年的那条渠。",
            "她讲得好。规划要跟着群众的脚走，不能让群众跟着规划的图跑。",
            "> ① 指清河县二〇〇三年的旱情。",
        ]
        for sequence, text in enumerate(texts):
            bare = text.lstrip("#>① ")
            at = SYMPOSIUM.find(bare)
            paragraph(self.symposium, text, sequence, page="第6版", source_start=at, source_end=at + len(bare))
        for who, position, first in ((self.luo, "县委书记", 0), (self.bai, "副县长", 2), (self.luo, "", 3)):
            remark(self.symposium, who, first, first, meeting=self.meeting, position=position)
        for who, position in ((self.luo, "县委书记"), (self.bai, "副县长")):
            contribution(self.symposium, who, position=position)
            participation(self.meeting, who, position, document=self.symposium)
        contribution(self.symposium, "田岸", "reporter")
        words = "渠修到哪里，人心就通到哪里。"
        at = SYMPOSIUM.index(words)
        self.quotation = quotation(
            self.symposium,
            words,
            self.shi,
            label="石老",
            evidence="石老说过",
            source_start=at,
            source_end=at + len(words),
            confidence=0.97,
        )
        self.saying = quotation(self.symposium, "吃水不忘挖渠人。", self.elders, kind="saying", confidence=0.5)

    def _speech(self) -> None:
        self.speech = document(
            "在全县水利工作会议上的讲话",
            [
                "同志们，去年的旱情大家都看见了。",
                "# 一、渠道",
                "石公远同志在《修渠谈话》中讲过：“渠修到哪里，人心就通到那里。”",
            ],
            kind="speech",
            date="2004-12-08",
            publication=self.yearbook,
            locator="第31-35页",
        )
        contribution(self.speech, self.luo, position="县委书记")
        remark(self.speech, self.luo, 0, 2)
        quotation(self.speech, "渠修到哪里，人心就通到那里。", self.shi, work="修渠谈话", cited_work=self.talks)
        mention(self.speech, self.bai, "副县长")


def compilation(pieces: int = 3, **fields: Any) -> tuple[Document, list[Document]]:
    """A compilation and its pieces, numbered from 1."""
    whole = document("清河文存", kind="compilation", **fields)
    parts = [
        document(f"清河文存之{number}", ["渠边的一天。"], parent=whole, part=str(number), date="1990")
        for number in range(1, pieces + 1)
    ]
    return whole, parts
