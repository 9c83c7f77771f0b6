"""Who and what is pointed to: persons, bodies, offices by the ids that `by` and `as` name."""

from __future__ import annotations

from typing import NamedTuple

from documents.readers.xml import Node

OWN = "urn:yanlu:akoma-ntoso"  # of what this archive's own export adds in `proprietary`


class Reference(NamedTuple):
    """Somebody or something with a name: `kind` is TLCPerson, TLCOrganization, TLCRole, …"""

    kind: str
    name: str


class References:
    """The references of a debate."""

    def __init__(self, debate: Node) -> None:
        self.by_id: dict[str, Reference] = {}
        for group in debate.find("references"):
            for each in group.nodes():
                key = each.attributes.get("eId") or each.attributes.get("id")
                if key and each.name.startswith("TLC"):
                    self.by_id[key] = Reference(each.name, each.attributes.get("showAs", "").strip())
        self.own = [child for group in debate.find("proprietary") for child in group.nodes() if child.namespace == OWN]

    def named(self, pointer: str | None) -> Reference | None:
        """What a pointer (`#s-1`) leads to, if that has a name."""
        found = self.by_id.get((pointer or "").strip().removeprefix("#"))
        return found if found and found.name else None

    def speaker(self, pointer: str | None) -> str | None:
        """The name of the person or body that speaks; an office is no person."""
        found = self.named(pointer)
        return found.name if found and found.kind in ("TLCPerson", "TLCOrganization") else None
