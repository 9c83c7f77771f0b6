"""Proposals: what contributors would change or add, and what archivists make of it."""

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

NAMES = ("name", "title", "form")  # the fields by which kinds of record are told
MOST_ALIKE = 5


def waiting() -> QuerySet[Proposal]:
    """The proposals that nobody has decided on, the oldest first."""
    return Proposal.objects.filter(state=Proposal.State.OPEN).order_by("at", "pk")


def value_of(record: models.Model, name: str) -> Any:
    """A field's value as a proposal keeps it: a related row by its key, several by a list of them."""
    field = record._meta.get_field(name)
    if field.many_to_many:
        return sorted(getattr(record, name).values_list("pk", flat=True)) if record.pk else []
    return getattr(record, field.attname)  # type: ignore[union-attr]


def plain(value: Any) -> Any:
    """A value of a form likewise."""
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, models.QuerySet | list | tuple):
        return sorted(each.pk for each in value)
    return value


def differences(record: models.Model, values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What these values of a form would change in a record, or a new record has, as a proposal keeps it."""
    return [
        {"field": name, "before": before, "after": after}
        for name, value in values.items()
        if (before := value_of(record, name)) != (after := plain(value))
    ]


def propose(record: models.Model, changes: list[dict[str, Any]], reason: str, user: Any) -> Proposal:
    """Keep a proposal for a decision; one of a new record if this one is not stored."""
    return Proposal.objects.create(
        model=record._meta.label_lower,
        object_id=record.pk,
        subject=str(record)[:300],
        changes=changes,
        reason=reason[:300],
        user=user,
    )


def record_of(proposal: Proposal, lock: bool = False) -> Any:
    """The record that a proposal is about; None if it is no longer there, or not there yet."""
    rows = apps.get_model(proposal.model)._default_manager
    return (rows.select_for_update() if lock else rows).filter(pk=proposal.object_id).first()


def overtaken(record: models.Model, changes: Iterable[Mapping[str, Any]]) -> list[str]:
    """The fields that no longer hold what they held when the proposal was made."""
    return [change["field"] for change in changes if value_of(record, change["field"]) != change["before"]]


@transaction.atomic
def accept(proposal: Proposal, user: Any, answer: str = "") -> Doing:
    """Make the proposed changes, or the new record, as one act. Undone, the proposal waits again.

    Raises ValidationError where it was decided on before or the record was changed meanwhile.
    """
    proposal = undecided(proposal)
    subject = f"{proposal.user or '—'}: {proposal.subject} {proposal.reason}".strip()
    with act(user, Act.Kind.PROPOSAL, subject) as doing:
        if proposal.object_id is None:
            record = create(apps.get_model(proposal.model)(), proposal.changes, doing)
        else:
            record = unchanged(proposal)
            apply(record, proposal.changes, doing)
        doing.set([proposal], object_id=record.pk, state=Proposal.State.ACCEPTED, answer=answer[:300])
    Proposal.objects.filter(pk=proposal.pk).update(decided=timezone.now(), decided_by=user, act=doing.act)
    return doing


def unchanged(proposal: Proposal) -> Any:
    """The record of a proposal, locked. Raises ValidationError where it is gone or was changed meanwhile."""
    record = record_of(proposal, lock=True)
    if record is None:
        raise ValidationError(_("The record is no longer there."))
    if names := overtaken(record, proposal.changes):
        labels = _(", ").join(str(record._meta.get_field(name).verbose_name) for name in names)
        raise ValidationError(_("Changed since it was proposed: %s. Correct the record yourself, or decline.") % labels)
    return record


def apply(record: Any, changes: Iterable[Mapping[str, Any]], doing: Doing) -> None:
    """Give a record the proposed values."""
    values, links = proposed_values(record, changes)
    for name, keys in links.items():
        doing.link(record, name, keys)
    if isinstance(record, Paragraph) and "text" in values:
        retext(record, values.pop("text"), doing)
    doing.set([record], **values)


def create(record: Any, changes: Iterable[Mapping[str, Any]], doing: Doing) -> Any:
    """Store a new record with the proposed values. Raises ValidationError where it cannot stand, as one there twice."""
    values, links = proposed_values(record, changes)
    for name, value in values.items():
        setattr(record, name, value)
    record.full_clean(exclude=[field.name for field in record._meta.fields if field.attname not in values])
    doing.create(record)
    for name, keys in links.items():
        doing.link(record, name, keys)
    return record


def proposed_values(record: Any, changes: Iterable[Mapping[str, Any]]) -> tuple[dict[str, Any], dict[str, list[int]]]:
    """The proposed values by column, and the keys of what fields of several rows would hold.

    Raises ValidationError where a row that they refer to is gone.
    """
    values: dict[str, Any] = {}
    links: dict[str, list[int]] = {}
    for change in changes:
        field = record._meta.get_field(change["field"])
        keys = change["after"] if field.many_to_many else [change["after"]]
        wanted = {key for key in keys if key is not None} if field.is_relation else set()
        if wanted and field.related_model._default_manager.filter(pk__in=wanted).count() != len(wanted):
            raise ValidationError(_("What the field “%s” referred to is no longer there.") % field.verbose_name)
        if field.many_to_many:
            links[field.name] = change["after"]
        else:
            values[field.attname] = change["after"]
    return values, links


def alike(proposal: Proposal) -> QuerySet | None:
    """Records of the name that a new one would have; None if it is about no new one."""
    if proposal.object_id is not None or proposal.state != Proposal.State.OPEN:
        return None
    model: Any = apps.get_model(proposal.model)
    named = [each for each in proposal.changes if each["field"] in NAMES]
    rows = model._default_manager.order_by("pk")
    return rows.filter(**{named[0]["field"]: named[0]["after"]})[:MOST_ALIKE] if named else rows.none()


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
