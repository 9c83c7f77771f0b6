"""A small archive made by hand, for tests of the admin."""

from __future__ import annotations

from typing import Any

from documents.models import (
    Contribution,
    Document,
    ImportRun,
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
from people.models import Speaker, SpeakerName, Tenure

TEXT = "林泽川在会上说：“水渠要修到每一个村。”他还说，今年先修三条。"
WORDS = "水渠要修到每一个村。"


def small_archive(key: str = "a/渠.txt", **document: Any) -> dict[str, Any]:
    """One document of a meeting with a paragraph, a remark, a quotation and everything around them, by name."""
    run = ImportRun.objects.create(engine_version="1", status=ImportRun.Status.FINISHED, counts={"new": 1})
    source = SourceFile.objects.create(key=key, sha256="0" * 64, encoding="utf-8", data=TEXT.encode(), run=run)
    speaker = Speaker.objects.create(name="林泽川")
    form = SpeakerName.objects.create(speaker=speaker, form="林县长", kind="honorific")
    tenure = Tenure.objects.create(speaker=speaker, position="县长", start="1956", end="1961")
    meeting = Meeting.objects.create(name="水利工作座谈会", date="1958-03-02", run=run)
    publication = Publication.objects.create(title="南塬日报", kind="newspaper")
    work = Work.objects.create(title="修渠记")
    row = Document.objects.create(
        **{"title": "记水利工作座谈会", "kind": "transcript", "date": "1958-03-05", "source": source, "run": run}
        | {"meeting": meeting, "publication": publication}
        | document
    )
    paragraph = Paragraph.objects.create(
        document=row,
        sequence=0,
        text=TEXT,
        source_start=0,
        source_end=len(TEXT),
        source_map=[[0, 0, len(TEXT), len(TEXT)]],
    )
    start = TEXT.index(WORDS)
    quotation = Quotation.objects.create(
        document=row,
        paragraph=paragraph,
        sequence=0,
        start=start,
        end=start + len(WORDS),
        text=WORDS,
        label="林泽川",
        speaker_name="林泽川",
        evidence="林泽川在会上说",
        rule="cue before",
        confidence=0.8,
        source_start=start,
        source_end=start + len(WORDS),
        imported={"text": WORDS, "speaker_name": "林泽川"},
    )
    quotation.speakers.add(speaker)
    return {
        "run": run,
        "sourcefile": source,
        "speaker": speaker,
        "speakername": form,
        "tenure": tenure,
        "meeting": meeting,
        "publication": publication,
        "work": work,
        "document": row,
        "paragraph": paragraph,
        "quotation": quotation,
        "remark": Remark.objects.create(
            document=row, meeting=meeting, sequence=0, label="林泽川", speaker=speaker, first=0, last=0
        ),
        "contribution": Contribution.objects.create(document=row, label="林泽川", role="speaker", speaker=speaker),
        "participation": Participation.objects.create(meeting=meeting, document=row, label="林泽川", speaker=speaker),
        "mention": Mention.objects.create(
            document=row, paragraph=paragraph, label="林县长", name="林泽川", position="县长"
        ),
    }
