"""Documents, whose words they are, and their paragraphs, in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.editing import HistoryAdmin, RecordAdmin, RowInline
from archive.guard import GuardedForm

from ..desk.acts import act
from ..models import Act, Contribution, Document
from ..sentences import told
from .act import report
from .citing import CitedAdmin
from .merging import merge_selected
from .sheets import SheetAdmin
from .text import address_of as text_address


class ContributionInline(RowInline):
    model = Contribution
    fields = ("sequence", "label", "speaker", "role", "position")
    autocomplete_fields = ("speaker",)


class ProblemsFilter(admin.SimpleListFilter):
    """Documents the import had something to say about."""

    title = _("problems")
    parameter_name = "problems"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("with problems")), ("no", _("without"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "yes":
            return queryset.exclude(problems=[])
        return queryset.filter(problems=[]) if self.value() == "no" else queryset


class DocumentForm(GuardedForm):
    def clean_parent(self) -> Document | None:
        """Refuse a document that would be a part of itself."""
        parent = above = self.cleaned_data["parent"]
        while above is not None:
            if above.pk == self.instance.pk:
                raise ValidationError(_("A document cannot be a part of itself or of its own parts."))
            above = above.parent
        return parent


@admin.register(Document)
class DocumentAdmin(CitedAdmin, RecordAdmin, SheetAdmin):
    public_url = "documents:document"
    form = DocumentForm
    list_display = ("title_or_address", "kind", "date", "publication", "meeting", "published")
    list_select_related = ("publication", "meeting")
    list_filter = ("published", "kind", ProblemsFilter, ("publication", admin.EmptyFieldListFilter), "language")
    date_hierarchy = "date_earliest"
    search_fields = ("title", "contributions__label", "publication__title", "=date", "=public_id")
    search_help_text = _("Title, a contributor's name, publication, date in EDTF, or address.")
    autocomplete_fields = ("parent", "publication", "meeting")
    inlines = (ContributionInline,)
    actions = ("publish", "withdraw", merge_selected)
    fieldsets = (
        (None, {"fields": ("title", "kind", ("date", "date_printed"), "language", "published")}),
        (_("Where it appeared"), {"fields": ("publication", ("publication_date", "locator"), "url")}),
        (_("Belongs to"), {"fields": ("meeting", ("parent", "part"))}),
        (_("Import"), {"fields": ("machine_said", "problem_list", "source", "run"), "classes": ("collapse",)}),
    )
    readonly_fields = ("machine_said", "problem_list", "source", "run")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).defer("source__data")

    def get_list_display(self, request: HttpRequest) -> Any:
        """The list of documents with problems says what they are."""
        shown = super().get_list_display(request)
        return (*shown, "problem_list") if request.GET.get(ProblemsFilter.parameter_name) == "yes" else shown

    def tools(self, request: HttpRequest, record: Document) -> list[tuple[str, str]]:
        address = text_address(record)
        return [*([(gettext("Source and what was read from it"), address)] if address else [])]

    @admin.display(description=_("title"), ordering="title")
    def title_or_address(self, document: Document) -> str:
        return str(document)

    @admin.display(description=_("problems"))
    def problem_list(self, document: Document) -> str:
        if not document.problems:
            return gettext("None.")
        return format_html(
            "<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((told(each),) for each in document.problems))
        )

    @admin.action(description=_("Make the selected documents public"), permissions=["change"])
    def publish(self, request: HttpRequest, queryset: QuerySet) -> None:
        self._set_published(request, queryset, True)

    @admin.action(description=_("Withdraw the selected documents from the public"), permissions=["change"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet) -> None:
        self._set_published(request, queryset, False)

    def _set_published(self, request: HttpRequest, queryset: QuerySet, published: bool) -> None:
        """A compilation goes with its parts."""
        chosen = queryset.values("pk")
        documents = list(Document.objects.filter(Q(pk__in=chosen) | Q(parent__in=chosen)))
        with act(request.user, Act.Kind.PUBLISH, gettext("public") if published else gettext("withdrawn")) as doing:
            doing.set(documents, published=published)
        report(self, request, doing)


@admin.register(Contribution)
class ContributionAdmin(HistoryAdmin):
    list_display = ("label", "speaker", "role", "position", "document")
    list_select_related = ("speaker", "document")
    list_filter = ("role", ("speaker", admin.EmptyFieldListFilter))
    search_fields = ("label", "position", "speaker__name", "document__title")
    autocomplete_fields = ("document", "speaker")
    ordering = ("-id",)
