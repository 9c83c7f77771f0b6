"""The admin site: its name, and the way from it to the public pages."""

from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _


class ArchiveAdminSite(AdminSite):
    site_title = _("Yanlu")
    site_header = _("Yanlu archive desk")
    index_title = _("Desk")
