"""Accounts: a person, a password and a role."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, User
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ..roles import ADMINISTRATOR, ARCHIVIST, CONTRIBUTOR, READER

TITLES = {
    READER: (_("reader"), _("the public pages only")),
    CONTRIBUTOR: (_("contributor"), _("sees everything, and proposes changes")),
    ARCHIVIST: (_("archivist"), _("imports and corrects")),
    ADMINISTRATOR: (_("administrator"), _("also accounts, and undoing what others did")),
}

admin.site.unregister(Group)  # roles are what `create_roles` says
admin.site.unregister(User)


class RolesField(forms.ModelMultipleChoiceField):
    """The roles, each with what it may do."""

    def label_from_instance(self, obj: Any) -> str:
        return " · ".join(map(str, TITLES.get(obj.name, (obj.name,))))


@admin.register(User)
class AccountAdmin(UserAdmin):
    list_display = ("username", "first_name", "email", "roles", "is_active", "last_login")
    list_filter = ("is_active", "groups")
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("username", "password", "first_name", "email")}),
        (_("What this person may do"), {"fields": ("is_active", "is_staff", "groups")}),
        (_("When"), {"fields": ("last_login", "date_joined")}),
    )
    readonly_fields = ("last_login", "date_joined")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups")

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "groups":
            return RolesField(
                queryset=Group.objects.order_by("pk"),
                widget=forms.CheckboxSelectMultiple,
                required=False,
                label=_("roles"),
            )
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    @admin.display(description=_("roles"))
    def roles(self, user: User) -> str:
        return " · ".join(str(TITLES.get(group.name, (group.name,))[0]) for group in user.groups.all()) or "—"
