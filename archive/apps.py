"""The admin site of the archive, in place of Django's default one."""

from django.contrib.admin.apps import AdminConfig


class ArchiveAdminConfig(AdminConfig):
    default_site = "archive.site.ArchiveAdminSite"
