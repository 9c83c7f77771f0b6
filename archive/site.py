"""The admin site: its name, its order, and the desk in place of the index."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from .throttling import seconds_to_wait, too_many

# Words of Django's own pages that its Chinese translation lacks or has with half-width marks; translated with ours.
LACKING = (
    gettext_noop("Model name"),
    gettext_noop("Add link"),
    gettext_noop("Change or view list link"),
    gettext_noop("After you’ve created a user, you’ll be able to edit more user options."),
    gettext_noop("Error:"),
    gettext_noop("Forgotten your login credentials?"),
    gettext_noop("In case you’ve forgotten, you are:"),
    gettext_noop(
        "Please enter the correct %(username)s and password for a staff account. Note that both fields may be "
        "case-sensitive."
    ),
    gettext_noop("You may edit it again below."),
    gettext_noop("Start typing to filter…"),
    gettext_noop("Popup closing…"),
    gettext_noop("Please correct the duplicate values below."),
    gettext_noop("CSRF verification failed. Request aborted."),
)
# What archivists open most comes first; the rest follows by name.
FIRST = ("Document", "Meeting", "Speaker", "Quotation", "Remark", "Publication", "Work")


@dataclass(frozen=True)
class DeskPage:
    """A page of the admin that is no list or form of one model. `url_name` without `admin:`."""

    route: str
    url_name: str
    view: Callable[..., HttpResponse]
    permission: str  # who may see it, such as documents.change_quotation
    title: str | Promise = ""  # in the head of every page; none there if empty


class ArchiveAdminSite(AdminSite):
    site_title = _("Yanlu")
    site_header = _("Yanlu archive desk")
    index_title = _("Desk")
    index_template = "admin/desk/desk.html"
    empty_value_display = "—"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.desk_pages: list[DeskPage] = []
        self.desk_index: Callable[[HttpRequest], dict[str, Any]] = lambda request: {}

    def get_urls(self) -> list[URLPattern]:  # type: ignore[override]
        """The desk's pages before those of the models."""
        pages = [path(page.route, self.admin_view(_permitted(page)), name=page.url_name) for page in self.desk_pages]
        return [*pages, *super().get_urls()]  # type: ignore[list-item]

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The log-in page; an address that tries too often must wait, whichever accounts it tries."""
        if request.method == "POST" and (seconds := seconds_to_wait(request, "login")):
            return too_many(request, seconds)
        return super().login(request, extra_context)

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """The desk: what waits, what was done."""
        return super().index(request, {**self.desk_index(request), **(extra_context or {})})

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """What every page of the admin is given; `desk_nav` are links for its head: name, address, are we there."""
        links = [
            (page.title, address := reverse(f"admin:{page.url_name}"), request.path.startswith(address))
            for page in self.desk_pages
            if page.title and request.user.has_perm(page.permission)
        ]
        return {**super().each_context(request), "desk_nav": links}

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> Any:
        """The models in the order in which they are used, each with the way to propose a new record of it."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda model: _rank(model["object_name"]))
            for model in app["models"]:
                proposing = getattr(self._registry[model["model"]], "proposing_new", None)
                model["propose_url"] = proposing(request) if proposing else ""
        return apps


def _rank(name: str) -> int:
    return FIRST.index(name) if name in FIRST else len(FIRST)


def _permitted(page: DeskPage) -> Callable[..., HttpResponse]:
    """The page's view, refused to those who may not see it."""
    from django.contrib.auth.decorators import permission_required

    return permission_required(page.permission, raise_exception=True)(page.view)
