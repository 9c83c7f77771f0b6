"""Speakers in the admin, with what the documents add: citations, and merging two who are one."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from people.admin import SpeakerAdmin as BareSpeakerAdmin
from people.models import Speaker

from .citing import CitedAdmin
from .merging import merge_selected
from .sheets import SheetAdmin

admin.site.unregister(Speaker)


@admin.register(Speaker)
class SpeakerAdmin(CitedAdmin, BareSpeakerAdmin, SheetAdmin):
    public_url = "documents:speaker"
    actions = (merge_selected,)

    def tools(self, request: HttpRequest, record: Any) -> list[tuple[str, str]]:
        if record.merged_into_id or not request.user.has_perm("people.change_speaker"):
            return []
        return [(_("Part…"), reverse("admin:part", args=[record.pk]))]
