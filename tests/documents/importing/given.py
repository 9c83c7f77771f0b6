"""What the engine would say of invented files, and a way to let the archive take it in."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from documents.extraction.spans import MappedText
from documents.extraction.types import (
    DocumentData,
    MeetingData,
    MentionData,
    ParagraphData,
    ParticipantData,
    PersonData,
    PublicationData,
    QuotationData,
    RemarkData,
)
from documents.importing.reading import Reading, Task
from documents.importing.rows import rows_of
from documents.importing.store import Result, Store
from documents.models import ImportRun
from documents.serializers import Selection, export_lines

SAID = (("把路修到每一个村口，把水引到每一块田头。", "沈砚秋"), ("流水不腐，户枢不蠹。", None))
SPEECH = (
    "同志们，今天我们开会，研究明年的工作。",
    "沈砚秋同志指出：“把路修到每一个村口，把水引到每一块田头。”这句话我们要记住。",
    "古人说：“流水不腐，户枢不蠹。”道理是一样的。",
)


def paragraphs(texts: tuple[str, ...]) -> tuple[ParagraphData, ...]:
    """Body paragraphs that stand one after the other in the source; `# ` makes a heading."""
    made, at = [], 0
    for sequence, text in enumerate(texts):
        kind, level = ("heading", 1) if text.startswith("# ") else ("body", None)
        words = text.removeprefix("# ")
        made.append(ParagraphData(sequence, kind, MappedText.of(words, at), level=level))
        at += len(text) + 1
    return tuple(made)


def quotation(texts: tuple[str, ...], words: str, speaker: str | None = None, **more: Any) -> QuotationData:
    """The quotation of these words where they first stand."""
    place = next(i for i, text in enumerate(texts) if words in text)
    start = texts[place].removeprefix("# ").index(words)
    at = sum(len(text) + 1 for text in texts[:place]) + start
    kind = "direct" if speaker else "saying"
    more = {"kind": kind, "label": speaker, "confidence": 0.9, "evidence": texts[place][:8], "rule": "cue", **more}
    return QuotationData(
        words, paragraph=place, start=start, end=start + len(words), source_start=at, source_end=at + len(words),
        speaker=speaker, **more,
    )  # fmt: skip


def quoted(texts: tuple[str, ...], *found: tuple[str, str | None]) -> tuple[QuotationData, ...]:
    """Several quotations: (words, speaker)."""
    return tuple(quotation(texts, words, speaker) for words, speaker in found)


def speech(texts: tuple[str, ...] = SPEECH, **more: Any) -> DocumentData:
    """A speech with a speaker, a meeting, a publication, a mention, a turn and two quotations."""
    fields: dict[str, Any] = {
        "part": None,
        "title": "在全县水利工作会议上的讲话",
        "kind": "speech",
        "date": "1987-03-05",
        "people": (PersonData("贺启明", "speaker", "县委书记"),),
        "publication": PublicationData(title="青川年鉴1988", kind="yearbook", locator="专载"),
        "meeting": MeetingData(
            "全县水利工作会议",
            date="1987-03-05",
            place="青川",
            participants=(ParticipantData("贺启明", "县委书记"), ParticipantData("陆知远", "副县长", "chair")),
        ),
        "mentions": (MentionData("沈砚秋", "同志", "沈砚秋同志", 1, 0, 5),),
        "paragraphs": paragraphs(texts),
        "remarks": (RemarkData(0, "贺启明", "贺启明", "县委书记", 0, len(texts) - 1),),
        "quotations": quoted(texts, *(each for each in SAID if any(each[0] in text for text in texts))),
        **more,
    }
    return DocumentData(**fields)


def article(*texts: str, **more: Any) -> DocumentData:
    """An article of these paragraphs and nothing else."""
    fields: dict[str, Any] = {"part": None, "title": "文章", "kind": "article", "paragraphs": paragraphs(texts), **more}
    return DocumentData(**fields)


def reading(key: str, *documents: DocumentData, root: str = "/import", data: bytes | None = None) -> Reading:
    """What a process that read the file would hand to the writer; other documents are other bytes."""
    data = repr(documents).encode() if data is None else data
    task = Task(key, Path(key), root, len(data))
    rows = [rows_of(key, document) for document in documents]
    return Reading(task, sha256(data).hexdigest(), data, "utf-8", "text/plain", rows)


def take(
    key: str, *documents: DocumentData, root: str = "/import", data: bytes | None = None, **options: Any
) -> Result:
    """Import one file in a run of its own."""
    run = None if options.get("dry_run") else ImportRun.objects.create(engine_version="1")
    return Store(run, **options).write(reading(key, *documents, root=root, data=data))


def export(everything: bool = True) -> list[str]:
    """The archive in the interchange format."""
    return list(export_lines(Selection(everything=everything)))


def records(everything: bool = True) -> list[dict[str, Any]]:
    """The archive as interchange records."""
    return [json.loads(line) for line in export(everything)]
