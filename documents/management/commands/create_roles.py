"""`manage.py create_roles`: the groups reader, contributor, archivist and administrator."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from documents.roles import GRANTS, create_roles


class Command(BaseCommand):
    help = "Makes the groups of the four roles, or gives them back the permissions they are meant to have."

    def handle(self, *args: Any, **options: Any) -> None:
        create_roles()
        self.stdout.write("Roles: " + ", ".join(GRANTS))
