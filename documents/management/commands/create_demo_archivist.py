"""`manage.py create_demo_archivist`: an account to try the admin with."""

from __future__ import annotations

import secrets
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import Group, User
from django.core.management.base import BaseCommand
from django.db import transaction

from documents.roles import ADMINISTRATOR, create_roles


class Command(BaseCommand):
    help = "Makes the account “archivist”, which may do everything in the admin, and prints its password, once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--username", default="archivist")
        parser.add_argument("--new-password", action="store_true", help="give an existing account another password")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Make the account if it is not there; an existing one keeps its password unless a new one is asked for."""
        create_roles(only_missing=True)
        user, new = User.objects.get_or_create(username=options["username"], defaults={"is_staff": True})
        if not new and not options["new_password"]:
            self.stdout.write(
                f"The account {user.username} is there already; its password was shown when it was made. "
                f"For another: manage.py create_demo_archivist --new-password"
            )
            return
        password = secrets.token_hex(8)  # never begins with -, which a command takes for an option
        user.set_password(password)
        user.save()
        user.groups.add(Group.objects.get(name=ADMINISTRATOR))
        self.stdout.write(f"Log in at /admin/ as {user.username} with the password {password} (it is not shown again).")
