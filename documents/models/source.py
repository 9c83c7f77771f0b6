"""Source files as they came, and the runs that read them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models import JSONField


class ImportRun(models.Model):
    """One call of the import: who, when, with what, and what came of it."""

    class Status(models.TextChoices):
        RUNNING = "running", _("running")
        FINISHED = "finished", _("finished")
        FAILED = "failed", _("finished with failures")
        STOPPED = "stopped", _("stopped before its end")
        UNDONE = "undone", _("undone")
        PARTLY = "partly", _("undone in part")

    started = models.DateTimeField(_("started"), auto_now_add=True)
    finished = models.DateTimeField(_("finished"), null=True, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, blank=True, on_delete=models.SET_NULL
    )
    engine_version = models.CharField(_("engine version"), max_length=40)
    options = JSONField(_("options"), default=dict)
    counts = JSONField(_("counts"), default=dict)
    problems = JSONField(_("problems"), default=list)
    left = JSONField(_("left by undoing"), default=list, null=True, editable=False)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.RUNNING)

    class Meta:
        verbose_name = _("import run")
        verbose_name_plural = _("import runs")
        ordering = ["-started"]

    def __str__(self) -> str:
        return f"#{self.pk} {timezone.localtime(self.started):%Y-%m-%d %H:%M}"


class SourceFile(models.Model):
    """One version of a file, bytes and all. The newest version of a key is `current`."""

    key = models.CharField(_("key"), max_length=500, db_index=True, help_text=_("Path below the import root."))
    version = models.PositiveIntegerField(_("version"), default=1)
    current = models.BooleanField(_("current"), default=True)
    root = models.CharField(_("import root"), max_length=500, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    encoding = models.CharField(_("encoding"), max_length=40)
    media_type = models.CharField(_("media type"), max_length=100, default="text/plain")
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    data = models.BinaryField(_("bytes"))
    same_as = models.ForeignKey(
        "self",
        verbose_name=_("same bytes as"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="copies",
        help_text=_("Another key that holds the same bytes; its documents stand for both."),
    )
    engine_version = models.CharField(_("read by engine"), max_length=40, blank=True)
    run = models.ForeignKey(
        ImportRun, verbose_name=_("import run"), null=True, on_delete=models.SET_NULL, related_name="sources"
    )

    class Meta:
        verbose_name = _("source file")
        verbose_name_plural = _("source files")
        ordering = ["key", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="one_row_a_version"),
            models.UniqueConstraint(fields=["key"], condition=models.Q(current=True), name="one_current_version_a_key"),
        ]

    def __str__(self) -> str:
        return self.key
