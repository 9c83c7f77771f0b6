"""Addresses of the whole site: the admin, its language choice, and the public pages."""

from django.contrib import admin
from django.urls import include, path

from documents.api import api

urlpatterns = [
    path("admin/", admin.site.urls),
    path("i18n/", include("django.conf.urls.i18n")),
    path("api/v1/", api.urls),
    path("", include("documents.urls")),
]
