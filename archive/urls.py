"""Addresses of the whole site: the admin, language choice, and the pages of people and documents."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("people.urls")),
    path("", include("documents.urls")),
]
