"""The page that explains the API, with calls that work as they are copied."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from documents import visibility


class ApiPage(TemplateView):
    template_name = "site/api.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        quotation = visibility.quotations().select_related("document").order_by("public_id").first()
        document = quotation.document if quotation else visibility.documents().order_by("public_id").first()
        root = self.request.build_absolute_uri(reverse("api:api-root"))
        calls = [
            (
                _("Documents of a kind and a time, two fields of each"),
                "documents?kind=speech&date=195X&fields=title,date",
            ),
            (_("One speaker by name, in the shape of Popolo"), f"speakers?{urlencode({'name': '毛泽东'})}"),
            (_("A search, newest first"), f"search?{urlencode({'q': '群众', 'order': 'date'})}"),
        ]
        if document:
            calls[1:1] = [
                (_("One document, with its entry after GB/T 7714 and its CSL-JSON"), f"documents/{document.public_id}"),
                (_("Its text, a hundred paragraphs at a time"), f"paragraphs?document={document.public_id}&limit=100"),
                (_("Who spoke in it"), f"remarks?document={document.public_id}&fields=label,speaker,text"),
                (_("What is quoted in it"), f"quotations?document={document.public_id}"),
            ]
        if quotation:
            calls.append((_("A quotation as a W3C Web Annotation"), f"quotations/{quotation.public_id}/annotation"))
        return super().get_context_data(
            title=_("The archive for programs"),
            root=root,
            calls=[(what, root + call) for what, call in calls],
            description=root + "openapi.json",
            **kwargs,
        )
