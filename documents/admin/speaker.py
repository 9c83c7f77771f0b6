"""Speakers in the admin, with what the documents add: citations, and merging two who are one."""

from __future__ import annotations

from django.contrib import admin

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
