"""The documents app: sources, documents, meetings, remarks and quotations."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "documents"
    verbose_name = _("Documents")

    def ready(self) -> None:
        from django.db.backends.signals import connection_created
        from django.db.models.signals import post_migrate

        from documents.roles import create_missing_roles
        from documents.search import follow, sqlite  # noqa: F401 - follow listens to what is written

        connection_created.connect(lambda connection, **_: sqlite.connect(connection), weak=False)
        post_migrate.connect(create_missing_roles, sender=self)
