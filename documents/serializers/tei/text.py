"""The `text`: divisions, turns, paragraphs, page breaks, and the words of others in them."""

from __future__ import annotations

from collections import defaultdict

from documents.models import Document, Mention, Paragraph, Quotation, Remark
from documents.serializers.whole import in_parts
from documents.serializers.xml import XML, Element, Stretch, add, marked_up

from .header import analysis
from .people import People, make

DIVISIONS = {Document.Kind.TRANSCRIPT: "debate"}  # of Parla-CLARIN; other kinds have their own name
Kind = Paragraph.Kind
ID = f"{XML}id"


class Text:
    """The text of one document as it is put together, paragraph by paragraph."""

    def __init__(self, document: Document, people: People) -> None:
        self.document, self.people = document, people
        self.inside: dict[int | None, list[Quotation]] = defaultdict(list)
        for quotation in document.quotations.all():
            self.inside[quotation.paragraph_id].append(quotation)
        self.named: dict[int | None, list[Mention]] = defaultdict(list)
        for mention in document.mentions.all():
            self.named[mention.paragraph_id].append(mention)
        self.remarks = list(document.remarks.all())
        top = make("div", type=DIVISIONS.get(Document.Kind(document.kind), document.kind))
        self.divisions: list[tuple[int, Element]] = [(0, top)]
        self.page = ""
        self.turn: Element | None = None
        self.last_of: dict[str, Element] = {}  # the last piece of each turn
        self.cited: list[Quotation] = []

    def element(self, pages: dict[str, str]) -> Element:
        """The whole text. `pages` gives the addresses of a compilation's pieces by their public ids."""
        for paragraph in self.document.paragraphs.all():
            self.add(paragraph)
        top = self.divisions[0][1]
        parts = in_parts(self.document)
        if parts:
            items = [make("item", make("ref", each.title, target=pages[each.public_id])) for each in parts]
            add(top if not len(top) else self.division(1), make("list", *items, type="parts"))
        elif not len(top):
            top.append(make("p"))
        return make("text", make("body", top), self.back())

    def add(self, paragraph: Paragraph) -> None:
        """One paragraph, at its place."""
        remark = next((row for row in self.remarks if row.first <= paragraph.sequence <= row.last), None)
        key = f"p-{paragraph.public_id}"
        if paragraph.kind == Kind.HEADING:
            self.turn = None
            place = self.division(paragraph.level or 1)
            self.break_page(paragraph, place)
            place.append(make("head", *self.words(paragraph), xml_id=key))
        elif paragraph.kind == Kind.CONTENTS:
            self.turn = None
            page = make("ref", paragraph.page, type="page") if paragraph.page else None
            self.contents().append(
                make("item", paragraph.text, " " if page is not None else None, page, n=str(paragraph.level or 1))
            )
        elif paragraph.kind == Kind.NOTE:
            note = make("note", *self.words(paragraph), type="footnote", place="bottom", n=paragraph.mark, xml_id=key)
            (self.place() if self.turn is None or remark is None else self.turn).append(note)
        elif paragraph.kind == Kind.STAGE:
            incident = make("incident", make("desc", *self.words(paragraph)), xml_id=key)
            (self.place() if self.turn is None or remark is None else self.turn).append(incident)
        elif remark is None:
            self.turn = None
            self.break_page(paragraph, self.place())
            self.place().append(make("p", *self.words(paragraph), xml_id=key))
        else:
            self.turn = turn = self.turn_of(remark)
            self.break_page(paragraph, turn)
            turn.append(make("seg", *self.words(paragraph), xml_id=key))

    def place(self) -> Element:
        """The division that is open."""
        return self.divisions[-1][1]

    def division(self, level: int) -> Element:
        """A new division below the last one of a higher level."""
        while self.divisions[-1][0] >= level:
            self.divisions.pop()
        made = make("div", type="section", n=str(level))
        self.place().append(made)
        self.divisions.append((level, made))
        return made

    def break_page(self, paragraph: Paragraph, place: Element) -> None:
        """A `pb` where a new printed page begins."""
        if paragraph.page and paragraph.page != self.page:
            self.page = paragraph.page
            place.append(make("pb", n=paragraph.page))

    def contents(self) -> Element:
        """The printed table of contents that is open, or a new one."""
        place = self.place()
        if not len(place) or place[-1].get("type") != "contents":
            place.append(make("list", type="contents"))
        return place[-1]

    def turn_of(self, remark: Remark) -> Element:
        """The `u` that a paragraph of the remark goes into: a new one where a heading cut the turn."""
        key = f"r-{remark.public_id}"
        before = self.last_of.get(key)
        if before is not None and before is self.turn:
            return before
        role = "#role.chair" if remark.speaker_id in self.people.chairs else None
        turn = make("u", who=self.people.of_remark(remark), ana=role)
        if before is None:
            office = make("roleName", remark.position) if remark.position else None
            name = make("name", remark.label) if remark.label else None
            self.place().append(make("note", name, office, type="speaker"))
            turn.set(ID, key)
        else:
            count = int(before.get("n") or 1) + 1
            turn.set(ID, f"{key}-{count}")
            turn.set("n", str(count))
            turn.set("prev", "#" + str(before.get(ID)))
            before.set("next", f"#{key}-{count}")
        self.last_of[key] = turn
        self.place().append(turn)
        return turn

    def words(self, paragraph: Paragraph) -> list[str | Element]:
        """The words of a paragraph with quotations and persons named."""
        stretches = [self.quoted(each) for each in self.inside[paragraph.pk]]
        stretches += [
            self.mentioned(each)
            for each in self.named[paragraph.pk]
            if each.start is not None and paragraph.text[each.start : each.end] == each.label
        ]
        return list(marked_up(paragraph.text, stretches))

    def quoted(self, quotation: Quotation) -> Stretch:
        """Somebody's words: `said`; a work's or nobody's: `quote`."""
        who = self.people.of_quotation(quotation)
        key = f"q-{quotation.public_id}"
        source = self.cited_as(quotation)

        def wrap(number: int) -> Element:
            attributes = {
                "xml_id": f"{key}-{number + 1}" if number else key,
                "prev": f"#{key}" if number else None,
                "cert": f"{quotation.confidence:g}",
                "ana": analysis(quotation),
                "source": source,
            }
            if who:
                return make("said", who=who, **attributes)
            return make("quote", **attributes)

        return Stretch(quotation.start, quotation.end, wrap)

    def cited_as(self, quotation: Quotation) -> str | None:
        """A pointer to what the archive knows of a quotation's work, occasion and evidence, if anything."""
        if not (quotation.work or quotation.occasion or quotation.evidence):
            return None
        self.cited.append(quotation)
        return f"#b-{quotation.public_id}"

    def mentioned(self, mention: Mention) -> Stretch:
        """A person named with an office."""
        ref = f"#s-{mention.speaker.public_id}" if mention.speaker else None
        return Stretch(mention.start or 0, mention.end or 0, lambda _: make("persName", ref=ref))

    def back(self) -> Element | None:
        """What the attributions of quotations rest on."""
        if not self.cited:
            return None
        entries = [
            make(
                "bibl",
                make("title", each.work) if each.work else None,
                make("note", each.occasion, type="occasion") if each.occasion else None,
                make("note", each.evidence, type="evidence") if each.evidence else None,
                xml_id=f"b-{each.public_id}",
            )
            for each in self.cited
        ]
        return make("back", make("div", make("listBibl", *entries), type="quotations"))
