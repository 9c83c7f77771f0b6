"""Proposals: what contributors would change, and what archivists make of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from documents.models import Act, Paragraph, Proposal

from .acts import Doing, act
from .stretches import retext


def waiting() -> QuerySet[Proposal]:
    """The proposals that nobody has decided on, the oldest first."""
    return Proposal.objects.filter(state=Proposal.State.OPEN).order_by("at", "pk")


def value_of(record: models.Model, name: str) -> Any:
    """A field's value as a proposal keeps it: a related row by its key, several by a list of them."""
    field = record._meta.get_field(name)
    if field.many_to_many:
        return sorted(getattr(record, name).values_list("pk", flat=True))
    return getattr(record, field.attname)  # type: ignore[union-attr]


def plain(value: Any) -> Any:
    """A value of a form likewise."""
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, models.QuerySet | list | tuple):
        return sorted(each.pk for each in value)
    return value


def differences(record: models.Model, values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What these values of a form would change in a record, as a proposal keeps it."""
    return [
        {"field": name, "before": before, "after": after}
        for name, value in values.items()
        if (before := value_of(record, name)) != (after := plain(value))
    ]


def propose(record: models.Model, changes: list[dict[str, Any]], reason: str, user: Any) -> Proposal:
    """Keep a proposal for a decision."""
    return Proposal.objects.create(
        model=record._meta.label_lower,
        object_id=record.pk,
        subject=str(record)[:300],
        changes=changes,
        reason=reason[:300],
        user=user,
    )


def record_of(proposal: Proposal, lock: bool = False) -> Any:
    """The record that a proposal is about; None if it is no longer there."""
    rows = apps.get_model(proposal.model)._default_manager
    return (rows.select_for_update() if lock else rows).filter(pk=proposal.object_id).first()


def overtaken(record: models.Model, changes: Iterable[Mapping[str, Any]]) -> list[str]:
    """The fields that no longer hold what they held when the proposal was made."""
    return [change["field"] for change in changes if value_of(record, change["field"]) != change["before"]]


@transaction.atomic
def accept(proposal: Proposal, user: Any, answer: str = "") -> Doing:
    """Make the proposed changes, as one act. Undone, the proposal waits again.

    Raises ValidationError where it was decided on before or the record was changed meanwhile.
    """
    proposal = undecided(proposal)
    record = record_of(proposal, lock=True)
    if record is None:
        raise ValidationError(_("The record is no longer there."))
    if names := overtaken(record, proposal.changes):
        labels = _(", ").join(str(record._meta.get_field(name).verbose_name) for name in names)
        raise ValidationError(_("Changed since it was proposed: %s. Correct the record yourself, or decline.") % labels)
    with act(user, Act.Kind.PROPOSAL, f"{proposal.user or '—'}: {record} {proposal.reason}".strip()) as doing:
        apply(record, proposal.changes, doing)
        doing.set([proposal], state=Proposal.State.ACCEPTED, answer=answer[:300])
    Proposal.objects.filter(pk=proposal.pk).update(decided=timezone.now(), decided_by=user, act=doing.act)
    return doing


def apply(record: Any, changes: Iterable[Mapping[str, Any]], doing: Doing) -> None:
    """Give a record the proposed values."""
    values: dict[str, Any] = {}
    for change in changes:
        field = record._meta.get_field(change["field"])
        keys = change["after"] if field.many_to_many else [change["after"]]
        wanted = {key for key in keys if key is not None} if field.is_relation else set()
        if wanted and field.related_model._default_manager.filter(pk__in=wanted).count() != len(wanted):
            raise ValidationError(_("What the field “%s” referred to is no longer there.") % field.verbose_name)
        if field.many_to_many:
            doing.link(record, field.name, change["after"])
        else:
            values[field.attname] = change["after"]
    if isinstance(record, Paragraph) and "text" in values:
        retext(record, values.pop("text"), doing)
    doing.set([record], **values)


@transaction.atomic
def decline(proposal: Proposal, user: Any, answer: str = "") -> None:
    """Leave the record as it is. Raises ValidationError where the proposal was decided on before."""
    proposal = undecided(proposal)
    proposal.state, proposal.answer = Proposal.State.DECLINED, answer[:300]
    proposal.decided, proposal.decided_by = timezone.now(), user
    proposal.save()


def undecided(proposal: Proposal) -> Proposal:
    """The proposal, locked. Raises ValidationError where it was decided on before."""
    found = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if found.state != Proposal.State.OPEN:
        raise ValidationError(_("Somebody has decided on this proposal meanwhile."))
    return found
