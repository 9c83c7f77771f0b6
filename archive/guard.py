"""Nobody overwrites anybody: a form that somebody else's save has overtaken is refused, both versions shown.

Every field of an edited record carries, hidden in the page, the value that was there when the page was made
(Django's `show_hidden_initial`). On saving, three values of each field are known: what it was (`base`), what it is
now (`theirs`) and what was typed (`mine`). If any base is no longer what is stored, nothing is saved; the form comes
back with the fields that only they changed brought up to date, and a table of the differences.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.forms.boundfield import BoundField
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Clash:
    """A field that was changed in the archive after the form was opened."""

    field: BoundField
    theirs: Any
    touched: bool  # whether the person saving changed it too

    @property
    def name(self) -> str:
        return self.field.name


class GuardedForm(forms.ModelForm):
    """The form of one record; see the module."""

    always_guarded = True  # a whole record is written back on saving, so it is guarded even where nothing was typed

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            for name, field in self.fields.items():
                field.show_hidden_initial = not (field.disabled or self._is_key(name))

    def _is_key(self, name: str) -> bool:
        """Whether the field is the row's own key or its tie to the record it stands under."""
        return name == self.instance._meta.pk.name or isinstance(self.fields[name], forms.models.InlineForeignKeyField)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk and (self.always_guarded or self.has_changed()) and (clashes := self.clashes()):
            self._bring_up_to_date(clashes)
            raise ValidationError(self._report(clashes), code="overtaken")
        return cleaned

    def clashes(self) -> list[Clash]:
        """The fields whose stored value is not the one the form was opened with."""
        found = []
        for name, field in self.fields.items():
            if not field.show_hidden_initial:
                continue
            widget = field.hidden_widget()
            base = widget.value_from_datadict(self.data, self.files, self.add_initial_prefix(name))
            theirs = self.get_initial_for_field(field, name)
            if field.has_changed(theirs, base):
                found.append(Clash(self[name], theirs, name in self.changed_data))
        return found

    def _bring_up_to_date(self, clashes: list[Clash]) -> None:
        """Make the form's next saving a decision on what is stored now."""
        data = self.data.copy()  # type: ignore[attr-defined]
        for clash in clashes:
            keys = [self.add_initial_prefix(clash.name)]
            if not clash.touched:
                keys.append(self.add_prefix(clash.name))
            value = self.fields[clash.name].prepare_value(clash.theirs)
            for key in keys:
                if isinstance(value, list | tuple | QuerySet):
                    data.setlist(key, [str(part) for part in value])
                else:
                    data[key] = "" if value is None else str(value)
        self.data = data

    def _report(self, clashes: list[Clash]) -> SafeString:
        rows = format_html_join(
            "",
            "<tr><th scope=row>{}</th><td>{}</td><td>{}</td></tr>",
            (
                (
                    clash.field.label,
                    shown(self.fields[clash.name], clash.theirs),
                    shown(self.fields[clash.name], self.cleaned_data.get(clash.name))
                    if clash.touched
                    else _("(not changed by you; brought up to date)"),
                )
                for clash in clashes
            ),
        )
        return format_html(
            "{} <table class=clash><thead><tr><td></td><th scope=col>{}</th><th scope=col>{}</th></tr></thead>"
            "{}</table>{}",
            _("Nothing was saved: this record was changed meanwhile%(by)s.") % {"by": self._last_hand()},
            _("In the archive now"),
            _("Yours"),
            rows,
            _("Your version is in the form below. Saving again puts it in place of theirs."),
        )

    def _last_hand(self) -> str:
        """Who changed the record last, if that is known."""
        history = getattr(self.instance, "history", None)
        last = history.select_related("history_user").first() if history is not None else None
        return " (" + str(last.history_user) + ")" if last and last.history_user else ""


class GuardedRowForm(GuardedForm):
    """The form of a row under a record: rows that were not touched are not written, so need no guard."""

    always_guarded = False


class GuardedAdmin(admin.ModelAdmin):
    """Locks the record while a form on it is checked and saved, so that two saves cannot pass each other."""

    form = GuardedForm

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Model | None:
        found = super().get_object(request, object_id, from_field)
        if found is not None and request.method == "POST":
            found.refresh_from_db(from_queryset=type(found)._default_manager.select_for_update())
        return found


def shown(field: forms.Field, value: Any) -> str:
    """A value of a form field as the archivist reads it: a choice by its label, a record by its name.

    >>> shown(forms.ChoiceField(choices=[("a", "first")]), "a"), shown(forms.CharField(), "")
    ('first', '—')
    """
    if value in (None, "", []):
        return "—"
    if isinstance(field, forms.ModelMultipleChoiceField):
        return "; ".join(str(record) for record in _records(field, value))
    if isinstance(field, forms.ModelChoiceField):
        return "; ".join(str(record) for record in _records(field, [value])) or "—"
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
    return str(value)


def _records(field: forms.ModelChoiceField, values: Any) -> list[Model]:
    keys = [value.pk if isinstance(value, Model) else value for value in values]
    queryset: QuerySet = field.queryset  # type: ignore[assignment]
    return list(queryset.filter(pk__in=keys))
