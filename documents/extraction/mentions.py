"""Stage 4, `find_mentions`: persons named with an office in the text."""

from __future__ import annotations

from people.names import Gazetteer
from people.names.shapes import CALLINGS, OFFICES

from .named_persons import find_named
from .types import MentionData, ParagraphData

_JOINING = frozenset("和同与")


def find_mentions(paragraphs: tuple[ParagraphData, ...], gazetteer: Gazetteer) -> tuple[MentionData, ...]:
    """Every place where the text names a person with an office: 固原市委书记李文章同志, 习近平总书记.

    A calling or a membership (农民, 党员, 代表) is no office. Notes, contents and headings are not looked at.
    A name given once with an office before it is known from there on.

    >>> from .spans import MappedText
    >>> texts = ("县委书记李群到会。", "李群书记说，要修堰。")
    >>> numbered = tuple(ParagraphData(i, "body", MappedText.of(t, 0)) for i, t in enumerate(texts))
    >>> [(m.name, m.position, m.paragraph) for m in find_mentions(numbered, Gazetteer())]
    [('李群', '县委书记', 0), ('李群', '书记', 1)]
    """
    known: set[str] = set()
    mentions = []
    for paragraph in paragraphs:
        if paragraph.kind != "body":
            continue
        for person in find_named(paragraph.text.text, gazetteer, known):
            known.add(person.name)
            if person.position and _is_post(person.position):
                mentions.append(
                    MentionData(
                        person.name, person.position, person.label, paragraph.sequence, person.start, person.end
                    )
                )
    cut = {name[:-1] for name in known if name[-1] in _JOINING}  # 顾清和 is the name where 顾清 + 和 was read as well
    return tuple(mention for mention in mentions if mention.name not in cut)


def _is_post(position: str) -> bool:
    """Whether a position is more than a calling: its last noun is one of the offices that are none."""
    endings = [position[-n:] for n in range(len(position), 1, -1) if position[-n:] in OFFICES]
    return bool(endings) and endings[0] not in CALLINGS
