"""What was removed: the address of a removed row says so, and a row that a person removed is not imported again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import models
from django.db.models import Model
from django.db.models.signals import post_save, pre_delete
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from people.models import JSONField, Record, Speaker

from .base import Address
from .document import Contribution, Document, Paragraph
from .meeting import Meeting, Participation
from .publication import Publication
from .quotation import Mention, Quotation
from .remark import Remark
from .work import Work

WITH_PAGE = (Document, Paragraph, Remark, Quotation, Meeting, Publication, Work, Speaker)
WITHIN_DOCUMENT = (Contribution, Participation, Paragraph, Remark, Quotation, Mention)

_by_import: ContextVar[bool] = ContextVar("rows are being removed by an import", default=False)


class Deletion(models.Model):
    """An imported row that a person removed. `imported` is what the machine had said, by which it is known again."""

    document = models.ForeignKey(
        Document, verbose_name=_("document"), null=True, on_delete=models.CASCADE, related_name="deletions"
    )
    kind = models.CharField(_("kind"), max_length=20)
    public_id = models.CharField(_("address"), max_length=32)
    sequence = models.PositiveIntegerField(_("sequence"), default=0)
    imported = JSONField(_("as imported"), default=dict)
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("deletion")
        verbose_name_plural = _("deletions")
        ordering = ["document_id", "kind", "sequence", "public_id"]
        indexes = [models.Index(fields=["public_id"], name="deletion_by_address")]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"


@contextmanager
def removing_by_import() -> Iterator[None]:
    """While it lasts, rows are removed by an import, which retires their addresses itself: nobody has decided."""
    token = _by_import.set(True)
    try:
        yield
    finally:
        _by_import.reset(token)


def label_of(row: Model) -> str:
    """What a row is called where it is gone: the beginning of its text, or its name."""
    return str(getattr(row, "text", None) or row)[:300]


def epitaph(row: Model) -> str:
    """What a retired address says was there; nothing of a document that was withdrawn from the public."""
    return "" if isinstance(row, Document) and not row.is_public else label_of(row)


@receiver(pre_delete)
def keep_trace(sender: type[Model], instance: Model, origin: Any = None, **_: Any) -> None:
    """Before a row with an address goes: retire the address, and remember a person's decision against the row."""
    if not isinstance(instance, Record) or _by_import.get():
        return
    kind = instance._meta.model_name or ""
    if isinstance(instance, WITH_PAGE):
        Address.objects.update_or_create(
            public_id=instance.public_id, defaults={"kind": kind, "label": epitaph(instance)}
        )
    if instance.imported and decided_on(origin, sender):
        document = instance.document_id if isinstance(instance, WITHIN_DOCUMENT) else None
        Deletion.objects.create(
            document_id=document,
            kind=kind,
            public_id=instance.public_id,
            sequence=getattr(instance, "sequence", 0),
            imported=instance.imported,
        )


@receiver(post_save)
def return_to_address(sender: type[Model], instance: Model, created: bool, **_: Any) -> None:
    """A row that is put back, as when a deletion is undone, stands at its old address again."""
    if created and isinstance(instance, Record):
        Address.objects.filter(public_id=instance.public_id).delete()
        Deletion.objects.filter(public_id=instance.public_id).delete()


def decided_on(origin: Any, sender: type[Model]) -> bool:
    """Whether the deletion was asked for on rows of this very kind, rather than following from another's."""
    return (origin.model if isinstance(origin, models.QuerySet) else type(origin)) is sender
