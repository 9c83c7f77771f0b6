"""What a slow look over the whole archive found, kept so that the desk need not look again for every page."""

from __future__ import annotations

from django.db import models

from people.models import JSONField


class Survey(models.Model):
    """The last look for something: what it found, and when it looked.

    `begun` is when a process set out to look again; None if none does.
    """

    class Of(models.TextChoices):
        NAMES = "names", "names"
        DUPLICATES = "duplicates", "duplicates"

    of = models.CharField(max_length=12, choices=Of.choices, unique=True)
    found = JSONField(default=list)
    at = models.DateTimeField()
    begun = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.of} {self.at}"
