"""Addresses of documents, meetings, quotations and publications."""

from django.urls import URLPattern

app_name = "documents"
urlpatterns: list[URLPattern] = []
