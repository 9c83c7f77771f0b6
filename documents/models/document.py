"""Documents, whose words they are, and their text."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from people.models import EDTFField, JSONField, Speaker

from .base import Imported, Titled
from .dates import bounds
from .meeting import Meeting
from .publication import Publication
from .source import SourceFile


class Document(Titled):
    """A document, or one piece of a compilation (`parent` and `part`)."""

    derived_fields = ("sort_key", "date_earliest", "date_latest")
    machine_fields = (
        "kind",
        "title",
        "date",
        "date_printed",
        "language",
        "publication_date",
        "locator",
        "url",
        "part",
        "parent",
        "meeting",
        "publication",
    )

    class Kind(models.TextChoices):
        SPEECH = "speech", _("speech")
        TRANSCRIPT = "transcript", _("transcript")
        ARTICLE = "article", _("article")
        BOOK = "book", _("book")
        COMPILATION = "compilation", _("compilation")

    source = models.ForeignKey(
        SourceFile,
        verbose_name=_("source file"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="documents",
    )
    parent = models.ForeignKey(
        "self", verbose_name=_("part of"), null=True, blank=True, on_delete=models.CASCADE, related_name="parts"
    )
    part = models.CharField(_("part"), max_length=20, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=1000, blank=True)
    date = EDTFField(
        _("date"), help_text=_("Of the speech or of publication, in EDTF: 2013, 2013-06, 2013-08-03, 1967~.")
    )
    date_printed = models.CharField(_("date as printed"), max_length=200, blank=True)
    date_earliest = models.DateField(_("earliest day"), null=True, blank=True, editable=False)
    date_latest = models.DateField(_("latest day"), null=True, blank=True, editable=False)
    language = models.CharField(_("language"), max_length=20, default="zh-Hans")
    publication = models.ForeignKey(
        Publication,
        verbose_name=_("publication"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="documents",
        db_index=False,  # the index of a publication's documents in order does
    )
    publication_date = EDTFField(_("published"))
    locator = models.CharField(
        _("locator"), max_length=200, blank=True, help_text=_("Section, page, issue or column as printed.")
    )
    url = models.URLField(_("web address"), max_length=1000, blank=True)
    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), null=True, blank=True, on_delete=models.SET_NULL, related_name="documents"
    )
    published = models.BooleanField(_("public"), default=True, help_text=_("Unticked, it is seen in the admin only."))
    claims = JSONField(
        _("claims"),
        default=dict,
        editable=False,
        help_text=_("What the document says of its meeting and its publication, as the machine read it."),
    )
    problems = JSONField(_("problems"), default=list, blank=True, editable=False)
    created = models.DateTimeField(_("added"), auto_now_add=True)
    changed = models.DateTimeField(_("changed"), auto_now=True)
    history = HistoricalRecords(excluded_fields=["sort_key"])

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["date_earliest", "id"]
        indexes = [
            # Most documents have none: with these rows in the index, SQLite's statistics advise against using it.
            models.Index(fields=["parent"], condition=models.Q(parent__isnull=False), name="document_of_whole"),
            models.Index(fields=["sort_key", "public_id"], name="documents_by_title"),
            models.Index(fields=["date_earliest", "public_id"], name="documents_by_day"),
            models.Index(fields=["publication", "date_earliest", "public_id"], name="documents_of_publication"),
            # Harvesters ask what has changed since their last visit, and since when there is anything.
            models.Index(fields=["changed"], name="documents_by_change"),
            models.Index(fields=["created"], name="documents_by_arrival"),
        ]
        constraints = [models.UniqueConstraint(fields=["public_id"], name="document_address")]

    def __str__(self) -> str:
        return self.title or self.public_id

    @property
    def is_public(self) -> bool:
        """Whether readers may see it: as a piece of a compilation, only if the whole is public too.

        >>> Document(published=True).is_public, Document(parent=Document(published=False), published=True).is_public
        (True, False)
        """
        return self.published and (self.parent is None or self.parent.published)

    def derive(self) -> None:
        """The days that `date` allows, and the place among titles."""
        super().derive()
        self.date_earliest, self.date_latest = bounds(self.date)


class Contribution(Imported):
    """Whose words the document is. `label` is the name as printed; `speaker` who that is, if known."""

    machine_fields = ("label", "role", "position", "sequence", "speaker")

    class Role(models.TextChoices):
        SPEAKER = "speaker", _("speaker")
        AUTHOR = "author", _("author")
        REPORTER = "reporter", _("reporter")
        EDITOR = "editor", _("editor")

    document = models.ForeignKey(
        Document, verbose_name=_("document"), on_delete=models.CASCADE, related_name="contributions"
    )
    sequence = models.PositiveIntegerField(_("sequence"), default=0)
    label = models.CharField(_("name as printed"), max_length=200)
    speaker = models.ForeignKey(
        Speaker,
        verbose_name=_("speaker"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="contributions",
    )
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    position = models.CharField(_("position"), max_length=300, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        ordering = ["document_id", "sequence", "id"]
        indexes = [models.Index(fields=["label"], condition=models.Q(speaker=None), name="contribution_of_nobody")]
        constraints = [models.UniqueConstraint(fields=["public_id"], name="contribution_address")]

    def __str__(self) -> str:
        return self.label


class Paragraph(Imported):
    """A text unit in reading order. `source_map` ties every character to the source (`MappedText.runs`)."""

    machine_fields = ("kind", "level", "mark", "text", "page")

    class Kind(models.TextChoices):
        BODY = "body", pgettext_lazy("paragraph", "body")
        HEADING = "heading", _("heading")
        NOTE = "note", pgettext_lazy("paragraph", "note")
        CONTENTS = "contents", _("contents line")
        STAGE = "stage", _("stage direction")

    document = models.ForeignKey(
        Document, verbose_name=_("document"), on_delete=models.CASCADE, related_name="paragraphs", db_index=False
    )
    sequence = models.PositiveIntegerField(_("sequence"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.BODY)
    level = models.PositiveSmallIntegerField(_("level"), null=True, blank=True)
    mark = models.CharField(_("mark"), max_length=20, blank=True)
    text = models.TextField(_("text"))
    page = models.CharField(_("page"), max_length=40, blank=True)
    source_start = models.PositiveIntegerField(_("from character"), null=True, blank=True, editable=False)
    source_end = models.PositiveIntegerField(_("to character"), null=True, blank=True, editable=False)
    source_map = JSONField(_("source map"), default=list, editable=False)

    history = HistoricalRecords(excluded_fields=["source_map"])

    class Meta:
        verbose_name = _("paragraph")
        verbose_name_plural = _("paragraphs")
        ordering = ["document_id", "sequence"]
        indexes = [models.Index(fields=["document", "sequence"], name="paragraph_in_order")]
        constraints = [models.UniqueConstraint(fields=["public_id"], name="paragraph_address")]

    def __str__(self) -> str:
        return self.text[:40]
