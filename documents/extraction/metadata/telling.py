"""Whom the paragraphs of a report begin with, where they tell what was said."""

from __future__ import annotations

import re
from collections.abc import Iterable

from archive.lib.words import alternation
from people.names import Gazetteer, is_person_name, name_after
from people.names.shapes import HAN

from ..lexicon import words
from ..named_persons import find_named
from ..types import ParticipantData


def tellers(paragraphs: Iterable[str], gazetteer: Gazetteer) -> list[ParticipantData]:
    """Those with whom the paragraphs of a report begin, if it tells what they said.

    >>> [p.name for p in tellers(["罗大山首先说，要修堰。", "水利局的顾清和、何启明在发言中，肯定了。"], Gazetteer())]
    ['罗大山', '顾清和', '何启明']
    >>> tellers(["林业系教授沈静川说，要种树。"], Gazetteer())[0].position
    '林业系教授'
    """
    return [person for text in paragraphs for person in (_with_office(text, gazetteer) or _telling(text))]


def _with_office(text: str, gazetteer: Gazetteer) -> list[ParticipantData]:
    """Who stands with his office at the beginning of a paragraph, before or behind it."""
    opening = text[:_OPENING]
    if hit := _POST_BEHIND.match(opening):
        known = is_person_name(hit["name"]) and _TELLS.match(text, hit.end())
        return [ParticipantData(hit["name"], hit["post"])] if known else []
    named = next(iter(find_named(opening, gazetteer)), None)
    unit = named and (named.start == 0 or _UNIT.fullmatch(text, 0, named.start))
    if named and unit and named.position and _TELLS.match(text, named.end):
        return [ParticipantData(named.name, text[: named.start] + named.position)]
    return []


_OPENING = 48  # characters in which office and name stand
_UNIT = re.compile(rf"[{HAN}]{{1,12}}[系院所厂社校局组中馆站]")  # 林业系 + 教授罗某
_POST_BEHIND = re.compile(rf"(?P<name>[{HAN}]{{2,4}})[（(](?P<post>[^（()）]{{2,30}})[)）]")


def _telling(text: str) -> list[ParticipantData]:
    unit = _OF_UNIT.match(text)
    at, names = unit.end() if unit else 0, []
    while named := name_after(text, at):
        at = named[0]
        names.append(named[1])
        joined = _JOINS.match(text, at)
        if not joined:
            break
        at = joined.end()
    return [ParticipantData(name) for name in names] if names and _TELLS.match(text, at) else []


_OF_UNIT = re.compile(
    rf"[{HAN}]{{1,12}}?(?:{alternation((*words('body_endings'), '社', '报', '厂', '校', '大学'))})的"
)  # 中国新闻社的孙某某
_JOINS = re.compile("(?:同志|先生|女士|教授|委员|代表)?[、和与](?=[\u4e00-\u9fff]{2})")
_IN_SPEECH = "在(?:书面|联合)?(?:发言|會上|会上|大会上|讲话|报告|总结)(?:中|时|里)?"
_TELLS = re.compile(
    rf"(?:等|同志|先生|女士|教授|委员|代表)*(?:{_IN_SPEECH}[，,]"
    rf"|(?:首先|接着|最后|第一个|最后总结|总结|检讨|相继|先后|(?:相继|先后)?对[^，。]{{1,20}}?(?:进行|提出|表示|作)了?|又|还|也|都|今天|继续|{_IN_SPEECH})*"
    "[，,]?(?:说|谈到|谈了|认为|指出|提出|揭露|揭发|反映|建议|批评|发言|表示|报告|讲话|要求|补充|主张|不同意|同意|希望|批判|批驳"
    "|驳斥|检举|介绍))"
)
