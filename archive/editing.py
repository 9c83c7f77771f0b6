"""How every record is edited in the admin: lists that stay quick, history, the way to the public page."""

from __future__ import annotations

from typing import Any, ClassVar

from django.apps import apps
from django.contrib import admin
from django.core.exceptions import FieldDoesNotExist
from django.core.paginator import Paginator
from django.db.models import Model, QuerySet, URLField
from django.dispatch import Signal
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from simple_history.admin import SimpleHistoryAdmin
from simple_history.template_utils import HistoricalRecordContextHelper

from .guard import GuardedAdmin, GuardedRowForm

# Sent with `records` of the sending model after people saved or deleted them, in the same transaction.
edited = Signal()
removed = Signal()


class CappedPaginator(Paginator):
    """Counts no further than `cap`: a list of a million rows opens as fast as one of a thousand.

    Rows past the cap are reached by filters and search; `capped` tells the page to say “more than”.
    """

    cap = 10_000

    @cached_property
    def _counted(self) -> int:
        return self.object_list.order_by()[: self.cap + 1].count()  # type: ignore[attr-defined]

    @property
    def count(self) -> int:
        return min(self._counted, self.cap)

    @property
    def capped(self) -> bool:
        return self._counted > self.cap


class DeskAdmin(GuardedAdmin):
    """What every list and form of the admin has in common.

    `public_url` is the URL name of the public page, which takes the record's `public_id`. `proposed_new` says whether
    those who may not add a record may propose one: it must be told whole by its own form.
    """

    public_url: ClassVar[str | None] = None
    proposed_new: ClassVar[bool] = False
    paginator = CappedPaginator
    show_full_result_count = False
    list_per_page = 50
    list_max_show_all = 200
    formfield_overrides: ClassVar[Any] = {URLField: {"assume_scheme": "https"}}

    class Media:
        js = ("desk/labels.js", "desk/keys.js")

    def view_on_site(self, obj: Model) -> str | None:
        """The address of the record's public page; None where it has none or is not public."""
        if self.public_url is None or not is_public(obj):
            return None
        return reverse(self.public_url, args=[obj.public_id])  # type: ignore[attr-defined]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The form, with links to the lists of whatever points at the record."""
        found = self.model._default_manager.filter(pk=object_id).first() if object_id.isdecimal() else None
        context: dict[str, Any] = {"related_lists": self.related_lists(request, object_id)}
        if found is not None:
            context |= {"title": self.model._meta.verbose_name, "subtitle": str(found)}
            context["tools"] = [*self.tools(request, found), *self.proposing(request, found)]
        context |= extra_context or {}
        return super().change_view(request, object_id, form_url, context)

    def tools(self, request: HttpRequest, record: Any) -> list[tuple[str, str]]:
        """(name, address) of further pages about a record."""
        return []

    def proposing(self, request: HttpRequest, record: Model) -> list[tuple[str, str]]:
        """The way to propose a change, for those who may not make it."""
        if self.has_change_permission(request, record) or not request.user.has_perm("documents.add_proposal"):
            return []
        if isinstance(self, ReadOnlyAdmin):
            return []
        meta = self.model._meta
        address = reverse("admin:propose", args=[meta.app_label, meta.model_name, record.pk])
        return [(_("Propose a change"), address)]

    def proposing_new(self, request: HttpRequest) -> str:
        """The address where a new record is proposed, for those who may not add one; empty for others."""
        may_propose = self.proposed_new and request.user.has_perm("documents.add_proposal")
        if not may_propose or self.has_add_permission(request):
            return ""
        meta = self.model._meta
        return reverse("admin:propose_new", args=[meta.app_label, meta.model_name])

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The form of a new record; for those who may only propose one, that of the proposal."""
        if address := self.proposing_new(request):
            return HttpResponseRedirect(address)
        return super().add_view(request, form_url, extra_context)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The list, titled by what is in it."""
        context = {"title": self.model._meta.verbose_name_plural, "propose_new": self.proposing_new(request)}
        return super().changelist_view(request, {**context, **(extra_context or {})})

    def related_lists(self, request: HttpRequest, object_id: str) -> list[tuple[str, str]]:
        """(name, address) of every admin list that can be narrowed to this record and is not in its own form."""
        inline = {inline.model for inline in self.inlines}
        lists = []
        for relation in self.model._meta.related_objects:
            related = relation.related_model
            other = self.admin_site._registry.get(related)
            if other is None or related in inline or not other.has_view_permission(request):
                continue
            address = reverse(f"admin:{related._meta.app_label}_{related._meta.model_name}_changelist")
            name = related._meta.verbose_name_plural
            if related is self.model:
                name = relation.field.verbose_name
            lists.append((name, f"{address}?{relation.field.name}__id__exact={object_id}"))
        return lists

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save the rows under the record; then tell what follows from it."""
        super().save_related(request, form, formsets, change)
        edited.send(sender=self.model, records=[form.instance])

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What goes with the records, without what the archive keeps for itself: index entries, fingerprints."""
        found, counts, lacking, protected = super().get_deleted_objects(objs, request)
        inner = [model._meta for model in apps.get_models() if model not in self.admin_site._registry]
        heads = tuple(f"{capfirst(meta.verbose_name)}: " for meta in inner)
        own = {str(meta.verbose_name_plural) for meta in inner}
        return _without(found, heads), {n: c for n, c in counts.items() if str(n) not in own}, lacking, protected

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        super().delete_model(request, obj)
        removed.send(sender=self.model, records=[obj])

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        records = list(queryset)
        super().delete_queryset(request, queryset)
        removed.send(sender=self.model, records=records)


def _without(found: list[Any], heads: tuple[str, ...]) -> list[Any]:
    """The nested lists of what is deleted, without the lines that begin like one of these.

    >>> _without(["Document: 渠", ["fingerprint: 0f", "Paragraph: 水", ["fingerprint: 1e"]]], ("fingerprint: ",))
    ['Document: 渠', ['Paragraph: 水']]
    """
    inner = (_without(each, heads) if isinstance(each, list) else each for each in found)
    return [each for each in inner if each and not (isinstance(each, str) and each.startswith(heads))]


class DefaultingFilter(admin.SimpleListFilter):
    """A filter that narrows the list also while nothing is chosen; `default` names what is shown then."""

    default: str | Promise

    def choices(self, changelist: Any) -> Any:
        choices = super().choices(changelist)
        next(choices)  # “All”, which is not what no choice means here
        yield {
            "selected": self.value() is None,
            "query_string": changelist.get_query_string(remove=[self.parameter_name]),
            "display": self.default,
        }
        yield from choices


class NamedValuesFilter(admin.AllValuesFieldListFilter):
    """A filter by a field that holds names of models or of their fields: told as the archivist knows them."""

    def choices(self, changelist: Any) -> Any:
        for choice in super().choices(changelist):
            yield {**choice, "display": kind_label(str(choice["display"]))}


class ImportedAdmin(DeskAdmin):
    """Adds to the form of an imported record what the machine said, where a person has said otherwise."""

    readonly_fields: ClassVar[Any] = ("machine_said",)

    @admin.display(description=gettext_lazy("edited here"))
    def machine_said(self, obj: Any) -> str:
        """The fields a person has changed, with the value of the last import."""
        if not obj or not obj.pk:
            return "—"
        names = [name for name in obj.edited_fields() if hasattr(obj, name)]
        if not names:
            return _("Nothing: every field is as the import left it.")
        return format_html(
            "<ul class=machine-said>{}</ul>",
            format_html_join(
                "",
                "<li>{}: {} <del>{}</del></li>",
                (
                    (field_label(obj, name), _("the import said"), str(obj.imported[name] or "—")[:300])
                    for name in names
                ),
            ),
        )


def yes_or_no(value: bool) -> str:
    """A truth value as it is read."""
    return _("yes") if value else _("no")


class NamedValues(HistoricalRecordContextHelper):
    """The values of a history as the archivist knows them: a choice by its label, yes and no."""

    def prepare_delta_change_value(self, change: Any, value: Any) -> Any:
        value = super().prepare_delta_change_value(change, value)
        if isinstance(value, bool):
            return yes_or_no(value)
        labels = dict(getattr(self.model._meta.get_field(change.field), "flatchoices", None) or ())
        return str(labels.get(value, value)) if labels and isinstance(value, str) else value


class HistoryAdmin(SimpleHistoryAdmin, DeskAdmin):
    """A row with a history of its own, in which the person who changes it may say why."""

    object_history_template = "admin/desk/history.html"
    object_history_list_template = "admin/desk/history_list.html"
    change_form_template = "admin/desk/record_form.html"

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if reason := request.POST.get("change_reason", "").strip():
            obj._change_reason = reason[:100]
        super().save_model(request, obj, form, change)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        context["change_reason"] = request.POST.get("change_reason", "")
        return super().render_change_form(request, context, *args, **kwargs)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """The history, two entries of which can be compared; the import that brought the row is told below."""
        found = self.model._default_manager.filter(pk=object_id).first() if object_id.isdecimal() else None
        history = self.model.history.filter(**{self.model._meta.pk.name: object_id}) if found else None
        context = {
            "compare": found is not None and history is not None and history[:2].count() > 1,
            "run": getattr(found, "run", None) if request.user.has_perm("documents.view_importrun") else None,
            **(extra_context or {}),
        }
        return super().history_view(request, object_id, context)

    def get_historical_record_context_helper(self, request: HttpRequest, historical_record: Any) -> Any:
        return NamedValues(self.model, historical_record)

    def set_history_delta_changes(self, request: HttpRequest, historical_records: Any, **kwargs: Any) -> None:
        """Add what changed in each entry, and the import run where one wrote it."""
        super().set_history_delta_changes(request, historical_records, **kwargs)
        for record in historical_records:
            number = (record.history_change_reason or "").removeprefix("import ")
            record.import_run = int(number) if number.isdecimal() else None


class RecordAdmin(HistoryAdmin, ImportedAdmin):
    """A record with a history of its own, which an import may have made."""


class NamedRows(BaseInlineFormSet):
    """Rows in a table: the heads of its columns name their fields to the eye, this names them to a screen reader."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        for field in form.fields.values():
            field.widget.attrs.setdefault("aria-label", str(field.label or ""))


class RowInline(admin.TabularInline):
    """Rows under a record."""

    form = GuardedRowForm
    formset = NamedRows
    extra = 0
    show_change_link = False


class ReadOnlyAdmin(DeskAdmin):
    """What the archive keeps about itself: to be read, filtered and followed, not to be changed."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def is_public(record: Model) -> bool:
    """Whether readers can see the record: it is not, nor stands in, a document that is not public."""
    document = getattr(record, "document", record)
    return bool(getattr(document, "is_public", True))


def kind_label(name: str) -> str:
    """What the archivist calls a model, or else a field of the records, of this name; other words as they are."""
    models = [model for label in ("people", "documents") for model in apps.get_app_config(label).get_models()]
    for model in models:
        if model._meta.model_name == name:
            return str(model._meta.verbose_name)
    named = (field for model in models for field in model._meta.get_fields() if field.name == name)
    return next((str(field.verbose_name) for field in named if hasattr(field, "verbose_name")), name)


def field_label(record: Model, name: str) -> str:
    """The name of a field as the archivist knows it."""
    try:
        field = record._meta.get_field(name)
    except FieldDoesNotExist:
        return name
    return str(getattr(field, "verbose_name", name))
